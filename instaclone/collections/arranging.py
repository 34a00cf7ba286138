"""Making, naming and ordering one's collections. Nobody else knows of them."""

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.collections.models import CollectedPost, Collection
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.posts.models import Post
from instaclone.profiles.models import Profile
from instaclone.text import cleaned

MOST = 100
NAME_LENGTH = 50
GONE = "This collection is not here."


def create(session: Session, viewer: Viewer, name: str) -> int:
    """A new, empty collection, the last in the order; its id. Raises Invalid, Conflict."""
    name = _check_name(name)
    own = _held_collections(session, viewer)
    _check_is_new(own, name)
    if len(own) >= MOST:
        raise Conflict(f"You have {MOST} collections, and that is the most. Delete one first.")
    row = Collection(owner_id=viewer.id, name=name, position=own[-1].position + 1 if own else 0)
    session.add(row)
    session.flush()
    assert row.id
    return row.id


def rename(session: Session, viewer: Viewer, collection_id: int, name: str) -> None:
    """Another name for a collection. Raises Invalid, Conflict, NotFound."""
    name = _check_name(name)
    own = _held_collections(session, viewer)
    row = _among(own, collection_id)
    _check_is_new([each for each in own if each is not row], name)
    row.name = name
    session.add(row)


def delete(session: Session, viewer: Viewer, collection_id: int) -> None:
    """Take a collection apart; its posts stay saved. Raises NotFound."""
    session.delete(_among(_held_collections(session, viewer), collection_id))
    session.flush()


def move(session: Session, viewer: Viewer, collection_id: int, *, earlier: bool) -> None:
    """One place earlier or later among one's collections; at the end it stays. Raises NotFound."""
    own = _held_collections(session, viewer)
    at = own.index(_among(own, collection_id))
    to = at - 1 if earlier else at + 1
    if 0 <= to < len(own):
        own[at], own[to] = own[to], own[at]
    for position, row in enumerate(own):
        row.position = position
        session.add(row)


def choose_cover(session: Session, viewer: Viewer, collection_id: int, code: str) -> None:
    """The post of a collection that stands for it. Raises NotFound."""
    row = _among(_held_collections(session, viewer), collection_id)
    post_id = session.exec(
        select(CollectedPost.post_id)
        .join(Post, col(Post.id) == col(CollectedPost.post_id))
        .where(CollectedPost.collection_id == row.id, Post.code == code)
    ).first()
    if post_id is None:
        raise NotFound("This post is not in the collection.")
    row.cover_post_id = post_id
    session.add(row)


def own_collection(session: Session, viewer: Viewer, collection_id: int) -> Collection:
    """The viewer's collection with this id; other people's are not there: NotFound."""
    row = session.exec(
        select(Collection).where(Collection.id == collection_id, Collection.owner_id == viewer.id)
    ).first()
    if row is None:
        raise NotFound(GONE)
    return row


def _held_collections(session: Session, viewer: Viewer) -> list[Collection]:
    """All of the viewer's in their order; nobody else changes which there are meanwhile."""
    owner = select(Profile.user_id).where(Profile.user_id == viewer.id)
    session.exec(owner.with_for_update()).all()
    statement = select(Collection).where(Collection.owner_id == viewer.id)
    order = (col(Collection.position), col(Collection.id))
    return list(session.exec(statement.order_by(*order).execution_options(populate_existing=True)))


def _among(own: list[Collection], collection_id: int) -> Collection:
    for row in own:
        if row.id == collection_id:
            return row
    raise NotFound(GONE)


def _check_name(name: str) -> str:
    name = " ".join(cleaned(name).split())
    if not name:
        raise Invalid("Give the collection a name.", "name")
    if len(name) > NAME_LENGTH:
        raise Invalid(
            f"The name may have {NAME_LENGTH} characters; this one has {len(name)}.", "name"
        )
    return name


def _check_is_new(others: list[Collection], name: str) -> None:
    if any(each.name.casefold() == name.casefold() for each in others):
        raise Conflict(f"You have a collection named “{name}” already.", "name")
