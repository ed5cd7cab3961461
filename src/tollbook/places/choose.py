"""Which of a report's places is the place of each claim.

Every place name of the report is a candidate, and so is that the text does not tell. A candidate's score is the sum of
the weights of what holds for it: how near it stands, what the words beside it make of it, how sharp it is, whether the
reader linked it to the claim, how often the report names it. It is a conditional logit (McFadden 1974) whose weights
were learnt from annotated reports (`benchmarks/fit_places.py choices`). Names of one place add up, and what most
claims of a report share draws the others: most reports tell one event.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from tollbook.model import Attack, Casualty, Claim, Marks, Report, Responsibility
from tollbook.places.choice_weights import CHOICE
from tollbook.places.gazetteer import NOWHERE, REGION
from tollbook.places.resolve import Found, Resolver, apart
from tollbook.places.senses import Signs
from tollbook.places.spots import METONYM, NAMED, OFFICE, PART, PEOPLE, PLACED, SEAT, Spot, spots_of

LEAN = 2.0
"""How much a report's other claims weigh in a claim's choice: totals in that of a total, the rest in the rest's."""
_WORTH = {
    PLACED: "placed",
    NAMED: "named",
    OFFICE: "office",
    METONYM: "metonym",
    PART: "part",
    SEAT: "seat",
    PEOPLE: "people",
}
_SHARP = ("country", "region", "division", "town")
_LINKED = {"own": "linked in the sentence", "before": "linked before", "after": "linked after"}
_THOUGH = ", though the sentence has its own"
_THOUGH_NAMED = tuple(f"though the sentence names a {sharp}" for sharp in _SHARP)
_BEFORE, _AFTER = 16, 8
"""How many names before and behind the claim's sentence are candidates, beside those of the title."""
_OPENING = 4
_RARE_FIGURE = 20
_REGION_KM = 350.0
_GAP = 100.0
_BOUND = re.compile(
    r"[;:]|,|\b(?:while|but|after|before|following|when|whereas|meanwhile|who|which|that)\b", re.IGNORECASE
)

_OPENER = re.compile(r"\W*(?:in|at|near|on|outside|inside|around)\b[\w\s'’-]{0,30}", re.IGNORECASE)
"""What stands before a place with which a sentence opens: it says where all that follows was ("In the town of X, ")."""
_LIST = 3
"""So many towns side by side are a list: what happened in all of them happened in none of them alone."""
_BETWEEN = re.compile(r"\s*(?:,|and|or|,\s*and|as well as)?\s*(?:in|at|near)?\s*", re.IGNORECASE)
_TURN = re.compile(
    r"\b(?:separate(?:ly)?|unrelated|elsewhere|meanwhile|another|similar|different|"
    r"other (?:attack|incident|violence))\b",
    re.IGNORECASE,
)
"""At the beginning of a sentence, these turn to another event: what came before seldom happened at names behind."""
_TURNS_WITHIN = 60

_Place = int | str | None


