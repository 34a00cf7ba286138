"""How a photo gets into the create page: chosen, dropped or pasted, and seen at once."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.event import parse_args_spec, passthrough_event_spec
from reflex.experimental.client_state import ClientStateVar
from reflex.vars import FunctionStringVar

from instaclone.media.limits import FILE_BYTES, FORMATS, SIZE_RULE
from instaclone.posts.composing import CreateState
from instaclone.ui.elements import PRIMARY, icon

UPLOAD = "photo"
# Endings beside types: a browser that does not know a format sends it without a type.
ACCEPTED = {
    "image/jpeg": [".jpg", ".jpeg"],
    "image/png": [".png"],
    "image/webp": [".webp"],
    "image/gif": [".gif"],
    "image/heic": [".heic", ".heif"],
    "image/avif": [".avif"],
}
FILE_RULE = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}. {SIZE_RULE}"


# The picture as the browser holds it, shown while its bytes travel. It lives in this page alone.
local = ClientStateVar.create("local_picture", default="")


class PasteZone(rx.el.Div):
    """A place that takes pasted files."""

    on_paste: rx.EventHandler[lambda event: [event.clipboardData.files]]


class LocalImage(rx.el.Img):
    """An image that tells when the browser cannot show it."""

    on_error: rx.EventHandler[rx.event.no_args_event_spec]


def paste_zone(*children, **props) -> rx.Component:
    """A part of the page in which a pasted photo is taken."""
    return PasteZone.create(local, *children, on_paste=_paste, **props)


def drop_zone() -> rx.Component:
    """Where a photo is dropped, or chosen from the device."""
    zone = rx.upload.root(
        icon("image-plus", 40, class_name="text-text-quiet"),
        rx.el.p("Drop, paste or choose a photo", class_name="mt-4 font-semibold"),
        rx.el.p(FILE_RULE, class_name="mt-1 max-w-xs text-[13px] text-text-quiet"),
        rx.el.button("Choose a photo", type="button", class_name=PRIMARY + " mt-5"),
        id=UPLOAD,
        accept=ACCEPTED,
        max_files=1,
        multiple=False,
        max_size=FILE_BYTES,
        no_keyboard=True,
        on_drop=[*_look(), _send()],
        on_drop_rejected=_refuse,
        drag_active_style={"border_color": "var(--accent)", "background": "var(--accent-quiet)"},
        class_name="flex flex-col items-center justify-center rounded-sheet border-2 border-dashed "
        "border-line-strong px-6 py-14 text-center cursor-pointer focus-within:outline-2 "
        "focus-within:outline-accent",
    )
    _name_input(zone)
    return zone


def _name_input(zone: rx.Component) -> None:
    """Name the file input inside the drop zone; the button is how the keyboard reaches it."""
    file_input = zone.children[0].children[0]
    file_input.custom_attrs |= {"aria-label": "Photos and videos"}


def local_preview() -> rx.Component:
    """What the browser can show of the file; nothing where it does not know the format."""
    return rx.cond(
        local.value != "",
        LocalImage.create(
            src=local.value,
            alt="",
            on_error=local.set_value(""),
            class_name="mx-auto mb-4 max-h-[50vh] max-w-full rounded-media",
        ),
    )


def _send() -> Any:
    return CreateState.receive(
        rx.upload_files_chunk(
            upload_id=UPLOAD, on_upload_progress=CreateState.show_progress.throttle(150)
        )
    )


def _paste(files: rx.Var) -> Any:
    """The same upload as by choosing, with the clipboard's files; pasted text is left alone."""
    pasted = FunctionStringVar.create("Array.from").call(files).to(list)
    send = _send()
    upload = send.with_args(
        tuple((name, pasted if name._js_expr == "files" else value) for name, value in send.args)
    )
    has_files = pasted.length() > 0
    return [
        rx.cond(has_files, _show_local(pasted), rx.noop()),
        rx.cond(has_files, _expect(pasted), rx.noop()),
        rx.cond(has_files, upload, rx.noop()),
    ]


def _refuse(rejected: rx.Var) -> Any:
    """Tell the name and the rule alone: a File in an event would be sent whole over the socket."""
    first = rejected.to(list[dict[str, Any]])[0]
    errors = first["errors"].to(list[dict[str, str]])
    return CreateState.refuse(first["file"].to(dict[str, str])["name"], errors[0]["code"])


def _look() -> Any:
    """Show the file that is being dropped or chosen, and announce it."""
    (files,), _ = parse_args_spec(passthrough_event_spec(list[rx.UploadFile]))
    return [_show_local(files.to(list)), _expect(files.to(list))]


def _expect(files: Any) -> Any:
    """Say over the socket, which keeps order with clicks, that a file comes."""
    name = files.to(list[dict[str, str]])[0]["name"]
    return CreateState.expect(rx.cond(files.length() > 0, name, ""))


def _show_local(files: Any) -> Any:
    """Show the first file at once, from the browser's own memory."""
    address = FunctionStringVar.create("URL.createObjectURL").call(files[0])
    return rx.call_function(local.set_value(rx.cond(files.length() > 0, address, "")))
