"""Every event handler, called by those who should not: anybody with a websocket can call them all.

Generated from Reflex's own registry, so that a new handler is covered without a word here, except
one: whether guests may call it.
"""

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from reflex_base.registry import RegisteredEventHandler, RegistrationContext
from sqlalchemy import select
from sqlmodel import Session, col

import instaclone.instaclone  # noqa: F401 - importing it registers every handler
from instaclone.accounts import signing_in
from instaclone.accounts.models import User
from instaclone.db.tables import metadata
from instaclone.explore.models import Shown, SignalOff
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.state import PostState
from instaclone.posts.verdict_state import VerdictState
from instaclone.search.models import RecentSearch
from instaclone.vision.models import BoxVerdict, LabelRejection
from tests.protocol.conftest import Scene
from tests.protocol.tabs import tab

# Whether guests may call it; who may not is sent to log in. `setvar` and what begins with `reflex`
# is Reflex's own, on every state.
GUESTS_MAY = {
    "accounts.state.FormState.open": True,
    "shell.state.NoticeState.say": True,
    "shell.state.NoticeState.dismiss": True,
    "shell.state.NoticeState.fade": True,
    "posts.state.PostState.start_again": False,
    "posts.state.PostState.open": True,
    "posts.state.PostState.refresh": True,
    "posts.state.PostState.toggle_objects": True,
    "posts.state.PostState.look_at": True,
    "posts.state.PostState.reject": False,
    "posts.state.PostState.restore": False,
    "posts.verdict_state.VerdictState.open": False,
    "posts.verdict_state.VerdictState.confirm": False,
    "posts.verdict_state.VerdictState.reject": False,
    "posts.verdict_state.VerdictState.relabel": False,
    "posts.verdict_state.VerdictState.undo": False,
    "posts.verdict_state.VerdictState.add": False,
    "posts.verdict_state.VerdictState.seek": False,
    "comments.state.CommentState.open": True,
    "comments.state.CommentState.heard": True,
    "comments.state.CommentState.more": True,
    "comments.state.CommentState.show_replies": True,
    "comments.state.CommentState.hide_replies": True,
    "comments.state.CommentState.reveal": True,
    "comments.state.CommentState.answer": False,
    "comments.state.CommentState.stop_answering": True,
    "comments.state.CommentState.post": False,
    "comments.state.CommentState.reply": False,
    "comments.state.CommentState.like": False,
    "comments.state.CommentState.start_editing": False,
    "comments.state.CommentState.stop_editing": True,
    "comments.state.CommentState.edit": False,
    "comments.state.CommentState.delete": False,
    "comments.state.CommentState.pin": False,
    "comments.hidden_words.HiddenWordsState.open": False,
    "comments.hidden_words.HiddenWordsState.add": False,
    "comments.hidden_words.HiddenWordsState.remove": False,
    "profiles.mention_box.MentionState.suggest": False,
    "feed.state.FeedState.open": True,
    "feed.state.FeedState.refresh": False,
    "feed.state.FeedState.more": True,
    "feed.state.FeedState.show_new": False,
    "feed.state.AsideState.open": True,
    "feed.state.AsideState.refuse": False,
    "places.state.PlaceState.open": True,
    "places.state.PlaceState.refresh": True,
    "places.state.PlaceState.show_new": True,
    "places.state.PlaceState.more": True,
    "objects.state.ObjectState.open": True,
    "objects.state.ObjectState.refresh": True,
    "objects.state.ObjectState.show_new": True,
    "objects.state.ObjectState.more": True,
    "objects.state.ObjectsState.open": True,
    "objects.state.ObjectsState.narrow": True,
    "vision.state.ScannerState.open": True,
    "vision.state.ScannerState.refresh": True,
    "vision.state.ScannerState.sort": True,
    "vision.state.ScannerState.change": True,
    "vision.state.ScannerState.close": True,
    "vision.state.ScannerState.weigh": True,
    "vision.state.ScannerState.save": True,
    "vision.state.ScannerState.reset_label": True,
    "explore.state.ExploreState.open": True,
    "explore.state.ExploreState.more": True,
    "explore.state.ExploreState.again": False,
    "explore.state.ExploreState.choose_anew": True,
    "explore.state.ExploreState.explain": True,
    "explore.state.ExploreState.forget": True,
    "explore.state.ExploreState.more_like": False,
    "explore.state.ExploreState.less_like": False,
    "explore.state.ExploreState.put_aside": False,
    "explore.state.ExploreState.hide": False,
    "explore.state.ExploreState.undo": False,
    "explore.settings_state.ExploreSettingsState.open": False,
    "explore.settings_state.ExploreSettingsState.switch": False,
    "explore.settings_state.ExploreSettingsState.switch_all": False,
    "explore.settings_state.ExploreSettingsState.take_back": False,
    "explore.settings_state.ExploreSettingsState.more": False,
    "explore.state.WaysState.open": True,
    "explore.films_state.FilmsState.open": True,
    "explore.films_state.FilmsState.lead_to": True,
    "explore.films_state.FilmsState.look_at": True,
    "explore.films_state.FilmsState.more": True,
    "explore.films_state.FilmsState.again": False,
    "explore.films_state.FilmsState.choose_anew": True,
    "explore.films_state.FilmsState.explain": True,
    "explore.films_state.FilmsState.forget": True,
    "explore.films_state.FilmsState.more_like": False,
    "explore.films_state.FilmsState.less_like": False,
    "explore.films_state.FilmsState.put_aside": False,
    "explore.films_state.FilmsState.hide": False,
    "explore.films_state.FilmsState.undo": False,
    "explore.map_state.MapState.open": True,
    "explore.map_state.MapState.visit": True,
    "tags.state.TagState.open": True,
    "tags.state.TagState.refresh": True,
    "tags.state.TagState.show_new": True,
    "tags.state.TagState.more": True,
    "tags.state.TagState.follow": False,
    "search.state.BoxState.suggest": True,
    "search.state.BoxState.search": True,
    "search.state.SearchState.open": True,
    "search.state.SearchState.more": True,
    "search.builder_state.BuilderState.open": True,
    "search.builder_state.BuilderState.write": True,
    "search.builder_state.BuilderState.add": True,
    "search.builder_state.BuilderState.remove": True,
    "search.builder_state.BuilderState.clear": True,
    "search.builder_state.BuilderState.change": True,
    "search.builder_state.BuilderState.count": True,
    "search.builder_state.BuilderState.search": True,
    "search.kept_state.KeptState.open": True,
    "search.kept_state.KeptState.forget": False,
    "search.kept_state.KeptState.forget_all": False,
    "search.kept_state.KeptState.ask_name": False,
    "search.kept_state.KeptState.rename": False,
    "search.kept_state.KeptState.save": False,
    "search.kept_state.KeptState.unsave": False,
    "search.kept_state.KeptState.set_notifies": False,
    "feed.state.FeedState.toggle_objects": True,
    "posts.keeping.KeepingState.delete": False,
    "posts.keeping.KeepingState.archive": False,
    "posts.keeping.KeepingState.unarchive": False,
    "posts.keeping.KeepingState.put_aside": False,
    "posts.keeping.KeepingState.mute": False,
    "posts.keeping.KeepingState.undo": False,
    "posts.keeping.KeepingState.pin": False,
    "posts.keeping.KeepingState.hide_like_count": False,
    "posts.keeping.KeepingState.allow_comments": False,
    "posts.keeping.KeepingState.remove_me": False,
    "posts.keeping.KeepingState.approve_tag": False,
    "posts.edit_state.EditState.open": False,
    "posts.edit_state.EditState.load_again": False,
    "posts.edit_state.EditState.write": True,
    "posts.edit_state.EditState.describe": True,
    "posts.edit_state.EditState.use_draft": True,
    "posts.edit_state.EditState.move": True,
    "posts.edit_state.EditState.remove": True,
    "posts.edit_state.EditState.save": False,
    "posts.edit_state.EditState.cancel": True,
    "posts.edit_state.EditState.choose": True,
    "posts.edit_state.EditState.add_person": True,
    "posts.edit_state.EditState.flip_like_count": True,
    "posts.edit_state.EditState.flip_camera": True,
    "posts.edit_state.EditState.flip_scans": True,
    "posts.edit_state.EditState.flip_unlisted": True,
    "posts.edit_state.EditState.seek_place": False,
    "posts.edit_state.EditState.choose_place": False,
    "posts.edit_state.EditState.clear_place": False,
    "posts.edit_state.EditState.suggest_place": False,
    "posts.edit_state.EditState.mark_on": False,
    "posts.edit_state.EditState.point_at": True,
    "posts.edit_state.EditState.seek": False,
    "posts.edit_state.EditState.put": True,
    "posts.edit_state.EditState.nudge": True,
    "posts.edit_state.EditState.unmark": True,
    "posts.edit_state.HistoryState.open": False,
    "posts.similar_state.SimilarState.open": True,
    "posts.archive_state.ArchiveState.open": False,
    "posts.archive_state.ArchiveState.more": False,
    "posts.archive_state.ArchiveState.unarchive": False,
    "posts.archive_state.BinState.open": False,
    "posts.archive_state.BinState.more": False,
    "posts.archive_state.BinState.restore": False,
    "posts.archive_state.BinState.erase": False,
    "posts.archive_state.BinState.empty": False,
    "studio.state.StudioState.open": False,
    "studio.state.StudioState.refresh": False,
    "studio.state.StudioState.write_caption": False,
    "studio.state.StudioState.write_tags": False,
    "studio.state.StudioState.put_back": False,
    "studio.state.StudioState.add_tag": False,
    "studio.state.StudioState.let_go": False,
    "studio.state.StudioState.expect": False,
    "studio.state.StudioState.stop": False,
    "studio.state.StudioState.remove": False,
    "studio.state.StudioState.move": False,
    "studio.state.StudioState.drop_on": False,
    "studio.state.StudioState.describe": False,
    "studio.state.StudioState.use_draft": False,
    "studio.state.StudioState.put_back_alt": False,
    "studio.state.StudioState.let_go_alt": False,
    "studio.state.StudioState.edit": False,
    "studio.state.StudioState.edit_anyway": False,
    "studio.state.StudioState.keep_schedule": False,
    "studio.state.StudioState.share": False,
    "studio.state.StudioState.share_without": False,
    "studio.state.StudioState.keep_all": False,
    "studio.state.StudioState.stop_waiting": False,
    "studio.state.StudioState.schedule": False,
    "studio.state.StudioState.unschedule": False,
    "studio.state.StudioState.save_draft": False,
    "studio.state.StudioState.start_anew": False,
    "studio.state.StudioState.choose": True,
    "studio.state.StudioState.add_person": True,
    "studio.state.StudioState.flip_like_count": True,
    "studio.state.StudioState.flip_camera": True,
    "studio.state.StudioState.flip_scans": True,
    "studio.state.StudioState.flip_unlisted": True,
    "studio.state.StudioState.seek_place": False,
    "studio.state.StudioState.choose_place": False,
    "studio.state.StudioState.clear_place": False,
    "studio.state.StudioState.suggest_place": False,
    "studio.state.StudioState.mark_on": False,
    "studio.state.StudioState.point_at": True,
    "studio.state.StudioState.seek": False,
    "studio.state.StudioState.put": True,
    "studio.state.StudioState.nudge": True,
    "studio.state.StudioState.unmark": True,
    "studio.state.DraftsState.open": False,
    "studio.state.DraftsState.refresh": False,
    "studio.state.DraftsState.delete": False,
    "studio.editing_state.EditorState.open": False,
    "studio.editing_state.EditorState.open_posted": False,
    "studio.editing_state.EditorState.arrive": True,
    "studio.editing_state.EditorState.refresh": False,
    "studio.editing_state.EditorState.keep": False,
    "studio.editing_state.EditorState.done": False,
    "studio.editing_state.EditorState.leave": False,
    "profiles.state.RequestState.open": False,
    "profiles.state.RequestState.refresh": False,
    "profiles.state.RequestState.more": False,
    "profiles.state.RequestState.approve": False,
    "profiles.state.RequestState.decline": False,
    "profiles.state.RequestState.approve_all": False,
    "profiles.listing.PeopleState.open": True,
    "profiles.listing.PeopleState.more": True,
    "profiles.listing.PeopleState.remove": False,
    "profiles.privacy_state.PrivacyState.open": False,
    "profiles.privacy_state.PrivacyState.refresh": False,
    "profiles.privacy_state.PrivacyState.set_private": False,
    "profiles.privacy_state.PrivacyState.set_approves_followers": False,
    "profiles.privacy_state.PrivacyState.set_approves_tags": False,
    "profiles.privacy_state.PrivacyState.set_refuses_scans": False,
    "profiles.privacy_state.PrivacyState.set_unlisted": False,
    "profiles.privacy_state.PrivacyState.set_hides_like_counts": False,
    "profiles.privacy_state.PrivacyState.search": False,
    "profiles.privacy_state.PrivacyState.befriend": False,
    "profiles.privacy_state.PrivacyState.unblock": False,
    "profiles.privacy_state.PrivacyState.unmute": False,
    "profiles.privacy_state.PrivacyState.more": False,
    "profiles.settings_state.ProfileSettingsState.open": False,
    "profiles.settings_state.ProfileSettingsState.check": False,
    "profiles.settings_state.ProfileSettingsState.add_link": False,
    "profiles.settings_state.ProfileSettingsState.save": False,
    "profiles.settings_state.ProfileSettingsState.rename": False,
    "profiles.avatar_state.AvatarState.open": False,
    "profiles.avatar_state.AvatarState.refresh": False,
    "profiles.avatar_state.AvatarState.expect": False,
    "profiles.avatar_state.AvatarState.refuse": False,
    "profiles.avatar_state.AvatarState.receive": False,
    "profiles.avatar_state.AvatarState.save": False,
    "profiles.avatar_state.AvatarState.cancel": False,
    "profiles.avatar_state.AvatarState.remove": False,
    "profiles.visiting.ProfileState.open": True,
    "profiles.visiting.ProfileState.refresh": True,
    "profiles.visiting.ProfileState.choose": True,
    "profiles.visiting.ProfileState.step": True,
    "profiles.visiting.ProfileState.more": True,
    "posts.reactions.ReactionState.like": False,
    "posts.reactions.ReactionState.save": False,
    "posts.reactions.ReactionState.heard": True,
    "posts.reactions.ReactionState.open_likers": True,
    "posts.reactions.ReactionState.more_likers": True,
    "posts.reactions.ReactionState.close_likers": True,
    "posts.reactions.ReactionState.collect": False,
    "collections.state.PickerState.open": False,
    "collections.state.PickerState.choose": False,
    "collections.state.PickerState.create": False,
    "collections.state.PickerState.close": True,
    "collections.state.SavedState.open": False,
    "collections.state.SavedState.more": False,
    "collections.state.SavedState.ask_name": True,
    "collections.state.SavedState.arrange": True,
    "collections.state.SavedState.create": False,
    "collections.state.SavedState.move": False,
    "collections.state.CollectionState.open": False,
    "collections.state.CollectionState.more": False,
    "collections.state.CollectionState.ask_name": True,
    "collections.state.CollectionState.arrange": True,
    "collections.state.CollectionState.rename": False,
    "collections.state.CollectionState.delete": False,
    "collections.state.CollectionState.choose_cover": False,
    "collections.state.CollectionState.remove": False,
    "profiles.state.RelationState.refresh": True,
    "profiles.state.RelationState.follow": False,
    "profiles.state.RelationState.unblock": False,
    "profiles.state.RelationState.block": False,
    "profiles.state.RelationState.mute": False,
    "profiles.state.RelationState.unmute": False,
    "profiles.state.RelationState.remove_follower": False,
    "profiles.state.RelationState.befriend": False,
    "shell.state.PageState.leave": True,
    "shell.state.FaceState.open": True,
    "notifications.state.BadgeState.open": True,
    "notifications.state.BadgeState.refresh": True,
    "notifications.state.BadgeState.dismiss": True,
    "notifications.state.BadgeState.fade": True,
    "notifications.state.NotificationsState.open": False,
    "notifications.state.NotificationsState.refresh": False,
    "notifications.state.NotificationsState.more": True,
    "notifications.state.NotificationsState.mark_read": False,
    "notifications.state.NotificationsState.mark_all": False,
    "notifications.state.NotificationsState.show_people": False,
    "notifications.state.WishState.open": False,
    "notifications.state.WishState.wish": False,
    "notifications.state.WishState.keep_quiet": False,
    "notifications.state.WishState.end_quiet": False,
}
HOSTILE: list[Any] = [
    None,
    True,
    -1,
    2**63,
    1.5e308,
    "",
    "\x00",
    "../../etc/passwd",
    "'; DROP TABLE user; --",
    "x" * 50_000,
    "\U0001f4a5" * 3000,
    [],
    [None, {"a": []}],
    {},
    {"progress": {"progress": "all"}, "file": {"name": None}, "errors": [{"code": {}}]},
]
# What would do harm if somebody forgot to ask who is there. Others get the posts' codes.
AIMED: dict[str, list[Any]] = {
    "label": ["dog", "cat"],
    "in_view": [True],
    "media_id": [1, 2, 3],
    "notice_id": [1],
    # Everybody may like what they see, and put it aside.
    "wanted": [False, True, True],
    "field": ["people", "warning"],
    "recipe": [{"warmth": 40}],
    "reason": ["", "hidden", "not_interested"],
    # And comment on it: of the first post's box the number is one that was answered already.
    "number": [0, 1, 1],
    "body": ["planted words"],
    "comment_id": [1, 2, 3],
    # No tags: to follow one is anybody's own business, and changes rows of theirs.
    "tag": ["2026", "#", "two words"],
    # What ana's unpublished post calls its place, and the number of that place.
    "words": ["unpublished-place", "unpublished", "cat"],
    "place_id": [1_000_001],
    # The box of a dog in her post, and where there is none.
    "key": ["0:dog:0.1000:0.1000:0.2000:0.2000"],
    "area": [{"left": 0.5, "top": 0.5, "width": 0.2, "height": 0.2}],
    "rev": [0],
    "search_id": [1, 2, 3],
    "row_id": [0, 1],
    "tab": ["people"],
    # The beginnings of what is ana's: whole, what ben types would be said back to him.
    "text": ["unpublished", "private-sear", "deleted"],
}
LOGIN = '"path": "/login'