class Chooser:
    """Chooses among a report's resolved places for its claims."""

    def __init__(self, report: Report, claims: Sequence[Claim], marks: Marks, resolver: Resolver) -> None:
        self.report, self.marks = report, marks
        self.resolver, self.gazetteer = resolver, resolver.gazetteer
        self._starts = [sentence.start for sentence in marks.sentences] or [0]
        turns = (_TURN.search(report.text, start, start + _TURNS_WITHIN) is not None for start in self._starts)
        self._turned = list(accumulate(turns))  # how often the report has turned to another event, by sentence
        sentences = [self._sentence_of(found.mention.span.start) for found in resolver.found]
        self.spots = _whole_roads(spots_of(report, resolver, sentences))
        self._opens = min((self._sentence_of(claim.evidence.start) for claim in claims), default=0)
        self._sentences = [spot.sentence for spot in self.spots]
        self._title_end = len(report.title or "")
        self._specific = [spot for spot in self.spots if spot.worth >= NAMED and spot.sharpness]
        self._listed = self._in_lists()
        self._still: dict[tuple[int, str, str], _Still] = {}
        named = Counter(_place(spot) for spot in self.spots if spot.worth >= METONYM)
        self._shares = {place: count / max(1, sum(named.values())) for place, count in named.items()}
        sharp = Counter(_place(spot) for spot in self._specific if spot.sharpness > 1 and spot.found.place is not None)
        self._commonest = max(sharp, key=lambda place: sharp[place], default=None)
        self._first_narrow = next((spot.start for spot in self._specific if spot.found.place is not None), None)

    def choose(self, claims: Sequence[Claim]) -> list[Found | None]:
        """The place of each claim's event; None where the report gives none."""
        weighed = [self._weighed(claim) for claim in claims]
        shares = [_by_place(candidates) for candidates in weighed]
        shares = self._shared_by_figure(claims, self._shared_in_one_breath(claims, shares))
        totals = [_kind(claim) == "total" for claim in claims]
        common = {total: _mean([s for s, one in zip(shares, totals, strict=True) if one == total]) for total in totals}
        chosen = []
        for candidates, share, total in zip(weighed, shares, totals, strict=True):
            leant = {place: value * math.exp(LEAN * common[total][place]) for place, value in share.items()}
            best = self._narrowest(leant)
            spots = [(spot, score) for spot, score in candidates if spot is not None and _place(spot) == best]
            chosen.append(max(spots, key=lambda pair: pair[1])[0].found if spots else None)
        return chosen

    def candidates(self, claim: Claim) -> Iterator[tuple[Spot | None, Signs]]:
        """Every candidate with what holds for it, "the text does not tell" first."""
        for spot, still, moving in self._signs(claim):
            yield spot, {**still.signs, **moving}

    def _signs(self, claim: Claim) -> Iterator[tuple[Spot | None, _Still, Signs]]:
        """Every candidate with what holds for its words wherever a claim of this kind stands on this side of them, and
        what holds for this claim alone.
        """
        first = self._sentence_of(claim.evidence.start)
        last = self._sentence_of(max(_anchor(claim), claim.evidence.end - 1))
        kind = _kind(claim)
        named = [spot for spot in self.spots if first <= spot.sentence <= last and spot.worth >= METONYM]
        own = _Own(self, named, self._listed)
        opener = self._opener(first)
        before = [spot.sentence for spot in self._specific if spot.sentence < first]
        last_named = before[-1] if before else None
        opens = first < self._opens + _OPENING
        hint = self.marks.where.get(claim.id)
        yield None, _Still({}, 0.0), self._nothing(kind, bool(own.spots))
        low = bisect_left(self._sentences, first) - _BEFORE
        high = bisect_right(self._sentences, last) + _AFTER
        for number, spot in enumerate(self.spots):
            linked = hint is not None and hint.overlaps(spot.found.mention.span)
            if not (low <= number < high or linked or spot.start < self._title_end):
                continue
            side = "own" if first <= spot.sentence <= last else "before" if spot.sentence < first else "after"
            still = self._still_signs(number, spot, side, kind)
            turned = side != "own" and self._turned[first] != self._turned[spot.sentence]
            if side == "own":
                moving = self._own(claim, spot, own) | self._framed(spot, opener)
            else:
                steps = first - spot.sentence if side == "before" else spot.sentence - last
                moving = self._other(spot, side, steps, own, opens)
                if turned:
                    moving[f"{side}, across a turn"] = 1.0
                if opener is not None:
                    moving["though the sentence opens with its own"] = 1.0
                if kind == "total":
                    moving[f"{side}, a {_SHARP[spot.sharpness]} for a total"] = 1.0
                if spot.sentence == last_named:
                    moving["before, the last named"] = 1.0
                if side == "after" and opens and last_named is None and own.sharpest < 2:
                    moving["after, of an opening"] = 1.0
            if linked and spot.start not in self._listed:  # a link to the first of a list means the list
                though = _THOUGH if side != "own" and own.sharpest > 1 else ""
                if side != "own" and opener is not None:
                    moving["linked though the sentence opens with its own"] = 1.0
                moving["linked across a turn" if turned else _LINKED[side] + though] = 1.0
            yield spot, still, moving

    def _opener(self, sentence: int) -> _Place:
        """The town or district with which a sentence opens; None where it opens with none, or with a list of them."""
        low, high = bisect_left(self._sentences, sentence), bisect_right(self._sentences, sentence)
        for spot in self.spots[low:high]:
            if spot.sharpness > 1 and spot.worth == PLACED:
                opens = _OPENER.fullmatch(self.report.text, self._starts[sentence], spot.start)
                return _place(spot) if opens and spot.start not in self._listed else None
        return None

    def _framed(self, spot: Spot, opener: _Place) -> Signs:
        """What holds for a name of the claim's own sentence by how that is framed."""
        if spot.start in self._listed:
            return {"in the sentence, one of a list": 1.0}
        return {"in the sentence, opens it": 1.0} if opener is not None and _place(spot) == opener else {}

    def _in_lists(self) -> set[int]:
        """Where the names begin that stand in a list of `_LIST` towns and districts or more."""
        runs: list[list[Spot]] = [[]]
        for spot in self.spots:
            before = runs[-1][-1].found.mention.span.end if runs[-1] else spot.start
            if spot.sharpness > 1 and _BETWEEN.fullmatch(self.report.text, before, spot.start):
                runs[-1].append(spot)
            else:
                runs.append([spot] if spot.sharpness > 1 else [])
        return {spot.start for run in runs if len(run) >= _LIST for spot in run}

    def _nothing(self, kind: str, placed: bool) -> Signs:
        signs = {"nothing": 1.0, f"nothing for a {kind}": 1.0}
        return signs if placed else signs | {"nothing, and none in the sentence": 1.0}

    def _still_signs(self, number: int, spot: Spot, side: str, kind: str) -> _Still:
        found = self._still.get((number, side, kind))
        if found is None:
            where = "in the sentence" if side == "own" else side
            signs = {
                f"{where}, {_worth(spot)}": 1.0,
                f"{where}, a {_SHARP[spot.sharpness]}": 1.0,
                f"{_SHARP[spot.sharpness]} for a {kind}": 1.0,
                "share of the report": self._shares.get(_place(spot), 0.0),
            }
            if side != "own" and spot.start < self._title_end:
                signs["in the title"] = 1.0
            if _place(spot) == self._commonest:
                signs["the report's commonest"] = 1.0
            if spot.found.place is not None:
                signs["located"] = 1.0
            found = self._still[number, side, kind] = _Still(signs, _weigh(signs))
        return found

    def _shared_in_one_breath(
        self, claims: Sequence[Claim], shares: Sequence[dict[_Place, float]]
    ) -> list[dict[_Place, float]]:
        """The shares again, the mean of its neighbours' for each figure of one sentence, effect and scope with no place
        named between: "31 civilians and 17 soldiers" died in one place.
        """
        shared = list(shares)
        figures = [(claim, index) for index, claim in enumerate(claims) if isinstance(claim, Casualty)]
        figures.sort(key=lambda pair: pair[0].count.start)
        for (before, one), (behind, other) in pairwise(figures):
            low, high = before.count.start, behind.count.start
            alike = (before.effect, before.scope, before.evidence) == (behind.effect, behind.scope, behind.evidence)
            if alike and not any(low <= spot.start < high for spot in self.spots):
                shared[one] = shared[other] = _mean([shared[one], shared[other]])
        return shared

    def _shared_by_figure(
        self, claims: Sequence[Claim], shares: Sequence[dict[_Place, float]]
    ) -> list[dict[_Place, float]]:
        """The shares again, one mean for all claims of one effect and figure: a figure told again is that of the same
        event. Small figures come twice by chance, but for one that the title takes from the text.
        """
        shared = list(shares)
        alike: dict[tuple[str, int], list[int]] = defaultdict(list)
        for index, claim in enumerate(claims):
            if isinstance(claim, Casualty) and claim.count.value is not None:
                alike[claim.effect, claim.count.value].append(index)
        for (_, value), told in alike.items():
            if value >= _RARE_FIGURE or any(claims[index].evidence.start < self._title_end for index in told):
                mean = _mean([shares[index] for index in told])
                for index in told:
                    shared[index] = mean
        return shared

    def _narrowest(self, shares: Mapping[_Place, float]) -> _Place:
        """The place that most is to be said for: a country with all that lies in it goes before any other, and a place
        in it before the country itself where more is to be said for that one place. Much for several is none for any:
        what happened all over a province has the province.
        """
        support = dict(shares)
        inside: dict[_Place, list[_Place]] = defaultdict(list)
        for place, share in shares.items():
            for whole in self._wholes(place):
                if whole in support:
                    support[whole] += share
                    inside[whole].append(place)
        best = max(support, key=lambda place: support[place])
        while inside[best]:
            narrower = max(inside[best], key=lambda place: support[place])
            if support[narrower] <= shares[best]:
                break
            best = narrower
        return best

    def _wholes(self, place: _Place) -> frozenset[int]:
        """The country, province and district that a place lies in."""
        if not isinstance(place, int):
            return frozenset()
        gazetteer = self.gazetteer
        wholes = {gazetteer.country[place], gazetteer.province[place], gazetteer.district[place]}
        return frozenset(wholes - {place, NOWHERE})

    def _weighed(self, claim: Claim) -> list[tuple[Spot | None, float]]:
        """Every candidate with its score."""
        return [(spot, still.score + _weigh(moving)) for spot, still, moving in self._signs(claim)]

    def _sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def _own(self, claim: Claim, spot: Spot, own: _Own) -> Signs:
        """What holds for a name in the claim's own sentence."""
        anchor = _anchor(claim)
        low, high = sorted((anchor, spot.start))
        signs = {"in the sentence, gap": min(4.0, (high - low) / _GAP)}
        if spot.start > anchor:
            signs["in the sentence, behind"] = 1.0
        if _BOUND.search(self.report.text, low, high):
            signs["in the sentence, another clause"] = 1.0
        if own.holds_narrower(spot):
            signs["in the sentence, with a narrower one"] = 1.0
        if own.holds_wider(spot):
            signs["in the sentence, with a wider one"] = 1.0
        return signs

    def _other(self, spot: Spot, side: str, steps: int, own: _Own, opens: bool) -> Signs:
        """What holds for a name in another sentence than the claim's, so many steps from it."""
        signs = {f"{side}, steps": math.log2(steps)}
        if steps == 1:
            signs[f"{side}, next"] = 1.0
        if own.spots:
            signs[_THOUGH_NAMED[own.sharpest]] = 1.0
            if own.holds_wider(spot):
                signs["narrows the sentence's own"] = 1.0
                if own.sharpest == 0 and opens and spot.start == self._first_narrow:
                    signs["narrows an opening first"] = 1.0
        return signs

    def lies_within(self, place: int | None, whole: int | None) -> bool:
        """Whether a place lies in another, or near the middle of a region."""
        if place is None or whole is None or place == whole:
            return False
        if self.gazetteer.kind[whole] == REGION:
            return self.gazetteer.kind[place] > REGION and apart(self.gazetteer, place, whole) < _REGION_KM
        return self.gazetteer.inside(place, whole)


