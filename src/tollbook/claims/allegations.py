"""Responsibility by set phrases of English: to claim an attack, to blame, to sponsor, to deny.

They are rare in any training set and leave no doubt, so they are read by rule beside the model. Each rule starts from
one word, takes its arguments from the tree, and gives who did it, the stance, the relation and the head of the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tollbook.claims.phrases import clauses_above, kind_of_name, subject_of, subtree
from tollbook.claims.speakers import credited
from tollbook.claims.tagger import Analysis
from tollbook.model import Relation, Stance


class Allegation(NamedTuple):
    """`actor` is the head word of who did it, None where nobody claimed; `word` the word that the rule started from."""

    word: int
    actor: int | None
    stance: Stance
    relation: Relation
    speaker: int | None


_CLAIM = frozenset("claim claims claimed claiming took takes take taken taking accepted accepts admitted".split())
_CARRY_OUT = frozenset(
    """carried carry carrying conducted conduct staged staging launched launch mounted executed perpetrated did
    planted detonated""".split()
)
_OWN = frozenset("it they we its their our".split())
_BLAME = frozenset("blame blames blamed blaming accuse accuses accused accusing".split())
_SPONSORED = frozenset("sponsored backed funded financed supported orchestrated masterminded instigated".split())
_SPONSORING = _SPONSORED | frozenset(
    """sponsor sponsors sponsoring back backs backing fund funds funding finance finances financing orchestrate
    orchestrating mastermind masterminding support supporting arm arming instigate instigating sponsorship""".split()
)
_DENY = frozenset(
    """deny denies denied denying reject rejects rejected rejecting dismiss dismisses dismissed dismissing refute
    refutes refuted refuting""".split()
)
_CHARGES = frozenset(
    """accusation accusations allegation allegations charge charges claim claims involvement responsibility role link
    links blame suggestion suggestions assertion assertions hand part complicity this that it them report reports
    """.split()
)
_ATTACKS = frozenset(
    """attack attacks assault assaults bombing bombings blast blasts explosion explosions violence terrorism strike
    strikes raid raids killing killings shooting shootings massacre ambush ambushes offensive insurgency unrest
    attackers assailants militants insurgents group separatists them it operation operations bloodshed wave spree
    campaign""".split()
)
_NOTHING = (("no", "part"), ("no", "role"), ("no", "hand"), ("no", "involvement"), ("nothing", "to", "do"))
_NOBODY = frozenset("no nobody none neither".split())
_NOUNS = frozenset("NOUN PROPN ADJ".split())


def allegations_in(analysis: Analysis) -> Iterator[Allegation]:
    """Every set phrase of responsibility, in text order of the words that the rules start from."""
    blamed: set[str] = set()
    for word, form in enumerate(analysis.lower):
        for allegation in _at(analysis, word, form, blamed):
            if allegation.stance in {"blamed", "reported"} and allegation.actor is not None:
                blamed.add(stem(analysis, allegation.actor))
            yield allegation


def stem(analysis: Analysis, word: int) -> str:
    """The first letters of a name: "India" and "Indian" share them."""
    return analysis.lower[word][:4]


def _at(analysis: Analysis, word: int, form: str, blamed: set[str]) -> Iterator[Allegation]:
    found: Allegation | None = None
    if form == "responsibility":
        found = _responsibility(analysis, word)
    elif form == "responsible":
        found = _declared(analysis, word)
    elif form in _CLAIM and _object(analysis, word) is not None:
        found = _claimed_attack(analysis, word)
    elif form in _CARRY_OUT or form == "work":
        found = _own_deed(analysis, word)
    elif form in _BLAME:
        found = _blamed(analysis, word)
    elif form in _SPONSORED:
        found = _sponsored(analysis, word)
    elif form == "behind":
        found = _behind(analysis, word)
    elif form in _DENY:
        found = _denied(analysis, word, blamed)
    elif form in {"no", "nothing"}:
        found = _no_part(analysis, word, blamed)
    if found is not None:
        yield found


def _responsibility(analysis: Analysis, word: int) -> Allegation | None:
    """ "X claimed responsibility", "responsibility was claimed by X", "no claim of responsibility"."""
    low, high = analysis.bounds(word)
    verb = next((i for i in range(max(low, word - 4), min(high, word + 8)) if analysis.lower[i] in _CLAIM), None)
    if verb is None:
        return None
    if _NOBODY & set(analysis.lower[max(low, verb - 6) : verb]):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    if any(analysis.lower[child] in {"not", "never", "n't"} for child in analysis.children[verb]):
        return None
    actor = (_agent(analysis, verb) if verb > word else None) or subject_of(analysis, verb)
    if actor is None or actor == word or not _is_named(analysis, actor):
        groups = [last - 1 for first, last, kind in analysis.names if kind == "ORG" and low <= first and last <= verb]
        if not groups:
            return None
        actor = groups[0]
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


def _declared(analysis: Analysis, word: int) -> Allegation | None:
    """ "X declared itself responsible", "X said it was responsible"."""
    low, _ = analysis.bounds(word)
    if not {"itself", "themselves", "it", "they"} & set(analysis.lower[max(low, word - 4) : word]):
        return None
    for verb in clauses_above(analysis, word):
        actor = subject_of(analysis, verb)
        if actor is not None and _is_named(analysis, actor):
            return Allegation(word, actor, "claimed", "perpetrator", actor)
    return None


def _claimed_attack(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X claimed the attacks"."""
    target, actor = _object(analysis, verb), subject_of(analysis, verb)
    if target is None or actor is None or analysis.lower[target] not in _ATTACKS or not _is_named(analysis, actor):
        return None
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


