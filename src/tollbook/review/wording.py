"""How a person says the value of a slot, and how a value is said to one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from tollbook.errors import InputError
from tollbook.model import (
    Accepted,
    Amended,
    AmendedSlot,
    Bound,
    Handle,
    Judged,
    Made,
    Moved,
    Noted,
    Rejected,
    Ruling,
    Telling,
    Undone,
)
from tollbook.review.slots import plain_value

UNKNOWN = frozenset({"unknown", "none", "-"})
"""Words for a value that is not known, or for nobody."""

_HEDGES: dict[str, Bound] = {
    "at least": "at_least", "more than": "more_than", "over": "more_than", "at most": "at_most", "up to": "at_most",
    "fewer than": "fewer_than", "less than": "fewer_than", "under": "fewer_than", "about": "about", "around": "about",
    "some": "about", "exactly": "exact", "": "exact",
}  # fmt: skip
_COUNT = re.compile(r"(?P<hedge>[a-z ]*?) *(?P<low>\d[\d,]*)(?: *(?:-|–|\.\.|to) *(?P<high>\d[\d,]*))?", re.IGNORECASE)
_SAID: dict[str, str] = {
    "exact": "{}", "at_least": "at least {}", "more_than": "more than {}", "at_most": "at most {}",
    "fewer_than": "fewer than {}", "about": "about {}", "range": "{} to {}", "vague": "a number that is not told",
}  # fmt: skip


def value_from(slot: AmendedSlot, words: str) -> Any:
    """The value that a person's words give for a slot that needs no gazetteer and no registry, as a decision writes it.

    "at least 12", "30-40" and "vague" for a count; "2026-01-30", "2026-01-30..2026-02-01", "2026-01", "2026" and
    "unknown" for days; the model's own words for the others. Raises `InputError` where they give none.
    """
    told = words.strip()
    if slot == "count":
        return plain_value(slot, _count(told))
    if slot == "when":
        return plain_value(slot, _days(told))
    return plain_value(slot, told.replace(" ", "_").replace("-", "_").lower())


def in_words(slot: AmendedSlot, value: Any) -> str:
    """A slot's value, as plain JSON, in the words of a person."""
    if value is None:
        return "the report itself" if slot == "speaker" else "unknown"
    if slot == "count":
        return _SAID[value["bound"]].format(value["value"], value.get("value_high"))
    if slot == "when":
        return _days_said(value)
    if slot == "where":
        named = value.get("name") or value.get("text") or "unknown"
        return f"{named} ({value['country']})" if value.get("country") else str(named)
    if slot in ("speaker", "actor"):
        actor = value.get("actor")
        name = value.get("name") or (actor or {}).get("name") or value.get("text")
        return f"{name} ({actor['id']})" if actor else str(name)
    return str(value).replace("_", " ")


def told(ruling: Ruling) -> str:
    """What a ruling says, in words: the claims by their own words and their reports."""
    match ruling:
        case Judged():
            verdict = {"same": "one incident", "not_same": "not one incident", "unsure": "perhaps one incident"}
            return f"{_accounts(ruling.one)} and {_accounts(ruling.other)}: {verdict[ruling.judgement]}"
        case Moved():
            return f"move {_claims(ruling.claims)} to {_accounts(ruling.to) if ruling.to else 'an incident of its own'}"
        case Accepted():
            return f"accept {_claims(ruling.claims)}"
        case Rejected():
            return f"reject {_claims(ruling.claims)}"
        case Amended():
            name = _NAMES.get(ruling.slot, ruling.slot)
            return f"set the {name} of {_claims(ruling.claims)} to {in_words(ruling.slot, ruling.value)}"
        case Made():
            return f"{_made(ruling)} in {_claims((ruling.claim,))}, which nobody had read"
        case Noted():
            return f"a note on {_accounts(ruling.on)}"
        case Undone():
            return f"undo decision {ruling.decision}"


_NAMES = {"victim_class": "class", "when": "days", "where": "place"}
"""Slots whose names are no word of English, or another one."""


def _claims(handles: Sequence[Handle]) -> str:
    said = [f"“{' '.join(one.text.split())[:_LONGEST]}” ({one.report[:12]})" for one in handles[:_MOST]]
    return ", ".join(said) + (f" and {len(handles) - _MOST} more" if len(handles) > _MOST else "")


def _made(ruling: Made) -> str:
    held = ruling.claim
    if held.kind == "casualty":
        count = ruling.slots.get("count")
        return f"read {in_words('count', count) if count else 'a number'} {held.effect}"
    return "read who did it" if held.kind == "responsibility" else "read an attack"


def _accounts(tellings: Sequence[Telling]) -> str:
    reports = list(dict.fromkeys(telling[0].report[:12] for telling in tellings if telling))
    said = ", ".join(reports[:_MOST]) + (f" and {len(reports) - _MOST} more" if len(reports) > _MOST else "")
    return f"what {said} {'tells' if len(reports) == 1 else 'tell'}"


_MOST, _LONGEST = 3, 60
"""How many claims or reports are named, and how many characters of a claim's words are shown."""


def _count(words: str) -> dict[str, Any]:
    if words.lower() in UNKNOWN | {"vague"}:
        return {"value": None, "bound": "vague"}
    found = _COUNT.fullmatch(words)
    hedge = None if found is None else _HEDGES.get(found["hedge"].strip().lower())
    if found is None or hedge is None or (found["high"] and hedge != "exact"):
        raise InputError(f"count cannot be {words!r}. Write it like 12, 'at least 12', 'about 40', 30-40 or vague.")
    low = int(found["low"].replace(",", ""))
    if found["high"]:
        return {"value": low, "bound": "range", "value_high": int(found["high"].replace(",", ""))}
    return {"value": low, "bound": hedge}


def _days(words: str) -> dict[str, Any] | None:
    if words.lower() in UNKNOWN:
        return None
    first, apart, last = words.partition("..")
    start, end = _span(first.strip(), words), _span((last if apart else first).strip(), words)
    precision = {4: "year", 7: "month", 10: "day"}[len(first.strip())]
    if apart and (start[0], start[1]) != (end[0], end[1]):
        precision = "range"
    return {"start": start[0].isoformat(), "end": end[1].isoformat(), "precision": precision}


def _span(words: str, whole: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a day, a month or a year in ISO form."""
    try:
        first = dt.date.fromisoformat(words + {4: "-01-01", 7: "-01", 10: ""}[len(words)])
    except (ValueError, KeyError) as error:
        remedy = "Write it like 2026-01-30, 2026-01-30..2026-02-01, 2026-01 or unknown"
        raise InputError(f"when cannot be {whole!r}. {remedy}.") from error
    if len(words) == 4:
        return first, first.replace(month=12, day=31)
    last = calendar.monthrange(first.year, first.month)[1] if len(words) == 7 else first.day
    return first, first.replace(day=last)


def _days_said(value: dict[str, Any]) -> str:
    start, end, precision = str(value["start"]), str(value["end"]), value["precision"]
    if precision == "year" and start[:4] == end[:4]:
        return start[:4]
    if precision == "month" and start[:7] == end[:7]:
        return start[:7]
    return start if start == end else f"{start}..{end}"
