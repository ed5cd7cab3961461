"""Small reports with their claims, told sentence by sentence, for the tests of stage 5."""

from __future__ import annotations

import datetime as dt

import msgspec

from tollbook.incidents import reconcile
from tollbook.model import (
    Actor,
    ActorKind,
    ActorWords,
    Attack,
    AttackType,
    Attribute,
    Bound,
    Casualty,
    Cause,
    Claim,
    Count,
    DayPrecision,
    Effect,
    Estimate,
    Incident,
    PlacePrecision,
    Polarity,
    ReaderVersion,
    Relation,
    Report,
    Responsibility,
    Scope,
    Span,
    Speaker,
    Stance,
    VictimClass,
    Victims,
    When,
    Where,
    digest_of,
)

READER = ReaderVersion(name="hand", version="1")


def place(name: str, lat: float, lon: float, precision: PlacePrecision = "settlement", country: str = "QQ") -> Where:
    """A place of the made-up country QQ."""
    return Where(text=name, start=0, end=len(name), name=name, country=country, lat=lat, lon=lon, precision=precision)


def days(start: str, end: str | None = None, precision: DayPrecision | None = None) -> When:
    """The days from `start` to `end`, or the one day."""
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    return When(start=first, end=last, precision=precision or ("day" if first == last else "range"))


class Story:
    """A report in the making. `sentence` starts a sentence; the claims told after it have it as their evidence, and
    the day, place and speaker that were last set.
    """

    def __init__(self, when: When | None = None, where: Where | None = None) -> None:
        self.text = ""
        self.claims: list[Claim] = []
        self.when, self.where = when, where
        self.by: tuple[str, ActorKind | None, str | None] | None = None
        self._start = 0

    def sentence(
        self, words: str, by: str | None = None, kind: ActorKind | None = None, side: str | None = None
    ) -> Story:
        """Add a sentence, credited to `by`, who is registered where `kind` is given."""
        self.text += ("\n\n" if self.text else "") + words
        self._start = len(self.text) - len(words)
        self.by = None if by is None else (by, kind, side)
        return self

    def casualty(
        self,
        claim_id: str,
        count: str,
        victims: str | None = None,
        victim_class: VictimClass = "unknown",
        *,
        value: int | None,
        bound: Bound = "exact",
        value_high: int | None = None,
        effect: Effect = "killed",
        attributes: tuple[Attribute, ...] = (),
        scope: Scope = "incident",
        part_of: str | None = None,
        polarity: Polarity = "asserted",
        cause: Cause = "violence",
        when: When | None = None,
        where: Where | None = None,
    ) -> Story:
        """Claim a casualty figure; its words must stand in the current sentence."""
        counted = self._span(count)
        named = self._span(victims) if victims is not None else None
        self.claims.append(
            Casualty(
                id=claim_id,
                evidence=self._evidence(),
                speaker=self._speaker(),
                when=when or self.when,
                where=where or self.where,
                polarity=polarity,
                cause=cause,
                confidence=1.0,
                reader=READER,
                effect=effect,
                count=Count(
                    text=count, start=counted.start, end=counted.end, value=value, bound=bound, value_high=value_high
                ),
                victims=Victims(
                    text=named.text if named else None,
                    start=named.start if named else None,
                    end=named.end if named else None,
                    victim_class=victim_class,
                ),
                attributes=attributes,
                scope=scope,
                part_of=part_of,
            )
        )
        return self

    def attack(self, claim_id: str, trigger: str, attack_type: AttackType = "armed_assault") -> Story:
        """Claim an attack whose trigger stands in the current sentence."""
        self.claims.append(
            Attack(
                id=claim_id, evidence=self._evidence(), speaker=self._speaker(), when=self.when, where=self.where,
                confidence=1.0, reader=READER, type=attack_type, trigger=self._span(trigger),
            )
        )  # fmt: skip
        return self

    def deed(
        self,
        claim_id: str,
        actor: str | None,
        stance: Stance,
        relation: Relation = "perpetrator",
        *,
        kind: ActorKind | None = None,
        side: str | None = None,
    ) -> Story:
        """Claim a responsibility whose actor stands in the current sentence."""
        words = None
        if actor is not None:
            span = self._span(actor)
            entry = None if kind is None else Actor(id=side or actor, name=actor, kind=kind, side=side)
            words = ActorWords(text=actor, start=span.start, end=span.end, actor=entry)
        self.claims.append(
            Responsibility(
                id=claim_id, evidence=self._evidence(), speaker=self._speaker(), when=self.when, where=self.where,
                confidence=1.0, reader=READER, actor=words, stance=stance, relation=relation,
            )
        )  # fmt: skip
        return self

    def report(self) -> Report:
        """The report as told so far."""
        return Report(id="story", text=self.text, digest=digest_of(self.text.encode()))

    def incidents(self, *profiles: str) -> tuple[Incident, ...]:
        """What stage 5 makes of it, under `profiles` (the house's own where none is named)."""
        return reconcile(self.report(), self.claims, profiles or ("tollbook",))[1]

    def keyed(self) -> dict[str, Claim]:
        """The claims as stage 5 gives them back, by id."""
        return {claim.id: claim for claim in reconcile(self.report(), self.claims, ("tollbook",))[0]}

    def only(self, *profiles: str) -> Incident:
        """The one incident that is told of."""
        (incident,) = self.incidents(*profiles)
        return incident

    def _evidence(self) -> Span:
        return Span.of(self.text, self._start, len(self.text))

    def _span(self, words: str) -> Span:
        start = self.text.index(words, self._start)
        return Span.of(self.text, start, start + len(words))

    def _speaker(self) -> Speaker | None:
        if self.by is None:
            return None
        name, kind, side = self.by
        start = max(self.text.find(name), 0)
        actor = None if kind is None else Actor(id=side or name, name=name, kind=kind, side=side)
        return Speaker(text=name, start=start, end=start + len(name), name=name, actor=actor)


def values(incident: Incident, effect: Effect = "killed", profile: str = "tollbook") -> dict[str, list[int | None]]:
    """Low, best and high of each class."""
    return {
        each.victim_class: [each.low, each.best, each.high]
        for each in incident.estimates
        if each.effect == effect and each.profile == profile
    }


def estimate(incident: Incident, victim_class: str, effect: Effect = "killed", profile: str = "tollbook") -> Estimate:
    """One estimate of an incident."""
    (found,) = [
        each
        for each in incident.estimates
        if (each.effect, each.victim_class, each.profile) == (effect, victim_class, profile)
    ]
    return found


def stripped(claim: Claim) -> Claim:
    """The claim as a reader gives it: without a key."""
    return msgspec.structs.replace(claim, incident=None)
