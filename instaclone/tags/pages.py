"""The page of a tag: how many posts, what stands beside it, its top and its newest."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.objects.components import often_seen
from instaclone.posts.components import tile
from instaclone.posts.subjects import GRID, recent_posts, subject_head, subject_skeleton
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.tags.components import tag_chip, tag_follow_button
from instaclone.tags.state import TagState

HEADING = "px-4 md:px-0 pb-3 text-sm font-semibold"


@routed("/tags/[tag]", title=TagState.title, on_load=TagState.open)
def tag() -> rx.Component:
    """One tag."""
    return page(
        rx.cond(
            TagState.is_missing,
            not_here(
                "This is no tag: tags are letters, digits and underscores, one letter at least."
            ),
            rx.cond(TagState.card, _tag(), subject_skeleton()),
        ),
        width="max-w-[935px]",
    )


def _tag() -> rx.Component:
    card = TagState.card
    return rx.fragment(
        subject_head("hash", "#" + card.tag, card.post_count, tag_follow_button(card)),
        rx.cond(card.related.length() > 0, _related(card)),
        often_seen(TagState.seen),
        rx.cond(TagState.has_top, _top()),
        recent_posts(TagState, "hash", "Follow it, and its posts stand in your feed."),
    )


def _related(card) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Related tags", class_name=HEADING),
        rx.el.ul(
            rx.foreach(card.related, tag_chip),
            class_name="flex gap-2 overflow-x-auto px-4 md:px-0 md:flex-wrap",
        ),
        aria_label="Related tags",
        class_name="pb-6",
    )


def _top() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Top", class_name=HEADING),
        rx.el.ul(rx.foreach(TagState.top, tile), class_name=GRID),
        aria_label="Top",
        class_name="pb-8",
    )
