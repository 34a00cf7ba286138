"""A field with a list of options, of which the arrow keys choose one: as far as all are alike."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.forms import BaseInput

OPTION = (
    "flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-control "
    "aria-selected:bg-sunken hover:bg-sunken "
)


class KeyedInput(BaseInput):
    """A text field that tells of each key, and whether it composes a character."""

    on_change: rx.EventHandler[lambda event: [event.target.value]]
    on_key_down: rx.EventHandler[lambda event: [event.key, event.nativeEvent.isComposing]]
    on_focus: rx.EventHandler[rx.event.no_args_event_spec]
    on_blur: rx.EventHandler[rx.event.no_args_event_spec]


def tied(list_id: Any, is_open: Any, active: Any) -> dict[str, Any]:
    """What ties a field to its list for screen readers; `active` is the number of the option that
    the arrow keys are at, below 0 where they are at none."""
    return {
        "aria_autocomplete": "list",
        "aria_controls": rx.cond(is_open, list_id, ""),
        "aria_activedescendant": rx.cond(is_open & (active >= 0), _id(list_id, active), ""),
    }


def option(list_id: Any, number: Any, active: Any) -> dict[str, Any]:
    """What makes an element the option with this number in a list, from 0."""
    return {
        "id": _id(list_id, number),
        "role": "option",
        "aria_selected": rx.cond(active == number, "true", "false"),
        # Pressing it must not take the focus from the field.
        "on_mouse_down": rx.prevent_default,
    }


def _id(list_id: Any, number: Any) -> Any:
    return list_id + "-" + number.to(str)
