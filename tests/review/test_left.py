"""Claims as people left them: each ruling does what it says, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from tests.review.claims import REPORT, by_id, claims, decided, handle
from tollbook.errors import InputError
from tollbook.model import (
    Accepted,
    Actor,
    Amended,
    Claim,
    Decision,
    Left,
    Moved,
    Rejected,
    Undone,
)
from tollbook.review import amended, as_left, standing
from tollbook.storage.records import misquote


def left(*decisions: Decision, among: tuple[Claim, ...] | None = None) -> Left:
    return as_left(REPORT, claims() if among is None else among, decisions)


def amend(number: int, name: str, slot: Any, value: Any, who: str = "a reader") -> Decision:
    return decided(number, Amended(claims=(handle(name),), slot=slot, value=value), who)


def slot(found: Left, name: str, field: str) -> Any:
    return getattr({claim.id: claim for claim in found.claims}[name], field)


def test_without_decisions_nothing_changes() -> None:
    """What nobody decided on stays as it was read."""
    assert left() == Left(claims=claims())


def test_a_rejected_claim_is_out_of_the_count_and_kept() -> None:
    """It is listed with the decision, and its parts are no parts of it any more."""
    found = left(decided(4, Rejected(claims=(handle("c1"),))))
    assert [claim.id for claim in found.claims] == ["c2", "r1", "r2", "c3", "a1"]
    assert [(claim.id, number) for claim, number in found.rejected] == [("c1", 4)]
    assert slot(found, "c2", "part_of") is None


def test_accepting_changes_no_claim() -> None:
    """It is told which decision accepted it."""
    found = left(decided(4, Accepted(claims=(handle("c1"),))))
    assert found.claims == claims()
    assert found.accepted == {"c1": 4}


def test_undo_and_undo_of_undo() -> None:
    """What was undone holds no more; where the undoing is undone it holds again."""
    rejected, undone = decided(4, Rejected(claims=(handle("c1"),))), decided(5, Undone(decision=4))
    assert left(rejected, undone).claims == claims()
    assert len(left(rejected, undone, decided(6, Undone(decision=5))).claims) == 5
    again = decided(6, Undone(decision=5)), decided(7, Undone(decision=6))
    assert left(rejected, undone, *again).claims == claims()
    assert standing([rejected, undone, *again]).undone == {4: 5, 6: 7}


def test_the_machines_value_stays_beside_the_persons() -> None:
    """A correction keeps what was read, what was set, and by which decision."""
    found = left(amend(4, "c1", "victim_class", "militant"))
    assert slot(found, "c1", "victims").victim_class == "militant"
    assert [msgspec.to_builtins(one) for one in found.corrections] == [
        {
            "claim": "c1",
            "slot": "victim_class",
            "read": "civilian",
            "read_as": "civilian",
            "set": "militant",
            "decision": 4,
        }
    ]


def test_the_later_of_two_people_holds_and_both_are_told() -> None:
    """Two people who differ are seen to differ."""
    found = left(amend(4, "c1", "effect", "injured"), amend(6, "c1", "effect", "missing", "somebody else"))
    assert slot(found, "c1", "effect") == "missing"
    assert found.overruled == ((4, 6),)
    assert len(found.corrections) == 1


def test_two_people_who_agree_do_not_overrule_each_other() -> None:
    """The same value again is no conflict."""
    assert left(amend(4, "c1", "effect", "injured"), amend(6, "c1", "effect", "injured")).overruled == ()


def test_a_decision_holds_on_after_the_effect_was_amended() -> None:
    """Later decisions find the claim by what was read, whatever people set meanwhile."""
    found = left(amend(4, "c1", "effect", "injured"), decided(5, Rejected(claims=(handle("c1"),))))
    assert [claim.id for claim, _ in found.rejected] == ["c1"]
    assert found.adrift == ()


def test_what_is_read_no_more_is_adrift_and_applied_to_nothing() -> None:
    """It is told which decision lost what; the other claims stay as they are."""
    rest = tuple(claim for claim in claims() if claim.id != "c3")
    found = left(decided(4, Rejected(claims=(handle("c3"),))), among=rest)
    assert found.claims == rest
    assert [(one.decision, one.handles) for one in found.adrift] == [(4, (handle("c3"),))]


def test_a_moved_claim_has_the_key_of_where_it_belongs() -> None:
    """Within the report it joins the account that it was moved to."""
    found = left(decided(4, Moved(claims=(handle("r1"),), to=((handle("c3"), handle("a1")),))))
    assert slot(found, "r1", "incident") == "tell"
    assert found.moved == {"r1": 4}


def test_a_claim_moved_to_an_incident_of_other_reports_has_a_key_of_its_own() -> None:
    """So has one that is split off; what was a part of it is so no longer."""
    found = left(decided(4, Moved(claims=(handle("c1"),))))
    assert slot(found, "c1", "incident") == "decided-4"
    assert slot(found, "c2", "part_of") is None
    assert slot(found, "c2", "incident") == "oravan"


def test_an_account_moved_as_a_whole_keeps_its_key() -> None:
    """Its id stays good: only where it belongs has changed."""
    whole = tuple(handle(name) for name in ("r2", "c3", "a1"))
    found = left(decided(4, Moved(claims=whole)))
    assert found.claims == claims()
    assert found.moved == {"r2": 4, "c3": 4, "a1": 4}


def test_the_later_move_holds() -> None:
    """A claim that was split off and then moved elsewhere is elsewhere."""
    there = Moved(claims=(handle("c1"),), to=((handle("c3"), handle("a1")),))
    found = left(decided(4, Moved(claims=(handle("c1"),))), decided(5, there))
    assert slot(found, "c1", "incident") == "tell"
    assert found.overruled == ((4, 5),)


@pytest.mark.parametrize(
    ("name", "field", "value", "expected"),
    [
        ("c1", "count", {"value": 14, "bound": "at_least"}, ("12", 14, "at_least")),
        ("c1", "scope", "aggregate", "aggregate"),
        ("c1", "polarity", "denied", "denied"),
        ("c1", "cause", "other", "other"),
        ("a1", "type", "shelling", "shelling"),
        ("r1", "stance", "blamed", "blamed"),
        ("c1", "when", {"start": "2026-01-30", "end": "2026-01-31", "precision": "range"}, dt.date(2026, 1, 31)),
        ("c1", "when", None, None),
        ("c1", "where", None, None),
        ("c1", "speaker", {"name": "The Oravan Front"}, "The Oravan Front"),
        ("c1", "speaker", None, None),
        ("r1", "actor", {"name": "Hill League"}, "Hill League"),
    ],
)
def test_each_slot_can_be_set(name: str, field: Any, value: Any, expected: Any) -> None:
    """The value stands where the model has it, the claim still quotes its report exactly, and the rest is as it was."""
    before = by_id()[name]
    now = amended(REPORT, before, field, value, 4)
    told = getattr(now, field)
    if field == "count":
        told = (told.text, told.value, told.bound)
    elif field == "when" and told is not None:
        told = told.end
    elif field == "speaker" and told is not None:
        told = told.text
    elif field == "actor":
        told = told.actor.name
    assert told == expected
    assert misquote(REPORT, now) is None
    assert now.evidence == before.evidence
    assert now.id == before.id
    assert now.basis[{"count": "value"}.get(field, field)].by == "decision 4"


def test_a_place_without_words_in_the_report_quotes_none() -> None:
    """A person may know where it was although the report does not say so."""
    place = {"name": "Deep Well", "country": "XA", "lat": 1.0, "lon": 2.0, "precision": "settlement"}
    where = amended(REPORT, by_id()["c1"], "where", place, 4).where
    assert where is not None
    assert (where.name, where.text, where.start) == ("Deep Well", "", where.end)


def test_a_registered_actor_is_set_as_it_is_registered() -> None:
    """Its side and kind come with it, and the words stay those of the report."""
    actor = Actor(id="ucdp:1", name="Hill League", kind="armed_group")
    now = amended(REPORT, by_id()["r1"], "actor", {"name": "Hill League", "actor": msgspec.to_builtins(actor)}, 4)
    assert now.actor.actor == actor  # type: ignore[union-attr]
    assert now.actor.text == "The Oravan Front"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "field", "value", "says"),
    [
        ("a1", "count", {"value": 3}, "Claim a1 has no count"),
        ("c1", "stance", "blamed", "only claims on responsibility"),
        ("c1", "count", {"value": 3, "bound": "vague"}, "a number is missing exactly where"),
        ("c1", "count", {"value": 3, "bound": "range"}, "a second number belongs to a range"),
        ("c1", "count", {"value": 9, "bound": "range", "value_high": 3}, "ends below"),
        ("c1", "count", {"value": -1}, "from 0 up"),
        ("c1", "victim_class", "soldiers", "Give one of: civilian"),
        ("c1", "when", {"start": "2026-02-02", "end": "2026-02-01", "precision": "range"}, "ends before"),
        ("c1", "where", {"name": "X", "country": "XA", "lat": 99, "lon": 0, "precision": "exact"}, "latitudes"),
        ("c1", "where", {"name": "X", "country": "Xland", "lat": 9, "lon": 0, "precision": "exact"}, "two letters"),
        ("r2", "stance", "claimed", "Reject it instead"),
        ("c1", "evidence", "x", "no slot 'evidence'"),
    ],
)
def test_what_the_model_does_not_allow_is_refused(name: str, field: Any, value: Any, says: str) -> None:
    """The error says what cannot be, and what can."""
    with pytest.raises(InputError, match=says):
        amended(REPORT, by_id()[name], field, value, 4)


def test_a_value_that_does_not_fit_any_more_is_adrift() -> None:
    """Where a later reader reads another kind of claim there, the decision is told to be lost instead of failing."""
    stance = amend(4, "r1", "stance", "unclaimed")
    actor = amend(5, "r1", "actor", {"name": "Hill League"})
    found = left(stance, actor)
    assert slot(found, "r1", "actor") is None
    assert [one.decision for one in found.adrift] == [5]
    assert "Reject it instead" in found.adrift[0].why
