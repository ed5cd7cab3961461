"""How the figures of an incident followed on each other: what a later one replaces, and what holds still."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tollbook.incidents.across.statements import Stated, named_statement
from tollbook.incidents.figures import extent
from tollbook.incidents.profiles import Standing
from tollbook.model import Change, History, Revision

_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ing|ion)|erroneous(?:ly)?|mistaken(?:ly)?|in error|wrongly|was wrong|too high|too low"
    r"|apologi[sz]e)\b",
    re.I,
)
"""Words that call an earlier figure wrong."""

_AROUND = 250
"""How many characters around the sentence of a figure may hold such words: a heading, or the next two sentences."""

_TRUST: dict[Standing, int] = {
    "neutral": 0, "own_side": 0, "official": 0, "report": 0, "witness": 1, "unregistered": 1, "interested": 2,
}  # fmt: skip
"""Whose newer toll may take the place of another's: that of one who is trusted as much."""

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def replaced(statements: Sequence[Stated]) -> dict[str, Stated]:
    """By statement, the next later one that takes its place.

    The same speaker's later figure takes the place of his earlier one, up or down, and so do words that say so within
    one report. A correction takes the place of what its outlet printed, and of the same figure wherever it was printed
    before. Another's figure takes it only where neither is a party: a higher toll of a later day, or, among outlets
    that speak in their own voice, any later and higher toll, a lower one of a later day, and fewer injured where more
    have died. What agrees is not replaced.
    """
    tolls = [one for one in statements if _counts(one)]
    found = dict(_corrected(tolls))
    standing = [one for one in tolls if one.statement.id not in found]
    fewer = _of_whom_some_died(standing)
    for members in _by_effect(standing):
        for rank, one in enumerate(members):
            later = next(_later(one, members, rank, fewer), None)
            if later is not None:
                found[one.statement.id] = later
    return found


def _by_effect(tolls: Sequence[Stated]) -> list[list[Stated]]:
    """The statements of each effect and scope, in the order of time."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in sorted(tolls, key=_in_time):
        groups.setdefault((one.statement.effect, one.casualty.scope), []).append(one)
    return list(groups.values())


def _later(one: Stated, members: Sequence[Stated], rank: int, fewer: set[tuple[str, str]]) -> Iterator[Stated]:
    """Those among `members`, in the order of time, that take the place of the one at `rank`."""
    start = rank
    while start > 0 and members[start - 1].moment.days_before(one.moment) <= 1:
        start -= 1  # one report's words, and moments of other time zones, may lie before it in this order
    for other in members[start:]:
        fits = other is not one and _alike(one, other)
        if fits and (_replaces(other, one) or (one.statement.id, other.statement.id) in fewer):
            yield other


def _corrected(tolls: Sequence[Stated]) -> Iterator[tuple[str, Stated]]:
    """The figures that a correction withdraws: those of its outlet or its speaker, and their like in others."""
    for correction in tolls:
        if not _corrects(correction):
            continue
        wrong = [
            one
            for one in tolls
            if _alike(one, correction)
            and one.moment.before(correction.moment)
            and _figure(one) != _figure(correction)
            and (_outlet(one) == _outlet(correction) or one.statement.voice == correction.statement.voice)
        ]
        withdrawn = {_figure(one) for one in wrong}
        for one in tolls:
            if _alike(one, correction) and _figure(one) in withdrawn and not correction.moment.before(one.moment):
                yield one.statement.id, correction


def _of_whom_some_died(tolls: Sequence[Stated]) -> set[tuple[str, str]]:
    """Pairs of an earlier and a later, lower figure of the injured, where the later report has more dead."""
    dead: dict[str, int] = {}
    for one in tolls:
        if one.statement.effect == "killed" and one.statement.role == "toll":
            report = one.heard[0].report.digest
            dead[report] = max(dead.get(report, 0), one.statement.count.value or 0)
    injured = [one for one in tolls if one.statement.effect == "injured"]
    return {
        (one.statement.id, other.statement.id)
        for one in injured
        for other in injured
        if one.moment.before(other.moment)
        and one.press == other.press
        and (other.statement.count.value or 0) < (one.statement.count.value or 0)
        and dead.get(other.heard[0].report.digest, 0) > dead.get(one.heard[0].report.digest, 1 << 60)
    }


def _corrects(one: Stated) -> bool:
    """Whether the words at or around a figure say that an earlier one was wrong."""
    return any(
        _CORRECTS.search(each.report.text[max(0, at.start - _AROUND) : at.end + _AROUND])
        for each in one.heard
        for at in (each.claim.evidence,)
    )


def _outlet(one: Stated) -> str:
    return one.heard[0].chain[0].name.casefold()


def _figure(one: Stated) -> tuple[object, ...]:
    count = one.statement.count
    return count.value, count.bound, count.value_high


def histories(statements: Sequence[Stated], replacements: dict[str, Stated]) -> tuple[History, ...]:
    """For each effect and class the statements in the order of time, those that hold, and the revisions."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in statements:
        groups.setdefault((one.statement.effect, one.statement.victim_class), []).append(one)
    return tuple(_history(sorted(members, key=_in_time), replacements) for members in groups.values())


