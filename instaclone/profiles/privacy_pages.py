"""The privacy settings: who sees one's posts, close friends, blocked and muted people."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.comments.hidden_words import HiddenWordsState, filtered_words_section
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.components import person_row
from instaclone.profiles.privacy_state import BLOCKED, FRIENDS, MUTED, PrivacyState
from instaclone.shell.routing import routed
from instaclone.shell.settings_frame import settings_page
from instaclone.ui.elements import INPUT, LABEL, QUIET, switch
from instaclone.ui.sheets import question

NO_SCANS = "ask-no-scans"
CARD = "mt-6 rounded-sheet border border-line bg-raised"


@routed(
    "/settings/privacy",
    title="Privacy · Instaclone",
    on_load=[PrivacyState.open, HiddenWordsState.open],
)
def privacy() -> rx.Component:
    """How one wants to be met."""
    return settings_page(
        "Privacy",
        rx.cond(
            PrivacyState.form,
            rx.fragment(
                _switches(),
                _no_scans(),
                _friends(),
                _blocked(),
                _muted(),
                filtered_words_section(),
            ),
            rx.el.div(
                rx.el.div(class_name="skeleton mt-6 h-64 rounded-sheet"),
                rx.el.div(class_name="skeleton mt-6 h-40 rounded-sheet"),
                aria_busy="true",
            ),
        ),
    )


def _switches() -> rx.Component:
    form = PrivacyState.form
    return rx.el.div(
        switch(
            "Private account",
            "Only followers you approve see your posts, earlier ones too. Who follows you already "
            "stays. Turning it off lets nobody in by itself: requests wait for your answer.",
            form.is_private,
            PrivacyState.set_private(~form.is_private),
        ),
        switch(
            "Approve followers, but post publicly",
            rx.cond(
                form.is_private,
                "A private account approves its followers anyway. This counts once it is public.",
                "People ask before they follow you. Everybody may see what you post for all.",
            ),
            form.approves_followers,
            PrivacyState.set_approves_followers(~form.approves_followers),
        ),
        switch(
            "Approve tags of you",
            "Who tags you in a post asks you first. Nobody else sees the tag until you approve it.",
            form.approves_tags,
            PrivacyState.set_approves_tags(~form.approves_tags),
        ),
        switch(
            "Hide like counts",
            "You see no numbers of likes on the posts of others. They still see them.",
            form.hides_like_counts,
            PrivacyState.set_hides_like_counts(~form.hides_like_counts),
        ),
        switch(
            "Leave my account and posts out of search and explore",
            "Who does not follow you finds neither you nor your posts there, nor on the pages of "
            "tags and places, and you are suggested to nobody. Your profile stays where it is, and "
            "people can mention you by your whole username.",
            form.is_unlisted,
            PrivacyState.set_unlisted(~form.is_unlisted),
        ),
        switch(
            "Do not scan my pictures",
            "Nothing is recognised in them, neither before nor after sharing: no search for what "
            "is on them, no drafts of alt text, no privacy check. What the scanner saw before is "
            "deleted, with your corrections.",
            form.refuses_scans,
            rx.cond(form.refuses_scans, PrivacyState.set_refuses_scans(False), rx.noop()),
            asks=rx.cond(form.refuses_scans, "", NO_SCANS),
        ),
        class_name=CARD + " divide-y divide-line px-4",
    )


def _no_scans() -> rx.Component:
    return question(
        NO_SCANS,
        "Stop scanning your pictures?",
        "What the scanner saw in all of them is deleted at once, with your corrections, which "
        "cannot be restored.",
        "Delete and stop",
        [PrivacyState.set_refuses_scans(True)],
    )


def _section(title: str, sentence: str, *children) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title, class_name="text-base font-semibold"),
        rx.el.p(sentence, class_name="mt-1 text-sm text-text-quiet"),
        *children,
        class_name=CARD + " p-4",
    )


def _friends() -> rx.Component:
    return _section(
        "Close friends",
        "They see what you share with close friends. Only you know who is on the list.",
        rx.el.div(
            rx.el.label("Add a close friend", html_for="friend-search", class_name=LABEL),
            rx.el.input(
                id="friend-search",
                name="friend-search",
                type="search",
                auto_complete="off",
                placeholder="Name or username",
                on_change=PrivacyState.search.debounce(250),
                class_name=INPUT,
            ),
            rx.el.div(
                rx.cond(
                    PrivacyState.searched != "",
                    rx.cond(
                        PrivacyState.found.length() > 0,
                        rx.el.ul(
                            rx.foreach(PrivacyState.found, _found),
                            aria_label="People found",
                            class_name="mt-2",
                        ),
                        rx.el.p(
                            "Nobody here has a name that begins like this.",
                            class_name="mt-2 text-sm text-text-quiet",
                        ),
                    ),
                ),
                aria_live="polite",
            ),
            class_name="mt-4",
        ),
        _list(FRIENDS, "Close friends", "Nobody yet.", _friend),
    )


def _blocked() -> rx.Component:
    return _section(
        "Blocked people",
        "You and they find each other nowhere.",
        _list(BLOCKED, "Blocked people", "You have blocked nobody.", _blocked_person),
    )


def _muted() -> rx.Component:
    return _section(
        "Muted people",
        "Their posts leave your lists. They are not told.",
        _list(MUTED, "Muted people", "You have muted nobody.", _muted_person),
    )


def _list(which: str, label: str, nobody: str, row) -> rx.Component:
    people = PrivacyState.people[which].to(list[PersonCard])
    return rx.cond(
        people.length() > 0,
        rx.fragment(
            rx.el.ul(rx.foreach(people, row), aria_label=label, class_name="mt-3"),
            rx.cond(
                PrivacyState.longer.contains(which),
                rx.el.button(
                    "Show more",
                    type="button",
                    on_click=PrivacyState.more(which),
                    class_name=QUIET + " mt-2",
                ),
            ),
        ),
        rx.el.p(nobody, class_name="mt-3 text-sm text-text-quiet"),
    )


def _act(label: str, event, username) -> rx.Component:
    return rx.el.button(
        label,
        rx.el.span(" " + username, class_name="sr-only"),
        type="button",
        on_click=event,
        class_name=QUIET,
    )


def _found(person: rx.Var[PersonCard]) -> rx.Component:
    name = person.username
    return person_row(person, _act("Add", PrivacyState.befriend(name, True), name))


def _friend(person: rx.Var[PersonCard]) -> rx.Component:
    name = person.username
    return person_row(person, _act("Remove", PrivacyState.befriend(name, False), name))


def _blocked_person(person: rx.Var[PersonCard]) -> rx.Component:
    name = person.username
    return person_row(person, _act("Unblock", PrivacyState.unblock(name), name))


def _muted_person(person: rx.Var[PersonCard]) -> rx.Component:
    name = person.username
    return person_row(person, _act("Unmute", PrivacyState.unmute(name), name))
