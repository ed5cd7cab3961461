"""From the figures for one effect and class to low, best and high: whose figure counts, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.incidents.figures import (
    Support,
    is_newer,
    is_older,
    is_toll,
    listed,
    named,
    named_all,
    origin_of,
    said_by,
    side_by_side,
    support,
    words_of,
)
from tollbook.incidents.persons import distinct, is_one
from tollbook.incidents.profiles import Profile, Standing
from tollbook.model import Casualty, Step


@dataclass(slots=True, frozen=True)
class Choice:
    """Low, best and high for one effect and class and how they were come to; `rank` is how far down the order of
    trust its figures stand, None where no figure has a number; `chosen` the claims that set best.
    """

    low: int | None
    best: int | None
    high: int | None
    rank: int | None
    steps: tuple[Step, ...]
    claims: tuple[str, ...]
    chosen: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class _Figure:
    """What one speaker says of a class in one breath: one claim, or several that name different people."""

    claims: tuple[Casualty, ...]
    support: Support
    standing: Standing
    rank: int
    newer: bool
    toll: bool

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(claim.id for claim in self.claims)

    @property
    def text(self) -> str:
        if len(self.claims) == 1:
            return named(self.claims[0])
        words = [f'"{words_of(claim)}" ({claim.id})' for claim in self.claims]
        if len({claim.evidence.start for claim in self.claims}) > 1:
            return f"{listed(words)}, told of one by one,"
        return f"{listed(words)}, named side by side by {said_by(self.claims[0])},"


def choose(claims: Sequence[Casualty], profile: Profile, standings: Mapping[str, Standing]) -> Choice:
    """Choose among `claims`: in text order, of one effect and class, none a part of another.

    `standings` tells by claim id how each speaker stands to the victims. Claims without a number set nothing.
    """
    steps: list[Step] = []
    standing = _without_narrower(_without_replaced(claims, steps), steps)
    vague = [claim for claim in standing if claim.count.value is None]
    if vague:
        steps.append(Step(sentence=f"{named_all(vague)}: no number is guessed.", claims=_ids(vague)))
    figures = _figures([claim for claim in standing if claim.count.value is not None], profile, standings)
    if not figures:
        return Choice(None, None, None, None, tuple(steps), _ids(claims))
    able = [figure for figure in figures if figure.support.best is not None] or figures
    rank = min(figure.rank for figure in able)
    leading = _one_per_origin([figure for figure in figures if figure.rank == rank])
    if profile.method == "range":
        own = _one_per_origin(figures)
        return _ranged([figure for figure in own if figure.toll] or own, rank, tuple(steps), _ids(claims))
    if len({figure.support for figure in figures}) == 1:
        return _agreed(figures, tuple(steps), _ids(claims))
    chosen = _chosen(leading, profile, steps, figures)
    if profile.method == "one_number":
        return _one_number(chosen, leading, rank, steps, _ids(claims))
    best = None if chosen is None else chosen.support.best
    low = _low(leading, steps)
    if best is not None and low is not None and low > best:
        best = low
        steps.append(Step(sentence=f"Best {best:,}: raised to the lower bound.", claims=_all_ids(leading)))
    high = _high(figures, profile, steps, floor=max(best or 0, low or 0))
    return Choice(low, best, high, rank, tuple(steps), _ids(claims), () if chosen is None else chosen.ids)


def _agreed(figures: Sequence[_Figure], steps: tuple[Step, ...], claims: tuple[str, ...]) -> Choice:
    """Low, best and high of the only figure, or of figures that say the same, in one sentence."""
    low, best, high = figures[0].support
    values: dict[int | None, list[str]] = {}
    for name, value in (("low", low), ("best", best), ("high", high)):
        values.setdefault(value, []).append(name)
    told = [
        f"no {' and no '.join(names)}" if value is None else f"{listed(names)} {value:,}"
        for value, names in sorted(values.items(), key=lambda entry: (entry[0] is None, entry[0]))
    ]
    trusted = min(figures, key=lambda figure: figure.rank)
    why = "is the only figure" if len(figures) == 1 else "are all the figures, and say the same"
    sentence = (
        f"{', '.join(told).capitalize()}: {listed([figure.text for figure in figures])} {why}{_caveats(trusted)}."
    )
    step = Step(sentence=sentence, claims=_all_ids(figures))
    return Choice(low, best, high, trusted.rank, (*steps, step), claims, () if best is None else _all_ids(figures))


def _chosen(
    leading: Sequence[_Figure], profile: Profile, steps: list[Step], figures: Sequence[_Figure]
) -> _Figure | None:
    """The figure that sets best among the `leading` ones, each the word of another origin."""
    able = [figure for figure in leading if figure.support.best is not None]
    if not able:
        steps.append(Step(sentence="No best: no figure says more than an upper bound.", claims=_all_ids(leading)))
        return None
    tolls = [figure for figure in able if figure.toll] or able
    newer = [figure for figure in tolls if figure.newer]
    if newer:
        chosen, why = newer[-1], "is the latest figure: its words say that it replaces an earlier one"
    elif len(tolls) == 1:
        chosen = tolls[0]
        if len({origin_of(figure.claims[0]) for figure in figures}) == 1:
            why = "is the first figure of the only one who gives any"
        else:
            why = "is the figure of the origin trusted most"
    elif profile.among_equals == "lowest":
        chosen = min(tolls, key=lambda figure: figure.support.best or 0)
        why = "is the lowest figure of the origins trusted most, none of them better than the others"
    else:
        chosen, why = tolls[0], "is the figure that the report gives first, of the origins trusted most"
    sentence = f"Best {chosen.support.best:,}: {chosen.text} {why}{_caveats(chosen)}."
    steps.append(Step(sentence=sentence, claims=chosen.ids))
    return chosen


def _one_number(
    chosen: _Figure | None, leading: Sequence[_Figure], rank: int, steps: list[Step], claims: tuple[str, ...]
) -> Choice:
    """The one number of a profile that gives no range; who of those trusted alike says otherwise is noted."""
    if chosen is None:
        return Choice(None, None, None, rank, tuple(steps), claims)
    others = [figure for figure in leading if figure.support.best not in (None, chosen.support.best)]
    if others:
        sentence = f"The dispute is noted: {listed([figure.text for figure in others])}, trusted alike."
        steps.append(Step(sentence=sentence, claims=_all_ids(others)))
    return Choice(None, chosen.support.best, None, rank, tuple(steps), claims, chosen.ids)


def _ranged(figures: Sequence[_Figure], rank: int, steps: tuple[Step, ...], claims: tuple[str, ...]) -> Choice:
    """The lowest and the highest figure that any speaker gives, each by his own; no best."""
    among = "is the only figure" if len(figures) == 1 else f"of {len(figures)} speakers"
    lows = [(figure.support.low, figure) for figure in figures if figure.support.low is not None]
    highs = [(figure.support.high, figure) for figure in figures if figure.support.high is not None]
    low, high, told = None, None, []
    if lows:
        low, figure = min(lows, key=lambda each: each[0])
        said = among if len(figures) == 1 else f"is the lowest figure {among}"
        told.append(Step(sentence=f"Minimum {low:,}: {figure.text} {said}.", claims=figure.ids))
    if highs:
        high, figure = max(highs, key=lambda each: each[0])
        said = among if len(figures) == 1 else f"is the highest figure {among}"
        told.append(Step(sentence=f"Maximum {high:,}: {figure.text} {said}.", claims=figure.ids))
    if low is not None and high is not None:
        low = min(low, high)
    return Choice(low, None, high, rank, (*steps, *told), claims)


def _low(leading: Sequence[_Figure], steps: list[Step]) -> int | None:
    """The largest lower bound of the leading origins, unless an equally trusted figure does not reach it."""
    floors = [(figure.support.low, figure) for figure in leading if figure.support.low is not None]
    if not floors:
        steps.append(Step(sentence="No low: no figure of the origins trusted most sets a lower bound.", claims=()))
        return None
    low, figure = max(floors, key=lambda floor: floor[0])
    tops = [(f.support.high, f) for f in leading if f.support.high is not None and f.toll]
    top, lowest = min(tops, key=lambda top: top[0], default=(low, figure))
    if top < low:
        sentence = (
            f"Low {top:,}: {figure.text} says {low:,}, but {lowest.text}, trusted alike, says no more than {top:,}."
        )
        steps.append(Step(sentence=sentence, claims=(*figure.ids, *lowest.ids)))
        return top
    reason = "is the largest lower bound that the origins trusted most support"
    steps.append(Step(sentence=f"Low {low:,}: {figure.text} {reason}.", claims=figure.ids))
    return low


def _high(figures: Sequence[_Figure], profile: Profile, steps: list[Step], floor: int) -> int | None:
    """The largest credible upper figure, and no less than what is taken as low or best (`floor`)."""
    others = [figure for figure in figures if figure.standing != "interested"]
    credible = list(figures) if profile.interested_raises_high or not others else others
    tops = [(figure.support.high, figure) for figure in credible if figure.support.high is not None]
    left_out = [figure for figure in figures if figure not in credible]
    if left_out:
        texts = listed([figure.text for figure in left_out])
        sentence = f"Left out of high: {texts}, a party's word on its enemy's losses or on its own deeds."
        steps.append(Step(sentence=sentence, claims=_all_ids(left_out)))
    if not tops:
        steps.append(Step(sentence="No high: no credible figure sets an upper bound.", claims=_all_ids(credible)))
        return None
    high, figure = max(tops, key=lambda top: top[0])
    floors = [f.support.low for f in credible if f.support.low is not None]
    reached = max([floor, *floors])
    if reached > high:
        sentence = f"High {reached:,}: a figure that leaves its upper end open already reaches it, above {figure.text}."
        steps.append(Step(sentence=sentence, claims=_all_ids(credible)))
        return reached
    steps.append(
        Step(sentence=f"High {high:,}: {figure.text} is the largest credible upper figure.", claims=figure.ids)
    )
    return high


def _caveats(figure: _Figure) -> str:
    """What a reader must know of a figure that sets best: its hedge, and whose word it is."""
    bounds = {claim.count.bound for claim in figure.claims}
    said = ""
    if bounds & {"at_least", "more_than"}:
        said += "; its words leave room for more"
    if "fewer_than" in bounds:
        said += "; its words admit no more than the number under the one named"
    if "about" in bounds:
        said += "; its words are approximate"
    if "range" in bounds:
        said += "; of the range the lower end is taken"
    if figure.standing == "interested":
        said += "; it is a party's word on its enemy's losses or on its own deeds, and nobody else gives a figure"
    return said


def _without_replaced(claims: Sequence[Casualty], steps: list[Step]) -> list[Casualty]:
    """Drop the figures that the words themselves call earlier ones, where a newer one stands."""
    newer = [claim for claim in claims if claim.count.value is not None and is_newer(claim)]
    sentences = {claim.evidence.start for claim in newer}
    older = [claim for claim in claims if claim not in newer and is_older(claim, claim.evidence.start in sentences)]
    kept = [claim for claim in claims if claim not in older]
    if not older or all(claim.count.value is None for claim in kept):
        return list(claims)
    verb = "is an earlier figure" if len(older) == 1 else "are earlier figures"
    sentence = f"{named_all(older)} {verb} by the report's own words, and replaced: no contradiction."
    steps.append(Step(sentence=sentence, claims=_ids(older)))
    return kept


def _without_narrower(claims: Sequence[Casualty], steps: list[Step]) -> list[Casualty]:
    """Drop the figures for some of a class (its children, its journalists) beside one for the class at large."""
    wide = [claim for claim in claims if not claim.attributes and claim.count.value is not None]
    narrow = [
        claim
        for claim in claims
        if claim.attributes
        and any(
            (claim.count.value or 0) <= (other.count.value or 0) and not side_by_side(claim, other) for other in wide
        )
    ]
    if narrow:
        verb = "tells of some of the class" if len(narrow) == 1 else "tell of some of the class"
        sentence = f"{named_all(narrow)} {verb}, beside figures for the class at large; not added to them."
        steps.append(Step(sentence=sentence, claims=_ids(narrow)))
    return [claim for claim in claims if claim not in narrow]


def _figures(claims: Sequence[Casualty], profile: Profile, standings: Mapping[str, Standing]) -> list[_Figure]:
    """The claims as figures: those that a sentence lists side by side are one figure, their sum; and so are people of
    whom nothing but one at a time is told.
    """
    people = _one_by_one(claims, profile, standings)
    if people:
        return [_figure(people, profile, standings)]
    lists: list[list[Casualty]] = []
    for claim in claims:
        together = next((members for members in lists if all(side_by_side(claim, other) for other in members)), None)
        if together is None:
            lists.append([claim])
        else:
            together.append(claim)
    return [_figure(tuple(members), profile, standings) for members in map(_without_total, lists)]


def _one_by_one(
    claims: Sequence[Casualty], profile: Profile, standings: Mapping[str, Standing]
) -> tuple[Casualty, ...]:
    """The first claim of each of several people who are told of one by one, where no figure counts them together and
    all who tell are trusted alike; else none.
    """
    alike = len({profile.rank(standings[claim.id]) for claim in claims}) == 1
    people = distinct(claims) if alike and all(is_one(claim) for claim in claims) else []
    return tuple(members[0] for members in people) if len(people) > 1 else ()


def _figure(claims: tuple[Casualty, ...], profile: Profile, standings: Mapping[str, Standing]) -> _Figure:
    supports = [support(claim.count, profile) for claim in claims]
    lows = [each.low for each in supports if each.low is not None]
    bests = [each.best for each in supports if each.best is not None]
    highs = [each.high for each in supports if each.high is not None]
    return _Figure(
        claims=claims,
        support=Support(
            sum(lows) if lows else None,
            sum(bests) if bests else None,
            sum(highs) if len(highs) == len(claims) else None,
        ),
        standing=standings[claims[0].id],
        rank=max(profile.rank(standings[claim.id]) for claim in claims),
        newer=any(is_newer(claim) for claim in claims),
        toll=any(is_toll(claim) for claim in claims),
    )


def _without_total(claims: list[Casualty]) -> list[Casualty]:
    """Of a list that gives a total beside its parts, the total alone."""
    for claim in claims:
        rest = sum(other.count.value or 0 for other in claims if other is not claim)
        if len(claims) > 2 and claim.count.value == rest:
            return [claim]
    return claims


def _one_per_origin(figures: Sequence[_Figure]) -> list[_Figure]:
    """Each origin's own figure: its latest if its words mark one, else its first toll, else the largest it names."""
    origins: dict[str, list[_Figure]] = {}
    for figure in figures:
        origins.setdefault(origin_of(figure.claims[0]), []).append(figure)
    return [_own_figure(said) for said in origins.values()]


def _own_figure(said: Sequence[_Figure]) -> _Figure:
    newer = [figure for figure in said if figure.newer]
    if newer:
        return newer[-1]
    tolls = [figure for figure in said if figure.toll and figure.support.best is not None]
    if tolls:
        return tolls[0]
    return max(said, key=lambda figure: figure.support.best or figure.support.high or 0)


def _ids(claims: Iterable[Casualty]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def _all_ids(figures: Iterable[_Figure]) -> tuple[str, ...]:
    return tuple(claim.id for figure in figures for claim in figure.claims)
