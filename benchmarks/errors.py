"""What the reader still gets wrong, counted by kind: annotated reports against their readings.

    python benchmarks/errors.py --corpus GOLD.jsonl

A claim that was missed or read too much is looked at once more without asking for the right effect, stance or type, and
among all claims of the report, those of accidents and of mere possibilities too: what was found in the text but taken
for something else is told from what was not found at all.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import scoring
from benchmarks.claims import Read, read_gold
from benchmarks.scoring import Json

WORDS = {"casualty": ("count", "effect"), "responsibility": ("actor", "stance"), "attack": ("trigger", "type")}
"""By which words a claim of each kind is found, and by which slot it pairs."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="GOLD.jsonl")
    options = parser.parse_args()
    found: Counter[tuple[str, str]] = Counter()
    for read in read_gold(options.corpus):
        found.update(errors_of(read))
    for kind in WORDS:
        print(f"{kind}: {sum(count for (of, _), count in found.items() if of == kind)} errors")
        for (of, error), count in found.most_common():
            if of == kind:
                print(f"  {count:5}  {error}")


def errors_of(read: Read) -> Counter[tuple[str, str]]:
    """The errors of one reading, as (kind of claim, what is wrong)."""
    agreement = scoring.compare(read.expected, read.reading)
    found: Counter[tuple[str, str]] = Counter()
    for kind, match in (
        ("casualty", agreement.casualty), ("responsibility", agreement.responsibility), ("attack", agreement.attack)
    ):  # fmt: skip
        found.update((kind, f"missed, {_why(one, kind, read.reading)}") for one in match.missed)
        found.update((kind, f"too much, {_why(one, kind, read.expected)}") for one in match.spurious)
    for one, other in agreement.casualty.pairs:
        found.update(("casualty", error) for error in _wrong_slots(one, other))
    return found


def _why(claim: Json, kind: str, others: Json) -> str:
    """What stands in the other reading at the words of a claim that pairs with none of its claims."""
    span, slot = WORDS[kind]
    there = [other for other in others["claims"] if other["kind"] == kind and scoring.shared(claim[span], other[span])]
    if not there:
        return _nothing_there(claim, kind)
    other = max(there, key=lambda other: scoring.shared(claim[span], other[span]))
    if other[slot] != claim[slot]:
        return f"other {slot}"
    if other.get("cause", "violence") != claim.get("cause", "violence"):
        return "other cause"
    if other.get("polarity", "asserted") != claim.get("polarity", "asserted"):
        return "other polarity"
    return "told twice"


def _nothing_there(claim: Json, kind: str) -> str:
    if kind == "casualty":
        return f"nothing there, {'a number' if any(c.isdigit() for c in claim['count']['text']) else 'words'}"
    if kind == "responsibility":
        return f"nothing there, {claim['stance']}"
    return "nothing there"


def _wrong_slots(expected: Json, read: Json) -> list[str]:
    """The wrong slots of a casualty claim that pairs."""
    errors = []
    if not scoring.same_figure(expected, read):
        errors.append("value or bound")
    if not scoring.same_class(expected, read):
        errors.append(f"class {expected['victims']['class']} read as {read['victims']['class']}")
    if not scoring.same_scope(expected, read):
        errors.append(f"scope {expected['scope']} read as {read['scope']}")
    if not scoring.same_speaker(expected, read):
        errors.append(_wrong_speaker(expected, read))
    return errors


def _wrong_speaker(expected: Json, read: Json) -> str:
    if not expected["speaker"]:
        return "a speaker where the text credits none"
    return "another speaker" if read["speaker"] else "no speaker where the text credits one"


if __name__ == "__main__":
    main()
