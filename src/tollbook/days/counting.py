"""Numbers as spans of time have them: figures, words, halves, and "several", which is no number."""

from __future__ import annotations

import re

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
).split()
_VALUES = (
    {word: value for value, word in enumerate(_ONES, 1)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {"single": 1, "couple": 2, "dozen": 12, "hundred": 100, "thousand": 1000}
)

_ONE = "|".join(reversed(_ONES))
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{_ONE})(?!\w))?|{_ONE})"
_IN_WORDS = (
    rf"(?:(?:an?\s+|{_BELOW_HUNDRED}[\s-])?(?:hundred|thousand)(?:\s+and\s+{_BELOW_HUNDRED})?|{_BELOW_HUNDRED}"
    r"|(?:a\s+)?single|(?:a\s+)?couple(?:\s+of)?|(?:(?:a|two|three)\s+)?dozen|an?)"
)
AMOUNT = (
    rf"(?:half(?:[\s-]an?)?|(?:[0-9]{{1,3}}(?:,[0-9]{{3}})?(?:\.[0-9]{{1,2}})?|{_IN_WORDS})"
    r"(?:[\s-]and[\s-](?:a[\s-])?half)?)"
)
"""A number that counts units of time, with its half ("two and a half", "half a")."""
MANY = (
    r"(?:(?:a\s+)?(?:good\s+)?(?:few|several|many|numerous|countless|various|some)(?:\s+(?:more|of\s+the))?"
    r"|(?:a\s+)?(?:number|handful)\s+of|(?:dozens|hundreds|thousands|scores)\s+of)"
)
"""What stands for a number that is not told."""
ORDINAL = rf"(?:{'|'.join(reversed(_ORDINALS))}|[0-9]{{1,2}}(?:st|nd|rd|th))"
_HALF = re.compile(r"\band(?: a)? half\b")


def amount_of(words: str) -> float | None:
    """The value of what `AMOUNT` matches; None where the words are none."""
    words = " ".join(words.lower().replace("-", " ").split())
    half = 0.5 if _HALF.search(words) else 0.0
    words = _HALF.sub("", words).strip()
    if words in ("half", "half a", "half an"):
        return 0.5
    if words[:1].isdigit():
        return float(words.replace(",", "")) + half
    total = 0
    for word in words.split():
        if word in ("and", "of", "a", "an"):
            continue
        if word not in _VALUES:
            return None
        value = _VALUES[word]
        total = max(total, 1) * value if value >= 100 or word == "dozen" else total + value
    return max(total, 1) + half


def ordinal_of(words: str) -> int:
    """The number of what `ORDINAL` matches."""
    words = words.lower()
    return int(words[:-2]) if words[0].isdigit() else _ORDINALS.index(words) + 1
