"""What the server says about a form, signed."""

from datetime import timedelta

import pytest

from instaclone import clock
from instaclone.accounts.form_notice import FormNotice, read_notice, write_notice

NOTICE = FormNotice("username", "This username is taken.", username="anä", email="a@example.org")


def test_a_notice_comes_back_as_it_was():
    assert read_notice(write_notice(NOTICE)) == NOTICE


@pytest.mark.parametrize(
    "token", [None, "", "x", "Your+account+is+locked", "é", "A" * 10_000, "===="]
)
def test_other_texts_say_nothing(token):
    assert read_notice(token) is None


def test_no_byte_can_be_changed():
    token = write_notice(NOTICE)
    for place in range(0, len(token) - 1, 7):
        other = "A" if token[place] != "A" else "B"
        assert read_notice(token[:place] + other + token[place + 1 :]) is None


def test_an_old_notice_says_nothing(monkeypatch):
    token = write_notice(NOTICE)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(minutes=16))
    assert read_notice(token) is None


def test_a_notice_fits_into_an_address():
    long = FormNotice("email", "x" * 200, username="ü" * 5000, email="y" * 5000)
    token = write_notice(long)
    assert len(token) < 2000
    read = read_notice(token)
    assert read
    assert read.username == "ü" * 254
