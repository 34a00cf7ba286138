"""Reads the posts that show an object, and what is said about it, at a cost that does not grow.

An object may stand in a million pictures, and any number of the newest may be for others: nothing
here looks at more than a window of its newest ones.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, literal
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import by_index
from instaclone.db.paging import floor_of
from instaclone.errors import NotFound
from instaclone.folding import fold
from instaclone.ids import END_OF_TIME
from instaclone.objects import naming
from instaclone.objects.cards import ObjectGroup, ObjectHead, ObjectLink
from instaclone.objects.models import PopularObject
from instaclone.objects.showing import showing
from instaclone.posts.cards import TileCard
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.posts.queries import (
    TILES,
    post_rows,
    tile_cards,
)
from instaclone.posts.subject_heads import head_with
from instaclone.posts.visibility import findable_posts
from instaclone.settings import settings
from instaclone.ui.head import Head
from instaclone.vision.label_names import words_for_labels
from instaclone.vision.labels import COCO_LABELS, GROUPS
from instaclone.vision.models import LabelCount

RELATED, TAGS = 8, 8
# How many of an object's newest pictures are looked at: for one page, the count, what is beside it.
WINDOW, COUNT_WINDOW, BESIDE_WINDOW = 500, 1000, 200
PICTURES = 3 * TILES  # read for one page of posts, which may show it in several pictures each
INDEX = "ix_label_count_label_sort"
OTHERS = "Other things"  # that a model of somebody's own knows
UNKNOWN = "The scanner knows no such thing, or nobody has shown one yet."


def object_head(
    session: Session, viewer: Viewer | None, label: str, languages: Sequence[str] = ()
) -> ObjectHead:
    """The head of an object's page, for who reads these languages, in three statements.

    Raises NotFound for what the default model does not know, unless the viewer sees one.
    """
    found, is_all = _counted(session, viewer, label)
    if not _is_known(viewer, label, found):
        raise NotFound(UNKNOWN)
    name = naming.heading(label, languages)
    is_english = name.lower() == label.lower()
    return ObjectHead(
        label=label,
        name=name,
        post_count=naming.counted(found, label, is_all=is_all),
        detail="" if is_english else f"The scanner calls it “{label}”.",
        related=[naming.link(each, languages) for each in _related(session, viewer, label)],
        tags=_tags(session, viewer, label),
    )


def object_page(
    session: Session, viewer: Viewer | None, label: str, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """The newest posts that show an object, older than the cursor, and the cursor of the next page.
    A page may be short, though others follow: where most of a window is not for the viewer."""
    before = before or END_OF_TIME
    floor = _floor(session, label, before)
    read = session.execute(_posts_of(viewer, label, before, floor).limit(PICTURES)).all()
    rows = list({row[0].id: row for row in read}.values())
    page = rows[:TILES]
    has_left_some = len(read) == PICTURES or len(rows) > TILES
    tiles = tile_cards(session, viewer, page, showing(session, label, [row[0].id for row in page]))
    return tiles, page[-1][0].sort_key if has_left_some else (floor or None)


def object_link_head(session: Session, viewer: Viewer | None, label: str) -> Head | None:
    """What a link to an object says; None for one that is not known. One that nobody has shown is
    not indexed."""
    found, is_all = _counted(session, viewer, label)
    if not _is_known(viewer, label, found):
        return None
    floor = _floor(session, label, END_OF_TIME)
    rows = session.execute(_posts_of(viewer, label, END_OF_TIME, floor).limit(1)).all()
    said = f"{naming.counted(found, label, is_all=is_all)}."
    return head_with(session, viewer, naming.heading(label), said, rows)


def popular_objects(
    session: Session, viewer: Viewer | None, languages: Sequence[str], limit: int
) -> list[ObjectLink]:
    """The objects that most public posts show, by their names for who reads these languages."""
    if viewer is None and settings().private_community:
        return []
    rows = session.exec(
        select(PopularObject)
        .order_by(col(PopularObject.post_count).desc(), col(PopularObject.label))
        .limit(limit)
    )
    return [naming.link(row.label, languages, row.post_count) for row in rows]


def objects(
    session: Session, viewer: Viewer | None, languages: Sequence[str] = (), words: str = ""
) -> list[ObjectGroup]:
    """What the scanner knows, in groups, with how many public posts show it; of that what is called
    like `words`, in English or the reader's languages. One statement."""
    counts: dict[str, int] = {}
    if viewer is not None or not settings().private_community:
        rows = session.exec(select(PopularObject))
        counts = {row.label: row.post_count for row in rows}
    others = sorted(set(counts) - set(COCO_LABELS))
    groups = [*GROUPS.items(), (OTHERS, tuple(others))]
    shown = _called_like(words, languages, others) if words.strip() else {*COCO_LABELS, *others}
    made = [
        ObjectGroup(
            name,
            [
                naming.link(label, languages, counts.get(label, 0))
                for label in labels
                if label in shown
            ],
        )
        for name, labels in groups
    ]
    return [group for group in made if group.objects]


