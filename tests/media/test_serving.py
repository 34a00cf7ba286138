"""What the site serves of a picture, and what the storage must hold for it."""

from sqlmodel import Session

from instaclone import clock
from instaclone.media.models import PROCESSING, Variant
from instaclone.media.serving import Served, stored_objects, variant_by_key
from instaclone.storage.checking import Expected
from tests import make


def test_a_rendition_is_found_by_its_key(session: Session) -> None:
    picture = make.media(session)
    key = f"v/{picture.code}/1080.webp"
    assert picture.id
    assert variant_by_key(session, key) == Served(key, picture.id, "", "image/webp", 3, "0" * 64)
    assert variant_by_key(session, key.swapcase()) is None


def test_masters_and_uploads_are_never_served(session: Session) -> None:
    picture = make.media(session, master_key="m/some.jpg", upload_key="upload/some")
    assert picture.master_key
    assert picture.upload_key
    assert variant_by_key(session, picture.master_key) is None
    assert variant_by_key(session, picture.upload_key) is None


def test_a_deleted_picture_is_not_served(session: Session) -> None:
    picture = make.media(session, deleted_at=clock.now())
    assert variant_by_key(session, f"v/{picture.code}/1080.webp") is None


def test_a_picture_that_is_being_processed_again_is_not_served(session: Session) -> None:
    picture = make.media(session)
    picture.state = PROCESSING
    session.flush()
    assert variant_by_key(session, f"v/{picture.code}/1080.webp") is None


def test_the_storage_must_hold_renditions_and_masters_of_what_is_not_deleted(
    session: Session,
) -> None:
    plain = make.media(session)
    kept = make.media(session, master_key="m/kept.jpg", master_bytes=9, master_sha256="1" * 64)
    assert kept.id
    session.add(
        Variant(
            media_id=kept.id,
            key="v/kept/320.webp",
            content_type="image/webp",
            width=320,
            height=240,
            bytes=5,
            sha256="2" * 64,
        )
    )
    make.media(session, master_key="m/gone.jpg", deleted_at=clock.now())
    session.flush()
    assert set(stored_objects(session)) == {
        Expected(f"v/{plain.code}/1080.webp", 3, "0" * 64),
        Expected(f"v/{kept.code}/1080.webp", 3, "0" * 64),
        Expected("v/kept/320.webp", 5, "2" * 64),
        Expected("m/kept.jpg", 9, "1" * 64),
    }
