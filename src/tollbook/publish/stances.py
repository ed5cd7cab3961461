"""Responsibility in words: who claims, who blames whom, who denies."""

from __future__ import annotations

from tollbook.model import ActorWords, Relation, Responsibility, Speaker
from tollbook.publish import phrases

_WHAT: dict[Relation, str] = {"perpetrator": "responsibility", "sponsor": "sponsorship"}
_AS: dict[Relation, str] = {"perpetrator": "", "sponsor": " as sponsor"}
_DID: dict[Relation, str] = {"perpetrator": "did it", "sponsor": "is behind it"}


def in_words(claim: Responsibility, outlet: str | None) -> str:
    """The claim as one sentence without its full stop, such as "Norland blamed as sponsor by the army".

    Speakers and actors are one or many ("the army", "residents"), so no verb is made to agree with them.
    """
    speaker = None if claim.speaker is None else claim.speaker.name
    according = "" if speaker is None else f", according to {speaker}"
    if claim.actor is None:
        return f"No one has claimed {_WHAT[claim.relation]}{according}"
    actor = phrases.actor(claim.actor.text, claim.actor.actor)
    of_itself = claim.speaker is None or _same(claim.speaker, claim.actor)
    what = _WHAT[claim.relation].capitalize()
    if claim.stance == "claimed":
        return f"{what} claimed by {actor}{'' if of_itself else according}"
    if claim.stance == "denied":
        return f"{what} denied by {actor}" if of_itself else f"{what} of {actor} denied by {speaker}"
    if claim.stance == "blamed":
        by = "; the report does not say by whom" if speaker is None else f" by {speaker}"
        return f"{actor} blamed{_AS[claim.relation]}{by}"
    return f"{outlet or 'The report'} says in its own voice that {actor} {_DID[claim.relation]}{according}"


def _same(speaker: Speaker, actor: ActorWords) -> bool:
    """Whether the speaker and the actor are one: by the registry, by their words, or by their name."""
    if speaker.actor is not None and actor.actor is not None:
        return speaker.actor.id == actor.actor.id
    overlap = speaker.start < actor.end and actor.start < speaker.end
    return overlap or speaker.name.casefold() == actor.text.casefold()
