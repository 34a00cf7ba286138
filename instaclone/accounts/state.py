"""Who is there, for State handlers, and the pages of signing up and logging in."""

import hashlib

import reflex as rx

from instaclone.accounts import api, signing_in
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.errors import NotSignedIn


class SessionState(rx.State):
    """What the frame shows of who is signed in. Never a right: handlers ask `viewer_of`."""

    username: str = ""
    is_moderator: bool = False
    _user_id: int = 0
    _sign_in: str = ""


def _forget_another_sign_in(self: SessionState) -> None:
    """Forget everything in this tab that belongs to another sign-in.

    Reflex calls this on every state when a page connects, before it sends anything: the one moment
    at which what the person before left in the tab can be kept from the next.
    """
    rx.State._reset_client_storage(self)
    token = signing_in.token_in(self.router.headers.cookie) or ""
    sign_in = hashlib.sha256(token.encode()).hexdigest()
    if sign_in != self._sign_in:
        self._get_root_state().reset()
        self._sign_in = sign_in


# Assigned, because Reflex takes a method written in the class for an event handler of that name.
SessionState._reset_client_storage = _forget_another_sign_in


async def viewer_of(state: rx.State) -> Viewer | None:
    """Who sends this event, by the cookie of its socket; None for a guest."""
    header = state.router.headers.cookie
    viewer = await read_async(signing_in.viewer_of_cookie_header, header)
    session = await state.get_state(SessionState)
    user_id = viewer.id if viewer else 0
    if session._user_id != user_id:
        if session._user_id:
            # Signed out elsewhere, or suspended, while this page was open.
            sign_in = session._sign_in
            state._get_root_state().reset()
            session = await state.get_state(SessionState)
            session._sign_in = sign_in
        session._user_id = user_id
    session.username = viewer.username if viewer else ""
    session.is_moderator = viewer is not None and viewer.is_moderator
    return viewer


async def required_viewer(state: rx.State) -> Viewer:
    """Who sends this event; raises NotSignedIn, which leads to the form and back, for a guest."""
    viewer = await viewer_of(state)
    if viewer is None:
        url = state.router.url
        raise NotSignedIn(next_path=f"{url.path}?{url.query}" if url.query else url.path)
    return viewer


class FormState(rx.State):
    """What the server said about the form that was just posted."""

    field: str = ""
    sentence: str = ""
    username: str = ""
    email: str = ""
    login: str = ""
    next_path: str = ""

    @rx.event
    async def open(self):
        """Read the signed notice in the address; send who is signed in already to the feed."""
        if await viewer_of(self):
            return rx.redirect("/")
        query = self.router.url.query_parameters
        notice = api.read_notice(query.get("e", ""))
        self.next_path = query.get("next", "")[:200]
        self.field = notice.field if notice else ""
        self.sentence = notice.sentence if notice else ""
        self.username = notice.username if notice else ""
        self.email = notice.email if notice else ""
        self.login = notice.login if notice else ""
        return None
