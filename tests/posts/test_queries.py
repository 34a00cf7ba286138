"""Posts as cards: what they say, and in how many statements."""

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.media.models import FAILED, PROCESSING, RECEIVED, VIDEO
from instaclone.posts import publishing, queries
from instaclone.posts.framing import Lies
from instaclone.posts.models import PostMedia, PostPerson
from instaclone.profiles import opting_out
from instaclone.profiles.queries import profile_head
from instaclone.vision import weights
from instaclone.vision.models import FAILED as SCAN_FAILED
from instaclone.vision.models import SCANNING, WAITING, Scan
from tests import make, people
from tests.statements import counted


def test_a_card_says_what_was_found_and_who_posted(session: Session):
    ana = make.user(session, "ana")
    post = make.post(session, ana, caption="At the bus stop", labels={"person": 3, "bus": 1})
    card = queries.post_card(session, None, post.code)
    assert (card.author, card.caption, card.summary) == (
        "ana",
        "At the bus stop",
        "3 people, 1 bus",
    )
    assert card.status == "Ready"
    assert not card.is_own
    assert queries.title_of(card) == "ana: At the bus stop · Instaclone"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (RECEIVED, "Received"),
        (PROCESSING, "Processing"),
        (FAILED, "Failed: sea.jpg is damaged."),
    ],
)
def test_the_status_says_where_the_picture_is(session: Session, state: str, status: str):
    ana = make.user(session)
    media = make.media(session, ana)
    post = publishing.publish(session, ana, [media.id or 0])
    media.state, media.failure = state, "sea.jpg is damaged." if state == FAILED else ""
    session.flush()
    assert queries.post_card(session, ana, post.code).status == status


@pytest.mark.parametrize(
    ("state", "has_model", "status"),
    [
        (WAITING, True, "Scanning"),
        (WAITING, False, "Waiting for the scanner's model"),
        (SCANNING, False, "Scanning"),
        (SCAN_FAILED, True, "Failed: the model gave up"),
    ],
)
def test_the_status_says_where_the_scan_is(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path,
    state: str,
    has_model: bool,
    status: str,
):
    monkeypatch.setattr(weights, "locate", lambda: tmp_path if has_model else None)
    ana = make.user(session)
    media = make.media(session, ana)
    failure = "the model gave up" if state == SCAN_FAILED else ""
    session.add(Scan(media_id=media.id or 0, state=state, failure=failure))
    post = publishing.publish(session, ana, [media.id or 0])
    assert queries.post_card(session, ana, post.code).status == status


def test_the_grid_turns_its_pages_without_losing_or_doubling_a_post(session: Session):
    ana = make.user(session)
    made = [make.post(session, ana).code for _ in range(queries.TILES + 3)]
    first, before = queries.tiles(session, None, ana.id)
    second, end = queries.tiles(session, None, ana.id, before)
    assert [tile.code for tile in first + second] == made[::-1]
    assert end is None


def test_the_grid_costs_the_same_for_one_post_and_for_many(session: Session):
    ana = make.user(session)
    make.post(session, ana, labels={"dog": 1})
    with counted(session) as few:
        queries.tiles(session, None, ana.id)
    for _ in range(9):
        make.post(session, ana, labels={"dog": 2, "cat": 1})
    session.expire_all()
    with counted(session) as many:
        queries.tiles(session, None, ana.id)
    assert len(many) == len(few)


def test_a_link_to_a_post_carries_its_words_and_its_picture(session: Session):
    post = make.post(session, make.user(session, "ana"), caption='<b>"Sea"</b>')
    head = queries.post_head(session, None, post.code)
    assert head
    assert head.title.startswith('ana: <b>"Sea"</b>')
    assert head.image.startswith("/media/v/")


def test_no_search_engine_of_the_web_lists_what_no_search_here_finds(session: Session):
    ana = make.user(session, "ana")
    post = make.post(session, ana)

    def are_indexed() -> tuple[bool, bool]:
        of_post = queries.post_head(session, None, post.code)
        of_person = profile_head(session, None, "ana")
        assert of_post
        assert of_person
        return of_post.is_indexed, of_person.is_indexed

    assert are_indexed() == (True, True)
    post.is_unlisted = True
    session.flush()
    assert are_indexed() == (False, True)
    post.is_unlisted = False
    opting_out.set_unlisted(session, ana, True)
    assert are_indexed() == (False, False)


