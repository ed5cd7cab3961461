"""Classes and totals: adding up what is disjoint, and setting it against the totals that are stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tollbook.incidents.arithmetic import Breakdown, add_up
from tollbook.incidents.choose import Choice
from tollbook.incidents.figures import explains, listed, named, named_all, people, support, victims_word
from tollbook.incidents.profiles import Profile
from tollbook.model import Casualty, Step, VictimClass


@dataclass(slots=True, frozen=True)
class Parts:
    """The classes added up: the sum as a choice, and the sum in words ("31 civilians + 17 security forces = 48");
    `whole` says whether every class of which the claims speak has a number, `rank` is the least trusted figure's.
    """

    choice: Choice
    words: str
    whole: bool


def add_classes(classes: Mapping[VictimClass, Choice], remainder: Choice | None) -> Parts:
    """Add up disjoint classes, and the people whom the words name beside them (`remainder`, of unknown status).

    Low and best are the sums of what the classes have; high has a value only where every class has one.
    """
    choices: dict[VictimClass, Choice] = dict(classes)
    if remainder is not None:
        choices["unknown"] = remainder
    numbered = [choice for choice in choices.values() if choice.rank is not None]
    bests = {name: choice.best for name, choice in choices.items() if choice.best is not None}
    lows = [choice.low for choice in numbered if choice.low is not None]
    highs = [choice.high for choice in choices.values() if choice.high is not None]
    best = sum(bests.values()) if bests else None
    claims = tuple(dict.fromkeys(claim for choice in choices.values() for claim in choice.claims))
    choice = Choice(
        low=sum(lows) if lows else None,
        best=best,
        high=sum(highs) if highs and len(highs) == len(choices) else None,
        rank=max((choice.rank for choice in numbered if choice.rank is not None), default=None),
        steps=tuple(Step(sentence=sentence, claims=claims) for sentence in _sum_sentences(choices, bests)),
        claims=claims,
    )
    return Parts(choice=choice, words=_sum_words(bests), whole=len(bests) == len(choices))


def _sum_words(bests: Mapping[VictimClass, int]) -> str:
    """The sum in words: "31 civilians + 17 of the security forces = 48"."""
    words = " + ".join(people(value, name) for name, value in bests.items())
    return f"{words} = {sum(bests.values()):,}" if len(bests) > 1 else words


def _sum_sentences(choices: Mapping[VictimClass, Choice], bests: Mapping[VictimClass, int]) -> Iterator[str]:
    if len(bests) > 1:
        yield f"Best {sum(bests.values()):,}: {_sum_words(bests)}; low and high are added up alike."
    elif bests:
        yield f"{_sum_words(bests)}: the only class with a best figure, so all are counted as it is."
    vague = [victims_word(name) for name, choice in choices.items() if choice.rank is None]
    if vague and bests:
        yield f"No number is guessed for {listed(vague)}, so that the sum may be more, and has no high."
    elif vague:
        yield f"No number is guessed for {listed(vague)}."
    elif not bests:
        yield "No class has a best figure; low and high are added up."


def reconcile_total(parts: Parts, total: Choice, totals: Sequence[Casualty]) -> Choice:
    """Set the sum of the classes against the stated totals: never added, always compared.

    A sum that fits the words of the total that counts is best, being the more exact. A smaller one is taken to be
    among the total. A larger one shows that a total open upwards is more than it names, and contradicts one that is
    not: then the more trusted of the two is best, the total where they are trusted alike, and both stay within low
    and high.
    """
    claims = tuple(dict.fromkeys((*total.claims, *parts.choice.claims)))
    added = parts.choice.best
    if total.rank is None or added is None or total.best is None:
        return _whichever(parts, total, claims)
    fitting = [claim for claim in totals if claim.id in total.chosen and explains(claim.count, added)]
    if fitting:
        sentence = f"Best {added:,}: {parts.words}, which explains {named_all(fitting)}; the two are not added."
        return _bounded(parts, total, added, Step(sentence=sentence, claims=claims), claims)
    if added <= total.best:
        sentence = f"{parts.words}: taken to be among the total of {total.best:,}, and not added to it."
        return _bounded(parts, total, total.best, Step(sentence=sentence, claims=claims), claims)
    if total.high is None:
        sentence = f"Best {added:,}: {parts.words}, more than the total named, whose words leave room for it."
        return _bounded(parts, total, added, Step(sentence=sentence, claims=claims), claims)
    return _contradicted(parts, total, added, totals, claims)


def range_total(parts: Parts, total: Choice) -> Choice:
    """The range of the stated totals, which are never added to the classes; widened where these add up to more."""
    claims = tuple(dict.fromkeys((*total.claims, *parts.choice.claims)))
    if total.low is None and total.high is None:
        return Choice(parts.choice.low, None, parts.choice.high, parts.choice.rank, parts.choice.steps, claims)
    high, steps = total.high, list(total.steps)
    most = _largest(parts.choice.low, parts.choice.high)
    if high is not None and most is not None and most > high:
        high = most
        steps.append(Step(sentence=f"Maximum {high:,}: the classes add up to more than any total.", claims=claims))
    return Choice(total.low, None, high, total.rank, tuple(steps), claims)


def refine(choice: Choice, sums: Iterable[Breakdown], profile: Profile) -> Choice:
    """Where the figure that sets best is hedged and a sum of parts of its own class explains it, take the sum."""
    for breakdown in sums:
        exact = any(total.count.bound == "exact" for total in breakdown.explained if total.id in choice.chosen)
        if exact or not any(total.id in choice.chosen for total in breakdown.explained):
            continue
        lows = [support(part.count, profile).low for part in breakdown.parts]
        low = _largest(choice.low, sum(low for low in lows if low is not None) or None)
        best = max(breakdown.found, low or 0)
        claims = tuple(dict.fromkeys((*choice.claims, *(part.id for part in breakdown.parts))))
        sentence = f"Best {best:,}: {add_up(breakdown)}, which explains the total and is more exact."
        return Choice(
            low=low,
            best=best,
            high=None if choice.high is None else max(choice.high, best),
            rank=choice.rank,
            steps=(*choice.steps, Step(sentence=sentence, claims=claims)),
            claims=claims,
            chosen=choice.chosen,
        )
    return choice


def left_over(parts: Parts, total: Choice | None, every: Choice, remainder: Choice | None) -> Choice | None:
    """What of a stated total its classes leave open, as people of unknown status; `remainder` where nothing is."""
    added = parts.choice.best or 0
    if total is None or total.best is None or every.best != total.best or total.best <= added:
        return remainder
    beside = 0 if remainder is None else remainder.best or 0
    known = added - beside
    best = total.best - known
    sentence = f"Best {best:,}: the total of {total.best:,} less the {known:,} whose class is told."
    return Choice(
        low=total.low - known if total.low is not None and total.low > known else None,
        best=best,
        high=total.high - known if total.high is not None else None,
        rank=total.rank,
        steps=(Step(sentence=sentence, claims=every.claims),),
        claims=every.claims,
    )


def _whichever(parts: Parts, total: Choice, claims: tuple[str, ...]) -> Choice:
    """Where the classes or the total have no best: what the other has, and the stronger bounds of both."""
    best = total.best if total.best is not None else parts.choice.best
    steps = [*total.steps, *(parts.choice.steps if parts.choice.best is not None else ())]
    low = _largest(total.low, parts.choice.low)
    if low is not None and best is not None and low > best:
        best = low
        steps.append(Step(sentence=f"Best {best:,}: raised to the lower bound.", claims=claims))
    high = total.high
    if high is not None:
        high = max(high, best or 0, low or 0)
    return Choice(low, best, high, _largest(total.rank, parts.choice.rank), tuple(steps), claims)


def _bounded(parts: Parts, total: Choice, best: int, step: Step, claims: tuple[str, ...]) -> Choice:
    """Best as given, between the stronger bounds of the total and of the sum."""
    summed = best == parts.choice.best
    low = _largest(total.low, parts.choice.low)
    low = None if low is None else min(low, best)
    high = total.high if total.high is not None else parts.choice.high if summed and parts.whole else None
    if high is not None:
        high = max(high, best)
    bounds = f"All: low {_said(low)}, high {_said(high)}, from the total and the sum of the classes."
    steps = (*(() if summed else total.steps), step, Step(sentence=bounds, claims=claims))
    return Choice(low, best, high, total.rank, steps, claims)


def _contradicted(
    parts: Parts, total: Choice, added: int, totals: Sequence[Casualty], claims: tuple[str, ...]
) -> Choice:
    trusted = parts.choice.rank is not None and total.rank is not None and parts.choice.rank < total.rank
    best = added if trusted else total.best
    lows = [value for value in (total.low, parts.choice.low) if value is not None]
    low = min([*lows, best]) if lows and best is not None else None
    high = max(added, total.high or 0, parts.choice.high or 0)
    chosen = "the sum, whose figures are trusted more" if trusted else "the total as stated"
    sentence = f"{parts.words}, more than {named(totals[0])} allows. Best {best:,}: {chosen}; low and high hold both."
    return Choice(low, best, high, total.rank, (*total.steps, Step(sentence=sentence, claims=claims)), claims)


def _largest(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else max(a, b)


def _said(value: int | None) -> str:
    return "none" if value is None else f"{value:,}"
