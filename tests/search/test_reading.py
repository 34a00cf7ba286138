"""The language of the search box."""

import sys
from datetime import date, timedelta
from random import Random

import pytest

from instaclone.search import terms
from instaclone.search.questions import Note, Question, corrected
from instaclone.search.reading import LONGEST, MOST_ATOMS, MOST_NOTES, read
from instaclone.search.simplifying import atoms
from instaclone.search.terms import (
    All,
    At,
    By,
    During,
    Either,
    Has,
    Is,
    Near,
    Not,
    Nothing,
    Objects,
    Oriented,
    Tagged,
    Thing,
    Words,
)
from tests.search.asking import LABELS, TODAY, random_text

DOG = Thing("dog", Words(("dog",)))
CAT = Thing("cat", Words(("cat",)))
CAR = Thing("car", Words(("car",)))


def reading(text: str) -> Question:
    """The question of a text, with the test's labels and day."""
    return read(text, TODAY, LABELS)


def said(text: str) -> list[str]:
    """The sentences of a text's notes."""
    return [note.sentence for note in reading(text).notes]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("", None),
        ("   \n", None),
        ("dog", DOG),
        ("DOG", DOG),
        ("dogs", Thing("dog", Words(("dogs",)))),
        ("Hund", Thing("dog", Words(("hund",)))),
        ("犬", Thing("dog", Words(("犬",), is_open=True))),
        ("自転車 ", Thing("bicycle", Words(("自転", "転車")))),
        ("dog*", Thing("dog", Words(("dog",), is_open=True))),
        ('"dog"', Words(("dog",))),
        ("“hot dog”", Words(("hot", "dog"))),
        ('"at the be"*', Words(("at", "the", "be"), is_open=True)),
        ("Köln ", Words(("koln",))),
        ("Köln", Words(("koln",), is_open=True)),
        ("sun* dog", All((Words(("sun",), is_open=True), DOG))),
        ("sun set", All((Words(("sun",)), Words(("set",), is_open=True)))),
        ("foo-bar dog", All((Words(("foo", "bar")), DOG))),
        ("traffic light", Thing("traffic light", Words(("traffic", "light")))),
        ("traffic-light", Thing("traffic light", Words(("traffic", "light")))),
        ("Traffic_Lights", Thing("traffic light", Words(("traffic", "lights")))),
        ("traffic dog", All((Words(("traffic",)), DOG))),
        ("traffic AND light", All((Words(("traffic",)), Words(("light",), is_open=True)))),
        ("dog cat", All((DOG, CAT))),
        ("dog AND cat", All((DOG, CAT))),
        ("dog && cat", All((DOG, CAT))),
        ("dog OR cat", Either((DOG, CAT))),
        ("dog or cat", Either((DOG, CAT))),
        ("dog|cat", Either((DOG, CAT))),
        ("dog cat OR car", Either((All((DOG, CAT)), CAR))),
        ("dog (cat OR car)", All((DOG, Either((CAT, CAR))))),
        ("-car", Not(CAR)),
        ("–car", Not(CAR)),
        ("NOT car", Not(CAR)),
        ("not -car", CAR),
        ("--car", Not(CAR)),
        ("-(dog OR cat)", Not(Either((DOG, CAT)))),
        ('-"hot dog"', Not(Words(("hot", "dog")))),
        ("((dog))", DOG),
        ("dog ()", DOG),
        ("#Sunset", Tagged("sunset")),
        ("＃犬と猫", Tagged("犬と猫")),
        ("#dog#cat", All((Tagged("dog"), Tagged("cat")))),
        ("#sunset, dog", All((Tagged("sunset"), DOG))),
        ("@Ana.B", By("ana.b")),
        ("from:me", By(terms.ME)),
        ("FROM:Ana", By("ana")),
        ("by:@ana", By("ana")),
        ("place:Lisbon", At(("lisbon",))),
        ("place: Lisbon", At(("lisbon",))),
        ('place:"New York"', At(("new", "york"))),
        ("near:Lisbon", Near(("lisbon",), terms.NEAR_KM)),
        ("near:Lisbon..5", Near(("lisbon",), 5)),
        ("near:lisbon..0,5KM", Near(("lisbon",), 0.5)),
        ('near:"New York"..5mi', Near(("new", "york"), 8.05)),
        ('near:"New York"', Near(("new", "york"))),
        ("near:Lisbon..0km", Near(("lisbon",), 0.1)),
        ("has:Video", Has(terms.VIDEO)),
        ("has:alt", Has(terms.ALT)),
        ("is:saved", Is(terms.SAVED)),
        ("is:portrait", Oriented(terms.PORTRAIT)),
        ("orientation:square", Oriented(terms.SQUARE)),
        ("color:blue", terms.Coloured("blue")),
        ("Colour:Gray", terms.Coloured("grey")),
    ],
)
def test_what_a_text_asks_for(text: str, term: terms.Term | None):
    assert reading(text).term == term
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("dog>=2", Objects("dog", 2)),
        ("dogs >= 2", Objects("dog", 2)),
        ("dog≥2", Objects("dog", 2)),
        ("dog>1", Objects("dog", 2)),
        ("dog<3", Objects("dog", 0, 2)),
        ("dog<=2", Objects("dog", 0, 2)),
        ("dog=1", Objects("dog", 1, 1)),
        ("dog==1", Objects("dog", 1, 1)),
        ("dog=0", Objects("dog", 0, 0)),
        ("dog=1..3", Objects("dog", 1, 3)),
        ("dog!=2", Not(Objects("dog", 2, 2))),
        ("dog!=0", Objects("dog", 1)),
        ("dog!=1..3", Not(Objects("dog", 1, 3))),
        ("dog>=٣", Objects("dog", 3)),
        ("-dog>=2", Not(Objects("dog", 2))),
        ("traffic light>=2", Objects("traffic light", 2)),
        ("traffic lights = 2 dog", All((Objects("traffic light", 2, 2), DOG))),
        ("traffic-light<2", Objects("traffic light", 0, 1)),
        ("hund>=2", Objects("dog", 2)),
        ("dog>=", Objects("dog", 1)),
        ("dog>=99999999999999999999", Objects("dog", 9999)),
    ],
)
def test_how_many_are_asked_for(text: str, term: terms.Term):
    assert reading(text).term == term
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("before:2024", None, date(2023, 12, 31)),
        ("before:2024-05", None, date(2024, 4, 30)),
        ("before:2024-05-17", None, date(2024, 5, 16)),
        ("after:2024", date(2025, 1, 1), None),
        ("after:2024-02", date(2024, 3, 1), None),
        ("after:2024/02/29", date(2024, 3, 1), None),
        ("on:2024-5-7", date(2024, 5, 7), date(2024, 5, 7)),
        ("on:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("on:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("on:today", date(2026, 11, 21), date(2026, 11, 21)),
        ("after:Yesterday", date(2026, 11, 21), None),
        ("2024..2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024…2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024-05..", date(2024, 5, 1), None),
        ("..2023", None, date(2023, 12, 31)),
        ("2024-05-17..2024-06", date(2024, 5, 17), date(2024, 6, 30)),
        ("after:2199", date(2200, 1, 1), None),
        ("before:1901", None, date(1900, 12, 31)),
    ],
)
def test_when_it_was(text: str, begin: date | None, end: date | None):
    assert reading(text).term == During(begin, end)
    assert said(text) == []


