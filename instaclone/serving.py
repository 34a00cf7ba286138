"""Starts the web process: granian with the built pages, as Reflex's own production mode would."""

import os
import socket

from instaclone import lifeline
from instaclone.building import PAGES, ROOT
from instaclone.errors import Conflict, Unavailable
from instaclone.settings import Settings, settings

APP = "instaclone.instaclone:app"
LARGEST_EVENT = 200_000  # bytes of one websocket message; a caption of 2,200 is far below
STATE_SECONDS = 900  # how long the state of a closed tab is kept
HOLD = "1s"  # a process that dies takes no more of a tab with it
STOP_SECONDS = 5  # for requests that are under way


def environment(chosen: Settings) -> dict[str, str]:
    """What Reflex reads at start. The first three names skip its compiler and mount the pages.

    Two of them are internal names of Reflex 0.10: the version is pinned and a test starts this way.
    """
    wanted = {
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_CORS_ALLOWED_ORIGINS": ",".join(origins(chosen)),
        "REFLEX_STATE_MANAGER_MODE": "redis" if chosen.redis_url else "memory",
        "REFLEX_REDIS_TOKEN_EXPIRATION": str(STATE_SECONDS),
        "REFLEX_TRUSTED_PROXY_HOPS": str(chosen.trusted_proxy_hops),
        # A socket that is half open must be noticed soon, or its tab comes back as a stranger.
        "REFLEX_SOCKET_INTERVAL": "20s",
        "REFLEX_SOCKET_TIMEOUT": "20s",
        "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": str(LARGEST_EVENT),
    }
    if chosen.redis_url:
        wanted["REFLEX_REDIS_URL"] = chosen.redis_url
        # A process keeps a tab's state at hand. Or what a handler did that was cancelled would be
        # undone here, though the browser has been sent it, and a page would stay empty.
        wanted["REFLEX_OPLOCK_ENABLED"] = "true"
        wanted["REFLEX_OPLOCK_HOLD_TIME"] = HOLD
    return wanted


def origins(chosen: Settings) -> list[str]:
    """The sites whose pages may open a websocket here: our own, by each of its names."""
    local = [f"http://{host}:{chosen.port}" for host in ("localhost", "127.0.0.1")]
    return list(dict.fromkeys([chosen.public_url, *local]))


def own_address(chosen: Settings) -> str:
    """Where this machine itself reaches the web process."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - read, not bound
    return f"http://{everywhere.get(chosen.host, chosen.host)}:{chosen.port}"


def require_free_port(chosen: Settings) -> None:
    """Raise Conflict when PORT is taken, Unavailable when it may not be opened, each with advice.

    Asked before anything is started, so that nothing has to be stopped again.
    """
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except PermissionError:
            raise Unavailable(
                f"Port {chosen.port} needs administrator's rights. Set PORT to 1024 or more."
            ) from None
        except OSError as error:
            raise Conflict(
                f"Port {chosen.port} cannot be opened on {chosen.host} ({error.strerror}). "
                "Stop what uses it, or choose another one: PORT=3001 bin/run."
            ) from None


def serve(descriptor: int | None = None) -> None:
    """Serve until SIGTERM or SIGINT; also stops when the lifeline's other end is closed.

    Raises Unavailable when the pages have not been built, Conflict when the port is taken.
    """
    chosen = settings()
    if not (ROOT / PAGES).is_file():
        raise Unavailable("The pages are not built yet. Run: python -m instaclone build")
    require_free_port(chosen)
    os.environ.update(environment(chosen))
    lifeline.hold(descriptor)

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        APP,
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=chosen.web_workers,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
