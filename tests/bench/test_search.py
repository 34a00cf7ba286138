"""The table of searches, the goals they are judged by, and what stands for them by hand."""

import re

from bench import search
from bench.search_queries import queries
from bench.search_table import Cell, lines


def cells(*ms: float) -> dict[int, dict[str, Cell]]:
    """A rare label and a hopeless search at three sizes, which take so many ms each."""
    made: dict[int, dict[str, Cell]] = {}
    for size, each in zip(search.SIZES, ms, strict=True):
        took = {"first": [each / 1000] * 3, "fifth": [each / 500], "hand": [each / 10_000]}
        hopeless = Cell(False, {"first": [each / 100]}, 21)
        made[size] = {"rare label": Cell(True, took, 12), "hopeless": hopeless}
    return made


def test_each_search_has_a_line_with_a_group_for_each_size():
    head, _, _, rare, hopeless = lines("SQLite", cells(5, 10, 15))
    assert head == "SQLite, ms"
    assert rare == (
        "| rare label | 5 | 5 | 10 | 0.5 | 0.5 | 10 | 10 | 20 | 1 | 1 | 15 | 15 | 30 | 1.5 | 1.5 "
        "| 12 |"
    )
    assert hopeless.startswith("| hopeless | 50 | 50 |  |  |  |")


def test_the_goals_are_for_a_hundred_thousand_and_for_how_it_grows_from_there():
    rows = {row.name: row for row in search._rows("SQLite", cells(5, 20, 50))}
    first = rows["SQLite, 100,000 posts, rare label, first page, p95"]
    assert (first.ours, first.yardstick, first.is_met) == (20, 2, True)
    hopeless = rows["SQLite, 100,000 posts, hopeless, first page, p95"]
    assert (hopeless.ours, hopeless.yardstick, hopeless.is_met) == (200, None, False)
    grown = rows["SQLite, 1,000,000 posts against 100,000, rare label, p50"]
    assert (grown.ratio, grown.is_met) == (2.5, False)
    assert rows["SQLite, 1,000,000 posts against 100,000, hopeless, p50"].is_met is None


def test_what_is_typed_and_the_statement_by_hand_get_every_value_they_name():
    assert len({query.name for query in queries()}) == 14
    for query in queries():
        assert len(set(query.texts())) == len(query.variants) > 2
        for values in query.variants:
            said, known = query.statement("SQLite", values, 1)
            assert set(re.findall(r":(\w+)", said)) <= known.keys()
            said, known = query.statement("MariaDB", values, 1)
            assert said % dict.fromkeys(known, "")
            assert ":" not in said
