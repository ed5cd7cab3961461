"""Low, best and high of an incident from what each of its reports says by itself, under a profile.

Each origin is heard as a whole, by the rules for one report; then, of these, the profile chooses. Nothing that two
origins say of one class is ever added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tollbook.incidents.across.heard import Moment
from tollbook.incidents.choose import Choice
from tollbook.incidents.figures import listed
from tollbook.incidents.profiles import Profile
from tollbook.model import Step, VictimClass


@dataclass(slots=True, frozen=True)
class Own:
    """What one origin says of one effect and class: its `choice`, in `words`, and when that was published.

    `toll` says whether it rests on a figure for all of the class, and not on people who are singled out; `everybody`
    whether it is a total that its words state, `classes` of which classes it has figures, `extent` the least and the
    most that its words admit.
    """

    choice: Choice
    words: str
    moment: Moment
    toll: bool
    everybody: bool
    classes: frozenset[VictimClass]
    extent: tuple[float, float]

    @property
    def sums_up(self) -> bool:
        """Whether it is a sum of several figures, and nobody's own."""
        return not self.choice.chosen and len(self.choice.claims) > 1


def combine(owns: Sequence[Own], profile: Profile) -> Choice:
    """What all origins say together of one effect and class."""
    claims = tuple(dict.fromkeys(claim for own in owns for claim in own.choice.claims))
    numbered = [own for own in owns if own.choice.rank is not None]
    if not numbered:
        steps = dict.fromkeys(step for own in owns for step in own.choice.steps)
        return Choice(None, None, None, None, tuple(steps), claims)
    if len(numbered) == 1:
        return replace(numbered[0].choice, claims=claims)
    if profile.method == "range":
        return _ranged(numbered, claims)
    return _chosen(numbered, profile, claims)


def _ranged(owns: Sequence[Own], claims: tuple[str, ...]) -> Choice:
    """The lowest and the highest over all origins; no best."""
    steps: list[Step] = []
    low = _edge(owns, lambda own: own.choice.low, min, "Minimum", "lowest", steps)
    high = _edge(owns, lambda own: own.choice.high, max, "Maximum", "highest", steps)
    if low is not None and high is not None:
        low = min(low, high)
    return Choice(low, None, high, min(own.choice.rank or 0 for own in owns), tuple(steps), claims)


def _edge(
    owns: Sequence[Own],
    value: Callable[[Own], int | None],
    pick: Callable[..., tuple[int, Own]],
    name: str,
    word: str,
    steps: list[Step],
) -> int | None:
    told = [(found, own) for own in owns if (found := value(own)) is not None]
    if not told:
        return None
    found, own = pick(told, key=lambda each: each[0])
    sentence = f"{name} {found:,}: {own.words} is the {word} figure of {len(owns)} origins."
    steps.append(Step(sentence=sentence, claims=own.choice.claims))
    return found


def _chosen(owns: Sequence[Own], profile: Profile, claims: tuple[str, ...]) -> Choice:
    """Best by the profile among the origins trusted most, low and high by what they and the others support."""
    steps: list[Step] = []
    able = [own for own in owns if own.choice.best is not None] or list(owns)
    rank = min(own.choice.rank or 0 for own in able)
    leading = [own for own in owns if own.choice.rank == rank]
    chosen = _best(leading, owns, profile, steps)
    best = None if chosen is None else chosen.choice.best
    if profile.method == "one_number":
        return _one_number(chosen, leading, steps, rank, claims)
    last = profile.rank("interested")
    low = _low(leading, chosen, steps)
    if best is not None and low is not None and low > best:
        best = low
        steps.append(Step(sentence=f"Best {best:,}: raised to the lower bound.", claims=claims))
    credible = [own for own in owns if own.choice.rank != last] or list(owns)
    credible = list(owns) if profile.interested_raises_high else credible
    credible = [own for own in credible if own in leading or own.choice.rank != rank]
    high = _high(credible, max(best or 0, low or 0), steps)
    return Choice(low, best, high, rank, tuple(steps), claims, () if chosen is None else chosen.choice.chosen)


def _best(leading: Sequence[Own], owns: Sequence[Own], profile: Profile, steps: list[Step]) -> Own | None:
    able = [own for own in leading if own.choice.best is not None]
    if not able:
        claims = tuple(claim for own in leading for claim in own.choice.claims)
        steps.append(Step(sentence="No best: no figure says more than an upper bound.", claims=claims))
        return None
    told = _merged(able, owns)
    if profile.among_equals == "lowest":
        chosen = min(told, key=lambda own: own.choice.best or 0)
        why = "is the lowest figure of the origins trusted most, none of them better than the others"
        if len({own.choice.best for own in told}) == 1:
            why = "is what all origins trusted most say"
    else:
        chosen, why = _most_backed(told)
    best = chosen.choice.best or 0
    if chosen.choice.chosen == () and chosen.choice.steps:
        steps.extend(step for step in chosen.choice.steps if not step.sentence.startswith(("All:", "Low", "High")))
    steps.append(Step(sentence=f"Best {best:,}: {chosen.words} {why}.", claims=chosen.choice.claims))
    return chosen