def handlers() -> dict[str, tuple[str, RegisteredEventHandler]]:
    """Every registered handler by a short name, with the name by which a browser calls it."""
    found = {}
    for full_name, registered in RegistrationContext.get().event_handlers.items():
        state = registered.states[-1]
        module = state.__module__.removeprefix("instaclone.")
        method = full_name.rsplit(".", 1)[-1]
        found[f"{module}.{state.__name__}.{method}"] = (full_name, registered)
    return found


HANDLERS = handlers()
OURS = {
    name: full_name
    for name, (full_name, _) in HANDLERS.items()
    if not name.startswith("reflex") and not name.endswith(".setvar")
}
BACKGROUND = {
    name for name, (_, registered) in HANDLERS.items() if registered.handler.is_background
}


def test_it_is_decided_of_every_handler_whether_guests_may_call_it():
    assert set(OURS) == set(GUESTS_MAY)


@pytest.mark.parametrize("name", HANDLERS)
@pytest.mark.parametrize("caller", ["guest", "ben"])
def test_nobody_reaches_what_is_anas(scene: Scene, name: str, caller: str):
    """Whatever they send from whatever page: no row changes, nothing of hers is said to them."""
    before = scene.site.read(_every_row)
    cookie = scene.ben.token if caller == "ben" else None
    heard = asyncio.run(_attack(scene, name, cookie))
    assert [secret for secret in scene.secrets if secret in heard] == []
    assert scene.site.read(_every_row) == before


