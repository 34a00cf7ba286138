"""The route of pictures, over HTTP, on both databases: who gets which bytes with which headers."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session, select, update

from instaclone import clock
from instaclone import settings as settings_module
from instaclone.accounts import signing_in
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.media import api, swapping
from instaclone.media.models import Media, Variant
from instaclone.posts.models import Post, PostMedia, PostPerson
from instaclone.settings import Settings
from instaclone.storage.choosing import storage
from instaclone.storage.signing import media_url
from tests import make

MIB = 1 << 20
CONTENT = b"0123456789" * 50


@dataclass(frozen=True)
class Picture:
    """A picture in a post, with bytes in the storage."""

    media_id: int
    post_id: int
    author: Viewer
    key: str
    etag: str

    @property
    def url(self) -> str:
        """Its address now."""
        return media_url(self.key)


@pytest.fixture
def client(database: Settings) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(api.router)
    with TestClient(app, base_url="https://testserver") as opened:
        yield opened


def picture(content: bytes = CONTENT, published: bool = True) -> Picture:
    """A picture of these bytes in a post of its own."""
    made = transact(_rows, content, published)
    storage().put(made.key, content)
    return made


def _rows(session: Session, content: bytes, published: bool) -> Picture:
    author = make.user(session)
    post = make.post(session, author, published=published)
    media = session.exec(select(Media).join(PostMedia).where(PostMedia.post_id == post.id)).one()
    variant = session.exec(select(Variant).where(Variant.media_id == media.id)).one()
    digest = hashlib.sha256(content).hexdigest()
    variant.bytes, variant.sha256 = len(content), digest
    assert post.id
    assert media.id
    return Picture(media.id, post.id, author, variant.key, f'"{digest}"')


def sign_in(client: TestClient, who: Viewer) -> None:
    """Have the client carry a person's cookie."""
    token = transact(signing_in.sign_in, who.id)
    client.cookies.set(signing_in.COOKIE, token)


def change(table: type, row_id: int, **values: object) -> None:
    """Set values on one row, committed."""
    transact(
        lambda session: session.execute(update(table).where(table.id == row_id).values(**values))
    )


def test_a_picture_is_served_with_every_header(client: TestClient) -> None:
    one = picture()
    answer = client.get(one.url)
    assert answer.status_code == 200
    assert answer.content == CONTENT
    headers = answer.headers
    assert headers["content-type"] == "image/webp"
    assert headers["content-length"] == "500"
    assert headers["etag"] == one.etag
    assert headers["accept-ranges"] == "bytes"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == "inline"
    assert headers["content-security-policy"] == "default-src 'none'"


def test_browsers_keep_a_picture_until_its_address_ends(client: TestClient) -> None:
    private, max_age, immutable = client.get(picture().url).headers["cache-control"].split(", ")
    assert (private, immutable) == ("private", "immutable")
    assert 6 * 3600 - 5 <= int(max_age.removeprefix("max-age=")) <= 12 * 3600


