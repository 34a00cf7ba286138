"""An endless list: the next page comes when its end draws near, or at the press of a button."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.ui.elements import QUIET


class Sentinel(rx.Component):
    """Tells when it comes into view; reports changes only, so its key must change with the list."""

    library = "react-intersection-observer@9.16.0"
    tag = "InView"
    root_margin: rx.Var[str]
    on_change: rx.EventHandler[lambda in_view, _entry: [in_view]]


def more(
    has_more: rx.Var[bool], length: rx.Var[int], on_more, label: str = "Load more"
) -> rx.Component:
    """The end of a list. `on_more(in_view: bool)` fetches the next page."""
    return rx.cond(
        has_more,
        rx.el.div(
            Sentinel.create(
                rx.el.span(),
                root_margin="800px",
                on_change=on_more,
                key=length.to(str),
            ),
            rx.el.button(label, type="button", class_name=QUIET, on_click=on_more(True)),
            class_name="flex justify-center py-8",
        ),
    )


def back_to_newest(
    is_cut: rx.Var[bool], on_open, label: str | rx.Var[str] = "Back to the newest"
) -> rx.Component:
    """The beginning of a list that was let go of; `on_open` reads it anew. `label` says so where
    the newest is not what it begins with."""
    return rx.cond(
        is_cut,
        rx.el.button(
            label,
            type="button",
            on_click=on_open,
            class_name=QUIET + " mx-auto mb-6 flex",
        ),
    )
