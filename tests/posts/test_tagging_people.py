"""People in a post: only those it is for, told when it shows, and out of it when they wish."""

import pytest
from sqlalchemy import delete
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.activity.models import TAG, Notification
from instaclone.errors import Invalid, NotFound
from instaclone.media.models import READY, RECEIVED
from instaclone.notifications.queries import notification_page
from instaclone.posts import publishing, queries
from instaclone.posts.choices import Choices, PersonMark
from instaclone.posts.models import Post
from instaclone.posts.tagging_people import (
    approve_tag,
    people_line,
    remove_me,
    tag_people,
    usernames_in,
)
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, CloseFriend
from instaclone.retouching.recipes import Area, Recipe, to_text
from tests import make, people
from tests.statements import counted


def _publish(session: Session, author, line: str, **chosen) -> Post:
    picture = make.media(session, author).id or 0
    choices = Choices(people=line, **chosen)
    return publishing.publish(session, author, [picture], choices=choices)


def _told(session: Session) -> list[int]:
    rows = select(Notification.recipient_id).where(Notification.kind == TAG)
    return sorted(session.exec(rows))


def test_a_line_of_names_is_read_as_people_write_it():
    assert usernames_in("@Ana, ben;@cleo  @ana,") == ["ana", "ben", "cleo"]
    assert usernames_in(" , ") == []


def test_tagged_people_are_named_on_the_card_and_told(session: Session):
    cast = people.cast(session)
    post = _publish(session, cast.ana, "@ben, @cleo")
    assert queries.post_card(session, None, post.code).people == ["ben", "cleo"]
    assert people_line(session, post.id or 0) == "@ben, @cleo"
    assert _told(session) == [cast.ben.id, cast.cleo.id]


def test_nobody_is_told_before_the_post_shows(session: Session):
    cast = people.cast(session)
    picture = make.media(session, cast.ana, state=RECEIVED)
    choices = Choices(people="ben")
    publishing.publish(session, cast.ana, [picture.id or 0], choices=choices)
    assert _told(session) == []
    picture.state = READY
    session.flush()
    publishing.publish_ready(session, picture.id or 0)
    assert _told(session) == [cast.ben.id]


def _block(session: Session, cast) -> None:
    session.add(Block(blocker_id=cast.cleo.id, blocked_id=cast.ana.id))


def _suspend(session: Session, cast) -> None:
    row = session.get(User, cast.cleo.id)
    assert row
    row.suspended_at = clock.now()


@pytest.mark.parametrize(
    ("name", "chosen", "prepare"),
    [
        ("nobody_here", {}, None),
        ("ana", {}, None),
        ("cleo", {}, _block),
        ("cleo", {}, _suspend),
        ("cleo", {"visibility": "followers"}, None),
        ("ben", {"visibility": "close_friends"}, None),
        ("ben", {"visibility": "only_me"}, None),
    ],
)
def test_who_may_not_see_the_post_cannot_be_tagged_whatever_the_reason(
    session: Session, name: str, chosen: dict, prepare
):
    cast = people.cast(session)
    if prepare:
        prepare(session, cast)
        session.flush()
    with pytest.raises(Invalid, match=f"@{name} cannot be tagged: nobody who may see") as refusal:
        _publish(session, cast.ana, name, **chosen)
    assert refusal.value.field == "people"


def test_close_friends_and_followers_can_be_tagged_in_posts_for_them(session: Session):
    cast = people.cast(session)
    session.add(CloseFriend(owner_id=cast.ana.id, friend_id=cast.cleo.id))
    session.flush()
    _publish(session, cast.ana, "cleo", visibility="close_friends")
    _publish(session, cast.ana, "ben", visibility="followers")
    assert _told(session) == [cast.ben.id, cast.cleo.id]


def test_more_than_twenty_people_are_refused(session: Session):
    cast = people.cast(session)
    with pytest.raises(Invalid, match="You can tag 20 people; these are 21"):
        _publish(session, cast.ana, " ".join(f"p{n}" for n in range(21)))


def test_who_takes_their_tag_off_is_not_tagged_again(session: Session):
    cast = people.cast(session)
    post = _publish(session, cast.ana, "ben")
    remove_me(session, cast.ben, post.code)
    assert queries.post_card(session, None, post.code).people == []
    assert _told(session) == []
    with pytest.raises(NotFound, match="not tagged"):
        remove_me(session, cast.ben, post.code)
    tag_people(session, post, "")
    with pytest.raises(Invalid, match="took their tag off"):
        tag_people(session, post, "ben")


def test_who_is_untagged_by_the_author_is_no_longer_told_and_can_be_tagged_again(
    session: Session,
):
    cast = people.cast(session)
    post = _publish(session, cast.ana, "ben, cleo")
    tag_people(session, post, "cleo")
    assert _told(session) == [cast.cleo.id]
    tag_people(session, post, "cleo ben")
    assert _told(session) == [cast.ben.id, cast.cleo.id]


