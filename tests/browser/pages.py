"""What people do here, in the words of the product; every step waits until it has happened."""

import base64
import contextlib
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.running import PASSWORD
from tests.browser.windows import PATIENCE

expect.set_options(timeout=PATIENCE)

DROP = """([zone, file]) => {
    const bytes = Uint8Array.from(atob(file.content), letter => letter.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], file.name, {type: file.type}));
    const options = {bubbles: true, cancelable: true};
    const event = file.how === 'paste'
        ? new ClipboardEvent('paste', {...options, clipboardData: carried})
        : new DragEvent('drop', {...options, dataTransfer: carried});
    zone.dispatchEvent(event);
}"""


def hydrated(page: Page) -> None:
    """Wait until the page answers to clicks."""
    page.locator("[data-hydrated=true]").wait_for()


def visit(page: Page, path: str) -> None:
    """Load a page from the server."""
    page.goto(path)
    hydrated(page)


def sign_up(page: Page, username: str, email: str, password: str = PASSWORD) -> None:
    """Make an account through the form; ends in the feed."""
    visit(page, "/signup")
    page.get_by_role("textbox", name="Username").fill(username)
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("Confirm password").fill(password)
    page.get_by_role("button", name="Sign up").click()
    arrive(page, "/")
    expect(navigation(page).get_by_role("link", name="Create")).to_be_visible()


def log_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Log in through the form; ends in the feed."""
    visit(page, "/login")
    page.get_by_role("textbox", name="Username or email").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    arrive(page, "/")
    expect(navigation(page).get_by_role("link", name="Create")).to_be_visible()


def log_out(page: Page) -> None:
    """Log out through the menu; ends on the welcome page."""
    navigation(page).get_by_role("button", name="More").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("main").get_by_role("link", name="Sign up")).to_be_visible()
    hydrated(page)


def navigation(page: Page) -> Locator:
    """The bar or rail with the main links."""
    return page.get_by_role("navigation", name="Main")


def arrive(page: Page, path: str) -> None:
    """Wait until the address is this path, and the page answers."""
    page.wait_for_url(lambda url: re.sub(r"^https?://[^/]+|[?#].*$", "", url) == path)
    hydrated(page)


def choose(page: Page, photo: Path | list[Path]) -> None:
    """Choose a photo, or several, on the create page."""
    page.get_by_label("Photos and videos").set_input_files(photo)


def files(page: Page) -> Locator:
    """The lines of the create page's list of files."""
    return page.get_by_role("list", name="Files").get_by_role("listitem")


def file(page: Page, name: str) -> Locator:
    """The line of one file."""
    return page.get_by_role("list", name="Files").get_by_role("listitem", name=name)


def give(page: Page, photo: Path, how: str) -> None:
    """Drop a photo on the create page, or paste it there, as a browser would hand it over."""
    target = page.get_by_label("Photos and videos").locator("xpath=..")
    if how == "paste":
        target = page.get_by_role("textbox", name="Caption")
    content = base64.b64encode(photo.read_bytes()).decode()
    file = {"content": content, "name": photo.name, "type": "image/jpeg", "how": how}
    page.evaluate(DROP, [target.element_handle(), file])


def arrived(page: Page, name: str) -> None:
    """Wait until the chosen file has been taken in and read."""
    expect(file(page, name).get_by_text("Ready", exact=True)).to_be_visible()


def share(page: Page) -> str:
    """Press Share; ends on the page of the post, whose code is returned."""
    page.get_by_role("button", name="Share").click()
    page.wait_for_url("**/p/*")
    hydrated(page)
    expect(page.get_by_role("article")).to_be_visible()
    return page.url.rsplit("/", 1)[-1]


def post(page: Page, photo: Path, caption: str = "", tags: str = "") -> str:
    """Post a photo; ends on the page of the post, whose code is returned."""
    visit(page, "/create")
    page.get_by_role("textbox", name="Caption").fill(caption)
    page.get_by_role("textbox", name="Tags").fill(tags)
    choose(page, photo)
    return share(page)


def scanner(page: Page) -> Locator:
    """The region of a post's page about what is in the picture."""
    return page.get_by_role("region", name="What the scanner saw")


def summary(page: Page) -> Locator:
    """What was found, in a few words."""
    return scanner(page).locator("#summary")


def seen(page: Page, *labels: str) -> None:
    """Wait until the scanner's list holds something with each of these labels."""
    for label in labels:
        item = (
            scanner(page).get_by_role("listitem").filter(has_text=re.compile(rf"^{label}, \d+ %$"))
        )
        expect(item.first).to_be_visible()


def cards(page: Page) -> Locator:
    """The posts of a list."""
    return page.get_by_role("article")


def delete(page: Page) -> None:
    """Delete the post of this page through its menu."""
    article = page.get_by_role("article")
    article.get_by_role("button", name="More").click()
    page.get_by_role("dialog", name="More about this post").get_by_role(
        "button", name="Delete"
    ).click()
    page.get_by_role("dialog", name="Delete this post?").get_by_role(
        "button", name="Delete post"
    ).click()


def scroll_on_until(page: Page, wanted: Locator) -> None:
    """Press End, as people do, until what is wanted has been loaded.

    More than once: the end of a list that has just grown is not yet known to the key.
    """
    for _ in range(PATIENCE // 500):
        page.keyboard.press("End")
        with contextlib.suppress(TimeoutError):
            wanted.wait_for(state="attached", timeout=500)
            return
    expect(wanted).to_be_attached()


def drag_with_a_finger(page: Page, handle: Locator, right: int, down: int) -> None:
    """Put a finger on a handle, move it by so many px, and lift it."""
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in (0.5, 1):
        touch("touchMove", {"x": x + right * step, "y": y + down * step})
    touch("touchEnd")
