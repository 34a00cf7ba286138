"""The box in which a comment is written."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars.function import ArgsFunctionOperation, FunctionStringVar

from instaclone.accounts.state import SessionState
from instaclone.comments.state import CommentState
from instaclone.profiles.mention_box import MentionBox, WritingArea
from instaclone.ui.elements import problem


@rx.memo
def writing_box(
    code: rx.Var[str],
    box_id: rx.Var[str],
    answers: rx.Var[int],
    posted: rx.Var[int],
    wrong: rx.Var[str],
    parent: rx.Var[int],
    focus: rx.Var[int],
) -> rx.Component:
    """Where words for the post `code` are written, or for the comment `parent` when it is not 0.

    The rest is what the server answered (see BoxCard); `focus` grows when it should have the focus.
    """
    draft = Draft(code, box_id, answers, posted, parent)
    return rx.el.div(
        draft.text,
        draft.at,
        draft.sent,
        rx.el.div(
            draft.mention.suggestions(),
            _field(draft, wrong, focus),
            _button(draft),
            class_name="relative flex items-end gap-2",
        ),
        rx.cond(wrong != "", problem(wrong, box_id + "-wrong")),
    )


@dataclass
class Draft:
    """What is being written. It lives in the browser until the server has taken it.

    The tab keeps it too, for its writer: it outlives a reload, and a server that starts again.
    """

    code: rx.Var[str]
    id: rx.Var[str]
    answers: rx.Var[int]
    posted: rx.Var[int]
    parent: rx.Var[int]

    def __post_init__(self):
        self.shelf = "draft " + SessionState.username + " " + self.code
        kept = FunctionStringVar.create("sessionStorage.getItem").call(self.shelf)
        self.text = rx._x.client_state(default=rx.cond(kept, kept, ""), global_ref=False)
        # The number of the last press, and what it was when the words were written.
        self.sent = rx._x.client_state(default=0, global_ref=False)
        self.at = rx._x.client_state(default=self.answers, global_ref=False)
        self.is_busy = self.sent.value > self.answers
        self.last = rx.cond(self.is_busy, self.sent.value, self.answers)
        self.words = rx.cond(self.posted > self.at.value, "", self.text.value).to(str)
        self.can_post = self.words.strip() != ""
        self.mention = MentionBox(self.id, self.words, self.write)

    def write(self, words: rx.Var) -> list[Any]:
        """Put other words in the box."""
        # Keys are heard while an answer is awaited too: the words are those that were sent.
        return [
            self.text.set_value(words),
            self.at.set_value(rx.cond(self.is_busy, self.at.value, self.answers)),
            self.keep(words, ~self.is_busy),
        ]

    def keep(self, words: rx.Var | str, wanted: rx.Var[bool] | bool) -> Any:
        """Have the tab keep these words, if that is wanted."""
        put = FunctionStringVar.create("sessionStorage.setItem").call(self.shelf, words)
        kept = ArgsFunctionOperation.create(args_names=(), return_expr=put)
        return rx.cond(wanted, rx.call_function(kept), rx.noop())

    def post(self, wanted: rx.Var[bool] | bool) -> list[Any]:
        """Send the words if that is wanted.

        A second press before the answer has the same number, and the server passes it over.
        """
        goes = self.can_post & wanted
        number = rx.cond(self.is_busy, self.sent.value, self.last + 1)
        post = CommentState.post(self.code, self.words, number)
        reply = CommentState.reply(self.parent, self.words, number)
        return [
            self.sent.set_value(rx.cond(goes, number, self.sent.value)),
            self.keep("", goes),
            rx.cond(goes & (self.parent == 0), post, rx.noop()),
            rx.cond(goes & (self.parent != 0), reply, rx.noop()),
        ]


def _field(draft: Draft, wrong: rx.Var[str], focus: rx.Var[int]) -> rx.Component:
    def sends(key: rx.Var, held: rx.Var) -> rx.Var[bool]:
        return (key == "Enter") & ~held.to(bool) & ~draft.mention.is_open

    return WritingArea.create(
        id=draft.id,
        key=focus.to(str),
        value=draft.words,
        rows=1,
        placeholder="Add a comment",
        aria_label="Add a comment",
        aria_invalid=rx.cond(wrong != "", "true", "false"),
        aria_describedby=draft.id + "-wrong",
        auto_focus=focus > 0,
        read_only=draft.is_busy,
        on_change=draft.mention.changed,
        on_key_down=lambda key, held: [
            *draft.mention.pressed(key),
            rx.cond(sends(key, held), rx.prevent_default, rx.noop()),
            *draft.post(sends(key, held)),
        ],
        enter_key_hint="send",
        class_name="field-sizing-content max-h-32 min-h-11 w-full resize-none py-2.5 text-base "
        "leading-6 outline-none placeholder:text-text-faint",
        **draft.mention.aria,
    )


def _button(draft: Draft) -> rx.Component:
    return rx.el.button(
        "Post",
        type="button",
        aria_label="Post comment",
        aria_busy=rx.cond(draft.is_busy, "true", "false"),
        disabled=~draft.can_post,
        on_click=draft.post(True),
        class_name="inline-flex min-h-11 min-w-11 items-center justify-center rounded-control px-2 "
        "text-sm font-semibold text-accent hover:bg-sunken disabled:text-text-faint "
        "disabled:hover:bg-transparent aria-busy:animate-pulse",
    )
