"""The workbench, served until it is told to stop: to its user alone on this machine, or to a team that signs in."""

from __future__ import annotations

import contextlib
import html
import ipaddress
import os
import socket
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import msgspec
import uvicorn

from tollbook.book import Book, Team, user_name
from tollbook.errors import InputError
from tollbook.web.access import Role, Visitor
from tollbook.web.app import workbench
from tollbook.web.guard import public_site
from tollbook.web.journal import Journal
from tollbook.web.sessions import Sessions, TeamSessions

HOST = "127.0.0.1"
"""Where nothing but this machine comes in."""


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """What is told when the server listens: the address to open, whether people sign in there, and a warning where what
    they send can be read on its way.
    """

    address: str
    team: bool
    warning: str | None = None


def serve(
    book: Path,
    *,
    port: int,
    browser: bool,
    host: str = HOST,
    url: str | None = None,
    team: bool = False,
    log: TextIO | None = None,
    announce: Callable[[Announced], None] = lambda told: print(told.address),
) -> None:
    """Serve the book until the process is interrupted; `announce` is told the address.

    A book that has users asks for name and password; with `team` it must have some. Without, the address carries a
    token that works once. `port` 0 is a free one. `host` is the address to listen at, `url` the one that other machines
    open: both only for a team. With `browser` the address is opened too. Requests are noted in `log`, if it is given.

    Raises what `Book.open` raises where there is no book, and `InputError` where the port is taken, or others could
    reach a book that asks for no password.
    """
    Book.open(book, create=False).close()
    people = Team(book)
    signing_in = _signing_in(people, host, url, team=team)
    site = None if url is None else public_site(url)
    owner = Sessions(Visitor(name=user_name(), role=Role.ADMIN, sees_victims=True))
    with contextlib.closing(people), _listening(host, port) as listener:
        taken = listener.getsockname()[1]
        app = workbench(
            book,
            port=taken,
            sessions=TeamSessions(people) if signing_in else owner,
            team=people,
            site=site,
            journal=None if log is None else Journal(log),
        )
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # what a proxy says is read where it matters, and believed where one may stand
                ws="none",
                lifespan="off",
                timeout_graceful_shutdown=3,
            )
        )
        beginning = url.rstrip("/") if url else f"http://{HOST}:{taken}"
        address = f"{beginning}/sign-in" if signing_in else f"{beginning}/enter?token={owner.token}"
        announce(Announced(address=address, team=signing_in, warning=_warning(host, url)))
        with _opened(address) if browser else contextlib.nullcontext():
            server.run(sockets=[listener])


def _signing_in(people: Team, host: str, url: str | None, *, team: bool) -> bool:
    """Whether people sign in: where there are users. Raises `InputError` where there should be some, and are none."""
    if people.users():
        if not _is_own(host) and url is None:
            raise InputError(
                f"Listening at {host}, the workbench must know its name there. Give the address that browsers open: "
                "--url https://casework.example.org"
            )
        return True
    if team or url is not None or not _is_own(host):
        raise InputError(
            "Others may only reach a book that has users, and this one has none. Begin with an admin: "
            "`tollbook users add NAME --role admin`."
        )
    return False


def _is_own(host: str) -> bool:
    """Whether only this machine reaches what listens at an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise InputError(f"{host} is no address of a machine. Give one in figures, such as 127.0.0.1.") from None


def _warning(host: str, url: str | None) -> str | None:
    if url is not None and url.startswith("http:"):
        return (
            "Without TLS, passwords and everything that is shown can be read and changed on their way. Put a reverse "
            "proxy with a certificate before this, and give its address: --url https://..."
        )
    if not _is_own(host):
        return (
            f"This listens at {host} without TLS of its own. Let nothing but the reverse proxy reach that port, "
            "or listen at 127.0.0.1 and put the proxy on this machine."
        )
    return None


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens at the port of this machine, so that whoever is told the address may come at once."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
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
