"""Runs one job and writes one line about it; a failure is written once and stays inside."""

import time
from typing import Any

import structlog

from instaclone.errors import AppError
from instaclone.jobs.registry import JOBS

log = structlog.get_logger("instaclone.jobs")


def perform(name: str, *args: Any) -> None:
    """Run a job by its name; the one task the queue knows.

    Nothing is raised: the row keeps what failed and sweeps ask again, so the queue need not.
    """
    started = time.perf_counter()
    said = log.bind(job=name, args=list(args))
    try:
        JOBS[name](*args)
    except AppError as error:
        said.warning("job", outcome="refused", ms=_since(started), reason=str(error))
    except Exception:
        said.exception("job", outcome="crashed", ms=_since(started))
    else:
        said.info("job", outcome="done", ms=_since(started))


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
