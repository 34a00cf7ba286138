"""From a click in one browser to the change in another: likes, comments, requests and approvals.

Once with one web process, which hears of changes through a socket file, and once with two and
Redis. Both moments are taken inside the pages, by the machine's clock: when the button is pressed,
and when a MutationObserver first sees the change. The yardstick is a button of the acting page's
own whose answer comes from the server, "Show objects", in turns with each act.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench import material, place, site
from bench.pictures import take_in
from bench.rounds import percentile
from bench.rows import Row, ours_at_most
from bench.weight import FLAGS, chromium
from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.media import mastering
from instaclone.posts.publishing import publish
from instaclone.profiles.editing import set_private
from instaclone.profiles.following import unfollow
from instaclone.settings import settings

ACTS, QUICK_ACTS = 50, 10  # of each of the four kinds
COMMENTERS = 5  # one person may write sixty comments in ten minutes
PAUSE = 0.3  # seconds between two acts: a tab hears of one topic at most every 0.15 s
LONGEST = 20_000  # ms for anything that is waited for
NOTE = (
    "from the press of the button to the other browser's DOM, both taken inside the pages; the "
    "yardstick is Show objects in the acting window, from press to its own DOM"
)
# Resolves with the moment at which the page first meets the condition, looked at after each change.
WATCH = """() => { const met = () => %s;
  window.met_at = new Promise(done => {
    const now = () => performance.timeOrigin + performance.now();
    if (met()) return done(-1);
    const observer = new MutationObserver(() => {
        if (met()) { observer.disconnect(); done(now()); } });
    observer.observe(document, {subtree: true, childList: true, characterData: true,
                                attributes: true}); }) }"""
PRESS = """button => { const now = performance.timeOrigin + performance.now();
  button.click(); return now }"""
BUTTON = """[...document.querySelectorAll('main button')]
  .some(each => each.textContent.trim() === '%s' || each.ariaLabel === '%s')"""


@dataclass
class Times:
    """Milliseconds of each act, and of the yardstick between them."""

    acts: list[float] = field(default_factory=list)
    echoes: list[float] = field(default_factory=list)


def measure(folder: Path, quick: bool) -> list[Row]:
    """One web process, then two with Redis where redis-server is installed."""
    acts = QUICK_ACTS if quick else ACTS
    people = Cast.enrol()
    rows = _all_acts(folder, people, acts, "1 process")
    if shutil.which("redis-server") is None:
        print("live: redis-server is missing; measured without it", file=sys.stderr)
        return rows
    with _redis(folder) as url, _with_redis(url):
        return rows + _all_acts(folder, people, acts, "2 processes and Redis")


@dataclass(frozen=True)
class Cast:
    """Ana has a post and ben acts. Yan approves followers."""

    ana: Viewer
    ben: Viewer
    yan: Viewer
    code: str

    @classmethod
    def enrol(cls) -> "Cast":
        """Sign everybody up, and post a photo."""
        ana, ben, yan = (place.person(name) for name in ("ana", "ben", "yan"))
        transact(set_private, yan, True)
        media_id = take_in(ana, material.photos()[0])
        mastering.finish(media_id)
        return cls(ana, ben, yan, transact(publish, ana, [media_id], "A photo").code)


def _all_acts(folder: Path, people: Cast, acts: int, label: str) -> list[Row]:
    with site.running(folder / "log", worker=False) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        found = Windows(browser, running.address)
        liked = _likes(found, people, acts)
        commented = _comments(found, people, acts)
        asked, let_in = _requests(found, people, acts)
        browser.close()
    named = {"like": liked, "comment": commented, "request": asked, "approval": let_in}
    return [
        Row(
            f"p{share * 100:g} of {len(times.acts)} {name}s, {label}",
            "ms",
            percentile(times.acts, share),
            percentile(times.echoes, share),
            ours_at_most(100) if share == 0.95 else None,
            NOTE,
        )
        for name, times in named.items()
        for share in (0.5, 0.95)
    ]


@dataclass
class Windows:
    """Windows onto the site, each a browser of its own."""

    browser: Browser
    address: str

    @contextmanager
    def open(self, person: Viewer, path: str) -> Iterator[Page]:
        """A window in which this person is signed in, at this page."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(LONGEST)
        name, _, token = place.cookie_of(person.id).partition("=")
        context.add_cookies([{"name": name, "value": token, "url": self.address}])
        page = context.new_page()
        page.goto(self.address + path)
        page.locator("[data-hydrated=true]").wait_for()
        yield page
        context.close()


