"""What the labels of the scanner are called in the languages people read.

`label_names.csv` has a row for each label and a column for each language: the name that is shown,
then other words for it, with | between; behind a / stands the same word in the plural, or in the
singular where the plural is shown. The English column has other words alone: there nearly every
label is the name.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from instaclone.folding import fold
from instaclone.vision.words import ONE, plural

ENGLISH = "en"
ENGLISH_NAMES = {"tv": "TV"}  # where the label itself is not how one writes it
TABLE = Path(__file__).with_name("label_names.csv")

Words = dict[str, list[str]]  # for each label what it is called, the name that is shown first


def label_names(languages: Sequence[str]) -> dict[str, str]:
    """For each label the name that is shown to who reads these languages, the dearest first.

    Languages are two letters, as `caller.languages` gives them; of those unknown here the next one
    counts, and English at last.
    """
    known = next((each for each in languages if each in _tables()), ENGLISH)
    return {label: words[0] for label, words in _tables()[known].items()}


def labels_called(word: str, languages: Sequence[str]) -> list[str]:
    """The labels that a word stands for in English or in one of the languages, in the order of the
    table; accents and capitals do not matter. The scanner's own labels of other models are none."""
    wanted = fold(word)
    named = {label for each in (ENGLISH, *languages) for label in _by_word(each).get(wanted, ())}
    return [label for label in _tables()[ENGLISH] if label in named]


def label_meant(words: str, languages: Sequence[str]) -> str | None:
    """The one label that somebody who reads these languages means by these words: what is shown to
    them by that name, or else what alone is called so. None where there is none, or several."""
    wanted = fold(words)
    shown = [label for label, name in label_names(languages).items() if fold(name) == wanted]
    found = shown or labels_called(words, languages)
    return found[0] if len(found) == 1 else None


def labels_beginning(
    words: str, languages: Sequence[str], limit: int, counts: Mapping[str, int] | None = None
) -> list[str]:
    """Up to `limit` labels one of whose words begins so, in English or one of the languages: first
    those whose shown name does, then those of which another word of a name does, then by others.
    Of these the ones with the larger count come first, then those that the table has first."""
    begin = fold(words)
    if not begin:
        return []
    ranks: dict[str, int] = {}
    for label, name in label_names(languages).items():
        folded = fold(name)
        if f" {begin}" in f" {folded}":
            ranks[label] = 0 if folded.startswith(begin) else 1
    for word, labels in words_for_labels(languages).items():
        if word.startswith(begin):
            for label in labels:
                ranks.setdefault(label, 2)
    found = (label for label in _tables()[ENGLISH] if label in ranks)
    return sorted(found, key=lambda label: (ranks[label], -(counts or {}).get(label, 0)))[:limit]


def words_for_labels(languages: Sequence[str]) -> Mapping[str, list[str]]:
    """For each folded word that stands for labels in English or one of the languages, which: the
    same mapping each time, which nobody changes."""
    return _words_for_labels(tuple(languages))


@lru_cache(maxsize=32)
def _words_for_labels(languages: tuple[str, ...]) -> Mapping[str, list[str]]:
    words = dict.fromkeys(word for each in (ENGLISH, *languages) for word in _by_word(each))
    return {word: labels_called(word, languages) for word in words}


def forms_of(label: str, word: str) -> tuple[str, ...]:
    """A word for a label, folded, and behind it the same word in the plural or the singular, in
    each of the languages that have it for this label."""
    folded = fold(word)
    return tuple(dict.fromkeys((folded, *_forms().get((label, folded), ()))))


@cache
def _tables() -> dict[str, Words]:
    return {
        language: {
            label: [form for forms in words for form in forms] for label, words in table.items()
        }
        for language, table in _words_with_forms().items()
    }


@cache
def _words_with_forms() -> dict[str, dict[str, list[list[str]]]]:
    """For each language and label the words, each in the singular and the plural, if it has one."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    languages = [column for column in rows[0] if column not in ("label", ENGLISH)]
    tables = {ENGLISH: {row["label"]: [_english(row["label"])] for row in rows}}
    tables |= {language: {row["label"]: [] for row in rows} for language in languages}
    for row in rows:
        for language in (ENGLISH, *languages):
            words = row[language].split("|") if row[language] else []
            tables[language][row["label"]] += [word.split("/") for word in words]
    return tables


def _english(label: str) -> list[str]:
    return [ENGLISH_NAMES.get(label, label), label, ONE.get(label, label), plural(label)]


@cache
def _forms() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for table in _words_with_forms().values():
        for label, words in table.items():
            for forms in words:
                folded = [fold(form) for form in forms]
                for form in folded:
                    found[label, form] = (*found.get((label, form), ()), *folded)
    return found


@cache
def _by_word(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for label, words in _tables().get(language, {}).items():
        for word in dict.fromkeys(map(fold, words)):
            found[word] = (*found.get(word, ()), label)
    return found
