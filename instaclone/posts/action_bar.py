"""Liking, saving and sharing a post: the bar under it, and likes by double click and by key."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex_components_core.core.window_events import WindowEventListener

from instaclone.accounts.state import SessionState
from instaclone.posts.cards import PostCard
from instaclone.posts.marks import PostMarks
from instaclone.posts.reactions import LAST_PRESS, ReactionState
from instaclone.posts.sheets import LIKERS, share_id, share_sheet
from instaclone.ui.elements import GHOST, icon
from instaclone.ui.sheets import opens

COLLECT = "collect"  # the sheet of collections, which `collections.components` draws
TYPING = ("INPUT", "TEXTAREA", "SELECT")


def marks_of(code: rx.Var[str]) -> Any:
    """The marks of a post. Where there are none, on their way or no more, nothing can be pressed,
    and what was pressed is forgotten."""
    earlier = ReactionState.earlier.get(code, rx.Var.create(PostMarks(rev=LAST_PRESS)))
    return ReactionState.marks.get(code, earlier).to(PostMarks)


def action_bar(
    card: rx.Var[PostCard], is_shown=False, on_toggle=None, *, is_page=False
) -> rx.Component:
    """What can be done with a post, and what others did. `on_toggle(code)` shows its objects; None
    where there is no room for them."""
    mark, is_guest = marks_of(card.code), SessionState.username == ""
    return rx.el.div(
        like_button(
            code=card.code,
            is_liked=mark.is_liked,
            rev=mark.rev,
            is_guest=is_guest,
            is_idle=mark.post_id == 0,
            text=mark.likes_text,
            toggled=mark.likes_toggled,
            shows_count=mark.shows_like_count,
            shows_likers=mark.shows_likers,
        ),
        rx.fragment() if is_page else _comments(card, mark),
        rx.el.button(
            icon("send"),
            type="button",
            aria_label="Share post",
            custom_attrs=opens(share_id(card.code)),
            class_name=GHOST,
        ),
        share_sheet(card),
        _objects(card, is_shown, on_toggle) if on_toggle else rx.fragment(),
        save_button(
            code=card.code,
            is_saved=mark.is_saved,
            rev=mark.rev,
            is_guest=is_guest,
            is_idle=mark.post_id == 0,
        ),
        _liked_by(mark),
        class_name="-mx-2.5 flex flex-wrap items-center pt-1",
    )


@rx.memo
def like_button(
    code: rx.Var[str],
    is_liked: rx.Var[bool],
    rev: rx.Var[int],
    is_guest: rx.Var[bool],
    is_idle: rx.Var[bool],
    text: rx.Var[str],
    toggled: rx.Var[str],
    shows_count: rx.Var[bool],
    shows_likers: rx.Var[bool],
) -> rx.Component:
    """Shows what was pressed before the server has answered, the count with it."""
    # The number of the last press, negative when it took the like back.
    pressed = rx._x.client_state(default=0, global_ref=False)
    shown, number = _shown(pressed.value, rev, is_liked)
    words = rx.cond(shown == is_liked, text, toggled)
    return rx.fragment(
        pressed,
        rx.el.button(
            _heart(shown, pressed.value > 0),
            type="button",
            aria_label=rx.cond(shown, "Unlike", "Like"),
            aria_pressed=rx.cond(shown, "true", "false"),
            disabled=is_idle,
            on_click=[
                pressed.set_value(rx.cond(is_guest, 0, rx.cond(shown, -number, number))),
                ReactionState.like(code, ~shown, number),
            ],
            class_name=GHOST,
        ),
        rx.cond(
            shows_count & (text != ""),
            rx.cond(
                shows_likers,
                rx.el.button(words, type="button", **_opens_likers(code), class_name=COUNT),
                rx.el.span(words, class_name=COUNT),
            ),
        ),
    )


def _heart(is_full: Any, is_pressed: Any) -> rx.Component:
    full, pops = "fill-current text-danger", "fill-current text-danger heart-pop"
    return rx.cond(
        is_full, icon("heart", class_name=rx.cond(is_pressed, pops, full)), icon("heart")
    )


COUNT = (
    "order-1 basis-full px-2.5 py-1 text-left text-sm font-semibold tabular-nums "
    "min-h-8 inline-flex items-center"
)


def _shown(pressed: Any, rev: Any, mark: Any) -> tuple[Any, Any]:
    """What a button shows, and the number of its next press (see `ReactionState`)."""
    last = rx.cond(pressed < 0, -pressed, pressed)
    is_ahead = last > rev
    return rx.cond(is_ahead, pressed > 0, mark).bool(), rx.cond(is_ahead, last, rev).to(int) + 1


def _opens_likers(code: rx.Var[str]) -> dict:
    return {"custom_attrs": opens(LIKERS), "on_click": ReactionState.open_likers(code)}


def _comments(card: rx.Var[PostCard], mark: Any) -> rx.Component:
    return rx.el.a(
        icon("message-circle"),
        rx.cond(
            mark.comment_count > 0,
            rx.el.span(mark.comment_count.to_string(), class_name="text-sm tabular-nums"),
        ),
        href="/p/" + card.code,
        aria_label=rx.cond(mark.comment_count > 0, mark.comments_text, "Comments"),
        class_name=GHOST + " px-2.5",
    )


def _objects(card: rx.Var[PostCard], is_shown, on_toggle) -> rx.Component:
    return rx.el.button(
        icon("scan-eye"),
        rx.el.span(
            rx.cond(is_shown, "Hide objects", "Show objects"),
            class_name="text-sm font-semibold max-sm:sr-only",
        ),
        type="button",
        aria_pressed=rx.cond(is_shown, "true", "false"),
        on_click=on_toggle(card.code),
        class_name=GHOST + " px-2.5 aria-pressed:text-accent",
    )


@rx.memo
def save_button(
    code: rx.Var[str],
    is_saved: rx.Var[bool],
    rev: rx.Var[int],
    is_guest: rx.Var[bool],
    is_idle: rx.Var[bool],
) -> rx.Component:
    """Save or Unsave; what is saved can be put into a collection."""
    pressed = rx._x.client_state(default=0, global_ref=False)
    shown, number = _shown(pressed.value, rev, is_saved)
    return rx.el.div(
        pressed,
        rx.cond(
            shown,
            rx.el.button(
                icon("folder-plus"),
                type="button",
                aria_label="Add to collection",
                custom_attrs=opens(COLLECT),
                on_click=ReactionState.collect(code),
                class_name=GHOST,
            ),
        ),
        rx.el.button(
            icon("bookmark", class_name=rx.cond(shown, "fill-current", "")),
            type="button",
            aria_label=rx.cond(shown, "Unsave", "Save"),
            aria_pressed=rx.cond(shown, "true", "false"),
            disabled=is_idle,
            on_click=[
                pressed.set_value(rx.cond(is_guest, 0, rx.cond(shown, -number, number))),
                ReactionState.save(code, ~shown, number),
            ],
            class_name=GHOST,
        ),
        class_name="ml-auto flex",
    )


def _liked_by(mark: Any) -> rx.Component:
    others = (mark.like_count > 1) | ~mark.shows_like_count
    return rx.cond(
        mark.liked_by != "",
        rx.el.p(
            "Liked by ",
            rx.el.a(mark.liked_by, href="/" + mark.liked_by, class_name="font-semibold text-text"),
            rx.cond(others, " and others", ""),
            class_name="order-2 basis-full px-2.5 pb-1 text-sm text-text-quiet",
        ),
    )


@rx.memo
def double_click_likes(
    children: rx.Var[rx.Component], code: rx.Var[str], is_guest: rx.Var[bool]
) -> rx.Component:
    """A picture that is liked, never unliked, by a double click or a double tap."""
    bursts = rx._x.client_state(default=0, global_ref=False)
    return rx.el.div(
        bursts,
        children,
        rx.cond(
            bursts.value > 0,
            rx.el.span(
                icon("heart", 96, class_name="fill-current"),
                key=bursts.value.to_string(),
                aria_hidden="true",
                class_name="heart-burst absolute inset-0 flex items-center justify-center "
                "text-white pointer-events-none",
            ),
        ),
        on_double_click=[
            bursts.set_value(rx.cond(is_guest, 0, bursts.value + 1)),
            ReactionState.like(code, True, 0),
        ],
        class_name="relative touch-manipulation",
    )


def _wanted_key(event: rx.Var) -> tuple[rx.Var[bool]]:
    """Whether it is the key L alone, and nobody is writing."""
    key, target = event.to(dict), event.to(dict)["target"].to(dict)
    is_l = (key["key"].to(str) == "l") | (key["key"].to(str) == "L")
    held = key["ctrlKey"].bool() | key["metaKey"].bool() | key["altKey"].bool()
    held = held | key["repeat"].bool()
    typing = target["isContentEditable"].bool()
    for name in TYPING:
        typing = typing | (target["tagName"].to(str) == name)
    return (is_l & ~held & ~typing,)


class KeyedArticle(rx.el.Article):
    """An article that tells whether L was pressed while something in it has the focus."""

    on_key_down: rx.EventHandler[_wanted_key]


class KeyListener(WindowEventListener):
    """Tells whether L was pressed anywhere on the page."""

    on_key_down: rx.EventHandler[_wanted_key]


def key_listener(code: rx.Var[str]) -> rx.Component:
    """Has the key like the post of this page, wherever on it one is."""
    # A listener of the window does for good what it does at first: hence one for each.
    return rx.cond(
        marks_of(code).is_liked,
        KeyListener.create(on_key_down=likes_by_key(code, False)),
        KeyListener.create(on_key_down=likes_by_key(code, True)),
    )


def likes_by_key(code: rx.Var[str], wanted_mark: rx.Var[bool] | bool | None = None) -> Any:
    """What the key does: likes the post, or takes the like back; asked in the browser alone."""
    mark = ~marks_of(code).is_liked if wanted_mark is None else wanted_mark
    like = ReactionState.like(code, mark, 0)
    is_guest = SessionState.username == ""
    return lambda wanted: rx.cond(wanted & ~is_guest, like, rx.noop())
