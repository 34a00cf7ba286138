"""YOLOv8 itself no longer finds what an author has covered, on real photos."""

from collections.abc import Callable
from pathlib import Path

import pytest

from instaclone.media import pixels, retouched
from instaclone.retouching import recipes
from instaclone.retouching.recipes import WAYS, Area, Cover, Recipe
from instaclone.vision.detector import Detector, Found

MARGIN = 0.05  # of a box's sides, as the editor adds


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Detector]:
    """The real model, loaded once."""
    loaded: list[Detector] = []

    def load(weights: Path) -> Detector:
        if not weights.exists():
            pytest.skip(f"real weights: {weights} is not here")
        if not loaded:
            from instaclone.vision import yolo

            loaded.append(yolo.load(weights, tmp_path_factory.mktemp("yolo"), 2))
        return loaded[0]

    return load


def shown(photo: Path, folder: Path, recipe: Recipe) -> bytes:
    """The widest rendition up to 1080 px, made as workers make it."""
    made = retouched.bake(photo, folder, photo.name, recipes.to_text(recipe), is_new=True)
    fitting = [each for each in made.variants if each.width <= 1080]
    return (folder / max(fitting, key=lambda each: each.width).file_name).read_bytes()


def around(found: Found) -> Area:
    """The box with its margin, inside the picture."""
    left = max(0.0, found.left - MARGIN * found.width)
    top = max(0.0, found.top - MARGIN * found.height)
    width, height = found.width * (1 + 2 * MARGIN), found.height * (1 + 2 * MARGIN)
    return Area(left, top, min(width, 1 - left), min(height, 1 - top))


def overlap(one: Found, other: Found) -> float:
    """The shared part of two boxes of all they cover."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    right = min(one.left + one.width, other.left + other.width)
    bottom = min(one.top + one.height, other.top + other.height)
    shared = max(0.0, right - left) * max(0.0, bottom - top)
    return shared / (one.width * one.height + other.width * other.height - shared)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("person.jpg", {"person", "dog"}),
        ("dog.jpg", {"dog", "bicycle", "car", "truck"}),
        ("portrait.jpg", {"person"}),
        ("kite.jpg", {"kite", "person"}),
    ],
)
def test_what_is_covered_is_found_no_more(
    shared: Path,
    tmp_path: Path,
    detector: Callable[[Path], Detector],
    name: str,
    labels: set[str],
    way: str,
) -> None:
    model = detector(shared / "models" / "yolov8n.pt")
    (tmp_path / "upload").mkdir()
    pixels.finish(shared / "photos" / name, tmp_path / "upload", name)
    photo = tmp_path / "upload" / "master.jpg"
    seen = model.read(shown(photo, tmp_path, Recipe())).found
    wanted = [each for each in seen if each.label in labels and each.confidence >= 0.5]
    assert wanted
    covers = tuple(Cover(around(each), way) for each in wanted)
    left = model.read(shown(photo, tmp_path, Recipe(covers=covers))).found
    again = [
        (each.label, other.confidence)
        for each in wanted
        for other in left
        if other.label == each.label and overlap(each, other) > 0.3
    ]
    assert again == []
