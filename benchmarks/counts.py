"""How often the number of killed and of injured that we give for a report is the number that people coded for it.

    python benchmarks/counts.py --corpus COUNTS.csv [--limit N] [--show N]

COUNTS.csv is UTF-8 with the columns `text` and `killed`, `injured` or both; other columns are ignored. An empty cell
means that nobody coded a number: the row is left out for that column, and an empty cell is never a zero. Of a corpus
that keeps reports and coded incidents apart, make such a file by joining them on the incident's id and writing the
title, an empty line and the body into `text` (Python's `csv` writes the quotes).

Compared is the `best` estimate for people of every class ("all") under the profile `tollbook`, killed and injured both
of the report's main incident: of the incidents that no total of a campaign or a year is, the one of which the most
casualty claims of the report tell, and of two with as many the one told of first. An estimate without a best counts
as a miss, also where 0 was coded: not known is not zero. In brackets stands the middle 95 % of a bootstrap that draws
rows.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tollbook.errors import InputError
from tollbook.model import Casualty
from tollbook.reading import report_of_text
from tollbook.road import Reading, Road

EFFECTS = ("killed", "injured")
PROFILE = "tollbook"
DRAWS, SEED = 2000, 1
NEAR = 0.1
"""How far, as a share of the coded number, ours may lie from it to count as near."""
PEERS = """published, exact match of victim counts on WAD / NAVCO / EMM (Zhong, Dhuliawala and Stoehr, EACL 2023); other
reports than these, so a measure of how hard the task is and no race:
  regular expressions  .117 / .264 / .064      dependency parse  .226 / .303 / .052
  semantic roles       .741 / .430 / .313      NT5 (fine-tuned)  .813 / .501 / .443"""


class Row(NamedTuple):
    """One report and the numbers coded for it, None where none is."""

    line: int
    text: str
    coded: dict[str, int | None]


class Pair(NamedTuple):
    """A coded number and the one that we give, None where we know none."""

    line: int
    coded: int
    ours: int | None

    @property
    def exact(self) -> bool:
        """Whether ours is the coded number."""
        return self.ours == self.coded

    @property
    def near(self) -> bool:
        """Whether ours lies within a tenth of the coded number."""
        return self.ours is not None and abs(self.ours - self.coded) <= NEAR * self.coded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="COUNTS.csv")
    parser.add_argument("--limit", type=int, help="read so many rows only, drawn by chance")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N misses of each column")
    options = parser.parse_args()
    rows = rows_of(options.corpus)
    if options.limit and options.limit < len(rows):
        rows = sorted(random.Random(SEED).sample(rows, options.limit))
    pairs = compare(rows, Road())
    print(f"{options.corpus.name}: {len(rows)} reports; in brackets the middle 95 % of {DRAWS} draws of rows")
    for effect in EFFECTS:
        if pairs[effect]:
            figures(effect, pairs[effect])
            for pair in [pair for pair in pairs[effect] if not pair.exact][: options.show]:
                print(
                    f"    line {pair.line}: coded {pair.coded}, ours {'not known' if pair.ours is None else pair.ours}"
                )
    print(PEERS)


def rows_of(path: Path) -> list[Row]:
    """The rows of a corpus; whatever is wrong with the file ends the program with a sentence that says so."""
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(_rows(csv.DictReader(lines, strict=True), path))
    except OSError as error:
        sys.exit(f"{path}: cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        sys.exit(f"{path}: is not UTF-8")
    except csv.Error as error:
        sys.exit(f"{path}: is no CSV: {error}")
    if not any(number is not None for row in rows for number in row.coded.values()):
        sys.exit(f"{path}: no row has a number of killed or injured")
    return rows


def compare(rows: Sequence[Row], road: Road) -> dict[str, list[Pair]]:
    """The coded numbers beside ours, by effect, for the rows that have one."""
    pairs: dict[str, list[Pair]] = {effect: [] for effect in EFFECTS}
    for row in rows:
        ours = counts_of(row.text, road)
        for effect, coded in row.coded.items():
            if coded is not None:
                pairs[effect].append(Pair(row.line, coded, ours[effect]))
    return pairs


def counts_of(text: str, road: Road) -> dict[str, int | None]:
    """The best estimates of killed and injured of a text's main incident, None where there is none."""
    try:
        reading = road.travel(report_of_text(text))
    except InputError:  # an empty text
        return dict.fromkeys(EFFECTS)
    return main_counts(reading)


def main_counts(reading: Reading) -> dict[str, int | None]:
    """The best estimates of killed and injured, of every class, of the main incident of a reading."""
    order = {claim.id: place for place, claim in enumerate(reading.claims) if isinstance(claim, Casualty)}
    told = [(sorted(order[one] for one in each.claims if one in order), each) for each in reading.incidents]
    told = [(places, each) for places, each in told if places and each.kind == "incident"]
    if not told:
        return dict.fromkeys(EFFECTS)
    _, main_one = min(told, key=lambda pair: (-len(pair[0]), pair[0][0]))
    best = {
        estimate.effect: estimate.best
        for estimate in main_one.estimates
        if estimate.profile == PROFILE and estimate.victim_class == "all"
    }
    return {effect: best.get(effect) for effect in EFFECTS}  # type: ignore[call-overload]


def figures(effect: str, pairs: Sequence[Pair]) -> None:
    """Print how often ours is the coded number, over all pairs and over those where somebody was coded."""
    for title, some in (("", pairs), ("where not 0", [pair for pair in pairs if pair.coded])):
        if some:
            known = sum(pair.ours is not None for pair in some)
            print(
                f"  {effect:8}{title:12} exact {_share([pair.exact for pair in some])}   "
                f"within {NEAR:.0%} {_share([pair.near for pair in some])}   "
                f"({len(some)} reports; we give a number for {known})"
            )


def _share(marks: Sequence[bool]) -> str:
    values = np.array(marks, dtype=float)
    drawn = values[np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))].mean(1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


def _rows(table: csv.DictReader[str], path: Path) -> Iterator[Row]:
    columns = table.fieldnames or []
    if "text" not in columns or not set(EFFECTS) & set(columns):
        sys.exit(f"{path}: needs the columns text and killed or injured, has {', '.join(map(str, columns)) or 'none'}")
    for row in table:
        if row["text"] is None:
            sys.exit(f"{path}: line {table.line_num}: has fewer cells than there are columns")
        coded = {effect: _coded(row[effect], effect, table.line_num, path) for effect in EFFECTS if effect in columns}
        yield Row(table.line_num, row["text"], coded)


def _coded(cell: str | None, effect: str, line: int, path: Path) -> int | None:
    """A number of people; "3.0" is 3, as tables with empty cells are often written."""
    if cell is None or not cell.strip():
        return None
    try:
        number = float(cell)
    except ValueError:
        number = -1.0
    if not number.is_integer() or number < 0:
        sys.exit(f"{path}: line {line}: {effect} is {cell!r} and no number of people")
    return int(number)


if __name__ == "__main__":
    main()
