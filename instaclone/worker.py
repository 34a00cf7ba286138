"""The worker's front door: takes jobs from the queue, shows that it lives, and sweeps."""

import importlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from huey import Huey
from huey.consumer import Consumer
from sqlalchemy.exc import SQLAlchemyError

from instaclone import lifeline, logs
from instaclone.db.session import transact
from instaclone.jobs import working
from instaclone.jobs.queue import queue, slow_queue
from instaclone.jobs.registry import SWEEPS, Sweep
from instaclone.media.decoding import start_decoder, stop_decoder
from instaclone.settings import settings

NICENESS = 10  # the web process goes first when both want the processor
FIRST_LOOK, LONGEST_LOOK = 0.02, 0.03  # seconds between two looks into an empty queue
SLOW_LOOK = 0.5  # seconds between two looks for what takes minutes
THREADS_SECONDS = 10  # between two looks whether every thread of ours lives
STOP_SECONDS = 8.0  # for the jobs under way; less than the supervisor's patience
SLOW_STOP_SECONDS = 1.0  # what takes minutes is begun again anyway

log = structlog.get_logger("instaclone.worker")


class _Consumer(Consumer):
    """Huey's consumer without its signals: at SIGTERM it would not wait for the jobs under way."""

    def _set_signal_handlers(self) -> None:
        """Leave them to `work`."""


def work(descriptor: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until the lifeline's other end is closed."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    lifeline.hold(descriptor)
    logs.set_up(process="worker")
    start_decoder()  # before torch fills the memory that a fork would copy
    os.nice(NICENESS)
    learn_jobs()
    me = working.me()
    beating = _every(stopping, working.BEAT_SECONDS, "heartbeat", lambda: _beat(me))
    threads = [beating, *(_sweeping(stopping, sweep) for sweep in SWEEPS)]
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    # One film at a time: it may take both of a small machine's cores.
    consumers = [
        _start_consumer(queue(), settings().worker_threads, LONGEST_LOOK, STOP_SECONDS),
        _start_consumer(slow_queue(), 1, SLOW_LOOK, SLOW_STOP_SECONDS),
    ]
    threads += [
        _every(stopping, THREADS_SECONDS, "threads", each.check_worker_health) for each in consumers
    ]
    log.info("worker started", worker=me, threads=settings().worker_threads)
    stopping.wait()
    _stop(consumers, threads, me)


def learn_jobs() -> None:
    """Import every room's jobs, which declares them."""
    for path in sorted(Path(__file__).parent.glob("*/jobs.py")):
        importlib.import_module(f"instaclone.{path.parent.name}.jobs")


def _warm_up() -> None:
    # In the background: pictures can be made ready before the model is in memory.
    from instaclone.vision import loading
    from instaclone.vision.detector import ModelMissing

    try:
        loading.detector()
    except ModelMissing as missing:
        log.warning("pictures wait for a model", reason=str(missing))
    except Exception:
        log.exception("the model could not be loaded")


def _start_consumer(lane: Huey, threads: int, longest_look: float, patience: float) -> Consumer:
    consumer = _Consumer(
        lane,
        workers=threads,
        periodic=False,
        initial_delay=FIRST_LOOK,
        max_delay=longest_look,
        shutdown_timeout=patience,
    )
    consumer.start()
    return consumer


def _stop(consumers: list[Consumer], threads: list[threading.Thread], me: int) -> None:
    # Together: each waits its own time for what is in hand.
    stops = [threading.Thread(target=each.stop, kwargs={"graceful": True}) for each in consumers]
    for stop in stops:
        stop.start()
    for stop in stops:
        stop.join()
    deadline = time.monotonic() + 1
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    # What is still in hand goes back: nobody alive holds it once the name is struck out.
    try:
        transact(working.resign, me)
    except SQLAlchemyError:
        log.warning("the worker could not be struck out; its silence will tell", worker=me)
    stop_decoder()
    log.info("worker stopped", worker=me)
    logging.shutdown()
    os._exit(0)  # taking torch apart politely would cost seconds of every Ctrl-C


def _beat(me: int) -> None:
    from instaclone.vision import loading

    transact(working.beat, me, loading.loaded_model())


def _sweeping(stopping: threading.Event, sweep: Sweep) -> threading.Thread:
    def act() -> None:
        if found := sweep.act():
            log.info("sweep", sweep=sweep.name, found=found)

    return _every(stopping, sweep.seconds, sweep.name, act)


def _every(
    stopping: threading.Event, seconds: float, name: str, act: Callable[[], object]
) -> threading.Thread:
    """Act now and then every so many seconds; a failure is written and the next turn comes."""

    def turn() -> None:
        while True:
            try:
                act()
            except Exception:
                log.exception("turn failed", turn=name)
            if stopping.wait(seconds):
                return

    thread = threading.Thread(target=turn, name=name, daemon=True)
    thread.start()
    return thread
