"""The pages of a person's followers and of whom they follow, each at its own address."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.profiles.cards import PersonCard
from instaclone.profiles.components import asked, follow_button, person_row
from instaclone.profiles.listing import FOLLOWERS, FOLLOWING, PeopleState
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, empty, icon
from instaclone.ui.more import back_to_newest, more

TAB = (
    "inline-flex flex-1 items-center justify-center min-h-12 text-sm font-semibold tabular-nums "
    "text-text-quiet border-b-2 border-transparent aria-[current=page]:text-text "
    "aria-[current=page]:border-text"
)


@routed("/[username]/followers", title=PeopleState.title, on_load=PeopleState.open)
def followers() -> rx.Component:
    """Who follows a person."""
    nobody = rx.cond(
        PeopleState.is_own,
        empty("users", "No followers yet", "Who follows you stands here."),
        empty("users", "No followers yet", "Nobody follows " + PeopleState.owner + " yet."),
    )
    return _people(FOLLOWERS, nobody)


@routed("/[username]/following", title=PeopleState.title, on_load=PeopleState.open)
def following() -> rx.Component:
    """Whom a person follows."""
    nobody = rx.cond(
        PeopleState.is_own,
        empty("users", "You follow nobody yet", "Whom you follow stands here."),
        empty("users", "Follows nobody yet", "Whom " + PeopleState.owner + " follows stands here."),
    )
    return _people(FOLLOWING, nobody)


def _people(which: str, nobody: rx.Component) -> rx.Component:
    found = rx.fragment(
        rx.el.nav(
            _tab(PeopleState.follower_count, FOLLOWERS, which),
            _tab(PeopleState.following_count, FOLLOWING, which),
            aria_label="Lists of people",
            class_name="flex border-b border-line",
        ),
        rx.cond(
            PeopleState.refusal != "",
            empty("lock", "Private account", PeopleState.refusal),
            rx.cond(PeopleState.people.length() > 0, _list(which), nobody),
        ),
    )
    return page(
        rx.cond(
            PeopleState.is_missing,
            not_here("Nobody here has this name."),
            rx.el.div(
                rx.cond(PeopleState.owner != "", _bar()),
                rx.cond(PeopleState.is_read, found, _skeleton()),
                class_name="md:mt-8 md:rounded-sheet md:border border-line bg-raised "
                "overflow-hidden",
            ),
        ),
        width="max-w-[520px]",
    )


def _bar() -> rx.Component:
    return rx.el.header(
        rx.el.a(
            icon("arrow-left"),
            href="/" + PeopleState.owner,
            aria_label="Back to the profile",
            class_name=GHOST,
        ),
        rx.el.h1(PeopleState.owner, class_name="flex-1 truncate text-center font-semibold"),
        rx.el.span(class_name="size-11"),
        class_name="flex items-center px-2 min-h-14",
    )


def _tab(count: rx.Var[str], name: str, which: str) -> rx.Component:
    return rx.el.a(
        count,
        href="/" + PeopleState.owner + "/" + name,
        aria_current="page" if name == which else "false",
        class_name=TAB,
    )


def _list(which: str) -> rx.Component:
    return rx.fragment(
        back_to_newest(PeopleState.is_cut, PeopleState.open),
        rx.el.ul(
            rx.foreach(PeopleState.people, _follower if which == FOLLOWERS else person_row),
            class_name="px-4 py-2",
        ),
        more(PeopleState.has_more, PeopleState.people.length(), PeopleState.more),
    )


def _follower(person: rx.Var[PersonCard]) -> rx.Component:
    remove = asked(
        "Remove",
        "remove-" + person.username,
        "Remove " + person.username + "?",
        "They follow you no longer and are not told. They may follow you again.",
        "Remove follower",
        [PeopleState.remove(person.username)],
    )
    return person_row(person, follow_button(person.username), rx.cond(PeopleState.is_own, remove))


def _skeleton() -> rx.Component:
    row = rx.el.div(
        rx.el.div(class_name="skeleton size-11 rounded-full"),
        rx.el.div(class_name="skeleton h-4 w-40 rounded-control"),
        class_name="flex items-center gap-3 py-1.5",
    )
    return rx.el.div(*([row] * 8), aria_busy="true", class_name="px-4 py-2")
