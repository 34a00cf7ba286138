"""The page on which an author changes a post."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.media.models import PHOTO
from instaclone.posts.choice_fields import more_options, visibility_field
from instaclone.posts.edit_state import EditPicture, EditState
from instaclone.posts.person_marks import marks_button, marks_dialog
from instaclone.posts.publishing import CAPTION_LENGTH
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.studio.alt_box import alt_offer
from instaclone.studio.editing_state import EditorState
from instaclone.studio.editor import editor, opener_id
from instaclone.ui.elements import (
    GHOST,
    INPUT,
    LABEL,
    PRIMARY,
    QUIET,
    TEXTAREA,
    field,
    icon,
    problem,
)
from instaclone.ui.picture import picture

GONE = "The post may have been deleted, or it is not yours."


@routed(
    "/p/[code]/edit", title="Edit post · Instaclone", on_load=[EditState.open, EditorState.arrive]
)
def edit() -> rx.Component:
    """Change a post."""
    return page(
        rx.cond(
            EditState.is_missing,
            not_here(GONE),
            rx.cond(EditState.is_open, _form(), _skeleton()),
        ),
        editor(),
        marks_dialog(EditState),
    )


def _form() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Edit post", class_name="text-2xl font-semibold"),
        _pictures(),
        _words(),
        visibility_field(EditState),
        more_options(EditState),
        _refusal(),
        rx.el.div(
            rx.el.a(
                "Edit history",
                href="/p/" + EditState.code + "/history",
                class_name="mr-auto inline-flex min-h-11 items-center text-sm text-text-quiet "
                "underline underline-offset-2",
            ),
            rx.el.button("Cancel", type="button", on_click=EditState.cancel, class_name=QUIET),
            rx.el.button(
                "Save", type="button", on_click=EditState.save, class_name=PRIMARY + " min-w-24"
            ),
            class_name="flex items-center gap-3",
        ),
        class_name="flex flex-col gap-5 px-4 py-6",
    )


def _refusal() -> rx.Component:
    return rx.cond(
        EditState.problem != "",
        rx.el.div(
            rx.el.p(EditState.problem, role="alert", class_name="text-sm text-danger"),
            rx.cond(
                EditState.is_stale,
                rx.el.button(
                    "Load the post again",
                    type="button",
                    on_click=EditState.load_again,
                    class_name=QUIET + " mt-3",
                ),
            ),
            class_name="rounded-sheet border border-line p-4",
        ),
    )


def _pictures() -> rx.Component:
    return rx.el.div(
        rx.el.ul(
            rx.foreach(EditState.pictures, _picture),
            aria_label="Photos and videos",
            class_name="flex flex-col gap-4",
        ),
        rx.cond(
            EditState.pictures_problem != "",
            problem(EditState.pictures_problem, "pictures-wrong"),
        ),
        rx.cond(
            EditState.alt_text_problem != "",
            problem(EditState.alt_text_problem, "alt_text-wrong"),
        ),
    )


def _picture(shown: rx.Var[EditPicture]) -> rx.Component:
    return rx.el.li(
        picture(
            shown.picture,
            alt=rx.cond(shown.alt != "", shown.alt, shown.name),
            sizes="112px",
            class_name=rx.cond(
                shown.is_removed,
                "size-24 md:size-28 shrink-0 rounded-media object-cover opacity-40",
                "size-24 md:size-28 shrink-0 rounded-media object-cover",
            ),
        ),
        rx.cond(shown.is_removed, _removed(shown), _kept(shown)),
        key=shown.id,
        class_name="flex gap-4",
    )


def _removed(shown: rx.Var[EditPicture]) -> rx.Component:
    return rx.el.div(
        rx.el.p("Goes away when you save.", class_name="text-sm text-text-quiet"),
        rx.el.button(
            "Keep",
            type="button",
            on_click=EditState.remove(shown.id, False),
            class_name=QUIET,
        ),
        class_name="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-3",
    )


def _kept(shown: rx.Var[EditPicture]) -> rx.Component:
    field_id = "alt-" + shown.id.to(str)
    return rx.el.div(
        rx.el.label(
            "Alt text",
            rx.el.span(" for " + shown.name, class_name="sr-only"),
            html_for=field_id,
            class_name=LABEL,
        ),
        rx.el.input(
            id=field_id,
            name=field_id,
            value=shown.alt,
            on_change=EditState.describe(shown.id),
            placeholder="What is on it, for people who do not see it",
            aria_describedby="alt_text-wrong",
            class_name=INPUT,
        ),
        rx.cond(
            (shown.alt == "") & (shown.alt_draft != ""),
            alt_offer(shown.alt_draft, shown.name, EditState.use_draft(shown.id)),
        ),
        _actions(shown),
        class_name="min-w-0 flex-1",
    )


def _actions(shown: rx.Var[EditPicture]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            shown.picture.kind == PHOTO,
            rx.el.button(
                icon("sliders-horizontal", 20),
                rx.el.span("Edit", class_name="text-sm font-semibold"),
                type="button",
                id=opener_id(shown.picture.code),
                aria_label="Edit " + shown.name,
                on_click=EditorState.open_posted(shown.picture.code),
                class_name=GHOST + " px-2.5",
            ),
        ),
        marks_button(EditState, shown.id.to(str), shown.name),
        rx.cond(
            EditState.pictures.length() > 1,
            rx.fragment(
                _button("arrow-up", "Move " + shown.name + " earlier", shown, -1, shown.is_first),
                _button("arrow-down", "Move " + shown.name + " later", shown, 1, shown.is_last),
                rx.el.button(
                    icon("trash-2", 20),
                    type="button",
                    aria_label="Remove " + shown.name,
                    on_click=EditState.remove(shown.id, True),
                    class_name=GHOST + " ml-auto",
                ),
            ),
        ),
        class_name="mt-1 -ml-2.5 flex flex-wrap",
    )


def _button(symbol: str, label, shown: rx.Var[EditPicture], step: int, is_off) -> rx.Component:
    return rx.el.button(
        icon(symbol, 20),
        type="button",
        aria_label=label,
        disabled=is_off,
        on_click=EditState.move(shown.id, step),
        class_name=GHOST + " disabled:opacity-30",
    )


def _words() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.label("Caption", html_for="caption", class_name=LABEL),
            rx.el.textarea(
                id="caption",
                name="caption",
                value=EditState.caption,
                on_change=EditState.write("caption"),
                aria_describedby="caption-count caption-wrong",
                aria_invalid=rx.cond(EditState.caption_problem != "", "true", "false"),
                class_name=TEXTAREA,
            ),
            rx.el.p(
                EditState.caption.length(),
                f" of {CAPTION_LENGTH:,}",
                id="caption-count",
                class_name="mt-1 text-right text-[13px] tabular-nums text-text-quiet",
            ),
            rx.cond(
                EditState.caption_problem != "",
                problem(EditState.caption_problem, "caption-wrong"),
            ),
        ),
        field(
            "Tags",
            "tags",
            wrong=EditState.tags_problem,
            rule="Separated by commas, up to 30. Those in the caption count too.",
            value=EditState.tags,
            on_change=EditState.write("tags"),
            auto_capitalize="none",
        ),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
        rx.el.div(class_name="skeleton h-28 w-full rounded-control"),
        rx.el.div(class_name="skeleton h-11 w-full rounded-control"),
        rx.el.div(class_name="skeleton h-11 w-full rounded-control"),
        aria_busy="true",
        class_name="flex flex-col gap-5 px-4 py-6",
    )
