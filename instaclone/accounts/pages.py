"""Sign up and log in."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.names import USERNAME_RULE
from instaclone.accounts.passwords import PASSWORD_RULE
from instaclone.accounts.state import FormState
from instaclone.shell.frame import wordmark
from instaclone.shell.routing import routed
from instaclone.ui.elements import PRIMARY, PostForm, field, link, problem


def _form_page(title: str, sentence: str, form: rx.Component, *below) -> rx.Component:
    return rx.el.main(
        rx.el.div(
            wordmark(),
            rx.el.h1(title, class_name="mt-8 text-2xl font-semibold"),
            rx.el.p(sentence, class_name="mt-2 text-text-quiet"),
            form,
            rx.el.p(*below, class_name="mt-6 text-sm text-text-quiet"),
            class_name="w-full max-w-sm",
        ),
        data_hydrated=rx.cond(rx.State.is_hydrated, "true", "false"),
        class_name="flex min-h-dvh justify-center px-5 py-10 md:items-center",
    )


def _wrong(name: str) -> rx.Var[str]:
    return rx.cond(FormState.field == name, FormState.sentence, "")


def _general() -> rx.Component:
    return rx.cond(
        (FormState.field == "") & (FormState.sentence != ""),
        problem(FormState.sentence, "form-wrong"),
    )


def _way_back() -> rx.Component:
    """Where the person was when they were asked to log in."""
    return rx.cond(
        FormState.next_path != "",
        rx.el.input(type="hidden", name="next", value=FormState.next_path, read_only=True),
    )


def _value(var: rx.Var[str]) -> dict:
    # What was typed comes back after the page is drawn, so the input is made anew for it.
    return {"default_value": var, "key": var}


@routed("/signup", title="Sign up · Instaclone", on_load=FormState.open)
def signup() -> rx.Component:
    """Sign up."""
    form = PostForm.create(
        field(
            "Username",
            "username",
            wrong=_wrong("username"),
            rule=USERNAME_RULE,
            type="text",
            auto_complete="username",
            auto_capitalize="none",
            spell_check=False,
            required=True,
            max_length=30,
            **_value(FormState.username),
        ),
        field(
            "Email",
            "email",
            wrong=_wrong("email"),
            type="email",
            auto_complete="email",
            required=True,
            max_length=254,
            **_value(FormState.email),
        ),
        field(
            "Password",
            "password",
            wrong=_wrong("password"),
            rule=PASSWORD_RULE,
            type="password",
            auto_complete="new-password",
            required=True,
            min_length=8,
            max_length=128,
        ),
        field(
            "Confirm password",
            "confirm_password",
            wrong=_wrong("confirm_password"),
            type="password",
            auto_complete="new-password",
            required=True,
            max_length=128,
        ),
        _way_back(),
        _general(),
        rx.el.button("Sign up", type="submit", class_name=PRIMARY + " w-full"),
        action="/auth/signup",
        method="post",
        class_name="mt-6 flex flex-col gap-4",
    )
    return _form_page(
        "Sign up",
        "Your photos stay on this server. Nobody sells what is in them.",
        form,
        "Have an account? ",
        link("Log in", href="/login"),
    )


@routed("/login", title="Log in · Instaclone", on_load=FormState.open)
def login() -> rx.Component:
    """Log in."""
    form = PostForm.create(
        field(
            "Username or email",
            "login",
            wrong=_wrong("login"),
            type="text",
            auto_complete="username",
            auto_capitalize="none",
            spell_check=False,
            required=True,
            max_length=254,
            **_value(FormState.login),
        ),
        field(
            "Password",
            "password",
            wrong=_wrong("password"),
            type="password",
            auto_complete="current-password",
            required=True,
            max_length=128,
        ),
        _way_back(),
        _general(),
        rx.el.button("Log in", type="submit", class_name=PRIMARY + " w-full"),
        action="/auth/login",
        method="post",
        class_name="mt-6 flex flex-col gap-4",
    )
    return _form_page(
        "Log in",
        "Good to see you again.",
        form,
        "New here? ",
        link("Sign up", href="/signup"),
    )
