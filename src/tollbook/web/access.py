"""Who asks, and what they may do: each route that changes something names the role that it takes."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request


class Role(IntEnum):
    """What somebody may do; each may do what those before it may."""

    READER = 1
    """Looks at everything but sensitive fields."""
    CODER = 2
    """Judges claims: accepts, rejects, amends, makes one that the reader missed, writes notes."""
    REVIEWER = 3
    """Judges incidents too: the same, not the same, moves claims, and undoes what others decided."""
    ADMIN = 4
    """Says who else may do what."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: the `name` that stands in the log beside what they decide, their role, and whether they see the names,
    ages, religion and ethnicity of victims.
    """

    name: str
    role: Role
    sees_victims: bool


def visitor_of(request: Request) -> Visitor:
    """Who sent this; the guard lets nobody through who has no session."""
    visitor: Visitor = request.state.visitor
    return visitor


def allowed(role: Role) -> Callable[[Request], Visitor]:
    """A dependency of a route: whoever asks, refused with 403 where their role is a lower one."""

    def checked(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor.role < role:
            raise HTTPException(
                403, f"This takes the role of {role.name.lower()}, and yours is that of {visitor.role.name.lower()}."
            )
        return visitor

    return checked
