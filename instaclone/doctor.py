"""Checks everything an administrator can get wrong; each line says what is so or how to fix it."""

import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from importlib.util import find_spec
from typing import NamedTuple

from sqlalchemy import func, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from instaclone import building, clock, serving
from instaclone.db import migrating
from instaclone.db.session import read
from instaclone.errors import AppError
from instaclone.jobs.models import Worker
from instaclone.jobs.queue import queue
from instaclone.jobs.working import DEAD_AFTER
from instaclone.media.limits import FREE_BYTES
from instaclone.places import gazetteer, loading
from instaclone.settings import SettingsError, settings
from instaclone.storage.choosing import storage
from instaclone.supervising import answers

OK, BROKEN, SKIPPED = "ok", "BROKEN", "skipped"
LARGEST_SKEW = timedelta(seconds=5)  # leases of workers are 20 s


class Finding(NamedTuple):
    """What became of one check."""

    outcome: str
    name: str
    detail: str


class Broken(AppError):
    """A check failed; the sentence says what is wrong and how to fix it."""


class NotHere(Exception):
    """A check does not apply to this machine; the sentence says why."""


def examine(say: Callable[[str], object]) -> int:
    """Say a line for each check; how many things are broken."""
    broken = 0
    for finding in findings():
        say(f"{finding.outcome:<8}{finding.name}: {finding.detail}")
        broken += finding.outcome == BROKEN
    say("Everything is well." if not broken else f"{broken} to fix.")
    return broken


def findings() -> Iterator[Finding]:
    """Every check, the cheap ones first; a broken one does not stop the others."""
    try:
        settings()
    except SettingsError as error:
        yield Finding(BROKEN, "settings", str(error))
        return
    for name, check in CHECKS.items():
        yield _ask(name, check)
    yield from _scanner()


def _ask(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(OK, name, check())
    except NotHere as reason:
        return Finding(SKIPPED, name, str(reason))
    except AppError as error:
        return Finding(BROKEN, name, str(error))
    except Exception as error:  # a driver may raise anything, and the other checks must follow
        return Finding(BROKEN, name, f"{type(error).__name__}: {error}".splitlines()[0])


def _settings() -> str:
    return f"DATA_DIR is {settings().data_dir}"


def _data_folder() -> str:
    folder = settings().data_dir
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        raise Broken(
            f"{folder} has mode {mode:o}: others on this machine can read passwords' hashes and "
            f"photos in it. Run: chmod 700 {folder}"
        )
    return f"{folder} can be opened by its owner alone"


def _secret_key() -> str:
    path = settings().data_dir / "secret_key"
    if not path.exists():
        return "given by the environment"
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise Broken(f"{path} has mode {mode:o}: others can read it. Run: chmod 600 {path}")
    return f"{path} can be read by its owner alone"


def _disk() -> str:
    free = shutil.disk_usage(settings().data_dir).free
    if free < FREE_BYTES:
        raise Broken(
            f"{free >> 20} MiB are free on the disk of {settings().data_dir}. "
            f"Make room: at least {FREE_BYTES >> 20} MiB are needed."
        )
    return f"{free >> 30} GiB are free for {settings().data_dir}"


def _database() -> str:
    url = settings().database_url
    try:
        read(lambda session: session.execute(text("select 1")))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise Broken(f"it does not answer ({reason}). Check DATABASE_URL and the server.") from None
    if not migrating.is_current(url):
        raise Broken("it answers, but migrations are missing. Run: python -m instaclone migrate")
    return f"{url.partition(':')[0]} answers and its migrations are current"


def _clock() -> str:
    now = clock.now()
    there = read(lambda session: session.scalar(select(func.now())))
    if there is None:
        raise Broken("the database does not know the time")
    skew = abs(now - there.replace(tzinfo=UTC))
    if skew > LARGEST_SKEW:
        raise Broken(
            f"this machine and the database differ by {skew.total_seconds():.0f} s. "
            "Keep both on time with NTP: workers' leases depend on it."
        )
    return f"{now:%Y-%m-%d %H:%M} UTC, as in the database"


def _storage() -> str:
    storage().check()
    return f"{settings().storage_url.partition(':')[0]} takes, returns and forgets a probe"


def _queue() -> str:
    kind = "Redis" if settings().redis_url else str(settings().queue_path)
    return f"{queue().storage.queue_size()} jobs wait in {kind}"


def _worker() -> str:
    living = read(_living)
    if living:
        models = ", ".join(sorted({row.model for row in living if row.model})) or "no model yet"
        return f"{len(living)} alive, with {models}"
    if not _answers():
        raise NotHere("nothing runs here now; bin/run starts it")
    raise Broken("none gives a sign of life. Start one: python -m instaclone work")


def _living(session: Session) -> list[Worker]:
    alive = col(Worker.beat_at) >= clock.now() - DEAD_AFTER
    return list(session.exec(select(Worker).where(alive)).all())


def _places() -> str:
    known = read(loading.loaded)
    if known < gazetteer.TOWNS:
        raise NotHere(
            f"{known:,} of {gazetteer.TOWNS:,} towns are loaded; a worker brings in the rest in "
            "a minute. Until then people name places in their own words"
        )
    return f"{known:,} towns are loaded"


def _port() -> str:
    _require("reflex", "this machine only works; it serves no pages")
    if _answers():
        return f"Instaclone answers on {settings().port}"
    serving.require_free_port(settings())
    return f"{settings().port} is free"


def _node() -> str:
    _require("reflex", "this machine only works; it builds no pages")
    node, npm = building.node_versions()
    return f"Node {node}, npm {npm}"


def _pages() -> str:
    _require("reflex", "this machine only works; it serves no pages")
    if not building.is_fresh():
        raise Broken("they are not built from the present sources. Run: python -m instaclone build")
    return "built from the present sources"


def _scanner() -> Iterator[Finding]:
    if find_spec("ultralytics") is None:
        yield Finding(
            SKIPPED, "scanner", "this machine only serves pages; a worker scans elsewhere"
        )
        return
    from instaclone.vision.checking import checks

    for check in checks():
        yield Finding(OK if check.ok else BROKEN, check.name, check.sentence)


def _require(package: str, reason: str) -> None:
    if find_spec(package) is None:
        raise NotHere(reason)


def _answers() -> bool:
    return answers(serving.own_address(settings()) + "/healthz")()


CHECKS: dict[str, Callable[[], str]] = {
    "settings": _settings,
    "data folder": _data_folder,
    "secret key": _secret_key,
    "disk": _disk,
    "database": _database,
    "clock": _clock,
    "storage": _storage,
    "queue": _queue,
    "worker": _worker,
    "places": _places,
    "port": _port,
    "node": _node,
    "pages": _pages,
}
