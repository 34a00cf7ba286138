"""What is on a file of a draft, for people who do not see it, and a draft of that to accept."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.posts.choices import ALT_LENGTH
from instaclone.studio.cards import FileCard
from instaclone.studio.state import StudioState
from instaclone.ui.elements import LABEL, QUIET, icon, problem

PAUSE = 600  # ms without a key before what was written is saved


def alt_box(file: rx.Var[FileCard]) -> rx.Component:
    """The author's words; below, until they say any, the draft from what the scanner found."""
    field_id = "alt-" + file.code
    wrong = StudioState.alt_problems[file.code]
    is_wrong = StudioState.alt_problems.contains(file.code)
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
        _area(file, field_id, is_wrong),
        rx.cond(
            file.alt_text != "",
            rx.el.p(
                file.alt_text.length(),
                f" of {ALT_LENGTH:,}",
                id=field_id + "-count",
                class_name="mt-1 text-right text-[13px] tabular-nums text-text-quiet",
            ),
        ),
        rx.cond(is_wrong, problem(wrong, field_id + "-wrong")),
        rx.cond(
            file.alt_draft != "",
            alt_offer(file.alt_draft, file.file_name, StudioState.use_draft(file.code)),
        ),
        class_name="mt-3",
    )


def _area(file: rx.Var[FileCard], field_id: rx.Var[str], is_wrong: rx.Var[bool]) -> rx.Component:
    return rx.debounce_input(
        rx.el.textarea(
            id=field_id,
            name=field_id,
            value=file.alt_text,
            on_change=StudioState.describe(file.code),
            rows=1,
            max_length=ALT_LENGTH,
            placeholder="What is on it, for people who do not see it",
            aria_describedby=field_id + "-count",
            aria_invalid=rx.cond(is_wrong, "true", "false"),
            class_name="field-sizing-content min-h-11 w-full resize-none rounded-control "
            "border border-line-strong bg-background px-3 py-2.5 text-base leading-6 "
            "placeholder:text-text-faint",
        ),
        debounce_timeout=PAUSE,
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
