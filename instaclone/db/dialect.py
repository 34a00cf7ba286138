"""What the two databases do differently, said once by what is wanted."""

import sqlite3
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, case, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import object_mapper
from sqlmodel import Session, SQLModel

DEADLOCK, LOCK_WAIT_TIMEOUT = 1213, 1205  # MariaDB's error numbers
# A deadlock ends the whole transaction: going back to a savepoint of it then fails with this one.
NO_SAVEPOINT = 1305
CONTENTION = (DEADLOCK, LOCK_WAIT_TIMEOUT, NO_SAVEPOINT)


def add_once(session: Session, row: SQLModel) -> bool:
    """Insert the row unless its key is there already; True when it was new.

    A savepoint and the database's own refusal are the only answer both databases give truly:
    INSERT IGNORE also swallows broken foreign keys, ON DUPLICATE KEY cannot say "was it new".
    """
    if object_mapper(row).identity_key_from_instance(row) in session.identity_map:
        return False  # this transaction has written or read it itself
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    return True


def change_if(session: Session, table: type[SQLModel], *conditions: Any, **values: Any) -> bool:
    """Set the values on the one row that meets the conditions; True when it did.

    The row count of a conditional UPDATE elects one winner on both databases;
    SKIP LOCKED fails on SQLite and UPDATE ... RETURNING on MariaDB.
    """
    statement = update(table).where(*conditions).values(**values)
    result = cast(CursorResult[Any], session.execute(statement))
    return result.rowcount == 1


def sieve(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition that nearly every row meets, to be tried only on rows that were found otherwise.

    SQLite has no statistics here and takes `column IS NULL` with an index for the rarest thing:
    it would begin with everything that is not deleted and look up what was asked for in that. So
    does MariaDB after a large import, until it has counted the rows anew.
    """
    return case((condition, 1), else_=0) == 1


def by_index(statement: Select[Any], table: type[SQLModel], index: str) -> Select[Any]:
    """The statement, which finds the table's rows by this index: where it also gives the order.

    MariaDB likes to intersect two indexes and sort all it finds, to hand out the first twenty;
    SQLite decides well by itself.
    """
    hint = f"FORCE INDEX ({index})"
    return statement.with_hint(table, hint, "mysql").with_hint(table, hint, "mariadb")


def in_order(statement: Select[Any]) -> Select[Any]:
    """The statement, whose tables are joined in the order in which it names them: where the first
    one is small. MariaDB would begin with a large one while its statistics lag behind."""
    said = "STRAIGHT_JOIN"
    return statement.prefix_with(said, dialect="mysql").prefix_with(said, dialect="mariadb")


def is_contention(error: OperationalError) -> bool:
    """Whether a transaction failed only because of others, and may simply run again."""
    origin = error.orig
    if isinstance(origin, sqlite3.OperationalError):
        return "locked" in str(origin)
    return bool(origin and origin.args and origin.args[0] in CONTENTION)
