"""Which words name years of old, centuries, decades, seasons and years by themselves, one rule each, in the form of
`rules`; read only where they are asked for (`times`).
"""

from __future__ import annotations

import re
from typing import TypeAlias

from tollbook.days.counting import ORDINAL, ordinal_of
from tollbook.days.rule import Group, group, opening
from tollbook.days.rules import COUNTED_ONES
from tollbook.days.time_values import Century, Old
from tollbook.days.values import Calendar, Decade, Season, SeasonName

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SEASON = "(?:spring|summer|autumn|fall|winter)"
_SEASONS: dict[str, SeasonName] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
_ANY_YEAR = "(?:1[0-9]|20)[0-9][0-9]"
_PART = (
    r"(?:(?:the\s+)?(?:early|mid|late|beginning|start|middle|end|first\s+half|second\s+half)"
    r"(?:-|\s+(?:(?:in|of)\s+)?))?"
)
_BEFORE_CHRIST = r"(?:B\.\s?C\.(?:\s?E\.)?|B\.C|BCE?)"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"

_Named: TypeAlias = Old | Century | Calendar | Decade | Season
_NO_PLURALS = frozenset("was is has does as its his this".split())


def _old_year(found: re.Match[str]) -> _Named | None:
    groups = found.groupdict()
    month, day, season = (groups.get(name) for name in ("month", "day", "season"))
    year = int(found["year"])
    if year == 0:
        return None
    return Old(
        year=year,
        before=groups.get("era") is None,
        month=_MONTHS.index(month[:3].lower()) + 1 if month else None,
        day=int(day) if day else None,
        season=_SEASONS[season.lower()] if season else None,
    )


def _old_decade(found: re.Match[str]) -> _Named | None:
    return Old(year=int(found["year"]), span="decade")


def _century(found: re.Match[str]) -> _Named | None:
    number = ordinal_of(found["number"])
    if found["before"]:
        return Old(year=(number - 1) * 100 + 1, span="century")
    return Century(number=number)


def _bare_year(found: re.Match[str]) -> _Named | None:
    """With a plural behind it a figure is a count ("1800 shells"), but not behind "his" or "the"."""
    counted = COUNTED_ONES.match(found.string, found.end())
    if counted and not found["owner"] and counted.group().split()[-1] not in _NO_PLURALS:
        return None
    return Calendar(year=int(found["year"]))


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _named_decade(found: re.Match[str]) -> _Named | None:
    return Decade(year=1920 + 10 * _DECADES.index(found["decade"].lower()))


def _season(found: re.Match[str]) -> _Named | None:
    name = _SEASONS[found["season"].lower()]
    year = found["year"]
    return Season(name=name, year=int(year) if year else None)


ERA_GROUPS: tuple[Group[_Named], ...] = (
    group(
        r"\bB\.?\s?C",
        60,
        8,
        # 480 BC, in the spring of 480 BC, 12 August 480 BC
        (
            rf"(?:(?:circa|ca?\.|about|around)\s+)?{_PART}"
            rf"(?:(?:(?P<day>{_DAY})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})(?:\s+of)?,?\s+"
            rf"|(?:the\s+)?(?P<season>{_SEASON})(?:\s+of)?\s+)?(?P<year>[0-9]{{1,4}})\s?{_BEFORE_CHRIST}",
            _old_year,
        ),
        # 499-450 BC, from 264 to 241 BC
        (
            rf"(?P<year>[0-9]{{1,4}})(?=(?:\s?[-–—/]\s?|\s+(?:to|and|or|until|through)\s+)[0-9]{{1,4}}\s?{_BEFORE_CHRIST})",
            _old_year,
        ),
        # the 470s BC
        (rf"(?:the\s+)?{_PART}(?P<year>[0-9]{{1,3}}0)s\s?{_BEFORE_CHRIST}", _old_decade),
        needs=("bc", "b.c", "b. c"),
    ),
    group(
        r"\b[1-9][0-9]{1,2}\b",
        20,
        12,
        # in 492, where the text counts years before Christ
        (
            r"(?:in|by|from|until|till|since|between|during|throughout)\s+(?P<core>(?:(?:early|late|mid)[\s-])?"
            r"(?P<year>[1-9][0-9]{1,2}))(?=\s*[,.;:)](?:\s|$)|\s+(?:the|and|to|with|when|after|as|he|they|it|a)\b)",
            _old_year,
        ),
        needs=(" bc", " b.c"),
    ),
    group(
        r"\b(?-i:AD|CE|A\.D)\b",
        8,
        8,
        (r"(?P<year>[1-9][0-9]{0,3})\s?(?P<era>(?-i:AD|CE|A\.D\.?))", _old_year),
        (r"(?P<era>(?-i:AD|A\.D\.))\s?(?P<year>[1-9][0-9]{0,3})", _old_year),
    ),
    group(
        opening("centur"),
        40,
        20,
        # the 5th century BC, the early nineteenth century
        (
            rf"(?:the\s+)?{_PART}(?:the\s+)?(?P<number>{ORDINAL})[\s-](?:century|centuries)"
            rf"(?P<before>\s+{_BEFORE_CHRIST})?",
            _century,
        ),
    ),
    group(
        opening("|".join(_DECADES)),
        24,
        10,
        (rf"the\s+(?:(?:early|mid|late)[\s-])?(?P<decade>{'|'.join(_DECADES)})", _named_decade),
    ),
    group(
        opening("spring|summer|autumn|fall|winter"),
        40,
        14,
        # the spring of 1776
        (
            rf"(?:the\s+)?{_PART}(?:the\s+)?(?P<season>{_SEASON})(?:,?\s+(?:of\s+)?(?P<year>{_ANY_YEAR}))",
            _season,
        ),
        # that winter, in spring, by late summer
        (
            r"(?:in|by|during|throughout|until|till|since|before|over|through|of)\s+"
            rf"(?P<core>(?:(?:the|that|this)\s+)?(?:(?:early|mid|late)[\s-])?(?P<season>{_SEASON})(?P<year>))"
            r"(?!\s+of\s+[a-z])(?![\s-]back)",
            _season,
        ),
        (
            r"(?:(?:the|that|this|same|following|next|previous)\s+){0,2}(?:(?:early|mid|late)[\s-])?"
            r"(?P<season>summer|autumn|winter)(?P<year>)",
            _season,
        ),
        (
            r"(?:the|that|this)\s+(?:same\s+|following\s+|next\s+|previous\s+)?(?P<season>spring)(?P<year>)"
            r"(?!\s+(?:of\s+[a-z]|water))",
            _season,
        ),
        # a spring offensive
        (r"(?P<season>spring|fall)(?P<year>)(?=\s+(?:offensive|campaign|months|harvest|floods|rains)\b)", _season),
    ),
    group(
        r"\b(?:1[6-9]|20)[0-9][0-9]\b",
        12,
        30,
        # a year by itself: the 1995 book
        (
            r"(?<![-–—/$£€#])(?<!than\s)(?<!some\s)(?<!about\s)(?<!over\s)(?<!nearly\s)"
            r"(?P<owner>(?:the|his|her|its|their|our|an?)\s+)?(?P<core>(?P<year>(?:1[6-9]|20)[0-9][0-9]))(?!\s?[%/–—-]|[,.:][0-9])",
            _bare_year,
        ),
    ),
)
