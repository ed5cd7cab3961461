"""Which of a report's places is the place of each claim.

The reader's own link comes first, made more specific where a name inside it stands beside it; then the places of the
claim's sentence, the place that the sentences before speak of, and the ones after. Datelines, the seats of speakers
("officials in Washington") and the names of peoples count only where nothing else is given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tollbook.model import Attack, Casualty, Claim, Marks, Report, Responsibility, Span
from tollbook.places.gazetteer import COUNTRY, DISTRICT, REGION, SETTLEMENT, Gazetteer
from tollbook.places.resolve import Found, Resolver

_SAYS = re.compile(
    r"^(?:['’]s)?[\s,]*(?:\w+\s+){0,2}?(?:said|says|told|announced|claimed|reported|confirmed|denied|accused|condemned|"
    r"warned|vowed|stated|insisted|added|blames?|blamed|urged|called|expressed)\b"
)
_SEAT = re.compile(
    r"\b(?:officials?|spokes\w+|diplomats?|reporters?|correspondent|embassy|based|government|ministry|speaking|"
    r"talks|conference|meeting|court|hospitals?|news agency)\s+(?:based\s+)?(?:in|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BASED = re.compile(r"^-\s?based\b|^-(?:led|backed|allied|run|sponsored|born)\b", re.IGNORECASE)
_DATELINE = re.compile(r"^[^\n.]{0,60}?\s*(?:\([^)\n]{2,24}\)\s*)?(?:--|[-–—])\s")
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|outside|around|inside|across|into|from|of|between|over|throughout|to|towards?|against|"
    r"hit|struck|targeted|bombed|attacked|shelled|stormed|seized|captured)\s+"
    r"(?:(?:the|a|an|its|several|many|nearby|neighbou?ring|rebel-held|besieged|eastern|western|northern|southern|"
    r"central|north|south|east|west|city|town|village|province|district|area|areas|region|suburb|"
    r"neighbou?rhood|capital|of|held|and|countryside|old|\w+ern|\w+-\w+)\s+){0,6}$",
    re.IGNORECASE,
)
_SITS = 120
_FADES, _SHARP, _LINKED = 300.0, 0.125, 0.3
_OPENING = 4


class Spot(NamedTuple):
    """A resolved name at its place in the report, with how well it serves as the place of an event."""

    found: Found
    sentence: int
    worth: float

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.found.mention.span.start


class Chooser:
    """Chooses among a report's resolved places."""

    def __init__(self, report: Report, marks: Marks, resolver: Resolver) -> None:
        self.report, self.marks, self.resolver = report, marks, resolver
        self.gazetteer: Gazetteer = resolver.gazetteer
        self._starts = [sentence.start for sentence in marks.sentences] or [0]
        self.spots = [spot for found in resolver.found if (spot := self._spot(found)) is not None]

    def choose(self, claim: Claim) -> Found | None:
        """The place of a claim's event; None where the report gives none."""
        if isinstance(claim, Casualty) and claim.scope == "aggregate":
            return self._widest(claim)
        spot = self._own_sentence(claim) or self._carried(claim)
        if spot is None:
            hint = self.marks.where.get(claim.id)
            return None if hint is None else self.resolver.at(hint)
        return self._first_named(spot, claim).found

    # -- what each place is worth -----------------------------------------------------------------------------------

    def _spot(self, found: Found) -> Spot | None:
        span, text = found.mention.span, self.report.text
        if self.report.silent(span.start):
            return None
        worth = 1.0
        before, after = text[max(0, span.start - _SITS) : span.start], text[span.end : span.end + 40]
        if found.demonym:
            worth = 0.1
        elif _BASED.match(after) or _SEAT.search(before) or self._is_dateline(span):
            worth = 0.2
        elif _LOCATIVE.search(before):
            worth = 1.4
        elif _SAYS.match(after):
            worth = 0.2
        if found.place is None:
            worth *= 0.9 if found.mention.type is not None or _LOCATIVE.search(before) else 0.1
        return Spot(found, self._sentence_of(span.start), worth)

    def _is_dateline(self, span: Span) -> bool:
        """Whether the words open a paragraph as a dateline does: "QUETTA, Pakistan (AP) - "."""
        text = self.report.text
        opening = max(text.rfind("\n", 0, span.start) + 1, 0)
        if span.start - opening > 40:
            return False
        match = _DATELINE.match(text[opening : opening + 110])
        return match is not None and span.end <= opening + match.end()

    def _sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    # -- the choice ---------------------------------------------------------------------------------------------------

    def _own_sentence(self, claim: Claim) -> Spot | None:
        anchor = _anchor(claim)
        first, last = self._sentence_of(claim.evidence.start), self._sentence_of(max(anchor, claim.evidence.end - 1))
        here = [spot for spot in self.spots if first <= spot.sentence <= last and spot.worth >= 0.5]
        return self._best_of(here, anchor, self.marks.where.get(claim.id))

    def _best_of(self, spots: Sequence[Spot], anchor: int, hint: Span | None = None) -> Spot | None:
        """The most specific of the places that hold the nearest one; what is locative and near goes first."""
        if not spots:
            return None

        def fitness(spot: Spot) -> float:
            linked = hint is not None and hint.overlaps(spot.found.mention.span)
            return (
                spot.worth
                - abs(spot.start - anchor) / _FADES
                + self._sharpness(spot) * _SHARP
                + (_LINKED if linked else 0.0)
            )

        return self._inner(max(spots, key=fitness), spots)

    def _first_named(self, spot: Spot, claim: Claim) -> Spot:
        """A headline or a lead that names only a country takes over the first narrower place that follows in it."""
        if self._sharpness(spot) or spot.found.place is None:
            return spot
        sentence = self._sentence_of(claim.evidence.start)
        if sentence >= _OPENING:
            return spot
        inside = [
            other
            for other in self.spots
            if other.worth >= 0.9
            and other.sentence <= _OPENING + 2
            and self._lies_within(other.found, spot.found.place)
            and self._sharpness(other) > 0
        ]
        later = [other for other in inside if other.sentence >= sentence] or inside
        return max(later, key=lambda other: (self._sharpness(other) >= 2, -other.start), default=spot)

    def _inner(self, chosen: Spot, spots: Sequence[Spot]) -> Spot:
        place = chosen.found.place
        if place is None or self.gazetteer.kind[place] >= SETTLEMENT:
            return chosen
        inside = [
            spot for spot in spots if spot.worth >= 0.5 and spot is not chosen and self._lies_within(spot.found, place)
        ]
        return min(inside, key=lambda spot: abs(spot.start - chosen.start), default=chosen)

    def _lies_within(self, found: Found, whole: int) -> bool:
        return found.place is not None and found.place != whole and self.gazetteer.inside(found.place, whole)

    def _carried(self, claim: Claim) -> Spot | None:
        """The place that the sentences around a claim speak of: the last one before, else the first after."""
        sentence = self._sentence_of(claim.evidence.start)
        before = [spot for spot in self.spots if spot.sentence < sentence and spot.worth >= 0.9]
        specific = [spot for spot in before if self._sharpness(spot) > 0]
        if specific:
            last = specific[-1].sentence
            return self._best_of([spot for spot in before if spot.sentence == last], specific[-1].start)
        after = [spot for spot in self.spots if spot.sentence > sentence and spot.worth >= 0.9]
        sharp = [spot for spot in after if self._sharpness(spot) > 0]
        if sharp:
            return sharp[0]
        rest = [spot for spot in self.spots if spot.found.place is not None]
        wide = [spot for spot in [*before, *after] if spot.found.place is not None]
        return max(wide or rest, key=lambda spot: spot.worth, default=None)

    def _sharpness(self, spot: Spot) -> int:
        place = spot.found.place
        if place is None:
            return 3 if spot.found.mention.type in {"settlement", "neighbourhood", "site"} else 0
        kind = int(self.gazetteer.kind[place])
        return 0 if kind == COUNTRY else 1 if kind <= REGION else 2 if kind <= DISTRICT else 3

    def _widest(self, claim: Claim) -> Found | None:
        """The place of a total: the widest that its own sentence gives, else the country that the report is about."""
        sentence = self._sentence_of(_anchor(claim))
        here = [s for s in self.spots if s.sentence == sentence and s.worth >= 0.5 and s.found.place is not None]
        if here:
            return self._best_wide(here).found
        weights = self.resolver.countries
        countries = [s for s in self.spots if s.found.place is not None and self._sharpness(s) == 0]
        best = max(countries, key=lambda s: (weights.get(s.found.place or 0, 0.0), s.worth), default=None)
        return best.found if best else None

    def _best_wide(self, spots: Sequence[Spot]) -> Spot:
        return max(spots, key=lambda spot: (spot.worth >= 0.9, -self._sharpness(spot), -spot.start))


def _anchor(claim: Claim) -> int:
    """The position in the text that a claim hangs on."""
    if isinstance(claim, Casualty):
        return claim.count.start
    if isinstance(claim, Responsibility):
        return claim.actor.start if claim.actor else claim.evidence.start
    assert isinstance(claim, Attack)
    return claim.trigger.start
