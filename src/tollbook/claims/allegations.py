"""Responsibility by set phrases of English: to claim an attack, to blame, to sponsor, to deny.

They are rare in any training set and leave no doubt, so they are read by rule beside the model. Each rule starts from
one word, takes its arguments from the tree, and gives who did it, the stance, the relation and the head of the speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from tollbook.claims import accusing, claiming, denials
from tollbook.claims.claiming import Allegation
from tollbook.claims.deeds import CARRY_OUT, VIOLENT
from tollbook.claims.negation import DENYING, NEGATIONS, NOBODY
from tollbook.claims.tagger import Analysis


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


_RULES: tuple[tuple[frozenset[str], Callable[[Analysis, int], Allegation | None]], ...] = (
    (frozenset({"responsibility", "credit"}), claiming.responsibility),
    (frozenset({"responsible"}), accusing.held_responsible),
    (frozenset("unclaimed claim claims".split()), claiming.went_unclaimed),
    (claiming.CLAIM_IT, claiming.claimed_attack),
    (claiming.ADMIT, claiming.admitted),
    (CARRY_OUT | VIOLENT | {"work"}, claiming.own_deed),
    (frozenset({"work", "handiwork"}), accusing.work_of),
    (accusing.BLAME, accusing.blamed),
    (frozenset("attribute attributes attributed".split()), accusing.attributed),
    (frozenset("blame finger fingers door".split()), accusing.laid_on),
    (accusing.SPONSORED, accusing.sponsored),
    (frozenset({"behind"}), accusing.behind),
    (frozenset({"guilty"}), denials.not_guilty),
)
"""The words that each rule starts from; of several that start from one word the first that fits stands."""
_DENIALS: tuple[tuple[frozenset[str], Callable[[Analysis, int, Sequence[int]], Allegation | None]], ...] = (
    (DENYING | accusing.NAMING, denials.denied_charge),
    (frozenset({"no", "nothing"}), denials.no_part),
    (NEGATIONS | NOBODY - {"neither"}, denials.not_done),
    (denials.FALSE, denials.called_false),
    (denials.APART | {"doing", "work", "handiwork"}, denials.not_its_own),
)
"""The words that each rule of denial starts from."""
_STARTING = frozenset().union(*(forms for forms, _ in (*_RULES, *_DENIALS)))
"""Every word that a rule starts from."""