@pytest.mark.parametrize("name", [name for name, may in GUESTS_MAY.items() if not may])
def test_a_guest_is_sent_to_log_in(scene: Scene, name: str):
    async def ask() -> str:
        async with tab(scene.site.url) as guest:
            payload = _aimed(scene, name)[0]
            said = await guest.call(OURS[name], payload, f"/p/{scene.shown}")
            if name in BACKGROUND:
                await guest.until(LOGIN)
                said = "\n".join(guest.heard)
            return said

    assert LOGIN in asyncio.run(ask())


@pytest.mark.parametrize("name", [name for name, may in GUESTS_MAY.items() if may])
def test_a_guest_is_served_without_an_account(scene: Scene, name: str):
    async def ask() -> str:
        async with tab(scene.site.url) as guest:
            payload = _aimed(scene, name)[0]
            return await guest.call(OURS[name], payload, f"/p/{scene.shown}")

    assert LOGIN not in asyncio.run(ask())


def test_ana_herself_reaches_her_things_by_the_same_messages(scene: Scene):
    """Or the tests above would find nothing because nothing they send is understood."""

    async def act() -> tuple[str, str, list]:
        state = PostState.get_full_name()
        async with tab(scene.site.url, scene.ana.token) as ana:
            seen = await ana.call(f"{state}.open", {}, f"/p/{scene.unpublished}")
            (picture,) = scene.site.read(_pictures, scene.shown)
            label = {"media_id": picture, "label": "dog"}
            await ana.call(f"{state}.reject", label, f"/p/{scene.shown}")
            rejected = scene.site.read(_rejections)
            await ana.call(f"{state}.restore", label, f"/p/{scene.shown}")
            return seen, rejected, await correct(ana)

    async def correct(ana: Any) -> list[str]:
        verdicts, said = VerdictState.get_full_name(), []
        (picture,) = scene.site.read(_pictures, scene.shown)
        what = {each: of[-1] for each, of in AIMED.items()} | {"media_id": picture}
        for name in ("confirm", "reject", "relabel", "add", "undo"):
            handler = f"posts.verdict_state.VerdictState.{name}"
            payload = {each: what[each] for each in _parameters(handler)}
            await ana.call(f"{verdicts}.{name}", payload, f"/p/{scene.shown}")
            said.append(scene.site.read(_verdicts))
        return said

    seen, rejected, said = asyncio.run(act())
    assert said == [["confirmed"], ["rejected"], ["relabelled"], ["relabelled", "added"], ["added"]]
    assert "unpublished-words" in seen
    assert "unpublished_tag" in seen
    assert rejected == ["dog"]
    assert scene.site.read(_rejections) == []


