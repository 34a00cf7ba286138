"""Addresses of pictures: stable for hours, ended after half a day, not to be forged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.storage.signing import WINDOW, is_valid, media_url

KEY = "v/abcDEF/1080.webp"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOURS = timedelta(hours=1)


def parts(url: str) -> tuple[str, str, str]:
    """The key, the expiry and the signature of an address."""
    split = urlsplit(url)
    query = parse_qs(split.query)
    return split.path.removeprefix("/media/"), query["e"][0], query["s"][0]


def test_an_address_is_valid_for_six_hours_at_least_and_twelve_at_most() -> None:
    for minutes in range(0, 13 * 60, 7):
        made_at = NOON + timedelta(minutes=minutes)
        asked = parts(media_url(KEY, made_at))
        assert asked[0] == KEY
        assert is_valid(*asked, now=made_at)
        assert is_valid(*asked, now=made_at + 6 * HOURS - timedelta(seconds=1))
        assert not is_valid(*asked, now=made_at + 12 * HOURS)


def test_an_address_changes_once_in_six_hours() -> None:
    minutes = [media_url(KEY, NOON + timedelta(minutes=one)) for one in range(12 * 60)]
    assert len(set(minutes)) == 3
    changes = [i for i in range(1, len(minutes)) if minutes[i] != minutes[i - 1]]
    assert changes[1] - changes[0] == WINDOW // 60


def test_pictures_do_not_all_change_their_address_at_once() -> None:
    expiries = {parts(media_url(f"v/{one}/320.webp", NOON))[1] for one in range(50)}
    assert len(expiries) > 40


def test_an_address_ends_at_its_second() -> None:
    asked = parts(media_url(KEY, NOON))
    end = datetime.fromtimestamp(int(asked[1]), UTC)
    assert is_valid(*asked, now=end - timedelta(seconds=1))
    assert not is_valid(*asked, now=end)


def test_nothing_of_an_address_can_be_changed() -> None:
    key, expiry, signature = parts(media_url(KEY, NOON))
    assert is_valid(key, expiry, signature, NOON)
    assert not is_valid("v/abcDEF/2048.webp", expiry, signature, NOON)
    assert not is_valid(key.lower(), expiry, signature, NOON)
    assert not is_valid(key, str(int(expiry) + 1), signature, NOON)
    assert not is_valid(key, f"0{expiry}", signature, NOON)
    assert not is_valid(key, expiry, signature[:-1], NOON)
    assert not is_valid(key, expiry, signature.swapcase(), NOON)


@pytest.mark.parametrize("text", ["", "x", "\0", "ä", "\ud800", "٣", "-1", "1e9", "9" * 5000])
def test_garbage_is_refused_without_an_error(text: str) -> None:
    key, expiry, signature = parts(media_url(KEY, NOON))
    assert not is_valid(text, expiry, signature, NOON)
    assert not is_valid(key, text, signature, NOON)
    assert not is_valid(key, expiry, text, NOON)


def test_another_secret_makes_other_addresses() -> None:
    asked = parts(media_url(KEY, NOON))
    with settings_module.using(replace(settings(), secret_key=b"another secret of 32 characters!")):
        assert not is_valid(*asked, now=NOON)
        assert parts(media_url(KEY, NOON))[2] != asked[2]
