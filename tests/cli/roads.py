"""A road for the command line's tests: it knows the sample by its text, and reads nothing else in any report."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from tests.publish.sample import CLAIMS, INCIDENTS, READER, REPORT, TEXT
from tollbook.incidents.across import accounts_of, join
from tollbook.model import Claim, Incident, Joined, Origins, ReaderVersion, Report, Told
from tollbook.road import Reading, Sketched


class SampleReader:
    """The reader of the sample's claims."""

    @property
    def version(self) -> ReaderVersion:
        """Its name and version."""
        return READER


class SampleRoad:
    """Stands in for the stages; `wait` seconds pass with each report. No two reports tell of one incident."""

    linked, unsure, enough = 0.5, 0.1, 1
    rules = "sample"

    def __init__(self, wait: float = 0.0) -> None:
        self.reader = SampleReader()
        self.wait = wait

    def travel(self, report: Report) -> Reading:
        """The sample's claims and incidents, or none, under ids of this report."""
        time.sleep(self.wait)
        claims = CLAIMS if report.text == TEXT else ()
        return Reading(report=report, claims=claims, incidents=_incidents(report, claims))

    def accounts(self, report: Report, claims: tuple[Claim, ...]) -> list[Sketched]:
        """One for each incident."""
        return [
            Sketched(account=account, claims=_own(claims, account.claims), sketch=b"", filed=(), asked=())
            for account in accounts_of(report, _incidents(report, claims))
        ]

    def likelihoods(self, sketch: bytes, others: Sequence[bytes]) -> list[float]:
        """None is likely."""
        return [0.0 for _ in others]

    def cluster(self, accounts: Collection[str], *_: object) -> list[tuple[str, ...]]:
        """Each for itself."""
        return [(account,) for account in accounts]

    def join(self, told: Sequence[Told], profiles: Sequence[str] | None = None) -> Joined:
        """The incident as its only report tells it."""
        (only,) = told
        incident = next(one for one in _incidents(only.report, CLAIMS) if one.id == only.account.id)
        nothing = Origins(origins=(), quotations=(), chains={})
        return msgspec.structs.replace(join(told, nothing, ()), incident=incident)


def _own(claims: Sequence[Claim], ids: Collection[str]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.id in ids)


def _incidents(report: Report, claims: Sequence[Claim]) -> tuple[Incident, ...]:
    return tuple(
        msgspec.structs.replace(incident, id=f"{report.digest[:8]}-{number}", report=report.id)
        for number, incident in enumerate(INCIDENTS if claims else (), 1)
    )


def line(text: str = TEXT, identity: str = "sample") -> str:
    """A report as a line of JSON Lines."""
    fields = {"id": identity, "title": REPORT.title, "outlet": "Ostra Courier", "published": "2031-05-07", "url": None}
    return json.dumps(fields | {"text": text}) + "\n"


def reports(folder: Path, *lines: str, name: str = "reports.jsonl") -> Path:
    """A file of JSON Lines; the sample alone unless lines are given."""
    path = folder / name
    path.write_text("".join(lines or [line()]), "utf-8")
    return path