def test_the_posts_somebody_is_tagged_in_come_through_the_gate(session: Session):
    cast = people.cast(session)
    old, new = _publish(session, cast.ana, "ben"), _publish(session, cast.ana, "ben")
    hidden = _publish(session, cast.ana, "ben", visibility="followers")
    found, _ = queries.tagged_tiles(session, cast.ben, cast.ben.id)
    assert [tile.code for tile in found] == [hidden.code, new.code, old.code]
    found, _ = queries.tagged_tiles(session, cast.cleo, cast.ben.id)
    assert [tile.code for tile in found] == [new.code, old.code]
    found, _ = queries.tagged_tiles(session, None, cast.ben.id, new.sort_key)
    assert [tile.code for tile in found] == [old.code]


def test_a_tag_across_a_block_is_shown_to_nobody_and_can_still_be_taken_off(session: Session):
    cast = people.cast(session)
    post = _publish(session, cast.ana, "ben, cleo")
    session.add(Block(blocker_id=cast.ana.id, blocked_id=cast.ben.id))
    session.flush()
    for viewer in (cast.ana, cast.cleo, None):
        assert queries.post_card(session, viewer, post.code).people == ["cleo"]
        assert queries.tagged_tiles(session, viewer, cast.ben.id)[0] == []
    assert people_line(session, post.id or 0) == "@cleo"
    remove_me(session, cast.ben, post.code)
    session.execute(delete(Block))
    assert queries.post_card(session, None, post.code).people == ["cleo"]
    with pytest.raises(NotFound):
        remove_me(session, cast.ben, post.code)


def test_of_a_private_account_only_followers_see_where_it_is_tagged(session: Session):
    cast = people.cast(session)
    dan = make.user(session, "dan")
    _publish(session, dan, "ana")
    profile = session.get(Profile, cast.ana.id)
    assert profile
    profile.is_private = True
    session.flush()
    found = {
        viewer: len(queries.tagged_tiles(session, viewer, cast.ana.id)[0])
        for viewer in (cast.ana, cast.ben, cast.cleo, None)
    }
    assert found == {cast.ana: 1, cast.ben: 1, cast.cleo: 0, None: 0}


def test_the_tagged_posts_cost_the_same_for_one_and_for_many(session: Session):
    cast = people.cast(session)
    _publish(session, cast.ana, "ben")
    with counted(session) as few:
        queries.tagged_tiles(session, None, cast.ben.id)
    for _ in range(8):
        _publish(session, cast.ana, "ben, cleo")
    session.expire_all()
    with counted(session) as many:
        queries.tagged_tiles(session, None, cast.ben.id)
    assert len(many) == len(few)


def _approves(session: Session, who) -> None:
    profile = session.get(Profile, who.id)
    assert profile
    profile.approves_tags = True
    session.flush()


def test_who_approves_tags_is_in_a_post_when_they_say_so_and_not_before(session: Session):
    cast = people.cast(session)
    _approves(session, cast.ben)
    post = _publish(session, cast.ana, "ben, cleo")
    seen = {
        who: queries.post_card(session, viewer, post.code)
        for who, viewer in (("ana", cast.ana), ("ben", cast.ben), ("cleo", cast.cleo), ("", None))
    }
    assert {who: card.people for who, card in seen.items()} == {who: ["cleo"] for who in seen}
    waiting = {who: card.waiting for who, card in seen.items()}
    assert waiting == {"ana": ["ben"], "ben": ["ben"], "cleo": [], "": []}
    assert queries.tagged_tiles(session, cast.ben, cast.ben.id)[0] == []
    assert _told(session) == [cast.ben.id, cast.cleo.id]
    approve_tag(session, cast.ben, post.code)
    card = queries.post_card(session, None, post.code)
    assert (card.people, card.waiting) == (["ben", "cleo"], [])
    assert len(queries.tagged_tiles(session, None, cast.ben.id)[0]) == 1


def test_only_who_is_tagged_approves_and_who_removed_themselves_does_not(session: Session):
    cast = people.cast(session)
    _approves(session, cast.ben)
    post = _publish(session, cast.ana, "ben")
    for other in (cast.cleo, cast.ana):
        with pytest.raises(NotFound):
            approve_tag(session, other, post.code)
    remove_me(session, cast.ben, post.code)
    with pytest.raises(NotFound, match="not tagged"):
        approve_tag(session, cast.ben, post.code)
    assert queries.post_card(session, cast.ana, post.code).waiting == []


def test_who_was_asked_once_is_not_asked_again_by_an_edit(session: Session):
    cast = people.cast(session)
    _approves(session, cast.ben)
    post = _publish(session, cast.ana, "ben")
    approve_tag(session, cast.ben, post.code)
    tag_people(session, post, "ben, cleo")
    assert queries.post_card(session, None, post.code).people == ["ben", "cleo"]


