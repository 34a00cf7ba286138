"""What happened, and from whom one wants to hear of it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.activity import models as kinds
from instaclone.notifications.components import notification_row
from instaclone.notifications.preferring import zones
from instaclone.notifications.state import BadgeState, NotificationsState, WishState
from instaclone.profiles.components import request_list
from instaclone.profiles.state import RequestState
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.shell.settings_frame import settings_page
from instaclone.ui.elements import INPUT, LABEL, PRIMARY, QUIET, empty, field, problem
from instaclone.ui.more import back_to_newest, more

FILTERS = (
    ("all", "All"),
    ("unread", "Unread"),
    ("follows", "Follows"),
    ("likes", "Likes"),
    ("comments", "Comments"),
    ("mentions", "Mentions"),
)
SENDERS = (
    (kinds.EVERYONE, "Everyone"),
    (kinds.FOLLOWING, "People I follow"),
    (kinds.NOBODY, "Nobody"),
)
TAB = (
    "inline-flex min-h-11 items-center px-3 rounded-control text-sm whitespace-nowrap "
    "text-text-quiet hover:bg-sunken aria-[current=page]:bg-sunken "
    "aria-[current=page]:font-semibold aria-[current=page]:text-text"
)
CARD = "mt-6 rounded-sheet border border-line bg-raised"


@routed(
    "/notifications",
    title="Notifications · Instaclone",
    on_load=[NotificationsState.open, RequestState.open],
)
def notifications() -> rx.Component:
    """What happened, newest first."""
    return page(
        rx.el.section(
            rx.el.div(
                rx.el.h1("Notifications", class_name="text-2xl font-semibold"),
                rx.cond(
                    BadgeState.unread > 0,
                    rx.el.button(
                        "Mark all as read",
                        type="button",
                        on_click=NotificationsState.mark_all,
                        class_name="min-h-11 px-3 rounded-control text-sm font-semibold "
                        "hover:bg-sunken",
                    ),
                ),
                class_name="flex min-h-11 items-center justify-between gap-3 px-4",
            ),
            rx.cond(NotificationsState.only == "all", request_list()),
            _filters(),
            rx.cond(NotificationsState.is_open, _list(), _skeleton()),
            class_name="pt-4 md:pt-8",
        ),
        width="max-w-[600px]",
    )


def _filters() -> rx.Component:
    return rx.el.nav(
        rx.el.ul(
            *(
                rx.el.li(
                    rx.el.a(
                        name,
                        href="/notifications" if only == "all" else f"/notifications?only={only}",
                        aria_current=rx.cond(NotificationsState.only == only, "page", "false"),
                        class_name=TAB,
                    )
                )
                for only, name in FILTERS
            ),
            class_name="flex gap-1 overflow-x-auto px-2 py-2",
        ),
        aria_label="Kinds of notifications",
    )


def _list() -> rx.Component:
    return rx.cond(
        NotificationsState.cards.length() > 0,
        rx.fragment(
            back_to_newest(NotificationsState.is_cut, NotificationsState.open),
            rx.el.ul(
                rx.foreach(NotificationsState.cards, _row),
                aria_label="Notifications",
                class_name="flex flex-col",
            ),
            more(
                NotificationsState.has_more,
                NotificationsState.cards.length(),
                NotificationsState.more,
            ),
        ),
        rx.cond(
            NotificationsState.only == "all",
            empty(
                "heart",
                "Nothing has happened yet",
                "When people follow you, like your posts or comment on them, it stands here.",
                rx.el.a("Create a post", href="/create", class_name=PRIMARY),
            ),
            empty(
                "heart",
                rx.cond(
                    NotificationsState.only == "unread", "You have read everything", "None of these"
                ),
                "Everything else that happened stands under All.",
                rx.el.a("Show all", href="/notifications", class_name=QUIET),
            ),
        ),
    )


def _row(card) -> rx.Component:
    return notification_row(
        card,
        NotificationsState.who_key == card.key,
        NotificationsState.who,
        NotificationsState.mark_read(card.key),
        NotificationsState.show_people(card.key),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(
            rx.el.div(
                rx.el.div(class_name="skeleton size-11 rounded-full"),
                rx.el.div(class_name="skeleton h-4 flex-1 rounded-control"),
                rx.el.div(class_name="skeleton size-11 rounded-media"),
                class_name="flex items-center gap-3 px-4 py-3",
            )
            for _ in range(6)
        ),
        aria_busy="true",
    )


@routed("/settings/notifications", title="Notifications · Instaclone", on_load=WishState.open)
def wishes() -> rx.Component:
    """From whom, and when not."""
    return settings_page(
        "Notifications",
        rx.el.p(
            "What you choose counts from now on. What has already arrived stays in your list.",
            class_name="mt-2 text-sm text-text-quiet",
        ),
        rx.cond(
            WishState.is_open,
            rx.fragment(
                rx.el.div(
                    rx.foreach(WishState.wishes, _wish),
                    class_name=CARD + " divide-y divide-line",
                ),
                _quiet(),
            ),
            rx.el.div(class_name="skeleton mt-6 h-96 rounded-sheet", aria_busy="true"),
        ),
    )


def _wish(wish) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(wish.title, class_name="float-left w-full text-sm font-semibold md:w-auto"),
        rx.el.div(
            *(
                rx.el.label(
                    rx.el.input(
                        type="radio",
                        name=wish.kind,
                        value=value,
                        # The browser's own from then on: the choice shows before it is answered.
                        default_checked=wish.senders == value,
                        on_change=lambda chosen, wish=wish: WishState.wish(wish.kind, chosen),
                        class_name="size-4 accent-accent",
                    ),
                    name,
                    class_name="inline-flex min-h-11 items-center gap-2 text-sm",
                )
                for value, name in SENDERS
            ),
            class_name="flex flex-wrap gap-x-3 md:gap-x-5",
        ),
        key=wish.kind,
        class_name="flex flex-col px-4 py-2 md:flex-row md:items-center md:justify-between gap-x-6",
    )


def _quiet() -> rx.Component:
    quiet = WishState.quiet
    return rx.el.section(
        rx.el.h2("Quiet hours", class_name="text-base font-semibold"),
        rx.el.p(
            "Nothing pops up and the title of the page counts nothing. What happens waits in "
            "your list.",
            class_name="mt-1 text-sm text-text-quiet",
        ),
        rx.el.form(
            rx.el.div(
                _time("From", "begins", quiet.begins, "22:00"),
                _time("To", "ends", quiet.ends, "07:00"),
                rx.el.div(
                    rx.el.label("Time zone", html_for="zone", class_name=LABEL),
                    rx.el.select(
                        *(rx.el.option(zone, value=zone) for zone in zones()),
                        id="zone",
                        name="zone",
                        default_value=rx.cond(quiet.zone != "", quiet.zone, "UTC"),
                        class_name=INPUT,
                    ),
                    rx.cond(
                        WishState.wrong_field == "zone", problem(WishState.wrong, "zone-wrong")
                    ),
                ),
                class_name="grid gap-4 sm:grid-cols-3",
            ),
            rx.el.div(
                rx.el.button("Save quiet hours", type="submit", class_name=PRIMARY),
                rx.cond(
                    quiet.begins != "",
                    rx.el.button(
                        "Turn off",
                        type="button",
                        on_click=WishState.end_quiet,
                        class_name=QUIET,
                    ),
                ),
                class_name="mt-4 flex gap-3",
            ),
            key=quiet.begins + quiet.ends + quiet.zone,
            on_submit=WishState.keep_quiet,
            class_name="mt-4",
        ),
        class_name=CARD + " p-4",
    )


def _time(label: str, name: str, value, otherwise: str) -> rx.Component:
    wrong = rx.cond(WishState.wrong_field == name, WishState.wrong, "")
    return field(
        label,
        name,
        wrong=wrong,
        type="time",
        required=True,
        default_value=rx.cond(value != "", value, otherwise),
    )
