"""Numbers and hedges: from the word that carries a count to its figure.

`figure_at` takes the words of a sentence and the index of the word that carries the count; it reads the number around
it, then the hedges before and behind. The words of the figure are hedge and number only ("at least 31", "tens of
thousands", "30 or more"); of a count that is implied, its noun phrase ("a policeman": 1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from tollbook.claims.heads import is_numeral
from tollbook.model import Bound

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 20 + 10 * index
    for index, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
} | {"fourty": 40}  # fmt: skip
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_VAGUE = frozenset(
    """dozens scores hundreds thousands tens millions several many some few numerous countless multiple various most
    mostly majority number handful half score all others lot lots unspecified unknown
    undisclosed rest remaining remainder fifth tenth tenths third numbers""".split()
)
_VAGUE_TAILS = frozenset("dozens scores hundreds thousands millions".split())
_PAIRS = frozenset("both couple pair twins duo".split())
_CROWDS = frozenset(
    """family families group crowd toll tolls rest remainder remaining casualties victims scores population convoy team
    crew village community tribe""".split()
)
_RISES = frozenset(
    """gone go goes went going rise rises rose risen climb climbs climbed jump jumps jumped shot increase increased
    increases""".split()
)
_NOBODY = frozenset("no none nobody neither zero nil".split())

_HEDGES: tuple[tuple[Bound, str], ...] = (
    ("at_least", "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum|minimum of"
                 "|atleast|at the least"),
    ("more_than", "more than|over|upwards of|upward of|in excess of|above|exceeding|exceeds|exceeded|well over"
                  "|just over|greater than"),
    ("at_most", "up to|as many as|at most|no more than|not more than|a maximum of|maximum of|as much as|as high as"),
    ("fewer_than", "nearly|almost|fewer than|less than|under|just under|below|well under"),
    ("about", "about|some|around|an estimated|estimated|roughly|approximately|approx|circa|close to|an average of"
              "|an approximate|in the region of|in the order of"),
)  # fmt: skip
_BEFORE: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    sorted(
        ((tuple(words.split()), bound) for bound, phrases in _HEDGES for words in phrases.split("|")),
        key=lambda entry: -len(entry[0]),
    )
)
_BEHIND: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("or", "more"), "at_least"),
    (("and", "counting"), "at_least"),
    (("at", "least"), "at_least"),
    (("-", "plus"), "more_than"),
    (("+",), "more_than"),
    (("or", "so"), "about"),
    (("-", "odd"), "about"),
    (("-", "some"), "about"),
    (("or", "fewer"), "at_most"),
    (("at", "most"), "at_most"),
)  # fmt: skip


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
    first, last = _number_around(lower, index)
    if first == last:
        return _quantifier_at(lower, index)
    ranged = _range_at(lower, first, last)
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


def value_of(words: Sequence[str]) -> int | None:
    """The number that lower-case number words name ("one hundred and twenty-three": 123, "1.2 million": 1,200,000,
    "two dozen": 24); None for "dozens", "tens of thousands" and the like.
    """
    total, current, seen = 0, 0.0, False
    for word in words:
        if word in {"and", "-", "a", "an", "of"}:
            continue
        if word == "000" and 0 < current < 1_000:
            current *= 1_000
            continue
        digits = re.fullmatch(r"(\d+(?:,\d+)*(?:\.\d+)*)(k|m|bn)?", word)
        if digits:
            plain = _plain(digits.group(1))
            if plain is None:
                return None
            current += plain * _SUFFIXES.get(digits.group(2) or "", 1)
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current = total + round(current), 0.0
        elif word == "half":
            current = 0.5
        else:
            return None
        seen = True
    return total + round(current) if seen else None


def _plain(digits: str) -> float | None:
    """Digits with separators: "1,200", "1.2", and the Continental "1.200"."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return float(digits.replace(".", ""))
    if digits.count(".") > 1 or len(digits) > 15:
        return None
    return float(digits.replace(",", ""))


def _is_number(word: str) -> bool:
    return (is_numeral(word) or word in _SCALES or word in _TENS) and word not in _PAIRS


def _number_around(lower: Sequence[str], index: int) -> tuple[int, int]:
    """The longest run of number words around `index`, empty where there is none."""
    if not _is_number(lower[index]):
        return index, index
    first, last = index, index + 1
    while first > 0 and _continues(lower, first - 1, first):
        first -= 1
    while last < len(lower) and _continues(lower, last, last - 1):
        last += 1
    while lower[first] in {"and", "-", "of"}:
        first += 1
    if lower[index] == "000" and first and re.fullmatch(r"[1-9]\d{0,2}", lower[first - 1]):
        first -= 1  # "1 000"
    while lower[last - 1] in {"and", "-", "of"}:
        last -= 1
    if first > 0 and lower[first] in _SCALES and lower[first - 1] in {"a", "an", "half", "several", "many", "few"}:
        first -= 1
    if first > 1 and lower[first] in {"a", "an"} and lower[first - 1] == "half":
        first -= 1
    return first, last


