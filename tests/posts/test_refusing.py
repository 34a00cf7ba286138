"""The scanner leaves alone what it is asked to, forgets what it saw, and may be asked back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.media.models import Media
from instaclone.posts import jobs, refusing
from instaclone.posts.cards import READY
from instaclone.posts.choices import Choices
from instaclone.posts.editing import edit
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.publishing import publish
from instaclone.posts.queries import post_card, scanner_cards
from instaclone.profiles import jobs as profile_jobs
from instaclone.profiles import opting_out
from instaclone.profiles.models import Avatar
from instaclone.retouching.recipes import Area
from instaclone.vision import correcting, rejecting, scanning
from instaclone.vision.models import (
    BoxVerdict,
    Detection,
    LabelCount,
    LabelRejection,
    Scan,
)
from tests import make
from tests.meanwhile import while_somebody_asks
from tests.posts.test_editing import as_is
from tests.vision.conftest import (  # noqa: F401 - fixtures
    Sees,
    Shelf,
    sees,
    shelf,
    waiting_picture,
    worker_id,
)

SEEN = (Scan, Detection, LabelCount, BoxVerdict, LabelRejection)


def seen_of(session: Session, media_id: int) -> list[str]:
    """The tables that tell of a picture."""
    return [
        table.__name__
        for table in SEEN
        if session.exec(select(table).where(col(table.media_id) == media_id)).first()
    ]


def corrected_post(session: Session, ana: Viewer) -> tuple[Post, int]:
    """A post with something in each table."""
    post = make.post(session, ana, labels={"dog": 1, "cat": 1})
    media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
    correcting.add_box(session, ana, media_id, "cup", Area(0.5, 0.5, 0.2, 0.2))
    rejecting.reject(session, ana, media_id, "cat")
    assert len(seen_of(session, media_id)) == len(SEEN)
    return post, media_id


def refuse(session: Session, ana: Viewer, post: Post, wanted: bool) -> None:
    changes = as_is(session, ana, post.code)
    chosen = replace(changes.choices, refuses_scans=wanted)
    edit(session, ana, post.code, replace(changes, choices=chosen))


def test_a_post_that_refuses_scans_forgets_what_was_seen_and_may_ask_for_it_again(
    session: Session,
):
    ana = make.user(session, "ana")
    post, media_id = corrected_post(session, ana)
    assert scanner_cards(session, ana, post.code)[0].has_scan
    refuse(session, ana, post, True)
    assert seen_of(session, media_id) == []
    card = post_card(session, ana, post.code)
    assert (card.status, card.summary) == (READY, "")
    (own,) = scanner_cards(session, ana, post.code)
    assert own.summary == "You asked the scanner to leave this post's pictures alone."
    assert not own.has_scan, "there is nothing to correct"
    (others,) = scanner_cards(session, make.user(session), post.code)
    assert others.summary == "The scanner has not looked at this picture."
    assert not refusing.ask_scan(session, media_id)
    refusing.ask_scan_anew(session, media_id)
    assert seen_of(session, media_id) == []
    refuse(session, ana, post, False)
    assert scanner_cards(session, ana, post.code)[0].has_scan
    scan = session.get(Scan, media_id)
    assert scan
    assert scan.sort_key == post.sort_key


def test_a_new_post_may_refuse_scans(session: Session):
    ana = make.user(session, "ana")
    picture = make.media(session, ana)
    make.scan(session, picture, {"dog": 1})
    assert picture.id
    publish(session, ana, [picture.id], choices=Choices(refuses_scans=True, is_unlisted=True))
    assert seen_of(session, picture.id) == []
    assert session.exec(select(Post.is_unlisted)).one()


def test_an_account_that_refuses_scans_forgets_what_was_seen_in_every_picture(session: Session):
    ana, ben = make.user(session, "ana"), make.user(session, "ben")
    _, first = corrected_post(session, ana)
    _, other = corrected_post(session, ben)
    opting_out.set_refuses_scans(session, ana, True)
    assert seen_of(session, first) == []
    assert len(seen_of(session, other)) == len(SEEN)
    draft = make.media(session, ana)
    assert draft.id
    assert not refusing.ask_scan(session, draft.id)
    assert seen_of(session, draft.id) == []


def test_with_many_pictures_a_worker_goes_on(database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opting_out, "AT_ONCE", 2)
    asked: list[str] = []
    monkeypatch.setattr(opting_out, "enqueue_later", lambda _, name, *__: asked.append(name))
    ana = transact(make.user, "ana")
    for _ in range(5):
        transact(make.post, ana, labels={"dog": 1})
    transact(opting_out.set_refuses_scans, ana, True)
    assert asked == ["profiles.forget_scans"]
    profile_jobs.forget_scans(ana.id)
    assert read(_scans) == 1
    assert profile_jobs.forget_refused() == 1  # the job was lost
    assert read(_scans) == 0
    assert profile_jobs.forget_refused() == 0


def test_who_wants_scans_again_gets_them_but_for_posts_that_refuse(database):
    ana = transact(make.user, "ana")
    post = transact(make.post, ana, labels={"dog": 1})
    refusing_post = transact(make.post, ana, labels={"dog": 1})
    transact(lambda session: refuse(session, ana, refusing_post, True))
    transact(opting_out.set_refuses_scans, ana, True)
    assert read(_scans) == 0
    transact(opting_out.set_refuses_scans, ana, False)
    assert jobs.ask_scans_again() == 1  # the job was lost
    (row,) = read(lambda session: session.exec(select(Scan)).all())
    assert row.sort_key == post.sort_key
    assert jobs.ask_scans_again() == 0


def test_squares_and_pictures_that_are_gone_stay_without_a_scan(database):
    ana = transact(make.user, "ana")
    square, gone = transact(lambda session: [make.media(session, ana).id or 0 for _ in range(2)])
    transact(lambda session: session.add(Avatar(user_id=ana.id, media_id=square)))
    assert read(refusing.alone_of, ana.id) == [gone]
    transact(_delete, gone)
    assert not transact(refusing.ask_once_more, gone)  # deleted since it was found
    assert jobs.ask_scans_again() == 0
    jobs.ask_scans(ana.id)
    assert read(_scans) == 0


def test_a_scan_that_runs_while_its_author_refuses_writes_nothing(sees: Sees, shelf: Shelf):  # noqa: F811
    ana = transact(make.user, "ana")
    media_id = transact(waiting_picture, shelf, ana)
    sees.before = lambda: transact(opting_out.set_refuses_scans, ana, True)
    assert not scanning.scan(media_id)
    assert read(seen_of, media_id) == []


def test_a_waiting_scan_does_not_run_any_more(sees: Sees, shelf: Shelf):  # noqa: F811
    ana = transact(make.user, "ana")
    media_id = transact(waiting_picture, shelf, ana)
    transact(opting_out.set_refuses_scans, ana, True)
    assert not scanning.scan(media_id)
    assert sees.reads == 0


def _delete(session: Session, media_id: int) -> None:
    session.get_one(Media, media_id).deleted_at = clock.now()


def _scans(session: Session) -> int:
    return len(session.exec(select(Scan)).all())


def test_nothing_else_asks_for_scans():
    asks = re.compile(r"scanning\.ask|scanning import .*\bask|\bScan\(")
    found = {
        path.name
        for path in Path(refusing.__file__).parents[1].rglob("*.py")
        if asks.search(path.read_text())
    }
    assert found == {"refusing.py", "scanning.py", "models.py"}


def test_a_picture_on_its_way_into_a_post_that_refuses_scans_is_not_scanned(
    database, monkeypatch: pytest.MonkeyPatch
):
    """Shared at the moment in which a worker has seen that no post refuses it."""
    ana = transact(make.user, "ana")
    picture = transact(make.media, ana).id
    assert picture
    choices = Choices(refuses_scans=True)

    def share() -> None:
        transact(lambda session: publish(session, ana, [picture], choices=choices).id)

    while_somebody_asks(monkeypatch, lambda: transact(refusing.ask_once_more, picture), share)
    assert read(seen_of, picture) == []
