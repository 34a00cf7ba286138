"""What an author says of single boxes counts, and goes on counting whatever later scans find."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone import errors
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import AFTER_COMMIT, read, transact
from instaclone.media.models import VIDEO, Media
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Area, Cover, Recipe
from instaclone.vision import correcting, rejecting, rescanning, scanning
from instaclone.vision.counting import recount
from instaclone.vision.detector import Found, Reading
from instaclone.vision.models import BoxVerdict, Detection, Scan
from instaclone.vision.queries import scan_cards
from instaclone.vision.seeing import sights
from instaclone.vision.summarising import summaries
from tests import make
from tests.vision.conftest import Sees, Shelf, counts_of, waiting_picture

DOG = Area(0.1, 0.1, 0.3, 0.3)
CAT = Area(0.6, 0.6, 0.3, 0.3)


@pytest.fixture
def picture(session: Session) -> Media:
    """Ana's picture with a sure dog and a cat that the scanner doubts."""
    made = make.media(session, make.user(session, "ana"))
    make.scan(session, made)
    make.detection(session, made.id, "dog", DOG)
    make.detection(session, made.id, "cat", CAT, 0.4)
    return made


def owner(picture: Media) -> Viewer:
    return Viewer(picture.owner_id, "ana")


def boxes(session: Session, media_id: int) -> dict[str, str]:
    """The key of each label's first box."""
    found = scan_cards(session, [media_id], is_own=True)[media_id].boxes
    return {box.label: box.key for box in reversed(found)}


def counts(session: Session, picture: Media) -> dict[str, int]:
    assert picture.id
    return counts_of(session, picture.id)


def say(session: Session, act, picture: Media, label: str, *more):
    """Do this to the first box of a label."""
    assert picture.id
    key = boxes(session, picture.id)[label]
    return act(session, owner(picture), picture.id, key, *more)


def test_what_is_confirmed_counts_however_unsure_the_scanner_is(session, picture):
    assert say(session, correcting.confirm, picture, "cat")
    assert counts(session, picture) == {"dog": 1, "cat": 1}
    assert not say(session, correcting.confirm, picture, "cat")


def test_a_rejected_box_counts_no_more_and_others_of_its_label_do(session, picture):
    make.detection(session, picture.id, "dog", CAT)
    say(session, correcting.reject_box, picture, "dog")
    assert counts(session, picture) == {"dog": 1}


def test_a_relabelled_box_counts_as_what_the_author_says(session, picture):
    assert say(session, correcting.relabel, picture, "cat", "sheep")
    assert counts(session, picture) == {"dog": 1, "sheep": 1}
    say(session, correcting.relabel, picture, "sheep", "cat")  # as the scanner said: confirmed
    assert counts(session, picture) == {"dog": 1, "cat": 1}


def test_an_added_box_counts(session, picture):
    correcting.add_box(session, owner(picture), picture.id, "dog", Area(0.5, 0.1, 0.2, 0.2))
    assert counts(session, picture) == {"dog": 2}
    card = scan_cards(session, [picture.id], is_own=True)[picture.id]
    assert [(box.label, box.percent, box.note) for box in card.boxes] == [
        ("dog", 90, ""),
        ("cat", 40, ""),
        ("dog", 0, "added by the author"),
    ]
    assert summaries(session, [picture.id]) == {picture.id: "2 dogs, perhaps a cat (40 %)"}
    assert card.summary == "2 dogs, perhaps a cat (40 %)"


@pytest.mark.parametrize("act", ["confirm", "reject_box", "relabel"])
def test_what_is_taken_back_is_as_the_scanner_said(session, picture, act):
    before = counts(session, picture)
    more = ("sheep",) if act == "relabel" else ()
    say(session, getattr(correcting, act), picture, "cat", *more)
    (verdict,) = session.exec(select(BoxVerdict))
    assert correcting.take_back(session, owner(picture), picture.id, verdict.id)
    assert not correcting.take_back(session, owner(picture), picture.id, verdict.id)
    assert counts(session, picture) == before | {"dog": 1}


