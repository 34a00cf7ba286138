"""The fields for a post's settings, alike on the create page and on the edit page."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.places.place_box import place_box
from instaclone.posts.choices import (
    PEOPLE,
    WARNING_LENGTH,
    WHO_COMMENTS,
    WHO_SEES,
    WHO_SEES_PRIVATE,
)
from instaclone.posts.licences import RESERVED, licence_name, licence_url
from instaclone.posts.models import LICENCES
from instaclone.profiles.cards import PersonCard
from instaclone.ui.elements import LABEL, avatar, field, icon, select, switch

RULE = "mt-1.5 text-[13px] text-text-quiet"
NOT_SHARED = f"{RESERVED}: nobody may use it without asking you."
CHOSEN_CC = "Others may use it on these terms."


def visibility_field(state) -> rx.Component:
    """Who sees the post, and in a sentence who that is."""
    return rx.el.div(
        rx.el.label("Who sees it", html_for="visibility", class_name=LABEL),
        _select(
            "visibility",
            state,
            state.visibility,
            rx.cond(
                state.has_private_account,
                rx.fragment(*_options({key: said[0] for key, said in WHO_SEES_PRIVATE.items()})),
                rx.fragment(*_options({key: said[0] for key, said in WHO_SEES.items()})),
            ),
        ),
        rx.el.p(state.who_sees, id="visibility-rule", class_name=RULE),
    )


def more_options(state) -> rx.Component:
    """The rest, folded away until somebody wants it."""
    return rx.el.details(
        rx.el.summary(
            "More options",
            icon("chevron-down", 20, class_name="transition-transform group-open:rotate-180"),
            class_name="flex min-h-11 cursor-pointer items-center justify-between font-semibold "
            "text-sm rounded-control list-none [&::-webkit-details-marker]:hidden",
        ),
        rx.el.div(
            place_box(state),
            _people(state),
            _warning(state),
            _comments(state),
            _licence(state),
            *_switches(state),
            class_name="flex flex-col gap-5 pt-3",
        ),
        open=state.shows_more,
        class_name="group border-t border-line pt-2",
    )


def _switches(state) -> list[rx.Component]:
    return [
        switch(
            "Show camera data",
            "Camera, lens and exposure stand on the post's page. Never serial numbers, nor where "
            "it was.",
            state.shows_camera,
            state.flip_camera,
        ),
        switch(
            "Hide like count",
            "Only you see how many people like it.",
            state.hides_like_count,
            state.flip_like_count,
        ),
        switch(
            "Leave out of search and explore",
            "It stands on your profile and in the feeds of your followers. Nobody comes across it "
            "by searching, nor on the pages of its tags and its place.",
            state.is_unlisted,
            state.flip_unlisted,
        ),
        switch(
            "Do not scan these pictures",
            "What the scanner saw in them is deleted, and it looks at them no more: there are no "
            "drafts of alt text, and no search finds what is on them.",
            state.refuses_scans,
            state.flip_scans,
        ),
    ]


def _people(state) -> rx.Component:
    return rx.el.div(
        field(
            "Tag people",
            "people",
            wrong=state.people_problem,
            rule=f"Usernames separated by commas, up to {PEOPLE}. They are told.",
            value=state.people,
            on_change=state.choose("people"),
            placeholder="@ana, @ben",
            auto_capitalize="none",
            auto_complete="off",
            spell_check=False,
        ),
        rx.cond(
            state.suggested.length() > 0,
            rx.el.ul(
                rx.foreach(state.suggested, lambda person: _suggestion(state, person)),
                aria_label="People found",
                class_name="mt-2 flex flex-wrap gap-2",
            ),
        ),
    )


def _suggestion(state, person: rx.Var[PersonCard]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            avatar(person.username, "size-6 text-xs", person.avatar),
            rx.el.span(person.username, class_name="truncate"),
            type="button",
            aria_label="Tag " + person.username,
            on_click=state.add_person(person.username),
            class_name="inline-flex min-h-11 max-w-60 items-center gap-2 rounded-control border "
            "border-line px-3 text-sm hover:bg-sunken",
        ),
        key=person.id,
    )


def _warning(state) -> rx.Component:
    return field(
        "Content warning",
        "warning",
        wrong=state.warning_problem,
        rule="Covers the post with these words until somebody wants to see them. Up to "
        f"{WARNING_LENGTH} characters.",
        value=state.warning,
        on_change=state.choose("warning"),
        auto_complete="off",
    )


def _comments(state) -> rx.Component:
    return rx.el.div(
        rx.el.label("Who may comment", html_for="comments_from", class_name=LABEL),
        _select(
            "comments_from",
            state,
            state.comments_from,
            rx.fragment(*_options(WHO_COMMENTS)),
        ),
    )


def _licence(state) -> rx.Component:
    known = {each: licence_name(each) for each in LICENCES}
    links = [
        (
            each,
            rx.el.span(
                CHOSEN_CC + " ",
                rx.el.a(
                    "Read " + known[each],
                    href=licence_url(each),
                    target="_blank",
                    rel="noopener",
                    class_name="underline underline-offset-2",
                ),
            ),
        )
        for each in LICENCES
        if each
    ]
    return rx.el.div(
        rx.el.label("Licence", html_for="licence", class_name=LABEL),
        _select("licence", state, state.licence, rx.fragment(*_options(known))),
        rx.el.p(
            rx.match(state.licence, *links, rx.el.span(NOT_SHARED)),
            id="licence-rule",
            class_name=RULE,
        ),
    )


def _select(name: str, state, value, options: rx.Component) -> rx.Component:
    return select(
        options,
        id=name,
        name=name,
        value=value,
        on_change=state.choose(name),
        aria_describedby=f"{name}-rule",
    )


def _options(named: dict[str, str]) -> list[rx.Component]:
    return [rx.el.option(name, value=value) for value, name in named.items()]
