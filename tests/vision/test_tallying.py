"""What was found of each label is counted by a worker, and again once a threshold has changed."""

from sqlmodel import Session, select

from instaclone.db.session import read, transact
from instaclone.vision import jobs, tallying, thresholds
from instaclone.vision.models import Detection, LabelCount, LabelTally, LabelThreshold
from tests import make
from tests.vision.test_correcting import DOG
from tests.vision.test_thresholds import asked, mia, perform, pictures  # noqa: F401 - a fixture


def test_boxes_are_counted_by_confidence_rounded_down(session: Session):
    media = make.media(session)
    for confidence in (0.25, 0.2999, 0.5, 0.5000001, 0.57, 0.58, 0.5999999, 0.6, 0.99999, 1.0):
        make.detection(session, media.id, "dog", DOG, confidence)
    session.flush()
    dogs = tallying.tallied(session)["dog"]
    assert dogs.boxes == {25: 1, 29: 1, 50: 2, 57: 1, 58: 1, 59: 1, 60: 1, 99: 1, 100: 1}
    assert (dogs.found, dogs.pictures) == (10, 0)
    assert [dogs.counted(least) for least in (0.25, 0.29, 0.57, 0.58, 0.6, 0.95)] == [
        10,
        9,
        6,
        5,
        3,
        2,
    ]


def test_a_sweep_writes_it_down_and_forgets_what_is_gone(database):
    transact(pictures, 3)
    assert jobs.tally() == 1
    assert read(tallying.tallies)["dog"] == tallying.Tally({60: 3, 90: 3}, 3)
    assert jobs.tally() == 0
    transact(_forget_all)
    assert jobs.tally() == 1
    assert read(tallying.tallies) == {}


def test_step_by_step_all_is_counted_as_at_once(database):
    transact(pictures, 5)
    round_of = tallying.Round(boxes=4)
    assert [round_of.step() for _ in range(3)] == [0, 0, 1]
    assert read(tallying.tallies) == read(tallying.tallied)
    transact(_forget_all)
    assert round_of.step() == 1  # from the beginning
    assert read(tallying.tallies) == {}


def test_what_is_counted_anew_meanwhile_stays(database, asked):  # noqa: F811
    transact(pictures, 5)
    round_of = tallying.Round(boxes=4)
    round_of.step()
    transact(lambda session: _lower(session, 2))
    transact(thresholds.set_threshold, transact(mia), "dog", 0.8)
    perform(asked)
    right = read(tallying.tallies)
    assert right["dog"].pictures == 3
    assert [round_of.step() for _ in range(2)] == [0, 0]
    assert read(tallying.tallies) == right


def test_a_change_says_what_was_before_and_when_it_is_done(database, asked):  # noqa: F811
    transact(pictures, 2)
    transact(lambda session: _lower(session, 1))  # one of them has small dogs alone
    jobs.tally()
    moderator = transact(mia)
    transact(thresholds.set_threshold, moderator, "dog", 0.95)
    row = read(_threshold)
    assert (row.pictures_before, row.recounted_at) == (2, None)
    perform(asked)
    row = read(_threshold)
    assert row.recounted_at
    assert row.recounted_at >= row.changed_at
    assert read(tallying.tallies)["dog"].pictures == 0
    transact(thresholds.set_threshold, moderator, "dog", 0.9)
    perform(asked)
    assert read(_threshold).pictures_before == 0
    assert read(tallying.tallies)["dog"].pictures == 1


def test_a_label_of_which_nobody_counted_anything_may_be_decided_about_too(database, asked):  # noqa: F811
    moderator = transact(mia)
    transact(thresholds.set_threshold, moderator, "giraffe", 0.6)
    perform(asked)
    row = read(_threshold)
    assert row.pictures_before is None
    assert row.recounted_at
    assert jobs.tally() in (0, 1)
    assert read(lambda session: session.exec(select(LabelTally)).all()) == []


def _lower(session: Session, count: int) -> None:
    for row in session.exec(select(Detection).where(Detection.confidence == 0.9)).all()[:count]:
        row.confidence = 0.7


def _threshold(session: Session) -> LabelThreshold:
    return session.exec(select(LabelThreshold)).one()


def _forget_all(session: Session) -> None:
    for table in (Detection, LabelCount):
        for row in session.exec(select(table)).all():
            session.delete(row)
