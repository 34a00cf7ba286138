"""Why this? is answered when it is asked: by what may be said then."""

import pytest
from sqlmodel import Session, col, delete

from instaclone.explore import signals
from instaclone.explore.cards import ExploreCard, WhyCard
from instaclone.explore.explaining import why
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import explore_page
from instaclone.explore.wishing import hide_person
from instaclone.posts.models import PostLike
from instaclone.profiles.blocking import block
from tests import make, people
from tests.explore import scene


@pytest.fixture
def cast(session: Session) -> people.Cast:
    """The cast, who joined long ago."""
    made = people.cast(session)
    for each in (made.ana, made.ben, made.cleo):
        scene.joined(session, each, 100)
    return made


def _shown(session: Session, cast: people.Cast) -> ExploreCard:
    """A post of cleo's that ben is shown because ana, whom he follows, likes it."""
    scene.only(session, cast.ben, signals.FRIENDS)
    scene.like(session, cast.ana, scene.post(session, cast.cleo))
    (card,) = explore_page(session, cast.ben).cards
    return card


def _told(session: Session, cast: people.Cast, card: ExploreCard) -> list[str]:
    return [reason.text for reason in scene.reasons(session, cast.ben, card)]


def test_who_blocked_the_viewer_meanwhile_is_not_named(session: Session, cast: people.Cast):
    card = _shown(session, cast)
    assert _told(session, cast, card) == ["ana, whom you follow, likes it"]
    block(session, cast.ana, "ben")
    session.flush()
    assert _told(session, cast, card) == ["People you follow like it"]


def test_who_likes_it_no_more_is_not_named(session: Session, cast: people.Cast):
    card = _shown(session, cast)
    session.execute(delete(PostLike).where(col(PostLike.user_id) == cast.ana.id))
    assert _told(session, cast, card) == ["People you follow like it"]


def test_a_like_that_its_author_hides_meanwhile_is_no_longer_told(
    session: Session, cast: people.Cast
):
    card = _shown(session, cast)
    session.exec(make.select_post(card.tile.code)).one().hides_like_count = True
    session.flush()
    assert _told(session, cast, card) == ["People you follow like it"]


@pytest.mark.parametrize("how", ["blocked", "hidden"])
def test_of_what_is_for_the_viewer_no_more_nothing_is_said(
    session: Session, cast: people.Cast, how: str
):
    card = _shown(session, cast)
    if how == "blocked":
        block(session, cast.cleo, "ben")
    else:
        hide_person(session, cast.ben, "cleo")
    session.flush()
    assert why(session, cast.ben, card.tile.code, card.line) is None
    assert why(session, cast.ben, "nothing", card.line) is None


def test_wishes_are_taken_while_their_signal_is_on(session: Session, cast: people.Cast):
    code = scene.post(session, cast.cleo).code
    assert _takes_wishes(session, cast, code)
    scene.without(session, cast.ben, signals.WISHES)
    assert not _takes_wishes(session, cast, code)
    scene.only(session, cast.ben, signals.WISHES)
    assert _takes_wishes(session, cast, code)
    scene.only(session, cast.ben)
    assert not _takes_wishes(session, cast, code)


def _takes_wishes(session: Session, cast: people.Cast, code: str) -> bool:
    told = why(session, cast.ben, code)
    assert told
    return told.takes_wishes


def test_without_a_line_what_was_recorded_is_told(session: Session, cast: people.Cast):
    card = _shown(session, cast)
    code = card.tile.code
    assert why(session, cast.ben, code) == WhyCard(code, "cleo", takes_wishes=False)
    record_shown(session, cast.ben, {card.post_id: card.line})
    assert why(session, cast.ben, code) == why(session, cast.ben, code, card.line)
    assert why(session, None, code, card.line) == WhyCard(code, "cleo")
