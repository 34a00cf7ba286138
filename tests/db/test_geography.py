"""Both databases measure as Python does."""

import pytest
from sqlalchemy import literal, null, select
from sqlmodel import Session

from instaclone.db.geography import distance_km, km_between

POINTS = ((38.7223, -9.1393), (38.5244, -8.8882), (-18.1416, 178.4419), (-13.8333, -171.7667))


def test_both_databases_measure_as_python_does(session: Session):
    for one in POINTS:
        for other in POINTS:
            measured = session.scalar(select(distance_km(*map(literal, (*one, *other)))))
            assert measured == pytest.approx(km_between(*one, *other), abs=0.001)


def test_nowhere_is_no_distance_away(session: Session):
    nowhere = distance_km(null(), null(), literal(1.0), literal(1.0))
    assert session.scalar(select(nowhere)) is None
