"""Accusing others of a deed by set phrases: to blame, to attribute, to be behind it, to sponsor."""

from __future__ import annotations

from tollbook.claims.claiming import Allegation, claimed_by, declared
from tollbook.claims.deeds import DEEDS, doer_of
from tollbook.claims.negation import is_denied, is_negated
from tollbook.claims.phrases import clauses_above, kind_of_name, subject_of, subtree
from tollbook.claims.sides import OWN
from tollbook.claims.speakers import credited
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import agent_of, head_between, is_named, noun_behind, object_of, subject_or_noun_before
from tollbook.model import Relation

BLAME = frozenset("blame blames blamed blaming accuse accuses accused accusing".split())
SPONSORED = frozenset("sponsored backed funded financed supported orchestrated masterminded instigated".split())
NAMING = frozenset("call calls called describe describes described term termed label labelled brand branded".split())


def blamed(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X accused Y of ...", "X blamed Y for ...", "Y was blamed"."""
    passive = any(analysis.relation[child] == "nsubj:pass" for child in analysis.children[verb])
    _, high = analysis.bounds(verb)
    behind = head_between(analysis, verb + 1, high)  # "accused Y of the attack": plainer than any tree
    subject, target = subject_or_noun_before(analysis, verb), object_of(analysis, verb) if behind is None else behind
    actor, speaker = (subject, agent_of(analysis, verb)) if passive else (target, subject)
    if actor is None or not is_named(analysis, actor) or analysis.lower[actor] in _ATTACKS:
        return None
    if kind_of_name(analysis, actor) == "PER":
        return None  # a person accused is the model's to judge: a trial is not an attack
    sponsor = any(analysis.forms[i] in _SPONSORING for i in subtree(analysis, verb) if i > verb)  # no name's "Support"
    return Allegation(verb, actor, "blamed", "sponsor" if sponsor else "perpetrator", speaker)


def held_responsible(analysis: Analysis, word: int) -> Allegation | None:
    """ "Z holds Y responsible"; else Y may say it of itself."""
    low, _ = analysis.bounds(word)
    holding = next((i for i in range(word - 1, max(low, word - 9) - 1, -1) if analysis.lower[i] in _HOLD), None)
    if holding is None:
        return declared(analysis, word)
    return _accused(analysis, holding, head_between(analysis, holding + 1, word))


def attributed(analysis: Analysis, verb: int) -> Allegation | None:
    """ "Z attributed the raid to Y"."""
    return _accused(analysis, verb, noun_behind(analysis, verb, "to"))


def laid_on(analysis: Analysis, word: int) -> Allegation | None:
    """ "Z put the blame on Y", "Z pointed the finger at Y", "Z laid it at the door of Y"."""
    low, _ = analysis.bounds(word)
    verb = next((i for i in range(word - 1, max(low, word - 7) - 1, -1) if analysis.lower[i] in _LAY), None)
    if verb is None:
        return None
    opener = {"blame": "on", "finger": "at", "fingers": "at", "door": "of"}[analysis.lower[word]]
    return _accused(analysis, verb, noun_behind(analysis, word, opener))


def work_of(analysis: Analysis, word: int) -> Allegation | None:
    """ "the grenade is the work of Y, Z said"."""
    actor = noun_behind(analysis, word, "of") if analysis.lower[word - 1 : word] == ["the"] else None
    violent = bool(_ATTACKS & set(analysis.lower[analysis.bounds(word)[0] : word]))
    if actor is None or not violent or kind_of_name(analysis, actor) == "PER":
        return None
    speaker = credited(analysis, word)
    return Allegation(word, actor, "reported" if speaker is None else "blamed", "perpetrator", speaker)


def sponsored(analysis: Analysis, word: int) -> Allegation | None:
    """ "Y-sponsored" said of an attack, "the attackers were backed by Y": blamed where somebody says so."""
    low, _ = analysis.bounds(word)
    if word - 2 >= low and analysis.lower[word - 1] in {"-", "–"}:
        actor: int | None = word - 2
        described = {analysis.lower[i] for i in (analysis.governor[word], subject_of(analysis, word)) if i and i >= 0}
        described |= {analysis.lower[i] for i in range(low, word)}
    else:
        actor = agent_of(analysis, word)
        described = {analysis.lower[i] for i in range(low, word)} | {
            "it" for first, last, kind in analysis.names if kind == "ORG" and low <= first < word
        }
    if actor is None or not analysis.forms[actor][:1].isupper() or not described & _ATTACKS:
        return None
    speaker = accuser(analysis, word)
    return Allegation(word, actor, "reported" if speaker is None else "blamed", "sponsor", speaker)


def behind(analysis: Analysis, word: int) -> Allegation | None:
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
        actor = subject_of(analysis, verb) or doer_of(analysis, word, low - 1)
    if is_denied(analysis, word):
        return None
    if actor is not None and analysis.lower[actor] in OWN and not is_negated(analysis, word):
        return claimed_by(analysis, word, credited(analysis, word), actor)
    if actor is None or kind_of_name(analysis, actor) in {None, "PER"} or is_negated(analysis, word):
        return None
    speaker = accuser(analysis, verb)
    if speaker == actor:
        return None
    relation: Relation = "sponsor" if kind_of_name(analysis, actor) == "LOC" else "perpetrator"
    return Allegation(word, actor, "reported" if speaker is None else "blamed", relation, speaker)


def accuser(analysis: Analysis, word: int) -> int | None:
    """Who is credited for what `word` says, else who names it so ("the army called them X-sponsored")."""
    speaker = credited(analysis, word)
    if speaker is not None:
        return speaker
    for verb in clauses_above(analysis, word):
        subject = subject_of(analysis, verb) if analysis.lower[verb] in NAMING else None
        if subject is not None:
            return subject
    return None


def _accused(analysis: Analysis, verb: int, actor: int | None) -> Allegation | None:
    """Whom the subject of a verb of accusing accuses."""
    if actor is None or not is_named(analysis, actor) or analysis.lower[actor] in _ATTACKS:
        return None
    return Allegation(verb, actor, "blamed", "perpetrator", subject_of(analysis, verb))


_ATTACKS = DEEDS | frozenset("attackers assailants militants insurgents group separatists them it".split())
_SPONSORING = SPONSORED | frozenset(
    """sponsor sponsors sponsoring back backs backing fund funds funding finance finances financing orchestrate
    orchestrating mastermind masterminding support supporting arm arming instigate instigating sponsorship""".split()
)
_HOLD = frozenset("hold holds held holding".split())
_LAY = frozenset(
    """put puts putting lay lays laid laying pin pins pinned pinning place places placed point points pointed pointing
    shift shifted""".split()
)
_STANDING = frozenset("was were is are stood stands stand been be".split())