def test_no_var_can_be_set_from_outside(scene: Scene):
    async def act() -> str:
        async with tab(scene.site.url) as guest:
            state = "reflex___state____state.instaclone___accounts___state____session_state"
            payload = {"var_name": "username", "value": "planted-name"}
            return await guest.call(f"{state}.setvar", payload)

    assert "planted-name" not in asyncio.run(act())


def test_a_session_that_is_logged_out_ends_in_open_tabs_at_their_next_event(scene: Scene):
    cookie = scene.site.sign_in(scene.ana.viewer.id)

    async def act() -> tuple[str, str]:
        state = PostState.get_full_name()
        async with tab(scene.site.url, cookie) as ana:
            before = await ana.call(f"{state}.open", {}, f"/p/{scene.unpublished}")
            scene.site.transact(signing_in.sign_out, cookie)
            after = await ana.call(f"{state}.open", {}, f"/p/{scene.unpublished}")
            (picture,) = scene.site.read(_pictures, scene.shown)
            label = {"media_id": picture, "label": "dog"}
            after += await ana.call(f"{state}.reject", label, f"/p/{scene.shown}")
            return before, after

    before, after = asyncio.run(act())
    assert "unpublished-words" in before
    assert "unpublished-words" not in after
    assert LOGIN in after
    assert scene.site.read(_rejections) == []