def test_before_on_and_after_leave_no_day_out_and_name_none_twice():
    for span in ("2024", "2024-02", "2024-12", "2024-02-29"):
        before, on, after = (reading(f"{key}:{span}").term for key in ("before", "on", "after"))
        assert isinstance(before, During)
        assert isinstance(on, During)
        assert isinstance(after, During)
        assert before.end
        assert after.begin
        assert before.end + timedelta(days=1) == on.begin
        assert after.begin - timedelta(days=1) == on.end


@pytest.mark.parametrize(
    ("text", "term", "sentence", "offered"),
    [
        ("dgo>=2", Nothing("dgo>=2"), "“dgo”: did you mean dog?", "dog>=2"),
        (
            "trafic-light=1 ",
            Nothing("trafic-light=1"),
            "“trafic-light”: did you mean traffic light?",
            "traffic-light=1 ",
        ),
        (
            "sunset>=2",
            Words(("sunset",)),
            "The scanner does not know “sunset”; it is searched in the words instead.",
            None,
        ),
        (
            "sunset=0",
            Not(Words(("sunset",))),
            "The scanner does not know “sunset”; it is searched in the words instead.",
            None,
        ),
        (
            "dog>=two",
            Nothing("dog>=?"),
            "“two” is not a whole number, such as 2.",
            "dog>=1",
        ),
        (
            "dog<0",
            Nothing("dog<0"),
            "There are never fewer than none. Did you mean none at all?",
            "dog=0",
        ),
        (
            "dog=3..1",
            Objects("dog", 1, 3),
            "“3..1” ends before it begins; it is turned around.",
            "dog=1..3",
        ),
        (
            "2025..2024",
            During(date(2024, 1, 1), date(2025, 12, 31)),
            "“2025..2024” ends before it begins; it is turned around.",
            "2024..2025",
        ),
        (
            "2024 ",
            Words(("2024",)),
            "“2024” is searched as a word. Did you mean posts of this year?",
            "2024..2024 ",
        ),
        (
            "2024-05-17 ",
            Words(("2024", "05", "17")),
            "“2024-05-17” is searched as a word. Did you mean posts of this day?",
            "on:2024-05-17 ",
        ),
        ("has:vidoe", Nothing("has:vidoe"), "“has:vidoe”: did you mean video?", "has:video"),
        ("has:vid", Nothing("has:vid"), "“has:vid”: did you mean video?", "has:video"),
        ("has:videos", Nothing("has:videos"), "“has:videos”: did you mean video?", "has:video"),
        (
            "is:new",
            Nothing("is:new"),
            "“is:new”: known here: saved, liked, mine, portrait, landscape and square.",
            None,
        ),
        ("color:gren", Nothing("color:gren"), "“color:gren”: did you mean green?", "color:green"),
        (
            "plce:Lisbon ",
            Words(("plce", "lisbon")),
            "“plce:”: did you mean place:?",
            "place:Lisbon ",
        ),
        (
            "near:Lisbon..far",
            Near(("lisbon",)),
            "“far” is no distance, such as 20km or 5mi. It is taken as 20 km.",
            "near:Lisbon..20km",
        ),
        (
            "near:Lisbon..4000km",
            Near(("lisbon",), 300),
            "A search reaches 300 km at most.",
            "near:Lisbon..300km",
        ),
        (
            "#golden-hour",
            Nothing("#golden-hour"),
            "“#golden-hour” is no tag: a tag has letters, digits and underscores.",
            "#goldenhour",
        ),
        (
            "on:2023-02-29",
            Nothing("on:2023-02-29"),
            "“2023-02-29” cannot be read as days. Write them as 2024, 2024-05 or 2024-05-17, from "
            "1900 to 2200.",
            None,
        ),
        ("before:1900", Nothing("before:1900"), "“1900” is before every post.", None),
        ("after:2200", Nothing("after:2200"), "“2200” is after every post.", None),
        ("@a", Nothing("from:a"), "“@a”: nobody can have this username.", None),
        (
            "dog)",
            DOG,
            "A parenthesis is closed that was never opened; it is left out.",
            "dog",
        ),
        (
            "dog OR OR cat",
            Either((DOG, CAT)),
            "Something is missing beside “OR”; it is left out.",
            None,
        ),
        ("*** dog", DOG, "“***” has no letters or digits to search for.", None),
        ("is: (dog", DOG, "“is:” is followed by saved, liked or mine, or an orientation.", None),
    ],
)  # fmt: skip
def test_what_is_amiss_is_said(text: str, term: terms.Term, sentence: str, offered: str | None):
    question = reading(text)
    assert question.term == term
    note = next(note for note in question.notes if not note.if_unfound)
    assert note.sentence == sentence
    assert (corrected(text, note) if note.replacement is not None else None) == offered


