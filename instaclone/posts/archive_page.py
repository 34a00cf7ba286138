"""The pages of one's archive and of one's recycle bin."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.archive_state import ArchiveState, BinState
from instaclone.posts.cards import BinCard, TileCard
from instaclone.posts.components import tile
from instaclone.posts.deleting import DAYS
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, GHOST_DANGER, QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more
from instaclone.ui.picture import picture
from instaclone.ui.sheets import opens, question

TAB = (
    "inline-flex min-h-11 items-center border-b-2 border-transparent px-1 text-sm font-semibold "
    "text-text-quiet aria-[current=page]:border-text aria-[current=page]:text-text"
)
ARCHIVE, DELETED = "/archive", "/archive/deleted"
EMPTY = "empty-bin"
GRID = "grid grid-cols-2 sm:grid-cols-3 gap-x-1 gap-y-4"


@routed(ARCHIVE, title="Archive · Instaclone", on_load=ArchiveState.open)
def archive() -> rx.Component:
    """What one archived."""
    return _shelf(
        ARCHIVE,
        ArchiveState.is_open,
        rx.cond(
            ArchiveState.tiles.length() > 0,
            rx.fragment(
                back_to_newest(ArchiveState.is_cut, ArchiveState.open),
                rx.el.ul(rx.foreach(ArchiveState.tiles, _archived), class_name=GRID),
                more(ArchiveState.has_more, ArchiveState.tiles.length(), ArchiveState.more),
            ),
            empty(
                "archive",
                "Nothing is archived",
                "Archive a post from its menu: it stays here, with its likes and comments, and "
                "nobody else sees it.",
            ),
        ),
    )


@routed(DELETED, title="Recently deleted · Instaclone", on_load=BinState.open)
def recently_deleted() -> rx.Component:
    """What one deleted in the last days."""
    return _shelf(
        DELETED,
        BinState.is_open,
        rx.cond(
            BinState.cards.length() > 0,
            rx.fragment(
                rx.el.div(
                    rx.el.p(
                        f"Posts stay here for {DAYS} days, then they are deleted for good.",
                        class_name="min-w-0 flex-1 text-sm text-text-quiet",
                    ),
                    rx.el.button(
                        "Empty now", type="button", custom_attrs=opens(EMPTY), class_name=QUIET
                    ),
                    question(
                        EMPTY,
                        "Empty the recycle bin?",
                        "All posts in it are deleted for good, with their likes and comments.",
                        "Empty the bin",
                        BinState.empty,
                    ),
                    class_name="mb-4 flex items-center gap-4 px-4 md:px-0",
                ),
                back_to_newest(BinState.is_cut, BinState.open),
                rx.el.ul(rx.foreach(BinState.cards, _deleted), class_name=GRID),
                more(BinState.has_more, BinState.cards.length(), BinState.more),
            ),
            empty(
                "trash-2",
                "The recycle bin is empty",
                f"What you delete stays here for {DAYS} days, in case you want it back.",
            ),
        ),
    )


def _shelf(current: str, is_open, content: rx.Component) -> rx.Component:
    return page(
        rx.el.div(
            rx.el.h1("Archive", class_name="text-2xl font-semibold"),
            rx.el.p("Only you see what is here.", class_name="mt-1 text-sm text-text-quiet"),
            rx.el.nav(
                _tab("Archived", ARCHIVE, current),
                _tab("Recently deleted", DELETED, current),
                aria_label="Archive",
                class_name="mt-4 flex gap-6 border-b border-line",
            ),
            class_name="px-4 md:px-0 pt-6 pb-4",
        ),
        rx.cond(is_open, content, _skeleton()),
        width="max-w-[935px]",
    )


def _tab(label: str, path: str, current: str) -> rx.Component:
    state = "page" if path == current else "false"
    return rx.el.a(label, href=path, aria_current=state, class_name=TAB)


def _archived(card: rx.Var[TileCard]) -> rx.Component:
    return rx.el.li(
        rx.el.ul(tile(card)),
        rx.el.button(
            icon("undo-2", 18),
            "Restore",
            type="button",
            aria_label="Restore " + card.alt,
            on_click=ArchiveState.unarchive(card.code),
            class_name=GHOST + " mt-1 w-full text-sm font-semibold",
        ),
        key=card.code,
    )


def _deleted(card: rx.Var[BinCard]) -> rx.Component:
    question_id = "erase-" + card.tile.code
    return rx.el.li(
        rx.el.div(
            rx.cond(
                card.tile.picture.src != "",
                picture(
                    card.tile.picture,
                    alt=card.tile.alt,
                    sizes="(min-width: 1000px) 310px, 50vw",
                    class_name="size-full object-cover",
                    position=card.tile.position,
                ),
                rx.el.span(card.tile.status, class_name="p-2 text-center text-xs text-text-quiet"),
            ),
            class_name="flex aspect-square items-center justify-center overflow-hidden bg-sunken",
        ),
        rx.el.p(card.remains, class_name="mt-2 px-2 text-[13px] tabular-nums text-text-quiet"),
        rx.el.div(
            rx.el.button(
                icon("undo-2", 18),
                "Restore",
                type="button",
                aria_label="Restore " + card.tile.alt,
                on_click=BinState.restore(card.tile.code),
                class_name=GHOST + " flex-1 text-sm font-semibold",
            ),
            rx.el.button(
                icon("trash-2", 18),
                type="button",
                aria_label="Delete for good: " + card.tile.alt,
                custom_attrs=opens(question_id),
                class_name=GHOST_DANGER,
            ),
            question(
                question_id,
                "Delete this post for good?",
                "It cannot be restored, nor can its likes and comments.",
                "Delete for good",
                BinState.erase(card.tile.code),
            ),
            class_name="flex",
        ),
        key=card.tile.code,
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name="skeleton aspect-square") for _ in range(6)),
        aria_busy="true",
        class_name=GRID,
    )
