"""Reads what only a post's author sees: the form to edit it, the archive and the recycle bin."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.media.cards import PictureCard
from instaclone.media.models import Media
from instaclone.media.queries import picture_cards
from instaclone.posts.card_queries import post_rows
from instaclone.posts.cards import BinCard, EditForm, TileCard
from instaclone.posts.deleting import DAYS, in_bin
from instaclone.posts.editing import version_of
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.posts.people_in import marks_of
from instaclone.posts.queries import TILES, tile_cards
from instaclone.posts.retouching_posts import shown_recipe
from instaclone.posts.tagging_people import people_line
from instaclone.posts.visibility import editable_post
from instaclone.retouching import recipes
from instaclone.text import count_of, tags_in
from instaclone.ui.head import Head
from instaclone.vision.describing import drafts_of


def edit_form(session: Session, viewer: Viewer, code: str) -> EditForm:
    """The form of the viewer's own post as it is now; raises NotFound otherwise."""
    post = editable_post(session, viewer, code)
    assert post.id
    own = select(PostTag.tag).where(PostTag.post_id == post.id, col(PostTag.comment_id).is_(None))
    listed = sorted(set(session.exec(own)) - set(tags_in(post.caption)))
    return EditForm(
        code=post.code,
        version=version_of(session, post.id),
        caption=post.caption,
        tags=", ".join(listed),
        place=post.place,
        people=people_line(session, post.id),
        visibility=post.visibility,
        comments_from=post.comments_from,
        hides_like_count=post.hides_like_count,
        licence=post.licence,
        pictures=_pictures(session, post.id),
        place_id=post.place_id or 0,
        warning=post.warning,
        shows_camera=post.shows_camera,
        is_unlisted=post.is_unlisted,
        refuses_scans=post.refuses_scans,
        marks=marks_of(session, post.id),
        alt_drafts=_alt_drafts(session, post.id),
    )


def archive_page(
    session: Session, viewer: Viewer, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """A page of the viewer's archived posts, newest first, and the cursor of the next page."""
    statement = post_rows().where(
        Post.author_id == viewer.id,
        col(Post.archived_at).is_not(None),
        col(Post.deleted_at).is_(None),
    )
    if before is not None:
        statement = statement.where(col(Post.id) < before)
    rows = session.execute(statement.order_by(col(Post.id).desc()).limit(TILES)).all()
    found = tile_cards(session, viewer, rows)
    return found, rows[-1][0].id if len(rows) == TILES else None


def bin_page(
    session: Session, viewer: Viewer, before: int | None = None
) -> tuple[list[BinCard], int | None]:
    """A page of the viewer's deleted posts, newest first, and the cursor of the next page."""
    statement = post_rows().where(Post.author_id == viewer.id, in_bin())
    if before is not None:
        statement = statement.where(col(Post.id) < before)
    rows = session.execute(statement.order_by(col(Post.id).desc()).limit(TILES)).all()
    now = clock.now()
    found = [
        BinCard(tile, _remains(row[0].deleted_at + timedelta(days=DAYS) - now))
        for tile, row in zip(tile_cards(session, viewer, rows), rows, strict=True)
    ]
    return found, rows[-1][0].id if len(rows) == TILES else None


def own_head(session: Session, viewer: Viewer | None, code: str) -> Head | None:
    """What the pages say on which an author works on a post, which no search engine lists; a guest
    may log in there."""
    if viewer is None:
        return Head("Log in · Instaclone", "Log in to change your post.", is_indexed=False)
    try:
        editable_post(session, viewer, code)
    except NotFound:
        return None
    return Head("Edit post · Instaclone", "Only you see this page.", is_indexed=False)


def _pictures(session: Session, post_id: int) -> list[PictureCard]:
    rows = session.execute(
        select(PostMedia.media_id, PostMedia.alt_text)
        .where(PostMedia.post_id == post_id)
        .order_by(col(PostMedia.position))
    ).all()
    shown = picture_cards(session, [media_id for media_id, _ in rows])
    return [replace(shown[media_id], alt=alt) for media_id, alt in rows if media_id in shown]


def _alt_drafts(session: Session, post_id: int) -> dict[int, str]:
    """What the scanner would say of the pictures of which their author says nothing."""
    silent = session.exec(
        select(Media)
        .join(PostMedia, col(PostMedia.media_id) == Media.id)
        .where(PostMedia.post_id == post_id, PostMedia.alt_text == "")
    ).all()
    shown = [(media, recipes.to_text(shown_recipe(media))) for media in silent]
    return {media_id: said for media_id, said in drafts_of(session, shown).items() if said}


def _remains(left: timedelta) -> str:
    """How long a post stays in the bin; a day that has begun counts."""
    days = max(-(-left // timedelta(days=1)), 0)
    return f"{count_of(days, 'day', 'days')} left" if days else "Goes within the hour"
