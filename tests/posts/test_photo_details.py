"""The camera is told where its author wants it, what was done to a photo to its author alone."""

import pytest
from sqlmodel import Session

from instaclone.errors import NotFound
from instaclone.media import facts
from instaclone.media.facts import Camera, Facts
from instaclone.posts.cards import CameraLine
from instaclone.posts.models import ONLY_ME
from instaclone.posts.photo_details import camera_cards, own_receipts
from tests import make, people


def _photographed(session: Session, author, **camera: str):
    post = make.post(session, author, pictures=2)
    first = make.picture_in(session, post)
    first.facts = facts.to_text(Facts(camera=Camera(**camera)))
    session.flush()
    return post, first


def test_the_camera_is_named_only_where_the_author_shows_it(session: Session):
    cast = people.cast(session)
    post, first = _photographed(
        session, cast.ana, make="Canon", model="Canon EOS R6", exposure="1/250 s", iso="400"
    )
    assert camera_cards(session, cast.ben, post.code) == []
    post.shows_camera = True
    [card] = camera_cards(session, None, post.code)
    assert card.media_id == first.id
    assert card.lines == [
        CameraLine("Camera", "Canon EOS R6"),
        CameraLine("Exposure", "1/250 s"),
        CameraLine("ISO", "400"),
    ]
    post.visibility = ONLY_ME
    session.flush()
    with pytest.raises(NotFound):
        camera_cards(session, cast.ben, post.code)


def test_a_maker_who_is_not_in_the_models_name_stands_before_it(session: Session):
    ana = make.user(session)
    post, _ = _photographed(session, ana, make="Google", model="Pixel 9")
    post.shows_camera = True
    [card] = camera_cards(session, None, post.code)
    assert card.lines == [CameraLine("Camera", "Google Pixel 9")]


def test_receipts_are_for_the_author_alone(session: Session):
    cast = people.cast(session)
    post, first = _photographed(session, cast.ana)
    receipts = own_receipts(session, cast.ana, post.code)
    assert receipts[0].media_id == first.id
    assert len(receipts) == 2
    assert own_receipts(session, cast.ben, post.code) == []
    assert own_receipts(session, None, post.code) == []
