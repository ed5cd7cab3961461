"""Day words against annotated time expressions: TIMEX2 as WikiWars has it, and TIMEX3 as TempEval-3 has it (.tml).

An annotated expression counts as found when a phrase overlaps it (relaxed) or has its very extent (strict), and as
rightly valued when it is found and the phrase means its days; F1 is that of TempEval-3 (UzZaman and others 2013).
Claims get only what names days: "days" are the annotated expressions whose value is a day, a week, a month, a season, a
year or a decade of our era, against the phrases of `find_phrases`. "all" counts the rest too, durations, sets, times of
day, "now", and what lies before our era, against those of `find_times`; there the value is that of the attribute `val`
alone, as HeidelTime counts it, without the modifier beside it ("early").
"""

from __future__ import annotations

import calendar
import datetime as dt
import html
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.story import Story
from tollbook.days.grammar import find_phrases
from tollbook.days.times import find_times
from tollbook.model import When

Days = tuple[dt.date, dt.date]
PEERS = {
    "TIMEX2": "HeidelTime 1.8, WikiWars, all of TIMEX2: relaxed F1 0.90, with value 0.81",
    "TIMEX3": "HeidelTime 1.8, TempEval-3 Platinum, all of TIMEX3: relaxed F1 0.903, value F1 0.776",
}
"""Published figures, over every annotated expression: to be held against "all", not against "days"."""


class Expression(NamedTuple):
    """An annotated expression `text[start:end]`: its value, and whether a modifier (`mod`) changes what that means."""

    start: int
    end: int
    value: str
    modified: bool


class Read(NamedTuple):
    """What was read: `text[start:end]`, its value where it has one, and its days where it names some."""

    start: int
    end: int
    value: str
    when: When | None


class Document(NamedTuple):
    """A text without its marks, the day on which it was written where it tells, and its expressions."""

    scheme: str
    text: str
    written: dt.date | None
    expressions: list[Expression]


def documents(corpus: Path) -> Iterator[Document]:
    """The annotated documents (.key.xml, .tml) of a folder or a tar archive; a folder's archives are opened too.

    Raises SystemExit where there are none.
    """
    count = 0
    for name, raw in _files(corpus):
        if name.endswith((".key.xml", ".tml")):
            count += 1
            yield read_document(raw.decode("utf-8", "replace"))
    if not count:
        raise SystemExit(
            f"{corpus}: no .key.xml (TIMEX2) and no .tml (TIMEX3). Give the folder or the tar that has them."
        )


def _files(corpus: Path) -> Iterator[tuple[str, bytes]]:
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*")):
            if path.suffix in (".tml", ".xml"):
                yield path.name, path.read_bytes()
            elif path.name == "temporal.tar.gz":
                yield from _files(path)
        return
    with tarfile.open(corpus) as tar:
        for member in tar.getmembers():
            stream = tar.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield member.name, stream.read()


_TAG = re.compile(r"<(/?)TIMEX([23])([^>]*)>|<[^>]+>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_CREATED = re.compile(r"<TIMEX3[^>]*functionInDocument=\"CREATION_TIME\"[^>]*>")


def read_document(xml: str) -> Document:
    """One annotated document; what stands outside TEXT counts only for the day on which it was written."""
    found = _CREATED.search(xml)
    written = _days_of(dict(_ATTRIBUTE.findall(found.group())).get("value", "")) if found else None
    body = xml.split("<TEXT>", 1)[-1].split("</TEXT>", 1)[0]
    pieces: list[str] = []
    expressions: list[Expression] = []
    opened: list[tuple[int, dict[str, str]]] = []
    length = position = 0
    for tag in _TAG.finditer(body):
        piece = html.unescape(body[position : tag.start()])
        pieces.append(piece)
        length += len(piece)
        position = tag.end()
        if tag[2] and not tag[1]:
            opened.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif tag[2] and opened:
            start, marks = opened.pop()
            value = marks.get("val") or marks.get("value") or ""
            expressions.append(Expression(start, length, value, bool(marks.get("mod"))))
    pieces.append(html.unescape(body[position:]))
    scheme = "TIMEX3" if "<TIMEX3" in xml else "TIMEX2"
    return Document(scheme, "".join(pieces), written[0] if written else None, sorted(expressions))


