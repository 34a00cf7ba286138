"""Conditions of requests: ranges as browsers and mischief write them, and tags."""

import pytest

from instaclone.media.ranges import Unsatisfiable, asked_range, names_etag


@pytest.mark.parametrize(
    ("header", "bytes_asked"),
    [
        ("bytes=0-", range(100)),
        ("bytes=0-0", range(1)),
        ("bytes=10-19", range(10, 20)),
        ("bytes=90-500", range(90, 100)),
        ("bytes=-5", range(95, 100)),
        ("bytes=-500", range(100)),
        (" Bytes = 1-2 ", range(1, 3)),
        (f"bytes=1-{'9' * 5000}", range(1, 100)),
    ],
)
def test_a_single_range_is_read(header: str, bytes_asked: range) -> None:
    assert asked_range(header, 100) == bytes_asked


@pytest.mark.parametrize(
    "header", [None, "", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "٣-٤"]
)
def test_what_is_not_a_single_range_asks_for_everything(header: str | None) -> None:
    assert asked_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999-"])
def test_a_range_outside_the_object_is_unsatisfiable(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked_range(header, 100)


def test_a_tag_is_found_among_others_and_weak() -> None:
    assert names_etag('"a"', '"a"')
    assert names_etag('"b", W/"a"', '"a"')
    assert names_etag("*", '"a"')
    assert not names_etag('"ab"', '"a"')
    assert not names_etag(None, '"a"')
