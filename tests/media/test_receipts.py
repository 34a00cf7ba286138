"""An author reads what was done to their photo, and nobody else does."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read
from instaclone.media import facts, mastering, processing
from instaclone.media.cards import ReceiptCard
from instaclone.media.facts import Facts
from instaclone.media.models import RECEIVED, SOURCE, VIDEO, Variant
from instaclone.media.receipts import receipts_of, size_of
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Area, Cover, Recipe
from tests import make
from tests.media import pictures
from tests.media.conftest import row
from tests.media.test_passing import photo as grainy
from tests.statements import counted

Send = Callable[..., int]
KNOWN = Facts(
    width=4000,
    height=3000,
    format="HEIC",
    profile="Display P3",
    metadata=(facts.GPS, facts.SERIAL),
    took_ms=1234,
)
COVERS = (Cover(Area(0, 0, 0.1, 0.1)),)


def picture(session: Session, owner: Viewer, **values):
    """A picture whose upload is known."""
    known = {"facts": facts.to_text(KNOWN), "source_format": "HEIC", "source_bytes": 4_100_000}
    return make.media(session, owner, **{**known, **values})


def lines(session: Session, owner: Viewer, media_id: int | None) -> dict[str, str]:
    """The receipt's lines by their names."""
    return {line.name: line.text for line in receipt(session, owner, media_id).lines}


def receipt(session: Session, owner: Viewer, media_id: int | None) -> ReceiptCard:
    """The receipt of one picture."""
    assert media_id
    (card,) = receipts_of(session, owner, [media_id])
    return card


def test_a_receipt_says_what_came_and_what_is_shown(session: Session) -> None:
    ana = make.user(session)
    made = picture(session, ana)
    assert lines(session, ana, made.id) == {
        "Uploaded": "HEIC, 4000 x 3000 px, 4.1 MB",
        "Shown": "WebP, 1080 x 810 px, 3 bytes",
        "Removed": "GPS location, camera serial number.",
        "Colours": "Display P3, converted to sRGB.",
        "Ready after": "1.2 s",
    }


def test_edits_and_covered_areas_are_told(session: Session) -> None:
    ana = make.user(session)
    text = recipes.to_text(
        Recipe(covers=COVERS, turns=1, is_flipped=True, straighten=-2.5, contrast=20, vignette=5)
    )
    made = picture(session, ana, recipe=text, covered=1)
    told = lines(session, ana, made.id)
    assert told["Covered"] == "2 areas covered"
    assert told["Edited"] == (
        "Rotated right, flipped, straightened by 2.5°, contrast +20, vignette +5."
    )


def test_one_covered_area_is_one(session: Session) -> None:
    ana = make.user(session)
    assert lines(session, ana, picture(session, ana, covered=1).id)["Covered"] == "1 area covered"


def test_what_was_kept_is_said(send: Send, ana: Viewer) -> None:
    media_id = send(grainy(900, 600))
    assert processing.process(media_id)
    card = read(receipt, ana, media_id)
    assert card.summary == "Kept as it was: only metadata was removed."
    told = {line.name: line.text for line in card.lines}
    assert told["Shown"].startswith("JPEG, 900 x 600 px")
    assert told["Removed"] == "Nothing: the file carried no metadata."


def test_an_edit_that_failed_is_told(session: Session) -> None:
    ana = make.user(session)
    made = picture(session, ana, bake_failure="beach.jpg could not be edited: no.")
    assert receipt(session, ana, made.id).failure == "beach.jpg could not be edited: no."


def test_the_film_counts_of_a_video_and_the_source_never(session: Session) -> None:
    ana = make.user(session)
    made = picture(session, ana, kind=VIDEO)
    for number, (kind, width, role) in enumerate(
        [("video/mp4", 720, ""), ("image/webp", 2048, SOURCE), ("image/webp", 1200, "")]
    ):
        session.add(
            Variant(
                media_id=made.id or 0,
                role=role,
                key=f"v/{made.code}/{number}",
                content_type=kind,
                width=width,
                height=400,
                bytes=2_000_000,
                sha256="0" * 64,
            )
        )
    session.flush()
    assert lines(session, ana, made.id)["Shown"] == "MP4, 720 x 400 px, 2.0 MB"
    assert "Colours" not in lines(session, ana, made.id)


def test_nobody_else_reads_a_receipt(session: Session) -> None:
    ana, ben = make.user(session), make.user(session)
    mia = Viewer(make.user(session).id, "mia", is_moderator=True)
    make.follow(session, ben, ana)
    made = picture(session, ana)
    gone = picture(session, ana, deleted_at=clock.now())
    unread = picture(session, ana, state=RECEIVED)
    for who, which in ((ben, made), (mia, made), (ana, gone), (ana, unread)):
        assert receipts_of(session, who, [which.id or 0]) == []


def test_many_receipts_take_two_statements(session: Session) -> None:
    ana = make.user(session)
    ids = [picture(session, ana).id or 0 for _ in range(5)]
    with counted(session) as seen:
        assert [card.media_id for card in receipts_of(session, ana, ids[::-1])] == ids[::-1]
    assert len(seen) == 2


def test_a_real_upload_has_a_receipt(send: Send, ana: Viewer) -> None:
    content = pictures.leaky("WEBP")
    media_id = send(content)
    assert processing.process(media_id)
    assert mastering.finish(media_id)
    told = read(lines, ana, media_id)
    assert told["Uploaded"] == f"WebP, 900 x 1300 px, {size_of(len(content))}"
    assert told["Shown"].startswith("WebP, 900 x 1300 px")
    assert "GPS location" in told["Removed"]
    assert row(media_id).source_format == "WebP"


@pytest.mark.parametrize(
    ("count", "words"),
    [(999, "999 bytes"), (1000, "1 kB"), (999_499, "999 kB"), (999_500, "1.0 MB")],
)
def test_sizes_are_read_by_people(count: int, words: str) -> None:
    assert size_of(count) == words
