"""The page of a place: where it lies, and the posts from there."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.objects.components import often_seen
from instaclone.places.map_view import place_map
from instaclone.places.state import PlaceState
from instaclone.posts.at_places import GONE
from instaclone.posts.subjects import recent_posts, subject_head, subject_skeleton
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, icon

MAP = rx.el.div(class_name="skeleton h-44 md:h-56 mb-6 md:rounded-media")


@routed("/places/[place_number]", title=PlaceState.title, on_load=PlaceState.open)
def place() -> rx.Component:
    """One place."""
    return page(
        rx.cond(
            PlaceState.is_missing,
            not_here(GONE),
            rx.cond(PlaceState.head, _place(), subject_skeleton(MAP)),
        ),
        width="max-w-[935px]",
    )


def _place() -> rx.Component:
    head = PlaceState.head
    return rx.fragment(
        subject_head("map-pin", head.name, head.post_count, _to_map(), detail=head.detail),
        rx.cond(
            head.coordinates != "",
            place_map(head, PlaceState.map_tiles, PlaceState.map_attribution),
        ),
        often_seen(PlaceState.seen),
        recent_posts(
            PlaceState,
            "map-pin",
            "Post a photo from here, and it stands on this page for those who may see it.",
        ),
    )


def _to_map() -> rx.Component:
    return rx.el.a(
        icon("map"),
        href="/explore/map",
        aria_label="Map of recent places",
        title="Map of recent places",
        class_name=GHOST,
    )
