"""The address that takes files: in whose name, from where, and for whom."""

import asyncio
import socket

import httpx
import pytest
from PIL import Image
from sqlmodel import Session, select

from instaclone.accounts.signing_in import COOKIE
from instaclone.media.models import Media
from instaclone.profiles.avatar_state import AvatarState
from tests.browser.running import Person
from tests.protocol.conftest import Scene
from tests.protocol.tabs import tab

RECEIVE = f"{AvatarState.get_full_name()}.receive"
PAGE = "/settings/profile"


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small JPEG."""
    path = tmp_path_factory.mktemp("photo") / "photo.jpg"
    Image.new("RGB", (64, 48), "green").save(path)
    return path.read_bytes()


def test_ana_uploads_into_her_own_account(scene: Scene, photo: bytes):
    """Or the tests below would find nothing because nothing they send is understood."""
    before = _owners(scene)

    async def act() -> int:
        async with tab(scene.site.url, scene.ana.token, PAGE) as ana:
            expect = f"{AvatarState.get_full_name()}.expect"
            await ana.call(expect, {"name": "photo.jpg"}, PAGE)
            status = await _upload(scene, photo, ana.token, scene.ana)
            for _ in range(200):
                if _owners(scene) != before:
                    break
                await asyncio.sleep(0.05)
            return status

    assert asyncio.run(act()) == 202
    assert _owners(scene) == [*before, scene.ana.viewer.id]


@pytest.mark.parametrize("cookie", [None, "x" * 43, "nonsense"])
def test_nobody_uploads_without_being_signed_in(scene: Scene, photo: bytes, cookie: str | None):
    before = _owners(scene)

    async def act() -> int:
        async with tab(scene.site.url, scene.ana.token, PAGE) as ana:
            return await _upload(scene, photo, ana.token, cookie)

    assert asyncio.run(act()) == 401
    assert _owners(scene) == before


def test_ben_with_the_token_of_anas_tab_puts_nothing_into_her_account(scene: Scene, photo: bytes):
    before = _owners(scene)

    async def act() -> str:
        async with tab(scene.site.url, scene.ana.token, PAGE) as ana:
            begin = len(ana.heard)
            await _upload(scene, photo, ana.token, scene.ben)
            # A handler that runs in the background has no end to wait for: give it time to sin.
            await asyncio.sleep(2)
            await ana.finished()
            return "\n".join(ana.heard[begin:])

    heard = asyncio.run(act())
    assert _owners(scene) == before
    assert "file_problem" not in heard


def test_a_token_that_belongs_to_no_tab_takes_nothing_in(scene: Scene, photo: bytes):
    before = _owners(scene)

    async def act() -> None:
        await _upload(scene, photo, "0" * 32, scene.ben)
        await asyncio.sleep(2)

    asyncio.run(act())
    assert _owners(scene) == before


def test_a_page_of_another_site_cannot_upload(scene: Scene, photo: bytes):
    before = _owners(scene)

    async def act() -> int:
        async with tab(scene.site.url, scene.ana.token, PAGE) as ana:
            return await _upload(scene, photo, ana.token, scene.ana, "https://evil.example")

    assert asyncio.run(act()) == 403
    assert _owners(scene) == before


def test_only_the_handler_for_files_can_be_reached_by_an_upload(scene: Scene, photo: bytes):
    """Any other one would run without a websocket, and so past its origin check."""
    before = _owners(scene)
    others = ("delete", "reject", "share")

    async def act() -> list[int]:
        async with tab(scene.site.url, scene.ana.token, PAGE) as ana:
            states = (
                "posts___keeping____keeping_state",
                "posts___state____post_state",
                "studio___state____studio_state",
            )
            names = [
                f"reflex___state____state.instaclone___{state}.{method}"
                for state, method in zip(states, others, strict=True)
            ]
            return [
                await _upload(scene, photo, ana.token, scene.ana, handler=name) for name in names
            ]

    assert all(status >= 400 for status in asyncio.run(act()))
    assert _owners(scene) == before


def test_what_reflex_would_serve_to_everybody_is_not_there(scene: Scene):
    assert httpx.get(f"{scene.site.url}/_upload/photo.jpg").status_code == 404


async def _upload(
    scene: Scene,
    photo: bytes,
    token: str,
    who: Person | str | None,
    origin: str = "",
    handler: str = RECEIVE,
) -> int:
    cookie = who.token if isinstance(who, Person) else who
    headers = {
        "Reflex-Client-Token": token,
        "Reflex-Event-Handler": handler,
        "Origin": origin or scene.site.url,
        **({"Cookie": f"{COOKIE}={cookie}"} if cookie else {}),
    }
    files = {"files": ("photo.jpg", photo, "image/jpeg")}
    request = httpx.Request("POST", f"{scene.site.url}/_upload", headers=headers, files=files)
    return await asyncio.to_thread(_status, request, scene.site.here.port)


def _status(request: httpx.Request, port: int) -> int:
    """Send the request in one piece; the status of the answer.

    A client that sends the body after the headers hears nothing of a refusal that comes between.
    """
    lines = [b"POST /_upload HTTP/1.1", *(b": ".join(header) for header in request.headers.raw)]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"\r\n".join([*lines, b"", request.read()]))
        return int(connection.recv(4096).split(b" ")[1])


def _owners(scene: Scene) -> list[int]:
    return scene.site.read(_media_owners)


def _media_owners(session: Session) -> list[int]:
    return list(session.exec(select(Media.owner_id).order_by(Media.id)))  # pyright: ignore
