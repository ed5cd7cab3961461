"""Responsibility claims: who did it, or is said to have done it.

The model marks the head words of actors; set phrases of English (to claim responsibility, to deny an accusation,
"X-sponsored") are read by rule beside it, since they are rare in any training set and leave no doubt.
"""

from __future__ import annotations

import msgspec

from tollbook.claims.phrases import kind_of_name, name_around, noun_phrase, subject_of
from tollbook.claims.tagger import Analysis
from tollbook.model import Relation, Stance

THRESHOLD = 0.5
"""How sure the stance head must be that a word names an actor."""

_CLAIMING = frozenset("claimed claims claim claiming took takes take taken taking accepted accepts admitted".split())
_DENYING = frozenset(
    """deny denies denied denying reject rejects rejected rejecting dismiss dismisses dismissed dismissing refute
    refutes refuted disown disowned""".split()
)
_CHARGES = frozenset(
    """accusation accusations allegation allegations charge charges claim claims involvement responsibility role link
    links blame suggestion suggestions assertion assertions hand part complicity""".split()
)
_SPONSORED = frozenset("sponsored backed funded financed supported orchestrated masterminded".split())
_SPONSORING = frozenset(
    """sponsor sponsoring sponsored back backing backed fund funding funded finance financing financed orchestrate
    orchestrating orchestrated mastermind masterminding support supporting supported arm arming instigate instigating
    facilitate facilitating sponsorship""".split()
)
_ATTACKS = frozenset(
    """attack attacks assault assaults bombing bombings blast blasts explosion explosions violence terrorism strike
    strikes raid raids killing killings shooting shootings massacre ambush offensive insurgency unrest""".split()
)
_ACCUSING = frozenset(
    """accuse accuses accused accusing blame blames blamed blaming alleged alleges allege claimed claims said says
    pointed""".split()
)
_NOBODY = frozenset("no nobody none".split())


class Draft(msgspec.Struct, frozen=True):
    """An actor and what is said of it. `word` is the actor's head word, or of the claiming where nobody claimed;
    `actor` its words (first, one past the last).
    """

    word: int
    actor: tuple[int, int] | None
    stance: Stance
    relation: Relation
    speaker: int | None
    confidence: float


def drafts_of(analysis: Analysis, threshold: float = THRESHOLD) -> list[Draft]:
    """The responsibility claims of a text, in order, one for each actor and stance of a sentence."""
    drafts: list[Draft] = []
    for draft in (*_by_rule(analysis), *_by_model(analysis, threshold)):
        if not any(_same(analysis, draft, other) for other in drafts):
            drafts.append(draft)
    return sorted(_with_relations(analysis, drafts), key=lambda draft: draft.word)


def _same(analysis: Analysis, one: Draft, other: Draft) -> bool:
    """Whether two drafts speak of one actor in one sentence."""
    if analysis.sentence[one.word] != analysis.sentence[other.word]:
        return False
    if one.actor is None or other.actor is None:
        return one.stance == other.stance
    overlap = one.actor[0] < other.actor[1] and other.actor[0] < one.actor[1]
    return overlap or (one.stance == other.stance and _name(analysis, one) == _name(analysis, other))


def _name(analysis: Analysis, draft: Draft) -> str:
    assert draft.actor is not None
    return " ".join(analysis.lower[slice(*draft.actor)]).removeprefix("the ")


def _by_model(analysis: Analysis, threshold: float) -> list[Draft]:
    drafts = []
    for word, stance in enumerate(analysis.best["stance"]):
        sure = float(1 - analysis.sure["stance"][word, 0])
        if stance == "none" or sure < threshold:
            continue
        if analysis.best["part_of_speech"][word] in {"VERB", "ADP", "PUNCT", "AUX", "SCONJ", "CCONJ"}:
            continue
        actor = noun_phrase(analysis, word)
        relation: Relation = "sponsor" if _is_sponsor(analysis, word) else "perpetrator"
        if analysis.best["relation"][word] == "sponsor":
            relation = "sponsor"
        speaker, _ = analysis.link("speaker", word)
        if stance == "claimed" and speaker is None:
            speaker = word
        drafts.append(Draft(word, actor, stance, relation, speaker, sure))  # type: ignore[arg-type]
    return drafts


