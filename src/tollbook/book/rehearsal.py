"""The incidents that a book would have if its reports were read otherwise; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, cast

import msgspec

from tollbook.book.decisions import Decisions
from tollbook.book.desk import fates
from tollbook.book.history import Difference, Side, Spots, differences
from tollbook.book.past import Past
from tollbook.book.records import RoadLike
from tollbook.book.view import Progress, View
from tollbook.errors import InputError
from tollbook.model import Claim, KeptDecision, ReaderVersion
from tollbook.review import Reread, compared
from tollbook.storage import KeptReport, LogEntry, Store, scratch_view


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading by another reader would change: the claims of `reports`, what becomes of incidents (figures under
    one profile), and the decisions that would come `adrift` by it, or whose words would be found again.
    """

    reader: ReaderVersion
    read: int
    reports: tuple[Reread, ...]
    differences: tuple[Difference, ...]
    adrift: tuple[KeptDecision, ...]
    found_again: tuple[KeptDecision, ...]


class ReadingOf(NamedTuple):
    """A reading to be used for a report: a number of its own, and its claims."""

    number: int
    claims: tuple[Claim, ...]


class Rehearsal:
    """The facts of a store, with the readings of reports that are given here, and those reports alone."""

    def __init__(self, store: Store, readings: Mapping[str, ReadingOf]) -> None:
        self._store, self._readings = store, readings
        self._claims = {reading.number: reading.claims for reading in readings.values()}
        self.where = store.where
        self.view = scratch_view()
        self.head, self.decisions, self.decided = store.head, store.decisions, store.decided

    def log(self, after: int = 0) -> Iterator[LogEntry]:
        """The entries; those that bring other readings, or reports that are left out, do nothing."""
        for entry in self._store.log(after):
            brings = entry.action == "add" and entry.details.get("report") in self._readings
            known = brings or entry.action == "decide"
            yield entry if known else msgspec.structs.replace(entry, action="")

    def report(self, digest: str) -> KeptReport | None:
        """The report of that digest."""
        return self._store.report(digest)

    def reading_at(self, digest: str, entry: int) -> int | None:  # noqa: ARG002 - as a store has it
        """The number of the reading that is given for a report."""
        return self._readings[digest].number if digest in self._readings else None

    def claims_of(self, reading: int) -> tuple[Claim, ...]:
        """The claims of a reading that is given."""
        return self._claims[reading]

    def decided_reports(self, entry: int) -> tuple[str, ...]:
        """The reports that a decision is about, as far as they are not left out."""
        return tuple(report for report in self._store.decided_reports(entry) if report in self._readings)


class Rehearsed:
    """A book's incidents under given readings, computed from the beginning of its log."""

    def __init__(
        self, store: Store, readings: Mapping[str, ReadingOf], road: Callable[[], RoadLike], progress: Progress | None
    ) -> None:
        self.store = cast("Store", Rehearsal(store, readings))
        self._readings = readings
        self._view = View(self.store, road, Decisions(self.store))
        self._view.follow(progress)

    def side(self) -> Side:
        """All its incidents."""
        at = self.store.head().length
        past = Past(self.store, self._view, at)
        numbers = {kept.number for report in self._readings for kept in self.store.view.in_force(report)}
        return Side(past=past, groups=past.groups(numbers), spots=Spots(self.store))

    def adrift(self) -> set[int]:
        """The decisions, by number, that are adrift under these readings."""
        every = self.store.decisions()
        return set(fates(self.store, Decisions(self.store), every, self.store.head().length)[0])


def rehearse(
    store: Store,
    road: Callable[[], RoadLike],
    profile: str,
    decided: list[KeptDecision],
    *,
    each: Callable[[KeptReport], None],
    progress: Progress | None,
) -> Preview:
    """What would change if the reader of `road` read every report. `each` hears of each report that was read."""
    version = road().reader.version
    now: dict[str, ReadingOf] = {}
    then: dict[str, ReadingOf] = {}
    changed: list[Reread] = []
    read = 0
    for number, kept in enumerate(store.reports(), 1):
        digest = kept.report.digest
        older = tuple(found.claim for found in store.claims(digest))
        newer = older
        if store.reader_of(digest) != version:
            newer, read = road().travel(kept.report).claims, read + 1
        now[digest], then[digest] = ReadingOf(number, older), ReadingOf(number, newer)
        one = compared(digest, older, newer)
        if one.gained or one.lost or one.changed:
            changed.append(one)
        each(kept)
    present, future = (Rehearsed(store, readings, road, progress) for readings in (now, then))
    before, after = present.adrift(), future.adrift()
    return Preview(
        reader=version,
        read=read,
        reports=tuple(changed),
        differences=tuple(differences(present.side(), future.side(), profile)),
        adrift=tuple(_of(decided, after - before)),
        found_again=tuple(_of(decided, before - after)),
    )


def between_readers(
    store: Store, road: Callable[[], RoadLike], one: str, other: str, profile: str, progress: Progress | None
) -> list[Difference]:
    """What becomes of the incidents of the reports that two readers read, from the one's readings to the other's.

    Readers are named by their version, or by name and version. Raises `InputError` where the book has no reading by
    one of them, or no report that both read.
    """
    readings: dict[str, dict[str, int]] = {}
    for report, entry, reader in store.readings():
        for name in (reader.version, f"{reader.name} {reader.version}"):
            readings.setdefault(name, {})[report] = entry
    for name in (one, other):
        if name not in readings:
            known = ", ".join(sorted(name for name in readings if " " in name)) or "none"
            raise InputError(f"{name!r} is no moment, and no reader of this book. Its readers: {known}.")
    both = readings[one].keys() & readings[other].keys()
    if not both:
        raise InputError(f"No report of the book was read by both {one} and {other}.")
    sides = []
    for name in (one, other):
        entries = {report: readings[name][report] for report in sorted(both)}
        given = {report: ReadingOf(entry, store.claims_of(entry)) for report, entry in entries.items()}
        sides.append(Rehearsed(store, given, road, progress).side())
    return differences(sides[0], sides[1], profile)


def _of(decided: list[KeptDecision], numbers: set[int]) -> Iterator[KeptDecision]:
    return (one for one in decided if one.decision.number in numbers)
