"""The switches of explore's signals."""

import pytest
from sqlmodel import Session

from instaclone.errors import Invalid
from instaclone.explore.signals import BY_NAME, SIGNALS, TAGS, line_of, score_of, total
from instaclone.explore.switching import signals_off, switch, switch_all, switches
from tests import people


def test_every_signal_has_a_switch_that_is_on_at_first(session: Session):
    cards = switches(session, people.cast(session).ana)
    assert [card.signal for card in cards] == [each.name for each in SIGNALS]
    assert all(card.is_on and card.title and card.about for card in cards)


def test_switching_is_ones_own_and_can_be_done_twice(session: Session):
    cast = people.cast(session)
    for _ in range(2):
        switch(session, cast.ana, TAGS, is_on=False)
    assert signals_off(session, cast.ana) == {TAGS}
    assert signals_off(session, cast.ben) == frozenset()
    for _ in range(2):
        switch(session, cast.ana, TAGS, is_on=True)
    assert signals_off(session, cast.ana) == frozenset()


def test_all_are_switched_at_once(session: Session):
    cast = people.cast(session)
    switch(session, cast.ana, TAGS, is_on=False)
    switch_all(session, cast.ana, is_on=False)
    assert signals_off(session, cast.ana) == BY_NAME.keys()
    switch_all(session, cast.ana, is_on=True)
    assert signals_off(session, cast.ana) == frozenset()


def test_what_is_no_signal_has_no_switch(session: Session):
    with pytest.raises(Invalid):
        switch(session, people.cast(session).ana, "luck", is_on=False)


def test_a_score_is_read_from_its_line_as_it_was_written():
    score = dict.fromkeys(BY_NAME, -1000)
    assert len(line_of(score)) <= 150
    assert score_of(line_of(score)) == score
    assert line_of({"fresh": 120, "friends": 500, "tags": 0}) == "friends=500 fresh=120"
    assert total(score_of("friends=500 fresh=120 wishes=-1000")) == -380


def test_a_line_that_says_anything_else_says_nothing():
    assert score_of("luck=5 fresh=many tags fresh=1000000000 ") == {}
