"""The people who work on a book: who they are, what they may do, and what is noted of what they saw and did."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from typing import Literal

import msgspec

AuditAction = Literal[
    "signed_in", "sign_in_refused", "signed_out", "user_added", "user_changed", "user_removed", "user_invited",
    "password_set", "token_made", "token_revoked", "victims_seen", "verified",
]  # fmt: skip


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


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a team. `sees_victims` says whether they see the names, ages, religion and ethnicity of victims.

    One who is `invited` has set no password yet. `seen` is when they last asked for something, None for never.
    """

    number: int
    name: str
    role: Role
    sees_victims: bool
    added: dt.datetime
    added_by: str
    invited: bool = False
    seen: dt.datetime | None = None


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """What a program shows instead of a password: it may do what its `role` may, and never more than its `owner`."""

    number: int
    name: str
    owner: str
    role: Role
    sees_victims: bool
    made: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None = None


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody saw or did, and when; `about` says what it was seen of or done to."""

    number: int
    at: dt.datetime
    who: str
    action: AuditAction
    about: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """A check of a whole book: when, by whom, up to which log entry, how long it took, and `fault` where it is not
    whole.
    """

    at: dt.datetime
    who: str
    entries: int
    seconds: float
    fault: str | None = None
