"""Objects as people see them: a chip that leads to the page."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.objects.cards import ObjectLink


def object_chip(link: rx.Var[ObjectLink]) -> rx.Component:
    """An object in a list of objects, with how many posts show one where that is said."""
    return rx.el.li(
        rx.el.a(
            rx.el.span(link.name, class_name="truncate"),
            rx.cond(
                link.post_count != "",
                rx.el.span(
                    link.post_count, class_name="shrink-0 text-[13px] text-text-quiet tabular-nums"
                ),
            ),
            href=link.address,
            class_name="inline-flex min-h-11 max-w-full items-center gap-2 rounded-control border "
            "border-line px-3 text-sm hover:bg-sunken transition-colors duration-150",
        ),
        key=link.label,
        class_name="max-w-[min(20rem,100%)] shrink-0",
    )


def often_seen(links: rx.Var[list[ObjectLink]]) -> rx.Component:
    """What is often seen in the posts of a page; nothing where nothing is."""
    return rx.cond(
        links.length() > 0,
        rx.el.section(
            rx.el.h2("Often seen here", class_name="px-4 md:px-0 pb-3 text-sm font-semibold"),
            rx.el.ul(
                rx.foreach(links, object_chip),
                class_name="flex gap-2 overflow-x-auto px-4 md:px-0 md:flex-wrap",
            ),
            aria_label="Often seen here",
            class_name="pb-6",
        ),
    )
