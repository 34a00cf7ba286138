"""Posts as cards: what they say, and in how many statements."""

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.media.models import FAILED, PROCESSING, RECEIVED
from instaclone.posts import publishing, queries
from instaclone.posts.models import PostMedia, PostPerson
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
