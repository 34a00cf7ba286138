"""Drafts for tests, and two who do things at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.media.models import READY, Media
from instaclone.studio import drafting
from instaclone.studio.drafting import DraftWords
from instaclone.studio.models import Draft, DraftFile
from tests import make


def draft(
    session: Session, owner: Viewer, *names: str, caption: str = "", state: str = READY
) -> str:
    """A draft whose files have arrived; its code."""
    code = drafting.begin(session, owner)
    if caption:
        drafting.save_words(session, owner, code, DraftWords(caption), 0)
    for name in names:
        arrive(session, owner, code, name, state)
    return code


def arrive(
    session: Session, owner: Viewer, code: str, name: str, state: str = READY, **values: Any
) -> str:
    """A file that is there, in this state; its code."""
    file = drafting.add_file(session, owner, code, name, 100)
    picture = make.media(session, owner, state=state, **values)
    drafting.arrived(session, owner, file, picture.id or 0)
    return file


def files(session: Session, code: str) -> list[DraftFile]:
    """The files of a draft in their order."""
    return list(
        session.exec(
            select(DraftFile)
            .join(Draft)
            .where(Draft.code == code)
            .order_by("position")
            .execution_options(populate_existing=True)
        )
    )


def picture(session: Session, file: DraftFile) -> Media:
    """What a file has become, as the database has it."""
    found = session.get(Media, file.media_id, populate_existing=True)
    assert found
    return found


def at_once(*acts: Callable[[Session], Any]) -> list[Any]:
    """What each of these returned or raised, in transactions that begin at the same moment."""
    begin = threading.Barrier(len(acts), timeout=10)
    ended: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[Session], Any]) -> None:
        begin.wait()
        try:
            ended[number] = transact(act)
        except Exception as error:
            ended[number] = error

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ended
