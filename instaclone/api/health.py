"""Whether the process lives, and whether all it needs does: for supervisors and people."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import func, text
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db import migrating
from instaclone.db.session import read
from instaclone.errors import AppError
from instaclone.jobs.models import Worker
from instaclone.jobs.queue import queue
from instaclone.jobs.working import DEAD_AFTER
from instaclone.settings import settings
from instaclone.storage.choosing import storage

LONGEST = 3.0  # seconds a check may take; supervisors give up after five or ten
THREADS = 8  # two rounds of hanging checks; later callers time out without a thread of their own

router = APIRouter(tags=["health"])
_log = structlog.get_logger()


@router.get("/healthz", summary="The process lives")
async def healthz() -> dict[str, bool]:
    """Answers as long as the event loop turns; asks nothing else."""
    return {"ok": True}


@router.get("/readyz", summary="Database, storage, queue and worker answer")
async def readyz() -> JSONResponse:
    """What each part says, 503 when one is not well. Details name no address and no path."""
    findings = await asyncio.gather(*(_ask(check) for check in CHECKS.values()))
    report = {
        name: {"ok": is_well, "detail": detail}
        for name, (is_well, detail) in zip(CHECKS, findings, strict=True)
    }
    all_well = all(is_well for is_well, _ in findings)
    return JSONResponse(report, 200 if all_well else 503)


Finding = tuple[bool, str]


@dataclass(slots=True)
class Check:
    """A question to a part of the site, asked again only after some seconds.

    The address is public: its cost must not depend on how often strangers call it.
    """

    ask: Callable[[], str]
    seconds: float
    _asking: threading.Lock = field(default_factory=threading.Lock)
    _last: tuple[str, float, Finding] | None = None

    def finding(self) -> Finding:
        """What the part says, perhaps some seconds ago. Blocks."""
        place = f"{settings().database_url} {settings().storage_url} {settings().queue_path}"
        with self._asking:
            now = time.monotonic()
            if self._last and self._last[0] == place and now - self._last[1] < self.seconds:
                return self._last[2]
            found = self._find()
            self._last = (place, now, found)
            return found

    def _find(self) -> Finding:
        try:
            return True, self.ask()
        except AppError as error:
            return False, str(error)
        except Exception as error:  # whatever a driver raises means: not well
            _log.warning("check failed", check=self.ask.__name__, exc_info=True)
            return False, f"does not answer ({type(error).__name__})"


class NotReady(AppError):
    """A part answers, but is not fit for use."""

    status = 503


def database() -> str:
    """The database answers and has the newest tables."""
    read(lambda session: session.execute(text("select 1")))
    url = settings().database_url
    if url not in _migrated:
        if not migrating.is_current(url):
            raise NotReady("migrations are missing; restart to run them")
        _migrated.add(url)
    return "answers, migrations are current"


def stored() -> str:
    """The storage takes and returns bytes."""
    storage().check()
    return "writes and reads"


def queued() -> str:
    """The queue can be reached."""
    return f"{queue().pending_count()} waiting"


def worker() -> str:
    """A worker gave a sign of life a moment ago."""

    def living(session: Session) -> int:
        since = clock.now() - DEAD_AFTER
        return session.exec(
            select(func.count()).select_from(Worker).where(col(Worker.beat_at) >= since)
        ).one()

    if not (count := read(living)):
        raise NotReady("no worker gave a sign of life; start one with: python -m instaclone work")
    return f"{count} alive"


CHECKS = {
    "database": Check(database, 1),
    "storage": Check(stored, 10),
    "queue": Check(queued, 1),
    "worker": Check(worker, 1),
}
_migrated: set[str] = set()
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="health")


async def _ask(check: Check) -> Finding:
    try:
        asked = asyncio.get_running_loop().run_in_executor(_pool, check.finding)
        return await asyncio.wait_for(asked, LONGEST)
    except TimeoutError:
        return False, f"no answer within {LONGEST:.0f} s"
