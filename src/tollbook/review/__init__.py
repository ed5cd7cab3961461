"""Stage 6 of 7: Claims and Decisions in, claims as people left them out.

A decision holds on to words (`handles`); which decisions hold is in `standing`; what may be set in a slot in `slots`,
and how a person says it in `wording`. `left` applies them to one report's claims, `rulings` to the accounts that are
brought together across reports.
"""

from __future__ import annotations

from tollbook.review.comparing import Reread, compared
from tollbook.review.handles import handle_of, made_handles, made_id, matching, resolve
from tollbook.review.left import as_left
from tollbook.review.rulings import HeldAccount, Rulings, handles_by_claim, held_account, lost_accounts, rulings_on
from tollbook.review.slots import amended, made_claim, plain_value
from tollbook.review.standing import Standing, standing
from tollbook.review.wording import in_words, told, value_from

__all__ = [
    "HeldAccount",
    "Reread",
    "Rulings",
    "Standing",
    "amended",
    "as_left",
    "compared",
    "handle_of",
    "handles_by_claim",
    "held_account",
    "in_words",
    "lost_accounts",
    "made_claim",
    "made_handles",
    "made_id",
    "matching",
    "plain_value",
    "resolve",
    "rulings_on",
    "standing",
    "told",
    "value_from",
]
