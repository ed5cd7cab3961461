"""The claims of several reports laid end to end, each credited to its voice: so the rules for one report hold.

Within a report, the words' place in the text tells which figures one sentence lists, and who has no name is the report
itself. Laid end to end, every report keeps places of its own, and an outlet that speaks in its own voice has its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tollbook.incidents.across.voices import Voices, body_of, voices_of
from tollbook.model import (
    Actor,
    Attack,
    Casualty,
    Claim,
    Credit,
    Member,
    Origins,
    Report,
    Responsibility,
    Span,
    Speaker,
    Told,
    claim_ref,
)

_BETWEEN = 1000
"""Characters kept free between two reports."""

_HEAD = frozenset({"title", "standfirst"})


@dataclass(slots=True, frozen=True)
class Moment:
    """When something was published: the day, and the moment where it is known."""

    day: dt.date | None
    at: dt.datetime | None

    def before(self, other: Moment) -> bool:
        """Whether this is known to be earlier: by the moments, else by the days."""
        if self.at is not None and other.at is not None and (self.at.tzinfo is None) == (other.at.tzinfo is None):
            return self.at < other.at
        return self.day is not None and other.day is not None and self.day < other.day

    def days_before(self, other: Moment) -> int:
        """How many calendar days this is before the other; 0 where one is not known."""
        return 0 if self.day is None or other.day is None else (other.day - self.day).days

    @property
    def order(self) -> tuple[dt.date, str]:
        """Sorts by time as far as it is known, the unknown last."""
        at = "" if self.at is None else (self.at if self.at.tzinfo is None else self.at.astimezone(dt.UTC)).isoformat()
        return self.day or dt.date.max, at[:19]


@dataclass(slots=True, frozen=True)
class Heard:
    """A claim among those of all reports.

    `read` is as it was read, under its name among those of all; `claim` is the same, credited to the outlet where that
    is a party and no press; `laid` is the same with its words' places in all texts
    laid end to end, and credited to its voice. `origin` is the origin of its words, `voice` what tells one speaker from
    another, `said_by` who that is in words.
    """

    read: Claim
    claim: Claim
    laid: Claim
    report: Report
    origin: str
    voice: str
    said_by: str
    moment: Moment
    chain: tuple[Credit, ...]


def hear(told: Sequence[Told], origins: Origins) -> list[Heard]:
    """The claims of several accounts, in the order of publication and of the texts."""
    ranks = {member.report: rank for origin in origins.origins for rank, member in enumerate(origin.members)}
    reports = sorted(
        {one.report.digest: one.report for one in told}.values(),
        key=lambda report: (
            *Moment(report.published, report.published_at).order,
            ranks.get(report.digest, 0),
            report.digest,
        ),
    )
    claims: dict[str, dict[str, Claim]] = {report.digest: {} for report in reports}
    for one in told:
        claims[one.report.digest].update((claim.id, claim) for claim in one.claims)
    texts = [_Text(report, tuple(_in_order(claims[report.digest].values())), origins) for report in reports]
    voices = voices_of([(text.report, claim, text.printed_by(claim)) for text in texts for claim in text.claims])
    heard: list[Heard] = []
    base = 0
    for text in texts:
        heard.extend(text.heard(base, voices))
        base += len(text.report.text) + _BETWEEN
    return heard


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.evidence.start, _position(claim), claim.id))


def _position(claim: Claim) -> int:
    return claim.count.start if isinstance(claim, Casualty) else claim.evidence.start


class _Text:
    """One report with its claims, and which of its words are an origin's that it shares."""

    def __init__(self, report: Report, claims: tuple[Claim, ...], origins: Origins) -> None:
        body = body_of(report)
        self._read = {claim.id: claim for claim in claims}
        self.report = report
        self.claims = claims if body is None else tuple(_spoken(claim, body) for claim in claims)
        self._chain = origins.chains.get(report.digest, ())
        self._memberships = [
            (origin.id, origin.members, member)
            for origin in origins.origins
            for member in origin.members
            if member.report == report.digest
        ]
        self._origins = origins
        self._shared = {claim.id: origins.at(report.digest, _position(claim)) for claim in claims}

    def origin(self, claim: Claim) -> str:
        """The origin of a claim's words. A headline over a dispatch is the dispatch's, whoever wrote it; so is what an
        outlet says in its own voice beside paragraphs of a dispatch that say the same.
        """
        shared = self._shared[claim.id]
        if shared != self.report.digest or not self._memberships:
            return shared
        if claim.speaker is None:
            whole = next((origin for origin, _, member in self._memberships if member.how != "part"), None)
            if whole is not None and self._in_head(claim):
                return whole
            repeated = next((other for other in self.claims if self._repeats(claim, other)), None)
            if repeated is not None:
                return self._shared[repeated.id]
        return shared

    def printed_by(self, claim: Claim) -> str:
        """Who speaks where the claim has no speaker: the dispatch's agency or first outlet, else the outlet."""
        origin = self.origin(claim)
        for known, members, member in self._memberships:
            if known == origin or (member.how == "version" and origin == self.report.digest):
                return _agency(members) or members[0].outlet or self.report.outlet or self.report.digest
        return self.report.outlet or self.report.digest

    def heard(self, base: int, voices: Voices) -> Iterator[Heard]:
        for claim in self.claims:
            named = self._named(claim)
            printer = self.printed_by(claim)
            voice = voices.voice(self.report, claim, printer)
            said_by = self._said_by(claim, printer)
            yield Heard(
                read=self._named(self._read[claim.id]),
                claim=named,
                laid=_laid(named, base, voice, said_by),
                report=self.report,
                origin=self.origin(claim),
                voice=voice,
                said_by=said_by,
                moment=Moment(self.report.published, self.report.published_at),
                chain=self._credits(claim, printer),
            )

    def _named(self, claim: Claim) -> Claim:
        """The claim under its name among those of all reports."""
        named = msgspec.structs.replace(claim, id=claim_ref(self.report.digest, claim.id))
        if isinstance(named, Casualty) and named.part_of is not None:
            named = msgspec.structs.replace(named, part_of=claim_ref(self.report.digest, named.part_of))
        return named

    def _in_head(self, claim: Claim) -> bool:
        at = _position(claim)
        return any(block.start <= at < block.end and block.kind in _HEAD for block in self.report.blocks)

    def _repeats(self, claim: Claim, other: Claim) -> bool:
        return (
            isinstance(claim, Casualty)
            and isinstance(other, Casualty)
            and self._shared[other.id] != self.report.digest
            and (claim.effect, claim.count.value) == (other.effect, other.count.value)
        )

    def _said_by(self, claim: Claim, printer: str) -> str:
        """Whose word a claim is, for a sentence: the outlet, the agency in it, or whom it quotes."""
        outlet = outlet_of(self.report)
        if claim.speaker is not None and claim.speaker.name != outlet:
            return f"{outlet}, quoting {claim.speaker.name}"
        own = claim.speaker is not None or printer in (self.report.outlet, self.report.digest)
        return outlet if own else f"{printer} in {outlet}"

    def _credits(self, claim: Claim, printer: str) -> tuple[Credit, ...]:
        """Outlet, agency and speaker of one claim."""
        links = [Credit(name=outlet_of(self.report), role="outlet")]
        agency = next((credit for credit in self._chain if credit.role == "agency"), None)
        if agency is not None:
            links.append(agency)
        elif printer not in (self.report.outlet, self.report.digest):
            links.append(Credit(name=printer, role="agency"))
        if claim.speaker is not None and claim.speaker.name != outlet_of(self.report):
            said = claim.speaker
            words = Span(text=said.text, start=said.start, end=said.end)
            links.append(Credit(name=said.name, role="official", words=words))
        return tuple(links)