def test_a_box_is_undone_by_its_key_and_a_label_before_it(session, picture):
    say(session, correcting.confirm, picture, "dog")
    rejecting.reject(session, owner(picture), picture.id, "dog")
    assert say(session, correcting.undo, picture, "dog")
    assert counts(session, picture) == {"dog": 1}
    assert say(session, correcting.undo, picture, "dog")
    assert session.exec(select(BoxVerdict)).all() == []
    assert not say(session, correcting.undo, picture, "dog")
    correcting.add_box(session, owner(picture), picture.id, "cup", Area(0.5, 0, 0.2, 0.2))
    assert say(session, correcting.undo, picture, "cup")
    assert counts(session, picture) == {"dog": 1}


def test_what_is_called_by_its_first_name_again_is_confirmed_also_where_it_is_found_no_more(
    session, picture
):
    say(session, correcting.relabel, picture, "cat", "sheep")
    session.execute(delete(Detection).where(col(Detection.media_id) == picture.id))
    assert say(session, correcting.relabel, picture, "sheep", "cat")
    (verdict,) = session.exec(select(BoxVerdict))
    assert (verdict.verdict, verdict.said) == ("confirmed", "cat")
    assert counts(session, picture) == {"cat": 1}


@pytest.mark.parametrize("act", ["confirm", "reject_box", "undo"])
def test_open_pages_hear_of_the_picture_and_of_what_counts_anew_or_no_more(session, picture, act):
    session.get_one(Scan, picture.id).sort_key = 5
    if act == "undo":
        say(session, correcting.confirm, picture, "cat")
    else:
        recount(session, picture.id)
    session.info.pop(AFTER_COMMIT)
    label = "dog" if act == "reject_box" else "cat"
    say(session, getattr(correcting, act), picture, label)
    topics = [news.topic for news in session.info[AFTER_COMMIT]]
    assert topics == [f"object:{label}", f"media:{picture.id}"]


def test_a_later_verdict_takes_the_place_of_an_earlier_one(session, picture):
    say(session, correcting.confirm, picture, "dog")
    say(session, correcting.reject_box, picture, "dog")
    assert [row.verdict for row in session.exec(select(BoxVerdict))] == ["rejected"]
    assert counts(session, picture) == {}


def test_a_rejected_label_takes_confirmed_boxes_with_it_and_not_added_ones(session, picture):
    say(session, correcting.confirm, picture, "dog")
    rejecting.reject(session, owner(picture), picture.id, "dog")
    assert counts(session, picture) == {}
    correcting.add_box(session, owner(picture), picture.id, "dog", Area(0.5, 0.1, 0.2, 0.2))
    assert counts(session, picture) == {"dog": 1}
    boxes = scan_cards(session, [picture.id], is_own=True)[picture.id].boxes
    key = next(box.key for box in boxes if box.label == "dog" and box.is_rejected)
    with pytest.raises(errors.Conflict, match="Restore it"):
        correcting.relabel(session, owner(picture), picture.id, key, "dog")


@pytest.mark.parametrize("who", ["stranger", "follower"])
def test_nobody_but_its_owner_corrects_a_picture(session, picture, who):
    other = make.user(session)
    if who == "follower":
        make.follow(session, other, owner(picture))
    key = boxes(session, picture.id)["dog"]
    said = correcting.add_box(session, owner(picture), picture.id, "cup", Area(0.5, 0, 0.2, 0.2))
    doors: list[tuple[Any, tuple[Any, ...]]] = [
        (correcting.confirm, (key,)),
        (correcting.reject_box, (key,)),
        (correcting.relabel, (key, "cat")),
        (correcting.add_box, ("cat", DOG)),
        (correcting.take_back, (said,)),
    ]
    for act, what in doors:
        with pytest.raises(errors.NotFound):
            act(session, other, picture.id, *what)


def test_a_verdict_on_another_picture_is_not_taken_back(session, picture):
    other: Any = make.media(session, owner(picture))
    make.scan(session, other)
    said = correcting.add_box(session, owner(picture), other.id, "cup", DOG)
    assert not correcting.take_back(session, owner(picture), picture.id, said)


