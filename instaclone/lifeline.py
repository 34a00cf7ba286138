"""What ties a child process to the supervisor: a pipe whose end says that the supervisor is gone.

A pipe works on every system and also when the supervisor is killed without a word.
"""

import os
import signal
import threading
import time

GRACE_SECONDS = 10  # between the polite signal and the last one


def hold(descriptor: int | None) -> None:
    """Stop this process in good order once the other end of the pipe is closed.

    Nothing happens where there is no pipe: somebody started the process by hand.
    """
    if descriptor is not None:
        threading.Thread(target=_watch, args=(descriptor,), name="lifeline", daemon=True).start()


def _watch(descriptor: int) -> None:
    os.read(descriptor, 1)  # nobody writes: it returns when every other holder is gone
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
