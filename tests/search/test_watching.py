"""Who saved a search is told of each new post that it finds, once, and of nothing else."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.models import Notification, NotificationWish
from instaclone.db.engine import engine
from instaclone.db.session import read, transact
from instaclone.errors import Unavailable
from instaclone.jobs import working
from instaclone.jobs.models import Worker
from instaclone.notifications.queries import cards_of, notification_page
from instaclone.notifications.reading import mark_all
from instaclone.posts.indexing import index
from instaclone.posts.models import ONLY_ME, FreshPost, Post, PostMedia, PutAside
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, Mute
from instaclone.search import jobs, saving, watching
from instaclone.search.models import SavedSearch
from instaclone.vision import counting
from instaclone.vision.models import DONE, WAITING, Scan
from tests import make, people
from tests.notifications.badge import unread
from tests.people import Cast
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def cast() -> Cast:
    return transact(people.cast)


def post(author: Viewer, caption: str = "", labels: dict[str, int] | None = None) -> Post:
    """A post that is shown now, as publishing leaves it."""
    return transact(_post, author, caption, labels)


def _post(session: Session, author: Viewer, caption: str, labels: dict[str, int] | None) -> Post:
    row = make.post(session, author, caption, labels=labels)
    index(session, row)
    session.add(FreshPost(post_id=row.id or 0))
    session.flush()
    return row


def save(viewer: Viewer, query: str, *languages: str) -> int:
    transact(saving.save, viewer, query, True, languages)
    card = read(saving.saved_as, viewer, query)
    assert card
    return card.id


def told(viewer: Viewer) -> list[tuple[str, int]]:
    """The lines of a person's list, the newest first, with how many posts each is about."""
    return [(card.sentence, card.count) for card in read(notification_page, viewer).cards]


def rows_of(session: Session) -> list[tuple[int, int | None, int | None]]:
    rows = session.exec(select(Notification).order_by(col(Notification.id)))
    return [(row.recipient_id, row.search_id, row.post_id) for row in rows]


def change(model: type, key: int | None, **values) -> None:
    def act(session: Session) -> None:
        row = session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    transact(act)


def test_posts_that_fit_are_one_line_which_leads_to_the_search(cast: Cast):
    save(cast.ben, "dog #lake")
    for tags in (["lake"], ["lake"], []):
        made = post(cast.ana, labels={"dog": 1})
        transact(make.tag, made, *tags)
    assert jobs.tell_of_new_posts() == 2
    (card,) = read(notification_page, cast.ben).cards
    assert card.sentence == "2 new posts match “dog #lake”"
    assert card.href == "/search?q=dog+%23lake"
    assert (card.count, card.is_found, card.is_unread, bool(card.picture)) == (2, True, True, True)
    assert [person.username for person in card.people] == ["ana"]
    assert told(cast.cleo) == []


def test_one_post_is_said_in_the_singular_and_a_long_search_shortened(cast: Cast):
    save(cast.ben, "dog" + " -cat" * 40)
    post(cast.ana, labels={"dog": 1})
    jobs.tell_of_new_posts()
    ((sentence, _),) = told(cast.ben)
    assert sentence.startswith("1 new post matches “dog -cat")
    assert sentence.endswith("…”")
    assert len(sentence) < 90


def test_a_search_is_told_of_by_the_name_it_has_now(cast: Cast):
    search_id = save(cast.ben, "dog #lake")
    transact(make.tag, post(cast.ana, labels={"dog": 1}), "lake")
    jobs.tell_of_new_posts()
    transact(saving.rename, cast.ben, search_id, "Dogs at the lake")
    (card,) = read(notification_page, cast.ben).cards
    assert card.sentence == "1 new post matches “Dogs at the lake”"
    assert card.href == "/search?q=dog+%23lake"
    transact(saving.rename, cast.ben, search_id, "")
    assert told(cast.ben) == [("1 new post matches “dog #lake”", 1)]


def test_the_job_may_run_twice_and_what_was_read_is_not_counted_again(cast: Cast):
    save(cast.ben, "dog")
    post(cast.ana, labels={"dog": 1})
    jobs.tell_of_new_posts()
    assert jobs.tell_of_new_posts() == 0
    transact(mark_all, cast.ben)
    post(cast.ana, labels={"dog": 1})
    jobs.tell_of_new_posts()
    assert told(cast.ben) == [("1 new post matches “dog”", 1)] * 2
    assert read(unread, cast.ben) == 1


def test_what_was_there_before_the_search_and_ones_own_are_no_news(cast: Cast):
    post(cast.ana, labels={"dog": 1})
    save(cast.ben, "dog")
    post(cast.ben, labels={"dog": 1})
    assert jobs.tell_of_new_posts() == 0
    assert told(cast.ben) == []


