"""Numbers that count no people: ages, days, distances, sums of money, ranks and names.

`counts_nobody` judges a number by the words around it alone; what its noun says ("12 houses") the reader judges by the
tree. `is_whole_of` tells the number of which another takes a share ("two of the 12").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tollbook.claims.heads import is_numeral, is_quantifier


def counts_nobody(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the number in the words `[first, last)` of a sentence measures, dates, ranks or names something."""
    number = next((index for index in range(first, last) if is_numeral(words[index])), None)
    if number is None:
        return False
    return any(tells(words, number, last) for tells in (_is_measure, _is_age, _is_day, _is_year, _is_name, _is_broken))


def is_whole_of(words: Sequence[str], first: int) -> bool:
    """Whether the number at `first` is the whole of which another takes a share: "two of the | 12", "half the | 40",
    "three out of | five"; not where all are taken ("all of the | 12", "every one of the | 12").
    """
    before = " ".join(words[max(first - 4, 0) : first]).lower()
    share = _SHARE.search(before)
    if share is None or _ALL_OF.search(before):
        return False
    taken = share.group(1)
    return taken is None or taken in _SHARES or is_numeral(taken) or is_quantifier(taken)


_SHARE = re.compile(r"\bhalf (?:the|his|her|their|its)$|(\S+) (?:out )?of(?: (?:the|his|her|their|its|those|these))?$")
_ALL_OF = re.compile(r"\b(?:all|each|both|every one|number|majority|total|toll|group) of(?: \w+)?$")
_SHARES = frozenset("third thirds quarter quarters fifth fifths percent % cent".split())


# Measures: "40 km", "300 square metres", "34-year-old", "$50,000", "2 million rupees", "a 12-vehicle convoy"

_UNITS = frozenset(
    """percent % per pc percentage point points year years yr yrs month months day days night nights week weeks hour
    hours hrs minute minutes mins seconds decade decades century centuries am pm a.m. p.m. o gmt utc
    mm cm m metre metres meter meters km kms kilometre kilometres kilometer kilometers mile miles yard yards inch inches
    feet ft acre acres hectare hectares g kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes ton tons tonne
    tonnes pound pounds lb lbs litre litres liter liters gallon gallons barrel barrels degree degrees mph kph knots
    storey storeys story dollar dollars cent cents euro euros rupee rupees rial rials riyal riyals lira liras dinar
    dinars franc francs naira shilling shillings peso pesos yuan yen rouble roubles ruble rubles afghani afghanis
    dirham dirhams taka kyat birr usd eur gbp pkr inr st nd rd th times""".split()
)
_COMPOUNDS = _UNITS | frozenset("second foot seat bed bedroom room page car vehicle truck lane barrel round".split())
"""What stands behind a number and a hyphen in a measure of the next noun."""
_BETWEEN = frozenset("nautical square cubic metric full straight consecutive long calendar".split())
_MONEY = frozenset("$ £ € ¥ ₹ ₨ rs rs. usd eur gbp pkr inr".split())


def _is_measure(words: Sequence[str], number: int, last: int) -> bool:
    behind = [word.lower() for word in words[last : last + 2]]
    if _before(words, number).lower() in _MONEY:
        return True
    if behind[:1] == ["-"]:
        return set(behind[1:]) <= _COMPOUNDS and len(behind) > 1
    if behind and behind[0] in _BETWEEN:
        behind.pop(0)
    return bool(set(behind[:1]) & _UNITS)


# Ages: "aged 12", "aged 19 and 24, were", "children under 12", "in her 30s"

_AGED = re.compile(r"\b(?:aged?|ages)(?: (?:of|between|from|about|around|under|over|just|only))*$", re.I)
_AGED_TOO = re.compile(r"\b(?:aged|ages)\b(?: between| from)?(?: \d{1,3}(?: ,)?)+ (?:and|to|or|-)$", re.I)
"""Before a second age; where a noun follows, the number counts again ("aged 34 and 12 others")."""
_OLDER = re.compile(
    r"\b(?:children|boys|girls|women|men|people|adults|youths|males|females|those|anyone|everyone)"
    r" (?:under|over|above|below)$",
    re.I,
)


