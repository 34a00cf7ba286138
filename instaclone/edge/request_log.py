"""One line per request: what was asked and how it went, without anything secret."""

import structlog

from instaclone.edge.answers import Answer, Scope

QUIET = ("/healthz",)  # asked every few seconds by supervisors

_log = structlog.get_logger("instaclone.request")


def log_request(scope: Scope, answer: Answer, seconds: float) -> None:
    """Write the line. The query is left out: it may carry signatures, tokens and searches."""
    if scope["path"] in QUIET and answer.status == 200:
        return
    # Where nothing was sent, the app failed and the server answers for it.
    status = answer.status or 500
    write = _log.error if status >= 500 else _log.info
    write(
        "request",
        method=scope["method"],
        path=_path(scope),
        status=status,
        ms=round(seconds * 1000, 1),
        bytes=answer.sent_bytes,
        viewer=scope["instaclone"].get("viewer"),
    )


def _path(scope: Scope) -> str:
    return scope["path"][:200]
