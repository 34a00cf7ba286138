"""The API's documentation as one plain page, made from its own schema, without any script."""

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter()

STYLE = (
    "body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}code{font-size:.9em}dd{margin:0 0 .5rem 1.5rem}"
)


@router.get("/api/docs", include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    """Every route of the API, what it takes and what it answers."""
    schema: dict[str, Any] = request.app.openapi()
    sections = [
        _section(schema, method.upper(), path, route)
        for path, methods in schema["paths"].items()
        for method, route in methods.items()
    ]
    title = escape(schema["info"]["title"])
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        f'<p>For programs: <a href="/api/openapi.json">openapi.json</a></p>'
        f"{''.join(sections)}</main></body></html>"
    )


def _section(schema: dict[str, Any], method: str, path: str, route: dict[str, Any]) -> str:
    takes = {given["name"]: given.get("required", False) for given in route.get("parameters", [])}
    takes |= _form_fields(schema, route)
    fields = "".join(
        f"<li><code>{escape(name)}</code>{' (required)' if required else ''}</li>"
        for name, required in takes.items()
    )
    answers = ", ".join(sorted(route.get("responses", {})))
    return (
        f"<section><h2><code>{method} {escape(path)}</code></h2>"
        f"<p>{escape(route.get('summary', ''))}. {escape(route.get('description', ''))}</p>"
        f"{f'<ul>{fields}</ul>' if fields else ''}<p>Answers: {escape(answers)}</p></section>"
    )


def _form_fields(schema: dict[str, Any], route: dict[str, Any]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for content in route.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        body = schema.get("components", {}).get("schemas", {}).get(name, content["schema"])
        required = body.get("required", [])
        found |= {field: field in required for field in body.get("properties", {})}
    return found
