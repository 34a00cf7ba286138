"""One video of the viewer as people see it: the film, whose it is, and what can be done with it.

It stands on black in light and dark, as films do: `dark` gives what lies on it its colours.
"""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars.function import FunctionVar

from instaclone.explore.cards import FilmCard
from instaclone.explore.components import WHY, is_put_away
from instaclone.explore.film_strip import fetch_next, mute, step, toggle
from instaclone.explore.films_state import FilmsState
from instaclone.media.cards import PictureCard
from instaclone.posts.action_bar import KeyedArticle, action_bar, likes_by_key
from instaclone.posts.components import head
from instaclone.posts.film import (
    NOTHING,
    are_muted,
    element_of,
    film_id,
    follow_view,
    in_browser,
    pause_others,
    play,
    video,
)
from instaclone.posts.keeping import KeepingState
from instaclone.ui.elements import QUIET, icon
from instaclone.ui.marked import marked
from instaclone.ui.more import Sentinel
from instaclone.ui.picture import picture as still
from instaclone.ui.sheets import opens

# The line through the middle of the window, on which one film at most can be: who swipes half-way
# and back has the film they left come there again, and it plays again.
CENTRE = "-50% 0px"
SETTLED = 400  # ms after which a video that was swiped to is looked at
SIZES = "(min-width: 768px) 480px, 100vw"
SLIDE = "relative h-full snap-start snap-always"
ROUND = (
    "inline-flex size-11 items-center justify-center rounded-full bg-veil text-white "
    "hover:bg-black/80 transition-colors duration-150"
)


def film_slide(card: rx.Var[FilmCard], is_first: rx.Var[bool]) -> rx.Component:
    """A video that fills the viewer, or a sentence for what its reader did with its post."""
    code = card.post.code
    return rx.el.li(
        rx.cond(
            is_put_away(FilmsState, code),
            _put_away(FilmsState.asked[code].sentence, FilmsState.undo(code)),
            rx.cond(
                KeepingState.put_away.contains(code),
                _put_away(KeepingState.put_away[code].sentence, KeepingState.undo(code)),
                _article(card, is_first),
            ),
        ),
        key=code,
        class_name=SLIDE,
    )


def _article(card: rx.Var[FilmCard], is_first: rx.Var[bool]) -> rx.Component:
    post = card.post
    return KeyedArticle.create(
        rx.el.div(
            rx.cond(
                card.film.video != "",
                _player(
                    film=card.film,
                    code=post.code,
                    label="Video by " + post.author + rx.cond(post.alt != "", ". " + post.alt, ""),
                ),
                still(
                    card.film,
                    alt=post.alt,
                    sizes=SIZES,
                    is_first=is_first,
                    class_name="size-full object-contain",
                ),
            ),
            class_name="relative size-full min-w-0 overflow-hidden bg-black md:flex-1 "
            "md:rounded-media",
        ),
        _words(card),
        aria_label="Post by " + post.author,
        on_key_down=likes_by_key(post.code),
        tab_index=-1,
        class_name="relative mx-auto flex size-full outline-none md:max-w-[1040px] md:gap-6 "
        "md:px-6 md:py-6",
    )


def _words(card: rx.Var[FilmCard]) -> rx.Component:
    """Over the film on a phone, beside it where there is room."""
    post = card.post
    return rx.el.div(
        head(post),
        rx.cond(
            post.caption != "",
            rx.el.p(
                marked(post.caption_pieces),
                class_name="line-clamp-2 px-4 text-sm leading-5 break-words whitespace-pre-line "
                "md:line-clamp-6 md:px-1",
            ),
        ),
        rx.el.div(action_bar(post), class_name="px-4 md:px-1"),
        rx.el.button(
            icon("circle-help", 18),
            "Why this?",
            type="button",
            custom_attrs=opens(WHY),
            on_click=FilmsState.explain(post.code),
            class_name="mx-2 mb-1 inline-flex min-h-11 items-center gap-2 rounded-control px-2 "
            "text-sm text-text-quiet hover:text-text md:-mx-1",
        ),
        class_name="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/90 via-black/75 "
        "via-75% to-transparent pt-20 text-text md:static md:flex md:w-[320px] md:shrink-0 "
        "md:flex-col md:justify-end md:bg-none md:pt-0",
    )


