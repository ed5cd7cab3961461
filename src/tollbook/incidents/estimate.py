"""From the figures of one incident to low, best and high, under a profile, with every step in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from tollbook.incidents.arithmetic import Breakdown, whole_of
from tollbook.incidents.choose import Choice, choose
from tollbook.incidents.fates import without_the_dead
from tollbook.incidents.figures import is_remainder, is_toll
from tollbook.incidents.persons import in_one_class, is_likely
from tollbook.incidents.profiles import Profile, Standing
from tollbook.incidents.total import Parts, add_classes, left_over, range_total, reconcile_total, refine
from tollbook.incidents.words import with_values
from tollbook.model import Casualty, Effect, Estimate, Step, VictimClass

Named: TypeAlias = VictimClass | Literal["all"]
"""A victim class, or every class together."""

_KNOWN: tuple[VictimClass, ...] = ("civilian", "security_forces", "militant")


def estimates(
    claims: Sequence[Casualty], found: Sequence[Breakdown], profile: Profile, standings: Mapping[str, Standing]
) -> Iterator[Estimate]:
    """Estimate each effect and victim class of an incident, and every class together.

    `claims` are its asserted casualties of violence in text order, `found` their sums, `standings` how each one's
    speaker stands to the victims, by claim id. A class of which nobody speaks gets no estimate; one of which nobody
    gives a number gets one without values: missing is not zero.
    """
    for effect, chosen in choices(claims, found, profile, standings).items():
        for name, choice in chosen.items():
            if profile.method != "one_number" or name == "all":
                yield estimate_of(effect, name, choice, profile)


def choices(
    claims: Sequence[Casualty],
    found: Sequence[Breakdown],
    profile: Profile,
    standings: Mapping[str, Standing],
    others: Sequence[Casualty] = (),
) -> dict[Effect, dict[Named, Choice]]:
    """What is chosen for each effect, and in it for each victim class and for every class together ("all", the last);
    the arguments are those of `estimates`, `others` the casualties that other reports of the incident tell.
    """
    counted = [claim for claim in claims if profile.classes is None or claim.victims.victim_class in profile.classes]
    claims, valued = with_values(counted, profile)
    claims, settled = without_the_dead(in_one_class(claims), others)
    wholes = whole_of(claims)
    made: dict[Effect, dict[Named, Choice]] = {}
    for effect in get_args(Effect):
        of_effect = [claim for claim in claims if claim.effect == effect]
        if of_effect and effect in profile.effects:
            sums = [each for each in found if each.explained and each.parts[0].effect == effect]
            chosen = _Effect(effect, _likely(of_effect), wholes, sums, profile, standings).choices()
            made[effect] = {name: _with_words(choice, valued) for name, choice in chosen}
    return _with_fates(made, settled)


def estimate_of(effect: Effect, name: Named, choice: Choice, profile: Profile) -> Estimate:
    """The choice as an estimate under the profile: one number has no range."""
    ranged, steps = profile.method != "one_number", choice.steps
    if not ranged:
        steps = tuple(step for step in steps if not step.sentence.startswith("All: low"))
    return Estimate(
        effect=effect,
        victim_class=name,
        low=choice.low if ranged else None,
        best=choice.best,
        high=choice.high if ranged else None,
        profile=profile.name,
        profile_version=profile.version,
        steps=steps,
        claims=choice.claims,
    )


def _likely(claims: Sequence[Casualty]) -> list[Casualty]:
    """The claims that are likelier right than wrong, where there are such; else all."""
    return [claim for claim in claims if is_likely(claim)] or list(claims)


def _with_fates(made: dict[Effect, dict[Named, Choice]], settled: Sequence[Step]) -> dict[Effect, dict[Named, Choice]]:
    """The choices, those for all injured led by who is counted among the dead; those for all dead, where no injured are
    left.
    """
    effect: Effect = "injured" if "injured" in made else "killed"
    if settled and effect in made:
        every = made[effect]["all"]
        made[effect]["all"] = replace(every, steps=(*settled, *every.steps))
    return made


def _with_words(choice: Choice, valued: Mapping[str, Step]) -> Choice:
    """The choice, led by what the profile takes the number words of its claims for."""
    steps = tuple(valued[claim] for claim in choice.claims if claim in valued)
    return replace(choice, steps=(*steps, *choice.steps)) if steps else choice


@dataclass(slots=True, frozen=True)
class _Effect:
    """The figures of an incident for one effect, and what is known of how they include each other."""

    effect: Effect
    claims: Sequence[Casualty]
    wholes: Mapping[str, Casualty]
    sums: Sequence[Breakdown]
    profile: Profile
    standings: Mapping[str, Standing]

    def choices(self) -> Iterator[tuple[Named, Choice]]:
        known = {name: members for name in _KNOWN if (members := self._of_class(name))}
        classes = {name: self._choose(members) for name, members in known.items()}
        yield from classes.items()
        rest, totals = self._unknown(known)
        total = self._choose(totals) if totals else None
        if not classes:
            if total is not None:
                yield "unknown", total
                yield "all", total
            return
        remainder = self._choose(rest) if rest else None
        apart = {name: choice for name, choice in classes.items() if not self._inside_other_class(known[name])}
        parts = add_classes(apart, remainder)
        every = parts.choice if total is None else self._every(parts, total, totals)
        unknown = left_over(parts, total, every, remainder) if self._tells_rest(known) else remainder
        if unknown is None and total is not None and total.rank is None:
            unknown = total
        if unknown is not None:
            yield "unknown", unknown
        yield "all", every

    def _every(self, parts: Parts, total: Choice, totals: Sequence[Casualty]) -> Choice:
        if self.profile.method == "range":
            return range_total(parts, total)
        return reconcile_total(parts, total, totals)

    def _choose(self, claims: Sequence[Casualty]) -> Choice:
        chosen = choose(claims, self.profile, self.standings)
        return chosen if self.profile.method == "range" else refine(chosen, self.sums, self.profile)

    def _of_class(self, name: VictimClass) -> list[Casualty]:
        """The figures for a class as a whole: those that are no part of another of the same class."""
        own = [claim for claim in self.claims if claim.victims.victim_class == name]
        own = [claim for claim in own if all(whole.victims.victim_class != name for whole in self._above(claim))]
        free = [claim for claim in own if not self._inside_other_class([claim]) and not self._summed(claim)]
        return free or own

    def _unknown(self, known: Mapping[VictimClass, Sequence[Casualty]]) -> tuple[list[Casualty], list[Casualty]]:
        """The figures for people of no named class: those beside the named classes, and the totals."""
        bare = [claim for claim in self.claims if claim.victims.victim_class == "unknown" and not self._above(claim)]
        bare = [claim for claim in bare if not self._summed(claim)] or bare
        rest = [claim for claim in bare if self._is_beside(claim, known)]
        totals = [claim for claim in bare if claim not in rest]
        return rest, [claim for claim in totals if not self._is_among(claim, known)]

    def _tells_rest(self, known: Mapping[VictimClass, Sequence[Casualty]]) -> bool:
        """Whether what a total leaves open is entered as unknown: by rule, or as words put a class among a total."""
        return self.profile.remainder == "always" or any(
            self._above(claim) for members in known.values() for claim in members
        )

    def _above(self, claim: Casualty) -> list[Casualty]:
        """The figures of the same effect that include a claim, the nearest first."""
        above, whole = [], self.wholes.get(claim.id)
        while whole is not None:
            if whole.effect == self.effect:
                above.append(whole)
            whole = self.wholes.get(whole.id)
        return above

    def _summed(self, claim: Casualty) -> bool:
        """Whether a claim is one of the parts of a sum that explains a total of its own class."""
        return any(
            claim in each.parts
            and any(total.victims.victim_class == claim.victims.victim_class for total in each.explained)
            for each in self.sums
            if {part.victims.victim_class for part in each.parts} == {claim.victims.victim_class}
        )

    def _inside_other_class(self, members: Iterable[Casualty]) -> bool:
        """Whether all of a class's figures are parts of another named class's, which then includes them."""
        return all(any(whole.victims.victim_class != "unknown" for whole in self._above(claim)) for claim in members)

    def _is_beside(self, claim: Casualty, known: Mapping[VictimClass, Sequence[Casualty]]) -> bool:
        """Whether a figure stands beside named classes: its words say so ("a soldier and two others"), or it makes up
        a total together with them.
        """
        if any(claim in each.parts for each in self.sums) and known:
            return True
        return is_remainder(claim) and any(
            other.evidence.start == claim.evidence.start and other.count.start < claim.count.start
            for members in known.values()
            for other in members
        )

    def _is_among(self, claim: Casualty, known: Mapping[VictimClass, Sequence[Casualty]]) -> bool:
        """Whether a figure for people of no named class is no total beside named ones: it singles somebody out ("a
        man"), or is a bare number that repeats a class's ("Thirty killed", then "30 villagers and a pilot").
        """
        values = [other.count.value for members in known.values() for other in members if other.count.value is not None]
        if claim.count.value is None or not values:
            return False
        if not is_toll(claim):
            return claim.count.value <= max(values)
        return claim.victims.text is None and claim.count.value in values and len(known) > 1
