"""How files get into a draft: chosen, dropped or pasted."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.event import parse_args_spec, passthrough_event_spec
from reflex.vars import FunctionStringVar

from instaclone.media.limits import FORMATS, SIZE_RULES, VIDEO_FORMATS
from instaclone.posts.publishing import PICTURES
from instaclone.studio.file_input import take
from instaclone.studio.state import StudioState
from instaclone.ui.elements import PRIMARY, QUIET, icon

# What the device offers to choose. Endings too: a browser may not know the type of a format.
OFFERED = "image/*,video/*,.heic,.heif,.avif,.mov,.mkv"
TAKEN = f"{', '.join((*FORMATS, *VIDEO_FORMATS[:-1]))} or {VIDEO_FORMATS[-1]}"
FILE_RULE = f"Up to {PICTURES}: {TAKEN}. {SIZE_RULES}"


class PasteZone(rx.el.Div):
    """A place that takes pasted files."""

    on_paste: rx.EventHandler[lambda event: [event.clipboardData.files]]


def paste_zone(*children, **props) -> rx.Component:
    """A part of the page in which pasted files are taken."""
    return PasteZone.create(*children, on_paste=_paste, **props)


def drop_zone() -> rx.Component:
    """Where files are dropped, or chosen from the device. The server says which it does not take:
    each then stands in the list with its sentence."""
    zone = rx.upload.root(
        rx.cond(
            StudioState.files.length() > 0,
            rx.el.p("Drop or paste more, or", class_name="text-sm text-text-quiet"),
            rx.fragment(
                icon("image-plus", 36, class_name="text-text-quiet"),
                rx.el.p("Drop, paste or choose photos and videos", class_name="mt-3 font-semibold"),
                rx.el.p(
                    FILE_RULE,
                    class_name="mt-1 mb-4 max-w-sm text-[13px] text-text-quiet",
                ),
            ),
        ),
        rx.el.button(
            "Choose files",
            type="button",
            class_name=rx.cond(StudioState.files.length() > 0, QUIET, PRIMARY),
        ),
        id="files",
        multiple=True,
        no_keyboard=True,
        on_drop=_drop(),
        drag_active_style={"border_color": "var(--accent)", "background": "var(--accent-quiet)"},
        class_name="flex flex-col items-center justify-center gap-3 rounded-sheet border-2 "
        "border-dashed border-line-strong px-6 py-6 text-center cursor-pointer "
        "focus-within:outline-2 focus-within:outline-accent",
    )
    file_input = zone.children[0].children[0]
    file_input.custom_attrs |= {"aria-label": "Photos and videos", "accept": OFFERED}
    return zone


def _drop() -> list[Any]:
    (files,), _ = parse_args_spec(passthrough_event_spec(list[rx.UploadFile]))
    return [_expect(files.to(list)), *take(files, StudioState.code)]


def _paste(files: rx.Var) -> list[Any]:
    """The same with the clipboard's files; pasted text is left alone."""
    pasted = FunctionStringVar.create("Array.from").call(files).to(list)
    has_files = pasted.length() > 0
    begun = [rx.cond(has_files, event, rx.noop()) for event in take(pasted, StudioState.code)]
    return [rx.cond(has_files, _expect(pasted), rx.noop()), *begun]


def _expect(files: Any) -> Any:
    """Say over the socket, which keeps order with clicks, which files come."""
    names = files.to(list[dict[str, str]]).foreach(lambda file: file["name"])
    return StudioState.expect(names)
