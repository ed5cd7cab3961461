"""Weighing the day words of a report against one claim.

Every mention near enough is a candidate, and so is that the text does not tell. A candidate's score is the sum of the
weights of what holds for it: a conditional logit (McFadden 1974) whose weights were learnt from annotated reports
(`benchmarks/days.py --fit`). Candidates that mean the same days add up.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from tollbook.days.mentions import Mention
from tollbook.days.scene import Place, Scene, carried_between, dated_between
from tollbook.days.weights import WEIGHTS
from tollbook.model import Span, When

Features = dict[str, float]
Shares = dict[When | None, float]

_HINT = 3.0
"""What it weighs that the reader linked the words to the claim. Its heads were not there when the weights were learnt;
three is enough to turn a doubtful choice and not enough to make a statement's day an event's.
"""
_LEAN = 1.5
_OWN, _BEFORE, _LATER, _WARS = 12, 10, 6, 4
"""How many mentions are candidates: of the claim's own sentence, before it, after it, and of wars anywhere."""


def shares(scene: Scene, place: Place, hint: Span | None) -> Shares:
    """The share of every candidate's days, None for "the text does not tell"; they sum to 1."""
    scores: list[tuple[When | None, float]] = []
    for mention, holds in candidates(scene, place):
        score = 0.0
        for name, value in holds.items():
            score += WEIGHTS.get(name, 0.0) * value
        if mention is not None and hint is not None and mention.start < hint.end and hint.start < mention.end:
            score += _HINT
        scores.append((mention.when if mention else None, score))
    top = max(score for _, score in scores)
    total = sum(math.exp(score - top) for _, score in scores)
    found: Shares = {}
    for when, score in scores:
        found[when] = found.get(when, 0.0) + math.exp(score - top) / total
    return found


def leaning(found: Sequence[Shares]) -> list[Shares]:
    """The shares again, each leaning to the days that the report's claims have in common: most tell one event."""
    common: Shares = {}
    for days in found:
        for when, share in days.items():
            common[when] = common.get(when, 0.0) + share / len(found)
    leant: list[Shares] = []
    for days in found:
        heavy = {when: share * math.exp(_LEAN * common[when]) for when, share in days.items()}
        total = sum(heavy.values())
        leant.append({when: share / total for when, share in heavy.items()})
    return leant


def candidates(scene: Scene, place: Place) -> Iterator[tuple[Mention | None, Features]]:
    """Every candidate with what holds for it, "the text does not tell" first."""
    yield None, _nothing(scene, place)
    own = scene.by_sentence.get(place.sentence, [])
    for mention in sorted(own, key=lambda mention: _gap(mention, place))[:_OWN]:
        # "Said on Sunday that 31 ..." does not date the 31, but "said on Sunday that at dawn 31 ..." does.
        spoken = mention.speech and mention.start <= place.start and not scene.topics[place.sentence].hour
        if not (mention.counted or spoken):
            yield mention, _own(scene, place, mention)
    low, high = _around(scene, place)
    before, later = scene.mentions[max(0, low - _BEFORE) : low], scene.mentions[high : high + _LATER]
    for side, mentions in (("before", before), ("later", later)):
        for mention in mentions:
            if not (mention.counted or _ALONE.match(scene.text, mention.end)):
                yield mention, _other(scene, place, mention, side)
    for index, mention in scene.special[: _WARS + 1]:
        if not (low - _BEFORE <= index < high + _LATER):
            yield mention, _other(scene, place, mention, "before" if index < low else "later")


_ALONE = re.compile(r"\s+alone\b", re.IGNORECASE)
"""A figure "on Saturday alone" is set off from those around it: the day is not theirs."""


def _around(scene: Scene, place: Place) -> tuple[int, int]:
    """The first mention of the claim's sentence, and the first after it."""
    return bisect_left(scene.numbers, place.sentence), bisect_right(scene.numbers, place.sentence)


_BOUND = re.compile(
    r"[,;:]|\b(?:while|but|after|before|following|when|whereas|meanwhile|who|which|that)\b", re.IGNORECASE
)


def _own(scene: Scene, place: Place, mention: Mention) -> Features:
    """A mention in the claim's own sentence."""
    left = mention.end <= place.start
    gap = scene.text[mention.end : place.start] if left else scene.text[place.end : mention.start]
    holds = _shared(scene, place, mention, "own")
    holds["own:dist"] = math.log1p(len(gap) / 20)
    holds["own:bounds"] = min(4, len(_BOUND.findall(gap[:400])))
    holds["own:left" if left else "own:right"] = 1
    rivals = [
        _gap(rival, place)
        for rival in scene.by_sentence[mention.sentence][:_OWN]
        if rival is not mention and not rival.speech and rival.shape != "conflict"
    ]
    if not rivals:
        holds["own:only"] = 1
    elif min(rivals) < _gap(mention, place):
        holds["own:farther"] = 1
    if mention.shape == "behind":
        holds["own:behind left" if left else "own:behind right"] = 1
    return holds


