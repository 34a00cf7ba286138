"""The frame round every page: bar or rail, notices, and the main column."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from collections.abc import Callable

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from instaclone.accounts.state import SessionState
from instaclone.collections.components import collect_sheet
from instaclone.notifications.state import BadgeState
from instaclone.posts.sheets import likers_sheet
from instaclone.shell.notices import notices
from instaclone.shell.state import FaceState
from instaclone.ui.elements import GHOST, PRIMARY, PostForm, avatar, icon

MENU = "menu"
ITEM = (
    "flex w-full items-center gap-3 min-h-11 px-4 rounded-control text-left text-sm hover:bg-sunken"
)
RAIL_LINK = (
    "flex items-center gap-4 min-h-12 px-3 rounded-control text-base text-text hover:bg-sunken "
    "transition-colors duration-150 aria-[current=page]:font-semibold "
    "aria-[current=true]:font-semibold"
)
BAR_LINK = (
    "flex flex-1 items-center justify-center min-h-12 text-text "
    "aria-[current=page]:text-accent aria-[current=true]:text-accent"
)


def page(
    *children: rx.Component, width: str = "max-w-[600px]", is_full: bool = False
) -> rx.Component:
    """A whole page: frame and content. `width` is the Tailwind class of the column's width;
    `is_full`: it ends where the window does."""
    return rx.el.div(
        # No link: the router would leave the page's query behind, and with it the draft.
        rx.el.button(
            "Skip to content", type="button", on_click=rx.set_focus("main"), class_name=SKIP
        ),
        rail(),
        top_bar(),
        rx.el.main(
            *children,
            id="main",
            tab_index=-1,
            data_hydrated=rx.cond(rx.State.is_hydrated, "true", "false"),
            class_name="mx-auto w-full outline-none "
            + ("" if is_full else "pb-24 md:pb-10 ")
            + width,
        ),
        bottom_bar(),
        more_menu(),
        likers_sheet(),
        collect_sheet(),
        notices(),
        offline(),
        class_name="md:pl-[72px] xl:pl-[244px]",
    )


SKIP = (
    "sr-only focus:not-sr-only focus:fixed focus:z-50 focus:m-2 focus:p-3 focus:rounded-control "
    "focus:bg-raised focus:shadow-float"
)


def wordmark(class_name: str = "") -> rx.Component:
    """The mark and the name, leading home."""
    return rx.el.a(
        rx.el.img(src="/mark.svg", alt="", class_name="size-7 shrink-0"),
        rx.el.span(
            "Instaclone", class_name="text-xl font-semibold tracking-tight md:max-xl:hidden"
        ),
        href="/",
        aria_label="Instaclone",
        class_name="inline-flex items-center gap-2.5 min-h-11 " + class_name,
    )


def rail() -> rx.Component:
    """The side bar, from 768 px: icons, with labels from 1280 px."""
    return rx.el.nav(
        wordmark("px-3 mb-6"),
        rx.el.ul(
            *_rail_links(),
            class_name="flex flex-col gap-1",
        ),
        rx.el.div(_menu_button(RAIL_LINK + " w-full", "max-xl:sr-only"), class_name="mt-auto"),
        aria_label="Main",
        class_name="fixed inset-y-0 left-0 z-20 hidden md:flex flex-col w-[72px] xl:w-[244px] "
        "px-2 xl:px-3 py-6 bg-background border-r border-line",
    )


def top_bar() -> rx.Component:
    """The phone's top bar."""
    return rx.el.header(
        wordmark(),
        rx.el.div(
            rx.cond(SessionState.username != "", notifications_link(GHOST, "sr-only")),
            _menu_button(GHOST, "sr-only"),
            class_name="flex items-center gap-1",
        ),
        class_name="sticky top-0 z-20 flex md:hidden items-center justify-between px-4 "
        "bg-background border-b border-line",
    )


def bottom_bar() -> rx.Component:
    """The phone's bottom bar; where the side bar is, it is gone from the tree of roles too."""
    return rx.el.nav(
        rx.el.ul(*_bar_links(), class_name="flex"),
        aria_label="Main",
        class_name="fixed inset-x-0 bottom-0 z-20 md:hidden bg-background border-t border-line "
        "pb-[env(safe-area-inset-bottom)]",
    )


def _rail_links() -> list[rx.Component]:
    def to(label: str, href, symbol: rx.Component) -> rx.Component:
        return _link(label, href, symbol, RAIL_LINK, "max-xl:sr-only")

    notifications = notifications_link(RAIL_LINK, "max-xl:sr-only")
    return [
        to("Home", "/", icon("house")),
        to("Search", "/search", icon("search")),
        to("Explore", "/explore", icon("compass")),
        rx.cond(
            SessionState.username != "",
            rx.fragment(
                rx.el.li(notifications, class_name="flex flex-1 flex-col"),
                to("Create", "/create", icon("square-plus")),
                to("Profile", "/" + SessionState.username, _face()),
            ),
            _for_guests(to),
        ),
    ]


def _bar_links() -> list[rx.Component]:
    """Create stands in the middle, where thumbs are."""

    def to(label: str, href, symbol: rx.Component) -> rx.Component:
        return _link(label, href, symbol, BAR_LINK, "sr-only")

    is_member = SessionState.username != ""
    return [
        to("Home", "/", icon("house")),
        to("Search", "/search", icon("search")),
        rx.cond(is_member, to("Create", "/create", icon("square-plus"))),
        to("Explore", "/explore", icon("compass")),
        rx.cond(is_member, to("Profile", "/" + SessionState.username, _face()), _for_guests(to)),
    ]


