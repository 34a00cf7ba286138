"""Who may change something: our own pages, and nobody else with somebody's cookie."""

from dataclasses import replace

import pytest

from instaclone import caller
from instaclone import settings as settings_module
from instaclone.edge.gate import Buckets
from instaclone.settings import settings
from tests.asking import ask, converse, scope

HERE = "http://localhost:3000"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"origin": HERE}, True),
        ({"origin": HERE, "cookie": "sid=x"}, True),
        ({"origin": HERE.upper()}, True),
        ({"origin": "http://localhost:3001"}, False),
        ({"origin": "https://localhost:3000"}, False),
        ({"origin": "http://localhost:3000.evil.example"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "same-origin", "cookie": "sid=x"}, True),
        ({"sec-fetch-site": "none", "cookie": "sid=x"}, True),
        ({"sec-fetch-site": "same-site", "cookie": "sid=x"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"cookie": "sid=x"}, False),
        ({"cookie": "theme=dark"}, False),
        ({}, True),
    ],
)
def test_only_our_own_pages_may_change_something(edge, inner, method, headers, passes):
    answer = ask(edge, method, "/api/anything", headers=headers)
    assert answer.status_code == (200 if passes else 403)
    assert len(inner.scopes) == passes


def test_the_refusal_says_why_to_people_and_programs(edge):
    origin = {"origin": "https://evil.example"}
    person = ask(edge, "POST", "/auth/login", headers=origin)
    assert person.text == caller.STRANGER
    program = ask(edge, "POST", "/auth/login", headers={**origin, "accept": "application/json"})
    assert program.json() == {"error": caller.STRANGER}


def test_two_origins_are_one_too_many(edge):
    given = scope("POST", "/auth/login", host="localhost:3000", origin=HERE)
    given["headers"].append((b"origin", b"https://evil.example"))
    assert converse(edge, given, [])[0]["status"] == 403


def test_reading_needs_no_origin(edge):
    for method in ("GET", "HEAD", "OPTIONS"):
        assert ask(edge, method, "/", headers={"origin": "https://evil.example"}).status_code == 200


def test_the_phone_in_the_house_comes_from_here(edge):
    headers = {"host": "192.168.1.7:3000", "origin": "http://192.168.1.7:3000", "cookie": "sid=x"}
    assert ask(edge, "POST", "/api/x", headers=headers).status_code == 200


def test_behind_a_proxy_the_public_address_comes_from_here(edge):
    headers = {"host": "127.0.0.1:3000", "origin": "https://photos.example", "cookie": "sid=x"}
    assert ask(edge, "POST", "/api/x", headers=headers).status_code == 403
    with settings_module.using(replace(settings(), public_url="https://photos.example")):
        assert ask(edge, "POST", "/api/x", headers=headers).status_code == 200


TOKEN = b"EIO=4&transport=websocket&token=6f1c2f7e-0000-4000-8000-000000000000"


def shake(edge, query: bytes = TOKEN, **headers: str) -> str:
    given = scope("GET", "/_event/", "websocket", query, host="localhost:3000", **headers)
    sent = converse(edge, given, [{"type": "websocket.connect"}])
    return sent[0]["type"]


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"origin": HERE, "cookie": "sid=x"}, "websocket.accept"),
        ({"cookie": "sid=x"}, "websocket.accept"),
        ({"origin": "https://evil.example"}, "websocket.close"),
        ({"origin": "null"}, "websocket.close"),
        ({"origin": "http://localhost:8000"}, "websocket.close"),
    ],
)
def test_a_websocket_opens_from_our_pages_only(edge, headers, answer):
    assert shake(edge, **headers) == answer


@pytest.mark.parametrize(
    "query", [b"", b"token=", b"EIO=4", b"token=a&token=b", b"token=" + b"x" * 65, b"\xff=%ff"]
)
def test_a_websocket_without_the_token_of_a_tab_is_closed(edge, inner, query):
    assert shake(edge, query, origin=HERE) == "websocket.close"
    assert inner.scopes == []


def test_reflex_is_told_the_origin_it_knows(edge, inner):
    phone = {"host": "phone.lan:3000", "origin": "http://phone.lan:3000"}
    given = scope(kind="websocket", path="/_event/", query=TOKEN, **phone)
    converse(edge, given, [{"type": "websocket.connect"}])
    assert (b"origin", HERE.encode()) in inner.scopes[0]["headers"]


def test_a_flood_of_handshakes_finds_an_end(edge):
    edge.gate.buckets = Buckets(burst=3, per_second=0.001)
    assert [shake(edge, origin=HERE) for _ in range(4)] == ["websocket.accept"] * 3 + [
        "websocket.close"
    ]


def test_buckets_fill_up_again_and_are_kept_per_address():
    buckets = Buckets(burst=2, per_second=1)
    assert [buckets.take("a", now=0.0) for _ in range(3)] == [True, True, False]
    assert buckets.take("b", now=0.0)
    assert buckets.take("a", now=1.0)
    assert not buckets.take("a", now=1.5)
    assert [buckets.take("a", now=100.0) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("hops", "passed", "address"),
    [
        (0, "1.1.1.1", "203.0.113.5"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "203.0.113.5"),
        (1, "", "203.0.113.5"),
        (1, "1.1.1.1:5678", "1.1.1.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "[2001:db8::1]:5678", "2001:db8::1"),
        (1, "1.1.1.1:5678:9", "203.0.113.5"),
        (1, "999.1.1.1:5678", "203.0.113.5"),
        (1, "unknown", "203.0.113.5"),
        (1, "_hidden:5678", "203.0.113.5"),
    ],
)
def test_addresses_are_believed_as_far_as_proxies_are_trusted(hops, passed, address):
    given = scope(x_forwarded_for=passed)
    with settings_module.using(replace(settings(), trusted_proxy_hops=hops)):
        assert caller.address(given) == address
