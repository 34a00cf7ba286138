"""The author's corrections hold against later scans."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from instaclone import clock, errors
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.media.models import Media
from instaclone.vision import rejecting, rescanning, scanning
from instaclone.vision.models import LabelRejection
from tests import make
from tests.vision.conftest import Sees, Shelf, counts_of, waiting_picture


@pytest.fixture
def picture(session: Session) -> Media:
    owner = make.user(session, "ana")
    made = make.media(session, owner)
    make.scan(session, made, {"person": 2, "bus": 1})
    return made


def owner(picture: Media) -> Viewer:
    return Viewer(picture.owner_id, "ana")


def test_a_rejected_label_is_no_longer_counted(session: Session, picture: Media):
    assert picture.id
    assert rejecting.reject(session, owner(picture), picture.id, "bus")
    assert counts_of(session, picture.id) == {"person": 2}


def test_rejecting_twice_is_rejecting_once(session: Session, picture: Media):
    assert picture.id
    rejecting.reject(session, owner(picture), picture.id, "bus")
    assert not rejecting.reject(session, owner(picture), picture.id, "bus")
    assert len(session.exec(select(LabelRejection)).all()) == 1


def test_a_restored_label_is_counted_again(session: Session, picture: Media):
    assert picture.id
    rejecting.reject(session, owner(picture), picture.id, "bus")
    assert rejecting.restore(session, owner(picture), picture.id, "bus")
    assert not rejecting.restore(session, owner(picture), picture.id, "bus")
    assert counts_of(session, picture.id) == {"person": 2, "bus": 1}


@pytest.mark.parametrize("act", [rejecting.reject, rejecting.restore])
def test_only_the_owner_corrects_and_others_find_nothing(session: Session, picture: Media, act):
    stranger = replace(make.user(session))
    assert picture.id
    with pytest.raises(errors.NotFound):
        act(session, stranger, picture.id, "bus")
    with pytest.raises(errors.NotFound):
        act(session, stranger, picture.id + 1000, "bus")


def test_a_deleted_picture_is_not_found(session: Session, picture: Media):
    assert picture.id
    picture.deleted_at = clock.now()
    session.flush()
    with pytest.raises(errors.NotFound):
        rejecting.reject(session, owner(picture), picture.id, "bus")


@pytest.mark.parametrize("label", ["dog", "bus ", "Bus", "BÜS", ""])
def test_only_a_found_label_can_be_rejected(session: Session, picture: Media, label: str):
    assert picture.id
    with pytest.raises(errors.Invalid):
        rejecting.reject(session, owner(picture), picture.id, label)


def test_a_rejected_label_stays_rejected_after_a_rescan(sees: Sees, shelf: Shelf):
    ana = transact(make.user, "ana")
    media_id = transact(waiting_picture, shelf, ana)
    scanning.scan(media_id)
    transact(rejecting.reject, ana, media_id, "bus")
    assert transact(rescanning.rescan, media_id=media_id) == 1
    assert scanning.scan(media_id)
    assert read(counts_of, media_id) == {"person": 2}


def test_a_label_that_is_no_longer_found_can_still_be_restored(sees: Sees, shelf: Shelf):
    ana = transact(make.user, "ana")
    media_id = transact(waiting_picture, shelf, ana)
    scanning.scan(media_id)
    transact(rejecting.reject, ana, media_id, "bus")
    sees.labels = ("person",)
    transact(rescanning.rescan, media_id=media_id)
    scanning.scan(media_id)
    assert transact(rejecting.restore, ana, media_id, "bus")
    assert read(counts_of, media_id) == {"person": 1}
