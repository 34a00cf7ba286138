"""Prerendered pages, the file of addresses, slashes and robots."""

from dataclasses import replace
from urllib.robotparser import RobotFileParser

import pytest

from instaclone import settings as settings_module
from instaclone.edge import Edge
from instaclone.edge.frontend import Frontend
from instaclone.settings import settings
from tests.asking import ask, converse, scope

ENV = "/assets/reflex-env-BVGF6eGS.js"


def test_a_prerendered_page_is_served_at_its_own_address(edge):
    answer = ask(edge, "GET", "/feed?tab=1")
    assert answer.status_code == 200
    assert answer.text == "/feed.html"


def test_the_first_page_and_files_pass_as_they_are(edge):
    for path in ("/", "/favicon.ico", "/theme.css", "/assets/app-abcd1234.js", "/healthz"):
        assert ask(edge, "GET", path).text == path


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/feed/", "/feed"),
        ("/feed//", "/feed"),
        ("/ana/?a=b&c=%20", "/ana?a=b&c=%20"),
        ("/p/abc/", "/p/abc"),
        ("//evil.example/", "/evil.example"),
        ("///evil.example//", "/evil.example"),
        ("/\\evil.example/", "/%5Cevil.example"),
        ("/a\r\nSet-Cookie: x=y/", "/a%0D%0ASet-Cookie:%20x%3Dy"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_page_without_on_the_same_host(edge, asked, location):
    path, _, query = asked.partition("?")
    given = scope("GET", path, query=query.encode(), host="localhost:3000")
    start = converse(edge, given, [])[0]
    assert start["status"] == 308
    assert dict(start["headers"])[b"location"].decode() == location


@pytest.mark.parametrize(
    ("headers", "origin"),
    [
        ({"host": "localhost:3000"}, "localhost:3000"),
        ({"host": "192.168.1.7:8080"}, "192.168.1.7:8080"),
        ({"host": "[2001:db8::1]:80"}, "[2001:db8::1]:80"),
        ({"host": "photos.example"}, "photos.example"),
    ],
)
def test_one_build_works_on_every_host_and_port(edge, headers, origin):
    answer = ask(edge, "GET", ENV, headers=headers)
    assert f"PING:`http://{origin}/ping`" in answer.text
    assert f"EVENT:`ws://{origin}/_event`" in answer.text
    assert "localhost:8000" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "host",
    [
        "`+alert(1)+`",
        "a`b",
        "a/b",
        "a b",
        "evil.example`",
        "x'",
        "",
        "a\\b",
        "a:1:2",
        "a@b",
        "x" * 300,
    ],
)
def test_a_host_that_is_none_is_never_echoed(edge, host):
    answer = ask(edge, "GET", ENV, headers={"host": host})
    assert "`ws://localhost:3000/_event`" in answer.text
    assert "PING:`http://localhost:3000/ping`" in answer.text


def test_behind_a_trusted_proxy_the_addresses_are_those_of_tls(edge):
    headers = {"host": "photos.example", "x-forwarded-proto": "https"}
    assert "ws://photos.example/" in ask(edge, "GET", ENV, headers=headers).text
    with settings_module.using(replace(settings(), trusted_proxy_hops=1)):
        text = ask(edge, "GET", ENV, headers=headers).text
    assert "`wss://photos.example/_event`" in text
    assert "`https://photos.example/ping`" in text


def test_the_public_address_keeps_its_scheme(edge):
    with settings_module.using(replace(settings(), public_url="https://photos.example")):
        text = ask(edge, "GET", ENV, headers={"host": "photos.example"}).text
    assert "`wss://photos.example/_event`" in text


ROBOTS_ASK_FOR = (
    "/search?q=dog",
    "/media/v/1.webp",
    "/api/v1/posts",
    "/searcher",
    "/mediator",
    "/apiary",
    "/p/abc",
)


def test_robots_are_told_where_not_to_look(edge):
    answer = ask(edge, "GET", "/robots.txt")
    assert answer.text.startswith("User-agent: *\nDisallow: /api/\n")
    assert ask(edge, "HEAD", "/robots.txt").text == ""


def test_robots_may_look_at_people_whose_names_begin_like_pages(edge):
    rules = RobotFileParser()
    rules.parse(ask(edge, "GET", "/robots.txt").text.splitlines())
    kept_out = {path for path in ROBOTS_ASK_FOR if not rules.can_fetch("*", path)}
    assert kept_out == {"/search?q=dog", "/media/v/1.webp", "/api/v1/posts"}


def test_nothing_of_the_upload_folder_is_served(edge, inner):
    assert ask(edge, "GET", "/_upload/photo.jpg").status_code == 404
    assert inner.scopes == []


def test_without_a_build_the_rest_still_works(inner, tmp_path):
    edge = Edge(inner, tmp_path / "none")
    assert ask(edge, "GET", "/healthz").text == "/healthz"
    assert Frontend(tmp_path / "none").script_hashes == []
    assert ask(edge, "GET", "/explore").status_code == 404
