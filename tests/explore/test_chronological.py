"""Explore without signals, and for guests: in the order of time, page by page."""

from sqlmodel import Session

from instaclone.explore import chronological
from instaclone.explore.chronological import newest
from instaclone.explore.recording import record_shown
from instaclone.explore.wishing import hide_person
from instaclone.media.models import VIDEO
from instaclone.posts.indexing import HAS_VIDEO
from instaclone.posts.models import Post, PostFact
from instaclone.profiles.models import Profile
from tests import make, people
from tests.statements import counted


def _ids(screen) -> list[int]:
    return [pick.post_id for pick in screen.picks]


def test_the_newest_of_others_stand_first_whoever_made_them(session: Session):
    cast = people.cast(session)
    posts = [make.post(session, author).id for author in (cast.ana, cast.ana, cast.ana, cast.ben)]
    make.post(session, cast.cleo)
    screen = newest(session, cast.cleo, 24)
    assert _ids(screen) == posts[::-1]
    assert (screen.has_more, screen.before, screen.is_chronological) == (False, None, True)


def test_pages_follow_each_other_without_a_gap_or_a_double(session: Session):
    cast = people.cast(session)
    posts = [make.post(session, cast.ana).id for _ in range(7)]
    found, before = [], None
    while True:
        screen = newest(session, cast.cleo, 3, before=before)
        found += _ids(screen)
        before = screen.before
        if not screen.has_more:
            break
    assert found == posts[::-1]


def test_what_is_sensitive_unlisted_or_by_whom_one_hid_is_left_out(session: Session):
    cast = people.cast(session)
    plain = make.post(session, cast.ana)
    for values in ({"warning": "Blood"}, {"is_unlisted": True}):
        post = make.post(session, cast.ana)
        for name, value in values.items():
            setattr(post, name, value)
    make.post(session, cast.ben)
    hide_person(session, cast.cleo, "ben")
    session.flush()
    assert _ids(newest(session, cast.cleo, 24)) == [plain.id]
    profile = session.get_one(Profile, cast.ana.id)
    profile.is_unlisted = True
    session.flush()
    assert _ids(newest(session, cast.cleo, 24)) == []
    assert _ids(newest(session, None, 24))  # ben's: a guest hid nobody


def test_a_guest_gets_two_of_one_author_on_a_screen(session: Session):
    cast = people.cast(session)
    first = make.post(session, cast.ben)
    posts = [make.post(session, cast.ana) for _ in range(5)]
    screen = newest(session, None, 3)
    assert _ids(screen) == [posts[4].id, posts[3].id, first.id]
    assert not screen.has_more


def test_guests_go_on_to_the_next_screen(session: Session):
    cast = people.cast(session)
    oldest = [make.post(session, cast.ben).id for _ in range(2)]
    latest = [make.post(session, cast.ana).id for _ in range(2)]
    first = newest(session, None, 2)
    second = newest(session, None, 2, before=first.before)
    assert [_ids(first), _ids(second)] == [latest[::-1], oldest[::-1]]


def test_videos_alone(session: Session):
    cast = people.cast(session)
    make.post(session, cast.ana)
    film = make.post(session, cast.ana)
    session.add(PostFact(post_id=film.id or 0, fact=HAS_VIDEO, sort_key=film.sort_key or 0))
    session.flush()
    for viewer in (None, cast.cleo):
        assert _ids(newest(session, viewer, 24, VIDEO)) == [film.id]


def test_a_window_in_which_nothing_is_for_the_viewer_does_not_end_it(session: Session, monkeypatch):
    monkeypatch.setattr(chronological, "WINDOW", 3)
    cast = people.cast(session)
    oldest = make.post(session, cast.ben)
    for _ in range(5):
        _hidden(make.post(session, cast.ana))
    session.flush()
    found, before = [], None
    for _ in range(4):
        screen = newest(session, cast.cleo, 24, before=before)
        found += _ids(screen)
        before = screen.before
        if not screen.has_more:
            break
    assert found == [oldest.id]
    assert before is None


def test_a_screen_costs_the_same_statements_however_long(session: Session):
    cast = people.cast(session)
    costs = []
    for _ in range(2):
        for _ in range(6):
            make.post(session, cast.ana)
        with counted(session) as sent:
            newest(session, cast.cleo, 24)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 3


def test_what_was_shown_stays_in_its_place(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    record_shown(session, cast.cleo, {post.id or 0: ""})
    assert _ids(newest(session, cast.cleo, 24)) == [post.id]


def _hidden(post: Post) -> None:
    post.is_unlisted = True
