"""What people did to one incident, for whoever is shown it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.book.decisions import Decisions
from tollbook.book.desk import kept_decisions
from tollbook.book.records import Reviewed
from tollbook.model import Account, Claim, Correction, Decision, Left, claim_ref, handles_in
from tollbook.review import handle_of, matching
from tollbook.storage import Store


def reviewed(store: Store, accounts: Sequence[Account], at: int) -> Reviewed:
    """What people had done by a log entry to the incident that these accounts make."""
    decisions = Decisions(store)
    every: dict[int, Decision] = {}
    here: set[int] = set()
    corrections: list[Correction] = []
    rejected: list[Claim] = []
    for report in dict.fromkeys(account.report for account in accounts):
        found = store.decisions(report, at)
        kept, reading = store.report(report), store.reading_at(report, at)
        if not found or kept is None or reading is None:
            continue
        read = store.claims_of(reading)
        left = decisions.left(kept.report, read, at)
        own = own_claims(report, accounts, left)
        every.update((each.number, each) for each in found)
        here |= {each.number for each in found if touches(each, report, (*read, *(one for one, _ in left.made)), own)}
        corrections += [
            msgspec.structs.replace(one, claim=claim_ref(report, one.claim))
            for one in left.corrections
            if one.claim in own
        ]
        rejected += [
            msgspec.structs.replace(claim, id=claim_ref(report, claim.id))
            for claim, _ in left.rejected
            if claim.id in own
        ]
    if not here:
        return Reviewed()
    told = kept_decisions(store, decisions, [every[number] for number in sorted(every)], at)
    return Reviewed(
        decisions=tuple(one for one in told if one.decision.number in here and one.state != "undone"),
        corrections=tuple(corrections),
        rejected=tuple(rejected),
    )


def own_claims(report: str, accounts: Sequence[Account], left: Left) -> set[str]:
    """The claims of a report, by id, that are of the incident, those that people rejected among them."""
    mine = [account for account in accounts if account.report == report]
    keys = {account.key for account in mine}
    return {name for account in mine for name in account.claims} | {
        claim.id for claim, _ in left.rejected if claim.incident in keys
    }


def touches(decision: Decision, report: str, read: Sequence[Claim], own: set[str]) -> bool:
    """Whether a decision is about one of the incident's own claims in a report."""
    handles = [handle_of(report, claim) for claim in read]
    for handle in handles_in(decision.ruling):
        at = matching(handle, handles) if handle.report == report else None
        if at is not None and read[at].id in own:
            return True
    return False
