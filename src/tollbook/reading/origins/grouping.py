"""Kinships of pairs as origins: which passages of which reports are one text, and what each report is to it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from tollbook.model import Descent, Member, Origin, Origins, Report, SharedQuotation, Span
from tollbook.reading.agencies import agency_of
from tollbook.reading.layout import paragraphs
from tollbook.reading.origins.credits import chain_of
from tollbook.reading.origins.kinship import Kinship, Known, Side
from tollbook.reading.origins.passages import SHORTEST, words_of
from tollbook.reading.origins.quotations import Quotation, speaker_of

FULL = 0.6
"""Share of the first member's own words that a copy holds; one that holds fewer is trimmed."""

Identity: TypeAlias = tuple[str, str, str, str]
"""What makes two reports the same report: bytes, outlet, address and day."""
_Node: TypeAlias = tuple[int, int]
"""A report as a whole (number, -1), or one of its passages (number, passage)."""


class _Part(NamedTuple):
    """A report's part in an origin: whether as a whole, and by which passages."""

    number: int
    whole: bool
    passages: frozenset[int]


class _Sets:
    """Disjoint sets of nodes (union by the smaller name, so that the order of joining does not matter)."""

    def __init__(self) -> None:
        self._parent: dict[_Node, _Node] = {}

    def find(self, node: _Node) -> _Node:
        parent = self._parent.setdefault(node, node)
        while parent != self._parent[parent]:
            self._parent[node] = parent = self._parent[parent]
        return parent

    def join(self, nodes: Iterable[_Node]) -> None:
        roots = sorted({self.find(node) for node in nodes})
        for root in roots[1:]:
            self._parent[root] = roots[0]


def identity(report: Report) -> Identity:
    """What a report is told apart by."""
    return report.digest, report.outlet or "", report.url or "", str(report.published or "")


def grouped(known: Sequence[Known], kin: Mapping[tuple[int, int], Kinship]) -> Origins:
    """The origins that the kinships (by the reports' numbers) make, in a stable order."""
    parts = _parts(kin)
    origins = sorted((_origin(known, kin, every) for every in parts), key=lambda origin: origin.id)
    homes = _homes(parts)
    quotations = sorted(
        _quotations(known, kin, homes), key=lambda one: (one.reports, [(span.start, span.text) for span in one.words])
    )
    chains = {one.report.id: chain_of(one.report) for one in sorted(known, key=lambda one: identity(one.report))}
    return Origins(origins=tuple(origins), quotations=tuple(quotations), chains=chains)


