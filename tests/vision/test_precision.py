"""How right the scanner is with each label, by what authors say; moderators alone may know."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import errors
from instaclone.accounts.viewer import Viewer
from instaclone.retouching.recipes import Area
from instaclone.vision import correcting, precision, rejecting, tallying, thresholds
from instaclone.vision.cards import Effect
from instaclone.vision.counting import recount
from instaclone.vision.precision import FOUND, NAME, PRECISION, label_reports, wilson
from instaclone.vision.verdicts import key_of, things_in
from tests import make
from tests.statements import counted


@pytest.fixture
def mia(session: Session) -> Viewer:
    """A moderator."""
    return replace(make.user(session, "mia"), is_moderator=True)


def seen(session: Session, ana: Viewer, label: str, count: int, confidence: float = 0.9) -> int:
    """A picture of hers with so many things of a label, beside one another."""
    media = make.media(session, ana)
    make.scan(session, media)
    for number in range(count):
        make.detection(session, media.id, label, Area(number / 10, 0.1, 0.08, 0.2), confidence)
    session.flush()
    assert media.id
    recount(session, media.id)
    return media.id


def keys(session: Session, media_id: int) -> list[str]:
    return [key_of(thing) for thing in things_in(session, [media_id])[media_id]]


def tally(session: Session) -> None:
    tallying.write(session, tallying.tallied(session))
    session.flush()


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    # Of statsmodels.stats.proportion.proportion_confint(method="wilson").
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)],
)
def test_the_interval_is_wilsons(right: int, judged: int, low: float, high: float):
    assert wilson(right, judged) == pytest.approx((low, high), abs=5e-5)


def test_it_counts_what_authors_say_of_what_was_found_and_what_they_add(session: Session, mia):
    ana = make.user(session, "ana")
    media_id = seen(session, ana, "dog", 6)
    for key in keys(session, media_id)[:3]:
        correcting.confirm(session, ana, media_id, key)
    correcting.reject_box(session, ana, media_id, keys(session, media_id)[3])
    correcting.relabel(session, ana, media_id, keys(session, media_id)[4], "cat")
    correcting.add_box(session, ana, media_id, "cat", Area(0.6, 0.6, 0.2, 0.2))
    horse = seen(session, ana, "horse", 2)
    rejecting.reject(session, ana, horse, "horse")
    tally(session)
    dog, cat, horse_report = label_reports(session, mia)
    assert (dog.label, dog.found, dog.counted, dog.pictures) == ("dog", 6, 6, 1)
    assert (dog.confirmed, dog.rejected, dog.relabelled, dog.added) == (3, 1, 1, 0)
    assert (dog.verdicts, dog.judged, dog.precision) == (5, 5, "60 %")
    assert dog.interval == "23 to 88 %"
    assert (cat.label, cat.added, cat.judged, cat.precision, cat.interval) == ("cat", 1, 0, "", "")
    assert (horse_report.label, horse_report.rejected) == ("horse", 1)
    assert horse_report.precision == "0 %"


def test_what_a_film_shows_as_something_else_is_one_verdict(session: Session, mia):
    ana = make.user(session, "ana")
    film = make.media(session, ana, kind="video", duration_ms=5000)
    make.scan(session, film)
    make.detection(session, film.id, "dog", at_ms=0)
    assert film.id
    correcting.relabel(session, ana, film.id, keys(session, film.id)[0], "cat")
    (dog,) = [each for each in label_reports(session, mia) if each.label == "dog"]
    assert (dog.relabelled, dog.rejected, dog.verdicts) == (1, 0, 1)


def test_they_stand_in_the_order_that_is_asked_for(session: Session, mia):
    ana = make.user(session, "ana")
    for label, count, right in (("ant", 2, 1), ("bee", 3, 3), ("cat", 9, 0)):
        media_id = seen(session, ana, label, count)
        for number, key in enumerate(keys(session, media_id)):
            if label == "cat":
                break
            act = correcting.confirm if number < right else correcting.reject_box
            act(session, ana, media_id, key)
    tally(session)

    def names(*order: str) -> list[str]:
        return [each.label for each in label_reports(session, mia, *order)]

    assert names() == ["bee", "ant", "cat"]
    assert names(FOUND) == ["cat", "bee", "ant"]
    assert names(PRECISION) == ["ant", "bee", "cat"]
    assert names(NAME) == ["ant", "bee", "cat"]
    assert names("nonsense") == ["bee", "ant", "cat"]


def test_labels_are_called_as_everywhere_else_and_sorted_by_that(session: Session, mia):
    ana = make.user(session, "ana")
    for label in ("umbrella", "tv", "zebra", "a thing of another model"):
        seen(session, ana, label, 1)
    tally(session)

    def names(*languages: str) -> list[str]:
        return [each.name for each in label_reports(session, mia, NAME, languages)]

    assert names() == ["a thing of another model", "TV", "umbrella", "zebra"]
    assert names("de") == ["a thing of another model", "Fernseher", "Regenschirm", "Zebra"]


def test_it_says_what_a_threshold_would_change_and_what_it_did(session: Session, mia):
    ana = make.user(session, "ana")
    seen(session, ana, "dog", 2, 0.9)
    seen(session, ana, "dog", 3, 0.6)
    seen(session, ana, "dog", 4, 0.3)
    tally(session)
    assert precision.effect_of(session, mia, "dog", 0.25) == Effect(9, 5, 9)
    assert precision.effect_of(session, mia, "dog", 0.7) == Effect(9, 5, 2)
    assert precision.effect_of(session, mia, "unicorn", 0.7) == Effect(0, 0, 0)
    for wrong in (0.05, 0.96, float("nan"), True, "0.5"):
        with pytest.raises(errors.Invalid):
            precision.effect_of(session, mia, "dog", wrong)  # pyright: ignore[reportArgumentType]
    thresholds.set_threshold(session, mia, "dog", 0.7)
    (dog,) = label_reports(session, mia)
    assert (dog.least, dog.counted, dog.is_default, dog.is_recounting) == (70, 2, False, True)
    tallying.note_recounted(session, "dog", {"dog": tallying.Tally({90: 2, 60: 3, 30: 4}, 1)})
    (dog,) = label_reports(session, mia)
    assert not dog.is_recounting
    assert dog.before == "2 pictures before the threshold changed"


def test_only_moderators_may_know(session: Session):
    ana = make.user(session, "ana")
    for viewer in (None, ana):
        with pytest.raises(errors.NotFound):
            label_reports(session, viewer)
        with pytest.raises(errors.NotFound):
            precision.effect_of(session, viewer, "dog", 0.5)


def test_the_number_of_statements_does_not_grow(session: Session, mia):
    ana = make.user(session, "ana")
    sent = []
    for label in ("dog", "cat", "cow"):
        media_id = seen(session, ana, label, 3)
        correcting.confirm(session, ana, media_id, keys(session, media_id)[0])
        tally(session)
        session.expire_all()
        with counted(session) as statements:
            label_reports(session, mia)
        sent.append(len(statements))
    assert sent == [4, 4, 4]
