"""What a search finds: its posts, as tiles that say what of them matched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.posts import framing
from instaclone.posts.card_queries import post_rows
from instaclone.posts.cards import TileCard
from instaclone.posts.models import Post
from instaclone.posts.queries import Wanted, tile_cards
from instaclone.search.addresses import ALL
from instaclone.search.asking import names_in
from instaclone.search.cards import FoundBox, FoundCard
from instaclone.search.finding import PAGE, find_ids
from instaclone.search.matching import Match, matched
from instaclone.search.namesakes import namesakes
from instaclone.search.terms import Term
from instaclone.search.unknown_places import unknown_places

RARE = 3  # posts; where fewer are found, what may be the reason is said


@dataclass(frozen=True)
class ResultPage:
    """A page of what was found; `next_before` is the cursor of the following one, None at the end.
    `notes` say which names in the search are unknown, places where little is found."""

    cards: list[FoundCard]
    next_before: int | None = None
    notes: tuple[str, ...] = ()


def result_page(
    session: Session,
    viewer: Viewer | None,
    term: Term,
    before: int | None = None,
    size: int = PAGE,
) -> ResultPage:
    """The newest posts that the search finds, older than the cursor, in a constant number of
    statements. A page may be short, though others follow."""
    found = find_ids(session, viewer, term, before, size)
    here = {
        row[0].id: row
        for row in session.execute(post_rows().where(col(Post.id).in_(found.post_ids)))
    }
    rows: list[Any] = [here[post_id] for post_id in found.post_ids if post_id in here]
    matches = matched(session, term, rows)
    wanted = {
        post_id: Wanted(match.media_id, _around(match.boxes))
        for post_id, match in matches.items()
        if match.boxes
    }
    tiles = tile_cards(session, viewer, rows, wanted)
    cards = [_card(tile, matches[row[0].id]) for tile, row in zip(tiles, rows, strict=True)]
    is_rare = before is None and found.next_before is None and len(cards) < RARE
    places = unknown_places(session, viewer, term) if is_rare else ()
    return ResultPage(cards, found.next_before, (*found.notes, *places))


def is_anything_found(session: Session, viewer: Viewer | None, term: Term) -> bool:
    """Whether there is something on any tab: a person, a tag or a place of such a name, or a post,
    as far as a page looks for them."""
    named = namesakes(session, viewer, names_in(term), ALL)
    if named.people or named.tags or named.places:
        return True
    found = find_ids(session, viewer, term, size=1)
    return bool(found.post_ids) or found.is_cut


def _around(boxes: Sequence[framing.Focus]) -> framing.Focus:
    """The smallest part of a picture that holds all of the boxes."""
    return framing.Focus(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _card(tile: TileCard, match: Match) -> FoundCard:
    card = FoundCard(tile, match.said)
    if tile.is_covered or tile.picture.id != match.media_id:
        return card
    cut = [
        framing.in_square(tile.picture.width, tile.picture.height, tile.position, box)
        for box in match.boxes
    ]
    return replace(card, boxes=[_box(each) for each in cut if each])


def _box(cut: framing.Focus) -> FoundBox:
    return FoundBox(
        _css(cut.left), _css(cut.top), _css(cut.right - cut.left), _css(cut.bottom - cut.top)
    )


def _css(share: float) -> str:
    return f"{share * 100:.2f}%"
