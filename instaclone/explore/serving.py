"""One screen of explore after the other: found, scored and arranged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.explore.arranging import arrange
from instaclone.explore.candidates import choice_of
from instaclone.explore.cards import ExploreCard, ExplorePage, FilmCard, FilmPage
from instaclone.explore.chronological import Screen, newest
from instaclone.explore.gate import allowing, explorable, has_video, hidden_people
from instaclone.explore.recording import WEEK, was_shown_anything
from instaclone.explore.scoring import score
from instaclone.explore.signals import BY_NAME, line_of
from instaclone.explore.tastes import Taste, taste_of
from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO
from instaclone.posts.cards import PostCard, TileCard
from instaclone.posts.models import Post
from instaclone.posts.queries import TILES, post_cards, post_rows, tile_cards
from instaclone.posts.visibility import visible_posts

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
    VIDEO, videos alone, and among those they did not watch within a week.

    What was shown is to be recorded before the next screen is asked for (`recording.record_shown`,
    of videos `record_watched`).
    Guests, and who has switched off every signal, get the newest, page by page by `before`: nothing
    of that need be recorded. `seen_since`: what was shown before that moment may come again.
    """
    screen = _served(session, viewer, size, kind, before, seen_since)
    rows = _rows(session, screen)
    tiles = tile_cards(session, viewer, rows)
    cards = [
        ExploreCard(pick.post_id, row[1], row[0].author_id, tile, line_of(pick.score))
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
    """The best videos for the viewer, whole, as `explore_page` finds them with `kind` VIDEO."""
    screen = _served(session, viewer, size, VIDEO, before, seen_since)
    posts = post_cards(session, viewer, _rows(session, screen))
    films = [
        FilmCard(post, _film_of(post), line_of(pick.score))
        for pick, post in zip(screen.picks, posts, strict=True)
    ]
    return FilmPage(
        films, screen.has_more, screen.before, screen.is_chronological, screen.is_caught_up
    )


def tiles_again(session: Session, viewer: Viewer | None, post_ids: Sequence[int]) -> list[TileCard]:
    """Those of these posts that explore may still show the viewer, in the same order."""
    return tile_cards(session, viewer, _in_order(session, viewer, post_ids))


def films_again(session: Session, viewer: Viewer | None, post_ids: Sequence[int]) -> list[FilmCard]:
    """Those of these videos that explore may still show the viewer, in the same order; without
    their scores."""
    posts = post_cards(session, viewer, _in_order(session, viewer, post_ids))
    return [FilmCard(post, _film_of(post)) for post in posts]


def film_of(session: Session, viewer: Viewer | None, code: str) -> FilmCard | None:
    """The video of this post, without its score; None where there is none that explore may show the
    viewer."""
    rows = _still_explorable(session, viewer, and_(col(Post.code) == code, has_video()))
    posts = post_cards(session, viewer, rows)
    return FilmCard(posts[0], _film_of(posts[0])) if posts else None


def still_visible(session: Session, viewer: Viewer | None, codes: Sequence[str]) -> set[str]:
    """Those of these codes whose posts the viewer may still see, be they wanted or not: what was
    put away stays in its place no longer than that."""
    here = select(Post.code).where(col(Post.code).in_(codes), visible_posts(viewer))
    return set(session.exec(here)) if codes else set()


def _served(
    session: Session,
    viewer: Viewer | None,
    size: int,
    kind: str,
    before: int | None,
    seen_since: datetime | None,
) -> Screen:
    taste = taste_of(session, viewer) if viewer else Taste()
    if viewer is None or taste.off >= BY_NAME.keys():
        return newest(session, viewer, size, kind, before)
    now = clock.now()
    week_ago = now - WEEK
    since = max(seen_since, week_ago) if seen_since else week_ago
    choice = choice_of(session, viewer, taste, kind, since)
    screen = arrange(
        [(post, score(taste, post, now)) for post in choice.posts], choice.waiting, size
    )
    if not (screen.picks or was_shown_anything(session, viewer, since, kind)):
        screen = replace(screen, is_caught_up=False)
    return screen


def _rows(session: Session, screen: Screen) -> list:
    """The rows of what is shown, in its order; it came through the gate in this transaction."""
    wanted = [pick.post_id for pick in screen.picks]
    found = session.execute(post_rows().where(col(Post.id).in_(wanted))).all()
    rows = {row[0].id: row for row in found}
    return [rows[post_id] for post_id in wanted]


def _in_order(session: Session, viewer: Viewer | None, post_ids: Sequence[int]) -> list[Any]:
    found = _still_explorable(session, viewer, col(Post.id).in_(post_ids))
    rows = {row[0].id: row for row in found}
    return [rows[each] for each in post_ids if each in rows]


def _still_explorable(
    session: Session, viewer: Viewer | None, wanted: ColumnElement[bool]
) -> Sequence[Any]:
    hidden = hidden_people(session, viewer) if viewer else []
    asked = post_rows().where(wanted, explorable(viewer))
    return session.execute(asked, allowing(viewer, hidden)).all()


def _film_of(post: PostCard) -> PictureCard:
    return next((each for each in post.pictures if each.kind == VIDEO), post.picture)
