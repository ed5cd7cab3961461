"""Deciding: what a person says of a book's incidents and claims."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from tollbook.model import Effect, Judgement, KeptDecision, Stance

if TYPE_CHECKING:
    from tollbook.book.desk import Desk


class Deciding(ABC):
    """The part of a Book on which people decide. `who` is the book's user unless given; `seen` is the number of the
    last log entry that the person has seen: where a decision on the same claims came after it, theirs is refused
    (`Overtaken`). Claims are named as `claim_ref` names them ("3f2a9c41b0d2:c3"), incidents by an id or the beginning
    of one. Every method raises `InputError` for what it cannot make sense of.
    """

    @property
    @abstractmethod
    def _desk(self) -> Desk:
        """Where decisions are made."""

    def judge(
        self, one: str, other: str, judgement: Judgement, why: str, *, who: str | None = None, seen: int | None = None
    ) -> KeptDecision:
        """Two incidents, or reports (by the beginning of their digests), are one, are not, or nobody can tell.

        Of one incident, two of its accounts are named by their own ids or the digests of their reports.
        """
        return self._desk.judge(one, other, judgement, why, who, seen)

    def move(
        self,
        claims: str | Sequence[str],
        to: str | None = None,
        why: str = "",
        *,
        who: str | None = None,
        seen: int | None = None,
    ) -> KeptDecision:
        """Claims belong to the incident `to`, or to one of their own."""
        return self._desk.move(_many(claims), to, why, who, seen)

    def split(
        self, incident: str, claims: str | Sequence[str], why: str, *, who: str | None = None, seen: int | None = None
    ) -> KeptDecision:
        """Claims of an incident are an incident of their own."""
        return self._desk.split(incident, _many(claims), why, who, seen)

    def accept(
        self, claims: str | Sequence[str], why: str = "", *, who: str | None = None, seen: int | None = None
    ) -> KeptDecision:
        """Claims are read rightly."""
        return self._desk.accept(_many(claims), why, who, seen)

    def reject(
        self, claims: str | Sequence[str], why: str, *, who: str | None = None, seen: int | None = None
    ) -> KeptDecision:
        """Claims are not made by their reports: they are out of the count, and stay visible."""
        return self._desk.reject(_many(claims), why, who, seen)

    def amend(
        self,
        claims: str | Sequence[str],
        slot: str,
        value: Any,
        why: str,
        *,
        who: str | None = None,
        seen: int | None = None,
    ) -> KeptDecision:
        """Claims have `value` in `slot`, given in words ("at least 12") or as plain data; what was read stays beside.

        The slots are those of `AmendedSlot`. A place is named, or given by the gazetteer's id or by coordinates; an
        actor or speaker by name or by the registry's id.
        """
        return self._desk.amend(_many(claims), slot, value, why, who, seen)

    def make(
        self,
        report: str,
        start: int,
        end: int,
        *,
        kind: Literal["casualty", "responsibility", "attack"] = "casualty",
        effect: Effect | None = None,
        stance: Stance | None = None,
        slots: Mapping[str, Any] | None = None,
        beside: str | None = None,
        evidence: tuple[int, int] | None = None,
        why: str = "",
        who: str | None = None,
        seen: int | None = None,
    ) -> KeptDecision:
        """A report makes a claim that no reader read, in its words `start` to `end`: the figure, the actor's name, or
        what was done. `slots` are given as `amend` takes them; `beside` is the id of a claim of the report on the same
        incident, None for an incident of its own; `evidence` where the words around begin and end (the sentence).
        """
        from tollbook.book.making import NewClaim

        new = NewClaim(
            report=report, kind=kind, start=start, end=end, effect=effect, stance=stance, slots=dict(slots or {}),
            beside=beside, evidence=evidence,
        )  # fmt: skip
        return self._desk.make(new, why, who, seen)

    def make_of_words(
        self,
        report: str,
        words: str,
        *,
        kind: str | None = "casualty",
        effect: str | None = "killed",
        stance: str | None = "reported",
        slots: Sequence[str] = (),
        beside: str | None = None,
        why: str = "",
        who: str | None = None,
        seen: int | None = None,
    ) -> KeptDecision:
        """The same, as a command is told it: the words where the report has them first, and slots as "count=2"."""
        from tollbook.book.making import new_claim

        new = new_claim(self._desk.text_of(report), report, words, kind, effect, stance, slots, beside)
        return self._desk.make(new, why, who, seen)

    def decided(self, numbers: Sequence[int]) -> list[KeptDecision]:
        """Some decisions, by number, with what has become of them."""
        return self._desk.decided(numbers)

    def note(self, incident: str, text: str, *, who: str | None = None) -> KeptDecision:
        """A note on an incident."""
        return self._desk.note(incident, text, who)

    def undo(self, number: int, why: str, *, who: str | None = None, seen: int | None = None) -> KeptDecision:
        """An earlier decision holds no longer; one that undid another may be undone too."""
        return self._desk.undo(number, why, who, seen)


def _many(claims: str | Sequence[str]) -> Sequence[str]:
    return [claims] if isinstance(claims, str) else claims
