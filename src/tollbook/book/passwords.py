"""Passwords: what is asked of one, and its argon2 hash, which is all that is kept."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from tollbook.errors import InputError, ResourceError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 256
"""How many characters a password has."""

_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MiB: many at once would be a way to bring the machine to its knees


def hashed(password: str, name: str) -> str:
    """The hash of a new password of the user `name`; raises `InputError` where it is too easy."""
    given = _normal(password)
    if not SHORTEST <= len(given) <= LONGEST:
        raise InputError(
            f"A password has {SHORTEST} to {LONGEST} characters. A sentence of several words is a good one."
        )
    own = given.casefold().replace(name.casefold(), "") if name else given
    if len(set(own)) < 5 or len(own) < SHORTEST - 4:
        raise InputError("This password is too easily guessed: mix words that nobody would look for, without the name.")
    return again(given)


def again(password: str) -> str:
    """The hash of a password that was set before."""
    with _AT_ONCE:
        return _hasher().hash(_normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one whose hash is kept. It takes as long where none is kept."""
    given, hasher = _normal(password)[: LONGEST + 1], _hasher()
    from argon2.exceptions import VerificationError

    with _AT_ONCE:
        try:
            right = hasher.verify(kept or _nobodys(), given)
        except VerificationError:
            return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Whether a hash was made more cheaply than one made today would be."""
    return _hasher().check_needs_rehash(kept)


def _normal(password: str) -> str:
    """The password as every keyboard gives it: "é" may be one character or two."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError as error:
        raise ResourceError(f"Users need {error.name}. Install it with: pip install 'tollbook[serve]'") from None
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("a password that nobody has")
