"""Learn the weights by which claims of one report are linked, and say how well they link.

    python benchmarks/fit_links.py --gold ANNOTATED.jsonl [...] [--test ANNOTATED.jsonl ...]

Logistic regression (L2, Newton's method) over the pairs of claims that the reader reads and annotation confirms: the
signs that `tollbook.incidents.link.signs` sees in a pair, against whether the annotators gave the two one incident.
Places and days are the reader's, wrong ones among them, so the reports should be ones that it was not trained on.
Prints the weights of today beside those learnt, which stand, rounded, in `tollbook.incidents.link`, and the B-cubed F1
of the casualty claims under both.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from tollbook.incidents import link
from tollbook.incidents.mention import mentions_of
from tollbook.model import Casualty, Claim

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.claims import read_gold
from benchmarks.scoring import compare

ROUNDS = 15
PENALTY = 1.0
Floats = npt.NDArray[np.float64]


class Reading(NamedTuple):
    """The claims read of a report, without their incidents, and the annotated incident of each that is confirmed."""

    claims: tuple[Claim, ...]
    incident_of: Mapping[str, str | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="annotated reports to learn from")
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="annotated reports only to measure on")
    options = parser.parse_args()
    read = {path: list(readings(path)) for path in (*options.gold, *options.test)}
    before = {path: b_cubed(rows) for path, rows in read.items()}
    today = dict(link.WEIGHTS)
    learnt = fit(*pairs_of([row for path in options.gold for row in read[path]]))
    for sign, weight in sorted(learnt.items(), key=lambda item: -item[1]):
        print(f"{today.get(sign, 0.0):6.1f} -> {weight:5.1f}  {sign}")
    link.WEIGHTS.update(learnt)
    link.odds_of_slots.cache_clear()
    for path, rows in read.items():
        print(f"{path.name}: B-cubed F1 {before[path]:.3f} -> {b_cubed(rows):.3f}")


def readings(path: Path) -> Iterator[Reading]:
    """What the reader reads of each annotated report."""
    for read in read_gold(path):
        claims = tuple(msgspec.structs.replace(claim, incident=None) for claim in read.claims.values())
        agreement = compare(read.expected, read.reading)
        matches = (agreement.casualty, agreement.responsibility, agreement.attack)
        yield Reading(claims, {mine["id"]: hers["incident"] for match in matches for hers, mine in match.pairs})


def b_cubed(rows: Sequence[Reading]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of how the confirmed casualty claims are grouped."""
    precision = recall = count = 0.0
    for claims, incident_of in rows:
        casualties = {claim.id for claim in claims if isinstance(claim, Casualty) and claim.id in incident_of}
        for members in link.group(mentions_of(claims)):
            here = {mention.claim.id for mention in members} & casualties
            for one in here:
                there = {other for other in casualties if incident_of[other] == incident_of[one]}
                precision += len(here & there) / len(here)
                recall += len(here & there) / len(there)
                count += 1
    return 2 * precision * recall / (precision + recall) / count if count else 1.0


def pairs_of(rows: Sequence[Reading]) -> tuple[list[list[str]], Floats, Floats]:
    """Signs of each pair of claims, 1 where they have one incident, and a weight that lets each report count alike."""
    signs, linked, weights = [], [], []
    for claims, incident_of in rows:
        mentions = [mention for mention in mentions_of(claims) if mention.claim.id in incident_of]
        for one, other in itertools.combinations(mentions, 2):
            if one.effect and other.effect and one.aggregate != other.aggregate:
                continue  # never linked
            signs.append(link.signs(one, other))
            linked.append(incident_of[one.claim.id] == incident_of[other.claim.id])
            weights.append(4 / max(len(mentions), 2))
    return signs, np.array(linked, float), np.array(weights)


def fit(rows: list[list[str]], linked: Floats, weights: Floats) -> dict[str, float]:
    """The log-odds that each sign adds, with "any pair" for the constant."""
    names = sorted({sign for row in rows for sign in row})
    column = {name: index for index, name in enumerate(names)}
    signs_seen = np.zeros((len(rows), len(names) + 1))
    signs_seen[:, -1] = 1
    for index, row in enumerate(rows):
        signs_seen[index, [column[sign] for sign in row]] = 1
    penalty = np.append(np.full(len(names), PENALTY), 1e-6)
    odds = np.zeros(len(names) + 1)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-signs_seen @ odds))
        slope = signs_seen.T @ (weights * (linked - chance)) - penalty * odds
        bend = (signs_seen * (weights * chance * (1 - chance))[:, None]).T @ signs_seen + np.diag(penalty)
        odds += np.linalg.solve(bend, slope)
    return dict(zip([*names, "any pair"], odds.tolist(), strict=True))


if __name__ == "__main__":
    main()
