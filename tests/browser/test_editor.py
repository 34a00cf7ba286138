"""The editor: cropped, turned, adjusted and covered by mouse, touch and keyboard; kept at once."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from instaclone.media.models import Media
from instaclone.posts.models import Post, PostMedia
from instaclone.retouching.recipes import Recipe, from_text
from instaclone.studio.models import DraftFile
from tests.browser import pages
from tests.browser.running import Person, Site
from tests.browser.windows import Windows

GRAVE = ("serious", "critical")
LONG = 90_000  # ms until the worker has loaded the model on a busy machine
CROP = "Crop: move it with the arrow keys"


@pytest.fixture
def ana(site: Site) -> Person:
    """Who edits."""
    return site.person("ana")


@pytest.fixture
def two(picture: Path, tmp_path: Path) -> list[Path]:
    """Two photos of 1200 by 900 px."""
    return [Path(shutil.copy(picture, tmp_path / name)) for name in ("lake.jpg", "hill.jpg")]


def test_two_photos_are_cropped_and_filtered_by_mouse_and_by_keyboard(
    windows: Windows, site: Site, ana: Person, two: list[Path]
):
    page = windows.open(ana)
    _draft(page, *two)
    _open(page, "lake.jpg")
    page.get_by_role("radio", name="1:1", exact=True).check()
    corner = page.locator(".ord-se.ReactCrop__drag-handle").bounding_box()
    assert corner
    page.mouse.move(corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2)
    page.mouse.down()
    page.mouse.move(corner["x"] - 90, corner["y"] - 90, steps=5)
    page.mouse.up()
    page.get_by_role("tab", name="Filters").click()
    page.get_by_role("radio", name="Honey").check()
    _done(page)
    recipe = _recipe(site, "lake.jpg")
    assert recipe.look == "honey"
    assert recipe.crop.width < 0.75
    assert recipe.crop.width * 1200 == pytest.approx(recipe.crop.height * 900, rel=0.01)

    page.get_by_role("button", name="Edit hill.jpg").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Edit hill.jpg")
    expect(dialog).to_be_visible()
    page.get_by_role("group", name=f"{CROP}").focus()
    page.get_by_role("button", name="Crop, right edge: move it with the arrow keys").focus()
    for _ in range(6):
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("tab", name="Crop").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Adjust")).to_be_focused()
    page.get_by_role("slider", name="Warmth").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_role("tab", name="Adjust").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("radio", name="None").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Done").focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Edit hill.jpg")).to_be_focused()
    recipe = _recipe(site, "hill.jpg")
    assert recipe.warmth == 3
    assert recipe.look != ""
    assert 0.5 < recipe.crop.width < 0.98
    assert recipe.crop.height == 1


def test_a_photo_is_edited_with_a_finger(
    windows: Windows, site: Site, ana: Person, two: list[Path]
):
    page = windows.open(ana, width=390, height=844, has_touch=True, is_mobile=True)
    _draft(page, two[0])
    page.get_by_role("button", name="Edit lake.jpg").tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    pages.drag_with_a_finger(page, page.locator(".ord-nw.ReactCrop__drag-handle"), 80, 60)
    page.get_by_role("button", name="Rotate left").tap()
    page.get_by_role("button", name="Flip").tap()
    page.get_by_role("tab", name="Filters").tap()
    page.get_by_role("radio", name="Morning").tap()
    page.get_by_role("button", name="Done").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()
    recipe = _recipe(site, "lake.jpg")
    assert (recipe.turns, recipe.is_flipped, recipe.look) == (3, True, "morning")
    # Pulled in at the left and the top; turned that is the bottom and the left, mirrored the right.
    crop = recipe.crop
    assert (crop.left, crop.top) == pytest.approx((0, 0), abs=0.001)
    assert 0.4 < crop.width < 0.95
    assert 0.4 < crop.height < 0.95


def test_everything_up_to_the_last_step_is_there_after_a_reload(
    windows: Windows, site: Site, ana: Person, two: list[Path]
):
    page = windows.open(ana)
    _draft(page, two[0])
    _open(page, "lake.jpg")
    page.get_by_role("button", name="Rotate left").click()
    page.get_by_role("tab", name="Adjust").click()
    page.get_by_role("slider", name="Contrast").fill("-30")
    _until(page, site, "lake.jpg", Recipe(turns=3, contrast=-30))
    page.reload()
    pages.hydrated(page)
    expect(page.get_by_role("dialog", name="Edit lake.jpg")).to_be_visible()
    page.get_by_role("tab", name="Adjust").click()
    expect(page.get_by_role("slider", name="Contrast")).to_have_value("-30")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert _recipe(site, "lake.jpg") == Recipe(turns=3, contrast=-30)
    _open(page, "lake.jpg")
    page.get_by_role("button", name="Reset").click()
    _done(page)
    assert _recipe(site, "lake.jpg") == Recipe()


def test_the_original_is_seen_while_compare_is_held(windows: Windows, ana: Person, two: list[Path]):
    page = windows.open(ana)
    _draft(page, two[0])
    _open(page, "lake.jpg")
    page.get_by_role("tab", name="Adjust").click()
    plain = _seen(page)
    page.get_by_role("slider", name="Brightness").fill("60")
    edited = _seen(page)
    assert edited != plain
    compare = page.get_by_role("button", name="Compare")
    compare.hover()
    page.mouse.down()
    expect(compare).to_have_attribute("aria-pressed", "true")
    assert _seen(page) == plain
    page.mouse.up()
    expect(compare).to_have_attribute("aria-pressed", "false")
    assert _seen(page) == edited
    compare.focus()
    page.keyboard.down("Space")
    expect(compare).to_have_attribute("aria-pressed", "true")
    assert _seen(page) == plain
    page.keyboard.up("Space")
    expect(compare).to_have_attribute("aria-pressed", "false")
    assert _seen(page) == edited


def test_a_person_is_covered_an_area_drawn_and_the_post_edited_again(
    windows: Windows, site: Site, ana: Person, shared: Path
):
    page = windows.open(ana)
    _draft(page, shared / "photos" / "person.jpg")
    _open(page, "person.jpg")
    page.get_by_role("tab", name="Cover").click()
    page.get_by_role("radio", name="Pixels").check()
    # It comes by itself when the photo is scanned, for which the model is loaded first.
    page.get_by_role("button", name="Cover person").click(timeout=LONG)
    expect(page.get_by_role("button", name="Cover person")).to_be_disabled()
    page.get_by_role("button", name="Draw an area").click()
    page.get_by_role("group", name="Area to cover").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_role("button", name="Cover this area").click()
    expect(page.get_by_role("list", name="Covered areas").get_by_role("listitem")).to_have_count(2)
    _done(page)
    covers = _recipe(site, "person.jpg").covers
    assert [each.way for each in covers] == ["pixelate", "pixelate"]
    assert covers[0].area.width > 0.1
    code = pages.share(page)
    _until_shown(page, site, code)

    pages.visit(page, f"/p/{code}/edit")
    page.get_by_role("button", name="Edit photo 1").click()
    page.get_by_role("tab", name="Cover").click()
    expect(page.get_by_text("2 areas are covered for good.")).to_be_visible()
    expect(page.get_by_role("button", name="Uncover area 1")).to_have_count(0)
    page.get_by_role("tab", name="Adjust").click()
    page.get_by_role("slider", name="Saturation").fill("-100")
    _done(page)
    expect(page.get_by_text("The edited photo appears in a moment.")).to_be_visible()
    _until_shown(page, site, code)
    served = site.read(_photo, code)
    assert from_text(served.recipe).saturation == -100
    assert served.covered == 2


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_the_editor(
    windows: Windows, ana: Person, picture: Path, width: int, scheme: Any
):
    page = windows.open(ana, width=width, color_scheme=scheme)
    _draft(page, picture)
    _open(page, picture.name)
    for name in ("Crop", "Adjust", "Filters", "Cover"):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
        assert _grave(page) == []
    page.get_by_role("button", name="Draw an area").click()
    expect(page.get_by_role("button", name="Cover this area")).to_be_visible()
    assert _grave(page) == []


def _draft(page: Page, *photos: Path) -> None:
    """Begin a draft with these photos; ends when all of them are ready."""
    pages.visit(page, "/create")
    page.get_by_label("Photos and videos").set_input_files(list(photos))
    for photo in photos:
        expect(page.get_by_role("button", name=f"Edit {photo.name}")).to_be_visible()


def _open(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Edit {name}").click()
    expect(page.get_by_role("dialog", name=f"Edit {name}")).to_be_visible()


def _done(page: Page) -> None:
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def _seen(page: Page) -> bytes:
    """What is painted of the picture, once it has come."""
    image = page.get_by_role("dialog").get_by_role("img", name="lake.jpg")
    expect(image).to_be_visible()
    image.evaluate("image => image.decode()")
    return image.screenshot()


def _recipe(site: Site, name: str) -> Recipe:
    return from_text(site.read(_recipe_text, name))


def _recipe_text(session: Session, name: str) -> str:
    newest = select(DraftFile.recipe).where(DraftFile.file_name == name)
    return session.exec(newest.order_by(col(DraftFile.id).desc())).first() or ""


def _until(page: Page, site: Site, name: str, wanted: Recipe) -> None:
    """Wait until this is kept; a moment after the last change."""
    for _ in range(100):
        if _recipe(site, name) == wanted:
            return
        page.wait_for_timeout(100)
    assert _recipe(site, name) == wanted


def _until_shown(page: Page, site: Site, code: str) -> None:
    """Wait until the photo of a post is served as its author wants it."""
    for _ in range(200):
        photo = site.read(_photo, code)
        if photo.bake_asked_at is None and photo.burn_asked_at is None and photo.revision:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the photo was not made anew: {site.read(_photo, code).bake_failure}")


def _photo(session: Session, code: str) -> Media:
    return session.exec(
        select(Media)
        .join(PostMedia, col(PostMedia.media_id) == Media.id)
        .join(Post, col(Post.id) == PostMedia.post_id)
        .where(Post.code == code)
    ).one()


def _grave(page: Page) -> list[str]:
    return [
        f"{found['id']}: {node['html'][:200]}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]
