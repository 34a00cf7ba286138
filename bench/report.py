"""Rows as a table for people and as JSON for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.rows import Row

HEADS = ("", "ours", "yardstick", "ratio", "goal", "unit", "met")
MET = {None: "", True: "yes", False: "NO"}


def table(found: Mapping[str, Sequence[Row]]) -> str:
    """One table over every benchmark; notes stand below it, by number."""
    notes: list[str] = []
    lines: list[tuple[str, ...]] = [HEADS]
    for benchmark, rows in found.items():
        for row in rows:
            mark = ""
            if row.note:
                if row.note not in notes:
                    notes.append(row.note)
                mark = f" [{notes.index(row.note) + 1}]"
            lines.append((f"{benchmark}: {row.name}{mark}", *_cells(row)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    text = [_line(line, widths) for line in lines]
    text.insert(1, "-" * len(text[0]))
    return "\n".join([*text, *(f"[{n}] {note}" for n, note in enumerate(notes, 1))])


def as_json(found: Mapping[str, Sequence[Row]]) -> dict[str, list[dict[str, Any]]]:
    """The same as plain data, every number in full."""
    return {
        benchmark: [
            {
                "name": row.name,
                "ours": row.ours,
                "yardstick": row.yardstick,
                "ratio": row.ratio,
                "goal": str(row.goal) if row.goal else None,
                "unit": row.unit,
                "met": row.is_met,
                "note": row.note,
            }
            for row in rows
        ]
        for benchmark, rows in found.items()
    }


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{number(row.ratio)} x"
    yardstick = "" if row.yardstick is None else number(row.yardstick)
    goal = str(row.goal) if row.goal else ""
    return number(row.ours), yardstick, ratio, goal, row.unit, MET[row.is_met]


def number(value: float) -> str:
    """Three digits that count; whole numbers from a hundred on."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers = cells
    aligned = [first.ljust(widths[0])]
    for column, cell in enumerate(numbers, 1):
        is_number = column <= 3
        aligned.append(cell.rjust(widths[column]) if is_number else cell.ljust(widths[column]))
    return "  ".join(aligned).rstrip()
