"""The search page before a search: one's own searches, what is popular, and how to ask."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.objects.components import object_chip
from instaclone.search.addresses import address
from instaclone.search.cards import RecentCard
from instaclone.search.kept_state import KeptState
from instaclone.search.saved_list import (
    HEADING,
    SECTION,
    remove_button,
    saved_searches,
    search_link,
)
from instaclone.tags.components import popular_tag
from instaclone.ui.elements import GHOST_ACCENT

EXAMPLES = (
    ("dog>=2 -person", "two dogs or more, and nobody"),
    ("cat OR dog", "one of the two"),
    ('"golden hour"', "these words side by side"),
    ("near:Lisbon..20km", "around a town"),
    ("place:Portugal 2024..2025", "from a country, in these years"),
    ("#sunset color:orange", "a tag, and much of a colour"),
    ("has:video orientation:portrait", "upright videos"),
    ("from:me is:liked", "your own, which you like"),
)
NEWEST = 5  # recent searches that are shown at first


def start() -> rx.Component:
    """What stands below the empty box."""
    return rx.el.div(
        rx.el.div(
            rx.cond(KeptState.recent.length() > 0, recent_searches()),
            rx.cond(KeptState.saved.length() > 0, saved_searches()),
            _examples(),
            class_name="min-w-0",
        ),
        rx.el.div(
            _objects(),
            rx.cond(KeptState.tags.length() > 0, _tags()),
            class_name="min-w-0",
        ),
        class_name="grid gap-x-12 pt-6 md:grid-cols-2",
    )


@rx.memo
def recent_searches() -> rx.Component:
    """What the viewer searched for lately: the newest, and all of them at the press of a button."""
    is_long = rx._x.client_state(default=False, global_ref=False)
    has_more = (KeptState.recent.length() > NEWEST) & ~is_long.value.to(bool)
    return rx.el.section(
        is_long,
        rx.el.div(
            rx.el.h2("Recent", class_name=HEADING),
            rx.el.button(
                "Clear all",
                rx.el.span(" recent searches", class_name="sr-only"),
                type="button",
                on_click=KeptState.forget_all,
                class_name=GHOST_ACCENT + " -mr-3 px-3 text-sm font-semibold",
            ),
            class_name="flex items-center justify-between",
        ),
        rx.el.ul(
            rx.foreach(
                rx.cond(is_long.value, KeptState.recent, KeptState.recent[:NEWEST]), _recent_row
            ),
            aria_label="Recent searches",
        ),
        rx.cond(
            has_more,
            rx.el.button(
                "Show all " + KeptState.recent.length().to(str),
                rx.el.span(" recent searches", class_name="sr-only"),
                type="button",
                on_click=is_long.set_value(True),
                class_name=GHOST_ACCENT + " -ml-3 px-3 text-sm font-semibold",
            ),
        ),
        class_name=SECTION,
    )


def _recent_row(row: rx.Var[RecentCard]) -> rx.Component:
    return rx.el.li(
        search_link("history", row.query, row.href),
        remove_button("Remove " + row.query, KeptState.forget(row.id)),
        key=row.id,
        class_name="flex items-center gap-2",
    )


def _objects() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("What the scanner sees", class_name=HEADING),
            rx.el.a(
                "All 80 things",
                href="/objects",
                class_name="inline-flex min-h-11 items-center text-sm font-semibold text-accent",
            ),
            class_name="flex items-center justify-between",
        ),
        rx.cond(
            KeptState.objects.length() > 0,
            rx.el.ul(rx.foreach(KeptState.objects, object_chip), class_name="flex flex-wrap gap-2"),
            rx.el.p(
                "Nothing has been counted yet.",
                class_name="text-sm text-text-quiet",
            ),
        ),
        aria_label="What the scanner sees",
        class_name=SECTION,
    )


def _tags() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Popular tags", class_name=HEADING + " flex min-h-11 items-center"),
        rx.el.ul(rx.foreach(KeptState.tags, popular_tag)),
        aria_label="Popular tags",
        class_name=SECTION,
    )


def _examples() -> rx.Component:
    return rx.el.section(
        rx.el.h2("How to ask", class_name=HEADING + " flex min-h-11 items-center"),
        rx.el.p(
            "Write words, or ask for what is in the pictures. All parts have to fit.",
            class_name="text-[13px] text-text-quiet",
        ),
        rx.el.ul(
            *(
                rx.el.li(
                    rx.el.a(
                        rx.el.code(query, class_name="rounded-control bg-sunken px-2 py-1 text-sm"),
                        rx.el.span(says, class_name="text-[13px] text-text-quiet"),
                        href=address(query),
                        class_name="flex min-h-11 flex-wrap items-center gap-x-3 hover:underline "
                        "underline-offset-4",
                    )
                )
                for query, says in EXAMPLES
            ),
            aria_label="Examples",
            class_name="mt-2",
        ),
        class_name=SECTION,
    )
