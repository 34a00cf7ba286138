"""Browser windows that remember what went wrong in them: console, scripts, security policy."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from instaclone.accounts.signing_in import COOKIE
from tests.browser.running import Person, Site

PATIENCE = 20_000  # ms for anything that is waited for; a busy machine needs seconds
# What a browser says while the server is away.
OFFLINE = "WebSocket|Failed to load|ERR_|Cannot connect|net::"
REPORT_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', found =>
    console.error(`security policy: ${found.violatedDirective} ${found.blockedURI}`))
"""


@dataclass
class Windows:
    """The windows of one test."""

    browser: Browser
    site: Site
    contexts: list[BrowserContext] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def open(
        self, person: Person | None = None, width: int = 1280, height: int = 900, **options
    ) -> Page:
        """A window of a browser of its own, in which this person is signed in, or nobody is."""
        context = self.browser.new_context(
            base_url=self.site.url, viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("page", self._watch)
        self.contexts.append(context)
        if person:
            context.add_cookies(
                [{"name": COOKIE, "value": person.token, "url": self.site.url, "httpOnly": True}]
            )
        return context.new_page()

    def expect(self, pattern: str) -> None:
        """This test provokes errors in the console that contain the pattern."""
        self.expected.append(pattern)

    def check(self) -> None:
        """Fail when a window had an error that the test does not expect."""
        unexpected = [
            problem
            for problem in self.problems
            if not any(re.search(pattern, problem) for pattern in self.expected)
        ]
        assert not unexpected, "\n".join(unexpected)

    def keep(self, folder: Path) -> None:
        """Save what the windows show and said."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "console.txt").write_text("\n".join(self.said))
        (folder / "site.log").write_text(self.site.log.read_text())
        for number, page in enumerate(self.pages, 1):
            if not page.is_closed():
                page.screenshot(path=folder / f"{number}.png", full_page=True)

    def close(self) -> None:
        """Close all of them."""
        for context in self.contexts:
            context.close()

    def _watch(self, page: Page) -> None:
        number = len(self.pages) + 1
        self.pages.append(page)

        def note(kind: str, sentence: str) -> None:
            line = f"window {number}: {kind}: {sentence}"
            self.said.append(line)
            if kind in ("error", "page error"):
                self.problems.append(line)

        page.on("console", lambda said: note(said.type, f"{said.text} ({said.location['url']})"))
        page.on("pageerror", lambda error: note("page error", str(error)))
