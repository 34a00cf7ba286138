"""The create page."""

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
from instaclone.posts.publishing import CAPTION_LENGTH
from instaclone.shell.frame import page
from instaclone.ui.elements import GHOST, INPUT, LABEL, PRIMARY, QUIET, TEXTAREA, icon, problem
from instaclone.ui.picture import sized

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


@rx.page("/create", title="Create · Instaclone", on_load=CreateState.open)
def create() -> rx.Component:
    """Make a post."""
    return page(
        PasteZone.create(
            local,
            rx.el.h1("Create a post", class_name="text-2xl font-semibold"),
            _photo(),
            _words(),
            _buttons(),
            on_paste=_paste,
            class_name="flex flex-col gap-5 px-4 py-6",
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


def _photo() -> rx.Component:
    return rx.el.div(
        rx.match(
            CreateState.phase,
            ("uploading", _uploading()),
            ("processing", _preview()),
            ("ready", _preview()),
            _choose(),
        ),
        rx.cond(CreateState.file_problem != "", problem(CreateState.file_problem, "file-wrong")),
    )


def _choose() -> rx.Component:
    zone = rx.upload.root(
        icon("image-plus", 40, class_name="text-text-quiet"),
        rx.el.p("Drop, paste or choose a photo", class_name="mt-4 font-semibold"),
        rx.el.p(FILE_RULE, class_name="mt-1 max-w-xs text-[13px] text-text-quiet"),
        rx.el.span("Choose a photo", class_name=PRIMARY + " mt-5", aria_hidden="true"),
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
    """Give the file input inside the drop zone its name and a place in the tab order."""
    file_input = zone.children[0].children[0]
    file_input.custom_attrs |= {"aria-label": "Photos and videos", "tabIndex": 0}


def _local_preview() -> rx.Component:
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


def _uploading() -> rx.Component:
    return rx.el.div(
        _local_preview(),
        rx.el.p(
            rx.cond(CreateState.file_name != "", CreateState.file_name, "Your photo"),
            class_name="truncate text-sm font-semibold",
        ),
        rx.el.div(
            rx.el.div(
                style={"width": CreateState.progress.to(str) + "%"},
                class_name="h-full rounded-full bg-accent transition-[width] duration-150",
            ),
            role="progressbar",
            aria_label="Uploading " + CreateState.file_name,
            aria_valuenow=CreateState.progress,
            aria_valuemin=0,
            aria_valuemax=100,
            class_name="mt-3 h-2 w-full overflow-hidden rounded-full bg-sunken",
        ),
        rx.el.div(
            rx.el.span(CreateState.progress, " %", class_name="text-sm tabular-nums"),
            rx.el.button(
                "Cancel upload",
                type="button",
                on_click=[rx.cancel_upload(UPLOAD), CreateState.remove],
                class_name=QUIET,
            ),
            class_name="mt-3 flex items-center justify-between",
        ),
        class_name="rounded-sheet border border-line p-5",
    )


def _preview() -> rx.Component:
    shown = CreateState.picture
    return rx.el.div(
        rx.cond(
            shown,
            rx.cond(
                shown.src != "",
                rx.el.img(
                    src=shown.src,
                    src_set=shown.srcset,
                    sizes="(min-width: 640px) 568px, 100vw",
                    custom_attrs=sized(shown),
                    alt="Preview of " + CreateState.file_name,
                    class_name="mx-auto h-auto max-h-[60vh] w-auto max-w-full rounded-media",
                ),
                _reading(),
            ),
            _reading(),
        ),
        rx.el.div(
            rx.el.span(CreateState.file_name, class_name="truncate text-sm text-text-quiet"),
            rx.el.button(
                icon("trash-2", 20),
                "Remove",
                type="button",
                on_click=CreateState.remove,
                class_name=GHOST + " px-3 text-sm",
            ),
            class_name="mt-2 flex items-center justify-between gap-3",
        ),
    )


def _reading() -> rx.Component:
    return rx.el.div(
        _local_preview(),
        rx.el.p(
            "Reading your photo",
            role="status",
            class_name="py-3 text-center text-sm text-text-quiet",
        ),
    )


def _words() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.label("Caption", html_for="caption", class_name=LABEL),
            rx.el.textarea(
                id="caption",
                name="caption",
                value=CreateState.caption,
                on_change=CreateState.write_caption,
                placeholder="What is in the picture for you? #tags count too.",
                aria_describedby="caption-count caption-wrong",
                aria_invalid=rx.cond(CreateState.caption_problem != "", "true", "false"),
                class_name=TEXTAREA,
            ),
            rx.el.p(
                CreateState.caption.length(),
                f" of {CAPTION_LENGTH:,}",
                id="caption-count",
                class_name="mt-1 text-right text-[13px] tabular-nums text-text-quiet",
            ),
            rx.cond(
                CreateState.caption_problem != "",
                problem(CreateState.caption_problem, "caption-wrong"),
            ),
        ),
        rx.el.div(
            rx.el.label("Tags", html_for="tags", class_name=LABEL),
            rx.el.input(
                id="tags",
                name="tags",
                value=CreateState.tags,
                on_change=CreateState.write_tags,
                placeholder="dogs, summer, lake",
                auto_capitalize="none",
                aria_describedby="tags-rule tags-wrong",
                aria_invalid=rx.cond(CreateState.tags_problem != "", "true", "false"),
                class_name=INPUT,
            ),
            rx.el.p(
                "Separated by commas, up to 30.",
                id="tags-rule",
                class_name="mt-1 text-[13px] text-text-quiet",
            ),
            rx.cond(
                CreateState.tags_problem != "", problem(CreateState.tags_problem, "tags-wrong")
            ),
        ),
    )


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            rx.cond(CreateState.is_sharing, "Sharing", "Share"),
            type="button",
            disabled=CreateState.is_sharing,
            on_click=CreateState.share,
            class_name=PRIMARY + " min-w-32",
        ),
        class_name="flex justify-end",
    )
