"""What is being typed, and what the language suggests for it."""

from random import Random

import pytest

from instaclone.search import completing
from instaclone.search.completing import DAY, OBJECT, PERSON, PLACE, TAG, VALUE, completed, typed
from instaclone.search.meaning import VALUES
from instaclone.search.reading import read
from tests.search.asking import LABELS, TODAY, random_text

SHOWN = {"dog": "Hund", "bicycle": "Fahrrad"}


def texts(text: str, shown: dict[str, str] | None = None) -> list[str]:
    """What the box would hold for each suggestion."""
    return [each.text for each in completing.suggestions(text, LABELS, shown)]


@pytest.mark.parametrize(
    ("text", "kind", "prefix", "start", "operator"),
    [
        ("do", OBJECT, "do", 0, ""),
        ("cat -do", OBJECT, "do", 5, ""),
        ("(cat OR do", OBJECT, "do", 8, ""),
        ("cat or", OBJECT, "or", 4, ""),
        ("cat #su", TAG, "su", 4, ""),
        ("#", TAG, "", 0, ""),
        ("@an", PERSON, "an", 0, ""),
        ("x from:an", PERSON, "an", 2, "from"),
        ("from:@", PERSON, "", 0, "from"),
        ("place:Lis", PLACE, "Lis", 0, "place"),
        ('near:"New Yo', PLACE, "New Yo", 0, "near"),
        ("has:", VALUE, "", 0, "has"),
        ("Colour:bl", VALUE, "bl", 0, "color"),
        ("before:20", DAY, "20", 0, "before"),
    ],
)
def test_what_is_being_typed(text: str, kind: str, prefix: str, start: int, operator: str):
    found = typed(text)
    assert found
    assert (found.kind, found.prefix, found.start, found.operator) == (
        kind, prefix, start, operator,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", " ", "dog ", "dog>=2", '"a phrase"', '"a phra', "dog -", "(", 'place:"New York"', "dog*",
     "near:Lisbon..5", "x" * 501],
)  # fmt: skip
def test_nothing_is_being_typed_where_something_is_whole(text: str):
    assert typed(text) is None
    assert texts(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cat -do", ["cat -dog "]),
        ("bicycl", ["bicycle "]),
        ("traffic li", ["traffic-light "]),
        ("dog tr", ["dog traffic-light "]),
        ("peop", ["person "]),
        ("HUN", ["dog "]),
        ("pla", ["place:"]),
        ("dog o", ["dog on:", "dog orientation:"]),
        ("has:", ["has:video ", "has:alt ", "has:place "]),
        ("x is:s", ["x is:saved ", "x is:square "]),
        ("color:bl", ["color:blue ", "color:black "]),
    ],
)
def test_what_the_language_suggests(text: str, first: list[str]):
    assert texts(text) == first


def test_things_are_suggested_as_the_reader_calls_them():
    (found,) = completing.suggestions("hun", LABELS, SHOWN)
    assert (found.title, found.text) == ("Hund", "hund ")
    # A name that the search would not read is shown, and the label is chosen.
    assert texts("bicyc", SHOWN) == ["bicycle "]


def test_what_was_chosen_is_read_as_what_was_suggested():
    for text in ("d", "c", "t", "dog t", "h", "-p", "犬", "自", "is:", "color:", "orientation:"):
        for chosen in texts(text):
            question = read(chosen, TODAY, LABELS)
            assert question.notes == () or chosen.endswith(":")
            assert question.term or chosen.endswith(":")


def test_people_tags_and_places_go_where_they_were_typed():
    def chosen(text: str, of_place: str = "", of_person: str = "") -> str:
        typing = typed(text)
        assert typing
        choice = (
            completing.place_choice(of_place, typing)
            if of_place
            else completing.person_choice(of_person, typing)
        )
        return completed(text, typing.start, choice)

    assert chosen("dog near:New Y".replace("New Y", '"New Y'), "New York") == 'dog near:"New York" '
    assert chosen("-place:li", "Lisbon") == "-place:Lisbon "
    assert chosen("dog lis", "Lisbon") == "dog place:Lisbon "
    assert chosen("from:an", of_person="ana") == "from:ana "
    assert chosen("-@an", of_person="ana") == "-@ana "
    assert completed("dog #su", 4, completing.tag_choice("sunset")) == "dog #sunset "


def test_every_operator_of_the_language_is_suggested_with_what_it_does():
    assert set(VALUES) <= {operator.removesuffix(":") for operator in completing.OPERATORS}
    assert all(said[0].isupper() for said in completing.OPERATORS.values())


def test_no_text_is_too_strange():
    random = Random(4)
    for _ in range(3000):
        text = random_text(random)
        for suggestion in completing.suggestions(text, LABELS, SHOWN):
            assert suggestion.text
