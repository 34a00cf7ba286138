"""The head of a profile: picture, names, counts, words, and what one can do about the person."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.profiles.cards import LinkCard, PersonCard
from instaclone.profiles.components import follow_button
from instaclone.profiles.person_menu import person_menu
from instaclone.profiles.visiting import ProfileState
from instaclone.ui.elements import QUIET, avatar, icon
from instaclone.ui.marked import marked, outside

COUNT = (
    "inline-flex flex-col md:flex-row items-center md:gap-1 min-h-11 justify-center text-sm "
    "tabular-nums "
)
QUIET_CHIP = "rounded-full bg-sunken px-2 py-0.5 text-xs text-text-quiet"


def profile_head() -> rx.Component:
    """Who this is."""
    card = ProfileState.card
    return rx.el.header(
        avatar(card.username, "size-20 md:size-36 text-3xl md:text-5xl", card.avatar),
        rx.el.div(
            rx.el.div(
                rx.el.h1(card.username, class_name="text-xl font-semibold truncate"),
                rx.cond(
                    card.is_private,
                    rx.el.span(
                        icon("lock", 16),
                        rx.el.span("Private account", class_name="sr-only"),
                        title="Private account",
                        class_name="text-text-quiet",
                    ),
                ),
                rx.cond(card.follows_you, rx.el.span("Follows you", class_name=QUIET_CHIP)),
                class_name="flex min-w-0 flex-wrap items-center gap-x-2",
            ),
            _actions(),
            class_name="flex min-w-0 flex-col md:flex-row md:items-center gap-3 md:gap-5 "
            "self-center",
        ),
        rx.cond(card.standing != "blocked", _counts()),
        _about(),
        class_name="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-4 md:gap-x-16 md:gap-y-3 "
        "px-4 md:px-8 pt-6 md:pt-10 md:pb-10 md:[&>:first-child]:row-span-3",
    )


def _actions() -> rx.Component:
    card = ProfileState.card
    return rx.el.div(
        rx.cond(
            card.is_own,
            rx.el.a("Edit profile", href="/settings/profile", role="button", class_name=QUIET),
            rx.fragment(follow_button(card.username, "head"), person_menu()),
        ),
        class_name="flex items-center gap-2",
    )


def _counts() -> rx.Component:
    card = ProfileState.card
    return rx.el.ul(
        # Of posts one may not see one is not told how many there are; 0 would be wrong.
        rx.cond(card.may_see_posts, _count(ProfileState.post_count, "")),
        _count(ProfileState.follower_count, "followers"),
        _count(ProfileState.following_count, "following"),
        class_name="order-last md:order-none col-span-2 md:col-span-1 -mx-4 md:mx-0 grid "
        "grid-flow-col auto-cols-fr md:flex md:gap-10 py-1 md:py-0 border-t md:border-0 "
        "border-line",
        aria_label="Counts of " + card.username,
    )


def _count(count: rx.Var[str], leads_to: str) -> rx.Component:
    parts = count.split(" ")
    inner = (
        rx.el.span(parts[0], class_name="font-semibold"),
        " ",
        rx.el.span(parts[1], class_name="text-text-quiet md:text-text"),
    )
    plain = rx.el.span(*inner, class_name=COUNT)
    if not leads_to:
        return rx.el.li(plain, class_name="flex flex-col")
    return rx.el.li(
        rx.cond(
            ProfileState.card.may_see_posts,
            rx.el.a(
                *inner,
                href="/" + ProfileState.card.username + "/" + leads_to,
                class_name=COUNT + "hover:underline underline-offset-4",
            ),
            plain,
        ),
        class_name="flex flex-col",
    )


def _about() -> rx.Component:
    card = ProfileState.card
    return rx.el.div(
        rx.el.p(
            rx.el.span(card.display_name, class_name="font-semibold"),
            rx.cond(
                card.pronouns != "", rx.el.span(card.pronouns, class_name="text-text-quiet ml-2")
            ),
            class_name="break-words empty:hidden",
        ),
        rx.cond(
            card.bio_pieces.length() > 0,
            rx.el.p(marked(card.bio_pieces), class_name="whitespace-pre-line break-words"),
        ),
        rx.cond(
            card.links.length() > 0,
            rx.el.ul(rx.foreach(card.links, _link), class_name="mt-1"),
        ),
        rx.cond(ProfileState.followed_by != "", _followed_by()),
        rx.cond(
            card.is_muted,
            rx.el.p(
                icon("volume-x", 16, class_name="shrink-0"),
                card.mute,
                class_name="mt-2 flex items-center gap-2 text-text-quiet",
            ),
        ),
        class_name="col-span-2 md:col-span-1 text-sm leading-6 empty:hidden",
    )


def _link(link: rx.Var[LinkCard]) -> rx.Component:
    return rx.el.li(
        icon("link", 16, class_name="shrink-0 text-text-quiet"),
        outside(link.url, link.shown),
        class_name="flex items-center gap-2 min-w-0 [&>a]:truncate",
    )


def _followed_by() -> rx.Component:
    card = ProfileState.card
    return rx.el.a(
        rx.el.span(rx.foreach(card.mutuals, _small), class_name="flex shrink-0 -space-x-2"),
        ProfileState.followed_by,
        href="/" + card.username + "/followers",
        class_name="mt-2 inline-flex items-center gap-2 min-h-11 text-[13px] text-text-quiet "
        "hover:text-text",
    )


def _small(person: rx.Var[PersonCard]) -> rx.Component:
    return rx.el.span(
        avatar(person.username, "size-6 text-[11px]", person.avatar),
        key=person.id,
        class_name="inline-flex rounded-full ring-2 ring-background",
    )
