"""The posts that a search found, with what of them matched."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import square
from instaclone.search.cards import FoundBox, FoundCard
from instaclone.search.state import SearchState
from instaclone.ui.elements import GHOST, icon
from instaclone.ui.more import back_to_newest, more

GRID = "grid grid-cols-2 gap-x-1 gap-y-3 md:grid-cols-3"
BOXES = (
    "pointer-events-none absolute inset-0 opacity-0 transition-opacity duration-150 "
    "group-hover:opacity-100 group-focus-within:opacity-100 "
    "group-data-[outlined=true]/found:opacity-100"
)


@rx.memo
def found_posts() -> rx.Component:
    """The posts; what matched can be outlined in all of them at once, also where nothing hovers."""
    outlined = rx._x.client_state(default=False, global_ref=False)
    return rx.el.section(
        outlined,
        rx.cond(
            SearchState.has_outlines,
            rx.el.div(
                rx.el.button(
                    icon("scan", 18),
                    "Show what matched",
                    type="button",
                    aria_pressed=rx.cond(outlined.value, "true", "false"),
                    on_click=outlined.set_value(~outlined.value.to(bool)),
                    class_name=GHOST + " px-3 text-sm font-semibold aria-pressed:text-accent",
                ),
                class_name="flex justify-end px-1 md:px-0",
            ),
        ),
        back_to_newest(SearchState.is_cut, SearchState.open),
        rx.el.ul(rx.foreach(SearchState.posts, found_tile), class_name=GRID),
        more(SearchState.has_more, SearchState.posts.length(), SearchState.more),
        aria_label="Posts",
        data_outlined=rx.cond(outlined.value, "true", "false"),
        class_name="group/found",
    )


def found_tile(found: rx.Var[FoundCard]) -> rx.Component:
    """A post that was found; what matched is outlined while one points at it or has the focus."""
    return rx.el.li(
        square(
            found.tile,
            rx.el.span(rx.foreach(found.boxes, _box), aria_hidden="true", class_name=BOXES),
        ),
        rx.cond(
            found.matched != "",
            rx.el.p(
                found.matched,
                class_name="mt-1 line-clamp-2 break-words px-1 text-[13px] leading-5 "
                "text-text-quiet",
            ),
        ),
        key=found.tile.code,
        class_name="group min-w-0",
    )


def _box(box: rx.Var[FoundBox]) -> rx.Component:
    return rx.el.span(
        style={"left": box.left, "top": box.top, "width": box.width, "height": box.height},
        class_name="absolute rounded-[4px] border-2 border-accent "
        "shadow-[0_0_0_1px_rgb(0_0_0/0.35),inset_0_0_0_1px_rgb(0_0_0/0.35)]",
    )


def skeleton() -> rx.Component:
    """The shape of what comes."""
    return rx.el.div(
        *(
            rx.el.div(
                rx.el.div(class_name="skeleton aspect-square"),
                rx.el.div(class_name="skeleton mt-1 h-4 w-2/3 rounded-control"),
            )
            for _ in range(6)
        ),
        aria_busy="true",
        class_name=GRID,
    )
