"""Who lays an incident to whom, over all reports: one edge for each speaker, stance and actor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tollbook.incidents.across.heard import Heard
from tollbook.incidents.across.statements import attestation
from tollbook.incidents.trust import side_of
from tollbook.model import ActorWords, Laid, Responsibility

_STEM = 4
"""How many first letters a country's name shares with its adjective: India, Indian; Russia, Russian."""

_OF_ITSELF = frozenset({"he", "him", "she", "her", "it", "they", "them", "we", "us", "i"})


def laid_to(heard: Sequence[Heard]) -> tuple[Laid, ...]:
    """The edges, in the order in which they were first published. Copies of a dispatch are one origin."""
    groups: dict[tuple[object, ...], list[Heard]] = {}
    for one in heard:
        claim = one.claim
        if isinstance(claim, Responsibility) and claim.polarity != "hypothetical":
            who = "press" if claim.speaker is None or claim.stance == "claimed" else one.voice
            groups.setdefault((who, claim.stance, claim.relation, _key(claim)), []).append(one)
    return tuple(_edge(members) for members in groups.values())


def same_actor(one: Laid, other: Laid) -> bool:
    """Whether two edges lead to one actor, by its name or a country's adjective."""
    if one.actor is None or other.actor is None:
        return False
    if one.actor.casefold() == other.actor.casefold():
        return True
    return bool(_stems(one.actor) & _stems(other.actor))


def _edge(members: Sequence[Heard]) -> Laid:
    first = members[0].claim
    if not isinstance(first, Responsibility):
        raise TypeError(f"{first.id} tells of no deed")
    voices = dict.fromkeys(_who(one) for one in members)
    more = f" and {len(voices) - 1} more" if len(voices) > 1 else ""
    return Laid(
        said_by=next(iter(voices)) + more,
        stance=first.stance,
        actor=_name(first),
        actor_id=None if first.actor is None or first.actor.actor is None else first.actor.actor.id,
        relation=first.relation,
        origins=len({one.origin for one in members}),
        attested=tuple(attestation(one) for one in members),
    )


def _who(one: Heard) -> str:
    """The one who claims, blames or denies, without the outlet where somebody is named."""
    return one.said_by if one.claim.speaker is None else one.claim.speaker.name


def _key(claim: Responsibility) -> str:
    if claim.actor is None:
        return ""
    known = claim.actor.actor
    return (_name(claim) or "").casefold() if known is None or known.id.startswith("role:") else known.id


def _name(claim: Responsibility) -> str | None:
    """The actor's name, or the words for one who is known by a role alone; a pronoun stands for the speaker himself."""
    if claim.actor is None:
        return None
    known = claim.actor.actor
    if known is not None and not known.id.startswith("role:"):
        return known.name
    if claim.actor.text.casefold() in _OF_ITSELF and claim.speaker is not None:
        return claim.speaker.name
    return claim.actor.text


def side(words: ActorWords) -> str:
    """The side that an actor's words name, by the registry, else by themselves."""
    return words.text.casefold() if words.actor is None else side_of(words.actor)


def _stems(words: str) -> set[str]:
    return {word[:_STEM].casefold() for word in re.findall(r"\w+", words) if word[0].isupper() and len(word) >= _STEM}
