"""How one claim was read: each slot with its words, how sure it is, and the rule or the model's head that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tollbook.model import Attack, Basis, Casualty, Claim, Responsibility
from tollbook.publish import phrases

DOUBTFUL = 0.5
"""A claim or a slot below this is more likely wrong than right, and marked."""
_MARKED = ("claim", "effect", "value", "class", "stance", "type", "speaker")
"""What is marked as doubtful in a ledger: days and places say themselves how precisely they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """One slot: what was read, from which words (None where none of the report's), by which rule of English or by the
    model's head, how sure it is (None where the reader did not tell), and how the words hang together with the
    claim's own in the tree.
    """

    slot: str
    value: str
    words: str | None
    by: str
    confidence: float | None
    path: str | None

    @property
    def doubtful(self) -> bool:
        """Whether it is more likely wrong than right."""
        return self.confidence is not None and self.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPiece:
    """A stretch of the claim's sentence, and the slots that its words made (none: the rest)."""

    text: str
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a claim was read. `slots` begin with the claim itself; the others follow, the doubtful first."""

    claim: str
    kind: str
    pieces: tuple[MarkedPiece, ...]
    slots: tuple[SlotRow, ...]
    reader: str


def explained(claim: Claim, paths: Mapping[str, str]) -> Explanation:
    """How a claim was read; `paths` are ways through the tree, by slot."""
    rows = [
        SlotRow(
            slot=slot,
            value=_value(claim, slot),
            words=None if basis.words is None else basis.words.text,
            by="the model" if basis.by == "model" else basis.by,
            confidence=claim.confidence if slot == "claim" else claim.confidences.get(slot),
            path=paths.get(slot),
        )
        for slot, basis in claim.basis.items()
    ]
    rows.sort(key=lambda row: (row.slot != "claim", row.confidence if row.confidence is not None else 1.0))
    kind = "casualty" if isinstance(claim, Casualty) else "attack" if isinstance(claim, Attack) else "responsibility"
    return Explanation(
        claim=claim.id,
        kind=kind,
        pieces=tuple(_pieces(claim)),
        slots=tuple(rows),
        reader=f"{claim.reader.name} {claim.reader.version}",
    )


def doubts(claim: Claim) -> tuple[str, ...]:
    """What of a claim is doubtful, for its row in a ledger; nothing where its reader did not tell."""
    if not claim.confidences:
        return ()
    sure = {"claim": claim.confidence} | claim.confidences
    return tuple(
        f"doubtful ({sure[slot]:.2f})" if slot == "claim" else f"{slot} doubtful ({sure[slot]:.2f})"
        for slot in _MARKED
        if sure.get(slot, 1.0) < DOUBTFUL
    )


def _pieces(claim: Claim) -> Iterator[MarkedPiece]:
    """The sentence cut at the words of the slots; words within others stay with the wider ones, and keep their name."""
    held: dict[tuple[int, int], list[str]] = {}
    for slot, basis in claim.basis.items():
        if basis.words is not None and _inside(basis, claim):
            held.setdefault((basis.words.start, basis.words.end), []).append(slot)
    joined: list[tuple[int, int, list[str]]] = []
    for (start, end), slots in sorted(held.items(), key=lambda item: (item[0][0], -item[0][1])):
        if joined and start < joined[-1][1]:
            first, last, names = joined[-1]
            joined[-1] = (first, max(last, end), [*names, *slots])
        else:
            joined.append((start, end, slots))
    text, offset, at = claim.evidence.text, claim.evidence.start, claim.evidence.start
    for start, end, slots in joined:
        if at < start:
            yield MarkedPiece(text=text[at - offset : start - offset])
        yield MarkedPiece(text=text[start - offset : end - offset], slots=tuple(slots))
        at = end
    if at < claim.evidence.end:
        yield MarkedPiece(text=text[at - offset :])


def _inside(basis: Basis, claim: Claim) -> bool:
    words = basis.words
    return words is not None and claim.evidence.start <= words.start and words.end <= claim.evidence.end


def _value(claim: Claim, slot: str) -> str:
    """What was read in a slot, in words."""
    match claim, slot:
        case _, "speaker":
            return "nobody credited" if claim.speaker is None else claim.speaker.name
        case _, "when":
            return phrases.days(claim.when)
        case _, "where":
            return "place unknown" if claim.where is None else phrases.place(claim.where)
        case Casualty(), _:
            values = {
                "claim": f"{phrases.figure(claim.count)}, {claim.effect}",
                "effect": claim.effect,
                "value": phrases.figure(claim.count),
                "class": phrases.victim_class(claim.victims.victim_class),
                "scope": "one incident" if claim.scope == "incident" else "a total",
            }
        case Responsibility(), _:
            actor = "no one" if claim.actor is None else phrases.actor(claim.actor.text, claim.actor.actor)
            values = {"claim": f"{actor}, {claim.stance}", "stance": claim.stance, "relation": claim.relation}
        case Attack(), _:
            values = {"claim": phrases.attack(claim.type), "type": phrases.attack(claim.type)}
    return values.get(slot, phrases.UNKNOWN)
