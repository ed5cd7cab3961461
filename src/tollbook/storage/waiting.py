"""What waits in a book for a person's judgement, as a store keeps it beside the view."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from tollbook.model import ReviewKind


class NewWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be judged, as it is put into the store.

    `weight` orders what waits, the greatest first, `key` among equals. `stake` are the people that count in it,
    `people` those that are told of (None where no number is), of an `effect`. `day` is that of publication; `first_day`
    and `last_day` are those of what happened, None where they are not known. `claims` are the names of the claims that
    it rests on.
    """

    kind: ReviewKind
    key: str
    weight: float
    doubt: float
    people: int | None
    stake: float
    effect: str | None
    day: str
    first_day: str | None
    last_day: str | None
    country: str | None
    claims: tuple[str, ...]
    sentence: str | None = None
    account: int | None = None
    other: int | None = None
    open: bool = True


class KeptWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be judged, as it stands in the store. `incidents` are the ids of those that it is about."""

    kind: ReviewKind
    key: str
    weight: float
    doubt: float
    people: int | None
    stake: float
    effect: str | None
    day: str
    country: str | None
    claims: tuple[str, ...]
    sentence: str | None
    open: bool
    incidents: tuple[str, ...]


class WaitingAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which of it is asked for; None asks for all. `country` is in capitals; days are inclusive, in ISO form, and those
    on which it happened; `incident` is an incident's number in the view.
    """

    kind: ReviewKind | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    incident: int | None = None


class WaitingStore(Protocol):
    """What waits. It is written under the view's `writing`, and emptied with the view."""

    def put_claims(self, report: str, items: Sequence[NewWaiting], judged: Mapping[str, Collection[str]]) -> None:
        """Keep which claims of a report (a digest) wait, in the place of what was kept, and what people judged of the
        others; what rests on them is opened or closed by it.
        """
        ...

    def put_incident(self, incident: int, items: Sequence[NewWaiting]) -> None:
        """Keep what waits of an incident, by its number, pairs apart, in the place of what was kept."""
        ...

    def put_pairs(self, incident: int, items: Sequence[NewWaiting]) -> None:
        """Keep the pairs that an incident is in, in the place of what was kept."""
        ...

    def drop_incident(self, incident: int) -> None:
        """Nothing of an incident waits any more."""
        ...

    def clear(self) -> None:
        """Nothing waits, and nobody has judged anything."""
        ...

    def find(
        self, asked: WaitingAsked, limit: int, after: KeptWaiting | None = None, *, back: bool = False
    ) -> list[KeptWaiting]:
        """Up to so much of what is open, in its order, from the first or after one; with `back` what stands before that
        one, the nearest first.
        """
        ...

    def at(self, key: str) -> KeptWaiting | None:
        """What has this key, open or not; None where nothing has."""
        ...

    def count(self, asked: WaitingAsked, most: int, before: KeptWaiting | None = None) -> int:
        """How much is open, before one of them where it is given; counted up to `most`."""
        ...

    def kinds(self, asked: WaitingAsked, most: int) -> dict[ReviewKind, int]:
        """How much is open of each kind, whatever kind is asked for; each counted up to `most`."""
        ...
