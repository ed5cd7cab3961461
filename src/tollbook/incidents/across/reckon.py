"""The estimates of an incident of several reports: each origin by the rules for one report, then all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import msgspec

from tollbook.incidents.across.classes import add_up, against_total
from tollbook.incidents.across.combine import Own, combine
from tollbook.incidents.across.heard import Moment
from tollbook.incidents.across.statements import Stated, named_statement
from tollbook.incidents.arithmetic import breakdowns
from tollbook.incidents.assemble import counts
from tollbook.incidents.choose import Choice
from tollbook.incidents.estimate import Named, choices, estimate_of
from tollbook.incidents.figures import extent, listed
from tollbook.incidents.profiles import Profile, Standing
from tollbook.model import Casualty, Effect, Estimate, Step, VictimClass

_KNOWN: tuple[VictimClass, ...] = ("civilian", "security_forces", "militant")


def reckon(
    stated: Sequence[Stated], replacements: Mapping[str, Stated], profiles: Sequence[Profile]
) -> Iterator[Estimate]:
    """The estimates under each profile.

    A report that prints a dispatch adds nothing to the first that printed it, and one whose figure a later one has
    replaced is heard no more on that class. Missing is not zero: a class of which nobody speaks has no estimate.
    """
    tellers = _tellers(stated, replacements)
    standings = {each.claim.id: one.standing for one in stated for each in one.heard}
    killed = [claim for teller in tellers for claim in teller.claims if claim.effect == "killed"]
    for profile in profiles:
        told = [(teller, teller.choices(profile, standings, killed)) for teller in tellers]
        for effect in profile.effects:
            of_effect = [(teller, made[effect]) for teller, made in told if effect in made]
            if of_effect:
                yield from _Effect(effect, of_effect, profile).estimates()


@dataclass(slots=True, frozen=True)
class _Teller:
    """One report, with the claims that it adds to those before it and what they state."""

    claims: tuple[Casualty, ...]
    stated: Mapping[str, Stated]
    moment: Moment
    outlet: str
    unheard: frozenset[tuple[str, str]]

    def choices(
        self, profile: Profile, standings: Mapping[str, Standing], killed: Sequence[Casualty]
    ) -> dict[Effect, dict[Named, Choice]]:
        """What its own figures come to, by the rules for one report; `killed` are the dead of all reports."""
        return choices(self.claims, breakdowns(self.claims), profile, standings, killed)

    def hears(self, effect: Effect, name: Named) -> bool:
        """Whether it is still heard on a class: no later figure has replaced its own."""
        if name == "all":
            return not any(each == effect for each, _ in self.unheard)
        return (effect, name) not in self.unheard

    def own(self, effect: Effect, name: Named, choice: Choice) -> Own:
        """What it says of one class, to be set beside what others say."""
        tolls = [
            one.statement
            for one in self.stated.values()
            if one.statement.effect == effect and one.statement.role == "toll" and one.statement.count.value is not None
        ]
        classes = {claim.victims.victim_class for claim in self.claims if claim.effect == effect and claim.count.value}
        return Own(
            choice=choice,
            words=self._words(choice),
            moment=self.moment,
            toll=self._is_toll(choice, any(name in ("all", each.victim_class) for each in tolls)),
            everybody=any(each.victim_class == "unknown" for each in tolls),
            classes=frozenset(name for name in _KNOWN if name in classes),
            extent=self._extent(choice),
        )

    def _is_toll(self, choice: Choice, any_toll: bool) -> bool:
        """Whether a choice rests on a figure for all of a class; a sum does where there is `any_toll` in it."""
        rests = self._statements(choice)
        return any(one.statement.role == "toll" for one in rests) if rests else any_toll

    def _statements(self, choice: Choice) -> list[Stated]:
        """The statements whose figure was chosen, none where it is a sum."""
        chosen = choice.chosen or (choice.claims if len(choice.claims) == 1 else ())
        return list({self.stated[claim].statement.id: self.stated[claim] for claim in chosen}.values())

    def _extent(self, choice: Choice) -> tuple[float, float]:
        """The least and the most that the words of the chosen figure admit, those of its bounds where it is a sum."""
        extents = [extent(one.statement.count) for one in self._statements(choice)]
        if extents:
            return max(low for low, _ in extents), min(high for _, high in extents)
        low = choice.low if choice.low is not None else choice.best or 0
        return low, float("inf") if choice.high is None else choice.high

    def _words(self, choice: Choice) -> str:
        """The figure that was chosen, as its speaker gives it; else the number, and that it is the report's sum."""
        chosen = {
            self.stated[claim].statement.id: self.stated[claim] for claim in choice.chosen if claim in self.stated
        }
        if chosen:
            return listed([named_statement(one) for one in list(chosen.values())[:3]])
        used = {self.stated[claim].statement.id: self.stated[claim] for claim in choice.claims if claim in self.stated}
        if len(used) == 1:
            return named_statement(next(iter(used.values())))
        value = next((each for each in (choice.best, choice.low, choice.high) if each is not None), None)
        return f"{'what' if value is None else f'{value:,}, what'} {self.outlet} comes to by its own figures"


