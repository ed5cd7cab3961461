"""Whether two reports descend from one text, and by which passages: the exact check behind the index's guess.

Every threshold of that stands here, each with its reason. They were set by looking at what `benchmarks/origins.py`
prints of two pools of news reports: pairs of one incident and of different ones, and bulletins of one office.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from tollbook.model import Report
from tollbook.reading.origins.align import Common, Text, common, runs
from tollbook.reading.origins.passages import Passage, words_in

MOST = 0.5
"""Share of a report's own words from which the report as a whole is a copy, and not only parts of it: the greater part
of what it says is another's."""
WHOLE_WORDS = 25
"""Own words that a copy shares at the least: two sentences of usual length (20 words each in news), one of them cut."""
BRIEF_WORDS, BRIEF_SHARE = 10, 0.9
"""A brief of one sentence is a copy where nearly all of both texts is one."""
OPENING = 2
"""Passages in which a report begins."""
PART_WORDS = 50
"""Own words in one run that make a part of a longer report a copy: some three sentences, or two long paragraphs. The
background sentence or two that reporters of one beat both take from an earlier story stays below."""
CREDITED_PART_WORDS = 25
"""The same where both reports credit one agency in the same days: then one long sentence and a half suffices."""
TELLING = 4
"""Different names and figures that stand in what is shared, or half of those of the report that has fewer: two
bulletins of one office, filled in by one pattern ("the force secured the area and questioned the residents"), share
few, and copies of one dispatch most."""
LETTERED = 0.02
"""Names and figures for each word of a text below which it is one written small throughout: it has no names to go by.
News has about one in six."""
ALL_SHARE = 0.9
"""Share of all words, quoted ones included, from which a text that is nearly all quotation is a copy."""
APART_DAYS = 7
"""Days between two reports from which only near-identical texts (`SAME_SHARE` of both) are one: dispatches are printed
within days, while weekly and monthly bulletins fill the same sentences anew."""
SAME_SHARE = 0.8
PAGE_DAYS = 1
"""Days within which an outlet's page under nearly the same title is one page that grew."""
PAGE_TITLE = 80.0
"""Likeness of two titles (0 to 100, rapidfuzz's token-set ratio) of one page: a figure and a word may change."""
PAGE_SHARE = 0.3
"""Share of the shorter text, changed figures included, that stands in a later state of the page at one address."""
QUOTED_WORDS = 6
"""Words of a quotation that is told as shared: "we will not give up" may be said twice."""

Kind = Literal["copy", "version", "quotation"]


class Known(NamedTuple):
    """A report as it is compared: its body and its quotations cut up, and the agencies whose dispatches it prints."""

    report: Report
    body: Text
    quoted: Text
    prints: frozenset[str]


class Side(NamedTuple):
    """One report's part in a kinship: the passages that are shared, whether they are most of it, and their runs."""

    passages: tuple[int, ...]
    whole: bool
    runs: tuple[tuple[int, ...], ...]


class Kinship(NamedTuple):
    """What two reports share: by descent (`left`, `right` and which passage is which, in `pairs`), or none of it, and
    the quotations (by number) that both print.
    """

    kind: Kind
    left: Side
    right: Side
    pairs: tuple[tuple[int, int], ...]
    quotations: tuple[tuple[int, int], ...]


class _Measure(NamedTuple):
    """Own words of a side: all, those in shared passages, those in passages of one pattern filled differently, and of
    these where figures alone differ; and the share of all words, quoted ones too, that is shared.
    """

    total: float
    shared: float
    varied: float
    revised: float
    of_all: float

    @property
    def share(self) -> float:
        return self.shared / self.total if self.total else 0.0


