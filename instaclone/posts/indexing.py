"""What posts are found by: their words, and what is so of them; written whenever a post changes."""

from collections.abc import Iterable
from math import floor

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from instaclone.db.full_text import encoded
from instaclone.folding import tokens
from instaclone.media.colours import colours_of
from instaclone.media.models import VIDEO, Media
from instaclone.places.models import Place
from instaclone.posts.models import Post, PostFact, PostMedia, PostTag, PostWords
from instaclone.vision import counting

SQUARENESS = 0.02  # how much wider than high, or the other way round, is still square
FACT_LENGTH = 30
BREAK = "."  # between caption, alt texts and so on: no phrase goes over it
# Degrees of the cells a place lies in: a search looks at the few that its circle touches.
CELLS = (0.25, 1.0, 4.0)

HAS_VIDEO, HAS_ALT, HAS_PLACE = "has:video", "has:alt", "has:place"


def index(session: Session, post: Post) -> None:
    """Write anew what a post is found by, from its rows; nothing before it has been shown."""
    if post.sort_key is None:
        return
    assert post.id
    pictures = session.execute(
        select(Media, PostMedia.alt_text)
        .join(PostMedia, col(PostMedia.media_id) == col(Media.id))
        .where(PostMedia.post_id == post.id)
        .order_by(col(PostMedia.position))
    ).all()
    tags = session.exec(select(PostTag.tag).where(PostTag.post_id == post.id)).all()
    place = session.get(Place, post.place_id) if post.place_id is not None else None
    said = [post.caption, post.warning, post.place, *(alt for _, alt in pictures), *sorted(tags)]
    _write_words(session, post.id, post.sort_key, said)
    facts = _facts([media for media, _ in pictures], any(alt for _, alt in pictures))
    facts |= _facts_of_place(post.place, place)
    session.execute(delete(PostFact).where(col(PostFact.post_id) == post.id))
    if facts:
        session.execute(
            insert(PostFact),
            [
                {"post_id": post.id, "fact": fact, "sort_key": post.sort_key}
                for fact in sorted(facts)
            ],
        )
    counting.set_sort_key(session, [media.id for media, _ in pictures if media.id], post.sort_key)


def index_picture(session: Session, media_id: int) -> None:
    """Write anew what the post of a picture is found by, where it is in one: it looks different."""
    post = session.exec(
        select(Post)
        .join(PostMedia, col(PostMedia.post_id) == col(Post.id))
        .where(PostMedia.media_id == media_id)
        .with_for_update()
    ).first()
    if post is not None:
        index(session, post)


def unindexed(session: Session, begin: int, end: int) -> list[int]:
    """Ids of posts with a key from `begin` up to, and without, `end` that are not found by
    anything: from before there was an index. The newest first."""
    indexed = select(PostWords.post_id).where(PostWords.post_id == Post.id).exists()
    key = col(Post.sort_key)
    statement = select(Post.id).where(key >= begin, key < end, ~indexed).order_by(key.desc())
    return [post_id for post_id in session.exec(statement) if post_id]


def index_post(session: Session, post_id: int) -> None:
    """Write anew what the post with this id is found by; what its pictures hold is counted anew
    with it, for it may be from before there were thresholds."""
    post = session.exec(select(Post).where(Post.id == post_id).with_for_update()).first()
    if post is None:
        return
    pictures = select(PostMedia.media_id).where(PostMedia.post_id == post_id)
    for media_id in sorted(session.exec(pictures)):
        if counting.hold(session, media_id) is not None:
            counting.recount(session, media_id)
    index(session, post)


def place_fact(token: str) -> str:
    """The fact that a post's place, region or country is called so, among other words."""
    return f"at:{token}"[:FACT_LENGTH]


def colour_fact(colour: str) -> str:
    """The fact that a colour covers much of one of a post's pictures."""
    return f"colour:{colour}"


def orientation_fact(orientation: str) -> str:
    """The fact that a picture is portrait, landscape or square."""
    return f"orientation:{orientation}"


def cell_fact(size: float, latitude: float, longitude: float) -> str:
    """The fact that a post's place lies in the cell of so many degrees that holds this point."""
    return cell(size, floor(latitude / size), floor(longitude / size))


def cell(size: float, row: int, column: int) -> str:
    """The fact of a cell by its numbers; columns go round the earth."""
    round_the_earth = round(360 / size)
    half = round_the_earth // 2
    return f"cell:{size:g}:{row}:{(column + half) % round_the_earth - half}"


def orientation_of(width: int, height: int) -> str:
    """Whether a picture of so many px is portrait, landscape or square."""
    if abs(width - height) <= SQUARENESS * max(width, height):
        return "square"
    return "portrait" if height > width else "landscape"


def _write_words(session: Session, post_id: int, sort_key: int, said: Iterable[str]) -> None:
    words = BREAK.join(encoded(tokens(each)) for each in said if each)
    row = session.exec(select(PostWords).where(PostWords.post_id == post_id)).first()
    if row is None:
        session.add(PostWords(sort_key=sort_key, post_id=post_id, words=words))
    elif row.words != words:
        row.words = words
        session.add(row)
    session.flush()


def _facts(pictures: list[Media], has_alt: bool) -> set[str]:
    facts = {orientation_fact(orientation_of(each.width, each.height)) for each in pictures}
    facts |= {colour_fact(colour) for each in pictures for colour in colours_of(each.blurhash)}
    if any(each.kind == VIDEO for each in pictures):
        facts.add(HAS_VIDEO)
    if has_alt:
        facts.add(HAS_ALT)
    return facts


def _facts_of_place(name: str, place: Place | None) -> set[str]:
    if not name:
        return set()
    country = place.country_name if place else ""
    facts = {place_fact(token) for token in tokens(f"{name} {country}")} | {HAS_PLACE}
    if place is not None and place.latitude is not None and place.longitude is not None:
        facts |= {cell_fact(size, place.latitude, place.longitude) for size in CELLS}
    return facts
