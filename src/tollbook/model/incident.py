"""Violence at one place within one time window, as the claims tell it."""

from __future__ import annotations

from typing import Literal

import msgspec

from tollbook.model.claim import AttackType
from tollbook.model.days import When
from tollbook.model.estimate import Estimate, Step
from tollbook.model.place import Where


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Claims that cannot all hold, kept side by side: what they disagree on, in a sentence, and their ids."""

    sentence: str
    claims: tuple[str, ...]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """A view computed from claims; nothing here is stored or edited.

    `key` is the claims' `incident` key; `id` is stable over recomputation (report and key). `kind` "aggregate" holds
    totals over a campaign, a year or a war, which are never added to incidents. `arithmetic` are the part/whole
    findings ("31 + 17 + 145 = 193 explains 'almost 200'"). `places` from the most to the least specific.
    """

    id: str
    key: str
    kind: Literal["incident", "aggregate"]
    report: str
    when: When | None
    places: tuple[Where, ...]
    attack_types: tuple[AttackType, ...]
    claims: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    arithmetic: tuple[Step, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
