"""How it is said what people did."""

from instaclone.activity import models as kinds
from instaclone.text import Piece

DID = {
    kinds.FOLLOW: "started following you",
    kinds.REQUEST: "asked to follow you",
    kinds.ACCEPT: "accepted your follow request",
    kinds.LIKE: "liked your post",
    kinds.COMMENT: "commented on your post",
    kinds.REPLY: "replied to your comment",
    kinds.MENTION: "mentioned you in a post",
    kinds.TAG: "tagged you in a post",
    kinds.COMMENT_LIKE: "liked your comment",
}
ASKS = "asks to tag you in a post"
IN_A_COMMENT = "mentioned you in a comment"
# For the page of wishes: what arrives when people do it.
TITLES = {
    kinds.FOLLOW: "New followers",
    kinds.REQUEST: "Follow requests",
    kinds.ACCEPT: "Accepted follow requests",
    kinds.LIKE: "Likes of your posts",
    kinds.COMMENT: "Comments on your posts",
    kinds.REPLY: "Replies to your comments",
    kinds.MENTION: "Mentions of you",
    kinds.TAG: "Tags of you in pictures",
    kinds.COMMENT_LIKE: "Likes of your comments",
    kinds.SEARCH: "New posts for your saved searches",
}
LONGEST_QUOTE, LONGEST_SEARCH = 120, 60


def names(usernames: list[str], count: int) -> list[Piece]:
    """ana; ana and ben; ana, ben and cleo; ana, ben and 3 others. Each name leads to its page."""
    people = [Piece(name, f"/{name}") for name in usernames]
    if count > len(people) or count > 3:
        people = people[:2]
    others = count - len(people)
    if others:
        return _listed([*people, Piece(f"{others:,} other{'' if others == 1 else 's'}")])
    return _listed(people)


def did(kind: str, in_comment: bool, *, asks: bool = False) -> str:
    """What follows the names; `asks`: a tag that waits for a yes."""
    if asks:
        return ASKS
    return IN_A_COMMENT if kind == kinds.MENTION and in_comment else DID[kind]


def found(count: int, title: str) -> str:
    """What a saved search of this title found, in place of names and what they did."""
    said = f"“{quote(title, LONGEST_SEARCH)}”"
    return f"1 new post matches {said}" if count == 1 else f"{count:,} new posts match {said}"


def quote(body: str, longest: int = LONGEST_QUOTE) -> str:
    """The beginning of somebody's words, in one line."""
    words = " ".join(body.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _listed(parts: list[Piece]) -> list[Piece]:
    made: list[Piece] = []
    for number, part in enumerate(parts):
        if number:
            made.append(Piece(" and " if number == len(parts) - 1 else ", "))
        made.append(part)
    return made
