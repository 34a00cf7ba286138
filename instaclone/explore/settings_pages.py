"""The settings of explore: a switch for each signal, and what one asked for."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.explore.cards import LeaningCard
from instaclone.explore.models import AUTHOR, TAG
from instaclone.explore.settings_state import ExploreSettingsState
from instaclone.explore.signals import SIGNALS
from instaclone.shell.routing import routed
from instaclone.shell.settings_frame import settings_page
from instaclone.ui.elements import QUIET, icon, link, switch

CARD = "mt-6 rounded-sheet border border-line bg-raised"


@routed("/settings/explore", title="Explore · Instaclone", on_load=ExploreSettingsState.open)
def explore_settings() -> rx.Component:
    """What may choose, and what was asked for."""
    return settings_page(
        "Explore",
        rx.el.p(
            'Explore chooses by these signals. "Why this?" on each post names those that brought '
            "it. What you switch here counts from the next screen of ",
            link("explore", href="/explore"),
            " on; nobody else learns of it.",
            class_name="mt-2 text-sm text-text-quiet",
        ),
        rx.cond(
            ExploreSettingsState.is_open,
            rx.fragment(_signals(), _wishes()),
            rx.el.div(
                rx.el.div(class_name="skeleton mt-6 h-96 rounded-sheet"),
                rx.el.div(class_name="skeleton mt-6 h-40 rounded-sheet"),
                aria_busy="true",
            ),
        ),
    )


def _signals() -> rx.Component:
    state = ExploreSettingsState
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2("Signals", class_name="text-base font-semibold"),
                rx.el.p(
                    rx.cond(
                        state.is_chronological,
                        "All are off: explore shows the newest posts of everybody here, in the "
                        "order of time, and chooses nothing.",
                        "With all of them off, explore shows the newest posts of everybody here, "
                        "in the order of time, and chooses nothing.",
                    ),
                    aria_live="polite",
                    class_name="mt-1 text-[13px] text-text-quiet",
                ),
                class_name="min-w-0 flex-1",
            ),
            rx.el.div(
                rx.cond(state.off.length() > 0, _all("Turn all on", True)),
                rx.cond(~state.is_chronological, _all("Turn all off", False)),
                class_name="flex shrink-0 gap-2",
            ),
            class_name="flex flex-col items-start gap-3 px-4 py-4 sm:flex-row sm:gap-6",
        ),
        rx.el.div(
            *(_signal(each.name, each.title, each.about) for each in SIGNALS),
            class_name="divide-y divide-line border-t border-line px-4",
        ),
        aria_label="Signals",
        class_name=CARD,
    )


def _all(label: str, wanted: bool) -> rx.Component:
    return rx.el.button(
        label,
        type="button",
        on_click=ExploreSettingsState.switch_all(wanted),
        class_name=QUIET,
    )


def _signal(name: str, title: str, about: str) -> rx.Component:
    is_off = ExploreSettingsState.off.contains(name)
    return switch(title, about, ~is_off, ExploreSettingsState.switch(name, is_off))


def _wishes() -> rx.Component:
    state = ExploreSettingsState
    return rx.el.section(
        rx.el.h2("What you asked for", class_name="text-base font-semibold"),
        rx.el.p(
            "More and less of something count while ",
            rx.el.span("You asked for it", class_name="font-semibold"),
            " is on. Hidden people stay hidden, whatever is on.",
            class_name="mt-1 text-sm text-text-quiet",
        ),
        rx.cond(
            state.wishes.length() > 0,
            rx.fragment(
                rx.el.ul(
                    rx.foreach(state.wishes, _wish),
                    aria_label="What you asked for",
                    class_name="mt-3 divide-y divide-line",
                ),
                rx.cond(
                    state.has_more,
                    rx.el.button(
                        "Show more", type="button", on_click=state.more, class_name=QUIET + " mt-3"
                    ),
                ),
            ),
            rx.el.p(
                'Nothing yet. Under "Why this?" of a post you can ask for more or less like it, or '
                "hide a person.",
                class_name="mt-3 text-sm",
            ),
        ),
        class_name=CARD + " p-4",
    )


def _wish(card: rx.Var[LeaningCard]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.match(
                card.kind,
                (TAG, icon("hash", 20)),
                (AUTHOR, icon("user", 20)),
                icon("scan-search", 20),
            ),
            class_name="shrink-0 text-text-quiet",
        ),
        rx.el.div(
            rx.el.p(card.name, class_name="truncate text-sm font-semibold"),
            rx.el.p(
                rx.cond(
                    card.is_hidden,
                    "Hidden",
                    rx.cond(card.is_more, "More of this", "Less of this"),
                ),
                class_name="text-[13px] text-text-quiet",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.el.button(
            "Take back",
            type="button",
            aria_label="Take back " + card.name,
            on_click=ExploreSettingsState.take_back(card.kind, card.subject),
            class_name=QUIET,
        ),
        key=card.kind + card.subject,
        class_name="flex items-center gap-3 py-2",
    )
