"""The yardstick of the wire: bare Starlette, served as we serve: python -m bench.hello PORT."""

import sys
import tempfile

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route


async def hello(_request: Request) -> PlainTextResponse:
    """The least an answer can be."""
    return PlainTextResponse("hello")


async def take(request: Request) -> PlainTextResponse:
    """The least an upload can be: the body goes into a file."""
    with tempfile.TemporaryFile() as file:
        async for chunk in request.stream():
            file.write(chunk)
    return PlainTextResponse("taken")


app = Starlette(routes=[Route("/", hello), Route("/take", take, methods=["POST"])])


if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "bench.hello:app",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        workers=1,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
