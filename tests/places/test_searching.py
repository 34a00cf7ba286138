"""Finding towns by what people type."""

import pytest
from sqlmodel import Session

from instaclone.places.gazetteer import values_of
from instaclone.places.models import Place
from instaclone.places.naming import fold, label_of
from instaclone.places.searching import search_towns
from tests.statements import counted

TOWNS = [
    ("Paris", "Île-de-France", "France", "FR", 2_138_551),
    ("Paris", "Texas", "United States", "US", 24_782),
    ("Paris", "Tennessee", "United States", "US", 10_150),
    ("Parisot", "Occitanie", "France", "FR", 1_200),
    ("Springfield", "Illinois", "United States", "US", 114_394),
    ("Springfield", "Missouri", "United States", "US", 170_188),
    ("Köln", "North Rhine-Westphalia", "Germany", "DE", 963_395),
    ("York", "England", "United Kingdom", "GB", 153_717),
    ("Yorkton", "Saskatchewan", "Canada", "CA", 16_000),
    ("New York City", "New York", "United States", "US", 8_804_190),
    ("Sète", "Occitanie", "France", "FR", 43_000),
]


@pytest.fixture
def towns(session: Session) -> list[Place]:
    countries = {code: country for _, _, country, code, _ in TOWNS}
    listed = [
        {
            "city": name,
            "state": region,
            "country_code": code,
            "latitude": 1,
            "longitude": 1,
            "population": people,
        }
        for name, region, _, code, people in TOWNS
    ]
    rows = [Place(**values) for values in values_of(listed, countries)]
    session.add_all(rows)
    session.flush()
    return rows


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("paris", "Paris, Île-de-France, France"),
        ("PARIS", "Paris, Île-de-France, France"),
        ("paris texas", "Paris, Texas, United States"),
        ("Paris, TX", "Paris, Texas, United States"),
        ("paris t", "Paris, Texas, United States"),
        ("paris, tenn", "Paris, Tennessee, United States"),
        ("paris usa", "Paris, Texas, United States"),
        ("pariso", "Parisot, Occitanie, France"),
        ("springfield", "Springfield, Missouri, United States"),
        ("springfield il", "Springfield, Illinois, United States"),
        ("Springfi ill", "Springfield, Illinois, United States"),
        ("koln", "Köln, North Rhine-Westphalia, Germany"),
        ("Köln", "Köln, North Rhine-Westphalia, Germany"),
        ("york", "York, England, United Kingdom"),
        ("new york", "New York City, New York, United States"),
        ("new york ny", "New York City, New York, United States"),
        ("sete", "Sète, Occitanie, France"),
    ],
)
def test_what_people_type_finds_the_town_they_mean(
    session: Session, towns: list[Place], words: str, first: str
):
    with counted(session) as statements:
        found = search_towns(session, words)
    assert len(statements) == 1
    assert label_of(found[0][0]) == first


@pytest.mark.parametrize("words", ["", "  ", ",", "s", "%", "___", "x" * 5000, "paris, mars"])
def test_what_fits_nothing_finds_nothing(session: Session, towns: list[Place], words: str):
    assert search_towns(session, words) == []


def test_what_lies_in_a_place_is_no_wildcard(session: Session, towns: list[Place]):
    assert search_towns(session, "paris %") == search_towns(session, "paris")
    assert search_towns(session, "paris _exas") != search_towns(session, "paris texas")


def test_of_towns_alike_the_one_people_post_from_comes_first(session: Session, towns: list[Place]):
    tennessee = towns[2]
    tennessee.post_count = 1000
    session.flush()
    assert search_towns(session, "paris")[0][0] is tennessee
    assert search_towns(session, "pari")[0][0] is tennessee


def test_places_people_named_are_no_towns(session: Session, towns: list[Place]):
    session.add(Place(id=2_000_000, name="Paris at night", folded=fold("Paris at night")))
    session.flush()
    assert {town.id for town, _ in search_towns(session, "paris")} == {1, 2, 3, 4}
