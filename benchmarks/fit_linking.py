"""Learn the weights by which accounts of several reports are linked, and write them to the package.

    python benchmarks/fit_linking.py --reports REPORTS --cache FOLDER [--pool REPORTS --pairs PAIRS.jsonl] [--out FILE]

REPORTS of `--reports` are those of `benchmarks/linking.py`: two main accounts of reports filed under one incident are
the same, those of two incidents are not (a text that is filed under two incidents is left out). PAIRS are pairs of
accounts of the reports of `--pool` that a person read and judged, one to a line: `{"one": [report, key], "other":
[report, key], "same": true}`, where `report` is the number of its line and `key` the account's; each counts as much as
`--worth` pairs of the others.

A logistic regression (L2, Newton's method) over the signs of `tollbook.incidents.across.link.signs`. A sign that can
only speak for one of the two answers (a shared name, figures far apart) is left out where the data would have it speak
for the other: that is chance, or a habit of these reports. What is not known (no day of publication) says nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import tollbook.incidents.across as across
from tollbook.incidents.across import link

sys.path.insert(0, str(Path(__file__).parent.parent))

Floats = npt.NDArray[np.float64]

ROUNDS = 15
PENALTY = 2.0
BIAS = "any pair"
WEIGHTS = Path(across.__file__).parent / "weights.py"
COPY = 0.9
"""From this cosine on two accounts filed under different incidents are one text, filed twice."""

FOR = frozenset({
    "words alike", "words much alike", "words alike, days near", "words alike, days apart", "a near-copy",
    "rare words: shared", "names: shared, by share", "names: shared, by weight",
    "victims and targets: shared, by share", "victims and targets: shared, by weight",
    "days: same", "days: same, among the others", "same place, same days", "same place, its rareness",
    "first place: same exact", "first place: same", "nearest place: same exact", "nearest place: same",
    "killed: same", "killed: compatible", "killed: same figure, its size", "injured: same", "injured: compatible",
    "injured: same figure, its size", "another effect: same figure", "victim class: shared", "ages: shared",
    "actors: shared", "attack: shared",
})  # fmt: skip
"""Signs that can only speak for one incident."""

AGAINST = frozenset({
    "rare words: none shared", "names: none shared", "victims and targets: none shared", "actors: none shared",
    "attack: none shared", "victim class: none shared", "ages: none shared", "days: further apart",
    "killed: apart", "killed: far apart", "injured: apart", "injured: far apart", "another effect: other figure",
    "first place: apart", "first place: far apart", "first place: other country", "nearest place: apart",
    "nearest place: far apart", "nearest place: other country", "same days, places apart",
    "same days, places far apart", "published: further apart", "days: up to 1 apart, both told fresh",
    "days: up to 3 apart, both told fresh", "days: up to 7 apart, both told fresh",
    "days: up to 30 apart, both told fresh", "days: further apart, both told fresh",
})  # fmt: skip
"""Signs that can only speak for two."""

SILENT = frozenset({"published: open"})
"""Signs of what is not known."""

BY_HAND = {
    "same days, places apart": -2.0,
    "victim class: none shared": -0.7,
    "single places apart": -3.0,
    "single places far apart": -2.0,
    "single places other country": -3.0,
    "days: up to 3 apart, both told fresh": -3.0,
    "days: up to 7 apart, both told fresh": -3.0,
    "days: up to 30 apart, both told fresh": -3.0,
    "days: further apart, both told fresh": -3.0,
}
"""Set by hand, further down than the data would have it: in reports of wars a campaign and one attack of it, two
attacks in two towns on one day or in one town within a week, militants here and civilians there are common and are two
incidents, of which to make one is a wrong number of dead; in the reports filed under incidents, crimes of one country,
they are rare, and mostly a place or a day misread.
"""

HEAD = '''"""The weights by which accounts are linked: `benchmarks/fit_linking.py` writes this file.

What each sign of `tollbook.incidents.across.link.signs` adds to the log-odds that two accounts tell of one incident,
times its strength. Learnt from {filed:,} pairs of reports that were filed under incidents of one country, and from
{judged:,} pairs of accounts of wars and riots that were read and judged one by one, each of which counts
{worth:g} times.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {{
'''


class Example(NamedTuple):
    """The signs of a pair of accounts, whether they are one incident, and how much the pair counts."""

    signs: Mapping[str, float]
    same: bool
    worth: float = 1.0


def main() -> None:
    from benchmarks import linking

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--worth", type=float, default=3.0)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    rows = list(linking.lines_of(options.reports))
    book = linking.Book(linking.filed_reports(rows, options.cache))
    examples = [example for _, example in linking.examples(book)]
    judged: list[Example] = []
    if options.pool and options.pairs:
        pool = linking.accounts_by_key(list(linking.lines_of(options.pool)), options.cache)
        for line in options.pairs.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            one, other = (pool[number, key] for number, key in (row["one"], row["other"]))
            judged.append(Example(link.signs(one, other), row["same"], options.worth))
    learnt = learn([*examples, *judged])
    head = HEAD.format(filed=len(examples), judged=len(judged), worth=options.worth)
    lines = [f'    "{sign}": {weight:.2f},\n' for sign, weight in sorted(learnt.items()) if round(weight, 2)]
    options.out.write_text(f"{head}{''.join(lines)}}}\n", encoding="utf-8")
    for sign, weight in sorted(learnt.items(), key=lambda one: -one[1]):
        print(f"{weight:6.2f}  {sign}")


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """The log-odds that each sign adds, with `BIAS` for the constant; none that points where it cannot."""
    names = sorted({sign for example in examples for sign in example.signs} - SILENT)
    same = np.array([example.same for example in examples], float)
    worth = np.array([example.worth for example in examples])
    while True:
        weights = _fit(_table(examples, names), same, worth, names)
        wrong = {name for name, weight in weights.items() if name in (AGAINST if weight > 0 else FOR) and weight}
        if not wrong:
            return weights | BY_HAND
        names = [name for name in names if name not in wrong]


def _table(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    columns = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        for sign, strength in example.signs.items():
            if sign in columns:
                table[row, columns[sign]] = strength
    return table


def _fit(table: Floats, same: Floats, worth: Floats, names: Sequence[str]) -> dict[str, float]:
    penalty = np.array([1e-6 if name == BIAS else PENALTY for name in names])
    odds = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(table @ odds, -30, 30)))
        slope = table.T @ (worth * (same - chance)) - penalty * odds
        bend = (table * (worth * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        odds += np.linalg.solve(bend, slope)
    return dict(zip(names, odds.tolist(), strict=True))


if __name__ == "__main__":
    main()
