"""The viewer for videos: one at a time, the next with a swipe, a key or a button."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx
from reflex.vars.function import FunctionStringVar

from instaclone.accounts.state import SessionState
from instaclone.explore.components import failed, first_post, why_sheet
from instaclone.explore.film_strip import STRIP, film_keys, step
from instaclone.explore.film_viewer import ROUND, SLIDE, film_slide
from instaclone.explore.films_state import MOST, FilmsState
from instaclone.posts.film import NOTHING, in_browser
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.ui.elements import QUIET, empty, icon
from instaclone.ui.more import Sentinel

# What the bars of a phone leave; the height of a video must be exact, for one stands at a time.
HEIGHT = "h-[calc(100dvh-94px-env(safe-area-inset-bottom))] md:h-dvh"


@routed("/explore/videos", title="Videos · Instaclone", on_load=FilmsState.open)
def films() -> rx.Component:
    """The viewer."""
    state = FilmsState
    return page(
        rx.el.h1("Videos", class_name="sr-only"),
        rx.el.div(
            rx.cond(
                state.is_open,
                rx.cond(
                    state.is_failed,
                    _middle(failed(state.choose_anew)),
                    rx.cond(state.films.length() > 0, _films(), _middle(_nothing())),
                ),
                _skeleton(),
            ),
            _back(),
            why_sheet(state),
            class_name="dark relative bg-black text-text " + HEIGHT,
        ),
        width="max-w-none",
        is_full=True,
    )


def _back() -> rx.Component:
    """To the grid: who came from one of its tiles goes back in the browser's own history, and is at
    the place they left."""
    came = FilmsState.is_from_grid
    back = FunctionStringVar.create("window.history.back").call()
    return rx.el.a(
        icon("arrow-left", 20),
        href="/explore",
        aria_label="Back to explore",
        on_click=[
            rx.cond(came, rx.prevent_default, rx.noop()),
            in_browser(rx.cond(came, back, NOTHING)),
        ],
        class_name="absolute left-3 top-3 md:top-4 " + ROUND,
    )


def _films() -> rx.Component:
    return rx.fragment(
        film_keys(),
        rx.el.ul(
            rx.foreach(FilmsState.films, lambda card, at: film_slide(card, at == 0)),
            rx.el.li(_end(), class_name=SLIDE),
            id=STRIP,
            key="list-" + FilmsState.lists.to(str),  # another one begins at its first
            tab_index=0,
            aria_label="Videos",
            class_name="h-full snap-y snap-mandatory overflow-y-auto overscroll-contain "
            "scroll-smooth motion-reduce:scroll-auto [scrollbar-width:none] -outline-offset-2",
        ),
        rx.el.div(
            _step("chevron-up", "Previous video", -1),
            _step("chevron-down", "Next video", 1),
            class_name="absolute right-4 top-1/2 hidden -translate-y-1/2 flex-col gap-3 md:flex",
        ),
    )


def _step(symbol: str, label: str, number: int) -> rx.Component:
    return rx.el.button(
        icon(symbol),
        type="button",
        aria_label=label,
        on_click=step(number),
        class_name=ROUND + " bg-sunken",
    )


def _end() -> rx.Component:
    """What stands behind the last video: that more are on their way, or that there are none."""
    state = FilmsState
    is_long = state.films.length() >= MOST
    return rx.el.div(
        rx.cond(
            state.has_more & ~is_long,
            rx.el.p(
                "More videos are on their way.",
                Sentinel.create(
                    rx.el.span(),
                    root_margin="0px",
                    on_change=state.more,
                    key=state.screens.to(str),
                ),
                role="status",
                class_name="text-sm",
            ),
            rx.fragment(
                icon("circle-check", 40),
                rx.el.h2(
                    rx.cond(state.has_more, "A good place for a break", "You have seen them all"),
                    class_name="mt-4 text-xl font-semibold",
                ),
                rx.el.p(
                    rx.cond(
                        state.has_more,
                        "These were many videos. There are more.",
                        "New videos of others stand here when they come.",
                    ),
                    class_name="mt-2 text-text-quiet",
                ),
                rx.cond(
                    state.has_more,
                    _button("Watch more", state.choose_anew),
                    rx.cond(
                        SessionState.username != "",
                        _button("Show them again", state.again),
                        _button("Begin again", state.choose_anew),
                    ),
                ),
            ),
        ),
        class_name="flex size-full flex-col items-center justify-center px-6 text-center",
    )


def _button(label: str, on_click) -> rx.Component:
    return rx.el.button(label, type="button", on_click=on_click, class_name=QUIET + " mt-6")


def _middle(child: rx.Component) -> rx.Component:
    return rx.el.div(child, class_name="flex h-full items-center justify-center")


def _nothing() -> rx.Component:
    return rx.cond(
        FilmsState.is_caught_up,
        empty(
            "circle-check",
            "No new videos",
            "You watched all of them within the week. They do not come again by themselves.",
            rx.el.button(
                "Show them again", type="button", on_click=FilmsState.again, class_name=QUIET
            ),
        ),
        empty(
            "clapperboard",
            "No videos yet",
            "The public videos of others stand here. Until there are some, share one of your own.",
            first_post(),
        ),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton mx-auto h-full max-w-[480px] md:rounded-media"),
        aria_busy="true",
        class_name="h-full md:py-6",
    )
