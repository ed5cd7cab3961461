"""Who is who: the ids under which states, their forces and bearers of a role stand.

"state:PK" is Pakistan's government, "state:PK:military" and "state:PK:police" its forces, named as Pakistan's by the
words. "role:PK:police" is somebody whom the words call police and no more, in a report about Pakistan; "role:police"
the same where the report does not tell the country.
"""

from __future__ import annotations

from typing import get_args

from tollbook.actors.lexicon import Lexicon
from tollbook.model import Actor, ActorKind

_OF_STATES: dict[ActorKind, str] = {"government": "Government of {name}", "military": "{adjective} armed forces",
                                    "police": "{adjective} police"}  # fmt: skip
_ROLES: dict[ActorKind, str] = {
    "government": "officials", "military": "armed forces", "police": "police", "armed_group": "armed group",
    "health": "health workers", "monitor": "monitors", "intergovernmental": "intergovernmental body",
    "media": "media", "witness": "witnesses",
}  # fmt: skip


def of_state(lexicon: Lexicon, code: str, kind: ActorKind) -> Actor:
    """The government, the military or the police of the country `code`; for any other kind a role there."""
    pattern = _OF_STATES.get(kind)
    if pattern is None:
        return of_role(lexicon, code, kind)
    id_ = f"state:{code}" if kind == "government" else f"state:{code}:{kind}"
    entry = lexicon.by_id.get(id_)
    if entry is not None:
        return entry.actor()
    state = lexicon.registry.states[code]
    name = pattern.format(name=state.name, adjective=state.adjective)
    return Actor(id=id_, name=name, kind=kind, country=code, side=f"state:{code}")


def of_role(lexicon: Lexicon, code: str | None, kind: ActorKind) -> Actor:
    """Somebody of that kind, known by a role noun alone, in the country `code` where it is known."""
    if code is None:
        return Actor(id=f"role:{kind}", name=_ROLES[kind], kind=kind)
    id_ = f"role:{code}:{kind}"
    side = f"state:{code}" if kind in _OF_STATES else id_ if kind == "armed_group" else None
    name = f"{_ROLES[kind]} ({lexicon.registry.states[code].name})"
    return Actor(id=id_, name=name, kind=kind, country=code, side=side)


def from_id(lexicon: Lexicon, id_: str) -> Actor | None:
    """The actor that stands under `id_`, registered or made of a country and a kind; None where there is none."""
    entry = lexicon.by_id.get(id_)
    if entry is not None:
        return entry.actor()
    family, *rest = id_.split(":")
    code = rest[0] if rest and rest[0] in lexicon.registry.states else None
    kind = rest[-1] if rest else ""
    if family == "state" and code is not None:
        made = of_state(lexicon, code, "government" if len(rest) == 1 else _kind(kind))
    elif family == "role" and kind in _ROLES:
        made = of_role(lexicon, code, _kind(kind))
    else:
        return None
    return made if made.id == id_ else None


def _kind(written: str) -> ActorKind:
    """`written` as a kind, "unknown" where it is none."""
    return next((kind for kind in get_args(ActorKind) if kind == written), "unknown")
