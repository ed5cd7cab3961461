"""Which words name days, one rule each: a pattern, and what its words say.

Rules come in groups that share a trigger, so that a long text is searched for a few words and not for every pattern.
Feasts and other calendars stand in `feast_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tollbook.days.feast_rules import FEAST_RULES, FEAST_TRIGGER, FEAST_WORDS
from tollbook.days.rule import NUMBER, Group, group, number, opening
from tollbook.days.values import (
    Ambiguous,
    Between,
    Calendar,
    Decade,
    Lasting,
    Overnight,
    Part,
    Season,
    SeasonName,
    Shift,
    Since,
    Unit,
    Value,
    Weekday,
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS: tuple[Unit, ...] = ("day", "weekend", "week", "month", "year")
_PARTS: dict[str, Part] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late",
    "end": "late", "first half": "first half", "second half": "second half", "latter half": "second half",
    "first quarter": "q1", "second quarter": "q2", "third quarter": "q3", "fourth quarter": "q4",
    "last quarter": "q4",
}  # fmt: skip

_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_HEAD = rf"(?:(?:{_WEEKDAY}|(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.?),?\s+(?:the\s+)?)?"
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_TH = "(?:st|nd|rd|th)?"
_YEAR = "(?:19|20)[0-9][0-9]"
_ANY_YEAR = "(?:1[5-9]|20)[0-9][0-9]"
"""A year beside a month; without one an old year is more often a count."""
_TO = r"\s?(?:-|–|—|to|and|&|or|until|till|through)\s?(?:the\s+)?"
_WHICH_YEAR = rf"(?:,?\s+(?P<year>{_ANY_YEAR})|,?\s+(?:of\s+)?(?P<back>last|this)\s+year)?"
_PART = (
    r"(?:(?:the\s+)?(?P<part>early|mid|late|beginning|start|middle|end|first half|second half|latter half"
    r"|(?:first|second|third|fourth|last) quarter)(?:-|\s+(?:(?:in|of)\s+)?))"
)
_TIME = (
    r"(?:(?:['’]?s)?\s+(?:early[\s-]+|late[\s-]+)?(?:mornings?|afternoons?|evenings?|nights?|noon|midday|midnight|dawn)"
    r"(?:\s+hours)?)?"
)
_OWN = "(?:['’]?s|['’])?"


def _calendar(found: re.Match[str]) -> Value | None:
    """Any of the patterns that name a month or a year, by the groups that they share."""
    groups = found.groupdict()
    month, day, last, year, part, back = (groups.get(name) for name in ("month", "day", "last", "year", "part", "back"))
    if last and day and int(last) <= int(day):
        return None
    return Calendar(
        year=int(year) if year else None,
        month=_MONTHS.index(month[:3].lower()) + 1 if month else None,
        day=int(day) if day else None,
        last_day=int(last) if last else None,
        part=_part(part),
        back=int(back.lower() == "last") if back else None,
    )


def _part(words: str | None) -> Part | None:
    return _PARTS[" ".join(words.lower().split())] if words else None


def _numeric(found: re.Match[str]) -> Value | None:
    """A date in figures. With dots the day comes first; else only a figure above 12 tells which is the day."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if first == second or first > 12 or found["mark"] == ".":
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return Ambiguous(year=year, first=first, second=second)
    return Calendar(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _iso(found: re.Match[str]) -> Value | None:
    month, day = int(found["month"]), int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Calendar(year=int(found["year"]), month=month, day=day)


def _ordinal(found: re.Match[str]) -> Value | None:
    """ "the 27th" is the latest one; "the 27th of last month" is told."""
    which = (found["which"] or "").lower()
    last = int(found["last"]) if found["last"] else None
    if last is not None and last <= int(found["day"]):
        return None
    back = {"last": 1, "this": 0, "the": 0, "": None}[which]
    return Calendar(day=int(found["day"]), last_day=last, months_back=back)


def _month(found: re.Match[str]) -> Value | None:
    """A month with no figure: "may" and "march" need a preposition to be months, in small letters a clear one."""
    word, lead = found["month"], (found["lead"] or "").lower()
    if word.lower() in ("may", "march") and not lead and not found["part"]:
        return None
    if word in ("may", "march") and lead not in ("in", "since", "last"):
        return None
    if word.lower().rstrip(".") in _MONTHS and word.lower() != "may" and not lead:
        return None  # a bare "Sep" or "Mar" is more often a name or a label
    return _calendar(found)


COUNTED_ONES = re.compile(r"\s+(?:[a-z-]{2,20}\s+)?(?:[a-z]{2,20}s|people|men|women|children|troops)\b")


def _year(found: re.Match[str]) -> Value | None:
    """A year of old with a plural behind it is a count ("of 1500 shells")."""
    if int(found["year"]) < 1900 and COUNTED_ONES.match(found.string, found.end()):
        return None
    return _calendar(found)


def _years(found: re.Match[str]) -> Value | None:
    first = int(found["year"])
    last = int(found["until"]) if len(found["until"]) == 4 else first - first % 100 + int(found["until"])
    return Between(first=Calendar(year=first), last=Calendar(year=last)) if first < last <= first + 99 else None


def _season(found: re.Match[str]) -> Value | None:
    which, year = (found["which"] or "").lower(), found["year"]
    if not which and not year:
        return None
    names: dict[str, SeasonName] = {"fall": "autumn", "spring": "spring", "summer": "summer", "winter": "winter"}
    name = names.get(found["season"].lower(), "autumn")
    return Season(name=name, year=int(year) if year else None, last=which == "last" and not year)


def _weekday(found: re.Match[str]) -> Value | None:
    which, week = (found["which"] or "").lower(), (found["week"] or "").lower()
    if which in ("next", "coming", "this coming"):
        return Weekday(day=_WEEKDAYS.index(found["weekday"].lower()), ahead=True)
    day = Weekday(
        day=_WEEKDAYS.index(found["weekday"].lower()),
        last=bool(which) and which != "this",
        week=None if not week else 0 if week == "this" else 1,
        further=1 if found["further"] else 0,
    )
    return Overnight(eve=day) if found["over"] else day


def _weekday_of_week(found: re.Match[str]) -> Value | None:
    """ "Last week on Friday"."""
    back = 0 if found["week"].lower() == "this" else 1
    return Weekday(day=_WEEKDAYS.index(found["weekday"].lower()), week=back)


def _overnight(found: re.Match[str]) -> Value | None:
    eve = found["weekday"]
    return Overnight(eve=Weekday(day=_WEEKDAYS.index(eve.lower())) if eve else None)


def _named(found: re.Match[str]) -> Value | None:
    return Shift(
        unit=_unit(found["unit"]),
        amount=0 if found["which"].lower() in ("this", "the") else -1,
        part=_part(found["part"]),
    )


def _counted(found: re.Match[str]) -> Value | None:
    way, amount, unit = found["way"].lower(), number(found["number"]), found["unit"].lower()
    if unit == "hour":
        if amount % 24:
            return None  # so many hours: on which day that was, only the clock knows
        amount, unit = amount // 24, "day"
    if unit == "fortnight":
        amount, unit = 2 * amount, "week"
    if unit == "night":
        unit = "day"
    if way == "ago":
        return Shift(unit=_unit(unit), amount=-amount)
    if way in ("after", "following"):  # "a day after the raid": the raid was a day before what was told
        return Shift(unit=_unit(unit), amount=-amount, of="event", behind=True)
    return Shift(unit=_unit(unit), amount=amount if way in ("later", "afterwards") else -amount, of="event")


def _lasting(found: re.Match[str]) -> Value | None:
    amount, unit = number(found["number"] or "one"), (found["unit"] or "decade").lower()
    if unit.startswith("decade"):
        return Lasting(unit="year", amount=10 * amount)
    if unit.startswith("fortnight"):
        return Lasting(unit="week", amount=2 * amount)
    if unit.startswith("hour"):
        return Lasting(unit="day", amount=-(-amount // 24), nights=True) if 24 <= amount <= 96 else None
    if unit.startswith("night"):
        return Lasting(unit="day", amount=amount, nights=True)
    return Lasting(unit=_unit(unit), amount=amount)


def _loose(found: re.Match[str]) -> Value | None:
    unit = found["unit"].lower()
    if unit.startswith("hour"):
        amount = number(found["number"])
        return Lasting(unit="day", amount=-(-amount // 24), nights=True, loose=True) if 24 <= amount <= 96 else None
    return Lasting(unit=_unit(unit), amount=number(found["number"]), loose=True)


def _hanging(amount: int) -> Callable[[re.Match[str]], Value | None]:
    """A unit that the words name, so many before or after the event's."""

    def build(found: re.Match[str]) -> Value | None:
        unit = next(word for name, word in found.groupdict().items() if name.startswith("unit") and word).lower()
        return Shift(unit=_unit("day" if unit in _TIMES_OF_DAY else unit), amount=amount, of="event")

    return build


_TIMES_OF_DAY = ("night", "evening", "morning", "afternoon")


def _decade(found: re.Match[str]) -> Value | None:
    return Decade(year=int(found["year"]))


def _always(value: Value) -> Callable[[re.Match[str]], Value | None]:
    return lambda _: value


def _unit(word: str) -> Unit:
    return next(unit for unit in _UNITS if word.lower().startswith(unit))


_STRETCHES = (
    "(?:operation|battle|siege|offensive|assault|clash(?:es)?|fighting|campaign|raid|crackdown|stand-?off|hunt|onslaught"
    "|bombardment|violence|shelling)"
)
_DAY_WORDS = "day|night|evening|morning|afternoon"
_CALENDAR_UNITS = "weekend|week|month|year"

GROUPS: tuple[Group[Value], ...] = (
    group(
        r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}",
        6,
        6,
        # 2013/09/27, 2017-05-28
        (rf"(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>[0-9][0-9]?)(?P=mark)(?P<day>[0-9][0-9]?)", _iso),
        # 27-09-2013, 28.05.2017
        (rf"(?P<first>[0-9][0-9]?)(?P<mark>[-/.])(?P<second>[0-9][0-9]?)(?P=mark)(?P<year>{_YEAR})", _numeric),
        # 27/09/13
        (r"(?P<first>[0-9][0-9]?)(?P<mark>/)(?P<second>[0-9][0-9]?)/(?P<year>[0-9][0-9])(?![0-9/])", _numeric),
    ),
    group(
        opening("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
        60,
        45,
        # Sunday 15 February 2015, 3rd of May, 25-27 January
        (
            rf"{_HEAD}(?P<day>{_DAY}){_TH}(?:{_TO}(?P<last>{_DAY}){_TH})?\s+(?:of\s+)?(?P<month>{_MONTH}){_WHICH_YEAR}",
            _calendar,
        ),
        # Friday, January 4, 2019; May 3; Nov. 20-22
        (
            rf"{_HEAD}(?P<month>{_MONTH})\s*(?<![a-z])(?:the\s+)?(?P<day>{_DAY}){_TH}(?![,.]?[0-9])"
            rf"(?:{_TO}(?P<last>{_DAY}){_TH}(?![,.]?[0-9])(?!\s+[a-z]))?{_WHICH_YEAR}",
            _calendar,
        ),
        # Oct 082017, where a page lost its comma
        (rf"{_HEAD}(?P<month>{_MONTH})\s+(?P<day>[0-3][0-9])(?P<year>20[0-9][0-9])", _calendar),
        # in 2016, May 13
        (rf"in\s+(?P<core>(?P<year>{_YEAR}),?\s+(?:on\s+)?(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_TH})", _calendar),
        # March 2011, early May of last year
        (rf"{_PART}?(?P<month>{_MONTH})(?:,|\s+of)?\s+(?P<year>{_ANY_YEAR})", _calendar),
        (rf"{_PART}?(?P<month>{_MONTH})(?:,|\s+of)?\s+(?P<back>last|this)\s+year", _calendar),
        # in August, last May, mid-August
        (
            r"(?:(?P<lead>in|since|during|last|this|until|of|throughout|by|from|between|and|to)\s+)?"
            rf"(?P<core>{_PART}?(?P<month>{_MONTH}))(?!\s+[0-9])",
            _month,
        ),
    ),
    group(
        r"\b(?:1[5-9]|20)[0-9][0-9]",
        60,
        5,
        # 2011-2016, 1990-94
        (rf"(?P<year>{_ANY_YEAR})\s?[-–—/]\s?(?P<until>{_ANY_YEAR}|[0-9][0-9])(?![-–—/.]?[0-9]|[-–—/])", _years),
        # in 2014, the 1980 killings
        (
            r"(?:in|since|of|the|by|from|between|until|till|after|before|during|around|to|and|throughout|through|early"
            r"|year|the\s+years|late)"
            rf"\s+(?:the\s+)?(?P<core>{_PART}?(?P<year>{_ANY_YEAR}))(?![-,.]?[0-9%])(?!s\b)",
            _year,
        ),
        # (2014), a line that begins "2007:"
        (rf"(?<=\()(?P<core>(?P<year>{_ANY_YEAR}))(?=\))", _calendar),
        (rf"(?<=\n)(?P<core>(?P<year>{_ANY_YEAR}))(?=:|\s+(?:saw|began|brought|was)\b)", _calendar),
        # the 1990s
        (r"(?P<year>(?:1[5-9]|20)[0-9]0)['’]?s", _decade),
        # mid-2015
        (rf"{_PART}(?P<year>{_YEAR})(?!s\b)", _calendar),
    ),
    group(
        opening("monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
        30,
        45,
        # Friday night, last Tuesday, Tuesday's, Friday last week
        (
            r"(?:(?P<which>last|past|this\s+past|this|next|this\s+coming|coming)\s+)?"
            rf"(?P<weekday>{_WEEKDAY})(?:(?P<over>\s+overnight)|{_TIME}){_OWN}(?:\s+(?:of\s+)?(?P<week>last|this)\s+week|(?P<further>\s+before\s+last))?",
            _weekday,
        ),
        (rf"(?P<week>last|this)\s+week,?\s+on\s+(?P<weekday>{_WEEKDAY}){_TIME}", _weekday_of_week),
    ),
    group(
        opening(
            r"days?\b|weeks?\b|weekend\b|months?\b|years?\b|decades?\b|hours?\b|nights?\b|mornings?\b|afternoon\b"
            r"|evening\b|then\b|today|tonight|yesterday|overnight|fortnight"
        ),
        45,
        30,
        (
            r"(?:earlier\s+|late\s+)?today|(?:earlier\s+)?this\s+(?:morning|afternoon|evening)|tonight",
            _always(Shift(unit="day", amount=0)),
        ),
        (rf"yesterday{_TIME}{_OWN}|last\s+(?:night|evening)", _always(Shift(unit="day", amount=-1))),
        (r"the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)", _always(Shift(unit="day", amount=-2))),
        (rf"overnight(?:\s+(?:on\s+)?(?P<weekday>{_WEEKDAY}))?", _overnight),
        (r"last\s+weekend", _always(Shift(unit="weekend", amount=-1))),
        (r"(?:(?:this|past|the)\s+){0,2}weekend", _always(Shift(unit="weekend", amount=0))),
        # late last month, this year, earlier in the week
        (rf"{_PART}?(?P<which>last|this)\s+(?P<unit>week|month|year)(?!-)", _named),
        (rf"(?:earlier|later)\s+in\s+(?P<core>{_PART}?(?P<which>the)\s+(?P<unit>week|month|year))(?!-)", _named),
        # since the beginning of the month
        (
            r"since\s+(?P<core>the\s+(?:beginning|start)\s+of\s+(?P<which>the|this)\s+(?P<unit>week|month|year)(?P<part>))",
            _named,
        ),
        # two days ago, a week earlier, a day after the raid
        (
            rf"(?<!half\s)(?P<number>{NUMBER})[\s-](?P<unit>hour|day|night|week|fortnight|month|year)s?\s+"
            r"(?P<way>ago|earlier|later|previously|before|afterwards|after|following)",
            _counted,
        ),
        # the past two weeks, the last 48 hours, in three days of, the past week
        (
            rf"(?:past|last|previous)\s+(?P<number>{NUMBER})[\s-]"
            r"(?P<unit>hours?|nights?|days?|weeks?|fortnights?|months?|years?|decades?)",
            _lasting,
        ),
        (rf"(?:in|after)\s+(?P<number>{NUMBER})\s+(?P<unit>hours|days|weeks|months|years)(?=\s+of\b)", _loose),
        # a six-day operation
        (rf"(?P<number>{NUMBER})-(?P<unit>hour|day)(?:-long)?(?=\s+(?:\w+\s+)?{_STRETCHES}\b)", _loose),
        (
            r"past\s+(?P<number>)(?P<unit>week|fortnight|month|year|decade)|last\s+(?P<number2>)(?P<unit2>decade)",
            _lasting,
        ),
        # on that day alone, the same day, earlier in the day
        (
            rf"that\s+(?:same\s+|very\s+)?(?:day(?:\s+alone)?|night|evening|morning|afternoon)"
            rf"|(?:the\s+)?same\s+(?:{_DAY_WORDS})|(?:earlier|later)\s+in\s+the\s+day",
            _always(Shift(unit="day", amount=0, of="event")),
        ),
        (
            rf"(?:the\s+)?(?:following|next)\s+(?P<unit>{_DAY_WORDS})"
            rf"|(?:the\s+following\s+|the\s+next\s+)(?P<unit2>{_CALENDAR_UNITS})"
            rf"|the\s+(?P<unit3>day|{_CALENDAR_UNITS})\s+after(?!\s+tomorrow)",
            _hanging(1),
        ),
        (
            rf"the\s+(?:previous\s+(?P<unit>{_DAY_WORDS}|{_CALENDAR_UNITS})"
            rf"|(?P<unit2>{_DAY_WORDS}|{_CALENDAR_UNITS})\s+(?:before(?!\s+(?:last|yesterday))|earlier))",
            _hanging(-1),
        ),
        (
            rf"(?:the\s+|that\s+)same\s+(?P<unit>{_CALENDAR_UNITS})|(?:(?:later|earlier)\s+)?that\s+(?P<unit2>{_CALENDAR_UNITS})",
            _hanging(0),
        ),
        (r"since\s+then", _always(Since(first=None))),
    ),
    group(
        opening("spring|summer|autumn|fall|winter"),
        12,
        12,
        (
            rf"(?:(?P<which>last|this)\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?",
            _season,
        ),
        needs=("spring", "summer", "autumn", "fall", "winter"),
    ),
    group(
        r"\b(?:on|of|and)\s+the\s+[0-9]{1,2}(?:st|nd|rd|th)\b",
        0,
        40,
        # on the 27th, on the 27th of last month
        (
            rf"on\s+(?P<core>the\s+(?P<day>{_DAY})(?:st|nd|rd|th)(?:{_TO}(?P<last>{_DAY})(?:st|nd|rd|th))?"
            r"(?:\s+of\s+(?:(?P<which>last|this|the)\s+month)|(?=\s*(?:[.,;)]|$|and\b|at\b))))",
            _ordinal,
        ),
    ),
    group(FEAST_TRIGGER, 40, 40, *FEAST_RULES, needs=FEAST_WORDS),
)