async def _attack(scene: Scene, name: str, cookie: str | None) -> str:
    """Call the handler in every bad way; everything the server said. It must go on serving."""
    full_name, _ = HANDLERS[name]
    process = scene.site.web().pid
    async with tab(scene.site.url, cookie) as attacker:
        for path in scene.paths:
            for payload in _aimed(scene, name):
                await attacker.send(full_name, payload, path)
        for payload in _hostile(name):
            await attacker.send(full_name, payload, f"/p/{scene.shown}")
        await attacker.finished()
        heard = "\n".join(attacker.heard)
    async with tab(scene.site.url, scene.ana.token, f"/p/{scene.shown}") as ana:
        await ana.until("For everybody")
    assert scene.site.web().pid == process
    return heard


def _parameters(name: str) -> list[str]:
    _, registered = HANDLERS[name]
    return list(inspect.signature(registered.handler.fn).parameters)[1:]


def _aimed(scene: Scene, name: str) -> list[dict[str, Any]]:
    codes = [scene.shown, scene.unpublished, scene.deleted]
    values = {each: AIMED.get(each, codes) for each in _parameters(name)}
    rounds = max(map(len, values.values()), default=1)
    return [
        {each: of[min(number, len(of) - 1)] for each, of in values.items()}
        for number in range(rounds)
    ]


