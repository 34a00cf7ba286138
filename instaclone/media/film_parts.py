"""Which part of a video is posted, and that it is not too long; plain reckoning, no decoder."""

from dataclasses import replace

from sqlmodel import Session

from instaclone.media import baking, facts
from instaclone.media import limits as file_limits
from instaclone.media.models import VIDEO, Media
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Recipe
from instaclone.video import limits
from instaclone.video.plans import Part


def part_of(recipe: Recipe) -> Part:
    """The part of a film that a recipe takes."""
    return Part(recipe.start_ms, recipe.end_ms, recipe.is_muted)


def length_ms(picture: Media, recipe: str) -> int:
    """How long the part of a video is that a recipe's text takes; 0 while nobody knows."""
    source = facts.from_text(picture.facts).duration_ms or picture.duration_ms
    part = part_of(recipes.from_text(recipe))
    return max(0, min(part.end_ms or source, source) - part.start_ms)


def check_posted(picture: Media, recipe: str) -> None:
    """Raise Invalid, naming the file, when more of a video is to be posted than may be."""
    if picture.kind == VIDEO:
        limits.check_posted(file_limits.shown(picture.file_name), length_ms(picture, recipe))


def notice(picture: Media, recipe: str) -> str:
    """What its author should do about a video before sharing it; "" for nothing."""
    return limits.trim_notice(length_ms(picture, recipe)) if picture.kind == VIDEO else ""


def shorten(session: Session, picture: Media) -> bool:
    """Have a video, whose row is held, posted with as much as may be from where it begins; False
    where it is short enough. For one that was posted before anybody knew how long it is."""
    wanted = picture.wanted_recipe if picture.bake_asked_at else picture.recipe
    if picture.kind != VIDEO or not limits.trim_notice(length_ms(picture, wanted)):
        return False
    recipe = recipes.from_text(wanted)
    shorter = replace(recipe, end_ms=recipe.start_ms + limits.LONGEST_MS)
    return baking.ask(session, picture, recipes.to_text(shorter))
