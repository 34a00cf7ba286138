"""Drafts: begun with the first file or word, changed piece by piece, kept until they are shared.

Whoever changes a draft or its files holds the draft's row first, and only then pictures: two
windows and an upload that ends may want the same draft at the same moment.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.db.session import after_commit
from instaclone.errors import Conflict, Invalid, NotFound, TooMany
from instaclone.live.bus import publish_later
from instaclone.media import limits
from instaclone.media.models import Media
from instaclone.posts.models import EVERYONE, PUBLIC
from instaclone.posts.publishing import CAPTION_LENGTH, PICTURES
from instaclone.posts.refusing import set_refused
from instaclone.studio import arriving
from instaclone.studio.models import Draft, DraftFile

DRAFTS = 50
CODE = re.compile(r"[A-Za-z0-9]{11}")
GONE = "This draft is not here any more. It may have been shared or deleted in another window."
STALE = "This draft was changed in another window. What it says now has been loaded here."
TAGS_LENGTH = 4000  # characters that are kept of a line of tags
WAIT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class DraftMark:
    """Where somebody is on a file of a draft: shares of its sides from the top left."""

    username: str
    file: str
    x: float
    y: float


@dataclass(frozen=True)
class DraftChoices:
    """The settings of a post in the making, unchecked; checked when it is shared."""

    place: str = ""
    place_id: int | None = None
    people: str = ""
    marks: tuple[DraftMark, ...] = ()
    warning: str = ""
    shows_camera: bool = False
    visibility: str = PUBLIC
    comments_from: str = EVERYONE
    hides_like_count: bool = False
    licence: str = ""
    is_unlisted: bool = False
    refuses_scans: bool = False


@dataclass(frozen=True)
class DraftWords:
    """All of a draft but its files."""

    caption: str = ""
    tags: str = ""
    choices: DraftChoices = field(default_factory=DraftChoices)


def begin(session: Session, owner: Viewer, code: str = "") -> str:
    """Begin an empty draft; its code.

    With the `code` by which its page calls it already, it is begun once, however often it is
    asked for: words and several files of a new draft come at the same moment. Raises TooMany above
    DRAFTS, NotFound for a code that is no code or somebody else's.
    """
    code = code or ids.code()
    if not CODE.fullmatch(code):
        raise NotFound(GONE)
    begun = select(Draft.owner_id).where(Draft.code == code)
    if owner_id := session.exec(begun).first():
        if owner_id != owner.id:
            raise NotFound(GONE)
        return code
    count = select(func.count()).select_from(Draft).where(Draft.owner_id == owner.id)
    if session.exec(count).one() >= DRAFTS:
        raise TooMany(
            f"You have {DRAFTS} drafts. Share or delete one of them to begin another.", WAIT_SECONDS
        )
    draft = Draft(owner_id=owner.id, code=code)
    if add_once(session, draft):
        _tell(session, draft)
    else:
        own_draft(session, owner, code, hold=True)  # begun at this moment, by them or another
    return code


def own_draft(session: Session, owner: Viewer, code: str, *, hold=False) -> Draft:
    """The owner's draft with this code; raises NotFound. With `hold`, kept until the end of the
    transaction."""
    statement = select(Draft).where(Draft.code == code, Draft.owner_id == owner.id)
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    draft = session.exec(statement).first()
    if draft is None:
        raise NotFound(GONE)
    return draft


def own_file(
    session: Session, owner: Viewer, file_code: str, *, hold=False
) -> tuple[Draft, DraftFile]:
    """A file of one of the owner's drafts, and the draft; raises NotFound."""
    statement = select(Draft.code).join(DraftFile, col(DraftFile.draft_id) == Draft.id)
    code = session.exec(
        statement.where(DraftFile.code == file_code, Draft.owner_id == owner.id)
    ).first()
    if code is None:
        raise NotFound("This file is not in a draft of yours any more.")
    draft = own_draft(session, owner, code, hold=hold)
    wanted = select(DraftFile).where(DraftFile.code == file_code, DraftFile.draft_id == draft.id)
    file = session.exec(wanted.execution_options(populate_existing=True)).first()
    if file is None:  # removed while the draft was waited for
        raise NotFound("This file is not in a draft of yours any more.")
    return draft, file


def save_words(
    session: Session,
    owner: Viewer,
    code: str,
    words: DraftWords,
    version: int,
    *,
    begins: bool = False,
) -> int:
    """Keep what is written so far, as it is; the draft's new version.

    `version` is the one the form was filled from. Raises Conflict when another window has written
    since, NotFound. With `begins` the draft is begun first, as `begin` does.
    """
    if begins:
        begin(session, owner, code)
    draft = own_draft(session, owner, code, hold=True)
    if draft.version != version:
        raise Conflict(STALE)
    caption, tags = words.caption[: CAPTION_LENGTH + 500], words.tags[:TAGS_LENGTH]
    said = (caption, tags, choices_text(words.choices))
    if said == (draft.caption, draft.tags, draft.choices):
        return version
    refused = words_of(draft).choices.refuses_scans
    draft.caption, draft.tags, draft.choices = said
    draft.version += 1
    if words.choices.refuses_scans != refused:
        of_draft = select(DraftFile.media_id).where(DraftFile.draft_id == draft.id)
        set_refused(session, session.exec(of_draft).all(), not refused)
    touch(session, draft)
    return draft.version


