"""The whole product as people run it: web, worker and supervisor, with data of their own."""

import contextlib
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import make_url, text

from instaclone import settings as settings_module
from instaclone.accounts import signing_in, signing_up
from instaclone.accounts.viewer import Viewer
from instaclone.building import ROOT
from instaclone.db import engine, session
from instaclone.profiles.joining import join
from instaclone.settings import Settings
from instaclone.supervising import answers

START_SECONDS = 60
PASSWORD = "a long password 1"


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and the token of a browser in which they are signed in."""

    viewer: Viewer
    email: str
    token: str

    @property
    def name(self) -> str:
        """The username."""
        return self.viewer.username


@dataclass
class Site:
    """A running site. `here` are its settings, as its own processes have them."""

    url: str
    here: Settings
    process: subprocess.Popen
    log: Path

    def read(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Ask the site's database."""
        with settings_module.using(self.here):
            return session.read(query, *args, **kwargs)

    def transact(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Change the site's database, and let its open tabs know."""
        with settings_module.using(self.here):
            return session.transact(act, *args, **kwargs)

    def person(self, name: str) -> Person:
        """A new person of this name and a number, signed in without the forms.

        The form takes twenty people an hour from one address.
        """
        username = f"{name}{secrets.token_hex(4)}"
        email = f"{username}@example.org"
        account = signing_up.prepare(username, email, PASSWORD, PASSWORD)
        user_id = self.transact(join, account)
        return Person(Viewer(user_id, username), email, self.sign_in(user_id))

    def sign_in(self, user_id: int) -> str:
        """The token of one more browser of this person."""
        return self.transact(signing_in.sign_in, user_id)

    def worker(self) -> psutil.Process:
        """The worker process that runs now."""
        return self._child("work")

    def web(self) -> psutil.Process:
        """The web process that runs now."""
        return self._child("serve")

    def _child(self, command: str) -> psutil.Process:
        for child in psutil.Process(self.process.pid).children():
            if command in child.cmdline():
                return child
        raise LookupError(f"no process `{command}` runs; see {self.log}")

    @contextlib.contextmanager
    def worker_held(self) -> Iterator[None]:
        """The worker stands still for a while, so that what it would do next can be looked at.

        Not while it holds a lock: it looks into the queue's file many times a second, and a web
        process that waits for a worker that stands still is not what happens to people.
        """
        group = self.worker().pid
        try:
            os.killpg(group, signal.SIGSTOP)
            while any(map(_is_locked, self.here.data_dir.glob("*.db"))):
                os.killpg(group, signal.SIGCONT)
                time.sleep(0.01)
                os.killpg(group, signal.SIGSTOP)
            yield
        finally:
            os.killpg(group, signal.SIGCONT)


@contextlib.contextmanager
def running(
    folder: Path,
    database_url: str = "",
    yolo_model: Path | None = None,
    part: str = "all",
    **more: str,
) -> Iterator[Site]:
    """Start a site with its data in `folder` on a free port; stop everything at the end.

    `more` are further settings by their names.
    """
    port = _free_port()
    names = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'instaclone.db'}",
        "STORAGE_URL": (folder / "media").as_uri(),
        # Without a name of its own it would try to download the default weights.
        "YOLO_MODEL": str(yolo_model or folder / "models" / "yolov8n.pt"),
        "REDIS_URL": "",
        "SECRET_KEY": secrets.token_hex(32),
        "PUBLIC_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "REGISTRATION": "open",
        "PRIVATE_COMMUNITY": "0",
        "EMBEDDED_WORKER": "1",
        **more,
    }
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "instaclone", "run", "--part", part],
            cwd=ROOT,
            env={**os.environ, **names},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(names["PUBLIC_URL"], settings_module.load(names), process, log)
    try:
        _wait_until_ready(site)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)
        with settings_module.using(site.here):
            engine.engine().dispose()


@contextlib.contextmanager
def own_database(url: str, suffix: str) -> Iterator[str]:
    """A MariaDB database beside the one in `url`, empty; it is dropped at the end."""
    server = make_url(url)
    name = f"{server.database}_{suffix}"
    # Not `str(...)`: it hides the password.
    own = server.set(database=name).render_as_string(hide_password=False)

    def say(*sentences: str) -> None:
        connected = engine.create_engine(server.render_as_string(hide_password=False))
        with connected.begin() as connection:
            for sentence in sentences:
                connection.execute(text(sentence))
        connected.dispose()

    drop = f"DROP DATABASE IF EXISTS `{name}`"
    say(drop, f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")
    try:
        yield own
    finally:
        say(drop)


def _is_locked(path: Path) -> bool:
    connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(site: Site) -> None:
    is_ready = answers(f"http://127.0.0.1:{site.here.port}/healthz")
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if site.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The site did not start:\n{site.log.read_text()[-4000:]}")
        time.sleep(0.1)
