"""A road that takes no model, and what adds 200 reports to a book by it, one acknowledged line each.

The road reads sentences of one form: "12 civilians were killed in Oravan, PK on 2026-02-01, blamed on the Oravan
Front." Each is an incident of its own; "Since 2003," before it makes it an aggregate.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import msgspec

from tollbook.book import Book
from tollbook.model import (
    ActorWords,
    Casualty,
    Claim,
    Count,
    Estimate,
    Incident,
    ReaderVersion,
    Report,
    Responsibility,
    Span,
    Step,
    Victims,
    When,
    Where,
    digest_of,
)

SENTENCE = re.compile(
    r"(?P<total>Since 2003, )?(?P<count>\d+|dozens) (?P<victims>civilians|soldiers|militants|people) were "
    r"(?P<effect>killed|injured) in (?P<place>\w+), (?P<country>[A-Z]{2})(?: on (?P<day>\d{4}-\d\d-\d\d))?"
    r"(?:, (?P<said>blamed on|claimed by) (?P<actor>[\w ]+))?\."
)
CLASSES: dict[str, Any] = {"civilians": "civilian", "soldiers": "security_forces", "militants": "militant"}


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What the road yields."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]


class CountingReader:
    """Has a name and a version."""

    def __init__(self, version: str) -> None:
        self.version = ReaderVersion(name="counting", version=version)


class CountingRoad:
    """Reads sentences of the form above, and counts what it is asked for."""

    def __init__(self, version: str = "1") -> None:
        self.reader = CountingReader(version)
        self.travelled = self.reconciled = 0

    def travel(self, report: Report) -> Counted:
        self.travelled += 1
        claims = tuple(claim for found in SENTENCE.finditer(report.text) for claim in self._claims(found))
        return Counted(claims=claims, incidents=tuple(_incidents(report, claims)))

    def reconcile(self, report: Report, claims: Sequence[Claim]) -> Counted:
        self.reconciled += 1
        return Counted(claims=tuple(claims), incidents=tuple(_incidents(report, claims)))

    def _claims(self, found: re.Match[str]) -> Iterator[Claim]:
        def span(group: str | int) -> dict[str, Any]:
            return {"text": found[group], "start": found.start(group), "end": found.end(group)}

        key = f"i{found.start()}"
        shared: dict[str, Any] = {
            "evidence": Span(**span(0)),
            "incident": key,
            "confidence": 0.5,
            "reader": self.reader.version,
            "where": Where(
                **span("place"), name=found["place"], country=found["country"], lat=1.0, lon=2.0, precision="settlement"
            ),
        }
        if found["day"]:
            day = dt.date.fromisoformat(found["day"])
            shared["when"] = When(start=day, end=day, precision="day", words=Span(**span("day")))
        vague = found["count"] == "dozens"
        yield Casualty(
            id=f"{key}.1",
            effect="killed" if found["effect"] == "killed" else "injured",
            count=Count(
                **span("count"), value=None if vague else int(found["count"]), bound="vague" if vague else "exact"
            ),
            victims=Victims(**span("victims"), victim_class=CLASSES.get(found["victims"], "unknown")),
            scope="aggregate" if found["total"] else "incident",
            **shared,
        )
        if found["actor"]:
            stance: Any = "blamed" if found["said"] == "blamed on" else "claimed"
            yield Responsibility(id=f"{key}.2", actor=ActorWords(**span("actor")), stance=stance, **shared)


def reports(number: int = 200) -> list[Report]:
    """So many reports, no two alike."""
    made = []
    for count in range(1, number + 1):
        text = (
            f"{count} civilians were killed in Oravan, PK on 2026-02-01. " + f"It was dispatch {count} of the day. " * 9
        )
        digest = digest_of(text.encode())
        made.append(Report(id=f"dispatch-{count}", text=text, digest=digest, published=dt.date(2026, 2, 2)))
    return made


def _incidents(report: Report, claims: Sequence[Claim]) -> Iterator[Incident]:
    for claim in claims:
        if isinstance(claim, Casualty):
            own = tuple(other.id for other in claims if other.incident == claim.incident)
            value = claim.count.value
            yield Incident(
                id=f"{report.digest[:8]}-{claim.incident}",
                key=claim.incident or "",
                kind=claim.scope,
                report=report.digest,
                when=claim.when,
                places=(claim.where,) if claim.where else (),
                attack_types=(),
                claims=own,
                estimates=tuple(
                    Estimate(
                        effect=claim.effect,
                        victim_class=victim_class,
                        low=value,
                        best=value,
                        high=value,
                        profile="tollbook",
                        profile_version="1",
                        steps=(Step(sentence="One claim, taken as it is.", claims=(claim.id,)),),
                        claims=(claim.id,),
                    )
                    for victim_class in (claim.victims.victim_class, "all")
                ),
            )


def main(path: str, lines: TextIO) -> None:
    """Add the reports to the book at `path`; a line is written for each that is safe."""
    with Book.open(path, road=CountingRoad()) as book:
        for result in book.add_each(reports()):
            assert result.digest is not None
            lines.write(f"{result.outcome} {result.digest[:12]} {result.name}\n")
            lines.flush()
