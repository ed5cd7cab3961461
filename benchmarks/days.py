"""How well days are read: the grammar on annotated time expressions, and the `when` slot on annotated reports.

    python benchmarks/days.py --corpus PATH                a folder or a tar with WikiWars (TIMEX2) or .tml (TIMEX3)
    python benchmarks/days.py --gold FILE.jsonl            annotated reports, their claims given with `when` taken away
    python benchmarks/days.py --fit FILE.jsonl             learn the weights of tollbook.days.choice anew and write them

`timex` says how extents and values are counted, `story` how a history fixes its years, `dayfit` how the weights are
learnt.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import dayfit, timex
from tollbook.claims.words import sentences_of
from tollbook.days import date_claims
from tollbook.days.scene import read_scene
from tollbook.model import Claim, Marks, Report, When, Where

WEIGHTS = Path(__file__).parent.parent / "src" / "tollbook" / "days" / "data" / "choice.npz"
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
        timex.report(options.corpus)
    if options.gold:
        slot(options.gold)


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
            url=given.get("url"),
            published=dt.date.fromisoformat(given["published"]) if given["published"] else None,
        )
        claims: list[Claim] = []
        gold: list[Days] = []
        for claim in reading["claims"]:
            when = claim.get("when")
            bare = claim | {"when": None, "where": _where(claim.get("where")), "incident": None, "confidence": 1.0}
            bare["reader"] = {"name": "gold", "version": "1"}
            claims.append(msgspec.convert(bare, Claim))
            gold.append((when["start"], when["end"]) if when else None)
        yield report, claims, gold


def _where(where: dict[str, Any] | None) -> dict[str, Any] | None:
    """The place as the road knows it when it comes to the days: without what only annotations hold."""
    return {name: where[name] for name in Where.__struct_fields__ if name in where} if where else None


def _iso(when: When | None) -> Days:
    return (when.start.isoformat(), when.end.isoformat()) if when else None


# Learning the weights


def fit(path: Path) -> None:
    """Learn from annotated reports, and say how well the like of it does on reports held out."""
    cases: list[dayfit.Case] = []
    for number, (report, claims, gold) in enumerate(_annotated(path)):
        cases += dayfit.cases_of(read_scene(report, claims, sentences_of(report.text)), gold, number)
    print(f"in five folds by report, {dayfit.crossed(cases):.3f} of the claims with a right candidate get it")
    dayfit.learn(cases, WEIGHTS)


if __name__ == "__main__":
    main()
