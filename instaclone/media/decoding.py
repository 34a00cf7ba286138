"""Has pictures decoded in forked children with limits; the worker's side of it."""

import atexit
import contextlib
import json
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import instaclone
from instaclone.media.forking import PHOTO, Bounds
from instaclone.media.limits import Refused
from instaclone.media.renditions import (
    Burned,
    Finished,
    Rendered,
    burned_from,
    rendered_from,
    rendition_from,
)

__all__ = [
    "DecoderCrashed",
    "Refused",
    "bake",
    "burn",
    "finish",
    "render",
    "square",
    "start_decoder",
    "stop_decoder",
]

CALLS = "instaclone.media.tasks"
SLACK_SECONDS = 10


class DecoderCrashed(Exception):
    """The child was killed, ran out of memory or time, or failed; `str(error)` is the reason."""


class _Gone(Exception):
    """The parent of the children is not there any more."""


def render(source: Path, folder: Path, file_name: str) -> Rendered:
    """Have the first variants made in the folder; raises Refused or DecoderCrashed."""
    return _rendered(ask("render", source=str(source), folder=str(folder), file_name=file_name))


def _rendered(answer: dict[str, Any], least: int = 1) -> Rendered:
    try:
        return rendered_from(answer, least)
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderCrashed(f"the decoder's answer makes no sense: {error}") from error


def square(
    source: Path, folder: Path, file_name: str, left: float, top: float, side: float
) -> Rendered:
    """Have a square cut out and made smaller; raises Refused or DecoderCrashed."""
    answer = ask(
        "square",
        source=str(source),
        folder=str(folder),
        file_name=file_name,
        left=left,
        top=top,
        side=side,
    )
    return _rendered(answer)


def finish(source: Path, folder: Path, file_name: str) -> Finished:
    """Have the largest variant and the master made; raises Refused or DecoderCrashed."""
    answer = ask("finish", source=str(source), folder=str(folder), file_name=file_name)
    try:
        variant, master = (
            rendition_from(answer[name]) if answer[name] else None for name in ("variant", "master")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderCrashed(f"the decoder's answer makes no sense: {error}") from error
    return Finished(variant, master)


def bake(source: Path, folder: Path, file_name: str, text: str, *, is_new: bool) -> Rendered:
    """Have a master look as a recipe's text says; raises Refused or DecoderCrashed.

    Unless it `is_new` nothing is written: what is known of the picture is measured again.
    """
    answer = ask(
        "bake",
        source=str(source),
        folder=str(folder),
        file_name=file_name,
        text=text,
        is_new=is_new,
    )
    return _rendered(answer, least=1 if is_new else 0)


def burn(source: Path, folder: Path, file_name: str, text: str) -> Burned:
    """Have a master covered for good as a recipe's text says; raises Refused or DecoderCrashed."""
    answer = ask("burn", source=str(source), folder=str(folder), file_name=file_name, text=text)
    try:
        return burned_from(answer)
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderCrashed(f"the decoder's answer makes no sense: {error}") from error


def ask(function: str, *, bounds: Bounds = PHOTO, **arguments: Any) -> dict[str, Any]:
    """What a function of the tasks module returns, run in a child with plain arguments.

    Raises Refused or DecoderCrashed.
    """
    for _ in range(2):  # the parent may have been killed since the last picture
        with contextlib.suppress(_Gone):
            return _understood(_said(_parent.connection(), function, arguments, bounds))
    raise DecoderCrashed("the decoder does not start")


def start_decoder() -> None:
    """Start the parent of the children now, so that the first picture does not wait for it."""
    _parent.connection().close()


def stop_decoder() -> None:
    """End the parent; children at work finish what they do."""
    _parent.stop()


def _said(
    connection: socket.socket, function: str, arguments: dict[str, Any], bounds: Bounds
) -> dict[str, Any]:
    request = {"call": f"{CALLS}:{function}", "arguments": arguments, "bounds": asdict(bounds)}
    with connection, connection.makefile("rb") as lines:
        connection.settimeout(bounds.wall_seconds + SLACK_SECONDS)
        try:
            connection.sendall(json.dumps(request).encode() + b"\n")
            line = lines.readline()
        except TimeoutError as error:
            raise DecoderCrashed("the decoder does not answer") from error
        except OSError as error:
            raise _Gone from error
    if not line:
        raise _Gone
    return json.loads(line)


def _understood(answer: dict[str, Any]) -> dict[str, Any]:
    if reason := answer.get("crashed"):
        raise DecoderCrashed(reason)
    try:
        said = json.loads(answer["said"])
        kind, value = next(iter(said.items()))
    except (ValueError, AttributeError, StopIteration) as error:
        raise DecoderCrashed("the decoder's answer makes no sense") from error
    if kind == "refused":
        raise Refused(str(value)[:300])
    if kind != "done" or not isinstance(value, dict):
        raise DecoderCrashed(str(value)[:300])
    return value


class _Parent:
    """The process that forks the children, started again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def connection(self) -> socket.socket:
        """A new connection whose other end is with the parent, soon with a child."""
        ours, theirs = socket.socketpair()
        with theirs:
            for _ in range(2):
                try:
                    with self._lock:
                        socket.send_fds(self._running(), [b"x"], [theirs.fileno()])
                    return ours
                except (BrokenPipeError, ConnectionResetError):
                    self.stop()
        ours.close()
        raise _Gone

    def stop(self) -> None:
        """Close the control socket, upon which the parent ends."""
        with self._lock:
            if self._control is not None and self._process is not None:
                self._control.close()
                try:
                    self._process.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()
            self._control = self._process = None

    def _running(self) -> socket.socket:
        if self._control is not None and self._process is not None:
            if self._process.poll() is None:
                return self._control
            self._control.close()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "instaclone.media.forking", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # The worker's secrets stay with the worker. One thread: a process that forks
                # must have no other, and each of OpenBLAS's maps memory. Large pages: a child
                # begins with no memory of its own, and small ones cost it a third of its time.
                env={
                    "PYTHONPATH": str(Path(instaclone.__file__).parents[1]),
                    "OPENBLAS_NUM_THREADS": "1",
                    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
                },
                start_new_session=True,  # Ctrl-C is for the worker, which then closes the socket
            )
        return self._control


_parent = _Parent()
atexit.register(stop_decoder)
