"""Which claims of several reports are one speaker's: the registry tells bodies, names tell people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from tollbook.model import Actor, ActorKind, Claim, Report, Speaker

Spoken: TypeAlias = tuple[Report, Claim, str]
"""A claim with its report and who printed it: the agency or the outlet that speaks where nobody is credited."""

_BODY = re.compile(r"^role:(?:\w+:)?(?:government|military|police|armed_group|rebel|militia|gang|intergovernmental)$")
"""Roles that stand for one body wherever they are named; a doctor here and medics there are different people."""

_NAME = re.compile(r"^(?:[A-Z][\w'’.-]*)(?: (?:al-|el-|bin |ibn |de |van |von )?[A-Z][\w'’.-]*)+$")
"""A person's name: capitalised words, at least two."""

_COMMON = frozenset({"Police", "Army", "Ministry", "Hospital", "Officials", "Force", "Forces", "Department", "Office",
                     "Council", "Government", "Residents", "Witnesses", "Chief", "Minister", "Authority",
                     "Authorities"})  # fmt: skip
"""Words that make capitalised words the name of a body or an office."""


_BODIES: tuple[tuple[re.Pattern[str], ActorKind], ...] = (
    (
        re.compile(r"\b(?:General Staff|Armed Forces|Army|Air Force|Defen[cs]e Ministry|Ministry of Defen[cs]e)$"),
        "military",
    ),
    (re.compile(r"\b(?:Liberation Front|Front|Brigades?|Militia)$"), "armed_group"),
    (re.compile(r"\b(?:Police|Police Department|Sheriff's Office)$"), "police"),
)
"""Outlets that are no press: what they print is the word of a party, whose name they bear."""


def body_of(report: Report) -> Actor | None:
    """The force or group that publishes a report itself, known by the name of the outlet; None for the press."""
    name = report.outlet or ""
    kind = next((kind for words, kind in _BODIES if words.search(name)), None)
    return None if kind is None else Actor(id=f"role:{kind}", name=name, kind=kind)


class Voices:
    """Tells whose voice each claim is. People of one role are told apart by their names; a name that others give in
    full is theirs, and a role without a name is the only one that is named in it, if there is only one.
    """

    def __init__(self, names: dict[str, list[str]], roles: frozenset[str]) -> None:
        self._names, self._roles = names, roles

    def voice(self, report: Report, claim: Claim, printer: str) -> str:
        """The voice of a claim."""
        if claim.speaker is None:
            return f"press:{printer.casefold()}"
        kind, name = self._role_of(claim.speaker), _person(claim.speaker)
        named = self._names.get(kind, [])
        if name is not None:
            return f"{kind}|{_fullest(name, named)}"
        last = claim.speaker.name.split()[-1:] or [""]
        bearers = [known for known in named if known.split()[-1] == last[0].casefold()]
        if len(bearers) == 1:
            return f"{kind}|{bearers[0]}"
        if kind.endswith(":health") and "hospital" in claim.speaker.name:
            return f"{kind}|hospital"
        if kind.startswith("name:") or (kind.startswith("role:") and not _BODY.match(kind)):
            return f"{kind}|{claim.speaker.name.casefold()}@{self._place(report, claim)}"
        if kind.startswith("role:") and len(named) == 1:
            return f"{kind}|{named[0]}"
        return kind

    def _role_of(self, speaker: Speaker) -> str:
        """The body for which somebody speaks; one of no country is the only one of its kind, if there is only one."""
        role = _role(speaker)
        if role in ("role:military", "role:police"):
            kin = [one for one in self._roles if one.endswith(role.removeprefix("role")) and one != role]
            return kin[0] if len(kin) == 1 else role
        return f"{role}|{speaker.name.casefold()}" if role == "role:armed_group" else role

    def _place(self, report: Report, claim: Claim) -> str:
        """Where the same unnamed words mean the same speaker: everywhere for "the mayor", else in one outlet."""
        speaker = claim.speaker
        assert speaker is not None
        definite = speaker.text.casefold().startswith("the ") or speaker.name[:1].isupper()
        return "" if definite and not _is_plural(speaker.name) else (report.outlet or report.digest).casefold()


def voices_of(spoken: Sequence[Spoken]) -> Voices:
    """The voices of all claims of an incident."""
    names: dict[str, set[str]] = {}
    for _, claim, _ in spoken:
        if claim.speaker is not None and (name := _person(claim.speaker)) is not None:
            names.setdefault(_role(claim.speaker), set()).add(name)
    roles = frozenset(_role(claim.speaker) for _, claim, _ in spoken if claim.speaker is not None)
    fullest = {role: sorted({_fullest(name, sorted(known)) for name in known}) for role, known in names.items()}
    return Voices(fullest, roles)


def _role(speaker: Speaker) -> str:
    """The body for which somebody speaks, by its id in the registry; "name:" where it is not known."""
    if speaker.actor is None or speaker.actor.kind == "unknown":
        return "name:"
    return speaker.actor.id


def _person(speaker: Speaker) -> str | None:
    """A person's name in small letters, None for a body and for who is not named. A registered body has one voice."""
    role = _role(speaker)
    if not role.startswith(("role:", "name:")) or not _NAME.match(speaker.name):
        return None
    return None if _COMMON & set(speaker.name.split()) else speaker.name.casefold()


def _fullest(name: str, known: Sequence[str]) -> str:
    """The longest known name with the same last word that holds every word of `name`."""
    words = set(name.split())
    longer = [one for one in known if one.split()[-1] == name.split()[-1] and words <= set(one.split())]
    return max(longer, key=lambda one: (len(one.split()), one), default=name)


def _is_plural(name: str) -> bool:
    return name.casefold().endswith("s") and " " not in name
