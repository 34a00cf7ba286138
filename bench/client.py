"""An HTTP client that costs next to nothing: one connection, one request at a time."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

LENGTH = b"content-length:"


@dataclass(slots=True)
class Connection:
    """A connection that is kept open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str

    async def get(self, path: str, cookie: str = "") -> float:
        """Seconds from the request to the whole answer; raises RuntimeError unless it is 200."""
        fields = f"Host: {self.host}\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "")
        started = time.perf_counter()
        self.writer.write(f"GET {path} HTTP/1.1\r\n{fields}\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, *lines = head.lower().split(b"\r\n")
        lengths = [line for line in lines if line.startswith(LENGTH)]
        if lengths:
            await self.reader.readexactly(int(lengths[0][len(LENGTH) :]))
        else:
            await self._chunks()
        took = time.perf_counter() - started
        if b" 200" not in status:
            raise RuntimeError(f"{path} was answered {status.decode()}")
        return took

    async def _chunks(self) -> None:
        size = 1
        while size:
            size = int(await self.reader.readuntil(b"\r\n"), 16)
            await self.reader.readexactly(size + 2)

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def connect(address: str) -> Connection:
    """A connection to `http://host:port`."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    return Connection(reader, writer, parts.netloc)
