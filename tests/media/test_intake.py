"""Pictures are taken in, refused by name, and discarded."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.errors import Conflict, NotFound, TooMany, Unavailable
from instaclone.media import intake, limits
from instaclone.media.models import FAILED, RECEIVED
from instaclone.posts.models import PostMedia
from instaclone.storage.choosing import storage
from tests import make
from tests.media import pictures
from tests.media.conftest import row

IN_USE = (select(PostMedia.media_id),)


def test_a_picture_is_stored_and_asked_for(
    send: Callable[..., int], ana: Viewer, asked: list[tuple[str, int]]
) -> None:
    content = pictures.photo(300, 200, "PNG")
    media_id = send(content, "../be\x00ach.jpg")
    made = row(media_id)
    assert (made.state, made.owner_id, made.file_name) == (RECEIVED, ana.id, "beach.jpg")
    assert (made.source_format, made.source_bytes) == ("PNG", len(content))
    assert made.upload_key
    assert storage().read(made.upload_key) == content
    assert asked == [("media.process", media_id)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"^beach\.jpg is empty \(0 bytes\)"),
        (b"<svg/>", r"^beach\.jpg is an SVG drawing"),
        (b"Dear diary", r"^beach\.jpg is not a photo"),
    ],
)
def test_what_is_no_picture_is_refused_before_it_is_stored(
    ana: Viewer, tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(limits.Refused, match=words):
        intake.take(ana, pictures.written(tmp_path, "staged", content), "beach.jpg")
    assert list(storage().keys("upload/")) == []


def test_a_file_of_two_hundred_megabytes_is_refused_by_its_declared_size() -> None:
    with pytest.raises(limits.Refused, match=r"^beach\.jpg is 200 MB; photos may be up to 50 MB"):
        intake.check_start("beach.jpg", 200_000_000, b"\xff\xd8\xff\xe0")


def test_a_file_without_a_declared_size_is_refused_while_it_arrives() -> None:
    intake.check_bytes("beach.jpg", limits.FILE_BYTES)
    with pytest.raises(limits.Refused, match="up to 50 MB"):
        intake.check_bytes("beach.jpg", limits.FILE_BYTES + 1)


def test_one_person_cannot_fill_the_queue(
    send: Callable[..., int], ana: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WAITING", 2)
    send()
    send()
    with pytest.raises(TooMany, match="2 of your files are still being read") as caught:
        send()
    assert caught.value.retry_after > 0
    assert len(list(storage().keys("upload/"))) == 2


def test_one_person_cannot_fill_the_storage_with_pictures_that_are_in_no_post(
    ana: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPOSTED", 2)

    def held_already(session: Session) -> None:
        make.post(session, ana, pictures=3)
        make.media(session, ana, state=FAILED)
        make.media(session, ana, deleted_at=clock.now())
        make.media(session)  # somebody else's
        make.media(session, ana)

    def take(in_use: intake.InUse | None = None) -> int:
        staged = pictures.written(tmp_path, "staged", pictures.photo(64, 64))
        return intake.take(ana, staged, "beach.jpg", in_use=in_use)

    transact(held_already)
    second = take(IN_USE)
    with pytest.raises(TooMany, match=r"^2 files that you uploaded are in no post"):
        take(IN_USE)
    assert len(list(storage().keys("upload/"))) == 1
    transact(intake.discard, ana, second, in_use=IN_USE)
    assert take(IN_USE)
    assert take()


def test_an_upload_whose_row_cannot_be_made_is_removed_again(
    ana: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> int:
        raise Unavailable("The database is away.")

    monkeypatch.setattr(intake, "accept", broken)
    with pytest.raises(Unavailable):
        intake.take(ana, pictures.written(tmp_path, "staged", pictures.photo(64, 64)), "x.jpg")
    assert list(storage().keys("upload/")) == []


def test_the_owner_discards_a_picture(send: Callable[..., int], ana: Viewer) -> None:
    media_id = send()
    transact(intake.discard, ana, media_id, in_use=IN_USE)
    assert row(media_id).deleted_at is not None
    with pytest.raises(NotFound):
        transact(intake.discard, ana, media_id, in_use=IN_USE)


def test_nobody_else_discards_it(send: Callable[..., int]) -> None:
    media_id = send()
    ben = transact(make.user, "ben")
    with pytest.raises(NotFound):
        transact(intake.discard, ben, media_id, in_use=IN_USE)
    assert row(media_id).deleted_at is None


def test_a_posted_picture_cannot_be_discarded(ana: Viewer) -> None:
    def posted(session) -> int:
        post = make.post(session, ana)
        return session.exec(
            select(PostMedia.media_id).where(col(PostMedia.post_id) == post.id)
        ).one()

    media_id = transact(posted)
    with pytest.raises(Conflict, match="in a post already"):
        transact(intake.discard, ana, media_id, in_use=IN_USE)
    assert row(media_id).deleted_at is None


def test_the_web_side_loads_no_decoder() -> None:
    code = (
        "import sys, instaclone.media.intake, instaclone.media.queries, instaclone.media.api;"
        "print([name for name in ('PIL', 'numpy', 'pillow_heif') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
