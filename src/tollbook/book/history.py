"""What changed the incidents of a book, when, and because of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec

from tollbook.book.past import Past
from tollbook.book.replay import Group
from tollbook.book.summary import summary_of
from tollbook.book.view import View
from tollbook.errors import InputError
from tollbook.incidents.profiles import profile_names
from tollbook.model import Joined, Summary
from tollbook.review import handle_of, made_handles, told
from tollbook.storage import KeptAccount, LogEntry, Store


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """Low, best and high of an estimate; None is unknown."""

    low: int | None
    best: int | None
    high: int | None


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate that changed: of which effect and victim class ("all" for every class together), from what to what.
    None where there was none, or is none any more.
    """

    effect: str
    victim_class: str
    before: Range | None
    after: Range | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A log entry that changed an incident's figures under one profile: when (RFC 3339, UTC), by whom, because of what,
    and which figures. `report` is the digest of the report that it brought; None where it is a decision.
    """

    entry: int
    at: str
    who: str
    because: str
    shifts: tuple[Shift, ...]
    report: str | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What became of incidents from one state of a book to another: one is "new" or "gone", several "merged", one was
    "split", several were "regrouped", or the figures of one have "changed" (`shifts`, under one profile).
    """

    kind: Literal["new", "gone", "merged", "split", "regrouped", "changed"]
    before: tuple[Summary, ...]
    after: tuple[Summary, ...]
    shifts: tuple[Shift, ...] = ()