def _tellers(stated: Sequence[Stated], replacements: Mapping[str, Stated]) -> list[_Teller]:
    """The reports that add something, the first published first."""
    by_report: dict[str, list[tuple[Stated, Casualty]]] = {}
    copied: dict[str, set[str]] = {}
    for one in stated:
        first = one.heard[0].report.digest
        for each in one.heard:
            if each.report.digest != first:
                copied.setdefault(each.report.digest, set()).add(one.statement.effect)
            elif isinstance(each.laid, Casualty) and one.asserted:
                by_report.setdefault(first, []).append((one, each.laid))
    tellers = [_teller(said, replacements, copied.get(digest, set())) for digest, said in by_report.items()]
    return [teller for teller in tellers if teller is not None]


def _teller(
    said: Sequence[tuple[Stated, Casualty]], replacements: Mapping[str, Stated], copied: set[str]
) -> _Teller | None:
    """The report of these claims without what was replaced; None where nothing is left. Of an effect whose figures it
    copies, only figures of its own for all of a class count: who is singled out is among those copied.
    """
    tolls = {one.statement.effect for one, _ in said if one.statement.role == "toll"}
    said = [(one, claim) for one, claim in said if claim.effect not in copied or claim.effect in tolls]
    gone = {
        (one.statement.effect, one.statement.victim_class)
        for one, _ in said
        if one.statement.role == "toll" and _by_another(one, replacements.get(one.statement.id))
    }
    kept = [(one, claim) for one, claim in said if one.statement.id not in replacements and counts(claim)]
    still = {(one.statement.effect, one.statement.victim_class) for one, _ in kept if one.statement.role == "toll"}
    if not kept:
        return None
    ids = {claim.id for _, claim in kept}
    claims = [
        claim if claim.part_of in ids or claim.part_of is None else msgspec.structs.replace(claim, part_of=None)
        for _, claim in kept
    ]
    first = kept[0][0].heard[0]
    return _Teller(
        claims=tuple(sorted(claims, key=lambda claim: (claim.evidence.start, claim.count.start, claim.id))),
        stated={claim.id: one for one, claim in kept},
        moment=kept[0][0].moment,
        outlet=first.chain[0].name,
        unheard=frozenset(gone - still),
    )


def _by_another(one: Stated, later: Stated | None) -> bool:
    """Whether another report's figure has taken the place of one: what a report itself calls earlier is no loss."""
    return later is not None and later.heard[0].report.digest != one.heard[0].report.digest


