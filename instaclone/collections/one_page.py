"""The page of one collection."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.collections.components import name_form, saved_skeleton, tile_grid
from instaclone.collections.state import CollectionState
from instaclone.posts.cards import TileCard
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, PRIMARY, empty, icon
from instaclone.ui.more import back_to_newest, more
from instaclone.ui.picture import picture
from instaclone.ui.sheets import opens, question

DELETE = "delete-collection"
WIDTH = "max-w-[935px]"


@routed("/saved/[collection]", title=CollectionState.title, on_load=CollectionState.open)
def collection() -> rx.Component:
    """One collection."""
    return page(
        rx.cond(
            CollectionState.is_missing,
            not_here("The collection may have been deleted, or it is not yours."),
            rx.cond(CollectionState.card, _one(), saved_skeleton()),
        ),
        width=WIDTH,
    )


def _one() -> rx.Component:
    state = CollectionState
    return rx.el.section(
        rx.el.a(
            icon("chevron-left", 18),
            "Saved",
            href="/saved",
            class_name="-ml-1 inline-flex items-center gap-1 min-h-11 text-sm text-text-quiet",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.h1(state.card.name, class_name="text-2xl font-semibold break-words"),
                rx.el.p(
                    state.card.count_text, class_name="mt-1 text-sm text-text-quiet tabular-nums"
                ),
                class_name="min-w-0",
            ),
            _tools(),
            class_name="flex flex-wrap items-start justify-between gap-3",
        ),
        rx.cond(
            state.is_naming,
            rx.el.div(
                name_form(
                    "Name",
                    "Rename",
                    state.rename(state.card.id),
                    state.wrong,
                    id="collection-name",
                    value=state.card.name,
                ),
                class_name="mt-3 max-w-md",
            ),
        ),
        rx.cond(
            state.tiles.length() > 0,
            rx.fragment(
                back_to_newest(state.is_cut, state.open),
                rx.cond(
                    state.is_arranging,
                    rx.el.ul(rx.foreach(state.tiles, _arranged), class_name="mt-4"),
                    tile_grid(state.tiles),
                ),
                more(state.has_more, state.tiles.length(), state.more),
            ),
            empty(
                "folder",
                "Nothing in it yet",
                "Save a post, press the folder beside the bookmark, and choose this collection.",
                rx.el.a("Go to your saved posts", href="/saved", class_name=PRIMARY),
            ),
        ),
        _question(),
        class_name="px-4 py-4",
    )


def _tools() -> rx.Component:
    state, quiet = CollectionState, GHOST + " px-3 text-sm font-semibold"
    return rx.el.div(
        rx.cond(
            state.tiles.length() > 0,
            rx.el.button(
                rx.cond(state.is_arranging, "Done", "Edit"),
                type="button",
                on_click=state.arrange(~state.is_arranging),
                class_name=quiet,
            ),
        ),
        rx.el.button(
            "Rename",
            type="button",
            aria_expanded=rx.cond(state.is_naming, "true", "false"),
            on_click=state.ask_name(~state.is_naming),
            class_name=quiet,
        ),
        rx.el.button(
            "Delete",
            type="button",
            custom_attrs=opens(DELETE),
            class_name=quiet.replace("text-text ", "text-danger "),
        ),
        class_name="-mx-3 flex",
    )


def _arranged(card: rx.Var[TileCard]) -> rx.Component:
    shown = CollectionState.card
    is_cover = shown.cover.code == card.code
    return rx.el.li(
        rx.el.a(
            picture(
                card.picture,
                alt="",
                sizes="64px",
                class_name="size-16 shrink-0 rounded-media object-cover",
                position=card.position,
            ),
            rx.el.span(card.alt, class_name="min-w-0 flex-1 text-sm line-clamp-2"),
            href="/p/" + card.code,
            class_name="flex min-w-0 flex-1 items-center gap-3",
        ),
        rx.el.button(
            icon("image", 20),
            type="button",
            aria_label="Make it the cover: " + card.alt,
            aria_pressed=rx.cond(is_cover, "true", "false"),
            on_click=CollectionState.choose_cover(shown.id, card.code),
            class_name=GHOST + " aria-pressed:text-accent",
        ),
        rx.el.button(
            icon("x", 20),
            type="button",
            aria_label="Take out: " + card.alt,
            on_click=CollectionState.remove(shown.id, card.code),
            class_name=GHOST,
        ),
        key=card.code,
        class_name="flex items-center gap-1 border-b border-line py-2 last:border-0",
    )


def _question() -> rx.Component:
    return question(
        DELETE,
        "Delete this collection?",
        "Its posts stay saved.",
        "Delete collection",
        CollectionState.delete(CollectionState.card.id),
        stay="Keep it",
    )
