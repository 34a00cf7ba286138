"""A post as people see it: card, overlay of what the scanner saw, tile."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.posts.action_bar import (
    KeyedArticle,
    action_bar,
    double_click_likes,
    likes_by_key,
)
from instaclone.posts.cards import PostCard, ScannerCard, TileCard
from instaclone.posts.menu import menu, unless_put_away
from instaclone.posts.particulars import for_whom, particulars
from instaclone.ui.elements import avatar, icon
from instaclone.ui.marked import marked
from instaclone.ui.picture import picture
from instaclone.vision.cards import BoxCard

# Not 100vw: on a phone with two pixels to each of CSS the 640 px rendition is sharp enough, and the
# next larger one twice the bytes.
SIZES = "(min-width: 768px) 600px, 82vw"
# Above its box or inside it, so that it never leaves the picture.
CHIP = (
    "absolute whitespace-nowrap rounded-[4px] bg-accent px-1 text-[11px] leading-4 font-semibold "
    "text-accent-ink "
)


def post_card(
    card: rx.Var[PostCard], shown_code, scanner, on_toggle, *, is_first=False, below=None
):
    """A post in a list. `on_toggle(code)` shows or hides objects; `below` is under its words."""
    is_shown = shown_code == card.code
    article = KeyedArticle.create(
        rx.cond(card.reason != "", _reason(card)),
        head(card),
        framed(card, is_shown, scanner, is_first=is_first),
        rx.el.div(
            action_bar(card, is_shown, on_toggle),
            words(card),
            particulars(card),
            *([below] if below is not None else []),
            class_name="px-4 md:px-1",
        ),
        aria_label="Post by " + card.author,
        on_key_down=likes_by_key(card.code),
        # A click on the card makes it the one that the key L likes.
        tab_index=-1,
        class_name="pb-8 outline-none",
    )
    return unless_put_away(card, article)


def _reason(card: rx.Var[PostCard]) -> rx.Component:
    return rx.el.p(
        icon("hash", 16, class_name="shrink-0"),
        rx.el.span(card.reason, class_name="min-w-0 truncate"),
        class_name="flex items-center gap-2 px-4 pt-3 md:px-1 md:pt-0 text-[13px] text-text-quiet",
    )


def head(card: rx.Var[PostCard], *, is_alone: bool = False) -> rx.Component:
    """Who posted, where and for whom, when, and the menu; `is_alone` on the post's own page."""
    return rx.el.header(
        rx.el.a(
            avatar(card.author, src=card.avatar),
            rx.el.span(
                rx.el.span(card.author, class_name="block font-semibold truncate"),
                rx.cond(
                    card.place != "",
                    rx.el.span(card.place, class_name="block text-xs text-text-quiet truncate"),
                ),
                class_name="min-w-0",
            ),
            href="/" + card.author,
            class_name="flex min-w-0 items-center gap-3 text-sm min-h-11",
        ),
        rx.el.a(
            rx.el.time(card.when, date_time=card.moment, title=card.moment_in_full),
            href="/p/" + card.code,
            aria_label="View post",
            class_name="shrink-0 text-sm text-text-quiet min-h-11 inline-flex items-center",
        ),
        for_whom(card),
        menu(card, is_alone=is_alone),
        class_name="flex items-center gap-3 px-4 md:px-1 py-2",
    )


def framed(card: rx.Var[PostCard], is_shown, scanner, *, is_first=False, sizes: str = SIZES):
    """The picture, whole, in its frame, under the overlay when it is shown."""
    inner = {"width": card.inner_width, "height": card.inner_height}
    shown = rx.el.div(
        rx.el.div(
            rx.cond(
                card.picture.src != "",
                picture(
                    card.picture,
                    alt=card.alt,
                    sizes=sizes,
                    is_first=is_first,
                    class_name="size-full object-cover",
                ),
                rx.el.div(
                    rx.el.span(card.status, class_name="px-6 text-center text-text-quiet"),
                    class_name="flex size-full items-center justify-center",
                ),
            ),
            rx.cond(is_shown, overlay(scanner)),
            class_name="absolute inset-0 m-auto overflow-hidden",
            style=inner,
        ),
        class_name="relative overflow-hidden bg-sunken md:rounded-media",
        style={"aspect_ratio": card.frame},
    )
    return double_click_likes(shown, code=card.code, is_guest=SessionState.username == "")


