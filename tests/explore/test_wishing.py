"""More and less like this: what a wish is taken for, how far it goes, and how it is taken back."""

import pytest
from sqlmodel import Session, col, select

from instaclone.errors import Invalid, NotFound
from instaclone.explore import wishing
from instaclone.explore.models import AUTHOR, OBJECT, TAG, Leaning
from instaclone.explore.wishing import hide_person, leanings, less_like, more_like, take_back
from instaclone.posts.models import PutAside
from instaclone.relations.models import Block
from tests import make, people


def _weights(session: Session, viewer) -> dict[tuple[str, str], float]:
    rows = session.exec(select(Leaning).where(Leaning.user_id == viewer.id))
    return {(row.kind, row.subject): row.weight for row in rows}


def test_a_wish_is_about_the_tags_the_objects_and_the_author(session: Session):
    cast = people.cast(session)
    post = make.tag(session, make.post(session, cast.ana, labels={"dog": 2, "person": 3}), "lake")
    told = more_like(session, cast.cleo, post.code)
    assert [(card.name, card.is_more) for card in told] == [
        ("ana", True),
        ("dog", True),
        ("#lake", True),
    ]
    assert _weights(session, cast.cleo) == {
        (AUTHOR, str(cast.ana.id)): 0.3,
        (OBJECT, "dog"): 0.4,
        (TAG, "lake"): 0.5,
    }


def test_what_is_in_every_picture_counts_only_alone(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, labels={"person": 1})
    more_like(session, cast.cleo, post.code)
    assert (OBJECT, "person") in _weights(session, cast.cleo)


def test_wishes_add_up_to_a_bound(session: Session):
    cast = people.cast(session)
    post = make.tag(session, make.post(session, cast.ana), "lake")
    for _ in range(5):
        more_like(session, cast.cleo, post.code)
    assert _weights(session, cast.cleo)[TAG, "lake"] == 1.0


def test_less_of_it_also_puts_the_post_aside_and_both_are_undone(session: Session):
    cast = people.cast(session)
    post = make.tag(session, make.post(session, cast.ana), "lake")
    told = less_like(session, cast.cleo, post.code)
    assert {card.is_more for card in told} == {False}
    assert session.get(PutAside, (cast.cleo.id, post.id)) is not None
    wishing.undo_less(session, cast.cleo, post.code)
    session.expire_all()
    assert session.get(PutAside, (cast.cleo.id, post.id)) is None
    assert _weights(session, cast.cleo) == {}


def test_more_of_it_is_undone_without_a_trace(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, labels={"dog": 1})
    more_like(session, cast.cleo, post.code)
    wishing.undo_more(session, cast.cleo, post.code)
    assert leanings(session, cast.cleo) == []


def test_a_hidden_person_stays_hidden_whatever_is_wished_until_they_are_taken_back(
    session: Session,
):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    hide_person(session, cast.cleo, "ana")
    more_like(session, cast.cleo, post.code)
    wishing.undo_more(session, cast.cleo, post.code)
    (card,) = leanings(session, cast.cleo)
    assert (card.name, card.is_hidden) == ("ana", True)
    take_back(session, cast.cleo, card.kind, card.subject)
    assert leanings(session, cast.cleo) == []


def test_who_is_shown_again_keeps_what_was_wished_of_them(session: Session):
    cast = people.cast(session)
    more_like(session, cast.cleo, make.post(session, cast.ana).code)
    hide_person(session, cast.cleo, "ana")
    wishing.unhide_person(session, cast.cleo, "ana")
    assert [(card.name, card.is_hidden) for card in leanings(session, cast.cleo)] == [
        ("ana", False)
    ]


def test_wishes_about_nothing_that_is_there_are_refused(session: Session):
    cast = people.cast(session)
    with pytest.raises(NotFound):
        more_like(session, cast.cleo, "nothing")
    with pytest.raises(Invalid, match="your own"):
        more_like(session, cast.ana, make.post(session, cast.ana).code)
    with pytest.raises(Invalid):
        hide_person(session, cast.ana, "ana")


def test_who_is_blocked_is_not_named_among_the_wishes(session: Session):
    cast = people.cast(session)
    more_like(session, cast.cleo, make.post(session, cast.ana).code)
    session.add(Block(blocker_id=cast.ana.id, blocked_id=cast.cleo.id))
    session.flush()
    assert leanings(session, cast.cleo) == []


def test_the_oldest_wishes_are_forgotten_but_nobody_who_is_hidden(session: Session, monkeypatch):
    monkeypatch.setattr(wishing, "MOST", 2)
    cast = people.cast(session)
    hide_person(session, cast.cleo, "ben")
    for tag in ("first", "second", "third"):
        more_like(session, cast.cleo, make.tag(session, make.post(session, cast.ana), tag).code)
    session.expire_all()
    kept = _weights(session, cast.cleo)
    assert (TAG, "first") not in kept
    assert (TAG, "third") in kept
    hidden = select(Leaning.subject).where(col(Leaning.is_hidden).is_(True))
    assert session.exec(hidden).all() == [str(cast.ben.id)]
