"""Which words of a text name days, and what they say.

A grammar of English day expressions as news writes them. `find_phrases` reads single expressions ("Tuesday night",
"3 May 2017", "two days earlier", "last month"), then joins neighbours ("from Monday to Wednesday", "Friday and
Saturday") and puts "since" before them ("since the war began in March 2011"). Days of the week and months are read in
any case and with a lost apostrophe ("tuesdays attack"); "may" and "march" only where a figure or a preposition shows
that they are months.
"""

from __future__ import annotations

import re

import msgspec

from tollbook.days.rules import GROUPS
from tollbook.days.search import search
from tollbook.days.values import (
    Ambiguous,
    Between,
    Calendar,
    Decade,
    Feast,
    Foreign,
    Offset,
    Phrase,
    Shift,
    Since,
    Single,
    Unit,
    Value,
    Weekday,
)


def find_phrases(text: str) -> list[Phrase]:
    """The day expressions of `text`, in order, none overlapping another."""
    return _with_since(text, _joined(text, _offset(text, _ahead(text, _singles(text)))))


def _singles(text: str) -> list[Phrase]:
    return [Phrase(start=start, end=end, value=value) for start, end, value in search(text, GROUPS)]


_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+(?:due|scheduled|expected|set|planned|slated))\b(?:\s+[\w-]{1,20}){0,4}?\s+(?:(?:on|by|until|late|early)\s+)*$",
    re.IGNORECASE,
)


def _ahead(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """A day of the week behind a verb in the future is to come ("the court will sit on Tuesday")."""
    return [
        msgspec.structs.replace(phrase, value=msgspec.structs.replace(phrase.value, ahead=True))
        if isinstance(phrase.value, Weekday) and _TO_COME.search(text, max(0, phrase.start - 80), phrase.start)
        else phrase
        for phrase in phrases
    ]


_BESIDE = re.compile(r"\s+(?:the\s+|on\s+)?")
_NAMED = Calendar | Weekday | Feast | Foreign


def _offset(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """So many days before or after are counted from the day that follows right behind ("the day after Christmas")."""
    done: list[Phrase] = []
    for phrase in phrases:
        before = done[-1] if done else None
        if before is not None and _counts_days(before.value) and _BESIDE.fullmatch(text, before.end, phrase.start):
            of, shift = phrase.value, before.value
            if isinstance(of, _NAMED) and isinstance(shift, Shift) and _is_day(of):
                days = shift.amount * (7 if shift.unit == "week" else 1) * (-1 if shift.behind else 1)
                done[-1] = Phrase(start=before.start, end=phrase.end, value=Offset(days=days, of=of))
                continue
        done.append(phrase)
    return done


def _counts_days(value: Value) -> bool:
    return isinstance(value, Shift) and value.of == "event" and value.unit in ("day", "week") and value.amount != 0


def _is_day(value: Value) -> bool:
    return not isinstance(value, Calendar | Foreign) or value.day is not None


_BRIDGE = re.compile(
    r"\s*(?:-|–|—|,?\s+(?:and|or|to|until|till|through|into|and\s+into)\s|&|/)\s*"
    r"(?:(?:on|in|the)\s+)*(?:(?:early|late)\s+)?(?:(?:in\s+)?the\s+early\s+hours\s+of\s+)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r",\s")
"""Days of the week in a row: "Friday, Saturday and Sunday"."""


def _joined(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Neighbours of one grain with nothing but "and", "to" or a dash between them are one stretch of days."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if (
            before is not None
            and phrase.start - before.end <= 40
            and (_BRIDGE.fullmatch(text[before.end : phrase.start]) or _in_a_row(text, before, phrase))
        ):
            first = before.value.first if isinstance(before.value, Between) else before.value
            last = phrase.value
            if isinstance(first, Single) and isinstance(last, Single) and _grain(first) == _grain(last) is not None:
                # "Friday and Saturday, 30 and 31 January": the dates say the whole stretch.
                whole = isinstance(last, Calendar) and last.last_day is not None
                value: Value = last if whole else Between(first=_completed(first, last), last=last)
                joined[-1] = Phrase(start=before.start, end=phrase.end, value=value)
                continue
        joined.append(phrase)
    return joined


def _in_a_row(text: str, before: Phrase, phrase: Phrase) -> bool:
    days = isinstance(phrase.value, Weekday) and isinstance(
        before.value.first if isinstance(before.value, Between) else before.value, Weekday
    )
    return days and _LISTED.fullmatch(text[before.end : phrase.start]) is not None


def _completed(first: Single, last: Single) -> Single:
    """The month and the year that are told once, at the end, hold for both ("late June and early July 2016")."""
    if isinstance(first, Foreign) and isinstance(last, Foreign) and first.year is None:
        return msgspec.structs.replace(first, year=last.year)
    return first


def _grain(value: Single) -> Unit | None:
    """How long a time the value names; None where two of its kind do not make one stretch."""
    match value:
        case Calendar(day=None, month=None):
            return "year"
        case Calendar(day=None):
            return "month"
        case Calendar() | Weekday() | Ambiguous():
            return "day"
        case Foreign(day=int()):
            return "day"
        case Shift(unit="day", of="reference"):
            return "day"
        case Decade():
            return "year"
    return None


# What may stand between "since" and its day: the event by which it is told, within the sentence.
_SINCE_REACH = 150
_SINCE = re.compile(
    r"\bsince\b(?:[^.;!?]{0,140}?)\s*(?:\b(?:in|on|at|from|of|last|until|about|around|nearly|almost|over|some)\s+)?"
    r"(?:the\s+)?(?:(?:early|late)\s+)?$",
    re.IGNORECASE,
)


def _with_since(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """ "since" and the day after it are one phrase, also with the event between them that began on that day."""
    done: list[Phrase] = []
    floor = 0
    for phrase in phrases:
        opening = _SINCE.search(text, max(floor, phrase.start - _SINCE_REACH), phrase.start)
        if opening is not None and isinstance(phrase.value, Single):
            done.append(Phrase(start=opening.start(), end=phrase.end, value=Since(first=phrase.value)))
        else:
            done.append(phrase)
        floor = phrase.end
    return done