def _merged(owns: Sequence[Own], everybody: Sequence[Own]) -> list[Own]:
    """Without the hedged figures that a more exact one bears out: "at least 12" and 14 agree, and 14 says more. Where
    none of the figures themselves does, the classes that anybody adds up may: 31 + 17 + 145 is "almost 200".
    """
    exact = [own for own in owns if own.extent[0] == own.extent[1]]
    kept = [own for own in owns if own in exact or not any(_admits(own, one) for one in exact)]
    sums = [own for own in everybody if own.extent[0] == own.extent[1] and own.sums_up and own not in owns]
    explained = [one for one in sums if all(own not in exact and _admits(own, one) for own in kept)]
    return explained or kept


def _admits(hedged: Own, exact: Own) -> bool:
    return hedged.extent[0] <= exact.extent[0] <= hedged.extent[1]


def _most_backed(owns: Sequence[Own]) -> tuple[Own, str]:
    """The figure that most origins give, a toll weighing as much as two counts of people singled out; of figures given
    as often the latest, and of several of one time the smallest.
    """
    weight: Counter[int] = Counter()
    for own in owns:
        weight[own.choice.best or 0] += 2 if own.toll else 1
    most = max(weight.values())
    backed = [own for own in owns if weight[own.choice.best or 0] == most]
    values = {own.choice.best for own in backed}
    latest = [own for own in backed if not any(own.moment.before(other.moment) for other in backed)]
    chosen = min(latest, key=lambda own: (not own.toll, own.choice.best or 0))
    if len({own.choice.best for own in owns}) == 1:
        return chosen, "is what all origins trusted most say"
    if len(values) == 1:
        return chosen, "is what most of the origins trusted most say"
    if len({own.choice.best for own in latest}) == 1:
        return chosen, "is the latest figure of the origins trusted most"
    return (
        chosen,
        "is the largest of the latest figures of the origins trusted most: which of them is the later, nobody says",
    )


def _one_number(
    chosen: Own | None, leading: Sequence[Own], steps: list[Step], rank: int, claims: tuple[str, ...]
) -> Choice:
    best = None if chosen is None else chosen.choice.best
    others = [own for own in leading if own.choice.best not in (None, best)]
    if others:
        sentence = f"The dispute is noted: {listed([own.words for own in others])}, trusted alike."
        steps.append(Step(sentence=sentence, claims=tuple(claim for own in others for claim in own.choice.claims)))
    return Choice(None, best, None, rank, tuple(steps), claims, () if chosen is None else chosen.choice.chosen)


def _low(leading: Sequence[Own], chosen: Own | None, steps: list[Step]) -> int | None:
    """The largest lower bound of the leading origins, unless one that is trusted as much does not reach it."""
    floors = [(own.choice.low, own) for own in leading if own.choice.low is not None]
    if not floors:
        steps.append(Step(sentence="No low: no figure of the origins trusted most sets a lower bound."))
        return None
    low, own = max(floors, key=lambda each: each[0])
    told = [each for each in leading if each.toll or each is chosen]
    tops = [(each.choice.high, each) for each in told if each.choice.high is not None]
    top, lowest = min(tops, key=lambda each: each[0], default=(low, own))
    if top < low:
        sentence = (
            f"Low {top:,}: {own.words} says {low:,}, but {lowest.words}, trusted alike, says no more than {top:,}."
        )
        steps.append(Step(sentence=sentence, claims=(*own.choice.claims, *lowest.choice.claims)))
        return top
    sentence = f"Low {low:,}: {own.words} is the largest lower bound that the origins trusted most support."
    steps.append(Step(sentence=sentence, claims=own.choice.claims))
    return low


def _high(credible: Sequence[Own], floor: int, steps: list[Step]) -> int | None:
    """The largest credible upper figure, and no less than what is taken as low or best (`floor`)."""
    tops = [(own.choice.high, own) for own in credible if own.choice.high is not None]
    if not tops:
        steps.append(Step(sentence="No high: no credible figure sets an upper bound."))
        return None
    high, own = max(tops, key=lambda each: each[0])
    reached = max([floor, *(each.choice.low for each in credible if each.choice.low is not None)])
    if reached > high:
        sentence = f"High {reached:,}: a figure that leaves its upper end open already reaches it, above {own.words}."
        steps.append(Step(sentence=sentence, claims=own.choice.claims))
        return reached
    steps.append(
        Step(sentence=f"High {high:,}: {own.words} is the largest credible upper figure.", claims=own.choice.claims)
    )
    return high
