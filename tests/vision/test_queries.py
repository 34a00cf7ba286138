"""Cards and counts of what was found."""

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from instaclone.db.engine import engine
from instaclone.jobs.models import Worker
from instaclone.settings import Settings
from instaclone.vision import queries, weights
from instaclone.vision.models import DONE, WAITING, Detection, LabelRejection, Scan
from instaclone.vision.summarising import summaries, summary
from instaclone.vision.verdicts import told
from tests import make


def row(label: str, confidence: float) -> Detection:
    return Detection(
        media_id=1,
        position=0,
        label=label,
        confidence=confidence,
        left=0.125,
        top=0.1,
        width=0.5,
        height=1 / 3,
    )


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([("person", 0.9), ("bus", 0.8), ("person", 0.7), ("person", 0.3)], "2 people, 1 bus"),
        ([], "Nothing recognised"),
        ([("bicycle", 0.41)], "Perhaps a bicycle (41 %)"),
        ([("bicycle", 0.41), ("dog", 0.8)], "1 dog, perhaps a bicycle (41 %)"),
        ([("cat", 0.6), ("dog", 0.8)], "1 dog, 1 cat"),
    ],
)
def test_the_summary_counts_and_owns_up_to_guesses(found: list, text: str):
    assert summary(told([row(*each) for each in found], []), {}) == text


def test_the_summary_leaves_rejected_labels_out():
    found = [row("bus", 0.9), row("dog", 0.8)]
    assert summary(told(found, [], {"bus"}), {}) == "1 dog"
    assert summary(told(found, [], {"bus", "dog"}), {}) == "Nothing recognised"


def test_what_is_below_its_own_threshold_is_a_guess():
    found = [row("bus", 0.9), row("dog", 0.8)]
    assert summary(told(found, []), {"bus": 0.95}) == "1 dog, perhaps a bus (90 %)"


def test_a_card_numbers_boxes_and_places_them_in_per_cent(session: Session):
    picture = make.media(session)
    make.scan(session, picture)
    assert picture.id
    found = row("dog", 0.876)
    found.media_id = picture.id
    session.add(found)
    session.flush()
    card = queries.scan_cards(session, [picture.id])[picture.id]
    box = card.boxes[0]
    assert (box.number, box.label, box.percent, box.is_rejected) == (1, "dog", 88, False)
    assert (box.left, box.top, box.width, box.height) == ("12.50%", "10.00%", "50.00%", "33.33%")
    assert (card.state, card.model, card.summary) == (DONE, "yolov8n.pt", "1 dog")


def test_a_rejected_label_is_marked_on_its_boxes_and_in_the_list(session: Session):
    picture = make.media(session)
    make.scan(session, picture, {"dog": 1, "cat": 2})
    assert picture.id
    session.add(LabelRejection(media_id=picture.id, label="cat", rejected_by=picture.owner_id))
    session.flush()
    others = queries.scan_cards(session, [picture.id])[picture.id]
    assert [box.label for box in others.boxes] == ["dog"]
    card = queries.scan_cards(session, [picture.id], is_own=True)[picture.id]
    assert [(box.label, box.is_rejected) for box in card.boxes] == [
        ("dog", False),
        ("cat", True),
        ("cat", True),
    ]
    assert [(each.label, each.count, each.is_rejected) for each in card.labels] == [
        ("dog", 1, False),
        ("cat", 2, True),
    ]
    assert card.summary == "1 dog"


def test_a_first_scan_that_waits_has_no_summary(session: Session):
    picture = make.media(session)
    assert picture.id
    session.add(Scan(media_id=picture.id))
    session.flush()
    card = queries.scan_cards(session, [picture.id])[picture.id]
    assert (card.state, card.summary, card.boxes) == (WAITING, "", [])


def test_pictures_without_a_scan_have_no_card(session: Session):
    picture = make.media(session)
    assert picture.id
    assert queries.scan_cards(session, [picture.id]) == {}
    assert queries.scan_cards(session, []) == {}


def test_ten_pictures_take_as_many_statements_as_one(session: Session):
    ids = []
    for _ in range(10):
        picture = make.media(session)
        make.scan(session, picture, {"dog": 1})
        ids.append(picture.id)
    assert statements(lambda: queries.scan_cards(session, ids[:1])) == 6
    assert statements(lambda: queries.scan_cards(session, ids)) == 6
    assert statements(lambda: summaries(session, ids)) == 1


def statements(act) -> int:
    seen = []

    def note(*args) -> None:
        seen.append(args[2])

    event.listen(engine(), "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    return len(seen)


def test_a_model_is_present_when_its_file_is(session: Session, database: Settings):
    assert not queries.is_model_present(session)
    path = weights.default_path()
    path.parent.mkdir()
    path.write_bytes(b"weights")
    assert queries.is_model_present(session)


def test_a_model_is_present_when_a_living_worker_elsewhere_reports_one(session: Session):
    session.add(Worker(host="elsewhere", pid=1))
    session.flush()
    assert not queries.is_model_present(session)
    worker = session.exec(select(Worker)).one()
    worker.model = "yolov8n.pt"
    session.flush()
    assert queries.is_model_present(session)
    worker.beat_at = worker.beat_at.replace(year=2020)
    session.flush()
    assert not queries.is_model_present(session)
