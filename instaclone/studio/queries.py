"""Drafts and their files as cards, for their owners alone."""

import zoneinfo
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from instaclone import clock, text
from instaclone.accounts.viewer import Viewer
from instaclone.media import baking, film_parts
from instaclone.media import models as media_models
from instaclone.media.cards import PictureCard
from instaclone.media.models import Media
from instaclone.media.queries import source_cards
from instaclone.retouching import recipes
from instaclone.retouching.css import PreviewStyle, preview_style
from instaclone.studio import cards
from instaclone.studio.arriving import arrived_bytes
from instaclone.studio.cards import DraftCard, DraftTile, FileCard
from instaclone.studio.drafting import DraftWords, own_draft, words_of
from instaclone.studio.models import Draft, DraftFile
from instaclone.studio.tidying import is_empty
from instaclone.vision.describing import drafts_of

TITLE_LENGTH = 60


def draft_card(session: Session, owner: Viewer, code: str) -> tuple[DraftCard, DraftWords]:
    """One of the owner's drafts with its files, and its words; raises NotFound."""
    draft = own_draft(session, owner, code)
    assert draft.id
    card = DraftCard(
        id=draft.id,
        code=draft.code,
        version=draft.version,
        files=file_cards(session, draft.id),
        scheduled=in_zone(draft.publish_at, draft.zone),
        failure=draft.failure,
    )
    return card, words_of(draft)


def drafts(session: Session, owner: Viewer) -> list[DraftTile]:
    """The owner's drafts, the last changed first, in four statements."""
    rows = session.exec(
        select(Draft)
        .where(Draft.owner_id == owner.id, ~is_empty())
        .order_by(col(Draft.changed_at).desc())
    ).all()
    ids = [row.id for row in rows]
    counted = session.execute(
        select(DraftFile.draft_id, func.count(), func.min(DraftFile.position))
        .where(col(DraftFile.draft_id).in_(ids))
        .group_by(col(DraftFile.draft_id))
    )
    counts = {draft_id: count for draft_id, count, _ in counted}
    pictures = session.execute(
        select(DraftFile.draft_id, Media)
        .join(Media, col(Media.id) == DraftFile.media_id)
        .where(col(DraftFile.draft_id).in_(ids), Media.state == media_models.READY)
        .order_by(col(DraftFile.position).desc())
    ).all()
    first = {row[0]: row[1] for row in pictures}  # the last of each wins: it is the first file
    shown = source_cards(session, list(first.values()))
    now = clock.now()
    return [
        DraftTile(
            code=row.code,
            title=" ".join(row.caption.split())[:TITLE_LENGTH] or "Without words",
            when=text.ago(row.changed_at, now),
            moment=row.changed_at.isoformat(),
            file_count=counts.get(row.id or 0, 0),
            picture=shown.get(first[row.id].id or 0) if row.id in first else None,
            scheduled=in_zone(row.publish_at, row.zone),
            failure=row.failure,
        )
        for row in rows
    ]


def file_cards(session: Session, draft_id: int) -> list[FileCard]:
    """The files of a draft in their order, in a constant number of statements; who may see them is
    asked before."""
    rows = session.execute(
        select(DraftFile, Media)
        .outerjoin(Media, col(Media.id) == DraftFile.media_id)
        .where(DraftFile.draft_id == draft_id)
        .order_by(col(DraftFile.position))
    ).all()
    shown = source_cards(session, [media for _, media in rows if media is not None])
    silent = [
        (media, file.recipe)
        for file, media in rows
        if media is not None and media.state == media_models.READY and not file.alt_text
    ]
    drafted = drafts_of(session, silent) if silent else {}
    return [
        replace(
            _card(file, media, shown, drafted), is_first=number == 1, is_last=number == len(rows)
        )
        for number, (file, media) in enumerate(rows, 1)
    ]


def in_zone(moment: datetime | None, zone: str) -> str:
    """A moment in a time zone, for people; "" for none."""
    if moment is None:
        return ""
    return (
        f"{moment.astimezone(zoneinfo.ZoneInfo(zone or 'UTC')):%-d %B %Y, %H:%M} ({zone or 'UTC'})"
    )


def _card(
    file: DraftFile,
    media: Media | None,
    shown: dict[int, PictureCard],
    drafted: dict[int, str],
) -> FileCard:
    state, status, percent = _standing(file, media)
    card = FileCard(
        code=file.code,
        file_name=file.file_name,
        state=state,
        status=status,
        percent=percent,
        alt_text=file.alt_text,
        recipe=file.recipe,
    )
    if media is None or not media.id:
        return card
    picture = shown.get(media.id)
    return replace(
        card,
        kind=media.kind,
        media_id=media.id,
        media_code=media.code,
        picture=picture,
        style=_style(file.recipe, picture),
        duration_ms=media.duration_ms,
        lasts=_length(media.duration_ms),
        notice=_notice(media, file.recipe),
        alt_draft=drafted.get(media.id, ""),
    )


def _notice(media: Media, recipe: str) -> str:
    """What its author should do about a file before sharing it."""
    if baking.has_failed(media, recipe):
        return media.bake_failure
    return film_parts.notice(media, recipe)


def _style(recipe: str, picture: PictureCard | None) -> PreviewStyle | None:
    if picture is None or not picture.width:
        return None
    return preview_style(recipes.from_text(recipe), picture.width, picture.height)


def _length(milliseconds: int) -> str:
    """A video's length, for people; "" for none."""
    seconds = round(milliseconds / 1000)
    return f"{seconds // 60}:{seconds % 60:02}" if milliseconds else ""


def _standing(file: DraftFile, media: Media | None) -> tuple[str, str, int]:
    """The state of a file, the same in words, and per cent."""
    if file.failure:
        return cards.REFUSED, f"Refused: {file.failure}", 0
    if media is None:
        percent = arrived_percent(file)
        return cards.UPLOADING, f"Uploading, {percent} %", percent
    if media.state == media_models.FAILED:
        return cards.REFUSED, f"Refused: {media.failure}", 0
    if media.state == media_models.READY:
        return cards.READY, "Ready", 100
    if media.kind == media_models.VIDEO and media.progress:
        return cards.PROCESSING, f"Processing, {media.progress} %", media.progress
    return cards.PROCESSING, "Processing", 0


def arrived_percent(file: DraftFile) -> int:
    """How much of a file has arrived, by what lies in the staging folder."""
    return min(99, 100 * arrived_bytes(file.code) // max(1, file.size))
