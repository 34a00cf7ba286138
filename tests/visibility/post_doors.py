"""The doors to a post: its page, lists, what can be done with it, and its picture's bytes."""

from collections.abc import Callable, Iterable
from typing import Any

from instaclone.accounts import signing_in
from instaclone.accounts.viewer import Viewer
from instaclone.collections import collecting
from instaclone.collections import queries as saved
from instaclone.collections.cards import CollectionCard
from instaclone.comments import commenting
from instaclone.comments import queries as comments
from instaclone.comments.tagging import edit_post
from instaclone.feed import queries as feed
from instaclone.media import api as media_api
from instaclone.media import receipts
from instaclone.media.models import Media
from instaclone.notifications import queries as notifications
from instaclone.notifications import reading
from instaclone.objects import queries as objects
from instaclone.posts import (
    archiving,
    at_places,
    deleting,
    editing,
    history,
    likers,
    liking,
    marks,
    own_queries,
    photo_details,
    pinning,
    putting_aside,
    retouching_posts,
    saving,
    similar,
    tagging_people,
    visibility,
)
from instaclone.posts import queries as posts
from instaclone.retouching.recipes import UNTOUCHED
from instaclone.studio import editable
from instaclone.tags import queries as tags
from instaclone.ui.head import Head
from tests import make
from tests.visibility.doors import Door, anybody, needs_account, opens
from tests.visibility.scenes import EVERYBODY, OWN, PLACE, SEEN, TAG, Scene

LOOKS = "8f3c21d4907ab65e"  # as a perceptual hash
ARCHIVED = frozenset({"archived"})
SUSPENDED = frozenset({"of a suspended author"})  # whose sign-ins are over
UNSHOWN = frozenset({"archived", "unpublished"})
FEED = frozenset({"follower", "author"})  # not who muted the author
WANT = EVERYBODY - {"muter"}
SAVERS = EVERYBODY - {"guest", "author"}
TOLD = EVERYBODY - {"guest", "muter", "author"}  # whom the author mentioned in the post


def _has(scene: Scene, cards: Iterable[Any]) -> bool:
    return any(card.code == scene.code for card in cards)


def _media_bytes(scene: Scene, viewer: Viewer | None) -> bool:
    """The route of pictures, asked with the viewer's own cookie."""
    token = signing_in.sign_in(scene.session, viewer.id) if viewer else None
    return opens(lambda: media_api._permitted(scene.session, scene.key, token))


def _likers(scene: Scene, viewer: Viewer | None) -> object:
    return likers.likers(scene.session, viewer, scene.code)


def _changes(scene: Scene) -> editing.Changes:
    pictures = ((scene.media_id, ""),)
    return editing.Changes("Other words", "", pictures, version=0)


def _shows(card: CollectionCard) -> bool:
    return card.count == 1 and card.cover is not None


def _own(ability: Callable[..., Any], *more: Any) -> Door:
    """What only the author does to a post."""
    return needs_account(lambda s, v: ability(s.session, v, s.code, *more), only=OWN)


def _own_photo(ability: Callable[..., Any], *more: Any) -> Door:
    """What only the author does to a photo of a post."""

    def knock(scene: Scene, viewer: Viewer) -> object:
        code = scene.session.get_one(Media, scene.media_id).code
        return ability(scene.session, viewer, code, *more)

    return needs_account(knock, only=OWN)


def _is_linked(head: Head | None) -> bool:
    return head is not None and head.is_indexed


def _is_like_another(scene: Scene, viewer: Viewer | None) -> bool:
    """Whether the post is found from one that everybody sees and whose picture is the same."""
    session = scene.session
    other = make.post(session)
    for each in (scene.post, other):
        make.look(session, each, LOOKS)
    found = similar.similar_tiles(session, viewer, other.code)
    return _has(scene, (card.tile for card in found))


def _is_told(scene: Scene, viewer: Viewer) -> bool:
    return len(notifications.notification_page(scene.session, viewer).cards) == 1


