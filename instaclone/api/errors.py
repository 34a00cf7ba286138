"""How a refusal looks to a program: its sentence as JSON, with the status of its kind."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from instaclone.errors import AppError, NotFound, TooMany


def answer_refusals(api: FastAPI) -> None:
    """Have the app answer every refusal as {"error": sentence, "field": where}."""
    api.add_exception_handler(AppError, _refused)
    api.add_exception_handler(RequestValidationError, _malformed)
    api.add_exception_handler(HTTPException, _http)


def refusal(error: AppError) -> dict[str, str]:
    """The body of a refusal; `field` only where one is at fault."""
    body = {"error": str(error)}
    if field := getattr(error, "field", ""):
        body["field"] = field
    return body


async def _refused(_request: Request, error: Any) -> JSONResponse:
    wait = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
    return JSONResponse(refusal(error), error.status, wait)


async def _malformed(_request: Request, error: Any) -> JSONResponse:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"][1:])
    said = {"error": f"{field or 'The request'}: {first['msg']}."}
    return JSONResponse(said | ({"field": field} if field else {}), 422)


async def _http(_request: Request, error: Any) -> JSONResponse:
    said = str(NotFound()) if error.status_code == 404 else str(error.detail)
    return JSONResponse({"error": said}, error.status_code, error.headers)
