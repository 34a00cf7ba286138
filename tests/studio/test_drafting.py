"""Drafts keep everything up to the last step, in whatever order windows and uploads come."""

import pytest
from sqlmodel import Session, select

from instaclone import clock, ids
from instaclone.db.session import read, transact
from instaclone.errors import Conflict, Invalid, NotFound, TooMany
from instaclone.media.models import FAILED, PROCESSING, READY, VIDEO, Media
from instaclone.retouching.recipes import Recipe
from instaclone.settings import Settings
from instaclone.studio import drafting, file_editing, queries, tidying
from instaclone.studio.drafting import DraftChoices, DraftMark, DraftWords
from instaclone.studio.models import Draft, DraftFile
from tests import make
from tests.studio import scenes

WORDS = DraftWords(
    "A #lake 🐕",
    "summer",
    DraftChoices(
        place="Behind the hill",
        people="@ben",
        marks=(DraftMark("ben", "x" * 22, 0.25, 0.5),),
        warning="Heights",
        shows_camera=True,
        visibility="followers",
        licence="CC BY 4.0",
    ),
)


def test_all_that_was_written_comes_back_as_it_was(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    assert drafting.save_words(session, ana, code, WORDS, 0) == 1
    session.expire_all()
    card, words = queries.draft_card(session, ana, code)
    assert (words, card.version) == (WORDS, 1)


def test_what_did_not_change_is_no_new_version(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    drafting.save_words(session, ana, code, WORDS, 0)
    assert drafting.save_words(session, ana, code, WORDS, 1) == 1


def test_a_window_that_has_not_seen_the_newest_words_does_not_overwrite_them(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    drafting.save_words(session, ana, code, DraftWords("first"), 0)
    with pytest.raises(Conflict, match="another window"):
        drafting.save_words(session, ana, code, DraftWords("second"), 0)
    assert queries.draft_card(session, ana, code)[1].caption == "first"


def test_of_two_windows_that_save_at_once_one_is_told(database: Settings):
    ana = transact(make.user)
    code = transact(drafting.begin, ana)

    def save(caption: str):
        return lambda session: drafting.save_words(session, ana, code, DraftWords(caption), 0)

    ended = scenes.at_once(save("one"), save("two"))
    assert sorted(map(str, ended)) == sorted(["1", drafting.STALE])
    kept = read(queries.draft_card, ana, code)[1].caption
    assert kept == ("one" if ended[0] == 1 else "two")


def test_a_draft_is_begun_once_though_its_word_and_its_files_come_at_once(database: Settings):
    ana = transact(make.user)
    code = ids.code()

    def announce(session: Session) -> str:
        drafting.begin(session, ana, code)
        return drafting.add_file(session, ana, code, "sea.jpg", 10)

    def write(session: Session) -> int:
        return drafting.save_words(session, ana, code, WORDS, 0, begins=True)

    ended = scenes.at_once(announce, write, announce)
    assert [each for each in ended if isinstance(each, Exception)] == []
    card, words = read(queries.draft_card, ana, code)
    assert words == WORDS
    assert [(file.is_first, file.is_last) for file in card.files] == [(True, False), (False, True)]


@pytest.mark.parametrize("code", ["", "short", "x" * 12, "../../../..", "nothing' --"])
def test_only_a_code_is_a_code(session: Session, code: str):
    ana = make.user(session)
    if not code:
        assert len(drafting.begin(session, ana, code)) == 11
        return
    with pytest.raises(NotFound):
        drafting.begin(session, ana, code)


def test_the_draft_of_another_is_not_there(session: Session):
    ana, ben = make.user(session), make.user(session)
    code = scenes.draft(session, ana, "sea.jpg", caption="Mine")
    (file,) = scenes.files(session, code)
    for intrusion in (
        lambda: queries.draft_card(session, ben, code),
        lambda: drafting.begin(session, ben, code),
        lambda: drafting.save_words(session, ben, code, DraftWords("his"), 1),
        lambda: drafting.add_file(session, ben, code, "his.jpg", 10),
        lambda: drafting.arrange(session, ben, code, []),
        lambda: drafting.remove_file(session, ben, file.code),
        lambda: file_editing.describe(session, ben, file.code, "his"),
        lambda: file_editing.retouch(session, ben, file.code, Recipe()),
        lambda: drafting.refuse_file(session, ben, file.code, "his"),
        lambda: drafting.discard(session, ben, code),
    ):
        with pytest.raises(NotFound):
            intrusion()
    assert queries.drafts(session, ben) == []
    assert [tile.title for tile in queries.drafts(session, ana)] == ["Mine"]


def test_files_keep_the_order_they_were_put_into(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", "b.jpg", "c.jpg")
    a, b, c = (file.code for file in scenes.files(session, code))
    drafting.arrange(session, ana, code, [c, a, "unknown", c])
    assert [file.code for file in scenes.files(session, code)] == [c, a, b]
    drafting.remove_file(session, ana, a)
    drafting.add_file(session, ana, code, "d.jpg", 10)
    assert [file.file_name for file in scenes.files(session, code)] == ["c.jpg", "b.jpg", "d.jpg"]


def test_a_draft_takes_twenty_files_and_names_the_one_that_is_too_many(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    for number in range(20):
        drafting.add_file(session, ana, code, f"{number}.jpg", 10)
    with pytest.raises(Invalid, match="is one too many: a post may have 20"):
        drafting.add_file(session, ana, code, "late.jpg", 10)


def test_of_two_files_that_come_for_the_last_place_one_is_refused(database: Settings):
    ana = transact(make.user)
    code = transact(drafting.begin, ana)
    for number in range(19):
        transact(drafting.add_file, ana, code, f"{number}.jpg", 10)

    def announce(session: Session) -> str:
        return drafting.add_file(session, ana, code, "last.jpg", 10)

    ended = scenes.at_once(announce, announce)
    assert sum(isinstance(each, Invalid) for each in ended) == 1
    assert len(read(scenes.files, code)) == 20


def test_a_removed_file_is_gone_with_its_picture_and_the_others_stay(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", "b.jpg")
    a, b = scenes.files(session, code)
    drafting.remove_file(session, ana, a.code)
    assert scenes.picture(session, a).deleted_at is not None
    assert scenes.picture(session, b).deleted_at is None
    with pytest.raises(NotFound):
        drafting.remove_file(session, ana, a.code)


def test_a_file_that_is_removed_while_it_arrives_arrives_nowhere(database: Settings):
    """Either the upload is told that its file is gone, or the picture goes with the file."""
    ana = transact(make.user)
    code = transact(drafting.begin, ana)
    file = transact(drafting.add_file, ana, code, "sea.jpg", 10)
    media_id = transact(lambda session: make.media(session, ana).id or 0)
    arrives, _ = scenes.at_once(
        lambda session: drafting.arrived(session, ana, file, media_id),
        lambda session: drafting.remove_file(session, ana, file),
    )
    assert read(scenes.files, code) == []
    went = read(lambda session: session.get_one(Media, media_id)).deleted_at is not None
    assert went or isinstance(arrives, NotFound)


def test_a_discarded_draft_takes_its_pictures_along(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", "b.jpg")
    pictures = [scenes.picture(session, file) for file in scenes.files(session, code)]
    drafting.discard(session, ana, code)
    for picture in pictures:
        session.refresh(picture)
        assert picture.deleted_at is not None
    assert session.exec(select(DraftFile)).all() == []


def test_nobody_begins_more_drafts_than_fifty(session: Session):
    ana = make.user(session)
    for _ in range(50):
        drafting.begin(session, ana)
    with pytest.raises(TooMany, match="50 drafts"):
        drafting.begin(session, ana)


def test_an_empty_draft_is_not_listed_and_goes_after_an_hour(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    ana = make.user(session)
    empty = drafting.begin(session, ana)
    blank = drafting.begin(session, ana)
    drafting.save_words(session, ana, blank, DraftWords("typed"), 0)
    drafting.save_words(session, ana, blank, DraftWords(""), 1)
    written = scenes.draft(session, ana, caption="Words")
    filled = scenes.draft(session, ana, "a.jpg")
    assert {tile.code for tile in queries.drafts(session, ana)} == {written, filled}
    assert tidying.sweep_empty(session) == 0
    later = clock.now() + tidying.EMPTY_FOR * 2
    monkeypatch.setattr(clock, "now", lambda: later)
    assert tidying.sweep_empty(session) == 2
    left = set(session.exec(select(Draft.code)).all())
    assert left == {written, filled}
    assert empty not in left


@pytest.mark.parametrize(
    ("state", "values", "said"),
    [
        (READY, {}, ("ready", "Ready")),
        (PROCESSING, {}, ("processing", "Processing")),
        (PROCESSING, {"kind": VIDEO, "progress": 40}, ("processing", "Processing, 40 %")),
        (FAILED, {"failure": "a.jpg is damaged."}, ("refused", "Refused: a.jpg is damaged.")),
    ],
)
def test_each_file_says_how_far_it_has_come(session: Session, state: str, values, said):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    scenes.arrive(session, ana, code, "a.jpg", state, **values)
    (card,) = queries.draft_card(session, ana, code)[0].files
    assert (card.state, card.status) == said


def test_an_upload_says_how_much_has_arrived(session: Session, database: Settings):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    file = drafting.add_file(session, ana, code, "a.jpg", 1000)
    database.staging_dir.mkdir(parents=True, exist_ok=True)
    (database.staging_dir / f"draft-{file}").write_bytes(bytes(430))
    (card,) = queries.draft_card(session, ana, code)[0].files
    assert card.status == "Uploading, 43 %"


def test_the_list_of_drafts_says_what_each_is(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", "b.jpg", caption="A hill  in\nthe fog")
    (tile,) = queries.drafts(session, ana)
    first = scenes.picture(session, scenes.files(session, code)[0])
    assert (tile.title, tile.file_count, tile.when) == ("A hill in the fog", 2, "now")
    assert tile.picture
    assert tile.picture.id == first.id
