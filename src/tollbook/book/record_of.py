"""How the first figures of outlets and speakers stand against what was reconciled later.

The figure of an outlet for one incident is that of the first report that it printed which counts the people killed:
the first total that the report states, else the first count of each class, added up. A speaker's are the first that it
gives for each class. They are held against the house profile's low, best and high of the same classes, from all
reports that the book has of the incident, where those who count the killed are of two origins at least. Of hedged
figures the number is taken that the words name, of ranges the lower end; figures without a number are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from tollbook.book.subjects import outlet_of, speaker_of
from tollbook.model import (
    Attestation,
    Estimate,
    FirstFigure,
    FirstStanding,
    Joined,
    Report,
    Statement,
    Subject,
    VictimClass,
)

HOUSE_PROFILE = "tollbook"


class _Range(msgspec.Struct, frozen=True, kw_only=True):
    """What is reconciled for some classes."""

    low: int | None
    best: int | None
    high: int | None


class _Given(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as one report prints it."""

    statement: Statement
    attested: Attestation

    @property
    def order(self) -> tuple[dt.date, dt.datetime, str, int]:
        """By publication, then by the place in the report."""
        at = self.attested
        moment = at.published_at or dt.datetime.combine(at.published or dt.date.max, dt.time.max)
        return (at.published or dt.date.max, moment.replace(tzinfo=None), at.report, _place(at.claim))


def first_figures(joined: Joined, reports: Sequence[Report]) -> Iterator[FirstFigure]:
    """The first figures of the outlets and the speakers of one incident."""
    if joined.incident.kind != "incident":
        return
    days = [report.published for report in reports if report.published is not None]
    tolls = [one for one in joined.statements if _is_toll(one)]
    about = _About(
        estimates={
            one.victim_class: one
            for one in joined.incident.estimates
            if one.profile == HOUSE_PROFILE and one.effect == "killed"
        },
        began=min(days, default=None),
        origins=len({one.origin for one in tolls}),
    )
    given = sorted(
        (_Given(statement=one, attested=attested) for one in tolls for attested in one.attested),
        key=lambda each: each.order,
    )
    yield from _of_outlets(given, about)
    yield from _of_speakers(given, joined, about)


class _About(msgspec.Struct, frozen=True, kw_only=True):
    """What first figures are held against: the house's estimates of the killed by class, on which day the incident's
    first report was published, and of how many origins those are that count the killed.
    """

    estimates: dict[str, Estimate]
    began: dt.date | None
    origins: int


def _is_toll(one: Statement) -> bool:
    return (one.effect, one.role, one.polarity) == ("killed", "toll", "asserted") and one.count.value is not None


def _of_outlets(given: Sequence[_Given], about: _About) -> Iterator[FirstFigure]:
    reports: dict[str, tuple[Subject, str]] = {}
    for each in given:
        subject = outlet_of(each.attested.outlet)
        if subject is not None:
            reports.setdefault(subject.id, (subject, each.attested.report))
    for subject, report in reports.values():
        yield _figure(subject, _leading([each for each in given if each.attested.report == report]), about)


def _leading(printed: Sequence[_Given]) -> list[_Given]:
    """What one report says of everybody killed: its first total, else its first count of each class."""
    total = next((each for each in printed if each.statement.victim_class == "unknown"), None)
    if total is not None:
        return [total]
    firsts: dict[str, _Given] = {}
    for each in printed:
        firsts.setdefault(each.statement.victim_class, each)
    return list(firsts.values())


def _of_speakers(given: Sequence[_Given], joined: Joined, about: _About) -> Iterator[FirstFigure]:
    speakers = {claim.id: speaker_of(claim.speaker) for claim in joined.claims}
    seen = set()
    for each in given:
        subject = speakers.get(each.attested.claim)
        key = None if subject is None else (subject.id, each.statement.victim_class)
        if subject is not None and key not in seen:
            seen.add(key)
            yield _figure(subject, [each], about)


def _figure(subject: Subject, counted: Sequence[_Given], about: _About) -> FirstFigure:
    first, attested = counted[0].statement, counted[0].attested
    value = sum(each.statement.count.value or 0 for each in counted)
    total = first.victim_class == "unknown"
    classes: tuple[VictimClass, ...] = () if total else tuple(sorted(each.statement.victim_class for each in counted))
    of = _reconciled(classes, about)
    comparable = about.origins > 1 and (of.low, of.best, of.high) != (None, None, None)
    lag = None if attested.published is None or about.began is None else (attested.published - about.began).days
    return FirstFigure(
        subject=subject,
        classes=classes,
        interest=first.interest if subject.kind == "speaker" else None,
        claim=attested.claim,
        words=" + ".join(each.statement.count.text for each in counted),
        bound=first.count.bound,
        value=value,
        day=attested.published,
        lag=lag,
        origins=about.origins,
        low=of.low,
        best=of.best,
        high=of.high,
        standing=_standing(value, of) if comparable else None,
        ratio=value / of.best if comparable and of.best else None,
    )


def _reconciled(classes: Sequence[VictimClass], about: _About) -> _Range:
    """The house's figures of these classes together, of everybody where none is named."""
    found = [about.estimates.get(name) for name in classes or ("all",)]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return _Range(low=None, best=None, high=None)
    return _Range(
        low=_added([one.low for one in known]),
        best=_added([one.best for one in known]),
        high=_added([one.high for one in known]),
    )


def _added(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(value for value in values if value is not None)


def _standing(value: int, of: _Range) -> FirstStanding:
    """Where a figure stands: an end that is not known bounds nothing."""
    if of.low is not None and value < of.low:
        return "below"
    return "above" if of.high is not None and value > of.high else "within"


def _place(claim: str) -> int:
    """The place of a claim among those of its report, by its name ("3f2a9c41b0d2:c3")."""
    digits = "".join(letter for letter in claim.rpartition(":")[2] if letter.isdigit())
    return int(digits) if digits else 0
