"""The workbench as an ASGI application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

import tollbook
from tollbook.book import RoadLike, Team
from tollbook.web import (
    compare,
    decisions,
    differing,
    entrance,
    incident,
    keeping,
    manual,
    overview,
    people,
    report,
    reports,
    review,
    subjects,
)
from tollbook.web.checking import Checking
from tollbook.web.conditional import Conditional
from tollbook.web.described import describe_api
from tollbook.web.desk import Desk
from tollbook.web.guard import Guard, Site, own_machine
from tollbook.web.journal import Journal
from tollbook.web.limits import Attempts, Rate
from tollbook.web.problems import tell_problems
from tollbook.web.sessions import Doors
from tollbook.web.strict import known_questions

VIEWS = (
    entrance,
    overview,
    review,
    decisions,
    reports,
    report,
    incident,
    subjects,
    differing,
    compare,
    keeping,
    people,
    manual,
)
"""The modules of the views; each has a `router`."""

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
    app = FastAPI(
        title="Tollbook",
        version=tollbook.__version__,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(known_questions)],
    )
    app.state.desk = Desk(book, road)
    app.state.sessions = sessions
    app.state.site = site or own_machine(port)
    app.state.team = team or Team(book)
    app.state.attempts = Attempts()
    app.state.checking = Checking(app.state.desk, app.state.team)
    for view in VIEWS:
        app.include_router(view.router)
    app.mount("/static", _Shipped(directory=_HERE / "static"))
    # Not kept by the browser: Chromium now and then fails a range of a file of which it keeps other ranges.
    app.mount("/basemap", StaticFiles(directory=_HERE / "basemap"))
    app.add_middleware(Conditional, desk=app.state.desk)
    app.add_middleware(
        Guard, site=app.state.site, sessions=sessions, team=app.state.team, rate=rate or Rate(*RATE), journal=journal
    )
    tell_problems(app)
    describe_api(app)
    return app


class _Shipped(StaticFiles):
    """What the package ships, with an ETag: a browser asks each time whether it changed."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response
