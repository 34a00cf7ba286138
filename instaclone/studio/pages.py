"""The create page: files, words, the check before sharing, and the drafts of before."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx
from reflex.vars.function import ArgsFunctionOperation, FunctionStringVar

from instaclone.posts.person_marks import marks_dialog
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.studio.drafts_list import drafts_list
from instaclone.studio.drop_zone import drop_zone, paste_zone
from instaclone.studio.editing_state import EditorState
from instaclone.studio.editor import editor
from instaclone.studio.file_list import file_list
from instaclone.studio.privacy_panel import privacy_panel
from instaclone.studio.share_bar import question, question_before_editing, share_bar, standing
from instaclone.studio.state import DraftsState, StudioState
from instaclone.studio.words_form import words_form
from instaclone.ui.elements import PRIMARY, QUIET

MISSING = "This draft is not here. It may have been shared or deleted."
GONE = (
    "This draft was shared or deleted in another window. What is written here can become a new "
    "draft; its files cannot."
)


@routed(
    "/create",
    title="Create · Instaclone",
    on_load=[StudioState.open, DraftsState.open, EditorState.arrive],
)
def create() -> rx.Component:
    """Make a post."""
    return page(
        rx.cond(StudioState.is_missing, not_here(MISSING), _studio()),
        editor(),
        marks_dialog(StudioState),
        width="max-w-[600px] lg:max-w-[1080px]",
    )


def _studio() -> rx.Component:
    return paste_zone(
        rx.el.h1("Create a post", class_name="text-2xl font-semibold"),
        rx.cond(StudioState.is_kept, _address(code=StudioState.code)),
        _gone(),
        standing(),
        rx.el.div(
            rx.el.div(
                drop_zone(),
                file_list(),
                class_name="flex min-w-0 flex-col gap-4",
            ),
            rx.el.div(
                words_form(),
                privacy_panel(),
                class_name="flex min-w-0 flex-col gap-5",
            ),
            class_name="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_400px] lg:gap-10",
        ),
        share_bar(),
        question(),
        question_before_editing(),
        rx.cond(~StudioState.is_kept, drafts_list()),
        class_name="px-4 py-6",
    )


@rx.memo
def _address(code: rx.Var[str]) -> rx.Component:
    """Has the address name the draft, so that a reload, Back or another device comes back to it.

    The page stays where it is: going to the address would scroll it to its top.
    """
    history = rx.Var("window.history.state")
    put = FunctionStringVar.create("window.history.replaceState").call(
        history, "", "/create?draft=" + code
    )
    return rx.el.span(
        key=code,
        hidden=True,
        on_mount=rx.call_function(ArgsFunctionOperation.create(args_names=(), return_expr=put)),
    )


def _gone() -> rx.Component:
    return rx.cond(
        StudioState.is_gone,
        rx.el.div(
            rx.el.p(GONE, role="alert", class_name="min-w-0 flex-1 text-sm"),
            rx.el.div(
                rx.el.a("Begin a new post", href="/create", class_name=QUIET),
                rx.el.button(
                    "Keep the words as a new draft",
                    type="button",
                    on_click=StudioState.start_anew,
                    class_name=PRIMARY,
                ),
                class_name="flex flex-wrap gap-3",
            ),
            class_name="mt-4 flex flex-wrap items-center gap-4 rounded-sheet border border-danger "
            "p-4",
        ),
    )
