"""The way in and out: the one-time token of one's own machine; name and password, or an invitation, for a team."""

from __future__ import annotations

import math
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.errors import InputError
from tollbook.web.access import team_of
from tollbook.web.bodies import Filled
from tollbook.web.guard import Site
from tollbook.web.limits import Attempts
from tollbook.web.pages import page
from tollbook.web.problems import problem
from tollbook.web.sessions import Sessions, TeamSessions

router = APIRouter(include_in_schema=False)

WRONG = "This name and password do not go together."


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page that asks for a password sends; `onward` is where somebody was going."""

    name: str = ""
    password: str = ""
    onward: str = "/"


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody who was invited sends."""

    token: str = ""
    password: str = ""


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """A session begins with the token of `tollbook serve`; whoever has one already may use the address again."""
    sessions, site = request.app.state.sessions, _site(request)
    if request.state.visitor is not None:
        return RedirectResponse("/", 303)
    if not isinstance(sessions, Sessions):
        return RedirectResponse("/sign-in", 303)
    session = sessions.enter(token)
    if session is None:
        return problem(
            request, 401, "This address was used already, or is not whole. Start `tollbook serve` again for a new one."
        )
    return _let_in(RedirectResponse("/", 303), site, session)


@router.get("/sign-in")
def ask(request: Request) -> Response:
    """The page that asks for name and password."""
    if request.state.visitor is not None:
        return RedirectResponse("/", 303)
    if not isinstance(request.app.state.sessions, TeamSessions):
        return problem(request, 404, "Nobody signs in here: this workbench is for one person alone.")
    return _asking()


@router.post("/sign-in")
def sign_in(request: Request, given: Annotated[SignIn, Depends(Filled(SignIn))]) -> Response:
    """A session begins with name and password. Whoever tries again and again waits longer and longer."""
    if not isinstance(request.app.state.sessions, TeamSessions):
        return problem(request, 404, "Nobody signs in here: this workbench is for one person alone.")
    attempts: Attempts = request.app.state.attempts
    address, onward = address_of(request), _within(given.onward)
    wait = math.ceil(attempts.wait(given.name, address))
    if wait:
        words = f"There were too many wrong attempts. Try again in {wait} {'second' if wait == 1 else 'seconds'}."
        answer = _asking(given.name, words, onward, 429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    attempts.failed(given.name, address)  # counted before it is tried, so that many at once do not slip through
    session = team_of(request).sign_in(given.name, given.password)
    if session is None:
        return _asking(given.name, WRONG, onward, 401)
    attempts.succeeded(given.name, address)
    _leave_session(request)
    return _let_in(RedirectResponse(onward, 303), _site(request), session)


@router.get("/invited")
def invited(request: Request, token: str = "") -> Response:
    """The page on which somebody who was invited sets a password."""
    user = team_of(request).invited(token)
    if user is None:
        return problem(request, 404, "This invitation was used already, or is over. Ask for another one.")
    return page("invited.html.jinja", name=user.name, token=token, wrong=None)


@router.post("/invited")
def accept(request: Request, given: Annotated[NewPassword, Depends(Filled(NewPassword))]) -> Response:
    """The password is set, and the invitation used up."""
    user = team_of(request).invited(given.token)
    try:
        team_of(request).accept(given.token, given.password)
    except InputError as error:
        name = "" if user is None else user.name
        return page("invited.html.jinja", name=name, token=given.token, wrong=str(error), code=400)
    return RedirectResponse("/sign-in", 303)


@router.post("/leave")
def leave(request: Request) -> Response:
    """The session ends."""
    site = _site(request)
    _leave_session(request)
    response: Response = page("left.html.jinja", team=isinstance(request.app.state.sessions, TeamSessions))
    response.delete_cookie(site.cookie, httponly=True, samesite="lax", path="/", secure=site.secure)
    return response


def address_of(request: Request) -> str:
    """Where a request comes from, as far as it can be told.

    Behind a proxy on this machine that is what the proxy says last; what others say of themselves counts for nothing.
    """
    peer = "unknown" if request.client is None else request.client.host
    if peer in ("127.0.0.1", "::1") and request.app.state.site.public:
        return request.headers.get("x-forwarded-for", peer).rpartition(",")[2].strip()[:100] or peer
    return peer


def _asking(name: str = "", wrong: str | None = None, onward: str = "/", code: int = 200) -> Response:
    return page("sign_in.html.jinja", code=code, name=name, wrong=wrong, onward=onward)


def _let_in(response: Response, site: Site, session: str) -> Response:
    response.set_cookie(site.cookie, session, httponly=True, samesite="lax", path="/", secure=site.secure)
    return response


def _leave_session(request: Request) -> None:
    request.app.state.sessions.leave(request.cookies.get(_site(request).cookie, ""))


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _within(onward: str) -> str:
    """Where to go on, if that is an address of ours, else the beginning: a link must not lead elsewhere from here."""
    good = onward.startswith("/") and not onward.startswith(("//", "/\\")) and onward.isprintable()
    return onward if good and "\\" not in onward else "/"
