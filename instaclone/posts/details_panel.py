"""Beside a photo on its page: the whole of it, its camera, and what was done to it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.media.cards import PictureCard
from instaclone.media.models import PHOTO
from instaclone.media.receipt_panel import line_by_line, receipt_panel
from instaclone.posts.cards import CameraCard
from instaclone.posts.state import PostState
from instaclone.ui.elements import QUIET, icon


def photo_details() -> rx.Component:
    """Of the photo one looks at."""
    shown = PostState.card.pictures[PostState.number - 1].to(PictureCard)
    return rx.el.div(
        rx.cond(
            (shown.kind == PHOTO) & (shown.largest != ""),
            rx.el.a(
                icon("maximize-2", 18),
                "View full size",
                href=shown.largest,
                target="_blank",
                rel="noopener",
                class_name=QUIET + " self-start",
            ),
        ),
        rx.foreach(
            PostState.cameras,
            lambda camera: rx.cond(camera.media_id == shown.id, _camera(camera)),
        ),
        receipt_panel(PostState.receipts),
        class_name="mx-4 md:mx-1 mt-4 flex flex-col gap-5 border-t border-line pt-4",
    )


def _camera(camera: rx.Var[CameraCard]) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Camera", class_name="text-sm font-semibold"),
        line_by_line(camera.lines, "mt-2"),
        key=camera.media_id,
        aria_label="Camera",
    )
