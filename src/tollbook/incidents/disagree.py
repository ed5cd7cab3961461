"""Claims that cannot all hold, kept side by side with those who make them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tollbook.incidents.arithmetic import Breakdown, add_up, whole_of
from tollbook.incidents.figures import (
    extent,
    is_newer,
    is_older,
    is_toll,
    listed,
    named,
    origin_of,
    said_by,
    side_by_side,
    victims_word,
)
from tollbook.incidents.trust import side_of
from tollbook.model import ActorWords, Casualty, Claim, Disagreement, Responsibility

_STEM = 4
"""How many first letters a country's name shares with its adjective: India, Indian; Russia, Russian."""

_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "we", "us", "our", "i"})


def disagreements(
    claims: Sequence[Claim], counted: Sequence[Casualty], found: Sequence[Breakdown]
) -> tuple[Disagreement, ...]:
    """What the claims of one incident (in text order) disagree on.

    `counted` are its asserted casualties of violence, `found` their sums. Figures of different speakers disagree
    where no number fits the words of both; a figure that its words call an earlier one does not.
    """
    return (
        *_over_figures(counted, {part.id for each in found if each.explained for part in each.parts}),
        *_over_sums(found),
        *_over_denied_figures(claims, counted),
        *_over_deeds([claim for claim in claims if isinstance(claim, Responsibility)]),
    )


def _over_figures(counted: Sequence[Casualty], parts: Collection[str]) -> Iterator[Disagreement]:
    wholes = whole_of(counted)
    newer = {claim.evidence.start for claim in counted if is_newer(claim)}
    tolls = [
        claim
        for claim in counted
        if claim.count.value is not None
        and claim.id not in wholes
        and claim.id not in parts
        and not claim.attributes
        and is_toll(claim)
        and not any(side_by_side(claim, other) for other in counted if _same_people(claim, other))
        and not is_older(claim, claim.evidence.start in newer)
    ]
    groups: dict[tuple[str, str], list[Casualty]] = {}
    for claim in tolls:
        groups.setdefault((claim.effect, claim.victims.victim_class), []).append(claim)
    for (effect, victim_class), members in groups.items():
        at_odds = [one for one in members if any(_at_odds(one, other) for other in members)]
        if at_odds:
            people = "People" if victim_class == "unknown" else victims_word(victim_class).capitalize()
            sentence = f"{people} {effect}: {' against '.join(_by_speaker(at_odds))}."
            yield Disagreement(sentence=sentence, claims=tuple(claim.id for claim in at_odds))
    yield from _over_small_totals(groups)


def _same_people(a: Casualty, b: Casualty) -> bool:
    return a.effect == b.effect and a.victims.victim_class == b.victims.victim_class


def _at_odds(a: Casualty, b: Casualty) -> bool:
    if origin_of(a) == origin_of(b):
        return False
    (a_low, a_high), (b_low, b_high) = extent(a.count), extent(b.count)
    return a_low > b_high or b_low > a_high


def _by_speaker(claims: Iterable[Casualty]) -> list[str]:
    """Each speaker's figures in words, one entry for each number that he gives."""
    shown: dict[tuple[str, int | None, str], Casualty] = {}
    for claim in claims:
        shown.setdefault((origin_of(claim), claim.count.value, claim.count.bound), claim)
    return [named(claim) for claim in shown.values()]


def _over_small_totals(groups: Mapping[tuple[str, str], Sequence[Casualty]]) -> Iterator[Disagreement]:
    """Somebody's total for people at large ("nobody died") is less than another says of one class alone."""
    for (effect, victim_class), totals in groups.items():
        if victim_class != "unknown":
            continue
        named_classes = [
            claim for (other, name), of in groups.items() if other == effect and name != "unknown" for claim in of
        ]
        pairs = [
            (total, claim)
            for total in totals
            for claim in named_classes
            if extent(claim.count)[0] > extent(total.count)[1] and origin_of(claim) != origin_of(total)
        ]
        if pairs:
            at_odds = list(dict.fromkeys(claim.id for pair in pairs for claim in pair))
            small = listed(_by_speaker(total for total, _ in pairs))
            large = listed(_by_speaker(claim for _, claim in pairs))
            yield Disagreement(sentence=f"People {effect}: {small} against {large}.", claims=tuple(at_odds))


def _over_sums(found: Sequence[Breakdown]) -> Iterator[Disagreement]:
    for breakdown in found:
        if breakdown.unexplained:
            totals = listed(_by_speaker(breakdown.unexplained))
            ids = tuple(claim.id for claim in (*breakdown.parts, *breakdown.unexplained))
            yield Disagreement(sentence=f"{add_up(breakdown)}, against {totals}.", claims=ids)


def _over_denied_figures(claims: Sequence[Claim], counted: Sequence[Casualty]) -> Iterator[Disagreement]:
    for claim in claims:
        if not isinstance(claim, Casualty) or claim.polarity != "denied":
            continue
        denied = [
            other
            for other in counted
            if other.effect == claim.effect
            and origin_of(other) != origin_of(claim)
            and extent(other.count)[1] > 0
            and (
                claim.victims.victim_class == other.victims.victim_class
                or "unknown" in (claim.victims.victim_class, other.victims.victim_class)
            )
        ]
        if denied:
            sentence = f"{_capital(said_by(claim))} denied {named(claim)}, against {listed(_by_speaker(denied))}."
            yield Disagreement(sentence=sentence, claims=(claim.id, *(other.id for other in denied)))


def _over_deeds(claims: Sequence[Responsibility]) -> Iterator[Disagreement]:
    """Denials of responsibility, each beside the claims that lay the violence to the one for whom it is denied."""
    for denial in claims:
        if denial.stance != "denied" or denial.actor is None:
            continue
        laid = [
            claim
            for claim in claims
            if claim.stance in ("blamed", "reported", "claimed")
            and claim.actor is not None
            and _same_actor(claim.actor, denial.actor)
        ]
        if not laid:
            earlier = [
                claim for claim in claims if claim.stance == "blamed" and claim.evidence.start < denial.evidence.start
            ]
            laid = earlier[-1:]
        if laid:
            name = _denied_for(denial.actor, said_by(denial))
            clauses = "; ".join(dict.fromkeys(_laid(claim, name) for claim in laid))
            sentence = f"{clauses}; {said_by(denial)} ({denial.id}) denied it."
            yield Disagreement(sentence=_capital(sentence), claims=(*(claim.id for claim in laid), denial.id))


def _denied_for(actor: ActorWords, speaker: str) -> str:
    """The name of the one for whom responsibility is denied; a pronoun stands for the speaker himself."""
    if actor.actor is not None:
        return actor.actor.name
    return speaker if actor.text.casefold() in _PRONOUNS else actor.text


def _laid(claim: Responsibility, name: str) -> str:
    verb = {"blamed": "blamed", "reported": "named", "claimed": "spoke for"}[claim.stance]
    sponsor = " as sponsor" if claim.relation == "sponsor" else ""
    return f"{said_by(claim)} ({claim.id}) {verb} {name}{sponsor}"


def _same_actor(a: ActorWords, b: ActorWords) -> bool:
    if a.actor is not None and b.actor is not None:
        return a.actor.id == b.actor.id or side_of(a.actor) == side_of(b.actor)
    return a.text.casefold() == b.text.casefold() or bool(_stems(a.text) & _stems(b.text))


def _stems(words: str) -> set[str]:
    return {word[:_STEM].casefold() for word in re.findall(r"\w+", words) if word[0].isupper() and len(word) >= _STEM}


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
