"""Learn the weights by which the reader tells whether who was shot has died, and write them to the package.

    python benchmarks/fit_fates.py --reports REPORTS --incidents INCIDENTS [--gold ANNOTATED.jsonl ...] [--limit 1000]

REPORTS and INCIDENTS are those of `benchmarks/linking.py`. Nobody annotated these reports; what is known of an incident
says what became of people all the same. Where nobody was killed, all who are counted were hurt, and where nobody was
injured, all have died; where there are both, a figure that is the number of one and not of the other is of that one,
and a figure for the two together counts as one of the hurt. Other mentions of such incidents teach nothing.

A logistic regression (L2, Newton's method) over the signs of `tollbook.claims.fates.signs`. It learns from `--limit`
incidents drawn from four of the five folds of `benchmarks/linking.py`, and from annotated reports, each mention in
which counts as much as `GOLD` others; the fifth fold is the test, of which the share of right ones is printed
beside that of the reader's model alone.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rich.progress import track

from tollbook.claims import casualties, fates
from tollbook.claims.draft import Draft
from tollbook.claims.tagger import Analysis, Tagger
from tollbook.model import Report
from tollbook.reading import report_of_text

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.linking import FOLDS, SEED, Row, lines_of, report_of

Floats = npt.NDArray[np.float64]

ROUNDS, PENALTY, GOLD, LEAST = 25, 2.0, 12.0, 25
"""Rounds, ridge, what a mention of an annotated report counts, and how often a sign must be seen to be learnt."""
DRAWN = 7
WEIGHTS = Path(fates.__file__).parent / "fate_weights.py"
HEAD = '''"""The weights of `fates`: `benchmarks/fit_fates.py` writes this file.

What each sign of `tollbook.claims.fates.signs` adds to the log-odds that those who are counted have died. Learnt from
{count:,} mentions in reports of shootings, by what was coded of their incidents.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {{
'''


class Mention(NamedTuple):
    """What the signs of a mention are, whether its people died, how much it counts, and what the model alone says."""

    signs: Mapping[str, float]
    died: bool
    weight: float
    read: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--incidents", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="annotated reports to learn from as well")
    parser.add_argument("--limit", type=int, default=1000, help="how many incidents to learn from")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the file to write")
    options = parser.parse_args()
    rows = list(lines_of(options.reports))
    coded = {row["incident_id"]: row for row in lines_of(options.incidents)}
    learn_from, test_on = drawn(rows, coded, options.limit)
    tagger = Tagger.load()
    known = list(mentions(tagger, [row for row in rows if row["incident_id"] in learn_from], coded))
    known += [one for path in options.gold for one in annotated(tagger, path)]
    weights = learn(known)
    test = list(mentions(tagger, [row for row in rows if row["incident_id"] in test_on], coded))
    for name, found in (("learnt from", known), ("fifth fold", test)):
        ours = sum((odds(one, weights) > 0) == one.died for one in found) / len(found)
        model = sum(one.read == one.died for one in found) / len(found)
        print(f"{name}: right {ours:.3f}, the model alone {model:.3f}, of {len(found):,} mentions")
    options.out.write_text(written(weights, len(known)), encoding="utf-8")


def drawn(rows: Sequence[Row], coded: Mapping[str, Row], limit: int) -> tuple[set[str], set[str]]:
    """The incidents to learn from, out of the first four folds, and those of the fifth."""
    incidents = sorted({row["incident_id"] for row in rows})
    random.Random(SEED).shuffle(incidents)
    fold = {incident: number % FOLDS for number, incident in enumerate(incidents)}
    inside = [incident for incident in incidents if fold[incident] != FOLDS - 1 and incident in coded]
    chosen = random.Random(DRAWN).sample(inside, min(limit, len(inside)))
    return set(chosen), {incident for incident in incidents if fold[incident] == FOLDS - 1 and incident in coded}


def mentions(tagger: Tagger, rows: Sequence[Row], coded: Mapping[str, Row]) -> Iterator[Mention]:
    """The mentions of which the coded numbers say what became of them."""
    for row in track(rows, "Reading", transient=True):
        report, numbers = report_of(row), coded[row["incident_id"]]
        for analysis, draft, drafts in open_mentions(tagger, report):
            died = fate_by_numbers(draft.count.value or 0, numbers["num_killed"], numbers["num_injured"])
            if died is not None:
                yield Mention(fates.signs(analysis, draft, drafts), died, 1.0, _model_says(analysis, draft.word))


def fate_by_numbers(value: int, killed: int, injured: int) -> bool | None:
    """Whether those counted died, by the numbers of their incident; None where these do not say."""
    if not killed or not injured:
        return None if killed == injured else killed > 0
    if value > 1 and value == killed != injured:
        return True
    return False if value > 1 and value in (injured, killed + injured) and value != killed else None


def annotated(tagger: Tagger, path: Path) -> Iterator[Mention]:
    """The mentions of annotated reports whose people are given one effect."""
    for row in lines_of(path):
        told = [claim for claim in row["claims"] if claim["kind"] == "casualty"]
        for analysis, draft, drafts in open_mentions(tagger, report_of_text(row["report"]["text"])):
            effects = {
                claim["effect"]
                for claim in told
                if claim["count"]["start"] < draft.count.end and draft.count.start < claim["count"]["end"]
            }
            if len(effects) == 1 and effects <= {"killed", "injured"}:
                died = effects == {"killed"}
                yield Mention(fates.signs(analysis, draft, drafts), died, GOLD, _model_says(analysis, draft.word))


def open_mentions(tagger: Tagger, report: Report) -> Iterator[tuple[Analysis, Draft, list[Draft]]]:
    """The casualties of a report of which the weights decide."""
    analysis = tagger.analyse(report.text)
    drafts = [draft for draft in casualties.drafts_of(analysis) if not report.silent(draft.count.start)]
    for draft in drafts:
        if draft.cause == "violence" and fates.is_open(analysis, draft):
            yield analysis, draft, drafts


def _model_says(analysis: Analysis, word: int) -> bool:
    return fates.score(analysis, word) > 0


def learn(known: Sequence[Mention]) -> dict[str, float]:
    """The weights under which what is known is likeliest."""
    often = Counter(sign for one in known for sign in one.signs)
    names = sorted(sign for sign, count in often.items() if count >= LEAST)
    table = np.array([[one.signs.get(name, 0.0) for name in names] for one in known])
    died, weight = np.array([float(one.died) for one in known]), np.array([one.weight for one in known])
    ridge = np.array([0.1 if name == "always" else PENALTY for name in names])
    found: Floats = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weight * (died - chance)) - ridge * found
        curve = (table * (weight * chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        found += np.linalg.solve(curve, slope)
    return dict(zip(names, found.tolist(), strict=True))


def odds(one: Mention, weights: Mapping[str, float]) -> float:
    """The log-odds of a death by the weights."""
    return sum(weights.get(sign, 0.0) * value for sign, value in one.signs.items())


def written(weights: Mapping[str, float], count: int) -> str:
    """The module of the weights."""
    lines = [f'    "{sign}": {weight:.3f},' for sign, weight in sorted(weights.items())]
    return HEAD.format(count=count) + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
