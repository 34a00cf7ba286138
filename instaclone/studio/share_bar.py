"""The end of the create page: what is saved, and Save draft, Schedule and Share."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar
from reflex.vars.function import FunctionVar

from instaclone.notifications.preferring import zones
from instaclone.studio.sharing_state import SCHEDULE
from instaclone.studio.state import StudioState
from instaclone.ui.elements import INPUT, LABEL, PRIMARY, QUIET, icon, problem
from instaclone.ui.sheets import closes, opens, sheet

SHEET = "schedule"
HOUR = 3_600_000  # ms
EDIT_SCHEDULED = (
    "Pictures are prepared ahead of their time. Editing one calls the schedule off; set a time "
    "again when you are done."
)
BAR = "mt-4 flex flex-wrap items-center gap-3 rounded-sheet border border-line p-3 pl-4 text-sm"


def share_bar() -> rx.Component:
    """At hand at the foot of the screen while the page is long."""
    return rx.el.div(
        rx.cond(StudioState.problem != "", problem(StudioState.problem, "share-wrong")),
        rx.el.div(
            rx.el.p(
                rx.cond(
                    StudioState.save_problem != "",
                    rx.el.span(StudioState.save_problem, class_name="text-danger"),
                    StudioState.saved,
                ),
                role="status",
                class_name="mr-auto text-[13px] text-text-quiet",
            ),
            rx.el.button(
                "Save draft", type="button", on_click=StudioState.save_draft, class_name=QUIET
            ),
            rx.el.button("Schedule", type="button", custom_attrs=opens(SHEET), class_name=QUIET),
            rx.el.button(
                rx.cond(StudioState.is_sharing, "Sharing", "Share"),
                type="button",
                disabled=StudioState.is_sharing | (StudioState.waits != ""),
                on_click=StudioState.share,
                class_name=PRIMARY + " min-w-24",
            ),
            class_name="flex flex-wrap items-center justify-end gap-3",
        ),
        _schedule(),
        class_name="sticky bottom-[calc(3rem+env(safe-area-inset-bottom))] z-10 -mx-4 mt-6 "
        "border-t border-line bg-background px-4 py-3 md:bottom-0",
    )


def standing() -> rx.Component:
    """What the draft waits for, when it publishes itself, and why that did not work."""
    return rx.fragment(
        rx.cond(
            StudioState.failure != "",
            rx.el.p(
                StudioState.failure,
                role="alert",
                class_name=BAR + " break-words text-danger",
            ),
        ),
        rx.cond(
            StudioState.scheduled != "",
            rx.el.div(
                icon("calendar-clock", 20),
                rx.el.p("Will be shared on ", StudioState.scheduled, class_name="min-w-0 flex-1"),
                rx.el.button(
                    "Do not schedule",
                    type="button",
                    on_click=StudioState.unschedule,
                    class_name=QUIET,
                ),
                class_name=BAR,
            ),
        ),
        rx.cond(
            StudioState.waits != "",
            rx.el.div(
                rx.el.p(StudioState.waits, role="status", class_name="min-w-0 flex-1"),
                rx.el.button(
                    "Do not share yet",
                    type="button",
                    on_click=StudioState.stop_waiting,
                    class_name=QUIET,
                ),
                class_name=BAR,
            ),
        ),
    )


def _schedule() -> rx.Component:
    return sheet(
        SHEET,
        "Schedule",
        rx.cond(
            StudioState.scheduled != "",
            rx.el.p("Will be shared on ", StudioState.scheduled, class_name="px-4 pt-4 text-sm"),
        ),
        # Not before the page is open: the zone is this browser's, not the one that built the page.
        rx.cond(StudioState.is_open, _when()),
    )


def _when() -> rx.Component:
    wrong = StudioState.publish_at_problem
    return rx.el.form(
        rx.el.div(
            rx.el.label("Day and time", html_for="publish_at", class_name=LABEL),
            rx.el.input(
                id="publish_at",
                name="publish_at",
                type="datetime-local",
                default_value=rx.cond(
                    StudioState.publish_at != "", StudioState.publish_at, _in_an_hour()
                ),
                aria_describedby="publish_at-wrong",
                aria_invalid=rx.cond(wrong != "", "true", "false"),
                class_name=INPUT,
            ),
            rx.cond(wrong != "", problem(wrong, "publish_at-wrong")),
        ),
        _zone(),
        rx.cond(StudioState.problem != "", problem(StudioState.problem, "schedule-wrong")),
        rx.cond(StudioState.file_problem != "", problem(StudioState.file_problem, "schedule-file")),
        rx.el.div(
            rx.cond(
                StudioState.scheduled != "",
                rx.el.button(
                    "Do not schedule",
                    type="button",
                    on_click=StudioState.unschedule,
                    class_name=QUIET,
                ),
                rx.el.button("Cancel", type="button", custom_attrs=closes(SHEET), class_name=QUIET),
            ),
            rx.el.button("Set time", type="submit", class_name=PRIMARY),
            class_name="flex justify-end gap-3",
        ),
        key=StudioState.code,
        on_submit=StudioState.schedule,
        class_name="flex flex-col gap-4 p-4",
    )


def _in_an_hour() -> rx.Var[str]:
    """A full hour, at least one ahead, on this browser's clock and as its input says it."""
    now = FunctionStringVar.create("Date.now").call().to(float)
    behind = _date(now).to(dict)["getTimezoneOffset"].to(FunctionVar).call().to(int) * 60_000
    here = (((now - behind) // HOUR) + 2) * HOUR
    said = _date(here).to(dict)["toISOString"].to(FunctionVar).call()
    return said.to(str)[:16]


def _date(ms: rx.Var) -> rx.Var:
    return FunctionStringVar.create("Reflect.construct").call(rx.Var("Date"), [ms])


def _zone() -> rx.Component:
    here = rx.Var("Intl.DateTimeFormat().resolvedOptions().timeZone")
    return rx.el.div(
        rx.el.label("Time zone", html_for="zone", class_name=LABEL),
        rx.el.select(
            *(rx.el.option(zone, value=zone) for zone in zones()),
            id="zone",
            name="zone",
            default_value=rx.cond(StudioState.zone != "", StudioState.zone, here),
            class_name=INPUT,
        ),
    )


def question() -> rx.Component:
    """Asks whether to go on without files that were refused."""
    return _ask(
        "Share without them?",
        StudioState.asks,
        ("Keep the draft", StudioState.keep_all),
        (
            rx.cond(StudioState.asks_for == SCHEDULE, "Schedule without", "Share without"),
            StudioState.share_without,
        ),
    )


def question_before_editing() -> rx.Component:
    """Asks before an edit calls a schedule off: pictures are prepared ahead of their time."""
    return _ask(
        "Edit a scheduled post?",
        rx.cond(StudioState.to_edit != "", EDIT_SCHEDULED, ""),
        ("Keep the schedule", StudioState.keep_schedule),
        ("Call it off and edit", StudioState.edit_anyway),
    )


def _ask(title: str, sentence: rx.Var[str], no: tuple[Any, Any], yes: tuple[Any, Any]):
    """A dialog that is open while there is a sentence to answer."""
    dialog = rx.radix.primitives.dialog
    return dialog.root(
        dialog.portal(
            dialog.overlay(class_name="fixed inset-0 z-40 bg-veil"),
            dialog.content(
                dialog.title(title, class_name="text-base font-semibold"),
                dialog.description(sentence, class_name="mt-2 text-sm"),
                rx.el.div(
                    rx.el.button(no[0], type="button", on_click=no[1], class_name=QUIET),
                    rx.el.button(yes[0], type="button", on_click=yes[1], class_name=PRIMARY),
                    class_name="mt-5 flex flex-wrap justify-end gap-3",
                ),
                class_name="fixed inset-0 z-50 m-auto h-fit w-[min(24rem,calc(100vw-2rem))] "
                "rounded-sheet bg-raised p-5 text-text shadow-float",
            ),
        ),
        open=sentence != "",
        on_open_change=lambda is_open: rx.cond(is_open, rx.noop(), no[1]()),
    )