def _continues(lower: Sequence[str], position: int, neighbour: int) -> bool:
    """Whether the word at `position` goes on with the number at its neighbour's side."""
    word = lower[position]
    left, right = (word, lower[neighbour]) if position < neighbour else (lower[neighbour], word)
    if word in {"-", "and", "of"}:
        other = 2 * position - neighbour
        if not 0 <= other < len(lower) or not _is_number(lower[other]):
            return False
        before, after = (lower[other], lower[neighbour]) if other < neighbour else (lower[neighbour], lower[other])
        if word == "-":
            return before in _TENS and after in _UNITS and _UNITS[after] < 10
        if word == "of":
            return (before == "tens" and after in _VAGUE_TAILS) or (before in _VAGUE_TAILS and after in _VAGUE_TAILS)
        return before in _SCALES and before != "dozen" and after not in _SCALES and not after[0].isdigit()
    if not _is_number(word):
        return False
    if left in {"-", "and", "of"} or right in {"-", "and", "of"}:
        return True  # the joint was judged above
    if right in _SCALES:
        return left not in _VAGUE_TAILS
    return (left in _TENS and right in _UNITS and _UNITS[right] < 10) or left in {"hundred", "thousand"}


def _range_at(lower: Sequence[str], first: int, last: int) -> Figure | None:
    """ "30 to 40", "between 30 and 40", "30-40", "12 or 13", whichever of its two numbers was pointed at."""
    for joint in ("to", "and", "-", "–", "or"):
        for low, high in (((first, last), _next(lower, last, joint)), (_previous(lower, first, joint), (first, last))):
            if low is None or high is None:
                continue
            opener = lower[low[0] - 1] if low[0] else ""
            if (joint == "and" and opener != "between") or (joint == "to" and opener == "from"):
                continue  # "from 58 to 60" tells two figures, the old and the new
            a, b = value_of(lower[slice(*low)]), value_of(lower[slice(*high)])
            if a is None or b is None or a >= b or (joint == "or" and b > 2 * a + 2):
                continue
            if joint in {"-", "–"} and high[1] < len(lower) and lower[high[1]] in {"-", "–"}:
                continue  # a date or a code: 27-09-2013
            return Figure(low[0] - (opener == "between"), high[1], a, "range", b)
    return None


def _next(lower: Sequence[str], last: int, joint: str) -> tuple[int, int] | None:
    if last + 1 < len(lower) and lower[last] == joint and _is_number(lower[last + 1]):
        return _number_around(lower, last + 1)
    return None


def _previous(lower: Sequence[str], first: int, joint: str) -> tuple[int, int] | None:
    if first > 1 and lower[first - 1] == joint and _is_number(lower[first - 2]):
        return _number_around(lower, first - 2)
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
    begin, _ = _hedge_before(lower, first)
    return Figure(begin, last, None, "vague")


def _hedged(lower: Sequence[str], first: int, last: int, value: int) -> Figure:
    begin, bound = _hedge_before(lower, first)
    end = last
    if bound is None:
        end, bound = _hedge_behind(lower, last)
    if begin > 0 and lower[begin - 1] in {"several", "many", "few"} and lower[first] in _SCALES:
        return Figure(begin - 1, last, None, "vague")
    if lower[first] in {"several", "many", "few"}:
        return Figure(begin, last, None, "vague")
    return Figure(begin, end, value, bound or "exact")


def _hedge_before(lower: Sequence[str], first: int) -> tuple[int, Bound | None]:
    for words, before in _BEFORE:
        begin = first - len(words)
        if begin >= 0 and tuple(lower[begin:first]) == words:
            if words == ("up", "to") and begin and lower[begin - 1] in _RISES:
                return first, None  # "has gone up to 488" is 488
            return begin, before
    if first > 0 and lower[first - 1] in {"the", "another", "additional", "further", "other"}:
        begin, bound = _hedge_before(lower, first - 1)
        if bound is not None:
            return begin, bound
    return first, None


def _hedge_behind(lower: Sequence[str], last: int) -> tuple[int, Bound | None]:
    for words, behind in _BEHIND:
        if tuple(lower[last : last + len(words)]) == words:
            return last + len(words), behind
    if tuple(lower[last + 1 : last + 3]) == ("at", "least"):  # "70 people at least"
        return last + 3, "at_least"
    if tuple(lower[last + 1 : last + 3]) == ("or", "more"):
        return last + 3, "at_least"
    return last, None


def _quantifier_at(lower: Sequence[str], index: int) -> Figure | None:
    word = lower[index]
    following = lower[index + 1] if index + 1 < len(lower) else ""
    if word in _NOBODY:
        return Figure(index, index + (2 if following == "one" else 1), 0, "exact")
    if word in _PAIRS:
        first = index - 1 if index and lower[index - 1] in {"a", "the"} else index
        return Figure(first, index + 1, 2, "exact")
    if word in _CROWDS:
        first = index - 1 if index and lower[index - 1] in {"a", "an", "the", "his", "her", "their"} else index
        return Figure(first, index + 1, None, "vague")
    if word in {"another", "single"}:
        return Figure(index, index + 1, 1, "exact")
    if word == "number" and index and lower[index - 1] == "the":
        return None  # "put the number of dead at 145": the 145 counts
    if word in _VAGUE:
        first = index - 1 if index and lower[index - 1] in {"a", "an", "at", "so", "too", "the", "very"} else index
        begin, _ = _hedge_before(lower, index)
        return Figure(min(first, begin), index + 1, None, "vague")
    return None
