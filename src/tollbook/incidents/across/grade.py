"""How well an incident is attested, under the profiles that grade."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tollbook.incidents.across.statements import Stated, outlets_of
from tollbook.incidents.figures import listed
from tollbook.incidents.profiles import Profile
from tollbook.model import Grade, GradeName, Laid

_FEW = 3

_NAME = re.compile(r"\b[A-Z][\w'’-]+ (?:\w+ )?[A-Z][\w'’-]+")
"""A name of two capitalised words: "Reed Fighters"."""


def grades(statements: Sequence[Stated], laid: Sequence[Laid], profiles: Sequence[Profile]) -> tuple[Grade, ...]:
    """The grade of an incident under each profile that grades; none where nobody gives a figure that could count."""
    counted = [one for one in statements if one.asserted]
    return tuple(_GRADERS[profile.grades](counted, laid, profile) for profile in profiles if profile.grades and counted)


def _airwars(counted: Sequence[Stated], laid: Sequence[Laid], profile: Profile) -> Grade:
    harmed = [one for one in counted if one.statement.count.value != 0]
    civilian = [one for one in harmed if one.statement.victim_class in ("civilian", "unknown")]
    if harmed and not civilian:
        sentence = f"Discounted: all whom {_who(harmed)} count as harmed belong to armed forces or groups."
        return _grade(profile, "discounted", sentence, harmed)
    if not harmed:
        return _grade(profile, "discounted", f"Discounted: {_who(counted)} say that nobody was harmed.", counted)
    held = _actors(laid, ("claimed", "blamed", "reported"))
    if len(held) > 1:
        sentence = f"Contested: responsibility is laid to {listed(held)}."
        return _grade_of(profile, "contested", sentence, laid, ("claimed", "blamed", "reported"))
    claimed = _actors(laid, ("claimed",))
    if claimed:
        sentence = f"Confirmed: {claimed[0]} accepted responsibility."
        return _grade_of(profile, "confirmed", sentence, laid, ("claimed",))
    credible = [one for one in civilian if one.standing != "interested"]
    origins = list(dict.fromkeys(one.statement.origin for one in credible))
    if len(origins) > 1:
        sentence = f"Fair: {len(origins)} credible sources of different origins tell of it: {_who(credible)}."
        return _grade(profile, "fair", sentence, credible)
    if origins:
        return _grade(profile, "weak", f"Weak: it rests on one source alone: {_who(credible)}.", credible)
    return _grade(profile, "weak", f"Weak: only parties to the violence tell of it: {_who(civilian)}.", civilian)


def _ibc(counted: Sequence[Stated], laid: Sequence[Laid], profile: Profile) -> Grade:  # noqa: ARG001
    told = [one for one in counted if one.statement.effect in profile.effects and _counts(one, profile)]
    needed = profile.origins_for_entry
    sources = _sources(told)
    if sources >= needed:
        sentence = f"Entry: {sources} independent sources give figures: {_who(told)}."
        return _grade(profile, "entry", sentence, told)
    if not told:
        sentence = f"Below the threshold: nobody gives a figure of the kind that {profile.name} counts."
        return _grade(profile, "below_threshold", sentence, counted)
    printed = list(dict.fromkeys(outlet for one in told for outlet in outlets_of(one)))
    copies = f", printed by {listed(printed)}" if len(printed) > 1 else ""
    given = f"{sources} independent source gives figures ({_who(told)}{copies})"
    sentence = f"Below the threshold: {given}, and {needed} are needed."
    return _grade(profile, "below_threshold", sentence, told)


def _sources(told: Sequence[Stated]) -> int:
    """How many independent sources statements have: as many as there are origins and speakers, whichever are fewer. An
    outlet that quotes somebody is no second source for what it says in its own voice beside that.
    """
    quoting = {each.report.digest for one in told if not one.press for each in one.heard}
    sources = [one for one in told if not one.press or one.heard[0].report.digest not in quoting]
    return min(len({one.statement.origin for one in sources}), len({one.statement.voice for one in sources}))


def _counts(one: Stated, profile: Profile) -> bool:
    return profile.classes is None or one.statement.victim_class in profile.classes


_GRADERS: dict[str, Callable[[Sequence[Stated], Sequence[Laid], Profile], Grade]] = {"airwars": _airwars, "ibc": _ibc}


def _grade(profile: Profile, name: GradeName, sentence: str, rests_on: Sequence[Stated]) -> Grade:
    claims = tuple(each.claim for one in rests_on for each in one.statement.attested)
    return Grade(profile=profile.name, profile_version=profile.version, grade=name, sentence=sentence, claims=claims)


def _grade_of(profile: Profile, name: GradeName, sentence: str, laid: Sequence[Laid], stances: Sequence[str]) -> Grade:
    claims = tuple(each.claim for one in laid if one.stance in stances for each in one.attested)
    return Grade(profile=profile.name, profile_version=profile.version, grade=name, sentence=sentence, claims=claims)


def _actors(laid: Sequence[Laid], stances: Sequence[str]) -> list[str]:
    """The actors to whom it is laid as perpetrators, each once; those known by a role alone ("gunmen") only where
    nobody is named.
    """
    found = [one for one in laid if one.stance in stances and one.relation == "perpetrator" and one.actor]
    named = [one for one in found if not (one.actor_id or "").startswith("role:") or _NAME.search(one.actor or "")]
    return list(dict.fromkeys(one.actor for one in named or found if one.actor))


def _who(statements: Sequence[Stated]) -> str:
    """Whose statements they are: one for each origin, the first few by name."""
    names = list(dict.fromkeys(_first_of_each_origin(statements)))
    shown = names[:_FEW]
    return "; ".join(shown if len(names) <= _FEW else [*shown, f"{len(names) - _FEW} more"])


def _first_of_each_origin(statements: Sequence[Stated]) -> Iterator[str]:
    seen = set()
    for one in statements:
        if one.statement.origin not in seen:
            seen.add(one.statement.origin)
            yield one.statement.said_by
