"""Count how rare words are in news, for `tollbook.incidents.across.words`.

    python benchmarks/rareness.py --reports REPORTS.jsonl[.gz] [...]

REPORTS are JSON Lines with a `text` (or a `report` that has one) and perhaps a `title`. Of every word and every pair
of words of a name it is counted in how many reports they stand; what is written to the package is, for each cell of a
table that words share by their hash, the logarithm of how many reports there are to one that has a word of the cell.
No word can be got back from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import tollbook.incidents.across as across
from tollbook.incidents.across.words import BUCKETS, SCALE, hashed, names, tokens

TABLE = Path(across.__file__).parent / "data" / "rareness.bin"
LONGEST = 12_000
"""Characters of a report that are counted, as many as are compared."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    counts, reports = np.zeros(BUCKETS), 0
    for path in options.reports:
        for text in texts(path):
            words = {hashed(word) & (BUCKETS - 1) for word in (*tokens(text), *names(text))}
            counts[list(words)] += 1
            reports += 1
    table = np.clip(np.round(SCALE * np.log((reports + 1) / (counts + 0.5))), 0, 255).astype(np.uint8)
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_bytes(zlib.compress(table.tobytes(), 9))
    filled = np.count_nonzero(counts)
    print(f"{reports:,} reports, {filled:,} of {BUCKETS:,} cells, {options.out.stat().st_size / 1024:.0f} KB")
    print(f"a word of no report weighs {math.log((reports + 1) / 0.5):.1f}")


def texts(path: Path) -> Iterator[str]:
    """Title and text of each report of a file."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row = row.get("report", row)
            yield f"{row.get('title') or ''}\n{row['text'][:LONGEST]}"


if __name__ == "__main__":
    main()
