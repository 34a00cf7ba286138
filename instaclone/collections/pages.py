"""The pages of what a person saved: all of it, and one collection."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.collections.cards import CollectionCard
from instaclone.collections.components import name_form, saved_skeleton, tile_grid
from instaclone.collections.state import SavedState
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, PRIMARY, QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more
from instaclone.ui.picture import picture

DELETE = "delete-collection"
WIDTH = "max-w-[935px]"
HEADING = "text-base font-semibold"


@routed("/saved", title="Saved · Instaclone", on_load=SavedState.open)
def saved() -> rx.Component:
    """Everything the viewer saved, and their collections."""
    return page(rx.cond(SavedState.is_open, _saved(), saved_skeleton()), width=WIDTH)


def _saved() -> rx.Component:
    return rx.el.section(
        rx.el.h1("Saved", class_name="text-2xl font-semibold"),
        rx.el.p("Only you can see what you saved.", class_name="mt-1 text-sm text-text-quiet"),
        _collections(),
        rx.cond(
            SavedState.tiles.length() > 0,
            rx.el.section(
                rx.el.div(
                    rx.el.h2("All posts", class_name=HEADING),
                    rx.el.span(SavedState.count, class_name="text-sm text-text-quiet tabular-nums"),
                    class_name="flex items-baseline gap-3",
                ),
                back_to_newest(SavedState.is_cut, SavedState.open),
                tile_grid(SavedState.tiles),
                more(SavedState.has_more, SavedState.tiles.length(), SavedState.more),
                class_name="mt-8",
            ),
            empty(
                "bookmark",
                "Nothing saved yet",
                "Press the bookmark under a post, and it waits for you here.",
                rx.el.a("Go to your feed", href="/", class_name=PRIMARY),
            ),
        ),
        class_name="px-4 py-6",
    )


def _collections() -> rx.Component:
    state = SavedState
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Collections", class_name=HEADING),
            rx.el.div(
                rx.cond(
                    state.collections.length() > 1,
                    rx.el.button(
                        rx.cond(state.is_arranging, "Done", "Reorder"),
                        type="button",
                        on_click=state.arrange(~state.is_arranging),
                        class_name=GHOST + " px-3 text-sm font-semibold",
                    ),
                ),
                rx.el.button(
                    icon("plus", 18),
                    "New collection",
                    type="button",
                    aria_expanded=rx.cond(state.is_naming, "true", "false"),
                    on_click=state.ask_name(~state.is_naming),
                    class_name=QUIET,
                ),
                class_name="flex gap-1",
            ),
            class_name="flex items-center justify-between gap-3",
        ),
        rx.cond(
            state.is_naming,
            rx.el.div(
                name_form("Name", "Create", state.create, state.wrong, id="collection-name"),
                class_name="mt-3 max-w-md",
            ),
        ),
        rx.cond(
            state.collections.length() > 0,
            rx.el.ul(
                rx.foreach(state.collections, _collection),
                aria_label="Collections",
                class_name="mt-4 grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4",
            ),
            rx.el.p(
                "Collections keep saved posts apart: journeys, recipes, ideas.",
                class_name="mt-2 text-sm text-text-quiet",
            ),
        ),
        class_name="mt-6",
    )


def _collection(card: rx.Var[CollectionCard]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            _cover(card),
            rx.el.span(card.name, class_name="mt-2 block truncate text-sm font-semibold"),
            rx.el.span(
                card.count_text, class_name="block text-[13px] text-text-quiet tabular-nums"
            ),
            href="/saved/" + card.id.to_string(),
            class_name="block",
        ),
        rx.cond(SavedState.is_arranging, _order(card)),
        key=card.id,
        class_name="min-w-0",
    )


def _cover(card: rx.Var[CollectionCard]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            card.cover,
            picture(
                card.cover.picture,
                alt="",
                sizes="(min-width: 1024px) 220px, 45vw",
                class_name="size-full object-cover",
                position=card.cover.position,
            ),
            icon("folder", 32),
        ),
        class_name="flex aspect-square items-center justify-center overflow-hidden rounded-control "
        "bg-sunken text-text-faint",
    )


def _order(card: rx.Var[CollectionCard]) -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("arrow-left", 18),
            type="button",
            aria_label="Move " + card.name + " earlier",
            disabled=card.is_first,
            on_click=SavedState.move(card.id, True),
            class_name=GHOST + " disabled:opacity-40",
        ),
        rx.el.button(
            icon("arrow-right", 18),
            type="button",
            aria_label="Move " + card.name + " later",
            disabled=card.is_last,
            on_click=SavedState.move(card.id, False),
            class_name=GHOST + " disabled:opacity-40",
        ),
        class_name="-ml-2.5 flex",
    )
