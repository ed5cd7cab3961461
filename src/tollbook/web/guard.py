"""What stands before every page: whose server this is, who asks, from where, how much and how often, and what a browser
may do with an answer.

docs/decisions/0020-the-workbench.md tells the model.
"""

from __future__ import annotations

import hashlib
import math
import time
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.book import Team
from tollbook.errors import InputError
from tollbook.web.access import WHO, Visitor
from tollbook.web.journal import Journal
from tollbook.web.limits import Rate
from tollbook.web.problems import problem, sign_in_page
from tollbook.web.sessions import Doors, TeamSessions

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the map's own small signs
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
"""The Content-Security-Policy of every answer."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make the Origin of our own forms "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = frozenset({"/enter", "/sign-in", "/invited"})
SHIPPED = ("/static/", "/basemap/")
"""What the package ships: it is the same for everybody, and asked for in ranges and by the dozen."""

MOST_BYTES = 1 << 20
"""The longest body of a request: a decision with its reasons takes a few thousand."""

FAULT = "Something went wrong in the workbench itself. Nothing in the book was changed."


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Where browsers reach the workbench: the `hosts` that it goes by, the scheme, and its cookie's name.

    Cookies do not know ports, so that two workbenches would share one: the name carries the port. `public` says that
    it is opened from other machines.
    """

    hosts: frozenset[str]
    scheme: str
    cookie: str
    public: bool = False

    @property
    def secure(self) -> bool:
        """Whether the cookie only travels by TLS."""
        return self.scheme == "https"


def own_machine(port: int) -> Site:
    """A port of this machine, for its own user."""
    names = ("127.0.0.1", "localhost", "[::1]")
    hosts = {f"{name}:{port}" for name in names}
    return Site(hosts=frozenset(hosts | set(names) if port == 80 else hosts), scheme="http", cookie=f"tollbook-{port}")


def public_site(url: str) -> Site:
    """An address that others open ("https://casework.example.org"); raises `InputError` where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise InputError(f"{url} is no address to open the workbench at. Write it like https://casework.example.org.")
    # "__Host-": browsers take it by TLS alone, and from no other name of the same domain
    cookie = "__Host-tollbook" if parts.scheme == "https" else "tollbook"
    return Site(hosts=frozenset({parts.netloc.lower()}), scheme=parts.scheme, cookie=cookie, public=True)


class Guard:
    """ASGI middleware: refuses what is not for us or not from us, and puts the headers on what is answered."""

    def __init__(
        self, app: ASGIApp, *, site: Site, sessions: Doors, team: Team, rate: Rate, journal: Journal | None
    ) -> None:
        self._app = app
        self._site = site
        self._sessions = sessions
        self._team = team
        self._rate = rate
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _dress(MutableHeaders(scope=message), sensitive=scope["state"].get("sensitive", False))
            await send(message)

        scope.setdefault("state", {})
        WHO.set(None)
        request = Request(scope)
        try:
            await (self._refusal(request) or self._app)(scope, _measured(receive), dressed)
        except Exception as error:  # noqa: BLE001 - whatever it was, its words may quote a report and stay here
            if self._journal is not None:
                self._journal.failed(route_of(scope), error)
            if status:  # the answer has begun, and cannot become another
                raise ConnectionAbortedError("an answer broke off") from None
            await problem(request, 500, FAULT)(scope, receive, dressed)
        if self._journal is not None:
            taken = (time.perf_counter() - began) * 1000
            self._journal.answered(scope["method"], route_of(scope), status, taken)

    def _refusal(self, request: Request) -> ASGIApp | None:
        """The answer to a request that is refused; None for one that is let through, with who sent it in its state."""
        host = request.headers.get("host", "").lower()
        if host not in self._site.hosts:
            return problem(request, 421, "This server does not go by that name. Open the address that it printed.")
        token = _bearer(request.headers)
        changes = request.method not in SAFE
        if changes and not _from_ourselves(request.headers, f"{self._site.scheme}://{host}", program=token is not None):
            return problem(request, 403, "This was sent by a page of another server, and nothing was done.")
        if int(_digits(request.headers.get("content-length", "0"))) > MOST_BYTES:
            return problem(request, 413, TOO_LONG)
        visitor = self._visitor(request, token)
        path = request.url.path
        request.state.visitor = visitor
        WHO.set(visitor)
        if visitor is None:
            return None if path in OPEN or path.startswith("/static/") else self._unknown(request, token)
        if (token is not None or isinstance(self._sessions, TeamSessions)) and not path.startswith(SHIPPED):
            return self._too_often(request, visitor, token)
        return None

    def _visitor(self, request: Request, token: str | None) -> Visitor | None:
        """Who asks: whoever brings a token comes by that alone, whatever cookie there is."""
        if token is None:
            return self._sessions.visitor(request.cookies.get(self._site.cookie, ""))
        found = self._team.token(token)
        if found is None:
            return None
        return Visitor(name=found.owner, role=found.role, sees_victims=found.sees_victims, token=found.name)

    def _unknown(self, request: Request, token: str | None) -> ASGIApp:
        if token is not None:
            answer = problem(request, 401, "This token opens nothing: it is wrong, over or revoked.")
        elif isinstance(self._sessions, TeamSessions):
            answer = sign_in_page(request) or problem(
                request, 401, "There is no session here. Sign in, or send a token."
            )
        else:
            answer = problem(
                request, 401, "There is no session here. Open the address that `tollbook serve` printed at its start."
            )
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    def _too_often(self, request: Request, visitor: Visitor, token: str | None) -> ASGIApp | None:
        secret = token or request.cookies.get(self._site.cookie, "")
        wait = self._rate.wait(hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest())
        if not wait:
            return None
        answer = problem(request, 429, f"{visitor.signed} asks for too much at once. Wait {math.ceil(wait)} s.")
        answer.headers["Retry-After"] = str(math.ceil(wait))
        return answer


TOO_LONG = f"This is longer than the {MOST_BYTES:,} bytes that are taken at once."


def route_of(scope: Scope) -> str:
    """The pattern of the route that answers, such as "/reports/{digest}"; "-" where none does."""
    found: str = getattr(scope.get("route"), "path", "-")
    return found


def _dress(headers: MutableHeaders, *, sensitive: bool) -> None:
    """Put the headers of every answer on one; what shows sensitive fields is kept by no browser."""
    headers.update(HEADERS)
    if sensitive:
        headers["Cache-Control"] = "no-store"
        del headers["ETag"]
    headers.setdefault("Cache-Control", "no-store")


def _measured(receive: Receive) -> Receive:
    """The same, but refused with 413 where the body that comes is too long, whatever length it was said to have."""
    taken = 0

    async def measured() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise HTTPException(413, TOO_LONG)
        return message

    return measured


def _digits(length: str) -> str:
    return length if length.isdecimal() and len(length) < 20 else str(MOST_BYTES + 1)


def _bearer(headers: Headers) -> str | None:
    """The token that a program shows; None where there is no such header."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _from_ourselves(headers: Headers, ours: str, *, program: bool) -> bool:
    """Whether a page of ours sent this: by the Origin and Sec-Fetch-Site that browsers send and pages cannot change.

    A program that shows a token need not say where it is: no browser adds that header by itself.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and site is None:
        return program
    return origin in (None, ours) and site in (None, "same-origin")
