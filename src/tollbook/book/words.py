"""The words by which claims are found, and what is shown of them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator

from tollbook.model import Casualty, Claim, Report, Responsibility, When
from tollbook.storage import ClaimWords

_MONTHS = 120
"""The most months that a claim is found by one by one."""

_FIRST, _LAST = 1900, 2100
"""The years that a claim is found by."""

_LONG = "long"
"""The facet of claims of longer times, or of other years; they are found by every month and year."""

_AROUND = 12
"""Words that an excerpt shows before what was found, and after it."""

_WORD = re.compile(r"\w+")


def words_of(report: Report, claim: Claim, reading: int, position: int) -> ClaimWords:
    """The words of one claim of a report, which stands at a position of a reading."""
    return ClaimWords(
        reading=reading,
        position=position,
        words=claim.evidence.text,
        place=_lines(() if claim.where is None else (claim.where.text, claim.where.name)),
        actor=_lines(_actor(claim)),
        speaker=_lines(_speaker(claim)),
        outlet=report.outlet or "",
        facets=" ".join(_facets(claim)),
    )


def facets_asked(victim_class: str | None, since: dt.date | None, until: dt.date | None) -> tuple[tuple[str, ...], ...]:
    """The facets of claims that may meet these conditions; days are to be looked at closer."""
    asked: list[tuple[str, ...]] = []
    if victim_class is not None:
        asked.append((_class(victim_class),))
    if since is not None and until is not None and _span(since, until) < _MONTHS:
        asked.append((_LONG, *_months(since, until)))
    elif since is not None or until is not None:
        first = _FIRST if since is None else max(_FIRST, since.year)
        last = _LAST if until is None else min(_LAST, until.year)
        asked.append((_LONG, *(f"y{year}" for year in range(first, last + 1))))
    return tuple(asked)


def in_days(when: When | None, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether some of the days lies within two days, both inclusive; unknown days lie in no window."""
    if since is None and until is None:
        return True
    return when is not None and (since is None or when.end >= since) and (until is None or when.start <= until)


def excerpt(text: str, phrases: Iterable[str]) -> str:
    """The text around the first words that were found, with each of those in [brackets]."""
    tokens = [(match.start(), match.end(), _plain(match[0])) for match in _WORD.finditer(text)]
    plain = [word for _, _, word in tokens]
    marks = sorted(_marks(plain, [[_plain(word) for word in _WORD.findall(phrase)] for phrase in phrases]))
    if not tokens:
        return " ".join(text.split())
    first = max(0, (marks[0][0] if marks else 0) - _AROUND)
    last = min(len(tokens), (marks[0][1] if marks else 0) + _AROUND)
    shown, at = [], 0 if first == 0 else tokens[first][0]
    for begin, end in marks:
        start, stop = tokens[begin][0], tokens[end - 1][1]
        if begin < first or end > last or start < at:
            continue
        shown += [text[at:start], "[", text[start:stop], "]"]
        at = stop
    end_of_text = len(text) if last == len(tokens) else tokens[last - 1][1]
    shown.append(text[at:end_of_text])
    cut = ("…" if first else "") + "".join(shown) + ("" if last == len(tokens) else "…")
    return " ".join(cut.split())


def _marks(words: list[str], phrases: Iterable[list[str]]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        for begin in range(len(words) - len(phrase) + 1):
            if phrase and words[begin : begin + len(phrase)] == phrase:
                yield begin, begin + len(phrase)


def _plain(word: str) -> str:
    """The word in small letters without accents, as the index keeps it."""
    return "".join(each for each in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(each))


def _lines(words: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(word for word in words if word))


def _actor(claim: Claim) -> Iterator[str | None]:
    if isinstance(claim, Responsibility) and claim.actor is not None:
        yield claim.actor.text
        if claim.actor.actor is not None:
            yield claim.actor.actor.name
            yield claim.actor.actor.id


def _speaker(claim: Claim) -> Iterator[str | None]:
    if claim.speaker is not None:
        yield claim.speaker.name
        if claim.speaker.actor is not None:
            yield claim.speaker.actor.name


def _facets(claim: Claim) -> Iterator[str]:
    if isinstance(claim, Casualty):
        yield _class(claim.victims.victim_class)
    if claim.when is not None:
        start, end = claim.when.start, claim.when.end
        if start.year >= _FIRST and end.year <= _LAST and _span(start, end) < _MONTHS:
            yield from _months(start, end)
            yield from (f"y{year}" for year in range(start.year, end.year + 1))
        else:
            yield _LONG


def _class(victim_class: str) -> str:
    return "of" + victim_class.replace("_", "")


def _span(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _months(start: dt.date, end: dt.date) -> Iterator[str]:
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield f"m{number // 12:04}{number % 12 + 1:02}"
