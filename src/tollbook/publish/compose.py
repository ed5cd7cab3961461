"""A reading turned into the rows of its ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from tollbook.model import Attack, Casualty, Claim, Estimate, Incident, Report, Responsibility, Speaker, Step, Where
from tollbook.publish import phrases, stances
from tollbook.publish.explain import doubts
from tollbook.publish.headings import heading_place
from tollbook.publish.ledger import (
    AttackRow,
    EstimateRow,
    FigureRow,
    IncidentRows,
    Note,
    Passage,
    Piece,
    PlaceRow,
    Range,
    ReportRows,
    ResponsibilityRow,
    Rule,
    SetAside,
    SpeakerRows,
)

_Kind = TypeVar("_Kind", Casualty, Responsibility, Attack)

_EFFECTS = ("killed", "injured", "missing", "abducted", "detained", "displaced")
_CLASSES = ("civilian", "security_forces", "militant", "unknown", "all")
_NO_RANGE = Range(low=phrases.UNKNOWN, best=phrases.UNKNOWN, high=phrases.UNKNOWN)


def compose(
    report: Report,
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
    profiles: Sequence[str] | None = None,
) -> ReportRows:
    """The ledger of a reading.

    `profiles` names the estimate profiles to show, in the order of their columns; None shows all that the incidents
    hold, the house's own first. Claims that belong to no incident at all are listed apart, with the reason; those of
    an incident that is not among the given ones are left out.
    """
    columns = tuple(profiles) if profiles is not None else _profiles(incidents)
    by_id = {claim.id: claim for claim in claims}
    rows = [(incident.kind, _incident(report, incident, by_id, columns)) for incident in incidents]
    used = {claim for incident in incidents for claim in incident.claims}
    return ReportRows(
        report=report.id,
        title=report.title,
        outlet=report.outlet,
        agency=report.agency,
        published=None if report.published is None else phrases.day(report.published),
        url=report.url,
        profiles=columns,
        incidents=tuple(row for kind, row in rows if kind == "incident"),
        aggregates=tuple(row for kind, row in rows if kind == "aggregate"),
        set_aside=tuple(_set_aside(report, claim) for claim in claims if claim.id not in used and _apart(claim)),
    )


def best_in_words(estimate: Estimate) -> str:
    """The estimate in a few words: "193 killed", "at least 3 injured"; "" where nothing is known."""
    if estimate.best is not None:
        return f"{phrases.number(estimate.best)} {estimate.effect}"
    if estimate.low is not None:
        return f"at least {phrases.number(estimate.low)} {estimate.effect}"
    if estimate.high is not None:
        return f"at most {phrases.number(estimate.high)} {estimate.effect}"
    return ""


def _profiles(incidents: Sequence[Incident]) -> tuple[str, ...]:
    names = _unique(estimate.profile for incident in incidents for estimate in incident.estimates)
    return tuple(sorted(names, key=lambda name: name != "tollbook"))


def _incident(report: Report, incident: Incident, by_id: dict[str, Claim], profiles: tuple[str, ...]) -> IncidentRows:
    claims = [by_id[identity] for identity in incident.claims if identity in by_id]
    return IncidentRows(
        id=incident.id,
        kind=incident.kind,
        place=heading_place(incident.places),
        days=phrases.days(incident.when),
        attack_types=tuple(phrases.attack(attack_type) for attack_type in incident.attack_types),
        summary=_summary(incident.estimates, profiles),
        estimates=_estimates(incident.estimates, profiles),
        rules=_rules(incident.estimates, profiles),
        arithmetic=_notes(incident.arithmetic),
        disagreements=tuple(_note(one.sentence, one.claims) for one in incident.disagreements),
        speakers=_speakers(_of(Casualty, claims), _usual(claims)),
        responsibilities=tuple(_responsibility(report, claim) for claim in _of(Responsibility, claims)),
        attacks=tuple(_attack(claim) for claim in _of(Attack, claims)),
        places=_places(incident.places),
    )


def _summary(estimates: Sequence[Estimate], profiles: tuple[str, ...]) -> tuple[str, ...]:
    """The best figure for each effect under the first profile: of every class together, else of the only class."""
    first = [estimate for estimate in _sorted(estimates) if profiles and estimate.profile == profiles[0]]
    words = []
    for _, group in groupby(first, key=lambda estimate: estimate.effect):
        rows = list(group)
        if rows[-1].victim_class == "all" or len(rows) == 1:
            words.append(best_in_words(rows[-1]))
    return tuple(word for word in words if word)


def _estimates(estimates: Sequence[Estimate], profiles: tuple[str, ...]) -> tuple[EstimateRow, ...]:
    cells = {
        (one.effect, one.victim_class, one.profile): Range(
            low=phrases.number(one.low), best=phrases.number(one.best), high=phrases.number(one.high)
        )
        for one in estimates
    }
    shown = [one for one in _sorted(estimates) if one.profile in profiles]
    return tuple(
        EstimateRow(
            effect=effect,
            victims=phrases.victim_class(victim_class),
            whole=victim_class == "all",
            ranges=tuple(cells.get((effect, victim_class, profile), _NO_RANGE) for profile in profiles),
        )
        for effect, victim_class in dict.fromkeys((one.effect, one.victim_class) for one in shown)
    )


def _rules(estimates: Sequence[Estimate], profiles: tuple[str, ...]) -> tuple[Rule, ...]:
    """The steps behind the estimates, those with the same steps told once."""
    subjects: dict[tuple[str, str, tuple[Step, ...]], list[str]] = {}
    for profile in profiles:
        for one in _sorted(estimates):
            if one.profile == profile and one.steps:
                key = (profile, one.profile_version, one.steps)
                subjects.setdefault(key, []).append(f"{one.effect}, {phrases.victim_class(one.victim_class)}")
    return tuple(
        Rule(profile=profile, version=version, subjects=tuple(names), steps=_notes(steps))
        for (profile, version, steps), names in subjects.items()
    )


def _notes(steps: Iterable[Step]) -> tuple[Note, ...]:
    return tuple(_note(step.sentence, step.claims) for step in steps)


def _note(sentence: str, claims: tuple[str, ...]) -> Note:
    """The sentence with the ids that it names in brackets, "(c2, the army)", told apart from its words."""
    if not claims:
        return Note(pieces=(Piece(text=sentence),))
    named = re.compile(rf"(?<=\()({'|'.join(re.escape(claim) for claim in claims)})(?=[,)])")
    parts = named.split(sentence)
    pieces = tuple(Piece(text=part, claim=order % 2 == 1) for order, part in enumerate(parts) if part)
    told = set(parts[1::2])
    return Note(pieces=pieces, also=tuple(claim for claim in claims if claim not in told))


def _sorted(estimates: Sequence[Estimate]) -> list[Estimate]:
    return sorted(estimates, key=lambda one: (_EFFECTS.index(one.effect), _CLASSES.index(one.victim_class)))


def _speakers(claims: Sequence[Casualty], usual: tuple[str | None, str | None]) -> tuple[SpeakerRows, ...]:
    """The figures by speaker, speakers in the order in which the report first brings them."""
    by_speaker: dict[str, list[Casualty]] = {}
    for claim in claims:
        # By name: the registry may know two speakers as one body ("officials").
        by_speaker.setdefault("" if claim.speaker is None else claim.speaker.name.casefold(), []).append(claim)
    rows = []
    for group in by_speaker.values():
        speaker = group[0].speaker
        rows.append(
            SpeakerRows(
                speaker=None if speaker is None else speaker.name,
                known_as=None if speaker is None else _known_as(speaker),
                passages=_passages(group, usual),
            )
        )
    return tuple(rows)


def _known_as(speaker: Speaker) -> str | None:
    if speaker.actor is None:
        return None
    kind = "" if speaker.actor.kind == "unknown" else speaker.actor.kind.replace("_", " ")
    name = "" if speaker.actor.name.casefold() == speaker.name.casefold() else speaker.actor.name
    return ", ".join(word for word in (name, kind) if word) or None


def _passages(claims: Sequence[Casualty], usual: tuple[str | None, str | None]) -> tuple[Passage, ...]:
    by_evidence: dict[tuple[int, int], list[Casualty]] = {}
    for claim in claims:
        by_evidence.setdefault((claim.evidence.start, claim.evidence.end), []).append(claim)
    return tuple(
        Passage(quote=group[0].evidence.text, figures=tuple(_figure(claim, usual) for claim in group))
        for group in by_evidence.values()
    )


def _figure(claim: Casualty, usual: tuple[str | None, str | None]) -> FigureRow:
    usual_days, usual_place = usual
    words = phrases.figure(claim.count)
    notes = [attribute.replace("_", " ") for attribute in claim.attributes]
    if claim.part_of is not None:
        notes.append(f"part of {claim.part_of}")
    if claim.when is not None and phrases.days(claim.when) != usual_days:
        notes.append(phrases.days(claim.when))
    if claim.where is not None and phrases.place(claim.where) != usual_place:
        notes.append(phrases.place(claim.where))
    if claim.polarity != "asserted":
        notes.append(claim.polarity)
    if claim.cause == "other":
        notes.append("not violence, not counted")
    notes.extend(doubts(claim))
    return FigureRow(
        claim=claim.id,
        figure=words,
        said=None if claim.count.text.casefold() == words else claim.count.text,
        victims=phrases.victims(claim.victims.victim_class),
        effect=claim.effect,
        notes=tuple(notes),
    )


def _usual(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The days and the place that most claims of the incident give: a row names its own only where they differ."""
    days = Counter(phrases.days(claim.when) for claim in claims if claim.when is not None)
    places = Counter(phrases.place(claim.where) for claim in claims if claim.where is not None)
    return (
        days.most_common(1)[0][0] if days else None,
        places.most_common(1)[0][0] if places else None,
    )


