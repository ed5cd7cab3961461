"""The road: the stages in their order. A Report goes in, a Reading comes out; nothing is loaded or saved here."""

from __future__ import annotations

import datetime as dt
import gc
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from tollbook import actors, days, incidents, places, publish
from tollbook.claims import Reader, settled
from tollbook.incidents import across
from tollbook.incidents.profiles import load_profile
from tollbook.model import Account, Claim, DayWords, Incident, Joined, Origins, PlaceWords, Report, Told, quoting
from tollbook.reading import in_small_letters
from tollbook.reading.origins import OriginIndex, chain_of

PROFILES = ("tollbook", "ucdp")
"""The estimate profiles that every reading shows, the house's own first."""

ACROSS = ("tollbook", "ucdp", "acled", "airwars", "ibc")
"""The estimate profiles of an incident over all its reports, the house's own first."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the road yields for one report: the report, its claims in text order, and the incidents they tell of."""

    report: Report
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain dicts and lists: one line of `tollbook read --format jsonl`."""
        return publish.as_dict(self.report, self.claims, self.incidents)

    def to_html(self) -> str:
        """The reading as one self-contained page: the report with its evidence marked, beside the ledger."""
        return publish.as_page(self.report, self.claims, self.incidents)

    def ledger(self, profiles: Sequence[str] | None = None) -> publish.ReportRows:
        """The ledger in rows and in words, for a face to set in type; `profiles` are its columns, None shows all."""
        return publish.compose(self.report, self.claims, self.incidents, profiles)

    def _repr_html_(self) -> str:
        return publish.as_fragment(self.report, self.claims, self.incidents)


class Sketched(msgspec.Struct, frozen=True, kw_only=True):
    """An account with its own claims, each with its key, and what of it is compared with others.

    The `sketch` is for `Road.likelihoods` alone to read. Accounts are compared where one of them is `filed` under
    `Road.enough` of the keys that the other `asked` for.
    """

    account: Account
    claims: tuple[Claim, ...]
    sketch: bytes
    filed: tuple[str, ...]
    asked: tuple[str, ...]


def day_words(report: Report, country: str | None = None) -> tuple[DayWords, ...]:
    """The day words of a report and what they mean; `country` is that of its outlet."""
    return days.tell_days(in_small_letters(report), country=country)


class Road:
    """The stages, loaded once and driven over many reports.

    `gate` leaves reports unread whose words tell of no violence; claims of less than `min_confidence` are left out.
    """

    linked, unsure = across.LINKED, across.UNSURE
    """From which probabilities on two accounts are taken to be one incident, and a person is asked."""

    enough = across.ENOUGH
    """How many keys of one account must be asked for by the other, so that the two are compared."""

    def __init__(self, profiles: Sequence[str] = PROFILES, *, gate: bool = False, min_confidence: float = 0.0) -> None:
        self.profiles = tuple(profiles)
        self._gate, self._min_confidence = gate, min_confidence
        self._travelled = False

    @cached_property
    def reader(self) -> Reader:
        """Stage 3, loaded at its first use (the model takes a third of a second)."""
        return Reader.load(gate=self._gate, min_confidence=self._min_confidence)

    def travel(self, report: Report) -> Reading:
        """Take one report down the whole road. What is all in capitals is read as one writes it, quoted as it is."""
        seen = in_small_letters(report)
        extraction = self.reader.read(seen)
        claims = extraction.claims
        claims = places.locate(seen, claims, extraction.marks)
        claims = days.date_claims(seen, claims, extraction.marks)
        claims = actors.recognise(seen, settled(claims))
        reading = self._reconciled(report, seen, claims)
        if not self._travelled:
            gc.freeze()  # what the first report had loaded stays: the collector need not look through it at each report
            self._travelled = True
        return reading

    def places_in(self, report: Report) -> tuple[PlaceWords, ...]:
        """Every place that a report names, in text order, with or without claims, and what else each might be."""
        seen = in_small_letters(report)
        return places.tell_places(seen, self.reader.place_names(seen))

    def explain(self, reading: Reading, claim: str) -> publish.Explanation | None:
        """How one claim of a reading was read, slot by slot; None where the reading has no claim of that id."""
        found = next((one for one in reading.claims if one.id == claim), None)
        if found is None:
            return None
        return publish.explained(found, self.reader.paths(in_small_letters(reading.report), found))

    def reconcile(self, report: Report, claims: Sequence[Claim]) -> Reading:
        """Compute the incidents of claims that were read before: a view, so that nothing need be read again."""
        seen = in_small_letters(report)
        return self._reconciled(report, seen, claims if seen is report else quoting(tuple(claims), seen.text))

    @property
    def rules(self) -> str:
        """The versions of all rules by which incidents come about from claims."""
        profiles = (load_profile(name) for name in ACROSS)
        return "; ".join([f"across {across.RULES}", *(f"{profile.name} {profile.version}" for profile in profiles)])

    def accounts(self, report: Report, claims: Sequence[Claim]) -> tuple[Sketched, ...]:
        """What a report tells of each incident, from claims that were read before; ready to be compared."""
        seen = in_small_letters(report)
        given = claims if seen is report else quoting(tuple(claims), seen.text)
        reading = self._reconciled(report, seen, given, ())
        return tuple(
            _sketched(report, account, reading.claims) for account in across.accounts_of(report, reading.incidents)
        )

    def likelihoods(self, sketch: bytes, others: Iterable[bytes]) -> list[float]:
        """How likely an account is one incident with each of others; 0 for one of the same report."""
        one = _prepared(sketch)
        return [across.likelihood(one, _prepared(other)) for other in others]

    def cluster(
        self,
        accounts: Collection[str],
        links: Mapping[tuple[str, str], float],
        same: Collection[tuple[str, str]],
        apart: Collection[tuple[str, str]],
    ) -> list[tuple[str, ...]]:
        """The incidents that accounts make, by `tollbook.incidents.across.cluster`."""
        return across.cluster(accounts, links, same, apart)

    def join(self, told: Sequence[Told], profiles: Sequence[str] | None = None) -> Joined:
        """What the accounts of one incident say together, whatever their order; `origins` name reports by digest. Its
        figures are those under these profiles, under all of them unless some are given.
        """
        reports = {one.report.digest: one.report for one in told}
        ordered = sorted(reports.values(), key=lambda report: (report.published or dt.date.max, report.digest))
        named = [msgspec.structs.replace(report, id=report.digest) for report in ordered]
        return across.join(told, _origins(named), ACROSS if profiles is None else profiles)

    def _reconciled(
        self, report: Report, seen: Report, claims: Sequence[Claim], profiles: Sequence[str] | None = None
    ) -> Reading:
        """The reading of a report, from claims that quote it as it was `seen`."""
        kept, found = incidents.reconcile(seen, claims, self.profiles if profiles is None else profiles)
        if seen is not report:
            kept, found = quoting(kept, report.text), quoting(found, report.text)
        return Reading(report=report, claims=kept, incidents=found)


def _sketched(report: Report, account: Account, claims: Sequence[Claim]) -> Sketched:
    sketch = across.sketch_of(report, account, claims)
    own = set(account.claims)
    return Sketched(
        account=account,
        claims=tuple(claim for claim in claims if claim.id in own),
        sketch=msgspec.msgpack.encode(sketch),
        filed=across.filed_keys(sketch),
        asked=across.asked_keys(sketch),
    )


def _origins(reports: Sequence[Report]) -> Origins:
    """The origins of reports; what stands alone need not be cut up to be compared. What was compared last is kept: an
    incident is asked about again and again, and grows by a report at a time.
    """
    if len(reports) == 1:
        return Origins(origins=(), quotations=(), chains={report.id: chain_of(report) for report in reports})
    asked = set(reports)
    if not _LAST.reports <= asked:
        _LAST.reports, _LAST.index = set(), OriginIndex()
    for report in reports:
        if report not in _LAST.reports:
            _LAST.index.add(report)
    _LAST.reports = asked
    return _LAST.index.origins()


class _Last(threading.local):
    """The reports that were compared last, and what was found."""

    def __init__(self) -> None:
        self.reports: set[Report] = set()
        self.index = OriginIndex()


_LAST = _Last()


@lru_cache(maxsize=10_000)  # reports that arrive together are compared with the same ones
def _prepared(written: bytes) -> across.Prepared:
    return across.Prepared(_SKETCH.decode(written))


_SKETCH = msgspec.msgpack.Decoder(across.Sketch)