def _parts(kin: Mapping[tuple[int, int], Kinship]) -> list[tuple[_Part, ...]]:
    """The reports of each origin. What joins reports is a text: where only passages of one are shared, they alone join,
    so that a report that draws on two dispatches makes no one text of them.
    """
    sets = _Sets()
    descents = {pair: found for pair, found in kin.items() if found.kind != "quotation"}
    for (one, two), found in descents.items():
        for nodes in _joined(one, two, found):
            sets.join(nodes)
    shares: dict[_Node, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    wholes = defaultdict(set)
    for pair, found in descents.items():
        for number, side in zip(pair, (found.left, found.right), strict=True):
            for node, passages in _held(number, side):
                root = sets.find(node)
                shares[root][number] |= set(passages)
                if node[1] < 0:
                    wholes[root].add(number)
    return [
        tuple(_Part(number, number in wholes[root], frozenset(passages)) for number, passages in by_report.items())
        for root, by_report in shares.items()
        if len(by_report) > 1
    ]


def _joined(one: int, two: int, found: Kinship) -> Iterator[list[_Node]]:
    """The nodes that a kinship makes one."""
    if found.left.whole or found.right.whole:
        here = [(one, -1)] if found.left.whole else [(one, at) for at in found.left.passages]
        there = [(two, -1)] if found.right.whole else [(two, at) for at in found.right.passages]
        yield here + there
        return
    for run in found.left.runs:
        within = set(run)
        yield [node for at, other in found.pairs if at in within for node in ((one, at), (two, other))]


def _held(number: int, side: Side) -> Iterator[tuple[_Node, tuple[int, ...]]]:
    """What of a side's passages goes with which node."""
    if side.whole:
        yield (number, -1), side.passages
    else:
        yield from (((number, at), (at,)) for at in side.passages)


def _origin(known: Sequence[Known], kin: Mapping[tuple[int, int], Kinship], parts: tuple[_Part, ...]) -> Origin:
    every = sorted(parts, key=lambda part: _precedence(known[part.number]))
    whole = [part for part in every if part.whole]
    first = next((part for part in whole or every if _is_source(known[part.number], part)), (whole or every)[0])
    earlier = _earlier(known, kin, {part.number for part in every})
    rest = [part for part in every if part is not first]
    members = [_member(known, part, first, earlier.get(part.number)) for part in (first, *rest)]
    start = members[0].spans[0].start if not first.whole else -1
    name = "\n".join([*identity(known[first.number].report), str(start)])
    return Origin(id=f"o{hashlib.sha256(name.encode()).hexdigest()[:16]}", members=tuple(members))


def _is_source(known: Known, part: _Part) -> bool:
    """Whether a member is the agency's own, or, where all print parts alone, credits the agency."""
    if not part.whole and known.prints:
        return True
    return known.report.outlet is not None and agency_of(known.report.outlet) is not None


def _earlier(known: Sequence[Known], kin: Mapping[tuple[int, int], Kinship], numbers: set[int]) -> dict[int, int]:
    """By report, the state of its page that came before it, the latest of those."""
    earlier: dict[int, int] = {}
    for pair, found in kin.items():
        if found.kind == "version" and numbers.issuperset(pair):
            old, new = sorted(pair, key=lambda number: _precedence(known[number]))
            kept = earlier.get(new)
            if kept is None or _precedence(known[kept]) < _precedence(known[old]):
                earlier[new] = old
    return earlier


def _precedence(known: Known) -> tuple[dt.date, float, int, Identity]:
    """Earlier reports first; of one moment the shorter first, as pages grow."""
    report = known.report
    moment = report.published_at.timestamp() if report.published_at and report.published_at.tzinfo else float("inf")
    return report.published or dt.date.max, moment, len(report.text), identity(report)


def _member(known: Sequence[Known], part: _Part, first: _Part, earlier: int | None) -> Member:
    report, passages = known[part.number].report, known[part.number].body.passages
    spans = tuple(_spans(known[part.number], part))
    own = sum(passage.own for passage in passages)
    held = sum(passages[at].own for at in part.passages)
    return Member(
        report=report.id,
        outlet=report.outlet,
        how=_how(known, part, first, earlier),
        share=round(held / own, 3) if own else 1.0,
        spans=spans,
        paragraphs=tuple(
            number
            for number, paragraph in enumerate(paragraphs(report.text))
            if any(span.start < paragraph.end and paragraph.start < span.end for span in spans)
        ),
        chain=chain_of(report),
        of=known[earlier].report.id if earlier is not None else None,
    )


def _how(known: Sequence[Known], part: _Part, first: _Part, earlier: int | None) -> Descent:
    if part is first:
        return "first"
    if earlier is not None:
        return "version"
    if not _mainly(known[part.number], part):
        return "part"
    mine, firsts = known[part.number].body.passages, known[first.number].body.passages
    held = sum(mine[at].size for at in part.passages)
    return "copy" if held >= FULL * sum(passage.size for passage in firsts) else "trimmed"


def _mainly(known: Known, part: _Part) -> bool:
    """Whether a report as a whole is of an origin, and not only where it begins."""
    passages = known.body.passages
    return part.whole and 2 * sum(passages[at].size for at in part.passages) >= sum(one.size for one in passages)


def _spans(known: Known, part: _Part) -> Iterator[Span]:
    """The shared passages of a report, neighbours in one; with its title, where it is a copy as a whole."""
    text, passages = known.report.text, known.body.passages
    stretches: list[list[int]] = []
    if _mainly(known, part):
        stretches += [[block.start, block.end] for block in known.report.blocks if block.kind == "title"]
    for at in sorted(part.passages):
        start, end = passages[at].start, passages[at].end
        if stretches and at - 1 in part.passages and len(words_of(text, stretches[-1][1], start)) < SHORTEST:
            stretches[-1][1] = end
        else:
            stretches.append([start, end])
    return (Span.of(text, start, end) for start, end in sorted(stretches))


def _homes(parts: list[tuple[_Part, ...]]) -> dict[int, list[tuple[int, _Part]]]:
    """By report, the origins (by number) that it is a part of."""
    homes = defaultdict(list)
    for origin, every in enumerate(parts):
        for part in every:
            homes[part.number].append((origin, part))
    return homes


def _quotations(
    known: Sequence[Known], kin: Mapping[tuple[int, int], Kinship], homes: Mapping[int, list[tuple[int, _Part]]]
) -> Iterator[SharedQuotation]:
    """Quotations that reports of different origins share."""
    sets = _Sets()
    nodes = set()
    for (one, two), found in kin.items():
        for here, there in found.quotations:
            if found.kind == "quotation":
                sets.join([(one, here), (two, there)])
                nodes |= {(one, here), (two, there)}
    by_root = defaultdict(list)
    for node in nodes:
        by_root[sets.find(node)].append(node)
    for every in by_root.values():
        if len({_home(known, homes, node) for node in every}) > 1:
            yield _quotation(known, every)


def _home(known: Sequence[Known], homes: Mapping[int, list[tuple[int, _Part]]], node: _Node) -> tuple[int, int]:
    """The origin that a quotation lies in, or else its report."""
    number, at = node
    start = known[number].quoted.passages[at].start
    for origin, part in homes.get(number, ()):
        passages = (known[number].body.passages[at] for at in part.passages)
        if any(passage.start <= start < passage.end for passage in passages):
            return origin, -1
    return -1, number


def _quotation(known: Sequence[Known], nodes: list[_Node]) -> SharedQuotation:
    ordered = sorted(nodes, key=lambda node: (_precedence(known[node[0]]), node[1]))
    words, speakers = [], []
    for number, at in ordered:
        report, passage = known[number].report, known[number].quoted.passages[at]
        words.append(Span.of(report.text, passage.start, passage.end))
        speakers.append(speaker_of(report.text, Quotation(passage.start, passage.end)))
    named = sorted((name for name in speakers if name), key=lambda name: (-len(name), name))
    return SharedQuotation(
        reports=tuple(known[number].report.id for number, _ in ordered),
        words=tuple(words),
        speaker=named[0] if named else None,
    )
