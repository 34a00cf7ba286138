"""How common subjects are, and what that makes of a wish."""

import pytest
from sqlmodel import Session

from instaclone.explore import commonness
from instaclone.explore.commonness import surprise, telling
from instaclone.explore.models import AUTHOR, OBJECT, TAG
from instaclone.explore.wishing import less_like, more_like
from tests import make, people
from tests.explore import scene
from tests.explore.scene import key, shown
from tests.statements import counted


def test_the_rarer_the_more_it_says():
    shares = (1.0, 0.5, 0.1, commonness.RARE, 0.001, 0.0)
    said = [surprise(share) for share in shares]
    assert said == sorted(said)
    assert (said[0], said[3], said[4], said[5]) == (0.0, 1.0, 1.0, 1.0)


def test_what_is_everywhere_says_less_than_what_is_somewhere(session: Session, monkeypatch):
    monkeypatch.setattr(commonness, "UNSEEN", 1)
    cast = people.cast(session)
    for number in range(30):
        rare = ("boat",) if not number else ()
        scene.post(session, cast.ana, "photo", *rare, labels={"person": 1})
    said = telling(session, [(TAG, "photo"), (TAG, "boat"), (OBJECT, "person"), (AUTHOR, "1")])
    assert said[TAG, "photo"] < 0.1 < said[TAG, "boat"]
    assert said[OBJECT, "person"] < 0.1
    assert said[AUTHOR, "1"] == 1
    assert telling(session, [(TAG, "nowhere")]) == {(TAG, "nowhere"): 1}


def test_only_the_newest_are_counted_in_three_statements(session: Session, monkeypatch):
    monkeypatch.setattr(commonness, "WINDOW", 2)
    cast = people.cast(session)
    for tag in ("lake", "lake", "sea", "sea"):
        scene.post(session, cast.ana, tag)
    with counted(session) as sent:
        said = telling(session, [(TAG, "lake"), (OBJECT, "dog")])
    assert said == {(TAG, "lake"): 1, (OBJECT, "dog"): 1}
    assert len(sent) == 3


@pytest.mark.parametrize("wish", [more_like, less_like])
def test_a_wish_is_about_what_sets_a_post_apart(session: Session, monkeypatch, wish):
    """Not about the tag under everything: posts with that alone stand where they stood."""
    monkeypatch.setattr(commonness, "UNSEEN", 1)
    cast = people.cast(session)
    for _ in range(20):
        scene.post(session, make.user(session), "photo", days_old=90)
    boat = scene.post(session, cast.cleo, "photo", "boat", days_old=3)
    plain = [scene.post(session, cast.ana, "photo"), scene.post(session, cast.cleo, days_old=1)]
    wish(session, cast.ben, scene.post(session, make.user(session), "photo", "boat").code)
    first = shown(session, cast.ben)
    assert first.index(key(plain[0])) < first.index(key(plain[1]))
    if wish is more_like:
        assert first.index(key(boat)) < first.index(key(plain[0]))
    else:
        assert first[-1] == key(boat)
