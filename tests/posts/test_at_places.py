"""Posts from places: what each viewer finds there, what they are told of, and what it costs."""

import json
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.errors import Invalid, NotFound
from instaclone.places.models import Place
from instaclone.posts import at_places, counting_places, editing, publishing
from instaclone.posts.at_places import known_place, link_head, place_head, place_page, search_places
from instaclone.posts.choices import Choices
from instaclone.posts.models import FOLLOWERS, ONLY_ME, Post, PostMedia, PostRevision
from instaclone.profiles.models import Profile
from instaclone.settings import settings
from instaclone.tags.queries import tag_head
from tests import make, people
from tests.statements import counted


def _from(session: Session, author: Viewer, words: str = "", town: Place | None = None, **values):
    """A new post from there."""
    post = make.post(session, author)
    for name, value in values.items():
        setattr(post, name, value)
    return make.own_place(session, post, words) if town is None else _in(session, post, town)


def _in(session: Session, post: Post, town: Place) -> Post:
    post.place, post.place_id = town.name, town.id
    session.flush()
    return post


def _codes(session: Session, viewer: Viewer | None, place_id: int | None) -> list[str]:
    return [tile.code for tile in place_page(session, viewer, place_id or 0)[0]]


def test_a_place_shows_the_newest_first_to_those_who_may_see_them(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel", "Holstein", "Germany")
    first = _from(session, cast.ana, town=town).code
    _from(session, cast.ana, "The harbour")
    second = _from(session, cast.cleo, town=town).code
    hidden = _from(session, cast.ana, town=town, visibility=FOLLOWERS).code
    assert _codes(session, None, town.id) == [second, first]
    assert _codes(session, cast.ben, town.id) == [hidden, second, first]
    assert town.id
    head = place_head(session, cast.ben, town.id)
    assert (head.name, head.detail, head.post_count) == ("Kiel", "Holstein, Germany", "3 posts")
    assert head.coordinates == "0.00° N, 0.00° E"
    assert place_head(session, None, town.id).post_count == "2 posts"
    link = link_head(session, None, town.id)
    assert link
    assert (link.title, link.description) == (
        "Kiel · Instaclone",
        "2 posts from Kiel, Holstein, Germany.",
    )
    assert link.is_indexed
    assert link.image


def test_what_is_kept_out_of_searching_is_neither_shown_nor_counted_nor_names_a_place(
    session: Session,
):
    cast, town = people.cast(session), make.town(session, "Kiel")
    of_ana = _from(session, cast.ana, town=town).code
    alone = _from(session, cast.cleo, town=town, is_unlisted=True).code
    bay = _from(session, cast.ana, "Our quiet bay", is_unlisted=True).place_id
    assert town.id
    assert bay
    assert _codes(session, cast.ben, town.id) == [of_ana]
    assert place_head(session, cast.ben, town.id).post_count == "1 post"
    assert _codes(session, cast.cleo, town.id) == [alone, of_ana]
    assert search_places(session, cast.ben, "our quiet", 5) == []
    assert place_head(session, cast.ben, bay).name == "Our quiet bay"  # a post in the feed says so
    assert [card.id for card in search_places(session, cast.ana, "our quiet", 5)] == [bay]
    assert counting_places.count(session) == {town.id: 1}
    session.get_one(Profile, cast.ana.id).is_unlisted = True
    session.flush()
    assert _codes(session, None, town.id) == []
    assert counting_places.count(session) == {}


def test_a_link_to_a_place_or_a_tag_shows_nothing_that_is_behind_a_warning(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel")
    post = make.tag(session, _from(session, cast.ana, town=town), "harbour")
    heads = link_head(session, None, town.id or 0), tag_head(session, None, "harbour")
    assert all(head and head.image for head in heads)
    post.warning = "Blood"
    session.add(post)
    session.flush()
    heads = link_head(session, None, town.id or 0), tag_head(session, None, "harbour")
    assert [head and head.image for head in heads] == ["", ""]


def test_a_town_without_posts_is_known_and_a_number_that_is_none_is_not(session: Session):
    town = make.town(session, "Kiel", latitude=-12.345, longitude=-170.0)
    assert town.id
    head = place_head(session, None, town.id)
    assert (head.post_count, head.coordinates) == ("0 posts", "12.35° S, 170.00° W")
    link = link_head(session, None, town.id)
    assert link
    assert not link.is_indexed
    for nothing in (0, -1, 999_999, 5_000_000):
        with pytest.raises(NotFound):
            place_head(session, None, nothing)
        assert link_head(session, None, nothing) is None


def test_what_somebody_named_is_found_by_those_alone_who_see_a_post_from_there(session: Session):
    cast = people.cast(session)
    post = _from(session, cast.ana, "Our secret bay", visibility=ONLY_ME)
    place_id = post.place_id or 0
    for viewer in (None, cast.ben, cast.cleo):
        assert search_places(session, viewer, "our secret", 5) == []
        with pytest.raises(NotFound):
            known_place(session, viewer, place_id)
        with pytest.raises(NotFound):
            place_head(session, viewer, place_id)
    assert [card.label for card in search_places(session, cast.ana, "OUR sec", 5)] == [
        "Our secret bay"
    ]
    post.visibility = FOLLOWERS
    session.flush()
    assert [card.label for card in search_places(session, cast.ben, "our", 5)] == ["Our secret bay"]
    assert search_places(session, cast.cleo, "our", 5) == []


def test_a_place_is_called_as_the_post_calls_it_that_the_viewer_sees(session: Session):
    cast = people.cast(session)
    shown = _from(session, cast.cleo, "The old mill")
    _from(session, cast.ana, "THE OLD MILL", visibility=FOLLOWERS)
    assert place_head(session, None, shown.place_id or 0).name == "The old mill"
    assert place_head(session, cast.ben, shown.place_id or 0).name == "THE OLD MILL"
    assert known_place(session, None, shown.place_id or 0).label == "The old mill"
    assert search_places(session, None, "the old", 5)[0].name == "The old mill"


def test_guests_of_a_private_community_find_no_place(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel")
    _from(session, cast.ana, town=town)
    with settings_module.using(replace(settings(), private_community=True)):
        assert search_places(session, None, "kiel", 5) == []
        assert link_head(session, None, town.id or 0) is None
        assert search_places(session, cast.ben, "kiel", 5)


def test_pages_follow_each_other_without_a_gap(session: Session, monkeypatch):
    monkeypatch.setattr(at_places, "TILES", 2)
    monkeypatch.setattr(at_places, "WINDOW", 3)
    cast, town = people.cast(session), make.town(session, "Kiel")
    made = [
        _from(session, cast.ana, town=town, visibility=ONLY_ME if number % 3 else "public").code
        for number in range(9)
    ]
    wanted = [code for number, code in enumerate(made) if not number % 3][::-1]
    found, before = [], None
    for _ in range(9):
        tiles, before = place_page(session, None, town.id or 0, before)
        found += [tile.code for tile in tiles]
        if before is None:
            break
    assert found == wanted
    assert before is None


def test_ten_posts_cost_as_many_statements_as_two(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel")
    costs = []
    for more in (2, 8):
        for _ in range(more):
            _from(session, cast.ana, town=town)
            _from(session, cast.ana, f"Kielce {more}")
        session.expire_all()
        with counted(session) as statements:
            assert place_page(session, cast.ben, town.id or 0)[0]
            assert len(search_places(session, cast.ben, "kiel", 5)) >= 2
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_publishing_chooses_the_town_or_makes_the_place_and_says_so(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    news: list[str] = []
    monkeypatch.setattr(publishing, "publish_later", lambda _session, topic: news.append(topic))
    cast, town = people.cast(session), make.town(session, "Paris", "Texas", "United States")
    chosen = Choices(place="Paris, France", place_id=town.id)
    post = _published(session, cast.ana, chosen)
    assert (post.place, post.place_id) == ("Paris, Texas, United States", town.id)
    assert f"place:{town.id}" in news
    own = _published(session, cast.ana, Choices(place="  Behind   the mill "))
    assert own.place == "Behind the mill"
    assert _codes(session, None, own.place_id) == [own.code]
    assert _published(session, cast.cleo, Choices(place="behind the mill")).place_id == own.place_id
    assert _published(session, cast.ana, Choices()).place_id is None
    with pytest.raises(Invalid) as refusal:
        _published(session, cast.ana, Choices(place="Paris", place_id=123_456))
    assert refusal.value.field == "place"


def test_editing_moves_a_post_and_keeps_what_its_place_was_called(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel", "", "Germany")
    post = _published(session, cast.ana, Choices(place="By the sea"))
    before = post.place_id
    media_id = _picture(session, post)
    changes = editing.Changes(
        "", "", ((media_id, ""),), version=0, choices=Choices(place_id=town.id)
    )
    assert editing.edit(session, cast.ana, post.code, changes)
    assert (post.place, post.place_id) == ("Kiel, Germany", town.id)
    revision = session.exec(select(PostRevision).where(PostRevision.post_id == post.id)).one()
    assert json.loads(revision.content)["place"] == "By the sea"
    assert _codes(session, None, before) == []
    with pytest.raises(NotFound):
        place_head(session, cast.ana, before or 0)


def test_places_are_counted_by_what_everybody_sees(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel")
    for visibility in ("public", "public", FOLLOWERS, ONLY_ME):
        _from(session, cast.ana, town=town, visibility=visibility)
    named = _from(session, cast.cleo, "The mill")
    counts = counting_places.count(session)
    assert counts == {town.id: 2, named.place_id: 1}
    assert counting_places.write(session, counts) == 2
    assert counting_places.write(session, counts) == 0
    session.expire_all()
    assert town.post_count == 2
    assert counting_places.write(session, {}) == 2
    session.expire_all()
    assert town.post_count == 0


def test_a_name_that_no_post_says_any_more_is_forgotten_and_towns_stay(session: Session):
    cast, town = people.cast(session), make.town(session, "Kiel")
    left, kept = _from(session, cast.ana, "Left"), _from(session, cast.ana, "Kept")
    place_id = left.place_id or 0
    assert counting_places.deserted(session) == []
    session.delete(left)
    session.flush()
    assert counting_places.deserted(session) == [place_id]
    assert counting_places.forget(session, [place_id, kept.place_id or 0]) == 1
    session.expire_all()
    assert session.get(Place, place_id) is None
    assert session.get(Place, kept.place_id)
    assert session.get(Place, town.id)


def _published(session: Session, author: Viewer, choices: Choices) -> Post:
    picture = make.media(session, author)
    assert picture.id
    return publishing.publish(session, author, [picture.id], choices=choices)


def _picture(session: Session, post: Post) -> int:
    return session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
