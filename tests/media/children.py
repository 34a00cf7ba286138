"""What tests have the decoder's children do instead of decoding."""

import os
import resource
import signal
import time
from pathlib import Path
from typing import Any

from instaclone.media import pixels
from instaclone.media.limits import Refused


def render(**arguments: Any) -> dict[str, Any]:
    """Crash as a broken decoder does."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return arguments


finish = square = render


def measured(source: str, folder: str) -> dict[str, Any]:
    """Render and finish, and say what came of it and how much memory it took in MiB."""
    try:
        pixels.render(Path(source), Path(folder), "bad.jpg")
        pixels.finish(Path(source), Path(folder), "bad.jpg")
        sentence = ""
    except Refused as refusal:
        sentence = str(refusal)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"sentence": sentence, "peak": peak}


def fill_memory() -> dict[str, Any]:
    """Ask for more memory than a child may have."""
    return {"bytes": len(bytearray(2 << 30))}


def spin() -> dict[str, Any]:
    """Work without end."""
    while True:
        pass


def sleep() -> dict[str, Any]:
    """Wait without end."""
    time.sleep(3600)
    return {}


def fill_disk(folder: str) -> dict[str, Any]:
    """Write more than a child may."""
    with Path(folder, "large").open("wb") as file:
        file.truncate(1 << 30)
    return {}


def look_round(secret: str) -> dict[str, Any]:
    """Whether the worker's environment is here."""
    return {"found": secret in os.environ}


def bounds() -> dict[str, Any]:
    """How this child is bounded."""
    return {
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "cpu": resource.getrlimit(resource.RLIMIT_CPU)[0],
        "niceness": os.nice(0),
    }


def note_and_sleep(path: str) -> dict[str, Any]:
    """Say who this is, and wait without end."""
    draft = Path(path + ".part")
    draft.write_text(str(os.getpid()))
    draft.rename(path)
    return sleep()
