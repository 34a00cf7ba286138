"""The drafts of somebody, on the create page while nothing new is begun."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.studio.cards import DraftTile
from instaclone.studio.state import DraftsState
from instaclone.ui.elements import GHOST, icon
from instaclone.ui.picture import picture
from instaclone.ui.sheets import opens, question


def drafts_list() -> rx.Component:
    """The drafts, the last changed first; nothing where there is none."""
    return rx.cond(
        DraftsState.drafts.length() > 0,
        rx.el.section(
            rx.el.h2("Drafts", id="drafts", class_name="text-base font-semibold"),
            rx.cond(
                DraftsState.notice != "",
                rx.el.p(DraftsState.notice, class_name="mt-1 text-sm text-text-quiet"),
            ),
            rx.el.ul(
                rx.foreach(DraftsState.drafts, _draft),
                aria_labelledby="drafts",
                class_name="mt-3 grid grid-cols-1 gap-3 lg:grid-cols-2",
            ),
            class_name="mt-10",
        ),
    )


def _draft(draft: rx.Var[DraftTile]) -> rx.Component:
    question_id = "draft-delete-" + draft.code
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.cond(
                    draft.picture,
                    picture(
                        draft.picture, alt="", sizes="64px", class_name="size-full object-cover"
                    ),
                    icon("file-text", 24, class_name="text-text-quiet"),
                ),
                class_name="flex size-16 shrink-0 items-center justify-center overflow-hidden "
                "rounded-media bg-sunken",
            ),
            rx.el.span(
                rx.el.span(draft.title, class_name="block truncate text-sm font-semibold"),
                _standing(draft),
                class_name="min-w-0 flex-1",
            ),
            href="/create?draft=" + draft.code,
            class_name="flex min-w-0 flex-1 items-center gap-3 rounded-control",
        ),
        rx.el.button(
            icon("trash-2", 20),
            type="button",
            aria_label="Delete draft " + draft.title,
            custom_attrs=opens(question_id),
            class_name=GHOST,
        ),
        _question(draft, question_id),
        key=draft.code,
        class_name="flex items-center gap-2 rounded-sheet border border-line p-2",
    )


def _question(draft: rx.Var[DraftTile], question_id: rx.Var[str]) -> rx.Component:
    return question(
        question_id,
        "Delete this draft?",
        "“" + draft.title + "” and its files go for good.",
        "Delete draft",
        DraftsState.delete(draft.code),
        stay="Keep it",
    )


def _standing(draft: rx.Var[DraftTile]) -> rx.Component:
    files = rx.match(
        draft.file_count,
        (0, "No files"),
        (1, "1 file"),
        draft.file_count.to(str) + " files",
    )
    return rx.fragment(
        rx.el.span(
            files,
            " · ",
            rx.el.time(draft.when, date_time=draft.moment),
            class_name="block text-[13px] text-text-quiet",
        ),
        rx.cond(
            draft.scheduled != "",
            rx.el.span("Will be shared on " + draft.scheduled, class_name="block text-[13px]"),
        ),
        rx.cond(
            draft.failure != "",
            rx.el.span(draft.failure, class_name="block break-words text-[13px] text-danger"),
        ),
    )
