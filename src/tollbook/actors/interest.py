"""Whose losses a speaker counts: those of its own side, its enemy's, or a third party's."""

from __future__ import annotations

import re

from tollbook.actors.context import Context
from tollbook.actors.phrase import resolve
from tollbook.model import Actor, ActorKind, Casualty, Interest

_STATE: frozenset[ActorKind] = frozenset({"government", "military", "police"})
_ON_NO_SIDE: frozenset[ActorKind] = frozenset({"health", "monitor", "intergovernmental", "media", "witness"})
_FOE = re.compile(
    r"\b(?:enem(?:y|ies)|terrorists?|mercenar(?:y|ies)|takfiris?|invaders?|occupiers?|occupation|infiltrators?|militants?"
    r"|extremists?|attackers?|insurgents?|gunm[ae]n|bandits?|criminals?|assailants?|khawarij|kharijites?)\b",
    re.IGNORECASE,
)
"""An armed group does not call its own fighters so, nor does a report that lets it speak of them."""
_ADHERENTS = re.compile(
    r"\b(?:worker|activist|supporter|member|follower|cadre|adherent|devotee|sympathi[sz]er)s?\b", re.IGNORECASE
)
"""A party that counts such and names no other party counts its own."""
_OURS = re.compile(r"\b(?:our|its|their own)\b", re.IGNORECASE)


def interest_of(claim: Casualty, context: Context, *, place: str | None = None) -> Interest | None:
    """Whose losses the speaker of `claim` counts; None where there is no registered speaker, or where the words tell
    not whose the victims are. `place` is the country of the claim's event.

    Whoever stands on no side counts a third party's losses, and so does everybody who counts civilians, unless they are
    said to be its own ("two of its workers"). Fighters are the speaker's own where their words name its side, or no
    side and those who fight on it; its enemy's where they name another side, or those who fight against its kind.
    """
    speaker = None if claim.speaker is None else claim.speaker.actor
    if speaker is None:
        return None
    words = claim.victims.text or ""
    if speaker.kind in _ON_NO_SIDE:
        return "third"
    if _OURS.search(words) or (speaker.kind == "unknown" and _ADHERENTS.search(words)):
        return "own"
    if claim.victims.victim_class == "civilian":
        return "third"
    victims = _fighters(words, claim, context, place)
    if victims is not None and victims.side is not None and _named(victims):
        beside = claim.victims.victim_class == "security_forces" and victims.kind == "armed_group"
        if beside and speaker.kind in _STATE:
            return "own"  # a group that counts as a state's forces fights beside them
        return _between(speaker, victims, context)
    return _by_class(speaker, claim, words)


def _fighters(words: str, claim: Casualty, context: Context, place: str | None) -> Actor | None:
    """Who the victims are where their words name those who fight."""
    if not words or (claim.victims.victim_class == "unknown" and not any(letter.isupper() for letter in words)):
        return None
    found = resolve(words, context, place=place)
    return None if found is None or found.actor.armed is None else found.actor


def _named(actor: Actor) -> bool:
    """Whether the words themselves name a side, and the report lends none."""
    return not actor.id.startswith("role:")


def _between(speaker: Actor, victims: Actor, context: Context) -> Interest | None:
    """Whose losses fighters of a named side are to a speaker."""
    ours = context.lexicon.line(speaker)
    theirs = context.lexicon.line(victims)
    if ours & theirs or _allied(speaker, victims) or _allied(victims, speaker):
        return "own"
    if speaker.kind == "government" and victims.kind in _STATE:
        return "third"  # a foreign government on another state's soldiers may be friend or foe
    return None if speaker.kind == "unknown" else "enemy"


def _allied(one: Actor, other: Actor) -> bool:
    """Whether `one` is a coalition of states that fights beside the state of `other`, its host."""
    coalition = one.side is not None and one.side == one.id and one.kind == "military"
    return coalition and one.country is not None and other.side == f"state:{one.country}"


def _by_class(speaker: Actor, claim: Casualty, words: str) -> Interest | None:
    """Whose losses victims are whose side no word names: by their class and by the speaker's kind."""
    counted = claim.victims.victim_class
    if counted == "unknown":
        return "third" if speaker.kind in ("government", "police") else None
    if speaker.kind in _STATE:
        return "own" if counted == "security_forces" else "enemy"
    if speaker.kind != "armed_group":
        return None
    if counted == "security_forces":
        return "enemy"
    return "own" if "perpetrator" in claim.attributes or not _FOE.search(words) else "enemy"
