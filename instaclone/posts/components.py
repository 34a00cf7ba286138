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
from instaclone.posts.cards import PostCard, TileCard
from instaclone.posts.carousel import carousel
from instaclone.posts.menu import menu, unless_put_away
from instaclone.posts.particulars import for_whom, particulars
from instaclone.posts.warning_cover import unless_covered, veil_of
from instaclone.ui.elements import avatar, icon
from instaclone.ui.marked import marked
from instaclone.ui.picture import picture

# Not 100vw: on a phone with two pixels to each of CSS the 640 px rendition is sharp enough, and the
# next larger one twice the bytes.
SIZES = "(min-width: 768px) 600px, 82vw"


def post_card(
    card: rx.Var[PostCard], shown_code, scanners, on_toggle, *, is_first=False, below=None
):
    """A post in a list. `on_toggle(code)` shows or hides objects; `below` is under its words."""
    is_shown = shown_code == card.code
    article = KeyedArticle.create(
        rx.cond(card.reason != "", _reason(card)),
        head(card),
        framed(card, is_shown, scanners, is_first=is_first),
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
        rx.cond(card.place_id != 0, _from_a_place(card), _from(card)),
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


def _from(card: rx.Var[PostCard]) -> rx.Component:
    return rx.el.a(
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
    )


def _from_a_place(card: rx.Var[PostCard]) -> rx.Component:
    return rx.el.div(
        # The same way as their name, for fingers.
        rx.el.a(
            avatar(card.author, src=card.avatar),
            href="/" + card.author,
            tab_index=-1,
            aria_hidden="true",
            class_name="flex min-h-11 shrink-0 items-center",
        ),
        rx.el.div(
            rx.el.a(
                card.author,
                href="/" + card.author,
                class_name="block truncate font-semibold leading-[22px]",
            ),
            rx.el.a(
                card.place,
                href="/places/" + card.place_id.to(str),
                class_name="block truncate text-xs leading-[22px] text-text-quiet hover:underline "
                "underline-offset-2",
            ),
            class_name="min-w-0",
        ),
        class_name="flex min-w-0 items-center gap-3 text-sm",
    )


def framed(
    card: rx.Var[PostCard], is_shown, scanners, *, is_first=False, is_page=False, sizes: str = SIZES
):
    """The pictures, whole, in their frame, with the boxes of the scanner when they are shown."""
    pictures = carousel(
        card=card,
        scanners=scanners,
        sizes=sizes,
        is_shown=is_shown,
        is_first=is_first,
        is_page=is_page,
        key=card.code,
    )
    shown = rx.el.div(
        unless_covered(
            pictures,
            warning=card.warning,
            is_covered=card.is_covered,
            placeholder=card.picture.placeholder,
            key=card.code,
        ),
        class_name="relative overflow-hidden bg-sunken md:rounded-media",
        style={"aspect_ratio": card.frame},
    )
    return double_click_likes(shown, code=card.code, is_guest=SessionState.username == "")


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
    return rx.el.li(square(card), key=card.code)


def square(card: rx.Var[TileCard], *over: rx.Component, href=None, on_click=None) -> rx.Component:
    """What a tile shows and where it leads, without its place in the list; `over` lies over its
    picture. It leads to the post, where no other `href` is said."""
    return rx.el.a(
        rx.cond(card.is_covered, veil_of(card.picture.placeholder), _seen(card)),
        *over,
        _tile_signs(card),
        rx.cond(
            card.is_working & (card.picture.src != ""),
            rx.el.span(
                card.status,
                class_name="absolute inset-x-1 bottom-1 rounded-media bg-veil px-2 py-1 "
                "text-xs text-white",
            ),
        ),
        href="/p/" + card.code if href is None else href,
        **({} if on_click is None else {"on_click": on_click}),
        aria_label=_tile_name(card),
        class_name="relative block aspect-square overflow-hidden bg-sunken",
    )


def _seen(card: rx.Var[TileCard]) -> rx.Component:
    return rx.cond(
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
    )


def _tile_signs(card: rx.Var[TileCard]) -> rx.Component:
    """Whether it is pinned, how long its film is, whether there is more than one picture."""
    chip = "inline-flex min-h-7 items-center justify-center rounded-full bg-veil text-white "
    return rx.el.span(
        rx.cond(
            card.duration != "",
            rx.el.span(
                icon("play", 12, class_name="fill-current"),
                card.duration,
                class_name=chip + "gap-1 px-2 text-xs font-semibold tabular-nums",
            ),
        ),
        rx.cond(
            card.picture_count > 1, rx.el.span(icon("images", 16), class_name=chip + "min-w-7")
        ),
        rx.cond(
            card.is_pinned,
            rx.el.span(icon("pin", 16, class_name="fill-current"), class_name=chip + "min-w-7"),
        ),
        class_name="absolute right-1.5 top-1.5 flex gap-1",
    )


def _tile_name(card: rx.Var[TileCard]) -> rx.Var[str]:
    """What the signs say, and the post."""
    return (
        rx.cond(card.is_pinned, "Pinned. ", "")
        + rx.cond(card.duration != "", "Video, " + card.duration + ". ", "")
        + rx.cond(card.picture_count > 1, card.picture_count.to(str) + " photos or videos. ", "")
        + rx.cond(card.is_covered, "With a content warning. ", "")
        + card.alt
    )
