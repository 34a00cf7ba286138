"""What an author does at the very moment in which a worker asks for a scan."""

import threading
from collections.abc import Callable

import pytest

from instaclone.posts import refusing


def while_somebody_asks(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object], act: Callable[[], object]
) -> None:
    """Have `ask` ask for a scan, and `act` done by another thread once neither draft nor post
    refused it; both have ended after that."""
    is_done = threading.Event()

    def do() -> None:
        act()
        is_done.set()

    author = threading.Thread(target=do)
    asks_profile = refusing.refuses_scans

    def meanwhile(*what, **how) -> bool:
        author.start()
        is_done.wait(1)  # the author waits, too, where the worker holds the picture
        return asks_profile(*what, **how)

    monkeypatch.setattr(refusing, "refuses_scans", meanwhile)
    ask()
    author.join(30)
    assert is_done.is_set()
