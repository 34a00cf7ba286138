"""What the drafts of one person hold together has an end, and that is said in time."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.errors import Invalid
from instaclone.media.models import FAILED
from instaclone.settings import Settings
from instaclone.studio import drafting, quotas, uploading
from instaclone.studio.uploading import Chosen, Refusal
from tests import make
from tests.studio import scenes


@pytest.fixture(autouse=True)
def little_room(session: Session, database: Settings):
    """Drafts may hold a thousand bytes."""
    with settings_module.using(replace(database, draft_bytes=1000)):
        yield


def test_what_would_be_too_much_is_refused_before_it_is_sent_and_the_rest_is_taken(
    session: Session,
):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    chosen = [Chosen("a.jpg", 600), Chosen("b.jpg", 500), Chosen("c.jpg", 400)]
    answers = uploading.announce(session, ana, code, chosen)
    assert [isinstance(each, Refusal) for each in answers] == [False, True, False]
    assert answers[1]
    assert answers[1].error.startswith("b.jpg finds no room: your drafts may hold")
    assert [file.file_name for file in scenes.files(session, code)] == ["a.jpg", "c.jpg"]


def test_all_drafts_of_a_person_count_and_those_of_others_do_not(session: Session):
    ana, ben = make.user(session), make.user(session)
    other = drafting.begin(session, ana)
    drafting.add_file(session, ana, other, "film.mov", 900)
    drafting.add_file(session, ben, drafting.begin(session, ben), "film.mov", 900)
    code = drafting.begin(session, ana)
    drafting.add_file(session, ana, code, "a.jpg", 200)
    with pytest.raises(Invalid, match="finds no room"):
        uploading.begin(session, ana, code, Chosen("a.jpg", 200), was_announced=True)
    drafting.discard(session, ana, other)
    uploading.begin(session, ana, code, Chosen("a.jpg", 200), was_announced=True)
    assert quotas.held_notice(session, ana) == ""
    assert quotas.held_notice(session, ben).startswith("Your drafts hold")


def test_files_that_were_refused_hold_nothing(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, *(f"{number}.jpg" for number in range(9)), state=FAILED)
    refused = drafting.add_file(session, ana, code, "no.txt", 900)
    drafting.refuse_file(session, ana, refused, "It is no picture.")
    assert uploading.announce(session, ana, code, [Chosen("a.jpg", 1000)]) == [None]
