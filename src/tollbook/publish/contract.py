"""A reading as plain dicts and lists: the form of the JSON Lines that leave the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tollbook.model import Claim, Incident, Report

_REPORT_FIRST = ("id", "title", "outlet", "published", "url", "text")
_CLAIM_FIRST = ("id", "kind")


def as_dict(report: Report, claims: Sequence[Claim], incidents: Sequence[Incident]) -> dict[str, Any]:
    """The reading as `{"report": {...}, "claims": [...], "incidents": [...]}`, of JSON's own types only.

    Days and moments are ISO 8601 strings, tuples are lists, and no slot is left out: an open one is None. A claim
    begins with its `id` and `kind`; a report with the keys that a report line has on its way in.
    """
    # by way of JSON, which is faster than to turn every tuple into a list by hand
    plain = msgspec.json.decode(msgspec.json.encode({"report": report, "claims": claims, "incidents": incidents}))
    return {
        "report": _ordered(plain["report"], _REPORT_FIRST),
        "claims": [_ordered(claim, _CLAIM_FIRST) for claim in plain["claims"]],
        "incidents": plain["incidents"],
    }


def _ordered(record: dict[str, Any], first: Sequence[str]) -> dict[str, Any]:
    return {key: record[key] for key in first} | record
