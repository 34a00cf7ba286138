"""Each post that is found says what of it matched, and where in its picture."""

import pytest
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.media.models import VIDEO, Media
from instaclone.posts import indexing
from instaclone.posts.models import Post, PostMedia
from instaclone.profiles import indexing as people_indexing
from instaclone.retouching.recipes import Area
from instaclone.search.asking import ask
from instaclone.search.cards import FoundBox, FoundCard
from instaclone.search.results import result_page
from instaclone.vision import correcting
from instaclone.vision.models import Detection
from instaclone.vision.queries import scan_cards
from tests import make
from tests.statements import counted


def _posted(session: Session, author: Viewer, caption: str = "", **how) -> Post:
    post = make.post(session, author, caption, **how)
    indexing.index(session, post)
    session.commit()  # the full text of MariaDB knows nothing before
    return post


def _find(session: Session, text: str, viewer: Viewer | None = None) -> list[FoundCard]:
    term = ask(text, ("en",)).term
    assert term
    return result_page(session, viewer, term).cards


def _said(session: Session, text: str) -> list[str]:
    return [card.matched for card in _find(session, text)]


def test_objects_tags_and_words_are_said_in_one_line(session: Session):
    ana = make.user(session, "ana")
    people_indexing.index(session, ana.id)
    post = make.tag(session, make.post(session, ana, "Sunset run", labels={"dog": 2}), "beach")
    indexing.index(session, post)
    session.commit()
    (line,) = _said(session, 'dog>=2 #beach "sunset"')
    assert line == "2 dogs, #beach, “sunset” in the caption"
    assert _said(session, "sunse") == ["“sunse” in the caption"]
    assert _said(session, "from:ana") == ["by ana"]
    assert _said(session, "ana -cat") == ["by ana"]
    assert _said(session, "dog OR cat") == ["2 dogs"]


def test_a_thing_is_found_in_the_singular_and_the_plural_and_said_as_it_stands_there(
    session: Session,
):
    ana, ben = make.user(session, "ana"), make.user(session, "ben")
    for caption in ("Two dogs", "My dog", "Doghouse", "Des chiens"):
        _posted(session, ana, caption)
    assert _said(session, "dog") == ["“dog” in the caption", "“dogs” in the caption"]
    assert _said(session, "dogs") == ["“dog” in the caption", "“dogs” in the caption"]
    assert _said(session, '"dog"') == ["“dog” in the caption"]
    assert len(_find(session, "dog*")) == 3
    assert len(_find(session, "-dog", ben)) == 2
    make.display_name(session, ben, "Two Puppies")
    people_indexing.index(session, ben.id)
    _posted(session, ben, "Nothing")
    assert _said(session, "puppy") == ["by ben"]


def test_words_in_an_alt_text_are_said_to_be_there(session: Session):
    post = make.post(session)
    picture = session.exec(select(PostMedia).where(PostMedia.post_id == post.id)).one()
    picture.alt_text = "A lighthouse in fog"
    indexing.index(session, post)
    session.commit()
    assert _said(session, '"lighthouse in fog"') == ["“lighthouse in fog” in the alt text"]


def test_the_boxes_of_what_was_asked_for_lie_right_in_the_square(session: Session):
    ana = make.user(session)
    _posted(session, ana, labels={"dog": 1, "car": 1})
    (card,) = _find(session, "dog")
    # The picture is 1080 by 810, and the crop moves to the dog at its left: nothing is cut there.
    assert card.tile.position == "0.0% 50%"
    assert card.boxes == [FoundBox("13.33%", "10.00%", "26.67%", "20.00%")]
    assert _find(session, "from:" + ana.username)[0].boxes == []