def _responsibility(report: Report, claim: Responsibility) -> ResponsibilityRow:
    return ResponsibilityRow(
        claim=claim.id,
        sentence=stances.in_words(claim, report.outlet),
        quote=claim.evidence.text,
        notes=doubts(claim),
    )


def _attack(claim: Attack) -> AttackRow:
    return AttackRow(
        claim=claim.id,
        type=phrases.attack(claim.type),
        said=claim.trigger.text,
        targets=tuple(span.text for span in claim.targets),
        weapons=tuple(span.text for span in claim.weapons),
        quote=claim.evidence.text,
        notes=doubts(claim),
    )


def _places(places: Sequence[Where]) -> tuple[PlaceRow, ...]:
    return tuple(
        PlaceRow(
            name=phrases.place(where),
            said=None if where.name is None or where.text in ("", where.name) else where.text,
            precision=phrases.precision(where),
            country=where.country,
            coordinates=phrases.coordinates(where),
        )
        for where in places
    )


def _apart(claim: Claim) -> bool:
    return claim.cause != "violence" or claim.polarity != "asserted" or claim.incident is None


def _set_aside(report: Report, claim: Claim) -> SetAside:
    return SetAside(claim=claim.id, what=_what(report, claim), reason=_reason(claim), quote=claim.evidence.text)


def _what(report: Report, claim: Claim) -> str:
    if isinstance(claim, Responsibility):
        return stances.in_words(claim, report.outlet)
    if isinstance(claim, Attack):
        return phrases.attack(claim.type)
    return f"{phrases.figure(claim.count)}, {phrases.victims(claim.victims.victim_class)}, {claim.effect}"


def _reason(claim: Claim) -> str:
    if claim.cause == "other":
        return "not violence"
    if claim.polarity == "hypothetical":
        return "said of what might happen, not of what did"
    if claim.polarity == "denied":
        return "denied by the words themselves"
    return "tied to no incident by the report"


def _of(kind: type[_Kind], claims: Sequence[Claim]) -> list[_Kind]:
    return [claim for claim in claims if isinstance(claim, kind)]


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
