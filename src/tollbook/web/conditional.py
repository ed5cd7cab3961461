"""Answers that are asked for again: what follows from the book alone is known by the book's head and the question."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tollbook.web.access import Visitor
from tollbook.web.desk import Desk

_RUN = secrets.token_hex(8)
"""This run of the server: another one may be of another version, which says other things of the same book."""

TWINS = (".json", ".csv")
KEPT = "private, no-cache"
"""A browser may keep such an answer for its user, and asks each time whether it is still true."""


class Conditional:
    """ASGI middleware: gives twins an ETag, and answers 304 where it is sent back and nothing has changed.

    An answer that does not follow from the book alone says so by a Cache-Control of its own, and gets none.
    """

    def __init__(self, app: ASGIApp, *, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith(TWINS):
            await self._app(scope, receive, send)
            return
        tag = _tag(scope, await run_sync(self._desk.head))  # before the answer: it is never newer than what is told
        if tag in (one.strip() for one in Headers(scope=scope).get("if-none-match", "").split(",")):
            await send({"type": "http.response.start", "status": 304, "headers": _headers(tag)})
            await send({"type": "http.response.body", "body": b""})
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if "cache-control" not in headers:
                    headers["ETag"], headers["Cache-Control"] = tag, KEPT
            await send(message)

        await self._app(scope, receive, tagged)


def _tag(scope: Scope, head: str) -> str:
    """What an answer is known by: the book as it stands, the question, who asks, this run, and the day,
    since what is recent comes first in some lists.
    """
    visitor: Visitor = scope["state"]["visitor"]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    parts = (
        head, scope["path"], scope["query_string"].decode("latin-1"), visitor.signed, str(visitor.role),
        str(visitor.sees_victims), _RUN, today,
    )  # fmt: skip
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def _headers(tag: str) -> list[tuple[bytes, bytes]]:
    return [(b"etag", tag.encode()), (b"cache-control", KEPT.encode())]
