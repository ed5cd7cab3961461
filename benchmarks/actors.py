"""Who acts and who speaks, on annotated reports: how many of their words the registry resolves, and to whom.

    python benchmarks/actors.py --corpus GOLD.jsonl [--list resolved|unresolved|interest]

The claims are the annotation's own (words, places, victims), so that nothing is measured but the stage of actors. An
annotation does not say who is meant: `--list` prints the words with what became of them, for a person to read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tollbook.actors import recognise
from tollbook.model import Actor, Casualty, Claim, Report, Responsibility

WORDS = 500
"""The time that the stage takes is told for so many words."""


class Told(NamedTuple):
    """Words of a report that name somebody, in the part of `actor` or `speaker`, and who that is in the registry."""

    part: str
    words: str
    actor: Actor | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="GOLD.jsonl")
    parser.add_argument("--list", choices=("resolved", "unresolved", "interest"), help="print these, one a line")
    options = parser.parse_args()
    told: list[Told] = []
    counted: list[Casualty] = []
    words, seconds = 0, 0.0
    for report, claims in annotated(options.corpus):
        started = time.process_time()
        read = recognise(report, claims)
        seconds += time.process_time() - started
        words += len(report.text.split())
        told.extend(words_of(read))
        counted.extend(claim for claim in read if isinstance(claim, Casualty) and claim.speaker is not None)
    for part in ("actor", "speaker"):
        known = [one.actor is not None for one in told if one.part == part]
        print(f"{part:8} {sum(known) / max(1, len(known)):.3f}  ({sum(known)} of {len(known)} resolved)")
    whose = Counter(claim.interest or "cannot be told" for claim in counted)
    print(f"interest {', '.join(f'{name} {count}' for name, count in whose.most_common())}")
    print(f"time     {1000 * seconds / max(1, words) * WORDS:.2f} ms for {WORDS} words")
    for line in _listed(options.list, told, counted):
        print(line)


def annotated(path: Path) -> Iterator[tuple[Report, list[Claim]]]:
    """The reports of a file with their annotated claims, without what the registry would tell."""
    for line in filter(None, path.read_text("utf-8").split("\n")):
        row = json.loads(line)
        given = row["report"]
        published = given.get("published")
        day = dt.date.fromisoformat(published) if published else None
        yield (
            Report(id=given["id"], text=given["text"], digest="", published=day),
            [msgspec.convert(_bare(claim), Claim) for claim in row["claims"]],
        )


def words_of(claims: tuple[Claim, ...]) -> Iterator[Told]:
    """The words of all actors and speakers."""
    for claim in claims:
        if isinstance(claim, Responsibility) and claim.actor is not None:
            yield Told("actor", claim.actor.text, claim.actor.actor)
        if claim.speaker is not None:
            yield Told("speaker", claim.speaker.name, claim.speaker.actor)


def _bare(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim in the form of the model's records; of its place only the words and the country."""
    where = claim.get("where")
    if where is not None:
        where = {key: where.get(key) for key in ("text", "start", "end", "country")}
    reader = {"name": "gold", "version": "1"}
    return claim | {"when": None, "where": where, "incident": None, "confidence": 1.0, "reader": reader}


def _listed(which: str | None, told: list[Told], counted: list[Casualty]) -> Iterator[str]:
    if which == "interest":
        for claim in counted:
            speaker = "" if claim.speaker is None else claim.speaker.name
            victims = claim.victims.text or "–"
            yield f"{claim.interest or '–'}\t{speaker}\t{claim.victims.victim_class}\t{victims}"
    elif which is not None:
        for (part, words, id_), count in Counter(
            (one.part, one.words, one.actor and one.actor.id) for one in told
        ).items():
            if (id_ is not None) == (which == "resolved"):
                yield f"{count}\t{part}\t{words}\t{id_ or '–'}"


if __name__ == "__main__":
    main()
