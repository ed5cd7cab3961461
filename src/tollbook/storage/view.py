"""What a store keeps of the view: accounts, the links between them, and the incidents that they make.

All of it follows from the facts (see `base`) and may be thrown away; `tests/storage` holds each engine to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

import msgspec

from tollbook.model import Account, Claim, Estimate, Parts, PlacePrecision, ReviewState, Summary
from tollbook.storage.question import Box, Mark, Question, Stretch, Totals
from tollbook.storage.waiting import WaitingStore


class ViewState(msgspec.Struct, frozen=True, kw_only=True):
    """By which rules a view was computed, and up to which log entry; "" and 0 for one that holds nothing yet."""

    rules: str
    seq: int


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account as it is put into the view.

    `reading` is the log entry of the reading that it is cut from, `since` the one from which it holds. `claims` are its
    own claims as people left them, None where they are those of the reading; `mark` tells them apart from any others.
    `filed` are the keys under which it is found.
    """

    account: Account
    reading: int
    since: int
    sketch: bytes
    claims: tuple[Claim, ...] | None
    mark: str
    filed: tuple[str, ...]


class KeptAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account as it stands in the view; `until` is the log entry that put another in its place."""

    number: int
    account: Account
    reading: int
    since: int
    until: int | None
    claims: tuple[Claim, ...] | None
    mark: str


class Tag(msgspec.Struct, frozen=True, order=True):
    """A name by which an incident is asked for, in small letters, and what it names: "country", "actor", "actor_id",
    "speaker", "outlet", "place", "class", "effect" or "grade".
    """

    kind: str
    value: str


class ClaimWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words by which a claim is found: those of its evidence, its place, its actor, its speaker and its outlet, and
    `facets`, which are words that we make. `reading` and `position` are its place among the facts.
    """

    reading: int
    position: int
    words: str
    place: str
    actor: str
    speaker: str
    outlet: str
    facets: str


class WordsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What a search asks for: every word or "phrase in double quotes" of each of these, and one of each tuple of
    facets. `words` are found in any column.
    """

    words: str
    place: str | None = None
    actor: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    facets: tuple[tuple[str, ...], ...] = ()


class ViewStore(Protocol):
    """The view's tables. What is written goes in under `writing`, one writer at a time.

    An account is in force from the log entry that brought it until another takes its place; it stays in the view after
    that, so that earlier states can be told.
    """

    @property
    def waiting(self) -> WaitingStore:
        """What of it waits for a person's judgement."""
        ...

    def state(self) -> ViewState:
        """How far the view has come."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, kept whole at its end. It may be lost with the power, as the view can be computed anew."""
        ...

    def begin_anew(self, rules: str) -> None:
        """Empty the view, which is to be computed by these rules."""
        ...

    def reached(self, seq: int) -> None:
        """Note that the facts up to this log entry have gone into the view."""
        ...

    def keep(self, account: NewAccount) -> int:
        """Put an account into the view; its number."""
        ...

    def supersede(self, number: int, entry: int) -> None:
        """Note that from a log entry on an account is in force no longer: nothing finds it, and no incident has it."""
        ...

    def in_force(self, report: str, at: int | None = None) -> list[KeptAccount]:
        """The accounts of a report (a digest) that are in force, or were after the log entry `at`, by number."""
        ...

    def ever(self, report: str) -> list[KeptAccount]:
        """The accounts of a report (a digest) that are or were in force, by number."""
        ...

    def accounts(self, numbers: Collection[int]) -> list[KeptAccount]:
        """The accounts of these numbers, by number."""
        ...

    def ids_in_force(self, numbers: Collection[int], at: int) -> dict[int, str]:
        """The ids of those of these accounts that were in force after the log entry `at`, by number."""
        ...

    def reports_of(self, ids: Collection[str], at: int) -> set[str]:
        """The reports (digests) of the accounts that have these ids and were in force after the log entry `at`."""
        ...

    def sketches(self, asked: Collection[str], enough: int) -> list[tuple[int, bytes]]:
        """The accounts in force that are filed under so many of these keys, and their sketches, by number."""
        ...

    def link(self, number: int, probabilities: Mapping[int, float]) -> None:
        """Keep how likely an account is one incident with each of others."""
        ...

    def links(self, numbers: Collection[int], least: float = 0.0) -> Iterator[tuple[int, int, float]]:
        """The links of these accounts that are at least so likely: account, the other one, probability. Accounts that
        are in force no longer have theirs too.
        """
        ...

    def incidents_of(self, numbers: Collection[int]) -> dict[int, int]:
        """The incident, by its number, that each of these accounts belongs to."""
        ...

    def ids_of(self, incidents: Collection[int]) -> list[str]:
        """The ids of incidents, in the order of their numbers."""
        ...

    def members(self, incident: int) -> tuple[int, ...]:
        """The accounts of an incident, by number."""
        ...

    def put_incident(self, id: str, members: Sequence[int]) -> None:  # noqa: A002 - the word of the records
        """Bring these accounts together as one incident, whose summary is yet to come."""
        ...

    def drop_incident(self, incident: int) -> None:
        """Take an incident apart."""
        ...

    def to_refresh(self, limit: int) -> list[int]:
        """Up to so many incidents, by number, whose accounts have changed since their summary was computed."""
        ...

    def put_summary(self, incident: int, summary: Summary, tags: Collection[Tag], *, wide: bool = False) -> None:
        """Keep what lists show of an incident, and the names by which it is asked for. One that is `wide` may hold
        others: it is unsettled whether it does until that is said, and again whenever one changes that it may hold.
        """
        ...

    def put_review(self, incident: int, review: ReviewState) -> None:
        """Keep how far people have come with an incident; nothing where its summary is yet to come."""
        ...

    def unsettled(self, limit: int) -> list[int]:
        """Up to so many wide incidents, by number, of which it is not known whether they hold others."""
        ...

    def settle(self, incident: int, *, holds: bool) -> None:
        """Keep whether an incident holds others."""
        ...

    def put_parts(self, incident: int, parts: Parts, estimates: Iterable[Estimate]) -> None:
        """Keep what the catalogue takes in of an incident: who and what has a part in it, and its house figures."""
        ...

    def summaries(self, question: Question) -> list[Summary]:
        """The incidents that meet the question, in its order."""
        ...

    def totals(self, question: Question) -> Totals:
        """How many incidents meet the question, and their killed and injured."""
        ...

    def stretches(self, question: Question, by: Literal["day", "month"], longest: int) -> list[Stretch]:
        """The days or months in which incidents began that meet the question and took `longest` days at most."""
        ...

    def first_and_last(self, question: Question) -> tuple[str, str] | None:
        """The first and the last day on which incidents began that meet the question; None where none is dated."""
        ...

    def countries(self) -> list[str]:
        """The countries, by code in small letters, that some incident is in."""
        ...

    def bounds(self, question: Question) -> Box | None:
        """What holds the centres of all places of the incidents that meet the question; None where none is placed."""
        ...

    def marks(self, question: Question, fineness: int, areas: Sequence[PlacePrecision], most: int) -> list[Mark]:
        """The incidents that meet the question as marks on a map that is cut into 2^fineness by 2^fineness cells: one
        mark a cell, and one for each place of the precisions `areas`; up to `most`, those of most incidents first.
        """
        ...

    def summaries_of(self, incidents: Collection[int]) -> list[Summary]:
        """The summaries of incidents, by their numbers."""
        ...

    def fresh_summaries(self, incidents: Collection[int]) -> dict[int, Summary]:
        """The summaries of those incidents, by their numbers, whose accounts have not changed since."""
        ...

    def count(self) -> int:
        """How many incidents there are, aggregates too."""
        ...

    def unsure(self, least: float) -> Iterator[tuple[int, int, float]]:
        """The pairs of accounts in force, of different incidents, at least so likely one; the likeliest first."""
        ...

    def numbers_of(self, ids: Collection[str], at: int | None = None) -> set[int]:
        """The numbers of the accounts that have these ids and are in force, or were after the log entry `at`."""
        ...

    def numbers_named(self, beginning: str, at: int | None = None) -> set[int]:
        """The numbers of the accounts whose ids begin so and that are in force, or were after the log entry `at`."""
        ...

    def changed_since(self, at: int) -> tuple[set[int], set[int]]:
        """The accounts, by number, that came after a log entry, and those in force then that went after it."""
        ...

    def put_words(self, claims: Sequence[ClaimWords]) -> None:
        """Let claims be found by their words."""
        ...

    def drop_words(self, claims: Sequence[ClaimWords]) -> None:
        """Let claims be found no more by the words that were put in for them."""
        ...

    def find_claims(self, asked: WordsAsked, limit: int) -> list[tuple[int, int]]:
        """The claims, as reading and position, that hold all that is asked for, up to so many, the best first.

        Raises `InputError` where there is nothing to search for.
        """
        ...

    def every_account(self) -> Iterator[KeptAccount]:
        """Every account in force, by number."""
        ...

    def check(self) -> None:
        """Raise `BookDamaged` where what is kept of an incident or of the words of claims is not what was put in, or
        where an account has no incident.
        """
        ...

    def named(self, beginning: str) -> dict[int, str]:
        """The incidents, by number, that have an account in force whose id begins so, and each incident's own id."""
        ...

    def near(self, id: str) -> list[str]:  # noqa: A002
        """Ids of accounts in force that begin with as much of this one as any does, up to 50."""
        ...
