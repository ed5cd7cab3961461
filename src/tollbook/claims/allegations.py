"""Responsibility by set phrases of English: to claim an attack, to blame, to sponsor, to deny.

They are rare in any training set and leave no doubt, so they are read by rule beside the model. Each rule starts from
one word, takes its arguments from the tree, and gives who did it, the stance, the relation and the head of the speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
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
_VIOLENT = frozenset(
    """killed attacked shelled bombed bombarded pounded targeted struck stormed ambushed abducted kidnapped raided
    executed beheaded massacred assassinated fired shot clashed destroyed eliminated liquidated neutralised neutralized
    hit detained captured""".split()
)
"""Verbs of violence that need no object to be known for one."""
_OWN_FORCES = frozenset(
    """forces force troops soldiers men fighters aircraft warplanes jets artillery units unit planes helicopters drones
    brothers commandos snipers army police officers wing guards gunners missiles""".split()
)
"""What one has for doing it ("its men had struck a base")."""
_BODIES = frozenset(
    """group militia militias coalition brigade brigades front army movement organisation organization command rebels
    insurgents militants military alliance regiment column council""".split()
)
_WATCHERS = frozenset(
    """observatory monitor monitors network agency hospital hospitals witness witnesses resident residents activist
    activists source sources official officials reporter correspondent report reports media television radio newspaper
    mission committee ministry office""".split()
)
"""Those who tell of other people's deeds."""
_FOR_OTHERS = frozenset(
    """spokesman spokeswoman spokesperson minister ministry official officials source sources commander officer governor
    government administration lawyer lawyers mother father family embassy consulate authorities""".split()
)
"""Those who deny for somebody else."""
_ACCUSED_NEAR = 3
"""Sentences after which an accusation is no longer what "this" denies."""
_HOLD = frozenset("hold holds held holding".split())
_LAY = frozenset(
    """put puts putting lay lays laid laying pin pins pinned pinning place places placed point points pointed pointing
    shift shifted""".split()
)
_ACCUSATIONS = frozenset("""accusation accusations allegation allegations charge charges version slander""".split())
_CHARGES = frozenset(
    """accusation accusations allegation allegations charge charges claim claims involvement responsibility role link
    links blame suggestion suggestions assertion assertions hand part complicity this that it them report reports
    version""".split()
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


def allegations_in(analysis: Analysis, suspects: Collection[int] = ()) -> Iterator[Allegation]:
    """Every set phrase of responsibility, in text order of the words that the rules start from. `suspects` are words
    for actors that are known to be blamed: a denial speaks of the last one before it.
    """
    blamed = list(suspects)
    for word, form in enumerate(analysis.lower):
        found = _at(analysis, word, form, [actor for actor in blamed if actor < word])
        if found is not None:
            if found.stance in {"blamed", "reported"} and found.actor is not None:
                blamed.append(found.actor)
            yield found


def stem(analysis: Analysis, word: int) -> str:
    """The first letters of a name: "India" and "Indian" share them."""
    return analysis.lower[word][:4]


def _at(analysis: Analysis, word: int, form: str, blamed: Sequence[int]) -> Allegation | None:
    """What the set phrase that starts from a word says; None where none does."""
    for forms, rule in _RULES:
        if form in forms:
            found = rule(analysis, word)
            if found is not None:
                return found
    if form in _DENY or (form in _NAMING and _object_in(analysis, word, _ACCUSATIONS)):
        return _denied(analysis, word, blamed)
    if form in {"no", "nothing"}:
        return _no_part(analysis, word, blamed)
    return _not_guilty(analysis, word) if form == "guilty" else None


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
    """ "X declared itself responsible", "X said it was responsible"; "Z holds Y responsible"."""
    low, _ = analysis.bounds(word)
    holding = next((i for i in range(word - 1, max(low, word - 9) - 1, -1) if analysis.lower[i] in _HOLD), None)
    if holding is not None:
        return _accused(analysis, holding, _head_between(analysis, holding + 1, word))
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
    if target is None or analysis.lower[target] not in _ATTACKS:
        return None
    low, _ = analysis.bounds(verb)
    if _NOBODY & set(analysis.lower[max(low, verb - 6) : verb]):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    if actor is None or not _is_named(analysis, actor):
        return None
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


def _own_deed(analysis: Analysis, word: int) -> Allegation | None:
    """ "X said that it had carried out the attacks", "X said its men had struck a base", "the attacks were its work, X
    said".
    """
    if analysis.lower[word] == "work":
        if word > 0 and analysis.lower[word - 1] in {"its", "their", "our"}:
            return _claimed_by(analysis, word, credited(analysis, word))
        return None
    subject = subject_of(analysis, word)
    if subject is None or analysis.best["part_of_speech"][word] != "VERB" or not _is_violent(analysis, word):
        return None
    first = {analysis.lower[i] for i in subtree(analysis, subject)[:3]}
    if not first & _OWN:
        return None
    speaker = credited(analysis, word)
    if analysis.lower[subject] in _OWN:
        return _claimed_by(analysis, word, speaker)
    named = speaker is not None and analysis.lower[subject] in _OWN_FORCES
    return Allegation(word, subject, "claimed", "perpetrator", speaker) if named else None


def _claimed_by(analysis: Analysis, word: int, actor: int | None) -> Allegation | None:
    """A deed that its doer tells: a body or a force, no person and nobody who only watches."""
    if actor is None or analysis.lower[actor] in _WATCHERS:
        return None
    acts = kind_of_name(analysis, actor) in {"ORG", "LOC", "MISC"} or analysis.lower[actor] in _OWN_FORCES | _BODIES
    return Allegation(word, actor, "claimed", "perpetrator", actor) if acts else None


def _is_violent(analysis: Analysis, verb: int) -> bool:
    """Whether a verb tells of violence by itself, or with its object ("carried out the attack")."""
    form = analysis.lower[verb]
    if form in _VIOLENT:
        return True
    if form not in _CARRY_OUT:
        return False
    target = _object(analysis, verb)
    return target is not None and analysis.lower[target] in _ATTACKS


def _blamed(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X accused Y of ...", "X blamed Y for ...", "Y was blamed"."""
    passive = any(analysis.relation[child] == "nsubj:pass" for child in analysis.children[verb])
    subject, target = _subject_or_noun_before(analysis, verb), _object(analysis, verb)
    actor, speaker = (subject, _agent(analysis, verb)) if passive else (target, subject)
    if actor is None or analysis.best["part_of_speech"][actor] not in _NOUNS or analysis.lower[actor] in _ATTACKS:
        return None
    if kind_of_name(analysis, actor) == "PER":
        return None  # a person accused is the model's to judge: a trial is not an attack
    sponsor = any(analysis.lower[i] in _SPONSORING for i in subtree(analysis, verb) if i > verb)
    return Allegation(verb, actor, "blamed", "sponsor" if sponsor else "perpetrator", speaker)


def _subject_or_noun_before(analysis: Analysis, verb: int) -> int | None:
    """The subject of a verb by the tree, else the noun right before it and its auxiliaries."""
    subject = subject_of(analysis, verb)
    index = verb - 1
    while subject is None and index > analysis.bounds(verb)[0] and analysis.best["part_of_speech"][index] == "AUX":
        index -= 1
    if subject is None and analysis.best["part_of_speech"][index] in {"NOUN", "PROPN"}:
        subject = index
    return subject


def _attributed(analysis: Analysis, verb: int) -> Allegation | None:
    """ "Z attributed the raid to Y"."""
    return _accused(analysis, verb, _noun_behind(analysis, verb, "to"))


def _laid_on(analysis: Analysis, word: int) -> Allegation | None:
    """ "Z put the blame on Y", "Z pointed the finger at Y", "Z laid it at the door of Y"."""
    low, _ = analysis.bounds(word)
    verb = next((i for i in range(word - 1, max(low, word - 7) - 1, -1) if analysis.lower[i] in _LAY), None)
    if verb is None:
        return None
    opener = {"blame": "on", "finger": "at", "fingers": "at", "door": "of"}[analysis.lower[word]]
    return _accused(analysis, verb, _noun_behind(analysis, word, opener))


def _work_of(analysis: Analysis, word: int) -> Allegation | None:
    """ "the grenade is the work of Y, Z said"."""
    actor = _noun_behind(analysis, word, "of") if analysis.lower[word - 1 : word] == ["the"] else None
    violent = bool(_ATTACKS & set(analysis.lower[analysis.bounds(word)[0] : word]))
    if actor is None or not violent or kind_of_name(analysis, actor) == "PER":
        return None
    speaker = credited(analysis, word)
    return Allegation(word, actor, "reported" if speaker is None else "blamed", "perpetrator", speaker)


def _accused(analysis: Analysis, verb: int, actor: int | None) -> Allegation | None:
    """Whom the subject of a verb of accusing accuses."""
    if actor is None or analysis.best["part_of_speech"][actor] not in _NOUNS or analysis.lower[actor] in _ATTACKS:
        return None
    return Allegation(verb, actor, "blamed", "perpetrator", subject_of(analysis, verb))


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


def _denied(analysis: Analysis, verb: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X denied the accusation", "X denied any Y role", "X denied that Y had a part", "X called the charge absurd"."""
    subject = subject_of(analysis, verb)
    if subject is not None and analysis.lower[subject] in {"which", "who", "that"}:
        behind = subject - 1 - (analysis.lower[subject - 1] == ",")
        subject = behind if analysis.best["part_of_speech"][behind] in {"NOUN", "PROPN"} else None
    if subject is None or analysis.lower[subject] in {"we", "i"}:
        return None
    objects = [c for c in analysis.children[verb] if analysis.relation[c] in {"obj", "xcomp", "ccomp"}]
    charged = any(analysis.lower[c] in _CHARGES or analysis.relation[c] != "obj" for c in objects)
    if not charged and not _object_in(analysis, verb, _ACCUSATIONS):
        return None
    actor = _denier(analysis, subject, _accused_in(analysis, verb, blamed), blamed)
    return None if actor is None else Allegation(verb, actor, "denied", "perpetrator", subject)


def _denier(analysis: Analysis, subject: int, accused: int | None, blamed: Sequence[int]) -> int | None:
    """Whose part is denied: the accused's that the sentence names; the denier's own, if it is a named body; else that
    of the last accused before, for whom an official speaks.
    """
    if accused is not None:
        return accused
    if analysis.lower[subject] in _FOR_OTHERS or analysis.best["part_of_speech"][subject] == "PRON":
        near = [actor for actor in blamed if analysis.sentence[subject] - analysis.sentence[actor] <= _ACCUSED_NEAR]
        return near[-1] if near else None
    return subject


def _not_guilty(analysis: Analysis, word: int) -> Allegation | None:
    """ "The accused pleaded not guilty"."""
    for verb in clauses_above(analysis, word):
        subject = subject_of(analysis, verb)
        if analysis.lower[verb] in {"pleaded", "plead", "pleads", "pled"} and subject is not None:
            return Allegation(word, subject, "denied", "perpetrator", subject)
    return None


def _no_part(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "Y had no part in the attacks", "Y had nothing to do with them", "X said it had no hand in it"."""
    if not any(tuple(analysis.lower[word : word + len(words)]) == words for words in _NOTHING):
        return None
    if any(analysis.lower[i] in _DENY for i in range(analysis.bounds(word)[0], word)):
        return None
    accused, speaker = _accused_in(analysis, word, blamed), credited(analysis, word)
    if accused is None and speaker is not None and _is_named(analysis, speaker):
        accused = _denier(analysis, speaker, None, blamed)
    if accused is None:
        return None
    return Allegation(word, accused, "denied", "perpetrator", accused if speaker is None else speaker)


def _accused_in(analysis: Analysis, word: int, blamed: Sequence[int]) -> int | None:
    """The name in the sentence of `word` of somebody who was blamed before."""
    low, high = analysis.bounds(word)
    stems = {stem(analysis, actor) for actor in blamed if analysis.forms[actor][:1].isupper()}
    named = [i for i in range(low, high) if analysis.best["name"][i] != "O" and stem(analysis, i) in stems]
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


def _object_in(analysis: Analysis, verb: int, nouns: frozenset[str]) -> bool:
    """Whether one of `nouns` stands right behind a verb, as its object does."""
    return bool(nouns & set(analysis.lower[verb + 1 : verb + 5]))


def _noun_behind(analysis: Analysis, word: int, opener: str) -> int | None:
    """The head of the noun phrase that the next `opener` behind a word leads ("to the Example Front")."""
    _, high = analysis.bounds(word)
    for index in range(word + 1, min(high, word + 9)):
        if analysis.lower[index] == opener:
            return _head_between(analysis, index + 1, high)
    return None


def _head_between(analysis: Analysis, start: int, stop: int) -> int | None:
    """The head of the noun phrase that begins at `start`."""
    head = None
    for index in range(start, stop):
        part = analysis.best["part_of_speech"][index]
        if part in {"NOUN", "PROPN"}:
            head = index
        elif part not in {"DET", "ADJ", "NUM"} and analysis.lower[index] not in {"'s", "’s", "-", '"', "“"}:
            break
    return head


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


_RULES: tuple[tuple[frozenset[str], Callable[[Analysis, int], Allegation | None]], ...] = (
    (frozenset({"responsibility"}), _responsibility),
    (frozenset({"responsible"}), _declared),
    (_CLAIM, _claimed_attack),
    (_CARRY_OUT | _VIOLENT | {"work"}, _own_deed),
    (frozenset({"work", "handiwork"}), _work_of),
    (_BLAME, _blamed),
    (frozenset("attribute attributes attributed".split()), _attributed),
    (frozenset("blame finger fingers door".split()), _laid_on),
    (_SPONSORED, _sponsored),
    (frozenset({"behind"}), _behind),
)
"""The words that each rule starts from; of several that start from one word the first that fits stands."""
