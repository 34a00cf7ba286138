"""Two windows have changed one draft: what stands in it then, and what was written in vain."""

from dataclasses import dataclass, fields, replace
from typing import Any

from instaclone.retouching.recipes import Recipe
from instaclone.studio.drafting import DraftChoices, DraftWords

LABELS = {
    "caption": "Caption",
    "tags": "Tags",
    "place": "Place",
    "people": "Tag people",
    "warning": "Content warning",
}
# Of an edit: what means something only together.
TOGETHER = (
    ("turns", "is_flipped", "straighten", "crop"),
    ("look", "strength"),
    ("start_ms", "end_ms", "poster_ms"),
)


@dataclass(frozen=True)
class LostWords:
    """Words that another window has overwritten, offered to whoever wrote them; `field` is the
    name of a field of DraftWords or DraftChoices, `label` what it is called on the page."""

    field: str
    label: str
    text: str


def merged(
    base: DraftWords, mine: DraftWords, theirs: DraftWords
) -> tuple[DraftWords, list[LostWords]]:
    """What was changed from `base` here or there; of what was changed in both, what stands there.

    The second are the words changed here that give way.
    """
    lost: list[LostWords] = []
    choices = replace(
        theirs.choices,
        **{
            each.name: _one(each.name, base.choices, mine.choices, theirs.choices, lost)
            for each in fields(DraftChoices)
        },
    )
    # A place and its number are one thing.
    chosen = mine if choices.place == mine.choices.place else theirs
    choices = replace(choices, place_id=chosen.choices.place_id)
    caption, tags = (_one(name, base, mine, theirs, lost) for name in ("caption", "tags"))
    return DraftWords(caption, tags, choices), lost


def merged_edit(was: Recipe, mine: Recipe, theirs: Recipe) -> Recipe:
    """What was changed from `was` here or there; of what was changed in both, what was done here.

    An area stays covered that either of them has covered.
    """
    grouped = {name for group in TOGETHER for name in group}
    alone = [(each.name,) for each in fields(Recipe) if each.name not in {*grouped, "covers"}]
    kept = {
        name: getattr(mine, name)
        for group in (*TOGETHER, *alone)
        if any(getattr(mine, name) != getattr(was, name) for name in group)
        for name in group
    }
    left = tuple(each for each in theirs.covers if each in mine.covers or each not in was.covers)
    new = tuple(each for each in mine.covers if each not in (*was.covers, *left))
    return replace(theirs, covers=(*left, *new), **kept)


def _one(name: str, base: Any, mine: Any, theirs: Any, lost: list[LostWords]) -> Any:
    was, here, there = (getattr(each, name) for each in (base, mine, theirs))
    if there in (was, here):
        return here
    if here != was and name in LABELS and here:
        lost.append(LostWords(name, LABELS[name], here))
    return there
