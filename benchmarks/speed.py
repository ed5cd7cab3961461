"""What the gate before the model saves, and what it loses.

    python benchmarks/speed.py --corpus FOLDER [--gold GOLD.jsonl ...] [--reports 200]

FOLDER holds the corpora. Ordinary news: polnear.tar.gz (politics), pages/pages.tar.xz (the web), geoparsing/lgl.xml.gz
(local). Reports of violence: muc4.jsonl.gz, gun_violence_reports.jsonl.gz with gun_violence_incidents.jsonl.gz. On one
core it prints the share of ordinary news that the gate leaves unread, the share of reports with casualties that it
keeps, what it costs, and how many reports of a mixed archive (one report of violence to nine of ordinary news) are
read a second with it and without.

Some ordinary news tells of casualties: what the reader finds in a sample of it without the gate says how much. A
report has casualties by hand (`--gold`), by the victims in its MUC template, or by the incident that it is filed under.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import random
import tarfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

from tollbook.claims.gate import SHORT, may_tell
from tollbook.errors import InputError
from tollbook.model import Casualty
from tollbook.reading import report_of_text
from tollbook.road import Reading, Road

ORDINARY, VIOLENT = 9, 1
"""How an archive is mixed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], metavar="GOLD.jsonl")
    parser.add_argument("--reports", type=int, default=200, help="reports of the mixed archive that is read")
    options = parser.parse_args()
    ordinary = {"PolNeAR (politics)": polnear, "pages (the web)": pages, "LGL (local news)": lgl}
    unread = {name: load(options.corpus) for name, load in ordinary.items()}
    violent = {"gold": lambda _: gold(options.gold), "MUC-4 with victims": muc, "gun violence": guns}
    kept = {name: load(options.corpus) for name, load in violent.items()}

    print(f"ordinary news left unread (texts of {SHORT} words and more)")
    for name, texts in unread.items():
        _share(name, [not may_tell(text) for text in texts if len(text.split()) >= SHORT])
    print("reports with casualties kept")
    for name, texts in kept.items():
        _share(name, [may_tell(text) for text in texts])

    chance = random.Random(1)
    some = chance.sample(unread["PolNeAR (politics)"] + unread["LGL (local news)"], options.reports * ORDINARY // 10)
    archive = some + chance.sample(kept["gun violence"], options.reports * VIOLENT // 10)
    cost = _seconds(lambda: [may_tell(text) for text in archive]) / len(archive)
    open_road, gated = Road(), Road(gate=True)
    _read(open_road, archive[0])
    readings: list[Reading | None] = []
    without = _seconds(lambda: readings.extend(_read(open_road, text) for text in archive))
    with_gate = _seconds(lambda: [_read(gated, text) for text in archive])
    words = sum(len(text.split()) for text in archive) / len(archive)
    print(f"a mixed archive: {len(archive)} reports of {words:.0f} words, one of violence to nine of ordinary news")
    print(f"  the gate                    {1000 * cost:7.2f} ms a report")
    print(f"  reports a second, gate open {len(archive) / without:7.1f}")
    print(f"  reports a second, with gate {len(archive) / with_gate:7.1f}   {without / with_gate:.1f} times as many")
    telling = [_tells(reading) for reading in readings]
    print("of that archive, by what the reader finds without the gate")
    _share(
        "no casualties: unread", [not may_tell(text) for text, tells in zip(some, telling, strict=False) if not tells]
    )
    _share("casualties: kept", [may_tell(text) for text, tells in zip(archive, telling, strict=True) if tells])


def _share(name: str, marks: Sequence[bool]) -> None:
    if marks:
        print(f"  {name:26} {100 * sum(marks) / len(marks):5.1f} %   {sum(marks)} of {len(marks)}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _read(road: Road, text: str) -> Reading | None:
    try:
        return road.travel(report_of_text(text))
    except InputError:  # an empty text
        return None


def _tells(reading: Reading | None) -> bool:
    """Whether a reading holds a casualty by violence that happened."""
    claims = () if reading is None else reading.claims
    return any(
        isinstance(claim, Casualty) and claim.cause == "violence" and claim.polarity != "hypothetical"
        for claim in claims
    )


# The corpora


def polnear(folder: Path) -> list[str]:
    with tarfile.open(folder / "polnear.tar.gz") as tar:
        return [_text(tar, member) for member in tar.getmembers() if member.isfile() and "/text/" in member.name]


def pages(folder: Path) -> list[str]:
    with tarfile.open(folder / "pages" / "pages.tar.xz") as tar:
        gold_file = next(member for member in tar.getmembers() if member.name.endswith("gold.jsonl"))
        return [json.loads(line)["text"] or "" for line in _text(tar, gold_file).split("\n") if line]


def _text(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    stream = tar.extractfile(member)
    return "" if stream is None else stream.read().decode("utf-8", "replace")


def lgl(folder: Path) -> list[str]:
    root = ET.fromstring(gzip.decompress((folder / "geoparsing" / "lgl.xml.gz").read_bytes()))
    return [article.findtext("text") or "" for article in root.iter("article")]


def gold(paths: Sequence[Path]) -> list[str]:
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line]
    return [row["report"]["text"] for row in rows if any(map(_is_casualty, row["claims"]))]


def _is_casualty(claim: dict[str, Any]) -> bool:
    happened = claim.get("polarity", "asserted") != "hypothetical"
    return claim["kind"] == "casualty" and claim.get("cause", "violence") == "violence" and happened


def muc(folder: Path) -> list[str]:
    return [row["text_raw"] for row in _rows(folder / "muc4.jsonl.gz") if any(map(_has_victims, row["templates"]))]


def _has_victims(template: dict[str, list[str]]) -> bool:
    effects = template.get("HUM TGT: EFFECT OF INCIDENT", [])
    return any(("DEATH" in effect or "INJURY" in effect) and "NO " not in effect for effect in effects)


def guns(folder: Path) -> list[str]:
    rows = _rows(folder / "gun_violence_incidents.jsonl.gz")
    harmed = {row["incident_id"] for row in rows if (row["num_killed"] or 0) + (row["num_injured"] or 0)}
    reports = _rows(folder / "gun_violence_reports.jsonl.gz")
    return [f"{row['title'] or ''}\n\n{row['text']}" for row in reports if row["incident_id"] in harmed]


def _rows(path: Path) -> list[dict[str, Any]]:
    with io.TextIOWrapper(gzip.open(path), "utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