@rx.memo
def _player(film: rx.Var[PictureCard], code: rx.Var[str], label: rx.Var[str]) -> rx.Component:
    """The film, which a press anywhere pauses and plays."""
    id = film_id(film.code)
    element = element_of(id)
    plays = rx._x.client_state(default=0, global_ref=False)
    fails = rx._x.client_state(default=0, global_ref=False)
    return rx.fragment(
        are_muted,
        plays,
        fails,
        Sentinel.create(
            video(
                film,
                label=label,
                on_play=[plays.set_value(1), fails.set_value(0), pause_others(id)],
                on_pause=plays.set_value(0),
                on_error=[plays.set_value(0), fails.set_value(1)],
                on_mount=_arrive(id, code),
                class_name="size-full object-contain",
            ),
            root_margin=CENTRE,
            on_change=lambda in_view: [
                follow_view(element, in_view, _begun(element)),
                rx.cond(in_view, FilmsState.look_at(code).debounce(SETTLED), rx.noop()),
            ],
            class_name="size-full",
        ),
        _pause_button(element, plays.value > 0, fails.value > 0),
        _mute_button(element, film),
    )


def _pause_button(element: rx.Var, plays, fails) -> rx.Component:
    return rx.el.button(
        rx.cond(
            plays,
            rx.fragment(),
            rx.el.span(
                rx.cond(
                    fails,
                    icon("rotate-cw", 32),
                    icon("play", 32, class_name="translate-x-0.5 fill-current"),
                ),
                class_name="inline-flex size-16 items-center justify-center rounded-full bg-veil",
            ),
        ),
        rx.cond(
            fails,
            rx.el.span(
                "The video could not be loaded.",
                role="alert",
                class_name="rounded-control bg-veil px-3 py-2 text-sm",
            ),
        ),
        type="button",
        aria_label=rx.cond(
            fails, "Try to load the video again", rx.cond(plays, "Pause video", "Play video")
        ),
        on_click=rx.cond(fails, _load_again(element), toggle(element)),
        class_name="absolute inset-0 flex flex-col items-center justify-center gap-3 text-white "
        "-outline-offset-4",
    )


def _mute_button(element: rx.Var, film: rx.Var[PictureCard]) -> rx.Component:
    return rx.cond(
        film.has_audio,
        rx.el.button(
            rx.cond(are_muted.value, icon("volume-x", 20), icon("volume-2", 20)),
            type="button",
            aria_label=rx.cond(are_muted.value, "Unmute", "Mute"),
            on_click=mute(element),
            class_name="absolute right-3 top-3 " + ROUND,
        ),
    )


def _begun(element: rx.Var) -> rx.Var:
    """Play the film and fetch the next. Who wants less motion or less data begins each one
    themselves, and nothing is fetched before."""
    return rx.Var.create([play(element), fetch_next(element)])


def _arrive(id: rx.Var[str], code: rx.Var[str]) -> Any:
    """An event: who comes back is where they were."""
    shown = element_of(id)["scrollIntoView"].to(FunctionVar).call({"behavior": "instant"})
    return in_browser(rx.cond(FilmsState.at == code, shown, NOTHING))


def _load_again(element: rx.Var) -> Any:
    load = element["load"].to(FunctionVar).call()
    return in_browser(rx.Var.create([load, play(element)]))


def _put_away(sentence: rx.Var[str], on_undo) -> rx.Component:
    return rx.el.div(
        rx.el.p(sentence, role="status", class_name="max-w-sm break-words"),
        rx.el.div(
            rx.el.button("Undo", type="button", on_click=on_undo, class_name=QUIET),
            rx.el.button("Next video", type="button", on_click=step(1), class_name=QUIET),
            class_name="flex gap-3",
        ),
        class_name="flex size-full flex-col items-center justify-center gap-4 px-6 text-center "
        "text-sm text-text-quiet",
    )