class _Still(NamedTuple):
    """What holds for a name wherever a claim of one kind stands on one side of it, and the sum of the weights."""

    signs: Signs
    score: float


class _Own:
    """The names of a claim's own sentence that say where something was."""

    def __init__(self, chooser: Chooser, spots: Sequence[Spot], listed: Collection[int]) -> None:
        self.spots, self._within = spots, chooser.lies_within
        self.sharpest = max((spot.sharpness for spot in spots), default=0)
        self._places = {spot.found.place for spot in spots if spot.found.place is not None}
        self._single = {spot.found.place for spot in spots if spot.start not in listed}
        self._wider: dict[int, bool] = {}

    def holds_wider(self, spot: Spot) -> bool:
        """Whether the sentence names a place that this one lies in."""
        place = spot.found.place
        if place is None:
            return False
        known = self._wider.get(place)
        if known is None:
            known = self._wider[place] = any(self._within(place, whole) for whole in self._places)
        return known

    def holds_narrower(self, spot: Spot) -> bool:
        """Whether the sentence names a place in this one, other than in a list."""
        return any(self._within(place, spot.found.place) for place in self._single)


def _whole_roads(spots: Iterable[Spot]) -> list[Spot]:
    """The names without those of a road's ends inside the road's: "Jos" in "the Jos-Kaduna road"."""
    kept: list[Spot] = []
    road_ends = 0
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.found.mention.span.end)):
        if spot.start >= road_ends:
            kept.append(spot)
            if spot.found.mention.far_end:
                road_ends = spot.found.mention.span.end
    return kept


