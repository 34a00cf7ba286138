"""A search as it is meant by who asks, in their languages, and which names there are in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from instaclone import clock
from instaclone.folding import fold
from instaclone.search.addresses import LONGEST
from instaclone.search.cards import NoteCard
from instaclone.search.explaining import explain
from instaclone.search.phrasing import SENTENCE, phrased
from instaclone.search.questions import Note, Question, corrected
from instaclone.search.reading import read
from instaclone.search.terms import All, At, By, Near, Tagged, Term, Thing, Words
from instaclone.search.writing import joined
from instaclone.vision.label_names import label_names, words_for_labels

FULL = f"Only the first {LONGEST} characters of a search are used."
LANGUAGES = 3  # of a reader's, the dearest


@dataclass(frozen=True, slots=True)
class Names:
    """What in a search may be the name of a person, a tag or a place: words, "" for none.
    `is_of_things`: what may name a place are words for things that the scanner knows."""

    people: str = ""
    tags: str = ""
    places: str = ""
    is_of_things: bool = False


def ask(text: str, languages: Sequence[str]) -> Question:
    """What a text asks for, of somebody who reads these languages."""
    return read(text, clock.now().date(), words_known(languages))


def notes_on(text: str, languages: Sequence[str], is_rare: bool) -> list[NoteCard]:
    """What there is to say about a text that is typed to its end, each with the better search it
    offers. `is_rare`: it finds few posts."""
    question = ask(f"{text} ", languages)
    said = [
        NoteCard(_sentence(question, note, languages), corrected(question.text, note).strip())
        if note.replacement is not None
        else NoteCard(note.sentence)
        for note in question.notes
        if is_rare or not note.if_unfound
    ]
    # One that was cut between two words is one character shorter.
    return [NoteCard(FULL), *said] if len(text) >= LONGEST - 1 else said


def offered(text: str, languages: Sequence[str]) -> tuple[str, str] | None:
    """What a plain phrase asks for, in words and as a search; None for what is no phrase."""
    note = phrased(text, clock.now().date(), words_known(languages))
    term = ask(note.replacement, languages).term if note and note.replacement else None
    return (explain(term), note.replacement or "") if note and term else None


def words_known(languages: Sequence[str]) -> Mapping[str, str]:
    """The labels by every folded word for them, of somebody who reads these languages."""
    return label_words(tuple(languages)[:LANGUAGES])


@lru_cache(maxsize=32)
def label_words(languages: tuple[str, ...]) -> Mapping[str, str]:
    """The same, and the same mapping each time, which nobody changes.

    Of a word for several labels the one that is shown by this name is meant, or else the first.
    """
    shown = {fold(name): label for label, name in label_names(languages).items()}
    return {word: labels[0] for word, labels in words_for_labels(languages).items()} | shown


def names_in(term: Term | None) -> Names:
    """The names in a search: free words may be anybody's or anything's, the rest says what it is.

    Only what every post has to meet is looked at, not what is ruled out.
    """
    parts = term.parts if isinstance(term, All) else (term,)
    words: list[str] = []
    people, tags, places = [], [], []
    for part in parts:
        match part:
            case Words(tokens) | Thing(_, Words(tokens)):
                words.append(joined(tokens))
            case By(username):
                people.append(username)
            case Tagged(tag):
                tags.append(tag)
            case At(tokens) | Near(tokens):
                places.append(joined(tokens))
    said = (" ".join(each or words) for each in (people, tags, places))
    is_of_things = bool(words) and not any(isinstance(part, Words | At | Near) for part in parts)
    return Names(*said, is_of_things=is_of_things)


def _sentence(question: Question, note: Note, languages: Sequence[str]) -> str:
    """What a note says; of a phrase, what it would find."""
    phrase = offered(question.text, languages) if note.sentence == SENTENCE else None
    return f"Did you mean {phrase[0][0].lower()}{phrase[0][1:]}?" if phrase else note.sentence
