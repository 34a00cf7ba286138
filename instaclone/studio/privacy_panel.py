"""The check before sharing: what the files would give away. It explains and never blocks."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.studio.privacy import (
    CLEAR,
    METADATA,
    PAPERS,
    PEOPLE,
    REFUSED,
    REPEAT,
    SCREENS,
    VEHICLES,
    PrivacyLine,
)
from instaclone.studio.state import StudioState
from instaclone.ui.elements import icon

ICON = "mt-0.5 shrink-0 text-text-quiet"


def privacy_panel() -> rx.Component:
    """Shown once there is a file to look at."""
    return rx.cond(
        StudioState.files.length() > 0,
        rx.el.section(
            rx.el.h2("Privacy check", id="privacy-check", class_name="text-sm font-semibold"),
            rx.el.ul(
                rx.foreach(StudioState.privacy.lines, _line),
                rx.cond(
                    StudioState.privacy.audience != "",
                    rx.el.li(
                        icon("users", 18, class_name=ICON),
                        rx.el.span(StudioState.privacy.audience),
                        class_name="flex gap-2.5",
                    ),
                ),
                class_name="mt-3 flex flex-col gap-2.5 text-sm",
            ),
            aria_labelledby="privacy-check",
            class_name="rounded-sheet border border-line p-4",
        ),
    )


def _line(line: rx.Var[PrivacyLine]) -> rx.Component:
    return rx.el.li(
        rx.match(
            line.kind,
            (PEOPLE, icon("user", 18, class_name=ICON)),
            (VEHICLES, icon("car", 18, class_name=ICON)),
            (SCREENS, icon("monitor", 18, class_name=ICON)),
            (PAPERS, icon("book-open", 18, class_name=ICON)),
            (METADATA, icon("map-pin", 18, class_name=ICON)),
            (REPEAT, icon("images", 18, class_name=ICON)),
            (REFUSED, icon("scan-eye", 18, class_name=ICON)),
            (CLEAR, icon("circle-check", 18, class_name=ICON)),
            icon("clock", 18, class_name=ICON),
        ),
        rx.el.span(
            line.text,
            rx.cond(
                line.post != "",
                rx.fragment(
                    " ",
                    rx.el.a(
                        "View that post",
                        href="/p/" + line.post,
                        target="_blank",
                        class_name="font-semibold underline",
                    ),
                ),
            ),
        ),
        class_name="flex gap-2.5",
    )
