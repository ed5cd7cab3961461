"""Attack claims: what was done, at its first full mention, with its targets and weapons."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import numpy as np

from tollbook.claims.labels import ATTACKS
from tollbook.claims.phrases import subject_of
from tollbook.claims.tagger import Analysis
from tollbook.claims.words import headline_end
from tollbook.model import AttackType

THRESHOLD = 0.55
"""How sure the attack head must be that a word is a trigger."""
LEAST = 0.1
"""How sure it must be where the words beside a trigger tell at whom it was aimed."""


class Draft(msgspec.Struct, frozen=True):
    """An attack. `word` is the trigger's head; `trigger`, `targets` and `weapons` are words (first, one past last)."""

    word: int
    type: AttackType
    trigger: tuple[int, int]
    targets: tuple[tuple[int, int], ...]
    weapons: tuple[tuple[int, int], ...]
    confidence: float


def drafts_of(analysis: Analysis, threshold: float = THRESHOLD) -> list[Draft]:
    """The attacks of a text, in order. An attack is told where the body tells it: what a headline announces counts
    only where the body tells nothing.
    """
    sure = 1 - analysis.sure["attack"][:, 0]
    found = [
        word for word in np.flatnonzero(sure >= LEAST).tolist() if sure[word] >= threshold or _is_aimed(analysis, word)
    ]
    headline = headline_end(analysis.text)
    found = [word for word in found if analysis.words[word][0] >= headline] or found
    roles = _roles_of(analysis)
    drafts: list[Draft] = []
    for word in found:
        trigger = _trigger_words(analysis, word)
        if drafts and drafts[-1].trigger[1] > trigger[0]:
            continue  # the same words, tagged twice
        near = [(role, first, last) for role, first, last in roles if _trigger_near(analysis, found, first) == word]
        drafts.append(
            Draft(
                word,
                _type_of(analysis, word),
                trigger,
                tuple((first, last) for role, first, last in near if role == "target"),
                tuple((first, last) for role, first, last in near if role == "weapon"),
                float(sure[word]),
            )
        )
    return drafts


def _is_aimed(analysis: Analysis, word: int) -> bool:
    """Whether a noun's own clause tells at whom it was aimed: "attacks involved police stations", "posts came under
    attack".
    """
    if analysis.lower[word] not in _ATTACKS:
        return False
    low, high = analysis.bounds(word)
    if analysis.lower[word - 1 : word] == ["under"] and set(analysis.lower[max(low, word - 3) : word - 1]) & _COME:
        return True
    behind = range(word + 1, min(high - 1, word + 4))
    return any(analysis.lower[verb] in _AIMING and not analysis.relation[verb].startswith("acl") for verb in behind)


_ATTACKS = frozenset("attack attacks assault assaults raids strikes bombings".split())
_COME = frozenset("came come comes coming".split())
_AIMING = frozenset("targeted involved hit struck".split())


def _type_of(analysis: Analysis, word: int) -> AttackType:
    """The type that the trigger's own words name ("a car bomb attack"), else the likeliest of those that the sentence's
    words allow: no airstrike without anything of the air.
    """
    first, last = _trigger_words(analysis, word)
    named = " ".join(analysis.lower[max(first - 2, analysis.bounds(word)[0]) : last + 1])
    for attack_type, pattern in _NAMED:
        if pattern.search(named):
            return attack_type
    low, high = analysis.bounds(word)
    sentence = " ".join(analysis.lower[low:high])
    ranked = sorted(range(1, len(ATTACKS)), key=lambda label: -analysis.sure["attack"][word, label])
    for label in ranked:
        needed = _NEEDED.get(ATTACKS[label])
        if needed is not None and not needed.search(sentence):
            continue
        if ATTACKS[label] == "raid" and _is_by_band(analysis, word):
            return "armed_assault"
        if ATTACKS[label] == "other" and _ASSAULT.match(analysis.lower[word]) and _ARMED.search(sentence):
            return "armed_assault"
        return ATTACKS[label]  # type: ignore[return-value]
    return "other"


def _is_by_band(analysis: Analysis, verb: int) -> bool:
    """Whether those who raid are no state's force ("insurgents raided police stations")."""
    subject = subject_of(analysis, verb)
    return subject is not None and _ARMED.match(analysis.lower[subject]) is not None


