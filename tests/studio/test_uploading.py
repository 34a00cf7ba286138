"""Uploads into a draft over HTTP, on both databases: begun, broken off, resumed, refused."""

import base64
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select, update

from instaclone import clock
from instaclone.accounts import signing_in
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import Unavailable
from instaclone.media import limits, sweeping
from instaclone.media.models import FAILED, READY, VIDEO, Media
from instaclone.posts import refusing
from instaclone.posts.publishing import PICTURES
from instaclone.settings import Settings
from instaclone.storage.choosing import storage
from instaclone.studio import api, arriving, drafting, queries, quotas, uploading
from instaclone.studio.arriving import Place
from instaclone.studio.models import Draft, DraftFile
from tests import make
from tests.media import pictures

PHOTO = pictures.saved(pictures.corners(64, 64), "JPEG") + bytes(100_000)
MOVIE = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + bytes(50_000)
PART = {"content-type": api.PART, "tus-resumable": "1.0.0"}


@pytest.fixture
def ana(database: Settings) -> Viewer:
    return transact(make.user)


@pytest.fixture
def draft(ana: Viewer) -> str:
    return transact(drafting.begin, ana)


@pytest.fixture
def connect(database: Settings) -> Iterator[Callable[[Viewer | None], TestClient]]:
    """A browser of a person, or of a guest."""
    app = FastAPI()
    app.include_router(api.router)
    opened: list[TestClient] = []

    def open_for(who: Viewer | None) -> TestClient:
        client = TestClient(app, base_url="https://testserver")
        if who:
            client.cookies.set(signing_in.COOKIE, transact(signing_in.sign_in, who.id))
        opened.append(client)
        return client

    yield open_for
    for client in opened:
        client.close()


@pytest.fixture
def client(connect, ana: Viewer) -> TestClient:
    return connect(ana)


def begin(client: TestClient, draft: str, name: str, size: int, **more: str):
    said = {"filename": name, **more}
    pairs = [f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items()]
    headers = {"upload-length": str(size), "upload-metadata": ",".join(pairs)}
    return client.post(f"{api.PATH}?draft={draft}", headers=headers)


def code_of(answer) -> str:
    assert answer.status_code == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]


def begun(client: TestClient, draft: str, content: bytes, name: str = "beach.jpg") -> str:
    return code_of(begin(client, draft, name, len(content)))


def send(client: TestClient, code: str, offset: int, content: bytes):
    headers = PART | {"upload-offset": str(offset)}
    return client.patch(f"{api.PATH}/{code}", content=content, headers=headers)


def offset_of(client: TestClient, code: str) -> int:
    answer = client.head(f"{api.PATH}/{code}")
    assert answer.status_code == 200
    return int(answer.headers["upload-offset"])


def file_of(code: str) -> DraftFile:
    return read(lambda session: session.exec(select(DraftFile).where(DraftFile.code == code)).one())


def media_of(code: str) -> Media:
    media_id = file_of(code).media_id
    return read(lambda session: session.exec(select(Media).where(Media.id == media_id)).one())


def test_a_file_sent_in_parts_becomes_a_picture_of_its_draft(client, draft) -> None:
    code = begun(client, draft, PHOTO)
    first = send(client, code, 0, PHOTO[:40_000])
    assert (first.status_code, first.headers["upload-offset"]) == (204, "40000")
    assert first.headers["tus-resumable"] == "1.0.0"
    assert offset_of(client, code) == 40_000
    assert read(queries.file_cards, file_of(code).draft_id)[0].status == "Uploading, 39 %"
    assert send(client, code, 40_000, PHOTO[40_000:]).status_code == 204
    media = media_of(code)
    assert (media.kind, media.source_bytes, media.file_name) == ("photo", len(PHOTO), "beach.jpg")
    assert storage().read(media.upload_key or "") == PHOTO
    assert not arriving.path_of(code).exists()
    assert offset_of(client, code) == len(PHOTO)
    assert send(client, code, len(PHOTO), b"").status_code == 409


