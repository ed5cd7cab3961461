"""How well days are read: the grammar on WikiWars, and the `when` slot on annotated reports.

    python benchmarks/days.py --corpus FOLDER              FOLDER holds temporal.tar.gz (WikiWars with TIMEX2 values)
    python benchmarks/days.py --gold FILE.jsonl            annotated reports, their claims given with `when` taken away
    python benchmarks/days.py --fit FILE.jsonl             learn the weights of tollbook.days.choice anew and write them

On WikiWars an extent counts as found when a phrase overlaps it (relaxed, as in TempEval-3), and a value as right when
the days are those of the TIMEX2 value. Wars are told with no publication day: what names no year is taken to lie in
the year that was told last, as HeidelTime does for narratives.
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import json
import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.claims.words import sentences_of
from tollbook.days import date_claims
from tollbook.days.choice import Features, candidates
from tollbook.days.grammar import find_phrases
from tollbook.days.resolve import resolve
from tollbook.days.scene import read_scene
from tollbook.model import Casualty, Claim, Marks, Report, When

PEER = "HeidelTime 1.8 on WikiWars, all of TIMEX2, lenient with value: F1 0.808"
WEIGHTS = Path(__file__).parent.parent / "src" / "tollbook" / "days" / "weights.py"
Days = tuple[str, str] | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--fit", type=Path)
    options = parser.parse_args()
    if not (options.corpus or options.gold or options.fit):
        parser.error("give --corpus, --gold or --fit")
    if options.fit:
        fit(options.fit)
    if options.corpus:
        wikiwars(options.corpus / "temporal.tar.gz")
    if options.gold:
        slot(options.gold)


# WikiWars

_TAG = re.compile(r"<(/?)TIMEX2([^>]*)>|<[^>]+>")


def wikiwars(archive: Path) -> None:
    n: Counter[str] = Counter()
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            stream = tar.extractfile(member) if member.name.endswith(".key.xml") else None
            if stream is not None:
                _count_wikiwars(stream.read().decode("utf-8", "replace"), n)
    recall, precision = n["found"] / n["gold"], n["overlapping"] / n["phrases"]
    print(f"WikiWars: {n['gold']} days, months and years of our era in the annotation")
    print(f"  extents, relaxed   R {recall:.3f}  P {precision:.3f} ({n['phrases']} phrases)")
    print(f"  values of found    {n['right'] / n['found']:.3f}  (end to end {n['right'] / n['gold']:.3f})")
    print(f"  peer               {PEER}")


def _count_wikiwars(xml: str, n: Counter[str]) -> None:
    text, spans = _untagged(xml)
    told: When | None = None
    resolved = []
    for phrase in find_phrases(text):
        reference = dt.date(told.start.year, 12, 31) if told else None
        when = resolve(phrase.value, None, told) or resolve(phrase.value, reference, told)
        resolved.append((phrase, when))
        told = when or told
    n["phrases"] += len(resolved)
    n["overlapping"] += sum(any(s < p.end and p.start < e for s, e, _ in spans) for p, _ in resolved)
    for start, end, value in spans:
        days = _days_of(value)
        if days is None:
            continue
        n["gold"] += 1
        hits = [when for phrase, when in resolved if phrase.start < end and start < phrase.end]
        n["found"] += bool(hits)
        n["right"] += any(when is not None and _means(when, days) for when in hits)


def _means(when: When, days: tuple[dt.date, dt.date]) -> bool:
    """The annotation marks the two ends of "from May to July" apart; the grammar reads them as one."""
    start, end = days
    return (when.start, when.end) == days or (when.precision == "range" and (when.start == start or when.end == end))


def _untagged(xml: str) -> tuple[str, list[tuple[int, int, str]]]:
    body = xml.split("<TEXT>", 1)[-1]
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    open_tags: list[tuple[int, str]] = []
    length = position = 0
    for tag in _TAG.finditer(body):
        piece = body[position : tag.start()]
        pieces.append(piece)
        length += len(piece)
        position = tag.end()
        if tag.group(2) is not None and not tag.group(1):
            value = re.search(r'\bval="([^"]*)"', tag.group(2))
            open_tags.append((length, value.group(1) if value and "mod" not in _marks(tag.group(2)) else ""))
        elif tag.group(1) and open_tags:
            start, value_text = open_tags.pop()
            spans.append((start, length, value_text))
    return "".join(pieces), spans


def _marks(attributes: str) -> set[str]:
    return {name for name, value in re.findall(r'\b(\w+)="([^"]*)"', attributes) if value}


def _days_of(value: str) -> tuple[dt.date, dt.date] | None:
    found = re.fullmatch(r"((?:1[5-9]|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?", value)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not month:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not day:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day), dt.date(year, month, day)


# The slot on annotated reports


def slot(path: Path) -> None:
    there: Counter[str] = Counter()
    right: Counter[str] = Counter()
    seconds = words = 0.0
    for report, claims, gold in _annotated(path):
        started = time.process_time()
        dated = date_claims(report, claims, Marks(sentences=sentences_of(report.text)))
        seconds += time.process_time() - started
        words += len(report.text.split())
        for claim, days in zip(dated, gold, strict=True):
            if claim.cause == "violence" and claim.polarity != "hypothetical":
                there[type(claim).__name__] += 1
                right[type(claim).__name__] += _iso(claim.when) == days
    print(f"when, on the claims of {path.name}; {1000 * seconds / words * 500:.1f} ms for 500 words")
    for kind in ("Casualty", "Responsibility", "Attack"):
        print(f"  {kind:15} {right[kind] / max(1, there[kind]):.3f}  ({right[kind]} of {there[kind]})")


def _annotated(path: Path) -> Iterator[tuple[Report, list[Claim], list[Days]]]:
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        reading = json.loads(line)
        given = reading["report"]
        report = Report(
            id=given["id"],
            text=given["text"],
            digest="",
            published=dt.date.fromisoformat(given["published"]) if given["published"] else None,
        )
        claims: list[Claim] = []
        gold: list[Days] = []
        for claim in reading["claims"]:
            when = claim.get("when")
            bare = claim | {"when": None, "where": None, "incident": None, "confidence": 1.0}
            bare["reader"] = {"name": "gold", "version": "1"}
            claims.append(msgspec.convert(bare, Claim))
            gold.append((when["start"], when["end"]) if when else None)
        yield report, claims, gold


def _iso(when: When | None) -> Days:
    return (when.start.isoformat(), when.end.isoformat()) if when else None


# Learning the weights

Matrix = NDArray[np.float64]
RARE = 20
"""A feature that held for fewer candidates gets no weight."""


def fit(path: Path, ridge: float = 4.0) -> None:
    """A conditional logit with a ridge: of each claim's candidates those with the annotated days count as right."""
    cases = list(_cases(path))
    counted = Counter(name for holds, _, _ in cases for features in holds for name in features)
    names = sorted(name for name, count in counted.items() if count >= RARE)
    weights = _climb(cases, {name: place for place, name in enumerate(names)}, ridge)
    lines = [f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.01]
    head = '"""The weights of `choice`, learnt from annotated reports: `benchmarks/days.py --fit` writes this file."""'
    body = "\n".join(lines)
    WEIGHTS.write_text(
        f"{head}\n\nfrom __future__ import annotations\n\nWEIGHTS: dict[str, float] = {{\n{body}\n}}\n",
        encoding="utf-8",
    )
    print(f"{len(lines)} weights learnt from {len(cases)} claims into {WEIGHTS}")


