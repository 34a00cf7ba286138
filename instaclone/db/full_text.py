"""Full text by the databases' own engines: FTS5 in SQLite, FULLTEXT in MariaDB.

What is searched is a column of encoded tokens in a table of its own, whose key grows with time, so
that what is newest is found first. Both engines are given the same plain tokens, and so find the
same: `said` asks one row at hand, `newest` asks the engine for the keys of many.

SQLite's index is a table beside it, kept by triggers (see migration 0004): whoever rebuilds the
table in a migration makes them anew.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, case, column, func, literal, select, table, text
from sqlalchemy.dialects import mysql
from sqlalchemy.types import Text, TypeDecorator, TypeEngine
from sqlmodel import Session, SQLModel, col

from instaclone.db.types import MARIADB
from instaclone.ids import END_OF_TIME

# Before every token: MariaDB leaves out words of less than three letters, and some such as "the".
START = "xx"
LONGEST = 80  # MariaDB leaves out words of more than 84 letters
PREFIX = "ft_"  # of the engines' own tables and indexes, which no model knows
# MariaDB collects all that holds a word before it sorts: it is not asked for one that stands in
# more than so many of the newest rows. Such a word is soon found by looking at one after the other.
SAMPLE, COMMON = 2000, 12
# SQLite has every word and the beginnings of two and three letters in order of time, but collects
# what begins with a single one.
SHORTEST = len(START) + 2


class Tokens(TypeDecorator[str]):
    """Encoded tokens, as `encoded` makes them: ASCII, a blank before and behind each."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        if dialect.name in MARIADB:
            return mysql.MEDIUMTEXT(charset="ascii", collation="ascii_bin")
        return Text()


def encoded(tokens: Sequence[str]) -> str:
    """Tokens (see `folding.tokens`) as they are stored: ASCII letters, digits and underscores."""
    return "".join(f" {_encoded(token)}" for token in tokens) + " " if tokens else ""


def said(words: Any, tokens: Sequence[str], *, is_open: bool = False) -> ColumnElement[bool]:
    """The condition under which a column of encoded tokens holds these side by side; with
    `is_open` the last one is the beginning of a token."""
    sought = encoded(tokens)
    return func.instr(words, literal(sought[:-1] if is_open else sought, String())) > 0


def newest(
    session: Session,
    model: type[SQLModel],
    tokens: Sequence[str],
    *,
    is_open: bool = False,
    before: int,
    limit: int,
) -> Any | None:
    """A SELECT of the keys, in a column `key`, of the newest rows below `before` that may hold
    these tokens, in whatever order: none that does is missing. None where each is so common that to
    look at one row after the other is cheaper."""
    return newest_of_any(session, model, [(tokens, is_open)], before=before, limit=limit)


def newest_of_any(
    session: Session,
    model: type[SQLModel],
    ways: Sequence[tuple[Sequence[str], bool]],
    *,
    before: int,
    limit: int,
) -> Any | None:
    """The same of rows that may hold one of these: tokens, and whether they are open. None where
    one of them is common; to know that takes one statement at most."""
    name = str(model.__tablename__)
    key = _columns(model)[0]
    is_mariadb = session.get_bind().dialect.name in MARIADB
    sought = [
        [(token, is_open and number == len(tokens)) for number, token in enumerate(tokens, 1)]
        for tokens, is_open in ways
    ]
    doubtful = dict.fromkeys(
        (token, begins)
        for way in sought
        for token, begins in way
        if is_mariadb or (begins and len(_encoded(token)) < SHORTEST)
    )
    common = _common(session, model, list(doubtful), before)
    rare = [[(_encoded(each[0]), each[1]) for each in way if each not in common] for way in sought]
    if not all(rare):
        return None
    if is_mariadb:
        match = text(f"MATCH({name}.words) AGAINST(:sought IN BOOLEAN MODE)")
        met = match.bindparams(sought=_either(rare, "+{}", " ")), key < before
        return select(key.label("key")).where(*met).order_by(key.desc()).limit(limit)
    index = table(f"{PREFIX}{name}", column("rowid"), column(f"{PREFIX}{name}"))
    match = _either(rare, '"{}"', " OR ")
    return (
        select(index.c.rowid.label("key"))
        .where(index.c[f"{PREFIX}{name}"].op("MATCH")(match), index.c.rowid < before)
        .order_by(index.c.rowid.desc())
        .limit(limit)
    )


def frequencies(
    session: Session,
    model: type[SQLModel],
    asked: Sequence[tuple[str, bool]],
    before: int = END_OF_TIME,
) -> list[int]:
    """How many of the SAMPLE newest rows below `before` hold each of these tokens, each with
    whether it is open; in one statement."""
    if not asked:
        return []
    key, words = _columns(model)
    sample = (
        select(words.label("words"))
        .where(key < before)
        .order_by(key.desc())
        .limit(SAMPLE)
        .subquery("sample")
    )
    held = [said(sample.c.words, [token], is_open=is_open) for token, is_open in asked]
    return list(
        session.execute(
            select(*(func.count(case((each, 1))).label(f"n{at}") for at, each in enumerate(held)))
        ).one()
    )


def _either(ways: Sequence[Sequence[tuple[str, bool]]], one: str, sign: str) -> str:
    """What asks an engine for all tokens of one of these, in its own signs."""
    each = [
        " ".join(one.format(token) + "*" * begins for token, begins in tokens) for tokens in ways
    ]
    return each[0] if len(each) == 1 else sign.join(f"({words})" for words in each)


def _columns(model: type[SQLModel]) -> tuple[Any, Any]:
    key = model.__table__.primary_key.columns[0]  # pyright: ignore[reportAttributeAccessIssue]
    return key, col(model.words)  # pyright: ignore[reportAttributeAccessIssue]


def _common(
    session: Session, model: type[SQLModel], asked: Sequence[tuple[str, bool]], before: int
) -> set[tuple[str, bool]]:
    """Those of the tokens, of which some are open, that many of the newest rows hold."""
    counts = frequencies(session, model, asked, before)
    return {each for each, count in zip(asked, counts, strict=True) if count >= COMMON}


def _encoded(token: str) -> str:
    signs = (sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}_" for sign in token)
    return (START + "".join(signs))[:LONGEST]
