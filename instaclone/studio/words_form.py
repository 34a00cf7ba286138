"""The words of a post in the making: caption, tags and everything its author decides about it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.posts.choice_fields import more_options, visibility_field
from instaclone.posts.publishing import CAPTION_LENGTH
from instaclone.profiles.mention_box import MentionBox, WritingArea
from instaclone.studio.merging import LostWords
from instaclone.studio.state import StudioState
from instaclone.ui.elements import INPUT, LABEL, PRIMARY, QUIET, TEXTAREA, problem

PAUSE = 600  # ms without a key before what was written is saved


class CaptionArea(WritingArea):
    """A text field that also tells when it is left."""

    on_blur: rx.EventHandler[rx.event.no_args_event_spec]


def words_form() -> rx.Component:
    """Caption, tags and the rest; what another window has overwritten stands above them."""
    return rx.fragment(
        rx.foreach(StudioState.lost, _lost),
        caption_box(
            key=StudioState.code + StudioState.revision.to(str),
            caption=StudioState.caption,
            revision=StudioState.revision,
            wrong=StudioState.caption_problem,
        ),
        _tags(),
        visibility_field(StudioState),
        more_options(StudioState),
    )


@rx.memo
def caption_box(
    rest: rx.RestProp,
    *,
    caption: rx.Var[str],
    revision: rx.Var[int],
    wrong: rx.Var[str],
) -> rx.Component:
    """The caption as it is written here; the server hears of it in pauses and at the end.

    It lives in the browser, so that no answer of the server moves the caret.
    """
    text = rx._x.client_state(default=caption, global_ref=False)
    words = text.value.to(str)

    def write(said: rx.Var) -> list[Any]:
        later = StudioState.write_caption(said, revision).debounce(PAUSE)
        return [text.set_value(said), later]

    mention = MentionBox(rx.Var.create("caption"), words, write)
    return rx.el.div(
        text,
        rx.el.label("Caption", html_for="caption", class_name=LABEL),
        rx.el.div(
            mention.suggestions(),
            _caption_area(words, revision, wrong, mention),
            class_name="relative",
        ),
        rx.el.p(
            words.length(),
            f" of {CAPTION_LENGTH:,}",
            id="caption-count",
            class_name="mt-1 text-right text-[13px] tabular-nums text-text-quiet",
        ),
        rx.cond(wrong != "", problem(wrong, "caption-wrong")),
        rest,
    )


def _caption_area(
    words: rx.Var[str], revision: rx.Var[int], wrong: rx.Var[str], mention: MentionBox
) -> rx.Component:
    return CaptionArea.create(
        id="caption",
        name="caption",
        value=words,
        on_change=mention.changed,
        on_key_down=lambda key, _: mention.pressed(key),
        on_blur=StudioState.write_caption(words, revision),
        placeholder="What is in the picture for you? #tags count too.",
        aria_describedby="caption-count caption-wrong",
        aria_invalid=rx.cond(wrong != "", "true", "false"),
        class_name=TEXTAREA,
        **mention.aria,
    )


def _tags() -> rx.Component:
    return rx.el.div(
        rx.el.label("Tags", html_for="tags", class_name=LABEL),
        rx.debounce_input(
            rx.el.input(
                id="tags",
                name="tags",
                value=StudioState.tags,
                on_change=StudioState.write_tags,
                placeholder="dogs, summer, lake",
                auto_capitalize="none",
                aria_describedby="tags-rule tags-wrong",
                aria_invalid=rx.cond(StudioState.tags_problem != "", "true", "false"),
                class_name=INPUT,
            ),
            debounce_timeout=PAUSE,
        ),
        rx.el.p(
            "Separated by commas, up to 30.",
            id="tags-rule",
            class_name="mt-1 text-[13px] text-text-quiet",
        ),
        rx.cond(
            StudioState.tags_found.length() > 0,
            rx.el.ul(
                rx.foreach(StudioState.tags_found, _tag),
                aria_label="Tags found",
                class_name="mt-2 flex flex-wrap gap-2",
            ),
        ),
        rx.cond(StudioState.tags_problem != "", problem(StudioState.tags_problem, "tags-wrong")),
    )


def _tag(tag: rx.Var[str]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            "#" + tag,
            type="button",
            aria_label="Add tag " + tag,
            on_click=StudioState.add_tag(tag),
            class_name="inline-flex min-h-11 max-w-60 items-center truncate rounded-control border "
            "border-line px-3 text-sm hover:bg-sunken",
        ),
        key=tag,
    )


def _lost(words: rx.Var[LostWords]) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            "This draft was changed in another window, and what it says now stands below. "
            "You had written in ",
            words.label,
            ":",
            role="alert",
            class_name="text-sm",
        ),
        rx.el.blockquote(
            words.text,
            class_name="mt-2 max-h-32 overflow-y-auto whitespace-pre-wrap border-l-2 "
            "border-line-strong pl-3 text-sm",
        ),
        rx.el.div(
            rx.el.button(
                "Use this instead",
                type="button",
                on_click=StudioState.put_back(words.field),
                class_name=PRIMARY,
            ),
            rx.el.button(
                "Leave it out",
                type="button",
                on_click=StudioState.let_go(words.field),
                class_name=QUIET,
            ),
            class_name="mt-3 flex flex-wrap gap-3",
        ),
        key=words.field,
        class_name="rounded-sheet border border-line p-4",
    )
