"""Which usernames and addresses are taken."""

import pytest

from instaclone.accounts.names import ENDPOINTS, RESERVED, check_email, check_username, fold_login
from instaclone.errors import Invalid


@pytest.mark.parametrize("name", ["ana", "a1", "a.b", "_a_", "ana.maria_90", "x" * 30, "0.1"])
def test_plain_names_are_taken_as_they_are(name):
    assert check_username(name) == name


@pytest.mark.parametrize(("typed", "stored"), [(" Ana ", "ana"), ("ANA", "ana"), ("ａｎａ", "ana")])
def test_names_are_folded(typed, stored):
    assert check_username(typed) == stored


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "x" * 31,
        ".ana",
        "ana.",
        "a..b",
        "a-b",
        "a b",
        "a/b",
        "ana\n",
        "aná",
        "анна",
        "a\0b",
    ],
)
def test_names_that_break_the_rule_are_refused_and_the_field_named(name):
    if name == "ana\n":
        assert check_username(name) == "ana"  # blanks at the ends are cut, not refused
        return
    with pytest.raises(Invalid) as refused:
        check_username(name)
    assert refused.value.field == "username"


@pytest.mark.parametrize("name", ["app.js", "ana.html", "x.webmanifest", "ana.PNG", "a.b.ico"])
def test_names_that_end_like_files_are_refused(name):
    with pytest.raises(Invalid, match="name of a file"):
        check_username(name)


SOME_ADDRESSES = (
    "api auth media assets login logout signup create explore search tags places objects saved "
    "notifications stories messages channels settings admin oauth healthz readyz metrics ping "
    "404 index _event _upload _health about help terms privacy me everyone"
)


@pytest.mark.parametrize("name", SOME_ADDRESSES.split())
def test_addresses_of_the_site_are_nobodys_name(name):
    with pytest.raises(Invalid, match="kept for the site"):
        check_username(name.upper())


def test_p_and_files_are_no_names_either():
    for name in ("p", "robots.txt", "favicon.ico", "sitemap.xml"):
        with pytest.raises(Invalid):
            check_username(name)


def test_every_endpoint_is_reserved():
    assert ENDPOINTS < RESERVED


@pytest.mark.parametrize(
    "address",
    ["ana@example.org", "a.b+c@mail.example.co.uk", "o'neil@example.org", "jörg@müller.de"],
)
def test_plain_addresses_are_taken(address):
    assert check_email(address) == address


def test_addresses_are_folded():
    assert check_email(" Ana@Example.ORG ") == "ana@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "a b@example.org",
        "a@b@example.org",
        "ana@example..org",
        ".ana@example.org",
        "ana@-example.org",
        "ana@example-.org",
        "ana@example.org\r\nBcc: x@y.org",
        "<ana@example.org>",
        "x" * 65 + "@example.org",
        "ana@" + "x." * 130 + "org",
    ],
)
def test_what_is_no_address_is_refused_and_the_field_named(address):
    with pytest.raises(Invalid) as refused:
        check_email(address)
    assert refused.value.field == "email"


def test_a_hostile_address_is_refused_in_no_time():
    with pytest.raises(Invalid):
        check_email("a@" + "a-" * 50_000 + "!")


def test_logins_are_folded_as_names_and_addresses_are():
    assert fold_login(" Ana@Example.org ") == "ana@example.org"