def test_what_only_the_database_knows_is_asked_of_it(cast: Cast):
    town = transact(make.town, "Lisbon", latitude=38.7, longitude=-9.1)
    save(cast.ben, "dog near:Lisbon -is:saved @ana")
    save(cast.ben, "dog near:Lisbon -@ana")
    near, far = post(cast.ana, labels={"dog": 1}), post(cast.ana, labels={"dog": 1})
    change(Post, near.id, place="Lisbon", place_id=town.id)
    change(Post, far.id, place="Elsewhere", place_id=transact(make.town, "Suva").id)
    jobs.tell_of_new_posts()
    assert told(cast.ben) == [("1 new post matches “dog near:Lisbon -is:saved @ana”", 1)]
    assert [row[2] for row in read(rows_of)] == [near.id]


def test_a_search_whose_bell_is_off_tells_nothing_and_one_that_is_removed_takes_its_lines(
    cast: Cast,
):
    bell, other = save(cast.ben, "dog"), save(cast.ben, "animal")
    transact(saving.set_notifies, cast.ben, bell, False)
    post(cast.ana, "An animal", {"dog": 1})
    jobs.tell_of_new_posts()
    assert told(cast.ben) == [("1 new post matches “animal”", 1)]
    transact(saving.set_notifies, cast.ben, bell, True)
    assert jobs.tell_of_new_posts() == 0, "only from now on"
    transact(saving.unsave, cast.ben, other)
    assert told(cast.ben) == []
    assert read(unread, cast.ben) == 0


def test_words_are_read_in_the_languages_in_which_they_were_saved(cast: Cast):
    save(cast.ben, "Hund", "de")
    save(cast.cleo, "Hund", "en")
    post(cast.ana, labels={"dog": 1})
    jobs.tell_of_new_posts()
    assert told(cast.ben) == [("1 new post matches “Hund”", 1)]
    assert told(cast.cleo) == []


def test_a_thing_is_told_of_in_the_singular_and_the_plural(cast: Cast):
    save(cast.ben, "dogs")
    save(cast.cleo, '"dogs"')
    post(cast.ana, "A dog of nobody")
    assert jobs.tell_of_new_posts() == 1
    assert told(cast.ben) == [("1 new post matches “dogs”", 1)]


def test_a_match_by_label_is_not_missed_because_the_scan_comes_later(cast: Cast):
    save(cast.ben, "dog")
    waits = post(cast.ana)
    _scan_of(waits, state=WAITING)
    after = post(cast.ana, labels={"dog": 1})  # published later, and known earlier
    jobs.tell_of_new_posts()
    assert [row[2] for row in read(rows_of)] == [after.id]
    _scan_of(waits, "dog", state=DONE)
    jobs.tell_of_new_posts()
    assert [row[2] for row in read(rows_of)] == [after.id, waits.id]


def _scan_of(of: Post, label: str = "", state: str = DONE) -> None:
    def act(session: Session) -> None:
        media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == of.id)).one()
        session.get_one(Scan, media_id).state = state
        if label:
            make.detection(session, media_id, label)
            counting.recount(session, media_id)

    transact(act)


def test_what_is_told_early_by_its_words_is_told_later_by_its_labels_and_nobody_twice(cast: Cast):
    save(cast.ben, "dog")
    save(cast.cleo, "dog>=1")
    late = post(cast.ana, "My dog")
    _scan_of(late, state=WAITING)
    change(FreshPost, late.id, shown_at=clock.now() - timedelta(minutes=11))
    assert jobs.tell_of_new_posts() == 1
    _scan_of(late, "dog", state=DONE)
    assert jobs.tell_of_new_posts() == 1
    assert told(cast.ben) == [("1 new post matches “dog”", 1)]
    assert told(cast.cleo) == [("1 new post matches “dog>=1”", 1)]


def test_a_later_correction_or_scan_of_a_known_post_is_no_news(cast: Cast):
    save(cast.ben, "dog")
    known = post(cast.ana)
    jobs.tell_of_new_posts()
    _scan_of(known, "dog")
    assert jobs.tell_of_new_posts() == 0


SPOILT = {
    "deleted": lambda made, *_: change(Post, made.id, deleted_at=clock.now()),
    "archived": lambda made, *_: change(Post, made.id, archived_at=clock.now()),
    "hidden": lambda made, *_: change(Post, made.id, hidden_at=clock.now()),
    "closed": lambda made, *_: change(Post, made.id, visibility=ONLY_ME),
    "unlisted": lambda made, *_: change(Post, made.id, is_unlisted=True),
    "put aside": lambda made, _, eve: add(
        PutAside(user_id=eve.id, post_id=made.id or 0, reason="hidden")
    ),
}
ESTRANGED = {
    "blocked": lambda ana, eve: add(Block(blocker_id=ana.id, blocked_id=eve.id)),
    "muted": lambda ana, eve: add(Mute(muter_id=eve.id, muted_id=ana.id)),
    "private": lambda ana, _: change(Profile, ana.id, is_private=True),
    "account unlisted": lambda ana, _: change(Profile, ana.id, is_unlisted=True),
    "suspended": lambda ana, _: change(User, ana.id, suspended_at=clock.now()),
}


def add(row: SQLModel) -> None:
    def act(session: Session) -> None:
        session.add(row)

    transact(act)