def _cases(path: Path) -> Iterator[tuple[list[Features], list[bool], float]]:
    """Each claim's candidates, which of them are right, and how much the claim counts; hopeless claims left out."""
    for report, claims, gold in _annotated(path):
        scene = read_scene(report, claims, sentences_of(report.text))
        for claim, place, days in zip(claims, scene.places, gold, strict=True):
            found = list(candidates(scene, place))
            right = [_iso(mention.when if mention else None) == days for mention, _ in found]
            if any(right) and not all(right):
                yield [holds for _, holds in found], right, 1.0 if isinstance(claim, Casualty) else 0.4


def _climb(cases: list[tuple[list[Features], list[bool], float]], places: dict[str, int], ridge: float) -> Matrix:
    """Adam on the log-likelihood (Kingma and Ba 2015), 200 steps over everything, the last third small."""
    rows = [features for holds, _, _ in cases for features in holds]
    table = np.zeros((len(rows), len(places)))
    for row, features in enumerate(rows):
        for name, value in features.items():
            if name in places:
                table[row, places[name]] = value
    right = np.concatenate([np.array(marks, dtype=float) for _, marks, _ in cases])
    sizes = [len(marks) for _, marks, _ in cases]
    case = np.repeat(np.arange(len(cases)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.repeat([count for _, _, count in cases], sizes)
    weights, mean, square = (np.zeros(len(places)) for _ in range(3))
    for step in range(1, 201):
        scores = table @ weights
        heavy = np.exp(scores - np.maximum.reduceat(scores, starts)[case])
        share = heavy / np.add.reduceat(heavy, starts)[case]
        wanted = heavy * right / (np.add.reduceat(heavy * right, starts)[case] + 1e-12)
        slope = table.T @ ((wanted - share) * counts) - ridge * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        stride = 0.08 if step < 140 else 0.016
        weights += stride * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
