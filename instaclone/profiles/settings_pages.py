"""Editing one's profile: picture, names, words, links."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx
from reflex.vars import FunctionStringVar

from instaclone.accounts.names import USERNAME_RULE
from instaclone.profiles.avatar_input import avatar_input
from instaclone.profiles.avatar_state import AvatarState
from instaclone.profiles.editing import BIO_LENGTH, LINKS, NAME_LENGTH, PRONOUNS_LENGTH
from instaclone.profiles.settings_state import ProfileSettingsState
from instaclone.shell.routing import routed
from instaclone.shell.settings_frame import settings_page
from instaclone.ui.elements import INPUT, LABEL, PRIMARY, QUIET, TEXTAREA, field, icon, problem

CARD = "mt-6 rounded-sheet border border-line bg-raised p-4"
RULE = "mt-1.5 text-[13px] text-text-quiet"


@routed(
    "/settings/profile",
    title="Edit profile · Instaclone",
    on_load=[ProfileSettingsState.open, AvatarState.open],
)
def edit_profile() -> rx.Component:
    """What one shows of oneself."""
    return settings_page(
        "Profile",
        rx.cond(
            ProfileSettingsState.form,
            rx.fragment(avatar_input(ProfileSettingsState.form.username), _words(), _username()),
            rx.el.div(
                rx.el.div(class_name="skeleton mt-6 h-28 rounded-sheet"),
                rx.el.div(class_name="skeleton mt-6 h-96 rounded-sheet"),
                aria_busy="true",
            ),
        ),
    )


def _words() -> rx.Component:
    form = ProfileSettingsState.form
    return rx.el.form(
        _text(
            "Display name", "display_name", form.display_name, f"Up to {NAME_LENGTH} characters."
        ),
        _text("Pronouns", "pronouns", form.pronouns, f"Up to {PRONOUNS_LENGTH} characters."),
        counted_bio(bio=form.bio, wrong=_wrong("bio")),
        _links(),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="hides_like_counts",
                default_checked=form.hides_like_counts,
                class_name="size-5 shrink-0 accent-accent",
            ),
            rx.el.span(
                "Hide like counts",
                rx.el.span(
                    "You see no numbers of likes on the posts of others.",
                    class_name="block text-[13px] font-normal text-text-quiet",
                ),
                class_name="text-sm font-semibold",
            ),
            class_name="flex items-center gap-3 min-h-11",
        ),
        rx.el.div(rx.el.button("Save", type="submit", class_name=PRIMARY), class_name="pt-1"),
        on_submit=ProfileSettingsState.save,
        custom_attrs={"noValidate": True},
        class_name=CARD + " flex flex-col gap-5",
    )


def _wrong(name: str):
    return ProfileSettingsState.problems.get(name, "")


def _checked(name: str) -> dict:
    """Looked at when typing pauses and when the field is left."""
    return {
        "on_change": lambda text: ProfileSettingsState.check(name, text).debounce(400),
        "on_blur": lambda text: ProfileSettingsState.check(name, text),
    }


def _text(label: str, name: str, value, rule: str, **props) -> rx.Component:
    return field(
        label,
        name,
        wrong=_wrong(name),
        rule=rule,
        default_value=value,
        auto_complete="off",
        **_checked(name),
        **props,
    )


@rx.memo
def counted_bio(bio: rx.Var[str], wrong: rx.Var[str]) -> rx.Component:
    """The bio, and how much of it is left, counted in the browser."""
    typed = rx._x.client_state(default=_length(bio), global_ref=False)
    return rx.el.div(
        typed,
        rx.el.div(
            rx.el.label("Bio", html_for="bio", class_name=LABEL),
            rx.el.span(
                typed.value.to_string() + f" of {BIO_LENGTH}",
                class_name=rx.cond(
                    typed.value > BIO_LENGTH,
                    "text-[13px] tabular-nums text-danger font-semibold",
                    "text-[13px] tabular-nums text-text-quiet",
                ),
            ),
            class_name="flex items-baseline justify-between",
        ),
        rx.el.textarea(
            id="bio",
            name="bio",
            default_value=bio,
            rows=4,
            aria_invalid=rx.cond(wrong != "", "true", "false"),
            aria_describedby=rx.cond(wrong != "", "bio-wrong", "bio-rule"),
            on_change=lambda text: [
                typed.set_value(_length(text)),
                ProfileSettingsState.check("bio", text).debounce(400),
            ],
            on_blur=lambda text: ProfileSettingsState.check("bio", text),
            class_name=TEXTAREA,
        ),
        rx.cond(
            wrong != "",
            problem(wrong, "bio-wrong"),
            rx.el.p("Links and @names in it can be followed.", id="bio-rule", class_name=RULE),
        ),
    )


def _length(text) -> rx.Var[int]:
    """In characters, as Python counts: an emoji is one."""
    return FunctionStringVar.create("Array.from").call(text).to(list).length()


def _links() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend("Links", class_name=LABEL),
        rx.el.ol(
            *(
                rx.cond(ProfileSettingsState.link_count >= number, _link(number))
                for number in range(1, LINKS + 1)
            ),
            class_name="flex flex-col gap-3",
        ),
        rx.cond(
            ProfileSettingsState.link_count < LINKS,
            rx.el.button(
                icon("plus", 18),
                "Add a link",
                type="button",
                on_click=ProfileSettingsState.add_link,
                class_name=QUIET + " mt-3",
            ),
        ),
    )


def _link(number: int) -> rx.Component:
    links, name = ProfileSettingsState.form.links, f"link-{number}"
    has = links.length() >= number
    wrong = _wrong(name)
    return rx.el.li(
        rx.el.div(
            rx.el.input(
                id=f"{name}-title",
                name=f"{name}-title",
                aria_label=f"Title of link {number}",
                placeholder="Title",
                default_value=rx.cond(has, links[number - 1].title, ""),
                class_name=INPUT,
            ),
            rx.el.input(
                id=f"{name}-url",
                name=f"{name}-url",
                aria_label=f"Address of link {number}",
                placeholder="https://example.org",
                type="text",
                input_mode="url",
                auto_complete="off",
                default_value=rx.cond(has, links[number - 1].url, ""),
                aria_invalid=rx.cond(wrong != "", "true", "false"),
                aria_describedby=rx.cond(wrong != "", f"{name}-wrong", ""),
                class_name=INPUT,
                **_checked(name),
            ),
            class_name="grid gap-2 sm:grid-cols-[1fr_2fr]",
        ),
        rx.cond(wrong != "", problem(wrong, f"{name}-wrong")),
    )


def _username() -> rx.Component:
    return rx.el.form(
        _text(
            "Username",
            "username",
            ProfileSettingsState.form.username,
            f"{USERNAME_RULE} Links to your old name work for 30 days.",
            auto_capitalize="none",
            spell_check=False,
        ),
        rx.el.div(rx.el.button("Change username", type="submit", class_name=QUIET)),
        on_submit=ProfileSettingsState.rename,
        custom_attrs={"noValidate": True},
        class_name=CARD + " flex flex-col gap-4",
    )
