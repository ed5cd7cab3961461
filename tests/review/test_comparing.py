"""Two readings of one report side by side."""

from __future__ import annotations

import msgspec

from tests.review.claims import REPORT, by_id, claims
from tollbook.model import Casualty, Claim, Victims
from tollbook.review import compared


def renamed(some: tuple[Claim, ...]) -> list[Claim]:
    return [msgspec.structs.replace(claim, id=f"x{claim.id}", confidence=0.1) for claim in some]


def test_the_same_claims_under_other_ids_are_no_change() -> None:
    """What the reader calls its claims, and how sure it is, is its own."""
    found = compared(REPORT.digest, claims(), renamed(claims()))
    assert (found.gained, found.lost, found.changed) == ((), (), {})


def test_what_is_gained_lost_and_read_otherwise_is_told() -> None:
    """By the words: a claim on other words is another claim, and one on the same words may say something else."""
    first = by_id()["c1"]
    assert isinstance(first, Casualty)
    otherwise = msgspec.structs.replace(first, polarity="denied", victims=Victims(victim_class="militant"))
    newer = [otherwise, *renamed(tuple(claim for claim in claims() if claim.id not in ("c1", "a1")))]
    found = compared(REPORT.digest, claims(), newer)
    assert found.changed == {"c1": ("polarity", "victims")}
    assert [claim.id for claim in found.lost] == ["a1"]
    back = compared(REPORT.digest, newer, claims())
    assert [claim.id for claim in back.gained] == ["a1"]
