"""Names for rows as the outside sees them: unguessable codes and time-ordered keys."""

import secrets
from datetime import datetime

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
RANDOM_BITS = 20
END_OF_TIME = 2**63 - 1  # a key later than those of all rows


def code(length: int = 11) -> str:
    """A random code from letters and digits; 11 characters carry 65 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def sort_key(moment: datetime) -> int:
    """A 63-bit key ordered by time: milliseconds since 1970, then 20 random bits.

    One unique integer makes keyset paging exact where two rows share a moment.
    """
    milliseconds = int(moment.timestamp() * 1000)
    return (milliseconds << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)


def first_key(moment: datetime) -> int:
    """The least key of this moment: those of everything before it are smaller."""
    return int(moment.timestamp() * 1000) << RANDOM_BITS
