"""Organised forces, groups and bodies: who acts, and who speaks."""

from __future__ import annotations

from typing import Literal

import msgspec

ActorKind = Literal[
    "government",  # a state, its government, ministry, province or official
    "military",  # a state's armed forces, a coalition of states
    "police",  # police and other forces of order of a state
    "armed_group",  # an organised non-state group
    "health",  # a hospital, medics, a health ministry
    "monitor",  # a body that counts: SOHR, Airwars, a rights organisation
    "intergovernmental",  # the United Nations and the like
    "media",  # an outlet or agency that is credited
    "witness",  # residents, witnesses, activists, relatives
    "unknown",
]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the registry. `id` is stable ("ucdp:5" or "state:PK:military"); `side` is the id of the state or
    group on whose side it stands in a conflict (its own id for a group), None where it stands on none.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    side: str | None = None
