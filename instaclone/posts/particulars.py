"""What stands round a post's words: for whom it is, who is on it, its licence, whether edited."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.posts.cards import PostCard
from instaclone.posts.keeping import KeepingState
from instaclone.posts.models import CLOSE_FRIENDS, FOLLOWERS, ONLY_ME
from instaclone.ui.elements import PRIMARY, QUIET, icon


def for_whom(card: rx.Var[PostCard]) -> rx.Component:
    """A small sign on posts that are not for everyone."""
    return rx.fragment(
        rx.match(
            card.visibility,
            (FOLLOWERS, _sign("users", "For followers")),
            (CLOSE_FRIENDS, _sign("star", "For close friends")),
            (ONLY_ME, _sign("lock", "Only for you")),
            rx.fragment(),
        )
    )


def _sign(symbol: str, meaning: str) -> rx.Component:
    return rx.el.span(
        icon(symbol, 16),
        rx.el.span(meaning, class_name="sr-only"),
        title=meaning,
        class_name="inline-flex shrink-0 items-center text-text-quiet",
    )


def particulars(card: rx.Var[PostCard]) -> rx.Component:
    """Who is on a post, under which licence it stands, and when it was edited."""
    return rx.el.div(
        rx.cond(
            card.people.length() > 0,
            rx.el.p(
                icon("user-round", 16, class_name="shrink-0"),
                rx.el.span("with ", rx.foreach(card.people, _person), class_name="min-w-0"),
                class_name="flex items-center gap-1.5 text-text-quiet",
            ),
        ),
        rx.cond(
            (card.licence != "") | (card.edited != ""),
            rx.el.p(
                rx.cond(
                    card.edited != "",
                    rx.el.span("Edited", title=card.edited),
                ),
                rx.cond(
                    card.licence != "",
                    rx.el.a(
                        card.licence_name,
                        href=card.licence_url,
                        target="_blank",
                        rel="license noopener",
                        class_name="underline underline-offset-2",
                    ),
                ),
                class_name="flex flex-wrap gap-x-3 text-xs text-text-quiet",
            ),
        ),
        class_name="mt-1.5 flex flex-col gap-1 text-sm empty:hidden",
    )


def tag_question(card: rx.Var[PostCard]) -> rx.Component:
    """What the viewer is asked who is tagged and has not said yes; whom the author waits for."""
    return rx.cond(
        card.waiting.contains(SessionState.username),
        rx.el.div(
            rx.el.p(
                card.author + " tagged you here. Only you two see it until you approve.",
                class_name="text-sm",
            ),
            rx.el.div(*tag_answers(card.code), class_name="mt-3 flex flex-wrap gap-3"),
            role="group",
            aria_label="Tag of you",
            class_name="m-4 md:mx-1 rounded-sheet border border-line p-4",
        ),
        rx.cond(
            card.is_own & (card.waiting.length() > 0),
            rx.el.p(
                "Waiting for ",
                rx.foreach(card.waiting, _person),
                " to approve. Nobody else sees these tags.",
                class_name="mx-4 md:mx-1 mt-2 text-[13px] text-text-quiet",
            ),
        ),
    )


def tag_answers(code: rx.Var[str]) -> tuple[rx.Component, rx.Component]:
    """Yes and no to being tagged in a post."""
    approve, remove = KeepingState.approve_tag(code), KeepingState.remove_me(code)
    return (
        rx.el.button("Approve", type="button", on_click=approve, class_name=PRIMARY),
        rx.el.button("Remove", type="button", on_click=remove, class_name=QUIET),
    )


def _person(username: rx.Var[str], index: rx.Var[int]) -> rx.Component:
    return rx.fragment(
        rx.cond(index > 0, ", ", ""),
        rx.el.a(username, href="/" + username, class_name="font-semibold text-text"),
        key=username,
    )


def archived_notice(card: rx.Var[PostCard]) -> rx.Component:
    """What stands over an archived post, which only its author sees."""
    return rx.cond(
        card.is_archived,
        rx.el.div(
            icon("archive", 20, class_name="shrink-0"),
            rx.el.p("Archived. Only you see it.", class_name="min-w-0 flex-1"),
            rx.el.button(
                "Restore",
                type="button",
                on_click=KeepingState.unarchive(card.code),
                class_name=QUIET,
            ),
            class_name="m-4 md:mx-0 md:mt-0 flex items-center gap-3 rounded-sheet bg-sunken p-3 "
            "pl-4 text-sm",
        ),
    )
