"""The workbench as an ASGI application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

import tollbook
from tollbook.book import RoadLike
from tollbook.web import report, reports
from tollbook.web.answers import schemas
from tollbook.web.desk import Desk
from tollbook.web.guard import Guard, cookie_name
from tollbook.web.journal import Journal
from tollbook.web.pages import page
from tollbook.web.problems import problem, tell_problems
from tollbook.web.sessions import Sessions

VIEWS = (reports, report)
"""The modules of the views; each has a `router`."""

_HERE = Path(__file__).parent


def workbench(
    book: Path, *, port: int, sessions: Sessions, journal: Journal | None = None, road: RoadLike | None = None
) -> FastAPI:
    """The workbench over the book at `book`, as it is reached at `port` of 127.0.0.1.

    `sessions` say who may look; `journal` notes the requests, where there is one; `road` brings the claims together,
    the house's where none is given.
    """
    app = FastAPI(title="Tollbook", version=tollbook.__version__, docs_url=None, redoc_url=None)
    app.state.desk = Desk(book, road)
    app.state.sessions = sessions
    app.state.cookie = cookie_name(port)
    for view in VIEWS:
        app.include_router(view.router)
    app.add_api_route("/", _start, include_in_schema=False)
    app.add_api_route("/enter", _enter, include_in_schema=False)
    app.add_api_route("/leave", _leave, methods=["POST"], include_in_schema=False)
    app.mount("/static", _Shipped(directory=_HERE / "static"))
    # Not kept by the browser: Chromium now and then fails a range of a file of which it keeps other ranges.
    app.mount("/basemap", StaticFiles(directory=_HERE / "basemap"))
    app.add_middleware(Guard, port=port, sessions=sessions, journal=journal)
    tell_problems(app)
    _describe(app)
    return app


class _Shipped(StaticFiles):
    """What the package ships, with an ETag: a browser asks each time whether it changed."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _start() -> Response:
    return RedirectResponse("/reports", 303)


def _enter(request: Request, token: str = "") -> Response:
    """A session begins with the token of `tollbook serve`; whoever has one already may use the address again."""
    state = request.app.state
    if state.sessions.visitor(request.cookies.get(state.cookie, "")) is not None:
        return RedirectResponse("/", 303)
    session = state.sessions.enter(token)
    if session is None:
        return problem(
            request, 401, "This address was used already, or is not whole. Start `tollbook serve` again for a new one."
        )
    response = RedirectResponse("/", 303)
    response.set_cookie(state.cookie, session, httponly=True, samesite="lax", path="/")
    return response


def _leave(request: Request) -> Response:
    """The session ends."""
    state = request.app.state
    state.sessions.leave(request.cookies.get(state.cookie, ""))
    response = page("left.html.jinja")
    response.delete_cookie(state.cookie, httponly=True, samesite="lax", path="/")
    return response


def _describe(app: FastAPI) -> None:
    """Put the records that the answers hold, which are not pydantic's, into the description of the API."""
    bare = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = bare()
            schema.setdefault("components", {}).setdefault("schemas", {}).update(schemas())
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
