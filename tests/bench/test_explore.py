"""The made-up community that explore is measured in, and what it is measured by."""

import random
from collections import Counter

import pytest
from sqlmodel import Session, col, func, select

from bench import community, finding
from bench.community import Size
from bench.explore import interval
from bench.finding import gini, judge
from instaclone.db.session import read
from instaclone.explore.models import Shown
from instaclone.posts.models import Post, PostLike, PostTag


def test_gini_tells_how_unequal_shares_are():
    assert gini([3, 3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 0, 12]) == pytest.approx(0.75)
    assert gini([0, 0]) == 0


@pytest.mark.usefixtures("database")
def test_a_community_likes_what_interests_it_and_some_of_it_later():
    made = community.make(5, Size(40, 400, 60))
    assert read(_count, Post) == 400
    known = read(_count, PostLike)
    later = sum(map(len, made.later.values()))
    assert 0 < later < known / 4
    assert not read(_known) & {(who, post) for who in made.later for post in made.later[who]}
    tags = Counter(tag.split("x")[0] for tag in read(_tags_liked) if tag.startswith("topic"))
    assert len(tags) > 10
    mine = Counter(tag.split("x")[0] for tag in read(_tags_liked, 1) if tag.startswith("topic"))
    assert sum(count for _, count in mine.most_common(4)) > 0.6 * mine.total()


@pytest.mark.usefixtures("database")
def test_nobody_says_a_word_about_what_they_like_later():
    made = community.make(6, Size(40, 400, 60))
    for wishes in (made.more, made.less):
        assert any(wishes.values())
        assert all(not made.later[who] & set(posts) for who, posts in wishes.items())


def test_lists_are_as_good_as_what_they_hold_of_what_is_liked_later():
    made = community.Community(people=2, posts=4, authors=[0, 1, 1, 2, 2], later={1: {3, 4}})
    best = judge(made, {1: [3, 4, 2]})
    assert (best.ndcg, best.recall, best.coverage, best.authors) == ([1.0], [1.0], [0.75], [1.0])
    worse = judge(made, {1: [2, 3]})
    assert 0 < worse.ndcg[0] < 1
    assert worse.recall == [0.5]


def test_a_switched_off_signal_and_popularity_are_measured_with_explore(tmp_path):
    found = finding.evaluate(tmp_path, 3, Size(12, 120, 30), some=3, signals=("fresh",))
    assert found.keys() >= {"explore", "newest", "random", "popular in 3", "without fresh"}
    assert len(found["without fresh"].ndcg) == len(found["explore for some"].ndcg) == 3


@pytest.mark.usefixtures("database")
def test_who_scrolls_sees_as_much_among_few_authors_and_is_not_remembered_to_have():
    community.make(7, Size(4, 120, 20))
    viewer = finding.viewer_of(1)
    seen = finding.scrolled(viewer)
    assert len(set(seen)) == len(seen) == finding.FIRST
    assert finding.scrolled(viewer) == seen
    assert read(_count, Shown) == 0


def test_the_interval_holds_the_ratio_and_is_narrower_the_more_people_there_are():
    rng = random.Random(1)
    widths = []
    for people in (20, 2000):
        theirs = [rng.uniform(0, 1) for _ in range(people)]
        low, high = interval([2 * each + rng.uniform(0, 1) for each in theirs], theirs, rng)
        assert low < 3 < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 4


def _count(session: Session, table) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def _known(session: Session) -> set[tuple[int, int]]:
    return {(row[0], row[1]) for row in session.exec(select(PostLike.user_id, PostLike.post_id))}


def _tags_liked(session: Session, person: int | None = None) -> list[str]:
    liked = select(PostTag.tag).join(PostLike, col(PostLike.post_id) == PostTag.post_id)
    return list(session.exec(liked.where(PostLike.user_id == person) if person else liked))
