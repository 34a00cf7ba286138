"""A recipe in words, for the author who reads what was done to a picture."""

from instaclone.retouching.looks import LOOKS
from instaclone.retouching.recipes import ADJUSTMENTS, WHOLE, Recipe

TURNED = {1: "rotated right", 2: "turned upside down", 3: "rotated left"}


def told(recipe: Recipe) -> list[str]:
    """What a recipe does, step by step, but for what it covers: "cropped", "contrast +20"."""
    steps = [TURNED[recipe.turns]] if recipe.turns else []
    if recipe.is_flipped:
        steps.append("flipped")
    if recipe.straighten:
        steps.append(f"straightened by {abs(recipe.straighten):g}°")
    if recipe.crop != WHOLE:
        steps.append("cropped")
    steps += [f"{name} {value:+d}" for name in ADJUSTMENTS if (value := getattr(recipe, name))]
    if recipe.look:
        name = LOOKS[recipe.look].name if recipe.look in LOOKS else recipe.look
        steps.append(f"filter {name}, {recipe.strength} %")
    if recipe.start_ms or recipe.end_ms:
        steps.append("trimmed")
    if recipe.is_muted:
        steps.append("muted")
    return steps