@pytest.mark.parametrize(
    ("text", "sentence", "offered"),
    [
        ("bycicle", "“bycicle”: did you mean bicycle?", "bicycle"),
        ("cat dgo ", "“dgo”: did you mean dog?", "cat dog "),
        (
            "place:New York dog",
            "Only “New” is the place here. Names of several words are quoted.",
            'place:"New York" dog',
        ),
        (
            "cat (dog car ",
            "A parenthesis is opened and not closed; it is closed at the end.",
            "cat (dog car)",
        ),
        (
            'dog "on the be',
            "A quotation mark is opened and not closed; it is closed at the end.",
            'dog "on the be"',
        ),
    ],
)
def test_what_may_be_meant_is_for_where_little_is_found(text: str, sentence: str, offered: str):
    (note,) = reading(text).notes
    assert note.if_unfound
    assert note.sentence == sentence
    assert corrected(text, note) == offered


@pytest.mark.parametrize(
    "text", ["dog -", "dog OR", "dog #", "@", "dog place:", "dog>=", "dog AND ", 'dog "', "NOT"]
)
def test_what_is_missing_at_the_end_is_being_typed(text: str):
    assert [note for note in reading(text).notes if not note.if_unfound] == []
    assert reading(text).term in (DOG, None, Objects("dog", 1))


