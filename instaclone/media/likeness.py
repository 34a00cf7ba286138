"""Pictures that look alike, by the perceptual hashes of what is served of them.

A hash is found by its quarters (`HashBand`): each is looked up as it is and with any one of its
bits turned. Of two hashes that differ in up to 7 bits, one quarter differs in one bit at most, by
the pigeonhole principle: those are always found. Of those that differ in more, the ones are found
whose bits lie so that a quarter is still nearly alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, true, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from instaclone.db.kept import kept
from instaclone.media.models import READY, HashBand, Media

QUARTERS, QUARTER_BITS = 4, 16
DIGITS = QUARTERS * QUARTER_BITS // 4
# In bits: smaller or compressed anew is within 4, with a twentieth cut off within 12, another photo
# some 24 away at least (tests/media/test_likeness.py measures it).
NEARLY_THE_SAME, ALIKE = 7, 10
# Flat pictures share their quarters by the thousand: of each look-up the newest are enough.
NEWEST = 100


@dataclass(frozen=True, slots=True)
class Likeness:
    """A picture whose hash differs from another one's in so many bits."""

    media_id: int
    bits: int


def keep(session: Session, media_id: int, perceptual_hash: str) -> None:
    """Have a picture found by this hash, and no longer by the one before; by none for ""."""
    session.execute(delete(HashBand).where(col(HashBand.media_id) == media_id))
    if perceptual_hash:
        session.execute(insert(HashBand), bands_of(media_id, perceptual_hash))


def bands_of(media_id: int, perceptual_hash: str) -> list[dict[str, Any]]:
    """The rows of `HashBand` by which a picture with this hash is found."""
    return [
        {"media_id": media_id, "band": band, "value": value}
        for band, value in enumerate(_quarters(perceptual_hash))
    ]


def near(
    session: Session, perceptual_hash: str, within: int = ALIKE, owner_id: int | None = None
) -> list[Likeness]:
    """The pictures whose hashes differ from this one in so many bits at most, the nearest first and
    of equal ones the newest: all up to 7 bits, the more of them missing the more bits there are.

    In one statement of 4 x 17 look-ups, of which each gives the newest. Who may see them is for the
    caller to know; with `owner_id` only those of one person are told.
    """
    if len(perceptual_hash) != DIGITS:
        return []
    values = {
        f"value_{band}_{number}": value
        for band, quarter in enumerate(_quarters(perceptual_hash))
        for number, value in enumerate(_nearly(quarter))
    }
    found = session.execute(_candidates(owner_id is not None), {**values, "owner_id": owner_id})
    bits = {row.id: bits_between(perceptual_hash, row.perceptual_hash) for row in found}
    alike = [Likeness(media_id, distance) for media_id, distance in bits.items()]
    alike = [each for each in alike if each.bits <= within]
    return sorted(alike, key=lambda each: (each.bits, -each.media_id))


def bits_between(one: str, other: str) -> int:
    """In how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def unkept(session: Session, above: int, up_to: int) -> Sequence[int]:
    """The pictures, of ids above the one and up to the other, that have a hash and are not found by
    it: from before that was kept."""
    banded = col(HashBand.media_id)
    is_kept = sa_select(banded).where(banded == col(Media.id)).exists()
    among = col(Media.id).between(above + 1, up_to)
    rows = session.scalars(sa_select(col(Media.id)).where(among, _has_hash(), ~is_kept))
    return [media_id for media_id in rows if media_id]


def keep_unkept(session: Session, media_id: int) -> None:
    """Have a picture found by the hash that it has."""
    row = session.get(Media, media_id, with_for_update=True, populate_existing=True)
    if row is not None:
        keep(session, media_id, row.perceptual_hash)


@kept
def _candidates(is_of_one: bool) -> Any:
    """The statement that finds pictures by the quarters `value_BAND_NUMBER`."""
    look_ups = [
        sa_select(col(HashBand.media_id))
        .where(
            col(HashBand.band) == band,
            col(HashBand.value) == bindparam(f"value_{band}_{number}"),
        )
        .order_by(col(HashBand.media_id).desc())
        .limit(NEWEST)
        .subquery()
        for band in range(QUARTERS)
        for number in range(QUARTER_BITS + 1)
    ]
    found = union_all(*(sa_select(each.c.media_id) for each in look_ups)).subquery("found")
    is_theirs = col(Media.owner_id) == bindparam("owner_id") if is_of_one else true()
    return (
        sa_select(col(Media.id), col(Media.perceptual_hash))
        .join(found, found.c.media_id == col(Media.id))
        .where(_has_hash(), is_theirs)
    )


def _has_hash() -> ColumnElement[bool]:
    return (
        (col(Media.state) == READY)
        & col(Media.deleted_at).is_(None)
        & (col(Media.perceptual_hash) != "")
    )


def _quarters(perceptual_hash: str) -> list[str]:
    length = DIGITS // QUARTERS
    return [perceptual_hash[at : at + length] for at in range(0, DIGITS, length)]


def _nearly(quarter: str) -> list[str]:
    """A quarter as it is, and with each one of its bits turned."""
    bits = int(quarter, 16)
    return [quarter, *(f"{bits ^ 1 << bit:04x}" for bit in range(QUARTER_BITS))]
