"""What a POST carries: a page's form, or JSON; either becomes the same record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.web.answers import describe

FORM = "application/x-www-form-urlencoded"
Record = TypeVar("Record", bound=msgspec.Struct)


class Filled(Generic[Record]):
    """A dependency of a route: the body as a `record`, whether it came as a form or as JSON.

    What is empty in a form is left out, and so has its default. Refused with 415 where the body is neither, with 422
    where it does not fit the record.
    """

    def __init__(self, record: type[Record]) -> None:
        self.record = record
        describe(record)

    async def __call__(self, request: Request) -> Record:
        """The record."""
        body = await request.body()
        try:
            if is_form(request):
                pairs = parse_qsl(body.decode(), keep_blank_values=False, max_num_fields=1000)
                return msgspec.convert(_gathered(pairs), self.record, strict=False)
            if _kind(request) == "application/json":
                return msgspec.convert(_whole(msgspec.json.decode(body)), self.record)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise HTTPException(422, f"This was not understood: {error}.") from error
        raise HTTPException(415, f"Send a form ({FORM}) or JSON (application/json).")

    @property
    def described(self) -> dict[str, Any]:
        """The body, for the description of the API: a route's `openapi_extra`."""
        schema = {"$ref": f"#/components/schemas/{self.record.__name__}"}
        return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def is_form(request: Request) -> bool:
    """Whether a page's form sent this: it is answered with the page to go on to (303), JSON with JSON."""
    return _kind(request) == FORM


def back(address: str) -> Response:
    """The answer to a form: where the browser goes on."""
    return RedirectResponse(address, 303)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """What the fields of a form hold; a list where several of one name are filled."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _whole(value: Any) -> Any:
    """The value with 270 for 270.0, which JSON Schema calls an integer too."""
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
