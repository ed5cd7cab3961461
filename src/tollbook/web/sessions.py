"""How a session begins and ends: by a token that is used up by its first use, or by signing in."""

from __future__ import annotations

import hashlib
import secrets
from threading import Lock
from typing import Protocol

from tollbook.book import Team
from tollbook.web.access import Visitor, as_visitor


class Doors(Protocol):
    """Who is in: what the guard asks about the id in a cookie."""

    def visitor(self, session: str) -> Visitor | None:
        """Whose open session has this id; None where none has."""
        ...

    def leave(self, session: str) -> None:
        """End a session."""
        ...


class Sessions:
    """The sessions of one server, in its memory: they end when it ends.

    Of the token and of each session's id only the hash is kept. `owner` is whom the token lets in.
    """

    def __init__(self, owner: Visitor) -> None:
        self._owner = owner
        self.token = secrets.token_urlsafe(32)
        self._waiting: bytes | None = _hashed(self.token)
        self._open: dict[bytes, Visitor] = {}
        self._lock = Lock()

    def enter(self, token: str) -> str | None:
        """Begin a session with the token, which is used up by it: the session's id; None for a wrong or used token."""
        with self._lock:
            if self._waiting is None or not secrets.compare_digest(self._waiting, _hashed(token)):
                return None
            self._waiting = None
            session = secrets.token_urlsafe(32)
            self._open[_hashed(session)] = self._owner
            return session

    def visitor(self, session: str) -> Visitor | None:
        """Whose open session has this id; None where none has."""
        return self._open.get(_hashed(session))

    def leave(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_hashed(session), None)


class TeamSessions:
    """The sessions of a team's users, kept in the team's file: they outlive a restart, and end where a user's password
    or role changes, whoever changes it.
    """

    def __init__(self, team: Team) -> None:
        self._team = team

    def visitor(self, session: str) -> Visitor | None:
        """Whose open session has this id; None where none has."""
        user = self._team.session(session)
        return None if user is None else as_visitor(user)

    def leave(self, session: str) -> None:
        """End a session."""
        self._team.sign_out(session)


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