def _by_rule(analysis: Analysis) -> list[Draft]:
    drafts = []
    for word, form in enumerate(analysis.lower):
        draft = None
        if form == "responsibility":
            draft = _claiming(analysis, word)
        elif form in _DENYING:
            draft = _denying(analysis, word)
        elif form in _SPONSORED and word > 1 and analysis.lower[word - 1] in {"-", "–"}:
            draft = _sponsored(analysis, word)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _claiming(analysis: Analysis, word: int) -> Draft | None:
    """ "X claimed responsibility", "responsibility was claimed by X", "no group claimed responsibility", "no claim of
    responsibility".
    """
    low, high = analysis.bounds(word)
    around = range(max(low, word - 4), min(high, word + 7))
    verb = next((i for i in around if analysis.lower[i] in _CLAIMING), None)
    if verb is None:
        return None
    before = analysis.lower[max(low, verb - 6) : verb]
    if _NOBODY & set(before) or "neither" in before:
        return Draft(verb, None, "unclaimed", "perpetrator", None, 0.95)
    subject = subject_of(analysis, verb)
    if any(analysis.lower[i] == "by" for i in range(verb + 1, min(high, verb + 3))) and verb > word:
        subject = next((c for c in analysis.children[verb] if analysis.relation[c] == "obl:agent"), subject)
    if subject is None or analysis.best["part_of_speech"][subject] == "PRON" or subject == word:
        return None
    if any(analysis.relation[c] == "advmod" and analysis.lower[c] in {"not", "never"} for c in analysis.children[verb]):
        return None
    first, last = _actor_words(analysis, subject)
    return Draft(subject, (first, last), "claimed", "perpetrator", subject, 0.95)


def _denying(analysis: Analysis, verb: int) -> Draft | None:
    """ "X denied the accusation", "X rejected allegations of involvement"."""
    subject = subject_of(analysis, verb)
    if subject is None or analysis.best["part_of_speech"][subject] == "PRON":
        return None
    objects = [c for c in analysis.children[verb] if analysis.relation[c] in {"obj", "xcomp", "ccomp", "nsubj:pass"}]
    named = any(analysis.lower[c] in _CHARGES or analysis.lower[c] in _SPONSORING for c in objects)
    if not named:
        return None
    first, last = _actor_words(analysis, subject)
    return Draft(subject, (first, last), "denied", "perpetrator", subject, 0.9)


def _sponsored(analysis: Analysis, word: int) -> Draft | None:
    """ "X-sponsored" said of an attack: X is accused where somebody says so, reported where the report does."""
    actor = word - 2
    if actor < 0 or (kind_of_name(analysis, actor) is None and not analysis.forms[actor][0].isupper()):
        return None
    governor = analysis.governor[word]
    described = {analysis.lower[governor]} if governor >= 0 else set()
    subject = subject_of(analysis, word)
    if subject is not None:
        described.add(analysis.lower[subject])
    if not described & _ATTACKS:
        return None
    speaker, _ = analysis.link("speaker", actor)
    if speaker is None:
        speaker = _accuser(analysis, word)
    stance: Stance = "reported" if speaker is None else "blamed"
    return Draft(actor, name_around(analysis, actor), stance, "sponsor", speaker, 0.9)


def _accuser(analysis: Analysis, word: int) -> int | None:
    """The subject of the verb of accusing or saying above `word`."""
    current, seen = word, {word}
    while analysis.governor[current] >= 0 and analysis.governor[current] not in seen:
        current = analysis.governor[current]
        seen.add(current)
        if analysis.lower[current] in _ACCUSING and (subject := subject_of(analysis, current)) is not None:
            return subject
    return None


def _is_sponsor(analysis: Analysis, word: int) -> bool:
    """Whether the actor at `word` is said to sponsor: "accused India of backing the attacks", "funded by Iran"."""
    governor = analysis.governor[word]
    if governor < 0:
        return False
    near = {governor, *analysis.children[governor], *analysis.children[word]}
    near |= {grandchild for child in near for grandchild in analysis.children[child] if child != governor}
    return any(analysis.lower[other] in _SPONSORING for other in near)


def _actor_words(analysis: Analysis, head: int) -> tuple[int, int]:
    """The name in an actor's phrase where it has one, without the article; else the phrase."""
    first, last = noun_phrase(analysis, head)
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
