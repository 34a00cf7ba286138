"""What opens over a page: a sheet from below on a phone, a dialog in the middle otherwise."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.ui.elements import GHOST, icon

PLACE = (
    "fixed inset-x-0 bottom-0 top-auto w-full max-h-[80dvh] overflow-y-auto overscroll-contain "
    "rounded-t-sheet bg-raised shadow-float pb-[env(safe-area-inset-bottom)] "
    "md:inset-0 md:m-auto md:h-fit md:max-h-[min(32rem,80dvh)] md:w-[26rem] md:rounded-sheet"
)
WIDE_PLACE = (
    "fixed inset-x-0 bottom-0 top-auto w-full max-h-[92dvh] overflow-y-auto overscroll-contain "
    "rounded-t-sheet bg-raised shadow-float pb-[env(safe-area-inset-bottom)] "
    "md:inset-0 md:m-auto md:h-fit md:max-h-[85dvh] md:w-[min(52rem,calc(100vw-2rem))] "
    "md:rounded-sheet"
)


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
    is_wide: bool = False,
) -> rx.Component:
    """Opens by buttons with `opens(id)`; Escape, a press beside it and its own button close it."""
    props = {}
    if on_close is not None:
        props["on_toggle"] = lambda closed: rx.cond(closed, on_close(), rx.noop())
    return Popover.create(
        rx.el.header(
            rx.el.h2(label, class_name="text-base font-semibold"),
            rx.el.button(
                icon("x", 20),
                type="button",
                aria_label="Close",
                auto_focus=True,
                custom_attrs=closes(id),
                class_name=GHOST + " -mr-2",
            ),
            class_name="sticky top-0 z-10 flex items-center justify-between border-b border-line "
            "bg-raised pl-4 pr-3",
        ),
        *children,
        id=id,
        role="dialog",
        aria_label=label,
        custom_attrs={"popover": "auto"},
        class_name=WIDE_PLACE if is_wide else PLACE,
        **props,
    )


def done_header(id: str, title: str) -> rx.Component:
    """The head of a dialog in which one works until one is done; it stays where it is."""
    return rx.el.header(
        rx.el.h2(title, class_name="text-base font-semibold"),
        rx.el.button(
            "Done",
            type="button",
            custom_attrs=closes(id),
            class_name=GHOST + " px-3 text-sm font-semibold",
        ),
        class_name="sticky top-0 z-20 flex items-center justify-between border-b border-line "
        "bg-raised py-1 pl-4 pr-2",
    )


def opens(id: str | rx.Var[str]) -> dict:
    """The attributes of a button that opens the sheet."""
    return {"popoverTarget": id}


def closes(id: str | rx.Var[str]) -> dict:
    """The attributes of a button that closes the sheet it stands in."""
    return {"popoverTarget": id, "popoverTargetAction": "hide"}
