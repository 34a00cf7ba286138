"""The page of one person: who they are, counts, and the grids of their posts."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import tile
from instaclone.profiles.head import profile_head
from instaclone.profiles.visiting import POSTS, SAVED, TAGGED, ProfileState
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import PRIMARY, empty, icon
from instaclone.ui.more import back_to_newest, more

TAB = (
    "inline-flex flex-1 md:flex-none items-center justify-center gap-2 min-h-12 md:px-4 "
    "text-[13px] font-semibold text-text-quiet border-t-2 md:-mt-px border-transparent "
    "aria-selected:text-text aria-selected:border-text"
)


class TabList(rx.el.Div):
    """Tabs, of which the arrow keys choose the next."""

    on_key_down: rx.EventHandler[lambda event: [event.key]]


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
        profile_head(),
        rx.cond(
            card.standing == "blocked",
            _closed(
                "user-x",
                "You have blocked " + card.username,
                "You find each other nowhere until you unblock them.",
            ),
            rx.cond(
                card.may_see_posts,
                _tabs(),
                _closed(
                    "lock",
                    "Private account",
                    "This account is private. Follow " + card.username + " to see their photos.",
                ),
            ),
        ),
    )


def _closed(symbol: str, title, sentence) -> rx.Component:
    return rx.el.div(empty(symbol, title, sentence), class_name="border-t border-line")


def _tabs() -> rx.Component:
    card = ProfileState.card
    return rx.fragment(
        TabList.create(
            _tab("Posts", POSTS, "grid-3x3"),
            rx.cond(card.is_own, _tab("Saved", SAVED, "bookmark")),
            _tab("Tagged", TAGGED, "square-user-round"),
            role="tablist",
            on_key_down=lambda key: rx.cond(
                key == "ArrowRight",
                ProfileState.step(1),
                rx.cond(key == "ArrowLeft", ProfileState.step(-1), rx.noop()),
            ),
            aria_label="What to see of " + card.username,
            class_name="flex justify-center md:gap-8 border-t border-line",
        ),
        rx.el.div(
            rx.cond(
                ProfileState.tab == SAVED,
                rx.el.p(
                    "Only you see what you saved.",
                    rx.el.a(
                        "Collections",
                        href="/saved",
                        class_name="inline-flex min-h-11 items-center px-2 font-semibold text-text",
                    ),
                    class_name="flex items-center justify-between px-4 md:px-0 text-[13px] "
                    "text-text-quiet",
                ),
            ),
            rx.cond(
                ProfileState.is_reading,
                _tile_skeletons(),
                rx.cond(ProfileState.tiles.length() > 0, _grid(), _nothing()),
            ),
            id="profile-panel",
            role="tabpanel",
            tab_index=0,
            aria_labelledby="profile-tab-" + ProfileState.tab,
            class_name="pt-1 outline-offset-4",
        ),
    )


def _tab(label: str, name: str, symbol: str) -> rx.Component:
    is_chosen = ProfileState.tab == name
    return rx.el.button(
        icon(symbol, 18),
        label,
        id="profile-tab-" + name,
        type="button",
        role="tab",
        aria_selected=rx.cond(is_chosen, "true", "false"),
        aria_controls="profile-panel",
        tab_index=rx.cond(is_chosen, 0, -1),
        on_click=ProfileState.choose(name),
        class_name=TAB,
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
    card = ProfileState.card
    return rx.fragment(
        rx.match(
            ProfileState.tab,
            (
                SAVED,
                empty("bookmark", "Nothing saved yet", "Posts you save stand here, for you alone."),
            ),
            (
                TAGGED,
                empty(
                    "square-user-round",
                    "No tagged posts yet",
                    rx.cond(
                        card.is_own,
                        "Photos and videos in which people tag you stand here.",
                        "Photos and videos in which people tag " + card.username + " stand here.",
                    ),
                ),
            ),
            rx.cond(
                card.is_own,
                empty(
                    "camera",
                    "Share your first photo",
                    "It stands here for the people you share with.",
                    rx.el.a("Create a post", href="/create", class_name=PRIMARY),
                ),
                empty("camera", "No posts yet", "What " + card.username + " posts stands here."),
            ),
        )
    )


def _tile_skeletons() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name="skeleton aspect-square") for _ in range(9)),
        class_name="grid grid-cols-3 gap-1",
        aria_busy="true",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(class_name="skeleton size-20 md:size-36 rounded-full"),
            rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
            class_name="flex items-center gap-6 md:gap-16 px-4 md:px-8 py-8",
        ),
        _tile_skeletons(),
        aria_busy="true",
    )
