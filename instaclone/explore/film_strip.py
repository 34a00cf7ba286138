"""Moving through the viewer for videos: a strip of which one is seen, its keys and its buttons.

All of it asks the page what is seen, at the moment somebody moves: a listener of the window does
for good what it does at first, and knows of nothing that changes.
"""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars.function import FunctionStringVar, FunctionVar
from reflex_components_core.core.window_events import WindowEventListener

from instaclone.posts.action_bar import TYPING
from instaclone.posts.film import NOTHING, in_browser, play

STRIP = "films"
PRESSABLE = ("BUTTON", "A", "SUMMARY")
UP, DOWN, PAUSE, MUTE = "ArrowUp", "ArrowDown", " ", "m"


def _pressed(event: rx.Var) -> tuple[rx.Var[str]]:
    """The key, "" where it belongs to something else: a field, a button, a sheet that is open."""
    key, target = event.to(dict), event.to(dict)["target"].to(dict)
    pressed = key["key"].to(str)
    held = key["ctrlKey"].bool() | key["metaKey"].bool() | key["altKey"].bool()
    taken = held | target["isContentEditable"].bool() | _found(":popover-open")
    for name in TYPING:
        taken = taken | (target["tagName"].to(str) == name)
    for name in PRESSABLE:
        taken = taken | ((target["tagName"].to(str) == name) & (pressed == PAUSE))
    return (rx.cond(taken, "", pressed).to(str),)


class FilmKeys(WindowEventListener):
    """Tells which key is pressed anywhere on the page."""

    on_key_down: rx.EventHandler[_pressed]


def film_keys() -> rx.Component:
    """Up and Down lead from video to video, Space pauses and plays, M mutes and unmutes."""
    return FilmKeys.create(on_key_down=_do)


def step(number: int) -> Any:
    """An event: go so many videos further, or back."""
    return in_browser(_stepped(number))


def toggle(film: rx.Var) -> Any:
    """An event: play this film, or pause it."""
    return in_browser(_toggled(film))


def mute(film: rx.Var) -> Any:
    """An event: mute this film, or unmute it; all others follow it."""
    return in_browser(_muted(film))


def fetch_next(film: rx.Var) -> rx.Var:
    """Have the film behind this one begin to load; what follows that one waits."""
    slide = film["closest"].to(FunctionVar).call("li").to(dict)
    following = slide["nextElementSibling"].to(dict)
    coming = following["querySelector"].to(FunctionVar).call("video")
    is_there = following.to(bool) & coming.to(bool)
    return rx.cond(is_there, _assigned(coming, {"preload": "auto"}), NOTHING)


def _do(key: rx.Var[str]) -> list[Any]:
    moves, film = (key == DOWN) | (key == UP), _seen_film()
    on_film = rx.cond(
        key == PAUSE,
        _toggled(film),
        rx.cond((key == MUTE) | (key == MUTE.upper()), _muted(film), NOTHING),
    )
    done = rx.cond(
        key == DOWN,
        _stepped(1),
        rx.cond(key == UP, _stepped(-1), rx.cond(film.to(bool), on_film, NOTHING)),
    )
    return [rx.cond(moves | (key == PAUSE), rx.prevent_default, rx.noop()), in_browser(done)]


def _strip() -> rx.Var:
    return FunctionStringVar.create("document.getElementById").call(STRIP).to(dict)


def _number() -> rx.Var[int]:
    """The number of the slide that is seen, from 0."""
    share = _strip()["scrollTop"].to(float) / _strip()["clientHeight"].to(float)
    return FunctionStringVar.create("Math.round").call(share).to(int)


def _stepped(number: int) -> rx.Var:
    top = (_number() + number) * _strip()["clientHeight"].to(int)
    return _strip()["scrollTo"].to(FunctionVar).call({"top": top})


def _seen_film() -> rx.Var:
    child = (_number() + 1).to(int).to(str)
    return _query(f"#{STRIP} > li:nth-child(" + child + ") video")


def _toggled(film: rx.Var) -> rx.Var:
    pause = film["pause"].to(FunctionVar).call()
    return rx.cond(film["paused"].to(bool), play(film), pause)


def _muted(film: rx.Var) -> rx.Var:
    return _assigned(film, {"muted": ~film["muted"].to(bool)})


def _assigned(target: rx.Var, values: dict[str, Any]) -> rx.Var:
    return FunctionStringVar.create("Object.assign").call(target, values)


def _query(selector: Any) -> rx.Var:
    return FunctionStringVar.create("document.querySelector").call(selector).to(dict)


def _found(selector: str) -> rx.Var[bool]:
    return _query(selector).to(bool)
