"""What is told of an upload is short, plain and ours."""

import pytest

from instaclone.media import facts
from instaclone.media.facts import Camera, Facts

SOME = Facts(
    width=4000,
    height=3000,
    format="JPEG",
    profile="Display P3",
    metadata=(facts.GPS, facts.CAMERA),
    camera=Camera(make="Canon", model="EOS 70D", exposure="1/250 s", taken="2023-05-01 10:20"),
    took_ms=180,
)


def test_facts_come_back_as_they_were_stored() -> None:
    assert facts.from_text(facts.to_text(SOME)) == SOME
    assert facts.from_text("") == facts.UNKNOWN


def test_what_a_file_says_of_itself_is_cut_and_cleaned() -> None:
    said = {"profile": "a\x00\u202eb\nc" + "x" * 500, "camera": {"make": " \u200bCanon\t "}}
    made = facts.facts_from(said)
    assert made.profile.startswith("a b c")
    assert len(made.profile) == facts.LONGEST
    assert made.camera.make == "Canon"


def test_only_known_kinds_of_metadata_are_told() -> None:
    made = facts.facts_from({"metadata": ["<b>bold</b>", facts.COMMENT, facts.GPS]})
    assert made.metadata == (facts.GPS, facts.COMMENT)


@pytest.mark.parametrize(
    "said", [{"width": -1}, {"height": "5"}, {"took_ms": 1e300}, {"profile": 5}, {"width": True}]
)
def test_what_makes_no_sense_is_refused(said: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        facts.facts_from(said)


def test_a_camera_that_says_nothing_is_none() -> None:
    assert not Camera()
    assert Camera(iso="ISO 100")