def _called_like(words: str, languages: Sequence[str], others: Sequence[str]) -> set[str]:
    """The labels that have a name with these words in it."""
    wanted = fold(words)
    named = [*words_for_labels(languages).items(), *((fold(each), [each]) for each in others)]
    return {label for word, labels in named if wanted and wanted in word for label in labels}


def _is_known(viewer: Viewer | None, label: str, found: int) -> bool:
    if viewer is None and settings().private_community:
        return False
    return label in COCO_LABELS or found > 0


def _posts_of(viewer: Viewer | None, label: str, before: int, floor: int) -> Any:
    """Posts by their pictures that show it: once for each of these."""
    statement = (
        post_rows()
        .join(PostMedia, col(PostMedia.post_id) == col(Post.id))
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(
            col(LabelCount.label) == label,
            col(LabelCount.sort_key) < before,
            col(LabelCount.sort_key) >= floor,
            findable_posts(viewer),
        )
        .order_by(col(LabelCount.sort_key).desc())
    )
    return by_index(statement, LabelCount, INDEX)


def _floor(session: Session, label: str, before: int) -> int:
    is_of_it = col(LabelCount.label) == label
    return floor_of(session, col(LabelCount.sort_key), WINDOW, is_of_it, before=before)


def _newest(label: str, window: int) -> Any:
    """An object's newest pictures, no more than `window`: whoever may see them."""
    return (
        sa_select(col(LabelCount.media_id))
        .where(col(LabelCount.label) == label, col(LabelCount.sort_key).is_not(None))
        .order_by(col(LabelCount.sort_key).desc())
        .limit(window)
        .subquery("newest")
    )


def _counted(session: Session, viewer: Viewer | None, label: str) -> tuple[int, bool]:
    """How many posts the viewer finds among the newest thousand pictures that show it, and whether
    these are all."""
    newest = _newest(label, COUNT_WINDOW)
    pictures, found = session.execute(
        sa_select(func.count(), func.count(func.distinct(col(Post.id))))
        .select_from(newest)
        .outerjoin(PostMedia, col(PostMedia.media_id) == newest.c.media_id)
        .outerjoin(Post, and_(col(Post.id) == col(PostMedia.post_id), findable_posts(viewer)))
    ).one()
    return found, pictures < COUNT_WINDOW


def _related(session: Session, viewer: Viewer | None, label: str) -> list[str]:
    """The objects that most people show beside it in one picture, of its newest ones."""
    newest, beside = _newest(label, BESIDE_WINDOW), aliased(LabelCount)
    people = func.count(func.distinct(col(Post.author_id)))
    rows = session.execute(
        sa_select(col(beside.label))
        .select_from(newest)
        .join(PostMedia, col(PostMedia.media_id) == newest.c.media_id)
        .join(Post, col(Post.id) == col(PostMedia.post_id))
        .join(beside, col(beside.media_id) == newest.c.media_id)
        .where(col(beside.label) != literal(label), findable_posts(viewer))
        .group_by(col(beside.label))
        .order_by(people.desc(), func.count().desc(), col(beside.label))
        .limit(RELATED)
    )
    return list(rows.scalars())


def _tags(session: Session, viewer: Viewer | None, label: str) -> list[str]:
    """The tags that most people put to the newest posts that show it."""
    newest = _newest(label, BESIDE_WINDOW)
    people = func.count(func.distinct(col(Post.author_id)))
    rows = session.execute(
        sa_select(col(PostTag.tag))
        .select_from(newest)
        .join(PostMedia, col(PostMedia.media_id) == newest.c.media_id)
        .join(Post, col(Post.id) == col(PostMedia.post_id))
        .join(PostTag, col(PostTag.post_id) == col(Post.id))
        .where(findable_posts(viewer))
        .group_by(col(PostTag.tag))
        .order_by(people.desc(), func.count().desc(), col(PostTag.tag))
        .limit(TAGS)
    )
    return list(rows.scalars())
