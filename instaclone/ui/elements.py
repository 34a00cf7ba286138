"""The small things pages are made of. Every class string is literal: Tailwind reads them."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

BUTTON = (
    "inline-flex items-center justify-center gap-2 h-11 px-4 rounded-control font-semibold "
    "text-sm transition-colors duration-150 disabled:opacity-50 select-none whitespace-nowrap "
)
PRIMARY = BUTTON + "bg-accent text-accent-ink hover:opacity-90"
QUIET = BUTTON + "bg-sunken text-text hover:bg-line"
BARE = (
    "inline-flex items-center justify-center gap-2 min-h-11 min-w-11 rounded-control "
    "hover:bg-sunken transition-colors duration-150 "
)
GHOST = BARE + "text-text"
# Of two colours in one list of classes the style sheet's order decides: each has one of its own.
GHOST_ACCENT = BARE + "text-accent"
GHOST_DANGER = BARE + "text-danger"
LABEL = "mb-1.5 block text-sm font-semibold"
INPUT = (
    "w-full h-11 px-3 rounded-control bg-background border border-line-strong text-base "
    "placeholder:text-text-faint"
)
TEXTAREA = (
    "w-full min-h-28 p-3 rounded-control bg-background border border-line-strong text-base "
    "leading-6 resize-y placeholder:text-text-faint"
)


class PostForm(rx.el.Div):
    """A form the browser itself posts; Reflex's own forms never leave the page."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


def icon(name: str, size: int = 24, **props) -> rx.Component:
    """A lucide icon, hidden from screen readers; `name` must be literal."""
    return rx.icon(name, size=size, stroke_width=1.75, aria_hidden="true", **props)


def link(*children, **props) -> rx.Component:
    """A link in running text."""
    props.setdefault("class_name", "font-semibold text-text underline-offset-4 hover:underline")
    return rx.el.a(*children, **props)


def problem(sentence: rx.Var[str] | str, id: str) -> rx.Component:
    """The sentence that says what is wrong with the field it stands under."""
    return rx.el.p(
        sentence, id=id, role="alert", class_name="mt-1.5 break-words text-sm text-danger"
    )


def field(label: str, name: str, *, wrong: rx.Var[str], rule: str = "", **props) -> rx.Component:
    """A labelled input with its rule, and what is wrong with it when something is."""
    rule_id, wrong_id = f"{name}-rule", f"{name}-wrong"
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name=LABEL),
        rx.el.input(
            id=name,
            name=name,
            class_name=INPUT,
            aria_invalid=rx.cond(wrong != "", "true", "false"),
            aria_describedby=rx.cond(wrong != "", wrong_id, rule_id if rule else ""),
            **props,
        ),
        rx.cond(
            wrong != "",
            problem(wrong, wrong_id),
            rx.el.p(rule, id=rule_id, class_name="mt-1.5 text-[13px] text-text-quiet")
            if rule
            else rx.fragment(),
        ),
    )


def select(*options, **props) -> rx.Component:
    """A field in which one of these options is chosen; further arguments go to the element."""
    return rx.el.div(
        rx.el.select(*options, class_name=INPUT + " appearance-none pr-10", **props),
        icon(
            "chevron-down",
            20,
            class_name="pointer-events-none absolute right-3 top-1/2 -translate-y-1/2",
        ),
        class_name="relative",
    )


def switch(label: str, sentence, is_on: rx.Var[bool], on_flip, *, asks="") -> rx.Component:
    """Something that is on or off, with what that means; `on_flip` happens at once. Where `asks`
    is not "", a press opens the question of this id besides."""
    knob = "block size-5 rounded-full transition-transform "
    id = "switch-" + label.lower().replace(",", "").replace(" ", "-")
    return rx.el.div(
        rx.el.div(
            rx.el.span(label, id=id, class_name="text-sm font-semibold"),
            rx.el.p(sentence, id=f"{id}-rule", class_name="mt-0.5 text-[13px] text-text-quiet"),
            class_name="min-w-0 flex-1",
        ),
        rx.el.button(
            rx.el.span(
                rx.el.span(
                    class_name=rx.cond(
                        is_on,
                        knob + "translate-x-5 bg-accent-ink",
                        knob + "bg-line-strong",
                    )
                ),
                class_name=rx.cond(
                    is_on,
                    "block h-7 w-12 rounded-full border border-accent bg-accent p-[3px]",
                    "block h-7 w-12 rounded-full border border-line-strong bg-background p-[3px]",
                ),
            ),
            type="button",
            role="switch",
            aria_checked=rx.cond(is_on, "true", "false"),
            aria_labelledby=id,
            aria_describedby=f"{id}-rule",
            on_click=on_flip,
            custom_attrs={} if isinstance(asks, str) and not asks else {"popoverTarget": asks},
            class_name="inline-flex min-h-11 min-w-12 shrink-0 items-center justify-center",
        ),
        class_name="flex items-center gap-6 py-3",
    )


def avatar(
    username: rx.Var[str] | str, size: str = "size-8 text-sm", src: rx.Var[str] | str = ""
) -> rx.Component:
    """A person's picture in a circle, or their initial; their name stands beside it.

    `size` is in Tailwind's classes, that of the letter included; `src` is "" for no picture.
    """
    letter = username[:1].upper() if isinstance(username, str) else username[0].upper()
    # Over the letter, which is seen where the picture cannot be had.
    picture = rx.el.img(
        src=src,
        alt="",
        loading="lazy",
        decoding="async",
        custom_attrs={"width": 320, "height": 320},
        class_name="absolute inset-0 size-full object-cover",
    )
    return rx.el.span(
        letter,
        rx.cond(src != "", picture) if isinstance(src, rx.Var) else picture if src else "",
        aria_hidden="true",
        class_name="relative inline-flex shrink-0 items-center justify-center overflow-hidden "
        "rounded-full bg-accent-quiet text-text font-semibold " + size,
    )


def empty(symbol: str, title: str, sentence: str, *actions) -> rx.Component:
    """What stands where nothing is yet: one sentence and one action."""
    return rx.el.section(
        rx.el.span(
            icon(symbol, 32),
            class_name="inline-flex size-16 items-center justify-center rounded-full "
            "border border-line text-text-quiet",
        ),
        rx.el.h2(title, class_name="mt-4 text-xl font-semibold"),
        rx.el.p(sentence, class_name="mt-2 max-w-sm text-text-quiet"),
        rx.el.div(*actions, class_name="mt-6"),
        class_name="flex flex-col items-center px-6 py-16 text-center",
    )
