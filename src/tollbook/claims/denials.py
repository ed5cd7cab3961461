"""Denying a deed by set phrases: to deny a charge, to call it false, to have had no part in it."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.claims.accusing import NAMING, accuser
from tollbook.claims.claiming import Allegation
from tollbook.claims.deeds import CHARGES, DEEDS, deed_in, doer_of, tells_deed
from tollbook.claims.negation import DENYING, NEGATIONS, NOBODY, REJECT, is_negated, nobody_does
from tollbook.claims.phrases import kind_of_name, subject_of
from tollbook.claims.sides import FOR_OTHERS, HIMSELF, OWN, OWN_FORCES, SIDES, WATCHERS, principal_of
from tollbook.claims.speakers import credited
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import agent_of, head_between, is_named, noun_before, subject_or_noun_before

FALSE = frozenset(
    """fabricated fabrication fabrications baseless unfounded groundless false untrue ridiculous absurd illogical
    nonsense lies lie propaganda falsehood falsehoods invented concocted truth""".split()
)
"""What one calls an accusation."""
APART = frozenset("dissociated dissociates dissociate disassociated distanced distances distance".split())


def denied_charge(analysis: Analysis, verb: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X denied the accusation", "X denied any Y role", "X denied that Y had a part", "which X denied", "the charge
    was denied by X", "X called the charge absurd".
    """
    if analysis.best["part_of_speech"][verb] != "VERB" or nobody_does(analysis, verb):
        return None  # "neither confirmed nor denied"
    charge = next((c for c in analysis.children[verb] if analysis.relation[c] == "nsubj:pass"), None)
    speaker = _before_the_verb(analysis, verb) if charge is None else agent_of(analysis, verb)
    if speaker is not None and analysis.lower[speaker] in {"we", "i"}:
        speaker = credited(analysis, verb)
    if speaker is None or analysis.lower[speaker] in _JUDGES:
        return None
    if charge is None:
        denied, accused = _denied_behind(analysis, verb)
    else:
        deed = deed_in(analysis, charge + 1, verb)
        denied, accused = analysis.lower[charge] in CHARGES | _IT, deed and doer_of(analysis, deed, charge)
    accused = accused or _accused_in(analysis, verb, blamed)
    return _denial(analysis, verb, speaker, accused, blamed) if denied else None


def denies_harm(analysis: Analysis, verb: int) -> bool:
    """Whether a verb denies that harm was done, not who did it ("denied that anyone was killed")."""
    if verb < 0 or analysis.lower[verb] not in DENYING:
        return False
    deed = deed_in(analysis, verb + 1, analysis.bounds(verb)[1])
    return deed is not None and _is_suffered(analysis, deed)


