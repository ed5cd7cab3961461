"""The description of the API (OpenAPI): the records that routes answer with and take, and what can go wrong in each."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from tollbook.web.answers import schemas
from tollbook.web.guard import MOST_BYTES

ABOUT = """\
Every page of the workbench has its rows as JSON and CSV at the same address with the same question, and what pages can
change, programs can. A slot that is `null`, or a cell that is empty, is unknown: it is never 0.

Send a token as `Authorization: Bearer tollbook_...`; it may do what its role may. Lists come page by page, and `next`
is the address of the next one. Answers that follow from the book alone carry an `ETag`: send it back as
`If-None-Match`, and 304 says that nothing has changed. What goes wrong is told as `application/problem+json`
(RFC 9457).
"""

_WRONG = {
    400: "The question was not understood.",
    401: "There is no session and no token, or the token is wrong, over or revoked.",
    403: "The role does not suffice, or a page of another server sent this.",
    404: "There is no such thing in the book.",
    429: "Too much was asked for at once: `Retry-After` says for how many seconds to wait.",
}
_WRONG_IN_POSTS = {
    409: "Somebody decided on the same claims meanwhile, or what was asked cannot stand beside what there is.",
    413: f"The body is longer than {MOST_BYTES:,} bytes.",
    415: "The body is neither JSON nor a form.",
    422: "The body does not fit its description, or makes no sense in this book.",
}


def describe_api(app: FastAPI) -> None:
    """Let the application describe itself so."""
    bare = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(bare())
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _complete(schema: dict[str, Any]) -> None:
    schema["info"]["description"] = ABOUT
    components = schema.setdefault("components", {})
    kept = components.get("schemas", {})
    for of_pydantic in ("HTTPValidationError", "ValidationError"):
        kept.pop(of_pydantic, None)
    components["schemas"] = kept | schemas()
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token made at /book/tokens."}
    }
    schema["security"] = [{"token": []}]
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            _complete_operation(method, operation)


def _complete_operation(method: str, operation: dict[str, Any]) -> None:
    """Say what can go wrong, and that what did not change is answered with 304."""
    answers = operation["responses"]
    answers.pop("422", None)  # FastAPI's own: of a form that no answer of ours has
    wrong = _WRONG | (_WRONG_IN_POSTS if method == "post" else {})
    for code, words in wrong.items():
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers.setdefault(str(code), {"description": words, "content": content})
    if method == "get":
        answers.setdefault("304", {"description": "Nothing has changed since the answer with that `ETag`."})
