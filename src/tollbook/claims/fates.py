"""Whether those of whom no word beside their count says it were killed or hurt: "two men were shot".

A sentence that tells only that somebody was shot leaves open what became of him; the guideline takes him for injured
unless a death is stated. The statement may stand in the next sentence, in the headline, or under another name, so it
is weighed: each sign for or against a death that holds adds its weight to the log-odds.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tollbook.claims.draft import Draft
from tollbook.claims.fate_weights import WEIGHTS
from tollbook.claims.labels import EFFECTS
from tollbook.claims.lexicon import EFFECT_OF
from tollbook.claims.tagger import Analysis
from tollbook.model import Effect
from tollbook.model.person import Person, person_of


class Fate(NamedTuple):
    """What became of those of whom a mention tells, and how sure that is."""

    effect: Effect
    sure: float


def fate_of(analysis: Analysis, one: Draft, drafts: Sequence[Draft]) -> Fate | None:
    """Whether those of whom `one` tells were killed or injured; None where that is not to be asked: words say it, it is
    another effect, nobody is counted, or the text tells of more than shooting.
    """
    if not is_open(analysis, one):
        return None
    if _another_died(analysis, one, drafts):
        return Fate("injured", _BY_LOGIC)
    odds = sum(WEIGHTS.get(sign, 0.0) * value for sign, value in signs(analysis, one, drafts).items())
    return Fate("killed" if odds > 0 else "injured", 1 / (1 + math.exp(-min(abs(odds), _MOST))))


_BY_LOGIC, _MOST = 0.9, 20.0
"""How sure it is that another than the one dead was hurt, and the largest log-odds."""


def is_open(analysis: Analysis, one: Draft) -> bool:
    """Whether it is asked what became of those of whom `one` tells."""
    named = one.beside is not None or one.above is not None
    asked = not named and one.effect in ("killed", "injured") and bool(one.count.value)
    return asked and of_shooting(analysis.text)


def _another_died(analysis: Analysis, one: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a single death is told of, by words that name it, and of somebody else than `one`."""
    dead = [other for other in drafts if (other.beside or other.above) is not None and other.effect == "killed"]
    if "death" in _told_in(_around(analysis, one.word)):
        return False
    if one.count.value != 1 or not dead or any(other.count.value != 1 for other in dead):
        return False
    this, people = _person(analysis, one), [_person(analysis, other) for other in dead]
    alone = not any(a.apart(b) for a, b in itertools.combinations(people, 2))
    return alone and any(this.apart(other) for other in people)


@lru_cache(maxsize=8)
def of_shooting(text: str) -> bool:
    """Whether the weights hold for a text: it tells of shooting far more than of other violence."""
    return len(_SHOOTING.findall(text)) > _MORE * len(_OTHER_VIOLENCE.findall(text))


_MORE = 2
"""How many words of shooting there must be for each of other violence."""
_SHOOTING = re.compile(r"\b(?:shot|shoots?|shootings?|shooters?|gunned|gunshots?|gunfire|bullets?)\b", re.I)
_OTHER_VIOLENCE = re.compile(
    r"\b(?:bomb\w*|blasts?|explo\w+|air ?strikes?|air raids?|shell(?:s|ed|ing)|mortars?|rockets?|artillery|missiles?"
    r"|drones?|warplanes?|soldiers?|troops?|militants?|rebels?|insurgents?|terroris\w+|mobs?|riot\w*|clash\w*|stab\w*"
    r"|curfew|militia\w*|arson)\b",
    re.I,
)


def signs(analysis: Analysis, one: Draft, drafts: Sequence[Draft]) -> dict[str, float]:
    """The signs for and against that those of whom `one` tells have died; `drafts` are all casualties of the text."""
    found = {"always": 1.0, "score": score(analysis, one.word)}
    number = analysis.sentence[one.word]
    found.update((f"{sign} in the sentence", 1.0) for sign in _told_in(analysis.sentences[number].text))
    found.update((f"{sign} beside", 1.0) for sign in _told_in(_around(analysis, one.word)))
    for name, others in (("before", (number - 1,)), ("next", (number + 1,)), ("after next", (number + 2,))):
        inside = [analysis.sentences[other].text for other in others if 0 <= other < len(analysis.sentences)]
        found.update((f"{sign} {name}", 1.0) for text in inside for sign in _told_in(text) if sign in _PLAIN)
    found.update((f"{sign} in the text", share) for sign, share in _of_text(analysis.text).items())
    found.update((f"{sign} on top", 1.0) for sign in _told_in(analysis.text[:_TOP]))
    found.update((sign, 1.0) for sign in _of_others(analysis, one, drafts))
    return found


_TOP = 150
"""Characters of a text that are its headline or its first words."""
_PLAIN = frozenset({"death", "hurt", "survival"})


def score(analysis: Analysis, word: int) -> float:
    """The model's log-odds that those whom a word counts were killed and not injured."""
    sure = analysis.sure["effect"][word]
    killed, injured = (float(sure[EFFECTS.index(effect)]) for effect in ("killed", "injured"))
    return max(-6.0, min(6.0, math.log((killed + 1e-6) / (injured + 1e-6))))


