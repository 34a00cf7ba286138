"""A draft becomes a post: now, or by itself when its time has come."""

from datetime import datetime

from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict, Invalid
from instaclone.live.bus import publish_later
from instaclone.media import baking, limits
from instaclone.media.models import FAILED, Media
from instaclone.posts.choices import Choices, PersonMark
from instaclone.posts.models import Post
from instaclone.posts.publishing import publish
from instaclone.settings import settings
from instaclone.studio.drafting import DraftChoices, own_draft, topic, words_of
from instaclone.studio.models import Draft, DraftFile
from instaclone.text import listed

Files = list[tuple[DraftFile, Media | None]]


class Unfinished(Conflict):
    """Some files cannot be shared; `names` are theirs. The author may share without them."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        several = len(names) > 1
        super().__init__(
            f"{_listed(names)} could not be used. Share the post without "
            f"{'them' if several else 'it'}?",
            "files",
        )


class StillUploading(Conflict):
    """Some files have not arrived yet; wait for them."""


def share(session: Session, owner: Viewer, code: str, *, without_failed: bool = False) -> Post:
    """Make a post of a draft and end the draft.

    Pictures that are still being read or edited are waited for by the post. Raises StillUploading
    when files have not arrived, Unfinished when some were refused and `without_failed` is not
    said, Invalid naming the field at fault, NotFound.
    """
    draft = own_draft(session, owner, code, hold=True)
    files = files_of(session, draft)
    check_files(files, without_failed=without_failed)
    good = [(file, media) for file, media in files if _is_good(file, media)]
    check_alt_texts([file for file, _ in good])
    words = words_of(draft)
    media_of = {file.code: file.media_id or 0 for file, _ in good}
    post = publish(
        session,
        owner,
        [file.media_id or 0 for file, _ in good],
        words.caption,
        words.tags,
        choices=choices_of(words.choices, media_of),
        alt_texts=[file.alt_text for file, _ in good],
        recipes=[file.recipe for file, _ in good],
    )
    publish_later(session, topic(draft.id or 0))
    publish_later(session, f"drafts:{owner.id}")
    session.delete(draft)
    session.flush()
    return post


def files_of(session: Session, draft: Draft) -> Files:
    """The files of a draft in their order, each with its picture once it has arrived."""
    rows = session.execute(
        select(DraftFile, Media)
        .outerjoin(Media, col(Media.id) == DraftFile.media_id)
        .where(DraftFile.draft_id == draft.id)
        .order_by(col(DraftFile.position))
    )
    return [(file, media) for file, media in rows]


def check_files(files: Files, *, without_failed: bool) -> None:
    """Raise Invalid, StillUploading or Unfinished as `share` does."""
    if not files:
        raise Invalid("Add a photo or a video first.", "file")
    coming = [file.file_name for file, media in files if media is None and not file.failure]
    if coming:
        raise StillUploading(f"{_listed(coming)} has not arrived yet.", "file")
    bad = [file.file_name for file in unusable(files)]
    if len(bad) == len(files):
        raise Invalid(
            "None of these files could be used. Remove them and add others; what you wrote stays.",
            "file",
        )
    if bad and not without_failed:
        raise Unfinished(bad)


def unusable(files: Files) -> list[DraftFile]:
    """Those that have arrived, or were refused, and cannot be shared."""
    return [file for file, media in files if not _is_good(file, media)]


def check_alt_texts(files: list[DraftFile]) -> None:
    """Raise Invalid where this community requires alt text and a file has none."""
    if not settings().require_alt_text:
        return
    for file in files:
        if not file.alt_text.strip():
            raise Invalid(
                f"Say what is on {limits.shown(file.file_name)}: this community asks for alt text.",
                "alt_text",
            )


def choices_of(choices: DraftChoices, media_of: dict[str, int]) -> Choices:
    """The settings of the post; marks on files that are left out are left out."""
    return Choices(
        place=choices.place,
        place_id=choices.place_id,
        people=choices.people,
        marks=tuple(
            PersonMark(mark.username, media_of[mark.file], mark.x, mark.y)
            for mark in choices.marks
            if mark.file in media_of
        ),
        warning=choices.warning,
        shows_camera=choices.shows_camera,
        visibility=choices.visibility,
        comments_from=choices.comments_from,
        hides_like_count=choices.hides_like_count,
        licence=choices.licence,
        is_unlisted=choices.is_unlisted,
        refuses_scans=choices.refuses_scans,
    )


def due(session: Session, now: datetime) -> list[tuple[int, str, str]]:
    """The drafts whose time has come: owner's id and name, and the draft's code."""
    rows = session.execute(
        select(User.id, User.username, Draft.code)
        .join(User, col(User.id) == Draft.owner_id)
        .where(col(Draft.publish_at) <= now, col(User.suspended_at).is_(None))
        .order_by(col(Draft.publish_at))
        .limit(50)
    )
    return [(user_id, username, code) for user_id, username, code in rows if user_id]


def _is_good(file: DraftFile, media: Media | None) -> bool:
    if file.failure or media is None or media.state == FAILED:
        return False
    return not baking.has_failed(media, file.recipe)


def _listed(names: list[str]) -> str:
    return listed([limits.shown(name) for name in names])
