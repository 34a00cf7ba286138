"""What stands before the pictures of a post that comes with a warning."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.ui.elements import BUTTON, icon


@rx.memo
def unless_covered(
    children: rx.Var[rx.Component],
    warning: rx.Var[str],
    is_covered: rx.Var[bool],
    placeholder: rx.Var[str],
) -> rx.Component:
    """The pictures, or the warning until somebody wants to see them; nothing is loaded before."""
    wanted = rx._x.client_state(default=0, global_ref=False)
    return rx.el.div(
        wanted,
        rx.cond(
            is_covered & (wanted.value == 0),
            rx.el.div(
                _blurred(placeholder),
                rx.el.div(
                    icon("eye-off", 28, class_name="shrink-0"),
                    rx.el.p(
                        warning,
                        class_name="max-w-sm text-balance break-words text-[15px] leading-6 "
                        "font-semibold",
                    ),
                    rx.el.button(
                        "Show",
                        type="button",
                        on_click=wanted.set_value(1),
                        on_double_click=rx.stop_propagation,
                        class_name=BUTTON + "bg-white text-black hover:opacity-90",
                    ),
                    role="group",
                    aria_label="Content warning",
                    class_name="absolute inset-0 flex flex-col items-center justify-center gap-3 "
                    "overflow-y-auto bg-black/60 p-6 text-center text-white",
                ),
                class_name="absolute inset-0 overflow-hidden",
            ),
            children,
        ),
        class_name="absolute inset-0",
    )


def veil_of(placeholder: rx.Var[str]) -> rx.Component:
    """A square of the grid that shows nothing but that something is covered."""
    return rx.el.span(
        _blurred(placeholder),
        rx.el.span(
            icon("eye-off", 28),
            class_name="absolute inset-0 flex items-center justify-center bg-black/60 text-white",
        ),
        class_name="absolute inset-0 overflow-hidden",
    )


def _blurred(placeholder: rx.Var[str]) -> rx.Component:
    return rx.el.span(
        aria_hidden="true",
        style={"background_image": "url(" + placeholder.to(str) + ")"},
        class_name="absolute -inset-8 bg-cover bg-center blur-2xl",
    )
