"""The page on which moderators see how right the scanner is, and choose what counts."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import (
    GHOST,
    INPUT,
    LABEL,
    PRIMARY,
    QUIET,
    empty,
    icon,
    problem,
    select,
)
from instaclone.vision.cards import LabelReport
from instaclone.vision.precision import FOUND, NAME, PRECISION, VERDICTS
from instaclone.vision.state import DEFAULT_PER_CENT, TYPED_LENGTH, ScannerState
from instaclone.vision.thresholds import HIGHEST, LOWEST

WEIGH_MS = 150  # a pause in typing after which is said what it would change
ORDERS = {
    VERDICTS: "Most verdicts",
    FOUND: "Most found",
    PRECISION: "Lowest precision",
    NAME: "Name",
}
SMALL = "text-[13px] text-text-quiet"


@routed("/admin/scanner", title=ScannerState.title, on_load=ScannerState.open, is_indexed=False)
def scanner() -> rx.Component:
    """How right the scanner is."""
    return page(
        rx.cond(
            ScannerState.is_missing,
            not_here("The address may be mistyped."),
            rx.cond(ScannerState.is_open, _reports(), _skeleton()),
        ),
        width="max-w-[935px]",
    )


def _reports() -> rx.Component:
    return rx.el.div(
        rx.el.h1("The scanner", class_name="text-2xl font-semibold"),
        rx.el.p(
            "How often it is right, by what authors say of the boxes in their own pictures. Who "
            "corrects looks for mistakes, so a share is rather too low than too high. Beside it is "
            "where the true one lies with 95 % confidence: the fewer verdicts, the wider.",
            class_name="mt-1 max-w-2xl text-sm text-text-quiet",
        ),
        rx.cond(
            ScannerState.reports.length() > 0,
            rx.fragment(
                _order(),
                rx.el.ul(
                    rx.foreach(ScannerState.reports, _report),
                    aria_label="Labels",
                    class_name="mt-4 divide-y divide-line rounded-sheet border border-line "
                    "bg-raised",
                ),
            ),
            empty(
                "scan-search",
                "Nothing found so far",
                "What the scanner finds in pictures, and what their authors say of it, is counted "
                "here every few minutes.",
            ),
        ),
        class_name="px-4 md:px-0 py-6",
    )


def _order() -> rx.Component:
    return rx.el.div(
        rx.el.label("Sort by", html_for="order", class_name=LABEL),
        select(
            *(rx.el.option(said, value=order) for order, said in ORDERS.items()),
            id="order",
            name="order",
            value=ScannerState.order,
            on_change=ScannerState.sort,
        ),
        class_name="mt-5 max-w-60",
    )


def _report(report: rx.Var[LabelReport]) -> rx.Component:
    is_changing = ScannerState.label == report.label
    return rx.el.li(
        rx.el.div(
            _found(report),
            _verdicts(report),
            _precision(report),
            _threshold(report, is_changing),
            class_name="grid gap-x-6 gap-y-3 md:grid-cols-[1.1fr_1.3fr_1.2fr_1fr] md:items-start",
        ),
        rx.cond(is_changing, _form(report)),
        key=report.label,
        class_name="p-4",
    )


def _found(report: rx.Var[LabelReport]) -> rx.Component:
    return rx.el.div(
        rx.el.h2(report.name, class_name="text-base font-semibold [overflow-wrap:anywhere]"),
        rx.el.p(
            report.found.to_string() + " found, " + report.counted.to_string() + " sure enough",
            class_name=SMALL + " tabular-nums",
        ),
        rx.el.p(
            rx.cond(
                report.is_recounting,
                "Counting anew",
                rx.cond(report.pictures == 1, "In 1 picture", f"In {report.pictures} pictures"),
            ),
            class_name=SMALL + " tabular-nums",
        ),
        rx.cond(report.before != "", rx.el.p(report.before, class_name=SMALL + " tabular-nums")),
    )


def _verdicts(report: rx.Var[LabelReport]) -> rx.Component:
    numbers = (
        ("Confirmed", report.confirmed),
        ("Rejected", report.rejected),
        ("Relabelled", report.relabelled),
        ("Added", report.added),
    )
    return rx.el.dl(
        *(
            rx.el.div(
                rx.el.dt(name, class_name=SMALL),
                rx.el.dd(number, class_name="text-sm tabular-nums"),
                class_name="flex justify-between gap-3",
            )
            for name, number in numbers
        ),
        class_name="grid grid-cols-2 gap-x-5 gap-y-0.5",
    )


def _precision(report: rx.Var[LabelReport]) -> rx.Component:
    return rx.cond(
        report.judged > 0,
        rx.el.div(
            rx.el.p(
                rx.el.span(report.precision, class_name="font-semibold"),
                " right",
                rx.el.span(" (" + report.interval + ")", class_name=SMALL),
                class_name="text-sm tabular-nums",
            ),
            rx.el.div(
                rx.el.span(
                    class_name="absolute inset-y-0 rounded-full bg-line-strong",
                    style={"left": report.left, "width": report.width},
                ),
                rx.el.span(
                    class_name="absolute -inset-y-1 w-0.5 -translate-x-1/2 bg-text",
                    style={"left": report.at},
                ),
                aria_hidden="true",
                class_name="relative mt-2.5 h-2 rounded-full bg-sunken",
            ),
        ),
        rx.el.p("No verdicts on what it found", class_name=SMALL),
    )


def _threshold(report: rx.Var[LabelReport], is_changing) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            f"Counts from {report.least} %",
            rx.cond(report.is_default, rx.el.span(", as usual", class_name=SMALL)),
            class_name="text-sm tabular-nums",
        ),
        rx.el.button(
            icon("sliders-horizontal", 18),
            "Change",
            rx.el.span(" threshold of " + report.name, class_name="sr-only"),
            type="button",
            aria_expanded=rx.cond(is_changing, "true", "false"),
            on_click=rx.cond(is_changing, ScannerState.close(), ScannerState.change(report.label)),
            class_name=GHOST + " -ml-3 px-3 text-sm font-semibold",
        ),
        class_name="flex flex-wrap items-center justify-between gap-x-3 md:block",
    )


def _form(report: rx.Var[LabelReport]) -> rx.Component:
    state = ScannerState
    return rx.el.form(
        rx.el.div(
            rx.el.label("Counts from, in per cent", html_for="least", class_name=LABEL),
            rx.el.input(
                id="least",
                name="least",
                type="number",
                input_mode="numeric",
                min=round(100 * LOWEST),
                max=round(100 * HIGHEST),
                step=1,
                auto_focus=True,
                max_length=TYPED_LENGTH,
                default_value=report.least.to_string(),
                on_change=state.weigh.debounce(WEIGH_MS),
                aria_invalid=rx.cond(state.problem != "", "true", "false"),
                aria_describedby="least-said",
                class_name=INPUT,
            ),
            class_name="w-full max-w-60",
        ),
        rx.el.div(
            rx.cond(
                state.problem != "",
                problem(state.problem, "least-said"),
                rx.el.p(
                    state.effect,
                    id="least-said",
                    role="status",
                    class_name="text-sm tabular-nums",
                ),
            ),
            class_name="min-h-6",
        ),
        rx.el.div(
            rx.el.button("Save threshold", type="submit", class_name=PRIMARY),
            rx.cond(
                report.is_default,
                rx.fragment(),
                rx.el.button(
                    f"Back to {DEFAULT_PER_CENT} %",
                    type="button",
                    on_click=state.reset_label,
                    class_name=QUIET,
                ),
            ),
            rx.el.button("Cancel", type="button", on_click=state.close, class_name=QUIET),
            class_name="flex flex-wrap gap-2",
        ),
        on_submit=state.save,
        no_validate=True,
        class_name="mt-3 flex flex-col gap-3 border-t border-line pt-4",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton h-8 w-48 rounded-control"),
        *(rx.el.div(class_name="skeleton mt-4 h-24 rounded-sheet") for _ in range(4)),
        aria_busy="true",
        class_name="px-4 md:px-0 py-6",
    )
