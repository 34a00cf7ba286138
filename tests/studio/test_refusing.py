"""A draft that refuses scans is not scanned, from the moment in which its author says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import NotFound
from instaclone.media import jobs as media_jobs
from instaclone.media.models import READY, RECEIVED, Media
from instaclone.posts import jobs, refusing
from instaclone.posts.editing import edit
from instaclone.posts.models import Post, PostMedia
from instaclone.profiles import opting_out
from instaclone.settings import Settings
from instaclone.studio import drafting, sharing
from instaclone.studio.drafting import DraftChoices, DraftWords
from instaclone.studio.models import Draft
from instaclone.vision import correcting, rejecting, scanning
from instaclone.vision.models import WAITING, Scan
from instaclone.vision.verdicts import key_of, things_in
from tests import make
from tests.meanwhile import while_somebody_asks
from tests.posts.test_editing import as_is
from tests.posts.test_refusing import SEEN, seen_of
from tests.studio import scenes
from tests.vision.conftest import (  # noqa: F401 - fixtures
    Sees,
    Shelf,
    sees,
    shelf,
    waiting_picture,
    worker_id,
)


def refuse(session: Session, owner: Viewer, code: str, wanted: bool = True) -> None:
    """Have the author of a draft say so, as its page does."""
    version = session.exec(select(Draft.version).where(Draft.code == code)).one()
    words = DraftWords("By the lake", choices=DraftChoices(refuses_scans=wanted))
    drafting.save_words(session, owner, code, words, version)


def picture_in(session: Session, code: str) -> int:
    """The only picture of a draft."""
    (file,) = scenes.files(session, code)
    assert file.media_id
    return file.media_id


def a_draft(session: Session, owner: Viewer, *, refuses: bool = False, state: str = READY) -> str:
    """A draft of one file, not scanned; its code."""
    code = scenes.draft(session, owner, "lake.jpg", state=state)
    if refuses:
        refuse(session, owner, code)
    return code


def scanned_draft(session: Session, owner: Viewer) -> tuple[str, int]:
    """A draft whose picture is scanned."""
    code = a_draft(session, owner)
    media_id = picture_in(session, code)
    make.scan(session, session.get_one(Media, media_id), {"dog": 1, "cat": 1})
    return code, media_id


def scan_state(session: Session, media_id: int) -> str | None:
    """How the scan of a picture stands; None where there is none."""
    return session.exec(select(Scan.state).where(Scan.media_id == media_id)).first()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The jobs that are asked for."""
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(refusing, "enqueue_later", lambda _, *job: found.append(job))
    return found


def test_what_was_seen_is_forgotten_at_once_and_looked_for_again_when_it_may_be(
    session: Session, asked
):
    ana = make.user(session, "ana")
    code, media_id = scanned_draft(session, ana)
    dog, _ = things_in(session, [media_id])[media_id]
    correcting.confirm(session, ana, media_id, key_of(dog))
    rejecting.reject(session, ana, media_id, "cat")
    assert len(seen_of(session, media_id)) == len(SEEN)
    refuse(session, ana, code)
    assert seen_of(session, media_id) == []
    assert not refusing.ask_scan(session, media_id)
    refusing.ask_scan_anew(session, media_id)  # as after an edit
    assert seen_of(session, media_id) == []
    assert asked == []
    refuse(session, ana, code, wanted=False)
    assert scan_state(session, media_id) == WAITING
    assert asked == [("vision.scan", media_id)]


def test_other_words_leave_the_scans_alone(session: Session, asked):
    ana = make.user(session, "ana")
    code, media_id = scanned_draft(session, ana)
    refuse(session, ana, code, wanted=False)
    assert scan_state(session, media_id) == "done"
    drafting.save_words(session, ana, code, DraftWords("Other words"), 1)
    assert scan_state(session, media_id) == "done"
    assert asked == []


def test_a_file_that_arrives_later_is_left_alone_too(session: Session):
    ana = make.user(session, "ana")
    code = drafting.begin(session, ana)
    refuse(session, ana, code)
    scenes.arrive(session, ana, code, "lake.jpg")
    assert not refusing.ask_scan(session, picture_in(session, code))
    file = drafting.add_file(session, ana, code, "pond.jpg", 100)
    hasty = make.media(session, ana)
    make.scan(session, hasty, {"dog": 1})
    assert hasty.id
    drafting.arrived(session, ana, file, hasty.id)
    assert seen_of(session, hasty.id) == []


def test_a_picture_that_is_being_read_is_not_scanned_once_it_is_ready(session: Session, asked):
    ana = make.user(session, "ana")
    code = a_draft(session, ana, refuses=True, state=RECEIVED)
    media_id = picture_in(session, code)
    media_jobs.scan_and_show(session, media_id)
    assert seen_of(session, media_id) == []
    refuse(session, ana, code, wanted=False)  # it is scanned when it is ready
    assert (seen_of(session, media_id), asked) == ([], [])


