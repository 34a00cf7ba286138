"""The only clock: everything that asks for the time asks here, so that tests can move it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current moment, aware and in UTC."""
    return datetime.now(UTC)
