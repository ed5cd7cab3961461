"""What went wrong, as a page for a person and as application/problem+json (RFC 9457) for a program."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.errors import (
    BookError,
    InputError,
    NotInTeam,
    Overtaken,
    TollbookError,
    UnknownDecision,
    UnknownIncident,
    UnknownReport,
    UnknownSubject,
    Untenable,
)
from tollbook.web.desk import desk_of
from tollbook.web.pages import page


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer that is an error says (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problem(request: Request, status: int, detail: str) -> Response:
    """The answer that says so: a page where the browser asked for one, else application/problem+json."""
    title = HTTPStatus(status).phrase
    if wants_page(request):
        return page("problem.html.jinja", status=status, title=title, detail=detail, code=status)
    body = msgspec.json.encode(Problem(title=title, status=status, detail=detail))
    return Response(body, status, media_type="application/problem+json")


def sign_in_page(request: Request, name: str = "", wrong: str | None = None) -> Response | None:
    """The page that asks for name and password and then leads to what was asked for; None where no page was asked for.

    `wrong` says what was wrong with the last attempt.
    """
    if not wants_page(request):
        return None
    asked = request.url.path if request.method == "GET" else "/"
    onward = f"{asked}?{request.url.query}" if request.url.query else asked
    return page("sign_in.html.jinja", code=401, name=name, wrong=wrong, onward=onward)


def tell_problems(app: FastAPI) -> None:
    """Answer every error that was to be expected with a problem; the guard answers the others."""

    def ours(request: Request, error: Exception) -> Response:
        return problem(request, _status(error, request.method), _without_path(str(error), request))

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = "There is nothing at this address." if error.status_code == 404 else error.detail
        answer = problem(request, error.status_code, detail)
        answer.headers.update(error.headers or {})
        return answer

    def not_understood(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        wrong = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        in_body = any(one["loc"][0] == "body" for one in error.errors())
        return problem(request, 422 if in_body else 400, f"This was not understood: {wrong}.")

    app.add_exception_handler(TollbookError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, not_understood)


def wants_page(request: Request) -> bool:
    """Whether the browser asked for a page, and not for a twin."""
    return not request.url.path.endswith((".json", ".csv")) and "text/html" in request.headers.get("accept", "")


def _status(error: Exception, method: str) -> int:
    if isinstance(error, UnknownReport | UnknownIncident | UnknownDecision | UnknownSubject | NotInTeam):
        return 404
    if isinstance(error, Overtaken | Untenable):
        return 409
    if isinstance(error, InputError):
        return 400 if method == "GET" else 422  # a body may fit its description, and still make no sense
    return 503 if type(error) is BookError else 500


def _without_path(message: str, request: Request) -> str:
    """The message without the book's path before it: whoever looks need not know where on the disk it lies."""
    told = message.removeprefix(f"{desk_of(request).path}: ")
    return told[:1].upper() + told[1:]
