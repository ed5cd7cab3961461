"""Who is who: the ids under which states, their forces and bearers of a role stand.

"state:PK" is Pakistan's government, "state:PK:military" and "state:PK:police" its forces, named as Pakistan's by the
words. "role:PK:police" is somebody whom the words call police and no more, in a report about Pakistan; "role:police"
the same where the report does not tell the country. "role:PK:armed_group" bears arms and no more is said ("gunmen");
"role:PK:rebel", "role:PK:militia" and "role:PK:gang" are the same armed side where the words say what it is.
"""

from __future__ import annotations

from typing import NamedTuple, get_args

from tollbook.actors.lexicon import Lexicon
from tollbook.model import Actor, ActorKind, Armed

_OF_STATES: frozenset[ActorKind] = frozenset({"government", "military", "police"})


class _Bearer(NamedTuple):
    """What those are whom a role noun alone names."""

    name: str
    kind: ActorKind
    armed: Armed | None = None


_ROLES: dict[str, _Bearer] = {
    "government": _Bearer("officials", "government"),
    "military": _Bearer("armed forces", "military", "state_force"),
    "police": _Bearer("police", "police", "state_force"),
    "armed_group": _Bearer("armed group", "armed_group", "unknown"),
    "rebel": _Bearer("rebels", "armed_group", "rebel"),
    "militia": _Bearer("militia", "armed_group", "militia"),
    "gang": _Bearer("gang", "armed_group", "gang"),
    "peacekeeper": _Bearer("peacekeepers", "intergovernmental", "peacekeeper"),
    "health": _Bearer("health workers", "health"),
    "monitor": _Bearer("monitors", "monitor"),
    "intergovernmental": _Bearer("intergovernmental body", "intergovernmental"),
    "media": _Bearer("media", "media"),
    "witness": _Bearer("witnesses", "witness"),
}
"""By the end of the id."""


def of_state(lexicon: Lexicon, code: str, kind: ActorKind, armed: Armed | None = None) -> Actor:
    """The government, the military or the police of the country `code`; for any other kind a role there."""
    if kind not in _OF_STATES:
        return of_role(lexicon, code, kind, armed)
    return lexicon.by_id[f"state:{code}" if kind == "government" else f"state:{code}:{kind}"].actor()


def of_role(lexicon: Lexicon, code: str | None, kind: ActorKind, armed: Armed | None = None) -> Actor:
    """Somebody of that kind, known by a role noun alone, in the country `code` where it is known."""
    end = armed if armed in _ROLES else kind
    bearer = _ROLES[end]
    if code is None:
        return Actor(id=f"role:{end}", name=bearer.name, kind=bearer.kind, armed=bearer.armed)
    side = f"state:{code}" if kind in _OF_STATES else f"role:{code}:{kind}" if kind == "armed_group" else None
    return Actor(
        id=f"role:{code}:{end}",
        name=f"{bearer.name} ({lexicon.registry.states[code].name})",
        kind=bearer.kind,
        country=code,
        side=side,
        armed=bearer.armed,
    )


def from_id(lexicon: Lexicon, id_: str) -> Actor | None:
    """The actor that stands under `id_`, registered or made of a country and a role; None where there is none. A
    government of UCDP's, such as "ucdp:3", is the state's.
    """
    entry = lexicon.by_id.get(lexicon.registry.governments.get(id_, id_))
    if entry is not None:
        return entry.actor()
    family, *rest = id_.split(":")
    end = rest[-1] if rest else ""
    if family != "role" or end not in _ROLES:
        return None
    code = rest[0] if rest[0] in lexicon.registry.states else None
    bearer = _ROLES[end]
    made = of_role(lexicon, code, bearer.kind, next((one for one in get_args(Armed) if one == end), None))
    return made if made.id == id_ else None
