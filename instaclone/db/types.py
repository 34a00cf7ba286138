"""Column types that behave alike on SQLite and MariaDB."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, LargeBinary, String, Text
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeDecorator, TypeEngine

import instaclone.db.naming  # noqa: F401 - the convention must stand before the first table

MARIADB = ("mysql", "mariadb")  # the dialect's name follows the URL's


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC to the microsecond; MariaDB's plain DATETIME keeps no fraction."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        if dialect.name in MARIADB:
            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Handle(TypeDecorator[str]):
    """Text compared byte for byte: folded names, tags, codes, storage keys.

    MariaDB's default collation holds ana, ANA and aná for one name, its plain binary one still
    "ana" and "ana " with a blank.
    """

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        if dialect.name in MARIADB:
            return mysql.VARCHAR(self.length, charset="utf8mb4", collation="utf8mb4_nopad_bin")
        return String(self.length)


class Words(TypeDecorator[str]):
    """Short text for people, in every script and with emoji, whatever MariaDB's default is."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        if dialect.name in MARIADB:
            return mysql.VARCHAR(self.length, charset="utf8mb4")
        return String(self.length)


class LongWords(TypeDecorator[str]):
    """Text without a practical limit; lengths are checked in Python."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        if dialect.name in MARIADB:
            return mysql.MEDIUMTEXT(charset="utf8mb4")
        return Text()


class BigKey(TypeDecorator[int]):
    """A primary key of 64 bits: in SQLite its own row number, which its full text goes by."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        return BigInteger() if dialect.name in MARIADB else Integer()


class Bytes(TypeDecorator[bytes]):
    """A piece of a stored object, up to 16 MiB."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        return mysql.MEDIUMBLOB() if dialect.name in MARIADB else LargeBinary()
