"""What the network tells of who calls."""

import pytest

from instaclone.caller import languages


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("", []),
        ("de", ["de"]),
        ("de-AT,de;q=0.9,en-GB;q=0.8,en;q=0.7", ["de", "en"]),
        ("en;q=0.3, pl;q=0.8 , FR", ["fr", "pl", "en"]),
        ("fr,nl", ["fr", "nl"]),
        ("nl;q=1.0,fr;q=1", ["nl", "fr"]),
        ("es;q=0,en;q=0.1", ["en"]),
        ("zh-Hant-TW;q = 0.5", ["zh"]),
        ("*,;q=1,de;q=,it;q=2,pt;q=0.1234,@@", []),
        ("x" * 100_000, []),
    ],
)
def test_languages_come_as_dear_as_they_are_said_to_be(accepted: str, found: list[str]):
    assert languages(accepted) == found
