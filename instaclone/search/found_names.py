"""The people, tags and places that a search found."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.places.cards import PlaceCard
from instaclone.profiles.components import person_row
from instaclone.search.state import SearchState
from instaclone.tags.components import popular_tag
from instaclone.ui.elements import icon


def people_list() -> rx.Component:
    """The people that were found."""
    return rx.el.ul(
        # A component of a row takes more than one argument, which foreach would fill.
        rx.foreach(SearchState.people, lambda person: person_row(person)),  # noqa: PLW0108
        aria_label="People found",
        class_name="max-w-[600px]",
    )


def tags_list() -> rx.Component:
    """The tags that were found."""
    return rx.el.ul(
        rx.foreach(SearchState.tags, popular_tag),
        aria_label="Tags found",
        class_name="max-w-[600px]",
    )


def places_list() -> rx.Component:
    """The places that were found."""
    return rx.el.ul(
        rx.foreach(SearchState.places, _place),
        aria_label="Places found",
        class_name="max-w-[600px]",
    )


def _place(place: rx.Var[PlaceCard]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            icon("map-pin", 20, class_name="shrink-0 text-text-quiet"),
            rx.el.span(
                rx.el.span(place.name, class_name="block truncate font-semibold"),
                rx.cond(
                    place.detail != "",
                    rx.el.span(
                        place.detail, class_name="block truncate text-[13px] text-text-quiet"
                    ),
                ),
                class_name="min-w-0 text-sm",
            ),
            href="/places/" + place.id.to(str),
            class_name="flex min-h-11 items-center gap-3 py-1 hover:underline underline-offset-4",
        ),
        key=place.id,
    )
