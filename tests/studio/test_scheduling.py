"""Drafts publish themselves at their author's time: once, also after a downtime."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Invalid
from instaclone.media.models import FAILED
from instaclone.posts import refusing
from instaclone.posts.models import Post
from instaclone.retouching.recipes import Recipe, to_text
from instaclone.settings import Settings
from instaclone.studio import drafting, file_editing, queries, scheduling, sharing
from instaclone.studio.drafting import DraftChoices, DraftWords
from tests import make
from tests.studio import scenes

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    _at(monkeypatch, NOW)


def _fail_first(session: Session, code: str) -> None:
    """The first picture of a draft turns out to be none."""
    picture = scenes.picture(session, scenes.files(session, code)[0])
    picture.state = FAILED
    session.add(picture)


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.parametrize(
    ("local", "zone", "moment"),
    [
        ("2026-11-21T13:01", "Europe/Berlin", datetime(2026, 11, 21, 12, 1, tzinfo=UTC)),
        ("2026-11-21T18:00", "Asia/Kolkata", datetime(2026, 11, 21, 12, 30, tzinfo=UTC)),
        ("2027-07-01T12:00", "Europe/Berlin", datetime(2027, 7, 1, 10, 0, tzinfo=UTC)),
        # The clocks go forward at two: half past two is not on them, and becomes half past three.
        ("2027-03-28T02:30", "Europe/Berlin", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # They go back at three: half past two comes twice, and the first is meant.
        ("2027-10-31T02:30", "Europe/Berlin", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_meant_where_its_author_is(local: str, zone: str, moment: datetime):
    assert scheduling.moment_of(local, zone) == moment


@pytest.mark.parametrize(
    ("local", "zone", "sentence"),
    [
        ("", "Europe/Berlin", "Choose a day"),
        ("tomorrow", "Europe/Berlin", "Choose a day"),
        ("0001-01-01T00:00", "Asia/Tokyo", "Choose a day"),
        ("2026-12-01T10:00", "Mars/Olympus", "Choose a day"),
        ("2026-12-01T10:00", "../../etc/passwd", "Choose a day"),
        ("2026-12-01T10:00", "", "Choose a day"),
        ("2026-11-21T12:59", "Europe/Berlin", "still to come"),
        ("2026-11-21T13:00", "Europe/Berlin", "still to come"),
        ("2027-11-23T13:00", "Europe/Berlin", "within a year"),
    ],
)
def test_what_is_no_time_to_come_is_refused_by_its_field(local: str, zone: str, sentence: str):
    with pytest.raises(Invalid, match=sentence) as refusal:
        scheduling.moment_of(local, zone)
    assert refusal.value.field == "publish_at"


def _scheduled(session: Session, *names: str, local="2026-11-21T13:01", caption="At its time"):
    ana = make.user(session)
    code = scenes.draft(session, ana, *(names or ("a.jpg",)), caption=caption)
    scheduling.schedule(session, ana, code, local, "Europe/Berlin")
    return ana, code


def _posts(session: Session) -> list[Post]:
    return list(session.exec(select(Post)))


def test_a_draft_says_when_it_will_be_shared_in_its_authors_zone(session: Session):
    ana, code = _scheduled(session)
    said = "21 November 2026, 13:01 (Europe/Berlin)"
    assert queries.draft_card(session, ana, code)[0].scheduled == said
    assert [tile.scheduled for tile in queries.drafts(session, ana)] == [said]


def test_pictures_are_edited_ahead_of_the_time_and_as_before_when_it_is_called_off(
    session: Session,
):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg")
    (file,) = scenes.files(session, code)
    file_editing.retouch(session, ana, file.code, Recipe(turns=1))
    scheduling.schedule(session, ana, code, "2026-11-21T13:01", "Europe/Berlin")
    picture = scenes.picture(session, file)
    assert (picture.wanted_recipe, picture.bake_asked_at) == (to_text(Recipe(turns=1)), NOW)
    scheduling.unschedule(session, ana, code)
    picture = scenes.picture(session, file)
    assert (picture.wanted_recipe, picture.bake_asked_at) == ("", None)
    assert queries.draft_card(session, ana, code)[0].scheduled == ""


def test_what_could_not_be_shared_now_is_not_scheduled(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, caption="Words")
    with pytest.raises(Invalid, match="Add a photo"):
        scheduling.schedule(session, ana, code, "2026-11-21T13:01", "Europe/Berlin")
    scenes.arrive(session, ana, code, "a.jpg")
    drafting.save_words(session, ana, code, DraftWords("", "two-words"), 1)
    with pytest.raises(Invalid, match="not possible"):
        scheduling.schedule(session, ana, code, "2026-11-21T13:01", "Europe/Berlin")
    assert queries.draft_card(session, ana, code)[0].scheduled == ""


def test_nothing_is_shared_before_its_time(database: Settings, monkeypatch: pytest.MonkeyPatch):
    transact(_scheduled)
    _at(monkeypatch, NOW + timedelta(seconds=59))
    assert scheduling.share_due() == 0
    _at(monkeypatch, NOW + timedelta(seconds=60))
    assert scheduling.share_due() == 1
    (post,) = read(_posts)
    assert (post.caption, post.published_at) == ("At its time", NOW + timedelta(seconds=60))
    assert scheduling.share_due() == 0


def test_words_may_change_until_the_time(database: Settings, monkeypatch: pytest.MonkeyPatch):
    ana, code = transact(_scheduled)
    transact(drafting.save_words, ana, code, DraftWords("Better words"), 1)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    assert scheduling.share_due() == 1
    assert [post.caption for post in read(_posts)] == ["Better words"]


def test_after_a_downtime_everything_due_is_shared(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    transact(_scheduled, local="2026-11-21T14:00", caption="second")
    transact(_scheduled, local="2026-11-21T13:30", caption="first")
    transact(_scheduled, local="2026-12-24T18:00", caption="later")
    _at(monkeypatch, NOW + timedelta(days=3))
    assert scheduling.share_due() == 2
    assert sorted(post.caption for post in read(_posts)) == ["first", "second"]


def test_two_workers_that_look_at_once_share_it_once(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    transact(_scheduled, "a.jpg", "b.jpg")
    _at(monkeypatch, NOW + timedelta(minutes=2))
    workers = [threading.Thread(target=scheduling.share_due) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(read(_posts)) == 1


def test_shared_by_hand_at_the_moment_it_is_due_it_is_one_post(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    ended = scenes.at_once(
        lambda session: sharing.share(session, ana, code).code,
        lambda session: scheduling.share_if_due(session, ana, code),
    )
    assert len([each for each in ended if isinstance(each, AppError)]) <= 1
    assert len(read(_posts)) == 1


def test_called_off_at_the_moment_it_is_due_it_is_a_post_or_a_draft(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    scenes.at_once(
        lambda session: scheduling.unschedule(session, ana, code),
        lambda session: scheduling.share_if_due(session, ana, code),
    )
    assert len(read(_posts)) + len(read(queries.drafts, ana)) == 1


def test_what_cannot_be_shared_at_its_time_stays_a_draft_and_says_why(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled)
    file = read(scenes.files, code)[0].code
    transact(drafting.remove_file, ana, file)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    assert scheduling.share_due() == 0
    card, words = read(queries.draft_card, ana, code)
    assert card.failure == "It could not be shared at its time: Add a photo or a video first."
    assert (card.scheduled, words.caption) == ("", "At its time")
    assert scheduling.share_due() == 0


def test_what_fails_for_no_fault_of_its_author_is_tried_three_times_and_says_so(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled)
    tries = []

    def break_down(*_, **__) -> None:
        tries.append(1)
        raise RuntimeError("the disk is on fire")

    with monkeypatch.context() as broken:
        broken.setattr(scheduling, "share", break_down)
        _at(broken, NOW + timedelta(minutes=2))
        for _ in range(5):
            assert scheduling.share_due() == 0
    assert len(tries) == 3
    card, words = read(queries.draft_card, ana, code)
    assert card.failure.startswith("It could not be shared at its time: something is wrong with")
    assert (card.scheduled, words.caption) == ("", "At its time")
    transact(scheduling.schedule, ana, code, "2026-11-21T13:02", "Europe/Berlin")
    _at(monkeypatch, NOW + timedelta(minutes=3))
    assert scheduling.share_due() == 1


def test_what_gets_another_time_at_the_moment_it_is_refused_keeps_that_time(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled)

    def refuse(*_) -> None:
        raise Invalid("It breaks a rule.", "file")

    monkeypatch.setattr(scheduling, "share_if_due", refuse)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    due = read(scheduling.due, clock.now())
    transact(scheduling.schedule, ana, code, "2026-11-21T13:00", "UTC")
    monkeypatch.setattr(scheduling, "read", lambda *_: due)
    assert scheduling.share_due() == 0
    card, _ = read(queries.draft_card, ana, code)
    assert (card.failure, card.scheduled != "") == ("", True)


def test_a_picture_that_fails_meanwhile_is_left_out_and_waits_in_a_draft_that_says_so(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled, "a.jpg", "b.jpg")
    transact(_fail_first, code)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    assert scheduling.share_due() == 1
    assert [post.caption for post in read(_posts)] == ["At its time"]
    (left,) = read(queries.drafts, ana)
    assert left.failure == (
        "Your post was shared at its time without a.jpg, which could not be used. It waits here."
    )
    assert (left.title, left.scheduled, left.code != code) == ("At its time", "", True)
    assert [file.file_name for file in read(scenes.files, left.code)] == ["a.jpg"]
    assert scheduling.share_due() == 0


def test_what_is_left_out_of_a_post_that_refuses_scans_goes_on_being_left_alone(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, code = transact(_scheduled, "a.jpg", "b.jpg")
    words = DraftWords("At its time", choices=DraftChoices(refuses_scans=True))
    transact(drafting.save_words, ana, code, words, 1)
    transact(_fail_first, code)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    assert scheduling.share_due() == 1
    (left,) = read(queries.drafts, ana)
    assert read(queries.draft_card, ana, left.code)[1].choices == DraftChoices(refuses_scans=True)
    (file,) = read(scenes.files, left.code)
    assert read(refusing.is_refused, file.media_id or 0)


def test_many_that_are_left_out_are_counted(database: Settings, monkeypatch: pytest.MonkeyPatch):
    names = [f"{letter * 60}.jpg" for letter in "abcdefg"]
    ana, code = transact(_scheduled, *names)

    def refuse(session: Session) -> None:
        for file in scenes.files(session, code)[1:]:
            drafting.refuse_file(session, ana, file.code, "Damaged.")

    transact(refuse)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    assert scheduling.share_due() == 1
    (left,) = read(queries.drafts, ana)
    assert left.failure == (
        "Your post was shared at its time without 6 files that could not be used. They wait here."
    )


def test_nothing_is_shared_for_who_is_suspended(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana, _ = transact(_scheduled)

    def suspend(session: Session) -> None:
        session.get_one(User, ana.id).suspended_at = NOW

    transact(suspend)
    _at(monkeypatch, NOW + timedelta(minutes=2))
    assert scheduling.share_due() == 0
    assert len(read(queries.drafts, ana)) == 1