_NAMED: tuple[tuple[AttackType, re.Pattern[str]], ...] = (
    ("suicide_attack", re.compile(r"suicide|blew (?:him|her|them)sel")),
    ("other", re.compile(r"\b(?:chemical|gas|nerve)\b")),
    ("airstrike", re.compile(r"air ?-? ?(?:strike|raid|bombard)|\bdrones?\b|aerial|warplane|barrel bomb|bombing run")),
    (
        "shelling",
        re.compile(r"\bshell(?:s|ed|ing|fire)\b|\brockets?\b|\bmortars?\b|artillery|\bmissiles? (?:attack|fire)"),
    ),
    ("bombing", re.compile(r"\b(?:car|truck|roadside|twin|time|double)[ -]*bomb|\bieds?\b|\bexplosive device")),
    ("abduction", re.compile(r"\b(?:kidnap|abduct)")),
    ("execution", re.compile(r"\b(?:behead|execut(?:ed|ion))")),
    ("clash", re.compile(r"\b(?:clash|firefight|gun ?-? ?battle|gunfight)")),
    ("arson", re.compile(r"\b(?:arson|torch(?:ed|ing)|set (?:fire|ablaze))")),
)
"""What a trigger's own words name, in this order ("a suicide car bomb attack" is a suicide attack)."""
_ASSAULT = re.compile(r"(?:attack|assault|storm|ambush|raid|shoot|shot|gunfire|overran)")
_ARMED = re.compile(r"militant|insurgent|gunm[ae]n|rebel|fighter|armed|separatist|terroris|jihad|liberation army")
"""An attack without any means, by people with arms, is an armed assault."""
_NEEDED = {
    "airstrike": re.compile(r"\bair|plane|\bjet|drone|strike|aerial|helicopter|bombard|warplane|\bbomb"),
    "shelling": re.compile(r"shell|mortar|rocket|artillery|missile|barrage|bombard|projectile|\btank"),
    "suicide_attack": re.compile(r"suicide|blew|bomber|explosive (?:belt|vest)|detonat"),
    "bombing": re.compile(r"bomb|blast|explo|\bied|\bmine|device|detonat|grenade"),
    "abduction": re.compile(r"kidnap|abduct|hostage|seiz|snatch|captiv|taken|disappear|captur"),
    "riot": re.compile(r"riot|mob|protest|violence|clash|loot|communal|unrest|crowd|demonstrat"),
    "arson": re.compile(r"fire|burn|torch|blaze|arson|ablaze"),
}
"""What a sentence must speak of for a type to be read in it."""


def _trigger_words(analysis: Analysis, word: int) -> tuple[int, int]:
    """A trigger with its compound words before it ("suicide bomb attack") and its particle behind ("opened fire"); an
    explosion with what exploded ("a car bomb went off").
    """
    first, last = word, word + 1
    low, high = analysis.bounds(word)
    if first > low and analysis.lower[first] in _GOES_OFF and analysis.lower[first - 1] in _EXPLOSIVES:
        first -= 1
    elif last < high and analysis.lower[word] in _EXPLOSIVES and analysis.lower[last] in _GOES_OFF:
        last += 1
    while first > low and analysis.relation[first - 1] == "compound" and analysis.governor[first - 1] in {first, word}:
        first -= 1
    if last < high and analysis.governor[last] == word and analysis.relation[last] in {"compound:prt", "obj"}:
        last += analysis.relation[last] == "compound:prt" or analysis.lower[last] in {"fire", "himself", "herself"}
    return first, last


_EXPLOSIVES = frozenset(
    """bomb bombs device devices mine mines landmine grenade grenades rocket rockets shell shells mortar mortars missile
    missiles ied ieds charge charges""".split()
)
_GOES_OFF = frozenset(
    """exploded explodes explode detonated detonates went goes blew hit hits struck strikes fell falls landed lands
    ripped rips tore kills killed rocked rocks""".split()
)


def _roles_of(analysis: Analysis) -> list[tuple[str, int, int]]:
    """Targets and weapons as (role, first word, one past the last)."""
    return [
        (role, *_trimmed(analysis, first, last))
        for first, last, role in analysis.runs("role")
        if _has_noun(analysis, first, last)
    ]


def _trigger_near(analysis: Analysis, triggers: Sequence[int], word: int) -> int | None:
    """The trigger nearest `word` in its sentence."""
    rivals = [trigger for trigger in triggers if analysis.sentence[trigger] == analysis.sentence[word]]
    return min(rivals, key=lambda trigger: abs(trigger - word), default=None)


def _has_noun(analysis: Analysis, first: int, last: int) -> bool:
    return any(analysis.best["part_of_speech"][index] in {"NOUN", "PROPN"} for index in range(first, last))


def _trimmed(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """The words without the prepositions and marks in front."""
    while first < last - 1 and analysis.best["part_of_speech"][first] in {"ADP", "PUNCT", "CCONJ"}:
        first += 1
    return first, last
