"""What opens over a page: a sheet from below on a phone, a dialog in the middle otherwise."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.ui.elements import GHOST, PRIMARY, QUIET, icon

SHELL = (
    "fixed inset-x-0 bottom-0 top-auto w-full overflow-y-auto overscroll-contain rounded-t-sheet "
    "bg-raised text-text shadow-float pb-[env(safe-area-inset-bottom)] "
    "md:inset-0 md:m-auto md:rounded-sheet "
)
SIZE = "max-h-[80dvh] md:h-fit md:max-h-[min(32rem,80dvh)] md:w-[26rem]"
DIALOG = (
    "fixed inset-0 m-auto h-fit max-h-[calc(100dvh-2rem)] w-[min(22rem,calc(100vw-2rem))] "
    "rounded-sheet bg-raised shadow-float overflow-x-hidden overflow-y-auto"
)
MENU_ITEM = (
    "flex w-full items-center justify-center min-h-12 px-4 text-sm border-b border-line "
    "last:border-0 hover:bg-sunken"
)
HEAD = "sticky top-0 flex items-center justify-between border-b border-line bg-raised pl-4 "


def _is_closed(event: rx.Var) -> tuple[rx.Var[bool]]:
    return (event.to(dict)["newState"].to(str) == "closed",)


class Popover(rx.el.Div):
    """An element with the popover attribute, which tells when it has closed, and has opened."""

    on_toggle: rx.EventHandler[_is_closed]


def sheet(
    id: str | rx.Var[str],
    label: str,
    *children: rx.Component,
    on_close=None,
    size: str = SIZE,
) -> rx.Component:
    """Opens by buttons with `opens(id)`; Escape, a press beside it and its own button close it.
    `size` are the Tailwind classes of its height and width."""
    props = {}
    if on_close is not None:
        props["on_toggle"] = lambda closed: rx.cond(closed, on_close(), rx.noop())
    close = rx.el.button(
        icon("x", 20),
        type="button",
        aria_label="Close",
        auto_focus=True,
        custom_attrs=closes(id),
        class_name=GHOST + " -mr-2",
    )
    return _popover(id, label, _head(label, close, "z-10 pr-3"), *children, size=size, **props)


def work_sheet(
    id: str, title: str, *children: rx.Component, label: str | rx.Var[str], size: str
) -> rx.Component:
    """A sheet in which one works until one is done; `label` is what screen readers call it."""
    done = rx.el.button(
        "Done",
        type="button",
        custom_attrs=closes(id),
        class_name=GHOST + " px-3 text-sm font-semibold",
    )
    return _popover(id, label, _head(title, done, "z-20 py-1 pr-2"), *children, size=size)


def question(
    id, title, sentence, act: str, on_act, *, stay: str = "Cancel", within: str = ""
) -> rx.Component:
    """What is asked once by a button with `opens(id)`, before anything happens: `act` and `stay`
    are its answers. `within` is the id of the menu it was opened from, which is to close with it.
    """
    close = closes(within or id)
    return rx.el.div(
        rx.el.h2(title, class_name="text-lg font-semibold"),
        rx.el.p(sentence, class_name="mt-2 break-words text-sm text-text-quiet"),
        rx.el.div(
            rx.el.button(
                stay, type="button", auto_focus=True, custom_attrs=close, class_name=QUIET
            ),
            rx.el.button(
                act, type="button", on_click=on_act, custom_attrs=close, class_name=PRIMARY
            ),
            class_name="mt-5 flex justify-end gap-3",
        ),
        id=id,
        role="dialog",
        aria_label=title,
        custom_attrs={"popover": "auto"},
        class_name=DIALOG + " p-5",
    )


def _popover(id, label, *children: rx.Component, size: str, **props) -> rx.Component:
    return Popover.create(
        *children,
        id=id,
        role="dialog",
        aria_label=label,
        custom_attrs={"popover": "auto"},
        class_name=SHELL + size,
        **props,
    )


def _head(title: str, button: rx.Component, class_name: str) -> rx.Component:
    """It stays where it is while the rest scrolls."""
    return rx.el.header(
        rx.el.h2(title, class_name="text-base font-semibold"), button, class_name=HEAD + class_name
    )


def opens(id: str | rx.Var[str]) -> dict:
    """The attributes of a button that opens the sheet."""
    return {"popoverTarget": id}


def closes(id: str | rx.Var[str]) -> dict:
    """The attributes of a button that closes the sheet it stands in."""
    return {"popoverTarget": id, "popoverTargetAction": "hide"}
