"""Every page is added here: what leaving one and arriving at the next always does."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from instaclone.notifications.state import BadgeState
from instaclone.shell.state import FaceState, PageState


def routed(
    route: str, *, title: Any, on_load: Any, is_indexed: bool = True
) -> Callable[[Callable[[], rx.Component]], Any]:
    """Add a page: its title carries the badge, and the tab hears news of this page alone.

    `on_load` opens the page: it follows its topics first and reads afterwards. Not `is_indexed`:
    search engines are asked to leave it out.
    """
    opening = on_load if isinstance(on_load, list) else [on_load]
    return rx.page(
        route,
        title=BadgeState.in_title + title,
        meta=[] if is_indexed else [{"name": "robots", "content": "noindex"}],
        on_load=[PageState.leave, *opening, BadgeState.open, FaceState.open],
    )
