"""What is on a file of a draft, for people who do not see it, and a draft of that to accept."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.posts.choices import ALT_LENGTH
from instaclone.studio.cards import READY, FileCard
from instaclone.studio.state import StudioState
from instaclone.ui.elements import LABEL, QUIET, icon, problem

REFUSED = "The scanner drafts nothing here: you asked it to leave this alone."
PAUSE = 600  # ms without a key before what was written is saved


def alt_box(file: rx.Var[FileCard]) -> rx.Component:
    """The author's words; below, until they say any, the draft from what the scanner found, or why
    there is none."""
    field_id = "alt-" + file.code
    wrong = StudioState.alt_problems[file.code]
    is_wrong = StudioState.alt_problems.contains(file.code)
    revision = StudioState.alt_revisions[file.code].to(int) | 0
    return rx.el.div(
        rx.el.label(
            "Alt text",
            rx.el.span(" for " + file.file_name, class_name="sr-only"),
            rx.cond(
                StudioState.needs_alt,
                rx.el.span(
                    " · asked for in this community",
                    aria_hidden="true",
                    class_name="font-normal text-text-quiet",
                ),
            ),
            html_for=field_id,
            class_name=LABEL,
        ),
        alt_field(
            key=file.code + revision.to_string(),
            code=file.code,
            words=file.alt_text,
            revision=revision,
            is_wrong=is_wrong,
        ),
        rx.cond(
            StudioState.alt_lost.contains(file.code),
            _lost(file, StudioState.alt_lost[file.code]),
        ),
        rx.cond(is_wrong, problem(wrong, field_id + "-wrong")),
        _drafted(file),
        class_name="mt-3",
    )


class AltArea(rx.el.Textarea):
    """A text field that tells what stands in it when that changes, and when it is left."""

    on_change: rx.EventHandler[lambda event: [event.target.value]]
    on_blur: rx.EventHandler[rx.event.no_args_event_spec]


@rx.memo
def alt_field(
    rest: rx.RestProp,
    *,
    code: rx.Var[str],
    words: rx.Var[str],
    revision: rx.Var[int],
    is_wrong: rx.Var[bool],
) -> rx.Component:
    """The words as they are written here; the server hears of them in pauses and at the end.

    They live in the browser until a `revision` puts others into the field.
    """
    text = rx._x.client_state(default=words, global_ref=False)
    said, field_id = text.value.to(str), "alt-" + code

    def write(typed: rx.Var) -> list[Any]:
        later = StudioState.describe(code, revision, typed).debounce(PAUSE)
        return [text.set_value(typed), later]

    return rx.el.div(
        text,
        AltArea.create(
            id=field_id,
            name=field_id,
            value=said,
            on_change=write,
            on_blur=StudioState.describe(code, revision, said),
            rows=1,
            max_length=ALT_LENGTH,
            placeholder="What is on it, for people who do not see it",
            aria_describedby=field_id + "-count",
            aria_invalid=rx.cond(is_wrong, "true", "false"),
            class_name="field-sizing-content min-h-11 w-full resize-none rounded-control "
            "border border-line-strong bg-background px-3 py-2.5 text-base leading-6 "
            "placeholder:text-text-faint",
        ),
        rx.cond(said != "", _count(said, field_id)),
        rest,
    )


def _drafted(file: rx.Var[FileCard]) -> rx.Component:
    is_silent = (file.alt_text == "") & (file.state == READY)
    return rx.cond(
        file.alt_draft != "",
        alt_offer(file.alt_draft, file.file_name, StudioState.use_draft(file.code)),
        rx.cond(
            is_silent & StudioState.privacy.is_refused,
            rx.el.p(REFUSED, class_name="mt-1.5 text-[13px] text-text-quiet"),
        ),
    )


def _count(said: rx.Var[str], field_id: rx.Var[str]) -> rx.Component:
    return rx.el.p(
        said.length(),
        f" of {ALT_LENGTH:,}",
        id=field_id + "-count",
        class_name="mt-1 text-right text-[13px] tabular-nums text-text-quiet",
    )


def _lost(file: rx.Var[FileCard], words: rx.Var[str]) -> rx.Component:
    """Words that another window has overwritten, offered to whoever wrote them."""
    name = rx.el.span(" for " + file.file_name, class_name="sr-only")
    return rx.el.div(
        rx.el.p(
            "Other words were written in another window, and stand above. You had written:",
            role="alert",
            class_name="text-sm",
        ),
        rx.el.blockquote(
            words,
            class_name="mt-2 max-h-32 overflow-y-auto whitespace-pre-wrap border-l-2 "
            "border-line-strong pl-3 text-sm",
        ),
        rx.el.div(
            rx.el.button(
                "Use this instead",
                name,
                type="button",
                on_click=StudioState.put_back_alt(file.code),
                class_name=QUIET,
            ),
            rx.el.button(
                "Leave it out",
                name,
                type="button",
                on_click=StudioState.let_go_alt(file.code),
                class_name=QUIET,
            ),
            class_name="mt-3 flex flex-wrap gap-3",
        ),
        class_name="mt-2 rounded-control border border-line p-3",
    )


def alt_offer(draft: rx.Var[str], name: rx.Var[str], on_use: Any) -> rx.Component:
    """A guess, and shown as one, until the author takes it or says something else."""
    return rx.el.div(
        rx.el.p(
            icon("sparkles", 16, class_name="mr-1.5 inline align-text-bottom text-text-quiet"),
            rx.el.span("Draft from what the scanner found: ", class_name="text-text-quiet"),
            draft,
            class_name="min-w-0 flex-1 basis-48 text-sm",
        ),
        rx.el.button(
            "Use draft",
            rx.el.span(" for " + name, class_name="sr-only"),
            type="button",
            on_click=on_use,
            class_name=QUIET,
        ),
        class_name="mt-2 flex flex-wrap items-center gap-3 rounded-control border border-dashed "
        "border-line-strong p-2 pl-3",
    )