class Spots:
    """The words of its report that each account rests on: what it is known by, whoever reads it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=4096)(self._anchors)

    def of(self, accounts: Iterable[KeptAccount]) -> frozenset[tuple[str, int]]:
        """Reports, by digest, and where words on which claims rest end in them."""
        found: set[tuple[str, int]] = set()
        for kept in accounts:
            ends = self._read(kept.account.report, kept.reading)
            found |= {(kept.account.report, ends[name]) for name in kept.account.claims if name in ends}
        return frozenset(found)

    def _anchors(self, report: str, reading: int) -> dict[str, int]:
        read = {claim.id: handle_of(report, claim).end for claim in self._store.claims_of(reading)}
        return read | {name: held.end for name, held in made_handles(self._store.decisions(report)).items()}


class History:
    """What the log of a book did to its incidents. The view must have come to its end."""

    def __init__(self, store: Store, view: View) -> None:
        self._store, self._view = store, view
        self._spots = Spots(store)
        self._past = lru_cache(maxsize=None)(lambda at: Past(store, view, at))

    def why(self, name: str, profile: str, at: int) -> list[Change]:
        """What changed the figures of an incident under a profile, up to a log entry, first to last.

        The incident is followed back by the words that it rests on: at each entry it is the one that shares most of
        them. Raises `UnknownIncident` for an unknown one, `InputError` for an unknown profile.
        """
        group = self._past(at).incident(name)
        accounts = self._store.view.accounts(group)
        if profile not in profile_names():  # it may be one of the road's own, which only the incident tells
            known = {one.profile for one in self._view.joined_of(accounts)[0].incident.estimates} | set(profile_names())
            if profile not in known:
                raise InputError(f"There is no profile {profile!r}. Known: {', '.join(sorted(known))}.")
        steps = self._steps(self._spots.of(accounts), at)
        return list(self._changes(steps, profile))

    def diff(self, before: int, after: int, profile: str) -> list[Difference]:
        """What became of the incidents between two log entries; figures under one profile."""
        old, new = self._past(before), self._past(after)
        touched = self._past(min(before, after)).touched()
        return differences(
            Side(past=old, groups=old.groups(touched), spots=self._spots),
            Side(past=new, groups=new.groups(touched), spots=self._spots),
            profile,
        )

    def _steps(self, core: frozenset[tuple[str, int]], at: int) -> Iterator[tuple[int, Group | None, Group | None]]:
        """The log entries by which the incident that shares most of the words of `core` became another, each with what
        it was and what it became; None where none shares any.
        """
        reports = {report for report, _ in core}
        replay = self._view.replay(reports)
        shares = cache(lambda group: (len(core & self._spots.of(self._store.view.accounts(group))), -min(group)))
        before = None
        for entry in replay.entries(at):
            best = max(replay.groups_of(reports, entry), key=shares, default=None)
            after = best if best is not None and shares(best)[0] else None
            if before != after:
                yield entry, before, after
            before = after

    def _changes(self, steps: Iterable[tuple[int, Group | None, Group | None]], profile: str) -> Iterator[Change]:
        said = lru_cache(maxsize=2)(lambda group: self._view.joined_of(self._store.view.accounts(group), (profile,))[0])
        for number, before, after in steps:
            shifts = shifts_of(
                None if before is None else said(before), None if after is None else said(after), profile
            )
            if shifts:
                entry = next(self._store.log(after=number - 1))
                report = None if entry.action == "decide" else str(entry.details["report"])
                yield Change(
                    entry=number,
                    at=entry.at,
                    who=entry.who,
                    because=self._because(entry),
                    shifts=shifts,
                    report=report,
                )

    def _because(self, entry: LogEntry) -> str:
        """What a log entry did, in words."""
        if entry.action == "decide":
            decision = next(one for one in self._store.decisions(until=entry.seq) if one.number == entry.seq)
            why = f": {decision.why}" if decision.why else ""
            return f"{told(decision.ruling)}{why}"
        digest = str(entry.details["report"])
        kept = self._store.report(digest)
        outlet, name = (None, "") if kept is None else (kept.report.outlet, kept.name)
        whose = f"the report of {outlet}" if outlet else f"the report {name}"
        if entry.action == "read":
            return f"{whose} ({digest[:12]}) was read by {entry.details['reader']} {entry.details['version']}"
        return f"{whose} ({digest[:12]}) came"


class Side(NamedTuple):
    """Incidents of one state of a book, that are set beside those of another."""

    past: Past
    groups: Collection[Group]
    spots: Spots


def differences(old: Side, new: Side, profile: str) -> list[Difference]:
    """What became of the old incidents, matched with the new ones by the words that they rest on."""
    before, after = sorted(old.groups), sorted(new.groups)
    words = [old.spots.of(old.past.kept(group)) for group in before]
    later = [new.spots.of(new.past.kept(group)) for group in after]
    found = []
    for mine, theirs in _matched(words, later):
        was, now = [before[at] for at in mine], [after[at] for at in theirs]
        one = _difference(old.past, was, new.past, now, profile)
        if one is not None:
            found.append(one)
    return sorted(found, key=_in_a_list)


def shifts_of(before: Joined | None, after: Joined | None, profile: str) -> tuple[Shift, ...]:
    """The estimates under a profile that differ."""
    old, new = _ranges(before, profile), _ranges(after, profile)
    return tuple(
        Shift(effect=effect, victim_class=of, before=old.get((effect, of)), after=new.get((effect, of)))
        for effect, of in sorted(old.keys() | new.keys())
        if old.get((effect, of)) != new.get((effect, of))
    )


def _ranges(joined: Joined | None, profile: str) -> dict[tuple[str, str], Range]:
    estimates = () if joined is None else joined.incident.estimates
    return {
        (one.effect, one.victim_class): Range(low=one.low, best=one.best, high=one.high)
        for one in estimates
        if one.profile == profile
    }


def _matched(
    ones: Sequence[frozenset[tuple[str, int]]], others: Sequence[frozenset[tuple[str, int]]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Those of either side that share words, directly or through others, by their indices."""
    holding: dict[tuple[str, int], list[int]] = {}
    for at, spots in enumerate(others):
        for spot in spots:
            holding.setdefault(spot, []).append(at)
    left, right = set(range(len(ones))), set(range(len(others)))
    for start in range(len(ones)):
        if start not in left:
            continue
        mine, theirs, waiting = set[int](), set[int](), {start}
        while waiting:
            mine |= waiting
            reached = {at for one in waiting for spot in ones[one] for at in holding.get(spot, ())} - theirs
            theirs |= reached
            waiting = {one for one in left - mine if any(ones[one] & others[at] for at in reached)}
        left -= mine
        right -= theirs
        yield sorted(mine), sorted(theirs)
    for at in sorted(right):
        yield [], [at]


def _difference(old: Past, was: list[Group], new: Past, now: list[Group], profile: str) -> Difference | None:
    earlier, later = [old.joined(group) for group in was], [new.joined(group) for group in now]
    shifts: tuple[Shift, ...] = ()
    kind: Literal["new", "gone", "merged", "split", "regrouped", "changed"]
    if len(was) == len(now) == 1:
        shifts, kind = shifts_of(earlier[0][0], later[0][0], profile), "changed"
        if not shifts:
            return None
    else:
        kind = "new" if not was else "gone" if not now else "regrouped"
        if len(now) == 1 and was:
            kind = "merged"
        elif len(was) == 1 and now:
            kind = "split"
    return Difference(
        kind=kind,
        before=tuple(summary_of(joined, [one.report for one in kept]) for joined, kept in earlier),
        after=tuple(summary_of(joined, [one.report for one in kept]) for joined, kept in later),
        shifts=shifts,
    )


def _in_a_list(one: Difference) -> tuple[str, str]:
    first = (one.after or one.before)[0].incident
    return ("~" if first.when is None else first.when.start.isoformat(), first.id)
