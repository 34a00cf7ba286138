"""The cast: ana, ben who follows ana, cleo a stranger. A guest is None."""

from dataclasses import dataclass

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from tests import make


@dataclass(frozen=True)
class Cast:
    """Who plays in a test."""

    ana: Viewer
    ben: Viewer
    cleo: Viewer
    guest: None = None


def cast(session: Session) -> Cast:
    """The cast, with their rows."""
    ana, ben, cleo = (make.user(session, name) for name in ("ana", "ben", "cleo"))
    make.follow(session, ben, ana)
    return Cast(ana, ben, cleo)
