"""Round everything, pages and routes alike: what every request must pass and every answer carries.

Pure ASGI, because Starlette's own middleware class breaks streaming and websockets.
"""

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from instaclone import caller
from instaclone.accounts.viewer import Viewer
from instaclone.building import PAGES, ROOT
from instaclone.edge import bodies, documents
from instaclone.edge.answers import Answer, App, Receive, Scope, Send, redirect, refuse, text
from instaclone.edge.frontend import Frontend
from instaclone.edge.gate import Gate
from instaclone.edge.headers import Policy
from instaclone.edge.request_log import log_request
from instaclone.edge.uploads import Uploads
from instaclone.errors import TooMany, Unavailable

# What is searched for; a bare "/search" would keep out everybody whose name begins so.
UNSEARCHED = ("/api/", "/auth/", "/media/", "/search?q=")
ROBOTS = "".join(["User-agent: *\n", *(f"Disallow: {path}\n" for path in UNSEARCHED)])
UPLOAD = "/_upload"
PARTS = "/api/instaclone/v1/uploads/"


class Edge:
    """Wraps the whole app: `rx.App(api_transformer=[api, Edge])`, so that Edge is the outer one."""

    def __init__(self, inner: App, root: Path = ROOT / PAGES.parent) -> None:
        self.inner = inner
        self.frontend = Frontend(root)
        self.policy = Policy(self.frontend)
        self.gate = Gate()
        self.uploads = Uploads()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, websocket or lifespan."""
        if scope["type"] == "websocket":
            await self.gate.shake_hands(scope, receive, send, self.inner)
            return
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        scope.setdefault("instaclone", {})
        started = time.perf_counter()
        answer = Answer(send, self.policy.dress(scope))
        try:
            await self._serve(scope, receive, answer)
        finally:
            log_request(scope, answer, time.perf_counter() - started)

    async def _serve(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        if scope["method"] in ("GET", "HEAD"):
            await self._show(scope, receive, answer)
        elif scope["method"] == "OPTIONS":
            await self.inner(scope, receive, answer.send)
        elif not caller.is_from_here(scope):
            await refuse(scope, answer.send, 403, caller.STRANGER)
        elif scope["path"] == UPLOAD:
            await self._upload(scope, receive, answer)
        elif scope["method"] == "PATCH" and scope["path"].startswith(PARTS):
            await self._part(scope, receive, answer)
        else:
            await bodies.bounded(self.inner, bodies.FORM, scope, receive, answer)

    async def _upload(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        viewer = await documents.viewer_of(scope)
        if viewer is None:
            await refuse(scope, answer.send, 401, "Log in before you upload.")
            return
        tab = caller.header(scope, "reflex-client-token") or ""
        if not self.gate.tabs.are_of_one(tab, scope):
            # The handler acts for who opened the tab: nobody else may send it files.
            await refuse(scope, answer.send, 403, "This page belongs to somebody else. Reload it.")
            return
        await self._counted(viewer, bodies.UPLOAD, scope, receive, answer)

    async def _part(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        viewer = await documents.viewer_of(scope)
        if viewer is None:
            await refuse(scope, answer.send, 401, "Log in before you upload.")
            return
        await self._counted(viewer, bodies.PART, scope, receive, answer)

    async def _counted(
        self,
        viewer: Viewer,
        allowed: bodies.Allowance,
        scope: Scope,
        receive: Receive,
        answer: Answer,
    ) -> None:
        """Serve an upload as one of those that its viewer may have open."""
        with ExitStack() as lasting:
            try:
                lasting.enter_context(self.uploads.one_of(viewer.id))
            except TooMany as refusal:
                again = {"retry-after": str(refusal.retry_after)}
                await refuse(scope, answer.send, refusal.status, str(refusal), **again)
                return
            except Unavailable as refusal:
                await refuse(scope, answer.send, 507, str(refusal))
                return
            await bodies.bounded(self.inner, allowed, scope, receive, answer)

    async def _show(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        path: str = scope["path"]
        if path.startswith(("/_event", UPLOAD)):
            # Reflex serves its own upload folder to everybody at this address. Ours is elsewhere.
            if path.startswith(UPLOAD):
                await documents.missing(self.frontend, scope, answer.send)
                return
            await self.inner(scope, receive, answer.send)
        elif path != "/" and path.endswith("/"):
            await redirect(scope, answer.send, path)
        elif path == "/robots.txt":
            await text(scope, answer.send, 200, ROBOTS)
        elif self.frontend.is_environment(path):
            script = self.frontend.environment(caller.own_origin(scope))
            await text(scope, answer.send, 200, script, "text/javascript", "no-store")
        elif page := self.frontend.page(path):
            await self.inner(_at(scope, page), receive, answer.send)
        elif documents.is_wanted(self.frontend, path):
            await documents.show(self.frontend, scope, answer.send)
        else:
            await self.inner(scope, receive, answer.send)


def _at(scope: Scope, path: str) -> dict[str, Any]:
    return {**scope, "path": path, "raw_path": path.encode()}
