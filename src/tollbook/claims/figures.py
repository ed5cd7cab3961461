"""Numbers and hedges: from the word that carries a count to its figure.

`figure_at` takes the words of a sentence and the index of the word that carries the count; it reads the number around
it, then the hedges before and behind. The words of the figure are hedge and number only ("at least 31", "tens of
thousands", "30 or more"); of a count that is implied, its noun phrase ("a policeman": 1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from tollbook.claims.hedges import hedge_before, hedge_behind
from tollbook.claims.numerals import is_number, number_around, value_of
from tollbook.model import Bound

_VAGUE = frozenset(
    """dozens scores hundreds thousands tens millions several many some few numerous countless multiple various most
    mostly majority number handful half all others lot lots unspecified unknown undisclosed rest remaining remainder
    numbers""".split()
)
_FRACTIONS = frozenset("third quarter fifth tenth thirds quarters fifths tenths".split())
_SETS = {"both": 2, "couple": 2, "pair": 2, "twins": 2, "duo": 2, "trio": 3, "triplets": 3, "quartet": 4, "quintet": 5}
_CROWDS = frozenset(
    """family families group crowd toll tolls rest remainder remaining casualties victims scores population convoy team
    crew village community tribe""".split()
)
_SIZED = frozenset("family group crowd team crew party squad patrol band gang toll total tally".split())
"""Nouns whose own number may follow or stand before them ("a family of five", "a five-member family")."""
_MEMBERS = frozenset("member man person strong".split())
_WHOLE = frozenset("all each every both another other remaining".split())
"""Words before a number that take all of it ("all 18", "every one of the 12")."""
_PERHAPS = frozenset("possibly perhaps maybe probably".split())
_NOBODY = frozenset("no none nobody neither zero nil".split())


class Figure(msgspec.Struct, frozen=True):
    """A count: its words `[first, last)` in the sentence, and what they say. `value` is None when vague; `value_high`
    is set for ranges only.
    """

    first: int
    last: int
    value: int | None
    bound: Bound
    value_high: int | None = None


def figure_at(words: Sequence[str], index: int) -> Figure | None:
    """The figure that the word at `index` carries; None where it carries no number and no quantifier, so that its
    noun phrase must speak for one.
    """
    lower = [word.lower() for word in words]
    first, last = number_around(lower, index)
    if first == last:
        return _quantifier_at(lower, index)
    if lower[first:last] == ["score"]:
        return None  # of a match
    if last < len(lower) and lower[last] in _FRACTIONS and lower[last].endswith("s"):
        return _figure_over(lower, last, back=0) or _vague(lower, first, last + 1)  # "two thirds of"
    named = _named_before(words, first, last)
    if named is not None:
        return Figure(named, last, 1, "exact")
    whole = _whole_told(lower, index)
    if whole is not None:
        return whole
    ranged = _range_at(lower, first, last) or _widened(lower, first, last)
    if ranged is not None:
        return ranged
    if lower[last - 1].endswith("s") and lower[last - 1][:-1].isdigit():
        return _decade(lower, first, last)
    value = value_of(lower[first:last])
    if (
        value is None
        or lower[last : last + 1] in (["percent"], ["%"], ["pc"])
        or lower[last : last + 2] == ["per", "cent"]
    ):
        return _vague(lower, first, last)
    return _hedged(lower, first, last, value)


def _named_before(words: Sequence[str], first: int, last: int) -> int | None:
    """Where the name begins whose age the number is ("Dara Example, 24, was"): one person is counted."""
    commas = list(words[first - 1 : first]) == [","] == list(words[last : last + 1])
    goes_on = not set(words[last + 1 : last + 2]).isdisjoint(_PARTS)
    if not commas or goes_on or not re.fullmatch("[0-9]{1,2}", words[first]):
        return None
    begin = first - 1
    while begin > 0 and words[begin - 1][:1].isupper():
        begin -= 1
    return begin if first - 1 - begin >= 2 else None


_PARTS = frozenset("including among of mostly most many some at".split())
"""What follows a figure and no age: "Gaza City, 24, including 3 children"."""


def _range_at(lower: Sequence[str], first: int, last: int) -> Figure | None:
    """ "30 to 40", "between 30 and 40", "30-40", "12 or 13", whichever of its two numbers was pointed at."""
    for joint in ("to", "and", "-", "–", "or"):
        for low, high in (((first, last), _next(lower, last, joint)), (_previous(lower, first, joint), (first, last))):
            if low is None or high is None:
                continue
            opener = lower[low[0] - 1] if low[0] else ""
            changed = opener == "from" and lower[low[0] - 2 : low[0] - 1] not in (["anywhere"], ["ranging"])
            if (joint == "and" and opener != "between") or (joint == "to" and changed):
                continue  # "from 58 to 60" tells two figures, the old and the new
            a, b = value_of(lower[slice(*low)]), value_of(lower[slice(*high)])
            if a is None or b is None or a >= b or (joint == "or" and b > 2 * a + 2):
                continue
            if joint in {"-", "–"} and high[1] < len(lower) and lower[high[1]] in {"-", "–"}:
                continue  # a date or a code: 27-09-2013
            return Figure(low[0] - (opener == "between"), high[1], a, "range", b)
    return None


def _widened(lower: Sequence[str], first: int, last: int) -> Figure | None:
    """ "At least 12, possibly 20" and "12, and perhaps as many as 20": from 12 to 20, whichever was pointed at."""
    for perhaps in range(max(first - 5, 0), min(last + 3, len(lower) - 1)):
        if lower[perhaps] not in _PERHAPS:
            continue
        before = perhaps - 1
        while before > 0 and lower[before] in {",", "and", "or", "–", "-", "("}:
            before -= 1
        behind = next((i for i in range(perhaps + 1, min(perhaps + 6, len(lower))) if is_number(lower[i])), None)
        if behind is None or before < 0 or not is_number(lower[before]):
            continue
        low, high = number_around(lower, before), number_around(lower, behind)
        joined = high[0] == perhaps + 1 or hedge_before(lower, high[0])[0] <= perhaps + 1
        a, b = value_of(lower[slice(*low)]), value_of(lower[slice(*high)])
        if joined and (first, last) in (low, high) and a is not None and b is not None and a < b:
            return Figure(hedge_before(lower, low[0])[0], high[1], a, "range", b)
    return None


def _next(lower: Sequence[str], last: int, joint: str) -> tuple[int, int] | None:
    if last + 1 < len(lower) and lower[last] == joint and is_number(lower[last + 1]):
        return number_around(lower, last + 1)
    return None


def _previous(lower: Sequence[str], first: int, joint: str) -> tuple[int, int] | None:
    if first > 1 and lower[first - 1] == joint and is_number(lower[first - 2]):
        return number_around(lower, first - 2)
    return None


def _decade(lower: Sequence[str], first: int, last: int) -> Figure | None:
    """ "In the 20s": 20 to 29. Four digits are years and no figure."""
    digits = lower[last - 1][:-1]
    if len(digits) == 4 or not digits.endswith("0"):
        return None
    low = int(digits)
    while first > 0 and lower[first - 1] in {"the", "in", "low", "high", "mid"}:
        first -= 1
    return Figure(first, last, low, "range", low + (9 if len(digits) == 2 else 99))


def _vague(lower: Sequence[str], first: int, last: int) -> Figure:
    begin, _ = hedge_before(lower, first)
    return Figure(begin, last, None, "vague")


def _hedged(lower: Sequence[str], first: int, last: int, value: int) -> Figure:
    begin, bound = hedge_before(lower, first)
    end = last
    if bound is None:
        end, bound = hedge_behind(lower, last)
    if bound is None and value == 1 and lower[first - 1 : first] == ["not"] and lower[last : last + 1] != ["but"]:
        return Figure(first - 1, last, 0, "exact")  # "not one soldier", but "not one but two"
    if bound == "fewer_than" and value == 1:
        bound = "about"  # fewer than one is none: "nearly one" says no such thing
    return Figure(begin, end, value, bound or "exact")


def _whole_told(lower: Sequence[str], index: int) -> Figure | None:
    """The figure that a word before it takes whole, pointed at by that word: "all 18", "every one of the 12"."""
    if lower[index] not in _WHOLE and lower[index - 1 : index + 1] != ["every", "one"]:
        return None
    behind = index + 1
    if list(lower[behind : behind + 2]) in (["of", "the"], ["of", "these"], ["of", "those"]):
        behind += 2
    return figure_at(lower, behind) if behind < len(lower) and is_number(lower[behind]) else None


def _size_told(lower: Sequence[str], index: int) -> Figure | None:
    """The figure that a noun for a group carries with it: "a family of five", "a five-member family"."""
    if lower[index] not in _SIZED:
        return None
    if index > 2 and lower[index - 1] in _MEMBERS and lower[index - 2] == "-" and is_number(lower[index - 3]):
        return figure_at(lower, index - 3)
    if lower[index + 1 : index + 2] == ["of"]:
        for behind in range(index + 2, min(index + 7, len(lower))):
            figure = figure_at(lower, behind) if is_number(lower[behind]) else None
            if figure is not None:
                return figure if figure.first == index + 2 else None
    return None


def _figure_over(lower: Sequence[str], index: int, back: int = 3) -> Figure | None:
    """The figure of a number near by whose words hold the word at `index`: "half a dozen", "no fewer than 12", "some
    12", "12 at most".
    """
    for number in (*range(index + 1, min(index + 5, len(lower))), *range(index - 1, max(index - back, 0) - 1, -1)):
        figure = figure_at(lower, number) if is_number(lower[number]) else None
        if figure is not None and figure.first <= index < figure.last:
            return figure
    return None


def _quantifier_at(lower: Sequence[str], index: int) -> Figure | None:
    word = lower[index]
    following = lower[index + 1] if index + 1 < len(lower) else ""
    told = _whole_told(lower, index) or _size_told(lower, index)
    if told is None and (word in _VAGUE or word in _FRACTIONS or word in _SETS or word in _NOBODY):
        told = _figure_over(lower, index, back=0 if word in _FRACTIONS else 3)
    if told is not None:
        return told
    if word in _NOBODY:
        return Figure(index, index + (2 if following == "one" else 1), 0, "exact")
    if word in _SETS:
        first = index - 1 if index and lower[index - 1] in {"a", "the"} else index
        return Figure(first, index + 1, _SETS[word], "exact")
    if word in _CROWDS:
        first = index - 1 if index and lower[index - 1] in {"a", "an", "the", "his", "her", "their"} else index
        return Figure(first, index + 1, None, "vague")
    if word == "single" and lower[max(index - 2, 0) : index] in (["not", "a"], ["without", "a"]):
        return Figure(index - 2, index + 1, 0, "exact")
    if word in {"another", "single"}:
        return Figure(index, index + 1, 1, "exact")
    if word == "number" and index and lower[index - 1] == "the":
        return None  # "put the number of dead at 145": the 145 counts
    if word in _FRACTIONS and not word.endswith("s") and following != "of":
        return None  # "the third attack", "a soldier, a second and a third"
    if word in _VAGUE or word in _FRACTIONS:
        first = index
        if index and (lower[index - 1] in _SOFT or (word in _FRACTIONS and is_number(lower[index - 1]))):
            first -= 1
        begin, _ = hedge_before(lower, index)
        return Figure(min(first, begin), index + 1, None, "vague")
    return None


_SOFT = frozenset("a an at so too the very".split())
