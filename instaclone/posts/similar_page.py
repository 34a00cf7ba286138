"""The page of posts that look like one."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import tile
from instaclone.posts.similar import SimilarCard
from instaclone.posts.similar_state import SimilarState
from instaclone.posts.subjects import GRID
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import QUIET, empty


@routed("/p/[code]/similar", title=SimilarState.title, on_load=SimilarState.open)
def similar() -> rx.Component:
    """What looks like a post."""
    return page(
        rx.cond(
            SimilarState.is_missing,
            not_here("The post may have been deleted, or it is not for you."),
            _similar(),
        ),
        width="max-w-[935px]",
    )


def _similar() -> rx.Component:
    back = rx.el.a("Back to the post", href="/p/" + SimilarState.code, class_name=QUIET)
    return rx.fragment(
        rx.el.header(
            rx.el.div(
                rx.el.h1("Similar posts", class_name="text-2xl font-semibold"),
                rx.el.p(
                    "Posts with a picture that looks like one of this post.",
                    class_name="mt-1 text-sm text-text-quiet",
                ),
                class_name="min-w-0 flex-1",
            ),
            rx.cond(SimilarState.cards.length() > 0, back),
            class_name="flex flex-wrap items-center gap-4 px-4 md:px-0 pt-6 pb-5",
        ),
        rx.cond(
            SimilarState.is_open,
            rx.cond(
                SimilarState.cards.length() > 0,
                rx.el.ul(
                    rx.foreach(SimilarState.cards, _card),
                    aria_label="Similar posts",
                    class_name=GRID + " gap-y-3",
                ),
                empty(
                    "images",
                    "Nothing looks like it",
                    "The same picture is found smaller, compressed, filtered or a little cut, but "
                    "not mirrored, and not another photo of the same thing.",
                    back,
                ),
            ),
            _skeleton(),
        ),
    )


def _card(card: rx.Var[SimilarCard]) -> rx.Component:
    return rx.el.li(
        rx.el.ul(tile(card.tile)),
        rx.el.p(card.how, class_name="mt-1 px-2 md:px-0 text-[13px] text-text-quiet"),
        key=card.tile.code,
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name="skeleton aspect-square") for _ in range(3)),
        aria_busy="true",
        class_name=GRID,
    )