def test_the_scanner_leaves_a_file_of_a_draft_that_refuses_it_alone_from_the_first_moment(
    client, ana: Viewer, draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also before its draft knows that it has arrived."""
    choices = drafting.DraftChoices(refuses_scans=True)
    transact(drafting.save_words, ana, draft, drafting.DraftWords(choices=choices), 0)
    code, asked = begun(client, draft, PHOTO), []
    arrived = drafting.arrived

    def ask_first(session: Session, owner: Viewer, file: str, media_id: int) -> None:
        session.get_one(Media, media_id).state = READY
        session.flush()
        asked.append(refusing.ask_scan(session, media_id))
        arrived(session, owner, file, media_id)

    monkeypatch.setattr(drafting, "arrived", ask_first)
    assert send(client, code, 0, PHOTO).status_code == 204
    assert asked == [False]
    assert media_of(code).refuses_scans


def test_a_video_is_taken_for_what_it_is(client, draft) -> None:
    code = begun(client, draft, MOVIE, "party.jpg")
    assert send(client, code, 0, MOVIE).status_code == 204
    media = media_of(code)
    assert (media.kind, media.source_format) == (VIDEO, "MP4")


def test_only_the_byte_that_is_missing_next_is_taken(client, draft) -> None:
    code = begun(client, draft, PHOTO)
    send(client, code, 0, PHOTO[:1000])
    for offset in (0, 999, 1001):
        assert send(client, code, offset, b"x").status_code == 409
    assert offset_of(client, code) == 1000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (PART, 400),
        (PART | {"upload-offset": "-1"}, 400),
        (PART | {"upload-offset": "0", "content-type": "image/jpeg"}, 400),
        (PART | {"upload-offset": "0", "tus-resumable": "0.2.2"}, 412),
    ],
)
def test_what_does_not_keep_to_the_protocol_changes_nothing(client, draft, headers, status) -> None:
    code = begun(client, draft, PHOTO)
    answer = client.patch(f"{api.PATH}/{code}", content=PHOTO, headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert offset_of(client, code) == 0


def test_nobody_else_finds_an_upload(client, connect, draft) -> None:
    code = begun(client, draft, PHOTO)
    for who, status in ((transact(make.user), 404), (None, 401)):
        other = connect(who)
        assert begin(other, draft, "beach.jpg", 10).status_code == status
        assert send(other, code, 0, PHOTO).status_code == status
        assert other.head(f"{api.PATH}/{code}").status_code == status
        assert other.delete(f"{api.PATH}/{code}").status_code == status
        announced = [{"draft": draft, "name": "x.jpg", "size": 1}]
        assert other.post(f"{api.PATH}/announced", json=announced).status_code == status
    assert offset_of(client, code) == 0


def test_what_is_too_large_is_refused_before_a_byte_and_stays_with_its_sentence(
    client, draft
) -> None:
    answer = begin(client, draft, "beach.mov", 1_160_000_000)
    sentence = "beach.mov is 1.2 GB; videos may be up to 1 GB."
    (file,) = read(lambda session: session.exec(select(DraftFile)).all())
    assert (answer.status_code, answer.json()) == (422, {"error": sentence, "file": file.code})
    assert file.failure == sentence
    assert client.head(f"{api.PATH}/{file.code}").status_code == 410
    assert begin(client, draft, "empty.jpg", 0).json()["error"].startswith("empty.jpg is empty")


def test_a_photo_as_large_as_a_video_is_refused_by_its_first_bytes(client, draft) -> None:
    code = code_of(begin(client, draft, "beach.jpg", 60_000_000))
    answer = send(client, code, 0, PHOTO)
    assert answer.status_code == 422
    assert answer.json()["error"] == "beach.jpg is 60 MB; photos may be up to 50 MB."
    assert file_of(code).failure == answer.json()["error"]
    assert not arriving.path_of(code).exists()


def test_what_is_no_picture_is_refused_by_its_first_bytes(client, draft) -> None:
    code = begun(client, draft, bytes(10_000_000), "clip.avi")
    answer = send(client, code, 0, b"RIFF\0\0\0\0AVI LIST" + bytes(100))
    assert answer.status_code == 422
    assert "clip.avi is not a photo or video" in file_of(code).failure
    assert send(client, code, 116, b"more").status_code == 410


def test_no_more_comes_than_was_said(client, draft) -> None:
    code = begun(client, draft, PHOTO[:1000])
    answer = send(client, code, 0, PHOTO)
    assert answer.status_code == 422
    assert "larger than was said" in answer.json()["error"]
    assert offset_of(client, code) <= 1000


def test_a_file_shorter_than_a_head_is_judged_at_its_end(client, draft) -> None:
    code = begun(client, draft, b"Dear diary", "diary.jpg")
    assert send(client, code, 0, b"Dear diary").status_code == 422
    assert "diary.jpg is not a photo or video" in file_of(code).failure


def test_a_file_that_is_removed_stops_where_it_is(client, draft, ana) -> None:
    code = begun(client, draft, PHOTO)
    send(client, code, 0, PHOTO[:1000])
    assert client.delete(f"{api.PATH}/{code}").status_code == 204
    assert send(client, code, 1000, b"x").status_code == 404
    assert client.head(f"{api.PATH}/{code}").status_code == 404
    assert not arriving.path_of(code).exists()


def test_bytes_that_are_on_their_way_meet_the_removal(ana, draft, client) -> None:
    code = begun(client, draft, PHOTO)

    def body() -> Iterator[bytes]:
        yield PHOTO[:300_000]
        yield bytes(300_000)
        transact(drafting.remove_file, ana, code)
        yield bytes(600_000)

    transact(_size, code, 2_000_000)
    headers = PART | {"upload-offset": "0"}
    answer = client.patch(f"{api.PATH}/{code}", content=body(), headers=headers)
    assert answer.status_code == 404
    assert not arriving.path_of(code).exists()


def _size(session: Session, code: str, size: int) -> None:
    session.execute(update(DraftFile).where(col(DraftFile.code) == code).values(size=size))


def test_two_who_send_at_once_do_not_mix_their_bytes(client, connect, ana, draft) -> None:
    code = begun(client, draft, PHOTO)
    may_end = threading.Event()

    def slowly() -> Iterator[bytes]:
        yield PHOTO[:50_000]
        assert may_end.wait(10)
        yield PHOTO[50_000:]

    answers = []

    def first() -> None:
        headers = PART | {"upload-offset": "0"}
        answers.append(client.patch(f"{api.PATH}/{code}", content=slowly(), headers=headers))

    held = Place(code)
    try:
        assert send(connect(ana), code, 0, PHOTO).status_code == 423
    finally:
        held.close()
    thread = threading.Thread(target=first)
    thread.start()
    may_end.set()
    thread.join()
    assert [answer.status_code for answer in answers] == [204]
    assert storage().read(media_of(code).upload_key or "") == PHOTO


def test_a_file_that_is_chosen_again_goes_on_in_its_place(client, draft) -> None:
    modified = {"modified": "1763712000000"}
    first = code_of(begin(client, draft, "beach.jpg", len(PHOTO), **modified))
    send(client, first, 0, PHOTO[:1000])
    again = code_of(begin(client, draft, "beach.jpg", len(PHOTO), **modified))
    assert again == first
    assert offset_of(client, first) == 0  # who begins has not looked at what is there
    other = code_of(begin(client, draft, "beach.jpg", len(PHOTO), modified="1763712000001"))
    assert other != first


def test_a_start_that_is_sent_again_comes_back_to_the_upload_however_far_it_is(
    client, draft
) -> None:
    said = {"modified": "1763712000000", "announced": "1"}
    chosen = {"draft": draft, "name": "beach.jpg", "size": len(PHOTO), "modified": 1763712000000}
    assert client.post(f"{api.PATH}/announced", json=[chosen]).json() == [None]
    codes = [code_of(begin(client, draft, "beach.jpg", len(PHOTO), **said)) for _ in range(2)]
    send(client, codes[0], 0, PHOTO)
    media = media_of(codes[0])
    codes.append(code_of(begin(client, draft, "beach.jpg", len(PHOTO), **said)))
    assert len(set(codes)) == 1
    assert offset_of(client, codes[0]) == len(PHOTO)
    assert send(client, codes[0], 0, PHOTO).status_code == 409  # there, says HEAD, is its end
    assert media_of(codes[0]).id == media.id
    assert arriving.codes() == []


def test_a_file_that_is_in_the_post_already_need_not_be_sent_and_says_so(client, draft) -> None:
    code = begun(client, draft, PHOTO)
    send(client, code, 0, PHOTO)
    files = [
        {"draft": draft, "name": name, "size": size}
        for name, size in (("beach.jpg", len(PHOTO)), ("a.jpg", 5), ("b.mov", 1_160_000_000))
    ]
    answer = client.post(f"{api.PATH}/announced", json=files)
    (film,) = read(
        lambda session: session.exec(select(DraftFile).where(DraftFile.file_name == "b.mov")).all()
    )
    assert answer.json() == [
        {"error": "beach.jpg is in this post already.", "file": ""},
        None,
        {"error": "b.mov is 1.2 GB; videos may be up to 1 GB.", "file": film.code},
    ]


def test_a_file_that_was_refused_may_be_chosen_again(client, draft) -> None:
    code = begun(client, draft, PHOTO)
    transact(drafting.refuse_file, Viewer(_owner(code), ""), code, "It was cut off.")
    assert begun(client, draft, PHOTO) == code
    send(client, code, 0, PHOTO)
    media = media_of(code)
    transact(
        lambda session: session.execute(
            update(Media).where(col(Media.id) == media.id).values(state=FAILED, failure="Damaged.")
        )
    )
    assert begun(client, draft, PHOTO) == code
    assert send(client, code, 0, PHOTO).status_code == 204
    assert media_of(code).id != media.id


def _owner(code: str) -> int:
    found = select(Draft.owner_id).join(DraftFile, col(DraftFile.draft_id) == Draft.id)
    return read(lambda session: session.exec(found.where(DraftFile.code == code)).one())


def test_files_that_are_announced_keep_their_order_and_those_too_many_hear_it(
    client, draft
) -> None:
    files = [
        {"draft": draft, "name": f"{number}.jpg", "size": 1000, "modified": number}
        for number in range(PICTURES + 2)
    ]
    too_many = {
        "error": "20.jpg is one too many: a post may have 20 photos and videos.",
        "file": "",
    }
    for _ in range(2):  # a second time changes nothing
        answer = client.post(f"{api.PATH}/announced", json=files)
        assert answer.status_code == 200
        assert answer.json()[:PICTURES] == [None] * PICTURES
        assert answer.json()[PICTURES] == too_many
    rows = read(lambda session: session.exec(select(DraftFile).order_by("position")).all())
    assert [row.file_name for row in rows] == [f"{number}.jpg" for number in range(PICTURES)]
    told = {"announced": "1"}
    begun = begin(client, draft, "7.jpg", 1000, modified="7", **told)
    assert code_of(begun) == rows[7].code
    late = begin(client, draft, "20.jpg", 1000, modified="20", **told)
    assert late.status_code == 422
    assert late.json()["error"] == too_many["error"]


def test_a_file_that_was_taken_out_while_it_waited_is_not_begun(client, draft, ana) -> None:
    files = [{"draft": draft, "name": "beach.jpg", "size": 1000, "modified": 5}]
    client.post(f"{api.PATH}/announced", json=files)
    (row,) = read(lambda session: session.exec(select(DraftFile)).all())
    transact(drafting.remove_file, ana, row.code)
    answer = begin(client, draft, "beach.jpg", 1000, modified="5", announced="1")
    assert answer.status_code == 404
    assert read(lambda session: session.exec(select(DraftFile)).all()) == []


def test_an_upload_whose_process_died_at_its_end_is_finished(client, draft, ana) -> None:
    by_look, by_sweep = (begun(client, draft, PHOTO, name) for name in ("a.jpg", "b.jpg"))
    for code in (by_look, by_sweep):
        arriving.path_of(code).write_bytes(PHOTO)
    assert offset_of(client, by_look) == len(PHOTO)
    assert media_of(by_look).source_bytes == len(PHOTO)
    assert uploading.finish_left() == 1
    assert media_of(by_sweep).source_bytes == len(PHOTO)
    assert arriving.codes() == []


def test_storage_that_is_down_costs_no_byte(client, draft, monkeypatch) -> None:
    code = begun(client, draft, PHOTO)

    def down(*_: object) -> None:
        raise Unavailable("The storage of pictures does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(type(storage()), "put", down)
        assert send(client, code, 0, PHOTO).status_code == 204
        assert uploading.finish_left() == 0
    assert file_of(code).failure == ""
    assert uploading.finish_left() == 1
    assert media_of(code).source_bytes == len(PHOTO)


def test_an_upload_that_stopped_a_day_ago_is_given_up_with_a_sentence(client, draft) -> None:
    old, fresh, going = (begun(client, draft, PHOTO, f"{name}.jpg") for name in "abc")
    long_ago = clock.now() - timedelta(hours=25)
    transact(_made_at, [old, going], long_ago)
    for code in (old, going):
        send(client, code, 0, PHOTO[:1000])
    yesterday = time.time() - 90_000
    os.utime(arriving.path_of(old), (yesterday, yesterday))
    assert sweeping.remove_stale_staging() == 0  # before its row tells
    assert uploading.give_up_left() == 1
    assert file_of(old).failure == "a.jpg was not uploaded completely. Choose it again."
    assert not arriving.path_of(old).exists()
    assert [file_of(code).failure for code in (fresh, going)] == ["", ""]


def _made_at(session: Session, codes: list[str], moment) -> None:
    session.execute(
        update(DraftFile).where(col(DraftFile.code).in_(codes)).values(created_at=moment)
    )


def test_a_person_cannot_fill_the_disk_with_what_never_arrives(client, draft, monkeypatch) -> None:
    monkeypatch.setattr(quotas, "UNFINISHED_BYTES", 2_500)
    assert begin(client, draft, "a.jpg", 1000).status_code == 201
    assert begin(client, draft, "b.jpg", 1000).status_code == 201
    answer = begin(client, draft, "c.jpg", 1000)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    monkeypatch.setattr(limits, "FREE_BYTES", 1 << 60)
    assert begin(client, draft, "a.jpg", 1000).status_code == 503


def test_what_was_announced_and_not_begun_counts_when_its_bytes_come(
    client, draft, ana, monkeypatch
) -> None:
    chosen = [uploading.Chosen(f"{name}.jpg", len(PHOTO)) for name in "abc"]
    transact(uploading.announce, ana, draft, chosen)
    code = read(lambda session: session.exec(select(DraftFile.code).limit(1)).one())
    monkeypatch.setattr(quotas, "UNFINISHED_BYTES", 2 * len(PHOTO))
    assert send(client, code, 0, PHOTO[:1000]).status_code == 429
    assert arriving.arrived_bytes(code) == 0


def test_one_file_that_is_far_too_large_is_not_in_the_way_of_others(client, draft, ana) -> None:
    film = uploading.Chosen("film.mp4", 30 * limits.VIDEO_BYTES)
    transact(uploading.announce, ana, draft, [film, uploading.Chosen("a.jpg", 1000)])
    answer = begin(client, draft, "film.mp4", film.size)
    assert (answer.status_code, "1 GB" in answer.text) == (422, True)
    assert begin(client, draft, "a.jpg", 1000).status_code == 201


def test_bytes_that_others_announced_too_do_not_fill_the_disk(client, draft, monkeypatch) -> None:
    code = begun(client, draft, PHOTO)
    monkeypatch.setattr(arriving, "LEAST_FREE", 1 << 60)
    assert send(client, code, 0, PHOTO).status_code == 503
    assert arriving.arrived_bytes(code) == 0
    monkeypatch.undo()
    assert send(client, code, 0, PHOTO).status_code == 204


def test_a_whole_upload_is_finished_however_many_others_are_half_there(
    client, draft, monkeypatch
) -> None:
    codes = [begun(client, draft, PHOTO, f"{name}.jpg") for name in "abcd"]
    for code in codes:
        arriving.path_of(code).write_bytes(PHOTO[:100])
    arriving.path_of(codes[-1]).write_bytes(PHOTO)
    monkeypatch.setattr(uploading, "BATCH", 2)
    assert uploading.finish_left() == 1
    assert file_of(codes[-1]).media_id


def test_the_protocol_is_described(client) -> None:
    answer = client.options(api.PATH)
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,termination"
    assert answer.headers["tus-max-size"] == "1000000000"
