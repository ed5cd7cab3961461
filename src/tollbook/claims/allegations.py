"""Responsibility by set phrases of English: to claim an attack, to blame, to sponsor, to deny.

They are rare in any training set and leave no doubt, so they are read by rule beside the model. Each rule starts from
one word, takes its arguments from the tree, and gives who did it, the stance, the relation and the head of the speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from tollbook.claims.phrases import clauses_above, kind_of_name, noun_phrase, subject_of, subtree
from tollbook.claims.speakers import credited, says, speaker_at
from tollbook.claims.tagger import Analysis
from tollbook.model import Relation, Stance


class Allegation(NamedTuple):
    """`actor` is the head word of who did it, None where nobody claimed; `word` the word that the rule started from."""

    word: int
    actor: int | None
    stance: Stance
    relation: Relation
    speaker: int | None


def _conjugated(verbs: str) -> frozenset[str]:
    """Every form of regular verbs: "raid" gives raid, raids, raided and raiding."""
    forms: set[str] = set()
    for verb in verbs.split():
        stem = verb.removesuffix("e")
        third, past = verb + ("es" if verb.endswith(("sh", "ss")) else "s"), stem + "ed"
        if verb.endswith(("ry", "ny")):
            third, past = verb[:-1] + "ies", verb[:-1] + "ied"
        forms |= {verb, third, past, stem + "ing"}
    return frozenset(forms)


_CLAIM_IT = _conjugated("claim adopt")
_CLAIM = _CLAIM_IT | frozenset("took takes take taken taking accept accepted accepts assumed admitted".split())
_ADMIT = _conjugated("claim acknowledge confess boast") | frozenset("admit admits admitted admitting owned".split())
_CARRY_OUT = _conjugated("carry conduct stage launch mount execute perpetrate plant detonate renew start") | frozenset(
    "did done begin begins began begun".split()
)
_OWN = frozenset("it they we its their our".split())
_HIMSELF = _OWN | frozenset("he she i his itself themselves himself".split())
_BLAME = frozenset("blame blames blamed blaming accuse accuses accused accusing".split())
_SPONSORED = frozenset("sponsored backed funded financed supported orchestrated masterminded instigated".split())
_SPONSORING = _SPONSORED | frozenset(
    """sponsor sponsors sponsoring back backs backing fund funds funding finance finances financing orchestrate
    orchestrating mastermind masterminding support supporting arm arming instigate instigating sponsorship""".split()
)
_DENY = _conjugated("deny")
_REJECT = _conjugated("reject refute dispute") | frozenset("dismiss dismisses dismissed dismissing".split())
"""What one does with an accusation, but also with much else."""
_DENYING = _DENY | _REJECT
_FALSE = frozenset(
    """fabricated fabrication fabrications baseless unfounded groundless false untrue ridiculous absurd illogical
    nonsense lies lie propaganda falsehood falsehoods invented concocted truth""".split()
)
"""What one calls an accusation."""
_NEGATIONS = frozenset("not n't n’t never".split())
_JUDGES = frozenset("judge court tribunal jury magistrate prosecutor prosecutors".split())
"""Who dismisses a charge without denying it."""
_VIOLENT = _conjugated(
    """kill attack shell bomb bombard pound target storm ambush abduct raid behead massacre assassinate fire clash
    destroy eliminate liquidate neutralise neutralize murder torture wound injure harm rape stab strafe lynch hang
    torch burn slaughter annihilate demolish sabotage"""
) | frozenset(
    """struck strike strikes striking kidnap kidnaps kidnapped kidnapping shot shoot shoots shooting hit hits hitting
    executed executing downed downing hurt sank sunk detained captured""".split()
)
"""Verbs of violence that need no object to be known for one."""
_TAKEN_ALIVE = frozenset("detained captured".split())
_OPENING = _conjugated("open")
_TAKING = frozenset("take took taken taking play played playing".split())
_IN_IT = frozenset("behind responsible involved complicit blame participate participated".split())
"""What one says that one is, or is not, of a deed."""
_USE = _conjugated("use deploy") | frozenset("drop drops dropped dropping".split())
_WEAPONS = frozenset(
    """weapon weapons gas gases sarin chlorine bomb bombs device devices munitions phosphorus agent agents missiles
    rocket rockets salvo shells napalm mines explosives""".split()
)
_OWN_FORCES = frozenset(
    """forces force troops soldiers men fighters aircraft warplanes jets artillery units unit planes bombers
    garrison airstrikes helicopters drones columns guns batteries brothers commandos snipers army police officers
    wing guards gunners missiles""".split()
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
_SPOKEN_THROUGH = _FOR_OTHERS | _WATCHERS - {"ministry", "office", "mission", "committee", "agency"}
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
    links blame suggestion suggestions assertion assertions hand part complicity use report reports version""".split()
)
_IT = frozenset("this that it them they which".split())
_DEEDS = frozenset(
    """attack attacks assault assaults bombing bombings blast blasts explosion explosions violence terrorism strike
    strikes raid raids killing killings shooting shootings massacre massacres ambush ambushes offensive insurgency
    unrest operation operations bloodshed wave spree campaign beheading beheadings execution executions abduction
    abductions kidnapping kidnappings murder murders bombardment shelling airstrike airstrikes genocide atrocities
    crime crimes assassination downing sorties""".split()
)
_ATTACKS = _DEEDS | frozenset("attackers assailants militants insurgents group separatists them it".split())
_NOTHING = (("no", "part"), ("no", "role"), ("no", "hand"), ("no", "involvement"), ("nothing", "to", "do"))
_NOBODY = frozenset("no nobody none neither nor without".split())
_NOUNS = frozenset("NOUN PROPN ADJ".split())


