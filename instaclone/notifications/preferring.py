"""What a person wants to hear of, from whom, and when they want quiet."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import EVERYONE, KINDS, SENDERS, NotificationWish, QuietHours
from instaclone.activity.notifying import announce
from instaclone.db.dialect import add_once, change_if
from instaclone.errors import Invalid
from instaclone.notifications.cards import QuietCard, WishCard
from instaclone.notifications.wording import TITLES

DAY = 24 * 60  # minutes
PLACES = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


def wishes(session: Session, viewer: Viewer) -> list[WishCard]:
    """From whom the viewer wants notifications, for every kind."""
    rows = session.exec(select(NotificationWish).where(NotificationWish.user_id == viewer.id))
    chosen = {row.kind: row.senders for row in rows}
    return [WishCard(kind, TITLES[kind], chosen.get(kind, EVERYONE)) for kind in KINDS]


def wish(session: Session, viewer: Viewer, kind: str, senders: str) -> None:
    """Record notifications of a kind from now on only of these people."""
    if kind not in KINDS or senders not in SENDERS:
        raise Invalid("Choose everyone, people you follow, or nobody.", "senders")
    if not add_once(session, NotificationWish(user_id=viewer.id, kind=kind, senders=senders)):
        mine = (col(NotificationWish.user_id) == viewer.id, col(NotificationWish.kind) == kind)
        change_if(session, NotificationWish, *mine, senders=senders)


def quiet_hours(session: Session, viewer: Viewer) -> QuietCard:
    """The viewer's quiet hours, empty when they have none."""
    row = session.get(QuietHours, viewer.id)
    return QuietCard(_time(row.begins), _time(row.ends), row.zone) if row else QuietCard()


def keep_quiet(session: Session, viewer: Viewer, begins: str, ends: str, zone: str) -> None:
    """From now on nothing pops up between these times, written 22:00 and 07:00."""
    first, last = _minutes(begins, "begins"), _minutes(ends, "ends")
    if first == last:
        raise Invalid("Quiet hours must end at another time than they begin.", "ends")
    if zone not in zones():
        raise Invalid("Choose a time zone from the list, such as Europe/Berlin.", "zone")
    row = QuietHours(user_id=viewer.id, begins=first, ends=last, zone=zone)
    if not add_once(session, row):
        mine = col(QuietHours.user_id) == viewer.id
        change_if(session, QuietHours, mine, begins=first, ends=last, zone=zone)
    announce(session, viewer.id)


def end_quiet(session: Session, viewer: Viewer) -> None:
    """Have no quiet hours any more."""
    session.execute(delete(QuietHours).where(col(QuietHours.user_id) == viewer.id))
    announce(session, viewer.id)


def is_quiet(session: Session, viewer: Viewer, now: datetime) -> bool:
    """Whether `now` lies in the viewer's quiet hours, where they are."""
    row = session.get(QuietHours, viewer.id)
    if row is None:
        return False
    here = now.astimezone(_zone(row.zone))
    minute = here.hour * 60 + here.minute
    return (minute - row.begins) % DAY < (row.ends - row.begins) % DAY


@cache
def zones() -> tuple[str, ...]:
    """The names of time zones people choose from: of places, and UTC."""
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(PLACES)))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # the machine's list has changed since it was chosen
        return ZoneInfo("UTC")


def _minutes(time: str, field: str) -> int:
    try:
        at = datetime.strptime(str(time)[:5], "%H:%M")
    except ValueError:
        raise Invalid("Give a time of day, such as 22:00.", field) from None
    return at.hour * 60 + at.minute


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
