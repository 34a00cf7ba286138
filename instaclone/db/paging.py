"""Windows of rows by their keys: so many of the newest are looked at, whoever they are for."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from instaclone.ids import END_OF_TIME


def floor_of(
    session: Session,
    key: Any,
    window: int,
    *conditions: ColumnElement[bool],
    before: int = END_OF_TIME,
) -> int:
    """The least key of the `window` newest rows below the cursor that meet the conditions, which an
    index has in the order of `key`; 0 where there are fewer."""
    newest = select(key).where(*conditions, key < before).order_by(key.desc())
    return session.scalar(newest.offset(window - 1).limit(1)) or 0
