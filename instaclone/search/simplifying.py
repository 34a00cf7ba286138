"""Terms without what adds no meaning: groups in groups of a kind, groups of one, double noes."""

from collections.abc import Iterable, Iterator

from instaclone.search.terms import All, Atom, Either, Not, Term


def simplified(term: Term) -> Term:
    """The same question in its plainest shape; parts keep their order. Idempotent."""
    if isinstance(term, Not):
        return negated(simplified(term.part))
    if isinstance(term, All | Either):
        kind = type(term)
        parts = tuple(_flat(kind, map(simplified, term.parts)))
        return parts[0] if len(parts) == 1 else kind(parts)
    return term


def negated(term: Term) -> Term:
    """Everything but what a simplified term finds."""
    return term.part if isinstance(term, Not) else Not(term)


def all_of(parts: Iterable[Term]) -> Term | None:
    """What meets every part; None for no parts."""
    return _joined(All, parts)


def one_of(parts: Iterable[Term]) -> Term | None:
    """What meets one part at least; None for no parts."""
    return _joined(Either, parts)


def atoms(term: Term, is_wanted: bool = True) -> Iterator[tuple[Atom, bool]]:
    """Every leaf of the tree, each with whether it is wanted or ruled out, in order."""
    if isinstance(term, Not):
        yield from atoms(term.part, not is_wanted)
    elif isinstance(term, All | Either):
        for part in term.parts:
            yield from atoms(part, is_wanted)
    else:
        yield term, is_wanted


def _joined(kind: type[All] | type[Either], parts: Iterable[Term]) -> Term | None:
    found = tuple(parts)
    return simplified(kind(found)) if found else None


def _flat(kind: type[All] | type[Either], parts: Iterable[Term]) -> Iterator[Term]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part