def kinship(left: Known, right: Known, standing: Callable[[str], bool]) -> Kinship | None:
    """How two reports are akin; None where they are not. `standing` tells the patterns of passages that prove nothing:
    they go with what is copied round them.
    """
    found = common(left.body, right.body)
    quoted = _quotations(left, right)
    clean = [one for one in found if not one.varied]
    ours, theirs = _measure(left.body, found, "left", standing), _measure(right.body, found, "right", standing)
    akin = _akin(left, right, found, clean, quoted, ours, theirs, standing)
    by_address = akin is not None and akin.kind == "version" and _one_address(left.report, right.report)
    if akin and (by_address or _tells_alike(left, right, clean, standing)):
        return akin
    return _only_quotations(quoted)


def _akin(
    left: Known,
    right: Known,
    found: list[Common],
    clean: list[Common],
    quoted: tuple[tuple[int, int], ...],
    ours: _Measure,
    theirs: _Measure,
    standing: Callable[[str], bool],
) -> Kinship | None:
    """The descent that the shared words suffice for, whatever they tell of."""
    if _one_page(left.report, right.report) and _grew(left.report, right.report, ours, theirs):
        return _descent("version", left, right, found, quoted, whole=True)
    if ours.varied > ours.shared or theirs.varied > theirs.shared:
        return None
    days = _days_apart(left.report, right.report)
    if days is not None and days > APART_DAYS:
        same = min(ours.share, theirs.share) >= SAME_SHARE and _enough(ours, theirs)
        return _descent("copy", left, right, found, quoted, whole=True) if same else None
    if max(ours.share, theirs.share) >= MOST and _enough(ours, theirs):
        return _descent("copy", left, right, found, quoted, whole=False)
    if min(ours.of_all, theirs.of_all) >= ALL_SHARE:
        return _descent("copy", left, right, found, quoted, whole=True)
    return _in_parts(left, right, clean, quoted, standing)


def _tells_alike(left: Known, right: Known, clean: list[Common], standing: Callable[[str], bool]) -> bool:
    """Whether what two reports share tells of one thing, by its names and figures."""
    shared = _telling(left.body, {one.left for one in clean}, standing)
    shared &= _telling(right.body, {one.right for one in clean}, standing)
    every = [_telling(body, range(len(body.passages)), standing) for body in (left.body, right.body)]
    words = [sum(passage.size for passage in body.passages) for body in (left.body, right.body)]
    if any(len(names) < LETTERED * size for names, size in zip(every, words, strict=True)):
        return True
    return len(shared) >= min(TELLING, min(map(len, every)) / 2)


def _telling(body: Text, numbers: Iterable[int], standing: Callable[[str], bool]) -> set[str]:
    """The different names and figures in passages with words of the report's own that are not standing."""
    return {
        word.folded
        for number in numbers
        if body.passages[number].own and not standing(body.passages[number].pattern)
        for word in words_in(body.words(number))
        if word.telling
    }


def _enough(ours: _Measure, theirs: _Measure) -> bool:
    words = min(ours.shared, theirs.shared)
    return words >= WHOLE_WORDS or (words >= BRIEF_WORDS and min(ours.share, theirs.share) >= BRIEF_SHARE)


def _in_parts(
    left: Known,
    right: Known,
    clean: list[Common],
    quoted: tuple[tuple[int, int], ...],
    standing: Callable[[str], bool],
) -> Kinship | None:
    """The kinship by those runs of shared passages that are long enough; None where none is."""
    enough = CREDITED_PART_WORDS if left.prints & right.prints else PART_WORDS
    passages, shares = left.body.passages, _shares(clean, "left")
    proof = {at: share * passages[at].own for at, share in shares.items() if not standing(passages[at].pattern)}
    long = [run for run in runs(shares) if len(run) > 1 and sum(proof.get(at, 0.0) for at in run) >= enough]
    kept = {at for run in long for at in run}
    return (
        _descent("copy", left, right, [one for one in clean if one.left in kept], quoted, whole=False) if long else None
    )


