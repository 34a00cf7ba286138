"""The search page: one box, and below it what is found or what might be asked."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.search.builder import builder
from instaclone.search.found_list import results
from instaclone.search.kept_state import KeptState
from instaclone.search.saved_list import name_of_page, save_bar
from instaclone.search.search_box import search_box
from instaclone.search.start_panel import start
from instaclone.search.state import SearchState
from instaclone.shell.frame import page
from instaclone.shell.routing import routed


@routed(
    "/search",
    title=SearchState.title,
    on_load=[KeptState.open, SearchState.open],
    is_indexed=False,
)
def search() -> rx.Component:
    """Finding anything."""
    is_asked = SearchState.query != ""
    return page(
        rx.el.header(
            rx.el.h1("Search", class_name="pb-3 text-2xl font-semibold"),
            rx.el.div(
                rx.el.div(search_box(), class_name="min-w-0 flex-1 basis-64"),
                rx.cond(is_asked, save_bar()),
                class_name="flex flex-wrap items-center gap-2",
            ),
            rx.cond(is_asked, name_of_page()),
            class_name="px-4 md:px-0 pt-6",
        ),
        rx.cond(is_asked, results(), start()),
        builder(),
        width="max-w-[935px]",
    )
