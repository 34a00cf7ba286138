"""The gazetteer in the database: the real one, once."""

import time

import pytest
from sqlalchemy import event, func
from sqlmodel import Session, col, select

from instaclone.db.engine import engine
from instaclone.db.session import read, transact
from instaclone.places import gazetteer, loading
from instaclone.places.models import Place
from instaclone.places.naming import OWN_FROM
from instaclone.posts.at_places import search_places
from instaclone.settings import Settings

MILLISECONDS = 50  # five times what it should take: other tests run beside this one


def test_the_whole_gazetteer_comes_in_once_and_is_searched_by_its_index(database: Settings):
    transact(_name_one)
    assert loading.load() == gazetteer.TOWNS
    assert loading.load() == 0
    assert read(loading.loaded) == gazetteer.TOWNS
    towns = select(func.count()).select_from(Place).where(col(Place.id) < OWN_FROM)
    assert read(lambda session: session.exec(towns).one()) == gazetteer.TOWNS
    found = read(search_places, None, "paris", 3)
    assert [card.label for card in found[:2]] == [
        "Paris, Île-de-France, France",
        "Paris, Texas, United States",
    ]
    twins = read(search_places, None, "neuenkirchen, lower saxony", 6)
    assert len({card.detail for card in twins}) == len(twins) > 2
    for words in ("koln", "sa", "springfield il", "saint den", "paris, texas"):
        begun = time.perf_counter()
        assert read(search_places, None, words, 6)
        assert (time.perf_counter() - begun) * 1000 < MILLISECONDS, words
        assert _plan(words) == []


def test_it_goes_on_where_it_stopped_and_stops_where_another_is_faster(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    named = [_town(f"Town {number}") for number in range(1, 8)]
    listed = list(gazetteer.values_of(named, {"XX": "Nowhere"}))
    monkeypatch.setattr(gazetteer, "TOWNS", 7)
    monkeypatch.setattr(gazetteer, "towns", lambda: iter(listed))
    monkeypatch.setattr(loading, "BATCH", 2)
    transact(loading._add, listed[:2])
    monkeypatch.setattr(loading, "loaded", lambda _session: 0)
    assert loading.load() == 0  # what another worker has brought in meanwhile
    monkeypatch.undo()
    monkeypatch.setattr(gazetteer, "TOWNS", 7)
    monkeypatch.setattr(gazetteer, "towns", lambda: iter(listed))
    assert loading.load() == 5
    assert loading.load() == 0


def test_a_machine_without_the_library_loads_nothing(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(gazetteer, "LIBRARY", "no_such_library")
    assert loading.load() == 0


def test_towns_of_one_name_say_which_they_are():
    stade = _town("Neuenkirchen", state="Lower Saxony", county="Landkreis Stade")
    heath = _town("Neuenkirchen", state="Lower Saxony", latitude=53.0)
    soltau = _town("Soltau", latitude=53.01, population=21_000)
    hamlet = _town("Hamlet", latitude=53.0, population=20)
    texan = _town("Paris", state="Texas", country_code="US")
    countries = {"XX": "Germany", "US": "United States"}
    values = list(gazetteer.values_of([stade, heath, soltau, hamlet, texan], countries))
    assert values[0]["region"] == "Landkreis Stade, Lower Saxony"
    assert values[0]["within"] == " landkreis stade lower saxony germany xx"
    assert values[1]["region"] == "near Soltau, Lower Saxony"
    assert values[4]["region"] == "Texas"
    assert values[4]["within"] == " texas united states us tx usa america"


def _town(name: str, **more) -> dict:
    listed = {"city": name, "country_code": "XX", "latitude": 1.0, "longitude": 2.0}
    return listed | {"population": 1000, **more}


def _name_one(session: Session) -> None:
    session.add(Place(id=OWN_FROM + 5, name="My own", folded="my own"))


def _plan(words: str) -> list[str]:
    """The steps of the search that read places from end to end."""
    with Session(engine()) as session:
        sent: list[tuple] = []
        note = lambda *a: sent.append((a[2], a[3]))  # noqa: E731
        event.listen(engine(), "before_cursor_execute", note)
        search_places(session, None, words, 6)
        event.remove(engine(), "before_cursor_execute", note)
        careless = []
        for statement, values in sent:
            connection = session.connection()
            is_sqlite = connection.dialect.name == "sqlite"
            how = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            for row in connection.exec_driver_sql(how + statement, values):
                step = str(tuple(row))
                if is_sqlite and "SCAN place" in step:
                    careless.append(step)
                if not is_sqlite and row[2] == "place" and row[3] in ("ALL", "index"):
                    careless.append(step)
        return careless
