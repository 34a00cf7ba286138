"""The table and the JSON of the benchmarks, and the goals they are judged by."""

import json

import pytest

from bench import report
from bench.rounds import in_turns, percentile
from bench.rows import Row, ours_at_most, ratio_at_least, ratio_at_most


def test_a_rate_meets_its_goal_from_the_ratio_on():
    assert Row("a", "pictures/s", 9, 10, ratio_at_least(0.9)).is_met is True
    assert Row("a", "pictures/s", 8.9, 10, ratio_at_least(0.9)).is_met is False


def test_a_time_meets_its_goal_up_to_the_ratio():
    assert Row("a", "ms", 13, 10, ratio_at_most(1.3)).is_met is True
    assert Row("a", "ms", 13.1, 10, ratio_at_most(1.3)).is_met is False


def test_a_number_that_stands_for_itself_is_not_judged_by_its_ratio():
    assert Row("a", "ms", 300, 1, ours_at_most(300)).is_met is True
    assert Row("a", "ms", 301, 1000, ours_at_most(300)).is_met is False


def test_a_row_without_a_goal_is_neither_met_nor_missed():
    assert Row("a", "MB", 100, 50).is_met is None


def test_a_goal_about_a_ratio_is_missed_where_there_is_no_yardstick():
    assert Row("a", "ms", 1, None, ratio_at_most(2)).is_met is False


def test_the_table_has_a_line_for_each_row_and_says_each_note_once():
    text = report.table(
        {
            "wire": [
                Row("feed", "ms", 8.54, 0.138, ratio_at_most(400), "one client"),
                Row("profile", "ms", 5.69, 0.138, None, "one client"),
            ],
            "weight": [Row("first load", "KB", 1234, None, ours_at_most(200), "with gzip")],
        }
    )
    head, _, feed, profile, weight, *notes = text.splitlines()
    assert head.split() == ["ours", "yardstick", "ratio", "goal", "unit", "met"]
    assert " ".join(feed.split()) == "wire: feed [1] 8.54 0.138 61.9 x ratio <= 400 ms yes"
    assert " ".join(profile.split()) == "wire: profile [1] 5.69 0.138 41.2 x ms"
    assert " ".join(weight.split()) == "weight: first load [2] 1,234 ours <= 200 KB NO"
    assert notes == ["[1] one client", "[2] with gzip"]


def test_every_column_begins_or_ends_below_its_head():
    text = report.table({"a": [Row("long name of a row", "ms", 123456, 1, None)]})
    head, _, line = text.splitlines()
    assert head.index("ours") + len("ours") == line.index("123,456") + len("123,456")
    assert head.index("unit") == line.index("ms")


def test_the_json_holds_the_numbers_in_full():
    row = Row("feed", "ms", 1.23456, 0.5, ratio_at_most(400), "one client")
    found = json.loads(json.dumps(report.as_json({"wire": [row]})))
    assert found == {
        "wire": [
            {
                "name": "feed",
                "ours": 1.23456,
                "yardstick": 0.5,
                "ratio": 2.46912,
                "goal": "ratio <= 400",
                "unit": "ms",
                "met": True,
                "note": "one client",
            }
        ]
    }


def test_measures_take_turns_and_the_first_round_does_not_count():
    calls: list[str] = []
    ours, yardstick = iter([100, 1, 2, 3]), iter([100, 10, 20, 90])

    def measure_ours() -> float:
        calls.append("ours")
        return next(ours)

    def measure_yardstick() -> float:
        calls.append("yardstick")
        return next(yardstick)

    assert in_turns(3, measure_ours, measure_yardstick) == [2, 20]
    assert calls == ["ours", "yardstick", "yardstick", "ours"] * 2


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100)])
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(share: float, expected: int):
    assert percentile(range(100, 0, -1), share) == expected