def _for_guests(to: Callable[..., rx.Component]) -> rx.Component:
    return rx.fragment(
        to("Log in", "/login", icon("log-in")),
        to("Sign up", "/signup", icon("user-plus")),
    )


def _face() -> rx.Component:
    return avatar(SessionState.username, "size-6 text-xs", FaceState.avatar)


def _link(label: str, href, symbol: rx.Component, class_name: str, label_class: str):
    return rx.el.li(
        rx.el.a(
            symbol,
            rx.el.span(label, class_name=label_class),
            href=href,
            aria_current=_current(href),
            class_name=class_name,
        ),
        class_name="flex flex-1 flex-col",
    )


def _current(href) -> rx.Var:
    """Whether one is on the page of a link, or on one below it: the map is a part of explore."""
    path = rx.State.router.url.path.to(str)
    if not isinstance(href, str) or href == "/":
        return rx.cond(path == href, "page", "false")
    return rx.cond(path == href, "page", rx.cond(path.startswith(href + "/"), "true", "false"))


def notifications_link(class_name: str, label_class: str) -> rx.Component:
    """The link to what happened, with how much of it is unread as a part of its name."""
    unread = BadgeState.label
    return rx.el.a(
        rx.el.span(
            icon("heart"),
            rx.cond(
                unread != "",
                rx.el.span(
                    unread,
                    class_name="absolute -top-1.5 left-3.5 flex h-[18px] min-w-[18px] items-center "
                    "justify-center rounded-full bg-accent px-1 text-[11px] font-semibold "
                    "leading-none text-accent-ink ring-2 ring-background tabular-nums",
                ),
            ),
            aria_hidden="true",
            class_name="relative inline-flex",
        ),
        rx.el.span("Notifications", class_name=label_class),
        href="/notifications",
        aria_label=rx.cond(unread != "", "Notifications, " + unread + " unread", "Notifications"),
        aria_current=rx.cond(rx.State.router.url.path == "/notifications", "page", "false"),
        class_name=class_name,
    )


def _menu_button(class_name: str, label_class: str) -> rx.Component:
    return rx.el.button(
        icon("menu"),
        rx.el.span("More", class_name=label_class),
        type="button",
        custom_attrs={"popoverTarget": MENU},
        class_name=class_name,
    )


def more_menu() -> rx.Component:
    """What the bars have no room for: a sheet from below on a phone, beside the rail otherwise."""
    log_out = rx.el.button(icon("log-out", 20), "Log out", type="submit", class_name=ITEM)
    mine = rx.fragment(
        rx.el.a(icon("bookmark", 20), "Saved", href="/saved", class_name=ITEM),
        rx.el.a(icon("archive", 20), "Archive", href="/archive", class_name=ITEM),
        rx.el.a(icon("settings", 20), "Settings", href="/settings/profile", class_name=ITEM),
        rx.cond(
            SessionState.is_moderator,
            rx.el.a(icon("scan-search", 20), "The scanner", href="/admin/scanner", class_name=ITEM),
        ),
        PostForm.create(log_out, action="/auth/logout", method="post"),
    )
    return rx.el.div(
        rx.el.div(
            rx.el.button(
                icon("sun-moon", 20),
                rx.color_mode_cond("Dark appearance", "Light appearance"),
                type="button",
                auto_focus=True,
                on_click=rx.toggle_color_mode,
                class_name=ITEM,
            ),
            rx.cond(
                SessionState.username != "",
                mine,
                rx.el.a("Log in", href="/login", class_name=ITEM),
            ),
            class_name="p-2",
        ),
        id=MENU,
        role="dialog",
        aria_label="More",
        custom_attrs={"popover": "auto"},
        class_name="fixed inset-x-0 bottom-0 top-auto w-full rounded-t-sheet bg-raised "
        "shadow-float border-line md:inset-auto md:left-3 md:bottom-20 md:w-64 md:rounded-sheet "
        "md:border",
    )


def offline() -> rx.Component:
    """Says so while the server cannot be reached; events wait and run afterwards."""
    return rx.cond(
        has_connection_errors,
        rx.el.div(
            icon("wifi-off", 18),
            "No connection. This page tries again by itself.",
            role="alert",
            class_name="fixed inset-x-0 top-0 z-50 flex items-center justify-center gap-2 "
            "bg-text px-4 py-2 text-sm text-background",
        ),
    )


def not_here(sentence: str | rx.Var[str], *ways: rx.Component) -> rx.Component:
    """The face of a page that is missing or not for this viewer; `ways` lead on beside home."""
    return rx.el.section(
        rx.el.p("404", class_name="text-sm font-semibold text-text-quiet"),
        rx.el.h1("This page is not here", class_name="mt-2 text-2xl font-semibold"),
        rx.el.p(sentence, class_name="mt-2 text-text-quiet"),
        rx.el.div(
            rx.el.a("Go home", href="/", class_name=PRIMARY),
            *ways,
            class_name="mt-6 flex flex-wrap justify-center gap-3",
        ),
        class_name="flex flex-col items-center px-6 py-24 text-center",
    )