def test_a_card_carries_what_its_author_said_about_it(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, caption="With @ben at #sea", pictures=2)
    post.place, post.licence, post.edited_at = "Kiel", "CC-BY-4.0", clock.now()
    first = session.exec(select(PostMedia).where(PostMedia.position == 0)).one()
    first.alt_text = "A dog looks at the sea"
    session.add(PostPerson(post_id=post.id or 0, user_id=cast.ben.id))
    session.add(PostPerson(post_id=post.id or 0, user_id=cast.cleo.id, removed_at=clock.now()))
    session.flush()
    card = queries.post_card(session, cast.ben, post.code)
    assert [piece.href for piece in card.caption_pieces if piece.href] == ["/ben", "/tags/sea"]
    assert [picture.alt for picture in card.pictures] == ["A dog looks at the sea", "Photo by ana."]
    assert card.alt == card.picture.alt == "A dog looks at the sea"
    assert (card.picture_count, card.people, card.place) == (2, ["ben"], "Kiel")
    assert (card.licence_name, card.visibility) == ("CC BY 4.0", "public")
    assert card.licence_url.startswith("https://creativecommons.org/")
    assert card.edited.endswith("UTC")


def test_a_picture_its_author_did_not_describe_says_what_was_found_as_a_guess(session: Session):
    post = make.post(session, make.user(session, "ana"), labels={"dog": 1})
    assert queries.post_card(session, None, post.code).alt == (
        "Photo by ana. The scanner found 1 dog."
    )


def test_a_video_its_author_did_not_describe_is_called_one(session: Session):
    post = make.post(session, make.user(session, "ana"))
    film = make.picture_in(session, post)
    film.kind = VIDEO
    session.flush()
    assert queries.post_card(session, None, post.code).alt == "Video by ana."


def test_the_scanner_says_what_it_saw_on_each_picture(session: Session):
    ana = make.user(session, "ana")
    post = make.post(session, ana, labels={"dog": 1})
    make.put_picture(session, post, 1, {"cat": 2})
    first, other = queries.scanner_cards(session, None, post.code)
    assert [box.label for box in first.boxes] == ["dog"]
    assert [box.label for box in other.boxes] == ["cat", "cat"]
    assert (first.number, other.number) == (1, 2)


def test_a_post_is_as_far_as_the_picture_that_is_least_far(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    second = make.put_picture(session, post, 1)
    second.state = PROCESSING
    session.flush()
    card = queries.post_card(session, ana, post.code)
    assert (card.status, card.is_working) == ("Processing", True)
    second.state, second.failure = FAILED, "sea.jpg is damaged."
    card = queries.post_card(session, ana, post.code)
    assert (card.status, card.is_lost) == ("Failed: sea.jpg is damaged.", True)


def test_further_pictures_lie_in_the_frame_of_the_first(session: Session):
    post = make.post(session, make.user(session), pictures=2)
    second = make.picture_in(session, post, 1)
    second.width, second.height = 600, 900
    session.flush()
    card = queries.post_card(session, None, post.code)
    assert card.frame == "1080 / 810"
    assert card.lies == [Lies("100%", "100%"), Lies("50.000%", "100%")]


def test_a_warning_covers_a_post_for_all_but_its_author(session: Session):
    ana = make.user(session, "ana")
    post = make.post(session, ana)
    post.warning = "Blood"
    media = make.picture_in(session, post)
    media.placeholder = "data:image/webp;base64,AA"
    session.flush()
    assert not queries.post_card(session, ana, post.code).is_covered
    card = queries.post_card(session, None, post.code)
    assert (card.is_covered, card.warning) == (True, "Blood")
    [tile] = queries.tiles(session, None, ana.id)[0]
    assert tile.is_covered
    assert (tile.picture.src, tile.picture.srcset, tile.picture.largest) == ("", "", "")
    assert tile.picture.placeholder == "data:image/webp;base64,AA"
    [own] = queries.tiles(session, ana, ana.id)[0]
    assert own.picture.src
    head = queries.post_head(session, None, post.code)
    assert head
    assert (head.image, head.description) == ("", "Blood")


def test_a_tile_says_how_long_a_film_is(session: Session):
    ana = make.user(session)
    media = make.media(session, ana, kind=VIDEO, duration_ms=64_200)
    publishing.publish(session, ana, [media.id or 0])
    [tile] = queries.tiles(session, None, ana.id)[0]
    assert tile.duration == "1:05"