def no_part(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "Y had no part in the attacks", "Y had nothing to do with them", "X said it had no hand in it"."""
    if not any(tuple(analysis.lower[word : word + len(words)]) == words for words in _NOTHING):
        return None
    if any(analysis.lower[i] in DENYING for i in range(analysis.bounds(word)[0], word)):
        return None
    accused, speaker = _accused_in(analysis, word, blamed), credited(analysis, word)
    doer = doer_of(analysis, word, analysis.bounds(word)[0] - 1)
    if doer is not None and doer != speaker and analysis.lower[doer] in SIDES:
        accused = doer
    if accused is None and speaker is not None and is_named(analysis, speaker):
        accused = _denier(analysis, speaker, None, blamed)
    if accused is None:
        return None
    return Allegation(word, accused, "denied", "perpetrator", accused if speaker is None else speaker)


def not_done(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X said that Y had not carried out the attack", "X said it was not behind it", "X's forces conducted no strikes,
    it said".
    """
    low, high = analysis.bounds(word)
    if analysis.lower[word] == "none":  # "none of its soldiers took part"
        deed = deed_in(analysis, word + 1, min(high, word + 8))
    elif analysis.lower[word] in NOBODY:
        deed = next((i for i in range(word - 1, max(low, word - 3), -1) if tells_deed(analysis, i)), None)
    else:
        deed = deed_in(analysis, word + 1, min(high, word + 7))
    if deed is None or any(form in DENYING for form in analysis.lower[low:word]):
        return None
    if _WISHING & set(analysis.lower[word + 1 : deed]):
        return None  # "we did not want anyone harmed" owns the deed
    speaker = credited(analysis, word)
    if speaker is None:
        return None
    accused = doer_of(analysis, deed, low - 1)
    if accused is not None and analysis.lower[accused] == "none":
        accused = _own_forces(analysis, accused)
    if accused is None:
        return None
    named = kind_of_name(analysis, accused) is not None or analysis.lower[accused] in SIDES | HIMSELF
    return _denial(analysis, word, speaker, accused, blamed) if named else None


def called_false(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X said the allegations against Y were fabricated", "there was no truth to the reports", "it is absurd to accuse
    Y".
    """
    low, high = analysis.bounds(word)
    if analysis.relation[word] == "amod" or any(form in DENYING for form in analysis.lower[low:word]):
        return None
    if analysis.lower[word] == "truth":
        if not NOBODY & set(analysis.lower[max(low, word - 2) : word]):
            return None
        charge: int | None = word
    else:
        accusing = _ACCUSATIONS | {"report", "reports", "claim", "claims", "criticism", "accuse"}
        near = (*range(word - 1, max(low, word - 14) - 1, -1), *range(word + 1, min(high, word + 4)))
        charge = next((i for i in near if analysis.lower[i] in accusing), None)
    if charge is None:
        return None
    speaker = _naming_it(analysis, word) or accuser(analysis, word)
    if speaker is None:
        return None
    deed = deed_in(analysis, charge + 1, word)
    accused = None if deed is None else doer_of(analysis, deed, charge)
    accused = accused or _target(analysis, charge - 1) or _accused_in(analysis, word, blamed)
    return _denial(analysis, word, speaker, accused, blamed)


def _naming_it(analysis: Analysis, word: int) -> int | None:
    """Who stands before the verb that gives a charge its name: "a charge that X called baseless", "dismissed as"."""
    low, _ = analysis.bounds(word)
    for verb in range(word - 1, max(low, word - 4), -1):
        if analysis.lower[verb] in NAMING | REJECT and analysis.lower[verb - 1 : verb] not in (["was"], ["were"]):
            return _before_the_verb(analysis, verb)
    return None


def _before_the_verb(analysis: Analysis, verb: int) -> int | None:
    """Who denies: the subject, but for a charge that a broken tree takes for it ("an allegation the army rejected")."""
    subject = subject_or_noun_before(analysis, verb)
    if subject is not None and analysis.lower[subject] in _ACCUSATIONS | {"claim", "claims"}:
        return noun_before(analysis, verb, max(subject, analysis.bounds(verb)[0] - 1))
    return subject


def not_its_own(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "the attack was not its doing, X insisted", "X dissociated its members from the attack"."""
    low, _ = analysis.bounds(word)
    if analysis.lower[word] in APART:
        speaker = subject_or_noun_before(analysis, word)
        mine = {"itself", "themselves", "its", "their", "himself"} & set(analysis.lower[word + 1 : word + 3])
        return _denial(analysis, word, speaker, None, blamed) if mine and speaker is not None else None
    near = analysis.lower[max(low, word - 4) : word]
    if near[-1:] not in (["its"], ["their"], ["our"], ["his"]) or not (NEGATIONS | {"none"}) & set(near):
        return None
    insisting = next((i for i in range(word - 1, low, -1) if analysis.lower[i].startswith("insist")), None)
    speaker = credited(analysis, word) if insisting is None else subject_or_noun_before(analysis, insisting)
    return None if speaker is None else _denial(analysis, word, speaker, None, blamed)


def not_guilty(analysis: Analysis, word: int) -> Allegation | None:
    """ "The accused pleaded not guilty"."""
    low, _ = analysis.bounds(word)
    verb = next((i for i in range(word - 1, max(low, word - 4), -1) if analysis.lower[i].startswith("plea")), None)
    if verb is None or not is_negated(analysis, word) or analysis.best["part_of_speech"][verb] == "NOUN":
        return None
    subject = subject_of(analysis, verb) or subject_or_noun_before(analysis, word)
    return None if subject is None else Allegation(verb, subject, "denied", "perpetrator", subject)


def _denied_behind(analysis: Analysis, verb: int) -> tuple[bool, int | None]:
    """Whether a charge or a deed is denied behind a verb of denying, and who is said to have done it; None where it is
    whoever speaks.
    """
    _, high = analysis.bounds(verb)
    charged, near = _is_charged(analysis, verb), set(analysis.lower[verb + 1 : verb + 4])
    if not charged and (analysis.lower[verb] in NAMING or (analysis.lower[verb] in REJECT and not CHARGES & near)):
        return False, None
    deed = None if analysis.lower[verb] in NAMING else deed_in(analysis, verb + 1, high)
    if deed is not None and _is_suffered(analysis, deed):
        return bool(_ACCUSATIONS & near), None  # "denied that anyone was killed"
    if deed is not None:
        return True, doer_of(analysis, deed, verb)
    forces = _own_forces(analysis, verb)
    return charged or forces is not None, forces or _target(analysis, verb)


def _is_charged(analysis: Analysis, verb: int) -> bool:
    """Whether what is denied is a charge or a deed, not a statement, a request or a bail."""
    low, high = analysis.bounds(verb)
    behind = {
        analysis.lower[i]
        for i in range(verb + 1, min(high, verb + 5))
        if not (analysis.relation[i].startswith("nsubj") and analysis.governor[i] != verb)
    }
    before = set(analysis.lower[max(low, verb - 6) : verb])
    if analysis.lower[verb] in NAMING:
        return bool(behind & _ACCUSATIONS)
    if analysis.lower[verb] in REJECT:
        return bool((before | behind) & _ACCUSATIONS)
    objects = {analysis.lower[c] for c in analysis.children[verb] if analysis.relation[c] in {"obj", "xcomp", "ccomp"}}
    at_once = verb + 2 < high and analysis.best["part_of_speech"][verb + 2] == "PUNCT"  # "denied it."
    object_is_it = bool(objects & _IT) or (at_once and analysis.lower[verb + 1] in _IT)
    return object_is_it or bool((objects | behind) & (CHARGES | DEEDS) or before & {"which", *_ACCUSATIONS})


def _own_forces(analysis: Analysis, verb: int) -> int | None:
    """Which of its own forces a speaker denies to do anything ("denied that any of its aircraft were in the area")."""
    _, high = analysis.bounds(verb)
    for index in range(verb + 2, min(high, verb + 8)):
        if analysis.lower[index] in OWN_FORCES and analysis.lower[index - 1] in OWN | {"his", "own"}:
            return None if analysis.relation[index] == "nsubj:pass" else index
    return None


def _is_suffered(analysis: Analysis, deed: int) -> bool:
    """Whether a deed is told without who did it ("denied that anyone was killed")."""
    passive = any(analysis.relation[child] == "nsubj:pass" for child in analysis.children[deed])
    return passive and agent_of(analysis, deed) is None


def _target(analysis: Analysis, word: int) -> int | None:
    """Whom an accusation is against: "the allegations against its forces", "to accuse Y of it"."""
    _, high = analysis.bounds(word)
    for index in range(word + 1, min(high, word + 6)):
        if analysis.lower[index] in {"against", "accuse", "accusing"}:
            start = index + 1 + (analysis.lower[index + 1 : index + 2] in (["its"], ["their"], ["his"]))
            return head_between(analysis, start, high)
    return None


def _denial(
    analysis: Analysis, word: int, speaker: int, accused: int | None, blamed: Sequence[int]
) -> Allegation | None:
    """What a speaker denies of the accused, or of its own side."""
    if accused is not None and analysis.lower[accused] in HIMSELF:
        accused = principal_of(analysis, speaker) or speaker
    actor = _denier(analysis, speaker, accused, blamed)
    return None if actor is None else Allegation(word, actor, "denied", "perpetrator", speaker)


def _denier(analysis: Analysis, subject: int, accused: int | None, blamed: Sequence[int]) -> int | None:
    """Whose part is denied: the accused's that the sentence names; the denier's own, if it is a named body; else that
    of the last accused before, or of whoever it is for whom an official speaks.
    """
    if accused is not None:
        return accused
    pronoun = analysis.best["part_of_speech"][subject] == "PRON"
    for_others = analysis.lower[subject] in _SPOKEN_THROUGH
    if pronoun or for_others:
        near = [actor for actor in blamed if analysis.sentence[subject] - analysis.sentence[actor] <= _ACCUSED_NEAR]
        if near:
            return near[-1]
    return principal_of(analysis, subject) or (None if for_others else subject)


def _accused_in(analysis: Analysis, word: int, blamed: Sequence[int]) -> int | None:
    """The name in the sentence of `word` of somebody who was blamed before."""
    low, high = analysis.bounds(word)
    stems = {_stem(analysis, actor) for actor in blamed if analysis.forms[actor][:1].isupper()}
    named = [i for i in range(low, high) if analysis.best["name"][i] != "O" and _stem(analysis, i) in stems]
    return min(named, key=lambda i: (abs(i - word), i), default=None)


def _stem(analysis: Analysis, word: int) -> str:
    """The first letters of a name: "India" and "Indian" share them."""
    return analysis.lower[word][:4]


_ACCUSATIONS = frozenset("""accusation accusations allegation allegations charge charges version slander""".split())
_IT = frozenset("this that it them they which".split())
_JUDGES = frozenset("judge court tribunal jury magistrate prosecutor prosecutors".split())
"""Who dismisses a charge without denying it."""
_NOTHING = (("no", "part"), ("no", "role"), ("no", "hand"), ("no", "involvement"), ("nothing", "to", "do"))
_SPOKEN_THROUGH = FOR_OTHERS | WATCHERS - {"ministry", "office", "mission", "committee", "agency"}
_WISHING = frozenset("want wanted wish mean intend know see expect hope think".split())
_ACCUSED_NEAR = 3
"""Sentences after which an accusation is no longer what "this" denies."""
