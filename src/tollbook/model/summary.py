"""An incident as lists show it."""

from __future__ import annotations

from typing import Literal

import msgspec

from tollbook.model.incident import Incident
from tollbook.model.statement import GradeName

ReviewState = Literal[
    "untouched",  # nobody has decided anything about it
    "begun",  # somebody has
    "decided",  # every claim that counts people was accepted, rejected or amended
]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a list shows of an incident: the incident with the house profile's estimates alone, without the claims, the
    steps and the findings; how many `reports` tell of it, which `outlets` printed them (by name), and of how many
    `origins` they are. `grades` says how well it is attested, by profile, `review` how far people have come (None where
    that was not asked).
    """

    incident: Incident
    reports: int
    origins: int
    outlets: tuple[str, ...]
    grades: dict[str, GradeName] = {}
    review: ReviewState | None = None
