"""A video as people watch it: its poster first, then the film."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.media.cards import PictureCard
from instaclone.ui.picture import picture as still
from instaclone.ui.picture import sized


def film(
    picture: rx.Var[PictureCard],
    alt,
    *,
    label,
    sizes: str,
    is_first=False,
    class_name: str = "size-full object-contain",
) -> rx.Component:
    """The film of a video, or its poster while it has none; `label` is its accessible name, such as
    "Video by USERNAME", `alt` what is on it. Nothing is loaded before somebody wants to see it."""
    return rx.cond(
        picture.video != "",
        rx.el.video(
            src=picture.video,
            poster=picture.src,
            preload="none",
            controls=True,
            loop=True,
            plays_inline=True,
            aria_label=rx.cond(alt != "", label + ". " + alt, label),
            custom_attrs=sized(picture),
            class_name=class_name,
        ),
        still(picture, alt=alt, sizes=sizes, is_first=is_first, class_name=class_name),
    )
