"""A line of what happened."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.notifications.cards import NotificationCard
from instaclone.posts.particulars import tag_answers
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.components import follow_button
from instaclone.text import Piece
from instaclone.ui.elements import avatar, icon


def notification_row(
    card: rx.Var[NotificationCard],
    is_unfolded: rx.Var[bool],
    who: rx.Var[list[PersonCard]],
    on_read,
    on_unfold,
) -> rx.Component:
    """One line: who, what, when, and the picture; the whole line leads to the thing."""
    return rx.el.li(
        rx.el.div(
            rx.cond(card.is_found, _lens(), _faces(card)),
            rx.el.div(
                rx.el.p(
                    rx.foreach(card.names, _name),
                    " ",
                    _did(card, on_read),
                    rx.cond(card.quote != "", rx.el.span(": " + card.quote)),
                    " ",
                    _when(card),
                    class_name="text-sm leading-5 break-words",
                ),
                _below(card, is_unfolded, on_unfold),
                rx.cond(card.asks, _answer(card)),
                class_name="min-w-0 flex-1",
            ),
            rx.cond(card.is_follow, _follow_back(card)),
            _picture(card),
            _mark(card, on_read),
            class_name="relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken",
        ),
        rx.cond(is_unfolded, _people(who)),
        key=card.key,
        class_name="md:rounded-sheet overflow-hidden",
    )


def _answer(card) -> rx.Component:
    """Yes or no to a tag."""
    return rx.el.div(
        *tag_answers(card.code), class_name="relative z-10 mt-2 flex w-fit flex-wrap gap-2"
    )


def _follow_back(card) -> rx.Component:
    return rx.el.div(
        follow_button(card.people[0].username, "notifications"), class_name="relative z-10"
    )


def _when(card) -> rx.Component:
    return rx.el.time(
        card.when,
        date_time=card.moment,
        title=card.moment_in_full,
        class_name="whitespace-nowrap text-text-quiet",
    )


def _picture(card) -> rx.Component:
    return rx.cond(
        card.picture != "",
        rx.el.img(
            src=card.picture,
            alt="",
            width=44,
            height=44,
            loading="lazy",
            class_name="size-11 shrink-0 rounded-media object-cover bg-sunken",
        ),
    )


def _did(card, on_read) -> rx.Component:
    """What they did, as the link of the whole line where there is one thing to lead to."""
    return rx.cond(
        card.href != "",
        rx.el.a(
            card.did,
            href=card.href,
            on_click=on_read,
            class_name="after:absolute after:inset-0",
        ),
        rx.el.span(card.did),
    )


def _name(piece: rx.Var[Piece]) -> rx.Component:
    return rx.cond(
        piece.href != "",
        rx.el.a(
            piece.text,
            href=piece.href,
            class_name="relative z-10 font-semibold underline-offset-4 hover:underline",
        ),
        rx.el.span(piece.text),
    )


def _below(card, is_unfolded, on_unfold) -> rx.Component:
    return rx.cond(
        (card.count > 1) & ~card.is_found,
        rx.el.button(
            rx.cond(is_unfolded, "Show less", "Show everyone"),
            type="button",
            aria_expanded=rx.cond(is_unfolded, "true", "false"),
            on_click=on_unfold,
            class_name="relative z-10 inline-flex min-h-8 items-center rounded-control "
            "text-[13px] font-semibold text-text-quiet hover:text-text",
        ),
    )


def _mark(card, on_read) -> rx.Component:
    """The dot of what is unread, which is the button that takes it away."""
    return rx.cond(
        card.is_unread,
        rx.el.button(
            rx.el.span(class_name="size-2 rounded-full bg-accent"),
            type="button",
            aria_label="Mark as read",
            title="Mark as read",
            on_click=on_read,
            class_name="relative z-10 -mr-3 inline-flex size-11 shrink-0 items-center "
            "justify-center rounded-full hover:bg-line",
        ),
        rx.el.span(class_name="-mr-3 size-11 shrink-0"),
    )


def _faces(card) -> rx.Component:
    """The newest one's picture, or the newest two overlapping."""
    first = card.people[0]
    return rx.el.span(
        rx.cond(
            card.people.length() > 1,
            rx.fragment(
                rx.el.span(
                    _face(card.people[1], "size-8 text-sm"),
                    class_name="absolute left-0 top-0 inline-flex",
                ),
                rx.el.span(
                    _face(first, "size-8 text-sm"),
                    class_name="absolute bottom-0 right-0 inline-flex rounded-full ring-2 "
                    "ring-background",
                ),
            ),
            _face(first, "size-11 text-base"),
        ),
        aria_hidden="true",
        class_name="relative inline-flex size-11 shrink-0",
    )


def _lens() -> rx.Component:
    """In place of a face: nobody did this, a search found it."""
    return rx.el.span(
        icon("search", 20),
        aria_hidden="true",
        class_name="inline-flex size-11 shrink-0 items-center justify-center rounded-full "
        "bg-sunken text-text-quiet",
    )


def _face(person: rx.Var[PersonCard], size: str) -> rx.Component:
    return avatar(person.username, size, person.avatar)


def _people(who: rx.Var[list[PersonCard]]) -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            who,
            lambda person: rx.el.li(
                rx.el.a(
                    _face(person, "size-8 text-sm"),
                    rx.el.span(
                        rx.el.span(person.username, class_name="font-semibold"),
                        rx.cond(
                            person.display_name != "",
                            rx.el.span(" " + person.display_name, class_name="text-text-quiet"),
                        ),
                        class_name="min-w-0 truncate text-sm",
                    ),
                    icon("chevron-right", 18, class_name="ml-auto shrink-0 text-text-faint"),
                    href="/" + person.username,
                    class_name="flex min-h-11 items-center gap-3 rounded-control px-2 "
                    "hover:bg-sunken",
                ),
                key=person.username,
            ),
        ),
        aria_label="Everyone who did this",
        class_name="ml-[68px] mr-4 mb-2 flex flex-col",
    )
