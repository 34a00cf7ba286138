"""What a benchmark finds out: rows with ours, the yardstick, their ratio and whether it will do."""

from dataclasses import dataclass

RATIO, OURS = "ratio", "ours"


@dataclass(frozen=True, slots=True)
class Goal:
    """What should hold: `of` the ratio or ours, at least or at most so much."""

    of: str
    at_least: float | None = None
    at_most: float | None = None

    def is_met(self, value: float) -> bool:
        """Whether the value will do."""
        if self.at_least is not None and value < self.at_least:
            return False
        return self.at_most is None or value <= self.at_most

    def __str__(self) -> str:
        sign, bound = ("<=", self.at_most) if self.at_least is None else (">=", self.at_least)
        return f"{self.of} {sign} {bound:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `yardstick` is None where there is nothing to compare with."""

    name: str
    unit: str
    ours: float
    yardstick: float | None = None
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours divided by the yardstick."""
        return self.ours / self.yardstick if self.yardstick else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        value = self.ratio if self.goal.of == RATIO else self.ours
        return value is not None and self.goal.is_met(value)


def ratio_at_most(bound: float) -> Goal:
    """A goal for times and bytes."""
    return Goal(RATIO, at_most=bound)


def ratio_at_least(bound: float) -> Goal:
    """A goal for rates."""
    return Goal(RATIO, at_least=bound)


def ours_at_most(bound: float) -> Goal:
    """A goal for a number that stands for itself."""
    return Goal(OURS, at_most=bound)
