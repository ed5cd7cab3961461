"""From the accounts of one incident to the incident as all of them tell it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from tollbook.incidents.across.contradict import contradictions
from tollbook.incidents.across.equations import equations
from tollbook.incidents.across.grade import grades
from tollbook.incidents.across.heard import Heard, Moment, attacks, casualties, hear
from tollbook.incidents.across.history import histories, replaced
from tollbook.incidents.across.reckon import reckon
from tollbook.incidents.across.responsibility import laid_to
from tollbook.incidents.across.statements import Stated, statements_of
from tollbook.incidents.assemble import hull
from tollbook.incidents.mention import FINENESS
from tollbook.incidents.profiles import Profile, load_profile
from tollbook.incidents.trust import sides_blamed, standing_of
from tollbook.model import (
    Account,
    Attack,
    AttackType,
    Casualty,
    Contradiction,
    Disagreement,
    Estimate,
    Incident,
    Joined,
    Origins,
    Step,
    Told,
    When,
    Where,
    told_first,
)


def join(told: Sequence[Told], origins: Origins, profiles: Sequence[str]) -> Joined:
    """The incident that several accounts tell of; `origins` are those of their reports, by digest. The order of `told`
    is of no matter. Raises ResourceError for an unknown profile.

    Copies of a dispatch count once. A figure that a later one replaces counts no more; what different speakers say at
    one time stays side by side, and each profile chooses among it by its own rules.
    """
    ordered = sorted(told, key=lambda one: told_first(one.account))
    accounts = tuple(one.account for one in ordered)
    rules = [load_profile(name) for name in profiles]
    heard = hear(ordered, origins)
    kind = "incident" if any(account.kind == "incident" for account in accounts) else "aggregate"
    blamed = sides_blamed(one.claim for one in heard)
    stated = _stated(heard, blamed, kind)
    replacements = replaced(stated)
    laid = laid_to(heard)
    sums = equations(stated, replacements)
    against = contradictions(stated, replacements, laid)
    incident = Incident(
        id=accounts[0].id,
        key=accounts[0].key,
        kind="incident" if kind == "incident" else "aggregate",
        report=ordered[0].report.id,
        when=_days(accounts),
        places=_places(heard),
        attack_types=_attack_types(attacks(heard)),
        claims=tuple(one.claim.id for one in heard),
        estimates=tuple(_estimates(stated, replacements, rules)),
        arithmetic=tuple(Step(sentence=one.sentence, claims=one.claims) for one in sums),
        disagreements=tuple(_disagreement(one) for one in against),
    )
    return Joined(
        incident=incident,
        accounts=accounts,
        claims=tuple(one.read for one in heard),
        origins=origins,
        statements=tuple(one.statement for one in stated),
        histories=histories(stated, replacements),
        contradictions=against,
        equations=sums,
        grades=grades(stated, laid, rules),
        laid=laid,
    )


def _stated(heard: Sequence[Heard], blamed: frozenset[str], kind: str) -> list[Stated]:
    """The statements on casualties; in an incident, those of totals over longer times are left out."""
    told = [
        one
        for one in casualties(heard)
        if kind == "aggregate" or (isinstance(one.claim, Casualty) and one.claim.scope == "incident")
    ]
    standings = {one.claim.id: standing_of(one.claim, blamed) for one in told if isinstance(one.claim, Casualty)}
    return statements_of(told, standings, blamed)


def _estimates(
    stated: Sequence[Stated], replacements: Mapping[str, Stated], rules: Sequence[Profile]
) -> Iterable[Estimate]:
    for one in reckon(stated, replacements, rules):
        yield msgspec.structs.replace(one, steps=tuple(_in_words(step) for step in one.steps))


def unfold(told: Sequence[Told], origins: Origins, profile: str, most: int = 40) -> Iterator[Unfolded]:
    """The estimates under a profile as they would have stood after each publication, first to last, by these rules and
    by what is known now of who copied whom. A report of an unknown day comes last.

    Where there are more than `most` times, several are taken together, a day's first of all: what stands then is so
    after the last of them.
    """
    rules = [load_profile(profile)]
    kind = "incident" if any(one.account.kind == "incident" for one in told) else "aggregate"
    out: list[Told] = []
    for together in _in_steps(told, most):
        out += together
        heard = hear(out, origins)
        stated = _stated(heard, sides_blamed(one.claim for one in heard), kind)
        last = together[-1].report
        yield Unfolded(
            day=last.published,
            at=last.published_at,
            reports=tuple(dict.fromkeys(one.report.digest for one in together)),
            estimates=tuple(_estimates(stated, replaced(stated), rules)),
        )


def _in_steps(told: Sequence[Told], most: int) -> list[list[Told]]:
    """The accounts in the order of their publication, those of one time together; `most` steps at most."""
    moments: dict[tuple[dt.date, str], list[Told]] = {}
    for one in sorted(told, key=lambda one: (_published(one), one.account.id)):
        moments.setdefault(_published(one), []).append(one)
    if len(moments) <= most:
        return list(moments.values())
    days: dict[dt.date, list[Told]] = {}
    for (day, _), several in moments.items():
        days.setdefault(day, []).extend(several)
    every = list(days.values())
    size = -(-len(every) // most)
    return [[one for day in every[at : at + size] for one in day] for at in range(0, len(every), size)]


def _published(one: Told) -> tuple[dt.date, str]:
    return Moment(one.report.published, one.report.published_at).order


class Unfolded(NamedTuple):
    """What an incident's figures came to with the `reports` that were published at one time, by digest."""

    day: dt.date | None
    at: dt.datetime | None
    reports: tuple[str, ...]
    estimates: tuple[Estimate, ...]


