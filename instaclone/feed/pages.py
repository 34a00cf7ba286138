"""Home: the feed for who is signed in, a welcome for who is not."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.comments.components import comments_below
from instaclone.feed.components import has_suggestions, suggestions
from instaclone.feed.state import AsideState, FeedState
from instaclone.posts.components import post_card
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.ui.elements import PRIMARY, QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more


@routed("/", title="Instaclone", on_load=[FeedState.open, AsideState.open])
def home() -> rx.Component:
    """The feed or the welcome."""
    return page(
        rx.cond(
            FeedState.is_open,
            rx.cond(SessionState.username != "", _home(), _welcome()),
            rx.el.div(
                rx.el.div(_skeleton(), class_name="w-full max-w-[600px] min-w-0"),
                _room(),
                class_name=COLUMNS,
            ),
        ),
        width="max-w-[600px] xl:max-w-[984px]",
    )


def _home() -> rx.Component:
    """Feed and aside; where the feed is empty, what would stand beside it stands in it."""
    return rx.el.div(
        rx.el.section(
            rx.el.h1("Home", class_name="sr-only"),
            _news(),
            rx.cond(FeedState.cards.length() > 0, _feed(), _empty()),
            class_name="w-full max-w-[600px] min-w-0 md:pt-6",
        ),
        rx.cond(
            FeedState.cards.length() > 0,
            rx.cond(
                has_suggestions(),
                rx.el.aside(
                    suggestions("aside"),
                    aria_label="Suggestions",
                    class_name="sticky top-0 hidden xl:block w-[320px] shrink-0 max-h-dvh "
                    "overflow-y-auto py-8",
                ),
                _room(),
            ),
        ),
        class_name=COLUMNS,
    )


COLUMNS = "flex items-start justify-center gap-16"


def _room() -> rx.Component:
    """Keeps the place of what will stand beside the feed, so that nothing moves when it comes."""
    return rx.el.div(class_name="hidden xl:block w-[320px] shrink-0")


def _news() -> rx.Component:
    """How many have posted since: floats, so that nothing moves, and is read out."""
    return rx.el.div(
        rx.cond(
            FeedState.new_posts != "",
            rx.el.button(
                icon("arrow-up", 18),
                FeedState.new_posts,
                type="button",
                on_click=[rx.scroll_to("main"), FeedState.show_new],
                class_name="pointer-events-auto inline-flex h-11 items-center gap-2 rounded-full "
                "border border-line bg-raised px-5 text-sm font-semibold shadow-float "
                "hover:bg-sunken transition-colors duration-150",
            ),
        ),
        role="status",
        class_name="pointer-events-none sticky top-16 md:top-4 z-10 flex h-0 justify-center",
    )


def _feed() -> rx.Component:
    return rx.fragment(
        back_to_newest(FeedState.is_cut, FeedState.show_new),
        rx.foreach(
            FeedState.cards,
            lambda card, index: rx.fragment(
                post_card(
                    card,
                    FeedState.shown_code,
                    FeedState.scanners,
                    FeedState.toggle_objects,
                    is_first=index < 2,
                    below=comments_below(card),
                ),
                key=card.code,
            ),
        ),
        more(FeedState.has_more, FeedState.cards.length(), FeedState.more),
        rx.cond(
            FeedState.has_more,
            rx.fragment(),
            rx.fragment(
                rx.el.p(
                    "You have seen everything.",
                    class_name="py-10 text-center text-sm text-text-quiet",
                ),
                rx.cond(
                    has_suggestions(),
                    rx.el.div(
                        suggestions("end"),
                        class_name="xl:hidden border-t border-line px-4 md:px-1 py-8",
                    ),
                ),
            ),
        ),
    )


def _empty() -> rx.Component:
    return rx.fragment(
        empty(
            "camera",
            "Your feed begins with you",
            "Post a photo, or follow people and tags. What you and they share stands here, and the "
            "scanner says what it sees in it.",
            rx.el.a("Create your first post", href="/create", class_name=PRIMARY),
        ),
        rx.cond(
            has_suggestions(),
            rx.el.div(suggestions("empty"), class_name="border-t border-line px-4 md:px-1 py-8"),
        ),
    )


def _welcome() -> rx.Component:
    return rx.el.section(
        rx.el.img(src="/mark.svg", alt="", class_name="size-18"),
        rx.el.h1(
            "Photos among people you know",
            class_name="mt-8 text-3xl md:text-4xl font-semibold tracking-tight text-balance",
        ),
        rx.el.p(
            "Share pictures on a server of your own. It reads what is in them, "
            "on this machine, and tells nobody else.",
            class_name="mt-4 max-w-md text-lg text-text-quiet text-balance",
        ),
        rx.el.div(
            rx.el.a("Sign up", href="/signup", class_name=PRIMARY),
            rx.el.a("Log in", href="/login", class_name=QUIET),
            class_name="mt-8 flex gap-3",
        ),
        rx.el.ul(
            _promise("shield-check", "Location and camera data are removed before anyone sees it."),
            _promise("scan-eye", "You see what the scanner saw, and correct it."),
            _promise("hard-drive", "Everything stays with the community that runs this."),
            class_name="mt-14 grid gap-6 text-left md:grid-cols-3",
        ),
        class_name="flex flex-col items-center px-6 py-16 md:py-24 text-center",
    )


def _promise(symbol: str, sentence: str) -> rx.Component:
    return rx.el.li(
        icon(symbol, class_name="text-accent"),
        rx.el.p(sentence, class_name="mt-2 text-sm text-text-quiet"),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(
            rx.el.div(
                rx.el.div(class_name="skeleton my-3 mx-4 md:mx-0 h-8 w-40 rounded-control"),
                rx.el.div(class_name="skeleton aspect-[4/5] md:rounded-media"),
                class_name="pb-8",
            )
            for _ in range(2)
        ),
        aria_busy="true",
        class_name="md:pt-6",
    )
