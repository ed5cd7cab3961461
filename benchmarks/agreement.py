"""How alike two independent annotations of the same reports are, by kind of claim and by slot.

    python benchmarks/agreement.py                                       training/annotations, first and again
    python benchmarks/agreement.py --again corpus/again.jsonl --first corpus/corpus.jsonl   our corpus; or others

Both in the form of training/annotations/README.md: offsets and values suffice, no text is needed. The first annotation
stands where the expectation does and the second where the reading does; claims pair as `scoring` says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import scoring
from benchmarks.claims import MEASURES, SLOTS
from benchmarks.scoring import Agreement, Json, Match

ANNOTATIONS = Path(__file__).parents[1] / "training" / "annotations"


class Figure(NamedTuple):
    """A figure between 0 and 1, and in words what it was measured over."""

    value: float
    over: str


class Twice(NamedTuple):
    """One report as it was annotated first and again."""

    first: Json
    again: Json


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", type=Path, default=ANNOTATIONS / "again" / "again.jsonl", metavar="FILE")
    parser.add_argument("--first", type=Path, nargs="+", default=sorted(ANNOTATIONS.glob("*.jsonl")), metavar="FILE")
    options = parser.parse_args()
    print("\n".join(table(list(annotated_twice(options.first, options.again)))))


def annotated_twice(first: Iterable[Path], again: Path) -> Iterator[Twice]:
    """Each report of `again` beside the one of the same id in `first`; both must be annotated on the same text."""
    by_id = {row["report"]["id"]: row for path in first for row in _rows(path)}
    for row in _rows(again):
        about = row["report"]
        if about["id"] not in by_id:
            raise SystemExit(f"{again}: {about['id']} was not annotated before")
        if _digest(by_id[about["id"]]["report"]) != about["sha256"]:
            raise SystemExit(f"{again}: {about['id']} was annotated on another text before")
        yield Twice(by_id[about["id"]], row)


def table(reports: Sequence[Twice]) -> Iterator[str]:
    """The lines of a Markdown table of all figures."""
    once = sum(len(report.first["claims"]) for report in reports)
    again = sum(len(report.again["claims"]) for report in reports)
    yield f"{len(reports)} reports annotated twice, with {once:,} claims and with {again:,}"
    yield ""
    yield "| what | agreement | over |"
    yield "| --- | --- | --- |"
    for name, figure in figures([scoring.compare(*report) for report in reports]).items():
        yield f"| {name} | {figure.value:.3f} | {figure.over} |"


def figures(agreements: Sequence[Agreement]) -> dict[str, Figure]:
    """Every figure by its name: F1 of claims by kind, share of pairs of casualty claims that are alike in a slot, and
    how alike claims are brought together (B-cubed F1). One agreement for each report, as keys of incidents are its own.
    """
    total = sum(agreements, Agreement())
    pairs = total.casualty.pairs
    found = {}
    for name, (kind, tests) in MEASURES.items():
        match: Match = getattr(total, kind)
        sides = len(match.pairs) + len(match.missed), len(match.pairs) + len(match.spurious)
        found[name] = Figure(match.f1(*tests), f"F1, {sides[0]:,} and {sides[1]:,} claims")
    for slot, same in SLOTS.items():
        share = total.casualty.right(same) / len(pairs) if pairs else 1.0
        found[slot] = Figure(share, f"{len(pairs):,} pairs")
    keys = scoring.incidents_of(agreements)
    found["incident"] = Figure(scoring.b_cubed(keys), f"B-cubed F1, {len(keys):,} pairs")
    return found


def _digest(about: Json) -> str:
    """The hash of the text that was annotated: given, or of the text itself."""
    return str(about["sha256"]) if "sha256" in about else hashlib.sha256(about["text"].encode()).hexdigest()


def _rows(path: Path) -> Iterator[Json]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    main()
