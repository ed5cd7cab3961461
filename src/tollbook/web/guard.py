"""What stands before every page: whose server this is, who asks, from where, and what a browser may do with an answer.

docs/decisions/0020-the-workbench.md tells the model.
"""

from __future__ import annotations

import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.web.journal import Journal
from tollbook.web.problems import problem
from tollbook.web.sessions import Sessions

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
OPEN = ("/enter", "/static/")
"""What is answered without a session: its beginning, and what the package ships."""


FAULT = "Something went wrong in the workbench itself. Nothing in the book was changed."


class Guard:
    """ASGI middleware: refuses what is not for us or not from us, and puts the headers on what is answered."""

    def __init__(self, app: ASGIApp, *, port: int, sessions: Sessions, journal: Journal | None) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        if port == 80:
            self._hosts |= {"127.0.0.1", "localhost"}
        self._cookie = cookie_name(port)
        self._sessions = sessions
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
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        request = Request(scope)
        try:
            await (self._refusal(request) or self._app)(scope, receive, dressed)
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
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return problem(request, 421, "This server does not go by that name. Open the address that it printed.")
        if request.method not in SAFE and not _from_ourselves(request.headers, host):
            return problem(request, 403, "This was sent by a page of another server, and nothing was done.")
        path = request.url.path
        visitor = self._sessions.visitor(request.cookies.get(self._cookie, ""))
        if visitor is None and not path.startswith(OPEN):
            return problem(
                request, 401, "There is no session here. Open the address that `tollbook serve` printed at its start."
            )
        request.state.visitor = visitor
        return None


def cookie_name(port: int) -> str:
    """The name of the session's cookie: cookies do not know ports, so that two workbenches would share one."""
    return f"tollbook-{port}"


def route_of(scope: Scope) -> str:
    """The pattern of the route that answers, such as "/reports/{digest}"; "-" where none does."""
    found: str = getattr(scope.get("route"), "path", "-")
    return found


def _from_ourselves(headers: Headers, host: str) -> bool:
    """Whether a page of ours sent this: by the Origin and Sec-Fetch-Site that browsers send and pages cannot change."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and site is None:
        return False
    return origin in (None, f"http://{host}") and site in (None, "same-origin")
