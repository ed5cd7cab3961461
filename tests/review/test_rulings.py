"""What people decided about accounts, as pairs for clustering."""

from __future__ import annotations

from typing import Any

from tests.review.claims import decided
from tollbook.model import Handle, Judged, Moved, Noted, Undone
from tollbook.review import HeldAccount, Rulings, lost_accounts, rulings_on


def handle(report: str, start: int) -> Handle:
    return Handle(report=report, kind="casualty", start=start, end=start + 2, text="12", effect="killed")


def account(name: str, report: str, *starts: int) -> HeldAccount:
    return HeldAccount(id=name, report=report, handles=tuple(handle(report, start) for start in starts))


A, B, C = account("a", "r1", 0, 10), account("b", "r2", 0, 10), account("c", "r3", 0)


def judged(number: int, judgement: Any, one: HeldAccount, other: HeldAccount, who: str = "a reader") -> Any:
    return decided(number, Judged(judgement=judgement, one=(one.handles,), other=(other.handles,)), who)


def told(found: Rulings) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    return sorted(found.same), sorted(found.apart), sorted(found.unsure)


def test_each_judgement_is_a_pair() -> None:
    """Same, not the same and unsure each go where clustering needs them."""
    found = rulings_on([A, B, C], [judged(1, "same", A, B), judged(2, "not_same", B, C), judged(3, "unsure", A, C)])
    assert told(found) == ([("a", "b")], [("b", "c")], [("a", "c")])


def test_the_later_judgement_holds_and_the_conflict_is_told() -> None:
    """Two people who differ on a pair: the later holds, both are kept."""
    found = rulings_on([A, B], [judged(1, "same", A, B), judged(2, "not_same", B, A, "somebody else")])
    assert told(found) == ([], [("a", "b")], [])
    assert found.overruled == ((1, 2),)


def test_what_was_undone_says_nothing() -> None:
    """And the judgement before it holds again."""
    undone = decided(3, Undone(decision=2))
    found = rulings_on([A, B], [judged(1, "same", A, B), judged(2, "not_same", A, B), undone])
    assert told(found) == ([("a", "b")], [], [])


def test_incidents_are_judged_account_by_account() -> None:
    """All accounts of one with all of the other: each with the first is enough, unless two of them are apart."""
    both = decided(1, Judged(judgement="same", one=(A.handles, B.handles), other=(C.handles,)))
    assert rulings_on([A, B, C], [both]).same == {("a", "b"), ("a", "c")}
    split = judged(2, "not_same", A, B)
    assert told(rulings_on([A, B, C], [both, split]))[:2] == ([("a", "c"), ("b", "c")], [("a", "b")])


def test_an_account_is_where_most_of_its_claims_are() -> None:
    """A reader that cuts a report otherwise is followed where that is clear, and not where it is not."""
    three = account("a", "r1", 0, 10, 20)
    two, one = account("a1", "r1", 0, 10), account("a2", "r1", 20)
    assert rulings_on([two, one, B], [judged(1, "same", three, B)]).same == {("a1", "b")}
    halves = account("a1", "r1", 0), account("a2", "r1", 10)
    found = rulings_on([*halves, B], [judged(1, "same", A, B)])
    assert found.same == frozenset()
    assert [one.decision for one in found.adrift] == [1]


def test_a_report_that_is_not_looked_at_is_passed_over() -> None:
    """Rulings on the accounts of a neighbourhood do not ask for the rest of the book."""
    assert rulings_on([A], [judged(1, "same", A, B)]).adrift == ()


def test_a_split_keeps_the_rest_away() -> None:
    """What was split off is not brought back by its likeness to what it left."""
    split = decided(1, Moved(claims=B.handles, away=(A.handles, B.handles, C.handles)))
    found = rulings_on([A, B, C], [split])
    assert told(found) == ([], [("a", "b"), ("b", "c")], [])


def test_a_move_brings_together_and_keeps_apart() -> None:
    """The moved claims go with the accounts that they were moved to, and with each other."""
    move = decided(1, Moved(claims=(*A.handles, *B.handles), to=(C.handles,), away=(A.handles, B.handles)))
    found = rulings_on([A, B, C], [move])
    assert found.same == {("a", "b"), ("a", "c")}
    assert found.apart == frozenset()


def test_an_account_of_which_nothing_is_read_any_more_is_told() -> None:
    """By each decision that holds; where one of its claims is still read, it is found by that."""
    note = decided(1, Noted(on=(A.handles, B.handles)))
    lost = lost_accounts([note], {"r1": (), "r2": B.handles[:1]})
    assert [(one.decision, one.handles) for one in lost] == [(1, A.handles)]
    assert lost_accounts([note, decided(2, Undone(decision=1))], {"r1": ()}) == []
    assert lost_accounts([note], {}) == []
