"""What a call to find posts costs, where it ends, and what it says of names nobody knows."""

from datetime import date

import pytest
from sqlmodel import Session, col, update

from instaclone import clock
from instaclone.places.models import Place
from instaclone.posts import indexing
from instaclone.relations.models import Block
from instaclone.search import finding, terms
from instaclone.search.terms import Term, Words
from instaclone.vision.models import LabelCount
from tests import make, people
from tests.statements import counted


def found(session: Session, viewer, term: Term, **how) -> list[int]:
    return finding.find_ids(session, viewer, term, **how).post_ids


def test_a_page_costs_as_many_statements_however_much_is_found(session: Session):
    cast = people.cast(session)
    asked = terms.All((terms.Objects("dog"), terms.Not(terms.Tagged("lake"))))
    costs = []
    for _ in range(2):
        for _ in range(5):
            make.post(session, cast.ana, labels={"dog": 1})
        session.flush()
        with counted(session) as statements:
            finding.find_ids(session, cast.ben, asked)
        costs.append(len(statements))
    assert costs == [2, 2]


def test_a_call_ends_when_it_has_looked_at_enough_and_the_next_goes_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(finding, "WINDOWS", (2, 3))
    cast = people.cast(session)
    oldest = make.tag(session, make.post(session, cast.ana), "lake")
    for _ in range(7):
        make.post(session, cast.ana)
    nobody_knows_where = terms.Not(terms.Not(terms.Tagged("lake")))
    first = finding.find_ids(session, cast.ben, nobody_knows_where)
    assert first.is_cut
    assert first.post_ids == []
    second = finding.find_ids(session, cast.ben, nobody_knows_where, first.next_before)
    assert second.post_ids == [oldest.id]
    assert second.next_before is None
    # Where an index leads, nothing else is looked at.
    assert found(session, cast.ben, terms.Tagged("lake")) == [oldest.id]


def test_a_page_goes_on_below_the_last_of_the_one_before(session: Session):
    cast = people.cast(session)
    ids = [make.post(session, cast.ana, labels={"dog": 2}).id for _ in range(5)]
    page = finding.find_ids(session, None, terms.Objects("dog"), size=2)
    assert page.post_ids == [ids[4], ids[3]]
    page = finding.find_ids(session, None, terms.Objects("dog"), page.next_before, size=3)
    assert page.post_ids == [ids[2], ids[1], ids[0]]
    assert page.next_before is None


def test_only_what_is_newer_is_found_where_that_is_wanted(session: Session):
    cast = people.cast(session)
    older, newer = (make.post(session, cast.ana, labels={"dog": 1}) for _ in range(2))
    assert older.sort_key
    asked = terms.Objects("dog")
    assert found(session, cast.ben, asked, since=older.sort_key + 1) == [newer.id]
    assert found(session, cast.ben, asked, since=older.sort_key) == [newer.id, older.id]


def test_what_is_found_is_counted_up_to_a_number(session: Session):
    cast = people.cast(session)
    for _ in range(4):
        make.post(session, cast.ana, labels={"dog": 1})
    assert finding.count_up_to(session, None, terms.Objects("dog"), 3) == (3, False)
    assert finding.count_up_to(session, None, terms.Objects("dog"), 4) == (4, True)


def test_a_post_of_several_pictures_is_found_once(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, pictures=4, labels={"dog": 1})
    either = terms.Either((terms.Objects("dog"), terms.By("ana")))
    for asked in (terms.Objects("dog"), either):
        assert found(session, cast.ben, asked) == [post.id]


def test_a_label_that_left_the_post_with_its_picture_does_not_find_it(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    alone = make.media(session, cast.ana)
    session.add(LabelCount(media_id=alone.id or 0, label="dog", count=1, sort_key=post.sort_key))
    session.flush()
    assert found(session, cast.ben, terms.Objects("dog")) == []
    assert found(session, cast.ben, terms.Objects("dog", 0, 0)) == [post.id]


def test_names_nobody_knows_find_nothing_and_are_named(session: Session):
    cast = people.cast(session)
    make.post(session, cast.ana)
    for asked, note in (
        (terms.By("zoe"), "Nobody here is called @zoe."),
        (terms.Near(("atlan", "tis")), "No town is called “atlan tis”."),
    ):
        page = finding.find_ids(session, cast.ben, asked)
        assert (page.post_ids, page.notes) == ([], (note,))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (terms.By(terms.ME), "what is yours"),
        (terms.Is(terms.MINE), "what is yours"),
        (terms.All((terms.By(terms.ME), terms.Is(terms.MINE))), "what is yours"),
        (terms.Is(terms.LIKED), "what you liked"),
        (terms.Not(terms.Is(terms.SAVED)), "what you saved"),
    ],
)
def test_guests_are_told_what_only_members_can_ask_for(
    session: Session, asked: terms.Term, said: str
):
    cast = people.cast(session)
    assert finding.find_ids(session, None, asked).notes == (f"Log in to search {said}.",)
    assert finding.find_ids(session, cast.ben, asked).notes == ()


def test_a_person_who_blocked_somebody_is_as_unknown_to_them_as_nobody(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    asked = terms.By("ana")
    assert finding.find_ids(session, cast.ben, asked) == finding.Found([post.id or 0])
    session.add(Block(blocker_id=cast.ana.id, blocked_id=cast.ben.id))
    session.flush()
    unknown = finding.Found([], notes=("Nobody here is called @ana.",))
    assert finding.find_ids(session, cast.ben, asked) == unknown


def test_the_likeliest_of_towns_alike_is_meant(session: Session):
    cast = people.cast(session)
    make.town(session, "Springfield", latitude=1.0, longitude=1.0, population=500)
    large = make.town(session, "Springfield", latitude=50.0, longitude=8.0, population=90_000)
    post = make.post(session, cast.ana)
    post.place, post.place_id = "Springfield", large.id
    indexing.index(session, post)
    session.flush()
    near = terms.Near(("springfield",))
    assert found(session, cast.ben, near) == [post.id]
    session.execute(update(Place).where(col(Place.id) == large.id).values(population=1))
    assert found(session, cast.ben, near) == []


def test_days_end_at_midnight_in_utc(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    today = clock.now().date()
    assert found(session, cast.ben, terms.During(today, today)) == [post.id]
    assert found(session, cast.ben, terms.During(None, date(1970, 1, 2))) == []
    assert found(session, cast.ben, terms.During(date.min, date.max)) == [post.id]


def test_no_words_and_no_parts_ask_for_nothing_or_everything(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, "Words")
    for asked in (Words(()), terms.At(()), terms.Either(()), terms.Nothing("dgo")):
        assert found(session, cast.ben, asked) == []
    assert found(session, cast.ben, terms.All(())) == [post.id]
