"""The page of an object with the posts that show one, and the list of all the scanner knows."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.objects.cards import ObjectGroup
from instaclone.objects.components import object_chip
from instaclone.objects.queries import UNKNOWN
from instaclone.objects.state import WORDS_LENGTH, ObjectsState, ObjectState
from instaclone.posts.subjects import recent_posts, subject_head, subject_skeleton
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.tags.components import tag_chip
from instaclone.ui.elements import INPUT, LABEL, QUIET, empty

WIDTH = "max-w-[935px]"
HEADING = "px-4 md:px-0 pb-3 text-sm font-semibold"
ROW = "flex gap-2 overflow-x-auto px-4 md:px-0 md:flex-wrap"
LINK = "inline-flex min-h-11 items-center text-sm font-semibold underline-offset-4 hover:underline"
WRITING_MS = 150  # a pause in writing after which the list is narrowed


@routed("/objects/[object_label]", title=ObjectState.title, on_load=ObjectState.open)
def one_object() -> rx.Component:
    """One object."""
    return page(
        rx.cond(
            ObjectState.is_missing,
            not_here(UNKNOWN, rx.el.a("All that it knows", href="/objects", class_name=QUIET)),
            rx.cond(ObjectState.head, _object(), subject_skeleton()),
        ),
        width=WIDTH,
    )


def _object() -> rx.Component:
    head = ObjectState.head
    return rx.fragment(
        subject_head(
            "scan-search",
            head.name,
            head.post_count,
            rx.el.div(
                rx.el.a("Narrow by search", href=ObjectState.search, class_name=LINK),
                rx.el.a("All things", href="/objects", class_name=LINK),
                class_name="flex shrink-0 flex-col items-end md:flex-row md:items-center md:gap-5",
            ),
            detail=head.detail,
        ),
        rx.cond(
            head.related.length() > 0, _beside("Often with", rx.foreach(head.related, object_chip))
        ),
        rx.cond(head.tags.length() > 0, _beside("Tags", rx.foreach(head.tags, tag_chip))),
        recent_posts(
            ObjectState,
            "scan-search",
            "Share a photo that shows one, and it stands here as soon as the scanner has seen it.",
        ),
    )


def _beside(title: str, chips: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title, class_name=HEADING),
        rx.el.ul(chips, class_name=ROW),
        aria_label=title,
        class_name="pb-6",
    )


@routed("/objects", title="What the scanner knows · Instaclone", on_load=ObjectsState.open)
def objects() -> rx.Component:
    """All that the scanner knows."""
    state = ObjectsState
    return page(
        rx.el.header(
            rx.el.h1("What the scanner knows", class_name="text-2xl font-semibold"),
            rx.el.p(
                "It looks for these things in photos and videos. The counts are of the newest "
                "public posts.",
                class_name="mt-1 text-sm text-text-quiet",
            ),
            rx.cond(
                SessionState.is_moderator,
                rx.el.a("How often it is right", href="/admin/scanner", class_name="mt-1 " + LINK),
            ),
            rx.el.div(
                rx.el.label("Find a thing", html_for="thing", class_name=LABEL),
                rx.el.input(
                    id="thing",
                    name="thing",
                    type="search",
                    auto_complete="off",
                    max_length=WORDS_LENGTH,
                    placeholder="dog, bicycle, umbrella",
                    on_change=state.narrow.debounce(WRITING_MS),
                    class_name=INPUT,
                ),
                rx.el.p(
                    state.found,
                    role="status",
                    class_name="mt-1.5 min-h-5 text-[13px] text-text-quiet tabular-nums",
                ),
                class_name="mt-5 max-w-md",
            ),
            class_name="px-4 md:px-0 pt-6 pb-3",
        ),
        rx.cond(
            state.is_open,
            rx.cond(
                state.groups.length() > 0,
                rx.fragment(rx.foreach(state.groups, _group)),
                empty(
                    "scan-search",
                    "Nothing by that name",
                    "The scanner knows 80 everyday things. Clear the box to see all of them.",
                ),
            ),
            _skeleton(),
        ),
        width=WIDTH,
    )


def _group(group: rx.Var[ObjectGroup]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(group.name, class_name=HEADING),
        rx.el.ul(
            rx.foreach(group.objects, object_chip), class_name="flex flex-wrap gap-2 px-4 md:px-0"
        ),
        aria_label=group.name,
        key=group.name,
        class_name="pb-7",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name="skeleton h-11 w-28 rounded-control") for _ in range(24)),
        aria_busy="true",
        class_name="flex flex-wrap gap-2 px-4 md:px-0",
    )
