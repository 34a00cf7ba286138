"""What every answer carries."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from instaclone import settings as settings_module
from instaclone.edge.frontend import SCRIPT
from instaclone.settings import settings
from tests.asking import ask


def csp(answer) -> dict[str, str]:
    parts = (part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    return {part[0]: part[1] for part in parts}


@pytest.mark.parametrize("path", ["/", "/feed", "/api/x", "/media/x", "/robots.txt", "/feed/"])
def test_every_answer_carries_the_security_headers(edge, path):
    answer = ask(edge, "GET", path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert csp(answer)["frame-ancestors"] == "'none'"


def test_refusals_carry_them_too(edge):
    answer = ask(edge, "POST", "/auth/login", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "content-security-policy" in answer.headers


def test_no_script_is_evaluated_and_none_is_inline_but_ours(edge, build):
    policy = csp(ask(edge, "GET", "/"))
    assert "unsafe-eval" not in str(policy)
    assert "unsafe-inline" not in policy["script-src"]
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    found = 0
    for page in build.rglob("*.html"):
        for script in SCRIPT.finditer(page.read_text()):
            if "src=" in script["attributes"]:
                continue
            digest = base64.b64encode(hashlib.sha256(script["source"].encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy["script-src"]
            found += 1
    assert found >= 15
    assert len(re.findall("sha256-", policy["script-src"])) == 4


def test_only_pages_carry_the_hashes(edge, inner):
    inner.headers = [(b"content-type", b"text/javascript")]
    assert csp(ask(edge, "GET", "/assets/app-abcd1234.js"))["script-src"] == "'self'"


def test_websockets_may_reach_the_host_the_browser_sees(edge):
    answer = ask(edge, "GET", "/", base="http://phone.lan:8080")
    assert csp(answer)["connect-src"] == "'self' ws://phone.lan:8080"


def test_a_host_that_is_none_does_not_get_into_the_policy(edge):
    answer = ask(edge, "GET", "/", headers={"host": "x; script-src *"})
    assert csp(answer)["connect-src"] == "'self' ws://localhost:3000"


def test_hsts_only_over_tls(edge):
    assert "strict-transport-security" not in ask(edge, "GET", "/").headers
    with settings_module.using(replace(settings(), public_url="https://photos.example")):
        answer = ask(edge, "GET", "/", headers={"host": "photos.example"})
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert csp(answer)["connect-src"] == "'self' wss://photos.example"


@pytest.mark.parametrize(
    ("path", "status", "caching"),
    [
        ("/assets/app-abcd1234.js", 200, "public, max-age=31536000, immutable"),
        ("/assets/app-abcd1234.js", 304, "public, max-age=31536000, immutable"),
        ("/assets/app-abcd1234.js", 404, "no-store"),
        ("/assets/plain.js", 200, "no-cache"),
        ("/feed", 200, "no-cache"),
        ("/", 200, "no-cache"),
        ("/theme.css", 200, "no-cache"),
        ("/api/posts", 200, "no-store"),
        ("/readyz", 503, "no-store"),
    ],
)
def test_browsers_keep_what_cannot_change_and_nothing_else(edge, inner, path, status, caching):
    inner.status = status
    assert ask(edge, "GET", path).headers["cache-control"] == caching


def test_a_route_may_be_stricter_than_the_rule(edge, inner):
    inner.headers += [
        (b"Cache-Control", b"private, max-age=5"),
        (b"Content-Security-Policy", b"default-src 'none'"),
    ]
    answer = ask(edge, "GET", "/media/x")
    assert answer.headers.get_list("cache-control") == ["private, max-age=5"]
    assert answer.headers.get_list("content-security-policy") == ["default-src 'none'"]


def test_a_page_that_is_still_fresh_keeps_the_policy_it_came_with(edge, inner):
    inner.status, inner.headers = 304, []
    answer = ask(edge, "GET", "/")
    assert answer.status_code == 304
    assert "content-security-policy" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_pages_show_tiles_of_the_one_host_that_is_set_and_of_no_other(edge, inner):
    assert csp(ask(edge, "GET", "/"))["img-src"] == "'self' data: blob:"
    tiles = "https://tiles.example:8443/{z}/{x}/{y}.png?key=secret"
    with settings_module.using(replace(settings(), map_tiles_url=tiles)):
        policy = csp(ask(edge, "GET", "/"))
        assert policy["img-src"] == "'self' data: blob: https://tiles.example:8443"
        inner.headers = [(b"content-type", b"text/javascript")]
        script = csp(ask(edge, "GET", "/assets/app-abcd1234.js"))
        assert script["img-src"] == "'self' data: blob:"
    assert policy["connect-src"].startswith("'self' ws")
