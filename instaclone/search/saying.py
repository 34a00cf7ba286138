"""In which words a thing is said: who asks for a dog also finds what is said of dogs."""

from collections.abc import Iterable
from functools import lru_cache

from instaclone.folding import tokens
from instaclone.search.terms import Either, Objects, Term, Thing, Words
from instaclone.vision.label_names import forms_of


@lru_cache(maxsize=4096)
def ways_to_say(thing: Thing) -> tuple[Words, ...]:
    """The words of a thing as they were written, then the same in the plural or the singular. A
    word that only begins so stands for itself."""
    if thing.words.is_open or not thing.words.tokens:
        return (thing.words,)
    _, *others = forms_of(thing.label, " ".join(thing.words.tokens))
    return (thing.words, *(Words(tuple(tokens(each))) for each in others))


def parted(parts: Iterable[Term]) -> tuple[list[Words], list[Term]]:
    """Alternatives, of which one is enough, in two: all that may be said, to be asked for at once,
    and the rest. A thing is said or seen, and so in both."""
    said: list[Words] = []
    rest: list[Term] = []
    for part in parts:
        match part:
            case Words():
                said.append(part)
            case Thing(label):
                said += ways_to_say(part)
                rest.append(Objects(label))
            case Either(inner):
                inner_said, inner_rest = parted(inner)
                said += inner_said
                rest += inner_rest
            case _:
                rest.append(part)
    return list(dict.fromkeys(said)), list(dict.fromkeys(rest))
