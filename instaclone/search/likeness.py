"""Which known word somebody may have meant: the optimal string alignment distance, bounded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

LONGEST = 30  # letters; nothing known is longer, and no slip worth correcting
FIRM, LONG = 3, 6  # shorter than FIRM letters everything is like everything


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a slip or two away is `word`; None when none is near, or it is known.

    One slip (a letter wrong, missing, too many, or two swapped) from 3 letters, two from 6, and
    with two the first letter is right.
    """
    if not FIRM <= len(word) <= LONGEST:
        return None
    near: list[tuple[int, bool, str]] = []
    most = 2 if len(word) >= LONG else 1
    letters = set(word)
    for other in known:
        if abs(len(other) - len(word)) > most or len(letters ^ set(other)) > 2 * most:
            continue
        far = distance(word, other)
        if far == 0:
            return None
        if far == 1 or (far <= most and other[0] == word[0]):
            near.append((far, other[0] != word[0], other))
    return min(near)[2] if near else None


def distance(one: str, other: str) -> int:
    """How many letters to change, add, leave out or swap with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, beside in enumerate(other):
            cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter != beside))
            if i and j and letter == other[j - 1] and one[i - 1] == beside:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


class Names:
    """The names of labels, put in order once: a mapping from folded names to labels."""

    def __init__(self, labels: Mapping[str, str]):
        self.labels = labels
        self.most_words = max((name.count(" ") + 1 for name in labels), default=0)
        self.words = frozenset(word for name in labels for word in name.split(" "))
        self.pairs = frozenset(
            pair for name in labels if " " in name for pair in pairwise(name.split(" "))
        )
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for name in labels:
            self._by_length[len(name)].append(name)

    def nearest(self, word: str) -> str | None:
        """The name of a label that was perhaps meant by a folded word that is none."""
        if word in self.labels:
            return None
        lengths = range(max(1, len(word) - 2), len(word) + 3)
        return nearest(word, (name for size in lengths for name in self._by_length.get(size, ())))


class _Itself:
    """A mapping told from others by being itself, which costs nothing to compare."""

    def __init__(self, labels: Mapping[str, str]):
        self.labels = labels

    def __hash__(self) -> int:
        return id(self.labels)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.labels is other.labels


def names_of(labels: Mapping[str, str]) -> Names:
    """The names of a mapping that nobody changes any more; kept for the mappings used last."""
    return _names(_Itself(labels))


@lru_cache(maxsize=8)
def _names(itself: _Itself) -> Names:
    return Names(itself.labels)
