"""Structured logs on stderr: our own lines and those of every library, in one shape, no secrets."""

import logging
import re
import sys
import time
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.types import EventDict, Processor

from instaclone.settings import settings

HIDDEN = "[redacted]"
DEEPEST = 8  # levels of nested values
# A websocket message of a stranger may have 200 KB, and what is logged of it is searched for
# secrets on the event loop: 8 KB take about a millisecond.
LONGEST, LONGEST_END = 8192, 2048  # characters of a text, and of its end where that is kept

SECRET_NAME = re.compile(
    r"cookie|authori[sz]ation|passw|passphrase|secret|token|signature|api_?key|private_?key"
    r"|(?:^|[_-])(?:sid|sig|pwd|otp|ticket)$",
    re.I,
)
# In text: a secret's name, what separates it from its value, and the value up to its end.
# Repeats are possessive or bounded: strangers choose these texts, and backtracking is slow.
_NAME = (
    r"(?P<name>(?:passw|passphrase|secret|token|signature|api_?key|private_?key)[\w-]{0,64}+"
    r"|\b(?:sid|sig|pwd|otp|ticket))"
)
# A value whose closing quote was cut off is hidden up to the end.
_QUOTED = r"(?P<quote>\\?['\"])(?P<value>.*?)(?:(?P=quote)|\Z)"
IN_TEXT = (
    # Headers whose whole value is secret: 'cookie': 'sid=..; theme=dark', Cookie: sid=..
    (
        re.compile(
            r"(?P<name>(?:set-)?cookie|(?:proxy-)?authori[sz]ation)"
            r"(?P<gap>\\?['\"]?\s*+[:=,]\s*+b?)" + _QUOTED,
            re.I | re.S,
        ),
        rf"\g<name>\g<gap>\g<quote>{HIDDEN}\g<quote>",
    ),
    (
        re.compile(
            r"(?P<name>(?:set-)?cookie|(?:proxy-)?authori[sz]ation)(?P<gap>\s*+[:=]\s*+)"
            r"(?!\\?['\"]|\[redacted\])(?P<value>[^\r\n'\"]++)",
            re.I,
        ),
        rf"\g<name>\g<gap>{HIDDEN}",
    ),
    (
        re.compile(_NAME + r"(?P<gap>\\?['\"]?\s*+[:=]\s*+b?)" + _QUOTED, re.I | re.S),
        rf"\g<name>\g<gap>\g<quote>{HIDDEN}\g<quote>",
    ),
    (
        re.compile(
            _NAME
            + r"(?P<gap>\s*+(?:=\s*+|:\s++))(?!\\?['\"]|\[redacted\])"
            + r"(?P<value>[^\s&;,'\"<>)}\]]++)",
            re.I,
        ),
        rf"\g<name>\g<gap>{HIDDEN}",
    ),
    (re.compile(r"\b(Bearer|Basic)\s++[\w.~+/=-]{8,}+", re.I), rf"\1 {HIDDEN}"),
    # the signature of a media address, in whatever order it comes
    (re.compile(r"(/media/[^\s?'\"]{0,300}+\?)[^\s'\"<>]++"), rf"\1{HIDDEN}"),
    # user:password@host in addresses of databases and caches
    (re.compile(r"(://[^\s:/@]*+:)[^\s/@]++@"), rf"\1{HIDDEN}@"),
)
QUIET = {"huey": logging.WARNING, "alembic": logging.WARNING, "httpx": logging.WARNING}
# Loggers that a stranger can make write a line with each message.
BY_STRANGERS = ("reflex", "reflex_base", "socketio", "engineio", "instaclone.edge")
MOST_A_MINUTE = 20
TAKEN_OVER = ("reflex", "_granian", "granian", "granian.access", "uvicorn", "uvicorn.error", "huey")


def set_up(process: str) -> None:
    """Configure logging for this process, `web` or `worker`, once at its start.

    Libraries' own handlers are taken away, so that no line goes out beside the redaction.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(process),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [_stderr(process)]
    root.setLevel(logging.INFO)
    for name in TAKEN_OVER:
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)


class Repeats(logging.Filter):
    """Lets each statement of the loggers that strangers move write so many lines a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written; the first one that is not is announced."""
        if not _is_by_strangers(record.name):
            return True
        # By its place in the source: the text differs each time, with a stranger's words in it.
        statement = (record.name, record.lineno)
        now = time.monotonic()
        since, count = self._written.get(statement, (now, 0))
        if now - since >= 60:
            since, count = now, 0
        self._written[statement] = (since, count + 1)
        if count == MOST_A_MINUTE:
            structlog.get_logger(__name__).warning(
                "more lines like the last are left out for a minute",
                of=record.name,
                line=record.lineno,
            )
        return count < MOST_A_MINUTE


def redact(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A processor: hide secrets by the names of keys and inside texts, however deep."""
    return {key: _hidden(key, value, 0) for key, value in event.items()}


def redacted(text: str) -> str:
    """The text with every secret in it hidden, and no more than about 8 KB of it."""
    text = _cut(text)
    for pattern, replacement in IN_TEXT:
        text = pattern.sub(replacement, text)
    return text


def _is_by_strangers(name: str) -> bool:
    return any(name == given or name.startswith(f"{given}.") for given in BY_STRANGERS)


def _cut(text: str) -> str:
    """The beginning, and the last lines: what went wrong stands at the end of a traceback."""
    if len(text) <= LONGEST:
        return text
    # From the start of a line: half a line may begin inside a secret whose name is gone.
    _, line_break, end = text[-LONGEST_END:].partition("\n")
    left_out = len(text) - (LONGEST - LONGEST_END) - len(end)
    return f"{text[: LONGEST - LONGEST_END]} [{left_out} characters left out]{line_break}{end}"


def _hidden(key: Any, value: Any, depth: int) -> Any:
    if SECRET_NAME.search(str(key)) and value is not None:
        return HIDDEN
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return redacted(value)
    if depth < DEEPEST and isinstance(value, Mapping):
        return {name: _hidden(name, inner, depth + 1) for name, inner in value.items()}
    if depth < DEEPEST and isinstance(value, list | tuple | set | frozenset):
        return [_hidden("", inner, depth + 1) for inner in value]
    return redacted(repr(value))


def _shared(process: str) -> list[Processor]:
    def name_process(_logger: Any, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        return event

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        name_process,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _stderr(process: str) -> logging.Handler:
    lines: Processor = (
        structlog.processors.JSONRenderer()
        if settings().log_json
        else structlog.processors.LogfmtRenderer(
            key_order=["timestamp", "level", "process", "logger", "event"], bool_as_flag=False
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Repeats())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(process),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact,
                lines,
            ],
        )
    )
    return handler
