"""The quality receipt: what the site did to a picture, told to whoever uploaded it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.media import facts, renditions
from instaclone.media.cards import ReceiptCard, ReceiptLine
from instaclone.media.facts import Facts
from instaclone.media.models import READY, SERVED, VIDEO, Media, Variant
from instaclone.media.renditions import JPEG, MP4, WEBP
from instaclone.retouching import recipes
from instaclone.retouching.telling import told

NAMES = {WEBP: "WebP", JPEG: "JPEG", MP4: "MP4"}
KEPT = "Kept as it was: only metadata was removed."


def receipts_of(session: Session, owner: Viewer, media_ids: Collection[int]) -> list[ReceiptCard]:
    """What was done to those of these pictures that are the owner's and ready, in this order, in
    two statements."""
    rows = session.exec(
        select(Media).where(
            col(Media.id).in_(media_ids),
            Media.owner_id == owner.id,
            Media.state == READY,
            col(Media.deleted_at).is_(None),
        )
    ).all()
    served = select(Variant).where(
        col(Variant.media_id).in_([row.id for row in rows]), Variant.role == SERVED
    )
    best: dict[int, Variant] = {}
    for each in session.exec(served.order_by(col(Variant.width))):
        known = best.get(each.media_id)
        if known is None or known.content_type != MP4 or each.content_type == MP4:
            best[each.media_id] = each  # the widest; of a video, the widest film
    by_id = {row.id: row for row in rows}
    ordered = [by_id[media_id] for media_id in media_ids if media_id in by_id]
    return [_card(row, best[row.id]) for row in ordered if row.id in best]


def _card(row: Media, served: Variant) -> ReceiptCard:
    assert row.id
    known = facts.from_text(row.facts)
    recipe = recipes.from_text(row.recipe)
    covered = row.covered + len(recipe.covers)
    is_kept = renditions.is_kept(served.key) or (known.is_kept and not row.recipe)
    lines = [
        ReceiptLine(
            "Uploaded", _file(row.source_format, known.width, known.height, row.source_bytes)
        ),
        ReceiptLine(
            "Shown", _file(NAMES[served.content_type], served.width, served.height, served.bytes)
        ),
        ReceiptLine("Removed", _removed(known)),
        ReceiptLine("Colours", _colours(known, is_video=row.kind == VIDEO, is_kept=is_kept)),
    ]
    if steps := told(recipe):
        lines.append(ReceiptLine("Edited", _sentence(", ".join(steps))))
    if covered:
        lines.append(ReceiptLine("Covered", areas(covered)))
    if known.took_ms:
        lines.append(ReceiptLine("Ready after", f"{known.took_ms / 1000:.1f} s"))
    return ReceiptCard(
        media_id=row.id,
        file_name=row.file_name,
        summary=KEPT if is_kept else "",
        lines=[line for line in lines if line.text],
        failure=row.bake_failure,
    )


def areas(count: int) -> str:
    """How many areas are covered: "1 area covered"."""
    return f"{count} {'area' if count == 1 else 'areas'} covered"


def size_of(count: int) -> str:
    """A number of bytes for people: "512 kB", "4.1 MB"."""
    if count < 1000:
        return f"{count} bytes"
    if count < 999_500:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"


def _file(kind: str, width: int, height: int, count: int) -> str:
    pixels = f"{width} x {height} px" if width else ""
    return ", ".join(each for each in (kind, pixels, size_of(count) if count else "") if each)


def _removed(known: Facts) -> str:
    if not known.width:  # of before such things were written down
        return ""
    return _sentence(", ".join(known.metadata)) or "Nothing: the file carried no metadata."


def _colours(known: Facts, *, is_video: bool, is_kept: bool) -> str:
    if is_video or not known.width:
        return ""
    if not known.profile:
        return "No profile in the file: taken as sRGB."
    if known.profile.startswith("sRGB"):
        return f"{known.profile}, as it is."
    return known.profile if is_kept else f"{known.profile}, converted to sRGB."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
