"""Wishes per kind, and quiet hours across midnight, zones and summer time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from instaclone.activity import models as kinds
from instaclone.db.session import read, transact
from instaclone.errors import Invalid
from instaclone.notifications.preferring import (
    end_quiet,
    is_quiet,
    keep_quiet,
    quiet_hours,
    wish,
    wishes,
    zones,
)
from instaclone.settings import Settings
from tests import make


def test_everybody_is_heard_until_one_chooses(session: Session):
    ana = make.user(session)
    assert {card.senders for card in wishes(session, ana)} == {"everyone"}
    wish(session, ana, kinds.LIKE, kinds.FOLLOWING)
    wish(session, ana, kinds.LIKE, kinds.NOBODY)
    chosen = {card.kind: card.senders for card in wishes(session, ana)}
    assert chosen.pop(kinds.LIKE) == "nobody"
    assert set(chosen.values()) == {"everyone"}
    assert len(chosen) == len(kinds.KINDS) - 1


def test_two_windows_that_choose_for_the_first_time_at_once_are_both_heard(database: Settings):
    ana = transact(make.user, "ana")
    together = threading.Barrier(8, timeout=20)

    def choose(_number: int) -> None:
        together.wait()
        transact(wish, ana, kinds.LIKE, kinds.NOBODY)
        transact(keep_quiet, ana, "22:00", "07:00", "UTC")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(choose, range(8)))
    assert {card.kind: card.senders for card in read(wishes, ana)}[kinds.LIKE] == "nobody"
    assert read(quiet_hours, ana).begins == "22:00"


@pytest.mark.parametrize(("kind", "senders"), [("like", "some"), ("poke", "nobody"), ("", "")])
def test_a_wish_nobody_offered_is_refused(session: Session, kind: str, senders: str):
    with pytest.raises(Invalid):
        wish(session, make.user(session), kind, senders)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-01-10 20:59", False),  # 21:59 in Berlin
        ("2026-01-10 21:00", True),
        ("2026-01-11 05:59", True),
        ("2026-01-11 06:00", False),
        ("2026-07-10 20:00", True),  # 22:00 in summer
        ("2026-07-10 19:59", False),
    ],
)
def test_quiet_hours_cross_midnight_where_one_lives(session: Session, moment: str, quiet: bool):
    ana = make.user(session)
    keep_quiet(session, ana, "22:00", "07:00", "Europe/Berlin")
    assert is_quiet(session, ana, datetime.fromisoformat(moment).replace(tzinfo=UTC)) is quiet


def test_quiet_hours_within_a_day_and_none_at_all(session: Session):
    ana = make.user(session)
    noon = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
    assert is_quiet(session, ana, noon) is False
    keep_quiet(session, ana, "11:30", "12:30", "UTC")
    assert is_quiet(session, ana, noon) is True
    card = quiet_hours(session, ana)
    assert (card.begins, card.ends, card.zone) == ("11:30", "12:30", "UTC")
    end_quiet(session, ana)
    assert is_quiet(session, ana, noon) is False
    assert quiet_hours(session, ana).begins == ""


@pytest.mark.parametrize(
    ("begins", "ends", "zone", "field"),
    [
        ("", "07:00", "UTC", "begins"),
        ("22:00", "25:00", "UTC", "ends"),
        ("22:00", "22:00", "UTC", "ends"),
        ("22:00", "07:00", "Mars/Olympus", "zone"),
        ("22:00", "07:00", "../../etc/passwd", "zone"),
    ],
)
def test_what_cannot_be_quiet_hours_is_refused_by_its_field(
    session: Session, begins: str, ends: str, zone: str, field: str
):
    with pytest.raises(Invalid) as refused:
        keep_quiet(session, make.user(session), begins, ends, zone)
    assert refused.value.field == field


def test_there_are_zones_to_choose_from():
    assert zones()[0] == "UTC"
    assert "Europe/Berlin" in zones()
