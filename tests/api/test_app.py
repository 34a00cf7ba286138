"""The app round the rooms' routes: refusals as JSON, and documentation without scripts."""

import pytest
from fastapi import FastAPI

from instaclone.api.app import api
from instaclone.api.errors import answer_refusals
from instaclone.edge import Edge
from instaclone.errors import (
    AppError,
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooMany,
)
from tests.asking import ask


def refusing(error: Exception) -> FastAPI:
    app = FastAPI()
    answer_refusals(app)

    @app.get("/{number}")
    def refuse(number: int):
        raise error

    return app


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        (Invalid("Too long.", "caption"), 422, {"error": "Too long.", "field": "caption"}),
        (Invalid("Too long."), 422, {"error": "Too long."}),
        (Conflict("Taken.", "username"), 409, {"error": "Taken.", "field": "username"}),
        (NotSignedIn(), 401, {"error": "Log in first."}),
        (NotAllowed("Not yours."), 403, {"error": "Not yours."}),
        (NotFound(), 404, {"error": "There is nothing here."}),
        (AppError("Broken."), 500, {"error": "Broken."}),
    ],
)
def test_a_refusal_is_its_sentence_with_the_status_of_its_kind(error, status, body):
    answer = ask(refusing(error), "GET", "/1")
    assert (answer.status_code, answer.json()) == (status, body)


def test_who_asks_too_often_is_told_when_to_come_back():
    answer = ask(refusing(TooMany("Wait.", 90)), "GET", "/1")
    assert answer.headers["retry-after"] == "90"


def test_a_malformed_request_names_its_field():
    answer = ask(refusing(NotFound()), "GET", "/x")
    assert answer.status_code == 422
    assert answer.json()["field"] == "number"
    assert answer.json()["error"].startswith("number: ")


def test_an_unknown_address_is_a_404_in_a_sentence(tmp_path):
    answer = ask(Edge(api, tmp_path), "GET", "/api/nothing")
    assert (answer.status_code, answer.json()) == (404, {"error": "There is nothing here."})


def test_the_documentation_names_every_route_and_runs_no_script(tmp_path):
    answer = ask(Edge(api, tmp_path), "GET", "/api/docs")
    assert answer.status_code == 200
    assert "<code>POST /auth/login</code>" in answer.text
    assert "<code>confirm_password</code>" in answer.text
    assert "<script" not in answer.text
    assert "https://" not in answer.text
    schema = ask(Edge(api, tmp_path), "GET", "/api/openapi.json").json()
    assert "/readyz" in schema["paths"]