def _likes(windows: Windows, people: Cast, acts: int) -> Times:
    times, path = Times(), f"/p/{people.code}"
    with windows.open(people.ana, path) as hers, windows.open(people.ben, path) as his:
        _button(his, "Like").wait_for()
        for number in range(acts):
            name, count = ("Like", "1 like") if number % 2 == 0 else ("Unlike", "0 likes")
            seen = f"document.querySelector('article').innerText.includes('{count}')"
            times.acts.append(_seen_after(hers, seen, _button(his, name)))
            times.echoes.append(echo(his))
    return times


def _comments(windows: Windows, people: Cast, acts: int) -> Times:
    times, path = Times(), f"/p/{people.code}"
    with windows.open(people.ana, path) as hers:
        for commenter in _commenters():
            with windows.open(commenter, path) as theirs:
                for number in range(acts // COMMENTERS):
                    words = f"Comment {number} by {commenter.username}"
                    theirs.get_by_role("textbox", name="Add a comment").fill(words)
                    _settle()  # what is typed has reached the server
                    seen = f"document.querySelector('main').innerText.includes('{words}')"
                    button = theirs.get_by_role("button", name="Post comment")
                    times.acts.append(_seen_after(hers, seen, button))
                    times.echoes.append(echo(theirs))
    return times


def _commenters() -> list[Viewer]:
    return [place.person(f"eva_{secrets.token_hex(4)}") for _ in range(COMMENTERS)]


def _requests(windows: Windows, people: Cast, acts: int) -> tuple[Times, Times]:
    asked, let_in = Times(), Times()
    with (
        windows.open(people.yan, "/notifications") as theirs,
        windows.open(people.ben, f"/{people.yan.username}") as his,
        windows.open(people.ben, f"/p/{people.code}") as echoing,
    ):
        for _ in range(acts):
            _button(his, "Follow").wait_for()
            _settle()
            approve = BUTTON % ("Approve", "Approve")
            asked.acts.append(_seen_after(theirs, approve, _button(his, "Follow")))
            asked.echoes.append(echo(echoing))
            following = BUTTON % ("Following", "Following")
            let_in.acts.append(_seen_after(his, following, _button(theirs, "Approve")))
            let_in.echoes.append(echo(echoing))
            transact(unfollow, people.ben, people.yan.username)
    return asked, let_in


def _seen_after(page: Page, condition: str, button: Locator) -> float:
    """Milliseconds from the press of the button to the moment the page meets the condition."""
    page.evaluate(WATCH % condition)
    pressed = button.evaluate(PRESS)
    met = page.evaluate("window.met_at")
    if met < 0:
        raise RuntimeError(f"The page met the condition before the act: {condition}")
    _settle()
    return met - pressed


def echo(page: Page) -> float:
    """Milliseconds from press to DOM for a button that changes only the window it is in."""
    button = page.get_by_role("button", name="Show objects")
    shown = button.count() > 0
    name, other = ("Show objects", "Hide objects") if shown else ("Hide objects", "Show objects")
    return _seen_after(page, BUTTON % (other, other), _button(page, name))


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def _settle() -> None:
    time.sleep(PAUSE)


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    socket = folder / "redis.sock"
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(socket.exists)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _with_redis(url: str) -> Iterator[None]:
    """This process and those it starts use Redis, and two web processes, on a port of their own."""
    here = replace(settings(), redis_url=url, web_workers=2, port=place.free_port())
    here = replace(here, public_url=f"http://127.0.0.1:{here.port}")
    os.environ.update(
        REDIS_URL=url, WEB_WORKERS="2", PORT=str(here.port), PUBLIC_URL=here.public_url
    )
    with settings_module.using(here):
        yield


def _wait(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("redis-server did not start.")
        time.sleep(0.05)
