"""The claims of one report as people left them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from tollbook.errors import InputError
from tollbook.model import (
    Accepted,
    Adrift,
    Amended,
    AmendedSlot,
    Casualty,
    Claim,
    Correction,
    Decision,
    Handle,
    Left,
    Made,
    Moved,
    Rejected,
    Report,
    Telling,
)
from tollbook.review.handles import LOST, handle_of, made_id, matching
from tollbook.review.slots import amended, made_claim
from tollbook.review.standing import standing
from tollbook.review.wording import in_words


def as_left(report: Report, claims: Sequence[Claim], decisions: Iterable[Decision]) -> Left:
    """The claims of a reading of `report`, with the incident keys that they were read with, as `decisions` leave them.

    Of two decisions on one slot of a claim, the later holds. A moved claim has the key of the account that it was moved
    to where this report has it, and else a key of its own, "decided-" and the decision's number; an account that was
    moved as a whole keeps its key, and only the rulings on accounts tell where it belongs.
    """
    desk = _Desk(report, claims)
    for decision in standing(decisions).holding:
        desk.apply(decision)
    return desk.left()


class _Desk:
    """One report's claims with the decisions that were applied so far."""

    def __init__(self, report: Report, claims: Sequence[Claim]) -> None:
        self.report = report
        self.read = {claim.id: claim for claim in claims}
        self.now = dict(self.read)
        self.handles = [handle_of(report.digest, claim) for claim in claims]
        self.ids = [claim.id for claim in claims]
        self.made: dict[str, tuple[Claim, int]] = {}
        self.verdicts: dict[str, Decision] = {}
        self.moved: dict[str, int] = {}
        self.corrections: dict[tuple[str, str], Correction] = {}
        self.overruled: dict[tuple[int, int], None] = {}
        self.adrift: list[Adrift] = []

    def apply(self, decision: Decision) -> None:
        """Apply a decision that holds, as far as it speaks of this report."""
        ruling = decision.ruling
        if isinstance(ruling, Accepted | Rejected):
            for claim in self._held(decision, ruling.claims):
                self._judge(decision, claim)
        elif isinstance(ruling, Amended):
            for claim in self._held(decision, ruling.claims):
                self._set(decision, claim, ruling.slot, ruling.value)
        elif isinstance(ruling, Moved):
            self._move(decision, ruling, self._held(decision, ruling.claims))
        elif isinstance(ruling, Made) and ruling.claim.report == self.report.digest:
            self._make(decision, ruling)

    def left(self) -> Left:
        """What came of it."""
        rejected = {name: d.number for name, d in self.verdicts.items() if isinstance(d.ruling, Rejected)}
        kept = [self.now[name] for name in self.ids if name not in rejected]
        return Left(
            claims=_with_their_wholes(kept, self.now),
            rejected=tuple((self.now[name], rejected[name]) for name in self.ids if name in rejected),
            made=tuple(self.made[name] for name in self.ids if name in self.made),
            accepted={name: d.number for name, d in self.verdicts.items() if isinstance(d.ruling, Accepted)},
            moved=self.moved,
            corrections=tuple(self.corrections[key] for key in sorted(self.corrections)),
            overruled=tuple(self.overruled),
            adrift=tuple(self.adrift),
        )

    def _held(self, decision: Decision, handles: Sequence[Handle]) -> list[str]:
        """The ids of the claims that the handles hold; what is lost is noted."""
        mine = [handle for handle in handles if handle.report == self.report.digest]
        found = [matching(handle, self.handles) for handle in mine]
        lost = tuple(handle for handle, at in zip(mine, found, strict=True) if at is None)
        if lost:
            self.adrift.append(Adrift(decision=decision.number, handles=lost, why=LOST))
        return list(dict.fromkeys(self.ids[at] for at in found if at is not None))

    def _judge(self, decision: Decision, claim: str) -> None:
        before = self.verdicts.get(claim)
        if before is not None and type(before.ruling) is not type(decision.ruling):
            self.overruled[before.number, decision.number] = None
        self.verdicts[claim] = decision

    def _make(self, decision: Decision, ruling: Made) -> None:
        at = matching(ruling.claim, self.handles)
        if at is not None:  # a reader reads it too by now: what the person said of it holds
            for slot, value in ruling.slots.items():
                self._set(decision, self.ids[at], slot, value)
            return
        key = f"decided-{decision.number}"
        if ruling.beside is not None:
            beside = self._held(decision, (ruling.beside,))
            key = (self.now[beside[0]].incident if beside else None) or key
        name = made_id(decision.number)
        claim = made_claim(self.report, ruling, name, key, decision.number)
        order = sum(handle.start <= ruling.claim.start for handle in self.handles)
        self.ids.insert(order, name)
        self.handles.insert(order, ruling.claim)
        self.read[name] = self.now[name] = claim
        self.made[name] = (claim, decision.number)

    def _set(self, decision: Decision, claim: str, slot: AmendedSlot, value: Any) -> None:
        try:
            after = amended(self.report, self.now[claim], slot, value, decision.number)
        except InputError as error:
            lost = (handle_of(self.report.digest, self.read[claim]),)
            self.adrift.append(Adrift(decision=decision.number, handles=lost, why=str(error).rstrip(".")))
            return
        before = self.corrections.get((claim, slot))
        if before is not None and before.set != value:
            self.overruled[before.decision, decision.number] = None
        verdict = self.verdicts.get(claim)
        if verdict is not None and isinstance(verdict.ruling, Accepted):
            self.overruled[verdict.number, decision.number] = None
        read = slot_of(self.read[claim], slot)
        self.now[claim] = after
        self.corrections[claim, slot] = Correction(
            claim=claim,
            slot=slot,
            read=read,
            read_as=in_words(slot, read),
            set=value,
            decision=decision.number,
        )

    def _move(self, decision: Decision, ruling: Moved, claims: Sequence[str]) -> None:
        target = self._key_of(ruling.to)
        before = {name: claim.incident for name, claim in self.now.items()}
        for name in claims:
            key = before[name]
            as_read = key is not None and key == self.read[name].incident
            whole = as_read and all(other in claims for other, its in before.items() if its == key)
            if not whole and key != target:
                renamed = target or f"decided-{decision.number}"
                self.now[name] = msgspec.structs.replace(self.now[name], incident=renamed)
            if name in self.moved and self.moved[name] != decision.number:
                self.overruled[self.moved[name], decision.number] = None
            self.moved[name] = decision.number

    def _key_of(self, tellings: Sequence[Telling]) -> str | None:
        """The key under which this report has the account among `tellings`, if it has one and only one."""
        held = [handle for telling in tellings for handle in telling if handle.report == self.report.digest]
        found = [at for handle in held if (at := matching(handle, self.handles)) is not None]
        keys = Counter(self.now[self.ids[at]].incident for at in found)
        most = [key for key, count in keys.items() if count == max(keys.values())]
        return most[0] if len(most) == 1 else None


def slot_of(claim: Claim, slot: str) -> Any:
    """What stands in a slot of a claim, as plain JSON."""
    if slot == "victim_class":
        return claim.victims.victim_class if isinstance(claim, Casualty) else None
    return msgspec.to_builtins(getattr(claim, slot, None))


def _with_their_wholes(kept: Sequence[Claim], read: dict[str, Claim]) -> tuple[Claim, ...]:
    """The claims, each figure a part of the nearest one including it that still counts and is of the same incident."""
    counting = {claim.id: claim for claim in kept}
    return tuple(_part_of(claim, counting, read) for claim in kept)


def _part_of(claim: Claim, counting: dict[str, Claim], read: dict[str, Claim]) -> Claim:
    if not isinstance(claim, Casualty) or claim.part_of is None:
        return claim
    whole: str | None = claim.part_of
    seen = {claim.id}
    while whole is not None and whole not in seen:
        if whole in counting and counting[whole].incident == claim.incident:
            break
        seen.add(whole)
        above = read.get(whole)
        whole = above.part_of if isinstance(above, Casualty) else None
    found = None if whole in seen else whole
    return claim if found == claim.part_of else msgspec.structs.replace(claim, part_of=found)