def _spoken(claim: Claim, body: Actor) -> Claim:
    """What a party prints in its own voice, credited to it."""
    if claim.speaker is not None:
        return claim
    at = claim.evidence.start
    speaker = Speaker(text="", start=at, end=at, name=body.name, actor=body)
    return msgspec.structs.replace(claim, speaker=speaker)


def outlet_of(report: Report) -> str:
    """The outlet of a report in words."""
    return report.outlet or "an outlet that is not named"


def _agency(members: Sequence[Member]) -> str | None:
    """The agency that the members of an origin credit, the first member's before the others'."""
    named = (credit for member in members for credit in member.chain)
    return next((credit.name for credit in named if credit.role == "agency"), None)


def _laid(claim: Claim, base: int, voice: str, said_by: str) -> Claim:
    """The claim with every place of its words moved on by `base`, and spoken by its voice."""
    known = Actor(id=voice, name=said_by, kind="unknown")
    at = claim.evidence.start if claim.speaker is None else claim.speaker.start
    end = at if claim.speaker is None else claim.speaker.end
    text = "" if claim.speaker is None else claim.speaker.text
    slots: dict[str, object] = {
        "evidence": _moved(claim.evidence, base),
        "speaker": Speaker(text=text, start=at + base, end=end + base, name=said_by, actor=known),
    }
    if isinstance(claim, Casualty):
        count, victims = claim.count, claim.victims
        slots["count"] = msgspec.structs.replace(count, start=count.start + base, end=count.end + base)
        if victims.start is not None and victims.end is not None:
            slots["victims"] = msgspec.structs.replace(victims, start=victims.start + base, end=victims.end + base)
    return msgspec.structs.replace(claim, **slots)


def _moved(span: Span, base: int) -> Span:
    return Span(text=span.text, start=span.start + base, end=span.end + base)


def casualties(heard: Iterable[Heard]) -> list[Heard]:
    """Those that tell of casualties."""
    return [one for one in heard if isinstance(one.claim, Casualty)]


def deeds(heard: Iterable[Heard]) -> list[Heard]:
    """Those that tell who did it."""
    return [one for one in heard if isinstance(one.claim, Responsibility)]


def attacks(heard: Iterable[Heard]) -> list[Attack]:
    """The attacks that are told."""
    return [one.claim for one in heard if isinstance(one.claim, Attack)]


def by_ref(heard: Iterable[Heard]) -> Mapping[str, Heard]:
    """By the claim's name."""
    return {one.claim.id: one for one in heard}
