"""One screen of explore after the other: found, scored, arranged, and with the reasons."""

from datetime import datetime

from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.explore.cards import ExploreCard, ExplorePage, FilmCard, FilmPage
from instaclone.explore.chronological import Screen, newest
from instaclone.explore.signals import line_of
from instaclone.media.models import VIDEO
from instaclone.posts.models import Post
from instaclone.posts.queries import TILES, post_cards, post_rows, tile_cards

FILMS = 6  # videos fetched at once


def explore_page(
    session: Session,
    viewer: Viewer | None,
    size: int = TILES,
    kind: str = "",
    before: int | None = None,
    seen_since: datetime | None = None,
) -> ExplorePage:
    """The best posts for the viewer among those they were not shown within a week; with `kind`
    VIDEO, videos alone.

    What was shown is to be recorded before the next screen is asked for (`recording.record_shown`).
    Guests, and who has switched off every signal, get the newest, page by page by `before`: nothing
    of that need be recorded. `seen_since`: what was shown before that moment may come again.
    """
    screen = _screen(session, viewer, size, kind, before, seen_since)
    rows = _rows(session, screen)
    tiles = tile_cards(session, viewer, rows)
    cards = [
        ExploreCard(pick.post_id, row[1], row[0].author_id, tile, [], line_of(pick.score))
        for pick, row, tile in zip(screen.picks, rows, tiles, strict=True)
    ]
    return ExplorePage(
        cards, screen.has_more, screen.before, screen.is_chronological, screen.is_caught_up
    )


def explore_films(
    session: Session,
    viewer: Viewer | None,
    size: int = FILMS,
    before: int | None = None,
    seen_since: datetime | None = None,
) -> FilmPage:
    """The best videos for the viewer, whole, as `explore_page` finds them."""
    screen = _screen(session, viewer, size, VIDEO, before, seen_since)
    posts = post_cards(session, viewer, _rows(session, screen))
    films = [
        FilmCard(post, [], line_of(pick.score))
        for pick, post in zip(screen.picks, posts, strict=True)
    ]
    return FilmPage(
        films, screen.has_more, screen.before, screen.is_chronological, screen.is_caught_up
    )


def _screen(
    session: Session,
    viewer: Viewer | None,
    size: int,
    kind: str,
    before: int | None,
    seen_since: datetime | None,
) -> Screen:
    assert seen_since is None or viewer
    return newest(session, viewer, size, kind, before)


def _rows(session: Session, screen: Screen) -> list:
    """The rows of what is shown, in its order; it came through the gate in this transaction."""
    wanted = [pick.post_id for pick in screen.picks]
    found = session.execute(post_rows().where(col(Post.id).in_(wanted))).all()
    rows = {row[0].id: row for row in found}
    return [rows[post_id] for post_id in wanted]
