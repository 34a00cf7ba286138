"""How far spots are from each other, and where they lie on paper."""

import pytest

from instaclone.places.measuring import distance, on_paper

BERN, LISBON, OSLO = (46.95, 7.45), (38.72, -9.14), (59.91, 10.75)


def test_a_degree_is_shorter_the_further_from_the_equator():
    assert distance((0, 7), (1, 7)) == pytest.approx(111.2, abs=0.1)
    assert distance((60, 7), (60, 8)) == pytest.approx(55.6, abs=0.1)
    assert distance(BERN, BERN) == 0


def test_paper_holds_all_of_them_with_north_above_and_east_at_the_right():
    bern, lisbon, oslo = on_paper([BERN, LISBON, OSLO])
    assert lisbon == (14, 86)
    assert oslo == (86, 14)
    assert 14 < bern[0] < 86
    assert 14 < bern[1] < 86


def test_one_alone_is_in_the_middle():
    assert on_paper([OSLO]) == [(50, 50)]
    assert on_paper([]) == []