def _weigh(signs: Signs) -> float:
    score = 0.0
    for name, value in signs.items():
        score += CHOICE.get(name, 0.0) * value
    return score


def _by_place(candidates: Sequence[tuple[Spot | None, float]]) -> dict[_Place, float]:
    """The share of every place, names of one place together; they sum to 1."""
    top = max(score for _, score in candidates)
    total = sum(math.exp(score - top) for _, score in candidates)
    shares: dict[_Place, float] = {}
    for spot, score in candidates:
        shares[_place(spot)] = shares.get(_place(spot), 0.0) + math.exp(score - top) / total
    return shares


def _mean(shares: Sequence[dict[_Place, float]]) -> dict[_Place, float]:
    total: dict[_Place, float] = {}
    for share in shares:
        for place, value in share.items():
            total[place] = total.get(place, 0.0) + value
    return {place: value / len(shares) for place, value in total.items()}


def _place(spot: Spot | None) -> _Place:
    """What a spot names: the gazetteer's place, else its words."""
    if spot is None:
        return None
    return spot.found.mention.span.text if spot.found.place is None else spot.found.place


def _worth(spot: Spot) -> str:
    nearest = min(_WORTH, key=lambda worth: abs(worth - spot.worth))
    return _WORTH[nearest]


def _kind(claim: Claim) -> str:
    match claim:
        case Casualty():
            return "total" if claim.scope == "aggregate" else "casualty"
        case Responsibility():
            return "deed"
        case Attack():
            return "attack"


def _anchor(claim: Claim) -> int:
    """The position in the text that a claim hangs on."""
    match claim:
        case Casualty():
            return claim.count.start
        case Responsibility():
            return claim.actor.start if claim.actor else claim.evidence.start
        case Attack():
            return claim.trigger.start