def _hostile(name: str) -> Iterator[Any]:
    parameters = _parameters(name)
    for value in HOSTILE:
        yield dict.fromkeys(parameters, value)
    yield {}
    yield {"self": 1, "unknown": 2, "_code": 3}
    yield dict.fromkeys([*parameters, "more"], "x")
    yield [1, 2]
    yield "text"


def _every_row(session: Session) -> dict[str, list[Any]]:
    """All but what ben searched for himself, what explore showed him, and which signals may choose
    for him: that is remembered for him alone, whatever it is."""
    rows = {
        table.name: sorted(map(repr, session.execute(select(table)).all()))
        for table in metadata.sorted_tables
    }
    own = {
        "recent_search": (RecentSearch, (RecentSearch.id, RecentSearch.query)),
        "shown": (Shown, (Shown.user_id, Shown.post_id, Shown.signals)),
        "signal_off": (SignalOff, (SignalOff.user_id, SignalOff.signal)),
    }
    for name, (table, columns) in own.items():
        written = select(*map(col, columns), col(User.username))
        of_whom = written.join(User, col(User.id) == col(table.user_id))
        others = of_whom.where(~col(User.username).startswith("ben"))
        rows[name] = sorted(map(repr, session.execute(others).all()))
    return rows


def _verdicts(session: Session) -> list[str]:
    return list(session.scalars(select(col(BoxVerdict.verdict)).order_by(col(BoxVerdict.id))))


def _pictures(session: Session, code: str) -> list[int]:
    shown = select(col(PostMedia.media_id)).join(Post, col(Post.id) == col(PostMedia.post_id))
    return list(session.scalars(shown.where(col(Post.code) == code)))


def _rejections(session: Session) -> list[str]:
    return list(session.scalars(select(LabelRejection.label)))  # pyright: ignore