@pytest.mark.parametrize("how", [*SPOILT, *ESTRANGED])
def test_what_a_person_may_not_find_they_are_neither_told_nor_shown(cast: Cast, how: str):
    eve = transact(make.user, "eve")
    save(eve, "dog")
    before = post(cast.ana, labels={"dog": 1})
    jobs.tell_of_new_posts()
    assert told(eve) == [("1 new post matches “dog”", 1)]
    after = post(cast.ana, labels={"dog": 1})
    if how in ESTRANGED:
        ESTRANGED[how](cast.ana, eve)
    else:
        for made in (before, after):
            SPOILT[how](made, cast.ana, eve)
    assert told(eve) == [], "what was told before"
    assert read(unread, eve) == 0
    assert read(cards_of, eve, range(1, 100)) == []
    assert jobs.tell_of_new_posts() == 0, "nor what came after"


@pytest.mark.parametrize(("senders", "number"), [("everyone", 2), ("following", 1), ("nobody", 0)])
def test_people_choose_from_whom_they_want_to_hear(cast: Cast, senders: str, number: int):
    add(NotificationWish(user_id=cast.ben.id, kind=kinds.SEARCH, senders=senders))
    save(cast.ben, "dog")
    stranger = transact(make.user, "eve")
    post(cast.ana, labels={"dog": 1})  # whom ben follows
    post(stranger, labels={"dog": 1})
    assert jobs.tell_of_new_posts() == number


def test_a_worker_that_dies_leaves_it_to_another_who_tells_nobody_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    for viewer in (cast.ben, cast.cleo):
        save(viewer, "dog")
    post(cast.ana, labels={"dog": 1})
    tell = watching.tell
    dying, heir = transact(working.register), transact(working.register)
    monkeypatch.setattr(working, "me", lambda: dying)
    with monkeypatch.context() as patched:
        patched.setattr(watching, "tell", lambda session, *_: _die(session, cast, tell, *_))
        with pytest.raises(KeyboardInterrupt):
            jobs.tell_of_new_posts()
    assert len(read(rows_of)) == 1
    monkeypatch.setattr(working, "me", lambda: heir)
    assert jobs.tell_of_new_posts() == 0, "as long as its heart may beat"
    change(Worker, dying, beat_at=clock.now() - timedelta(minutes=1))
    assert jobs.tell_of_new_posts() == 1
    assert sorted(row[0] for row in read(rows_of)) == sorted([cast.ben.id, cast.cleo.id])


def _die(session: Session, cast: Cast, tell, watch, posts) -> int:
    if watch.viewer.id == cast.cleo.id:
        raise KeyboardInterrupt  # as nothing between here and the end of the process catches
    return tell(session, watch, posts)


def test_a_search_that_fails_keeps_nobody_else_from_being_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    for viewer in (cast.ben, cast.cleo):
        save(viewer, "dog")
    post(cast.ana, labels={"dog": 1})
    tell = watching.tell

    def fail(session: Session, watch: watching.Watch, posts) -> int:
        if watch.viewer.id == cast.ben.id:
            raise Unavailable("The database is away.")
        return tell(session, watch, posts)

    with monkeypatch.context() as patched:
        patched.setattr(watching, "tell", fail)
        with pytest.raises(Unavailable):
            jobs.tell_of_new_posts()
    assert [row[0] for row in read(rows_of)] == [cast.cleo.id]
    assert jobs.tell_of_new_posts() == 1
    assert [row[0] for row in read(rows_of)] == [cast.cleo.id, cast.ben.id]


def test_workers_at_once_tell_everybody_once(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    for viewer in (cast.ben, cast.cleo):
        save(viewer, "dog")
    made = {post(cast.ana, labels={"dog": 1}).id for _ in range(12)}
    names = threading.local()
    monkeypatch.setattr(working, "me", lambda: names.me)
    monkeypatch.setattr("instaclone.posts.arriving.AT_ONCE", 2)
    ids = [transact(working.register) for _ in range(4)]
    failures: list[BaseException] = []

    def work(me: int) -> None:
        names.me = me
        try:
            jobs.tell_of_new_posts()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(me,)) for me in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    rows = read(rows_of)
    assert len(rows) == len(set(rows)) == 24
    assert {row[2] for row in rows} == made
    assert read(lambda session: session.exec(select(FreshPost)).all()) == []


def test_ten_thousand_searches_cost_a_new_post_no_statement_each(cast: Cast):
    def fill(session: Session) -> None:
        queries = [f"zebra{number} -car near:Lisbon" for number in range(10_000)]
        rows = [{"user_id": cast.ben.id, "query": each, "folded": each} for each in queries]
        session.execute(insert(SavedSearch), rows)

    transact(fill)
    save(cast.cleo, "dog")
    post(cast.ana, "A dog on a beach", {"dog": 1})
    with Session(engine()) as session, counted(session) as sent:
        assert jobs.tell_of_new_posts() == 1
    pages = [each for each in sent if each.startswith("SELECT saved_search.")]
    assert len(pages) <= 10_000 // watching.AT_ONCE + 3  # the last one is cleo's, one is empty
    assert len(sent) <= 40
