"""The verbs of set phrases: their forms, and which nouns they take as subject, object and agent."""

from __future__ import annotations

from tollbook.claims.phrases import subject_of
from tollbook.claims.tagger import Analysis


def conjugated(verbs: str) -> frozenset[str]:
    """Every form of regular verbs: "raid" gives raid, raids, raided and raiding."""
    forms: set[str] = set()
    for verb in verbs.split():
        stem = verb.removesuffix("e")
        third, past = verb + ("es" if verb.endswith(("sh", "ss")) else "s"), stem + "ed"
        if verb.endswith(("ry", "ny")):
            third, past = verb[:-1] + "ies", verb[:-1] + "ied"
        forms |= {verb, third, past, stem + "ing"}
    return frozenset(forms)


def subject_or_noun_before(analysis: Analysis, verb: int) -> int | None:
    """The subject of a verb by the tree, else the noun right before it and its auxiliaries; of a relative clause whom
    it speaks of ("Y, which denied").
    """
    low, _ = analysis.bounds(verb)
    subject = subject_of(analysis, verb)
    if subject is None or subject > verb:
        subject = noun_before(analysis, verb, low - 1)
    if subject is None and analysis.relation[verb] in {"conj", "advcl"}:  # "X condemned it and denied any part"
        subject = subject_of(analysis, analysis.governor[verb])
    if subject is not None and analysis.lower[subject] in {"which", "who", "that"}:
        subject = noun_before(analysis, subject - (analysis.lower[subject - 1] == ","), low - 1)
    return subject


def noun_before(analysis: Analysis, word: int, limit: int) -> int | None:
    """The head of the noun phrase right before a word, its auxiliaries, adverbs and day: "the prince" in "the prince of
    Freeland on Tuesday had also said".
    """
    index = word - 1
    while index > limit and (
        analysis.best["part_of_speech"][index] in {"AUX", "ADV", "PART"}
        or analysis.lower[index] in _DAYS
        or analysis.lower[index + 1] in _DAYS  # the "on" before it
    ):
        index -= 1
    if index <= limit or analysis.best["part_of_speech"][index] not in {"NOUN", "PROPN", "PRON"}:
        return None
    first = index
    while first > limit + 1 and analysis.best["part_of_speech"][first] in {"NOUN", "PROPN", "ADJ", "DET"}:
        first -= 1
    return first - 1 if analysis.lower[first] == "of" and is_named(analysis, first - 1) else index


def object_of(analysis: Analysis, verb: int) -> int | None:
    """The object of a verb, by the tree or as the noun phrase right behind it."""
    for child in analysis.children[verb]:
        other_clause = {"which", "who"} & set(analysis.lower[verb:child])
        if analysis.relation[child] == "obj" and not other_clause:
            return child
    _, high = analysis.bounds(verb)
    for index in range(verb + 1, min(verb + 4, high)):
        part = analysis.best["part_of_speech"][index]
        if part in {"NOUN", "PROPN"}:
            return head_between(analysis, index, high)
        if part not in {"DET", "ADJ", "PRON", "NUM"} and analysis.lower[index] != "out":
            return None
    return None


def agent_of(analysis: Analysis, verb: int) -> int | None:
    """Whom a passive's "by" names; not the time by which it was done."""
    for child in analysis.children[verb]:
        by = any(analysis.lower[case] == "by" for case in analysis.children[child])
        if analysis.lower[child] in _TIMES:
            continue
        if analysis.relation[child] == "obl:agent" or (analysis.relation[child] == "obl" and by):
            return child
    _, high = analysis.bounds(verb)
    follows = analysis.lower[verb + 1 : min(high, verb + 2)] == ["by"]  # where the tree hangs it elsewhere
    return head_between(analysis, verb + 2, high) if follows else None


def noun_behind(analysis: Analysis, word: int, opener: str) -> int | None:
    """The head of the noun phrase that the next `opener` behind a word leads ("to the Example Front")."""
    _, high = analysis.bounds(word)
    for index in range(word + 1, min(high, word + 9)):
        if analysis.lower[index] == opener:
            return head_between(analysis, index + 1, high)
    return None


def head_between(analysis: Analysis, start: int, stop: int) -> int | None:
    """The head of the noun phrase that begins at `start`."""
    head = None
    for index in range(start, stop):
        part = analysis.best["part_of_speech"][index]
        if part in {"NOUN", "PROPN"} or (part != "DET" and analysis.forms[index][:1].isupper()):
            head = index  # a name's last word, whatever class it has by itself: "the Red Front"
        elif part not in {"DET", "ADJ", "NUM"} and analysis.lower[index] not in {"'s", "’s", "-", '"', "“"}:
            break
    return head


def is_named(analysis: Analysis, word: int) -> bool:
    """Whether a word can stand for an actor: a noun or part of a name, not a pronoun."""
    part = analysis.best["part_of_speech"][word]
    return part in _NOUNS or (part not in {"PRON", "DET"} and analysis.forms[word][:1].isupper())


_TIMES = frozenset("time now then noon midday midnight dawn dusk nightfall evening morning afternoon night".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday both".split())
_NOUNS = frozenset("NOUN PROPN ADJ".split())
