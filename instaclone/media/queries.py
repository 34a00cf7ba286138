"""Pictures as cards."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from instaclone.media.cards import PictureCard
from instaclone.media.models import SERVED, SOURCE, Media, Variant
from instaclone.media.renditions import FIRST_WIDTH, MP4
from instaclone.storage.signing import media_url


def kinds_of(session: Session, media_ids: Collection[int]) -> dict[int, str]:
    """Whether each of these is a photo or a video; those that are gone for good are left out."""
    rows = session.execute(select(Media.id, Media.kind).where(col(Media.id).in_(media_ids)))
    return {media_id: kind for media_id, kind in rows if media_id}


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
    served = _variants(session, rows, Variant.role == SERVED)
    return {row.id: _card(row, served[row.id]) for row in rows if row.id}


def source_cards(session: Session, rows: Collection[Media]) -> dict[int, PictureCard]:
    """The cards of pictures as they were uploaded, in one statement: for their owners alone."""
    found = _variants(session, rows)
    cards = {}
    for row in rows:
        assert row.id
        own = [each for each in found[row.id] if each.role == SOURCE]
        served = [each for each in found[row.id] if each.role == SERVED]
        # What an edit has not replaced is still as it was uploaded.
        kinds = {each.content_type == MP4 for each in own}
        shown = own + [each for each in served if (each.content_type == MP4) not in kinds]
        card = _card(row, shown)
        if own:
            card = replace(card, width=own[-1].width, height=own[-1].height)
        cards[row.id] = card
    return cards


def kind_of(session: Session, media_id: int) -> str | None:
    """Whether a picture is a photo or a video; None when there is none."""
    return session.exec(select(Media.kind).where(Media.id == media_id)).first()


def is_served_still() -> ColumnElement[bool]:
    """The condition on Variant that it is what everybody sees who sees the picture, and no film."""
    return and_(col(Variant.role) == SERVED, col(Variant.content_type) != MP4)


def _variants(
    session: Session, rows: Collection[Media], *conditions: ColumnElement[bool] | bool
) -> dict[int, list[Variant]]:
    """The renditions of pictures, narrowest first."""
    found: dict[int, list[Variant]] = defaultdict(list)
    for variant in session.exec(
        select(Variant)
        .where(col(Variant.media_id).in_([row.id for row in rows]), *conditions)
        .order_by(col(Variant.width))
    ):
        found[variant.media_id].append(variant)
    return found


def _card(row: Media, variants: list[Variant]) -> PictureCard:
    """One card; `variants` come narrowest first."""
    assert row.id
    stills = [each for each in variants if each.content_type != MP4]
    films = [each for each in variants if each.content_type == MP4]
    first = [variant for variant in stills if variant.width <= FIRST_WIDTH]
    return PictureCard(
        id=row.id,
        code=row.code,
        src=media_url(first[-1].key) if first else "",
        srcset=", ".join(f"{media_url(each.key)} {each.width}w" for each in stills),
        width=row.width,
        height=row.height,
        placeholder=row.placeholder,
        alt="",
        state=row.state,
        failure=row.failure,
        kind=row.kind,
        largest=media_url(stills[-1].key) if stills else "",
        video=media_url(films[0].key) if films else "",
        video_large=media_url(films[-1].key) if len(films) > 1 else "",
        duration_ms=row.duration_ms,
        has_audio=row.has_audio,
    )
