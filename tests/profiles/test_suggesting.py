"""Whom one might follow, and why."""

from sqlmodel import Session

from instaclone.profiles import blocking, muting, opting_out
from instaclone.profiles.suggesting import refuse, suggestions
from tests import make, people
from tests.statements import counted


def _reasons(session: Session, viewer, limit: int = 10) -> dict[str, str]:
    return {card.username: card.reason for card in suggestions(session, viewer, limit)}


def test_each_suggestion_says_why(session: Session):
    cast = people.cast(session)  # ben follows ana
    dan, eva = make.user(session, "dan"), make.user(session, "eva")
    make.follow(session, cast.ana, dan)
    make.follow(session, cast.ben, cast.cleo)
    make.follow(session, cast.cleo, dan)
    make.follow(session, cast.cleo, eva)
    found = _reasons(session, cast.ben)
    assert list(found) == ["dan", "eva"]
    assert found["dan"] in ("Followed by ana and 1 other", "Followed by cleo and 1 other")
    assert found["eva"] == "Followed by cleo"
    assert _reasons(session, dan)["ana"] == "New here"


def test_never_oneself_nor_who_is_known_or_unwanted(session: Session):
    cast = people.cast(session)
    others = [make.user(session) for _ in range(5)]
    followed, asked, blocked, muted, refused = others
    make.follow(session, cast.ben, followed)
    make.request(session, cast.ben, asked)
    blocking.block(session, cast.ben, blocked.username)
    muting.mute(session, cast.ben, muted.username)
    refuse(session, cast.ben, refused.username)
    for other in others:
        make.follow(session, cast.ana, other)
    assert set(_reasons(session, cast.ben)) == {"cleo"}


def test_the_number_of_statements_is_constant(session: Session):
    cast = people.cast(session)
    sent = []
    for _ in range(2):
        for _ in range(5):
            friend = make.user(session)
            make.follow(session, cast.ben, friend)
            make.follow(session, friend, make.user(session))
        with counted(session) as statements:
            suggestions(session, cast.ben, 20)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 7


def test_who_does_not_want_to_be_found_is_suggested_to_nobody(session: Session):
    cast = people.cast(session)
    opting_out.set_unlisted(session, cast.cleo, True)
    assert "cleo" not in _reasons(session, cast.ben)
    opting_out.set_unlisted(session, cast.cleo, False)
    assert "cleo" in _reasons(session, cast.ben)
