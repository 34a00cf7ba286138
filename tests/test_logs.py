"""One shape for every line, and no secret in any of them."""

import io
import json
import logging
import time
import warnings
from dataclasses import replace

import pytest
import structlog

from instaclone import logs
from instaclone import settings as settings_module
from instaclone.edge import Edge
from instaclone.logs import HIDDEN, redact, redacted
from instaclone.settings import settings
from tests.asking import ask

SID = "kJ8-secret_token_of_43_characters_0123456789"


@pytest.fixture
def lines(monkeypatch):
    """What goes to stderr, as one text, from here on."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logs.set_up("web")
    yield stream.getvalue
    root.handlers = before
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def json_lines(lines, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with settings_module.using(replace(settings(), log_json=True)):
        logs.set_up("worker")
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_keys_and_values(lines):
    structlog.get_logger("instaclone.x").info("job", name="media.process", ms=12.5)
    line = lines()
    assert "level=info process=web logger=instaclone.x event=job name=media.process ms=12.5" in line
    assert line.startswith("timestamp=")


def test_a_line_may_be_json(json_lines):
    structlog.get_logger("instaclone.x").info("job", ms=12.5)
    (line,) = json_lines()
    assert line["event"] == "job"
    assert line["ms"] == 12.5
    assert line["process"] == "worker"


@pytest.mark.parametrize(
    "name", ["reflex.app", "reflex", "_granian", "granian.access", "uvicorn.error"]
)
def test_libraries_write_the_same_lines_once(lines, name):
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    logger.warning("hello %s", "there")
    assert lines().count("hello there") == 1
    assert f"logger={name}" in lines()


def test_handlers_that_libraries_brought_are_taken_away(lines):
    stream = io.StringIO()
    logger = logging.getLogger("_granian")
    logger.addHandler(logging.StreamHandler(stream))
    logger.propagate = False
    logs.set_up("web")
    logger.error("cookie: sid=%s", SID)
    assert stream.getvalue() == ""


def test_warnings_are_lines_too(lines):
    warnings.warn("careful", UserWarning, stacklevel=1)
    assert "careful" in lines()


def test_a_text_cannot_forge_a_line(lines):
    structlog.get_logger().info("request", path="/x\ntimestamp=now level=error event=forged")
    assert len(lines().splitlines()) == 1


def test_a_bad_event_of_reflex_does_not_give_the_cookie_away(lines):
    from reflex.event import Event

    event = Event(
        name="reflex___state____state.nothing",
        router_data={
            "headers": {"cookie": f"theme=dark; sid={SID}", "authorization": f"Bearer {SID}"},
            "query": {"token": SID},
        },
        payload={"password": SID, "nested": [{"api_key": SID}]},
    )
    try:
        raise KeyError(f"No registered handler found for event: {event.name}")
    except KeyError:
        logging.getLogger("reflex_base.event.processor.event_processor").exception(
            f"Error processing event queue entry for {event} [txid=1]:"
        )
    assert "Error processing event queue entry" in lines()
    assert "KeyError" in lines()
    assert SID not in lines()
    assert HIDDEN in lines()


def test_tracebacks_are_redacted(lines):
    try:
        raise ValueError(f"cannot use token={SID} for Cookie: sid={SID}")
    except ValueError:
        structlog.get_logger().exception("failed")
    assert "ValueError" in lines()
    assert SID not in lines()


@pytest.mark.parametrize(
    "text",
    [
        f"Cookie: sid={SID}; theme=dark",
        f"{{'cookie': 'sid={SID}; theme=dark'}}",
        f'{{"cookie": "theme=dark; sid={SID}"}}',
        f'{{\\"cookie\\": \\"theme=dark; sid={SID}\\"}}',
        f"[(b'cookie', b'theme=dark; sid={SID}')]",
        f"HeaderData(host='x', cookie='theme=dark; sid={SID}', origin='y')",
        f"Set-Cookie: sid={SID}; HttpOnly",
        f"Authorization: Bearer {SID}",
        f"{{'authorization': 'Basic {SID}'}}",
        f"authorization=Bearer {SID}",
        f"GET /media/v/1.webp?e=1&s={SID}",
        f"/media/v/1.webp?s={SID}&e=1 was asked",
        f"/x?token={SID}&a=b",
        f"/x?access_token={SID}",
        f"/x?sig={SID}",
        f"password={SID}",
        f"{{'password': '{SID}', 'login': 'ana'}}",
        f"{{'confirm_password':'{SID}'}}",
        f"'\"; sid={SID}",
        f"mysql+pymysql://root:{SID}@localhost/db",
        f"redis://:{SID}@localhost",
        f"SECRET_KEY={SID}",
        f"AWS_SECRET_ACCESS_KEY='{SID}'",
        f"X-Signature: {SID}",
        f"client_token='{SID}'",
    ],
)
def test_secrets_are_hidden_in_texts(text):
    assert SID not in redacted(text)
    assert HIDDEN in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "media.process took 12 ms for /p/abc",
        "3 people, 1 bus",
        "GET /ana 200",
        "besides=1 president=2 signal: 9",
        "https://photos.example/p/abc",
    ],
)
def test_plain_texts_stay_as_they_are(text):
    assert redacted(text) == text


def complain(times: int, name: str = "reflex.app") -> None:
    """Write as many warnings by one statement, each with other words."""
    for number in range(times):
        logging.getLogger(name).warning(f"Received event {number} with no token")


def test_what_strangers_cause_is_written_a_few_times_a_minute(lines, monkeypatch):
    now = time.monotonic()
    complain(200)
    assert lines().count("Received event") == logs.MOST_A_MINUTE
    assert lines().count("left out for a minute") == 1
    logging.getLogger("reflex.app").warning("something else")
    assert "something else" in lines()
    monkeypatch.setattr(logs.time, "monotonic", lambda: now + 61)
    complain(1)
    assert lines().count("Received event") == logs.MOST_A_MINUTE + 1


def test_what_strangers_do_not_cause_is_written_whole(lines):
    complain(50, "instaclone.worker")
    complain(50, "reflexology")
    assert lines().count("Received event") == 100


@pytest.mark.parametrize(
    "piece",
    ["a", "passw", 'token="', "token=", "/media/", "cookie: '", "sid ", "://a:", "\n", "_-"],
)
def test_a_strangers_huge_text_is_searched_in_no_time(piece):
    text = piece * (200_000 // len(piece)) + f" password={SID}"
    started = time.perf_counter()
    clean = redacted(text)
    assert time.perf_counter() - started < 0.05
    assert SID not in clean
    assert len(clean) < 20_000


@pytest.mark.parametrize("quote", ["'", '"', "\\'"])
def test_a_secret_that_the_cut_goes_through_is_hidden(quote):
    for before in range(logs.LONGEST - logs.LONGEST_END - 60, logs.LONGEST - logs.LONGEST_END):
        text = f"{'x' * before} password={quote}{SID}{quote} " + "y" * logs.LONGEST
        assert SID[:4] not in redacted(text)


def test_the_end_of_a_long_traceback_is_kept():
    clean = redacted("Traceback\n" + "  File x\n" * 2000 + f"ValueError: password={SID}")
    assert clean.startswith("Traceback")
    assert clean.endswith(f"ValueError: password={HIDDEN}")


def test_secrets_are_hidden_by_the_names_of_keys_however_deep():
    class Thing:
        def __repr__(self) -> str:
            return f"Thing(token='{SID}')"

    event = {
        "event": "x",
        "Cookie": SID,
        "headers": {"Authorization": SID, "x": [{"sid": SID}, (f"sid={SID}",)]},
        "thing": Thing(),
        "raw": f"sid={SID}".encode(),
        "password_hash": SID,
        "ms": 1.5,
        "viewer": None,
        "inside": "fine",
    }
    clean = redact(None, "info", dict(event))
    assert SID not in repr(clean)
    assert (clean["ms"], clean["viewer"], clean["inside"]) == (1.5, None, "fine")


def test_a_value_that_contains_itself_ends():
    loop: list = []
    loop.append({"x": loop})
    assert redact(None, "info", {"event": "x", "loop": loop})


async def _inner(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"12345"})


def test_a_request_is_one_line_without_its_query(lines, tmp_path):
    edge = Edge(_inner, tmp_path)
    ask(edge, "GET", f"/media/a.webp?s={SID}", headers={"cookie": f"sid={SID}"})
    ask(edge, "GET", "/healthz")
    (line,) = lines().splitlines()
    assert "event=request method=GET path=/media/a.webp status=200" in line
    assert "bytes=5" in line
    assert SID not in line


def test_a_failed_request_is_an_error_line(lines, tmp_path):
    async def failing(scope, receive, send):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        ask(Edge(failing, tmp_path), "GET", "/api/x")
    assert "level=error" in lines()
    assert "status=500" in lines()
