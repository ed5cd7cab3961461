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
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tollbook.model import Attack, Casualty, Claim, Marks, Report, Responsibility
from tollbook.places.choice_weights import CHOICE
from tollbook.places.gazetteer import REGION
from tollbook.places.resolve import Found, Resolver, apart
from tollbook.places.senses import Signs
from tollbook.places.spots import METONYM, NAMED, PART, PEOPLE, PLACED, SEAT, Spot, spots_of

LEAN = 3.0
"""How much the other claims of a report weigh in a claim's choice."""
_WORTH = {PLACED: "placed", NAMED: "named", METONYM: "metonym", PART: "part", SEAT: "seat", PEOPLE: "people"}
_SHARP = ("country", "region", "division", "town")
_OPENING = 4
_REGION_KM = 350.0
_GAP = 100.0
_BOUND = re.compile(
    r"[;:]|,|\b(?:while|but|after|before|following|when|whereas|meanwhile|who|which|that)\b", re.IGNORECASE
)

_Place = int | str | None


class Chooser:
    """Chooses among a report's resolved places for its claims."""

    def __init__(self, report: Report, claims: Sequence[Claim], marks: Marks, resolver: Resolver) -> None:
        self.report, self.marks = report, marks
        self.resolver, self.gazetteer = resolver, resolver.gazetteer
        self._starts = [sentence.start for sentence in marks.sentences] or [0]
        sentences = [self._sentence_of(found.mention.span.start) for found in resolver.found]
        self.spots = list(spots_of(report, resolver, sentences))
        self._opens = min((self._sentence_of(claim.evidence.start) for claim in claims), default=0)
        named = Counter(_place(spot) for spot in self.spots if spot.worth >= METONYM)
        self._shares = {place: count / max(1, sum(named.values())) for place, count in named.items()}
        sharp = Counter(
            _place(s) for s in self.spots if s.worth >= NAMED and s.sharpness > 1 and s.found.place is not None
        )
        self._commonest = max(sharp, key=lambda place: sharp[place], default=None)

        narrow = (
            spot.start for spot in self.spots if spot.sharpness and spot.worth >= NAMED and spot.found.place is not None
        )
        self._first_narrow = next(narrow, None)

    def choose(self, claims: Sequence[Claim]) -> list[Found | None]:
        """The place of each claim's event; None where the report gives none."""
        weighed = [self._weighed(claim) for claim in claims]
        shares = [_by_place(candidates) for candidates in weighed]
        shares = self._shared_in_one_breath(claims, shares)
        common: dict[_Place, float] = {}
        for share in shares:
            for place, value in share.items():
                common[place] = common.get(place, 0.0) + value / len(shares)
        chosen = []
        for candidates, share in zip(weighed, shares, strict=True):
            leant = {place: value * math.exp(LEAN * common[place]) for place, value in share.items()}
            best = self._narrowest(leant)
            spots = [(spot, score) for spot, score in candidates if spot is not None and _place(spot) == best]
            chosen.append(max(spots, key=lambda pair: pair[1])[0].found if spots else None)
        return chosen

    def candidates(self, claim: Claim) -> Iterator[tuple[Spot | None, Signs]]:
        """Every candidate with what holds for it, "the text does not tell" first."""
        first, last = (
            self._sentence_of(claim.evidence.start),
            self._sentence_of(max(_anchor(claim), claim.evidence.end - 1)),
        )
        own = [spot for spot in self.spots if first <= spot.sentence <= last and spot.worth >= METONYM]
        before = [spot for spot in self.spots if spot.sentence < first and spot.worth >= NAMED and spot.sharpness]
        kind = _kind(claim)
        yield (
            None,
            {
                "nothing": 1.0,
                f"nothing for a {kind}": 1.0,
                **({} if own else {"nothing, and none in the sentence": 1.0}),
            },
        )
        for spot in self.spots:
            inside = first <= spot.sentence <= last
            signs = self._own(claim, spot, own) if inside else self._other(spot, first, last, own, before)
            signs[f"{_SHARP[spot.sharpness]} for a {kind}"] = 1.0
            signs["share of the report"] = self._shares.get(_place(spot), 0.0)
            if _place(spot) == self._commonest:
                signs["the report's commonest"] = 1.0
            if spot.found.place is not None:
                signs["located"] = 1.0
            hint = self.marks.where.get(claim.id)
            if hint is not None and hint.overlaps(spot.found.mention.span):
                placed = not inside and any(other.sharpness > 1 for other in own)
                side = "in the sentence" if inside else "before" if spot.sentence < first else "after"
                signs[f"linked {side}" + (", though the sentence has its own" if placed else "")] = 1.0
            yield spot, signs

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
            alike = (before.effect, before.scope) == (
                behind.effect,
                behind.scope,
            ) and before.evidence == behind.evidence
            if alike and not any(low <= spot.start < high for spot in self.spots):
                places = shared[one] | shared[other]
                mean = {p: (shared[one].get(p, 0.0) + shared[other].get(p, 0.0)) / 2 for p in places}
                shared[one] = shared[other] = mean
        return shared

    def _narrowest(self, shares: Mapping[_Place, float]) -> _Place:
        """The place that most is to be said for: a country with all that lies in it goes before any other, and a place
        in it before the country itself where more is to be said for such places than for the country alone.
        """
        support = {place: self._support(place, shares) for place in shares}
        best = max(support, key=lambda place: support[place])
        while isinstance(best, int):
            whole = best
            inside = [place for place in shares if isinstance(place, int) and self._is_inside(place, whole)]
            if sum(shares[place] for place in inside) <= shares[whole]:
                break
            best = max(inside, key=lambda place: support[place])
        return best

    def _support(self, place: _Place, shares: Mapping[_Place, float]) -> float:
        inside = (share for other, share in shares.items() if isinstance(other, int) and self._is_inside(other, place))
        return shares[place] + sum(inside)

    def _is_inside(self, place: int, whole: _Place) -> bool:
        return isinstance(whole, int) and place != whole and self.gazetteer.inside(place, whole)

    def _weighed(self, claim: Claim) -> list[tuple[Spot | None, float]]:
        return [
            (spot, sum(CHOICE.get(name, 0.0) * value for name, value in signs.items()))
            for spot, signs in self.candidates(claim)
        ]

    def _sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def _own(self, claim: Claim, spot: Spot, own: Sequence[Spot]) -> Signs:
        """What holds for a name in the claim's own sentence."""
        anchor = _anchor(claim)
        low, high = sorted((anchor, spot.start))
        signs = {
            f"in the sentence, {_worth(spot)}": 1.0,
            f"in the sentence, a {_SHARP[spot.sharpness]}": 1.0,
            "in the sentence, gap": min(4.0, abs(spot.start - anchor) / _GAP),
        }
        if spot.start > anchor:
            signs["in the sentence, behind"] = 1.0
        if _BOUND.search(self.report.text, low, high):
            signs["in the sentence, another clause"] = 1.0
        others = [other for other in own if _place(other) != _place(spot)]
        if any(self._lies_within(other.found, spot.found.place) for other in others):
            signs["in the sentence, with a narrower one"] = 1.0
        if any(self._lies_within(spot.found, other.found.place) for other in others):
            signs["in the sentence, with a wider one"] = 1.0
        return signs

    def _other(self, spot: Spot, first: int, last: int, own: Sequence[Spot], before: Sequence[Spot]) -> Signs:
        """What holds for a name in another sentence than the claim's."""
        earlier = spot.sentence < first
        side = "before" if earlier else "after"
        steps = first - spot.sentence if earlier else spot.sentence - last
        signs = {
            f"{side}, {_worth(spot)}": 1.0,
            f"{side}, a {_SHARP[spot.sharpness]}": 1.0,
            f"{side}, steps": math.log2(steps),
        }
        if steps == 1:
            signs[f"{side}, next"] = 1.0
        if earlier and before and spot.sentence == before[-1].sentence:
            signs["before, the last named"] = 1.0
        placed = any(other.sharpness > 1 for other in own)
        if not (earlier or before or placed) and first < self._opens + _OPENING:
            signs["after, of an opening"] = 1.0
        if spot.start < len(self.report.title or ""):
            signs["in the title"] = 1.0
        if own:
            sharpest = max(other.sharpness for other in own)
            signs[f"though the sentence names a {_SHARP[sharpest]}"] = 1.0
            if any(self._lies_within(spot.found, other.found.place) for other in own):
                signs["narrows the sentence's own"] = 1.0
                if sharpest == 0 and first < self._opens + _OPENING and spot.start == self._first_narrow:
                    signs["narrows an opening first"] = 1.0
        return signs

    def _lies_within(self, found: Found, whole: int | None) -> bool:
        if found.place is None or whole is None or found.place == whole:
            return False
        if self.gazetteer.kind[whole] == REGION:
            narrower = self.gazetteer.kind[found.place] > REGION
            return narrower and apart(self.gazetteer, found.place, whole) < _REGION_KM
        return self.gazetteer.inside(found.place, whole)


def _by_place(candidates: Sequence[tuple[Spot | None, float]]) -> dict[_Place, float]:
    """The share of every place, names of one place together; they sum to 1."""
    top = max(score for _, score in candidates)
    total = sum(math.exp(score - top) for _, score in candidates)
    shares: dict[_Place, float] = {}
    for spot, score in candidates:
        shares[_place(spot)] = shares.get(_place(spot), 0.0) + math.exp(score - top) / total
    return shares


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
