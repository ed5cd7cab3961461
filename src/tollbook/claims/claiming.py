"""Claiming a deed by set phrases: to claim responsibility, to admit, to tell of one's own; and nobody's claim."""

from __future__ import annotations

from typing import NamedTuple

from tollbook.claims.deeds import DEEDS, deed_in, doer_of, is_violent
from tollbook.claims.negation import NOBODY, is_denied, is_negated, nobody_does
from tollbook.claims.phrases import clauses_above, subject_of, subtree
from tollbook.claims.sides import (
    FOR_OTHERS,
    HIMSELF,
    OWN,
    OWN_FORCES,
    WATCHERS,
    acts,
    is_body,
    principal_of,
    speaks_for,
    words_of,
)
from tollbook.claims.speakers import credited
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import agent_of, conjugated, is_named, noun_before, object_of, subject_or_noun_before
from tollbook.model import Relation, Stance


class Allegation(NamedTuple):
    """`actor` is the head word of who did it, None where nobody claimed; `word` the word that the rule started from."""

    word: int
    actor: int | None
    stance: Stance
    relation: Relation
    speaker: int | None


CLAIM_IT = conjugated("claim adopt")
ADMIT = conjugated("claim acknowledge confess boast") | frozenset("admit admits admitted admitting owned".split())


def responsibility(analysis: Analysis, word: int) -> Allegation | None:
    """ "X claimed responsibility", "responsibility was claimed by X", "no claim of responsibility"."""
    low, high = analysis.bounds(word)
    verb = next((i for i in range(max(low, word - 4), min(high, word + 8)) if analysis.lower[i] in _CLAIM), None)
    if verb is None:
        return None
    if nobody_does(analysis, verb):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    actor = (agent_of(analysis, verb) if verb > word else None) or subject_or_noun_before(analysis, verb)
    if actor is None or actor == word or not is_named(analysis, actor):
        groups = [last - 1 for first, last, kind in analysis.names if kind == "ORG" and low <= first and last <= verb]
        if not groups:
            return None
        actor = groups[-1]
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


def went_unclaimed(analysis: Analysis, word: int) -> Allegation | None:
    """ "the attack went unclaimed", "there was no claim"."""
    low, high = analysis.bounds(word)
    if analysis.lower[word] == "unclaimed":
        unclaimed = bool(DEEDS & set(analysis.lower[low:high]))
    else:
        none = {"no", "without"} & set(analysis.lower[max(low, word - 4) : word])
        of_what = analysis.lower[word + 1 : word + 2] in (["to"], ["on"], ["that"], ["of"])  # "no claim to the land"
        unclaimed = bool(none) and not of_what and analysis.best["part_of_speech"][word] == "NOUN"
    return Allegation(word, None, "unclaimed", "perpetrator", None) if unclaimed else None


def declared(analysis: Analysis, word: int) -> Allegation | None:
    """ "X declared itself responsible", "X said it was responsible"."""
    low, _ = analysis.bounds(word)
    before = noun_before(analysis, word, low - 1)
    itself = before is not None and "AUX" not in analysis.best["part_of_speech"][before:word]
    own = before is not None and analysis.lower[before] in ({"itself", "themselves"} if itself else {"it", "they"})
    if not own or is_negated(analysis, word) or is_denied(analysis, word):
        return None
    for verb in clauses_above(analysis, word):
        actor = subject_or_noun_before(analysis, verb)
        if actor is not None and is_named(analysis, actor) and analysis.lower[actor] not in WATCHERS | FOR_OTHERS:
            return Allegation(word, actor, "claimed", "perpetrator", actor)
    return None


