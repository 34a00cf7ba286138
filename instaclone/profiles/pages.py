"""The page of one person: who they are, counts, and the grid of their posts."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import tile
from instaclone.profiles.components import follow_button
from instaclone.profiles.state import ProfileState
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import PRIMARY, avatar, empty
from instaclone.ui.more import back_to_newest, more


@routed("/[username]", title=ProfileState.title, on_load=ProfileState.open)
def profile() -> rx.Component:
    """One person."""
    return page(
        rx.cond(
            ProfileState.is_missing,
            not_here("Nobody here has this name."),
            rx.cond(ProfileState.card, _profile(), _skeleton()),
        ),
        width="max-w-[935px]",
    )


def _profile() -> rx.Component:
    card = ProfileState.card
    return rx.fragment(
        rx.el.header(
            avatar(card.username, "size-20 md:size-36 text-3xl md:text-5xl"),
            rx.el.div(
                rx.el.h1(card.username, class_name="text-xl font-semibold truncate"),
                follow_button(card.username),
                rx.el.ul(
                    rx.el.li(ProfileState.post_count),
                    rx.el.li(ProfileState.follower_count),
                    rx.el.li(ProfileState.following_count),
                    class_name="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm tabular-nums",
                ),
                rx.cond(
                    card.display_name != "",
                    rx.el.p(card.display_name, class_name="mt-3 text-sm font-semibold"),
                ),
                rx.cond(
                    card.bio != "",
                    rx.el.p(card.bio, class_name="mt-1 text-sm whitespace-pre-line"),
                ),
                class_name="min-w-0 flex-1",
            ),
            class_name="flex items-center gap-6 md:gap-16 px-4 md:px-8 py-8",
        ),
        rx.el.section(
            rx.el.h2("Posts", class_name="sr-only"),
            rx.cond(ProfileState.tiles.length() > 0, _grid(), _nothing()),
            class_name="border-t border-line pt-1 md:pt-6",
        ),
    )


def _grid() -> rx.Component:
    return rx.fragment(
        back_to_newest(ProfileState.is_cut, ProfileState.open),
        rx.el.ul(
            rx.foreach(ProfileState.tiles, tile),
            class_name="grid grid-cols-3 gap-1",
        ),
        more(ProfileState.has_more, ProfileState.tiles.length(), ProfileState.more),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        ProfileState.card.is_own,
        empty(
            "camera",
            "Share your first photo",
            "It stands here for the people you share with.",
            rx.el.a("Create a post", href="/create", class_name=PRIMARY),
        ),
        empty("camera", "No posts yet", "What this person posts stands here."),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(class_name="skeleton size-20 md:size-36 rounded-full"),
            rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
            class_name="flex items-center gap-6 md:gap-16 px-4 md:px-8 py-8",
        ),
        rx.el.div(
            *(rx.el.div(class_name="skeleton aspect-square") for _ in range(9)),
            class_name="grid grid-cols-3 gap-1",
        ),
        aria_busy="true",
    )
