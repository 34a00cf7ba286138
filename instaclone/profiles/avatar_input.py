"""One's own picture: choose or drop a photo, move and zoom it under a circle, save it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from collections.abc import Mapping
from typing import Any

import reflex as rx
from reflex.event import parse_args_spec, passthrough_event_spec
from reflex.experimental.client_state import ClientStateVar
from reflex.vars import FunctionStringVar

from instaclone.media.limits import FILE_BYTES, FORMATS, SIZE_RULE
from instaclone.profiles.avatar_state import AvatarState
from instaclone.ui.elements import PRIMARY, QUIET, avatar, icon, problem

UPLOAD = "avatar"
FARTHEST = 4  # times enlarged

# The photo as the browser holds it, and whether it cannot show it. Both live in this page alone.
# Endings beside types: a browser that does not know a format sends it without a type.
ACCEPTED = {
    "image/jpeg": [".jpg", ".jpeg"],
    "image/png": [".png"],
    "image/webp": [".webp"],
    "image/gif": [".gif"],
    "image/heic": [".heic", ".heif"],
    "image/avif": [".avif"],
}


class LocalImage(rx.el.Img):
    """An image that tells when the browser cannot show it."""

    on_error: rx.EventHandler[rx.event.no_args_event_spec]


FILE_RULE = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}. {SIZE_RULE}"
local = ClientStateVar.create("avatar_photo", default="")
is_unknown = ClientStateVar.create("avatar_is_unknown", default=False)


class Cropper(rx.NoSSRComponent):
    """Moves and zooms a photo under a circle, by mouse, touch, wheel and arrow keys."""

    library = "react-easy-crop@6.2.5"
    tag = "Cropper"
    is_default = True
    image: rx.Var[str]
    crop: rx.Var[Mapping[str, Any]]
    zoom: rx.Var[float]
    max_zoom: rx.Var[int]
    aspect: rx.Var[int]
    crop_shape: rx.Var[str]
    show_grid: rx.Var[bool]
    keyboard_step: rx.Var[int]
    zoom_with_scroll: rx.Var[bool]
    cropper_props: rx.Var[Mapping[str, str]]
    disable_automatic_styles_injection: rx.Var[bool]
    on_crop_change: rx.EventHandler[lambda place: [place]]
    on_zoom_change: rx.EventHandler[lambda zoom: [zoom]]
    on_crop_area_change: rx.EventHandler[lambda area, _pixels: [area]]

    def add_imports(self) -> dict:
        """Its style sheet, imported for its effect and so without a name."""
        return {"": "react-easy-crop/react-easy-crop.css"}


def avatar_input(username: rx.Var[str]) -> rx.Component:
    """The picture as it is, and how it becomes another one."""
    return rx.el.section(
        local,
        is_unknown,
        rx.el.h2("Your picture", class_name="sr-only"),
        rx.cond(AvatarState.is_choosing, _choosing(), _as_it_is(username)),
        rx.cond(
            AvatarState.file_problem != "", problem(AvatarState.file_problem, "avatar-problem")
        ),
        class_name="mt-6 rounded-sheet border border-line bg-raised p-4",
    )


def _as_it_is(username: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            avatar(username, "size-20 text-3xl", AvatarState.src),
            rx.cond(
                AvatarState.is_working,
                rx.el.span(
                    class_name="absolute inset-0 rounded-full border-4 border-accent "
                    "border-t-transparent animate-spin"
                ),
            ),
            class_name="relative flex shrink-0",
        ),
        rx.el.div(
            rx.el.p(username, class_name="truncate font-semibold"),
            rx.el.p(
                rx.cond(AvatarState.is_working, "Your picture is being made.", FILE_RULE),
                role="status",
                class_name="text-[13px] text-text-quiet",
            ),
            rx.el.div(
                _drop_zone(),
                rx.cond(
                    AvatarState.src != "",
                    rx.el.button(
                        "Remove photo", type="button", on_click=AvatarState.remove, class_name=QUIET
                    ),
                ),
                class_name="mt-3 flex flex-wrap gap-2",
            ),
            class_name="min-w-0 flex-1",
        ),
        class_name="flex items-center gap-5",
    )


def _drop_zone() -> rx.Component:
    zone = rx.upload.root(
        rx.el.button(icon("image-up", 18), "Change photo", type="button", class_name=QUIET),
        id=UPLOAD,
        accept=ACCEPTED,
        max_files=1,
        multiple=False,
        max_size=FILE_BYTES,
        no_keyboard=True,
        on_drop=[*_look(), AvatarState.receive(rx.upload_files_chunk(upload_id=UPLOAD))],
        on_drop_rejected=_refuse,
        drag_active_style={"outline": "2px dashed var(--accent)", "outline_offset": "4px"},
        class_name="rounded-control cursor-pointer",
    )
    zone.children[0].children[0].custom_attrs |= {"aria-label": "Choose a photo of you"}
    return zone


def _choosing() -> rx.Component:
    """The photo under the circle; where the browser cannot show the file, once the server can."""
    shown = rx.cond(is_unknown.value, AvatarState.preview, local.value)
    return rx.fragment(
        rx.cond(
            local.value != "",
            LocalImage.create(
                src=local.value, alt="", on_error=is_unknown.set_value(True), class_name="hidden"
            ),
        ),
        rx.cond(
            shown != "",
            crop_panel(src=shown, is_saving=AvatarState.is_saving, key=shown),
            rx.el.div(
                rx.el.p("Reading ", AvatarState.file_name, role="status"),
                rx.el.button(
                    "Cancel", type="button", on_click=AvatarState.cancel, class_name=QUIET
                ),
                class_name="flex min-h-40 flex-col items-center justify-center gap-4 text-sm "
                "text-text-quiet",
            ),
        ),
    )


@rx.memo
def crop_panel(rest: rx.RestProp, *, src: rx.Var[str], is_saving: rx.Var[bool]) -> rx.Component:
    """Where the square lies is the browser's own until it is saved."""
    place = rx._x.client_state(default={"x": 0, "y": 0}, global_ref=False)
    zoom = rx._x.client_state(default=1.0, global_ref=False)
    area = rx._x.client_state(default={}, global_ref=False)
    return rx.el.div(
        place,
        zoom,
        area,
        _cropper(src, place, zoom, area),
        _zoom(zoom),
        rx.el.div(
            rx.el.button("Cancel", type="button", on_click=AvatarState.cancel, class_name=QUIET),
            rx.el.button(
                rx.cond(is_saving, "Saving", "Save photo"),
                type="button",
                disabled=is_saving,
                on_click=AvatarState.save(area.value),
                class_name=PRIMARY,
            ),
            class_name="mt-4 flex justify-end gap-3",
        ),
        rest,
    )