def test_head_answers_like_get_without_the_bytes(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, now = picture(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    head, get = client.head(one.url), client.get(one.url)
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


def test_a_browser_that_has_the_picture_gets_304(client: TestClient) -> None:
    one = picture()
    for tag in (one.etag, f'"other", W/{one.etag}', "*"):
        answer = client.get(one.url, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == one.etag
        assert "immutable" in answer.headers["cache-control"]
    assert client.get(one.url, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "given"),
    [("bytes=10-19", (10, 20)), ("bytes=-7", (493, 500)), ("bytes=490-", (490, 500))],
)
def test_a_range_is_answered_with_206(
    client: TestClient, asked: str, given: tuple[int, int]
) -> None:
    answer = client.get(picture().url, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == CONTENT[slice(*given)]
    assert answer.headers["content-range"] == f"bytes {given[0]}-{given[1] - 1}/500"
    assert answer.headers["content-length"] == str(given[1] - given[0])


def test_several_ranges_are_answered_with_everything(client: TestClient) -> None:
    answer = client.get(picture().url, headers={"Range": "bytes=0-1,5-6"})
    assert (answer.status_code, answer.content) == (200, CONTENT)


def test_a_range_past_the_end_is_416_with_the_size(client: TestClient) -> None:
    answer = client.get(picture().url, headers={"Range": "bytes=500-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == "bytes */500"


def test_a_range_of_other_bytes_than_the_browser_has_gets_everything(client: TestClient) -> None:
    one = picture()
    stale = client.get(one.url, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    fresh = client.get(one.url, headers={"Range": "bytes=0-1", "If-Range": one.etag})
    assert (stale.status_code, fresh.status_code) == (200, 206)


@pytest.mark.parametrize("storage_url", [None, "database://"])
def test_a_big_picture_is_streamed_whole_and_in_ranges(
    client: TestClient, database: Settings, storage_url: str | None
) -> None:
    content = os.urandom(3 * MIB + 11)
    with settings_module.using(replace(database, storage_url=storage_url or database.storage_url)):
        one = picture(content)
        answer = client.get(one.url)
        assert answer.content == content
        assert answer.headers["content-length"] == str(len(content))
        part = client.get(one.url, headers={"Range": f"bytes={MIB - 3}-{3 * MIB + 2}"})
        assert part.content == content[MIB - 3 : 3 * MIB + 3]


def test_only_a_whole_and_living_signature_opens_a_picture(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = picture()
    address, _, query = one.url.partition("?")
    for bad in ("", f"?{query}x", f"?{query.replace('e=', 'e=1')}", "?e=x&s=y"):
        answer = client.get(address + bad)
        assert (answer.status_code, answer.content) == (404, b"")
        assert answer.headers["cache-control"] == "no-store"
    url, later = one.url, clock.now() + timedelta(hours=12, seconds=1)
    assert client.get(url).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(url).status_code == 404


def test_a_signed_address_of_nothing_is_404(client: TestClient) -> None:
    one = picture()
    assert client.get(media_url("v/none/1080.webp")).status_code == 404
    change(Media, one.media_id, master_key="m/secret.jpg")
    storage().put("m/secret.jpg", b"master")
    assert client.get(media_url("m/secret.jpg")).status_code == 404


def test_only_its_author_sees_a_picture_that_is_not_published(client: TestClient) -> None:
    one = picture(published=False)
    assert client.get(one.url).status_code == 404
    sign_in(client, transact(make.user))
    assert client.get(one.url).status_code == 404
    sign_in(client, one.author)
    assert client.get(one.url).status_code == 200


def test_of_two_cookies_the_first_one_counts_as_everywhere(client: TestClient) -> None:
    one = picture(published=False)
    token = transact(signing_in.sign_in, one.author.id)
    for cookie, status in ((f"sid={token}; sid=x", 200), (f"sid=x; sid={token}", 404)):
        assert client.get(one.url, headers={"Cookie": cookie}).status_code == status


def test_hiding_a_post_stops_its_bytes_for_an_address_already_given(client: TestClient) -> None:
    one = picture()
    assert client.get(one.url).status_code == 200
    change(Post, one.post_id, hidden_at=clock.now())
    assert client.get(one.url).status_code == 404
    assert client.get(one.url, headers={"If-None-Match": one.etag}).status_code == 404


def test_deleting_a_post_or_picture_stops_its_bytes_for_everybody(client: TestClient) -> None:
    post_deleted, media_deleted = picture(), picture()
    change(Post, post_deleted.post_id, deleted_at=clock.now())
    assert client.get(post_deleted.url).status_code == 404
    change(Media, media_deleted.media_id, deleted_at=clock.now())
    sign_in(client, media_deleted.author)
    assert client.get(media_deleted.url).status_code == 404


def test_bytes_that_are_lost_are_404_and_damaged_ones_503(client: TestClient) -> None:
    lost, damaged = picture(), picture()
    storage().delete(lost.key)
    storage().put(damaged.key, b"short")
    assert client.get(lost.url).status_code == 404
    answer = client.get(damaged.url)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_request_takes_one_turn_on_the_thread_pool(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, turns = picture(), []
    whole = api.in_thread
    monkeypatch.setattr(api, "in_thread", lambda call: turns.append(call) or whole(call))
    client.get(one.url)
    assert len(turns) == 1


def test_a_picture_as_it_was_uploaded_is_for_its_owner_alone(client: TestClient) -> None:
    """Whoever is given its signed address: what an edit took away must not be seen."""
    one = picture()
    moderator, follower, tagged = transact(_onlookers, one)
    served = media_url(transact(_edit, one))
    for who in (None, follower, moderator, tagged, one.author):
        client.cookies.clear()
        if who is not None:
            sign_in(client, who)
        for headers in ({}, {"If-None-Match": one.etag}, {"Range": "bytes=0-1"}):
            status = client.get(one.url, headers=headers).status_code
            assert status in ((200, 206, 304) if who is one.author else (404,))
        assert client.head(one.url).status_code == (200 if who is one.author else 404)
        assert client.get(served).status_code == 200
    change(Media, one.media_id, deleted_at=clock.now())
    assert client.get(one.url).status_code == 404


def _onlookers(session: Session, one: Picture) -> tuple[Viewer, ...]:
    """A moderator, a follower of the author, and somebody tagged in the post."""
    found = [make.user(session) for _ in range(3)]
    session.get_one(User, found[0].id).moderator_since = clock.now()
    make.follow(session, found[1], one.author)
    session.add(PostPerson(post_id=one.post_id, user_id=found[2].id, media_id=one.media_id))
    session.flush()
    return tuple(found)


def _edit(session: Session, one: Picture) -> str:
    """Make what is there the source, and serve something else; the key of that."""
    source = session.exec(select(Variant).where(Variant.media_id == one.media_id)).one()
    key = f"v/{one.media_id}/r1-1080.webp"
    swapping.serve_anew(
        session,
        one.media_id,
        [
            Variant(
                media_id=one.media_id,
                key=key,
                content_type=source.content_type,
                width=source.width,
                height=source.height,
                bytes=source.bytes,
                sha256=source.sha256,
            )
        ],
    )
    storage().put(key, CONTENT)
    return key
