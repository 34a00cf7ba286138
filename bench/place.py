"""A private place for a benchmark: settings, tables and people of its own."""

import os
import socket
from pathlib import Path

from instaclone.accounts import signing_in
from instaclone.accounts.signing_up import prepare
from instaclone.accounts.viewer import Viewer
from instaclone.db import migrating
from instaclone.db.session import transact
from instaclone.profiles.joining import join
from instaclone.settings import settings

PASSWORD = "a long password for nobody 7"
EMPTY = (
    "DATABASE_URL",
    "STORAGE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "PUBLIC_URL",
    "MASTER_DAYS",
    "REGISTRATION",
)


def move_in(data_dir: Path, **chosen: str) -> None:
    """Have this process and its children use this folder and the default settings.

    Must be called before the settings are read for the first time.
    """
    # Set and empty, because a .env of the checkout would speak where nothing is set.
    os.environ.update(dict.fromkeys(EMPTY, ""))
    os.environ.update(
        DATA_DIR=str(data_dir),
        HOST="127.0.0.1",
        PORT=str(free_port()),
        WEB_WORKERS="1",
        WORKER_THREADS="2",
        PRIVATE_COMMUNITY="0",
        LOG_JSON="0",
        **chosen,
    )
    migrating.upgrade(settings().database_url)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def person(name: str) -> Viewer:
    """Somebody who has signed up."""
    user_id = transact(join, prepare(name, f"{name}@example.org", PASSWORD, PASSWORD))
    return Viewer(user_id, name)


def cookie_of(user_id: int) -> str:
    """A Cookie header of this person's browser."""
    return f"{signing_in.COOKIE}={transact(signing_in.sign_in, user_id)}"
