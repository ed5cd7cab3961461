"""The classes of several reports added up, and set against the totals that are stated: never added to these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tollbook.incidents.across.statements import Stated
from tollbook.incidents.choose import Choice
from tollbook.incidents.figures import listed, people
from tollbook.incidents.profiles import Profile
from tollbook.incidents.total import Parts, range_total, reconcile_total
from tollbook.model import Step, VictimClass


def add_up(classes: Mapping[VictimClass, Choice], parties: Mapping[VictimClass, Choice]) -> Parts:
    """The sum of the classes, each by the figure that was chosen for it.

    What rests on a party's word about its enemy (`parties`) enters high alone: its account and another's may be of the
    same dead, and are no halves of one number. High has a value only where every class has one.
    """
    counted = {name: choice for name, choice in classes.items() if name not in parties}
    lows = [choice.low for choice in counted.values() if choice.low is not None]
    bests = {name: choice.best for name, choice in counted.items() if choice.best is not None}
    highs = [choice.high for choice in classes.values() if choice.high is not None]
    best = sum(bests.values()) if bests else None
    words = " + ".join(people(value, name) for name, value in bests.items())
    words = f"{words} = {best:,}" if best is not None and len(bests) > 1 else words
    claims = tuple(dict.fromkeys(claim for choice in classes.values() for claim in choice.claims))
    steps = []
    if best is not None:
        steps.append(Step(sentence=f"Best {best:,}: {words}, each by the figure chosen for it.", claims=claims))
    else:
        told = [
            f"{'' if choice.low == choice.high else f'{choice.low:,} to '}{people(choice.high or 0, name)}"
            for name, choice in counted.items()
            if choice.low is not None and choice.high is not None
        ]
        sentence = f"{listed(told) if told else 'The classes'}: low and high are added up, each class by its own range."
        steps.append(Step(sentence=sentence, claims=claims))
    if parties:
        named = [people(choice.best or choice.high or 0, name) for name, choice in parties.items()]
        verb = "rest" if len(named) > 1 or not named[0].startswith("1 ") else "rests"
        sentence = (
            f"{listed(named)} {verb} on a party's word about its enemy alone, which may be another account of the same "
            "dead: in high only, for the two are no halves of one number."
        )
        steps.append(Step(sentence=sentence, claims=tuple(c for choice in parties.values() for c in choice.claims)))
    choice = Choice(
        low=sum(lows) if lows else None,
        best=best,
        high=sum(highs) if highs and len(highs) == len(classes) else None,
        rank=max((choice.rank for choice in counted.values() if choice.rank is not None), default=None),
        steps=tuple(steps),
        claims=claims,
    )
    return Parts(choice=choice, words=words, whole=len(bests) == len(classes))


def against_total(
    parts: Parts,
    total: Choice,
    classes: Mapping[VictimClass, Choice],
    statements: Mapping[str, Stated],
    profile: Profile,
) -> Choice:
    """The sum set against the stated totals. A total that is less than one class alone counts only some of the people,
    or is an older one, and sets nothing.
    """
    most = max((choice.best for choice in classes.values() if choice.best is not None), default=0)
    top = total.high
    added = parts.choice.best
    if top is not None and added is not None and most > top:
        sentence = f"A total of {top:,} is less than one class alone, and counts only some of the people."
        return replace(parts.choice, steps=(*parts.choice.steps, Step(sentence=sentence, claims=total.claims)))
    if profile.method == "range":
        return range_total(parts, total)
    if top is not None and added is not None and parts.whole and added > top:
        lows = [low for low in (parts.choice.low, total.low) if low is not None]
        sentence = f"The classes come to more than a total of {top:,}, which low holds too."
        steps = (*parts.choice.steps, Step(sentence=sentence, claims=total.claims))
        return replace(parts.choice, low=min(lows) if lows else None, steps=steps)
    totals = [statements[claim].casualty for claim in total.chosen or total.claims if claim in statements]
    return reconcile_total(parts, total, totals)