@pytest.mark.parametrize(
    ("label", "area", "field"),
    [
        ("dgo", DOG, "label"),
        ("", DOG, "label"),
        ("dog ", DOG, "label"),
        ("cup", Area(0.9, 0.1, 0.2, 0.2), "area"),
        ("cup", Area(-0.1, 0.1, 0.3, 0.2), "area"),
        ("cup", Area(0.1, 0.1, 0.001, 0.2), "area"),
        ("cup", Area(float("nan"), 0.1, 0.2, 0.2), "area"),
        ("cup", Area(0.1, 0.1, "wide", 0.2), "area"),  # pyright: ignore[reportArgumentType]
        ("dog", Area(0.12, 0.1, 0.3, 0.3), "area"),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_sentence(session, picture, label, area, field):
    with pytest.raises(errors.Invalid) as refused:
        correcting.add_box(session, owner(picture), picture.id, label, area)
    assert refused.value.field == field
    assert str(refused.value).endswith(".")


def test_a_picture_has_fifty_corrections_at_most(session, picture, monkeypatch):
    monkeypatch.setattr(correcting, "MOST", 2)
    say(session, correcting.confirm, picture, "dog")
    say(session, correcting.confirm, picture, "cat")
    say(session, correcting.reject_box, picture, "cat")  # in the place of the one before
    with pytest.raises(errors.Invalid, match="2 corrections"):
        correcting.add_box(session, owner(picture), picture.id, "cup", Area(0.5, 0, 0.2, 0.2))


def test_a_box_that_is_there_no_more_is_not_corrected(session, picture):
    with pytest.raises(errors.Conflict, match="meanwhile"):
        correcting.confirm(session, owner(picture), picture.id, "0:cat:0.1000:0.1000:0.3:0.3")


def test_a_picture_that_is_not_scanned_is_not_corrected(session):
    ana = make.user(session, "ana")
    bare: Any = make.media(session, ana)
    with pytest.raises(errors.Conflict):
        correcting.add_box(session, ana, bare.id, "dog", DOG)


def test_privacy_and_alt_texts_hear_what_the_author_says(session, picture):
    say(session, correcting.reject_box, picture, "dog")
    say(session, correcting.relabel, picture, "cat", "sheep")
    (sight,) = sights(session, [(picture, "")]).values()
    assert [(each.label, each.is_sure) for each in sight.seen] == [("sheep", True)]


def test_verdicts_stay_right_when_a_picture_is_edited(session, picture):
    """Turned and cropped, the box lies elsewhere; undone, it lies where it was."""
    picture.recipe = recipes.to_text(Recipe(turns=1))
    picture.width, picture.height = 810, 1080
    correcting.add_box(session, owner(picture), picture.id, "cup", Area(0.5, 0.0, 0.3, 0.2))
    picture.recipe, picture.width, picture.height = "", 1080, 810
    session.flush()
    boxes = scan_cards(session, [picture.id])[picture.id].boxes
    box = next(box for box in boxes if box.label == "cup")
    assert (box.left, box.top, box.width, box.height) == ("0.00%", "20.00%", "20.00%", "30.00%")
    picture.recipe = recipes.to_text(Recipe(crop=Area(0.5, 0.5, 0.5, 0.5)))
    picture.width, picture.height = 540, 405
    session.flush()
    scanning.ask_anew(session, picture.id)
    assert counts(session, picture) == {}  # cut off: nothing tells of it
    picture.recipe, picture.width, picture.height = "", 1080, 810
    session.flush()
    scanning.ask_anew(session, picture.id)
    assert counts(session, picture) == {"cup": 1}


def test_what_is_covered_is_forgotten_for_good(session, picture):
    say(session, correcting.confirm, picture, "dog")
    say(session, correcting.confirm, picture, "cat")
    picture.recipe = recipes.to_text(Recipe(covers=(Cover(DOG),)))
    session.flush()
    scanning.ask_anew(session, picture.id)
    assert counts(session, picture) == {"cat": 1}
    assert [row.label for row in session.exec(select(BoxVerdict))] == ["cat"]
    with pytest.raises(errors.Invalid, match="covered"):
        correcting.add_box(session, owner(picture), picture.id, "dog", DOG)


@pytest.fixture
def film(session: Session) -> Media:
    """A film with a dog in two frames, of which one holds two."""
    made = make.media(session, make.user(session, "ana"), kind=VIDEO, duration_ms=3000)
    make.scan(session, made)
    make.detection(session, made.id, "dog", DOG, 0.6, 0)
    make.detection(session, made.id, "dog", DOG, 0.8, 1000)
    make.detection(session, made.id, "dog", CAT, 0.7, 1000)
    return made


def test_a_film_counts_what_one_frame_holds_with_what_was_added_there(session, film):
    correcting.add_box(session, owner(film), film.id, "dog", Area(0.5, 0.0, 0.2, 0.2), 1000)
    correcting.add_box(session, owner(film), film.id, "dog", Area(0.5, 0.0, 0.2, 0.2), 0)
    assert counts(session, film) == {"dog": 3}
    with pytest.raises(errors.Invalid):
        correcting.add_box(session, owner(film), film.id, "cup", DOG)


def test_calling_a_line_of_a_film_something_else_rejects_its_label_until_taken_back(session, film):
    say(session, correcting.relabel, film, "dog", "sheep")
    assert counts(session, film) == {"sheep": 1}
    (verdict,) = session.exec(select(BoxVerdict))
    correcting.take_back(session, owner(film), film.id, verdict.id)
    assert counts(session, film) == {"dog": 2}
    say(session, correcting.reject_box, film, "dog")
    assert counts(session, film) == {}


def test_in_a_trimmed_film_verdicts_stay_with_their_moment(session, film):
    correcting.add_box(session, owner(film), film.id, "cup", DOG, 1000)
    film.recipe = recipes.to_text(Recipe(start_ms=400))
    session.flush()
    box = next(
        box
        for box in scan_cards(session, [film.id], is_own=True)[film.id].boxes
        if box.label == "cup"
    )
    assert box.second == 1.0  # the nearest frame that was scanned
    film.recipe = recipes.to_text(Recipe(start_ms=1600))
    session.flush()
    assert "cup" not in boxes(session, film.id)


class Gives(Sees):
    """Finds objects where the test says."""

    def __init__(self, *found: Found) -> None:
        super().__init__()
        self.found = found

    def read(self, image: bytes) -> Reading:
        self.before()
        return Reading(self.found, self.name, self.hash, 640, 1.0)


def found(label: str, area: Area, confidence: float = 0.9) -> Found:
    return Found(label, confidence, area.left, area.top, area.width, area.height)


def near(area: Area) -> Area:
    return replace(area, left=area.left + 0.03)


@pytest.fixture
def gives(worker_id: int):
    from instaclone.vision import loading

    told = Gives(found("dog", DOG), found("cat", CAT, 0.4))
    with loading.use(told):
        yield told


@pytest.fixture
def scanned(gives: Gives, shelf: Shelf) -> tuple[Viewer, int]:
    """A picture of ana's as it was scanned first."""
    ana = transact(make.user, "ana")
    media_id = transact(waiting_picture, shelf, ana)
    assert scanning.scan(media_id)
    return ana, media_id


def again(gives: Gives, media_id: int, *now: Found) -> dict[str, int]:
    """The counts after another model has found this."""
    gives.found = now
    transact(rescanning.rescan, media_id=media_id)
    assert scanning.scan(media_id)
    return read(counts_of, media_id)


def correct(scanned: tuple[Viewer, int], act, label: str, *more) -> None:
    ana, media_id = scanned
    transact(act, ana, media_id, read(boxes, media_id)[label], *more)


def test_a_confirmed_box_is_found_again_by_another_model(gives, scanned):
    correct(scanned, correcting.confirm, "cat")
    assert again(gives, scanned[1], found("cat", near(CAT), 0.3)) == {"cat": 1}
    assert again(gives, scanned[1]) == {"cat": 1}  # it stands alone
    assert again(gives, scanned[1], found("sheep", near(CAT))) == {"cat": 1}  # the same thing
    assert again(gives, scanned[1], found("cat", DOG)) == {"cat": 2}  # another one


def test_a_rejected_box_stays_rejected_and_takes_nothing_else_away(gives, scanned):
    correct(scanned, correcting.reject_box, "dog")
    assert again(gives, scanned[1], found("dog", near(DOG))) == {}
    assert again(gives, scanned[1], found("dog", CAT)) == {"dog": 1}
    assert again(gives, scanned[1], found("sheep", DOG)) == {"sheep": 1}


def test_a_relabelled_box_counts_once_when_another_model_agrees(gives, scanned):
    correct(scanned, correcting.relabel, "cat", "sheep")
    assert again(gives, scanned[1], found("sheep", near(CAT))) == {"sheep": 1}
    assert again(gives, scanned[1], found("cat", near(CAT))) == {"sheep": 1}
    assert again(gives, scanned[1]) == {"sheep": 1}


def test_an_added_box_counts_once_when_another_model_sees_it_too(gives, scanned):
    ana, media_id = scanned
    transact(correcting.add_box, ana, media_id, "cup", Area(0.5, 0.1, 0.2, 0.2))
    assert again(gives, media_id, found("cup", Area(0.51, 0.1, 0.2, 0.2), 0.3)) == {"cup": 1}
    assert again(gives, media_id, found("dog", DOG)) == {"cup": 1, "dog": 1}


def test_others_are_shown_what_counts_and_the_author_what_does_not_as_well(session, picture):
    make.detection(session, picture.id, "bus", Area(0.4, 0.4, 0.1, 0.1))
    say(session, correcting.reject_box, picture, "bus")
    others = scan_cards(session, [picture.id])[picture.id]
    assert [(box.number, box.label) for box in others.boxes] == [(1, "dog")]
    assert (others.boxes[0].key, others.labels) == ("", [])
    own = scan_cards(session, [picture.id], is_own=True)[picture.id]
    assert [
        (box.number, box.label, box.is_maybe, box.is_rejected, box.may_undo) for box in own.boxes
    ] == [
        (1, "dog", False, False, False),
        (2, "cat", True, False, False),
        (3, "bus", False, True, True),
    ]
    say(session, correcting.confirm, picture, "cat")
    others = scan_cards(session, [picture.id])[picture.id]
    assert [(box.label, box.percent, box.note) for box in others.boxes] == [
        ("dog", 90, ""),
        ("cat", 40, "confirmed by the author"),
    ]


@pytest.mark.parametrize(
    ("act", "may"),
    [
        ("", {"confirm", "reject"}),
        ("confirm", {"reject", "undo"}),
        ("reject_box", {"confirm", "undo"}),
        ("relabel", {"undo"}),
    ],
)
def test_a_box_says_what_its_author_may_say_of_it(session, picture, act, may):
    if act:
        say(session, getattr(correcting, act), picture, "cat", *(("sheep",) * (act == "relabel")))
    cards = scan_cards(session, [picture.id], is_own=True)[picture.id]
    (box,) = (box for box in cards.boxes if box.label != "dog")
    assert {each for each in ("confirm", "reject", "undo") if getattr(box, f"may_{each}")} == may


def test_of_a_rejected_label_nothing_may_be_said_but_that_it_is_there(session, picture):
    rejecting.reject(session, owner(picture), picture.id, "cat")
    cards = scan_cards(session, [picture.id], is_own=True)[picture.id]
    (box,) = (box for box in cards.boxes if box.label == "cat")
    assert (box.may_confirm, box.may_reject, box.may_undo) == (False, False, True)


def test_each_verdict_answers_for_one_box(gives, scanned):
    correct(scanned, correcting.reject_box, "dog")
    assert again(gives, scanned[1], found("dog", DOG), found("dog", near(DOG))) == {"dog": 1}


def test_a_verdict_given_while_a_rescan_reads_the_picture_counts_afterwards(gives, scanned):
    ana, media_id = scanned
    key = read(boxes, media_id)["cat"]
    gives.found = (found("cat", near(CAT), 0.3),)
    gives.before = lambda: transact(correcting.confirm, ana, media_id, key)
    transact(rescanning.rescan, media_id=media_id)
    assert scanning.scan(media_id)
    assert read(counts_of, media_id) == {"cat": 1}
