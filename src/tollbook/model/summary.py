"""An incident as lists show it."""

from __future__ import annotations

import msgspec

from tollbook.model.incident import Incident


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a list shows of an incident: the incident with the house profile's estimates alone, without the claims, the
    steps and the findings; how many `reports` tell of it, which `outlets` printed them (by name), and of how many
    `origins` they are.
    """

    incident: Incident
    reports: int
    origins: int
    outlets: tuple[str, ...]
