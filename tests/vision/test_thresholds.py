"""From which confidence on a label counts is for moderators to decide, and counts follow."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, select

from instaclone import errors
from instaclone.db.session import read, transact
from instaclone.jobs import queue as queue_module
from instaclone.vision import jobs, recounting, thresholds
from instaclone.vision.models import LabelCount, LabelThreshold
from tests import make
from tests.vision.test_correcting import CAT, DOG


def mia(session: Session):
    """A moderator."""
    return replace(make.user(session, "mia"), is_moderator=True)


def pictures(session: Session, count: int) -> list[int]:
    """Pictures with a dog of 90 % and one of 60 %, counted as two."""
    ids = []
    for _ in range(count):
        made: Any = make.media(session)
        make.scan(session, made)
        make.detection(session, made.id, "dog", DOG, 0.9)
        make.detection(session, made.id, "dog", CAT, 0.6)
        session.add(LabelCount(media_id=made.id, label="dog", count=2))
        ids.append(made.id)
    session.flush()
    return ids


def dogs() -> list[int]:
    return read(lambda session: sorted(session.exec(select(LabelCount.count)).all()))


def perform(asked: list) -> None:
    """Do the jobs of recounting that were asked for, and those they ask for."""
    while asked:
        name, *args = asked.pop(0)
        assert name == "vision.recount_label"
        jobs.recount_label(*args)


@pytest.fixture
def asked(monkeypatch) -> list:
    made: list = []
    monkeypatch.setattr(jobs, "enqueue", lambda *what: made.append(what))
    monkeypatch.setattr(queue_module, "enqueue", lambda *what: made.append(what))
    return made


def test_counts_follow_a_changed_threshold_in_batches(database, asked, monkeypatch):
    monkeypatch.setattr(recounting, "BATCH", 3)
    monkeypatch.setattr(recounting, "AT_ONCE", 1)
    transact(pictures, 4)
    moderator = transact(mia)
    assert transact(thresholds.set_threshold, moderator, "dog", 0.7)
    perform(asked)
    assert dogs() == [1, 1, 1, 1]
    assert transact(thresholds.reset_threshold, moderator, "dog")
    perform(asked)
    assert dogs() == [2, 2, 2, 2]
    assert not transact(thresholds.reset_threshold, moderator, "dog")
    assert asked == []


def test_a_lost_job_is_asked_for_again(database, asked):
    transact(pictures, 2)
    transact(thresholds.set_threshold, transact(mia), "dog", 0.95)
    asked.clear()
    assert jobs.recount_lately() == 1
    perform(asked)
    assert dogs() == []


def test_what_nobody_decided_about_is_reset_already(session: Session, asked):
    moderator = mia(session)
    assert not thresholds.reset_threshold(session, moderator, "dog")
    assert not thresholds.set_threshold(session, moderator, "dog", thresholds.DEFAULT)
    assert session.exec(select(LabelThreshold)).all() == []
    session.commit()
    assert asked == []


def test_only_moderators_decide(session: Session):
    other = make.user(session)
    doors: list[tuple[Any, tuple[Any, ...]]] = [
        (thresholds.set_threshold, ("dog", 0.7)),
        (thresholds.reset_threshold, ("dog",)),
    ]
    for act, what in doors:
        with pytest.raises(errors.NotFound):
            act(session, other, *what)
    assert session.exec(select(LabelThreshold)).all() == []


@pytest.mark.parametrize("least", [0.2, 0.96, float("nan"), True, "0.7", None])
def test_a_threshold_is_a_number_within_bounds(session: Session, least):
    with pytest.raises(errors.Invalid):
        thresholds.set_threshold(session, mia(session), "dog", least)


@pytest.mark.parametrize("label", ["dgo", "dog ", ""])
def test_nobody_decides_about_what_the_scanner_does_not_know(session: Session, label):
    with pytest.raises(errors.NotFound):
        thresholds.set_threshold(session, mia(session), label, 0.7)


def test_labels_of_another_model_have_thresholds_too(session: Session):
    made = make.media(session)
    make.scan(session, made, {"hedgehog": 1})
    moderator = mia(session)
    assert thresholds.set_threshold(session, moderator, "hedgehog", 0.7)
    assert not thresholds.set_threshold(session, moderator, "hedgehog", 0.7)
    assert thresholds.set_threshold(session, moderator, "hedgehog", 0.8)
    assert thresholds.thresholds(session) == {"hedgehog": 0.8}
