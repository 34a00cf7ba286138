"""A recipe as CSS: what is said, and that it says no more than it must."""

from dataclasses import replace

import pytest

from instaclone.errors import Invalid
from instaclone.retouching import css, looks
from instaclone.retouching.looks import LOOKS
from instaclone.retouching.recipes import ADJUSTMENTS, UNTOUCHED, Area, Cover, Recipe


def test_an_untouched_picture_needs_no_filter():
    style = css.preview_style(UNTOUCHED, 800, 600)
    assert (style.functions, style.kernel, style.red, style.vignette) == ("", "", "", 0)
    assert (style.left, style.top, style.width, style.height) == ("50.0%", "50.0%", *["100.0%"] * 2)


def test_functions_say_only_what_changes_something():
    style = css.preview_style(Recipe(brightness=20, saturation=-50), 800, 600)
    assert style.functions == "brightness(1.0994) saturate(0.5)"


@pytest.mark.parametrize("name", ["sharpen", "highlights", "shadows", "warmth"])
def test_what_css_cannot_say_is_an_svg_filter_before_it(name: str):
    style = css.preview_style(replace(UNTOUCHED, **{name: 30}), 800, 600)
    assert all((style.kernel, style.tone, style.warmth))
    assert style.red == ""


def test_the_strength_of_a_look_scales_each_of_its_functions():
    assert css.look_functions("silver", 50) == "grayscale(0.5) contrast(1.03) brightness(1.025)"
    assert css.look_functions("", 100) == ""
    for look in LOOKS:
        faint = css.preview_style(Recipe(look=look, strength=0), 8, 6)
        assert (faint.functions, faint.red) == ("", "")


def test_a_crop_of_a_turned_picture_has_the_ratio_of_what_is_shown():
    recipe = Recipe(turns=1, crop=Area(0, 0.25, 1, 0.5))
    assert css.preview_style(recipe, 800, 600).ratio == "600 / 400.0"
    # The picture lies on its side in the box: as wide as the frame is tall, 800 of 600.
    assert css.preview_style(recipe, 800, 600).width.startswith("133.33")


def test_covers_come_along_as_they_are():
    cover = Cover(Area(0.1, 0.2, 0.3, 0.4))
    assert css.preview_style(Recipe(covers=(cover,)), 800, 600).covers == (cover,)


def test_every_look_has_a_name_of_its_own_and_at_least_two_dozen_are_there():
    assert len(LOOKS) >= 24
    assert len({look.name for look in LOOKS.values()}) == len(LOOKS)
    for key in LOOKS:
        looks.check(key)
    looks.check("")
    with pytest.raises(Invalid, match="no such filter"):
        looks.check("no such look")


def test_every_adjustment_moves_something():
    plain = css.preview_style(UNTOUCHED, 8, 6)
    for name, (_, most) in ADJUSTMENTS.items():
        assert css.preview_style(replace(UNTOUCHED, **{name: most}), 8, 6) != plain
