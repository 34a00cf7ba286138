"""The files of a draft: what each is, how far it has come, and what can be done with it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.media.cards import PictureCard
from instaclone.posts.person_marks import marks_button
from instaclone.retouching.css import PreviewStyle
from instaclone.studio.alt_box import alt_box
from instaclone.studio.cards import PROCESSING, READY, REFUSED, UPLOADING, FileCard
from instaclone.studio.editor import opener_id
from instaclone.studio.preview import prepared
from instaclone.studio.state import StudioState
from instaclone.ui.elements import GHOST, QUIET, icon, problem


class DropItem(rx.el.Li):
    """A line of a list that can be dropped on another one."""

    on_drag_over: rx.EventHandler[rx.event.no_args_event_spec]
    on_drop: rx.EventHandler[rx.event.no_args_event_spec]


class Handle(rx.el.Div):
    """What a line is dragged by."""

    on_drag_start: rx.EventHandler[rx.event.no_args_event_spec]
    on_drag_end: rx.EventHandler[rx.event.no_args_event_spec]


def file_list() -> rx.Component:
    """The files in their order, and what was wrong with one that is not among them."""
    return rx.fragment(
        rx.cond(
            StudioState.file_problem != "",
            problem(StudioState.file_problem, "file-wrong"),
        ),
        rx.cond(
            StudioState.alt_text_problem != "",
            problem(StudioState.alt_text_problem, "alt_text-wrong"),
        ),
        _files(files=StudioState.files),
    )


@rx.memo
def _files(files: rx.Var[list[FileCard]]) -> rx.Component:
    dragged = rx._x.client_state(default="", global_ref=False)
    return rx.el.div(
        dragged,
        rx.el.ul(
            rx.foreach(files, lambda file: _file(file, dragged)),
            aria_label="Files",
            class_name="flex flex-col gap-3",
        ),
    )


def _file(file: rx.Var[FileCard], dragged: Any) -> rx.Component:
    lands = (dragged.value != "") & (dragged.value != file.code)
    return DropItem.create(
        rx.el.div(
            _thumbnail(file, dragged),
            rx.el.div(
                rx.el.p(file.file_name, class_name="truncate text-sm font-semibold"),
                _standing(file),
                class_name="min-w-0",
            ),
            _buttons(file),
            class_name="grid grid-cols-[auto_minmax(0,1fr)] md:grid-rows-[auto_1fr] gap-x-3",
        ),
        rx.cond(file.state != REFUSED, alt_box(file)),
        key=file.code,
        aria_label=file.file_name,
        on_drag_over=rx.prevent_default,
        on_drop=[
            rx.prevent_default,
            rx.cond(lands, StudioState.drop_on(dragged.value, file.code), rx.noop()),
            dragged.set_value(""),
        ],
        class_name=rx.cond(
            dragged.value == file.code,
            "rounded-sheet border border-line bg-raised p-3 opacity-50",
            rx.cond(
                lands,
                "rounded-sheet border border-dashed border-accent bg-raised p-3",
                "rounded-sheet border border-line bg-raised p-3",
            ),
        ),
    )


def _thumbnail(file: rx.Var[FileCard], dragged: Any) -> rx.Component:
    shown = file.picture
    return Handle.create(
        rx.cond(
            (file.state == READY) & shown,
            _edited(shown.to(PictureCard), file.style.to(PreviewStyle), file.code),
            rx.match(
                file.state,
                (REFUSED, icon("file-x", 28, class_name="text-danger")),
                (PROCESSING, icon("loader", 28, class_name="animate-spin text-text-quiet")),
                icon("upload", 28, class_name="text-text-quiet"),
            ),
        ),
        rx.cond(
            file.kind == "video",
            rx.el.span(
                icon("play", 12),
                file.lasts,
                class_name="absolute bottom-1 left-1 inline-flex items-center gap-1 rounded "
                "bg-veil px-1.5 py-0.5 text-xs tabular-nums text-white",
            ),
        ),
        draggable=True,
        title="Drag to another place",
        on_drag_start=dragged.set_value(file.code),
        on_drag_end=dragged.set_value(""),
        class_name="relative flex size-24 shrink-0 cursor-grab items-center justify-center "
        "overflow-hidden rounded-media bg-sunken md:row-span-2 md:size-28",
    )


def _edited(shown: rx.Var[PictureCard], style: rx.Var[PreviewStyle], code: Any) -> rx.Component:
    """The picture as its edit will make it, cut to fill the square."""
    return prepared(
        shown,
        style,
        name=f"file-{code}",
        sizes="112px",
        class_name="pointer-events-none shrink-0",
        fills=True,
    )


def _standing(file: rx.Var[FileCard]) -> rx.Component:
    """The state in words, and a bar where something has per cent."""
    return rx.fragment(
        rx.el.p(
            file.status,
            class_name=rx.cond(
                file.state == REFUSED,
                "mt-0.5 break-words text-sm text-danger",
                "mt-0.5 text-[13px] tabular-nums text-text-quiet",
            ),
        ),
        rx.cond(file.notice != "", rx.el.p(file.notice, class_name="mt-1 break-words text-sm")),
        rx.cond(
            (file.state == UPLOADING) | ((file.state == PROCESSING) & (file.percent > 0)),
            rx.el.div(
                rx.el.div(
                    style={"width": file.percent.to(str) + "%"},
                    class_name="h-full rounded-full bg-accent transition-[width] duration-150",
                ),
                role="progressbar",
                aria_label=rx.cond(file.state == UPLOADING, "Uploading ", "Processing ")
                + file.file_name,
                aria_valuenow=file.percent,
                aria_valuemin=0,
                aria_valuemax=100,
                class_name="mt-2 h-1.5 w-full overflow-hidden rounded-full bg-sunken",
            ),
        ),
    )


def _buttons(file: rx.Var[FileCard]) -> rx.Component:
    name = file.file_name
    return rx.el.div(
        rx.cond(
            file.state == UPLOADING,
            rx.el.button(
                "Cancel upload",
                type="button",
                on_click=StudioState.remove(file.code),
                class_name=QUIET,
            ),
        ),
        rx.cond(
            file.state == READY,
            rx.el.button(
                icon("sliders-horizontal", 20),
                "Edit",
                type="button",
                id=opener_id(file.code),
                aria_label="Edit " + name,
                on_click=StudioState.edit(file.code),
                class_name=GHOST + " px-2.5 text-sm font-semibold",
            ),
        ),
        rx.cond(file.state == READY, marks_button(StudioState, file.code, name)),
        _movers(file),
        rx.el.button(
            icon("trash-2", 20),
            type="button",
            aria_label="Remove " + name,
            on_click=StudioState.remove(file.code),
            class_name=GHOST + " ml-auto",
        ),
        # On a phone all of them find room below the picture, not beside it.
        class_name="col-span-2 mt-1 -ml-2.5 flex flex-wrap items-center gap-1 md:col-span-1 "
        "md:ml-0",
    )


def _movers(file: rx.Var[FileCard]) -> rx.Component:
    name = file.file_name
    return rx.cond(
        StudioState.files.length() > 1,
        rx.fragment(
            _mover(file, "arrow-up", "Move " + name + " earlier", "-1", file.is_first),
            _mover(file, "arrow-down", "Move " + name + " later", "1", file.is_last),
        ),
    )


def _mover(file: rx.Var[FileCard], symbol: str, label, step: str, is_off) -> rx.Component:
    """Moves a file. At the end of the list it stays a button, or the focus would be lost."""
    is_this = StudioState.moved == file.code + step
    return rx.el.button(
        icon(symbol, 20),
        key=rx.cond(is_this, step + "-" + StudioState.moves.to(str), step),
        type="button",
        aria_label=label,
        aria_disabled=rx.cond(is_off, "true", "false"),
        auto_focus=is_this,
        on_click=StudioState.move(file.code, int(step)),
        class_name=GHOST + " aria-disabled:opacity-30",
    )
