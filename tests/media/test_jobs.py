"""From a received picture to a published post with what the scanner saw."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.jobs.registry import JOBS, SWEEPS
from instaclone.media import jobs
from instaclone.media.models import READY
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.publishing import publish
from instaclone.vision import loading
from instaclone.vision.models import DONE, WAITING, Detection, LabelCount, LabelRejection, Scan
from tests.media.conftest import change, row
from tests.vision.conftest import Sees

Send = Callable[..., int]
Asked = list[tuple[str, int]]


@pytest.fixture
def sees(worker_id: int, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sees]:
    """A detector that sees a dog."""
    monkeypatch.setattr(jobs, "enqueue", lambda *task: asked.append(task))
    told = Sees("dog")
    with loading.use(told):
        yield told


def scan_of(media_id: int) -> Scan | None:
    """The scan of a picture as it stands now."""
    return read(lambda session: session.get(Scan, media_id))


def test_a_picture_is_read_scanned_and_finished(send: Send, sees: Sees, asked: Asked) -> None:
    media_id = send()
    asked.clear()
    jobs.process(media_id)
    scan = scan_of(media_id)
    assert row(media_id).state == READY
    assert scan
    assert scan.state == DONE
    assert asked == [("media.finish", media_id)]
    jobs.finish(media_id)
    assert row(media_id).upload_key is None


def test_a_post_is_published_when_its_picture_is_ready(send: Send, ana: Viewer, sees: Sees) -> None:
    media_id = send()
    transact(publish, ana, [media_id], "A dog on the beach")
    published = select(Post.published_at).join(PostMedia, col(PostMedia.post_id) == Post.id)
    published = published.where(PostMedia.media_id == media_id)
    assert read(lambda session: session.exec(published).one()) is None
    jobs.process(media_id)
    assert read(lambda session: session.exec(published).one()) is not None


def test_a_ready_picture_never_lacks_its_scan_even_when_the_worker_dies(
    send: Send, sees: Sees, asked: Asked
) -> None:
    media_id = send()

    def die() -> None:
        raise KeyboardInterrupt

    sees.before = die
    with pytest.raises(KeyboardInterrupt):
        jobs.process(media_id)
    scan = scan_of(media_id)
    assert row(media_id).state == READY
    assert scan
    assert scan.state != DONE


def test_a_second_run_scans_nothing_twice(send: Send, sees: Sees) -> None:
    media_id = send()
    jobs.process(media_id)
    jobs.process(media_id)
    assert sees.reads == 1


def test_nothing_is_left_of_what_a_deleted_picture_was_and_showed(
    send: Send, ana: Viewer, sees: Sees
) -> None:
    media_id, kept = send(), send()
    for each in (media_id, kept):
        jobs.process(each)
        transact(
            lambda session, each=each: session.add(
                LabelRejection(media_id=each, label="dog", rejected_by=ana.id)
            )
        )
    change(media_id, deleted_at=clock.now())
    assert jobs.drop_deleted() == 1
    assert jobs.drop_deleted() == 0
    gone = row(media_id)
    assert [gone.file_name, gone.placeholder, gone.blurhash, gone.perceptual_hash] == [""] * 4
    assert row(kept).file_name
    for table in (Scan, Detection, LabelCount, LabelRejection):
        assert set(read(lambda session, of=table: session.exec(select(of.media_id)).all())) <= {
            kept
        }
    assert scan_of(kept)


def test_a_picture_deleted_while_it_is_scanned_is_forgotten_all_the_same(
    send: Send, sees: Sees
) -> None:
    media_id = send()

    def delete() -> None:
        change(media_id, deleted_at=clock.now())
        assert jobs.drop_deleted() == 1

    sees.before = delete
    jobs.process(media_id)
    assert scan_of(media_id) is None
    assert read(lambda session: session.exec(select(Detection)).all()) == []


def test_deleted_pictures_go_within_a_minute() -> None:
    assert [one.seconds for one in SWEEPS if one.name == "media.drop_deleted"] == [60]


def test_a_picture_waits_for_its_scan_without_a_model(
    send: Send, worker_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "enqueue", lambda *task: None)
    monkeypatch.setattr(jobs.scanning, "scan", lambda media_id: False)
    media_id = send()
    jobs.process(media_id)
    scan = scan_of(media_id)
    assert scan
    assert scan.state == WAITING


def test_every_job_and_sweep_is_declared(send: Send) -> None:
    assert {"media.process", "media.finish", "media.bake", "media.burn"} <= set(JOBS)
    mine = {sweep.name: sweep for sweep in SWEEPS if sweep.name.startswith("media.")}
    assert len(mine) == 9
    for sweep in mine.values():
        assert sweep.act() == 0


def test_a_sweep_says_how_many_it_found(send: Send) -> None:
    change(send(), received_at=clock.now() - timedelta(hours=25))
    mine = {sweep.name: sweep.act for sweep in SWEEPS}
    counts = {"media.ask_again": 1, "media.discard_unused": 1, "media.drop_deleted": 1}
    assert {name: mine[name]() for name in counts} == counts
