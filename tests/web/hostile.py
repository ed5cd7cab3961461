"""Reports of one incident in which everything that is named is a payload: outlets, speakers, actors, places, words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.publish.sample import READER
from tests.web.payloads import PAYLOADS
from tollbook.book import Book
from tollbook.model import (
    ActorWords,
    Attack,
    Casualty,
    Claim,
    Count,
    Report,
    Responsibility,
    Span,
    Speaker,
    Victims,
    When,
    Where,
    digest_of,
)
from tollbook.road import Reading, Road

DAY = dt.date(2031, 5, 6)
PARTS = ("title", "place", "deed", "victims", "speaker", "actor")


class HostileRoad(Road):
    """Finds the claims where they were put, and takes all accounts for one incident."""

    def travel(self, report: Report) -> Reading:
        """The claims of one of these reports."""
        return Reading(report=report, claims=_claims(report), incidents=())

    def likelihoods(self, sketch: bytes, others: Any) -> list[float]:
        """All are one."""
        return [1.0 for _ in others]

    def cluster(self, accounts: Collection[str], *_: object) -> list[tuple[str, ...]]:
        """One incident."""
        return [tuple(sorted(accounts))]


def fill_hostile(path: Path) -> list[Report]:
    """Put them into a book at `path`."""
    reports = list(_reports())
    with Book.open(path, road=HostileRoad(), who="<b>a test</b>") as book:
        added = book.add(reports)
        assert not added.failed, added.failed
    return reports


def _reports() -> Iterator[Report]:
    for number, several in enumerate(_batches(PAYLOADS, len(PARTS))):
        title, place, deed, victims, speaker, actor = several
        text = f"{title}\n\nIn {place} gunmen {deed} and killed {5 + number} {victims}, {speaker} said. {actor} did it."
        yield Report(
            id=f"hostile-{number}", text=text, digest=digest_of(text.encode("utf-8", "surrogatepass")), title=title,
            outlet=f"{number} {title}", published=DAY + dt.timedelta(days=number % 5), url=title,
        )  # fmt: skip


def _batches(payloads: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """The payloads by so many; the last are filled up with the first."""
    for at in range(0, len(payloads), size):
        yield (*payloads[at : at + size], *payloads)[:size]


def _claims(report: Report) -> tuple[Claim, ...]:
    number = int(report.id.rpartition("-")[2])
    title, place, deed, victims, speaker, actor = list(_batches(PAYLOADS, len(PARTS)))[number]
    begin = len(title) + 2
    spans: dict[str, Span] = {}
    at = begin
    for name, before, words in (
        ("place", "In ", place),
        ("deed", " gunmen ", deed),
        ("count", " and killed ", str(5 + number)),
        ("victims", " ", victims),
        ("speaker", ", ", speaker),
        ("actor", " said. ", actor),
    ):
        at += len(before)
        spans[name] = Span.of(report.text, at, at + len(words))
        at += len(words)
    evidence = Span.of(report.text, begin, len(report.text))
    where = Where(text=place, start=spans["place"].start, end=spans["place"].end, name=place, country="ML", lat=14.0,
                  lon=-3.5, precision="settlement", place=f"g:{number % 3}")  # fmt: skip
    common: dict[str, Any] = {
        "evidence": evidence, "confidence": 0.9, "reader": READER, "incident": "e1", "where": where,
        "when": When(start=DAY, end=DAY, precision="day"),
        "speaker": Speaker(text=speaker, start=spans["speaker"].start, end=spans["speaker"].end, name=speaker),
    }  # fmt: skip
    count = Count(text=spans["count"].text, start=spans["count"].start, end=spans["count"].end, value=5 + number,
                  bound="exact")  # fmt: skip
    who = Victims(text=victims, start=spans["victims"].start, end=spans["victims"].end, victim_class="civilian")
    by = ActorWords(text=actor, start=spans["actor"].start, end=spans["actor"].end)
    return (
        Attack(id="a1", type="bombing", trigger=spans["deed"], targets=(spans["victims"],), weapons=(spans["actor"],),
               **common),
        Casualty(id="c1", effect="killed", count=count, victims=who, **common),
        Responsibility(id="r1", actor=by, stance="blamed", **common),
    )  # fmt: skip