def _cropper(src, place, zoom, area) -> rx.Component:
    return rx.el.div(
        Cropper.create(
            image=src,
            crop=place.value,
            zoom=zoom.value,
            max_zoom=FARTHEST,
            aspect=1,
            crop_shape="round",
            show_grid=False,
            keyboard_step=4,
            zoom_with_scroll=True,
            cropper_props={
                "role": "application",
                "aria-label": "Move the photo with the arrow keys",
            },
            disable_automatic_styles_injection=True,
            on_crop_change=place.set_value,
            on_zoom_change=zoom.set_value,
            on_crop_area_change=area.set_value,
        ),
        class_name="relative h-72 md:h-96 overflow-hidden rounded-media bg-sunken",
    )


def _zoom(zoom: Any) -> rx.Component:
    return rx.el.label(
        icon("zoom-in", 20),
        rx.el.span("Zoom", class_name="text-sm"),
        rx.el.input(
            type="range",
            min=1,
            max=FARTHEST,
            step=0.05,
            value=zoom.value,
            on_change=lambda value: zoom.set_value(FunctionStringVar.create("Number").call(value)),
            class_name="h-11 flex-1 accent-accent",
        ),
        class_name="mt-3 flex items-center gap-3",
    )


def _look() -> Any:
    """Show the file that is chosen, from the browser's own memory, and announce it."""
    (files,), _ = parse_args_spec(passthrough_event_spec(list[rx.UploadFile]))
    first = files.to(list)[0]
    address = FunctionStringVar.create("URL.createObjectURL").call(first)
    has = files.to(list).length() > 0
    name = files.to(list[dict[str, str]])[0]["name"]
    return [
        rx.call_function(is_unknown.set_value(False)),
        rx.call_function(local.set_value(rx.cond(has, address, ""))),
        AvatarState.expect(rx.cond(has, name, "")),
    ]


def _refuse(rejected: rx.Var) -> Any:
    """Tell the name and the rule alone: a File in an event would be sent whole over the socket."""
    first = rejected.to(list[dict[str, Any]])[0]
    errors = first["errors"].to(list[dict[str, str]])
    return AvatarState.refuse(first["file"].to(dict[str, str])["name"], errors[0]["code"])
