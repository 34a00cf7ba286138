"""Numbers and labels in words."""

import pytest

from instaclone.vision import words

REGULAR = """
bicycle, car, motorcycle, airplane, train, truck, boat, cat, dog, horse, cow, elephant, bear,
zebra, giraffe, backpack, umbrella, handbag, tie, suitcase, frisbee, snowboard, kite, bird,
skateboard, surfboard, bottle, cup, fork, spoon, bowl, banana, apple, orange, carrot, pizza,
donut, cake, chair, bed, toilet, laptop, remote, keyboard, microwave, oven, toaster, sink,
refrigerator, book, clock, vase, traffic light, fire hydrant, stop sign, parking meter,
sports ball, baseball bat, baseball glove, tennis racket, hot dog, potted plant,
dining table, cell phone, teddy bear, hair drier"""
OTHERS = {
    "person": "people",
    "bus": "buses",
    "bench": "benches",
    "sheep": "sheep",
    "skis": "pairs of skis",
    "wine glass": "wine glasses",
    "knife": "knives",
    "sandwich": "sandwiches",
    "broccoli": "heads of broccoli",
    "couch": "couches",
    "tv": "TVs",
    "mouse": "mice",
    "scissors": "pairs of scissors",
    "toothbrush": "toothbrushes",
}


def test_all_eighty_labels_have_their_plural():
    regular = [label.strip() for label in REGULAR.split(",")]
    assert len({*regular, *OTHERS}) == 80
    assert [words.plural(label) for label in regular] == [f"{label}s" for label in regular]
    assert {label: words.plural(label) for label in OTHERS} == OTHERS


def test_a_label_of_another_model_follows_the_general_rules():
    assert [words.plural(label) for label in ("butterfly", "toy", "fox")] == [
        "butterflies",
        "toys",
        "foxes",
    ]


@pytest.mark.parametrize(
    ("label", "count", "text"),
    [
        ("bus", 1, "1 bus"),
        ("person", 1, "1 person"),
        ("person", 3, "3 people"),
        ("skis", 1, "1 pair of skis"),
        ("tv", 2, "2 TVs"),
    ],
)
def test_objects_are_counted_in_words(label: str, count: int, text: str):
    assert words.counted(label, count) == text


def test_a_guess_says_perhaps_with_its_confidence():
    assert words.perhaps("bicycle", 1, 0.414) == "perhaps a bicycle (41 %)"
    assert words.perhaps("umbrella", 1, 0.3) == "perhaps an umbrella (30 %)"
    assert words.perhaps("skis", 1, 0.3) == "perhaps a pair of skis (30 %)"
    assert words.perhaps("person", 2, 0.3) == "perhaps 2 people (30 %)"
