"""The More menu on somebody else's profile: mute, block, remove, close friends, the link."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.profiles.state import RelationState
from instaclone.profiles.visiting import ProfileState
from instaclone.shell.state import NoticeState
from instaclone.ui.elements import GHOST, PRIMARY, QUIET, icon
from instaclone.ui.sheets import DIALOG, MENU_ITEM, closes, opens, question

MENU, MUTE, BLOCK = "person-menu", "person-mute", "person-block"
DAYS = (("1", "1 day"), ("7", "7 days"), ("30", "30 days"), ("", "Until I unmute"))
# Whatever it opened closes with it.
HIDE = closes(MENU)


def person_menu() -> rx.Component:
    """The button and what it opens."""
    card, name = ProfileState.card, ProfileState.card.username
    return rx.fragment(
        rx.el.button(
            icon("ellipsis"),
            type="button",
            aria_label="More",
            custom_attrs=opens(MENU),
            class_name=GHOST,
        ),
        rx.el.div(
            rx.cond(
                (SessionState.username != "") & (card.standing != "blocked"), _acts(card, name)
            ),
            _does(
                "Copy link",
                rx.set_clipboard(ProfileState.address),
                NoticeState.say("The link is copied.", "said"),
            ),
            rx.el.button(
                "Close", type="button", auto_focus=True, custom_attrs=HIDE, class_name=MENU_ITEM
            ),
            id=MENU,
            key=card.mute,  # anew, and so closed: a button that submits a form closes nothing
            role="dialog",
            aria_label="More about this person",
            custom_attrs={"popover": "auto"},
            class_name=DIALOG,
        ),
        rx.cond(~card.is_muted, _mute(name)),
        _block(name),
    )


def _acts(card, name) -> rx.Component:
    return rx.fragment(
        _opens("Block", BLOCK, " font-semibold text-danger"),
        rx.cond(card.is_muted, _does("Unmute", RelationState.unmute(name)), _opens("Mute", MUTE)),
        rx.cond(card.follows_you, _does("Remove follower", RelationState.remove_follower(name))),
        rx.cond(
            card.is_close_friend,
            _does("Remove from close friends", RelationState.befriend(name, False)),
            _does("Add to close friends", RelationState.befriend(name, True)),
        ),
    )


def _does(label: str, *events) -> rx.Component:
    return rx.el.button(
        label, type="button", custom_attrs=HIDE, on_click=list(events), class_name=MENU_ITEM
    )


def _opens(label: str, dialog: str, look: str = "") -> rx.Component:
    return rx.el.button(
        label, type="button", custom_attrs=opens(dialog), class_name=MENU_ITEM + look
    )


def _mute(name) -> rx.Component:
    return rx.el.div(
        rx.el.h2("Mute " + name, class_name="text-lg font-semibold"),
        rx.el.p(
            "Their posts leave your lists; you can still visit them. They are not told.",
            class_name="mt-2 text-sm text-text-quiet",
        ),
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend("For how long", class_name="mb-1 text-sm font-semibold"),
                *(_days(value, label) for value, label in DAYS),
                class_name="mt-4",
            ),
            rx.el.label(
                rx.el.input(type="checkbox", name="with_notifications", class_name=CHECK),
                "Mute their notifications too",
                class_name=CHOICE + " border-t border-line mt-2",
            ),
            rx.el.div(
                rx.el.button("Cancel", type="button", custom_attrs=HIDE, class_name=QUIET),
                rx.el.button("Mute", type="submit", class_name=PRIMARY),
                class_name="mt-4 flex justify-end gap-3",
            ),
            on_submit=RelationState.mute(name),
        ),
        id=MUTE,
        role="dialog",
        aria_label="Mute " + name,
        custom_attrs={"popover": "auto"},
        class_name=DIALOG + " p-5",
    )


CHECK = "size-5 accent-accent shrink-0"
CHOICE = "flex items-center gap-3 min-h-11 text-sm"


def _days(value: str, label: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="days", value=value, default_checked=value == "", class_name=CHECK
        ),
        label,
        class_name=CHOICE,
    )


def _block(name) -> rx.Component:
    return question(
        BLOCK,
        "Block " + name + "?",
        "You will find each other nowhere here: no profile, no posts, no comments, no messages. "
        "You stop following each other. They are not told.",
        "Block",
        RelationState.block(name),
        within=MENU,
    )
