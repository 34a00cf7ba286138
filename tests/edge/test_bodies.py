"""How large a request may be and how long it may take."""

from dataclasses import replace

import pytest

from instaclone.accounts.signing_in import sign_in
from instaclone.db.session import transact
from instaclone.edge import bodies
from tests import make
from tests.asking import ask, converse, piece, scope

KILOBYTE = b"x" * 1024


def post(edge, messages, path="/api/x", **headers):
    sent = converse(edge, scope("POST", path, host="localhost:3000", **headers), messages)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_a_form_arrives_whole(edge, inner):
    assert post(edge, [piece(KILOBYTE), piece(KILOBYTE, more=False)])[0] == 200
    assert inner.received == 2 * KILOBYTE


def test_a_form_of_exactly_64_kb_is_allowed(edge):
    assert post(edge, [piece(64 * KILOBYTE, more=False)])[0] == 200
    assert post(edge, [piece(64 * KILOBYTE), piece(b"x", more=False)])[0] == 413


def test_a_form_that_says_it_is_too_large_is_refused_unread(edge, inner):
    status, body = post(edge, [piece(b"")], content_length="65537")
    assert status == 413
    assert b"at most 64 KB" in body
    assert inner.scopes == []


@pytest.mark.parametrize("length", ["-1", "1e3", "x", "9" * 30, "٣"])
def test_a_length_that_is_no_number_is_refused(edge, inner, length):
    given = scope("POST", "/api/x", host="localhost:3000")
    given["headers"].append((b"content-length", length.encode()))
    assert converse(edge, given, [])[0]["status"] == 400
    assert inner.scopes == []


def test_a_form_that_keeps_its_size_to_itself_is_counted(edge, inner):
    status, body = post(edge, [piece(KILOBYTE)] * 100)
    assert status == 413
    assert b"at most 64 KB" in body
    assert inner.was_cut
    assert len(inner.received) <= 64 * 1024


def test_a_form_that_lies_about_its_size_is_counted(edge):
    assert post(edge, [piece(KILOBYTE)] * 100, content_length="10")[0] == 413


def test_only_one_answer_is_sent_when_too_much_came(edge):
    given = scope("POST", "/api/x", host="localhost:3000")
    sent = converse(edge, given, [piece(KILOBYTE)] * 100)
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]


def test_a_form_that_never_ends_is_given_up(edge, inner, monkeypatch):
    monkeypatch.setattr(bodies, "FORM", replace(bodies.FORM, pause=0.05))
    status, body = post(edge, [piece(b"x"), 1, piece(b"x", more=False)])
    assert status == 408
    assert b"too long to arrive" in body
    assert inner.was_cut


def test_a_form_in_drops_is_given_up_too(edge, monkeypatch):
    monkeypatch.setattr(bodies, "FORM", replace(bodies.FORM, pause=0.2, in_all=0.2))
    drops = [message for _ in range(10) for message in (0.05, piece(b"x"))]
    assert post(edge, drops)[0] == 408


def test_an_answer_under_way_is_not_answered_twice(edge, inner):
    async def early(scope, receive, send):
        await send({"type": "http.response.start", "status": 202, "headers": []})
        while (await receive())["type"] == "http.request":
            pass
        await send({"type": "http.response.body", "body": b"late"})

    edge.inner = early
    given = scope("POST", "/api/x", host="localhost:3000")
    sent = converse(edge, given, [piece(KILOBYTE)] * 100)
    assert [message.get("status") for message in sent] == [202]


def test_an_app_that_fails_because_its_client_went_is_no_failure(edge):
    async def failing(scope, receive, send):
        while (await receive())["type"] == "http.request":
            pass
        raise RuntimeError("the client went")

    edge.inner = failing
    assert post(edge, [piece(KILOBYTE)] * 100)[0] == 413
    with pytest.raises(RuntimeError):
        post(edge, [piece(KILOBYTE, more=False)])


@pytest.fixture
def member(database):
    """The cookie of somebody signed in."""
    return f"sid={transact(sign_in, transact(make.user).id)}"


@pytest.mark.parametrize("cookie", ["", "sid=invented", "sid=" + "x" * 43])
def test_strangers_do_not_upload(edge, inner, database, cookie):
    headers = {"cookie": cookie} if cookie else {}
    answer = ask(
        edge,
        "POST",
        "/_upload",
        headers={"origin": "http://localhost:3000", **headers},
        content=b"x",
    )
    assert answer.status_code == 401
    assert answer.json() == {"error": "Log in before you upload."}
    assert inner.scopes == []


def test_members_upload_more_than_a_form_holds(edge, inner, member):
    headers = {"origin": "http://localhost:3000", "cookie": member}
    assert post(edge, [piece(b"x" * 10**6, more=False)], "/_upload", **headers)[0] == 200
    assert len(inner.received) == 10**6


def test_members_do_not_upload_from_other_sites(edge, inner, member):
    assert post(edge, [], "/_upload", origin="https://evil.example", cookie=member)[0] == 403


def test_an_upload_has_a_limit_said_or_counted(edge, inner, member, monkeypatch):
    headers = {"origin": "http://localhost:3000", "cookie": member}
    status, body = post(edge, [], "/_upload", content_length="60000000", **headers)
    assert status == 413
    assert b"50 MB" in body
    monkeypatch.setattr(bodies, "UPLOAD", replace(bodies.UPLOAD, most_bytes=10 * 1024))
    assert post(edge, [piece(KILOBYTE)] * 20, "/_upload", **headers)[0] == 413
    assert inner.was_cut
