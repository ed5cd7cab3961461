"""Who asks, and what they may do and see: each route that changes something names the role that it takes."""

from __future__ import annotations

from contextvars import ContextVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tollbook.book import Team
from tollbook.model import Role, User

__all__ = ["WHO", "Allowed", "Role", "Visitor", "allowed", "as_visitor", "team_of", "victims_shown", "visitor_of"]


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: their `name`, their role, and whether they see the names, ages, religion and ethnicity of victims.

    `token` is the name of the API token that a program of theirs came with.
    """

    name: str
    role: Role
    sees_victims: bool
    token: str | None = None

    @property
    def signed(self) -> str:
        """What stands in the log beside what they decide: "anna", or "anna/nightly" for her program. No name of a user
        or a token holds a "/".
        """
        return self.name if self.token is None else f"{self.name}/{self.token}"


WHO: ContextVar[Visitor | None] = ContextVar("WHO", default=None)
"""Who asks for the answer that is being made: the frame of a page says so."""


def visitor_of(request: Request) -> Visitor:
    """Who sent this; the guard lets nobody through who has no session and no token."""
    visitor: Visitor = request.state.visitor
    return visitor


def as_visitor(user: User) -> Visitor:
    """A user of the team as one who asks."""
    return Visitor(name=user.name, role=user.role, sees_victims=user.sees_victims)


class Allowed:
    """A dependency of a route: whoever asks, refused with 403 where their role is a lower one than `role`."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, request: Request) -> Visitor:
        """Whoever asks."""
        visitor = visitor_of(request)
        if visitor.role < self.role:
            raise HTTPException(
                403,
                f"This takes the role of {self.role.name.lower()}, and yours is that of {visitor.role.name.lower()}.",
            )
        return visitor


def allowed(role: Role) -> Allowed:
    """A dependency of a route: whoever asks, refused with 403 where their role is a lower one."""
    return Allowed(role)


def victims_shown(request: Request, about: str) -> bool:
    """Whether this answer may show the sensitive fields of `about` ("incident 1f0c77a2"): where it may, that is noted
    in the audit before it is shown, and no browser keeps the answer.
    """
    visitor = visitor_of(request)
    if not visitor.sees_victims:
        return False
    team_of(request).note(visitor.signed, "victims_seen", about)
    request.state.sensitive = True
    return True


def team_of(request: Request) -> Team:
    """The book's team."""
    team: Team = request.app.state.team
    return team
