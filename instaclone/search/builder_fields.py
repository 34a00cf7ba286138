"""The fields of a row of the builder, each for its kind of condition."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.forms import BaseInput

from instaclone.search import building, rows
from instaclone.search.builder_state import BuilderState
from instaclone.search.cards import RowCard
from instaclone.ui.elements import INPUT, icon

OPTIONS = "builder-options"
PAUSE = 250  # ms without a key before a field counts as filled in
KINDS = {
    building.OBJECT: ("Shows", "Does not show"),
    building.THING: ("Shows or says", "Not shown or said"),
    building.WORDS: ("Words", "Not the words"),
    building.TAG: ("Tag", "Not the tag"),
    building.PERSON: ("Person", "Not the person"),
    building.PLACE: ("Place", "Not the place"),
    building.NEAR: ("Near a town", "Not near a town"),
    building.DATES: ("Dates", "Not the dates"),
    building.HAS: ("Has", "Has no"),
    building.IS: ("Is", "Is not"),
    building.ORIENTATION: ("Orientation", "Not the orientation"),
    building.COLOUR: ("Colour", "Not the colour"),
}
SAID = {
    "video": "a video", "alt": "alt text", "place": "a place", "saved": "saved by you",
    "liked": "liked by you", "mine": "posted by you",
}  # fmt: skip
# What the typed fields are called, and an example.
TYPED = {
    building.WORDS: ("Words", "golden hour, or sun* for what begins so"),
    building.TAG: ("Tag", "sunset"),
    building.PERSON: ("Username", "a username, or me"),
    building.PLACE: ("Place", "Portugal"),
    building.NEAR: ("Town", "Lisbon"),
}
SELECT = INPUT + " min-w-0 pr-8"
FIELD = "min-w-0 flex-1 basis-24"
SMALL = INPUT + " tabular-nums"


class Field(BaseInput):
    """An input of any type that tells what stands in it, as text."""

    on_change: rx.EventHandler[lambda event: [event.target.value]]
    on_blur: rx.EventHandler[lambda event: [event.target.value]]


def fields(row: rx.Var[RowCard]) -> rx.Component:
    """What the row asks for: its kind, and what that takes."""
    both = ("", rows.NOT)
    return rx.el.div(
        rx.el.div(
            _select(
                row,
                "kind",
                "Kind of condition",
                row.kind,
                *(
                    rx.el.optgroup(
                        *(
                            rx.el.option(each[at], value=sign + kind)
                            for kind, each in KINDS.items()
                        ),
                        label="Wanted" if at == 0 else "Ruled out",
                    )
                    for at, sign in enumerate(both)
                ),
            ),
            class_name="flex w-full md:w-52",
        ),
        rx.el.div(
            rx.match(
                row.kind,
                *((sign + building.OBJECT, _object(row)) for sign in both),
                *((sign + building.THING, _label(row)) for sign in both),
                *((sign + kind, _typed(row, kind)) for kind in rows.TYPED for sign in both),
                *((sign + building.DATES, _dates(row)) for sign in both),
                *((sign + kind, _value(row, kind)) for kind in rows.VALUES for sign in both),
                rx.fragment(),
            ),
            key=row.kind,
            class_name="flex min-w-0 flex-wrap items-center gap-2 basis-full md:flex-1 md:basis-0",
        ),
        class_name="flex min-w-0 flex-1 flex-wrap items-start gap-2 md:flex-nowrap",
    )


def _select(
    row: rx.Var[RowCard], field: str, label: str, value: Any, *options, size: str = FIELD
) -> rx.Component:
    return rx.el.div(
        rx.el.select(
            *options,
            aria_label=label,
            default_value=value,
            auto_focus=row.is_new if field == "kind" else False,
            on_change=lambda chosen: BuilderState.change(row.id, field, chosen),
            class_name=SELECT
            + " appearance-none scroll-mb-96 md:scroll-mb-72",  # clear of the footer
        ),
        icon(
            "chevron-down",
            18,
            class_name="pointer-events-none absolute right-2.5 top-1/2 -translate-y-1/2",
        ),
        class_name="relative " + size,
    )


def _object(row: rx.Var[RowCard]) -> rx.Component:
    return rx.fragment(
        _label(row),
        rx.cond(
            row.is_counted,
            rx.fragment(
                _select(
                    row,
                    "comparison",
                    "How many",
                    row.comparison,
                    *(rx.el.option(each, value=each) for each in building.COMPARISONS),
                    size="min-w-0 flex-1 basis-32",
                ),
                rx.el.div(
                    _number(row, "number", "Number", row.number),
                    rx.cond(
                        row.comparison == building.BETWEEN,
                        rx.fragment(
                            rx.el.span("and", class_name="text-sm"),
                            _number(row, "until", "And at most", row.until),
                        ),
                    ),
                    class_name="flex items-center gap-2",
                ),
            ),
        ),
    )


def _label(row: rx.Var[RowCard]) -> rx.Component:
    return _select(
        row,
        "label",
        "Object",
        row.label,
        rx.el.option("Choose an object", value=""),
        rx.foreach(BuilderState.labels, lambda each: rx.el.option(each.name, value=each.label)),
        size="min-w-0 flex-1 basis-full md:basis-44",
    )


def _number(row: rx.Var[RowCard], field: str, label: str, value: Any) -> rx.Component:
    return _input(row, field, label, value, "w-16 shrink-0", type="number", min=0, max=9999)


def _typed(row: rx.Var[RowCard], kind: str) -> rx.Component:
    label, example = TYPED[kind]
    more = {} if kind == building.WORDS else {"list": OPTIONS}
    field = _input(
        row, "text", label, row.text, FIELD, placeholder=example, max_length=rows.LONGEST, **more
    )
    if kind != building.NEAR:
        return field
    return rx.fragment(
        field,
        rx.el.span("within", class_name="text-sm"),
        _input(row, "km", "Kilometres", row.km, "w-20 shrink-0", type="text", input_mode="decimal"),
        rx.el.span("km", class_name="text-sm"),
    )


def _dates(row: rx.Var[RowCard]) -> rx.Component:
    # On a phone one below the other: side by side their years would be cut off.
    return rx.fragment(
        rx.el.div(
            _input(row, "begin", "First day", row.begin, FIELD, type="date"),
            class_name="flex min-w-0 basis-full md:flex-1 md:basis-40",
        ),
        rx.el.div(
            rx.el.span("to", class_name="text-sm"),
            _input(row, "end", "Last day", row.end, FIELD, type="date"),
            class_name="flex min-w-0 basis-full items-center gap-2 md:flex-1 md:basis-40",
        ),
    )


def _value(row: rx.Var[RowCard], kind: str) -> rx.Component:
    return _select(
        row,
        "text",
        KINDS[kind][0],
        row.text,
        rx.el.option("Choose", value=""),
        *(rx.el.option(SAID.get(each, each), value=each) for each in rows.VALUES[kind]),
    )


def _input(
    row: rx.Var[RowCard], field: str, label: str, value: Any, size: str, **props
) -> rx.Component:
    """What is typed stays in the browser until it rests."""
    return rx.el.div(
        Field.create(
            aria_label=label,
            default_value=value,
            on_change=lambda text: BuilderState.change(row.id, field, text).debounce(PAUSE),
            on_blur=lambda text: BuilderState.change(row.id, field, text),
            auto_complete="off",
            class_name=SMALL,
            **props,
        ),
        class_name=size,
    )
