"""Drafts that publish themselves: a time in the author's own zone, kept in UTC."""

import contextlib
import zoneinfo
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Invalid, NotFound
from instaclone.live.bus import publish_later
from instaclone.media import baking, limits
from instaclone.media.models import Media
from instaclone.posts.choices import check_choices
from instaclone.posts.publishing import check_caption, check_tags
from instaclone.studio.drafting import DraftChoices, choices_text, own_draft, topic, words_of
from instaclone.studio.models import Draft, DraftFile
from instaclone.studio.sharing import (
    check_alt_texts,
    check_files,
    choices_of,
    due,
    files_of,
    share,
    unusable,
)
from instaclone.text import listed

SOONEST = timedelta(0)
LATEST = timedelta(days=366)
TRIES = 3
SAID = 280  # characters of a sentence that is kept with a draft
BROKEN = "something is wrong with this site. Try it again, or tell the people who run it."

log = structlog.get_logger("studio")


def schedule(
    session: Session,
    owner: Viewer,
    code: str,
    local: str,
    zone: str,
    *,
    without_failed: bool = False,
) -> datetime:
    """Have a draft publish itself; the moment in UTC.

    `local` is what an input of type datetime-local says, such as 2026-11-21T18:30, `zone` the
    author's IANA zone. Everything is checked now as if it were shared, and pictures are edited
    ahead of the time. Raises as `share` does, and Invalid with the field "publish_at".
    """
    moment = moment_of(local, zone)
    draft = own_draft(session, owner, code, hold=True)
    files = files_of(session, draft)
    check_files(files, without_failed=without_failed)
    check_alt_texts([file for file, _ in files if not file.failure])
    words = words_of(draft)
    check_tags(check_caption(words.caption), words.tags)
    check_choices(choices_of(words.choices, {}))
    draft.publish_at, draft.zone = moment, zone
    draft.failure, draft.attempts = "", 0
    session.add(draft)
    wanted = {media.id: file.recipe for file, media in files if media and not file.failure}
    for media in _held(session, wanted):
        baking.ask(session, media, wanted[media.id])
    _tell(session, draft.id, owner)
    return moment


def unschedule(session: Session, owner: Viewer, code: str) -> None:
    """Have a draft wait for its author again, its pictures as they were uploaded."""
    draft = own_draft(session, owner, code, hold=True)
    draft.publish_at, draft.failure = None, ""
    session.add(draft)
    for media in _held(session, {media.id for _, media in files_of(session, draft) if media}):
        baking.ask(session, media, "")
    _tell(session, draft.id, owner)


def moment_of(local: str, zone: str) -> datetime:
    """The moment in UTC; raises Invalid for what is no time, past, or more than a year ahead.

    A time that a clock change skips is the one after the gap, one that it repeats the first.
    """
    try:
        known = zoneinfo.ZoneInfo(zone)
        moment = datetime.fromisoformat(local)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=known)
        moment = moment.astimezone(UTC)
    except (ValueError, OSError, OverflowError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise Invalid("Choose a day and a time.", "publish_at") from error
    ahead = moment - clock.now()
    if ahead <= SOONEST:
        raise Invalid("Choose a time that is still to come, or share the post now.", "publish_at")
    if ahead > LATEST:
        raise Invalid("Choose a time within a year.", "publish_at")
    return moment


def share_due() -> int:
    """Share the drafts whose time has come, also those of a downtime; how many.

    One that cannot be shared any more stays a draft and says why; so does one that fails for a
    reason that is not its author's, after TRIES.
    """
    shared = 0
    for user_id, username, code in read(due, clock.now()):
        owner = Viewer(user_id, username)
        try:
            if transact(_count_try, owner, code) > TRIES:
                _give_up(owner, code, BROKEN)
                continue
            transact(share_if_due, owner, code)
            shared += 1
        except NotFound:
            continue  # its author shared or deleted it at this moment
        except AppError as refusal:
            _give_up(owner, code, str(refusal))
        except Exception:
            log.exception("draft_not_shared", draft=code)
    return shared


def share_if_due(session: Session, owner: Viewer, code: str) -> None:
    """Share a draft unless it was called off at this moment; raises as `share` does.

    Files that cannot be shared wait in a draft of their own, which says so: nobody can be asked.
    """
    draft = own_draft(session, owner, code, hold=True)
    if draft.publish_at is None or draft.publish_at > clock.now():
        return
    files = files_of(session, draft)
    check_files(files, without_failed=True)
    _set_aside(session, draft, unusable(files))
    share(session, owner, code)


def _count_try(session: Session, owner: Viewer, code: str) -> int:
    """The number of the try that begins; counted before it, since it may end this worker."""
    draft = own_draft(session, owner, code, hold=True)
    draft.attempts += 1
    session.add(draft)
    return draft.attempts


def _give_up(owner: Viewer, code: str, sentence: str) -> None:
    log.warning("draft_given_up", draft=code, reason=sentence)
    with contextlib.suppress(NotFound):  # deleted at this moment
        transact(_fail, owner, code, sentence)


def _set_aside(session: Session, draft: Draft, files: list[DraftFile]) -> None:
    """Begin a draft of files that their post goes without, with the words of theirs. Where the
    scanner leaves them alone, it goes on doing so."""
    if not files:
        return
    several = len(files) > 1
    named = listed([limits.shown(file.file_name) for file in files])
    said = f"Your post was shared at its time without {named}, which could not be used"
    if len(said) > SAID:
        said = f"Your post was shared at its time without {len(files)} files that could not be used"
    aside = Draft(owner_id=draft.owner_id, caption=draft.caption, tags=draft.tags)
    choices = DraftChoices(refuses_scans=words_of(draft).choices.refuses_scans)
    aside.choices = choices_text(choices)
    aside.failure = f"{said}. {'They wait' if several else 'It waits'} here."
    session.add(aside)
    session.flush()
    for file in files:
        file.draft_id = aside.id or 0
        session.add(file)
    session.flush()


def _fail(session: Session, owner: Viewer, code: str, sentence: str) -> None:
    """Say why it was not shared, unless its author chose another time at this moment."""
    draft = own_draft(session, owner, code, hold=True)
    if draft.publish_at is None or draft.publish_at > clock.now():
        return
    draft.publish_at = None
    draft.failure = f"It could not be shared at its time: {sentence}"[:300]
    session.add(draft)
    _tell(session, draft.id, owner)


def _held(session: Session, media_ids: Collection[int | None]) -> Sequence[Media]:
    """The pictures as they are now, held until the end of the transaction."""
    return session.exec(
        select(Media)
        .where(col(Media.id).in_(media_ids))
        .order_by(col(Media.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _tell(session: Session, draft_id: int | None, owner: Viewer) -> None:
    session.flush()
    publish_later(session, topic(draft_id or 0))
    publish_later(session, f"drafts:{owner.id}")
