"""Publication times as outlets write them: ISO 8601, mail dates, and day-month-year in English words."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import NamedTuple

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{4}/\d{1,2}/\d{1,2})"
    r"(?:[T ]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s*"
    r"(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WORDED = (
    re.compile(rf"\b{_MONTH} +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? +{_MONTH},? +(?P<year>\d{{4}})\b", re.I),
)


class Moment(NamedTuple):
    """A day, on the calendar of the offset that was written, and the moment: None where a day or a time without an
    offset is all that was told.
    """

    day: dt.date
    at: dt.datetime | None


def moment(words: str) -> Moment | None:
    """Read a publication time. None where the words are none, or cannot be told apart (03/04/2024)."""
    words = words.strip()[:200]
    return _iso(words) or _mail(words) or _worded(words)


def iso_moment(words: str) -> Moment | None:
    """Read a publication time that must be ISO 8601: a date, or a date and a time, with or without an offset."""
    return _iso(words.strip())


def _iso(words: str) -> Moment | None:
    found = _ISO.fullmatch(words)
    if found is None:
        return None
    digits = re.split(r"[-/]", found["day"])
    year, month, date = digits if len(digits) == 3 else (found["day"][:4], found["day"][4:6], found["day"][6:])
    hour, minute, second = [int(part) for part in f"{found['time'] or '0:0'}:0".split(":")][:3]
    try:
        day = dt.date(int(year), int(month), int(date))
        clock = dt.time(hour, minute, second)
        at = dt.datetime.combine(day, clock, _offset(found["offset"])) if found["offset"] else None
        return Moment(day, at)
    except ValueError:
        return None


def _offset(words: str) -> dt.timezone:
    if words.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    sign = -1 if words[0] == "-" else 1
    digits = words[1:].replace(":", "").ljust(4, "0")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _mail(words: str) -> Moment | None:
    """RFC 2822, as feeds and some pages write it. A name of a zone that the RFC does not fix gives no offset."""
    if not re.match(r"[A-Za-z]{3},? +\d{1,2} ", words):
        return None
    try:
        at = email.utils.parsedate_to_datetime(words)
    except (ValueError, IndexError):
        return None
    return Moment(at.date(), at if at.tzinfo else None)


def _worded(words: str) -> Moment | None:
    for pattern in _WORDED:
        found = pattern.search(words)
        if found is None:
            continue
        try:
            day = dt.date(int(found["year"]), _MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
        except ValueError:
            return None
        return Moment(day, None)
    return None
