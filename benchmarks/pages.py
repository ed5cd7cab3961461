"""Main text, title and day of real pages: Tollbook beside plain trafilatura, on the same pages in the same run.

    python benchmarks/pages.py --corpus FOLDER [--limit N] [--show]

FOLDER holds `pages.tar.xz`: pages as `ID.html` and `gold.jsonl` with `id`, `text`, `title` and `published` made by
hand. Main text is scored as in Scrapinghub's article-extraction-benchmark (its `evaluate.py`): multisets of shingles
of four words, the mean over the pages of precision and of recall, and F1 of the two means.
Tollbook's main text is its body blocks.
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import trafilatura
from trafilatura.settings import Document

from tollbook.errors import InputError
from tollbook.reading import read_reports


class Answer(NamedTuple):
    """What a reader says of one page."""

    text: str
    title: str
    day: str


class Score:
    """Counts over the pages that were read so far."""

    def __init__(self) -> None:
        self.precisions: list[float] = []
        self.recalls: list[float] = []
        self.titles = self.days = self.pages = self.dated = 0
        self.seconds = 0.0

    def add(self, answer: Answer, gold: dict[str, str]) -> float:
        """Count one page; its F1."""
        true, said = shingles(gold["text"]), shingles(answer.text)
        shared = sum((true & said).values())
        precision = shared / sum(said.values()) if said else 0.0
        recall = shared / sum(true.values()) if true else 0.0
        self.precisions.append(precision)
        self.recalls.append(recall)
        self.pages += 1
        self.titles += plain(answer.title) == plain(gold["title"])
        if gold["published"]:
            self.dated += 1
            self.days += answer.day == gold["published"][:10]
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def figures(self) -> dict[str, float]:
        """The figures, from 0 to 1."""
        precision = sum(self.precisions) / self.pages
        recall = sum(self.recalls) / self.pages
        return {
            "precision": precision,
            "recall": recall,
            "main text F1": 2 * precision * recall / (precision + recall),
            "title": self.titles / self.pages,
            "day": self.days / self.dated,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder that holds pages.tar.xz")
    parser.add_argument("--limit", type=int, default=None, help="read only so many pages")
    parser.add_argument("--show", action="store_true", help="print the pages on which Tollbook is the worse")
    options = parser.parse_args()
    pages, gold = load(options.corpus / "pages.tar.xz")
    ours, peer = Score(), Score()
    for entry in gold[: options.limit]:
        raw = pages[entry["id"]]
        start = time.perf_counter()
        mine = by_tollbook(entry["id"], raw)
        ours.seconds += time.perf_counter() - start
        start = time.perf_counter()
        theirs = by_trafilatura(raw)
        peer.seconds += time.perf_counter() - start
        ahead, behind = ours.add(mine, entry), peer.add(theirs, entry)
        if options.show:
            show(entry, mine, ahead, behind)
    report(ours, peer)


def by_tollbook(name: str, raw: bytes) -> Answer:
    found = next(read_reports(f"{name}.html", raw))
    if isinstance(found, InputError):
        return Answer("", "", "")
    told = found.report
    body = "\n".join(told.text[block.start : block.end] for block in told.blocks if block.kind in ("body", "dateline"))
    return Answer(body, told.title or "", told.published.isoformat() if told.published else "")


def by_trafilatura(raw: bytes) -> Answer:
    found = trafilatura.bare_extraction(raw, include_comments=False, with_metadata=True)
    if not isinstance(found, Document):
        return Answer("", "", "")
    return Answer(found.text or "", found.title or "", found.date or "")


def load(archive: Path) -> tuple[dict[str, bytes], list[dict[str, str]]]:
    pages: dict[str, bytes] = {}
    gold: list[dict[str, str]] = []
    with tarfile.open(archive) as packed:
        for member in packed:
            stream = packed.extractfile(member)
            if stream is None:
                continue
            if member.name.endswith(".html"):
                pages[Path(member.name).stem] = stream.read()
            elif member.name.endswith("gold.jsonl"):
                gold = [json.loads(line) for line in stream]
    return pages, gold


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1))) if tokens else Counter()


def plain(title: str) -> str:
    """A title with typographic quotes and white space made plain."""
    return " ".join(title.translate(str.maketrans("‘’“”\u00a0", "''\"\" ")).split())


def show(entry: dict[str, str], mine: Answer, ahead: float, behind: float) -> None:
    if ahead < behind - 0.02:
        print(f"text  {ahead:.3f} {behind:.3f} {entry['id']} {entry['url']}")
    if plain(mine.title) != plain(entry["title"]):
        print(f"title {mine.title!r} / {entry['title']!r}")
    if entry["published"] and mine.day != entry["published"][:10]:
        print(f"day   {mine.day or 'none'} / {entry['published']} {entry['url']}")


def report(ours: Score, peer: Score) -> None:
    print(f"{ours.pages} pages, {ours.dated} with a day")
    print(f"{'':14}{'tollbook':>10}{'trafilatura':>13}{'ratio':>8}")
    theirs = peer.figures()
    for name, figure in ours.figures().items():
        print(f"{name:14}{figure:10.3f}{theirs[name]:13.3f}{figure / theirs[name]:8.3f}")
    print(f"{'seconds':14}{ours.seconds:10.1f}{peer.seconds:13.1f}{ours.seconds / peer.seconds:8.2f}")


if __name__ == "__main__":
    main()
