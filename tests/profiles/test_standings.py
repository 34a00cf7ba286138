"""The word a follow button needs, for each way of standing to each other."""

from sqlmodel import Session

from instaclone.accounts.models import User
from instaclone.profiles.models import Profile
from instaclone.profiles.standings import Standing, standings
from instaclone.relations.models import Block, FollowRequest
from tests import make
from tests.people import cast
from tests.statements import counted


def test_each_way_of_standing_has_its_word(session: Session):
    people = cast(session)
    dan, eva = make.user(session, "dan"), make.user(session, "eva")
    session.add(FollowRequest(requester_id=people.ben.id, requested_id=dan.id))
    session.add(Block(blocker_id=people.ben.id, blocked_id=eva.id))
    profile = session.get(Profile, dan.id)
    assert profile
    profile.is_private = True
    session.flush()
    names = ["ana", "ben", "cleo", "dan", "eva", "nobody"]
    assert standings(session, people.ben, names) == {
        "ana": Standing("following"),
        "ben": Standing("you"),
        "cleo": Standing("none"),
        "dan": Standing("requested", asks=True),
        "eva": Standing("blocked"),
    }
    assert standings(session, None, ["ana", "dan"]) == {
        "ana": Standing("none"),
        "dan": Standing("none", asks=True),
    }


def test_who_blocked_the_viewer_and_who_is_suspended_are_not_there(session: Session):
    people = cast(session)
    session.add(Block(blocker_id=people.ana.id, blocked_id=people.cleo.id))
    row = session.get(User, people.ben.id)
    assert row
    row.suspended_at = row.created_at
    session.flush()
    assert standings(session, people.cleo, ["ana", "ben"]) == {}


def test_any_number_of_people_takes_one_statement(session: Session):
    ana = make.user(session, "ana")
    names = [make.user(session).username for _ in range(12)]
    with counted(session) as few:
        standings(session, ana, names[:1])
    with counted(session) as many:
        standings(session, ana, names)
    assert len(few) == len(many) == 1
