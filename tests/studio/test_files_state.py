"""What the page says of files that could not be sent."""

import json

import pytest

from instaclone.studio.files_state import all_stopped, stopped


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "0."),
        (3, "0. 1. 2."),
        (4, "0. 1. 2. One more file could not be added either."),
        (20, "0. 1. 2. 17 more files could not be added either."),
    ],
)
def test_of_many_files_the_first_are_named_and_the_others_counted(count: int, said: str):
    assert all_stopped([f"{number}." for number in range(count)]) == said


def test_the_sentence_of_the_server_is_said_and_none_of_a_file_that_stands_in_the_list():
    assert stopped("a.jpg", 422, json.dumps({"error": "No room."})) == "No room."
    assert stopped("a.jpg", 422, json.dumps({"error": "Empty.", "file": "code"})) == ""
    assert stopped("a.jpg", 404, "") == ""
    assert "a.jpg stopped on its way" in stopped("a.jpg", 0, "")
