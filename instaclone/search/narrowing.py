"""Which words of a long search are looked up to find where it may be led from.

Each look-up of words costs some statements. Where a search asks for more of them, the rarest are
chosen by how many of the newest posts hold each, which one statement tells of all.
"""

from collections.abc import Mapping

from sqlmodel import Session

from instaclone.db import full_text
from instaclone.posts.models import PostWords
from instaclone.search.saying import parted
from instaclone.search.simplifying import atoms
from instaclone.search.terms import All, During, Either, Not, Term, Words

LEADS = 8  # look-ups of words in one search
Token = tuple[str, bool]  # and whether it is the beginning of one


def narrowed(session: Session, term: Term) -> Term:
    """A term with no more than LEADS look-ups of words, under which all that the search finds is
    found, and more: for finding candidates. Alternatives that are words are looked up as one."""
    if look_ups(term) <= LEADS:
        return term
    wanted = (atom for atom, is_wanted in atoms(term) if is_wanted)
    tokens = list(dict.fromkeys(each for words in parted(wanted)[0] for each in _tokens(words)))
    rarity = _Rarity(
        dict(zip(tokens, full_text.frequencies(session, PostWords, tokens), strict=True))
    )
    if not isinstance(term, All):
        return rarity.looked_up_once(term)
    said = sorted((part for part in term.parts if look_ups(part)), key=rarity.rank)[:LEADS]
    return All(
        tuple(rarity.looked_up_once(part) for part in said)
        + tuple(part for part in term.parts if not look_ups(part))
    )


def look_ups(term: Term) -> int:
    """How many times words are looked up to find what meets a term."""
    if isinstance(term, All):
        return sum(map(look_ups, term.parts))
    said, rest = parted((term,))
    return bool(said) + sum(look_ups(each) for each in rest if isinstance(each, All))


class _Rarity:
    def __init__(self, held: Mapping[Token, int]):
        self._held = held

    def looked_up_once(self, term: Term) -> Term:
        """The term without all but the rarest words of those that must all be met."""
        match term:
            case All(parts):
                said = [part for part in parts if look_ups(part)]
                others = tuple(part for part in parts if part not in said)
                rarest = min(said, key=self.rank, default=None)
                may_lead = any(not isinstance(part, Not | During) for part in others)
                if rarest is None or (may_lead and self._held_by(rarest) >= full_text.COMMON):
                    return All(others)
                return self.looked_up_once(rarest)
            case Either(parts):
                return Either(tuple(map(self.looked_up_once, parts)))
        return term

    def rank(self, part: Term) -> tuple[bool, bool, int]:
        """The less, the better it leads. What may also be seen comes after what is only said: every
        other picture may show it."""
        held = self._held_by(part)
        return held >= full_text.COMMON, bool(parted((part,))[1]), held

    def _held_by(self, part: Term) -> int:
        """How many of the newest posts hold the most common of alternatives, each of which is as
        rare as the rarest of what it needs."""
        if isinstance(part, All):
            return min(self._held_by(each) for each in part.parts if look_ups(each))
        said, rest = parted((part,))
        each = [min((self._held[one] for one in _tokens(words)), default=0) for words in said]
        inner = [self._held_by(term) for term in rest if look_ups(term)]
        return max(each + inner)


def _tokens(words: Words) -> list[Token]:
    last = len(words.tokens) - 1
    return [(token, words.is_open and at == last) for at, token in enumerate(words.tokens)]
