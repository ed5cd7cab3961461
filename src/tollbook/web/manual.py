"""The manual of the API: its description (OpenAPI), set as a page."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from tollbook.web.desk import desk_of
from tollbook.web.pages import page

router = APIRouter(include_in_schema=False)


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter or a field: what it is called, what it holds, whether it must be given, and what it means."""

    name: str
    kind: str
    needed: bool
    about: str
    example: str | None = None


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a program may ask for."""

    method: str
    path: str
    about: str
    anchor: str
    slots: list[Slot]
    body: str | None
    answers: list[tuple[str, str, str | None]]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A record of the answers, with its fields."""

    name: str
    about: str
    slots: list[Slot]


@router.get("/api")
def show(request: Request) -> Response:
    """The page."""
    told: dict[str, Any] = request.app.openapi()
    parts: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            part = (one.get("tags") or ["other"])[0]
            parts.setdefault(part, []).append(_operation(method.upper(), path, one))
    records = [_record(name, schema) for name, schema in sorted(told["components"]["schemas"].items())]
    return page(
        "api.html.jinja", book=desk_of(request).path.name, tab="/api", version=told["info"]["version"],
        parts=sorted(parts.items()), records=records, host=request.headers["host"],
        scheme=request.app.state.site.scheme,
    )  # fmt: skip


def _operation(method: str, path: str, one: dict[str, Any]) -> Operation:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Operation(
        method=method,
        path=path,
        about=one.get("description") or one.get("summary", ""),
        anchor=f"{method.lower()}{path.replace('/', '-').replace('{', '').replace('}', '')}",
        slots=[
            Slot(
                name=slot["name"], kind=_kind(slot.get("schema", {})), needed=slot.get("required", False),
                about=slot.get("description", ""), example=_example(slot),
            )
            for slot in one.get("parameters", [])
        ],
        body=None if body is None else _kind(body),
        answers=[(code, answer["description"], _content(answer)) for code, answer in sorted(one["responses"].items())],
    )  # fmt: skip


def _record(name: str, schema: dict[str, Any]) -> Kept:
    needed = set(schema.get("required", ()))
    slots = [
        Slot(name=field, kind=_kind(inner), needed=field in needed, about=inner.get("description", ""))
        for field, inner in schema.get("properties", {}).items()
    ]
    about = schema.get("description", "")
    return Kept(name=name, about=about or (_kind(schema) if not slots else ""), slots=slots)


def _content(answer: dict[str, Any]) -> str | None:
    """What an answer holds: the name of its record, or the kind of its text."""
    for kind, content in answer.get("content", {}).items():
        found = _kind(content.get("schema", {}))
        return found if kind == "application/json" else kind
    return None


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return " or ".join("nothing" if one is None else str(one) for one in schema["enum"])
    if "anyOf" in schema or "oneOf" in schema:
        return " or ".join(dict.fromkeys(map(_kind, schema.get("anyOf") or schema["oneOf"])))
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_kind(schema.get('items') or {})}"
    if kind == "string":
        return str(schema.get("format", "text"))
    return "whole number" if kind == "integer" else str(kind)


def _example(slot: dict[str, Any]) -> str | None:
    found = slot.get("schema", {}).get("examples") or [slot.get("example")]
    return None if found[0] is None else str(found[0])