def _descent(
    kind: Kind, left: Known, right: Known, found: list[Common], quoted: tuple[tuple[int, int], ...], *, whole: bool
) -> Kinship:
    shares = _shares(found, "left"), _shares(found, "right")
    most = [_most(body.passages, side) for body, side in zip((left.body, right.body), shares, strict=True)]
    left_side, right_side = (
        _side(side, whole=whole or mine or (other and _begins(side)))
        for side, mine, other in zip(shares, most, reversed(most), strict=True)
    )
    return Kinship(
        kind,
        left_side,
        right_side,
        tuple(sorted((one.left, one.right) for one in found)),
        quoted,
    )


def _side(shares: dict[int, float], *, whole: bool) -> Side:
    return Side(tuple(sorted(shares)), whole, tuple(runs(shares)))


def _most(passages: tuple[Passage, ...], shares: dict[int, float]) -> bool:
    """Whether what is shared is most of a report's own words."""
    return sum(share * passages[at].own for at, share in shares.items()) >= MOST * sum(one.own for one in passages)


def _begins(shares: dict[int, float]) -> bool:
    """Whether a report begins with what is shared: a text that is wholly in it is then it, trimmed, as editors cut from
    the end; one that stands in its midst was worked in. Its first sentence may be what the outlet put on top.
    """
    return min(shares, default=OPENING) < OPENING


def _only_quotations(quoted: tuple[tuple[int, int], ...]) -> Kinship | None:
    nothing = Side((), whole=False, runs=())
    return Kinship("quotation", nothing, nothing, (), quoted) if quoted else None


def _quotations(left: Known, right: Known) -> tuple[tuple[int, int], ...]:
    found = common(left.quoted, right.quoted)
    return tuple(sorted((one.left, one.right) for one in found if not one.varied))


def _shares(found: Iterable[Common], side: Literal["left", "right"]) -> dict[int, float]:
    """By passage, the share of its words that the other text has."""
    shares: dict[int, float] = {}
    for one in found:
        number, share = (one.left, one.of_left) if side == "left" else (one.right, one.of_right)
        shares[number] = max(share, shares.get(number, 0.0))
    return shares


def _measure(
    body: Text, found: list[Common], side: Literal["left", "right"], standing: Callable[[str], bool]
) -> _Measure:
    clean = _shares([one for one in found if not one.varied], side)
    varied = {at: share for at, share in _shares(found, side).items() if at not in clean}
    revised = {at: share for at, share in _shares([one for one in found if one.revised], side).items() if at in varied}
    news = {at: passage for at, passage in enumerate(body.passages) if not standing(passage.pattern)}

    def own(shares: dict[int, float]) -> float:
        return sum(share * news[at].own for at, share in shares.items() if at in news)

    every = max(1, sum(passage.size for passage in news.values()))
    shared = sum(share * news[at].size for at, share in clean.items() if at in news)
    total = sum(passage.own for passage in news.values())
    return _Measure(total, own(clean), own(varied), own(revised), shared / every)


def _grew(left: Report, right: Report, ours: _Measure, theirs: _Measure) -> bool:
    """Whether one text stands in the other. Under an address of its own, changed figures count as the same page's."""
    if min(ours.shared, theirs.shared) < BRIEF_WORDS:
        return False
    if _one_address(left, right):
        shares = [(one.shared + one.varied) / one.total for one in (ours, theirs) if one.total]
        return max(shares, default=0.0) >= PAGE_SHARE
    shares = [(one.shared + one.revised) / one.total for one in (ours, theirs) if one.total]
    return max(shares, default=0.0) >= MOST and all(one.shared + 2 * one.revised > one.varied for one in (ours, theirs))


def _one_page(left: Report, right: Report) -> bool:
    if _one_address(left, right):
        return True
    if not left.outlet or left.outlet != right.outlet or not left.title or not right.title:
        return False
    days = _days_apart(left, right)
    alike = fuzz.token_set_ratio(left.title.casefold(), right.title.casefold()) >= PAGE_TITLE
    return alike and days is not None and days <= PAGE_DAYS


def _one_address(left: Report, right: Report) -> bool:
    return left.url is not None and left.url == right.url


def _days_apart(left: Report, right: Report) -> int | None:
    if left.published is None or right.published is None:
        return None
    return abs((left.published - right.published).days)