def _own_deed(analysis: Analysis, word: int) -> Allegation | None:
    """ "X said that it had carried out the attacks", "the attacks were its work, X said"."""
    if analysis.lower[word] == "work":
        own = word > 0 and analysis.lower[word - 1] in {"its", "their", "our"}
    else:
        subject = subject_of(analysis, word)
        own = subject is not None and bool(_OWN & {analysis.lower[i] for i in subtree(analysis, subject)[:3]})
        target = _object(analysis, word)
        own = own and target is not None and analysis.lower[target] in _ATTACKS
    actor = credited(analysis, word) if own else None
    if actor is None or not _is_named(analysis, actor) or kind_of_name(analysis, actor) == "PER":
        return None
    return Allegation(word, actor, "claimed", "perpetrator", actor)


def _blamed(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X accused Y of ...", "X blamed Y for ...", "Y was blamed"."""
    passive = any(analysis.relation[child] == "nsubj:pass" for child in analysis.children[verb])
    subject, target = subject_of(analysis, verb), _object(analysis, verb)
    actor, speaker = (subject, _agent(analysis, verb)) if passive else (target, subject)
    if actor is None or analysis.best["part_of_speech"][actor] not in _NOUNS or analysis.lower[actor] in _ATTACKS:
        return None
    if kind_of_name(analysis, actor) == "PER":
        return None  # a person accused is the model's to judge: a trial is not an attack
    sponsor = any(analysis.lower[i] in _SPONSORING for i in subtree(analysis, verb) if i > verb)
    return Allegation(verb, actor, "blamed", "sponsor" if sponsor else "perpetrator", speaker)


def _sponsored(analysis: Analysis, word: int) -> Allegation | None:
    """ "Y-sponsored" said of an attack, "the attackers were backed by Y": blamed where somebody says so."""
    low, _ = analysis.bounds(word)
    if word - 2 >= low and analysis.lower[word - 1] in {"-", "–"}:
        actor: int | None = word - 2
        described = {analysis.lower[i] for i in (analysis.governor[word], subject_of(analysis, word)) if i and i >= 0}
        described |= {analysis.lower[i] for i in range(low, word)}
    else:
        actor = _agent(analysis, word)
        described = {analysis.lower[i] for i in range(low, word)} | {
            "it" for first, last, kind in analysis.names if kind == "ORG" and low <= first < word
        }
    if actor is None or not analysis.forms[actor][:1].isupper() or not described & _ATTACKS:
        return None
    speaker = _accuser(analysis, word)
    return Allegation(word, actor, "reported" if speaker is None else "blamed", "sponsor", speaker)


def _behind(analysis: Analysis, word: int) -> Allegation | None:
    """ "Y was behind the attacks", "behind the group stood Y": of a state, as sponsor."""
    low, high = analysis.bounds(word)
    near = analysis.lower[word + 1 : min(high, word + 5)]
    if not _ATTACKS & set(near):
        return None
    verb = next((i for i in range(max(low, word - 3), min(high, word + 7)) if analysis.lower[i] in _STANDING), None)
    if verb is None:
        return None
    actor: int | None
    if verb > word:  # "behind the group stood Y"
        actor = next((i for i in range(verb + 1, min(high, verb + 4)) if kind_of_name(analysis, i) is not None), None)
    else:
        actor = subject_of(analysis, verb) or subject_of(analysis, word)
    if actor is None or kind_of_name(analysis, actor) in {None, "PER"}:
        return None
    speaker = _accuser(analysis, verb)
    if speaker == actor:
        return None
    relation: Relation = "sponsor" if kind_of_name(analysis, actor) == "LOC" else "perpetrator"
    return Allegation(word, actor, "reported" if speaker is None else "blamed", relation, speaker)


_STANDING = frozenset("was were is are stood stands stand been be".split())


def _denied(analysis: Analysis, verb: int, blamed: set[str]) -> Allegation | None:
    """ "X denied the accusation", "X denied any Y role", "X denied that Y had a part": Y, or X itself."""
    subject = subject_of(analysis, verb)
    if subject is None:
        return None
    objects = [c for c in analysis.children[verb] if analysis.relation[c] in {"obj", "xcomp", "ccomp"}]
    charged = [c for c in objects if analysis.lower[c] in _CHARGES or analysis.relation[c] != "obj"]
    accused = _accused_in(analysis, verb, blamed)
    if not charged:
        return None
    if analysis.lower[subject] in {"we", "i"} or (
        analysis.best["part_of_speech"][subject] == "PRON" and accused is None
    ):
        return None
    return Allegation(verb, subject if accused is None else accused, "denied", "perpetrator", subject)


def _no_part(analysis: Analysis, word: int, blamed: set[str]) -> Allegation | None:
    """ "Y had no part in the attacks", "Y had nothing to do with them"."""
    if not any(tuple(analysis.lower[word : word + len(words)]) == words for words in _NOTHING):
        return None
    accused = _accused_in(analysis, word, blamed)
    if accused is None or any(analysis.lower[i] in _DENY for i in range(analysis.bounds(word)[0], word)):
        return None
    speaker = credited(analysis, word)
    return Allegation(word, accused, "denied", "perpetrator", accused if speaker is None else speaker)


def _accused_in(analysis: Analysis, word: int, blamed: set[str]) -> int | None:
    """The name in the sentence of `word` of somebody who was blamed before."""
    low, high = analysis.bounds(word)
    named = [i for i in range(low, high) if analysis.best["name"][i] != "O" and stem(analysis, i) in blamed]
    return min(named, key=lambda i: (abs(i - word), i), default=None)


def _accuser(analysis: Analysis, word: int) -> int | None:
    """Who is credited for what `word` says, else who names it so ("the army called them X-sponsored")."""
    speaker = credited(analysis, word)
    if speaker is not None:
        return speaker
    for verb in clauses_above(analysis, word):
        subject = subject_of(analysis, verb) if analysis.lower[verb] in _NAMING else None
        if subject is not None:
            return subject
    return None


_NAMING = frozenset("call calls called describe describes described term termed label labelled brand branded".split())


def _object(analysis: Analysis, verb: int) -> int | None:
    """The object of a verb, by the tree or as the noun phrase right behind it."""
    for child in analysis.children[verb]:
        if analysis.relation[child] == "obj":
            return child
    _, high = analysis.bounds(verb)
    for index in range(verb + 1, min(verb + 4, high)):
        part = analysis.best["part_of_speech"][index]
        if part in {"NOUN", "PROPN"}:
            return index
        if part not in {"DET", "ADJ", "PRON"}:
            return None
    return None


def _agent(analysis: Analysis, verb: int) -> int | None:
    """Whom a passive's "by" names."""
    for child in analysis.children[verb]:
        by = any(analysis.lower[case] == "by" for case in analysis.children[child])
        if analysis.relation[child] == "obl:agent" or (analysis.relation[child] == "obl" and by):
            return child
    return None


def _is_named(analysis: Analysis, word: int) -> bool:
    """Whether a word can stand for an actor: a noun, not a pronoun."""
    return analysis.best["part_of_speech"][word] in _NOUNS