def when(stated: Stated) -> str:
    """When a statement was first published, in words."""
    day = stated.moment.day
    if day is None:
        return "day unknown"
    at = "" if stated.moment.at is None else f", {stated.moment.at:%H:%M}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}{at}"


def _in_time(one: Stated) -> tuple[object, ...]:
    return (*one.moment.order, one.statement.id)


def _counts(one: Stated) -> bool:
    return one.asserted and one.statement.count.value is not None


def _alike(one: Stated, other: Stated) -> bool:
    """Whether two statements count the same people, so that one can take the other's place."""
    a, b = one.statement, other.statement
    if a.effect != b.effect or one.casualty.scope != other.casualty.scope:
        return False
    if a.victim_class == b.victim_class:
        return a.role == b.role != "detail" and a.attributes == b.attributes and _same_whole(one, other)
    # a toll of one class that is more than the earlier toll of everybody
    return (
        a.victim_class == "unknown"
        and a.role == b.role == "toll"
        and extent(b.count)[0] > extent(a.count)[1]
        and (a.voice == b.voice or (one.press and other.press))
    )


def _same_whole(one: Stated, other: Stated) -> bool:
    return (one.statement.part_of is None) == (other.statement.part_of is None)


def _replaces(later: Stated, earlier: Stated) -> bool:
    if earlier.statement.voice == later.statement.voice:
        if earlier.heard[0].report.digest == later.heard[0].report.digest:
            return (later.newer and not earlier.newer) or (earlier.older and not later.older)
        return earlier.moment.before(later.moment) and _figure(earlier) != _figure(later)
    if not earlier.moment.before(later.moment) or _agree(earlier, later):
        return False
    if _TRUST[later.standing] > _TRUST[earlier.standing] or "interested" in (later.standing, earlier.standing):
        return False
    higher = (later.statement.count.value or 0) > (earlier.statement.count.value or 0)
    another_day = earlier.moment.days_before(later.moment) >= 1
    if later.press and earlier.press:
        return higher or another_day
    return higher and another_day


def _agree(one: Stated, other: Stated) -> bool:
    (a_low, a_high), (b_low, b_high) = extent(one.statement.count), extent(other.statement.count)
    return a_low <= b_high and b_low <= a_high


def _history(members: Sequence[Stated], replacements: dict[str, Stated]) -> History:
    effect, victim_class = members[0].statement.effect, members[0].statement.victim_class
    return History(
        effect=effect,
        victim_class=victim_class,
        statements=tuple(one.statement.id for one in members),
        current=tuple(
            one.statement.id
            for one in members
            if one.asserted and one.statement.role == "toll" and one.statement.id not in replacements
        ),
        revisions=tuple(_revisions(members, replacements)),
    )


def _revisions(members: Iterable[Stated], replacements: dict[str, Stated]) -> Iterator[Revision]:
    told = set()
    for one in members:
        later = replacements.get(one.statement.id)
        if later is None or one.statement.role != "toll" or later.statement.count == one.statement.count:
            continue
        old = one.statement.count
        if _figure(one) == _figure(later):
            continue
        kind = _kind(one, later)
        who = one.statement.voice if kind != "update" else ""
        signature = (kind, who, old.value, old.bound, later.statement.id)
        if signature not in told:  # several outlets whose older toll gives way to one newer are told once
            told.add(signature)
            yield _revision(one, later, kind)


def _kind(earlier: Stated, later: Stated) -> Change:
    if _corrects(later) and (earlier.statement.voice == later.statement.voice or _outlet(earlier) == _outlet(later)):
        return "correction"
    if earlier.statement.voice != later.statement.voice:
        return "update"
    return "revision"


def _revision(earlier: Stated, later: Stated, kind: Change) -> Revision:
    old, new = earlier.statement.count.value, later.statement.count.value
    step = None if old is None or new is None else new - old
    change = "" if not step else f", {abs(step):,} {'more' if step > 0 else 'fewer'}"
    verb = {"revision": "is revised to", "correction": "is corrected to", "update": "gives way to the newer toll"}[kind]
    sentence = (
        f"{named_statement(earlier)}, {when(earlier)}, {verb} {named_statement(later)}, {when(later)}{change}: "
        "no contradiction."
    )
    return Revision(kind=kind, earlier=earlier.statement.id, later=later.statement.id, step=step, sentence=sentence)
