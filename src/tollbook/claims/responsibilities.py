"""Responsibility claims: who did it, or is said to have done it.

The model marks the head words of actors; set phrases of English are read by rule beside it (`allegations`).
"""

from __future__ import annotations

import msgspec
import numpy as np

from tollbook.claims.allegations import allegations_in
from tollbook.claims.denials import denied_charge, denies_harm
from tollbook.claims.labels import STANCES
from tollbook.claims.negation import DENYING
from tollbook.claims.phrases import kind_of_name, name_around, noun_phrase
from tollbook.claims.speakers import credited, is_source
from tollbook.claims.tagger import Analysis
from tollbook.model import Relation, Stance

THRESHOLD = 0.6
"""How sure the stance head must be that a word names an actor."""
GENERIC = frozenset(
    """men gunmen gunman militants militant insurgents insurgent attackers attacker assailants bomber bombers rebels
    separatists groups terrorists terrorist bandits mob fighters suspects people attack attacks they he""".split()
)
"""Heads of actors without a name or a side: no responsibility (the guideline's rule)."""
ONLOOKERS = frozenset(
    "observatory monitor monitors hospital witness witnesses resident residents activist activists".split()
)
"""Those who never speak for whoever did it."""
SET_PHRASE = 0.95
"""The confidence of what a set phrase says."""


class Draft(msgspec.Struct, frozen=True):
    """An actor and what is said of it. `word` is the actor's head word, or of the claiming where nobody claimed;
    `actor` its words (first, one past the last); `cue` the word that a set phrase was read from, None where the model
    alone read it.
    """

    word: int
    actor: tuple[int, int] | None
    stance: Stance
    relation: Relation
    speaker: int | None
    confidence: float
    cue: int | None = None


def drafts_of(analysis: Analysis, threshold: float = THRESHOLD) -> list[Draft]:
    """The responsibility claims of a text, in order, one for each actor and stance of a sentence."""
    drafts: list[Draft] = []
    modelled = _by_model(analysis, threshold)
    suspects = [draft.word for draft in modelled if draft.stance == "blamed"]
    for draft in (*_by_rule(analysis, suspects), *modelled):
        if not any(_same(analysis, draft, other) or _repeats(analysis, draft, other) for other in drafts):
            drafts.append(draft)
    return sorted(_with_relations(analysis, drafts), key=lambda draft: draft.word)


def _same(analysis: Analysis, one: Draft, other: Draft) -> bool:
    """Whether two drafts speak of one actor in one sentence."""
    if analysis.sentence[one.word] != analysis.sentence[other.word]:
        return False
    if other.actor is None and one.cue is None and analysis.governor[one.word] == other.word:
        return True  # "the army has not claimed it"
    if one.actor is None or other.actor is None:
        return one.stance == other.stance
    if one.stance == other.stance == "denied":
        return True  # a denial is one, whoever else its sentence names
    if other.stance in {"denied", "blamed"} and one.cue is None and one.word == other.speaker:
        return True  # who denies a deed of its own side, or accuses another, has not done it
    if other.stance == "claimed" and one.cue is None and one.speaker == other.speaker:
        own = analysis.lower[one.actor[0]] in {"its", "their", "our", "his"}
        if own or one.stance == "claimed":
            return True  # "Freeland said its forces": one deed
    if one.cue is not None and other.cue is not None and one.stance != other.stance:
        return False  # "it was blamed on Y, which denied it"
    overlap = one.actor[0] < other.actor[1] and other.actor[0] < one.actor[1]
    return overlap or (one.stance == other.stance and _name(analysis, one) == _name(analysis, other))


def _repeats(analysis: Analysis, draft: Draft, other: Draft) -> bool:
    """Whether a denial only quotes one that was just told ("... denied it. We reject this, its minister said")."""
    if not (draft.stance == other.stance == "denied") or draft.cue is None or not draft.actor or not other.actor:
        return False
    low, _ = analysis.bounds(draft.cue)
    apart = analysis.sentence[draft.cue] - analysis.sentence[other.word]
    quoted = "we" in analysis.lower[low : draft.cue]
    return quoted and 0 < apart <= _JUST_BEFORE and _stem(analysis, draft.actor) == _stem(analysis, other.actor)


_JUST_BEFORE = 2
"""Sentences after which a quoted denial is one of its own."""


def _name(analysis: Analysis, draft: Draft) -> str:
    assert draft.actor is not None
    return " ".join(analysis.lower[slice(*draft.actor)]).removeprefix("the ")


