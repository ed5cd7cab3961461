"""What is in the annotated reports: `python training/describe.py [FILE ...]`.

Prints the tables of annotations/README.md. Without files it describes all of `training/annotations/*.jsonl`; second
annotations of the same reports (`again/`) are not counted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ANNOTATIONS = Path(__file__).parent / "annotations"
PARTS = {
    "fakes": ("FA-KES (the war in Syria, by opposed outlets)", "their publishers'"),
    "hrds": ("HRDsAttack (attacks on defenders of rights)", "their publishers'; the data set is under MIT"),
    "wikinews": ("Wikinews", "CC BY 2.5"),
    "isaf": ("press releases of ISAF (Afghanistan)", "none stated"),
    "ipe": ("India Police Events (Times of India, 2002)", "their publisher's"),
    "re3d": ("re3d (governments on Syria and Iraq)", "by source: OGL v3, US public domain, CC BY 3.0 AU"),
    "gv2004": ("Global Voices", "CC BY 3.0"),
    "gum": ("GUM, its news", "CC BY 2.5 (Wikinews)"),
}
"""The parts of the pool, by how the ids of their reports begin: name, and the terms of the texts."""
KINDS = {"casualty": ("effect",), "responsibility": ("stance", "relation"), "attack": ("type",)}
"""By which slots the claims of a kind are counted."""
SLOTS = ("speaker", "when", "where", "part_of", "actor", "targets", "weapons", "places")
MOST = 5
"""So many countries are named, the others counted together."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=sorted(ANNOTATIONS.glob("*.jsonl")), metavar="FILE")
    print("\n".join(describe({path.name: list(rows_of(path)) for path in parser.parse_args().files})))


def rows_of(path: Path) -> Iterator[Json]:
    """The annotated reports of a file, as `{"report": ..., "claims": [...]}`."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def describe(files: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    """The lines of all tables, over files given by name."""
    rows = [row for name in files for row in files[name]]
    claims = [claim for row in rows for claim in row["claims"]]
    silent = sum(not row["claims"] for row in rows)
    yield f"{len(rows):,} reports with {len(claims):,} claims; {silent:,} of the reports hold none."
    yield from ("", *_parts(files))
    yield from ("", *_kinds(claims))
    yield from ("", *_casualties([claim for claim in claims if claim["kind"] == "casualty"]))
    yield from ("", *_filled(claims))
    yield from ("", f"Days of publication: {_counted(_manner(row['report']['published']) for row in rows)}.")


def _parts(files: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    """Reports by part of the pool and file."""
    by_file = [Counter(_part(row["report"]["id"]) for row in rows) for rows in files.values()]
    total = sum(by_file, Counter[str]())
    yield f"| part | {' | '.join(f'`{name}`' for name in files)} | together | the texts' terms |"
    yield f"| --- |{' --- |' * (len(files) + 2)}"
    for part, _ in total.most_common():
        name, terms = PARTS[part]
        yield _line(name, *(counts[part] for counts in by_file), total[part], terms)
    yield _line("together", *(counts.total() for counts in by_file), total.total(), "")


def _kinds(claims: Sequence[Json]) -> Iterator[str]:
    """Claims by kind, and by what tells them apart within it."""
    yield "| kind | claims | of them |"
    yield "| --- | --- | --- |"
    for kind, slots in KINDS.items():
        own = [claim for claim in claims if claim["kind"] == kind]
        yield _line(kind, len(own), "; ".join(_counted(claim[slot] for claim in own) for slot in slots))


def _casualties(claims: Sequence[Json]) -> Iterator[str]:
    """Casualty claims by what they say of the victims, their scope and cause, and the country of the place."""
    countries = Counter(claim["where"]["country"] for claim in claims if claim["where"])
    named = dict(countries.most_common(MOST))
    yield "| casualty claims by | |"
    yield "| --- | --- |"
    yield _line("victim class", _counted(claim["victims"]["class"] for claim in claims))
    yield _line("bound", _counted(claim["count"]["bound"] for claim in claims))
    for slot in ("scope", "cause", "polarity"):
        yield _line(slot, _counted(claim[slot] for claim in claims))
    others = f", {len(countries) - len(named):,} others {countries.total() - sum(named.values()):,}"
    yield _line("country", _listed(named) + (others if len(countries) > MOST else ""))


def _filled(claims: Sequence[Json]) -> Iterator[str]:
    """How many claims of each kind have a slot filled; empty where the kind has no such slot."""
    yield f"| slots filled | {' | '.join(KINDS)} |"
    yield f"| --- |{' --- |' * len(KINDS)}"
    for slot in SLOTS:
        by_kind = [[claim[slot] for claim in claims if claim["kind"] == kind and slot in claim] for kind in KINDS]
        if any(by_kind):
            yield _line(slot, *(sum(bool(value) for value in values) if values else "" for values in by_kind))


def _part(report_id: str) -> str:
    """The part of the pool that a report is from."""
    part = report_id.split("_")[0]
    if part not in PARTS:
        raise SystemExit(f"{report_id}: of no part of the pool that `PARTS` knows")
    return part


def _manner(day: str | None) -> str:
    """How a day of publication is written."""
    if not day:
        return "missing"
    return "as 2020-08-31" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "written out"


def _counted(values: Iterable[str]) -> str:
    return _listed(dict(Counter(values).most_common()))


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{value} {count:,}" for value, count in counts.items())


def _line(*cells: str | int) -> str:
    return f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else cell for cell in cells)} |"


if __name__ == "__main__":
    main()
