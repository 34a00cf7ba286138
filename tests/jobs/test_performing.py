"""Every job leaves one line; a failing one leaves its traceback there and nowhere else."""

import pytest
from structlog.testing import capture_logs

from instaclone.errors import Unavailable
from instaclone.jobs.performing import perform
from instaclone.jobs.registry import JOBS


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch):
    def declare(act) -> None:
        monkeypatch.setitem(JOBS, "test.act", act)

    return declare


def test_a_job_gets_its_arguments_and_leaves_one_line(job):
    got = []
    job(lambda *args: got.append(args))
    with capture_logs() as lines:
        perform("test.act", 7, "x")
    assert got == [(7, "x")]
    [line] = lines
    assert (line["job"], line["args"], line["outcome"]) == ("test.act", [7, "x"], "done")
    assert line["ms"] >= 0


def test_a_refusal_is_one_line_with_its_sentence(job):
    def act() -> None:
        raise Unavailable("The storage is down.")

    job(act)
    with capture_logs() as lines:
        perform("test.act")
    [line] = lines
    assert (line["outcome"], line["reason"]) == ("refused", "The storage is down.")


def test_a_crash_is_one_line_with_its_traceback_and_stays_inside(job):
    job(lambda: 1 // 0)
    with capture_logs() as lines:
        perform("test.act")
    [line] = lines
    assert (line["outcome"], line["log_level"], line["exc_info"]) == ("crashed", "error", True)


def test_a_job_nobody_declared_is_a_crash_and_not_the_end():
    with capture_logs() as lines:
        perform("test.unknown")
    assert [line["outcome"] for line in lines] == ["crashed"]
