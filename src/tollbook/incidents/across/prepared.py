"""A sketch made ready for many comparings: what each of them would work out anew is worked out once."""

from __future__ import annotations

from functools import cached_property

from tollbook.incidents.across.sketch import Figure, Point, Sketch
from tollbook.incidents.across.words import rareness
from tollbook.incidents.figures import extent
from tollbook.model import Count

TOWN = ("exact", "settlement")

MANY = 4
"""Towns that make an attack a campaign. Of the 3,117 pairs of reports on one incident in the gun-violence reports, 16
are told apart by this measure, which costs 0.001 of B-cubed F1; those reports hardly ever tell of a campaign.
"""

_POINTS = 4
"""Places of an account that are compared."""

_OPEN = 1.5
"""How many times itself a figure with an open end ("at least 12") may stand for, when two are compared."""


class Prepared:
    """One account, to be compared with others."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch

    @cached_property
    def is_campaign(self) -> bool:
        """Whether it names many towns, or tells of several days in no finer place than a province."""
        points = self.sketch.points
        wide = bool(points) and points[0].precision in ("province", "country")
        return self._towns >= MANY or (wide and any(last > first for first, last in self.sketch.days))

    @cached_property
    def is_single(self) -> bool:
        """Whether it tells of one day in one town first."""
        points = self.sketch.points
        first_in_town = bool(points) and points[0].precision in TOWN
        return first_in_town and self._towns < MANY and all(first == last for first, last in self.sketch.days)

    @cached_property
    def known(self) -> list[Point]:
        """Its first places, as far as their country is known."""
        return [point for point in self.sketch.points[:_POINTS] if point.country]

    @cached_property
    def place_names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(point.name for point in self.known)

    @cached_property
    def figures(self) -> dict[str, list[Figure]]:
        """Its figures by effect."""
        found: dict[str, list[Figure]] = {}
        for figure in self.sketch.figures:
            found.setdefault(figure.effect, []).append(figure)
        return found

    @cached_property
    def largest(self) -> dict[str, tuple[float, float]]:
        """By effect, the least and the most that its largest figure may mean."""
        found = {effect: [_extent(one) for one in figures] for effect, figures in self.figures.items()}
        return {
            effect: max(one for one in extents if one is not None) for effect, extents in found.items() if any(extents)
        }

    @cached_property
    def classes(self) -> frozenset[str]:
        """The victim classes that are told."""
        return frozenset(figure.victim_class for figure in self.sketch.figures) - {"unknown"}

    @cached_property
    def others(self) -> frozenset[tuple[str, int]]:
        """The figures of other effects than killed and injured."""
        return frozenset(
            (one.effect, one.value)
            for one in self.sketch.figures
            if one.value and one.effect not in ("killed", "injured")
        )

    @cached_property
    def weights(self) -> dict[int, int]:
        """What each of its words weighs."""
        return dict(zip(self.sketch.terms, self.sketch.weights, strict=True))

    @cached_property
    def marks(self) -> frozenset[int]:
        """Its rare words."""
        return frozenset(self.sketch.marks)

    @cached_property
    def names(self) -> Rare:
        """Its rare names."""
        return Rare(self.sketch.names)

    @cached_property
    def victims(self) -> Rare:
        """The words for whom it struck."""
        return Rare(self.sketch.victims)

    @cached_property
    def _towns(self) -> int:
        return len({point.place or point.name for point in self.sketch.points if point.precision in TOWN})


class Rare:
    """Words, with how rare they are together."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.numbers = frozenset(numbers)
        self.weight = sum(map(rareness, numbers))


def _extent(figure: Figure) -> tuple[float, float] | None:
    """The least and the most that a figure may mean."""
    if figure.value is None:
        return None
    count = Count(text="", start=0, end=0, value=figure.value, bound=figure.bound, value_high=figure.value_high)
    low, high = extent(count)
    return low, min(high, _OPEN * max(low, 1))
