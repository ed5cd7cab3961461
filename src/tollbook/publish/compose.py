"""A reading turned into the rows of its ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from tollbook.model import Attack, Casualty, Claim, Incident, Report, Responsibility, Speaker
from tollbook.publish import phrases, stances
from tollbook.publish.explain import doubts
from tollbook.publish.headings import heading_place
from tollbook.publish.ledger import (
    AttackRow,
    FigureRow,
    IncidentRows,
    Passage,
    ReportRows,
    ResponsibilityRow,
    SetAside,
    SpeakerRows,
)
from tollbook.publish.parts import estimate_rows, note, notes, place_rows, rules_of, summary_words

_Kind = TypeVar("_Kind", Casualty, Responsibility, Attack)


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
        summary=summary_words(incident.estimates, profiles),
        estimates=estimate_rows(incident.estimates, profiles),
        rules=rules_of(incident.estimates, profiles),
        arithmetic=notes(incident.arithmetic),
        disagreements=tuple(note(one.sentence, one.claims) for one in incident.disagreements),
        speakers=_speakers(_of(Casualty, claims), _usual(claims)),
        responsibilities=tuple(_responsibility(report, claim) for claim in _of(Responsibility, claims)),
        attacks=tuple(_attack(claim) for claim in _of(Attack, claims)),
        places=place_rows(incident.places),
    )


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
