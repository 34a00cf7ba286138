"""Searches among ten thousand, a hundred thousand and a million posts, on SQLite and MariaDB.

Ours is from the text as it is typed to a page of 24 tiles that say what of them matched; the
yardstick is one statement written by hand for the ids of these posts. Of each search several are
asked in turns, so that the slowest of them count.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event
from sqlmodel import Session, col, select

from bench.rounds import seconds
from bench.rows import Row, ours_at_most, ratio_at_most
from bench.search_data import MARIADB, SQLITE, Data, databases
from bench.search_queries import Query, Values, queries
from bench.search_table import Cell, lines
from instaclone import settings as settings_module
from instaclone.db.engine import engine
from instaclone.db.session import read
from instaclone.posts.models import Post
from instaclone.search.asking import ask
from instaclone.search.finding import find_ids
from instaclone.search.results import ResultPage, result_page
from instaclone.search.terms import Term

SIZES, QUICK = (10_000, 100_000, 1_000_000), (1_000, 10_000)
GOAL_AT, GOAL_MS, GROWTH = 100_000, 150, 2
FIFTH = 4  # pages before it
ROUNDS, FEW_ROUNDS = 40, 5
# Everything is in it and nothing is left: as much as a search ever looks at.
HOPELESS = "person -person"
HAND = "by hand: one statement for the ids of the page alone, without the gate and the tiles"


def measure(folder: Path, quick: bool) -> list[Row]:
    """Each database in turn; the whole table is printed beside the rows that have goals."""
    kinds = [SQLITE] + [MARIADB] * bool(os.environ.get("TEST_MARIADB_URL"))
    sizes, rounds = (QUICK, FEW_ROUNDS) if quick else (SIZES, ROUNDS)
    rows: list[Row] = []
    for kind in kinds:
        with databases(kind, folder, sizes) as made:
            cells = {data.posts: _measured(data, rounds) for data in made}
        print("\n".join(lines(kind, cells)), flush=True)
        rows += _rows(kind, cells)
    return rows


def _measured(data: Data, rounds: int) -> dict[str, Cell]:
    print(f"{data.kind}, {data.posts:,} posts ...", file=sys.stderr, flush=True)
    with settings_module.using(data.settings):
        cells = {query.name: _cell(data, query, rounds) for query in queries()}
        term = _term(HOPELESS)
        took = [seconds(lambda: read(result_page, data.viewer, term)) for _ in range(rounds)]
        cells["hopeless"] = Cell(False, {"first": took}, _statements(data, term))
    return cells


def _cell(data: Data, query: Query, rounds: int) -> Cell:
    """Each of the variants in turns: the first page, the fifth, and the statement by hand."""
    took: dict[str, list[float]] = defaultdict(list)
    counts = []
    for text, values in zip(query.texts(), query.variants, strict=True):
        term = _term(text)
        _check(data, query, text, values)
        before = _cursor(data, term)
        measures: dict[str, Callable[[], object]] = {
            "first": lambda text=text: read(result_page, data.viewer, _term(text)),
            "hand": lambda values=values: _by_hand(data, query, values),
        }
        if before is not None:
            measures["fifth"] = lambda term=term, at=before: read(
                result_page, data.viewer, term, at
            )
        for number in range(max(2, rounds // len(query.variants)) + 1):
            for name in list(measures)[:: 1 if number % 2 else -1]:
                value = seconds(measures[name])
                if number:  # the first round fills caches
                    took[name].append(value)
        counts.append(_statements(data, term))
    return Cell(query.is_selective, took, max(counts))


def _rows(kind: str, cells: dict[int, dict[str, Cell]]) -> list[Row]:
    """What has a goal: how long it takes at a hundred thousand, and how that grows."""
    sizes = sorted(cells)
    judged = GOAL_AT if GOAL_AT in cells else sizes[-1]
    rows = []
    for name, cell in cells[judged].items():
        for page in ("first", "fifth"):
            if page in cell.took:
                hand = cell.ms("hand", 0.95) if "hand" in cell.took else None
                title = f"{kind}, {judged:,} posts, {name}, {page} page, p95"
                goal = ours_at_most(GOAL_MS)
                rows.append(Row(title, "ms", cell.ms(page, 0.95), hand, goal, HAND))
    for name, cell in cells[sizes[-1]].items():
        less = cells[sizes[-2]][name]
        title = f"{kind}, {sizes[-1]:,} posts against {sizes[-2]:,}, {name}, p50"
        goal = ratio_at_most(GROWTH) if cell.is_selective else None
        rows.append(Row(title, "ms", cell.ms("first", 0.5), less.ms("first", 0.5), goal))
    return rows


def _term(text: str) -> Term:
    term = ask(text, []).term
    if term is None:
        raise RuntimeError(f"Nothing is asked for by {text}.")
    return term


def _cursor(data: Data, term: Term) -> int | None:
    """Where the fifth page begins; None where there are fewer."""
    before = None
    for _ in range(FIFTH):
        page: ResultPage = read(result_page, data.viewer, term, before)
        before = page.next_before
        if before is None:
            return None
    return before


def _by_hand(data: Data, query: Query, values: Values) -> list[int]:
    statement, known = query.statement(data.kind, values, data.viewer.id)
    with engine().connect() as connection:
        return list(connection.exec_driver_sql(statement, known).scalars())


def _check(data: Data, query: Query, text: str, values: Values) -> None:
    """Raises RuntimeError when ours is not what is found by hand, own posts aside."""
    page = read(find_ids, data.viewer, _term(text))
    own = set(read(_own, data.viewer.id))
    ours = [each for each in page.post_ids if each not in own]
    by_hand = [each for each in _by_hand(data, query, values) if each not in own]
    if ours != by_hand[: len(ours)] or (len(by_hand) > len(ours) and page.next_before is None):
        raise RuntimeError(f"{text} at {data.posts:,} posts: ours {ours}, by hand {by_hand}")


def _own(session: Session, viewer_id: int) -> list[int]:
    found = session.exec(select(Post.id).where(col(Post.author_id) == viewer_id))
    return [post_id for post_id in found if post_id]


def _statements(data: Data, term: Term) -> int:
    count = [0]

    def counted(_connection, _cursor, statement: str, *_rest) -> None:
        count[0] += not statement.startswith("BEGIN")

    event.listen(engine(), "before_cursor_execute", counted)
    try:
        read(result_page, data.viewer, term)
    finally:
        event.remove(engine(), "before_cursor_execute", counted)
    return count[0]