def allegations_in(analysis: Analysis, suspects: Collection[int] = ()) -> Iterator[Allegation]:
    """Every set phrase of responsibility, in text order of the words that the rules start from. `suspects` are words
    for actors that are known to be blamed: a denial speaks of the last one before it.
    """
    blamed = list(suspects)
    for word, form in enumerate(analysis.lower):
        if form not in _STARTING:
            continue
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
    for forms, denial in _DENIALS:
        if form in forms:
            found = denial(analysis, word, blamed)
            if found is not None:
                return found
    return None


def _responsibility(analysis: Analysis, word: int) -> Allegation | None:
    """ "X claimed responsibility", "responsibility was claimed by X", "no claim of responsibility"."""
    low, high = analysis.bounds(word)
    verb = next((i for i in range(max(low, word - 4), min(high, word + 8)) if analysis.lower[i] in _CLAIM), None)
    if verb is None:
        return None
    if _nobody_does(analysis, verb):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    actor = (_agent(analysis, verb) if verb > word else None) or _subject_or_noun_before(analysis, verb)
    if actor is None or actor == word or not _is_named(analysis, actor):
        groups = [last - 1 for first, last, kind in analysis.names if kind == "ORG" and low <= first and last <= verb]
        if not groups:
            return None
        actor = groups[-1]
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


def _nobody_does(analysis: Analysis, verb: int) -> bool:
    """Whether a claiming is none: "no group has claimed", "it has not claimed", "without anyone claiming"."""
    low, _ = analysis.bounds(verb)
    if any(analysis.lower[child] in _NEGATIONS for child in analysis.children[verb]):
        return True
    if _agent(analysis, verb) is not None:
        return False
    subject = subject_of(analysis, verb) or low
    for index in range(verb - 1, max(low, verb - 10) - 1, -1):
        form = analysis.lower[index]
        if form in _NOBODY or (form in _NEGATIONS and verb - index <= 3):
            return True
        if form in _BREAKS | {"which", "who"} or (form == "," and (index < subject or verb - index > 6)):
            return False
    return False


def _unclaimed(analysis: Analysis, word: int) -> Allegation | None:
    """ "the attack went unclaimed", "there was no claim"."""
    low, high = analysis.bounds(word)
    if analysis.lower[word] == "unclaimed":
        unclaimed = bool(_DEEDS & set(analysis.lower[low:high]))
    else:
        none = {"no", "without"} & set(analysis.lower[max(low, word - 4) : word])
        of_what = analysis.lower[word + 1 : word + 2] in (["to"], ["on"], ["that"], ["of"])  # "no claim to the land"
        unclaimed = bool(none) and not of_what and analysis.best["part_of_speech"][word] == "NOUN"
    return Allegation(word, None, "unclaimed", "perpetrator", None) if unclaimed else None


