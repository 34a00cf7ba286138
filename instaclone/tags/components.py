"""Tags as people see them: a chip that leads to the page, and the button that follows."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.state import TagState
from instaclone.ui.elements import PRIMARY, QUIET

CHIP = (
    "inline-flex min-h-11 max-w-full items-center rounded-control border border-line px-3 text-sm "
    "hover:bg-sunken transition-colors duration-150"
)


def tag_chip(tag: rx.Var[str]) -> rx.Component:
    """A tag in a list of tags."""
    return rx.el.li(
        rx.el.a(rx.el.span("#" + tag, class_name="truncate"), href="/tags/" + tag, class_name=CHIP),
        key=tag,
        class_name="max-w-[min(20rem,100%)] shrink-0",
    )


def popular_tag(card: rx.Var[PopularTagCard]) -> rx.Component:
    """A popular tag and how many people use it."""
    return rx.el.li(
        rx.el.a(
            rx.el.span("#" + card.tag, class_name="truncate font-semibold"),
            rx.el.span(
                card.people, class_name="ml-auto shrink-0 text-[13px] text-text-quiet tabular-nums"
            ),
            href="/tags/" + card.tag,
            class_name="flex min-h-11 items-center gap-3 text-sm hover:underline "
            "underline-offset-4",
        ),
        key=card.tag,
    )


def tag_follow_button(card) -> rx.Component:
    """Follow, or Following, of the tag whose page this is."""
    return follow_switch(
        name=card.tag,
        is_followed=card.is_followed,
        answers=TagState.answers,
        is_guest=SessionState.username == "",
        key=card.tag,
    )


@rx.memo
def follow_switch(
    name: rx.Var[str],
    is_followed: rx.Var[bool],
    answers: rx.Var[int],
    is_guest: rx.Var[bool],
) -> rx.Component:
    """Shows what was pressed before the server has answered, and from then on what it says."""
    pressed = rx._x.client_state(default=0, global_ref=False)  # answers + 1, negative: unfollow
    follows, leaves = pressed.value == answers + 1, pressed.value == -1 - answers
    shown = rx.cond(follows, True, rx.cond(leaves, False, is_followed))
    return rx.el.div(
        pressed,
        rx.el.button(
            rx.cond(shown, "Following", "Follow"),
            type="button",
            aria_busy=rx.cond(follows | leaves, "true", "false"),
            on_click=[
                pressed.set_value(rx.cond(is_guest, 0, rx.cond(shown, -1 - answers, answers + 1))),
                TagState.follow(name, ~shown),
            ],
            class_name=rx.cond(shown, QUIET, PRIMARY),
        ),
        class_name="contents",
    )
