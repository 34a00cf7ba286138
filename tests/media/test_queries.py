"""Pictures as cards."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from instaclone import clock
from instaclone.db.engine import engine
from instaclone.db.session import read
from instaclone.media import processing
from instaclone.media.queries import picture_cards
from tests.media import pictures
from tests.media.conftest import change, row

Send = Callable[..., int]


def test_a_ready_picture_shows_all_its_variants(send: Send) -> None:
    media_id = send(pictures.photo(1600, 1200))
    processing.process(media_id)
    card = read(picture_cards, [media_id])[media_id]
    code = row(media_id).code
    assert (card.id, card.code, card.state) == (media_id, code, "ready")
    assert (card.width, card.height) == (1600, 1200)
    assert card.src.startswith(f"/media/v/{code}/1080.webp?")
    assert [part.split(" ")[1] for part in card.srcset.split(", ")] == ["320w", "640w", "1080w"]
    assert card.placeholder.startswith("data:image/webp;base64,")


def test_a_picture_that_is_not_ready_shows_nothing_yet(send: Send) -> None:
    media_id = send()
    card = read(picture_cards, [media_id])[media_id]
    assert (card.src, card.srcset, card.state) == ("", "", "received")


def test_a_failed_picture_says_why(send: Send) -> None:
    media_id = send(pictures.photo()[:-5000])
    processing.process(media_id)
    card = read(picture_cards, [media_id])[media_id]
    assert card.failure.startswith("beach.jpg is damaged")


def test_a_deleted_picture_has_no_card(send: Send) -> None:
    media_id = send()
    change(media_id, deleted_at=clock.now())
    assert read(picture_cards, [media_id]) == {}


@pytest.mark.parametrize("count", [1, 5])
def test_any_number_of_pictures_takes_two_statements(send: Send, count: int) -> None:
    media_ids = [send(pictures.photo(64, 64)) for _ in range(count)]
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        assert len(read(picture_cards, media_ids)) == count
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    assert len(statements) == 2


def test_no_pictures_take_no_statement(send: Send) -> None:
    assert read(picture_cards, []) == {}
