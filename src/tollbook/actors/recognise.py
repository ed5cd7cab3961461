"""The claims of one report, with the actors that the registry knows behind their speakers and those they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from tollbook.actors.context import Context
from tollbook.actors.interest import interest_of
from tollbook.actors.lexicon import Entry, lexicon
from tollbook.actors.persons import by_title
from tollbook.actors.phrase import Certainty, resolve
from tollbook.model import Actor, ActorKind, ActorWords, Casualty, Claim, Report, Responsibility, Speaker

_BACKWARD: dict[str, frozenset[ActorKind]] = {
    "group": frozenset({"armed_group"}), "organization": frozenset({"armed_group"}),
    "movement": frozenset({"armed_group"}), "terror group": frozenset({"armed_group"}),
    "terrorist group": frozenset({"armed_group"}), "militant group": frozenset({"armed_group"}),
    "rebel group": frozenset({"armed_group"}), "armed group": frozenset({"armed_group"}),
    "observatory": frozenset({"monitor"}), "monitor": frozenset({"monitor"}),
}  # fmt: skip
"""With "the" before them, these nouns point back to an actor that was named: of which kinds."""


_ARMED: frozenset[ActorKind] = frozenset({"military", "police", "armed_group"})
"""For whom a person who is accused may stand."""


def recognise(report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, with `speaker.actor` and a responsibility's `actor.actor` set to what the registry knows them as,
    None where it knows nothing or cannot tell, and with a casualty's `interest`; nothing else is changed.

    Names go before roles: a registered name, then a country with a role noun ("Pakistan's army"), then a role noun
    alone ("the army"), to which the report lends its country where it speaks of one. Where the words name several
    actors, the first of them stands. Raises ResourceError where the registry is missing or damaged.
    """
    recogniser = _Recogniser(Context(lexicon(), report, claims), claims)
    return tuple(recogniser.claim(claim) for claim in claims)


class _Recogniser:
    """Recognises within one report; a name that speaks of several events in one country is looked at once."""

    def __init__(self, context: Context, claims: Sequence[Claim]) -> None:
        self.context = context
        self._speakers: dict[tuple[str, str | None], Actor | None] = {}
        self._texts: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for claim in claims:
            if claim.speaker is not None and claim.speaker.text != claim.speaker.name:
                self._texts[claim.speaker.name][claim.speaker.text] = None

    def claim(self, claim: Claim) -> Claim:
        """The claim with its actors."""
        place = self.context.place(claim)
        changed: Claim = claim
        if claim.speaker is not None:
            actor = self._speaker(claim.speaker, place)
            if actor != claim.speaker.actor:
                changed = msgspec.structs.replace(changed, speaker=msgspec.structs.replace(claim.speaker, actor=actor))
        if isinstance(changed, Responsibility) and changed.actor is not None:
            actor = self._accused(changed.actor, changed, place)
            if actor != changed.actor.actor:
                changed = msgspec.structs.replace(changed, actor=msgspec.structs.replace(changed.actor, actor=actor))
        if isinstance(changed, Casualty):
            interest = interest_of(changed, self.context, place=place)
            if interest != changed.interest:
                changed = msgspec.structs.replace(changed, interest=interest)
        return changed

    def _speaker(self, speaker: Speaker, place: str | None) -> Actor | None:
        """By the name; else as the actor to whom the mention's own words point back."""
        key = (speaker.name, place)
        if key not in self._speakers:
            self._speakers[key] = self._called(speaker.name, place)
        actor = self._speakers[key]
        if actor is not None:
            return actor
        entry = self._pointed_back(speaker.text, speaker.start)
        return None if entry is None else entry.actor()

    def _called(self, name: str, place: str | None) -> Actor | None:
        """Who goes by a name: by the name itself, then by the words of its mentions, then by the title that the report
        gives it.
        """
        best = resolve(name, self.context, place=place)
        if best is None or best.certainty < Certainty.NAMED:
            others = [resolve(text, self.context, place=place) for text in self._texts[name]]
            if (best is None or best.title) and self._personal(name, known=best is not None):
                others.append(by_title(name, self.context, place=place))
            for found in others:
                if found is not None and (best is None or found.certainty > best.certainty):
                    best = found
        return None if best is None else best.actor

    def _personal(self, name: str, *, known: bool) -> bool:
        """Whether a name holds words that may be a person's own, and beside them no word that the registry knows,
        unless it is `known` that these are a title.
        """
        tokens = self.context.lexicon.tokenise(name)
        matches = self.context.lexicon.matches(tokens, self.context.letters)
        covered = {at for match in matches for at in range(match.first, match.after)}
        own = [token for at, token in enumerate(tokens) if at not in covered]
        return (known or not matches) and any(token.capital or self.context.letters != "mixed" for token in own)

    def _accused(self, words: ActorWords, claim: Responsibility, place: str | None) -> Actor | None:
        """By the words; else as the speaker of a claim who stands at the same words ("it claimed ...")."""
        found = resolve(words.text, self.context, place=place, sponsor=claim.relation == "sponsor")
        if found is not None and found.certainty is Certainty.NAMED:
            return found.actor
        entry = self._pointed_back(words.text, words.start)
        if entry is not None:
            return entry.actor()
        speaker = claim.speaker
        if speaker is not None and speaker.actor is not None and _may_act(speaker.actor) and _overlap(speaker, words):
            return speaker.actor
        if found is None:
            person = by_title(words.text, self.context, place=place)
            return person.actor if person is not None and person.actor.kind in _ARMED else None
        return found.actor

    def _pointed_back(self, words: str, start: int) -> Entry | None:
        """The one actor of the right kind that the report names before "the group" and its like."""
        article, _, noun = words.partition(" ")
        kinds = _BACKWARD.get(noun.lower()) if article.lower() in ("the", "this") else None
        if kinds is None:
            return None
        entries = {entry.id: entry for at, entry in self.context.named if at < start and entry.kind in kinds}
        return next(iter(entries.values())) if len(entries) == 1 else None


def _may_act(actor: Actor) -> bool:
    """Whether an actor may be the one accused, and is more than somebody who saw it."""
    return actor.kind not in ("witness", "media")


def _overlap(speaker: Speaker, words: ActorWords) -> bool:
    return speaker.start < words.end and words.start < speaker.end
