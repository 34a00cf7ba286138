"""The sheet in which a search is clicked together: a group of rows for each of its conditions."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.search import building
from instaclone.search.addresses import LONGEST
from instaclone.search.builder_fields import OPTIONS, PAUSE, fields
from instaclone.search.builder_state import BuilderState
from instaclone.search.cards import GroupCard, RowCard
from instaclone.ui.combobox import KeyedInput
from instaclone.ui.elements import GHOST, GHOST_ACCENT, INPUT, LABEL, PRIMARY, QUIET, icon, problem
from instaclone.ui.sheets import closes, sheet

SHEET, TEXT, ADD = "builder", "builder-text", "builder-add"
SIZE = "max-h-[92dvh] md:h-fit md:max-h-[85dvh] md:w-[min(52rem,calc(100vw-2rem))]"


def builder() -> rx.Component:
    """The sheet "Build a search"; one on a page."""
    return sheet(
        SHEET,
        "Build a search",
        rx.el.div(
            rx.el.p("A post has to fit every condition.", class_name="text-[13px] text-text-quiet"),
            rx.foreach(BuilderState.groups, _group),
            rx.el.datalist(
                rx.foreach(BuilderState.options, lambda each: rx.el.option(value=each)),
                id=OPTIONS,
            ),
            rx.el.div(
                rx.el.button(
                    icon("plus", 18),
                    "Add a condition",
                    id=ADD,
                    type="button",
                    on_click=BuilderState.add(0),
                    class_name=QUIET,
                ),
                rx.el.button(
                    "Clear all",
                    type="button",
                    on_click=BuilderState.clear,
                    class_name=GHOST + " px-3 text-sm font-semibold",
                ),
                class_name="flex flex-wrap items-center justify-between gap-2",
            ),
            class_name="flex flex-col gap-3 p-4",
        ),
        _footer(),
        size=SIZE,
    )


def _footer() -> rx.Component:
    return rx.el.footer(
        written_text(),
        rx.el.div(
            rx.el.div(
                rx.el.p(
                    rx.cond(
                        BuilderState.meant != "", BuilderState.meant, "Nothing is asked for yet."
                    ),
                    role="status",
                    class_name="line-clamp-3 break-words text-sm text-text-quiet",
                ),
                # Apart from the meaning: each is read out where it has changed.
                rx.el.p(
                    BuilderState.counted,
                    role="status",
                    data_old=rx.cond(BuilderState.is_counting, "true", "false"),
                    class_name="min-h-5 text-sm font-semibold tabular-nums transition-colors "
                    "duration-150 data-[old=true]:text-text-quiet",
                ),
                class_name="min-w-0 flex-1",
            ),
            rx.el.button(
                "Search",
                type="button",
                disabled=BuilderState.text.strip() == "",
                custom_attrs=closes(SHEET),
                on_click=BuilderState.search,
                class_name=PRIMARY + "shrink-0",
            ),
            class_name="mt-3 flex items-center gap-3",
        ),
        rx.cond(BuilderState.wrong != "", problem(BuilderState.wrong, "builder-wrong")),
        class_name="sticky bottom-0 border-t border-line bg-raised p-4",
    )


@rx.memo
def written_text() -> rx.Component:
    """The search as text: the rows write it, and it writes them."""
    text = rx._x.client_state(default="", global_ref=False)
    at = rx._x.client_state(default=-1, global_ref=False)  # the rev it was typed at
    return rx.el.div(
        text,
        at,
        rx.el.label("As text", html_for=TEXT, class_name=LABEL),
        KeyedInput.create(
            id=TEXT,
            name=TEXT,
            type="text",
            value=rx.cond(at.value == BuilderState.rev, text.value, BuilderState.text).to(str),
            on_change=lambda words: [
                text.set_value(words),
                at.set_value(BuilderState.rev),
                BuilderState.write(words).debounce(PAUSE),
            ],
            auto_complete="off",
            max_length=LONGEST,
            custom_attrs={"autoCapitalize": "none", "spellCheck": "false"},
            class_name=INPUT + " font-mono",
        ),
    )


def _group(group: rx.Var[GroupCard], index: rx.Var[int]) -> rx.Component:
    number = (index + 1).to(str)
    return rx.el.div(
        rx.foreach(group.rows, lambda row, place: _row(row, place, number)),
        rx.cond(
            group.rows[0].kind != building.KEPT,
            rx.el.button(
                "Or …",
                rx.el.span(" another way to meet condition " + number, class_name="sr-only"),
                type="button",
                on_click=BuilderState.add(group.rows[0].id),
                class_name=GHOST_ACCENT + " self-start -ml-3 px-3 text-sm font-semibold",
            ),
        ),
        role="group",
        aria_label="Condition " + number,
        key=group.rows[0].id,
        class_name="flex flex-col gap-1 rounded-control border border-line px-3 pt-3 pb-1",
    )


def _row(row: rx.Var[RowCard], place: rx.Var[int], number: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            place > 0,
            rx.el.p("or", class_name="py-1 text-[13px] font-semibold text-text-quiet"),
        ),
        rx.el.div(
            rx.cond(row.kind == building.KEPT, _kept(row), fields(row)),
            rx.el.button(
                icon("x", 18),
                type="button",
                aria_label=rx.cond(
                    place > 0,
                    "Remove the other way to meet condition " + number,
                    "Remove condition " + number,
                ),
                # What has the focus goes: it stays in the sheet.
                on_click=[BuilderState.remove(row.id), rx.set_focus(ADD)],
                class_name=GHOST + " -mr-2 shrink-0 text-text-quiet",
            ),
            class_name="flex items-start gap-2",
        ),
        rx.cond(
            row.wrong != "",
            rx.el.p(row.wrong, role="alert", class_name="pt-1 text-sm text-danger"),
        ),
        key=row.id,
    )


def _kept(row: rx.Var[RowCard]) -> rx.Component:
    return rx.el.div(
        rx.el.code(
            row.text,
            class_name="inline-block max-w-full break-words rounded-control bg-sunken px-2 py-1 "
            "text-sm",
        ),
        rx.el.p(
            "This part is more than rows can show. It stays as it is written.",
            class_name="pt-1 text-[13px] text-text-quiet",
        ),
        class_name="min-w-0 flex-1",
    )
