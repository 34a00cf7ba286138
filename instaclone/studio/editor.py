"""The dialog in which a photo or a video of a draft, or a posted photo, is edited."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from dataclasses import asdict
from typing import Any

import reflex as rx

from instaclone.retouching.recipes import UNTOUCHED
from instaclone.studio.adjust_panels import adjust_panel, crop_panel, filter_panel
from instaclone.studio.controls import HeldButton, focus, tabs
from instaclone.studio.cover_panel import cover_panel, cover_stage
from instaclone.studio.editable import EditCard
from instaclone.studio.editing_state import EditorState
from instaclone.studio.stages import crop_stage, finished_stage
from instaclone.studio.trim_panel import film_stage, trim_panel
from instaclone.studio.workbench import Workbench
from instaclone.ui.elements import GHOST, PRIMARY, icon

PHOTO_TABS = {
    "crop": ("crop", "Crop"),
    "adjust": ("sliders-horizontal", "Adjust"),
    "filters": ("blend", "Filters"),
    "cover": ("eye-off", "Cover"),
}
VIDEO_TABS = {"trim": ("scissors", "Trim")}
FRAME = (
    "fixed inset-0 z-50 flex flex-col overflow-hidden bg-background text-text shadow-float "
    "md:inset-6 md:m-auto md:max-h-[54rem] md:max-w-6xl md:rounded-sheet md:border md:border-line "
    "focus:outline-none"
)


def editor() -> rx.Component:
    """The editor, once on a page that opens it."""
    return rx.cond(
        EditorState.card.code != "",
        edit_dialog(
            card=EditorState.card,
            problem=EditorState.problem,
            key=EditorState.opened.to_string(),
        ),
    )


@rx.memo
def edit_dialog(rest: rx.RestProp, *, card: rx.Var[EditCard], problem: rx.Var[str]) -> rx.Component:
    """What is done to the picture is the browser's own; it is kept a moment after each change."""
    bench = Workbench.laid_out(card)
    dialog = rx.radix.primitives.dialog
    return rx.fragment(
        *bench.states,
        dialog.root(
            dialog.portal(
                dialog.overlay(class_name="fixed inset-0 z-50 bg-veil"),
                dialog.content(
                    _head(bench),
                    _refusal(problem),
                    rx.el.div(
                        _stage(bench),
                        _side(bench),
                        class_name="flex min-h-0 flex-1 flex-col md:flex-row",
                    ),
                    on_close_auto_focus=focus(opener_id(card.code)),
                    class_name=FRAME,
                ),
            ),
            open=True,
            on_open_change=lambda _open: EditorState.leave(card.code, bench.edit.to(dict)),
        ),
        rest,
    )


def _refusal(problem: rx.Var[str]) -> rx.Component:
    return rx.fragment(
        rx.radix.primitives.dialog.description(
            "What you change is seen at once and can be taken back with Reset.",
            class_name="sr-only",
        ),
        rx.cond(
            problem != "",
            rx.el.p(problem, role="alert", class_name="px-4 pt-2 text-sm text-danger"),
        ),
    )


def opener_id(code: Any) -> Any:
    """The id of the button that opens a picture: there the keyboard goes when it is closed."""
    return "edit-" + code


def _head(bench: Workbench) -> rx.Component:
    dialog = rx.radix.primitives.dialog
    return rx.el.header(
        rx.el.button(
            icon("x", 20),
            type="button",
            aria_label="Close",
            on_click=EditorState.leave(bench.card.code, bench.edit.to(dict)),
            class_name=GHOST,
        ),
        dialog.title(
            "Edit " + bench.card.name, class_name="min-w-0 flex-1 truncate text-base font-semibold"
        ),
        rx.el.button(
            "Done",
            type="button",
            on_click=EditorState.done(bench.card.code, bench.edit.to(dict)),
            class_name=PRIMARY,
        ),
        class_name="flex shrink-0 items-center gap-2 border-b border-line py-1.5 pl-1 pr-3",
    )


def _stage(bench: Workbench) -> rx.Component:
    """The picture, as the open tab shows it."""
    return rx.el.div(
        rx.el.div(
            rx.match(
                bench.tab.value,
                ("crop", crop_stage(bench)),
                ("cover", cover_stage(bench)),
                ("trim", film_stage(bench)),
                finished_stage(bench),
            ),
            class_name="flex min-h-0 flex-1 items-center justify-center",
        ),
        rx.cond(bench.card.kind != "video", _below(bench)),
        class_name="flex min-h-0 min-w-0 flex-1 flex-col gap-2 bg-sunken p-3 md:p-6 "
        "[--stage:calc(56dvh-9.5rem)] md:[--stage:calc(min(100dvh-3rem,54rem)-10.5rem)]",
    )


def _below(bench: Workbench) -> rx.Component:
    return rx.el.div(
        HeldButton.create(
            icon("columns-2", 18),
            "Compare",
            type="button",
            title="Hold to see the original",
            aria_pressed=rx.cond(bench.is_comparing.value, "true", "false"),
            on_pointer_down=bench.is_comparing.set_value(True),
            on_pointer_up=bench.is_comparing.set_value(False),
            on_pointer_leave=bench.is_comparing.set_value(False),
            on_pointer_cancel=bench.is_comparing.set_value(False),
            on_blur=bench.is_comparing.set_value(False),
            on_key_down=lambda key: bench.is_comparing.set_value(
                (key == " ") | bench.is_comparing.value
            ),
            on_key_up=lambda key: bench.is_comparing.set_value(
                (key != " ") & bench.is_comparing.value
            ),
            class_name=HOLD,
        ),
        rx.el.button(
            icon("undo-2", 18),
            "Reset",
            type="button",
            on_click=_reset(bench),
            class_name=HOLD,
        ),
        class_name="flex shrink-0 justify-center gap-2",
    )


HOLD = (
    "inline-flex h-11 select-none touch-none items-center gap-2 rounded-control px-4 text-sm "
    "font-semibold text-text hover:bg-line aria-pressed:bg-line transition-colors duration-150"
)


def _reset(bench: Workbench) -> list[Any]:
    """Back to the upload; areas that are burned in stay."""
    untouched = asdict(UNTOUCHED)
    untouched["covers"] = bench.fixed
    return [*bench.change(**untouched), bench.ratio.set_value("Free"), bench.drawn.set_value(None)]


def _side(bench: Workbench) -> rx.Component:
    """The tabs with what each of them offers."""
    return rx.el.div(
        rx.cond(
            bench.card.kind == "video",
            rx.fragment(tabs(bench.tab, VIDEO_TABS), _scrolled(trim_panel(bench))),
            rx.fragment(
                tabs(bench.tab, PHOTO_TABS),
                _scrolled(
                    crop_panel(bench), adjust_panel(bench), filter_panel(bench), cover_panel(bench)
                ),
            ),
        ),
        class_name="flex h-[44dvh] shrink-0 flex-col border-t border-line bg-background "
        "md:h-auto md:w-[22rem] md:border-l md:border-t-0",
    )


def _scrolled(*children) -> rx.Component:
    return rx.el.div(*children, class_name="min-h-0 flex-1 overflow-y-auto overscroll-contain")
