"""Pictures that never make the page jump: size and placeholder stand before the bytes arrive."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx


def sized(card) -> dict:
    """The attributes of a picture's size in px; as props Reflex would make them styles."""
    return {"width": card.width, "height": card.height}


def picture(card, alt, sizes: str, *, is_first=False, position="50% 50%", **props) -> rx.Component:
    """A picture from a PictureCard; `sizes` as in HTML, `is_first` loads it at once.

    `position` is the CSS object-position when the frame crops it.
    """
    return rx.el.img(
        src=card.src,
        src_set=card.srcset,
        sizes=sizes,
        alt=alt,
        loading=rx.cond(is_first, "eager", "lazy"),
        decoding="async",
        custom_attrs=sized(card),
        style={
            "background_image": "url(" + card.placeholder.to(str) + ")",
            "background_size": "cover",
            "object_position": position,
        },
        **props,
    )
