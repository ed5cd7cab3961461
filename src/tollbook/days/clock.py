"""On which day a text speaks: the report's publication, and the datelines that its text states.

A text states its publication at its head ("Friday, January 4, 2019"), behind a label ("Published 8 June 2016") or in
a dateline ("KABUL, Feb. 3 —"). Such words are the reference for what follows and never an event's day. Where the head
states another day than the one on record, the text was written on the day that it states: a feed's or an archive's
record is often the day on which it took the text over.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from tollbook.days.order import month_first
from tollbook.days.resolve import resolve
from tollbook.days.values import Ambiguous, Calendar, Phrase, Value
from tollbook.model import Report

_HEAD = 400
"""How far into a text, in characters, a bare date still states its publication."""
_FIRST_LINES = 200
"""The same for a date with its weekday that stands within a line ("Agency Saturday 21 Jun 2014")."""
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)

_LABEL = re.compile(
    r"(?:\b(?:published|updated|update|posted|publication|released?|issued|dated?|filed|modified)(?:\s+(?:on|at|of|by))?"
    r"|\bstory\s+is\s+from)\s*:?\s*$",
    re.IGNORECASE,
)
_OPENING_LABEL = re.compile(
    r"(?:^|\n)\W{0,3}(?:(?:last|first|date\s+of|story|title)\s*:?\s+)?(?:(?:published|updated?|posted|publication|released?"
    r"|issued|dated?|filed|modified)(?:\s+(?:on|at|of))?|this\s+story\s+is\s+from|title)\s*:?\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|\n)(?:(?![*•·▪‣])[\s\W]){0,5}$")
"""A date behind a bullet begins an item of a list: a day that the text tells of."""
_LINE_END = re.compile(r"[ \t]*[\r\n\u2028]")
# "March 19 - A car bomb", "May 11: Forces ...": a day that opens a line, and a mark.
_DAY_END = re.compile(r"\s*(?::\s|\s(?:--?|–|—)\s)")
_GOVERNED = re.compile(
    r"\b(?:on|in|since|until|till|by|of|from|to|and|between|before|after|for|the|last|early|late|around|about|dated)\s*$",
    re.IGNORECASE,
)
# "KABUL, Afghanistan (Sept. 5) -": a place in the line, the date in brackets, a dash or the line's end.
_BRACKETED = re.compile(r"[A-Z][\w .’'-]{1,40}(?:,\s*[A-Z][\w .]{1,30})?\s*\(\s*$")
_BRACKET_END = re.compile(r"\s*\)[^\S\n\u2028]*(?:-|–|—|:|[\n\u2028])")
# "KABUL, Feb. 3 —", "KABUL, Feb. 3 (Agency) -": a place in capitals, the date, a dash.
_CITY = re.compile(r"\b[A-Z][A-Z .’'-]{2,40}(?:,\s*[A-Z][\w. ]{1,30})?,\s*$")
_CITY_END = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?(?:--?|–|—)\s")


class Clock(msgspec.Struct, frozen=True):
    """The reference day at every place of a text: `days[i]` holds from `starts[i]` on."""

    starts: tuple[int, ...]
    days: tuple[dt.date | None, ...]
    stated: frozenset[int]
    """Where the phrases start that state a publication."""

    def at(self, position: int) -> dt.date | None:
        """The day on which the text speaks at `position`."""
        return self.days[bisect_right(self.starts, position) - 1]


def read_clock(report: Report, phrases: Sequence[Phrase]) -> Clock:
    """The reference days of a report; with no publication day, from the head of the text where it states one."""
    starts, days, stated = [0], [report.published], set()
    for phrase in phrases:
        if not _is_day(phrase.value):
            continue
        dateline = _is_dateline(report.text, phrase)
        if not dateline and not _states_publication(report, phrase):
            continue
        stated.add(phrase.start)
        named_year = isinstance(phrase.value, Calendar) and phrase.value.year is not None
        when = resolve(phrase.value, None if named_year else _week_after(report.published), None)
        if when is None and len(stated) == 1 and _heads(report.text, phrase):
            # Neither reading lies near the day on record, which is another's then: nearly all write the day first.
            when = resolve(phrase.value, None, None, month_first=month_first(report.url) or False)
        if when is None:
            continue
        if days[0] is None or (len(stated) == 1 and _heads(report.text, phrase)):
            days[0] = when.end
        elif dateline and report.published is not None:
            starts.append(phrase.start)
            days.append(when.end)
    return Clock(tuple(starts), tuple(days), frozenset(stated))


def _is_day(value: Value) -> bool:
    return isinstance(value, Ambiguous) or (isinstance(value, Calendar) and value.day is not None)


def _week_after(day: dt.date | None) -> dt.date | None:
    """A dateline may be a little younger than the publication day that is on record."""
    return day + dt.timedelta(days=7) if day is not None and day < dt.date(9999, 1, 1) else day


def _is_dateline(text: str, phrase: Phrase) -> bool:
    before, after = text[max(0, phrase.start - 90) : phrase.start], text[phrase.end : phrase.end + 40]
    if _BRACKETED.search(before):
        return _BRACKET_END.match(after) is not None
    if phrase.start < _HEAD and _OPENING.search(before) and isinstance(phrase.value, Calendar):
        # With its year it begins an item of a list of what happened; without, it opens a dispatch.
        return phrase.value.year is None and _DAY_END.match(after) is not None
    return _CITY.search(before) is not None and _CITY_END.match(after) is not None


def _states_publication(report: Report, phrase: Phrase) -> bool:
    before = report.text[max(0, phrase.start - 40) : phrase.start]
    if _LABEL.search(before):
        return True
    value = phrase.value
    if not isinstance(value, Calendar | Ambiguous) or not value.year or _GOVERNED.search(before):
        return False
    if report.published is None:
        return phrase.start < _HEAD
    if _heads(report.text, phrase):
        return True
    when = resolve(value, report.published, None)
    return when is not None and when.end == report.published and (phrase.start < _HEAD or before.endswith("("))


def _heads(text: str, phrase: Phrase) -> bool:
    """Whether a full date begins a line of the text's head, alone or behind a label."""
    if phrase.start >= _HEAD or not isinstance(phrase.value, Calendar | Ambiguous) or phrase.value.year is None:
        return False
    before = text[max(0, phrase.start - 60) : phrase.start]
    if _GOVERNED.search(before):
        return False
    first_lines = phrase.start < _FIRST_LINES
    weekday = first_lines and _WEEKDAY.match(text, phrase.start) is not None
    ends_line = first_lines and _LINE_END.match(text, phrase.end) is not None
    return weekday or ends_line or _OPENING.search(before) is not None or _OPENING_LABEL.search(before) is not None