def _other(scene: Scene, place: Place, mention: Mention, where: str) -> Features:
    """A mention in an earlier ("before") or a later sentence."""
    holds = _shared(scene, place, mention, where)
    holds[f"{where}:dist"] = math.log1p(abs(place.sentence - mention.sentence))
    here, there = scene.topics[place.sentence], scene.topics[mention.sentence]
    if where == "before":
        holds["before:paragraphs"] = math.log1p(here.paragraph - there.paragraph)
        between = carried_between(scene, mention.start, place.start)
        if between:
            holds["before:between"] = math.log1p(between)
        else:
            holds["before:latest"] = 1
    else:
        if not dated_between(scene, -1, place.start):
            holds["later:head"] = 1
        if not dated_between(scene, place.start, mention.start):
            holds["later:next"] = 1
    if place.scale != "inc" and mention.shape in _TOTALS:
        holds[f"{where}:total"] = 1
        holds[f"{where}:total dist"] = holds[f"{where}:dist"]
    holds[f"{where}:shared"] = math.log1p(len(here.words & there.words))
    if place.signature is not None and place.signature in there.signatures:
        holds["signature"] = 1
    if here.back:
        holds[f"{where}:back"] = 1
        holds[f"{where}:back {place.kind}"] = 1
    if mention.first:
        holds[f"{where}:first {place.kind}"] = 1
    if mention.when in scene.days:
        holds[f"{where}:days {min(3, len(scene.days))}"] = 1
        if any(mention.when.start <= day.start and day.end <= mention.when.end for day in scene.days - {mention.when}):
            holds[f"{where}:umbrella"] = 1
    if place.named:
        holds[f"{where}:named"] = 1
    return holds


_TOTALS = ("since", "stretch", "conflict")


def _shared(scene: Scene, place: Place, mention: Mention, where: str) -> Features:
    """What is looked at wherever the mention stands."""
    holds: Features = {
        where: 1,
        f"{where}:{place.scale}": 1,
        f"{where}:{place.kind}": 1,
        f"{where}:shape {mention.shape}": 1,
        f"{place.scale}:shape {mention.shape}": 1,
        f"{where}:verb {_kin(place, mention)}": 1,
        f"{where}:age {_age(mention.age)}": 1,
    }
    if scene.topics[place.sentence].war:
        holds[f"{place.scale}:war {mention.shape}"] = 1
    for name in ("speech", "first", "event", "noun"):
        if getattr(mention, name):
            holds[f"{where}:{name}"] = 1
    if not mention.governed and mention.shape == "date":
        holds[f"{where}:bare"] = 1
    return holds


def _kin(place: Place, mention: Mention) -> str:
    """How the verb by the mention goes with the claim."""
    if mention.verb is None:
        return "none"
    if mention.verb == place.family:
        return "same"
    return mention.verb if mention.verb in ("court", "freed", "speech", "attack") else "other"


def _age(days: int) -> str:
    if days <= 1:
        return "1" if days == 1 else "0"
    return "week" if days <= 6 else "month" if days <= 31 else "old"


def _nothing(scene: Scene, place: Place) -> Features:
    """What speaks for "the text does not tell"."""
    holds: Features = {"null": 1, f"null:{place.scale}": 1, f"null:{place.kind}": 1, f"null:{place.family}": 1}
    own = scene.by_sentence.get(place.sentence, [])
    if not own:
        holds["null:no day"] = 1
    elif all(mention.speech for mention in own):
        holds["null:speech only"] = 1
    topic = scene.topics[place.sentence]
    if topic.war:
        holds[f"null:war {place.scale}"] = 1
    if topic.so_far:
        holds[f"null:so far {place.scale}"] = 1
    if topic.back:
        holds["null:back"] = 1
        holds[f"null:back {place.kind}"] = 1
    holds[f"null:days {min(3, len(scene.days))}"] = 1
    if place.named:
        holds["null:named"] = 1
    if not any(mention.first for _, mention in scene.special):
        holds["null:no event day"] = 1
    if not dated_between(scene, -1, place.start):
        holds["null:head"] = 1
    return holds


def _gap(mention: Mention, place: Place) -> int:
    return place.start - mention.end if mention.end <= place.start else mention.start - place.end