def refuses_scans(session: Session, draft_id: int) -> bool:
    """Whether the scanner shall leave the files of a draft alone; whose it is, is asked before."""
    draft = session.get(Draft, draft_id)
    return draft is not None and words_of(draft).choices.refuses_scans


def words_of(draft: Draft) -> DraftWords:
    """What a draft says, as its form shows it."""
    said: dict[str, Any] = json.loads(draft.choices)
    marks = tuple(DraftMark(**each) for each in said.pop("marks", ()))
    return DraftWords(draft.caption, draft.tags, DraftChoices(marks=marks, **said))


def choices_text(choices: DraftChoices) -> str:
    """Choices as a draft keeps them."""
    return json.dumps(asdict(choices), ensure_ascii=False)


def add_file(session: Session, owner: Viewer, code: str, file_name: str, size: int) -> str:
    """Announce a file of `size` bytes at the end of a draft; its code, by which it is uploaded.

    Raises Invalid where a draft is full, NotFound.
    """
    draft = own_draft(session, owner, code, hold=True)
    last = check_place(session, draft, file_name)
    assert draft.id
    file = DraftFile(
        draft_id=draft.id,
        position=last + 1,
        file_name=limits.clean_name(file_name),
        size=size,
    )
    session.add(file)
    session.flush()
    touch(session, draft)
    return file.code


def check_place(session: Session, draft: Draft, file_name: str) -> int:
    """The last position of a draft, -1 for none; raises Invalid where it is full."""
    of_draft = select(func.count(), func.max(DraftFile.position))
    count, last = session.exec(of_draft.where(DraftFile.draft_id == draft.id)).one()
    if count >= PICTURES:
        raise Invalid(
            f"{limits.shown(file_name)} is one too many: a post may have {PICTURES} photos and "
            "videos.",
            "file",
        )
    return -1 if last is None else last


def arrived(session: Session, owner: Viewer, file_code: str, media_id: int) -> None:
    """The whole file is there and has become a picture; raises NotFound when it was removed."""
    draft, file = own_file(session, owner, file_code, hold=True)
    file.media_id, file.failure = media_id, ""
    session.add(file)
    session.flush()
    set_refused(session, [media_id], words_of(draft).choices.refuses_scans)
    touch(session, draft)


def refuse_file(session: Session, owner: Viewer, file_code: str, sentence: str) -> None:
    """The file breaks a rule; it stays in the draft with the reason until its author removes it."""
    draft, file = own_file(session, owner, file_code, hold=True)
    file.failure = sentence[:300]
    session.add(file)
    touch(session, draft)


def remove_file(session: Session, owner: Viewer, file_code: str) -> None:
    """Take a file out of a draft; its picture goes with the next sweep."""
    draft, file = own_file(session, owner, file_code, hold=True)
    session.delete(file)
    session.flush()
    _let_go(session, file)
    touch(session, draft)


def arrange(session: Session, owner: Viewer, code: str, file_codes: list[str]) -> None:
    """Put the files of a draft in this order; files that are not named follow in theirs."""
    draft = own_draft(session, owner, code, hold=True)
    files = session.exec(
        select(DraftFile).where(DraftFile.draft_id == draft.id).order_by(col(DraftFile.position))
    ).all()
    places = {each: number for number, each in enumerate(dict.fromkeys(file_codes))}
    ordered = sorted(files, key=lambda file: (places.get(file.code, len(places)), file.position))
    for position, file in enumerate(ordered):
        file.position = position
        session.add(file)
    touch(session, draft)


def discard(session: Session, owner: Viewer, code: str) -> None:
    """Throw a draft away with all its files; raises NotFound."""
    draft = own_draft(session, owner, code, hold=True)
    files = session.exec(select(DraftFile).where(DraftFile.draft_id == draft.id)).all()
    _tell(session, draft)
    session.delete(draft)
    session.flush()
    for file in sorted(files, key=lambda file: file.media_id or 0):
        _let_go(session, file)


def topic(draft_id: int) -> str:
    """What the bus calls a draft and its files."""
    return f"draft:{draft_id}"


def _let_go(session: Session, file: DraftFile) -> None:
    """Forget what has arrived of a file, and delete its picture, which no draft holds any more."""
    after_commit(session, partial(arriving.forget, file.code))
    if file.media_id:
        gone = update(Media).where(col(Media.id) == file.media_id, col(Media.deleted_at).is_(None))
        session.execute(gone.values(deleted_at=clock.now()))
        publish_later(session, f"media:{file.media_id}")


def touch(session: Session, draft: Draft) -> None:
    """Note that a draft was changed, and tell the windows in which it is open."""
    draft.changed_at = clock.now()
    session.add(draft)
    session.flush()
    _tell(session, draft)


def _tell(session: Session, draft: Draft) -> None:
    publish_later(session, topic(draft.id or 0))
    publish_later(session, f"drafts:{draft.owner_id}")
