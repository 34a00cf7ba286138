"""What explore shows: each signal alone, its switch, the caps, and the reasons."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.explore import signals
from instaclone.explore.models import AUTHOR, OBJECT, PLACE, TAG, Exposure
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import (
    explore_films,
    explore_page,
    film_of,
    films_again,
    tiles_again,
)
from instaclone.explore.signals import score_of, total
from instaclone.explore.switching import switch_all
from instaclone.explore.wishing import hide_person, less_like, more_like
from instaclone.media.models import VIDEO, Media
from instaclone.posts.indexing import HAS_VIDEO, index
from instaclone.posts.models import Post, PostFact, PostMedia
from instaclone.posts.putting_aside import put_aside
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, Mute
from tests import make, people
from tests.explore import scene
from tests.explore.scene import interest, key, like, only, shown, without
from tests.statements import counted


def _friends(session: Session, cast: people.Cast) -> Post:
    liked = scene.post(session, cast.cleo)
    like(session, cast.ana, liked)
    return liked


def _kindred(session: Session, cast: people.Cast) -> Post:
    liked = scene.post(session, cast.cleo)
    other = make.user(session)
    scene.kin(session, cast.ben, other)
    like(session, other, liked)
    return liked


def _authors(session: Session, cast: people.Cast) -> Post:
    interest(session, cast.ben, AUTHOR, cast.cleo.id, 0.8)
    return scene.post(session, cast.cleo)


def _tags(session: Session, cast: people.Cast) -> Post:
    interest(session, cast.ben, TAG, "lake", 0.8)
    return scene.post(session, cast.cleo, "lake")


def _objects(session: Session, cast: people.Cast) -> Post:
    interest(session, cast.ben, OBJECT, "bicycle", 0.8)
    return scene.post(session, cast.cleo, labels={"bicycle": 1})


def _places(session: Session, cast: people.Cast) -> Post:
    bern = make.town(session, "Bern", latitude=46.9, longitude=7.4)
    thun = make.town(session, "Thun", latitude=46.7, longitude=7.6, population=5)
    thun.post_count = 1
    interest(session, cast.ben, PLACE, bern.id, 0.8)
    near = scene.post(session, cast.cleo)
    near.place, near.place_id = "Thun", thun.id
    session.flush()
    return near


def _fresh(session: Session, cast: people.Cast) -> Post:
    return scene.post(session, cast.cleo)


def _newcomers(session: Session, cast: people.Cast) -> Post:
    new = make.user(session, "newcomer")
    return scene.post(session, new)


def _popular(session: Session, cast: people.Cast) -> Post:
    liked = scene.post(session, cast.cleo)
    for _ in range(5):
        like(session, make.user(session), liked)
    return liked


def _wishes(session: Session, cast: people.Cast) -> Post:
    seen = scene.post(session, cast.ana, "boat", days_old=40)
    more_like(session, cast.ben, seen.code)
    record_shown(session, cast.ben, {key(seen): ""})
    return scene.post(session, cast.cleo, "boat")


def _turns(session: Session, cast: people.Cast) -> Post:
    session.add(Exposure(author_id=cast.cleo.id, shown_at=clock.now() - timedelta(days=5)))
    return scene.post(session, cast.cleo)


ALONE = {
    signals.FRIENDS: (_friends, "ana, whom you follow, likes it"),
    signals.KINDRED: (_kindred, "People who like what you like, like it"),
    signals.AUTHORS: (_authors, "You like what cleo posts: you liked or saved 5 posts by them"),
    signals.TAGS: (_tags, "#lake: you liked or saved 5 posts with it"),
    signals.OBJECTS: (_objects, "bicycle: you liked or saved 5 posts with one"),
    signals.PLACES: (_places, "Near Bern"),
    signals.FRESH: (_fresh, "Posted just now"),
    signals.NEWCOMERS: (_newcomers, "New here: newcomer joined today"),
    signals.POPULAR: (_popular, "5 people like it"),
    signals.WISHES: (_wishes, "You asked for more #boat"),
    signals.TURNS: (_turns, "It is cleo's turn: everybody who posts is shown to somebody"),
}


@pytest.fixture
def cast(session: Session) -> people.Cast:
    """The cast, who joined long ago."""
    made = people.cast(session)
    for each in (made.ana, made.ben, made.cleo):
        scene.joined(session, each, 100)
    return made


def test_every_signal_is_tried_alone():
    assert ALONE.keys() == signals.BY_NAME.keys()


@pytest.mark.parametrize("signal", ALONE)
def test_a_signal_alone_puts_what_it_should_first_and_says_so(
    session: Session, cast: people.Cast, signal: str
):
    arrange, sentence = ALONE[signal]
    scene.post(session, cast.cleo, days_old=60)
    expected = arrange(session, cast)
    for _ in range(2):
        scene.joined(session, (other := make.user(session)), 100)
        scene.post(session, other, days_old=90)
    only(session, cast.ben, signal)
    card = explore_page(session, cast.ben).cards[0]
    assert card.post_id == key(expected)
    assert [(reason.signal, reason.text) for reason in scene.reasons(session, cast.ben, card)] == [
        (signal, sentence)
    ]
    assert score_of(card.line).keys() == {signal}


@pytest.mark.parametrize("signal", ALONE)
def test_its_switch_removes_its_effect_at_once(session: Session, cast: people.Cast, signal: str):
    arrange, _ = ALONE[signal]
    arrange(session, cast)
    without(session, cast.ben, signal)
    for card in explore_page(session, cast.ben).cards:
        assert signal not in score_of(card.line)
        assert signal not in {reason.signal for reason in scene.reasons(session, cast.ben, card)}


def test_all_off_is_the_order_of_time_whatever_is_known(session: Session, cast: people.Cast):
    for arrange, _ in ALONE.values():
        arrange(session, cast)
    newest = [scene.post(session, cast.cleo) for _ in range(4)]
    switch_all(session, cast.ben, is_on=False)
    page = explore_page(session, cast.ben)
    assert [card.post_id for card in page.cards][:4] == [key(each) for each in newest[::-1]]
    moments = [session.get_one(Post, card.post_id).sort_key or 0 for card in page.cards]
    assert moments == sorted(moments, reverse=True)
    assert page.is_chronological
    assert all(card.line == "" for card in page.cards)
    assert scene.reasons(session, cast.ben, page.cards[0]) == []


def test_the_reasons_reproduce_the_rank(session: Session, cast: people.Cast):
    for arrange, _ in ALONE.values():
        arrange(session, cast)
    for _ in range(8):
        scene.post(session, make.user(session))
    cards = explore_page(session, cast.ben).cards
    totals = [total(score_of(card.line)) for card in cards]
    assert len(totals) > 5
    assert totals == sorted(totals, reverse=True)
    for card in cards:
        told = [reason.signal for reason in scene.reasons(session, cast.ben, card)]
        by_strength = sorted(score_of(card.line).items(), key=lambda each: -each[1])
        assert len(told) == min(3, len(by_strength))
        strengths = [score_of(card.line)[signal] for signal in told]
        assert strengths == [given for _, given in by_strength][:3]


def test_no_more_than_two_of_one_author_are_on_a_screen(session: Session, cast: people.Cast):
    for _ in range(6):
        scene.post(session, cast.cleo)
    page = explore_page(session, cast.ben)
    assert Counter(card.author for card in page.cards) == {"cleo": 2}
    assert page.has_more
    assert not page.is_caught_up


def test_nothing_comes_twice_until_one_asks_for_it(session: Session, cast: people.Cast):
    posts = {key(scene.post(session, cast.cleo)) for _ in range(5)}
    seen: list[int] = []
    for _ in range(4):
        page = explore_page(session, cast.ben)
        seen += [card.post_id for card in page.cards]
        record_shown(session, cast.ben, {card.post_id: card.line for card in page.cards})
    assert sorted(seen) == sorted(posts)
    assert page.is_caught_up
    assert page.cards == []
    asked = clock.now()
    again = shown(session, cast.ben, seen_since=asked)
    assert len(again) == 2
    record_shown(session, cast.ben, dict.fromkeys(again, ""))
    assert not set(again) & set(shown(session, cast.ben, seen_since=asked))


def test_what_one_likes_or_keeps_is_known_already(session: Session, cast: people.Cast):
    liked, kept = scene.post(session, cast.cleo), scene.post(session, cast.cleo)
    like(session, cast.ben, liked)
    scene.save(session, cast.ben, kept)
    assert shown(session, cast.ben) == []


def test_who_and_what_is_not_wanted_is_in_none_of_it(session: Session, cast: people.Cast):
    """Whatever signals speak for it."""
    names = ("blocked", "blocker", "muted", "hidden", "unlisted", "private", "warns", "aside")
    by: dict[str, Viewer] = {name: make.user(session, name) for name in names}
    interest(session, cast.ben, TAG, "lake", 1.0)
    posts = {name: scene.post(session, who, "lake") for name, who in by.items()}
    for each in posts.values():
        like(session, cast.ana, each)
    me = cast.ben.id
    session.add(Block(blocker_id=me, blocked_id=by["blocked"].id))
    session.add(Block(blocker_id=by["blocker"].id, blocked_id=me))
    session.add(Mute(muter_id=me, muted_id=by["muted"].id))
    hide_person(session, cast.ben, "hidden")
    session.get_one(Profile, by["unlisted"].id).is_unlisted = True
    session.get_one(Profile, by["private"].id).is_private = True
    posts["warns"].warning = "Blood"
    put_aside(session, cast.ben, posts["aside"].code)
    fine = scene.post(session, cast.cleo, "lake")
    session.flush()
    assert shown(session, cast.ben) == [key(fine)]


def test_less_of_it_is_less_of_it_at_once(session: Session, cast: people.Cast):
    interest(session, cast.ben, TAG, "lake", 0.5)
    interest(session, cast.ben, TAG, "sea", 0.4)
    lake = [scene.post(session, cast.cleo, "lake") for _ in range(2)]
    sea = scene.post(session, cast.ana, "sea")
    assert shown(session, cast.ben)[-1] == key(sea)
    less_like(session, cast.ben, lake[0].code)
    assert shown(session, cast.ben) == [key(sea)]


def test_more_of_it_is_more_of_it_at_once(session: Session, cast: people.Cast):
    lake, sea = scene.post(session, cast.cleo, "lake"), scene.post(session, cast.ana, "sea")
    liked = scene.post(session, make.user(session), "lake")
    more_like(session, cast.ben, liked.code)
    assert shown(session, cast.ben).index(key(lake)) < shown(session, cast.ben).index(key(sea))


def test_who_keeps_their_likes_to_themselves_is_not_told_of(session: Session, cast: people.Cast):
    quiet = scene.post(session, cast.cleo)
    quiet.hides_like_count = True
    like(session, cast.ana, quiet)
    (card,) = explore_page(session, cast.ben).cards
    assert set(score_of(card.line)) == {signals.FRESH}


def test_only_people_one_may_know_of_are_named(session: Session, cast: people.Cast):
    liked = scene.post(session, cast.cleo)
    like(session, cast.ana, liked)
    session.get_one(User, cast.ana.id).suspended_at = clock.now()
    session.flush()
    (card,) = explore_page(session, cast.ben).cards
    told = scene.reasons(session, cast.ben, card)
    assert signals.FRIENDS not in {reason.signal for reason in told}
    assert "ana" not in " ".join(reason.text for reason in told)


def test_others_who_like_it_are_counted(session: Session, cast: people.Cast):
    liked = scene.post(session, cast.cleo)
    like(session, cast.ana, liked)
    for _ in range(2):
        other = make.user(session)
        make.follow(session, cast.ben, other)
        like(session, other, liked)
    only(session, cast.ben, signals.FRIENDS)
    (card,) = explore_page(session, cast.ben).cards
    assert "and 2 others you follow like it" in scene.reasons(session, cast.ben, card)[0].text


def test_what_looks_alike_stands_on_one_screen_once(session: Session, cast: people.Cast):
    posts = [scene.post(session, make.user(session)) for _ in range(3)]
    looks = ("00000000000000ff", "00000000000000fe", "ffffffff00000000")
    for each, look in zip(posts, looks, strict=True):
        (media,) = each_media(session, each)
        media.perceptual_hash = look
    session.flush()
    assert len(shown(session, cast.ben)) == 2


def test_five_people_with_nothing_to_learn_from_see_each_other(session: Session):
    everybody = [make.user(session, f"person{number}") for number in range(5)]
    for each in everybody:
        scene.post(session, each)
    for each in everybody:
        cards = explore_page(session, each).cards
        assert {card.author for card in cards} == {
            other.username for other in everybody if other != each
        }
        assert all(scene.reasons(session, each, card) for card in cards)


def test_where_nobody_has_posted_for_long_the_old_is_shown_the_latest_first(
    session: Session, cast: people.Cast
):
    posts = [scene.post(session, cast.cleo, days_old=days) for days in (700, 400)]
    posts.append(scene.post(session, cast.ana, days_old=200))
    cards = explore_page(session, cast.ben).cards
    assert [card.post_id for card in cards] == scene.ids_of(posts[::-1])
    assert scene.reasons(session, cast.ben, cards[0])[0].text == "Posted 200 days ago"


def test_videos_alone_are_chosen_by_the_same_signals(session: Session, cast: people.Cast):
    interest(session, cast.ben, TAG, "lake", 0.8)
    scene.post(session, cast.cleo, "lake")
    films = [
        scene.post(session, cast.ana, days_old=2),
        scene.post(session, cast.cleo, "lake", days_old=3),
    ]
    for each in films:
        session.add(PostFact(post_id=key(each), fact=HAS_VIDEO, sort_key=each.sort_key or 0))
    session.flush()
    assert shown(session, cast.ben, kind=VIDEO) == [key(films[1]), key(films[0])]
    page = explore_films(session, cast.ben)
    assert [film.post.code for film in page.films] == [films[1].code, films[0].code]
    assert scene.reasons(session, cast.ben, page.films[0])[0].signal == signals.TAGS


def test_who_comes_back_finds_the_same_in_the_same_order(session: Session, cast: people.Cast):
    posts = [scene.post(session, author) for author in (cast.ana, cast.cleo, cast.ana, cast.cleo)]
    kept = [key(each) for each in (posts[2], posts[0], posts[3], posts[1])]
    posts[3].warning = "Blood"
    hide_person(session, cast.ben, "ana")
    session.flush()
    codes = [posts[each].code for each in (2, 0, 1)]
    assert [tile.code for tile in tiles_again(session, cast.cleo, kept)] == codes[:2]
    assert [tile.code for tile in tiles_again(session, None, kept)] == codes
    assert [tile.code for tile in tiles_again(session, cast.ben, kept)] == codes[2:]
    films = films_again(session, None, kept)
    assert [film.post.code for film in films] == codes


def test_only_a_video_that_explore_shows_begins_the_viewer(session: Session, cast: people.Cast):
    film, photo = scene.film(session, cast.cleo), scene.post(session, cast.cleo)
    like(session, cast.ben, film)  # what one likes may be asked for
    for viewer in (cast.ben, None):
        found = film_of(session, viewer, film.code)
        assert found
        assert found.post.code == film.code
        assert film_of(session, viewer, photo.code) is None
        assert film_of(session, viewer, "nothing") is None
    assert film_of(session, cast.cleo, film.code) is None
    hide_person(session, cast.ben, "cleo")
    assert film_of(session, cast.ben, film.code) is None


def test_who_was_shown_nothing_has_not_seen_all_there_is(session: Session, cast: people.Cast):
    page = explore_page(session, cast.ben)
    assert (page.cards, page.has_more, page.is_caught_up) == ([], False, False)
    there = scene.post(session, cast.cleo)
    record_shown(session, cast.ben, {key(there): ""})
    page = explore_page(session, cast.ben)
    assert (page.cards, page.has_more, page.is_caught_up) == ([], False, True)


def test_the_film_of_a_post_is_the_first_of_its_pictures_that_is_one(
    session: Session, cast: people.Cast
):
    post = make.post(session, cast.cleo, pictures=3)
    pictures = each_media(session, post)
    pictures[1].kind = pictures[2].kind = VIDEO
    index(session, post)
    session.flush()
    (film,) = explore_films(session, cast.ben).films
    assert film.film.id == pictures[1].id


def test_a_guest_sees_the_newest_and_leaves_no_trace(session: Session, cast: people.Cast):
    posts = [scene.post(session, author) for author in (cast.ana, cast.cleo)]
    page = explore_page(session, None)
    assert [card.post_id for card in page.cards] == scene.ids_of(posts[::-1])
    assert all(card.line == "" for card in page.cards)
    assert scene.reasons(session, None, page.cards[0]) == []


def test_a_screen_costs_the_same_statements_however_much_there_is(
    session: Session, cast: people.Cast
):
    costs = []
    for _ in range(3):
        for arrange in (_kindred, _friends, _popular, _fresh):
            arrange(session, cast)
        interest(session, cast.ben, TAG, f"tag{len(costs)}", 0.5)
        scene.post(session, cast.cleo, f"tag{len(costs)}")
        if not costs:
            _places(session, cast)
            _objects(session, cast)
            _turns(session, cast)
            explore_page(session, cast.ben)
        with counted(session) as sent:
            explore_page(session, cast.ben)
        costs.append(len(sent))
    assert costs[0] == costs[-1] <= 35


def each_media(session: Session, post: Post):
    """The pictures of a post."""
    return session.exec(
        select(Media)
        .join(PostMedia, col(PostMedia.media_id) == col(Media.id))
        .where(PostMedia.post_id == post.id)
        .order_by(col(PostMedia.position))
    ).all()
