"""What was measured of searches, as a table: a line for each search, a group for each size."""

from dataclasses import dataclass

from bench.report import number
from bench.rounds import percentile

HEADS = ("p50", "p95", "p95 of page 5", "by hand p50", "p95")
SHOWN = (("first", 0.5), ("first", 0.95), ("fifth", 0.95), ("hand", 0.5), ("hand", 0.95))


@dataclass(frozen=True)
class Cell:
    """One search at one size: the seconds of each round by what was done, and the statements."""

    is_selective: bool
    took: dict[str, list[float]]
    statements: int

    def ms(self, name: str, share: float) -> float:
        """A percentile in milliseconds."""
        return 1000 * percentile(self.took[name], share)


def lines(kind: str, cells: dict[int, dict[str, Cell]]) -> list[str]:
    """The table of one database in Markdown."""
    sizes = sorted(cells)
    heads = [f"{size:,}: {HEADS[0]} | " + " | ".join(HEADS[1:]) for size in sizes]
    columns = 2 + len(HEADS) * len(sizes)
    table = [
        f"{kind}, ms",
        f"| search | {' | '.join(heads)} | statements |",
        f"|{' --- |' * columns}",
    ]
    for name in cells[sizes[0]]:
        shown = [_shown(cells[size][name], *each) for size in sizes for each in SHOWN]
        most = max(cells[size][name].statements for size in sizes)
        table.append(f"| {name} | {' | '.join(shown)} | {most} |")
    return table


def _shown(cell: Cell, name: str, share: float) -> str:
    return number(cell.ms(name, share)) if cell.took.get(name) else ""
