"""The studio's whole journey, at both widths, and with a browser that is killed at every step."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, select

from instaclone.media.models import Media
from instaclone.places.models import Place
from instaclone.posts.models import Post, PostMedia
from instaclone.retouching.recipes import from_text
from instaclone.studio.models import DraftFile
from tests.browser import pages
from tests.browser.running import Person, Site
from tests.browser.windows import Windows
from tests.video import material

ZONE = "Europe/Berlin"
PLACE = "Bergen, Vestland, Norway"
LONG = 120_000  # ms; a video is read, and a minute passes
LATE = timedelta(seconds=5)
NAMES = ["dog.jpg", "IMG_2682.heic", "person.jpg", "horses.jpg", "harbour.mov"]
ORDER = ["IMG_2682.heic", "dog.jpg", "person.jpg", "horses.jpg", "harbour.mov"]


@dataclass
class Making:
    """A post in the making, and what was seen of it so far."""

    site: Site
    photos: Path
    film: Path
    seen: dict[str, str] = field(default_factory=dict)
    when: datetime | None = None


Step = tuple[Callable[[Page, Making], None], Callable[[Page, Making], None]]


def _write(page: Page, _: Making) -> None:
    page.get_by_role("textbox", name="Caption").fill("By the #lake")
    page.get_by_role("textbox", name="Tags").fill("summer")
    page.get_by_role("textbox", name="Tags").blur()
    expect(page.get_by_role("main").get_by_text("Saved", exact=True)).to_be_visible()
    page.wait_for_url("**/create?draft=*")


def _is_written(page: Page, _: Making) -> None:
    expect(page.get_by_role("textbox", name="Caption")).to_have_value("By the #lake")
    expect(page.get_by_role("textbox", name="Tags")).to_have_value("summer")


def _add(page: Page, making: Making) -> None:
    photos = [making.photos / name for name in NAMES[:-1]]
    pages.choose(page, [*photos, making.film])
    expect(pages.files(page)).to_have_count(len(NAMES))


def _is_added(page: Page, making: Making) -> None:
    expect(pages.files(page)).to_have_count(len(NAMES))
    coming = [name for name in NAMES if "Uploading" in pages.file(page, name).inner_text()]
    if coming:  # what had not arrived when the browser was killed goes on when it is chosen again
        chosen = [making.film if name == NAMES[-1] else making.photos / name for name in coming]
        pages.choose(page, chosen)
    for name in NAMES:
        ready = pages.file(page, name).get_by_text("Ready", exact=True)
        expect(ready).to_be_visible(timeout=LONG)
    expect(pages.files(page)).to_have_count(len(NAMES))


def _sort(page: Page, _: Making) -> None:
    later = page.get_by_role("button", name="Move dog.jpg later")
    later.focus()
    page.keyboard.press("Enter")
    _is_sorted(page, _)
    expect(later).to_be_focused()


def _is_sorted(page: Page, _: Making) -> None:
    for number, name in enumerate(ORDER):
        expect(pages.files(page).nth(number)).to_have_attribute("aria-label", name)


def _accept(page: Page, making: Making) -> None:
    for name in ("dog.jpg", "horses.jpg"):
        use = pages.file(page, name).get_by_role("button", name="Use draft")
        use.click(timeout=LONG)
        words = page.get_by_role("textbox", name=f"Alt text for {name}")
        expect(words).not_to_have_value("")
        expect(use).to_be_hidden()
        making.seen[name] = words.input_value()
    assert "dog" in making.seen["dog.jpg"].lower()
    assert "horse" in making.seen["horses.jpg"].lower()


def _is_accepted(page: Page, making: Making) -> None:
    for name, words in making.seen.items():
        expect(page.get_by_role("textbox", name=f"Alt text for {name}")).to_have_value(words)


def _editor(page: Page, name: str, tab: str) -> Locator:
    page.get_by_role("button", name=f"Edit {name}").click()
    dialog = page.get_by_role("dialog", name=f"Edit {name}")
    dialog.get_by_role("tab", name=tab).click()
    return dialog


def _done(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_be_hidden()


def _crop(page: Page, _: Making) -> None:
    dialog = _editor(page, "horses.jpg", "Crop")
    dialog.get_by_role("radiogroup", name="Aspect ratio").get_by_role(
        "radio", name="1:1", exact=True
    ).check()
    _done(dialog)


def _is_cropped(_: Page, making: Making) -> None:
    recipe = from_text(making.site.read(_recipe, "horses.jpg"))
    assert recipe.crop.width < 1 or recipe.crop.height < 1


def _filter(page: Page, _: Making) -> None:
    for name in ("dog.jpg", "horses.jpg"):
        dialog = _editor(page, name, "Filters")
        dialog.get_by_role("radiogroup", name="Filter").get_by_role("radio").nth(3).check()
        _done(dialog)


def _is_filtered(_: Page, making: Making) -> None:
    for name in ("dog.jpg", "horses.jpg"):
        assert from_text(making.site.read(_recipe, name)).look


def _cover(page: Page, _: Making) -> None:
    dialog = _editor(page, "person.jpg", "Cover")
    dialog.get_by_role("button", name=re.compile("^Cover person")).first.click()
    _done(dialog)


def _is_covered(_: Page, making: Making) -> None:
    assert len(from_text(making.site.read(_recipe, "person.jpg")).covers) == 1


def _place(page: Page, _: Making) -> None:
    page.get_by_text("More options").click()
    place = page.get_by_role("combobox", name="Place")
    place.fill("Bergen")
    page.get_by_role("option", name=re.compile("Bergen.*Norway")).first.click()
    expect(place).to_have_value(PLACE)
    expect(page.get_by_role("main").get_by_text("Saved", exact=True)).to_be_visible()


def _is_placed(page: Page, _: Making) -> None:
    if not page.get_by_role("combobox", name="Place").is_visible():
        page.get_by_text("More options").click()
    expect(page.get_by_role("combobox", name="Place")).to_have_value(PLACE)


def _schedule(page: Page, making: Making) -> None:
    expect(page.get_by_role("region", name="Privacy check")).to_contain_text("person")
    at = datetime.now(ZoneInfo(ZONE)).replace(second=0, microsecond=0) + timedelta(minutes=1)
    # Early enough for all that is looked at before.
    if at - datetime.now(ZoneInfo(ZONE)) < timedelta(seconds=40):
        at += timedelta(minutes=1)
    making.when = at
    page.get_by_role("button", name="Schedule").click()
    dialog = page.get_by_role("dialog", name="Schedule")
    when = dialog.get_by_label("Day and time")
    full_hour = datetime.fromisoformat(when.input_value()).replace(tzinfo=ZoneInfo(ZONE))
    assert timedelta(minutes=59) < full_hour - datetime.now(ZoneInfo(ZONE)) <= timedelta(hours=2)
    assert full_hour.minute == 0
    when.fill(f"{at:%Y-%m-%dT%H:%M}")
    expect(dialog.get_by_label("Time zone")).to_have_value(ZONE)
    dialog.get_by_role("button", name="Set time").click()
    expect(dialog.get_by_text("Will be shared on")).to_be_visible()
    page.keyboard.press("Escape")


def _is_scheduled(page: Page, making: Making) -> None:
    assert making.when
    said = f"Will be shared on {making.when:%-d %B %Y, %H:%M} ({ZONE})"
    expect(page.get_by_role("main").get_by_text(said).first).to_be_visible()


STEPS: list[Step] = [
    (_write, _is_written),
    (_add, _is_added),
    (_sort, _is_sorted),
    (_accept, _is_accepted),
    (_crop, _is_cropped),
    (_filter, _is_filtered),
    (_cover, _is_covered),
    (_place, _is_placed),
    (_schedule, _is_scheduled),
]


@pytest.fixture
def making(site: Site, shared: Path, tmp_path: Path) -> Making:
    """Photos of the shared folder, and a film of two seconds as phones of one make record it."""
    film = material.film(tmp_path / NAMES[-1], width=640, height=360)
    return Making(site, shared / "photos", film)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("width", [390, 1280])
def test_five_files_are_edited_scheduled_and_published_on_time(
    windows: Windows, site: Site, making: Making, width: int
):
    ana = site.person("ana")
    page = _window(windows, ana, width)
    pages.visit(page, "/create")
    for act, check in STEPS:
        act(page, making)
        check(page, making)
    _is_published(page, making, ana)


@pytest.mark.timeout(900)
def test_a_browser_that_is_killed_at_every_step_loses_none_of_them(
    windows: Windows, site: Site, making: Making
):
    ana = site.person("ana")
    page = _window(windows, ana, 1280)
    pages.visit(page, "/create")
    done: list[Callable[[Page, Making], None]] = []
    for act, check in STEPS:
        act(page, making)
        address = page.url
        page.context.close()
        windows.contexts.remove(page.context)
        page = _window(windows, ana, 1280)
        pages.visit(page, address)
        done.append(check)
        for known in done:
            known(page, making)
    _is_published(page, making, ana)


def _window(windows: Windows, person: Person, width: int) -> Page:
    return windows.open(person, width, 900, timezone_id=ZONE)


def _is_published(page: Page, making: Making, ana: Person) -> None:
    assert making.when
    seconds = (making.when - datetime.now(making.when.tzinfo)).total_seconds()
    page.wait_for_timeout(max(0, 1000 * (seconds + 1)))
    pages.visit(page, f"/{ana.name}")
    expect(page.get_by_text("1 post", exact=True)).to_be_visible()
    post, place, media = making.site.read(_post, ana.viewer.id)
    assert post.published_at - making.when <= LATE
    assert [each.file_name for each in media] == ORDER
    assert (post.caption, place) == ("By the #lake", PLACE)
    while not making.site.read(_covered, media[2].id):  # burned into what is kept once it is posted
        page.wait_for_timeout(500)
    page.get_by_role("link", name=f"Post by {ana.name}").click()
    pages.arrive(page, f"/p/{post.code}")
    expect(page.get_by_role("group", name="Photo 1 of 5")).to_be_visible()


def _recipe(session: Session, name: str) -> str:
    newest = select(DraftFile.recipe).where(DraftFile.file_name == name)
    return session.exec(newest.order_by(DraftFile.id.desc())).first() or ""  # pyright: ignore


def _covered(session: Session, media_id: int) -> int:
    return session.get_one(Media, media_id).covered


def _post(session: Session, author_id: int) -> tuple[Post, str, list[Media]]:
    post = session.exec(select(Post).where(Post.author_id == author_id)).one()
    assert session.get_one(Place, post.place_id).name == "Bergen"
    media = session.exec(
        select(Media).join(PostMedia).where(PostMedia.post_id == post.id).order_by("position")
    ).all()
    return post, post.place, list(media)
