"""What a person reads when a handler refuses or fails."""

from reflex.event import EventSpec

from instaclone.errors import Invalid, NotSignedIn
from instaclone.shell.state import APOLOGY, LONGEST, MOST, NoticeState, say_kindly


def words(event: EventSpec | None) -> str:
    assert event is not None
    return str({str(name): str(value) for name, value in event.args})


def test_a_refusal_is_said_in_its_own_words():
    assert "beach.heic is 61 MB" in words(say_kindly(Invalid("beach.heic is 61 MB", "file")))


def test_a_failure_says_nothing_of_its_inside():
    said = words(say_kindly(ValueError("secret in /var/lib")))
    assert APOLOGY in said
    assert "secret" not in said


def test_who_is_not_signed_in_is_led_to_the_form():
    event = say_kindly(NotSignedIn())
    assert "/login" in words(event)


def test_a_tab_holds_a_few_notices_of_bounded_length():
    state = NoticeState()
    for _ in range(MOST + 3):
        NoticeState.say.fn(state, "x" * 10_000, "anything")
    assert len(state.notices) == MOST
    assert {len(notice.sentence) for notice in state.notices} == {LONGEST}
    assert {notice.kind for notice in state.notices} == {"said"}
    NoticeState.dismiss.fn(state, state.notices[0].id)
    assert len(state.notices) == MOST - 1
