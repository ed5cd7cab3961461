"""The workbench as an ASGI application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

import tollbook
from tollbook.book import RoadLike, Team
from tollbook.web import compare, differing, entrance, incident, report, reports
from tollbook.web.answers import schemas
from tollbook.web.desk import Desk
from tollbook.web.guard import Guard, Site, own_machine
from tollbook.web.journal import Journal
from tollbook.web.limits import Attempts, Rate
from tollbook.web.problems import tell_problems
from tollbook.web.sessions import Doors

VIEWS = (entrance, reports, report, incident, differing, compare)
"""The modules of the views; each has a `router`, and in `ANSWERS` the records of its own that its twins answer with."""

RATE = (300, 30.0)
"""How many requests a session of a team, or a token, may send at once, and how many a second from then on."""

_HERE = Path(__file__).parent


def workbench(
    book: Path,
    *,
    port: int,
    sessions: Doors,
    team: Team | None = None,
    site: Site | None = None,
    rate: Rate | None = None,
    journal: Journal | None = None,
    road: RoadLike | None = None,
) -> FastAPI:
    """The workbench over the book at `book`, as it is reached at `port` of 127.0.0.1, or at `site`.

    `sessions` say who may look; `team` is the book's, where one is open already; `rate` is how often a session or token
    may ask; `journal` notes the requests, where there is one; `road` brings the claims together, the house's where none
    is given.
    """
    app = FastAPI(title="Tollbook", version=tollbook.__version__, docs_url=None, redoc_url=None)
    app.state.desk = Desk(book, road)
    app.state.sessions = sessions
    app.state.site = site or own_machine(port)
    app.state.team = team or Team(book)
    app.state.attempts = Attempts()
    for view in VIEWS:
        app.include_router(view.router)
    app.add_api_route("/", _start, include_in_schema=False)
    app.mount("/static", _Shipped(directory=_HERE / "static"))
    # Not kept by the browser: Chromium now and then fails a range of a file of which it keeps other ranges.
    app.mount("/basemap", StaticFiles(directory=_HERE / "basemap"))
    app.add_middleware(
        Guard, site=app.state.site, sessions=sessions, team=app.state.team, rate=rate or Rate(*RATE), journal=journal
    )
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


def _describe(app: FastAPI) -> None:
    """Put the records that the answers hold, which are not pydantic's, into the description of the API."""
    bare = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = bare()
            answers = [answer for view in VIEWS for answer in getattr(view, "ANSWERS", ())]
            schema.setdefault("components", {}).setdefault("schemas", {}).update(schemas(answers))
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
