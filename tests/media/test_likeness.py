"""Pictures that look alike are found, and others are not."""

import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import Session, col, select

from instaclone.db.session import read, transact
from instaclone.media import dropping, likeness, pixels, processing, sweeping
from instaclone.media.models import HashBand, Media
from tests import make
from tests.media import pictures
from tests.media.conftest import change, row
from tests.statements import counted

ONE = "8f3c21d4907ab65e"


def turned(perceptual_hash: str, bits: int, rng: random.Random) -> str:
    """A hash that differs in so many bits, anywhere."""
    chosen = rng.sample(range(64), bits)
    return f"{int(perceptual_hash, 16) ^ sum(1 << bit for bit in chosen):016x}"


def looking(session: Session, perceptual_hash: str, owner=None) -> int:
    """A picture that is found by this hash; its id."""
    picture = make.media(session, owner, perceptual_hash=perceptual_hash)
    assert picture.id
    likeness.keep(session, picture.id, perceptual_hash)
    return picture.id


def test_all_within_seven_bits_are_found_and_told_by_how_near_they_are(session: Session):
    rng = random.Random(7)
    ana = make.user(session)
    bits = {}
    for distance in [*range(12), *range(12)]:
        bits[looking(session, turned(ONE, distance, rng), ana)] = distance
    found = likeness.near(session, ONE, within=7)
    assert {each.media_id: each.bits for each in found} == {
        media_id: distance for media_id, distance in bits.items() if distance <= 7
    }
    assert [each.bits for each in found] == sorted(each.bits for each in found)
    farther = likeness.near(session, ONE, within=10)
    assert {each.media_id for each in farther} >= {each.media_id for each in found}
    assert all(bits[each.media_id] == each.bits <= 10 for each in farther)


def test_of_flat_pictures_by_the_thousand_the_newest_are_found_in_one_statement(session: Session):
    ana = make.user(session)
    ids = [looking(session, "8000000000000000", ana) for _ in range(likeness.NEWEST + 20)]
    with counted(session) as asked:
        found = likeness.near(session, "8000000000000000")
    assert len(asked) == 1
    assert [each.media_id for each in found] == ids[: -likeness.NEWEST - 1 : -1]


def test_only_those_of_one_person_are_told_where_that_is_asked(session: Session):
    ana, ben = make.user(session), make.user(session)
    own, _ = looking(session, ONE, ana), looking(session, ONE, ben)
    assert [each.media_id for each in likeness.near(session, ONE, owner_id=ana.id)] == [own]


@pytest.mark.parametrize("perceptual_hash", ["", "8f3c", ONE + "0"])
def test_nothing_is_like_what_has_no_hash(session: Session, perceptual_hash: str):
    looking(session, ONE)
    assert likeness.near(session, perceptual_hash) == []


def test_a_picture_is_found_by_its_newest_hash_alone(session: Session):
    media_id = looking(session, ONE)
    picture = session.get_one(Media, media_id)
    picture.perceptual_hash = other = f"{int(ONE, 16) ^ (2**64 - 1):016x}"
    likeness.keep(session, media_id, other)
    assert likeness.near(session, ONE) == []
    assert [each.media_id for each in likeness.near(session, other)] == [media_id]
    picture.deleted_at = picture.received_at
    session.flush()
    assert likeness.near(session, other) == []


def test_a_processed_picture_is_found_until_it_is_dropped(send: Callable[..., int], worker_id: int):
    media_id = send()
    assert bands(media_id) == []
    assert processing.process(media_id)
    assert "".join(bands(media_id)) == row(media_id).perceptual_hash != ""
    dropping.drop_everything(media_id)
    assert bands(media_id) == []


def test_a_sweep_goes_down_through_pictures_of_before_once(
    database: object, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sweeping, "_compared_from", None)
    monkeypatch.setattr(sweeping, "COMPARED_AT_ONCE", 2)

    def of_before(session: Session) -> list[int]:
        made = [make.media(session, perceptual_hash=ONE).id for _ in range(3)]
        return [media_id for media_id in made if media_id]

    old = transact(of_before)
    new = transact(lambda session: looking(session, ONE))
    assert [sweeping.keep_likeness() for _ in range(2)] == [1, 2]
    while sweeping._compared_from:
        sweeping.keep_likeness()
    assert sweeping.keep_likeness() == 0
    assert [each.media_id for each in read(likeness.near, ONE)] == [new, *reversed(old)]
    change(old[0], perceptual_hash="")
    transact(likeness.keep_unkept, old[0])
    assert bands(old[0]) == []


def bands(media_id: int) -> list[str]:
    """The quarters a picture is found by."""
    wanted = (
        select(HashBand.value).where(HashBand.media_id == media_id).order_by(col(HashBand.band))
    )
    return list(read(lambda session: session.exec(wanted).all()))


@pytest.fixture
def photos(shared: Path) -> dict[str, Image.Image]:
    """Real photos of different things."""
    found = {}
    for path in sorted((shared / "photos").iterdir()):
        # The other one is of the same moment.
        if path.suffix in (".jpg", ".webp") and path.stem != "portrait-orientation-6":
            with Image.open(path) as photo:
                photo.thumbnail((1600, 1600))
                found[path.name] = photo.convert("RGB")
    return found


def hash_of(photo: Image.Image, folder: Path, **options: object) -> int:
    """The hash that the decoder tells of a photo saved as JPEG."""
    content = pictures.saved(photo, "JPEG", **options)
    return int(
        pixels.render(pictures.written(folder, "s", content), folder, "x").perceptual_hash, 16
    )


def test_smaller_and_recompressed_photos_are_nearly_the_same_and_others_are_not_alike(
    photos: dict[str, Image.Image], tmp_path: Path
):
    known = {name: hash_of(photo, tmp_path, quality=95) for name, photo in photos.items()}
    for name, photo in photos.items():
        half = (photo.width // 2, photo.height // 2)
        tiny = (photo.width // 4, photo.height // 4)
        again = [
            hash_of(photo.resize(half), tmp_path, quality=85),
            hash_of(photo.resize(tiny), tmp_path, quality=85),
            hash_of(photo, tmp_path, quality=40),
            hash_of(photo.resize(half), tmp_path, quality=20),
        ]
        assert max((known[name] ^ each).bit_count() for each in again) <= likeness.NEARLY_THE_SAME
    apart = [(one ^ other).bit_count() for one, other in combinations(known.values(), 2)]
    assert min(apart) > 2 * likeness.ALIKE
