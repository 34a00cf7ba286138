"""How the web process is started: who may open a websocket, where state lives, which port."""

import socket
from dataclasses import replace

import pytest

from instaclone import serving
from instaclone.errors import Conflict
from instaclone.settings import settings


def test_only_our_own_pages_may_open_a_websocket():
    here = replace(settings(), public_url="https://photos.example", port=3100)
    assert serving.environment(here)["REFLEX_CORS_ALLOWED_ORIGINS"].split(",") == [
        "https://photos.example",
        "http://localhost:3100",
        "http://127.0.0.1:3100",
    ]


def test_the_public_address_stands_once_when_it_is_the_local_one():
    here = replace(settings(), public_url="http://localhost:3000", port=3000)
    assert serving.origins(here) == ["http://localhost:3000", "http://127.0.0.1:3000"]


@pytest.mark.parametrize(
    ("redis_url", "mode"), [(None, "memory"), ("redis://localhost/0", "redis")]
)
def test_state_is_never_kept_on_disk(redis_url: str | None, mode: str):
    found = serving.environment(replace(settings(), redis_url=redis_url))
    assert found["REFLEX_STATE_MANAGER_MODE"] == mode
    assert found.get("REFLEX_REDIS_URL") == redis_url
    assert ("REFLEX_OPLOCK_ENABLED" in found) == bool(redis_url)


def test_nothing_is_reported_to_anybody():
    found = serving.environment(settings())
    assert found["REFLEX_TELEMETRY_ENABLED"] == "false"
    assert found["REFLEX_CHECK_LATEST_VERSION"] == "false"


def test_a_taken_port_is_refused_and_a_free_one_is_not():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        here = replace(settings(), host="127.0.0.1", port=taken.getsockname()[1])
        with pytest.raises(Conflict, match=str(here.port)):
            serving.require_free_port(here)
    serving.require_free_port(here)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:3000"),
        ("::", "http://[::1]:3000"),
        ("192.168.1.5", "http://192.168.1.5:3000"),
    ],
)
def test_this_machine_knows_where_it_serves(host: str, address: str):
    assert serving.own_address(replace(settings(), host=host, port=3000)) == address
