"""What different speakers say that cannot all hold: figures at one time, denied figures, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tollbook.incidents.across.responsibility import same_actor
from tollbook.incidents.across.statements import Stated
from tollbook.incidents.figures import extent, listed, victims_word
from tollbook.model import Contradiction, Interest, Laid, Side

_LOSSES: dict[Interest, str] = {
    "own": "counting its own losses",
    "enemy": "counting its enemy's losses",
    "third": "counting others' losses",
}


_SHOWN = 3
"""How many speakers of one side are named."""


def contradictions(
    statements: Sequence[Stated], replacements: Mapping[str, Stated], laid: Sequence[Laid]
) -> tuple[Contradiction, ...]:
    """The contradictions among the statements that no later one has replaced, and among those who lay it to somebody.

    Figures contradict each other where no number fits the words of both and different speakers give them; what one
    speaker says later, or a newer toll of another day, has replaced the earlier figure and contradicts nothing.
    """
    current = [
        one
        for one in statements
        if one.asserted
        and one.statement.role == "toll"
        and one.statement.count.value is not None
        and one.statement.id not in replacements
    ]
    return (
        *_over_figures(current),
        *_over_totals(current),
        *_over_denied(statements, current),
        *_over_deeds(laid),
    )


def _over_figures(current: Sequence[Stated]) -> Iterator[Contradiction]:
    groups: dict[tuple[str, str, str], list[Stated]] = {}
    for one in current:
        key = (one.statement.effect, one.statement.victim_class, one.casualty.scope)
        groups.setdefault(key, []).append(one)
    for members in groups.values():
        at_odds = [one for one in members if any(_at_odds(one, other) for other in members)]
        if at_odds:
            yield _between(at_odds)


def _at_odds(one: Stated, other: Stated) -> bool:
    if one.statement.voice == other.statement.voice:
        return False
    (a_low, a_high), (b_low, b_high) = extent(one.statement.count), extent(other.statement.count)
    return a_low > b_high or b_low > a_high


def _between(members: Sequence[Stated]) -> Contradiction:
    """The contradiction of statements on one effect and class, a side for each different figure."""
    first = members[0].statement
    people = "People" if first.victim_class == "unknown" else victims_word(first.victim_class).capitalize()
    sides = _sides(members)
    sentence = f"{people} {first.effect}: {' against '.join(_side_in_words(side) for side in sides)}."
    return Contradiction(effect=first.effect, victim_class=first.victim_class, sides=sides, sentence=sentence)


def _sides(members: Sequence[Stated]) -> tuple[Side, ...]:
    """One side for each figure, whoever gives it."""
    groups: dict[tuple[object, ...], list[Stated]] = {}
    for one in members:
        count = one.statement.count
        groups.setdefault((count.value, count.value_high), []).append(one)
    return tuple(_side(same) for same in groups.values())


def _side(same: Sequence[Stated]) -> Side:
    voices = list({one.statement.voice: one.statement.said_by for one in same}.values())
    shown = voices if len(voices) <= _SHOWN else [*voices[: _SHOWN - 1], f"{len(voices) - _SHOWN + 1} more"]
    interests = {one.statement.interest for one in same}
    return Side(
        said_by="; ".join(shown),
        interest=same[0].statement.interest if len(interests) == 1 else None,
        party=all(one.statement.party for one in same),
        figures=tuple(dict.fromkeys(one.statement.words for one in same)),
        claims=tuple(claim.claim for one in same for claim in one.statement.attested),
    )


def _side_in_words(side: Side) -> str:
    notes = []
    if side.party:
        notes.append("a party")
    if side.interest in ("own", "enemy"):
        notes.append(_LOSSES[side.interest])
    about = f"; {', '.join(notes)}" if notes else ""
    return f'"{side.figures[0]}" ({side.said_by}{about})'


def _over_totals(current: Sequence[Stated]) -> Iterator[Contradiction]:
    """Somebody's total for people at large ("nobody died") is less than another says of one class alone."""
    for effect in dict.fromkeys(one.statement.effect for one in current):
        totals = [one for one in current if one.statement.effect == effect and one.statement.victim_class == "unknown"]
        classes = [one for one in current if one.statement.effect == effect and one.statement.victim_class != "unknown"]
        pairs = [
            (total, one)
            for total in totals
            for one in classes
            if total.casualty.scope == one.casualty.scope
            and extent(one.statement.count)[0] > extent(total.statement.count)[1]
            and one.statement.voice != total.statement.voice
        ]
        if pairs:
            small = _sides(_unique(total for total, _ in pairs))
            large = _sides(_unique(one for _, one in pairs))
            sentence = (
                f"People {effect}: {listed([_side_in_words(side) for side in small])} against "
                f"{listed([_side_in_words(side) for side in large])}, one class alone."
            )
            yield Contradiction(effect=effect, victim_class=None, sides=(*small, *large), sentence=sentence)


def _over_denied(statements: Sequence[Stated], current: Sequence[Stated]) -> Iterator[Contradiction]:
    """Who denies a figure against those who give one. A denial counts nothing."""
    for denial in statements:
        if denial.statement.polarity != "denied":
            continue
        said = [
            one
            for one in current
            if one.statement.effect == denial.statement.effect
            and one.statement.voice != denial.statement.voice
            and extent(one.statement.count)[1] > 0
            and (
                one.statement.victim_class == denial.statement.victim_class
                or "unknown" in (one.statement.victim_class, denial.statement.victim_class)
            )
        ]
        if said:
            sides = _sides(said)
            others = listed([_side_in_words(side) for side in sides])
            sentence = f'{denial.statement.said_by} denied "{denial.statement.words}", against {others}.'
            yield Contradiction(
                effect=denial.statement.effect,
                victim_class=denial.statement.victim_class,
                sides=(_side([denial]), *sides),
                sentence=sentence[:1].upper() + sentence[1:],
            )


def _over_deeds(laid: Sequence[Laid]) -> Iterator[Contradiction]:
    """Who denies a deed against those who lay it to him; and different actors who claim it."""
    for denial in laid:
        if denial.stance != "denied" or denial.actor is None:
            continue
        against = [one for one in laid if one.stance in ("blamed", "reported", "claimed") and same_actor(one, denial)]
        if against:
            told = "; ".join(f"{one.said_by} {_VERBS[one.stance]} {denial.actor}{_AS[one.relation]}" for one in against)
            sentence = f"{told}; {denial.said_by} denied it."
            yield Contradiction(
                effect=None,
                victim_class=None,
                sides=(*(_deed_side(one) for one in against), _deed_side(denial)),
                sentence=sentence[:1].upper() + sentence[1:],
            )
    claimed = {one.actor: one for one in laid if one.stance == "claimed" and one.relation == "perpetrator"}
    if len(claimed) > 1:
        sides = tuple(_deed_side(one) for one in claimed.values())
        sentence = f"Claimed by {listed([name or '' for name in claimed])}: different actors."
        yield Contradiction(effect=None, victim_class=None, sides=sides, sentence=sentence)


_VERBS = {"blamed": "blamed", "reported": "named", "claimed": "spoke for"}
_AS = {"perpetrator": "", "sponsor": " as sponsor"}


def _deed_side(one: Laid) -> Side:
    return Side(
        said_by=one.said_by,
        interest=None,
        party=one.stance in ("claimed", "denied"),
        figures=(),
        claims=tuple(each.claim for each in one.attested),
    )


def _unique(statements: Iterable[Stated]) -> list[Stated]:
    return list({one.statement.id: one for one in statements}.values())