_SIGNS = {
    "death": re.compile(
        r"\b(?:kill(?:s|ed|ing|ings)?|dead|die[sd]?|dying|deaths?|fatal(?:ly|ity|ities)?|slain|slay(?:s|ing)?|deceased"
        r"|lifeless|bod(?:y|ies)|mortally|claimed the li(?:fe|ves)|lost (?:his|her|their) li(?:fe|ves)|succumbed)\b",
        re.I,
    ),
    "murder": re.compile(
        r"\b(?<!attempted )(?<!attempted first-degree )(?:murder(?:s|ed|er|ing)?|homicides?|manslaughter)\b", re.I
    ),
    "inquest": re.compile(
        r"\b(?:autops(?:y|ies)|coroner|medical examiner|pronounced|funeral|next of kin|vigil|mourn\w*|grie(?:f|v\w+)"
        r"|memorial|remember(?:s|ed)|obituary|condolences)\b",
        re.I,
    ),
    "hurt": re.compile(
        r"\b(?:wound(?:s|ed|ing)?|injur(?:ed|es|ing|y|ies)|hospitali[sz]ed|hurt|graz(?:e|ed|es))\b", re.I
    ),
    "care": re.compile(
        r"\b(?:hospital|treated|surgery|(?:critical|serious|stable|fair|good|guarded|grave)(?: but stable)? condition"
        r"|condition|airlifted|emergency room|medical center|transported|ambulance)\b",
        re.I,
    ),
    "survival": re.compile(
        r"\b(?:surviv(?:e|ed|es|ing|or|ors)|recover(?:s|ed|ing|y)?|(?:non|not)[ -](?:be )?life[ -]threatening|released"
        r"|expected to (?:live|be ok|be okay|make it)|alive|fighting for (?:his|her|their)|minor|stable|spared)\b",
        re.I,
    ),
    "attempt": re.compile(
        r"\b(?:attempt(?:ed)?(?: first-degree| second-degree)? (?:murder|homicide|to kill)|assault)\b", re.I
    ),
    "limb": re.compile(
        r"\b(?:leg|legs|arm|arms|foot|feet|hand|hands|thighs?|knees?|calf|buttocks?|ankles?|shoulders?|fingers?|toes?"
        r"|hip|wrist|elbow|groin|ear|jaw|forearm)\b",
        re.I,
    ),
    "trunk": re.compile(r"\b(?:head|chest|neck|heart|face|back|torso|abdomen|stomach)\b", re.I),
    "himself": re.compile(r"\b(?:himself|herself|themselves|self-inflicted|suicide|his own life|her own life)\b", re.I),
    "shot": re.compile(r"\b(?:shot|shoots?|shooting|gunned|gunshot|struck|hit|fired?)\b", re.I),
    "accident": re.compile(r"\b(?:accident(?:al|ally)?|unintentional(?:ly)?)\b", re.I),
    "fire at": re.compile(r"\b(?:opened fire|fired (?:at|on)|shot at|shooting at|shots)\b", re.I),
}
"""What tells of a death, or that somebody lives."""


@lru_cache(maxsize=4096)
def _told_in(text: str) -> tuple[str, ...]:
    return tuple(sign for sign, words in _SIGNS.items() if words.search(text) is not None)


def _around(analysis: Analysis, word: int) -> str:
    """The words around a count, within its sentence; not what stands there of another ("a boy was
    killed and ...", "..., her baby killed").
    """
    low, high = analysis.bounds(word)
    first, last = max(low, word - _BEFORE), min(high, word + _BEHIND)
    for index in range(word - 1, first, -1):
        if analysis.lower[index] in {"and", "while", "but"} and analysis.lower[index - 1] in EFFECT_OF:
            first = index
            break
    struck = False
    for index in range(word + 1, last):
        struck = struck or _SHOOTING.fullmatch(analysis.forms[index]) is not None
        if struck and analysis.lower[index] in {",", ";", "while", "but"}:
            last = index
            break
    return analysis.text[analysis.words[first][0] : analysis.words[last - 1][1]]


_BEFORE, _BEHIND = 7, 11
"""Words before and behind a count that are looked at."""


@lru_cache(maxsize=8)
def _of_text(text: str) -> dict[str, float]:
    """What a text tells anywhere, and how much of it."""
    found = {}
    for sign, words in _SIGNS.items():
        often = len(words.findall(text))
        if often:
            found[sign] = 1.0
            found[f"much {sign}"] = math.log(often) / 2
    return found


def _person(analysis: Analysis, one: Draft) -> Person:
    words = max((one.count.text, one.victims.text or ""), key=len)
    start, end = one.count.start, one.count.end
    if one.victims.start is not None and one.victims.end is not None:
        start, end = min(start, one.victims.start), max(end, one.victims.end)
    return person_of(words, analysis.text[max(0, start - 24) : start], analysis.text[end : end + 8])


def _of_others(analysis: Analysis, one: Draft, drafts: Sequence[Draft]) -> Iterator[str]:
    """What the casualties whose words name an effect say of the same people, or of as many."""
    this = _person(analysis, one)
    sure = [other for other in drafts if (other.beside or other.above) is not None and other is not one]
    for effect in ("killed", "injured"):
        same = [other for other in sure if other.effect == effect]
        if not same:
            yield f"nobody else {effect}"
            continue
        if (one.count.value or 2) > 1:
            values = {other.count.value for other in same}
            if one.count.value in values:
                yield f"as many {effect}"
            elif any((value or 0) > (one.count.value or 0) for value in values):
                yield f"more {effect}"
            else:
                yield f"fewer {effect}"
            continue
        people = [_person(analysis, other) for other in same if other.count.value == 1]
        if any(this.names and other.names and this.alike(other) for other in people):
            yield f"by that name {effect}"
        elif any(this.alike(other) for other in people):
            yield f"of that description {effect}"
        elif people and all(this.apart(other) for other in people):
            yield f"nobody like that {effect}"
        if any(this.age is not None and this.age == other.age for other in people):
            yield f"of that age {effect}"
        if any((other.count.value or 0) > 1 for other in same):
            yield f"several {effect}"
