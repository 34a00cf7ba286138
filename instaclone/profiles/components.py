"""A person in a list, and the button that follows them."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.state import RelationState, RequestState
from instaclone.ui.elements import GHOST_ACCENT, PRIMARY, QUIET, avatar
from instaclone.ui.more import more
from instaclone.ui.sheets import opens, question


def follow_button(username: rx.Var[str] | str, place: str = "list") -> rx.Component:
    """Follow, Requested, Following or Unblock; nothing for oneself.

    The state of the page calls `RelationState._show` with whom it shows. `place` tells apart two
    buttons for the same person on one page.
    """
    return relation_button(
        username=username,
        place=place,
        standing=RelationState.standings.get(username, ""),
        asks=RelationState.asking.contains(username),
        answers=RelationState.answers.get(username, 0),
        is_guest=SessionState.username == "",
    )


@rx.memo
def relation_button(
    username: rx.Var[str],
    place: rx.Var[str],
    standing: rx.Var[str],
    asks: rx.Var[bool],
    answers: rx.Var[int],
    is_guest: rx.Var[bool],
) -> rx.Component:
    """Shows what was pressed before the server has answered, and from then on what it says."""
    pressed = rx._x.client_state(default=0, global_ref=False)  # answers + 1, negative: unfollow
    follows, leaves = pressed.value == answers + 1, pressed.value == -1 - answers
    shown = rx.cond(
        follows, rx.cond(asks, "requested", "following"), rx.cond(leaves, "none", standing)
    )
    question = "unfollow-" + place + "-" + username
    return rx.fragment(
        pressed,
        rx.match(
            shown,
            ("none", _follow(username, pressed, answers, is_guest, follows | leaves)),
            ("requested", _leave("Requested", username, pressed, answers, follows | leaves)),
            (
                "following",
                rx.cond(
                    asks & ~follows,
                    _asked_once(username, question, pressed, answers),
                    _leave("Following", username, pressed, answers, follows | leaves),
                ),
            ),
            ("blocked", _unblock(username)),
            rx.fragment(),
        ),
    )


def _follow(username, pressed, answers, is_guest, is_pending) -> rx.Component:
    return rx.el.button(
        "Follow",
        type="button",
        aria_busy=rx.cond(is_pending, "true", "false"),
        on_click=[
            pressed.set_value(rx.cond(is_guest, 0, answers + 1)),
            RelationState.follow(username, True),
        ],
        class_name=PRIMARY,
    )


def _unblock(username) -> rx.Component:
    return rx.el.button(
        "Unblock", type="button", on_click=RelationState.unblock(username), class_name=QUIET
    )


def _leave(label: str, username, pressed, answers, is_pending) -> rx.Component:
    return rx.el.button(
        label,
        type="button",
        aria_busy=rx.cond(is_pending, "true", "false"),
        on_click=[pressed.set_value(-1 - answers), RelationState.follow(username, False)],
        class_name=QUIET,
    )


def _asked_once(username, question, pressed, answers) -> rx.Component:
    """Following again would need their approval again: leaving them is asked once."""
    return asked(
        "Following",
        question,
        "Unfollow " + username + "?",
        "They approve their followers: to follow them again you would have to ask again.",
        "Unfollow",
        [pressed.set_value(-1 - answers), RelationState.follow(username, False)],
    )


def asked(label: str, id, title, sentence, act: str, events: list) -> rx.Component:
    """A button that asks once, naming whom it is about, before anything happens."""
    return rx.fragment(
        rx.el.button(label, type="button", custom_attrs=opens(id), class_name=QUIET),
        question(id, title, sentence, act, events),
    )


def person_row(person: rx.Var[PersonCard], *beside: rx.Component) -> rx.Component:
    """A person in a list: picture, names, why they are here, and `beside` or the follow button."""
    return rx.el.li(
        person_link(person),
        rx.el.div(
            *(beside or (follow_button(person.username),)),
            class_name="flex shrink-0 items-center gap-2",
        ),
        key=person.id,
        class_name="flex items-center gap-3 py-1.5",
    )


def person_link(person: rx.Var[PersonCard]) -> rx.Component:
    """The part of the row that leads to the person."""
    beside = rx.cond(person.reason != "", person.reason, person.display_name)
    return rx.el.a(
        avatar(person.username, "size-11 text-base", person.avatar),
        rx.el.span(
            rx.el.span(person.username, class_name="block truncate font-semibold"),
            rx.cond(
                beside != "",
                rx.el.span(beside, class_name="block truncate text-[13px] text-text-quiet"),
            ),
            class_name="min-w-0 text-sm leading-5",
        ),
        href="/" + person.username,
        class_name="flex min-w-0 flex-1 items-center gap-3 min-h-11",
    )


def request_list() -> rx.Component:
    """Who asks to follow the viewer, to be let in or not; nothing where nobody asks.

    The page that shows it has `RequestState.open` in its `on_load`.
    """
    return rx.cond(
        RequestState.count > 0,
        rx.el.section(
            rx.el.div(
                rx.el.h2("Follow requests", class_name="text-base font-semibold"),
                rx.el.span(
                    RequestState.count.to_string(),
                    class_name="rounded-full bg-sunken px-2 text-[13px] tabular-nums",
                ),
                rx.cond(
                    RequestState.count > 1,
                    rx.el.button(
                        "Approve all",
                        type="button",
                        on_click=RequestState.approve_all,
                        class_name=GHOST_ACCENT + " ml-auto px-3 text-sm font-semibold",
                    ),
                ),
                class_name="flex items-center gap-2 min-h-11",
            ),
            rx.el.ul(rx.foreach(RequestState.people, _request)),
            more(RequestState.has_more, RequestState.people.length(), RequestState.more),
            aria_label="Follow requests",
            class_name="px-4 pb-4",
        ),
    )


def _request(person: rx.Var[PersonCard]) -> rx.Component:
    return person_row(
        person,
        rx.el.button(
            "Approve",
            type="button",
            on_click=RequestState.approve(person.username),
            class_name=PRIMARY,
        ),
        rx.el.button(
            "Decline",
            type="button",
            on_click=RequestState.decline(person.username),
            class_name=QUIET,
        ),
    )