def _is_age(words: Sequence[str], number: int, last: int) -> bool:
    before, behind = " ".join(words[max(number - 8, 0) : number]), words[last] if last < len(words) else "."
    if _AGED.search(before) or _OLDER.search(before):
        return True
    if _AGED_TOO.search(before):
        return not behind.isalpha() or behind.lower() in {"were", "was", "had", "have", "respectively", "died"}
    if words[number].lower().endswith("0s"):
        return _before(words, number).lower() in {"his", "her", "their"}
    return False


# Days and years: "12 May", "on May 12", "9/11", "in 2014", "May 12, 2014", "January 2014"

_MONTHS = re.compile(
    r"(?i:january|february|april|june|july|august|september|october|november|december|(?:jan|feb|apr|jun|jul|aug|sept?"
    r"|oct|nov|dec)\.?)|Mar\.?|March|May"
)
_SINCE = frozenset("in since until till during from before after by early late mid year".split())


def _is_day(words: Sequence[str], number: int, last: int) -> bool:
    """Whether a month or a stroke goes with the number; in "in May 12 people were killed" it goes without."""
    if not re.fullmatch("[0-9]{1,2}", words[number]):
        return False
    if "/" in (_before(words, number), *words[last : last + 1]):
        return is_numeral(_before(words, number - 1)) or is_numeral(" ".join(words[last + 1 : last + 2]))
    if last < len(words) and _MONTHS.fullmatch(words[last]):
        return int(words[number]) <= 31
    dated = _MONTHS.fullmatch(_before(words, number)) and _before(words, number - 1).lower() != "in"
    return bool(dated) and int(words[number]) <= 31


def _is_year(words: Sequence[str], number: int, last: int) -> bool:
    if last != number + 1 or not re.fullmatch("(?:19|20)[0-9]{2}", words[number]):
        return False
    before, ahead = _before(words, number), _before(words, number - 1)
    if before == "of":
        return last == len(words) or not words[last].isalpha()
    after_day = before == "," and (is_numeral(ahead) or _MONTHS.fullmatch(ahead) is not None)
    return after_day or before.lower() in _SINCE or _MONTHS.fullmatch(before) is not None


# Names and ranks: "No. 5", "Unit 731", "Mi-17", "17 Brigade", "101 Airborne Division"

_LABELS = frozenset(
    """Unit Sector Flight Route Highway Motorway Road Article Section Clause Chapter Resolution Act Room Gate Block Zone
    Ward Precinct Camp Hill Point Checkpoint Phase Channel Platform Brigade Battalion Division Regiment Squadron Company
    Area Base No. no. # No.""".split()
)
_FORCES = frozenset("Brigade Battalion Division Regiment Squadron Corps".split())
_DESIGNATIONS = re.compile(r"[A-Z]|AK|PK|SU|Su|Mi|MiG|UH|AH|CH|RPG|TNT|COVID|Covid")


def _is_name(words: Sequence[str], number: int, last: int) -> bool:
    before = _before(words, number)
    if before == "-":
        return _DESIGNATIONS.fullmatch(_before(words, number - 1)) is not None
    behind = words[last : last + 2]
    return before in _LABELS or bool(behind and behind[0][:1].isupper() and _FORCES & set(behind))


def _is_broken(words: Sequence[str], number: int, last: int) -> bool:
    """Whether a number is no whole one: "1.5" of something is no people, "1.5 million" are."""
    return last == number + 1 and re.fullmatch(r"[0-9]+\.[0-9]{1,2}", words[number]) is not None


def _before(words: Sequence[str], index: int) -> str:
    """The word before another; empty where there is none."""
    return words[index - 1] if index > 0 else ""
