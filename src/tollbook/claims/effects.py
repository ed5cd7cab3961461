"""Which effect a count speaks of, by the words that name effects around it: order of words first, then the tree."""

from __future__ import annotations

from typing import NamedTuple

from tollbook.claims.heads import is_numeral
from tollbook.claims.lexicon import EFFECT_OF, LIGHT
from tollbook.claims.phrases import clauses_above
from tollbook.claims.tagger import Analysis
from tollbook.model import Effect

_AUXILIARIES = frozenset(
    "was were been be being is are got get had have has reportedly also already feared found".split()
)
_REACH = 8
"""Words behind a count within which its participle is looked for ("12 members of the force were wounded")."""


class Named(NamedTuple):
    """An effect, the word that names it, and the rule of English that says so."""

    effect: Effect
    word: int
    rule: str


def naming_beside(analysis: Analysis, span: tuple[int, int]) -> Named | None:
    """The verb right before the words of a count, or the participle behind them, that names its effect: "killed 12" and
    "wounding at least 12" name it in front, "12 people were wounded" and "12 injured" behind.
    """
    if (how := _how(analysis, span[1], _FATALLY)) is not None:
        return Named("killed", how, "that it was fatal")
    if (how := _how(analysis, span[1], _HOW_BADLY)) is not None:
        return Named("injured", how, "how badly they were hurt")
    if (dead := shot_dead(analysis, span)) is not None:
        return Named("killed", dead, "shot dead")
    before = _word_before(analysis, span[0])
    behind = _participle_behind(analysis, span[1], joined=before is None)
    fatal = _fatally(analysis, before, behind)
    if fatal is not None:
        return Named("killed", fatal, "that it was fatal")
    if behind is not None and (before is None or _closes(analysis, behind)):
        return Named(EFFECT_OF[analysis.lower[behind]], behind, "participle behind the count")
    if before is None:
        return _noun_counted(analysis, span[1])
    graver = _killing_before(analysis, before) if EFFECT_OF[analysis.lower[before]] == "injured" else None
    if graver is not None:
        return Named("killed", graver, "killed and wounded as one")
    return Named(EFFECT_OF[analysis.lower[before]], before, "verb before the count")


def shot_dead(analysis: Analysis, span: tuple[int, int]) -> int | None:
    """The word by which a blow is said to have killed those counted: "fatally shot two", "shot dead two", "the fatal
    shooting of two"; "two were fatally shot", "two were shot dead", "two were shot and killed", "was pronounced dead".
    """
    low, high = analysis.bounds(span[0])
    before = span[0] - 1
    while before > low and analysis.lower[before] in _DETERMINERS:
        before -= 1
    last = analysis.lower[before] if before >= low else ""
    if before > low and last in _BLOWS and analysis.lower[before - 1] in _FATALLY:
        return before - 1
    if before > low and last == "dead" and analysis.lower[before - 1] in _BLOWS:
        return before
    if before > low + 1 and last == "of" and analysis.lower[before - 1] in _BLOWS | {"shootings", "stabbings"}:
        return before - 2 if analysis.lower[before - 2] in {"fatal", "deadly"} else None
    index = span[1]
    while index < high and (analysis.lower[index] in _AUXILIARIES | _IN_PASSING):
        index += 1
    word, rest = (analysis.lower[index] if index < high else ""), analysis.lower[index + 1 : min(high, index + 3)]
    if word in _FATALLY and rest[:1] and rest[0] in _BLOWS:
        return None if _strikes(analysis, index + 1) else index
    if word in _PRONOUNCED and rest[:1] and rest[0] in {"dead", "deceased"}:
        return index + 1
    if word not in _BLOWS or _strikes(analysis, index):
        return None
    if rest[:1] == ["dead"]:
        return index + 1
    return index + 2 if rest in (["to", "death"], ["and", "killed"], ["and", "died"]) else None


def _strikes(analysis: Analysis, blow: int) -> bool:
    """Whether somebody strikes another here: "a man fatally shot his wife", but "a man fatally shot on Friday"."""
    _, high = analysis.bounds(blow)
    return analysis.lower[blow].endswith("s") or (
        blow + 1 < high and analysis.best["part_of_speech"][blow + 1] in {"DET", "PRON", "NUM", "PROPN", "NOUN"}
    )


_DETERMINERS = frozenset("the a an another his her their".split())
_BLOWS = frozenset(
    "shot shoot shoots shooting stabbed stabs stabbing gunned struck hit beaten hacked beat burned burnt".split()
)
_IN_PASSING = frozenset("also allegedly later who accidentally apparently both all".split())
_PRONOUNCED = frozenset("pronounced declared confirmed".split())


def naming_above(analysis: Analysis, word: int) -> Named | None:
    """The nearest governor that names the effect of the count that `word` carries; for where no word beside it does
    (`naming_beside`). None where none names one and the model must judge.
    """
    for above in clauses_above(analysis, word)[:4]:
        named = EFFECT_OF.get(analysis.lower[above])
        if named is not None:
            return Named(named, above, "verb above the count")
        if analysis.best["part_of_speech"][above] == "VERB" and analysis.lower[above] not in LIGHT:
            return None
    return None


