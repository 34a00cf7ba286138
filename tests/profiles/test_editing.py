"""What one may write on one's profile, and the switches beside it."""

import pytest
from sqlmodel import Session

from instaclone.errors import Invalid
from instaclone.profiles import editing
from instaclone.profiles.editing import Link, ProfileChanges, edit_profile
from instaclone.profiles.models import Profile
from instaclone.profiles.queries import profile_card, profile_form
from tests import people


def test_a_whole_profile_is_written_and_read(session: Session):
    cast = people.cast(session)
    links = (Link("Shop", "https://shop.example.org/a?b=c"), Link(), Link("", "www.example.org/x/"))
    edit_profile(
        session,
        cast.ana,
        ProfileChanges(
            "  Ana   Maria ", "Photos of @ben\r\nhttps://a.example #dogs ", "she/her", links, True
        ),
    )
    card = profile_card(session, cast.ben, "ana")
    assert (card.display_name, card.pronouns) == ("Ana Maria", "she/her")
    assert card.bio == "Photos of @ben\nhttps://a.example #dogs"
    assert [(each.text, each.href) for each in card.bio_pieces if each.href] == [
        ("@ben", "/ben"),
        ("https://a.example", "https://a.example"),
    ]
    assert "".join(each.text for each in card.bio_pieces) == card.bio
    assert [(each.shown, each.url) for each in card.links] == [
        ("Shop", "https://shop.example.org/a?b=c"),
        ("example.org/x", "https://www.example.org/x/"),
    ]
    form = profile_form(session, cast.ana)
    assert (form.display_name, form.hides_like_counts, len(form.links)) == ("Ana Maria", True, 2)
    edit_profile(session, cast.ana, ProfileChanges())
    assert profile_card(session, cast.ben, "ana").links == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (ProfileChanges(display_name="a" * 31), "display_name"),
        (ProfileChanges(bio="a" * 151), "bio"),
        (ProfileChanges(bio="a\n" * 11), "bio"),
        (ProfileChanges(pronouns="a" * 31), "pronouns"),
        (ProfileChanges(links=(Link("", "https://a.example"),) * 6), "link-6"),
        (ProfileChanges(links=(Link("", "https://a.example"), Link("Shop"))), "link-2"),
        (ProfileChanges(links=(Link("a" * 41, "https://a.example"),)), "link-1"),
        (ProfileChanges(links=(Link("", "https://a.example/" + "a" * 300),)), "link-1"),
    ],
)
def test_what_breaks_a_rule_names_its_field_and_changes_nothing(session: Session, changes, field):
    cast = people.cast(session)
    edit_profile(session, cast.ana, ProfileChanges("Ana", "bio"))
    with pytest.raises(Invalid) as refusal:
        edit_profile(session, cast.ana, changes)
    assert refusal.value.field == field
    assert profile_card(session, None, "ana").display_name == "Ana"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)//a.b",
        "data:text/html,x",
        "ftp://a.example",
        "https://bank.example@evil.example",
        "https://",
        "https://localhost",
        "https://a.example:port",
        "https://a.example/<script>",
        "two words.example",
        "mailto:a@b.example",
    ],
)
def test_a_link_is_a_web_address(url: str):
    with pytest.raises(Invalid) as refusal:
        editing.check_link(3, Link("", url))
    assert refusal.value.field == "link-3"


def test_what_turns_the_direction_of_text_is_left_out():
    assert editing.check_display_name("ana\u202e gnp.\x07") == "ana gnp."
    assert editing.check_display_name("👩\u200d🎨") == "👩\u200d🎨"


def test_the_switches_are_set_and_unset(session: Session):
    cast = people.cast(session)
    for switch, column in (
        (editing.set_private, "is_private"),
        (editing.set_approves_followers, "approves_followers"),
        (editing.set_approves_tags, "approves_tags"),
        (editing.set_hides_like_counts, "hides_like_counts"),
    ):
        for wanted in (True, False):
            switch(session, cast.ana, wanted)
            session.expire_all()
            assert getattr(session.get(Profile, cast.ana.id), column) is wanted
