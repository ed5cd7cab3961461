"""How far people have come with an incident: nobody has looked, somebody has, or everything was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tollbook.book.decisions import Decisions
from tollbook.book.reviewed import own_claims, touches
from tollbook.model import Casualty, Claim, Left, ReviewState
from tollbook.review import standing
from tollbook.storage import KeptAccount, Store


def review_of(
    store: Store,
    decisions: Decisions,
    accounts: Sequence[KeptAccount],
    claims_of: Callable[[KeptAccount], Sequence[Claim]],
    at: int,
) -> ReviewState:
    """How far people had come by a log entry with the incident that these accounts make.

    It is decided where every claim that counts people (every claim, where none does) was accepted or amended, or was
    rejected and so is no longer its own. Any decision that holds and is about one of its claims makes a beginning.
    """
    begun, judged, waiting = False, False, False
    counting = any(isinstance(claim, Casualty) for kept in accounts for claim in claims_of(kept))
    for report in dict.fromkeys(kept.account.report for kept in accounts):
        mine = [kept for kept in accounts if kept.account.report == report]
        left = _left(store, decisions, report, at)
        done = set(left.accepted) | {one.claim for one in left.corrections}
        to_judge = {
            claim.id for kept in mine for claim in claims_of(kept) if isinstance(claim, Casualty) or not counting
        }
        waiting |= bool(to_judge - done)
        judged |= bool(to_judge)
        begun = begun or _is_begun(store, report, mine, left, at)
    if begun and judged and not waiting:
        return "decided"
    return "begun" if begun else "untouched"


def _left(store: Store, decisions: Decisions, report: str, at: int) -> Left:
    """The claims of a report as people had left them."""
    kept, reading = store.report(report), store.reading_at(report, at)
    if kept is None or reading is None or not store.decisions(report, at):
        return Left(claims=())
    return decisions.left(kept.report, store.claims_of(reading), at)


def _is_begun(store: Store, report: str, mine: Sequence[KeptAccount], left: Left, at: int) -> bool:
    """Whether a decision that holds is about one of the claims that a report gives to the incident."""
    holding, reading = standing(store.decisions(report, at)).holding, store.reading_at(report, at)
    if not holding or reading is None:
        return False
    own = own_claims(report, [kept.account for kept in mine], left)
    read = store.claims_of(reading)
    return any(touches(each, report, read, own) for each in holding)