def _fatally(analysis: Analysis, before: int | None, behind: int | None) -> int | None:
    """The adverb that makes a wound a death ("mortally wounding two", "two were fatally wounded")."""
    for verb in (before, behind):
        if verb and EFFECT_OF[analysis.lower[verb]] == "injured" and analysis.lower[verb - 1] in _FATALLY:
            return verb - 1
    return None


def _how(analysis: Analysis, last: int, adverbs: frozenset[str]) -> int | None:
    """The adverb that says how badly some "of them" were hurt, without a verb ("nine of them critically")."""
    _, high = analysis.bounds(last - 1)
    of_them = analysis.lower[last : last + 1] == ["of"] and analysis.lower[last + 1 : last + 2] in (["them"], ["whom"])
    how = last + 2 if of_them else last
    if how >= high or analysis.lower[how] not in adverbs:
        return None
    ends = how + 1 >= high or analysis.best["part_of_speech"][how + 1] in {"PUNCT", "CCONJ", "ADP"}
    return how if ends else None


_FATALLY = frozenset({"fatally", "mortally"})
_HOW_BADLY = frozenset("critically seriously gravely severely badly lightly slightly".split())


def _noun_counted(analysis: Analysis, last: int) -> Named | None:
    """The noun of an effect that is counted itself ("four deaths and 55 injuries")."""
    _, high = analysis.bounds(last - 1)
    if last >= high or analysis.best["part_of_speech"][last] != "NOUN":
        return None
    effect = EFFECT_OF.get(analysis.lower[last])
    return None if effect is None else Named(effect, last, "noun that is counted")


def _killing_before(analysis: Analysis, wounding: int) -> int | None:
    """The verb of killing that shares its count with the verb of wounding behind it ("killed and wounded scores"): the
    guideline takes the graver effect. None where the dead have a count of their own ("killed 12 and wounded 30").
    """
    low, _ = analysis.bounds(wounding)
    index = wounding - 1
    while index > low and analysis.lower[index] in {"and", "or", ",", "/"}:
        index -= 1
    if index < low or EFFECT_OF.get(analysis.lower[index]) != "killed":
        return None
    counted = index > low and (is_numeral(analysis.forms[index - 1]) or analysis.lower[index - 1] in _AUXILIARIES)
    return index if not counted and analysis.lower[index].endswith(("ed", "ing", "s", "kill")) else None


def _word_before(analysis: Analysis, first: int) -> int | None:
    """The word for an effect right before a count: a verb ("killed 12", "killing another 12"), a heading ("Killed: 12")
    or a noun with "of" ("the death of 12", "the lives of 12").
    """
    low, _ = analysis.bounds(first)
    index = first - 1
    while index >= low and analysis.lower[index] in {"the", "a", "an", "another", "some", "also", "all", ":"}:
        index -= 1
    if index > low and analysis.lower[index] == "of":
        named = analysis.lower[index - 1] in EFFECT_OF and analysis.best["part_of_speech"][index - 1] == "NOUN"
        return index - 1 if named else None
    if index < low or analysis.lower[index] not in EFFECT_OF:
        return None
    passive = index > low and analysis.lower[index - 1] in _AUXILIARIES - {"had", "have", "has", "also", "reportedly"}
    is_verb = analysis.lower[index].endswith(
        ("ed", "ing", "s", "kill", "wound", "abduct", "kidnap", "detain", "arrest")
    )
    return index if is_verb and not passive else None


def _participle_behind(analysis: Analysis, last: int, *, joined: bool) -> int | None:
    """The participle or adjective of an effect behind a count, nothing but its noun phrase and auxiliaries between; and
    a noun `joined` to it, where so allowed ("100 students and staff members were abducted").
    """
    _, high = analysis.bounds(last - 1)
    for index in range(last, min(high, last + _REACH)):
        word = analysis.lower[index]
        if word in EFFECT_OF:
            return index if word.endswith(("ed", "dead", "hurt", "missing")) or word in _BARE else None
        part = analysis.best["part_of_speech"][index]
        if not joined and word in {"who", "whom", "which"}:
            return None  # "executed four workers who were abducted"
        if joined and word == "and" and analysis.best["part_of_speech"][index + 1 : index + 2] == ["NOUN"]:
            continue
        if is_numeral(analysis.forms[index]) or part in {"PUNCT", "SCONJ"} or word in {"and", "or", "but", "in", "by"}:
            return None
        if part in {"VERB", "AUX"} and word not in _AUXILIARIES | _OF_SUSPECTS:
            return None
    return None


_BARE = frozenset("slain inj kia wia deceased".split())
_OF_SUSPECTS = frozenset("suspected alleged wanted armed masked accused so-called".split())
"""Participles that only describe those who are counted ("five suspected members of the cell were arrested")."""


def _closes(analysis: Analysis, participle: int) -> bool:
    """Whether nothing that could be the participle's noun follows: "five injured in", not "five injured men"."""
    _, high = analysis.bounds(participle)
    if participle + 1 >= high:
        return True
    if any(is_numeral(form) for form in analysis.forms[participle + 1 : min(high, participle + 4)]):
        return False  # a verb with a count of its own: "killed 12 people wounded at least 30"
    return analysis.best["part_of_speech"][participle + 1] in {"ADP", "PUNCT", "CCONJ", "SCONJ", "ADV", "VERB", "AUX"}