def report(corpus: Path) -> None:
    """Print the figures of a corpus, those of each scheme apart."""
    counts: dict[str, Counter[str]] = {}
    for document in documents(corpus):
        _count(document, counts.setdefault(document.scheme, Counter()))
    for scheme, n in counts.items():
        print(
            f"{scheme}: {n['documents']} documents, {n['all phrases']} phrases read, "
            f"{n['days phrases']} of them by the rules of days"
        )
        for kind in ("days", "all"):
            precise = (
                n[f"{kind} overlapping"] / max(1, n[f"{kind} phrases"]),
                n[f"{kind} exact"] / max(1, n[f"{kind} phrases"]),
            )
            found, strict = n[f"{kind} found"] / max(1, n[kind]), n[f"{kind} strict"] / max(1, n[kind])
            value = n[f"{kind} right"] / max(1, n[f"{kind} found"])
            relaxed = f1(precise[0], found)
            print(
                f"  {kind:4} ({n[kind]:4})  relaxed P {precise[0]:.3f} R {found:.3f} F1 {relaxed:.3f}   strict F1 "
                f"{f1(precise[1], strict):.3f}   value, of found {value:.3f}, F1 {relaxed * value:.3f}"
            )
        print(f"  peer         {PEERS[scheme]}")


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _count(document: Document, n: Counter[str]) -> None:
    n["documents"] += 1
    for kind, read in (("days", _read_days(document)), ("all", _read_times(document))):
        n[f"{kind} phrases"] += len(read)
        for one in read:
            n[f"{kind} overlapping"] += any(e.start < one.end and one.start < e.end for e in document.expressions)
            n[f"{kind} exact"] += any((e.start, e.end) == (one.start, one.end) for e in document.expressions)
        for expression in document.expressions:
            days = _days_of(expression.value)
            if kind == "days" and (expression.modified or days is None):
                continue
            hits = [one for one in read if one.start < expression.end and expression.start < one.end]
            n[kind] += 1
            n[f"{kind} found"] += bool(hits)
            n[f"{kind} strict"] += any((one.start, one.end) == (expression.start, expression.end) for one in hits)
            n[f"{kind} right"] += any(_is_right(one, expression.value, days) for one in hits)


def _read_days(document: Document) -> list[Read]:
    """By the rules that claims get. `Story` fixes the year; its value is not asked for."""
    story = Story(document.written)
    read: list[Read] = []
    for phrase in find_phrases(document.text):
        _, when = story.read(phrase.value, aside=_in_brackets(document.text, phrase.start))
        read.append(Read(phrase.start, phrase.end, "", when))
    return read


def _read_times(document: Document) -> list[Read]:
    story = Story(document.written)
    read: list[Read] = []
    for phrase in find_times(document.text):
        value, when = story.read(phrase.value, aside=_in_brackets(document.text, phrase.start))
        read.append(Read(phrase.start, phrase.end, value, when))
    return read


def _in_brackets(text: str, start: int) -> bool:
    before = text[max(0, start - 80) : start]
    return before.rfind("(") > before.rfind(")")


def _is_right(read: Read, value: str, days: Days | None) -> bool:
    if value and read.value == value:
        return True
    return days is not None and read.when is not None and _means(read.when, days)


def _means(when: When, days: Days) -> bool:
    """The annotation marks the two ends of "from May to July" apart; the grammar reads them as one."""
    start, end = days
    return (when.start, when.end) == days or (when.precision == "range" and (when.start == start or when.end == end))


_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _days_of(value: str) -> Days | None:
    """The days of a value; None for durations, times before our era, and what is vague."""
    if found := re.fullmatch(r"((?:1[5-9]|20)\d\d)-W(\d\d)(-WE)?", value):
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + dt.timedelta(days=5 if found[3] else 0), monday + dt.timedelta(days=6))
    if found := re.fullmatch(r"((?:1[5-9]|20)\d\d)-(SP|SU|FA|WI)", value):
        first = dt.date(int(found[1]), _SEASONS[found[2]], 1)
        months = first.year * 12 + first.month + 2
        return first, dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1)
    if found := re.fullmatch(r"(1[5-9]\d|20\d)", value):
        return dt.date(int(found[1]) * 10, 1, 1), dt.date(int(found[1]) * 10 + 9, 12, 31)
    found = re.fullmatch(r"((?:1[5-9]|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", value)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not month:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not day:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day), dt.date(year, month, day)
