"""Which reports are found to descend from one text, on pools of reports, and how quickly.

    python benchmarks/origins.py [--incidents REPORTS] [--pool REPORTS] [--show N] [--words N]

REPORTS are JSON Lines, gzipped or not. `--incidents` has an `incident_id` in each line: pairs of reports of one
incident that share an origin are counted beside pairs of different incidents that do (a shared text about two
incidents is mostly a mistake; a pool that files one incident twice has some that are none). `--pool` has none: what is
found is counted by outlet. `--show` prints so many pairs of each kind, to look at. The speed is that of
`OriginIndex.add`, the memory what the index holds after it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from tollbook.model import Member, Origins, Report
from tollbook.reading import report_of_text
from tollbook.reading.origins import OriginIndex

SEED = 5


class Filed(NamedTuple):
    """A report, and the incident that it is filed under; None in a pool without."""

    report: Report
    incident: str | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=Path)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--words", type=int, default=60, help="words of each shared passage that --show prints")
    options = parser.parse_args()
    if options.incidents:
        filed = list(read(options.incidents))
        origins = indexed([one.report for one in filed])
        by_incident(filed, origins, options.show, options.words)
    if options.pool:
        filed = list(read(options.pool))
        origins = indexed([one.report for one in filed])
        by_outlet(filed, origins, options.show, options.words)


def read(path: Path) -> Iterator[Filed]:
    """The reports of a file of JSON Lines, each under the id of its line, once for each incident it is filed under."""
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            published = _day(row.get("published") or row.get("date"))
            report = report_of_text(
                row["text"],
                published=published,
                outlet=row.get("outlet") or row.get("source") or None,
                title=row.get("title") or None,
                url=row.get("url") or f"line:{number}",
            )
            yield Filed(_renamed(report, f"{number}"), row.get("incident_id"))


def indexed(reports: list[Report]) -> Origins:
    """Index the reports, and print how quickly, and what memory that took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    index = OriginIndex()
    slowest = 0.0
    for report in reports:
        started = time.process_time()
        index.add(report)
        slowest = max(slowest, time.process_time() - started)
    added = time.process_time() - began
    origins = index.origins()
    grouped = time.process_time() - began - added
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"speed       {len(reports) / added:,.0f} reports a second to add, the slowest {slowest * 1e3:.0f} ms")
    print(f"grouping    {grouped * 1e3:.0f} ms for all {len(reports):,} reports")
    print(f"memory      {memory:.0f} MB, {memory / max(1, len(reports)) * 1e3:.1f} KB a report")
    return origins


def by_incident(filed: list[Filed], origins: Origins, show: int, words: int) -> None:
    """Print pairs that share an origin, in one incident and across, and a sample of both."""
    incidents = {one.report.id: one.incident for one in filed}
    sizes = Counter(one.incident for one in filed)
    same, across = [], []
    for one, two in pairs(origins):
        (same if incidents[one.report] == incidents[two.report] else across).append((one, two))
    every = sum(size * (size - 1) // 2 for size in sizes.values())
    print(f"one incident          {len(same):,} of {every:,} pairs share an origin")
    print(f"different incidents   {len(across):,} pairs share an origin")
    print(f"quotations            {len(origins.quotations):,} are shared by reports of different origins")
    kinds = Counter(member.how for origin in origins.origins for member in origin.members)
    print("members               " + ", ".join(f"{count} {how}" for how, count in sorted(kinds.items())))
    for title, found in (("ONE INCIDENT", same), ("DIFFERENT INCIDENTS", across)):
        _show(title, found, filed, show, words)


def by_outlet(filed: list[Filed], origins: Origins, show: int, words: int) -> None:
    """Print which outlets share origins, and a sample."""
    found = list(pairs(origins))
    outlets = Counter(" + ".join(sorted({one.outlet or "?", two.outlet or "?"})) for one, two in found)
    print(f"pool        {len(origins.origins):,} origins with several reports, {len(found):,} pairs")
    for names, count in outlets.most_common(15):
        print(f"            {count:5,}  {names}")
    print(f"quotations  {len(origins.quotations):,} are shared by reports of different origins")
    _show("POOL", found, filed, show, words)


def pairs(origins: Origins) -> Iterator[tuple[Member, Member]]:
    """Every pair of reports that share an origin, once."""
    seen = set()
    for origin in origins.origins:
        for one, two in combinations(origin.members, 2):
            pair = frozenset({one.report, two.report})
            if pair not in seen:
                seen.add(pair)
                yield one, two


def _show(title: str, found: list[tuple[Member, Member]], filed: list[Filed], show: int, words: int) -> None:
    reports = {one.report.id: one.report for one in filed}
    for one, two in random.Random(SEED).sample(found, min(show, len(found))):
        print(f"\n---- {title}")
        for member in (one, two):
            report = reports[member.report]
            shared = " // ".join(" ".join(span.text.split()[:words]) for span in member.spans)
            print(f"[{member.how} {member.share:.0%}] {report.published} {report.outlet} {report.url}\n    {shared}")


def _renamed(report: Report, name: str) -> Report:
    from msgspec.structs import replace

    return replace(report, id=name)


def _day(written: str | None) -> dt.date | None:
    for form in ("%Y-%m-%d", "%b. %d, %Y", "%B %d, %Y"):
        try:
            return dt.datetime.strptime((written or "")[:20], form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


if __name__ == "__main__":
    main()
