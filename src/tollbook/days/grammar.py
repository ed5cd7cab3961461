"""Which words of a text name days, and what they say.

A grammar of English day expressions as news writes them. `find_phrases` reads single expressions ("Tuesday night",
"3 May 2017", "two days earlier", "last month"), then joins neighbours ("from Monday to Wednesday", "Friday and
Saturday") and puts "since" before them ("since the war began in March 2011"). Days of the week and months are read in
any case and with a lost apostrophe ("tuesdays attack"); "may" and "march" only where a figure or a preposition shows
that they are months.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from tollbook.days.values import (
    Ambiguous,
    Between,
    Calendar,
    Decade,
    Lasting,
    Overnight,
    Part,
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
    return _with_since(text, _joined(text, _singles(text)))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "couple of": 2, "a couple of": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_PARTS: dict[str, Part] = {
    "early": "early", "the beginning of": "early", "the start of": "early", "mid": "mid", "the middle of": "mid",
    "late": "late", "the end of": "late",
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
_NUMBER = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a\s)?couple\sof)"
_TO = r"\s?(?:-|–|—|to|and|&|until|till|through)\s?"
_PART = r"(?:(?P<part>early|mid|late|the (?:beginning|start|middle|end) of)(?:-|\s+(?:in\s+)?))"
_TIME = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday|dawn))?"
_OWN = "(?:['’]?s)?"


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
        part=_PARTS[part.lower()] if part else None,
        back=int(back.lower() == "last") if back else None,
    )


def _numeric(found: re.Match[str]) -> Value | None:
    """A date in figures. With dots the day comes first; else only a figure above 12 tells which is the day."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
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


def _weekday(found: re.Match[str]) -> Value | None:
    day = Weekday(day=_WEEKDAYS.index(found["weekday"].lower()), last=found["which"] is not None)
    return Overnight(eve=day) if found["over"] else day


def _overnight(found: re.Match[str]) -> Value | None:
    eve = found["weekday"]
    return Overnight(eve=Weekday(day=_WEEKDAYS.index(eve.lower())) if eve else None)


def _named(found: re.Match[str]) -> Value | None:
    part = found["part"]
    return Shift(
        unit=_unit(found["unit"]),
        amount=0 if found["which"].lower() == "this" else -1,
        part=_PARTS[part.lower()] if part else None,
    )


def _counted(found: re.Match[str]) -> Value | None:
    way, amount = found["way"].lower(), _number(found["number"])
    if way == "ago":
        return Shift(unit=_unit(found["unit"]), amount=-amount)
    if way == "after":  # "a day after the raid": the raid was a day before what was told
        return Shift(unit=_unit(found["unit"]), amount=-amount, of="event", behind=True)
    return Shift(unit=_unit(found["unit"]), amount=amount if way == "later" else -amount, of="event")


