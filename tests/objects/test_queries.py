"""The page of an object: what each viewer finds there, and what it costs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.objects import queries
from instaclone.objects.models import PopularObject
from instaclone.objects.queries import object_head, object_link_head, object_page, objects
from instaclone.posts.models import FOLLOWERS, HIDDEN, ONLY_ME, PostMedia, PutAside
from instaclone.profiles.models import Profile
from instaclone.relations.models import Mute
from instaclone.settings import settings
from instaclone.vision import counting
from instaclone.vision.models import Detection
from tests import make, people
from tests.statements import counted


def showing(session: Session, author: Viewer, *labels: str, pictures: int = 1, **values) -> str:
    """The code of a new post that shows these."""
    post = make.post(session, author, pictures=pictures, labels=dict.fromkeys(labels, 1))
    for key, value in values.items():
        setattr(post, key, value)
    session.flush()
    return post.code


def codes(session: Session, viewer: Viewer | None, label: str = "dog") -> list[str]:
    return [tile.code for tile in object_page(session, viewer, label)[0]]


def test_the_newest_come_first_and_the_count_says_what_one_finds(session: Session):
    cast = people.cast(session)
    first = showing(session, cast.ana, "dog")
    showing(session, cast.ana, "cat")
    second = showing(session, cast.cleo, "dog", "cat")
    for_followers = showing(session, cast.ana, "dog", visibility=FOLLOWERS)
    assert codes(session, None) == codes(session, cast.cleo) == [second, first]
    assert codes(session, cast.ben) == [for_followers, second, first]
    assert object_head(session, None, "dog").post_count == "2 posts with a dog"
    assert object_head(session, cast.ben, "dog").post_count == "3 posts with a dog"
    assert object_head(session, cast.ben, "elephant").post_count == "0 posts with an elephant"


def test_a_post_stands_there_once_however_many_of_its_pictures_show_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    cast = people.cast(session)
    three = [showing(session, cast.ana, "dog", pictures=4) for _ in range(3)]
    assert codes(session, None) == three[::-1]
    assert object_head(session, None, "dog").post_count == "3 posts with a dog"
    monkeypatch.setattr(queries, "PICTURES", 6)  # ends in the middle of the second post
    tiles, before = object_page(session, None, "dog")
    assert [tile.code for tile in tiles] == [three[2], three[1]]
    tiles, before = object_page(session, None, "dog", before)
    assert [tile.code for tile in tiles] == [three[0]]
    assert before is None


def test_a_tile_is_cut_round_the_object_in_the_first_picture_that_shows_it(session: Session):
    post = make.post(session, labels={"person": 1})
    picture = make.put_picture(session, post, 1, {"dog": 1})
    make.put_picture(session, post, 2, {"dog": 1})
    (tile,) = object_page(session, None, "dog")[0]
    assert (tile.picture.id, tile.position) == (picture.id, "0.0% 50%")
    found = session.exec(select(Detection).where(Detection.media_id == picture.id)).one()
    found.left = 0.8
    session.flush()
    (tile,) = object_page(session, None, "dog")[0]
    assert tile.position == "100.0% 50%"
    found.at_ms = 2000  # what a film shows at a moment says nothing about its poster
    session.flush()
    (tile,) = object_page(session, None, "dog")[0]
    assert (tile.picture.id != picture.id, tile.position) == (True, "0.0% 50%")


def test_a_picture_that_was_taken_out_of_its_post_shows_nothing(session: Session):
    cast = people.cast(session)
    code = showing(session, cast.ana, "dog", pictures=2)
    post = session.exec(make.select_post(code)).one()
    for placed in session.exec(select(PostMedia).where(PostMedia.post_id == post.id)).all():
        session.delete(placed)
    session.flush()
    assert codes(session, cast.ana) == []
    assert object_head(session, cast.ana, "dog").post_count == "0 posts with a dog"


def test_what_is_kept_out_of_being_found_is_found_by_its_author_alone(session: Session):
    cast = people.cast(session)
    code = showing(session, cast.ana, "dog", is_unlisted=True)
    assert codes(session, cast.ana) == [code]
    assert codes(session, cast.ben) == codes(session, None) == []
    kept_out = showing(session, cast.cleo, "dog")
    profile = session.get(Profile, cast.cleo.id)
    assert profile
    profile.is_unlisted = True
    session.flush()
    assert codes(session, cast.cleo) == [kept_out]
    assert codes(session, cast.ben) == codes(session, None) == []


def test_the_muted_and_the_put_aside_are_left_out(session: Session):
    cast = people.cast(session)
    showing(session, cast.ana, "dog")
    by_cleo = showing(session, cast.cleo, "dog")
    session.add(Mute(muter_id=cast.ben.id, muted_id=cast.ana.id))
    session.flush()
    assert codes(session, cast.ben) == [by_cleo]
    post = session.exec(make.select_post(by_cleo)).one()
    assert post.id
    session.add(PutAside(user_id=cast.ben.id, post_id=post.id, reason=HIDDEN))
    session.flush()
    assert codes(session, cast.ben) == []


def test_a_scan_that_comes_after_the_post_is_shown_brings_it_here(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    news: list[str] = []
    monkeypatch.setattr(counting, "publish_later", lambda _session, topic: news.append(topic))
    ana = make.user(session)
    post = make.post(session, ana)
    media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
    assert post.sort_key
    make.detection(session, media_id, "dog")
    counting.recount(session, media_id)
    assert codes(session, ana) == [post.code]
    assert news == ["object:dog"]
    waiting = make.post(session, ana, published=False)
    media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == waiting.id)).one()
    make.detection(session, media_id, "cat")
    counting.recount(session, media_id)
    assert news == ["object:dog"]
    assert codes(session, ana, "cat") == []
    waiting.sort_key = post.sort_key + 1
    for _ in range(2):
        counting.set_sort_key(session, [media_id], waiting.sort_key)
    assert codes(session, ana, "cat") == [waiting.code]
    assert news == ["object:dog", "object:cat"]


def test_pages_follow_each_other_past_windows_in_which_nothing_is_for_the_viewer(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queries, "TILES", 2)
    monkeypatch.setattr(queries, "WINDOW", 3)
    cast = people.cast(session)
    made = [
        showing(session, cast.ana, "dog", visibility=ONLY_ME if 4 <= number < 14 else "public")
        for number in range(17)
    ]
    wanted = [code for number, code in enumerate(made) if not 4 <= number < 14][::-1]
    assert list(_all_pages(session, cast.cleo)) == wanted


def _all_pages(session: Session, viewer: Viewer) -> Iterator[str]:
    before = None
    for _ in range(20):
        tiles, before = object_page(session, viewer, "dog", before)
        yield from (tile.code for tile in tiles)
        if before is None:
            return
    raise AssertionError("there is no end")


def test_beside_it_stand_the_objects_and_tags_of_most_people(session: Session):
    cast = people.cast(session)
    for _ in range(3):
        post = make.post(session, cast.ana, labels={"dog": 1, "frisbee": 1})
        make.tag(session, post, "mine")
    post = make.post(session, cast.ana, labels={"dog": 2, "person": 1})
    make.tag(session, post, "park")
    post = make.post(session, cast.cleo, labels={"dog": 2, "person": 3, "boat": 1})
    make.tag(session, post, "park", "sea")
    secret = make.post(session, cast.ana, labels={"dog": 1, "knife": 1})
    secret.visibility = FOLLOWERS
    make.tag(session, secret, "secret")
    other = make.post(session, cast.cleo, labels={"tv": 1})
    make.put_picture(session, other, 1, {"dog": 1})
    head = object_head(session, cast.cleo, "dog")
    # What stands in another picture of the same post does not stand beside it.
    assert [each.label for each in head.related] == ["person", "frisbee", "boat"]
    assert head.tags == ["park", "mine", "sea"]
    ben = object_head(session, cast.ben, "dog")
    assert "knife" in [each.label for each in ben.related]
    assert "secret" in ben.tags


def test_a_count_ends_at_its_window_and_says_so(session: Session, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_WINDOW", 3)
    ana = make.user(session)
    for _ in range(3):
        showing(session, ana, "traffic light")
    assert object_head(session, None, "traffic light").post_count == "3+ posts with a traffic light"


def test_it_is_called_as_the_reader_calls_it(session: Session):
    ana = make.user(session)
    showing(session, ana, "dog", "traffic light")
    head = object_head(session, ana, "dog", ["de", "en"])
    assert (head.name, head.detail) == ("Hund", "The scanner calls it “dog”.")
    assert head.related[0].name == "Ampel"
    assert head.related[0].address == "/objects/traffic%20light"
    head = object_head(session, ana, "tv", ["en", "de"])
    assert (head.name, head.detail, head.post_count) == ("TV", "", "0 posts with a TV")


def test_what_no_model_knows_is_there_for_those_alone_who_see_one(session: Session):
    cast = people.cast(session)
    showing(session, cast.ana, "lighthouse", visibility=FOLLOWERS)
    assert object_head(session, cast.ben, "lighthouse").name == "Lighthouse"
    assert object_link_head(session, cast.ben, "lighthouse")
    for viewer in (None, cast.cleo):
        with pytest.raises(NotFound):
            object_head(session, viewer, "lighthouse")
        assert object_link_head(session, viewer, "lighthouse") is None
    for nothing in ("", "no such thing", "x" * 5000):
        with pytest.raises(NotFound):
            object_head(session, cast.ana, nothing)


def test_a_link_says_what_a_guest_would_find(session: Session):
    cast = people.cast(session)
    showing(session, cast.ana, "skis", visibility=FOLLOWERS)
    secret = object_link_head(session, None, "skis")
    assert secret
    assert (secret.title, secret.image, secret.is_indexed) == ("Skis · Instaclone", "", False)
    assert secret.description == "0 posts with a pair of skis."
    showing(session, cast.ana, "skis")
    head = object_link_head(session, None, "skis")
    assert head
    assert head.description == "1 post with a pair of skis."
    assert head.image
    assert head.is_indexed
    covered = showing(session, cast.ana, "skis", warning="Blood")
    head = object_link_head(session, None, "skis")
    assert codes(session, None, "skis")[0] == covered
    assert head
    assert head.image == ""


def test_guests_of_a_private_community_find_no_object(session: Session):
    cast = people.cast(session)
    showing(session, cast.ana, "dog")
    session.add(PopularObject(label="dog", post_count=1))
    session.flush()
    with settings_module.using(replace(settings(), private_community=True)):
        with pytest.raises(NotFound):
            object_head(session, None, "dog")
        assert object_link_head(session, None, "dog") is None
        assert codes(session, None) == []
        assert codes(session, cast.ben) != []
        assert {each.post_count for group in objects(session, None) for each in group.objects} == {
            ""
        }


def test_a_page_costs_the_same_statements_however_long(session: Session):
    cast = people.cast(session)

    def cost() -> tuple[int, int]:
        session.expire_all()
        with counted(session) as sent:
            head = object_head(session, cast.ben, "dog", ["de"])
            found = object_page(session, cast.ben, "dog")[0]
        return len(sent), len(found) + len(head.related) + len(head.tags)

    for _ in range(3):
        showing(session, cast.ana, "dog", "cat")
    few = cost()
    for number in range(20):
        code = showing(session, cast.ana, "dog", f"other{number}", pictures=2)
        make.tag(session, session.exec(make.select_post(code)).one(), f"tag{number}")
    many = cost()
    assert few[0] == many[0] <= 20
    assert few[1] < many[1]


def test_the_list_says_how_many_public_posts_show_each(session: Session):
    session.add(PopularObject(label="dog", post_count=1234))
    session.add(PopularObject(label="lighthouse", post_count=1))
    session.flush()
    groups = {group.name: group.objects for group in objects(session, None, ["fr"])}
    assert sum(map(len, groups.values())) == 81
    (dog,) = [each for each in groups["Animals"] if each.label == "dog"]
    assert (dog.name, dog.post_count, dog.address) == ("chien", "1,234 posts", "/objects/dog")
    assert [each.post_count for each in groups["People"]] == [""]
    assert [each.name for each in groups[queries.OTHERS]] == ["lighthouse"]


@pytest.mark.parametrize(
    ("words", "languages", "found"),
    [
        ("dog", [], {"dog", "hot dog"}),
        ("SOFA", [], {"couch"}),
        ("hund", [], set()),
        ("hund", ["de"], {"dog"}),
        ("house", [], {"potted plant", "lighthouse"}),
        ("🐶", [], set()),
        ("zzz", ["de"], set()),
    ],
)
def test_the_list_is_narrowed_by_any_name(
    session: Session, words: str, languages: list[str], found: set[str]
):
    session.add(PopularObject(label="lighthouse", post_count=1))
    session.flush()
    groups = objects(session, None, languages, words)
    assert {each.label for group in groups for each in group.objects} == found
    assert all(group.objects for group in groups)
