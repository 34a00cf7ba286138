"""Bytes: scripts and styles of the first load, and the first screen of a feed with three photos."""

import os
import re
import shutil
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import material, place, site
from bench.pictures import take_in
from bench.rows import Row, ours_at_most
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.media import mastering
from instaclone.posts.publishing import publish

PHOTOS = 3
SCREENS = (
    ("390 px at double density", {"width": 390, "height": 844}, 2),
    ("1280 px", {"width": 1280, "height": 900}, 1),
)
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
ASSET = re.compile(r'"(/[^"\s]+\.(?:js|css))"')
ALL_SHOWN = """() => { const found = [...document.querySelectorAll('article img[srcset]')];
  return found.length >= %d && found.every(each => each.complete && each.naturalWidth > 0) }"""
FIRST_LOAD = "what the page itself names, with Accept-Encoding: gzip, bodies only"
SCREEN = "all answers with their headers as Chromium counts them, and the websocket's frames"


def measure(folder: Path, _quick: bool) -> list[Row]:
    """The welcome page as anybody loads it; the feed with the three largest photos."""
    owner = place.person("bench")
    photos = sorted(material.photos(), key=lambda path: path.stat().st_size)[-PHOTOS:]
    for photo in photos:
        _post(owner, photo)
    with site.running(folder / "log", worker=False) as running:
        rows = [_first_load(running.address)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            name, _, token = place.cookie_of(owner.id).partition("=")
            cookie = {"name": name, "value": token, "url": running.address}
            for label, size, density in SCREENS:
                rows += _screen(browser, running.address, cookie, label, size, density)
            browser.close()
    return rows


def _post(owner: Viewer, photo: Path) -> None:
    media_id = take_in(owner, photo)
    mastering.finish(media_id)
    transact(publish, owner, [media_id], photo.stem)


def _first_load(address: str) -> Row:
    page = _body(f"{address}/", "identity").decode()
    assets = sorted(set(ASSET.findall(page)))
    total = sum(len(_body(address + path, "gzip")) for path in assets)
    name = f"{len(assets)} scripts and styles of the first load"
    return Row(name, "KB", total / 1000, None, ours_at_most(200), FIRST_LOAD)


def _body(url: str, encoding: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


@dataclass
class Traffic:
    """What a window has received."""

    total: int = 0
    pictures: list[int] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)

    def began(self, sent: dict) -> None:
        """An answer's head has come."""
        self.addresses[sent["requestId"]] = sent["response"]["url"]

    def ended(self, sent: dict) -> None:
        """An answer is complete."""
        size = int(sent["encodedDataLength"])
        self.total += size
        if "/media/" in self.addresses.get(sent["requestId"], ""):
            self.pictures.append(size)

    def framed(self, sent: dict) -> None:
        """A websocket frame has come."""
        self.total += len(sent["response"]["payloadData"])


def _screen(browser: Browser, address: str, cookie, label: str, size, density: int) -> list[Row]:
    context = browser.new_context(viewport=size, device_scale_factor=density)
    context.add_cookies([cookie])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    traffic = Traffic()
    wire.on("Network.responseReceived", traffic.began)
    wire.on("Network.loadingFinished", traffic.ended)
    wire.on("Network.webSocketFrameReceived", traffic.framed)
    wire.send("Network.enable")
    page.goto(f"{address}/")
    # What lies below the fold is fetched when it comes near.
    page.locator("article").nth(PHOTOS - 1).scroll_into_view_if_needed()
    page.wait_for_function(ALL_SHOWN % PHOTOS)
    page.wait_for_load_state("networkidle")
    context.close()
    return [
        Row(
            f"first screen with {PHOTOS} photos, {label}",
            "KB",
            traffic.total / 1000,
            None,
            ours_at_most(600),
            SCREEN,
        ),
        Row(
            f"largest of its photos, {label}",
            "KB",
            max(traffic.pictures) / 1000,
            None,
            ours_at_most(150),
            SCREEN,
        ),
    ]


def chromium() -> str:
    """The browser's program."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        raise material.Missing(
            "Chromium is missing. Install it with the system's package manager, or set CHROMIUM."
        )
    return found