def test_a_word_at_the_end_is_open_until_a_blank_follows():
    assert reading("dog sun").is_open
    assert reading("(dog sun").is_open
    assert not reading("dog sun ").is_open
    assert not reading("dog>=2").is_open


def test_a_word_that_names_a_thing_is_not_taken_for_the_beginning_of_others():
    """Who looks for a car does not look for care."""
    assert reading("car").term == CAR


def test_notes_say_where_they_belong():
    text = "(dgo>=2 near:Lisbon..4000km) #a-b 2025..2024 ) xyz"
    notes = reading(text).notes
    assert len(notes) == 5
    assert all(text[note.start : note.end] == note.piece for note in notes)


def test_what_is_said_has_an_end():
    assert len(reading("# " * 200).notes) == MOST_NOTES


def test_a_long_text_is_cut():
    question = reading("dog " * 200)
    assert said(question.text)[0] == "Only the first 500 characters of a search are used."
    note = question.notes[0]
    assert corrected(question.text, note) == question.text[:LONGEST]


def test_a_search_has_so_many_parts():
    question = reading("a " * 60)
    assert question.term is not None
    assert len(list(atoms(question.term))) == MOST_ATOMS
    assert [note.sentence for note in question.notes] == [
        "A search can ask for 40 things at most; the rest is left out."
    ]


def test_parentheses_nest_so_deep():
    question = reading("(-" * 30 + "dog" + ")" * 30 + " cat")
    assert [note.sentence for note in question.notes] == [
        "At most 20 parentheses can stand in one another."
    ]
    assert question.term == All((DOG, CAT))
    assert reading("(-" * 19 + "dog" + ")" * 19).term == Not(DOG)


def test_no_text_is_too_strange():
    random = Random(1)
    for _ in range(20_000):
        text = random_text(random)
        question = reading(text)
        for note in question.notes:
            assert isinstance(note, Note)
            assert text[note.start : note.end] == note.piece
            assert note.sentence


@pytest.mark.parametrize(
    "scrap",
    ["a", "dog ", "-", "(", ")", "()", '"', '" ', "#", "#a", "@", ":", "a:", "place:", "a<", "<",
     ">=2", "dgo>=2 ", "..", "2024..", "* ", "a*", "OR ", "-(", "NOT ", "near:a..", "\u0301", "犬"],
)  # fmt: skip
def test_the_work_grows_with_the_text_and_no_faster(scrap: str):
    def steps(size: int) -> int:
        text, count = (scrap * size)[:size], 0

        def step(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(step)
        try:
            reading(text)
        finally:
            sys.setprofile(None)
        return count

    steps(100)
    half, whole = steps(LONGEST // 2), steps(LONGEST)
    assert whole <= 2.2 * half + 1000
    assert whole < 60_000