def overlay(scanner: rx.Var[ScannerCard]) -> rx.Component:
    """The boxes over the picture; the list beside it says the same to screen readers."""
    return rx.el.div(
        rx.foreach(scanner.boxes, _box),
        aria_hidden="true",
        class_name="absolute inset-0 pointer-events-none",
    )


def _box(box: rx.Var[BoxCard]) -> rx.Component:
    return rx.cond(
        box.is_rejected,
        rx.fragment(),
        rx.el.div(
            rx.el.span(
                box.number.to(str) + " " + box.label,
                class_name=rx.cond(
                    box.has_room_above,
                    rx.cond(
                        box.is_at_right,
                        CHIP + "bottom-full -right-0.5",
                        CHIP + "bottom-full -left-0.5",
                    ),
                    rx.cond(box.is_at_right, CHIP + "top-0 right-0", CHIP + "top-0 left-0"),
                ),
            ),
            style={
                "left": box.left,
                "top": box.top,
                "width": box.width,
                "height": box.height,
            },
            class_name="absolute rounded-[4px] border-2 border-accent "
            "shadow-[0_0_0_1px_rgb(0_0_0/0.35)]",
        ),
    )


def words(card: rx.Var[PostCard]) -> rx.Component:
    """What the scanner found, in a few words, and the caption."""
    return rx.fragment(
        rx.cond(
            card.status == "Ready",
            rx.cond(
                card.summary != "",
                rx.el.p(
                    icon("sparkles", 16, class_name="shrink-0"),
                    card.summary,
                    class_name="flex items-center gap-2 text-sm text-text-quiet",
                ),
            ),
            rx.cond(card.is_own, status_line(card.status, card.is_working)),
        ),
        rx.cond(
            card.caption != "",
            rx.el.p(
                rx.el.a(card.author, href="/" + card.author, class_name="font-semibold mr-1.5"),
                marked(card.caption_pieces),
                class_name="mt-1.5 text-sm leading-6 whitespace-pre-line break-words line-clamp-6",
            ),
        ),
    )


def status_line(status, is_working) -> rx.Component:
    """Where the picture is on its way, read out as it changes."""
    return rx.el.p(
        rx.cond(
            is_working,
            rx.el.span(
                class_name="size-3 shrink-0 rounded-full border-2 border-accent "
                "border-t-transparent animate-spin"
            ),
        ),
        status,
        role="status",
        class_name="flex items-center gap-2 text-sm text-text-quiet",
    )


def tile(card: rx.Var[TileCard]) -> rx.Component:
    """A post in a grid of squares."""
    return rx.el.li(
        rx.el.a(
            rx.cond(
                card.picture.src != "",
                picture(
                    card.picture,
                    alt=card.alt,
                    sizes="(min-width: 1000px) 310px, 33vw",
                    class_name="size-full object-cover",
                    position=card.position,
                ),
                rx.el.span(
                    card.status,
                    class_name="flex size-full items-center justify-center p-2 text-center text-xs "
                    "text-text-quiet",
                ),
            ),
            rx.cond(card.is_pinned, _pin()),
            rx.cond(
                card.is_working & (card.picture.src != ""),
                rx.el.span(
                    card.status,
                    class_name="absolute inset-x-1 bottom-1 rounded-media bg-veil px-2 py-1 "
                    "text-xs text-white",
                ),
            ),
            href="/p/" + card.code,
            aria_label=rx.cond(card.is_pinned, "Pinned. " + card.alt, card.alt),
            class_name="relative block aspect-square overflow-hidden bg-sunken",
        ),
        key=card.code,
    )


def _pin() -> rx.Component:
    return rx.el.span(
        icon("pin", 16, class_name="fill-current"),
        class_name="absolute right-1.5 top-1.5 inline-flex size-7 items-center justify-center "
        "rounded-full bg-veil text-white",
    )
