"""The sheets of a post: sharing it, and who likes it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars.function import ArgsFunctionOperation, FunctionStringVar, FunctionVar

from instaclone.posts.cards import PostCard
from instaclone.posts.models import PUBLIC
from instaclone.posts.reactions import ReactionState
from instaclone.profiles.components import person_row
from instaclone.shell.state import NoticeState
from instaclone.ui.elements import icon
from instaclone.ui.more import more
from instaclone.ui.sheets import closes, sheet

LIKERS = "likers"
ITEM = (
    "flex w-full items-center gap-3 min-h-12 px-4 text-left text-sm hover:bg-sunken "
    "transition-colors duration-150"
)
# Each begins an address that the network itself offers; nothing of theirs is loaded here.
NETWORKS = (
    ("Mastodon", "https://share.joinmastodon.org/#text="),
    ("Bluesky", "https://bsky.app/intent/compose?text="),
    ("WhatsApp", "https://wa.me/?text="),
    ("Telegram", "https://t.me/share/url?url="),
)


def share_id(code: rx.Var[str]) -> rx.Var[str]:
    """The id of the sheet that shares a post."""
    return "share-" + code


def share_sheet(card: rx.Var[PostCard]) -> rx.Component:
    """Copy the link, hand it to the device's own sheet, or to a network."""
    id, address = share_id(card.code), rx.State.router.url.origin + "/p/" + card.code
    title = "Post by " + card.author
    browser = rx.Var("navigator").to(dict)
    return sheet(
        id,
        "Share",
        rx.cond(
            card.visibility != PUBLIC,
            rx.el.p(
                "Only people who may see this post can open its link.",
                class_name="px-4 pt-3 text-[13px] text-text-quiet",
            ),
        ),
        rx.el.div(
            # Without https a browser lets no page write to the clipboard.
            rx.cond(
                browser["clipboard"].js_type() == "object", _copy(id, address), _by_hand(address)
            ),
            rx.cond(browser["share"].js_type() == "function", _device(id, address, title)),
            rx.el.ul(
                *(rx.el.li(_network(name, begin, address)) for name, begin in NETWORKS),
                rx.el.li(_mail(title, address)),
                aria_label="Share elsewhere",
            ),
            class_name="py-2",
        ),
    )


def _copy(id: rx.Var[str], address: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        icon("link", 20),
        "Copy link",
        type="button",
        custom_attrs=closes(id),
        on_click=[rx.set_clipboard(address), NoticeState.say("The link is copied.", "said")],
        class_name=ITEM,
    )


def _by_hand(address: rx.Var[str]) -> rx.Component:
    return rx.el.p(address, class_name="select-all break-all px-4 py-3 text-sm")


def _device(id: rx.Var[str], address: rx.Var[str], title: rx.Var[str]) -> rx.Component:
    offered = FunctionStringVar.create("navigator.share").call({"title": title, "url": address})
    # Who closes the device's sheet again has not made a mistake.
    settled = offered.to(dict)["catch"].to(FunctionVar).call(_function(rx.Var("undefined")))
    return rx.el.button(
        icon("share-2", 20),
        "Share with an app",
        type="button",
        custom_attrs=closes(id),
        on_click=rx.call_function(_function(settled)),
        class_name=ITEM,
    )


def _function(result: rx.Var) -> Any:
    return ArgsFunctionOperation.create(args_names=(), return_expr=result)


def _network(name: str, begin: str, address: rx.Var[str]) -> rx.Component:
    return rx.el.a(
        icon("external-link", 20),
        name,
        href=begin + _encoded(address),
        target="_blank",
        rel="noopener noreferrer",
        class_name=ITEM,
    )


def _mail(title: rx.Var[str], address: rx.Var[str]) -> rx.Component:
    return rx.el.a(
        icon("mail", 20),
        "Email",
        href="mailto:?subject=" + _encoded(title) + "&body=" + _encoded(address),
        class_name=ITEM,
    )


def _encoded(words: rx.Var[str]) -> rx.Var[str]:
    return FunctionStringVar.create("encodeURIComponent").call(words).to(str)


def likers_sheet() -> rx.Component:
    """Who likes the post whose count was pressed; one for the whole page."""
    return sheet(
        LIKERS,
        "Likes",
        rx.cond(
            ReactionState.likers_code != "",
            rx.fragment(
                rx.el.ul(rx.foreach(ReactionState.likers, person_row), class_name="px-4 py-2"),
                more(
                    ReactionState.has_more_likers,
                    ReactionState.likers.length(),
                    ReactionState.more_likers,
                ),
            ),
            rx.el.div(
                *(rx.el.div(class_name="skeleton h-11 rounded-control") for _ in range(4)),
                aria_busy="true",
                class_name="flex flex-col gap-3 p-4",
            ),
        ),
        on_close=ReactionState.close_likers,
    )
