"""Fit the weights by which claims of one report are linked: `python training/linking.py --gold GOLD.jsonl`.

Logistic regression (L2, Newton's method) over the pairs of claims of annotated reports: the signs that
`tollbook.incidents.link.signs` sees in a pair, against whether the annotators gave the two one incident. Each report
counts twice, as annotated and with a third of its places and days lost, coarsened or wrong, as a reader's are. Prints
the weights from the strongest for to the strongest against; they stand, rounded, in `tollbook.incidents.link`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from tollbook.incidents.link import signs
from tollbook.incidents.mention import mentions_of
from tollbook.model import Claim, When, Where

SEED = 1
ROUNDS = 15
PENALTY = 1.0
Floats = npt.NDArray[np.float64]


def readings(path: Path) -> list[tuple[Claim, ...]]:
    """The claims of each annotated report."""
    added = {"confidence": 1.0, "reader": {"name": "gold", "version": "1"}}
    with path.open(encoding="utf-8") as lines:
        return [
            tuple(msgspec.convert(claim | added, Claim) for claim in json.loads(line)["claims"])  # type: ignore[call-overload]
            for line in lines
            if line.strip()
        ]


def worn(claims: Sequence[Claim], rng: random.Random) -> tuple[Claim, ...]:
    """The claims with about a third of their places and days lost, exchanged or coarsened."""
    wheres = [claim.where for claim in claims if claim.where is not None]
    whens = [claim.when for claim in claims if claim.when is not None]
    return tuple(
        msgspec.structs.replace(
            claim, where=_worn_place(claim.where, wheres, rng), when=_worn_days(claim.when, whens, rng)
        )
        for claim in claims
    )


def _worn_place(where: Where | None, others: list[Where], rng: random.Random) -> Where | None:
    chance = rng.random()
    if chance < 0.12:
        return None
    if chance < 0.30 and others:
        return rng.choice(others)
    if chance < 0.42 and where is not None and where.country is not None and where.precision != "country":
        return msgspec.structs.replace(where, name=where.country, precision="country", lat=0.0, lon=0.0)
    return where


def _worn_days(when: When | None, others: list[When], rng: random.Random) -> When | None:
    chance = rng.random()
    if chance < 0.18:
        return None
    if chance < 0.36 and others:
        return rng.choice(others)
    if chance < 0.44 and when is not None and when.precision == "day":
        return msgspec.structs.replace(when, start=when.start - dt.timedelta(days=1), precision="range")
    return when


def pairs_of(reports: Sequence[tuple[Claim, ...]]) -> tuple[list[list[str]], Floats, Floats]:
    """Signs of each pair of claims, 1 where they have one incident, and a weight that lets each report count alike."""
    rows, linked, weights = [], [], []
    for claims in reports:
        keys = {claim.id: claim.incident for claim in claims}
        bare = [msgspec.structs.replace(claim, incident=None) for claim in claims]
        mentions = mentions_of(bare)
        for one, other in itertools.combinations(mentions, 2):
            if one.effect and other.effect and one.aggregate != other.aggregate:
                continue  # never linked
            rows.append(list(signs(one, other)))
            linked.append(keys[one.claim.id] == keys[other.claim.id])
            weights.append(4 / max(len(mentions), 2))
    return rows, np.array(linked, float), np.array(weights)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="annotated reports, JSON Lines")
    options = parser.parse_args()
    reports = readings(options.gold)
    rng = random.Random(SEED)
    for sign, weight in sorted(
        fit(*pairs_of([*reports, *(worn(claims, rng) for claims in reports)])).items(), key=lambda item: -item[1]
    ):
        print(f"{weight:6.1f}  {sign}")


if __name__ == "__main__":
    main()
