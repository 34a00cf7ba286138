"""Films made anew as a recipe says: where they begin and end, their sound and their poster."""

from instaclone.media import developing, filming, holding, limits
from instaclone.media.baking import Bake
from instaclone.media.decoding import Refused
from instaclone.media.film_parts import part_of
from instaclone.media.models import Variant
from instaclone.media.processing import Made, store
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Recipe
from instaclone.video import plans
from instaclone.video.plans import Film, Part

SHORTEST_MS = 500


def make(asked: Bake) -> Made:
    """The renditions of a video as it shall be, made out of its master, for `baking.bake`.

    Raises Refused, DecoderCrashed, NotFound, Unavailable.
    """
    held, recipe = asked.held, recipes.from_text(asked.recipe)
    part = part_of(recipe)
    with holding.workplace_of(asked.master_key or "") as (source, folder):
        poster_ms = part.start_ms + recipe.poster_ms if recipe.poster_ms else 0
        film, poster = developing.begin(source, folder, held.file_name, part, poster_ms)
        check(held.file_name, recipe, film)
        made = _length(film, part)
        if not asked.is_new:
            return Made(poster, [], made)
        variants: list[Variant] = store(held, folder, poster.variants, asked.mark)
        large = plans.larger_side(film)
        for side in (plans.SIDES[0], *([large] if large else [])):
            done = developing.make(source, folder, held.file_name, film, side, part)
            variants.append(filming.store_film(held, folder, done, asked.mark))
            made = {"duration_ms": done.duration_ms, "has_audio": done.has_audio}
    return Made(poster, variants, made)


def check(file_name: str, recipe: Recipe, film: Film) -> None:
    """Raise Refused for what cannot be done with a film: what its author covered must not be
    shown, and a part needs a length."""
    if recipe.covers:
        raise Refused(
            f"Areas of {limits.shown(file_name)} cannot be covered: that works for photos alone."
        )
    if part_of(recipe).length_of(film) < min(SHORTEST_MS, film.duration_ms):
        raise Refused(
            f"The part of {limits.shown(file_name)} is too short. Choose at least half a second."
        )


def _length(film: Film, part: Part) -> dict[str, object]:
    return {
        "duration_ms": part.length_of(film),
        "has_audio": film.has_audio and not part.is_muted,
    }