def test_what_the_author_corrected_is_found_at_once_and_outlined_where_it_is(session: Session):
    ana = make.user(session)
    post = _posted(session, ana, labels={"dog": 2})
    (media_id,) = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id))
    first, second = scan_cards(session, [media_id], is_own=True)[media_id].boxes
    correcting.reject_box(session, ana, media_id, first.key)
    correcting.relabel(session, ana, media_id, second.key, "sheep")
    correcting.add_box(session, ana, media_id, "cup", Area(0.5, 0.5, 0.25, 0.25))
    session.commit()
    assert _find(session, "dog") == []
    assert _said(session, "sheep") == ["1 sheep"]
    (card,) = _find(session, "cup")
    # The picture is 1080 by 810, and the crop moves so that the cup stands in its middle.
    assert card.boxes == [FoundBox("33.33%", "50.00%", "33.33%", "25.00%")]


def test_the_picture_that_matches_stands_on_the_tile(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, labels={"cat": 1})
    second = make.put_picture(session, post, 1, {"dog": 2})
    indexing.index(session, post)
    session.commit()
    (card,) = _find(session, "dog>=2")
    assert card.tile.picture.id == second.id
    assert card.matched == "2 dogs in picture 2"
    assert len(card.boxes) == 2


def test_a_film_says_the_second_and_shows_no_boxes(session: Session):
    post = make.post(session, labels={"dog": 2})
    for row in session.exec(select(Detection).order_by(col(Detection.position))):
        row.at_ms = 4000 + row.position * 1000
    indexing.index(session, post)
    session.commit()
    (card,) = _find(session, "dog")
    assert (card.matched, card.boxes) == ("2 dogs at 0:04", [])


@pytest.mark.parametrize("is_corrected", [False, True])
def test_a_film_says_no_second_of_what_does_not_count(session: Session, is_corrected: bool):
    """What the scanner is not sure enough of, and what its author rejected, nobody else learns."""
    ana = make.user(session)
    post = make.post(session, ana, labels={"dog": 1})
    (media_id,) = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id))
    (row,) = session.exec(select(Detection).where(Detection.media_id == media_id))
    row.at_ms = 9000
    make.detection(session, media_id, "dog", confidence=0.3, at_ms=2000)
    if is_corrected:
        session.get_one(Media, media_id).kind = VIDEO
        session.get_one(Media, media_id).duration_ms = 10_000
        session.flush()
        correcting.add_box(session, ana, media_id, "cup", Area(0.5, 0.5, 0.25, 0.25), 9000)
    indexing.index(session, post)
    session.commit()
    assert _said(session, "dog") == ["1 dog at 0:09"]


def test_behind_a_content_warning_no_box_is_shown(session: Session):
    ana, ben = make.user(session), make.user(session)
    post = make.post(session, ana, labels={"dog": 1})
    post.warning = "Spiders"
    indexing.index(session, post)
    session.commit()
    (card,) = _find(session, "dog", ben)
    assert card.tile.is_covered
    assert card.boxes == []


@pytest.mark.parametrize("query", ["dog sunset #beach", "-cat"])
def test_a_page_costs_the_same_however_many_are_found(session: Session, query: str):
    ana = make.user(session)

    def post() -> None:
        row = make.tag(session, make.post(session, ana, "sunset", labels={"dog": 1}), "beach")
        indexing.index(session, row)
        session.commit()

    post()
    _find(session, query)
    with counted(session) as few:
        assert len(_find(session, query)) == 1
    for _ in range(5):
        post()
    with counted(session) as many:
        assert len(_find(session, query)) == 6
    assert len(many) == len(few)


def test_many_alternatives_cost_as_many_statements_as_two(session: Session):
    ana = make.user(session, "ana")
    people_indexing.index(session, ana.id)
    _posted(session, ana, "A cat and a dog", labels={"cat": 1, "dog": 1})
    with counted(session) as few:
        assert _said(session, "cat OR dog") == ["1 cat, 1 dog"]
    with counted(session) as many:
        found = _said(session, "cat OR dog OR bird OR horse OR sunset OR truck OR sheep OR golden")
        assert found == ["1 cat, 1 dog"]
    assert len(many) == len(few)
