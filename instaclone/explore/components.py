"""A post in explore: its square with Why this?, and the sheet that answers."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.explore.cards import ExploreCard, ReasonCard
from instaclone.explore.state import HIDDEN, LESS, MORE, ExploreState
from instaclone.posts.components import square
from instaclone.ui.elements import PRIMARY, QUIET, empty, icon, link
from instaclone.ui.sheets import closes, opens, sheet

WHY = "why"
ITEM = (
    "flex w-full items-center gap-3 min-h-12 px-4 text-left text-sm hover:bg-sunken "
    "transition-colors duration-150"
)


def explored(card: rx.Var[ExploreCard]) -> rx.Component:
    """A post in the grid, or a sentence for what the viewer asked of it."""
    asked = ExploreState.asked[card.tile.code]
    return rx.el.li(
        rx.cond(
            (asked == LESS) | (asked == HIDDEN),
            _put_away(card, asked),
            rx.fragment(square(card.tile), _why_button(card)),
        ),
        key=card.tile.code,
        class_name="relative",
    )


def _why_button(card: rx.Var[ExploreCard]) -> rx.Component:
    return rx.el.button(
        rx.el.span(
            icon("circle-help", 16),
            class_name="inline-flex size-7 items-center justify-center rounded-full bg-veil "
            "text-white",
        ),
        type="button",
        aria_label="Why this?",
        title="Why this?",
        custom_attrs=opens(WHY),
        on_click=ExploreState.explain(card.tile.code),
        class_name="absolute bottom-0 right-0 inline-flex size-11 items-center justify-center",
    )


def _put_away(card: rx.Var[ExploreCard], asked: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.cond(asked == HIDDEN, card.author + " is hidden.", "Less like this."),
            role="status",
            class_name="max-w-full break-words px-1",
        ),
        rx.el.button(
            "Undo", type="button", on_click=ExploreState.undo(card.tile.code), class_name=QUIET
        ),
        class_name="flex aspect-square flex-col items-center justify-center gap-2 "
        "overflow-hidden bg-sunken text-center text-[13px] text-text-quiet",
    )


def why_sheet() -> rx.Component:
    """Why the post whose button was pressed is here, and what one may ask for; one for the page."""
    why = ExploreState.why
    return sheet(
        WHY,
        "Why this?",
        rx.cond(
            why,
            rx.fragment(
                rx.cond(
                    why.reasons.length() > 0,
                    rx.el.ul(
                        rx.foreach(why.reasons, _reason),
                        aria_label="Reasons",
                        class_name="flex flex-col gap-3 px-4 py-4",
                    ),
                    rx.el.p(
                        "No signal chose this post.",
                        class_name="px-4 py-4 text-sm",
                    ),
                ),
                rx.cond(SessionState.username != "", _wishes(why), _guest()),
            ),
            rx.el.div(
                *(rx.el.div(class_name="skeleton h-5 rounded-control") for _ in range(3)),
                aria_busy="true",
                class_name="flex flex-col gap-3 p-4",
            ),
        ),
        on_close=ExploreState.forget,
    )


def _reason(reason: rx.Var[ReasonCard]) -> rx.Component:
    return rx.el.li(
        rx.el.p(reason.text, class_name="text-sm break-words"),
        rx.el.p(reason.title, class_name="text-[13px] text-text-quiet"),
        key=reason.signal,
    )


def _wishes(why: rx.Var[ExploreCard]) -> rx.Component:
    code = why.tile.code
    return rx.el.div(
        rx.cond(
            ExploreState.asked[code] == MORE,
            _wish("undo-2", "Undo more like this", ExploreState.undo(code)),
            rx.fragment(
                _wish("circle-plus", "More like this", ExploreState.more_like(code)),
                _wish("circle-minus", "Less like this", ExploreState.less_like(code)),
            ),
        ),
        _wish("eye-off", "Hide " + why.author, ExploreState.hide(code)),
        rx.el.a(
            icon("sliders-horizontal", 20, class_name="shrink-0"),
            "Choose the signals",
            href="/settings/explore",
            class_name=ITEM,
        ),
        class_name="border-t border-line py-2",
    )


def _wish(symbol: str, label, on_click) -> rx.Component:
    return rx.el.button(
        icon(symbol, 20, class_name="shrink-0"),
        rx.el.span(label, class_name="min-w-0 break-words"),
        type="button",
        custom_attrs=closes(WHY),
        on_click=on_click,
        class_name=ITEM,
    )


def _guest() -> rx.Component:
    return rx.el.p(
        link("Log in", href="/login"),
        " to ask for more or less like this.",
        class_name="border-t border-line px-4 py-4 text-sm text-text-quiet",
    )


def failed(on_again) -> rx.Component:
    """What stands where explore could not be read."""
    return rx.el.div(
        empty(
            "cloud-off",
            "Explore could not be read",
            "The fault is on the server. Nothing you asked for is lost.",
            rx.el.button("Try again", type="button", on_click=on_again, class_name=PRIMARY),
        ),
        role="alert",
    )
