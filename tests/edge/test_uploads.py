"""How many uploads a person may have open, and what a full disk means for them."""

import asyncio
import json
from contextlib import ExitStack

import pytest

from instaclone.accounts.signing_in import sign_in
from instaclone.db.session import transact
from instaclone.edge import uploads
from instaclone.edge.uploads import AT_ONCE, Uploads
from instaclone.errors import TooMany, Unavailable
from tests import make
from tests.asking import ask, piece, scope

HERE = "http://localhost:3000"


@pytest.fixture
def members(database) -> list[str]:
    """The cookies of two people."""
    return [f"sid={transact(sign_in, transact(make.user).id)}" for _ in range(2)]


def upload_together(edge, cookies: list[str]) -> list[list[dict]]:
    """What each hears whose upload begins while all before it are still open."""

    async def go() -> list[list[dict]]:
        heard: list[list[dict]] = [[] for _ in cookies]
        may_end = asyncio.Event()

        async def one(number: int, cookie: str, is_open: asyncio.Event) -> None:
            pieces = iter([piece(b"x"), piece(b"x", more=False)])

            async def receive() -> dict:
                message = next(pieces)
                if not message["more_body"]:
                    is_open.set()
                    await may_end.wait()
                return message

            async def send(message) -> None:
                heard[number].append(message)

            given = scope("POST", "/_upload", host="localhost:3000", origin=HERE, cookie=cookie)
            await edge(given, receive, send)

        async with asyncio.TaskGroup() as group:
            for number, cookie in enumerate(cookies):
                is_open = asyncio.Event()
                task = group.create_task(one(number, cookie, is_open))
                task.add_done_callback(lambda _, is_open=is_open: is_open.set())
                await is_open.wait()  # or over already
            may_end.set()
        return heard

    return asyncio.run(go())


def test_a_person_has_so_many_uploads_open_and_no_more(edge, members):
    ana, ben = members
    heard = upload_together(edge, [ana] * AT_ONCE + [ana, ben])
    assert [sent[0]["status"] for sent in heard] == [200] * AT_ONCE + [429, 200]
    start, body = heard[AT_ONCE]
    assert dict(start["headers"])[b"retry-after"] == b"10"
    assert "Wait until one has arrived" in json.loads(body["body"])["error"]


def test_an_upload_that_ended_makes_room_for_the_next(edge, members):
    headers = {"origin": HERE, "cookie": members[0]}
    for _ in range(AT_ONCE + 1):
        assert ask(edge, "POST", "/_upload", headers=headers, content=b"x").status_code == 200


def test_an_upload_that_failed_makes_room_too():
    open_now = Uploads()
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), open_now.one_of(1):
            raise ZeroDivisionError
    with ExitStack() as lasting:
        for _ in range(AT_ONCE):
            lasting.enter_context(open_now.one_of(1))
        with pytest.raises(TooMany), open_now.one_of(1):
            pass


def test_a_full_disk_takes_no_uploads(edge, inner, members, monkeypatch):
    monkeypatch.setattr(uploads, "FREE_BYTES", 1 << 60)
    headers = {"origin": HERE, "cookie": members[0]}
    answer = ask(edge, "POST", "/_upload", headers=headers, content=b"x")
    assert answer.status_code == 507
    assert answer.json() == {"error": uploads.FULL}
    assert inner.scopes == []
    with pytest.raises(Unavailable), Uploads().one_of(1):
        pass
