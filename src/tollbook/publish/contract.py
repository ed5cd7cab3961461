"""A reading as plain dicts and lists: the form of the JSON Lines that leave the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model import Claim, Incident, Joined, Report, UmbrellaSum

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


def joint_dict(
    joined: Joined,
    reports: Mapping[str, Report],
    components: Sequence[Joined] = (),
    sums: Sequence[UmbrellaSum] = (),
    umbrella: Incident | None = None,
) -> dict[str, Any]:
    """A joined incident as `{"incident": {...}, "reports": [...], "statements": [...], ...}`, of JSON's own types only.

    The reports are in the order of the accounts, without their texts; claims go by their names among those of all
    reports. Of an umbrella there are the ids of its single attacks in "components", and in "sums" how their figures
    stand to its own; "umbrella" is the id of the one that it is a part of itself.
    """
    plain = msgspec.json.decode(msgspec.json.encode(joined))
    digests = dict.fromkeys(account.report for account in joined.accounts)
    told_in = msgspec.json.decode(msgspec.json.encode([reports[digest] for digest in digests if digest in reports]))
    for one in told_in:
        del one["text"], one["blocks"]
    plain["claims"] = [_ordered(claim, _CLAIM_FIRST) for claim in plain["claims"]]
    plain["umbrella"] = None if umbrella is None else umbrella.id
    plain["components"] = [component.incident.id for component in components]
    plain["sums"] = msgspec.json.decode(msgspec.json.encode(sums))
    found: dict[str, Any] = {"incident": plain.pop("incident"), "reports": told_in} | plain
    return found


def _ordered(record: dict[str, Any], first: Sequence[str]) -> dict[str, Any]:
    return {key: record[key] for key in first} | record
