"""Deeds of violence: the words that tell them, and who is said to do them."""

from __future__ import annotations

from tollbook.claims.negation import BREAKS, DENYING
from tollbook.claims.phrases import clauses_above, subject_of
from tollbook.claims.speakers import says
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import agent_of, conjugated, noun_before, object_of

CARRY_OUT = conjugated("carry conduct stage launch mount execute perpetrate plant detonate renew start") | frozenset(
    "did done begin begins began begun".split()
)
VIOLENT = conjugated(
    """kill attack shell bomb bombard pound target storm ambush abduct raid behead massacre assassinate fire clash
    destroy eliminate liquidate neutralise neutralize murder torture wound injure harm rape stab strafe lynch hang
    torch burn slaughter annihilate demolish sabotage"""
) | frozenset(
    """struck strike strikes striking kidnap kidnaps kidnapped kidnapping shot shoot shoots shooting hit hits hitting
    executed executing downed downing hurt sank sunk detained captured""".split()
)
"""Verbs of violence that need no object to be known for one."""
DEEDS = frozenset(
    """attack attacks assault assaults bombing bombings blast blasts explosion explosions violence terrorism strike
    strikes raid raids killing killings shooting shootings massacre massacres ambush ambushes offensive insurgency
    unrest operation operations bloodshed wave spree campaign beheading beheadings execution executions abduction
    abductions kidnapping kidnappings murder murders bombardment shelling airstrike airstrikes genocide atrocities
    crime crimes assassination downing sorties""".split()
)
CHARGES = frozenset(
    """accusation accusations allegation allegations charge charges claim claims involvement responsibility role link
    links blame suggestion suggestions assertion assertions hand part complicity use report reports version""".split()
)


def is_violent(analysis: Analysis, verb: int) -> bool:
    """Whether a verb tells of violence by itself, or with its object ("carried out the attack")."""
    form = analysis.lower[verb]
    if form in VIOLENT:
        return True
    if form not in CARRY_OUT:
        return False
    done = {object_of(analysis, verb), *(c for c in analysis.children[verb] if analysis.relation[c] == "nsubj:pass")}
    near = {*analysis.lower[verb + 1 : verb + 6], *(analysis.lower[target] for target in done if target is not None)}
    return bool(near & (DEEDS | _WEAPONS))


def tells_deed(analysis: Analysis, word: int) -> bool:
    """Whether a word tells of violence as a verb ("shelled", "used chemical weapons"), or of having a part in it."""
    if analysis.best["part_of_speech"][word] == "VERB":
        used = analysis.lower[word] in _USE and _WEAPONS & set(analysis.lower[word + 1 : word + 6])
        if used or (is_violent(analysis, word) and analysis.lower[word] not in _TAKEN_ALIVE):
            return True
    before = set(analysis.lower[max(0, word - 2) : word])
    if analysis.lower[word] == "part":
        return bool(before & _TAKING)
    return analysis.lower[word] in _IN_IT or (analysis.lower[word] == "fire" and bool(before & _OPENING))


def deed_in(analysis: Analysis, start: int, stop: int) -> int | None:
    """The first word that tells a deed from `start` on, in the same clause or one that hangs on it."""
    for index in range(start, stop):
        if tells_deed(analysis, index):
            return index
        if analysis.lower[index] in BREAKS or analysis.lower[index] in DENYING or says(analysis, index):
            return None
    return None


def doer_of(analysis: Analysis, deed: int, after: int) -> int | None:
    """Who is said to do a deed behind the word `after`; None where it is whoever speaks."""
    for word in (deed, *clauses_above(analysis, deed)[:2]):
        subject = subject_of(analysis, word)
        if word <= after:
            break
        if subject is not None and analysis.relation[subject] == "nsubj:pass":
            return agent_of(analysis, word)
        if (
            subject is not None
            and after < subject < deed
            and not any(says(analysis, between) for between in range(subject, deed))
        ):
            return subject
    before = noun_before(analysis, deed, after)
    return before if before is not None and analysis.lower[before] not in CHARGES else None


_WEAPONS = frozenset(
    """weapon weapons gas gases sarin chlorine bomb bombs device devices munitions phosphorus agent agents missiles
    rocket rockets salvo shells napalm mines explosives""".split()
)
_TAKEN_ALIVE = frozenset("detained captured".split())
_USE = conjugated("use deploy") | frozenset("drop drops dropped dropping".split())
_TAKING = frozenset("take took taken taking play played playing".split())
_OPENING = conjugated("open")
_IN_IT = frozenset("behind responsible involved complicit blame participate participated".split())
"""What one says that one is, or is not, of a deed."""
