"""Writes a file that arrives in pieces to the staging folder, checked from its first bytes on."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

from instaclone.db.session import in_thread
from instaclone.media import intake, limits


async def stage(chunks: AsyncIterator[Any], staged: Path) -> str:
    """Write what arrives to a file; returns its name, "" when nothing does.

    Raises Invalid for a broken rule, with the first bytes where they show it. The disk is written
    on the thread pool: a slow one must not hold up everybody's events.
    """
    staged.parent.mkdir(parents=True, exist_ok=True)
    name, size = "", 0
    with staged.open("wb") as file:
        async for chunk in chunks:
            if not size:
                name = limits.clean_name(chunk.filename)
                intake.check_start(name, None, chunk.data)
            size += len(chunk.data)
            intake.check_bytes(name, size)
            await in_thread(partial(file.write, chunk.data))
    if name:
        intake.check_bytes(name, size)
    return name