@dataclass(slots=True, frozen=True)
class _Effect:
    """What the reports say of one effect, and the profile that chooses among it."""

    effect: Effect
    told: Sequence[tuple[_Teller, Mapping[Named, Choice]]]
    profile: Profile

    def estimates(self) -> Iterator[Estimate]:
        owns = {name: self._owns(name) for name in (*_KNOWN, "all")}
        chosen: dict[Named, Choice] = {
            cast("Named", name): combine(found, self.profile) for name, found in owns.items() if found
        }
        known = [name for name in _KNOWN if name in chosen]
        every = self._every(owns["all"], chosen)
        made: dict[Named, Choice] = {name: chosen[name] for name in known}
        unknown = every if not known else self._unknown(chosen, every)
        if unknown is not None:
            made["unknown"] = unknown
        made["all"] = every
        for name, choice in made.items():
            if self.profile.method != "one_number" or name == "all":
                yield estimate_of(self.effect, name, choice, self.profile)

    def _owns(self, name: str) -> list[Own]:
        named = cast("Named", name)
        told = [
            (teller, made[named]) for teller, made in self.told if named in made and teller.hears(self.effect, named)
        ]
        return [teller.own(self.effect, named, choice) for teller, choice in told]

    def _every(self, owns: Sequence[Own], chosen: Mapping[Named, Choice]) -> Choice:
        """Every class together: the classes that have whole tolls added up and set against the totals; where fewer than
        two have, what most origins tell of all.
        """
        whole: dict[VictimClass, Choice] = {
            name: chosen[name]
            for name in _KNOWN
            if name in chosen and chosen[name].rank is not None and any(own.toll for own in self._owns(name))
        }
        every = chosen.get("all")
        if len(whole) < 2:
            return every or add_up(whole or {name: chosen[name] for name in _KNOWN if name in chosen}, {}).choice
        parts = add_up(whole, self._parties(whole))
        stated = [own for own in owns if own.everybody]
        if not stated:
            return parts.choice
        return against_total(parts, combine(stated, self.profile), whole, self._statements(), self.profile)

    def _parties(self, whole: Mapping[VictimClass, Choice]) -> dict[VictimClass, Choice]:
        """The classes that rest on a party's word about its enemy alone, beside others' figures for other classes that
        this party does not give: its account and theirs may be of the same dead.
        """
        last = self.profile.rank("interested")
        statements = self._statements()
        voices = {
            name: {statements[claim].statement.voice for claim in choice.chosen or choice.claims if claim in statements}
            for name, choice in whole.items()
        }
        return {
            name: choice
            for name, choice in whole.items()
            if choice.rank == last
            and any(other.rank != last for other in whole.values())
            and not any(voices[name] & voices[other] for other in whole if other != name)
        }

    def _statements(self) -> dict[str, Stated]:
        return {claim: one for teller, _ in self.told for claim, one in teller.stated.items()}

    def _unknown(self, chosen: Mapping[Named, Choice], every: Choice) -> Choice | None:
        """People of unknown status beside the classes: what the total leaves open, by rule or as a report tells it."""
        if self.profile.remainder == "always":
            return _left_over(chosen, every)
        beside = [
            teller.own(self.effect, "unknown", made["unknown"])
            for teller, made in self.told
            if "unknown" in made and any(name in made for name in _KNOWN) and teller.hears(self.effect, "unknown")
        ]
        return combine(beside, self.profile) if beside else None


def _left_over(chosen: Mapping[Named, Choice], every: Choice) -> Choice | None:
    """What of the total its classes leave open."""
    known = sum(chosen[name].best or 0 for name in _KNOWN if name in chosen)
    if every.best is None or every.best <= known:
        return None
    rest = every.best - known
    sentence = f"Best {rest:,}: the total of {every.best:,} less the {known:,} whose class is told."
    return replace(
        every,
        low=every.low - known if every.low is not None and every.low > known else None,
        best=rest,
        high=every.high - known if every.high is not None else None,
        steps=(Step(sentence=sentence, claims=every.claims),),
    )
