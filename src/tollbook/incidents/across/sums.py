"""An umbrella's own figures set against those of its components: never the two together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tollbook.model import Estimate, Joined, UmbrellaSum


def umbrella_sums(umbrella: Joined, components: Sequence[Joined]) -> tuple[UmbrellaSum, ...]:
    """For each effect, class and profile of an umbrella or its components: its own range, the sum of theirs, and how
    many of its best lie in no component that is known.

    What counts for the whole is the umbrella's own range where it has one, its low and high widened where the
    components make more, and their sum where it has none. A component that has no figure adds nothing, and leaves the
    sum open upwards.
    """
    made = []
    for (effect, victim_class, profile), own, parts in _rows(umbrella, components):
        made.append(_sum(own, parts, effect, victim_class, profile))
    return tuple(made)


def _rows(
    umbrella: Joined, components: Sequence[Joined]
) -> Iterator[tuple[tuple[str, str, str], Estimate | None, list[Estimate]]]:
    """Each effect, class and profile with the umbrella's estimate and those of the components."""
    own = {_key(one): one for one in umbrella.incident.estimates}
    parts: dict[tuple[str, str, str], list[Estimate]] = {}
    for component in components:
        for one in component.incident.estimates:
            parts.setdefault(_key(one), []).append(one)
    for key in dict.fromkeys((*own, *parts)):
        yield key, own.get(key), parts.get(key, [])


def _key(one: Estimate) -> tuple[str, str, str]:
    return one.effect, one.victim_class, one.profile


def _sum(own: Estimate | None, parts: Sequence[Estimate], effect: str, victim_class: str, profile: str) -> UmbrellaSum:
    any_of = own or parts[0]
    low = _added([each.low for each in parts])
    best = _added([each.best for each in parts])
    high = _added([each.high for each in parts])
    if any(each.high is None for each in parts):
        high = None
    own_best = None if own is None else own.best
    unplaced = None if own_best is None or best is None else own_best - best
    total = _total(own, low, best, high)
    what = effect if victim_class == "all" else f"{victim_class} {effect}".replace("_", " ")
    return UmbrellaSum(
        effect=any_of.effect,
        victim_class=any_of.victim_class,
        profile=profile,
        own_low=None if own is None else own.low,
        own_best=own_best,
        own_high=None if own is None else own.high,
        sum_low=low,
        sum_best=best,
        sum_high=high,
        unplaced=unplaced,
        total_low=total[0],
        total_best=total[1],
        total_high=total[2],
        sentences=tuple(_sentences(own, parts, best, unplaced, what)),
    )


def _added(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _total(
    own: Estimate | None, low: int | None, best: int | None, high: int | None
) -> tuple[int | None, int | None, int | None]:
    """The range of the whole: the umbrella's own, held against what its components come to; their sum without one."""
    if own is None or (own.low, own.best, own.high) == (None, None, None):
        return low, best, high
    total_low, total_best, total_high = own.low, own.best, own.high
    if total_high is not None and best is not None and best > total_high:
        total_high = best if high is None else max(best, high)
    if total_best is None and total_low is None and best is not None:
        total_low = low if total_high is None or low is None else min(low, total_high)
    return total_low, total_best, total_high


def _sentences(
    own: Estimate | None, parts: Sequence[Estimate], best: int | None, unplaced: int | None, what: str
) -> Iterator[str]:
    told = " + ".join(f"{each.best:,}" for each in parts if each.best is not None)
    several = sum(1 for each in parts if each.best is not None) > 1
    added = f"{told} = {best:,}" if best is not None and several else told
    if own is None or own.best is None:
        if best is not None:
            yield f"{what.capitalize()}: {added} in the single attacks; nobody gives a total of the whole."
        return
    if best is None:
        yield f"{own.best:,} {what} in all; no single attack has a figure."
        return
    said = f"{own.best:,} {what} in all, and {added} in {len(parts)} single attacks"
    if unplaced == 0:
        yield f"{said}: the two agree, and are not added."
    elif unplaced is not None and unplaced > 0:
        yield f"{said}: {unplaced:,} lie in no attack that is known; the two are not added."
    elif unplaced is not None:
        yield f"{said}: these are {-unplaced:,} more than the total; the two are not added."
    vague = sum(1 for each in parts if each.best is None)
    if vague:
        yield f"{vague} of the single attacks {'has' if vague == 1 else 'have'} no best figure, and add nothing."
