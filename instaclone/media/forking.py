"""The decoder's parent process: loads the libraries once, then forks one limited child per job.

Started by `decoding` as a module of its own. Over the control socket it is sent, for each job, one
end of a connection; over that comes a request and goes an answer, both one line of JSON. Between
it and the child stands an attendant that waits, keeps the time and says how the child ended.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from instaclone.errors import Invalid

NICENESS = 10  # the web process goes first when both want the processor
OPEN_FILES = 64
ANSWER_BYTES = 64 << 10
OUT_OF_MEMORY = "it needs more memory than a picture may"
OUT_OF_TIME = "it takes too long to decode"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take: seconds, bytes of address space, bytes of its largest file."""

    cpu_seconds: int
    wall_seconds: int
    memory: int
    written_bytes: int
    niceness: int = NICENESS


# 50 megapixels need most of the memory while they are turned; the largest file is a master.
PHOTO = Bounds(cpu_seconds=20, wall_seconds=30, memory=1 << 30, written_bytes=128 << 20)
# Ten minutes of 4096 px on a slow core; the children of a film give way to everything else.
FILM = Bounds(
    cpu_seconds=40 * 60, wall_seconds=40 * 60, memory=3 << 30, written_bytes=1500 << 20, niceness=19
)


def serve(control: socket.socket) -> None:
    """Fork an attendant for every connection that comes, until the worker is gone."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        bury()
        if not message:
            return
        for descriptor in descriptors:
            if os.fork() == 0:
                control.close()
                attend(socket.socket(fileno=descriptor))
            os.close(descriptor)


def attend(connection: socket.socket) -> NoReturn:
    """Run one request in a child and answer how it went; ends this process."""
    with connection.makefile("rb") as lines:
        line = lines.readline()
    if not line:  # the worker only wanted to see this process start
        os._exit(0)
    request = json.loads(line)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        connection.close()
        work(theirs, **request)
    os.close(theirs)
    answer = await_child(child, ours, request["bounds"]["wall_seconds"], connection)
    with contextlib.suppress(BrokenPipeError):  # the worker has died meanwhile
        connection.sendall(json.dumps(answer).encode() + b"\n")
    connection.close()
    bury(wait=True)  # so that the time it took counts as this family's
    os._exit(0)


def bury(wait: bool = False) -> None:
    """Take note of children that have ended; with `wait`, of all of them."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0 if wait else os.WNOHANG)[0]:
            pass


def await_child(child: int, pipe: int, seconds: float, connection: socket.socket) -> dict[str, Any]:
    """The child's answer, or {"crashed": reason}; a child that takes too long is killed, and one
    whose worker is gone."""
    said, deadline = b"", time.monotonic() + seconds
    while len(said) < ANSWER_BYTES and not said.endswith(b"\n"):
        left = max(0.0, deadline - time.monotonic())
        readable, _, _ = select.select([pipe, connection], [], [], left)
        # The worker says nothing more; its end can only be closed.
        part = os.read(pipe, ANSWER_BYTES) if pipe in readable else b""
        if not part:
            break
        said += part
    late = time.monotonic() >= deadline
    os.kill(child, signal.SIGKILL)  # it has answered, ended, or must end now
    if said.endswith(b"\n"):
        return {"said": said.decode("utf-8", "replace")}
    _, status = os.waitpid(child, 0)
    if late or os.WTERMSIG(status) == signal.SIGXCPU:
        return {"crashed": OUT_OF_TIME}
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name if number else f"exit status {os.WEXITSTATUS(status)}"
    return {"crashed": f"the decoder ended with {name}"}


def work(pipe: int, call: str, arguments: dict[str, Any], bounds: dict[str, int]) -> NoReturn:
    """Be the child: set the limits, call `module:function`, write the answer, end."""
    try:
        limit(Bounds(**bounds))
        module, function = call.split(":")
        done = getattr(importlib.import_module(module), function)(**arguments)
        answer = {"done": done}
    except Invalid as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"crashed": OUT_OF_MEMORY}
    except Exception as error:  # whatever it is must reach the worker's log
        answer = {"crashed": f"{type(error).__name__}: {error}"}
    with os.fdopen(pipe, "w") as file:
        file.write(json.dumps(answer) + "\n")
        file.flush()
        os._exit(0)


def limit(bounds: Bounds) -> None:
    """Bound what this process may take from the machine."""
    os.nice(max(0, bounds.niceness - NICENESS))  # its parent has NICENESS already
    most_of = {
        resource.RLIMIT_CPU: bounds.cpu_seconds,
        resource.RLIMIT_FSIZE: bounds.written_bytes,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # elsewhere the address space holds the whole system's libraries
        most_of[resource.RLIMIT_AS] = bounds.memory
        # Should the machine itself run out of memory, this process goes first.
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
    for kind, most in most_of.items():
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    os.nice(NICENESS)
    warnings.simplefilter("ignore")  # what a strange file makes a library say is no news
    importlib.import_module("instaclone.media.tasks").prepare()
    gc.freeze()  # a collection in a child would copy every page it looks at
    serve(socket.socket(fileno=int(sys.argv[1])))
