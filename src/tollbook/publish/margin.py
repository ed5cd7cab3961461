"""A claim as it stands in the margin of its report, and as one line of a table."""

from __future__ import annotations

import msgspec

from tollbook.model import Attack, Casualty, Claim, Report, Responsibility, Span, Where
from tollbook.publish import phrases, stances
from tollbook.publish.cells import Cell
from tollbook.publish.marking import kind_of, words_of

CLAIM_COLUMNS: tuple[str, ...] = (
    "report", "claim", "kind", "figure", "value", "value_high", "bound", "victim_class", "victims", "attributes",
    "scope", "part_of", "stance", "relation", "actor", "actor_id", "attack_type", "targets", "weapons", "speaker",
    "speaker_id", "first_day", "last_day", "day_precision", "place", "place_precision", "country", "latitude",
    "longitude", "place_id", "polarity", "cause", "incident", "confidence", "start", "end", "evidence",
    "evidence_start", "evidence_end",
)  # fmt: skip
"""The columns of a table of claims: their names and their order are kept from one version to the next."""


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in words, with where its words stand.

    `kind` is its effect, "responsibility" or "attack". `figure` is the number with its bound, or the words that name
    none in quotes; None where the claim counts nobody. `sentence` says the rest ("civilians killed"). `speaker` is whom
    the report credits, `when` and `where` are in words. `notes` say what else must be known to read it rightly
    ("denied", "part of c1"). `words` are those that carry the claim; `evidence` is the sentence around them. `places`
    are those that it tells, the most specific first. `cells` is the same claim by the names of `CLAIM_COLUMNS`; what is
    unknown is None.
    """

    claim: str
    kind: str
    figure: str | None
    sentence: str
    speaker: str | None
    when: str | None
    where: str | None
    notes: tuple[str, ...]
    confidence: float
    words: Span
    evidence: Span
    places: tuple[Where, ...]
    cells: dict[str, Cell]


def claim_row(report: Report, claim: Claim) -> ClaimRow:
    """The claim in words; `report` is the one that makes it."""
    start, end = words_of(claim)
    return ClaimRow(
        claim=claim.id,
        kind=kind_of(claim),
        figure=_figure(claim),
        sentence=_sentence(report, claim),
        speaker=None if claim.speaker is None else claim.speaker.name,
        when=None if claim.when is None else phrases.days(claim.when),
        where=None if claim.where is None else _place(claim.where),
        notes=tuple(_notes(claim)),
        confidence=claim.confidence,
        words=Span.of(report.text, start, end),
        evidence=claim.evidence,
        places=_places(claim),
        cells=_cells(report, claim, start, end),
    )


def _figure(claim: Claim) -> str | None:
    """The number with its bound; the report's own words, quoted, where they name none."""
    if not isinstance(claim, Casualty):
        return None
    return phrases.figure(claim.count) if claim.count.value is not None else f"“{claim.count.text}”"


def _sentence(report: Report, claim: Claim) -> str:
    if isinstance(claim, Casualty):
        attributes = phrases.listing([word.replace("_", " ") for word in claim.attributes])
        told = f"{phrases.victims(claim.victims.victim_class)} {claim.effect}"
        return f"{told} ({attributes})" if attributes else told
    if isinstance(claim, Responsibility):
        return stances.in_words(claim, report.outlet)
    struck = phrases.listing([span.text for span in claim.targets])
    used = phrases.listing([span.text for span in claim.weapons])
    kind = phrases.attack(claim.type)
    return f"{kind}{f': {struck}' if struck else ''}{f', with {used}' if used else ''}"


def _notes(claim: Claim) -> list[str]:
    notes = []
    if claim.polarity != "asserted":
        notes.append("denied" if claim.polarity == "denied" else "said to be possible, not to have happened")
    if claim.cause == "other":
        notes.append("not by violence")
    if isinstance(claim, Casualty):
        if claim.scope == "aggregate":
            notes.append("a total over several incidents")
        if claim.part_of is not None:
            notes.append(f"part of {claim.part_of}")
    return notes


def _place(where: Where) -> str:
    known = where.precision is not None and where.precision not in ("exact", "settlement")
    return f"{phrases.place(where)} ({phrases.precision(where)})" if known else phrases.place(where)


def _places(claim: Claim) -> tuple[Where, ...]:
    struck = claim.places if isinstance(claim, Attack) else ()
    own = () if claim.where is None else (claim.where,)
    return own + tuple(place for place in struck if place not in own)


def _cells(report: Report, claim: Claim, start: int, end: int) -> dict[str, Cell]:
    known: dict[str, Cell] = {
        "report": report.digest[:12],
        "claim": claim.id,
        "kind": kind_of(claim),
        "polarity": claim.polarity,
        "cause": claim.cause,
        "incident": claim.incident,
        "confidence": claim.confidence,
        "start": start,
        "end": end,
        "evidence": claim.evidence.text,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
    }
    known |= _common_cells(claim) | _own_cells(claim)
    return {column: known.get(column) for column in CLAIM_COLUMNS}


def _common_cells(claim: Claim) -> dict[str, Cell]:
    speaker, when, where = claim.speaker, claim.when, claim.where
    known: dict[str, Cell] = {}
    if speaker is not None:
        known |= {"speaker": speaker.name, "speaker_id": None if speaker.actor is None else speaker.actor.id}
    if when is not None:
        known |= {"first_day": when.start.isoformat(), "last_day": when.end.isoformat()}
        known["day_precision"] = when.precision
    if where is not None:
        known |= {"place": phrases.place(where), "place_precision": where.precision, "country": where.country}
        known |= {"latitude": where.lat, "longitude": where.lon, "place_id": where.place}
    return known


def _own_cells(claim: Claim) -> dict[str, Cell]:
    if isinstance(claim, Casualty):
        return {
            "figure": claim.count.text,
            "value": claim.count.value,
            "value_high": claim.count.value_high,
            "bound": claim.count.bound,
            "victim_class": claim.victims.victim_class,
            "victims": claim.victims.text,
            "attributes": "; ".join(claim.attributes) or None,
            "scope": claim.scope,
            "part_of": claim.part_of,
        }
    if isinstance(claim, Responsibility):
        actor = claim.actor
        return {
            "stance": claim.stance,
            "relation": claim.relation,
            "actor": None if actor is None else phrases.actor(actor.text, actor.actor),
            "actor_id": None if actor is None or actor.actor is None else actor.actor.id,
        }
    return {
        "attack_type": claim.type,
        "targets": "; ".join(span.text for span in claim.targets) or None,
        "weapons": "; ".join(span.text for span in claim.weapons) or None,
    }
