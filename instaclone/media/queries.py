"""Pictures as cards."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import Session, col, select

from instaclone.media.cards import PictureCard
from instaclone.media.models import Media, Variant
from instaclone.media.renditions import FIRST_WIDTH
from instaclone.storage.signing import media_url


def picture_cards(session: Session, media_ids: Collection[int]) -> dict[int, PictureCard]:
    """The cards of the pictures by their ids, in two statements; deleted pictures are left out.

    Who may see them is for the caller to know.
    """
    rows = session.exec(
        select(Media).where(col(Media.id).in_(media_ids), col(Media.deleted_at).is_(None))
    )
    return cards_of(session, rows.all())


def cards_of(session: Session, rows: Collection[Media]) -> dict[int, PictureCard]:
    """The cards of pictures whose rows are at hand, in one statement."""
    variants: dict[int, list[Variant]] = defaultdict(list)
    for variant in session.exec(
        select(Variant)
        .where(col(Variant.media_id).in_([row.id for row in rows]))
        .order_by(col(Variant.width))
    ):
        variants[variant.media_id].append(variant)
    return {row.id: _card(row, variants[row.id]) for row in rows if row.id}


def _card(row: Media, variants: list[Variant]) -> PictureCard:
    """One card; `variants` come narrowest first."""
    assert row.id
    first = [variant for variant in variants if variant.width <= FIRST_WIDTH]
    return PictureCard(
        id=row.id,
        code=row.code,
        src=media_url(first[-1].key) if first else "",
        srcset=", ".join(f"{media_url(each.key)} {each.width}w" for each in variants),
        width=row.width,
        height=row.height,
        placeholder=row.placeholder,
        alt="",
        state=row.state,
        failure=row.failure,
    )
