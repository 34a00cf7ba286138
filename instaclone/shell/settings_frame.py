"""The frame of the settings pages: one list of sections, and the section that is open."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.shell.frame import page

SECTIONS = (
    ("Profile", "/settings/profile"),
    ("Privacy", "/settings/privacy"),
    ("Notifications", "/settings/notifications"),
    ("Explore", "/settings/explore"),
)
LINK = (
    "inline-flex items-center min-h-11 px-3 rounded-control text-sm whitespace-nowrap "
    "hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-semibold"
)


def settings_page(current: str, *children: rx.Component) -> rx.Component:
    """The section named `current`, beside the names of all of them."""
    return page(
        rx.el.div(
            rx.el.nav(
                rx.el.ul(
                    *(
                        rx.el.li(
                            rx.el.a(
                                name,
                                href=path,
                                aria_current="page" if name == current else "false",
                                class_name=LINK,
                            )
                        )
                        for name, path in SECTIONS
                    ),
                    class_name="flex md:flex-col gap-1 overflow-x-auto",
                ),
                aria_label="Settings",
                class_name="md:w-48 shrink-0",
            ),
            rx.el.section(
                rx.el.h1(current, class_name="text-2xl font-semibold"),
                *children,
                class_name="min-w-0 flex-1",
            ),
            class_name="flex flex-col md:flex-row gap-6 px-4 py-6",
        ),
        width="max-w-[935px]",
    )