def _marked(session: Session, author, *marks: tuple[str, float, float], **values) -> Post:
    picture = make.media(session, author, **values).id or 0
    chosen = Choices(marks=tuple(PersonMark(name, picture, x, y) for name, x, y in marks))
    return publishing.publish(session, author, [picture], choices=chosen)


def test_people_stand_where_the_author_put_them_on_the_picture(session: Session):
    cast = people.cast(session)
    post = _marked(session, cast.ana, ("@Ben", 0.25, 0.9), ("cleo", 7.0, -1.0))
    card = queries.post_card(session, None, post.code)
    assert card.people == ["ben", "cleo"]
    ben, cleo = card.spots
    assert (ben.username, ben.media_id, ben.left, ben.top) == (
        "ben",
        card.picture.id,
        "25.00%",
        "90.00%",
    )
    assert (ben.is_low, ben.is_at_right) == (True, False)
    assert (cleo.left, cleo.top, cleo.is_at_right) == ("100.00%", "0.00%", True)


def test_a_place_follows_the_crop_and_goes_with_what_was_cut_off(session: Session):
    cast = people.cast(session)
    post = _marked(session, cast.ana, ("ben", 0.6, 0.5), ("cleo", 0.1, 0.5))
    media = make.picture_in(session, post)
    media.recipe = to_text(Recipe(crop=Area(0.5, 0.0, 0.5, 1.0)))
    session.flush()
    card = queries.post_card(session, None, post.code)
    assert [(spot.username, spot.left, spot.top) for spot in card.spots] == [
        ("ben", "20.00%", "50.00%")
    ]
    assert card.people == ["ben", "cleo"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "1"])
def test_a_place_is_a_number(session: Session, value):
    with pytest.raises(Invalid, match="Put them there again"):
        _marked(session, people.cast(session).ana, ("ben", value, 0.5))


def test_a_mark_on_a_picture_of_another_post_says_only_who_is_in_it(session: Session):
    cast = people.cast(session)
    other = make.media(session, cast.cleo).id or 0
    picture = make.media(session, cast.ana).id or 0
    chosen = Choices(marks=(PersonMark("ben", other, 0.5, 0.5),))
    post = publishing.publish(session, cast.ana, [picture], choices=chosen)
    card = queries.post_card(session, None, post.code)
    assert (card.people, card.spots) == (["ben"], [])


def test_where_people_are_is_shown_to_whom_their_names_are(session: Session):
    cast = people.cast(session)
    _approves(session, cast.ben)
    post = _marked(session, cast.ana, ("ben", 0.5, 0.5), ("cleo", 0.5, 0.5))
    dan, eve = make.user(session, "dan"), make.user(session, "eve")
    session.add(Block(blocker_id=cast.cleo.id, blocked_id=dan.id))
    session.flush()
    spots = {
        who: [spot.username for spot in queries.post_card(session, viewer, post.code).spots]
        for who, viewer in (("ben", cast.ben), ("dan", dan), ("eve", eve), ("", None))
    }
    assert spots == {"ben": ["ben", "cleo"], "dan": [], "eve": ["cleo"], "": ["cleo"]}


def test_a_person_who_is_moved_is_told_nothing_new(session: Session):
    cast = people.cast(session)
    post = _marked(session, cast.ana, ("ben", 0.5, 0.5))
    picture = make.picture_in(session, post).id or 0
    tag_people(session, post, "@ben", [PersonMark("ben", picture, 0.1, 0.2)])
    assert queries.post_card(session, None, post.code).spots[0].left == "10.00%"
    assert _told(session) == [cast.ben.id]
    tag_people(session, post, "@ben")
    card = queries.post_card(session, None, post.code)
    assert (card.people, card.spots) == (["ben"], [])


def test_who_is_asked_is_told_so_and_the_line_follows_the_answer(session: Session):
    cast = people.cast(session)
    _approves(session, cast.ben)
    post = _publish(session, cast.ana, "ben, cleo")

    def lines(viewer) -> list[tuple[str, bool]]:
        page = notification_page(session, viewer)
        return [(card.sentence, card.asks) for card in page.cards if card.kind == TAG]

    assert lines(cast.ben) == [("ana asks to tag you in a post", True)]
    assert lines(cast.cleo) == [("ana tagged you in a post", False)]
    approve_tag(session, cast.ben, post.code)
    assert lines(cast.ben) == [("ana tagged you in a post", False)]
    remove_me(session, cast.ben, post.code)
    assert lines(cast.ben) == []


def test_what_is_told_of_a_covered_post_shows_nothing_of_it(session: Session):
    cast = people.cast(session)
    _publish(session, cast.ana, "ben", warning="Blood")
    [card] = notification_page(session, cast.ben).cards
    assert card.picture == ""
