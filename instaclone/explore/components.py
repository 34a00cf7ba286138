"""A post in explore: its square with Why this?, and the sheet that answers."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.explore.cards import ReasonCard, WhyCard
from instaclone.explore.films_state import FilmsState
from instaclone.explore.signals import BY_NAME, WISHES
from instaclone.explore.state import ExploreState
from instaclone.explore.wishing_state import MORE
from instaclone.posts.cards import TileCard
from instaclone.posts.components import square
from instaclone.ui.elements import PRIMARY, QUIET, empty, icon, link
from instaclone.ui.sheets import closes, opens, sheet

WHY = "why"
ITEM = (
    "flex w-full items-center gap-3 min-h-12 px-4 text-left text-sm hover:bg-sunken "
    "transition-colors duration-150"
)


def explored(card: rx.Var[TileCard]) -> rx.Component:
    """A post in the grid, or a sentence for what the viewer asked of it."""
    return rx.el.li(
        rx.cond(
            is_put_away(ExploreState, card.code),
            _put_away(card.code),
            rx.fragment(_square(card), _why_button(card.code)),
        ),
        key=card.code,
        class_name="relative",
    )


def _square(card: rx.Var[TileCard]) -> rx.Component:
    """A video by itself leads to the viewer, which begins with it; all else to its post."""
    is_film = (card.duration != "") & (card.picture_count == 1)
    return square(
        card,
        href=rx.cond(is_film, "/explore/videos?from=" + card.code, "/p/" + card.code),
        on_click=rx.cond(is_film, FilmsState.lead_to(card.code), rx.noop()),
    )


def is_put_away(state, code: rx.Var[str]) -> rx.Var[bool]:
    """Whether what the viewer asked of a post took it away; `state` is built on `WishingMixin`."""
    return state.asked.contains(code) & (state.asked[code].sentence != "")


def _why_button(code: rx.Var[str]) -> rx.Component:
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
        on_click=ExploreState.explain(code),
        class_name="absolute bottom-0 right-0 inline-flex size-11 items-center justify-center",
    )


def _put_away(code: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            ExploreState.asked[code].sentence,
            role="status",
            class_name="max-w-full break-words px-1",
        ),
        rx.el.button("Undo", type="button", on_click=ExploreState.undo(code), class_name=QUIET),
        class_name="flex aspect-square flex-col items-center justify-center gap-2 "
        "overflow-hidden bg-sunken text-center text-[13px] text-text-quiet",
    )


def why_sheet(state) -> rx.Component:
    """Why the post whose button was pressed is here, and what one may ask for; one for the page.
    `state` is built on `WishingMixin`."""
    why = state.why
    return sheet(
        WHY,
        "Why this?",
        rx.cond(
            why,
            rx.cond(
                why.author != "",
                rx.fragment(
                    _reasons(why),
                    rx.cond(SessionState.username != "", _wishes(state, why), _guest()),
                ),
                rx.el.p("This post is not for you any more.", class_name="px-4 py-4 text-sm"),
            ),
            rx.el.div(
                *(rx.el.div(class_name="skeleton h-5 rounded-control") for _ in range(3)),
                aria_busy="true",
                class_name="flex flex-col gap-3 p-4",
            ),
        ),
        on_close=state.forget,
    )


def _reasons(why: rx.Var[WhyCard]) -> rx.Component:
    return rx.cond(
        why.reasons.length() > 0,
        rx.el.ul(
            rx.foreach(why.reasons, _reason),
            aria_label="Reasons",
            class_name="flex flex-col gap-3 px-4 py-4",
        ),
        rx.el.p("No signal speaks for this post.", class_name="px-4 py-4 text-sm"),
    )


def _reason(reason: rx.Var[ReasonCard]) -> rx.Component:
    return rx.el.li(
        rx.el.p(reason.text, class_name="text-sm break-words"),
        rx.el.p(reason.title, class_name="text-[13px] text-text-quiet"),
        key=reason.signal,
    )


def _wishes(state, why: rx.Var[WhyCard]) -> rx.Component:
    code = why.code
    return rx.el.div(
        rx.cond(
            state.asked.contains(code) & (state.asked[code].wish == MORE),
            _wish("undo-2", "Undo more like this", state.undo(code)),
            rx.cond(
                why.takes_wishes,
                rx.fragment(
                    _wish("circle-plus", "More like this", state.more_like(code)),
                    _wish("circle-minus", "Less like this", state.less_like(code)),
                ),
                rx.fragment(
                    rx.el.p(
                        "To ask for more or less like this would change nothing: the signal \u201c"
                        + BY_NAME[WISHES].title
                        + "\u201d is off.",
                        class_name="px-4 py-2 text-[13px] text-text-quiet",
                    ),
                    _wish("eye-off", "Hide this post", state.put_aside(code)),
                ),
            ),
        ),
        _wish("user-x", "Hide " + why.author, state.hide(code)),
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


def first_post() -> rx.Component:
    """Where nobody has posted yet: the way to a post of one's own."""
    return rx.cond(
        SessionState.username != "",
        rx.el.a("Create a post", href="/create", class_name=PRIMARY),
        rx.el.a("Sign up", href="/signup", class_name=PRIMARY),
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
