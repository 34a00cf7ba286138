"""A worker of the test's own, and photos as people send them for their picture."""

from tests.media.conftest import ana, asked, send, worker_id

__all__ = ["ana", "asked", "send", "worker_id"]
