"""In which words a thing is said: who asks for a dog also finds what is said of dogs."""

from functools import lru_cache

from instaclone.folding import tokens
from instaclone.search.terms import Thing, Words
from instaclone.vision.label_names import forms_of


@lru_cache(maxsize=4096)
def ways_to_say(thing: Thing) -> tuple[Words, ...]:
    """The words of a thing as they were written, then the same in the plural or the singular. A
    word that only begins so stands for itself."""
    if thing.words.is_open or not thing.words.tokens:
        return (thing.words,)
    _, *others = forms_of(thing.label, " ".join(thing.words.tokens))
    return (thing.words, *(Words(tuple(tokens(each))) for each in others))