def _declared(analysis: Analysis, word: int) -> Allegation | None:
    """ "X declared itself responsible", "X said it was responsible"; "Z holds Y responsible"."""
    low, _ = analysis.bounds(word)
    holding = next((i for i in range(word - 1, max(low, word - 9) - 1, -1) if analysis.lower[i] in _HOLD), None)
    if holding is not None:
        return _accused(analysis, holding, _head_between(analysis, holding + 1, word))
    before = _noun_before(analysis, word, low - 1)
    itself = before is not None and "AUX" not in analysis.best["part_of_speech"][before:word]
    own = before is not None and analysis.lower[before] in ({"itself", "themselves"} if itself else {"it", "they"})
    if not own or _is_negated(analysis, word) or _is_denied(analysis, word):
        return None
    for verb in clauses_above(analysis, word):
        actor = subject_of(analysis, verb)
        if actor is not None and _is_named(analysis, actor) and analysis.lower[actor] not in _WATCHERS | _FOR_OTHERS:
            return Allegation(word, actor, "claimed", "perpetrator", actor)
    return None


def _claimed_attack(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X claimed the attacks", "the attack, claimed by X", "no group has adopted the attack"."""
    low, high = analysis.bounds(verb)
    target, actor, agent = _object(analysis, verb), _subject_or_noun_before(analysis, verb), _agent(analysis, verb)
    if (actor is not None and analysis.relation[actor] == "nsubj:pass") or (agent is not None and target is None):
        target = actor or _noun_before(analysis, verb - (analysis.lower[verb - 1] == ","), low - 1)
        actor = agent
    if target is None or analysis.lower[target] not in _DEEDS | {"it", "them"}:
        return None
    if verb < target < high - 1 and analysis.best["part_of_speech"][target + 1] in {"AUX", "VERB"}:
        return None  # "X claims the operation was a success"
    if _nobody_does(analysis, verb):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    if actor is not None and analysis.lower[actor] in _TIDINGS:  # "X released a video claiming the attack"
        actor = _subject_or_noun_before(analysis, analysis.governor[actor])
    if actor is None or not _is_named(analysis, actor):
        return None
    return Allegation(verb, actor, "claimed", "perpetrator", actor)


_TIDINGS = frozenset("video statement message communique recording audio post".split())
"""In what a claim is made."""


def _admitted(analysis: Analysis, verb: int) -> Allegation | None:
    """ "X admitted killing Z", "X claimed to have executed Z", "X boasted of the attack"."""
    _, high = analysis.bounds(verb)
    if analysis.best["part_of_speech"][verb] != "VERB":
        return None
    deed = _deed_in(analysis, verb + 1, min(high, verb + 6))
    if deed is None:
        near = analysis.lower[verb + 1 : min(high, verb + 5)]
        itself, done = True, analysis.lower[verb] not in _CLAIM_IT and bool(_DEEDS & set(near))
    else:
        itself = analysis.lower[verb + 1] in {"to", "having"} or analysis.lower[deed].endswith("ing")
        done = itself or analysis.lower[_doer(analysis, deed, verb) or verb] in _OWN
    if not done:
        return None
    if _nobody_does(analysis, verb):
        return Allegation(verb, None, "unclaimed", "perpetrator", None)
    actor = _subject_or_noun_before(analysis, verb)
    if actor is None or analysis.lower[actor] in _OWN | _WATCHERS | _FOR_OTHERS:
        return None
    others = not itself and analysis.lower[actor] in _HIMSELF  # "he claimed they were responsible"
    return None if others else Allegation(verb, actor, "claimed", "perpetrator", actor)


def _own_deed(analysis: Analysis, word: int) -> Allegation | None:
    """ "X said that it had carried out the attacks", "X said its men had struck a base", "the attacks were its work, X
    said", "the army said army units killed 20".
    """
    if analysis.lower[word] == "work":
        if word > 0 and analysis.lower[word - 1] in {"its", "their", "our"}:
            return _claimed_by(analysis, word, credited(analysis, word))
        return None
    subject = _subject_or_noun_before(analysis, word)
    if subject is not None and analysis.relation[subject] == "nsubj:pass":
        subject = _agent(analysis, word)
    elif analysis.relation[word] == "acl":  # "the number of militants killed"
        subject = subject_of(analysis, word)
    if subject is None or analysis.best["part_of_speech"][word] != "VERB" or not _is_violent(analysis, word):
        return None
    if analysis.lower[subject - 1] in _SUBORDINATING or _PLANNING & set(analysis.lower[max(0, word - 3) : word]):
        return None  # "whether it struck", "since it captured the town", "it would strike again"
    if _is_negated(analysis, word) or _is_denied(analysis, word):
        return None
    speaker = credited(analysis, word)
    own = frozenset({"we", "our"}) if _is_quoted(analysis, word) else _OWN | {"his"}
    if analysis.lower[subject] in own:
        return _claimed_by(analysis, word, speaker, subject)
    if speaker is None or speaker == subject:
        return None
    reach = subject + 3 * (analysis.lower[subject + 1 : subject + 2] == ["of"])  # "one of its fighters"
    words = [analysis.lower[i] for i in subtree(analysis, subject) if i <= reach]
    if own & set(words[:5]) and _OWN_FORCES & set(words):
        whole = _claimed_by(analysis, word, speaker)
        return whole or Allegation(word, subject, "claimed", "perpetrator", speaker)
    told = _is_body(analysis, subject) and _speaks_for(analysis, speaker, subject)
    return Allegation(word, subject, "claimed", "perpetrator", speaker) if told else None


_SUBORDINATING = frozenset("whether if since after before when as".split())
_PLANNING = frozenset("will would could might may can should must to".split())


def _is_quoted(analysis: Analysis, word: int) -> bool:
    """Whether a word stands in a quotation, where "they" are others."""
    return any(first < analysis.words[word][0] < last for first, last in analysis.quotations)


def _claimed_by(analysis: Analysis, word: int, actor: int | None, doer: int | None = None) -> Allegation | None:
    """A deed that its doer tells: a body or a force, or for whom its spokesman speaks; no person and nobody who only
    watches. `doer` is the pronoun by which the teller means itself: "it" is no person.
    """
    if actor is None or analysis.lower[actor] in _WATCHERS:
        return None
    if _NOBODY & set(_phrase(analysis, actor)):
        return Allegation(word, None, "unclaimed", "perpetrator", None)
    if not _acts(analysis, actor):
        named = doer is not None and analysis.lower[doer] == "it" and analysis.best["part_of_speech"][actor] == "PROPN"
        principal = actor if named else _principal(analysis, actor)
        return None if principal is None else Allegation(word, principal, "claimed", "perpetrator", actor)
    return Allegation(word, actor, "claimed", "perpetrator", actor)


def _acts(analysis: Analysis, word: int) -> bool:
    """Whether a word is a body or a force, by its name or by what it is called."""
    return kind_of_name(analysis, word) in {"ORG", "LOC", "MISC"} or analysis.lower[word] in _OWN_FORCES | _BODIES


def _speaks_for(analysis: Analysis, speaker: int, actor: int) -> bool:
    """Whether a speaker tells of its own side: "police said police fired", "the Pentagon said U.S. troops", "a military
    source said army units".
    """
    telling, doing = _phrase(analysis, speaker), _phrase(analysis, actor)
    known = speaker_at(analysis, speaker)
    if known is not None and known.name is not None:
        telling += known.name.lower().split()
    if not (_OFFICIAL & set(telling) or kind_of_name(analysis, speaker) == "LOC") or _OPPOSED & set(telling):
        return False
    seats = {name for form in telling for name in _SEATS.get(form, ())}
    named = {analysis.lower[i][:4] for i in range(*noun_phrase(analysis, actor)) if _is_proper(analysis, i)}
    if named:
        return bool(named & ({form[:4] for form in telling} | seats))
    own = set(doing) & set(telling) & (_OFFICIAL | _BODIES)
    return bool(own) or (bool(_ARMED & set(telling)) and bool(_OWN_FORCES & set(doing)))


def _phrase(analysis: Analysis, head: int) -> list[str]:
    """The words of a noun phrase, and of the place behind it ("the ministry in Moscow")."""
    first, last = noun_phrase(analysis, head)
    return analysis.lower[first : last + 2 * (analysis.lower[last : last + 1] == ["in"])]


def _is_proper(analysis: Analysis, word: int) -> bool:
    """Whether a word is part of a name, or written as one inside a sentence."""
    inside = word > analysis.bounds(word)[0] and analysis.forms[word][:1].isupper()
    return analysis.best["name"][word] != "O" or (inside and analysis.best["part_of_speech"][word] == "PROPN")


_ARMED = frozenset("army military defence defense pentagon communique communiqué police".split())
_OFFICIAL = _ARMED | frozenset(
    """government ministry minister president official coalition spokesman spokeswoman state navy kremlin
    affiliated""".split()
)
_OPPOSED = frozenset("opposition rebel rebels revolution revolutionary human rights activist activists civil".split())
_SEATS = {
    "pentagon": ("us", "u.s.", "amer", "unit"),
    "washington": ("us", "u.s.", "amer", "unit"),
    "moscow": ("russ",),
    "kremlin": ("russ",),
    "ankara": ("turk",),
    "jerusalem": ("isra",),
    "tehran": ("iran",),
    "kyiv": ("ukra",),
    "damascus": ("syri",),
    "riyadh": ("saud",),
}
"""Seats of government, and how the names begin of those for whom they speak."""


def _is_violent(analysis: Analysis, verb: int) -> bool:
    """Whether a verb tells of violence by itself, or with its object ("carried out the attack")."""
    form = analysis.lower[verb]
    if form in _VIOLENT:
        return True
    if form not in _CARRY_OUT:
        return False
    done = {_object(analysis, verb), *(c for c in analysis.children[verb] if analysis.relation[c] == "nsubj:pass")}
    near = {*analysis.lower[verb + 1 : verb + 6], *(analysis.lower[target] for target in done if target is not None)}
    return bool(near & (_DEEDS | _WEAPONS))


def _tells_deed(analysis: Analysis, word: int) -> bool:
    """Whether a word tells of violence as a verb ("shelled", "used chemical weapons"), or of having a part in it."""
    if analysis.best["part_of_speech"][word] == "VERB":
        used = analysis.lower[word] in _USE and _WEAPONS & set(analysis.lower[word + 1 : word + 6])
        if used or (_is_violent(analysis, word) and analysis.lower[word] not in _TAKEN_ALIVE):
            return True
    before = set(analysis.lower[max(0, word - 2) : word])
    if analysis.lower[word] == "part":
        return bool(before & _TAKING)
    return analysis.lower[word] in _IN_IT or (analysis.lower[word] == "fire" and bool(before & _OPENING))


def _deed_in(analysis: Analysis, start: int, stop: int) -> int | None:
    """The first word that tells a deed from `start` on, in the same clause or one that hangs on it."""
    for index in range(start, stop):
        if _tells_deed(analysis, index):
            return index
        if analysis.lower[index] in _BREAKS or analysis.lower[index] in _DENYING or says(analysis, index):
            return None
    return None


_BREAKS = frozenset("but while whereas ; saying adding calling insisting although though after when".split())
"""Where the scope of a verb ends."""


def _is_denied(analysis: Analysis, word: int) -> bool:
    """Whether a word stands in the scope of a verb of denying."""
    low, _ = analysis.bounds(word)
    for index in range(word - 1, low, -1):
        if analysis.lower[index] in _DENYING:
            return True
        if analysis.lower[index] in _BREAKS or says(analysis, index):
            return False
    return False


def _is_negated(analysis: Analysis, word: int) -> bool:
    """Whether "not" or "never" goes with a word."""
    low, _ = analysis.bounds(word)
    near = analysis.lower[max(low, word - 3) : word]
    near += analysis.lower[word + 1 : word + 2]
    return bool((_NEGATIONS | {"nobody", "no"}) & set(near)) or any(
        analysis.lower[c] in _NEGATIONS for c in analysis.children[word]
    )


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
    """The subject of a verb by the tree, else the noun right before it and its auxiliaries; of a relative clause whom
    it speaks of ("Y, which denied").
    """
    low, _ = analysis.bounds(verb)
    subject = subject_of(analysis, verb)
    if subject is None or subject > verb:
        subject = _noun_before(analysis, verb, low - 1)
    if subject is None and analysis.relation[verb] in {"conj", "advcl"}:  # "X condemned it and denied any part"
        subject = subject_of(analysis, analysis.governor[verb])
    if subject is not None and analysis.lower[subject] in {"which", "who", "that"}:
        subject = _noun_before(analysis, subject - (analysis.lower[subject - 1] == ","), low - 1)
    return subject


def _noun_before(analysis: Analysis, word: int, limit: int) -> int | None:
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
    return first - 1 if analysis.lower[first] == "of" and _is_named(analysis, first - 1) else index


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday both".split())


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
        actor = subject_of(analysis, verb) or _doer(analysis, word, low - 1)
    if _is_denied(analysis, word):
        return None
    if actor is not None and analysis.lower[actor] in _OWN and not _is_negated(analysis, word):
        return _claimed_by(analysis, word, credited(analysis, word), actor)
    if actor is None or kind_of_name(analysis, actor) in {None, "PER"} or _is_negated(analysis, word):
        return None
    speaker = _accuser(analysis, verb)
    if speaker == actor:
        return None
    relation: Relation = "sponsor" if kind_of_name(analysis, actor) == "LOC" else "perpetrator"
    return Allegation(word, actor, "reported" if speaker is None else "blamed", relation, speaker)


_STANDING = frozenset("was were is are stood stands stand been be".split())


def _denied(analysis: Analysis, verb: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X denied the accusation", "X denied any Y role", "X denied that Y had a part", "which X denied", "the charge
    was denied by X", "X called the charge absurd".
    """
    if analysis.best["part_of_speech"][verb] != "VERB" or _nobody_does(analysis, verb):
        return None  # "neither confirmed nor denied"
    charge = next((c for c in analysis.children[verb] if analysis.relation[c] == "nsubj:pass"), None)
    speaker = _subject_or_noun_before(analysis, verb) if charge is None else _agent(analysis, verb)
    if speaker is not None and analysis.lower[speaker] in {"we", "i"}:
        speaker = credited(analysis, verb)
    if speaker is None or analysis.lower[speaker] in _JUDGES:
        return None
    if charge is None:
        denied, accused = _denied_behind(analysis, verb)
    else:
        deed = _deed_in(analysis, charge + 1, verb)
        denied, accused = analysis.lower[charge] in _CHARGES | _IT, deed and _doer(analysis, deed, charge)
    accused = accused or _accused_in(analysis, verb, blamed)
    return _denial(analysis, verb, speaker, accused, blamed) if denied else None


def _denied_behind(analysis: Analysis, verb: int) -> tuple[bool, int | None]:
    """Whether a charge or a deed is denied behind a verb of denying, and who is said to have done it; None where it is
    whoever speaks.
    """
    _, high = analysis.bounds(verb)
    charged, near = _is_charged(analysis, verb), set(analysis.lower[verb + 1 : verb + 4])
    if not charged and (analysis.lower[verb] in _NAMING or (analysis.lower[verb] in _REJECT and not _CHARGES & near)):
        return False, None
    deed = None if analysis.lower[verb] in _NAMING else _deed_in(analysis, verb + 1, high)
    if deed is not None and _is_suffered(analysis, deed):
        return bool(_ACCUSATIONS & near), None  # "denied that anyone was killed"
    if deed is not None:
        return True, _doer(analysis, deed, verb)
    forces = _own_forces(analysis, verb)
    return charged or forces is not None, forces or _target(analysis, verb)


def _denial(
    analysis: Analysis, word: int, speaker: int, accused: int | None, blamed: Sequence[int]
) -> Allegation | None:
    """What a speaker denies of the accused, or of its own side."""
    if accused is not None and analysis.lower[accused] in _HIMSELF:
        accused = _principal(analysis, speaker) or speaker
    actor = _denier(analysis, speaker, accused, blamed)
    return None if actor is None else Allegation(word, actor, "denied", "perpetrator", speaker)


def _is_charged(analysis: Analysis, verb: int) -> bool:
    """Whether what is denied is a charge or a deed, not a statement, a request or a bail."""
    low, high = analysis.bounds(verb)
    behind = {
        analysis.lower[i]
        for i in range(verb + 1, min(high, verb + 5))
        if not (analysis.relation[i].startswith("nsubj") and analysis.governor[i] != verb)
    }
    before = set(analysis.lower[max(low, verb - 6) : verb])
    if analysis.lower[verb] in _NAMING:
        return bool(behind & _ACCUSATIONS)
    if analysis.lower[verb] in _REJECT:
        return bool((before | behind) & _ACCUSATIONS)
    objects = {analysis.lower[c] for c in analysis.children[verb] if analysis.relation[c] in {"obj", "xcomp", "ccomp"}}
    return bool((objects | behind) & (_CHARGES | _DEEDS) or objects & _IT or before & {"which", *_ACCUSATIONS})


def _doer(analysis: Analysis, deed: int, after: int) -> int | None:
    """Who is said to do a deed behind the word `after`; None where it is whoever speaks."""
    for word in (deed, *clauses_above(analysis, deed)[:2]):
        subject = subject_of(analysis, word)
        if word <= after:
            break
        if subject is not None and analysis.relation[subject] == "nsubj:pass":
            return _agent(analysis, word)
        if (
            subject is not None
            and after < subject < deed
            and not any(says(analysis, between) for between in range(subject, deed))
        ):
            return subject
    before = _noun_before(analysis, deed, after)
    return before if before is not None and analysis.lower[before] not in _CHARGES else None


def _own_forces(analysis: Analysis, verb: int) -> int | None:
    """Which of its own forces a speaker denies to do anything ("denied that any of its aircraft were in the area")."""
    _, high = analysis.bounds(verb)
    for index in range(verb + 2, min(high, verb + 8)):
        if analysis.lower[index] in _OWN_FORCES and analysis.lower[index - 1] in _OWN | {"his", "own"}:
            return None if analysis.relation[index] == "nsubj:pass" else index
    return None


def _is_suffered(analysis: Analysis, deed: int) -> bool:
    """Whether a deed is told without who did it ("denied that anyone was killed")."""
    passive = any(analysis.relation[child] == "nsubj:pass" for child in analysis.children[deed])
    return passive and _agent(analysis, deed) is None


def _target(analysis: Analysis, word: int) -> int | None:
    """Whom an accusation is against: "the allegations against its forces", "to accuse Y of it"."""
    _, high = analysis.bounds(word)
    for index in range(word + 1, min(high, word + 6)):
        if analysis.lower[index] in {"against", "accuse", "accusing"}:
            start = index + 1 + (analysis.lower[index + 1 : index + 2] in (["its"], ["their"], ["his"]))
            return _head_between(analysis, start, high)
    return None


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
    return _principal(analysis, subject) or (None if for_others else subject)


def _principal(analysis: Analysis, speaker: int) -> int | None:
    """For whom an official speaks: "Freeland's minister", "a spokesman for the army", "Freelandish Minister Dara
    Example", "Dara Example, spokesman of the Example Front".
    """
    first, last = noun_phrase(analysis, speaker)
    _, high = analysis.bounds(speaker)
    if analysis.lower[last : last + 1] in ([","], ["'s"], ["’s"]):
        title = next((i for i in range(last, min(last + 7, high)) if analysis.lower[i] in _FOR_OTHERS), None)
        last = last if title is None else min(title + 3, high)
    titles = [i for i in range(first, last) if analysis.lower[i] in _FOR_OTHERS]
    if not titles:
        return None
    served = next((i for i in range(titles[0], last) if analysis.lower[i] in {"for", "of"}), None)
    if served is not None:
        return _head_between(analysis, served + 1, high)
    owner = next((i - 1 for i in range(first + 1, last) if analysis.lower[i] in {"'s", "’s"}), None)
    return owner or next((i for i in range(first, last) if i != speaker and _is_body(analysis, i)), None)


def _is_body(analysis: Analysis, word: int) -> bool:
    """Whether a word is a side, or part of a name that is no person's."""
    kind = kind_of_name(analysis, word)
    if analysis.lower[word] in _SIDES:
        return True
    return kind != "PER" and (kind is not None or analysis.best["part_of_speech"][word] == "PROPN")


def _not_done(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X said that Y had not carried out the attack", "X said it was not behind it", "X's forces conducted no strikes,
    it said".
    """
    low, high = analysis.bounds(word)
    if analysis.lower[word] == "none":  # "none of its soldiers took part"
        deed = _deed_in(analysis, word + 1, min(high, word + 8))
    elif analysis.lower[word] in _NOBODY:
        deed = next((i for i in range(word - 1, max(low, word - 3), -1) if _tells_deed(analysis, i)), None)
    else:
        deed = _deed_in(analysis, word + 1, min(high, word + 7))
    if deed is None or any(form in _DENYING for form in analysis.lower[low:word]):
        return None
    speaker = credited(analysis, word)
    if speaker is None:
        return None
    accused = _doer(analysis, deed, low - 1)
    if accused is not None and analysis.lower[accused] == "none":
        accused = _own_forces(analysis, accused)
    if accused is None:
        return None
    named = kind_of_name(analysis, accused) is not None or analysis.lower[accused] in _SIDES | _HIMSELF
    return _denial(analysis, word, speaker, accused, blamed) if named else None


_SIDES = _OWN_FORCES | _BODIES | frozenset("government regime authorities state opposition".split())


def _called_false(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "X said the allegations against Y were fabricated", "there was no truth to the reports", "it is absurd to accuse
    Y".
    """
    low, high = analysis.bounds(word)
    if analysis.relation[word] == "amod" or any(form in _DENYING for form in analysis.lower[low:word]):
        return None
    if analysis.lower[word] == "truth":
        if not _NOBODY & set(analysis.lower[max(low, word - 2) : word]):
            return None
        charge: int | None = word
    else:
        accusing = _ACCUSATIONS | {"report", "reports", "claim", "claims", "criticism", "accuse"}
        near = (*range(word - 1, max(low, word - 14) - 1, -1), *range(word + 1, min(high, word + 4)))
        charge = next((i for i in near if analysis.lower[i] in accusing), None)
    speaker = None if charge is None else credited(analysis, word) or _accuser(analysis, word)
    if charge is None or speaker is None:
        return None
    deed = _deed_in(analysis, charge + 1, word)
    accused = None if deed is None else _doer(analysis, deed, charge)
    accused = accused or _target(analysis, charge - 1) or _accused_in(analysis, word, blamed)
    return _denial(analysis, word, speaker, accused, blamed)


def _not_its_own(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "the attack was not its doing, X insisted", "X dissociated its members from the attack"."""
    low, _ = analysis.bounds(word)
    if analysis.lower[word] in _APART:
        speaker = _subject_or_noun_before(analysis, word)
        mine = {"itself", "themselves", "its", "their", "himself"} & set(analysis.lower[word + 1 : word + 3])
        return _denial(analysis, word, speaker, None, blamed) if mine and speaker is not None else None
    near = analysis.lower[max(low, word - 4) : word]
    if near[-1:] not in (["its"], ["their"], ["our"], ["his"]) or not (_NEGATIONS | {"none"}) & set(near):
        return None
    insisting = next((i for i in range(word - 1, low, -1) if analysis.lower[i].startswith("insist")), None)
    speaker = credited(analysis, word) if insisting is None else _subject_or_noun_before(analysis, insisting)
    return None if speaker is None else _denial(analysis, word, speaker, None, blamed)


_APART = frozenset("dissociated dissociates dissociate disassociated distanced distances distance".split())


def _not_guilty(analysis: Analysis, word: int) -> Allegation | None:
    """ "The accused pleaded not guilty"."""
    low, _ = analysis.bounds(word)
    verb = next((i for i in range(word - 1, max(low, word - 4), -1) if analysis.lower[i].startswith("plea")), None)
    if verb is None or not _is_negated(analysis, word) or analysis.best["part_of_speech"][verb] == "NOUN":
        return None
    subject = subject_of(analysis, verb) or _subject_or_noun_before(analysis, word)
    return None if subject is None else Allegation(verb, subject, "denied", "perpetrator", subject)


def _no_part(analysis: Analysis, word: int, blamed: Sequence[int]) -> Allegation | None:
    """ "Y had no part in the attacks", "Y had nothing to do with them", "X said it had no hand in it"."""
    if not any(tuple(analysis.lower[word : word + len(words)]) == words for words in _NOTHING):
        return None
    if any(analysis.lower[i] in _DENYING for i in range(analysis.bounds(word)[0], word)):
        return None
    accused, speaker = _accused_in(analysis, word, blamed), credited(analysis, word)
    doer = _doer(analysis, word, analysis.bounds(word)[0] - 1)
    if doer is not None and doer != speaker and analysis.lower[doer] in _SIDES:
        accused = doer
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
            return _head_between(analysis, index, high)
        if part not in {"DET", "ADJ", "PRON", "NUM"} and analysis.lower[index] != "out":
            return None
    return None


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
    (frozenset({"responsibility", "credit"}), _responsibility),
    (frozenset({"responsible"}), _declared),
    (frozenset("unclaimed claim claims".split()), _unclaimed),
    (_CLAIM_IT, _claimed_attack),
    (_ADMIT, _admitted),
    (_CARRY_OUT | _VIOLENT | {"work"}, _own_deed),
    (frozenset({"work", "handiwork"}), _work_of),
    (_BLAME, _blamed),
    (frozenset("attribute attributes attributed".split()), _attributed),
    (frozenset("blame finger fingers door".split()), _laid_on),
    (_SPONSORED, _sponsored),
    (frozenset({"behind"}), _behind),
    (frozenset({"guilty"}), _not_guilty),
)
"""The words that each rule starts from; of several that start from one word the first that fits stands."""
_DENIALS: tuple[tuple[frozenset[str], Callable[[Analysis, int, Sequence[int]], Allegation | None]], ...] = (
    (_DENYING | _NAMING, _denied),
    (frozenset({"no", "nothing"}), _no_part),
    (_NEGATIONS | _NOBODY - {"neither"}, _not_done),
    (_FALSE, _called_false),
    (_APART | {"doing", "work", "handiwork"}, _not_its_own),
)
"""The words that each rule of denial starts from."""
_STARTING = frozenset().union(*(forms for forms, _ in (*_RULES, *_DENIALS)))
"""Every word that a rule starts from."""