def claimed_attack(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X claimed the attacks", "the attack, claimed by X", "no group has adopted the attack"."""
    low, high = analysis.bounds(verb)
    target, actor, agent = object_of(analysis, verb), subject_or_noun_before(analysis, verb), agent_of(analysis, verb)
    if (actor is not None and analysis.relation[actor] == "nsubj:pass") or (agent is not None and target is None):
        target = actor or noun_before(analysis, verb - (analysis.lower[verb - 1] == ","), low - 1)
        actor = agent
    if target is None or analysis.lower[target] not in DEEDS | {"it", "them"}:
        return None
    if verb < target < high - 1 and analysis.best["part_of_speech"][target + 1] in {"AUX", "VERB"}:
        return None  # "X claims the operation was a success"
    if nobody_does(analysis, verb):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    if actor is not None and analysis.lower[actor] in _TIDINGS:  # "X released a video claiming the attack"
        actor = subject_or_noun_before(analysis, analysis.governor[actor])
    if actor is None or not is_named(analysis, actor):
        return None
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


def admitted(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X admitted killing Z", "X claimed to have executed Z", "X boasted of the attack"."""
    _, high = analysis.bounds(verb)
    if analysis.best["part_of_speech"][verb] != "VERB":
        return None
    deed = deed_in(analysis, verb + 1, min(high, verb + 6))
    if deed is None:
        near = analysis.lower[verb + 1 : min(high, verb + 5)]
        itself, done = True, analysis.lower[verb] not in CLAIM_IT and bool(DEEDS & set(near))
    else:
        itself = analysis.lower[verb + 1] in {"to", "having"} or analysis.lower[deed].endswith("ing")
        done = itself or analysis.lower[doer_of(analysis, deed, verb) or verb] in OWN
    if not done:
        return None
    if nobody_does(analysis, verb):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    actor = subject_or_noun_before(analysis, verb)
    if actor is None or analysis.lower[actor] in OWN | WATCHERS | FOR_OTHERS:
        return None
    others = not itself and analysis.lower[actor] in HIMSELF  # "he claimed they were responsible"
    return None if others else Allegation(verb, actor, "claimed", "perpetrator", actor)


def own_deed(analysis: Analysis, word: int) -> Allegation | None:
    """ "X said that it had carried out the attacks", "X said its men had struck a base", "the attacks were its work, X
    said", "the army said army units killed 20".
    """
    if analysis.lower[word] == "work":
        if word > 0 and analysis.lower[word - 1] in {"its", "their", "our"}:
            return claimed_by(analysis, word, credited(analysis, word))
        return None
    subject = subject_or_noun_before(analysis, word)
    if subject is not None and analysis.relation[subject] == "nsubj:pass":
        subject = agent_of(analysis, word)
    elif analysis.relation[word] == "acl":  # "the number of militants killed"
        subject = subject_of(analysis, word)
    if subject is None or analysis.best["part_of_speech"][word] != "VERB" or not is_violent(analysis, word):
        return None
    if analysis.lower[subject - 1] in _SUBORDINATING or _PLANNING & set(analysis.lower[max(0, word - 3) : word]):
        return None  # "whether it struck", "since it captured the town", "it would strike again"
    if is_negated(analysis, word) or is_denied(analysis, word):
        return None
    speaker = credited(analysis, word)
    own = frozenset({"we", "our"}) if _is_quoted(analysis, word) else OWN | {"his"}
    if analysis.lower[subject] in own:
        return claimed_by(analysis, word, speaker, subject)
    if speaker is None or speaker == subject:
        return None
    reach = subject + 3 * (analysis.lower[subject + 1 : subject + 2] == ["of"])  # "one of its fighters"
    words = [analysis.lower[i] for i in subtree(analysis, subject) if i <= reach]
    if own & set(words[:5]) and OWN_FORCES & set(words):
        whole = claimed_by(analysis, word, speaker)
        return whole or Allegation(word, subject, "claimed", "perpetrator", speaker)
    told = is_body(analysis, subject) and speaks_for(analysis, speaker, subject)
    return Allegation(word, subject, "claimed", "perpetrator", speaker) if told else None


def claimed_by(analysis: Analysis, word: int, actor: int | None, doer: int | None = None) -> Allegation | None:
    """A deed that its doer tells: a body or a force, or for whom its spokesman speaks; no person and nobody who only
    watches. `doer` is the pronoun by which the teller means itself: "it" is no person.
    """
    if actor is None or analysis.lower[actor] in WATCHERS:
        return None
    if NOBODY & set(words_of(analysis, actor)):
        return Allegation(word, None, "unclaimed", "perpetrator", None)
    if not acts(analysis, actor):
        named = doer is not None and analysis.lower[doer] == "it" and analysis.best["part_of_speech"][actor] == "PROPN"
        principal = actor if named else principal_of(analysis, actor)
        return None if principal is None else Allegation(word, principal, "claimed", "perpetrator", actor)
    return Allegation(word, actor, "claimed", "perpetrator", actor)


def _is_quoted(analysis: Analysis, word: int) -> bool:
    """Whether a word stands in a quotation, where "they" are others."""
    return any(first < analysis.words[word][0] < last for first, last in analysis.quotations)


_CLAIM = CLAIM_IT | frozenset("took takes take taken taking accept accepted accepts assumed admitted".split())
_TIDINGS = frozenset("video statement message communique recording audio post".split())
"""In what a claim is made."""
_SUBORDINATING = frozenset("whether if since after before when as".split())
_PLANNING = frozenset("will would could might may can should must to".split())
