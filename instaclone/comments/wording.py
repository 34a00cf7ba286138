"""The rules for a comment's words."""

import re
import unicodedata

from instaclone.errors import Invalid
from instaclone.text import cleaned

LENGTH = 2200  # Instagram's, as for captions


def checked_body(body: str) -> str:
    """The words as they are stored; raises Invalid when there are none or too many.

    Control characters go, and of many empty lines one stays: a comment is no wall.
    """
    words = re.sub(r"\n\s*\n\s*", "\n\n", cleaned(body)).strip()
    if not any(_can_be_seen(sign) for sign in words):
        raise Invalid("Write something first.", "body")
    if len(words) > LENGTH:
        over = len(words) - LENGTH
        raise Invalid(
            f"A comment may have {LENGTH:,} characters; this one has {over:,} more.", "body"
        )
    return words


def _can_be_seen(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Mn", "Cc")
