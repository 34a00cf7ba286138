"""Where a point of a picture as it was uploaded lies once the picture is edited, and back.

Points are shares of a picture's sides from the top left; sizes are of the edited picture, as its
card has them. `geometry` does the same from the size of the upload.
"""

from instaclone.retouching import geometry
from instaclone.retouching.recipes import Recipe, frame_size


def shown_at(recipe: Recipe, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """Where a point of the upload lies in the edited picture, which is `width` by `height` px.

    Outside of 0 to 1 where it was cut off.
    """
    return geometry.point_to_frame((x, y), recipe, *_uploaded_size(recipe, width, height))


def uploaded_at(recipe: Recipe, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """Where a point of the edited picture, `width` by `height` px, lies in the upload."""
    return geometry.point_to_source((x, y), recipe, *_uploaded_size(recipe, width, height))


def _uploaded_size(recipe: Recipe, width: int, height: int) -> tuple[int, int]:
    """The size of the upload, but for its scale, which places do not depend on."""
    across, down = (width or 1) / recipe.crop.width, (height or 1) / recipe.crop.height
    scale = 10_000 / max(across, down)
    return frame_size(recipe, max(1, round(across * scale)), max(1, round(down * scale)))
