"""What a search found: its tabs, and what stands on each."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.search.addresses import ALL, PEOPLE, PLACES, POSTS, TAGS
from instaclone.search.cards import NoteCard
from instaclone.search.found_names import people_list, places_list, tags_list
from instaclone.search.found_posts import found_posts, skeleton
from instaclone.search.state import BoxState, SearchState
from instaclone.ui.elements import QUIET, empty, icon

PANEL = "search-panel"
TAB_NAMES = {ALL: "All", POSTS: "Posts", PEOPLE: "People", TAGS: "Tags", PLACES: "Places"}
TAB = (
    "inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm text-text-quiet "
    "aria-selected:border-text aria-selected:font-semibold aria-selected:text-text "
    "hover:text-text"
)
HEADING = "text-sm font-semibold"
SECTION = "px-4 md:px-0 pb-6"


def results() -> rx.Component:
    """All below the box, for a search."""
    return rx.fragment(
        _meant(),
        tabs(),
        rx.el.div(
            rx.cond(
                SearchState.has_failed,
                _failed(),
                rx.cond(SearchState.is_reading, skeleton(), _panel()),
            ),
            id=PANEL,
            role="tabpanel",
            aria_labelledby="search-tab-" + SearchState.tab,
            class_name="pt-4",
        ),
    )


def tabs() -> rx.Component:
    """The tabs, each at an address of its own."""
    return rx.el.div(
        *(_tab(name, label) for name, label in TAB_NAMES.items()),
        role="tablist",
        aria_label="What to find",
        class_name="mt-2 flex overflow-x-auto border-b border-line px-1 md:px-0",
    )


def _tab(name: str, label: str) -> rx.Component:
    return rx.el.a(
        label,
        id="search-tab-" + name,
        role="tab",
        aria_selected=rx.cond(SearchState.tab == name, "true", "false"),
        aria_controls=PANEL,
        href=SearchState.base if name == ALL else SearchState.base + "&tab=" + name,
        class_name=TAB,
    )


def _meant() -> rx.Component:
    """Which posts were searched for in words, how many there are, and what might be meant instead.
    Of people, tags and places the names alone are asked for."""
    return rx.el.div(
        rx.cond(
            (SearchState.tab == ALL) | (SearchState.tab == POSTS),
            rx.el.p(
                rx.el.span(SearchState.meant, class_name="font-semibold text-text"),
                rx.cond(
                    SearchState.counted != "",
                    rx.el.span(" · " + SearchState.counted, class_name="tabular-nums"),
                ),
                role="status",
                class_name="min-h-5 break-words text-sm text-text-quiet",
            ),
        ),
        rx.cond(
            SearchState.notes.length() > 0,
            rx.el.ul(
                rx.foreach(SearchState.notes, _note),
                aria_label="About this search",
                class_name="mt-2 flex flex-col gap-2",
            ),
        ),
        class_name="px-4 md:px-0 pt-3",
    )


def _note(note: rx.Var[NoteCard]) -> rx.Component:
    return rx.el.li(
        icon("lightbulb", 18, class_name="shrink-0 text-text-quiet"),
        rx.el.span(
            note.sentence,
            class_name="min-w-0 flex-1 basis-40 break-words text-sm md:flex-none md:basis-auto "
            "md:max-w-[85%]",
        ),
        rx.cond(
            note.better != "",
            rx.el.button(
                rx.el.span(note.better, class_name="truncate"),
                type="button",
                aria_label="Search for " + note.better + " instead",
                on_click=BoxState.search(note.better, SearchState.tab),
                class_name="inline-flex min-h-11 max-w-full items-center rounded-control border "
                "border-line px-3 text-sm font-semibold hover:bg-sunken",
            ),
        ),
        key=note.sentence,
        class_name="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-control "
        "bg-sunken px-3 py-1",
    )


def _panel() -> rx.Component:
    return rx.fragment(
        rx.match(
            SearchState.tab,
            (
                PEOPLE,
                _alone(SearchState.people.length() > 0, people_list(), "users", "No people found"),
            ),
            (TAGS, _alone(SearchState.tags.length() > 0, tags_list(), "hash", "No tags found")),
            (
                PLACES,
                _alone(
                    SearchState.places.length() > 0, places_list(), "map-pin", "No places found"
                ),
            ),
            (POSTS, _posts_or_nothing("No posts found")),
            _all(),
        )
    )


def _all() -> rx.Component:
    """A few of each, and then the posts."""
    has_names = (
        (SearchState.people.length() > 0)
        | (SearchState.tags.length() > 0)
        | (SearchState.places.length() > 0)
    )
    return rx.fragment(
        _few(SearchState.people.length() > 0, "People", PEOPLE, people_list()),
        _few(SearchState.tags.length() > 0, "Tags", TAGS, tags_list()),
        _few(SearchState.places.length() > 0, "Places", PLACES, places_list()),
        rx.cond(
            has_names & (SearchState.posts.length() == 0) & ~SearchState.has_more,
            rx.el.p(
                "No posts match this search.",
                class_name="px-4 md:px-0 text-sm text-text-quiet",
            ),
            _posts_or_nothing("Nothing found"),
        ),
    )


def _few(is_there, title: str, name: str, shown: rx.Component) -> rx.Component:
    return rx.cond(
        is_there,
        rx.el.section(
            rx.el.div(
                rx.el.h2(title, class_name=HEADING),
                rx.el.a(
                    "All " + title.lower(),
                    href=SearchState.base + "&tab=" + name,
                    class_name="inline-flex min-h-11 items-center text-sm font-semibold "
                    "text-accent",
                ),
                class_name="flex items-center justify-between",
            ),
            shown,
            aria_label=title,
            class_name=SECTION,
        ),
    )


def _alone(is_there, shown: rx.Component, symbol: str, title: str) -> rx.Component:
    return rx.cond(is_there, rx.el.div(shown, class_name=SECTION), _nothing(symbol, title))


def _posts_or_nothing(title: str) -> rx.Component:
    return rx.cond(
        (SearchState.posts.length() > 0) | SearchState.has_more,
        found_posts(),
        _nothing("search-x", title),
    )


def _nothing(symbol: str, title: str) -> rx.Component:
    return rx.cond(
        SearchState.is_closed,
        empty(
            "lock",
            "This community is private",
            "Log in to search it.",
            rx.el.a("Log in", href="/login", class_name=QUIET),
        ),
        empty(
            symbol,
            title,
            rx.cond(
                SearchState.meant != "",
                "Nothing that you may see fits this search. Ask for less, or try other words.",
                "This search asks for nothing yet. Write a word, such as dog.",
            ),
            rx.el.a("See examples", href="/search", class_name=QUIET),
        ),
    )


def _failed() -> rx.Component:
    return empty(
        "cloud-off",
        "This could not be searched",
        "Something went wrong here. Your search still stands in the box.",
        rx.el.button("Try again", type="button", on_click=SearchState.open, class_name=QUIET),
    )
