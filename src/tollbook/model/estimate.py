"""Low, best and high for one effect and class, under one profile."""

from __future__ import annotations

from typing import Literal

import msgspec

from tollbook.model.claim import Effect, VictimClass


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a rule, as a sentence that a reader understands, and the ids of the claims that it used."""

    sentence: str
    claims: tuple[str, ...] = ()


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """`low <= best <= high` people for one effect and victim class ("all" for every class together).

    Missing is not zero: a value is None where no claim supports one, and 0 only where a claim says so.
    `profile` and `profile_version` name the rule set; `steps` tell how it came to the values, `claims` which claims
    they rest on.
    """

    effect: Effect
    victim_class: VictimClass | Literal["all"]
    low: int | None
    best: int | None
    high: int | None
    profile: str
    profile_version: str
    steps: tuple[Step, ...]
    claims: tuple[str, ...]
