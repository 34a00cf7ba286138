"""The searches one keeps: their list, the switch that has one hear of what they find, and names."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.search.cards import SavedCard
from instaclone.search.kept_state import NAME, KeptState
from instaclone.search.state import SearchState
from instaclone.ui.elements import GHOST, INPUT, LABEL, PRIMARY, QUIET, icon, problem

SECTION = "px-4 md:px-0 pb-8"
HEADING = "text-sm font-semibold"


def saved_searches() -> rx.Component:
    """The list of them."""
    return rx.el.section(
        rx.el.h2("Saved", class_name=HEADING + " flex min-h-11 items-center"),
        rx.el.ul(rx.foreach(KeptState.saved, _row), aria_label="Saved searches"),
        class_name=SECTION,
    )


def save_bar() -> rx.Component:
    """Save the search of the page, or what is decided about it where it is saved."""
    current = KeptState.current
    return rx.cond(
        (SessionState.username != "") & _is_of_page(),
        rx.cond(
            current,
            rx.el.div(
                bell(current),
                _pencil(current),
                rx.el.button(
                    icon("bookmark", 18, class_name="fill-current"),
                    "Saved",
                    type="button",
                    aria_pressed="true",
                    aria_label="Remove this search from the saved ones",
                    on_click=KeptState.unsave(current.id),
                    class_name=QUIET,
                ),
                class_name="flex items-center gap-1",
            ),
            rx.el.button(
                icon("bookmark", 18),
                "Save this search",
                type="button",
                on_click=KeptState.save,
                class_name=QUIET,
            ),
        ),
    )


def name_of_page() -> rx.Component:
    """What the search of the page is called, where it is saved by a name, or the field for that."""
    current = KeptState.current
    return rx.cond(
        current & _is_of_page(),
        rx.cond(
            KeptState.naming == current.id,
            rx.el.div(_form(current), class_name="max-w-md pt-3"),
            rx.cond(
                current.title != current.query,
                rx.el.p(
                    "Saved as ",
                    rx.el.span(current.title, class_name="font-semibold text-text"),
                    class_name="break-words pt-2 text-sm text-text-quiet",
                ),
            ),
        ),
    )


def _is_of_page():
    return KeptState.about == SearchState.query


def search_link(symbol: str, title, href, said=None) -> rx.Component:
    """A line that leads to a search; `said` stands below its title."""
    return rx.el.a(
        icon(symbol, 20, class_name="shrink-0 text-text-quiet"),
        rx.el.span(
            rx.el.span(title, class_name="block truncate text-sm"),
            *([] if said is None else [said]),
            class_name="min-w-0",
        ),
        href=href,
        class_name="flex min-h-11 min-w-0 flex-1 items-center gap-3 hover:underline "
        "underline-offset-4",
    )


def bell(row: rx.Var[SavedCard]) -> rx.Component:
    """Whether to hear of what a saved search finds: a switch."""
    return rx.el.button(
        rx.cond(row.notifies, icon("bell-ring", 20), icon("bell-off", 20)),
        type="button",
        role="switch",
        aria_checked=rx.cond(row.notifies, "true", "false"),
        aria_label="Notify me of " + row.title,
        title="Notify me",
        on_click=KeptState.set_notifies(row.id, ~row.notifies),
        class_name=GHOST + " shrink-0 text-text-quiet aria-checked:text-accent",
    )


def remove_button(label: rx.Var[str], on_click) -> rx.Component:
    """Ends the row of a search that is kept."""
    return rx.el.button(
        icon("x", 18),
        type="button",
        aria_label=label,
        on_click=on_click,
        class_name=GHOST + " -mr-3 shrink-0 text-text-quiet",
    )


def _row(row: rx.Var[SavedCard]) -> rx.Component:
    asked = rx.cond(
        row.title != row.query,
        rx.el.span(row.query, class_name="block truncate text-[13px] text-text-quiet"),
    )
    return rx.el.li(
        rx.el.div(
            search_link("bookmark", row.title, row.href, asked),
            bell(row),
            _pencil(row),
            remove_button("Remove saved search " + row.title, KeptState.unsave(row.id)),
            class_name="flex items-center",
        ),
        rx.cond(KeptState.naming == row.id, rx.el.div(_form(row), class_name="pb-3 pt-1")),
        key=row.id,
    )


def _pencil(row: rx.Var[SavedCard]) -> rx.Component:
    return rx.el.button(
        icon("pencil", 18),
        # Where the field was left it comes anew, and so takes the focus.
        key=rx.cond(KeptState.left == row.id, "left", "there"),
        auto_focus=KeptState.left == row.id,
        type="button",
        aria_label="Rename saved search " + row.title,
        aria_expanded=rx.cond(KeptState.naming == row.id, "true", "false"),
        title="Rename",
        on_click=KeptState.ask_name(rx.cond(KeptState.naming == row.id, 0, row.id)),
        class_name=GHOST + " shrink-0 text-text-quiet",
    )


def _form(row: rx.Var[SavedCard]) -> rx.Component:
    return rx.el.form(
        rx.el.label("Name of this search", html_for=NAME, class_name=LABEL),
        rx.el.div(
            rx.el.input(
                id=NAME,
                name=NAME,
                default_value=rx.cond(row.title != row.query, row.title, ""),
                placeholder=row.query,
                auto_complete="off",
                auto_focus=True,
                aria_invalid=rx.cond(KeptState.wrong != "", "true", "false"),
                aria_describedby=rx.cond(KeptState.wrong != "", NAME + "-wrong", ""),
                class_name=INPUT + " min-w-0 flex-1 basis-40",
            ),
            rx.el.button("Save name", type="submit", class_name=PRIMARY),
            rx.el.button("Cancel", type="button", on_click=KeptState.ask_name(0), class_name=QUIET),
            class_name="flex flex-wrap gap-2",
        ),
        rx.cond(KeptState.wrong != "", problem(KeptState.wrong, NAME + "-wrong")),
        on_submit=KeptState.rename,
        key=row.id,
    )
