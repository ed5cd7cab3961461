"""Forty reports of five days end in the ledger that a careful coder writes, whatever the order of their arrival."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.road.wave import (
    CachedRoad,
    Found,
    grouped_by_hand,
    incidents_of,
    laid_out,
    ledger,
    misjudged,
    misplaced,
    not_reached,
)

Orders = Callable[[str], list[Found]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Orders:
    """The incidents of a book to which the reports came in the order of that name, each order once; "by hand" are those
    of no book, their accounts brought together as the ledger has them.
    """
    folder = tmp_path_factory.mktemp("wave")
    road, reports = CachedRoad(), laid_out(folder)
    books: dict[str, list[Found]] = {}

    def added(order: str) -> list[Found]:
        if order == "by hand":
            return grouped_by_hand(reports, road)
        if order not in books:
            books[order] = incidents_of(folder / f"{order}.book", _in_order(reports, order), road)
        return books[order]

    return added


def test_the_incidents_are_the_coder_s(book: Orders) -> None:
    """The book's incidents are those of the ledger, with the same reports, statements, days and places; what is not so
    is listed in the ledger with the reason, and nothing stays there that is.
    """
    _is_as_known(misplaced(book("given")), "linking")


def test_what_they_say_together_is_what_the_coder_says(book: Orders) -> None:
    """From the accounts of each incident of the ledger follow its copies, revisions, contradictions, grade, and ranges
    under each profile, with the exceptions that the ledger lists.
    """
    _is_as_known(misjudged(book("by hand")), "joining")


def test_an_incident_of_the_book_says_what_its_accounts_say(book: Orders) -> None:
    """Where the machine brings the same accounts together as the coder, the incident is the same to the last word."""
    by_hand = {one.joined.accounts: one for one in book("by hand")}
    alike = [one for one in book("given") if one.joined.accounts in by_hand]
    assert len(alike) >= len(ledger()["incident"]) / 2
    assert [one.incident.key for one in alike if one.joined != by_hand[one.joined.accounts].joined] == []


@pytest.mark.parametrize("order", ["reversed", "seed 1", "seed 2", "seed 3"])
def test_the_order_of_arrival_is_of_no_matter(book: Orders, order: str) -> None:
    """Every incident is the same to the last word, ids and all."""
    given, other = (
        {one.incident.id: msgspec.json.encode(one.joined) for one in book(name)} for name in ("given", order)
    )
    assert sorted(other) == sorted(given)
    assert [known for known in given if given[known] != other[known]] == []


def _in_order(reports: list[Path], order: str) -> list[Path]:
    if order == "given":
        return reports
    if order == "reversed":
        return reports[::-1]
    return random.Random(order).sample(reports, len(reports))


def _is_as_known(differences: list[str], by: str) -> None:
    found, known = set(differences), not_reached(by)
    assert sorted(found - known) == [], "differs from the ledger"
    assert sorted(known - found) == [], "is reached by now: take it off the list"
