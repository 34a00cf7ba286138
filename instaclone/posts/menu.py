"""The More menu of a post, the one question before it is deleted, and what stands in its place."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.posts.cards import PostCard
from instaclone.posts.keeping import KeepingState
from instaclone.posts.models import HIDDEN, NOBODY, NOT_INTERESTED
from instaclone.shell.state import NoticeState
from instaclone.ui.elements import GHOST, QUIET, icon
from instaclone.ui.sheets import DIALOG, MENU_ITEM, closes, opens, question


def unless_put_away(card: rx.Var[PostCard], article: rx.Component) -> rx.Component:
    """The post in a list, or a sentence for what its reader has just done with it."""
    done = KeepingState.put_away[card.code]
    return rx.cond(
        KeepingState.put_away.contains(card.code),
        rx.el.div(
            rx.el.p(done.sentence, role="status", class_name="min-w-0 flex-1"),
            rx.el.button(
                "Undo", type="button", on_click=KeepingState.undo(card.code), class_name=QUIET
            ),
            class_name="mx-4 md:mx-0 mb-8 flex items-center gap-3 rounded-sheet border border-line "
            "py-3 pl-4 pr-3 text-sm text-text-quiet",
        ),
        article,
    )


def menu(card: rx.Var[PostCard], *, is_alone: bool = False) -> rx.Component:
    """The More menu of a post in a list or, `is_alone`, on its own page."""
    menu_id, question_id = "post-menu-" + card.code, "post-delete-" + card.code
    return rx.el.div(
        rx.el.button(
            icon("ellipsis"),
            type="button",
            aria_label="More",
            custom_attrs=opens(menu_id),
            class_name=GHOST,
        ),
        rx.el.div(
            rx.cond(
                card.is_own,
                rx.fragment(*_for_the_author(card, menu_id, question_id)),
                rx.cond(
                    SessionState.username != "",
                    rx.fragment(*_for_others(card, menu_id, is_alone)),
                ),
            ),
            rx.el.a("Find similar", href="/p/" + card.code + "/similar", class_name=MENU_ITEM),
            _item("Copy link", menu_id, *_copy(card)),
            rx.fragment()
            if is_alone
            else rx.el.a("Go to post", href="/p/" + card.code, class_name=MENU_ITEM),
            _item("Close", menu_id, auto_focus=True),
            id=menu_id,
            role="dialog",
            aria_label="More about this post",
            custom_attrs={"popover": "auto"},
            class_name=DIALOG,
        ),
        rx.cond(card.is_own, _question(card, question_id)),
        class_name="ml-auto",
    )


def _item(label, menu_id, *on_click, danger: bool = False, **props) -> rx.Component:
    """A line of the menu, which closes it."""
    return rx.el.button(
        label,
        type="button",
        on_click=list(on_click) if on_click else rx.noop(),
        custom_attrs=closes(menu_id),
        class_name=MENU_ITEM + " font-semibold text-danger" if danger else MENU_ITEM,
        **props,
    )


def _for_the_author(card: rx.Var[PostCard], menu_id, question_id) -> list[rx.Component]:
    code = card.code
    comments_are_off = card.comments_from == NOBODY
    return [
        rx.el.button(
            "Delete",
            type="button",
            custom_attrs=opens(question_id),
            class_name=MENU_ITEM + " font-semibold text-danger",
        ),
        rx.el.a("Edit", href="/p/" + code + "/edit", class_name=MENU_ITEM),
        rx.el.a("Edit history", href="/p/" + code + "/history", class_name=MENU_ITEM),
        rx.cond(
            card.is_archived,
            _item("Restore to profile", menu_id, KeepingState.unarchive(code)),
            rx.fragment(
                _item(
                    rx.cond(card.is_pinned, "Unpin from profile", "Pin to profile"),
                    menu_id,
                    KeepingState.pin(code, ~card.is_pinned),
                ),
                _item("Archive", menu_id, KeepingState.archive(code)),
            ),
        ),
        _item(
            rx.cond(card.hides_like_count, "Show like count", "Hide like count"),
            menu_id,
            KeepingState.hide_like_count(code, ~card.hides_like_count),
        ),
        _item(
            rx.cond(comments_are_off, "Turn on comments", "Turn off comments"),
            menu_id,
            KeepingState.allow_comments(code, comments_are_off),
        ),
    ]


def _for_others(card: rx.Var[PostCard], menu_id, is_alone: bool) -> list[rx.Component]:
    code = card.code
    in_lists = [
        _item("Not interested", menu_id, KeepingState.put_aside(code, NOT_INTERESTED)),
        _item("Hide this post", menu_id, KeepingState.put_aside(code, HIDDEN)),
    ]
    return [
        rx.cond(
            card.people.contains(SessionState.username)
            | card.waiting.contains(SessionState.username),
            _item("Remove me from this post", menu_id, KeepingState.remove_me(code), danger=True),
        ),
        *([] if is_alone else in_lists),
        _item("Mute " + card.author, menu_id, KeepingState.mute(code, card.author)),
    ]


def _copy(card: rx.Var[PostCard]) -> list:
    address = rx.State.router.url.origin + "/p/" + card.code
    return [rx.set_clipboard(address), NoticeState.say("The link is copied.", "said")]


def _question(card: rx.Var[PostCard], question_id) -> rx.Component:
    return question(
        question_id,
        "Delete this post?",
        "Nobody sees it any more. It stays in your recycle bin for 30 days; until then you can "
        "restore it.",
        "Delete post",
        KeepingState.delete(card.code),
        stay="Keep it",
    )
