"""The sheet that puts a saved post into collections, and the field that names one."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.collections.arranging import NAME_LENGTH
from instaclone.collections.cards import ChoiceCard
from instaclone.collections.state import PickerState
from instaclone.posts.action_bar import COLLECT
from instaclone.posts.cards import TileCard
from instaclone.posts.components import tile
from instaclone.ui.elements import INPUT, LABEL, QUIET, icon, problem
from instaclone.ui.sheets import sheet


def collect_sheet() -> rx.Component:
    """In which collections the post is whose button was pressed; one for the whole page."""
    return sheet(
        COLLECT,
        "Add to collection",
        rx.cond(
            PickerState.code != "",
            rx.fragment(
                rx.el.ul(rx.foreach(PickerState.choices, _choice), class_name="py-2"),
                rx.el.div(
                    name_form(
                        "New collection",
                        "Create",
                        PickerState.create,
                        PickerState.wrong,
                        id="collect-name",
                        key=PickerState.choices.length().to_string(),
                    ),
                    class_name="border-t border-line p-4",
                ),
            ),
            rx.el.div(
                *(rx.el.div(class_name="skeleton h-11 rounded-control") for _ in range(3)),
                aria_busy="true",
                class_name="flex flex-col gap-3 p-4",
            ),
        ),
        on_close=PickerState.close,
    )


def _choice(choice: rx.Var[ChoiceCard]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(choice.name, class_name="min-w-0 flex-1 truncate"),
            rx.cond(
                choice.holds_it,
                icon("circle-check", class_name="text-accent"),
                icon("circle", class_name="text-text-faint"),
            ),
            type="button",
            aria_pressed=rx.cond(choice.holds_it, "true", "false"),
            on_click=PickerState.choose(choice.id, ~choice.holds_it),
            class_name="flex w-full items-center gap-3 min-h-12 px-4 text-left text-sm "
            "hover:bg-sunken transition-colors duration-150",
        ),
        key=choice.id,
    )


def name_form(
    label: str, button: str, on_submit, wrong: rx.Var[str], *, id: str, value="", **props
) -> rx.Component:
    """The name of a collection, and what is wrong with it."""
    return rx.el.form(
        rx.el.label(label, html_for=id, class_name=LABEL),
        rx.el.div(
            rx.el.input(
                id=id,
                name="name",
                default_value=value,
                max_length=NAME_LENGTH,
                required=True,
                auto_complete="off",
                aria_invalid=rx.cond(wrong != "", "true", "false"),
                aria_describedby=rx.cond(wrong != "", id + "-wrong", ""),
                class_name=INPUT,
            ),
            rx.el.button(button, type="submit", class_name=QUIET),
            class_name="flex gap-2",
        ),
        rx.cond(wrong != "", problem(wrong, id + "-wrong")),
        on_submit=on_submit,
        **props,
    )


def tile_grid(tiles: rx.Var[list[TileCard]]) -> rx.Component:
    """Posts in squares."""
    return rx.el.ul(rx.foreach(tiles, tile), class_name="mt-4 grid grid-cols-3 gap-1")


def saved_skeleton() -> rx.Component:
    """What stands there until the posts are read."""
    return rx.el.div(
        rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
        rx.el.div(
            *(rx.el.div(class_name="skeleton aspect-square") for _ in range(9)),
            class_name="mt-8 grid grid-cols-3 gap-1",
        ),
        aria_busy="true",
        class_name="px-4 py-6",
    )
