"""How well claims are read, and how well the reader knows it: readings against annotated reports.

    python benchmarks/claims.py --corpus GOLD.jsonl          figures with intervals, calibration as shipped
    python benchmarks/claims.py --calibrate GOLD.jsonl ...   fit the calibration anew and write its weights

Both take reports with their claims, one a line, in the form of docs/claims.md. Claims pair as `scoring` says. Intervals
are the middle 95 % of a bootstrap that draws whole reports. The expected calibration error (Naeini and others 2015) is
the mean distance of confidence and share right over ten bins of equal width, each counting for its claims; with
`--calibrate` it is that of held-out reports, in a cross-validation of ten folds. Beside it stands what it would be by
chance if every confidence were exactly true. Fit on no report that the model was trained on: it knows those too well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import scoring
from benchmarks.scoring import Json
from tollbook.claims.calibration import Features, features, head_of
from tollbook.claims.weights import WEIGHTS
from tollbook.errors import InputError
from tollbook.model import Claim
from tollbook.reading import read_reports
from tollbook.road import Road

FILE = Path(__file__).parents[1] / "src" / "tollbook" / "claims" / "weights.py"
FOLDS, BINS, DRAWS, SEED = 10, 10, 2000, 1
RARE = 8
"""A feature that held for fewer claims gets no weight."""
RIDGE = 5.0
LEAST = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
SLOTS: dict[str, Callable[[Json, Json], bool]] = {
    "value": scoring.same_figure,
    "class": scoring.same_class,
    "scope": scoring.same_scope,
    "speaker": scoring.same_speaker,
    "when": scoring.same_days,
    "where": scoring.same_place,
}
"""What is right in a slot of a claim that pairs."""
Matrix = NDArray[np.float64]


class Case(NamedTuple):
    """One slot of one claim that was read ("claim": the claim itself), and whether it is right."""

    report: int
    head: str
    holds: Features
    confidence: float
    right: bool


class Read(NamedTuple):
    """One report: what was expected, what was read, and the claims as records."""

    expected: Json
    reading: Json
    claims: dict[str, Claim]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--calibrate", type=Path, nargs="+", metavar="GOLD.jsonl")
    options = parser.parse_args()
    if not (options.corpus or options.calibrate):
        parser.error("give --corpus or --calibrate")
    if options.calibrate:
        names = " and ".join(path.name for path in options.calibrate)
        calibrate([read for path in options.calibrate for read in read_gold(path)], names)
    if options.corpus:
        measure(list(read_gold(options.corpus)), options.corpus.name)


def read_gold(path: Path) -> Iterator[Read]:
    """The annotated reports of a file, each read by the whole road."""
    road = Road()
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    for row in rows:
        line = json.dumps(
            {key: row["report"].get(key) for key in ("id", "title", "outlet", "published", "url", "text")}
        )
        parsed = next(iter(read_reports("gold.jsonl", line.encode())))
        if isinstance(parsed, InputError):
            sys.exit(f"{path}: {row['report']['id']}: {parsed}")
        reading = road.travel(parsed.report)
        yield Read(row, reading.to_dict(), {claim.id: claim for claim in reading.claims})


# The figures

MEASURES: dict[str, tuple[str, tuple[scoring.Test, ...]]] = {
    "casualty mention": ("casualty", ()),
    "casualty figure": ("casualty", (scoring.same_figure,)),
    "casualty claim": ("casualty", (scoring.same_figure, scoring.same_class, scoring.same_speaker)),
    "responsibility": ("responsibility", ()),
    "attack": ("attack", ()),
}


def measure(reads: Sequence[Read], name: str) -> None:
    agreements = [scoring.compare(read.expected, read.reading) for read in reads]
    print(f"{name}: {len(reads)} reports; in brackets the middle 95 % of {DRAWS} draws of whole reports")
    draws = np.random.default_rng(SEED).integers(0, len(reads), (DRAWS, len(reads)))
    for title, (kind, tests) in MEASURES.items():
        counts = np.array([_counts(getattr(agreement, kind), tests) for agreement in agreements], dtype=float)
        right, read, there = counts.sum(0)
        f1 = _f1(counts[draws].sum(1))
        low, high = np.quantile(f1, [0.025, 0.975])
        print(
            f"{title:18} P {right / max(1, read):.3f}  R {right / max(1, there):.3f}  "
            f"F1 {_f1(counts.sum(0)[None])[0]:.3f}  [{low:.3f}, {high:.3f}]   "
            f"({right:.0f} right of {read:.0f} read, {there:.0f} there)"
        )
    for slot, test in {**SLOTS, "where, country": scoring.same_country}.items():
        marks = [[test(one, other) for one, other in agreement.casualty.pairs] for agreement in agreements]
        counts = np.array([(sum(found), len(found)) for found in marks], dtype=float)
        shares = counts[draws].sum(1)
        low, high = np.quantile(shares[:, 0] / np.maximum(1, shares[:, 1]), [0.025, 0.975])
        print(f"  {slot:16} {counts[:, 0].sum() / max(1, counts[:, 1].sum()):.3f}  [{low:.3f}, {high:.3f}]")
    print(f"incident B3        {scoring.b_cubed(scoring.incidents_of(agreements)):.3f}")
    cases = list(cases_of(reads))
    print("\ncalibration as shipped (on reports that it was fitted on, see --calibrate for held-out ones)")
    tables(cases, [case.confidence for case in cases])
    trade(reads)


def _counts(match: scoring.Match, tests: Sequence[scoring.Test]) -> tuple[int, int, int]:
    pairs = len(match.pairs)
    return match.right(*tests), pairs + len(match.spurious), pairs + len(match.missed)


def _f1(counts: Matrix) -> Matrix:
    return np.asarray(2 * counts[:, 0] / np.maximum(1, counts[:, 1] + counts[:, 2]))


def trade(reads: Sequence[Read]) -> None:
    """What `--min-confidence` gives and takes."""
    print("\n--min-confidence   casualty mentions")
    for least in (0.0, *LEAST):
        total = scoring.Match()
        for read in reads:
            kept = [claim for claim in read.reading["claims"] if claim["confidence"] >= least]
            total += scoring.compare(read.expected, {"claims": kept}).casualty
        right, read_, there = _counts(total, ())
        print(f"  {least:<16} P {right / max(1, read_):.3f}  R {right / max(1, there):.3f}  ({read_} read)")


# Which slots are right


def cases_of(reads: Sequence[Read]) -> Iterator[Case]:
    """Every claim and slot that was read, with whether it is right.

    A claim is right when it pairs with an expected one, a slot when it is right in a claim that pairs. What a claim
    pairs by (effect, stance, type) is judged among the claims whose words overlap.
    """
    for number, read in enumerate(reads):
        agreement = scoring.compare(read.expected, read.reading)
        for match in (agreement.casualty, agreement.responsibility, agreement.attack):
            for expected, found in match.pairs:
                yield _case(number, read, found, "claim", True)
                for slot, test in SLOTS.items():
                    if slot in found["confidences"]:
                        yield _case(number, read, found, slot, test(expected, found))
                if "relation" in found["confidences"]:
                    yield _case(number, read, found, "relation", expected["relation"] == found["relation"])
            for found in match.spurious:
                yield _case(number, read, found, "claim", False)
        yield from _by_words(number, read)


def _by_words(number: int, read: Read) -> Iterator[Case]:
    words = (("casualty", "count", "effect"), ("responsibility", "actor", "stance"), ("attack", "trigger", "type"))
    for kind, span, slot in words:

        def likeness(one: Json, other: Json, span: str = span, slot: str = slot) -> int:
            return 2 * scoring.shared(one[span], other[span]) + (one[slot] == other[slot] and one[span] is not None)

        expected, found = scoring.of_kind(read.expected, kind), scoring.of_kind(read.reading, kind)
        for one, other in scoring.match(expected, found, likeness).pairs:
            if scoring.shared(one[span], other[span]):
                yield _case(number, read, other, slot, one[slot] == other[slot])


def _case(number: int, read: Read, found: Json, slot: str, right: bool) -> Case:
    claim = read.claims[found["id"]]
    confidence = claim.confidence if slot == "claim" else claim.confidences[slot]
    return Case(number, head_of(claim, slot), features(claim, slot), confidence, bool(right))


# Calibration


def calibrate(reads: Sequence[Read], name: str) -> None:
    """Cross-validate, print how the held-out reports come out, fit on all and write the weights."""
    cases = list(cases_of(reads))
    if len(reads) < FOLDS or not any(case.head == "casualty:claim" for case in cases):
        sys.exit(f"{name}: {len(reads)} reports with {len(cases)} claims and slots are too few to calibrate on")
    order = np.random.default_rng(SEED).permutation(len(reads))
    fold = {int(report): place % FOLDS for place, report in enumerate(order)}
    held_out = [0.0] * len(cases)
    for number in range(FOLDS):
        weights = fit([case for case in cases if fold[case.report] != number])
        for index, case in enumerate(cases):
            if fold[case.report] == number:
                held_out[index] = probability(weights, case)
    weights = fit(cases)
    write(weights, name, len(reads))
    WEIGHTS.clear()
    WEIGHTS.update(weights)
    print(f"fitted on the {len(cases)} claims and slots of {name} into {FILE}\n")
    print(f"{len(reads)} reports in {FOLDS} folds, each judged by the weights of the others")
    tables(cases, held_out)


def fit(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """The weights of every regression, by head and feature."""
    by_head: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_head[case.head].append(case)
    return {head: _regression(by_head[head]) for head in sorted(by_head)}


def _regression(cases: Sequence[Case]) -> dict[str, float]:
    """A logistic regression with a ridge on all but the constant, by Newton's steps; every step that would lose is
    halved. As Platt does, one claim right and one wrong are added, so that nothing is ever certain.
    """
    held = Counter(name for case in cases for name in case.holds)
    names = sorted(name for name, times in held.items() if times >= RARE and (times < len(cases) or name == "always"))
    if "score" in held and held["score"] >= RARE:
        names = sorted({*names, "score"})
    names = sorted({*names, "always"})
    table = np.array([[case.holds.get(name, 0.0) for name in names] for case in cases])
    mean = table.mean(0)
    table = np.vstack([table, mean, mean])
    right = np.array([*(float(case.right) for case in cases), 1.0, 0.0])
    ridge = np.array([1e-6 if name == "always" else RIDGE for name in names])
    weights = np.zeros(len(names))
    loss = _loss(table, right, weights, ridge)
    for _ in range(50):
        share = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (share - right) + ridge * weights
        bend = (table * (share * (1 - share))[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        stride = 1.0
        while stride > 1e-4 and _loss(table, right, weights - stride * step, ridge) > loss:
            stride /= 2
        weights = weights - stride * step
        new = _loss(table, right, weights, ridge)
        if abs(loss - new) < 1e-9:
            break
        loss = new
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 5e-4}


def _loss(table: Matrix, right: Matrix, weights: Matrix, ridge: Matrix) -> float:
    odds = table @ weights
    return float((np.logaddexp(0, odds) - right * odds).sum() + (ridge * weights**2).sum() / 2)


def probability(weights: dict[str, dict[str, float]], case: Case) -> float:
    own = weights.get(case.head, {})
    odds = sum(own.get(name, 0.0) * value for name, value in case.holds.items())
    return float(1 / (1 + np.exp(-np.clip(odds, -8, 8))))


def write(weights: dict[str, dict[str, float]], name: str, reports: int) -> None:
    """Write `weights.py`, as ruff would format it."""
    version = Road().reader.version.version
    lines = [
        '"""The weights of `calibration`, by slot: `benchmarks/claims.py --calibrate` writes this file.',
        "",
        f"Learnt from the {reports} annotated reports of {name}, read by {version}.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "WEIGHTS: dict[str, dict[str, float]] = {",
    ]
    for head, own in weights.items():
        lines += [f'    "{head}": {{', *(f'        "{key}": {weight},' for key, weight in own.items()), "    },"]
    part = FILE.with_suffix(".part")
    part.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")
    part.replace(FILE)


