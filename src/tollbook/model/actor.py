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
Armed = Literal[
    "state_force",  # an army, a police force or a paramilitary force of a state, or of several together
    "rebel",  # a group that fights a government, or for a territory of its own
    "militia",  # an armed group beside or against others, for a state, a community, a party or pay
    "gang",  # a group that lives by crime
    "peacekeeper",  # a force that an intergovernmental body sent to keep a peace
    "unknown",  # it bears arms, and the words tell no more: "gunmen", "militants"
]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the registry. `id` is stable ("ucdp:5" or "state:PK:military"); `side` is the id of the state or
    group on whose side it stands in a conflict (its own id for a group), None where it stands on none. `armed` is what
    it is among those that bear arms, None for all others.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    side: str | None = None
    armed: Armed | None = None
