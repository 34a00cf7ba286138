"""The list: bundles newest first, page by page, and the one condition it shares with the count."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.models import Notification
from instaclone.activity.notifying import notify
from instaclone.comments.filtering import add_word, remove_word
from instaclone.notifications.queries import (
    bundle_people,
    cards_of,
    news,
    notification_page,
)
from instaclone.notifications.reading import mark_read
from instaclone.posts.models import ONLY_ME, Post
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, Mute
from tests import make, people
from tests.notifications.badge import unread
from tests.people import Cast
from tests.statements import counted


def like(session: Session, post: Post, *actors: Viewer) -> None:
    for actor in actors:
        notify(session, kinds.LIKE, actor, post.author_id, post_id=post.id)


def sentences(session: Session, viewer: Viewer, **how) -> list[str]:
    return [card.sentence for card in notification_page(session, viewer, **how).cards]


def test_likes_of_a_post_are_one_line_with_the_newest_first(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    others = [make.user(session, f"eva{number}") for number in range(3)]
    like(session, post, *others, cast.cleo, cast.ben)
    (card,) = notification_page(session, cast.ana).cards
    assert card.sentence == "ben, cleo and 3 others liked your post"
    assert [person.username for person in card.people] == ["ben", "cleo", "eva2"]
    assert (card.count, card.is_unread, card.href) == (5, True, f"/p/{post.code}")
    assert card.picture
    assert [name.href for name in card.names if name.href] == ["/ben", "/cleo"]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "eva0 liked your post"),
        (2, "eva1 and eva0 liked your post"),
        (3, "eva2, eva1 and eva0 liked your post"),
        (4, "eva3, eva2 and 2 others liked your post"),
    ],
)
def test_names_are_listed_as_people_say_them(session: Session, count: int, sentence: str):
    ana = make.user(session, "ana")
    post = make.post(session, ana)
    like(session, post, *(make.user(session, f"eva{number}") for number in range(count)))
    assert sentences(session, ana) == [sentence]


def test_a_line_moves_up_when_somebody_joins_it(session: Session):
    cast = people.cast(session)
    one, other = make.post(session, cast.ana), make.post(session, cast.ana)
    like(session, one, cast.ben)
    like(session, other, cast.ben)
    like(session, one, cast.cleo)
    assert sentences(session, cast.ana) == [
        "cleo and ben liked your post",
        "ben liked your post",
    ]


def test_a_comment_is_quoted_and_leads_to_itself(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    comment = make.comment(session, cast.ben, post, "What\na " + "long " * 50)
    notify(session, kinds.COMMENT, cast.ben, cast.ana.id, post_id=post.id, comment_id=comment.id)
    (card,) = notification_page(session, cast.ana).cards
    assert card.quote.startswith("What a long long")
    assert card.quote.endswith("…")
    assert len(card.quote) <= 120
    assert card.href == f"/p/{post.code}?comment={comment.id}"


def test_a_filtered_comment_is_not_quoted(session: Session):
    cast = people.cast(session)
    post, other = make.post(session, cast.ana), make.post(session, cast.cleo)
    for under, body in ((post, "What a Fool"), (other, "@ana a fool"), (other, "@ana a duck")):
        comment = make.comment(session, cast.ben, under, body)
        notify(
            session, kinds.MENTION, cast.ben, cast.ana.id, post_id=under.id, comment_id=comment.id
        )
    add_word(session, cast.ana, "fool")
    add_word(session, cast.cleo, "duck")
    session.flush()
    page = notification_page(session, cast.ana)
    assert [card.quote for card in page.cards] == ["", "", ""]
    toasts = cards_of(session, cast.ana, [card.id for card in page.cards])
    assert [card.quote for card in toasts] == ["", "", ""]
    remove_word(session, cast.ana, "fool")
    quotes = [card.quote for card in notification_page(session, cast.ana).cards]
    assert quotes == ["", "@ana a fool", "What a Fool"]


def test_follows_of_a_day_are_one_line_and_one_alone_leads_to_the_person(session: Session):
    cast = people.cast(session)
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    assert notification_page(session, cast.ana).cards[0].href == "/ben"
    notify(session, kinds.FOLLOW, cast.cleo, cast.ana.id)
    (card,) = notification_page(session, cast.ana).cards
    assert (card.sentence, card.href) == ("cleo and ben started following you", "")
    assert [person.username for person in bundle_people(session, cast.ana, card.key)] == [
        "cleo",
        "ben",
    ]
    assert bundle_people(session, cast.ben, card.key) == []


def test_pages_follow_each_other_without_a_gap_and_without_anything_twice(session: Session):
    cast = people.cast(session)
    posts = [make.post(session, cast.ana) for _ in range(7)]
    for post in posts:
        like(session, post, cast.ben)
    for post in posts[::2]:
        like(session, post, cast.cleo)
    whole = notification_page(session, cast.ana).cards
    seen, before = [], None
    while True:
        page = notification_page(session, cast.ana, before=before, size=2)
        seen += page.cards
        before = page.next_before
        if before is None:
            break
    assert [card.key for card in seen] == [card.key for card in whole]
    assert len({card.key for card in seen}) == 7


def test_filters_show_their_kinds_alone(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, post, cast.ben)
    notify(session, kinds.FOLLOW, cast.cleo, cast.ana.id)
    notify(session, kinds.TAG, cast.ben, cast.ana.id, post_id=post.id)
    assert sentences(session, cast.ana, only="likes") == ["ben liked your post"]
    assert sentences(session, cast.ana, only="follows") == ["cleo started following you"]
    assert sentences(session, cast.ana, only="mentions") == ["ben tagged you in a post"]
    assert sentences(session, cast.ana, only="comments") == []
    assert len(sentences(session, cast.ana, only="unread")) == 3
    mark_read(session, cast.ana, "follow:" + f"{clock.now():%Y-%m-%d}")
    assert len(sentences(session, cast.ana, only="unread")) == 2


def _block(session: Session, cast: Cast, _post: Post, _comment) -> None:
    session.add(Block(blocker_id=cast.ben.id, blocked_id=cast.ana.id))


def _mute(session: Session, cast: Cast, _post: Post, _comment) -> None:
    session.add(Mute(muter_id=cast.ana.id, muted_id=cast.ben.id, with_notifications=True))


def _suspend(session: Session, cast: Cast, _post: Post, _comment) -> None:
    session.exec(select(User).where(User.id == cast.ben.id)).one().suspended_at = clock.now()


def _archive(_session: Session, _cast: Cast, post: Post, _comment) -> None:
    post.archived_at = clock.now()


def _delete(_session: Session, _cast: Cast, post: Post, _comment) -> None:
    post.deleted_at = clock.now()


def _delete_comment(_session: Session, _cast: Cast, _post: Post, comment) -> None:
    comment.deleted_at = clock.now()


HIDING = (_block, _mute, _suspend, _archive, _delete, _delete_comment)


@pytest.mark.parametrize("hide", HIDING, ids=lambda each: each.__name__)
def test_what_is_kept_from_a_person_is_in_no_list_and_no_count(session: Session, hide: Callable):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    comment = make.comment(session, cast.ben, post)
    notify(session, kinds.COMMENT, cast.ben, cast.ana.id, post_id=post.id, comment_id=comment.id)
    (row,) = session.exec(select(Notification)).all()
    assert unread(session, cast.ana) == 1
    hide(session, cast, post, comment)
    session.flush()
    assert unread(session, cast.ana) == 0
    assert notification_page(session, cast.ana).cards == []
    assert cards_of(session, cast.ana, [row.id or 0]) == []
    assert bundle_people(session, cast.ana, row.bundle) == []
    assert news(session, cast.ana, clock.now() - timedelta(hours=1)).arrived == {}
    assert mark_read(session, cast.ana, row.bundle) == 0


def test_a_mention_in_a_post_goes_when_the_post_is_closed_to_one(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    notify(session, kinds.MENTION, cast.ana, cast.cleo.id, post_id=post.id)
    assert unread(session, cast.cleo) == 1
    session.exec(select(Profile).where(Profile.user_id == cast.ana.id)).one().is_private = True
    session.flush()
    assert unread(session, cast.cleo) == 0
    make.follow(session, cast.cleo, cast.ana)
    assert sentences(session, cast.cleo) == ["ana mentioned you in a post"]
    post.visibility = ONLY_ME
    session.flush()
    assert notification_page(session, cast.cleo).cards == []


def test_the_newest_of_a_line_may_be_hidden_and_the_rest_stays(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, post, cast.ben, cast.cleo)
    session.add(Block(blocker_id=cast.ana.id, blocked_id=cast.cleo.id))
    session.flush()
    (card,) = notification_page(session, cast.ana).cards
    assert (card.sentence, card.count) == ("ben liked your post", 1)


def test_a_page_costs_the_same_however_long_it_is(session: Session):
    cast = people.cast(session)
    actors = [make.user(session) for _ in range(4)]
    for number in range(30):
        post = make.post(session, cast.ana)
        like(session, post, *actors[: number % 4 + 1])
        comment = make.comment(session, cast.ben, post)
        notify(
            session, kinds.COMMENT, cast.ben, cast.ana.id, post_id=post.id, comment_id=comment.id
        )
    session.commit()
    with counted(session) as few:
        assert len(notification_page(session, cast.ana, size=5).cards) == 5
    with counted(session) as many:
        assert len(notification_page(session, cast.ana, size=50).cards) == 50
    assert len(few) == len(many) <= 7
    with counted(session) as looked:
        news(session, cast.ana, clock.now() - timedelta(hours=1))
    assert len(looked) == 2


def test_a_line_of_many_is_not_read_again_for_each_of_them(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, post, *(make.user(session) for _ in range(200)))
    session.commit()
    before = _rows_read(session)
    assert notification_page(session, cast.ana).cards[0].count == 200
    assert _rows_read(session) - before < 200 * 50


def _rows_read(session: Session) -> int:
    """What MariaDB has read for this connection; SQLite does not say."""
    if session.get_bind().dialect.name == "sqlite":
        return 0
    rows = session.connection().exec_driver_sql("SHOW SESSION STATUS LIKE 'Handler_read%%'")
    return sum(int(row[1]) for row in rows)


def test_news_name_what_came_since_and_is_unread(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, post, cast.ben)
    row = session.exec(select(Notification).order_by(col(Notification.id))).one()
    since = clock.now() - timedelta(seconds=30)
    found = news(session, cast.ana, since)
    assert list(found.arrived.values()) == [row.id]
    assert found.unread == 1
    row.created_at = since - timedelta(seconds=1)
    session.flush()
    found = news(session, cast.ana, since)
    assert (found.arrived, found.unread, found.is_quiet) == ({}, 1, False)


def test_a_picture_behind_a_content_warning_is_shown_to_its_author_alone(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    post.warning = "Blood"
    session.add(post)
    like(session, post, cast.ben)
    notify(session, kinds.TAG, cast.ana, cast.ben.id, post_id=post.id)
    (for_ana,) = notification_page(session, cast.ana).cards
    (for_ben,) = notification_page(session, cast.ben).cards
    assert for_ana.picture
    assert (for_ben.picture, for_ben.href) == ("", f"/p/{post.code}")