# Reliability


def tables(cases: Sequence[Case], confidences: Sequence[float]) -> None:
    """The calibration error of every head, and the reliability table of claims and of slots."""
    heads = sorted({case.head for case in cases}, key=lambda head: (not head.endswith(":claim"), head))
    print(f"{'':24}{'right':>8}{'confidence':>12}{'error':>8}{'by chance':>11}{'claims':>8}")
    for head in heads:
        _line(head, [(c, case.right) for case, c in zip(cases, confidences, strict=True) if case.head == head])
    for title, wanted in (("all claims", True), ("all slots", False)):
        pairs = [
            (c, case.right)
            for case, c in zip(cases, confidences, strict=True)
            if case.head.endswith(":claim") == wanted
        ]
        _line(title, pairs)
        print(f"    reliability of {title}: confidence between, mean, share right, how many")
        for low, high, mean, share, many in bins_of(pairs):
            print(f"    {low:.1f} to {high:.1f}   {mean:.3f}   {share:.3f}   {many:5}   {'#' * round(40 * share)}")


def _line(title: str, pairs: Sequence[tuple[float, bool]]) -> None:
    share = sum(right for _, right in pairs) / len(pairs)
    mean = sum(confidence for confidence, _ in pairs) / len(pairs)
    print(f"{title:24}{share:8.3f}{mean:12.3f}{calibration_error(pairs):8.3f}{by_chance(pairs):11.3f}{len(pairs):8}")


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error of (confidence, right) pairs."""
    return sum(many * abs(mean - share) for *_, mean, share, many in bins_of(pairs)) / max(1, len(pairs))


def by_chance(pairs: Sequence[tuple[float, bool]]) -> float:
    """The calibration error that so many claims would have on average if every confidence were exactly true."""
    chance = np.random.default_rng(SEED)
    confidences = [confidence for confidence, _ in pairs]
    draws = (chance.random((100, len(pairs))) < np.array(confidences)).tolist()
    return sum(calibration_error(list(zip(confidences, draw, strict=True))) for draw in draws) / len(draws)


def bins_of(pairs: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, float, float, int]]:
    """Bins of equal width that hold any, as (low, high, mean confidence, share right, how many)."""
    for low, high in pairwise(np.linspace(0, 1, BINS + 1).tolist()):
        inside = [(c, right) for c, right in pairs if low <= c < high or (high == 1 and c == 1)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            yield low, high, mean, sum(right for _, right in inside) / len(inside), len(inside)


if __name__ == "__main__":
    main()
