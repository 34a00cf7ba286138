"""People's own words with their links, mentions and tags, from what `text.pieces` cut."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.text import Piece

LINK = "font-semibold text-accent hover:underline underline-offset-2 break-words"


def marked(pieces: rx.Var[list[Piece]]) -> rx.Component:
    """Words whose marked pieces lead somewhere; put it in the paragraph they belong to."""
    return rx.foreach(pieces, _piece)


def _piece(piece: rx.Var[Piece]) -> rx.Component:
    inside = rx.el.a(piece.text, href=piece.href, class_name=LINK)
    return rx.cond(
        piece.href == "",
        rx.el.span(piece.text),
        rx.cond(piece.is_outside, outside(piece.href, piece.text), inside),
    )


def outside(href, *shown) -> rx.Component:
    """A link somebody wrote, to another site: it opens beside this one and earns no rank."""
    return rx.el.a(
        *shown,
        href=href,
        target="_blank",
        rel="nofollow noopener ugc",
        class_name=LINK,
    )
