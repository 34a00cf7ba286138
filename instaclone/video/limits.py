"""What a film may be, and the sentences that say why one is refused. Pure Python, no decoder.

`name` is everywhere the file's name as it is shown to people.
"""

from instaclone.errors import Invalid

LONGEST_SOURCE_MS = 10 * 60 * 1000
LONGEST_MS = 3 * 60 * 1000  # of what is posted
SIDE = 4096  # px
ASPECT = 5  # the long side is at most so many times the short one
RATE = 120  # frames a second
SHORTEST_SHARE = 0.9  # of its declared length that must be there


def check(name: str, width: int, height: int, frame_rate: float, duration_ms: int) -> None:
    """Raise Invalid when a film is larger, faster or longer than allowed."""
    size = f"{name} is {width:,} x {height:,} px"
    if max(width, height) > SIDE:
        raise _refused(f"{size}; a side of a video may have up to {SIDE:,}. Make it smaller")
    if max(width, height) > ASPECT * min(width, height):
        raise _refused(
            f"{size}; the long side of a video may be up to {ASPECT} times the short one. Crop it"
        )
    if frame_rate > RATE:
        raise _refused(
            f"{name} has {frame_rate:,.0f} frames a second; videos may have up to {RATE}. "
            "Save it with fewer"
        )
    if duration_ms // 1000 > LONGEST_SOURCE_MS // 1000:
        raise _refused(
            f"{name} is {clock_time(duration_ms)} long; videos may be up to "
            f"{clock_time(LONGEST_SOURCE_MS)}. Cut it"
        )


def check_posted(name: str, length_ms: int) -> None:
    """Raise Invalid when what shall be posted of a film is too long."""
    if length_ms // 1000 > LONGEST_MS // 1000:
        raise Invalid(
            f"{name} is {clock_time(length_ms)} long; choose up to 3 minutes of it before you "
            "share it.",
            "file",
        )


def trim_notice(length_ms: int) -> str:
    """What its author should do about a long film; "" for one that is short enough."""
    if length_ms // 1000 <= LONGEST_MS // 1000:
        return ""
    return f"It is {clock_time(length_ms)} long; choose up to 3 minutes."


def damaged(name: str) -> Invalid:
    """The refusal of a film that begins well and cannot be read to its end."""
    return Invalid(f"{name} is damaged or incomplete. Choose another copy of it.", "file")


def unknown(name: str) -> Invalid:
    """The refusal of what is no film."""
    return Invalid(
        f"{name} is not a video this site can read. Choose an MP4, MOV or WebM video.", "file"
    )


def without_picture(name: str) -> Invalid:
    """The refusal of sound alone."""
    return Invalid(f"{name} has sound and no picture. Choose a video.", "file")


def encrypted(name: str) -> Invalid:
    """The refusal of a film that only its shop's own player can show."""
    return Invalid(
        f"{name} is protected against copying and cannot be read. Choose a video of your own.",
        "file",
    )


def clock_time(ms: int) -> str:
    """A length for people: "0:07", "5:12", "1:02:03"."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _refused(sentence: str) -> Invalid:
    return Invalid(f"{sentence} and choose it again.", "file")
