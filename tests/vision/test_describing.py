"""Drafts of alt text claim what was found and nothing else: each is read back and compared."""

import random
import re
from collections import Counter

import pytest

from instaclone.retouching.recipes import Area
from instaclone.vision import words
from instaclone.vision.describing import NUMBERS, distinct, draft, film_draft, spelled
from instaclone.vision.seeing import Seen

COCO = (  # the labels of the usual weights
    "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,"
    "stop sign,parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,"
    "backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,"
    "baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,knife,spoon,"
    "bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,"
    "potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,cell phone,microwave,"
    "oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush"
)
LABELS = ("person", "dog", "bus", "kite", "knife", "sheep", "tv", "umbrella", "potted plant")


def box(label: str, left=0.4, top=0.4, side=0.2, confidence=0.9) -> Seen:
    """One object."""
    return Seen(label, confidence, Area(left, top, side, side))


def claims(text: str) -> Counter[str]:
    """How many of what a draft says there are, read back from its words."""
    singles = {words.ONE.get(label, label).lower(): label for label in COCO.split(",")}
    plurals = {words.plural(label).lower(): label for label in COCO.split(",")}
    said: Counter[str] = Counter()
    rest = text.removesuffix(".").lower()
    for end in ("on the left", "in the middle", "on the right", "filling most of the picture"):
        rest = rest.replace(end, ",")
    for part in re.split(r",| and | above ", rest):
        number, _, noun = part.strip().partition(" ")
        if not number:
            continue
        if number in ("a", "an"):
            said[singles[noun]] += 1
        else:
            said[plurals[noun]] += NUMBERS.index(number) if number in NUMBERS else int(number)
    return said


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ([], ""),
        ([box("dog", confidence=0.49)], ""),
        ([box("dog")], "A dog in the middle."),
        ([box("umbrella", left=0.0)], "An umbrella on the left."),
        ([box("dog", 0.05, 0.05, 0.9)], "A dog, filling most of the picture."),
        (
            [box("person", 0.0), box("person", 0.1), box("dog", 0.05), box("bus", 0.7)],
            "Two people and a dog on the left, a bus on the right.",
        ),
        ([box("kite", top=0.0), box("person", top=0.6)], "A kite above a person."),
        ([box("kite", top=0.3), box("person", top=0.45)], "A person and a kite in the middle."),
        ([box("person", left=0.05 * n) for n in range(14)], "14 people."),
        ([box("person"), box("dog", confidence=0.3)], "A person in the middle."),
    ],
)
def test_a_draft_says_what_is_where(seen: list[Seen], text: str):
    assert draft(seen) == text


def test_whatever_was_found_a_draft_claims_exactly_that():
    """Two thousand pictures of up to twelve objects anywhere, some of them guesses."""
    rng = random.Random(4)
    for _ in range(2000):
        seen = [
            box(
                rng.choice(LABELS),
                rng.uniform(0, 0.8),
                rng.uniform(0, 0.8),
                rng.uniform(0.02, 0.2),
                rng.uniform(0.25, 1),
            )
            for _ in range(rng.randrange(13))
        ]
        sure = [each for each in seen if each.confidence >= words.SURE_FROM]
        told = claims(draft(seen))
        assert told == Counter(each.label for each in distinct(sure)), draft(seen)
        assert told <= Counter(each.label for each in sure)
        assert sure == [] or told


def test_one_thing_with_two_labels_is_told_of_once_by_the_surer():
    seen = [box("car", confidence=0.57), box("truck", confidence=0.6), box("car", left=0.0)]
    assert draft(seen) == "A car on the left, a truck in the middle."


def test_a_side_is_named_only_where_the_object_is():
    rng = random.Random(5)
    for _ in range(500):
        one = box("dog", rng.uniform(0, 0.8))
        centre = one.area.left + one.area.width / 2
        text = draft([one])
        assert ("left" in text) == (centre < 0.38)
        assert ("right" in text) == (centre > 0.62)


def test_a_film_is_described_by_the_most_that_one_frame_shows():
    assert film_draft({"dog": 2, "person": 1}) == "A film that shows a person and two dogs."
    assert film_draft({}) == ""


@pytest.mark.parametrize("label", LABELS)
def test_numbers_stand_in_words_up_to_twelve(label: str):
    assert spelled(label, 12).startswith("twelve ")
    assert spelled(label, 13).startswith("13 ")
