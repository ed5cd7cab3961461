"""Reports all in capitals: how well they are put into small letters, and read.

    python benchmarks/capitals.py --gold GOLD.jsonl
    python benchmarks/capitals.py --fit CORPORA --gold GOLD.jsonl

GOLD holds annotated reports (JSON Lines). Their texts are set in capitals and read; printed are the share of words that
get their case back, and F1 of claims against the annotation as in `benchmarks/scoring.py`: of the reports as they are,
in capitals, and in capitals with the case that Tollbook puts back left out. `--fit` learns the list of words in
`tollbook/reading/data/words.txt` from CORPORA first: words that are mostly written small, or in capitals, in the middle
of the sentences of openly licensed text: the treebanks EWT and GUM, GMB's news of the Voice of America, and what is in
the public domain or under an open licence in the pool of reports (Wikinews most of all), but for the reports of GOLD.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.scoring import Agreement, compare, same_class, same_figure, same_speaker
from tollbook.reading import capitals, report_of_text
from tollbook.road import Road

WORDS = Path(capitals.__file__).parent / "data" / "words.txt"
OFTEN_SMALL, OFTEN_CAPITALS = 2, 3
"""How often a word must have been seen so to get into the list."""
OPEN = ("CC", "OGL", "US public domain", "GUM news: CC")
"""How the licences of the pool begin whose texts are counted."""
SENTENCE = re.compile(r"(?<=[.!?:;])[\"”’)]*\s+|\n+|[\"“”]")
WORD = re.compile(r"[^\W\d_]+")
Json = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help="annotated reports, JSON Lines")
    parser.add_argument("--fit", type=Path, metavar="CORPORA", help="learn the list of words first")
    options = parser.parse_args()
    gold = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").split("\n") if line]
    if options.fit:
        fit(options.fit, gold)
    print(f"words with their own case, of reports set in capitals  {share_restored(gold):.3f}")
    print(
        f"{'claims, F1':24}{'casualty':>10}{'figure':>10}{'class':>10}{'speaker':>10}{'responsib.':>12}{'attack':>10}"
    )
    show("as written", agreement(gold, shout=False))
    show("in capitals", agreement(gold, shout=True))
    capitals.SHARE = 2.0  # never reached: nothing is put into small letters
    show("the same, left so", agreement(gold, shout=True))


def agreement(gold: list[Json], shout: bool) -> Agreement:
    """How the readings agree with the annotation."""
    road, total = Road(), Agreement()
    for entry in track(gold, "reading", console=Console(stderr=True), transient=True):
        told = entry["report"]
        published = dt.date.fromisoformat(told["published"][:10]) if told["published"] else None
        report = report_of_text(in_capitals(told["text"]) if shout else told["text"], published=published)
        total += compare(entry, road.travel(report).to_dict())
    return total


def show(name: str, found: Agreement) -> None:
    figures = [
        found.casualty.f1(), found.casualty.f1(same_figure), found.casualty.f1(same_class),
        found.casualty.f1(same_speaker), found.responsibility.f1(), found.attack.f1(),
    ]  # fmt: skip
    print(
        f"{name:24}"
        + "".join(f"{figure:{width}.3f}" for figure, width in zip(figures, (10, 10, 10, 10, 12, 10), strict=True))
    )


def in_capitals(text: str) -> str:
    """A text in capitals, every character in its place."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)


def share_restored(gold: list[Json]) -> float:
    right = words = 0
    for entry in gold:
        text = entry["report"]["text"]
        back = capitals.small(in_capitals(text))
        for found in WORD.finditer(text):
            words += 1
            right += found.group() == back[found.start() : found.end()]
    return right / words


def fit(corpora: Path, gold: list[Json]) -> None:
    """Write the list of words."""
    held = {beginning(entry["report"]["text"]) for entry in gold}
    small, title, shouted = Counter[str](), Counter[str](), Counter[str]()
    for words in sentences(corpora, held):
        for place, word in enumerate(words):
            low = word.lower()
            if word.islower():
                small[low] += 1
            elif place and word.isupper() and len(word) > 1:
                shouted[low] += 1
            elif place and word[0].isupper():
                title[low] += 1
    kept = [w for w, count in small.items() if count >= OFTEN_SMALL and count >= title[w] + shouted[w] and w.isascii()]
    kept += [
        w.upper()
        for w, count in shouted.items()
        if count >= OFTEN_CAPITALS and count > small[w] and count >= title[w] and w.isascii()
    ]
    WORDS.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
    print(f"{len(kept)} words into {WORDS}")


def sentences(corpora: Path, held: set[str]) -> Iterator[list[str]]:
    """The words of each sentence of the corpora, sentences in capitals and headlines in Title Case left out."""
    for text in texts(corpora, held):
        for piece in SENTENCE.split(text):
            words = WORD.findall(piece)
            letters = "".join(words)
            named = sum(word[0].isupper() for word in words)
            if (
                words
                and sum(map(str.isupper, letters)) <= 0.4 * len(letters)
                and (len(words) < 4 or named <= 0.6 * len(words))
            ):
                yield words


def texts(corpora: Path, held: set[str]) -> Iterator[str]:
    for line in lines(corpora / "reports.jsonl.gz"):
        row = json.loads(line)
        if row["licence"].startswith(OPEN) and beginning(row["text"]) not in held:
            yield row["text"]
    for name in ("ewt-train", "ewt-dev", "gum-train", "gum-dev"):
        for line in lines(corpora / "treebanks" / f"{name}.conllu.gz"):
            if line.startswith("# text ="):
                yield line[8:]
    yield from news(lines(corpora / "ner" / "gmb_voa_ner.csv.gz"))


def news(rows: Iterable[str]) -> Iterator[str]:
    """The sentences of GMB's table of words."""
    words: list[str] = []
    for row in csv.reader(rows):
        if row and row[0].startswith("Sentence:"):
            yield " ".join(words)
            words = []
        if len(row) > 1:
            words.append(row[1])
    yield " ".join(words)


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as stream:
        yield from stream


def beginning(text: str) -> str:
    """By which a text is known again, however it is set."""
    return re.sub(r"\W", "", text.lower())[:300]


if __name__ == "__main__":
    main()
