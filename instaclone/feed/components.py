"""Whom and what one might follow: people with reasons, and popular tags."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.feed.state import AsideState
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.components import follow_button, person_row
from instaclone.tags.components import popular_tag
from instaclone.ui.elements import GHOST, icon

HEADING = "text-sm font-semibold text-text-quiet"


def has_suggestions() -> rx.Var[bool]:
    """Whether there is anything to suggest."""
    return (AsideState.people.length() > 0) | (AsideState.tags.length() > 0)


def suggestions(place: str) -> rx.Component:
    """People and tags to follow; `place` tells apart two such lists on one page."""
    return rx.fragment(
        rx.cond(
            AsideState.people.length() > 0,
            rx.el.section(
                rx.el.h2("Suggested for you", class_name=HEADING),
                rx.el.ul(
                    rx.foreach(AsideState.people, lambda person: _person(person, place)),
                    class_name="mt-2",
                ),
            ),
        ),
        rx.cond(
            AsideState.tags.length() > 0,
            rx.el.section(
                rx.el.h2("Popular tags", class_name=HEADING),
                rx.el.ul(rx.foreach(AsideState.tags, popular_tag), class_name="mt-2"),
                class_name="mt-8 first:mt-0",
            ),
        ),
    )


def _person(person: rx.Var[PersonCard], place: str) -> rx.Component:
    return person_row(
        person,
        rx.el.div(
            follow_button(person.username, place),
            rx.el.button(
                icon("x", 18),
                type="button",
                aria_label="Do not suggest " + person.username,
                on_click=AsideState.refuse(person.username),
                class_name=GHOST + " text-text-quiet",
            ),
            class_name="flex items-center",
        ),
    )
