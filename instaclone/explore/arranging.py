"""Puts a screen together: the best first, two of one author, no picture twice, and turns."""

from collections import Counter
from collections.abc import Sequence

from instaclone.explore.chronological import OF_ONE_AUTHOR, Pick, Screen
from instaclone.explore.scoring import Found
from instaclone.explore.signals import TURNS, WISHES, Score, total

ALIKE = 6  # bits in which two pictures may differ and still look the same
SLOT = 12  # of so many posts of a screen, one is there because it is somebody's turn
FIRST_SLOT = 4  # posts that stand before the first of these

Scored = tuple[Found, dict[str, int]]


def arrange(scored: Sequence[Scored], waiting: Sequence[int], size: int) -> Screen:
    """The best `size` posts, of one author and of one look no more than a screen may hold.

    Of those in `waiting`, who waits longest first, some who are not on it get a place there: what
    lifts them is the last signal, so that the order is still that of the scores.
    """
    ranked = sorted(scored, key=lambda each: (-total(each[1]), -each[0].sort_key))
    fit = [each for each in ranked if total(each[1]) > 0]
    chosen = _best(fit, [], size)
    lifted = _turns(ranked, chosen, waiting, max(1, size // SLOT))
    kept = chosen[: size - len(lifted)]
    for number, (post, score) in enumerate(lifted):
        place = min(len(kept), FIRST_SLOT + number * SLOT)
        above = total(kept[place - 1][1]) if place else total(score) + 1
        lift = max(1, above - total(score))
        kept.insert(place, (post, score | {TURNS: lift}))
    kept.sort(key=lambda each: -total(each[1]))
    shown = {post.id for post, _ in kept}
    rest = any(post.id not in shown for post, _ in fit)
    has_more = rest or len(kept) == size
    return Screen([_pick(*each) for each in kept], has_more, is_caught_up=not has_more)


def _pick(post: Found, score: Score) -> Pick:
    return Pick(post.id, score)


def _best(ranked: Sequence[Scored], chosen: list[Scored], size: int) -> list[Scored]:
    """These and the next that may stand beside them, until there are so many."""
    chosen = list(chosen)
    of_author = Counter(post.author_id for post, _ in chosen)
    for each in ranked:
        if len(chosen) >= size:
            break
        post = each[0]
        if of_author[post.author_id] < OF_ONE_AUTHOR and not _looks_like_any(post, chosen):
            of_author[post.author_id] += 1
            chosen.append(each)
    return chosen


def _turns(
    ranked: Sequence[Scored], chosen: Sequence[Scored], waiting: Sequence[int], slots: int
) -> list[Scored]:
    """The best post of each whose turn it is and who is not there yet; nothing of which the viewer
    asked for less."""
    there = {post.author_id for post, _ in chosen}
    lifted: list[Scored] = []
    best: dict[int, Scored] = {}
    for each in ranked:
        if each[1].get(WISHES, 0) >= 0 and not _looks_like_any(each[0], chosen):
            best.setdefault(each[0].author_id, each)
    for author_id in waiting:
        if len(lifted) == slots:
            break
        if author_id in best and author_id not in there:
            lifted.append(best[author_id])
    return lifted


def _looks_like_any(post: Found, others: Sequence[Scored]) -> bool:
    return any(_look_alike(post.picture, other.picture) for other, _ in others)


def _look_alike(one: str, other: str) -> bool:
    """Two pictures of which the scanner of looks knows no difference; without a hash, unknown."""
    if len(one) != 16 or len(other) != 16:
        return False
    return (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE
