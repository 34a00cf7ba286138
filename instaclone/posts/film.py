"""A video as people watch it: its poster first; without sound it plays by itself while it stands in
the middle of the window, unless its viewer wants less motion or less data.

The browser's own controls do the rest: they pause, seek and unmute by touch, mouse and keyboard.
"""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.experimental.client_state import ClientStateVar
from reflex.vars.function import ArgsFunctionOperation, FunctionStringVar, FunctionVar

from instaclone.media.cards import PictureCard
from instaclone.ui.more import Sentinel
from instaclone.ui.picture import picture as still
from instaclone.ui.picture import sized

# Whoever unmutes one film wants to hear the next ones, too, until they leave the site.
are_muted = ClientStateVar.create("films_are_muted", default=True)
# What stands in the upper middle of the window is looked at; it takes in the first of a page, too.
MIDDLE = "-25% 0px -45% 0px"
NOTHING = rx.Var.create(0)


def _is_muted(event: rx.Var) -> tuple[rx.Var[bool]]:
    """Whether the film that tells of its volume is muted."""
    return (event.to(dict)["currentTarget"].to(dict)["muted"].to(bool),)


class Video(rx.el.Video):
    """A film that tells when it begins to play, stops, cannot be read, and when it is muted or not
    any more."""

    on_play: rx.EventHandler[rx.event.no_args_event_spec]
    on_pause: rx.EventHandler[rx.event.no_args_event_spec]
    on_error: rx.EventHandler[rx.event.no_args_event_spec]
    on_volume_change: rx.EventHandler[_is_muted]


def film(
    picture: rx.Var[PictureCard],
    alt,
    *,
    label,
    sizes: str,
    is_first=False,
    class_name: str = "size-full object-contain",
) -> rx.Component:
    """The film of a video, or its poster while it has none; `label` is its accessible name, such as
    "Video by USERNAME", `alt` what is on it."""
    return rx.cond(
        picture.video != "",
        _player(
            picture=picture,
            label=rx.cond(alt.to(str).startswith(label), alt, label + ". " + alt),
            look=class_name,
        ),
        still(picture, alt=alt, sizes=sizes, is_first=is_first, class_name=class_name),
    )


@rx.memo
def _player(picture: rx.Var[PictureCard], label: rx.Var[str], look: rx.Var[str]) -> rx.Component:
    id = film_id(picture.code)
    element = element_of(id)
    return rx.fragment(
        are_muted,
        Sentinel.create(
            video(picture, label=label, controls=True, on_play=pause_others(id), class_name=look),
            root_margin=MIDDLE,
            on_change=lambda in_view: follow_view(element, in_view, play(element)),
            class_name="size-full",
        ),
    )


def video(picture: rx.Var[PictureCard], *, label, **props) -> rx.Component:
    """The element of a film, which nothing fetches before it plays; `are_muted` must stand on the
    page. Further arguments go to the element."""
    return Video.create(
        id=film_id(picture.code),
        src=picture.video,
        poster=picture.src,
        preload="none",
        loop=True,
        plays_inline=True,
        muted=are_muted.value,
        aria_label=label,
        on_volume_change=are_muted.set_value,
        custom_attrs=sized(picture),
        **props,
    )


def film_id(code: rx.Var[str]) -> rx.Var[str]:
    """The id of a film's element by the code of its picture."""
    return ("film-" + code).to(str)


def play_from(code: rx.Var[str], second: rx.Var[float]) -> Any:
    """An event: have a film stand at a second and play from there."""
    element = element_of(film_id(code))
    moved = FunctionStringVar.create("Object.assign").call(element, {"currentTime": second})
    return in_browser(play(moved.to(dict)))


def element_of(id: rx.Var[str]) -> rx.Var:
    """A film's element by its id."""
    return FunctionStringVar.create("document.getElementById").call(id).to(dict)


def play(element: rx.Var) -> rx.Var:
    """Begin to play; that the browser forbids it, or something else pauses it, is no error."""
    begun = element["play"].to(FunctionVar).call().to(dict)
    return begun["catch"].to(FunctionVar).call(ArgsFunctionOperation.create((), NOTHING))


def follow_view(element: rx.Var, in_view: rx.Var[bool], begun: rx.Var) -> Any:
    """An event: pause the film that leaves the view; for one that comes into it do what `begun`
    says, unless whoever looks wants less."""
    pause = element["pause"].to(FunctionVar).call()
    return in_browser(rx.cond(in_view, rx.cond(_wants_less(), NOTHING, begun), pause))


def _wants_less() -> rx.Var[bool]:
    """Whether this browser's user has asked for less motion, or to save data."""
    media = FunctionStringVar.create("window.matchMedia")
    less = [
        media.call(f"(prefers-reduced-{what}: reduce)").to(dict)["matches"].to(bool)
        for what in ("motion", "data")
    ]
    saves = rx.Var("navigator").to(dict)["connection"].to(dict)["saveData"]
    return less[0] | less[1] | (saves == rx.Var.create(True))


def pause_others(id: rx.Var[str]) -> Any:
    """An event: pause every other film of the page, if this one still plays. It may have left the
    window before the browser said that it plays, and another one have begun."""
    other = rx.Var("other").to(dict)
    pause = rx.cond(other["id"].to(str) == id, NOTHING, other["pause"].to(FunctionVar).call())
    films = FunctionStringVar.create("document.querySelectorAll").call("video").to(dict)
    all_of_them = films["forEach"].to(FunctionVar)
    paused = all_of_them.call(ArgsFunctionOperation.create(("other",), pause))
    return in_browser(rx.cond(element_of(id)["paused"].to(bool), NOTHING, paused))


def in_browser(expression: Any) -> Any:
    """An event that has the browser work out an expression, for what that does there; the server
    hears nothing of it."""
    return rx.call_function(ArgsFunctionOperation.create((), expression))
