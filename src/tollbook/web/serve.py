"""The workbench, served on this machine alone until it is told to stop."""

from __future__ import annotations

import contextlib
import html
import os
import socket
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import uvicorn

from tollbook.book import Book, user_name
from tollbook.errors import InputError
from tollbook.web.access import Role, Visitor
from tollbook.web.app import workbench
from tollbook.web.journal import Journal
from tollbook.web.sessions import Sessions

HOST = "127.0.0.1"


def serve(
    book: Path, *, port: int, browser: bool, log: TextIO | None = None, announce: Callable[[str], None] = print
) -> None:
    """Serve the book until the process is interrupted; `announce` is given the address with its token.

    `port` 0 is a free one. With `browser` the address is opened too. Requests are noted in `log`, where it is given.
    Raises what `Book.open` raises where there is no book, and `InputError` where the port is taken.
    """
    Book.open(book, create=False).close()
    sessions = Sessions(Visitor(name=user_name(), role=Role.ADMIN, sees_victims=True))
    with _listening(port) as listener:
        taken = listener.getsockname()[1]
        app = workbench(book, port=taken, sessions=sessions, journal=None if log is None else Journal(log))
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # no proxy stands before us, so nobody may say that he is one
                ws="none",
                lifespan="off",
                timeout_graceful_shutdown=3,
            )
        )
        address = f"http://{HOST}:{taken}/enter?token={sessions.token}"
        announce(address)
        with _opened(address) if browser else contextlib.nullcontext():
            server.run(sockets=[listener])


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """A socket that listens at the port of this machine, so that whoever is told the address may come at once."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise InputError(
                f"Port {port} cannot be listened at ({error.strerror}). Give another one with --port, or 0 for any."
            ) from error
        listener.listen(128)
        yield listener


@contextmanager
def _opened(address: str) -> Iterator[None]:
    """Open the address in a browser by way of a file that only this user can read.

    An address on a browser's command line could be read by every user of the machine, its token with it.
    """
    handle, name = tempfile.mkstemp(prefix="tollbook-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={html.escape(address)}">'
        )
    try:
        webbrowser.open(Path(name).as_uri())
        yield
    finally:
        Path(name).unlink(missing_ok=True)
