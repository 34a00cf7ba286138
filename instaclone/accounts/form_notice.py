"""What the server says about a form that was just posted, carried in the address of the page.

Signed, so that nobody can put words of theirs on our page by sending somebody a link.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass

from instaclone import clock
from instaclone.settings import settings

LASTS = 15 * 60  # seconds
LONGEST_VALUE = 254  # of what was typed: no email is longer
LONGEST_TOKEN = 4000
SIGNATURE_BYTES = 16


@dataclass(frozen=True, slots=True)
class FormNotice:
    """A sentence, the field it is about ("" for the whole form), what was typed but no secret."""

    field: str
    sentence: str
    username: str = ""
    email: str = ""
    login: str = ""


def write_notice(notice: FormNotice) -> str:
    """A token for the query string that `read_notice` understands for a quarter of an hour."""
    values = {name: value[:LONGEST_VALUE] for name, value in asdict(notice).items() if value}
    values["until"] = int(clock.now().timestamp()) + LASTS
    body = json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()
    return _text(body + _signature(body))


def read_notice(token: str | None) -> FormNotice | None:
    """The notice in a token; None when it is not ours or too old."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    body, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(body)):
        return None
    values = json.loads(body)
    if values.pop("until") < clock.now().timestamp():
        return None
    return FormNotice(**{"field": "", "sentence": "", **values})


def _signature(body: bytes) -> bytes:
    key = settings().secret_key
    return hmac.digest(key, b"form notice\0" + body, hashlib.sha256)[:SIGNATURE_BYTES]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
