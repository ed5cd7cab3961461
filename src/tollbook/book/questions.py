"""How incidents are asked for, and what is said where none is meant."""

from __future__ import annotations

from difflib import get_close_matches

from tollbook.errors import InputError


def not_one(id_: str, found: list[str], ids: list[str]) -> str:
    """Says why `id_` names no one incident: `found` begin with it, `ids` are the nearest."""
    if found:
        return f"{len(found)} incidents have an id that begins with {id_!r}: {_listed(found)}. Give more of it."
    near = get_close_matches(id_, ids, n=3, cutoff=0.5)
    remedy = f"The nearest: {_listed(near)}." if near else "`tollbook incidents` lists them."
    return f"No incident has the id {id_!r}. {remedy}"


def as_country(code: str | None) -> str | None:
    """The two letters of a country, in capitals; raises `InputError` where they are no such letters."""
    if code is None:
        return None
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise InputError(f"country is {code!r}. Give its two letters in ISO 3166, such as PK for Pakistan.")
    return code.upper()


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
