"""How files get into a draft: chosen, dropped or pasted."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.event import parse_args_spec, passthrough_event_spec
from reflex.vars import FunctionStringVar

from instaclone.media.limits import FILE_BYTES
from instaclone.posts.publishing import PICTURES
from instaclone.profiles.avatar_input import ACCEPTED, FILE_RULE
from instaclone.studio.state import StudioState
from instaclone.ui.elements import PRIMARY, QUIET, icon

UPLOAD = "files"


class PasteZone(rx.el.Div):
    """A place that takes pasted files."""

    on_paste: rx.EventHandler[lambda event: [event.clipboardData.files]]


def paste_zone(*children, **props) -> rx.Component:
    """A part of the page in which pasted files are taken."""
    return PasteZone.create(*children, on_paste=_paste, **props)


def drop_zone() -> rx.Component:
    """Where files are dropped, or chosen from the device."""
    zone = rx.upload.root(
        rx.cond(
            StudioState.files.length() > 0,
            rx.el.p("Drop or paste more, or", class_name="text-sm text-text-quiet"),
            rx.fragment(
                icon("image-plus", 36, class_name="text-text-quiet"),
                rx.el.p("Drop, paste or choose photos", class_name="mt-3 font-semibold"),
                rx.el.p(
                    f"Up to {PICTURES}. {FILE_RULE}",
                    class_name="mt-1 mb-4 max-w-xs text-[13px] text-text-quiet",
                ),
            ),
        ),
        rx.el.button(
            "Choose photos",
            type="button",
            class_name=rx.cond(StudioState.files.length() > 0, QUIET, PRIMARY),
        ),
        id=UPLOAD,
        accept=ACCEPTED,
        max_files=PICTURES,
        multiple=True,
        max_size=FILE_BYTES,
        no_keyboard=True,
        on_drop=[*_look(), _send()],
        on_drop_rejected=_refuse,
        drag_active_style={"border_color": "var(--accent)", "background": "var(--accent-quiet)"},
        class_name="flex flex-col items-center justify-center gap-3 rounded-sheet border-2 "
        "border-dashed border-line-strong px-6 py-6 text-center cursor-pointer "
        "focus-within:outline-2 focus-within:outline-accent",
    )
    file_input = zone.children[0].children[0]
    file_input.custom_attrs |= {"aria-label": "Photos and videos"}
    return zone


def _send() -> Any:
    return StudioState.receive(rx.upload_files_chunk(upload_id=UPLOAD))


def _paste(files: rx.Var) -> Any:
    """The same upload as by choosing, with the clipboard's files; pasted text is left alone."""
    pasted = FunctionStringVar.create("Array.from").call(files).to(list)
    send = _send()
    upload = send.with_args(
        tuple((name, pasted if name._js_expr == "files" else value) for name, value in send.args)
    )
    has_files = pasted.length() > 0
    return [
        rx.cond(has_files, _expect(pasted), rx.noop()),
        rx.cond(has_files, upload, rx.noop()),
    ]


def _refuse(rejected: rx.Var) -> Any:
    """Tell the name and the rule alone: a File in an event would be sent whole over the socket."""
    first = rejected.to(list[dict[str, Any]])[0]
    errors = first["errors"].to(list[dict[str, str]])
    return StudioState.refuse(first["file"].to(dict[str, str])["name"], errors[0]["code"])


def _look() -> Any:
    (files,), _ = parse_args_spec(passthrough_event_spec(list[rx.UploadFile]))
    return [_expect(files.to(list))]


def _expect(files: Any) -> Any:
    """Say over the socket, which keeps order with clicks, which files come."""
    names = files.to(list[dict[str, str]]).foreach(lambda file: file["name"])
    return StudioState.expect(names)
