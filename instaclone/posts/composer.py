"""The create page."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.choice_fields import alt_field, more_options, visibility_field
from instaclone.posts.composing import CreateState
from instaclone.posts.photo_input import UPLOAD, drop_zone, local_preview, paste_zone
from instaclone.posts.publishing import CAPTION_LENGTH
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, INPUT, LABEL, PRIMARY, QUIET, TEXTAREA, icon, problem
from instaclone.ui.picture import sized


@routed("/create", title="Create · Instaclone", on_load=CreateState.open)
def create() -> rx.Component:
    """Make a post."""
    return page(
        paste_zone(
            rx.el.h1("Create a post", class_name="text-2xl font-semibold"),
            _photo(),
            _words(),
            alt_field(CreateState),
            visibility_field(CreateState),
            more_options(CreateState),
            _buttons(),
            class_name="flex flex-col gap-5 px-4 py-6",
        ),
    )


def _photo() -> rx.Component:
    return rx.el.div(
        rx.match(
            CreateState.phase,
            ("uploading", _uploading()),
            ("processing", _preview()),
            ("ready", _preview()),
            drop_zone(),
        ),
        rx.cond(CreateState.file_problem != "", problem(CreateState.file_problem, "file-wrong")),
    )


def _uploading() -> rx.Component:
    return rx.el.div(
        local_preview(),
        rx.el.p(
            rx.cond(CreateState.file_name != "", CreateState.file_name, "Your photo"),
            class_name="truncate text-sm font-semibold",
        ),
        rx.el.div(
            rx.el.div(
                style={"width": CreateState.progress.to(str) + "%"},
                class_name="h-full rounded-full bg-accent transition-[width] duration-150",
            ),
            role="progressbar",
            aria_label="Uploading " + CreateState.file_name,
            aria_valuenow=CreateState.progress,
            aria_valuemin=0,
            aria_valuemax=100,
            class_name="mt-3 h-2 w-full overflow-hidden rounded-full bg-sunken",
        ),
        rx.el.div(
            rx.el.span(CreateState.progress, " %", class_name="text-sm tabular-nums"),
            rx.el.button(
                "Cancel upload",
                type="button",
                on_click=[rx.cancel_upload(UPLOAD), CreateState.remove],
                class_name=QUIET,
            ),
            class_name="mt-3 flex items-center justify-between",
        ),
        class_name="rounded-sheet border border-line p-5",
    )


def _preview() -> rx.Component:
    shown = CreateState.picture
    return rx.el.div(
        rx.cond(
            shown,
            rx.cond(
                shown.src != "",
                rx.el.img(
                    src=shown.src,
                    src_set=shown.srcset,
                    sizes="(min-width: 640px) 568px, 100vw",
                    custom_attrs=sized(shown),
                    alt="Preview of " + CreateState.file_name,
                    class_name="mx-auto h-auto max-h-[60vh] w-auto max-w-full rounded-media",
                ),
                _reading(),
            ),
            _reading(),
        ),
        rx.el.div(
            rx.el.span(CreateState.file_name, class_name="truncate text-sm text-text-quiet"),
            rx.el.button(
                icon("trash-2", 20),
                "Remove",
                type="button",
                on_click=CreateState.remove,
                class_name=GHOST + " px-3 text-sm",
            ),
            class_name="mt-2 flex items-center justify-between gap-3",
        ),
    )


def _reading() -> rx.Component:
    return rx.el.div(
        local_preview(),
        rx.el.p(
            "Reading your photo",
            role="status",
            class_name="py-3 text-center text-sm text-text-quiet",
        ),
    )


def _words() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.label("Caption", html_for="caption", class_name=LABEL),
            rx.el.textarea(
                id="caption",
                name="caption",
                value=CreateState.caption,
                on_change=CreateState.write_caption,
                placeholder="What is in the picture for you? #tags count too.",
                aria_describedby="caption-count caption-wrong",
                aria_invalid=rx.cond(CreateState.caption_problem != "", "true", "false"),
                class_name=TEXTAREA,
            ),
            rx.el.p(
                CreateState.caption.length(),
                f" of {CAPTION_LENGTH:,}",
                id="caption-count",
                class_name="mt-1 text-right text-[13px] tabular-nums text-text-quiet",
            ),
            rx.cond(
                CreateState.caption_problem != "",
                problem(CreateState.caption_problem, "caption-wrong"),
            ),
        ),
        rx.el.div(
            rx.el.label("Tags", html_for="tags", class_name=LABEL),
            rx.el.input(
                id="tags",
                name="tags",
                value=CreateState.tags,
                on_change=CreateState.write_tags,
                placeholder="dogs, summer, lake",
                auto_capitalize="none",
                aria_describedby="tags-rule tags-wrong",
                aria_invalid=rx.cond(CreateState.tags_problem != "", "true", "false"),
                class_name=INPUT,
            ),
            rx.el.p(
                "Separated by commas, up to 30.",
                id="tags-rule",
                class_name="mt-1 text-[13px] text-text-quiet",
            ),
            rx.cond(
                CreateState.tags_problem != "", problem(CreateState.tags_problem, "tags-wrong")
            ),
        ),
    )


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            rx.cond(CreateState.is_sharing, "Sharing", "Share"),
            type="button",
            disabled=CreateState.is_sharing,
            on_click=CreateState.share,
            class_name=PRIMARY + " min-w-32",
        ),
        class_name="flex justify-end",
    )
