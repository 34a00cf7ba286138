"""Addresses of pictures that nobody can make up, that end, and that stay the same for hours."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from functools import lru_cache
from zlib import crc32

from instaclone import clock
from instaclone.settings import settings
from instaclone.storage.storage import is_key

WINDOW = 6 * 3600  # seconds; an address lives for one to two windows
SIGNATURE_BYTES = 16  # 128 bits: beyond guessing, and short in a page with a hundred pictures
PURPOSE = b"instaclone media address v1"


def media_url(key: str, now: datetime | None = None) -> str:
    """The path and query that serve a variant; valid for at least 6 and at most 12 hours.

    The same text for 6 hours, so that browsers keep the picture. The windows of different
    keys begin at different times, so that not everything is fetched anew at once.
    """
    moment = int((now or clock.now()).timestamp())
    offset = crc32(key.encode()) % WINDOW
    expiry = str(((moment - offset) // WINDOW + 2) * WINDOW + offset)
    return f"/media/{key}?e={expiry}&s={_signature(key, expiry)}"


def is_valid(key: str, expiry: str, signature: str, now: datetime | None = None) -> bool:
    """Whether `media_url` made this address and it has not ended. Takes anything, never raises."""
    if not is_key(key) or not (expiry.isascii() and expiry.isdecimal() and len(expiry) <= 12):
        return False
    given = signature.encode(errors="replace")
    if not hmac.compare_digest(_signature(key, expiry).encode(), given):
        return False
    return int(expiry) > (now or clock.now()).timestamp()


def _signature(key: str, expiry: str) -> str:
    made = hmac.digest(_signing_key(settings().secret_key), f"{key}\n{expiry}".encode(), "sha256")
    return urlsafe_b64encode(made[:SIGNATURE_BYTES]).rstrip(b"=").decode()


@lru_cache(maxsize=8)
def _signing_key(secret: bytes) -> bytes:
    # A key of its own: what is signed here can be passed off for nothing else the secret signs.
    return hmac.digest(secret, PURPOSE, hashlib.sha256)
