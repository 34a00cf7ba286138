"""The part of the privacy settings in which words are kept out of comments."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.comments import filtering
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Invalid
from instaclone.ui.elements import INPUT, LABEL, QUIET, icon, problem

CUT = 2 * filtering.LENGTH


class HiddenWordsState(rx.State):
    """The viewer's filtered words."""

    words: list[str] = []
    problem: str = ""
    added: int = 0  # empties the field

    @rx.event
    async def open(self):
        """Show them."""
        self.words, self.problem = [], ""
        await self._read()

    @rx.event
    async def add(self, form: dict[str, Any]):
        """Add the word in the field; it stays there when it is refused."""
        viewer = await required_viewer(self)
        phrase = str(form.get("phrase", ""))[:CUT] if isinstance(form, dict) else ""
        try:
            await transact_async(filtering.add_word, viewer, phrase)
        except Invalid as refused:
            self.problem = str(refused)
            return
        self.problem = ""
        self.added += 1
        await self._read()

    @rx.event
    async def remove(self, phrase: str):
        """Take a word off the list."""
        viewer = await required_viewer(self)
        await transact_async(filtering.remove_word, viewer, str(phrase)[:CUT])
        await self._read()

    async def _read(self):
        viewer = await required_viewer(self)
        self.words = await read_async(filtering.filtered_words, viewer)


def filtered_words_section() -> rx.Component:
    """Hidden words: the list and the field for one more. The page opens HiddenWordsState."""
    state = HiddenWordsState
    return rx.el.section(
        rx.el.h2("Hidden words", id="hidden-words", class_name="text-base font-semibold"),
        rx.el.p(
            "Comments with one of these words or phrases stay hidden from you everywhere, and from "
            "everybody under your posts, until somebody asks to see them.",
            class_name="mt-1 text-sm text-text-quiet",
        ),
        _form(),
        rx.cond(
            state.words.length() > 0,
            rx.el.ul(
                rx.foreach(state.words, _word),
                aria_label="Hidden words",
                class_name="mt-4 flex flex-wrap gap-2",
            ),
            rx.el.p("No hidden words yet.", class_name="mt-4 text-sm text-text-quiet"),
        ),
        aria_labelledby="hidden-words",
        class_name="mt-6 rounded-sheet border border-line bg-raised p-4",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.label("Word or phrase", html_for="phrase", class_name=LABEL),
        rx.el.div(
            rx.el.input(
                id="phrase",
                name="phrase",
                key=HiddenWordsState.added.to(str),
                auto_focus=HiddenWordsState.added > 0,
                auto_complete="off",
                aria_invalid=rx.cond(HiddenWordsState.problem != "", "true", "false"),
                aria_describedby="phrase-wrong",
                class_name=INPUT,
            ),
            rx.el.button("Hide it", type="submit", class_name=QUIET),
            class_name="flex gap-2",
        ),
        rx.cond(HiddenWordsState.problem != "", problem(HiddenWordsState.problem, "phrase-wrong")),
        on_submit=HiddenWordsState.add,
        class_name="mt-4",
    )


def _word(phrase: rx.Var[str]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            phrase,
            icon("x", 16),
            type="button",
            aria_label="Show " + phrase + " again",
            on_click=HiddenWordsState.remove(phrase),
            class_name="inline-flex min-h-11 max-w-full items-center gap-2 rounded-control border "
            "border-line px-3 text-sm hover:bg-sunken [overflow-wrap:anywhere]",
        ),
        key=phrase,
        class_name="max-w-full",
    )
