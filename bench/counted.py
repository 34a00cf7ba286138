"""The web process with one more route, which says how many SQL statements it has run so far.

Started as python -m bench.counted in place of python -m instaclone serve.
"""

from typing import Any

from sqlalchemy import Engine, event

PATH = "/statements-so-far"
_count = [0]


@event.listens_for(Engine, "before_cursor_execute")
def _counted(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    _count[0] += not statement.startswith("BEGIN")


def app():
    """The product's ASGI app inside the one that counts."""
    from instaclone.instaclone import app as product

    inner: Any = product()

    async def counting(scope, receive, send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH:
            await inner(scope, receive, send)
            return
        body = str(_count[0]).encode()
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})

    return counting


if __name__ == "__main__":
    from instaclone import serving

    serving.APP = "bench.counted:app"
    serving.serve()