def test_who_wants_scans_of_all_else_again_gets_none_of_the_draft(database: Settings):
    ana = transact(make.user, "ana")
    code, media_id = transact(scanned_draft, ana)
    transact(refuse, ana, code)
    transact(opting_out.set_refuses_scans, ana, True)
    transact(opting_out.set_refuses_scans, ana, False)
    jobs.ask_scans(ana.id)
    assert jobs.ask_scans_again() == 0
    assert not transact(refusing.ask_once_more, media_id)
    assert read(seen_of, media_id) == []
    transact(opting_out.set_refuses_scans, ana, True)
    transact(refuse, ana, code, wanted=False)
    assert read(seen_of, media_id) == []


def test_shared_its_post_refuses_and_may_change_its_mind(session: Session):
    ana = make.user(session, "ana")
    code = a_draft(session, ana, refuses=True)
    media_id = picture_in(session, code)
    post = sharing.share(session, ana, code)
    assert post.refuses_scans
    assert seen_of(session, media_id) == []
    changes = as_is(session, ana, post.code)
    allowed = replace(changes.choices, refuses_scans=False)
    edit(session, ana, post.code, replace(changes, choices=allowed))
    assert scan_state(session, media_id) == WAITING


def test_a_scan_that_runs_while_its_draft_refuses_writes_nothing(sees: Sees, shelf: Shelf):  # noqa: F811
    ana, code, media_id = transact(_waiting, shelf)
    sees.before = lambda: transact(refuse, ana, code)
    assert not scanning.scan(media_id)
    assert read(seen_of, media_id) == []
    assert not scanning.scan(media_id)
    assert sees.reads == 1


def test_a_scan_that_runs_while_its_draft_refuses_and_wants_it_again_is_done_anew(
    sees: Sees,  # noqa: F811
    shelf: Shelf,  # noqa: F811
):
    ana, code, media_id = transact(_waiting, shelf)

    def waver() -> None:
        sees.before = lambda: None
        transact(refuse, ana, code)
        transact(refuse, ana, code, wanted=False)

    sees.before = waver
    assert not scanning.scan(media_id)
    assert read(scan_state, media_id) == WAITING
    assert scanning.scan(media_id)
    assert read(scan_state, media_id) == "done"


@pytest.mark.parametrize(
    "ask", [refusing.ask_once_more, media_jobs.scan_and_show], ids=["sweep", "ready"]
)
def test_a_draft_that_refuses_while_a_worker_asks_for_a_scan_has_none(
    database: Settings, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Session, int], object]
):
    """Said at the moment in which a worker has seen that nobody refuses it."""
    ana = transact(make.user, "ana")
    code = transact(a_draft, ana)
    media_id = read(picture_in, code)
    while_somebody_asks(
        monkeypatch, lambda: transact(ask, media_id), lambda: transact(refuse, ana, code)
    )
    assert read(seen_of, media_id) == []


@pytest.mark.parametrize("begun_as", [True, False])
def test_a_file_that_arrives_while_its_draft_changes_its_mind_does_as_it_says_in_the_end(
    database: Settings, begun_as: bool
):
    ana = transact(make.user, "ana")
    for _ in range(3):
        code = transact(drafting.begin, ana)
        transact(refuse, ana, code, wanted=begun_as)
        file = transact(drafting.add_file, ana, code, "lake.jpg", 100)
        media_id = transact(lambda session: make.media(session, ana).id)
        assert media_id
        scenes.at_once(
            lambda session, file=file, id=media_id: drafting.arrived(session, ana, file, id),
            lambda session, code=code: refuse(session, ana, code, wanted=not begun_as),
            lambda session, id=media_id: refusing.ask_once_more(session, id),
        )
        transact(refusing.ask_once_more, media_id)
        assert read(seen_of, media_id) == (["Scan"] if begun_as else [])


def test_a_draft_that_is_shared_while_it_refuses_is_scanned_only_where_its_post_may_be(
    database: Settings,
):
    ana = transact(make.user, "ana")
    words = DraftWords(choices=DraftChoices(refuses_scans=True))
    for _ in range(3):
        code = transact(a_draft, ana)
        media_id = read(picture_in, code)
        _, said, _ = scenes.at_once(
            lambda session, code=code: sharing.share(session, ana, code).code,
            lambda session, code=code: drafting.save_words(session, ana, code, words, 0),
            lambda session, id=media_id: refusing.ask_once_more(session, id),
        )
        transact(refusing.ask_once_more, media_id)
        refuses = read(_post_refuses, media_id)
        assert refuses is not isinstance(said, NotFound)
        assert read(seen_of, media_id) == ([] if refuses else ["Scan"])


def _waiting(session: Session, shelf: Shelf) -> tuple[Viewer, str, int]:  # noqa: F811
    """A draft whose picture waits for the scanner."""
    ana = make.user(session, "ana")
    code = drafting.begin(session, ana)
    file = drafting.add_file(session, ana, code, "lake.jpg", 100)
    media_id = waiting_picture(session, shelf, ana)
    drafting.arrived(session, ana, file, media_id)
    return ana, code, media_id


def _post_refuses(session: Session, media_id: int) -> bool:
    in_post = select(Post.refuses_scans).join(PostMedia).where(PostMedia.media_id == media_id)
    return session.exec(in_post).one()
