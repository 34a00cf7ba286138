"""What somebody at a terminal meets: sentences and exit statuses, never a traceback."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs `python -m instaclone` with an empty data folder and these settings."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "instaclone", *arguments],
            env={**os.environ, "DATA_DIR": str(tmp_path / "data"), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("verb", "name", "value"),
    [
        ("run", "PORT", "threethousand"),
        ("serve", "WEB_WORKERS", "4"),
        ("work", "EMBEDDED_WORKER", "perhaps"),
        ("migrate", "DATABASE_URL", "postgresql://localhost/x"),
    ],
)
def test_a_malformed_setting_stops_with_its_sentence(command: Command, verb, name, value):
    done = command(verb, **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_a_port_in_use_is_one_sentence_before_anything_starts(command: Command, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = command("run", PORT=port)
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "PORT=3001 bin/run" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data" / "instaclone.db").exists()


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(command: Command, tmp_path: Path):
    assert command("migrate").returncode == 0
    path = tmp_path / "data" / "secret_key"
    first = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert command("migrate").returncode == 0
    assert path.read_text() == first
    assert len(first) == 64


def test_what_is_made_is_for_its_owner_alone(command: Command, tmp_path: Path):
    assert command("migrate").returncode == 0
    data = tmp_path / "data"
    assert (data / "instaclone.db").is_file()
    for path in (data, *data.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.parametrize("content", ["", "\n", "x" * 31])
def test_an_emptied_secret_key_signs_nothing(command: Command, tmp_path: Path, content: str):
    path = tmp_path / "data" / "secret_key"
    path.parent.mkdir()
    path.write_text(content)
    done = command("migrate")
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert "at least 32 characters" in done.stderr
    assert path.read_text() == content


def test_migrating_says_so_once_and_is_silent_when_there_is_nothing_to_do(command: Command):
    assert "Migrated the database" in command("migrate").stdout
    assert command("migrate").stdout == ""


def test_a_database_that_cannot_be_reached_is_one_sentence(command: Command):
    done = command("migrate", DATABASE_URL="mysql+pymysql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_seeding_without_a_folder_says_which_option_is_missing(command: Command):
    done = command("seed")
    assert done.returncode == 2
    assert "--photos DIR" in done.stderr


def test_rescanning_an_unknown_post_is_a_sentence(command: Command):
    command("migrate")
    done = command("rescan", "--post", "NOSUCHCODE1")
    assert done.returncode == 1
    assert done.stderr == "There is no post with the code NOSUCHCODE1.\n"


def test_moderators_are_appointed_and_dismissed_by_name(command: Command):
    command("migrate")
    unknown = command("admin", "appoint", "nobody")
    assert unknown.returncode == 1
    assert unknown.stderr == "There is no account with the username nobody.\n"
    assert command("seed", "--fast", "--people", "2", "--posts", "1").returncode == 0
    assert command("admin", "appoint", "Demo").stdout == "demo is a moderator.\n"
    assert command("admin", "dismiss", "demo").stdout == "demo is no moderator.\n"