def _lasting(found: re.Match[str]) -> Value | None:
    amount, unit = _number(found["number"] or "one"), (found["unit"] or "decade").lower()
    if unit == "decade":
        return Lasting(unit="year", amount=10)
    if unit.startswith("hour"):
        return Lasting(unit="day", amount=-(-amount // 24), nights=True) if 24 <= amount <= 96 else None
    if unit.startswith("night"):
        return Lasting(unit="day", amount=amount, nights=True)
    return Lasting(unit=_unit(unit), amount=amount)


def _loose(found: re.Match[str]) -> Value | None:
    return Lasting(unit=_unit(found["unit"]), amount=_number(found["number"]), loose=True)


def _previous(found: re.Match[str]) -> Value | None:
    return Shift(unit=_unit(found["unit"] or found["unit2"]), amount=-1, of="event")


def _same(found: re.Match[str]) -> Value | None:
    return Shift(unit=_unit(found["unit"] or found["unit2"]), amount=0, of="event")


def _holiday(found: re.Match[str]) -> Value | None:
    """The feasts that keep their date."""
    words = found.group().lower()
    if "christmas" in words:
        return Calendar(month=12, day=24 if words.endswith("eve") else 25)
    if words.endswith(("eve", "day")):
        return Calendar(month=12, day=31) if words.endswith("eve") else Calendar(month=1, day=1)
    return None


def _decade(found: re.Match[str]) -> Value | None:
    return Decade(year=int(found["year"]))


def _always(value: Value) -> Callable[[re.Match[str]], Value | None]:
    return lambda _: value


def _opening(words: str) -> str:
    """A trigger for words that begin so, given with `|` between them. The set of their first letters comes first: a
    search skips to these far faster than it tries one word after the other.
    """
    rests: dict[str, list[str]] = {}
    for word in words.split("|"):
        rests.setdefault(word[0], []).append(word[1:])
    first = "".join(rests)
    branches = "|".join(f"(?<={letter})(?:{'|'.join(ends)})" for letter, ends in rests.items())
    return rf"(?-i:[{first}{first.upper()}])(?<!\w.)(?:{branches})"


_Build = Callable[[re.Match[str]], Value | None]


class _Group(msgspec.Struct, frozen=True):
    """Rules that share a trigger: they are tried only from `before` characters before it to `after` behind it."""

    trigger: re.Pattern[str]
    before: int
    after: int
    rules: tuple[tuple[re.Pattern[str], _Build], ...]


def _group(trigger: str, before: int, after: int, *rules: tuple[str, _Build]) -> _Group:
    """A rule's extent is its group `core` where it has one. Of two rules for one extent the earlier stands."""
    return _Group(
        re.compile(trigger, re.IGNORECASE),
        before,
        after,
        tuple((re.compile(rf"(?<![\w.,]){pattern}(?!\w)", re.IGNORECASE), build) for pattern, build in rules),
    )


_GROUPS = (
    _group(
        r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}",
        6,
        6,
        # 2013/09/27, 2017-05-28
        (rf"(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>[0-9][0-9]?)(?P=mark)(?P<day>[0-9][0-9]?)", _iso),
        # 27-09-2013, 28.05.2017
        (rf"(?P<first>[0-9][0-9]?)(?P<mark>[-/.])(?P<second>[0-9][0-9]?)(?P=mark)(?P<year>{_YEAR})", _numeric),
    ),
    _group(
        r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
        45,
        45,
        # Sunday 15 February 2015, 3rd of May, 25-27 January
        (
            rf"{_HEAD}(?P<day>{_DAY}){_TH}(?:{_TO}(?P<last>{_DAY}){_TH})?\s+(?:of\s+)?(?P<month>{_MONTH})"
            rf"(?:,?\s+(?P<year>{_ANY_YEAR}))?",
            _calendar,
        ),
        # Friday, January 4, 2019; May 3; Nov. 20-22
        (
            rf"{_HEAD}(?P<month>{_MONTH})\s*(?<![a-z])(?:the\s+)?(?P<day>{_DAY}){_TH}(?![,.]?[0-9])"
            rf"(?:{_TO}(?P<last>{_DAY}){_TH}(?![,.]?[0-9])(?!\s+[a-z]))?(?:,?\s+(?P<year>{_ANY_YEAR}))?",
            _calendar,
        ),
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
    _group(
        r"\b(?:19|20)[0-9][0-9]",
        40,
        3,
        # in 2014, the 1980 killings
        (
            r"(?:in|since|of|the|by|from|between|until|after|before|during|around|to|and)\s+(?:the\s+)?"
            rf"(?P<core>{_PART}?(?P<year>{_YEAR}))(?![-,.]?[0-9%])(?!s\b)",
            _calendar,
        ),
        # the 1990s
        (r"(?P<year>(?:19|20)[0-9]0)['’]?s", _decade),
        # mid-2015
        (rf"{_PART}(?P<year>{_YEAR})(?!s\b)", _calendar),
    ),
    _group(
        _opening("monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
        30,
        30,
        # Friday night, last Tuesday, Tuesday's
        (
            rf"(?:(?P<which>last|this\s+past)\s+)?(?P<weekday>{_WEEKDAY})(?:(?P<over>\s+overnight)|{_TIME}){_OWN}",
            _weekday,
        ),
    ),
    _group(
        _opening(
            r"days?\b|weeks?\b|weekend\b|months?\b|years?\b|decade\b|hours?\b|nights?\b|mornings?\b|afternoon\b"
            r"|evening\b|then\b|today|tonight|yesterday|overnight|christmas|new\s+year"
        ),
        45,
        30,
        (r"today|this\s+(?:morning|afternoon|evening)|tonight", _always(Shift(unit="day", amount=0))),
        (rf"yesterday{_TIME}|last\s+(?:night|evening)", _always(Shift(unit="day", amount=-1))),
        (r"the\s+day\s+before\s+yesterday", _always(Shift(unit="day", amount=-2))),
        (rf"overnight(?:\s+(?:on\s+)?(?P<weekday>{_WEEKDAY}))?", _overnight),
        (r"(?:(?:this|last|past|the)\s+){0,2}weekend", _always(Shift(unit="weekend", amount=0))),
        # late last month, this year
        (rf"{_PART}?(?P<which>last|this)\s+(?P<unit>week|month|year)(?!-)", _named),
        # two days ago, a week earlier, a day after the raid
        (
            rf"(?P<number>{_NUMBER})\s+(?P<unit>day|week|month|year)s?\s+(?P<way>ago|earlier|later|previously|after)",
            _counted,
        ),
        # the past two weeks, the last 48 hours, in three days of, the past week
        (
            rf"(?:past|last|previous)\s+(?P<number>{_NUMBER})[\s-](?P<unit>hours?|nights|days|weeks|months|years)",
            _lasting,
        ),
        (rf"in\s+(?P<number>{_NUMBER})\s+(?P<unit>days|weeks|months|years)(?=\s+of\b)", _loose),
        (r"past\s+(?P<number>)(?P<unit>week|month|year|decade)|last\s+(?P<number2>)(?P<unit2>decade)", _lasting),
        # on that day alone, the same day
        (
            r"that\s+(?:same\s+)?(?:day(?:\s+alone)?|night|evening|morning|afternoon)"
            r"|(?:the\s+)?same\s+(?:day|night|evening|morning|afternoon)",
            _always(Shift(unit="day", amount=0, of="event")),
        ),
        (r"(?:the\s+)?(?:following|next)\s+(?:day|morning)", _always(Shift(unit="day", amount=1, of="event"))),
        (
            r"the\s+(?:previous\s+(?P<unit>day|month|year)|(?P<unit2>day|month|year)\s+(?:before|earlier))",
            _previous,
        ),
        (r"(?:the\s+|that\s+)same\s+(?P<unit>month|year)|(?:later|earlier)\s+that\s+(?P<unit2>month|year)", _same),
        (r"since\s+then", _always(Since(first=None))),
        # Christmas Eve, New Year's Day
        (rf"(?:christmas|new\s+year{_OWN})(?:\s+(?:eve|day))?", _holiday),
    ),
)


def _unit(word: str) -> Unit:
    return next(unit for unit in _UNITS if word.lower().startswith(unit))


def _number(word: str) -> int:
    word = " ".join(word.lower().split())
    return int(word) if word.isdecimal() else _NUMBERS[word]


def _singles(text: str) -> list[Phrase]:
    """Every rule's matches; of two that overlap the longer stands, then the earlier rule's."""
    found: list[Phrase] = []
    for group in _GROUPS:
        for start, end in _windows(text, group):
            for pattern, build in group.rules:
                core = "core" if "core" in pattern.groupindex else 0
                for match in pattern.finditer(text, start, end):
                    value = build(match)
                    if value is not None:
                        found.append(Phrase(start=match.start(core), end=match.end(core), value=value))
    taken: set[int] = set()
    kept: list[Phrase] = []
    for phrase in sorted(found, key=lambda phrase: phrase.start - phrase.end):
        places = range(phrase.start, phrase.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(phrase)
    return sorted(kept, key=lambda phrase: phrase.start)


def _windows(text: str, group: _Group) -> Iterator[tuple[int, int]]:
    """The stretches of `text` around the group's triggers, those that touch made one, none ending inside a word."""
    start = end = -1
    for trigger in group.trigger.finditer(text):
        low, high = max(0, trigger.start() - group.before), min(len(text), trigger.end() + group.after)
        if low <= end:
            end = high
            continue
        if end >= 0:
            yield start, _word_end(text, end)
        start, end = low, high
    if end >= 0:
        yield start, _word_end(text, end)


def _word_end(text: str, end: int) -> int:
    """The end of the word at `end`, looked for no farther than a word is long."""
    limit = min(len(text), end + 30)
    while end < limit and text[end].isalnum():
        end += 1
    return end


_BRIDGE = re.compile(
    r"\s*(?:-|–|—|,?\s+and\s|&|\sto\s|\suntil\s|\still\s|\sthrough\s)\s*(?:on\s+)?(?:(?:early|late)\s+)?", re.IGNORECASE
)


def _joined(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Neighbours of one grain with nothing but "and", "to" or a dash between them are one stretch of days."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if (
            before is not None
            and phrase.start - before.end <= 20
            and _BRIDGE.fullmatch(text[before.end : phrase.start])
        ):
            first, last = before.value, phrase.value
            if isinstance(first, Single) and isinstance(last, Single) and _grain(first) == _grain(last):
                # "Friday and Saturday, 30 and 31 January": the dates say the whole stretch.
                whole = isinstance(last, Calendar) and last.last_day is not None
                value: Value = last if whole else Between(first=first, last=last)
                joined[-1] = Phrase(start=before.start, end=phrase.end, value=value)
                continue
        joined.append(phrase)
    return joined


def _grain(value: Single) -> Unit | None:
    """How long a time the value names; None where two of its kind do not make one stretch."""
    match value:
        case Calendar(day=None, month=None):
            return "year"
        case Calendar(day=None):
            return "month"
        case Calendar() | Weekday() | Ambiguous():
            return "day"
        case Shift(unit="day", of="reference"):
            return "day"
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
