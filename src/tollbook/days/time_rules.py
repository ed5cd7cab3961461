"""Which words say how long, how often, "now" and "then", and the time of day, one rule each, in the form of `rules`.

Read only where they are asked for (`times`): a claim's days come from the rules of days alone.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from tollbook.days.counting import AMOUNT, MANY, ORDINAL, amount_of
from tollbook.days.rule import Build, Group, group, opening
from tollbook.days.time_values import (
    Clock,
    Cycle,
    DayPart,
    Duration,
    Length,
    PartOfDay,
    Recurring,
    Relative,
    Told,
)
from tollbook.days.values import Shift, Unit

_LENGTHS: tuple[Length, ...] = (
    "minute", "hour", "day", "night", "week", "month", "year", "decade", "century",
)  # fmt: skip
_UNIT = "(?:minute|hour|day|night|week|fortnight|month|year|decade|century)"
_UNITS = "(?:minutes|hours|days|nights|weeks|fortnights|months|years|decades|centuries)"
_HEDGE = (
    r"(?:(?:(?:a\s+)?(?:little|bit)\s+)?(?:more|less|fewer|longer|shorter)\s+than|at\s+(?:least|most)|over|under|nearly"
    r"|almost|about|around|roughly|approximately|some|just(?:\s+(?:under|over))?|up\s+to|only|well\s+over|barely)\s+"
)
_WHICH = (
    r"(?:(?:the|these|those|this|that|his|her|their|its|our|another|all|all\s+the)\s+)?"
    r"(?:(?:very\s+)?(?:first|last|next|past|following|coming|previous|preceding|final|closing|opening|intervening"
    r"|remaining|other|early|later|entire|full|whole|ensuing|subsequent|another)\s+)?"
)
_QUALITY = (
    r"(?:(?:full|whole|long|short|more|further|additional|extra|consecutive|straight|successive|solid|entire|bloody|brutal"
    r"|bitter|hard|tense|intense|difficult|terrible|deadly|violent|gruelling|turbulent|chaotic|crucial|fateful|calendar"
    r"|working|final|previous|or\s+so)\s+)?"
)
_Named: TypeAlias = Duration | Recurring | Relative | DayPart | Clock | Told | Shift


def _always(value: _Named) -> Build[_Named]:
    return lambda _: value


def _lasting(unit: str, amount: float | None) -> Duration:
    """A fortnight is two weeks."""
    unit = unit.lower()
    if unit.startswith("fortnight"):
        return Duration(unit="week", amount=None if amount is None else 2 * amount)
    if unit.startswith("centur"):
        return Duration(unit="century", amount=amount)
    return Duration(unit=next(length for length in _LENGTHS if unit.startswith(length)), amount=amount)


def _duration(found: re.Match[str]) -> _Named | None:
    """ "A year" is one, "a years-long siege" is of no number that is told."""
    many, unit = found["amount"], found["unit"].lower()
    if not many or (many.lower() in ("a", "an") and unit.endswith("s")):
        return _lasting(unit, None)
    return _lasting(unit, amount_of(many))


def _whole(found: re.Match[str]) -> _Named | None:
    """ "Year-long", "the entire month"."""
    return _lasting(found["unit"], 1)


def _age(found: re.Match[str]) -> _Named | None:
    amount = amount_of(found["amount"])
    return Duration(unit="year", amount=amount) if amount is not None and amount <= 120 else None


_CALENDAR_UNITS: dict[str, tuple[Unit, int]] = {
    "day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1), "year": ("year", 1),
    "decade": ("year", 10),
}  # fmt: skip
_BACKWARD = ("ago", "earlier", "before", "previously", "prior")


def _away(found: re.Match[str]) -> _Named | None:
    """So many units before or after what was told; hours and the like fix no day by themselves."""
    way = found["way"].lower()
    amount = amount_of(found["amount"])
    unit = found["unit"].lower().rstrip("s")
    if amount is None or amount != int(amount) or unit not in _CALENDAR_UNITS:
        return Told()
    name, times = _CALENDAR_UNITS[unit]
    shift = int(amount) * times * (-1 if way in _BACKWARD else 1)
    return Shift(unit=name, amount=shift, of="reference" if way == "ago" else "event")


def _vaguely_away(found: re.Match[str]) -> _Named | None:
    return Relative(tense="past" if found["way"].lower() in _BACKWARD else "future")


_CYCLES: dict[str, Cycle] = {
    "daily": "day", "everyday": "day", "nightly": "night", "hourly": "hour", "weekly": "week", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year", "weekday": "day", "morning": "day",
    "evening": "day", "afternoon": "day", "fall": "autumn", "fortnight": "week", "fortnightly": "week",
    "hour": "hour", "day": "day", "night": "night", "week": "week", "month": "month", "quarter": "quarter",
    "year": "year", "spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter",
}  # fmt: skip


def _recurring(found: re.Match[str]) -> _Named | None:
    word = found["unit"].lower()
    word = word if word in _CYCLES else word.rstrip("s")
    amount = amount_of(found["amount"]) if found["amount"] else 1
    if amount is None or amount != int(amount):
        return None
    every = int(amount) * (2 if found["other"] or word.startswith("fortnight") else 1)
    return Recurring(unit=_CYCLES[word], every=every)


def _clock(found: re.Match[str]) -> _Named | None:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Clock(hour=hour, minute=int(found["minute"] or 0))


def _to_come(found: re.Match[str]) -> _Named | None:
    unit: Unit = next(unit for unit in ("weekend", "week", "month", "year") if unit == found["unit"].lower())
    return Shift(unit=unit, amount=1)


def _part_of_day(found: re.Match[str]) -> _Named | None:
    parts: dict[str, PartOfDay] = {
        "morning": "morning", "noon": "noon", "midday": "noon", "afternoon": "afternoon", "evening": "evening",
        "night": "night", "midnight": "night", "nightfall": "night", "dawn": "morning", "daybreak": "morning",
        "sunrise": "morning", "dusk": "evening", "sunset": "evening", "nighttime": "night", "night-time": "night",
    }  # fmt: skip
    return DayPart(part=parts[found["part"].lower()])


def _unit_told(found: re.Match[str]) -> _Named | None:
    """ "The rest of the year": the year that is told."""
    unit: Unit = next(unit for unit in ("day", "week", "month", "year") if unit == found["unit"].lower())
    return Shift(unit=unit, amount=0, of="event")


_LENGTH_TRIGGER = opening("minute|hour|day|dai|night|week|fortnight|month|quarter|year|decade|centur|everyday")
_LATER = (
    r"(?P<way>later|afterwards?|earlier|previously|prior|ago"
    r"|before(?=\s*[.,;:)!?]|\s*$|\s+(?:and|at|in|on|when|while)\b))"
)
"""Behind a span; "before" with a clause behind it joins the two ("a week before moving on")."""

TIME_GROUPS: tuple[Group[_Named], ...] = (
    group(
        r"[0-9](?::|\s?[ap]\.?m\b|\s?o['’]clock|\s?hrs)",
        3,
        20,
        # 3:00 a.m., 05:30hrs
        (
            r"(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?\s?(?:(?P<half>[ap])(?:\.m\.|m\b)|hrs|hours|o['’]clock)"
            r"(?:\s+local\s+time)?",
            _clock,
        ),
        (r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?P<half>)(?![:0-9])", _clock),
    ),
    group(
        opening("tomorrow"),
        0,
        14,
        (r"tomorrow(?:\s+(?:morning|afternoon|evening|night))?", _always(Shift(unit="day", amount=1))),
    ),
    group(
        _LENGTH_TRIGGER,
        75,
        30,
        # in recent years, these days
        (rf"recent\s+{_UNITS}", _always(Relative(tense="past"))),
        (r"these\s+days", _always(Relative(tense="present"))),
        # three months, the next six days, more than two and a half years, eighteen years old
        (
            rf"(?:{_HEDGE})?{_WHICH}(?:{_HEDGE})?(?P<amount>{AMOUNT})(?:\s+|-){_QUALITY}(?P<unit>{_UNIT}s?|centuries)"
            r"(?:['’]s?)?(?:[\s-](?:long|old)|\s+of\s+age|['’]?\s+time)?",
            _duration,
        ),
        # several weeks, the past few years, for months, the following days
        (
            rf"(?:{_HEDGE})?{_WHICH}(?P<amount>)(?:{MANY}\s+)?{_QUALITY}(?P<unit>{_UNITS})(?:['’])?(?:[\s-]long)?"
            r"(?:\s+of\s+age)?",
            _duration,
        ),
        # year-long, a months-long siege
        (rf"(?:an?\s+)?(?P<unit>{_UNIT})-long", _whole),
        (rf"(?:an?\s+)?(?P<unit>{_UNITS})-long(?P<amount>)", _duration),
        (rf"(?:all|the\s+(?:entire|whole|past))\s+(?P<unit>{_UNIT})", _whole),
        # some fourteen years later, three hours earlier
        (rf"(?:{_HEDGE})?(?P<amount>{AMOUNT})\s+{_QUALITY}(?P<unit>{_UNIT}s?|centuries)\s+{_LATER}", _away),
        # a few days later, months before
        (rf"(?:{_HEDGE})?(?:{MANY}\s+)?{_UNITS}\s+{_LATER}", _vaguely_away),
        # the second year, the final days
        (rf"(?:the|that|this|his|her|its|their)\s+(?:{ORDINAL}|final|last|very)\s+{_UNIT}", _always(Told())),
        # the rest of the year
        (
            r"(?:end|part|half|rest|remainder|beginning|start|middle|course|throughout|for|over)(?:\s+of)?\s+"
            r"(?P<core>the\s+(?P<unit>day|week|month|year))",
            _unit_told,
        ),
        # this very day
        (r"this\s+(?:very\s+)?(?:day|date)", _always(Told())),
        # next year, the following decade, the previous century
        (r"(?:the\s+)?(?:next|coming)\s+(?P<unit>week|weekend|month|year)", _to_come),
        (r"the\s+(?:following|next|previous|preceding|last|same)\s+(?:decade|century)", _always(Told())),
        # at the month's end
        (r"(?P<core>(?:the\s+)?(?P<unit>week|month|year)['’]s\s+(?:end|start|beginning))", _unit_told),
        # every day, each winter, every two years, twice a week
        (
            rf"(?:every|each)\s+(?:single\s+)?(?P<other>other\s+)?(?:(?P<amount>{AMOUNT})\s+)?"
            r"(?P<unit>(?:minute|hour|day|night|week|month|quarter|year|fortnight)s?)",
            _recurring,
        ),
        (
            r"(?:once|twice|(?:\w+|several|many)\s+times)\s+(?:an?|per|each|every)\s+(?P<other>)(?P<amount>)"
            r"(?P<unit>hour|day|night|week|month|quarter|year)",
            _recurring,
        ),
        (
            r"(?P<other>)(?P<amount>)(?P<unit>(?:dai|night|hour|week|month|quarter|year|fortnight)ly|everyday)",
            _recurring,
        ),
    ),
    group(
        r"\b(?:daily|annual|every|each\b)",
        0,
        30,
        (r"(?P<other>)(?P<amount>)(?P<unit>daily|annually|annual)", _recurring),
        (
            r"(?:every|each)\s+(?P<other>other\s+)?(?P<amount>)"
            r"(?P<unit>weekday|morning|evening|afternoon|spring|summer|autumn|winter)",
            _recurring,
        ),
    ),
    group(
        opening("age|old"),
        0,
        40,
        # aged 22, at the age of thirty
        (rf"(?:aged|age|age\s+of)\s+(?P<core>(?P<amount>{AMOUNT}))(?!\s+(?:of\b|[a-z]+s\b))(?![\s-]year)", _age),
    ),
    group(
        opening("night|morning|afternoon|evening|noon|midday|midnight|dawn|daybreak|sunrise|sunset|dusk"),
        14,
        12,
        (
            r"(?:at|by|before|after|until|till|around|since)\s+(?P<core>(?P<part>noon|midday|midnight|nightfall|dawn"
            r"|daybreak|sunrise|dusk|sunset|night))(?!-)",
            _part_of_day,
        ),
        (
            r"(?:(?:the|one)\s+)?(?:(?:early|late)\s+)?(?P<part>morning|afternoon|evening|night-?time|night)"
            r"(?!\s+of\b)(?!-)",
            _part_of_day,
        ),
    ),
    group(
        opening("now|current|present|nowadays|this|these|time|moment"),
        24,
        24,
        (
            r"(?:(?:right\s+|until\s+|till\s+)?now|nowadays|currently|current|presently)",
            _always(Relative(tense="present")),
        ),
        (r"(?:at\s+present|(?:the\s+)?present[\s-]day|the\s+present)", _always(Relative(tense="present"))),
        (r"(?:at|by|until|to|from)\s+(?P<core>this\s+(?:time|point|moment|stage))", _always(Relative(tense="present"))),
        (r"(?:the\s+time\s+being|at\s+the\s+(?:present\s+)?moment)", _always(Relative(tense="present"))),
    ),
    group(
        opening("former|recent|lately|past|long|some"),
        12,
        20,
        (r"(?:former(?!\s+(?:is|was|were|are|had|has|did|would|and)\b)|formerly)", _always(Relative(tense="past"))),
        (r"(?:(?:more\s+|most\s+)?recently|recent|the\s+recent\s+past|lately)", _always(Relative(tense="past"))),
        (
            r"(?:in|of|from)\s+(?P<core>the\s+(?:recent\s+|distant\s+)?past)(?!\s+[a-z0-9]+\s)",
            _always(Relative(tense="past")),
        ),
        (r"(?:long|some\s+time)\s+ago", _always(Relative(tense="past"))),
    ),
    group(
        opening("future"),
        30,
        4,
        (
            r"(?:(?:the|an?)\s+)?(?:(?:near|foreseeable|distant|immediate)\s+)?future",
            _always(Relative(tense="future")),
        ),
    ),
    group(
        opening("time|period|anniversary|season|afterward|thereafter|era"),
        40,
        14,
        # at that time, the same time, during this period
        (r"at\s+the\s+time(?!\s+[a-z]+ed\b)", _always(Told())),
        (
            r"(?:at|by|from|during|in|since|around|until|about|before|after)\s+(?P<core>that\s+(?:same\s+)?time)",
            _always(Told()),
        ),
        (r"(?:(?:the|this|that|these|those)\s+(?:same\s+|\w+\s+)?periods?|the\s+same\s+(?:time|era))", _always(Told())),
        (
            r"(?:some|an?\s+(?:(?:very|relatively)\s+)?(?:short|long|brief|considerable))\s+(?:amount\s+of\s+|period\s+of\s+)?time",
            _always(Told()),
        ),
        (r"(?:the|a)\s+(?:\w+\s+)?time(?=\s+(?:of\s+(?:the|his|her|their|its)|when)\b)", _always(Told())),
        (r"(?:during|around|about|throughout|since)\s+(?P<core>this\s+time)", _always(Told())),
        (r"(?:at\s+(?P<core>any\s+(?:one\s+|given\s+)?time))", _always(Told())),
        (rf"(?:the\s+)?(?:{ORDINAL}[\s-])?anniversary", _always(Told())),
        (
            r"(?:the\s+)?(?:dry|rainy|wet|monsoon|harvest|planting|hot|cold|campaigning|fighting)\s+season",
            _always(Told()),
        ),
        (r"(?:shortly|soon|long)\s+(?:afterwards?|thereafter)", _always(Told())),
    ),
)