def _by_model(analysis: Analysis, threshold: float) -> list[Draft]:
    drafts = []
    stances = analysis.sure["stance"]
    for word in np.flatnonzero(stances[:, 0] <= 1 - threshold).tolist():
        stance = STANCES[1 + int(stances[word, 1:].argmax())]
        sure = float(1 - stances[word, 0])
        if analysis.best["part_of_speech"][word] in {"VERB", "ADP", "PUNCT", "AUX", "SCONJ", "CCONJ"}:
            continue
        if analysis.lower[word] in GENERIC or is_source(analysis, word) or _is_label(analysis, word):
            continue
        if (
            _only_operates(analysis, word)
            or _only_quarrels(analysis, word)
            or (stance == "denied" and _denies_no_deed(analysis, word))
        ):
            continue
        actor = noun_phrase(analysis, word)
        relation = analysis.best["relation"][word]
        speaker = credited(analysis, word)
        if stance == "claimed" and (speaker == word or analysis.lower[actor[0]] in {"no", "neither", "none"}):
            continue  # who only says something claims nothing
        if stance == "claimed" and speaker is None:
            speaker = word
        elif stance == "claimed" and speaker is not None and analysis.lower[speaker] in ONLOOKERS:
            stance = "blamed"
        drafts.append(Draft(word, actor, stance, relation, speaker, sure))  # type: ignore[arg-type]
    return drafts


def _denies_no_deed(analysis: Analysis, word: int) -> bool:
    """Whether who denies denies harm, or something that is no deed ("denied that it had lost the town")."""
    verb = analysis.governor[word]
    if verb < 0 or analysis.lower[verb] not in DENYING:
        return False
    return denies_harm(analysis, verb) or denied_charge(analysis, verb, ()) is None


def _only_operates(analysis: Analysis, word: int) -> bool:
    """Whether a force is told to operate where nobody comes to harm ("prompting operations by police")."""
    low, high = analysis.bounds(word)
    above = analysis.governor[word]
    harmed = any(effect != "none" for effect in analysis.best["effect"][low:high])
    return above >= 0 and analysis.lower[above] in _OPERATIONS and not harmed


def _only_quarrels(analysis: Analysis, word: int) -> bool:
    """Whether two sides are told to quarrel, not what either did ("X and Y trade words over the bloodshed")."""
    low, high = analysis.bounds(word)
    return any(
        analysis.lower[verb] in {"trade", "trades", "traded", "exchange", "exchanged"}
        and analysis.lower[verb + 1] in {"words", "barbs", "insults", "accusations"}
        for verb in range(low, high - 1)
    )


_OPERATIONS = frozenset("operation operations patrol patrols search searches deployment presence".split())


def _is_label(analysis: Analysis, word: int) -> bool:
    """Whether a word is the place that labels a headline ("Freeland: 12 killed")."""
    return word == analysis.bounds(word)[0] and analysis.lower[word + 1 : word + 2] == [":"]


def _by_rule(analysis: Analysis, suspects: list[int]) -> list[Draft]:
    drafts = []
    for found in allegations_in(analysis, suspects):
        head = None if found.actor is None else _out_of_brackets(analysis, found.actor)
        actor = None if head is None else _actor_words(analysis, head)
        word = found.word if head is None else head
        drafts.append(Draft(word, actor, found.stance, found.relation, found.speaker, SET_PHRASE, found.word))
    return drafts


def _out_of_brackets(analysis: Analysis, head: int) -> int:
    """The last word of the name whose short form stands alone in brackets ("the Example Army (EA) claimed ...")."""
    alone = analysis.lower[head - 1 : head] == ["("] and analysis.lower[head + 1 : head + 2] == [")"]
    return head - 2 if alone and head > 2 and kind_of_name(analysis, head - 2) is not None else head


def _actor_words(analysis: Analysis, head: int) -> tuple[int, int]:
    """The name that an actor's head word is part of or calls itself by; else its phrase without the article."""
    if kind_of_name(analysis, head) is not None:
        first, last = name_around(analysis, head)
        low, _ = analysis.bounds(head)
        while (
            first > low
            and analysis.best["part_of_speech"][first - 1] == "PROPN"
            and kind_of_name(analysis, head) == "ORG"
        ):
            first -= 1  # a name of which the model marked the end only
        return first, last
    first, last = noun_phrase(analysis, head)
    _, high = analysis.bounds(head)
    if analysis.lower[last : last + 2] in (["calling", "itself"], ["calling", "themselves"]) and last + 3 < high:
        name = last + 2 + (analysis.lower[last + 2] == "the")
        ends = next((at for at in range(name, high) if not analysis.forms[at][:1].isupper()), high)
        if ends > name:
            return name, ends
    return (first + 1 if analysis.lower[first] in {"the", "a", "an"} and last - first > 1 else first), last


def _with_relations(analysis: Analysis, drafts: list[Draft]) -> list[Draft]:
    """A denial takes over the relation that the actor was accused of ("Indian-sponsored" ... "India denied")."""
    settled: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: draft.word):
        if draft.stance == "denied" and draft.actor is not None:
            stem = _stem(analysis, draft.actor)
            for earlier in reversed(settled):
                if earlier.stance == "blamed" and earlier.actor is not None and _stem(analysis, earlier.actor) == stem:
                    draft = msgspec.structs.replace(draft, relation=earlier.relation)
                    break
        settled.append(draft)
    return settled


def _stem(analysis: Analysis, actor: tuple[int, int]) -> str:
    """The first letters of an actor's first proper word: "India" and "Indian" share them."""
    words = [analysis.forms[i] for i in range(*actor) if analysis.forms[i][:1].isupper()]
    return words[0].lower()[:4] if words else analysis.lower[actor[0]]
