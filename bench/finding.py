"""How good lists of posts are for people whose likes of the days to come are known.

Explore learns, chooses and serves as on a site: only the rows are made up. What people like later
is nowhere in the database, and lists are compared with it alone.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from pathlib import Path

from sqlmodel import Session, select

from bench import community
from bench.community import Community, Size
from bench.community_rows import code_of, name_of
from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.db import migrating
from instaclone.db.engine import writing_engine
from instaclone.db.session import read, transact
from instaclone.explore import jobs, learning, wishing
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import explore_page
from instaclone.explore.switching import switch
from instaclone.posts.models import PostLike
from instaclone.settings import settings

FIRST = 20  # posts of a list that count
LATELY = (1, 3, 7, 30)  # days of which what most like is a list
EXPLORE, SOME, NEWEST, RANDOM = "explore", "explore for some", "newest", "random"

Lists = dict[int, list[int]]  # for each person what they are shown, the first first


@dataclass
class Judged:
    """How good lists are: `ndcg` and `recall` of each person; of each community `coverage`, the
    share of its posts that anybody is shown, `authors`, that of its authors, and `gini`, how
    unequally places fall to authors, from 0 for all alike to 1."""

    ndcg: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    coverage: list[float] = field(default_factory=list)
    authors: list[float] = field(default_factory=list)
    gini: list[float] = field(default_factory=list)

    def add(self, other: "Judged") -> None:
        """Those of another community, too."""
        for name, values in vars(other).items():
            getattr(self, name).extend(values)


def popular_in(days: int) -> str:
    """The list of what most like of the posts of these days."""
    return f"popular in {days}"


def without(signal: str) -> str:
    """Explore for some, with this signal switched off."""
    return f"without {signal}"


def evaluate(
    folder: Path, seed: int, size: Size, some: int = 0, signals: Sequence[str] = ()
) -> dict[str, Judged]:
    """How good explore's lists and others are in a community of this seed; for the first so many
    people also with each of the signals switched off."""
    chosen = replace(settings(), database_url=f"sqlite:///{folder / f'{size.people}-{seed}.db'}")
    migrating.upgrade(chosen.database_url)
    with settings_module.using(chosen):
        made = community.make(seed, size)
        _live(made)
        wanted = [person for person in range(1, size.people + 1) if made.later.get(person)]
        found = {EXPLORE: _served(wanted)}
        found |= _others(made, wanted, random.Random(seed))
        few = wanted[:some]
        found[SOME] = {person: found[EXPLORE][person] for person in few}
        for signal in signals:
            _switch(few, signal, is_on=False)
            found[without(signal)] = _served(few)
            _switch(few, signal, is_on=True)
    return {name: judge(made, lists) for name, lists in found.items() if lists}


def judge(made: Community, lists: Mapping[int, Sequence[int]]) -> Judged:
    """Compare lists with what people like later."""
    found = Judged()
    for person, shown in lists.items():
        later = made.later[person]
        places = [place for place, post in enumerate(shown) if post in later]
        best = sum(1 / log2(place + 2) for place in range(min(FIRST, len(later))))
        found.ndcg.append(sum(1 / log2(place + 2) for place in places) / best)
        found.recall.append(len(places) / len(later))
    posts = {post for shown in lists.values() for post in shown}
    exposed = Counter(made.authors[post] for shown in lists.values() for post in shown)
    authors = set(made.authors[1:])
    found.coverage.append(len(posts) / made.posts)
    found.authors.append(len(exposed) / len(authors))
    found.gini.append(gini([exposed[author] for author in authors]))
    return found


def gini(values: Sequence[int]) -> float:
    """How unequal the values are: 0 for all alike, towards 1 where one has everything."""
    ordered, whole = sorted(values), sum(values)
    if not whole:
        return 0.0
    ranks = sum(rank * value for rank, value in enumerate(ordered, 1))
    return 2 * ranks / (len(ordered) * whole) - (len(ordered) + 1) / len(ordered)


def _live(made: Community) -> None:
    """People say what they wish for, and the worker learns."""
    for act, wishes in ((wishing.more_like, made.more), (wishing.less_like, made.less)):
        for person, posts in wishes.items():
            for post in posts:
                transact(act, viewer_of(person), code_of(post))
    jobs.keep_turns()
    common = read(learning.background)
    for person in range(1, made.people + 1):
        jobs.learn_person(person, common)


def viewer_of(person: int) -> Viewer:
    """Somebody of a made-up community, looking."""
    return Viewer(person, name_of(person))


def scrolled(viewer: Viewer) -> list[int]:
    """What somebody sees first who scrolls: among few authors a screen is short, and the next one
    is below it. What was shown is forgotten again."""
    shown: list[int] = []
    has_more = True
    with Session(writing_engine()) as session:  # which is rolled back
        while has_more and len(shown) < FIRST:
            page = explore_page(session, viewer)
            has_more = page.has_more and bool(page.cards)
            shown += [card.post_id for card in page.cards]
            record_shown(session, viewer, {card.post_id: card.line for card in page.cards})
    return shown[:FIRST]


def _switch(people: Sequence[int], signal: str, is_on: bool) -> None:
    for person in people:
        transact(switch, viewer_of(person), signal, is_on=is_on)


def _served(people: Sequence[int]) -> Lists:
    return {person: scrolled(viewer_of(person)) for person in people}


def _others(made: Community, people: Sequence[int], rng: random.Random) -> dict[str, Lists]:
    """What most like of some days, the newest, and any: each without one's own and what one likes
    already, as explore leaves these out."""
    likes = read(_likes)
    known: dict[int, set[int]] = {person: set() for person in people}
    counts: Counter[int] = Counter()
    for person, post in likes:
        counts[post] += 1
        if person in known:
            known[person].add(post)
    everything = range(1, made.posts + 1)
    per_day = made.posts / community.SPREAD.days
    orders: dict[str, Callable[[], Sequence[int]]] = {
        NEWEST: lambda: everything[::-1],
        RANDOM: lambda: rng.sample(everything, len(everything)),
    }
    for days in LATELY:
        lately = everything[-max(FIRST, round(days * per_day)) :]
        ranked = sorted(lately, key=lambda post: (-counts[post], -post))
        orders[popular_in(days)] = lambda ranked=ranked: ranked
    return {
        name: {person: _first(made, known[person], person, order()) for person in people}
        for name, order in orders.items()
    }


def _first(made: Community, known: set[int], person: int, order: Sequence[int]) -> list[int]:
    found: list[int] = []
    for post in order:
        if post not in known and made.authors[post] != person:
            found.append(post)
            if len(found) == FIRST:
                break
    return found


def _likes(session: Session) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in session.execute(select(PostLike.user_id, PostLike.post_id))]
