"""Why this? is answered when it is asked: by what may be said then."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, delete, select

from instaclone.explore import signals
from instaclone.explore.cards import ExploreCard, WhyCard
from instaclone.explore.explaining import why
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import explore_page
from instaclone.explore.wishing import hide_person
from instaclone.posts.models import Post, PostLike
from instaclone.profiles.blocking import block
from instaclone.profiles.muting import mute
from tests import make, people
from tests.explore import scene


@pytest.fixture
def cast(session: Session) -> people.Cast:
    """The cast, who joined long ago."""
    made = people.cast(session)
    for each in (made.ana, made.ben, made.cleo):
        scene.joined(session, each, 100)
    return made


def _shown(session: Session, cast: people.Cast, signal: str = signals.FRIENDS) -> ExploreCard:
    """A post of cleo's that ben is shown because ana likes it, whom he follows and who is of his
    taste."""
    scene.only(session, cast.ben, signal)
    scene.kin(session, cast.ben, cast.ana)
    scene.like(session, cast.ana, scene.post(session, cast.cleo))
    (card,) = explore_page(session, cast.ben).cards
    return card


def _told(session: Session, cast: people.Cast, card: ExploreCard) -> list[str]:
    return [reason.text for reason in scene.reasons(session, cast.ben, card)]


def _hide_likes(session: Session, _cast: people.Cast) -> None:
    session.exec(select(Post)).one().hides_like_count = True


SILENCED: dict[str, Callable[[Session, people.Cast], object]] = {
    "blocked by her": lambda session, cast: block(session, cast.ana, "ben"),
    "blocked": lambda session, cast: block(session, cast.ben, "ana"),
    "muted": lambda session, cast: mute(session, cast.ben, "ana"),
    "hidden": lambda session, cast: hide_person(session, cast.ben, "ana"),
    "liked no more": lambda session, cast: session.exec(delete(PostLike)),
    "kept secret": _hide_likes,
}


@pytest.mark.parametrize("how", list(SILENCED))
@pytest.mark.parametrize("signal", [signals.FRIENDS, signals.KINDRED])
def test_that_somebody_likes_it_is_a_reason_while_it_may_be_told(
    session: Session, cast: people.Cast, signal: str, how: str
):
    card = _shown(session, cast, signal)
    assert len(_told(session, cast, card)) == 1
    SILENCED[how](session, cast)
    session.flush()
    assert _told(session, cast, card) == []


def test_who_may_be_told_of_is_still_named_alone(session: Session, cast: people.Cast):
    card = _shown(session, cast)
    make.follow(session, cast.ben, other := make.user(session))
    scene.like(session, other, session.exec(select(Post)).one())
    assert "and 1 other you follow like it" in " ".join(_told(session, cast, card))
    block(session, cast.ana, "ben")
    session.flush()
    assert _told(session, cast, card) == [f"{other.username}, whom you follow, likes it"]


def test_that_many_like_it_is_a_reason_while_its_author_tells(session: Session, cast: people.Cast):
    card = _shown(session, cast, signals.POPULAR)
    assert _told(session, cast, card) == ["1 person likes it"]
    _hide_likes(session, cast)
    session.flush()
    assert _told(session, cast, card) == []


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