POST_DOORS: dict[str, Door] = {
    "posts.visibility.visible_post": anybody(
        lambda s, v: visibility.visible_post(s.session, v, s.code)
    ),
    # The pictures themselves stay their owner's, in the recycle bin too.
    "posts.visibility.may_see_media": Door(
        lambda s, v: visibility.may_see_media(s.session, v, s.media_id), always=OWN
    ),
    "posts.visibility.owns_media": Door(
        lambda s, v: visibility.owns_media(s.session, v, s.media_id), only=OWN, always=OWN
    ),
    "media.receipts.receipts_of": Door(
        lambda s, v: v is not None and bool(receipts.receipts_of(s.session, v, [s.media_id])),
        only=OWN,
        always=OWN,
    ),
    "media.api": Door(_media_bytes, never=SUSPENDED, always=OWN),
    "posts.queries.post_card": anybody(lambda s, v: posts.post_card(s.session, v, s.code)),
    "posts.queries.post_page": anybody(lambda s, v: posts.post_page(s.session, v, s.code)),
    "posts.queries.post_head": Door(lambda s, v: posts.post_head(s.session, v, s.code) is not None),
    "posts.similar.similar_tiles": Door(_is_like_another, only=WANT, never=UNSHOWN),
    "posts.similar.similar_head": Door(
        lambda s, v: similar.similar_head(s.session, v, s.code) is not None
    ),
    "posts.queries.scanner_cards": anybody(lambda s, v: posts.scanner_cards(s.session, v, s.code)),
    "posts.queries.topics": anybody(lambda s, v: posts.topics(s.session, v, s.code)),
    "posts.queries.tiles": Door(
        lambda s, v: _has(s, posts.tiles(s.session, v, s.author.id)[0]), never=ARCHIVED
    ),
    "posts.queries.count_posts": Door(
        lambda s, v: posts.count_posts(s.session, v, s.author.id) == 1, never=ARCHIVED
    ),
    "posts.visibility.editable_post": needs_account(
        lambda s, v: visibility.editable_post(s.session, v, s.code), only=OWN
    ),
    "posts.deleting.delete": needs_account(
        lambda s, v: deleting.delete(s.session, v, s.code), only=OWN
    ),
    "feed.queries.feed_page": needs_account(
        lambda s, v: _has(s, feed.feed_page(s.session, v).cards), only=FEED, never=UNSHOWN
    ),
    "comments.queries.comments_page": anybody(
        lambda s, v: comments.comments_page(s.session, v, s.code)
    ),
    "comments.commenting.comment": needs_account(
        lambda s, v: commenting.comment(s.session, v, s.code, "Well")
    ),
    "tags.queries.tag_page": Door(
        lambda s, v: _has(s, tags.tag_page(s.session, v, TAG).tiles), only=WANT, never=UNSHOWN
    ),
    "tags.queries.top_tiles": Door(
        lambda s, v: _has(s, tags.top_tiles(s.session, v, TAG).tiles), only=WANT, never=UNSHOWN
    ),
    "posts.at_places.place_page": Door(
        lambda s, v: _has(s, at_places.place_page(s.session, v, s.place_id)[0]),
        only=WANT,
        never=UNSHOWN,
    ),
    "objects.queries.object_page": Door(
        lambda s, v: _has(s, objects.object_page(s.session, v, SEEN)[0]), only=WANT, never=UNSHOWN
    ),
    "objects.queries.object_head": Door(
        lambda s, v: objects.object_head(s.session, v, SEEN).post_count.startswith("1 "),
        only=WANT,
        never=UNSHOWN,
    ),
    "objects.queries.object_link_head": Door(
        lambda s, v: _is_linked(objects.object_link_head(s.session, v, SEEN)),
        only=WANT,
        never=UNSHOWN,
    ),
    # Where nobody's post is to be seen, there is no such place.
    "posts.at_places.known_place": Door(
        lambda s, v: opens(lambda: at_places.known_place(s.session, v, s.place_id)), never=ARCHIVED
    ),
    "posts.at_places.place_head": Door(
        lambda s, v: opens(lambda: at_places.place_head(s.session, v, s.place_id)), never=ARCHIVED
    ),
    "posts.at_places.link_head": Door(
        lambda s, v: at_places.link_head(s.session, v, s.place_id) is not None, never=ARCHIVED
    ),
    "posts.at_places.search_places": Door(
        lambda s, v: bool(at_places.search_places(s.session, v, PLACE[:9], 5)), never=ARCHIVED
    ),
    "notifications.queries.notification_page": needs_account(_is_told, only=TOLD),
    "notifications.queries.news": needs_account(
        lambda s, v: len(notifications.news(s.session, v, s.begun_at).arrived) == 1, only=TOLD
    ),
    "notifications.queries.cards_of": needs_account(
        lambda s, v: len(notifications.cards_of(s.session, v, s.notification_ids(v))) == 1,
        only=TOLD,
    ),
    "notifications.queries.bundle_people": needs_account(
        lambda s, v: len(notifications.bundle_people(s.session, v, s.bundle)) == 1, only=TOLD
    ),
    "notifications.reading.mark_read": needs_account(
        lambda s, v: reading.mark_read(s.session, v, s.bundle) == 1, only=TOLD
    ),
    "notifications.reading.mark_all": needs_account(
        lambda s, v: reading.mark_all(s.session, v) == 1, only=TOLD
    ),
    "feed.queries.count_newer": needs_account(
        lambda s, v: feed.count_newer(s.session, v, 0) == 1, only=FEED - OWN, never=UNSHOWN
    ),
    "posts.marks.post_marks": Door(
        lambda s, v: s.code in marks.post_marks(s.session, v, [s.post_id])
    ),
    "posts.likers.likers": anybody(_likers),
    "posts.liking.like": needs_account(lambda s, v: liking.like(s.session, v, s.code)),
    "posts.saving.save": needs_account(lambda s, v: saving.save(s.session, v, s.code)),
    "posts.putting_aside.put_aside": needs_account(
        lambda s, v: putting_aside.put_aside(s.session, v, s.code)
    ),
    "posts.putting_aside.take_back": needs_account(
        lambda s, v: putting_aside.take_back(s.session, v, s.code)
    ),
    "posts.queries.tagged_tiles": Door(
        lambda s, v: _has(s, posts.tagged_tiles(s.session, v, s.tagged.id)[0]), never=UNSHOWN
    ),
    # Somebody else's tag: the door is theirs alone, and everybody else is told that it is not.
    "posts.tagging_people.approve_tag": needs_account(
        lambda s, v: tagging_people.approve_tag(s.session, v, s.code), only=frozenset()
    ),
    "posts.photo_details.camera_cards": anybody(
        lambda s, v: photo_details.camera_cards(s.session, v, s.code)
    ),
    "posts.photo_details.own_receipts": anybody(
        lambda s, v: photo_details.own_receipts(s.session, v, s.code)
    ),
    "posts.archiving.archive": _own(archiving.archive),
    "posts.archiving.unarchive": _own(archiving.unarchive),
    "posts.pinning.pin": _own(pinning.pin),
    "posts.pinning.unpin": _own(pinning.unpin),
    "posts.history.history": _own(history.history),
    "posts.own_queries.edit_form": _own(own_queries.edit_form),
    "posts.editing.set_comments": _own(editing.set_comments, False),
    "posts.editing.set_hides_like_count": _own(editing.set_hides_like_count, True),
    "comments.tagging.edit_post": needs_account(
        lambda s, v: edit_post(s.session, v, s.code, _changes(s)), only=OWN
    ),
    "posts.retouching_posts.own_photo": _own_photo(retouching_posts.own_photo),
    "posts.retouching_posts.retouch_photo": _own_photo(retouching_posts.retouch_photo, UNTOUCHED),
    "studio.editable.photo_to_edit": _own_photo(editable.photo_to_edit),
    "posts.editing.edit": needs_account(
        lambda s, v: editing.edit(s.session, v, s.code, _changes(s)), only=OWN
    ),
    "comments.queries.post_id": anybody(lambda s, v: comments.post_id(s.session, v, s.code)),
    # Everybody saved the post, and put it into a collection, while they could.
    "collections.queries.saved_tiles": needs_account(
        lambda s, v: _has(s, saved.saved_tiles(s.session, v)[0]), only=SAVERS
    ),
    "collections.queries.count_saved": needs_account(
        lambda s, v: saved.count_saved(s.session, v) == 1, only=SAVERS
    ),
    "collections.queries.collection_tiles": needs_account(
        lambda s, v: _has(s, saved.collection_tiles(s.session, v, s.collection_of(v))[0]),
        only=SAVERS,
    ),
    "collections.queries.collection_card": needs_account(
        lambda s, v: _shows(saved.collection_card(s.session, v, s.collection_of(v))), only=SAVERS
    ),
    "collections.queries.collections": needs_account(
        lambda s, v: any(map(_shows, saved.collections(s.session, v))), only=SAVERS
    ),
    "collections.queries.choices": needs_account(lambda s, v: saved.choices(s.session, v, s.code)),
    "collections.collecting.add": needs_account(
        lambda s, v: collecting.add(s.session, v, s.collection_of(v), s.code), only=SAVERS
    ),
}
