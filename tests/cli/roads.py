"""A road for the command line's tests: it knows the sample by its text, and reads nothing else in any report."""

from __future__ import annotations

import json
import time
from pathlib import Path

import msgspec

from tests.publish.sample import CLAIMS, INCIDENTS, READER, REPORT, TEXT
from tollbook.model import Claim, ReaderVersion, Report
from tollbook.road import Reading


class SampleReader:
    """The reader of the sample's claims."""

    @property
    def version(self) -> ReaderVersion:
        """Its name and version."""
        return READER


class SampleRoad:
    """Stands in for the stages; `wait` seconds pass with each report."""

    def __init__(self, wait: float = 0.0) -> None:
        self.reader = SampleReader()
        self.wait = wait

    def travel(self, report: Report) -> Reading:
        """The sample's claims, or none."""
        time.sleep(self.wait)
        return self.reconcile(report, CLAIMS if report.text == TEXT else ())

    def reconcile(self, report: Report, claims: tuple[Claim, ...]) -> Reading:
        """The sample's incidents, under ids of this report."""
        found = INCIDENTS if claims else ()
        named = tuple(
            msgspec.structs.replace(incident, id=f"{report.digest[:8]}-{number}", report=report.id)
            for number, incident in enumerate(found, 1)
        )
        return Reading(report=report, claims=claims, incidents=named)


def line(text: str = TEXT, identity: str = "sample") -> str:
    """A report as a line of JSON Lines."""
    fields = {"id": identity, "title": REPORT.title, "outlet": "Ostra Courier", "published": "2031-05-07", "url": None}
    return json.dumps(fields | {"text": text}) + "\n"


def reports(folder: Path, *lines: str, name: str = "reports.jsonl") -> Path:
    """A file of JSON Lines; the sample alone unless lines are given."""
    path = folder / name
    path.write_text("".join(lines or [line()]), "utf-8")
    return path
