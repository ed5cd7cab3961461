"""Which of a report's places is the place of each claim.

The places of the claim's own sentence come first, the one near the claim's figure and the sharpest before the others;
then what the reader linked to the claim, then the place that the sentences before speak of, and the ones after. A
headline or a lead that names only a country takes over the narrower place that follows. Datelines, the seats of
speakers and the names of peoples count only where nothing else is given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tollbook.model import Attack, Casualty, Claim, Marks, Report, Responsibility, Span
from tollbook.places.gazetteer import REGION, SETTLEMENT
from tollbook.places.resolve import Found, Resolver, apart
from tollbook.places.spots import METONYM, NAMED, Spot, spots_of

_FADES, _SHARP, _LINKED = 300.0, 0.125, 0.15
_OPENING, _FOLLOWS = 4, 2
_REGION_KM = 350.0


class Chooser:
    """Chooses among a report's resolved places for its claims."""

    def __init__(self, report: Report, claims: Sequence[Claim], marks: Marks, resolver: Resolver) -> None:
        self.marks, self.resolver, self.gazetteer = marks, resolver, resolver.gazetteer
        self._starts = [sentence.start for sentence in marks.sentences] or [0]
        sentences = [self._sentence_of(found.mention.span.start) for found in resolver.found]
        self.spots = list(spots_of(report, resolver, sentences))
        self._opens = min((self._sentence_of(claim.evidence.start) for claim in claims), default=0)

    def choose(self, claim: Claim) -> Found | None:
        """The place of a claim's event; None where the report gives none."""
        if isinstance(claim, Casualty) and claim.scope == "aggregate":
            return self._of_total(claim)
        spot = self._own_sentence(claim) or self._linked(claim) or self._carried(claim)
        return self._first_named(spot, claim).found if spot else None

    def _sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    # -- an event's place ---------------------------------------------------------------------------------------------

    def _own_sentence(self, claim: Claim) -> Spot | None:
        anchor = _anchor(claim)
        first, last = self._sentence_of(claim.evidence.start), self._sentence_of(max(anchor, claim.evidence.end - 1))
        here = [spot for spot in self.spots if first <= spot.sentence <= last and spot.worth >= METONYM]
        return self._best_of(here, anchor, self.marks.where.get(claim.id))

    def _linked(self, claim: Claim) -> Spot | None:
        """What the reader linked to the claim, where it is known and narrower than a region. Reports tell the place
        first: one that is named later only counts where none was named before.
        """
        hint = self.marks.where.get(claim.id)
        if hint is None:
            return None
        sentence = self._sentence_of(claim.evidence.start)
        told_before = any(spot.sentence < sentence and spot.worth >= NAMED and spot.sharpness for spot in self.spots)
        linked = (
            spot
            for spot in self.spots
            if spot.found.mention.span == hint and not (told_before and spot.sentence > sentence)
        )
        return next((spot for spot in linked if spot.found.place is not None and spot.sharpness > 1), None)

    def _best_of(self, spots: Sequence[Spot], anchor: int, hint: Span | None = None) -> Spot | None:
        """The fittest of some places, or the sharper one among them that lies in it."""
        if not spots:
            return None

        def fitness(spot: Spot) -> float:
            linked = hint is not None and hint.overlaps(spot.found.mention.span)
            near = abs(spot.start - anchor) / _FADES
            return spot.worth - near + spot.sharpness * _SHARP + (_LINKED if linked else 0.0)

        return self._inner(max(spots, key=fitness), spots)

    def _inner(self, chosen: Spot, spots: Sequence[Spot]) -> Spot:
        place = chosen.found.place
        if place is None or self.gazetteer.kind[place] >= SETTLEMENT:
            return chosen
        inside = [spot for spot in spots if spot.worth >= METONYM and self._lies_within(spot.found, place)]
        return min(inside, key=lambda spot: abs(spot.start - chosen.start), default=chosen)

    def _lies_within(self, found: Found, whole: int) -> bool:
        if found.place is None or found.place == whole:
            return False
        if self.gazetteer.kind[whole] == REGION:
            narrower = self.gazetteer.kind[found.place] > REGION
            return narrower and apart(self.gazetteer, found.place, whole) < _REGION_KM
        return self.gazetteer.inside(found.place, whole)

    def _carried(self, claim: Claim) -> Spot | None:
        """The place that the sentences around a claim speak of: the last one before, else the first after."""
        sentence = self._sentence_of(claim.evidence.start)
        before = [spot for spot in self.spots if spot.sentence < sentence and spot.worth >= NAMED]
        specific = [spot for spot in before if spot.sharpness]
        if specific:
            last = specific[-1].sentence
            return self._best_of([spot for spot in before if spot.sentence == last], specific[-1].start)
        after = [spot for spot in self.spots if spot.sentence > sentence and spot.worth >= NAMED]
        if sharp := [spot for spot in after if spot.sharpness]:
            return sharp[0]
        known = [spot for spot in self.spots if spot.found.place is not None]
        wide = [spot for spot in known if spot.sentence != sentence and spot.worth >= NAMED]
        return max(wide or known, key=lambda spot: spot.worth, default=None)

    def _first_named(self, spot: Spot, claim: Claim) -> Spot:
        """A headline or a lead that names only a country takes over the first narrower place that follows in it."""
        sentence = self._sentence_of(claim.evidence.start)
        place = spot.found.place
        if spot.sharpness > 1 or place is None or sentence >= self._opens + _OPENING:
            return spot
        inside = [
            other
            for other in self.spots
            if other.worth >= NAMED
            and other.sharpness
            and other.sentence <= self._opens + _OPENING + _FOLLOWS
            and self._lies_within(other.found, place)
        ]
        later = [other for other in inside if other.sentence >= sentence] or inside
        return max(later, key=lambda other: (other.sharpness > 1, -other.start), default=spot)

    # -- a total's place ----------------------------------------------------------------------------------------------

    def _of_total(self, claim: Claim) -> Found | None:
        """The place of a total: the widest that its own sentence gives, else the country that the report is about."""
        sentence = self._sentence_of(_anchor(claim))
        known = [spot for spot in self.spots if spot.found.place is not None]
        here = [spot for spot in known if spot.sentence == sentence and spot.worth >= METONYM]
        if here:
            return max(here, key=lambda spot: (spot.worth >= NAMED, -spot.sharpness, -spot.start)).found
        weights = self.resolver.countries
        countries = [spot for spot in known if not spot.sharpness]
        best = max(countries, key=lambda s: (weights.get(s.found.place or 0, 0.0), s.worth), default=None)
        return best.found if best else None


def _anchor(claim: Claim) -> int:
    """The position in the text that a claim hangs on."""
    match claim:
        case Casualty():
            return claim.count.start
        case Responsibility():
            return claim.actor.start if claim.actor else claim.evidence.start
        case Attack():
            return claim.trigger.start
