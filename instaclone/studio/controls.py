"""What the editor is worked with: sliders, groups of choices, tabs, a button that is held."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar
from reflex.vars.function import ArgsFunctionOperation, FunctionVar
from reflex_components_core.el.elements.forms import BaseInput

from instaclone.ui.elements import icon


def _number(event: rx.Var) -> tuple[rx.Var[float]]:
    return (event.to(dict)["target"].to(dict)["valueAsNumber"].to(float),)


def _key(event: rx.Var) -> tuple[rx.Var[str]]:
    return (event.to(dict)["key"].to(str),)


class Range(BaseInput):
    """A native slider that tells its number."""

    on_change: rx.EventHandler[_number]


class HeldButton(rx.el.Button):
    """A button that tells when it is pressed and let go, by pointer and by key."""

    on_pointer_down: rx.EventHandler[rx.event.no_args_event_spec]
    on_pointer_up: rx.EventHandler[rx.event.no_args_event_spec]
    on_pointer_leave: rx.EventHandler[rx.event.no_args_event_spec]
    on_pointer_cancel: rx.EventHandler[rx.event.no_args_event_spec]
    on_key_down: rx.EventHandler[_key]
    on_key_up: rx.EventHandler[_key]


class KeyedButton(rx.el.Button):
    """A button that tells which key was pressed on it."""

    on_key_down: rx.EventHandler[_key]


def slider(
    name: str,
    value: Any,
    on_change,
    *,
    lowest: Any,
    highest: Any,
    step: float = 1,
    rest: Any = 0,
    shown: Any = None,
    unit: str = "",
    is_off: Any = False,
) -> rx.Component:
    """A slider with its name and value. `on_change(number)` makes the events; a double click, or a
    press on the value, brings it back to `rest`. `shown` is the value as people read it."""
    words = value.to_string() + unit if shown is None else shown
    back = on_change(rx.Var.create(rest))
    return rx.el.div(
        rx.el.div(
            rx.el.span(name, aria_hidden="true", class_name="text-sm"),
            _value(f"{name} back to the start", words, back, (value == rest) | is_off),
            class_name="-mb-1.5 flex items-center justify-between",
        ),
        Range.create(
            type="range",
            aria_label=name,
            min=lowest,
            max=highest,
            step=step,
            value=value,
            disabled=is_off,
            custom_attrs={"aria-valuetext": words},
            on_change=on_change,
            on_double_click=back,
            class_name="slider h-11 w-full cursor-pointer disabled:opacity-40",
            style={"--at": _share(value, lowest, highest), "--rest": _share(rest, lowest, highest)},
        ),
    )


def _share(value: Any, lowest: Any, highest: Any) -> Any:
    """How far along the slider a value stands, 0 to 1, for its colours."""
    return (value - lowest) / (highest - lowest)


def _value(label: str, words: Any, back: Any, is_off: Any) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        aria_label=label,
        disabled=is_off,
        on_click=back,
        class_name="min-h-8 rounded-control px-2 text-[13px] tabular-nums text-text-quiet "
        "enabled:text-accent enabled:hover:bg-sunken",
    )


def choices(name: str, *options: rx.Component, class_name: str) -> rx.Component:
    """A group of which one is chosen; the arrow keys move through it."""
    return rx.el.div(*options, role="radiogroup", aria_label=name, class_name=class_name)


def choice(
    group: str, name: str, is_chosen, on_choose, *shown: rx.Component, class_name: str
) -> rx.Component:
    """One of a group: a native radio button that fills what is `shown`."""
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=group,
            value=name,
            aria_label=name,
            checked=is_chosen,
            on_change=lambda _value: on_choose,
            class_name="absolute inset-0 z-10 m-0 size-full cursor-pointer opacity-0",
        ),
        *shown,
        class_name="relative has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent "
        "has-[:focus-visible]:outline-offset-2 " + class_name,
    )


CHIP = (
    "inline-flex h-11 shrink-0 items-center justify-center rounded-control border border-line "
    "px-3 text-sm font-semibold text-text-quiet transition-colors duration-150 "
    "has-[:checked]:border-accent has-[:checked]:bg-accent-quiet has-[:checked]:text-text"
)


def chip(group: str, name: str, is_chosen, on_choose) -> rx.Component:
    """One of a group that is only its name."""
    return choice(group, name, is_chosen, on_choose, rx.el.span(name), class_name=CHIP)


def tabs(bench_tab: Any, names: dict[str, tuple[str, str]]) -> rx.Component:
    """Tabs by their keys, each with a lucide icon and a name; the arrow keys move through them."""
    keys = list(names)
    after = dict(zip(keys, keys[1:] + keys[:1], strict=True))
    before = dict(zip(keys, keys[-1:] + keys[:-1], strict=True))
    return rx.el.div(
        *(
            KeyedButton.create(
                icon(symbol, 20),
                rx.el.span(name, class_name="text-[13px]"),
                type="button",
                role="tab",
                id=f"edit-tab-{key}",
                aria_selected=rx.cond(bench_tab.value == key, "true", "false"),
                aria_controls="edit-panel",
                tab_index=rx.cond(bench_tab.value == key, 0, -1),
                on_click=bench_tab.set_value(key),
                on_key_down=_steps(bench_tab, key, before[key], after[key]),
                class_name="flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 "
                "border-b-2 border-transparent font-semibold text-text-quiet "
                "transition-colors duration-150 hover:text-text aria-selected:border-accent "
                "aria-selected:text-text",
            )
            for key, (symbol, name) in names.items()
        ),
        role="tablist",
        aria_label="Ways of editing",
        class_name="flex border-b border-line",
    )


def focus(id: Any) -> Any:
    """The event that moves the keyboard to the element with this id, if there is one."""
    found = FunctionStringVar.create("document.getElementById").call(id)
    return later(found.to(dict)["focus"].to(FunctionVar).call())


def later(result: Any) -> Any:
    """The event that has the browser work something out when it happens, not before."""
    return rx.call_function(ArgsFunctionOperation.create(args_names=(), return_expr=result))


def _steps(tab: Any, here: str, before: str, after: str) -> Any:
    def step(pressed: rx.Var[str]) -> list:
        back = rx.cond(pressed == "ArrowLeft", before, here)
        there = rx.cond(pressed == "ArrowRight", after, back).to(str)
        return [tab.set_value(there), focus("edit-tab-" + there)]

    return step


def panel(bench_tab: Any, key: str, *children) -> rx.Component:
    """What belongs to one tab."""
    return rx.cond(
        bench_tab.value == key,
        rx.el.div(
            *children,
            id="edit-panel",
            role="tabpanel",
            aria_labelledby=f"edit-tab-{key}",
            class_name="flex flex-col gap-4 p-4",
        ),
    )