_NAMED = re.compile(r" \([0-9a-f]{12}:[^\s(),]+(?:, |(\)))")
"""A claim's name as the sentences of one report give it: '"31 civilians" (3f2a9c41b0d2:c3, the army)'."""


def _in_words(step: Step) -> Step:
    """The step with its claims named by outlet and speaker alone: their ids stand beside the sentence."""
    sentence = _NAMED.sub(lambda found: "" if found.group(1) else " (", step.sentence)
    return msgspec.structs.replace(step, sentence=sentence)


def _disagreement(one: Contradiction) -> Disagreement:
    return Disagreement(sentence=one.sentence, claims=tuple(claim for side in one.sides for claim in side.claims))


def _days(accounts: Sequence[Account]) -> When | None:
    """The days that most accounts tell; where several are told as often, those from the first to the last of them."""
    told = [account.when for account in accounts if account.when is not None]
    if not told:
        return None
    often = Counter((when.start, when.end) for when in told)
    most = max(often.values())
    return hull([when for when in told if often[when.start, when.end] == most])


def _places(heard: Sequence[Heard]) -> tuple[Where, ...]:
    """The distinct places of the claims and those that their attacks struck: the finest first, of those as fine the
    ones that more origins name.
    """
    places: dict[tuple[object, ...], Where] = {}
    named: dict[tuple[object, ...], set[str]] = {}
    for one in heard:
        struck = one.claim.places if isinstance(one.claim, Attack) else ()
        for where in (one.claim.where, *struck):
            if where is not None:
                identity = (where.place or where.name or where.text.casefold(), where.country, where.lat, where.lon)
                places.setdefault(identity, where)
                named.setdefault(identity, set()).add(one.origin)
    order = sorted(places, key=lambda each: (FINENESS[places[each].precision], -len(named[each])))
    return tuple(places[identity] for identity in order)


def _attack_types(told: Iterable[Attack]) -> tuple[AttackType, ...]:
    often = Counter(claim.type for claim in told if claim.polarity != "hypothetical")
    return tuple(attack_type for attack_type, _ in often.most_common())
