"""Which part of a video is shared, what stands for it, and whether it is heard."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar

from instaclone.studio.controls import later, panel, slider
from instaclone.studio.workbench import Workbench, least, most
from instaclone.ui.elements import QUIET, switch
from instaclone.video.limits import LONGEST_MS

FILM = "edit-film"
SHORTEST = 1000  # ms
STEP = 100  # ms


def film_stage(bench: Workbench) -> rx.Component:
    """The video; it shows the moment that a slider stands at."""
    return rx.el.video(
        id=FILM,
        src=bench.picture.video,
        poster=bench.picture.src,
        controls=True,
        muted=bench.edit.is_muted,
        custom_attrs={"playsInline": True, "preload": "auto", "aria-label": bench.card.name},
        class_name="max-h-[var(--stage)] max-w-full rounded-media bg-sunken",
    )


def trim_panel(bench: Workbench) -> rx.Component:
    """Sliders for the beginning, the end and the poster; a switch for the sound."""
    edit, length = bench.edit, bench.card.duration_ms
    end = rx.cond(edit.end_ms > 0, edit.end_ms, length).to(int)
    return panel(
        bench.tab,
        "trim",
        _moment(
            "Start",
            edit.start_ms,
            lambda value: _start(bench, least(value, end - SHORTEST), end),
            length,
        ),
        _moment(
            "End",
            end,
            lambda value: _end(bench, most(value, edit.start_ms + SHORTEST), length),
            length,
            rest=length,
        ),
        _part(end - edit.start_ms, length),
        _moment(
            "Poster",
            edit.poster_ms,
            lambda value: [*bench.change(poster_ms=value), _show(edit.start_ms + value)],
            end - edit.start_ms,
        ),
        _sound(bench),
        rx.el.button(
            "Reset", type="button", on_click=_reset(bench), class_name=QUIET + " self-start"
        ),
    )


def _part(part: Any, length: Any) -> rx.Component:
    """How much is shared, and when that is more than may be, also how much is too much."""
    over = part - LONGEST_MS
    return rx.el.p(
        "Shares ",
        _time(part),
        " of ",
        _time(length),
        ".",
        rx.cond(
            over >= 1000,  # as `limits.check_posted` counts
            rx.el.span(
                f" Up to {LONGEST_MS // 60_000} minutes can be shared: cut ",
                _time(over),
                " more.",
                class_name="text-danger",
            ),
        ),
        role="status",
        class_name="text-[13px] tabular-nums text-text-quiet",
    )


def _sound(bench: Workbench) -> rx.Component:
    return rx.cond(
        bench.card.has_audio,
        switch(
            "Mute",
            "The video is shared without its sound.",
            bench.edit.is_muted,
            bench.change(is_muted=~bench.edit.is_muted),
        ),
    )


def _moment(name: str, value: Any, on_change: Any, highest: Any, rest: Any = 0) -> rx.Component:
    return slider(
        name, value, on_change, lowest=0, highest=highest, step=STEP, rest=rest,
        shown=_time(value),
    )  # fmt: skip


def _start(bench: Workbench, start: Any, end: Any) -> list[Any]:
    poster = most(0, least(bench.edit.poster_ms, end - start))
    return [*bench.change(start_ms=most(0, start), poster_ms=poster), _show(start)]


def _end(bench: Workbench, end: Any, length: Any) -> list[Any]:
    kept = rx.cond(end >= length, 0, end).to(float)
    poster = least(bench.edit.poster_ms, end - bench.edit.start_ms)
    return [*bench.change(end_ms=kept, poster_ms=poster), _show(end)]


def _reset(bench: Workbench) -> list[Any]:
    return [*bench.change(start_ms=0, end_ms=0, poster_ms=0, is_muted=False), _show(0)]


def _show(at_ms: Any) -> Any:
    """Have the video stand at a moment."""
    film = FunctionStringVar.create("document.getElementById").call(FILM)
    moved = FunctionStringVar.create("Object.assign").call(film, {"currentTime": at_ms / 1000})
    return later(moved)


def _time(ms: Any) -> Any:
    """A moment as players show it, and its tenth of a second: 1:05.3."""
    tenths = round(ms.to(float) / 100).to(int)
    minutes, seconds = tenths // 600, tenths % 600 // 10
    zero = rx.cond(seconds < 10, "0", "").to(str)
    return rx.Var.create(f"{minutes}:{zero}{seconds}.{tenths % 10}").to(str)
