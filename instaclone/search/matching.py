"""What of a post matched a search: in words, and where in which picture."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.db.dialect import sieve
from instaclone.folding import tokens
from instaclone.posts.framing import Focus
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.retouching.recipes import Area
from instaclone.search.saying import ways_to_say
from instaclone.search.simplifying import atoms
from instaclone.search.terms import Atom, By, Objects, Tagged, Term, Thing, Words
from instaclone.search.writing import joined
from instaclone.video.limits import clock_time
from instaclone.vision.counting import is_counted
from instaclone.vision.models import BoxVerdict, Detection, LabelCount
from instaclone.vision.thresholds import is_enough, thresholds
from instaclone.vision.verdicts import Thing as Stands
from instaclone.vision.verdicts import box_of, things_in
from instaclone.vision.words import counted

MOST = 4  # things that are said of one post
# Of one post at a time: each word of a search looks at the same texts.
_tokens = lru_cache(maxsize=128)(tokens)

Row = tuple[Post, str, str]  # as in posts.card_queries
Found = tuple[Area, int | None]  # where something is, and in a film the moment of its frame
Finds = dict[tuple[int, str], list[Found]]  # by picture and label, the surest first


@dataclass(frozen=True, slots=True)
class Match:
    """What matched, in words; the picture that holds the objects, 0 for none, and where they are in
    it, as shares of its sides. Those of a film are seen at one moment, which the words say."""

    said: str = ""
    media_id: int = 0
    boxes: tuple[Focus, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """One picture of a post and how many of each wanted label it holds."""

    media_id: int
    position: int
    counts: dict[str, int]


def matched(session: Session, term: Term, rows: Sequence[Row]) -> dict[int, Match]:
    """What of these posts, which the search found and the viewer may see, matched; six
    statements, however many they are, and three more where an author corrected a picture."""
    asked = list(dict.fromkeys(atom for atom, is_wanted in atoms(term) if is_wanted))
    post_ids = [post.id for post, _, _ in rows if post.id]
    seen = _seen(session, asked, post_ids)
    found = _found(session, seen.values())
    alts, tags = _alts(session, post_ids), _tags(session, post_ids)
    matches: dict[int, Match] = {}
    for row in rows:
        post_id = row[0].id or 0
        picture = seen.get(post_id)
        boxes = _boxes(picture, found) if picture else []
        objects = _objects_in_words(picture, found) if picture else []
        said = chain(objects, _said(asked, row, alts[post_id], tags[post_id], picture))
        matches[post_id] = Match(
            ", ".join(dict.fromkeys(islice(said, MOST))),
            picture.media_id if picture else 0,
            tuple(boxes),
        )
    return matches


def _seen(session: Session, asked: Sequence[Atom], post_ids: list[int]) -> dict[int, _Seen]:
    """Of each post the picture that holds most of what is wanted, the first one of several."""
    least = {atom.label: 1 for atom in asked if isinstance(atom, Thing)}
    least |= {atom.label: atom.least for atom in asked if isinstance(atom, Objects) and atom.least}
    if not least:
        return {}
    rows = session.execute(
        select(
            col(PostMedia.post_id),
            col(PostMedia.media_id),
            col(PostMedia.position),
            col(LabelCount.label),
            col(LabelCount.count),
        )
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(col(PostMedia.post_id).in_(post_ids), sieve(col(LabelCount.label).in_(list(least))))
        .order_by(col(PostMedia.position), col(LabelCount.label))
    )
    pictures: dict[tuple[int, int, int], dict[str, int]] = defaultdict(dict)
    for post_id, media_id, position, label, count in rows:
        if count >= least[label]:
            pictures[post_id, media_id, position][label] = count
    best: dict[int, _Seen] = {}
    for (post_id, media_id, position), counts in pictures.items():
        if post_id not in best or len(counts) > len(best[post_id].counts):
            best[post_id] = _Seen(media_id, position, counts)
    return best


def _found(session: Session, seen: Collection[_Seen]) -> Finds:
    """What was counted, and nothing else, the surest first: as the scanner found it, or as the
    author says."""
    found: Finds = defaultdict(list)
    wanted = {each.media_id: each.counts for each in seen}
    if not wanted:
        return found
    corrected = select(col(BoxVerdict.media_id)).where(col(BoxVerdict.media_id).in_(list(wanted)))
    by_author = set(session.scalars(corrected.distinct()))
    least = thresholds(session)
    statement = (
        select(Detection)
        .where(
            col(Detection.media_id).in_([each for each in wanted if each not in by_author]),
            sieve(
                col(Detection.label).in_({label for counts in wanted.values() for label in counts})
            ),
        )
        .order_by(col(Detection.confidence).desc())
    )
    for row in session.scalars(statement):
        if is_enough(row.label, row.confidence, least):
            found[row.media_id, row.label].append((box_of(row), row.at_ms))
    for media_id, things in things_in(session, by_author).items() if by_author else ():
        for thing in sorted(things, key=_doubt):
            if is_counted(thing, least):
                found[media_id, thing.label].append((thing.area, thing.at_ms))
    return found


def _doubt(thing: Stands) -> float:
    return -thing.confidence


def _boxes(picture: _Seen, found: Finds) -> Iterator[Focus]:
    for label, count in picture.counts.items():
        for area, at_ms in found[picture.media_id, label][:count]:
            if at_ms is None:
                right, bottom = area.left + area.width, area.top + area.height
                yield Focus(area.left, area.top, right, bottom)


def _objects_in_words(picture: _Seen, found: Finds) -> Iterator[str]:
    """2 dogs; in a film with the moment they are seen first, in a later photo with its number."""
    for label, count in picture.counts.items():
        moments = [at for _, at in found[picture.media_id, label] if at is not None]
        when = f" at {clock_time(min(moments))}" if moments else ""
        where = f" in picture {picture.position + 1}" if picture.position else ""
        yield counted(label, count) + when + where


def _said(
    asked: Sequence[Atom], row: Row, alts: list[str], tags: list[str], picture: _Seen | None
) -> Iterator[str]:
    post, username, display_name = row
    for atom in asked:
        match atom:
            case Tagged(tag) if tag in tags:
                yield f"#{tag}"
            case By():
                yield f"by {username}"
            case Thing(label) if picture is None or label not in picture.counts:
                # As it was written, or else in the other number.
                for words in ways_to_say(atom):
                    found = list(_where(words, post, (username, display_name), alts, tags))
                    yield from found
                    if found:
                        break
            case Words():
                yield from _where(atom, post, (username, display_name), alts, tags)
            case _:
                pass


def _where(
    words: Words, post: Post, names: tuple[str, str], alts: list[str], tags: list[str]
) -> Iterator[str]:
    """Where the words stand, the nearest place alone."""
    quoted = f"“{joined(words.tokens)}”"
    places = [
        ("in the caption", [post.caption]),
        ("in the place", [post.place]),
        ("in the alt text", alts),
        ("among the tags", tags),
        ("in the content warning", [post.warning]),
    ]
    for where, texts in places:
        if any(_says(_tokens(text), words) for text in texts):
            yield f"{quoted} {where}"
            return
    held = [token for name in names for token in _tokens(name)]
    if all(_says(held, Words((token,), words.is_open)) for token in words.tokens):
        yield f"by {names[0]}"


def _says(held: list[str], words: Words) -> bool:
    """Whether the words stand side by side among the tokens, the last one perhaps only begun."""
    *whole, last = words.tokens
    return any(
        held[at : at + len(whole)] == whole
        and (held[end].startswith(last) if words.is_open else held[end] == last)
        for at in range(len(held) - len(whole))
        if (end := at + len(whole)) < len(held)
    )


def _alts(session: Session, post_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(col(PostMedia.post_id), col(PostMedia.alt_text)).where(
            col(PostMedia.post_id).in_(post_ids), col(PostMedia.alt_text) != ""
        )
    )
    for post_id, alt in rows:
        found[post_id].append(alt)
    return found


def _tags(session: Session, post_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(col(PostTag.post_id), col(PostTag.tag)).where(col(PostTag.post_id).in_(post_ids))
    )
    for post_id, tag in rows:
        found[post_id].append(tag)
    return found
