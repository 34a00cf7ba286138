"""What a person has not read yet, on every page."""

import reflex as rx


class BadgeState(rx.State):
    """The badge of the frame and of the title."""

    unread: int = 0
    in_title: str = ""

    @rx.event
    async def open(self):
        """Count what is unread, and hear of what comes."""
