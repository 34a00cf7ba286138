"""The switches of explore's signals: each person's own, at once effective."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.errors import Invalid
from instaclone.explore.cards import SwitchCard
from instaclone.explore.models import SignalOff
from instaclone.explore.signals import BY_NAME, SIGNALS

NO_SIGNAL = "Explore has no such signal."


def switches(session: Session, viewer: Viewer) -> list[SwitchCard]:
    """Every signal, and whether it chooses for the viewer."""
    off = signals_off(session, viewer)
    return [SwitchCard(each.name, each.title, each.about, each.name not in off) for each in SIGNALS]


def switch(session: Session, viewer: Viewer, signal: str, is_on: bool) -> None:
    """Have a signal choose for the viewer, or no longer. Raises Invalid for one that is none."""
    if signal not in BY_NAME:
        raise Invalid(NO_SIGNAL, "signal")
    _set(session, viewer, (signal,), is_on)


def switch_all(session: Session, viewer: Viewer, is_on: bool) -> None:
    """Have all signals choose for the viewer; or none, and explore is in the order of time."""
    _set(session, viewer, tuple(sorted(BY_NAME)), is_on)


def signals_off(session: Session, viewer: Viewer) -> frozenset[str]:
    """The names of the signals that do not choose for the viewer."""
    rows = session.exec(select(SignalOff.signal).where(SignalOff.user_id == viewer.id))
    return frozenset(rows) & BY_NAME.keys()


def _set(session: Session, viewer: Viewer, names: tuple[str, ...], is_on: bool) -> None:
    if is_on:
        mine = (col(SignalOff.user_id) == viewer.id, col(SignalOff.signal).in_(names))
        session.execute(delete(SignalOff).where(*mine))
        return
    for name in names:
        add_once(session, SignalOff(user_id=viewer.id, signal=name))
