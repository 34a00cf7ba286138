"""From a key pressed in the search box to the suggestions for what then stands there.

The site knows 1,000 people, 100,000 posts, the gazetteer's towns, and what is popular. Both moments
are taken inside the page: when the key changes the field, and when a MutationObserver sees the list
that follows, which the pause before anything is asked is part of. The yardstick is a button of the
same person whose answer comes from the server too, "Show objects", in turns with each search.
"""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench import material, place, site
from bench.live import LONGEST, Windows, echo
from bench.pictures import take_in
from bench.rounds import percentile
from bench.rows import Row, ours_at_most
from bench.weight import FLAGS, chromium
from instaclone import bulk_seeding
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.media import mastering
from instaclone.objects import counting as objects
from instaclone.places import loading
from instaclone.posts.publishing import publish
from instaclone.tags import counting as tags

PEOPLE, POSTS, QUICK_POSTS = 1000, 100_000, 1000
# What stands there already, and what is typed behind it: each key of it has suggestions.
TYPED = (
    ("", "person"), ("", "dog"), ("", "umbrella"), ("s", "eeded"), ("traffic ", "light"),
    ("place:p", "aris"), ("dog -", "car"), ("from:", "person"),
)  # fmt: skip
TYPED_MORE = (
    ("", "bicycle"), ("l", "isbon"), ("cat b", "erlin"), ("dog near:l", "isb"), ("#", "seed"),
    ("is:", "saved"), ("", "bird"), ("two dogs and no ", "person"),
)  # fmt: skip
SETTLED = 400  # ms after which nothing of what was put there is on its way
GOAL = 150  # ms
NOTE = (
    "from the change of the field to the list of suggestions for it, both taken inside the page; "
    "the yardstick is Show objects, from press to its own DOM"
)
# Resolves with the milliseconds from the next key to the list that follows it: the list of the
# field's last words goes with the key.
WATCH = """() => { const field = document.querySelector('#search');
  window.suggested = new Promise(done => {
    let begun = 0;
    const observer = new MutationObserver(() => {
      if (!begun || document.querySelector('#search-options') === null) return;
      observer.disconnect(); done(performance.now() - begun); });
    field.addEventListener('input', () => {
      const old = document.querySelector('#search-options');
      if (old) old.id = 'of-the-last-key';
      begun = performance.now(); }, {once: true, capture: true});
    observer.observe(document, {subtree: true, childList: true, attributes: true}); }) }"""


def measure(folder: Path, quick: bool) -> list[Row]:
    """One web process without a worker, on SQLite."""
    person, code = _fill(QUICK_POSTS if quick else POSTS)
    typed = TYPED if quick else TYPED + TYPED_MORE
    keys: list[float] = []
    echoes: list[float] = []
    with site.running(folder / "log", worker=False) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        windows = Windows(browser, running.address)
        with windows.open(person, "/search") as page, windows.open(person, f"/p/{code}") as other:
            _type(page, *TYPED[0])  # what is read for the first time is not measured
            for before, text in typed:
                keys += _type(page, before, text)
                echoes += [echo(other) for _ in range(3)]
        browser.close()
    return [
        Row(
            f"p{share * 100:g} of {len(keys)} keys to their suggestions",
            "ms",
            percentile(keys, share),
            percentile(echoes, share),
            ours_at_most(GOAL) if share == 0.95 else None,
            NOTE,
        )
        for share in (0.5, 0.95)
    ]


def _fill(posts: int) -> tuple[Viewer, str]:
    """Somebody who searches, and a post of theirs."""
    person = place.person("ana")
    bulk_seeding.seed(PEOPLE, posts, place.PASSWORD, lambda _line: None)
    loading.load()
    transact(tags.write, read(tags.count))
    transact(objects.write, read(objects.count))
    media_id = take_in(person, material.photos()[0])
    mastering.finish(media_id)
    return person, transact(publish, person, [media_id], "A photo").code


def _type(page: Page, before: str, text: str) -> list[float]:
    """Milliseconds from each key of the text, typed behind the rest, to its suggestions."""
    field, found = page.locator("#search"), []
    field.fill(before)
    page.wait_for_timeout(SETTLED)
    for number, sign in enumerate(text, 1):
        page.evaluate(WATCH)
        page.keyboard.type(sign)
        took = page.evaluate(
            f"Promise.race([window.suggested, new Promise(end => setTimeout(end, {LONGEST}, -1))])"
        )
        if took < 0:
            raise RuntimeError(f"Nothing was suggested for {before + text[:number]!r}.")
        found.append(took)
    return found
