"""Explore: what it finds in communities whose interests are known, and how long a screen takes.

What people like in the days to come is held back; what explore, learned and served as on a site,
puts first is compared with what most like and with chance. Then each signal is switched off.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from bench.community import Size
from bench.finding import EXPLORE, LATELY, NEWEST, RANDOM, SOME, Judged, evaluate, popular_in
from bench.finding import without as without_signal
from bench.rows import Row, ratio_at_least
from bench.screens import timed
from instaclone.explore.signals import SIGNALS

SEEDS, QUICK_SEEDS = (20, 21, 22), (20,)
LARGE, QUICK_LARGE = Size(200, 4_000, 120), Size(60, 1_200, 80)
SOME_PEOPLE = 50  # of each community for whom each signal is switched off
# Few people make few likes: more of such communities tell as much.
FEW = ((Size(5, 100, 25), range(30, 42)), (Size(50, 1_000, 80), range(30, 33)))
RESAMPLED = 1_000


def measure(folder: Path, quick: bool) -> list[Row]:
    """What it finds, then how long it takes."""
    seeds, size = (QUICK_SEEDS, QUICK_LARGE) if quick else (SEEDS, LARGE)
    signals = tuple(each.name for each in SIGNALS)
    each = [evaluate(folder, seed, size, SOME_PEOPLE, signals) for seed in seeds]
    rows = [*_compared(each, size), *_switched_off(_together(each))]
    for few, numbers in FEW:
        some = [evaluate(folder, seed, few) for seed in numbers[: 3 if quick else None]]
        rows += _among(_together(some), few)
    return rows + timed(folder, quick)


def most_popular(found: dict[str, Judged]) -> str:
    """Of the lists of what most like the one that finds most: the yardstick."""
    return max(map(popular_in, LATELY), key=lambda name: fmean(found[name].ndcg))


def interval(
    ours: Sequence[float], theirs: Sequence[float], rng: random.Random
) -> tuple[float, float]:
    """Between what the ratio of the means lies, were other people like these there instead: 95 %
    of so many samples."""
    pairs = list(zip(ours, theirs, strict=True))
    ratios = []
    for _ in range(RESAMPLED):
        some = rng.choices(pairs, k=len(pairs))
        below = sum(pair[1] for pair in some)
        ratios.append(sum(pair[0] for pair in some) / below if below else float("inf"))
    ratios.sort()
    return ratios[round(0.025 * RESAMPLED)], ratios[round(0.975 * RESAMPLED) - 1]


def _together(each: Sequence[dict[str, Judged]]) -> dict[str, Judged]:
    whole: dict[str, Judged] = {}
    for found in each:
        for name, judged in found.items():
            whole.setdefault(name, Judged()).add(judged)
    return whole


def _compared(each: Sequence[dict[str, Judged]], size: Size) -> list[Row]:
    whole = _together(each)
    best = most_popular(whole)
    ours, popular = whole[EXPLORE], whole[best]
    low, high = interval(ours.ndcg, popular.ndcg, random.Random(1))
    least = min(fmean(one[EXPLORE].ndcg) / fmean(one[best].ndcg) for one in each)
    days = ", ".join(map(str, LATELY))
    note = (
        f"{len(ours.ndcg)} people of {len(each)} communities of {size.people}. Popularity is of "
        f"{best.removeprefix('popular in ')} days, the best of {days}. 95 % interval of the ratio "
        f"{low:.2f} to {high:.2f}; in the worst community {least:.2f}."
    )
    rows = [Row("nDCG@20 against popularity", "", *_ndcg(ours, popular), ratio_at_least(2), note)]
    for name in (NEWEST, RANDOM):
        rows.append(Row(f"nDCG@20 against {_list(name)}", "", *_ndcg(ours, whole[name])))
    for name in (best, NEWEST, RANDOM):
        other = whole[name]
        label = "popularity" if name == best else _list(name)
        goal = ratio_at_least(5) if name == best else None
        recalls = fmean(ours.recall), fmean(other.recall)
        coverages = fmean(ours.coverage), fmean(other.coverage)
        rows.append(Row(f"recall@20 against {label}", "", *recalls))
        rows.append(Row(f"coverage of posts against {label}", "", *coverages, goal))
        rows.append(
            Row(f"Gini of exposure against {label}", "", fmean(ours.gini), fmean(other.gini))
        )
    return rows


def _switched_off(whole: dict[str, Judged]) -> list[Row]:
    rows, on = [], whole[SOME]
    for signal in SIGNALS:
        off = whole[without_signal(signal.name)]
        low, high = interval(off.ndcg, on.ndcg, random.Random(1))
        note = (
            f"{signal.name} off: 95 % interval {low:.2f} to {high:.2f}; coverage "
            f"{fmean(on.coverage):.3f} to {fmean(off.coverage):.3f}, authors shown "
            f"{fmean(on.authors):.2f} to {fmean(off.authors):.2f}, Gini {fmean(on.gini):.2f} to "
            f"{fmean(off.gini):.2f}."
        )
        name = f'nDCG@20 with "{signal.title}" off, against all on'
        rows.append(Row(name, "", *_ndcg(off, on), None, note))
    return rows


def _among(whole: dict[str, Judged], size: Size) -> list[Row]:
    best = most_popular(whole)
    ours, popular = whole[EXPLORE], whole[best]
    low, high = interval(ours.ndcg, popular.ndcg, random.Random(1))
    note = (
        f"{len(ours.ndcg)} people of {len(ours.gini)} communities; {_list(best)}. 95 % interval "
        f"{low:.2f} to {high:.2f}; authors shown {fmean(ours.authors):.2f}, by popularity "
        f"{fmean(popular.authors):.2f}."
    )
    name = f"nDCG@20 among {size.people} people against"
    return [
        Row(f"{name} popularity", "", *_ndcg(ours, popular), None, note),
        Row(f"{name} {_list(RANDOM)}", "", *_ndcg(ours, whole[RANDOM])),
    ]


def _ndcg(ours: Judged, other: Judged) -> tuple[float, float]:
    return fmean(ours.ndcg), fmean(other.ndcg)


def _list(name: str) -> str:
    return {NEWEST: "the newest", RANDOM: "chance"}.get(name, name)
