"""The demo book of examples/wave, put into a book in any order, and held against its hand-made ledger."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from examples.as_jsonl import records
from tollbook import Book
from tollbook.errors import InputError
from tollbook.model import Account, Casualty, Claim, Incident, Joined, Report, Responsibility, Told, claim_ref
from tollbook.reading import read_reports
from tollbook.road import Reading, Road

WAVE = Path(__file__).parents[2] / "examples" / "wave"
PROFILES = ("tollbook", "ucdp", "acled", "airwars", "ibc")
NOON = dt.datetime(2026, 5, 19, 12, tzinfo=dt.UTC)

Row: TypeAlias = dict[str, Any]


class CachedRoad(Road):
    """The house's road, which reads each report once, however many books it is added to."""

    def __init__(self) -> None:
        super().__init__(PROFILES)
        self._readings: dict[str, Reading] = {}

    def travel(self, report: Report) -> Reading:
        """The reading of a report, from memory where it was read before."""
        if report.digest not in self._readings:
            self._readings[report.digest] = super().travel(report)
        return self._readings[report.digest]


@dataclass(frozen=True)
class Found:
    """An incident of the book, with the files whose reports tell of it."""

    joined: Joined
    files: dict[str, str]
    """The file of each report, by its digest."""

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.joined.incident

    @property
    def reports(self) -> set[str]:
        """The files that tell of it."""
        return {self.files[account.report] for account in self.joined.accounts}

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim, with the file that makes it."""
        beginnings = {claim_ref(digest, ""): file for digest, file in self.files.items()}
        for claim in self.joined.claims:
            yield beginnings[claim.id.partition(":")[0] + ":"], claim


@cache
def ledger() -> dict[str, Any]:
    """The ledger that was made by hand."""
    return tomllib.loads((WAVE / "ledger.toml").read_text("utf-8"))


def not_reached(by: str) -> set[str]:
    """The differences that the ledger lists as known: of "joining" what accounts say together, or of "linking" them."""
    return {line for one in ledger().get("not_reached", ()) if one["by"] == by for line in one["differences"]}


def laid_out(folder: Path) -> list[Path]:
    """The reports of the wave as files that tell their outlet and moment, in the order of publication."""
    lines = {f"{record['id']}.txt": record for record in records(WAVE)}
    paths = []
    for about in tomllib.loads((WAVE / "reports.toml").read_text("utf-8"))["report"]:
        file = about["file"]
        if file in lines:
            path = folder / f"{file}.jsonl"
            path.write_text(json.dumps(lines[file], ensure_ascii=False), encoding="utf-8")
        else:
            path = WAVE / file
        paths.append(path)
    return paths


def incidents_of(path: Path, reports: Sequence[Path], road: Road) -> list[Found]:
    """Every incident and total of a new book to which the reports were added one by one, in the order of their ids."""
    with Book.open(path, road=road, clock=lambda: NOON, who="coder") as book:
        files: dict[str, str] = {}
        for report in reports:
            (result,) = book.add(report).results
            assert result.outcome == "added", (report, result.error)
            files[str(result.digest)] = report.name.removesuffix(".jsonl")
        ids = [one.incident.id for kind in ("incident", "aggregate") for one in book.incidents(kind=kind)]
        return [Found(book.incident(known).joined, files) for known in sorted(ids)]


def grouped_by_hand(reports: Sequence[Path], road: Road) -> list[Found]:
    """The incidents that the reports' accounts make where they are brought together as the ledger has them."""
    files: dict[str, str] = {}
    groups: dict[str, list[Told]] = {}
    for path in reports:
        parsed = next(read_reports(path.name, path.read_bytes()))
        assert not isinstance(parsed, InputError), path
        report = parsed.report
        files[report.digest] = path.name.removesuffix(".jsonl")
        for sketched in road.accounts(report, road.travel(report).claims):
            key = _ledger_key(files[report.digest], sketched.account, sketched.claims)
            told = Told(account=sketched.account, report=report, recorded=NOON, claims=sketched.claims)
            groups.setdefault(key, []).append(told)
    return [Found(road.join(told), files) for told in groups.values()]


def _ledger_key(file: str, account: Account, claims: Sequence[Claim]) -> str:
    """The ledger's incident that an account belongs to: by its statements, else by its day and place; else its own."""
    rows = [row for row in ledger()["incident"] if file in row["reports"]]
    held: dict[str, int] = {
        row["key"]: sum(_is_told(file, claim, told) for claim in claims for told in row["told"]) for row in rows
    }
    most = max(held, key=lambda key: held[key], default=None)
    if most is not None and held[most]:
        return most
    days = None if account.when is None else [str(account.when.start), str(account.when.end)]
    names = {_plain(name) for place in account.places[:1] for name in (place.name, place.text)}
    alike = [row for row in rows if row["days"] == days and _plain(row["place"]) in names]
    return str(alike[0]["key"]) if alike else account.id


def misplaced(found: Sequence[Found]) -> list[str]:
    """Where a book's incidents are not those of the ledger: statements and reports that are in another incident, days,
    places, incidents that the ledger does not have. Each line begins with the incident's key.
    """
    homes = {row["key"]: _home(row, found) for row in ledger()["incident"]}
    lines = [line for row in ledger()["incident"] for line in _in_place(row, homes[row["key"]], found)]
    shared: dict[int, list[str]] = {}
    for key, home in homes.items():
        shared.setdefault(id(home), []).append(key)
    lines += [f"{keys[0]}: is one incident with {', '.join(keys[1:])}" for keys in shared.values() if len(keys) > 1]
    return [*lines, *_beside_the_ledger(found, [home for home in homes.values() if home is not None])]


def misjudged(found: Sequence[Found]) -> list[str]:
    """Where what an incident's reports say together is not what the ledger says: copies, revisions, contradictions,
    grades and ranges. Each line begins with the incident's key.
    """
    lines = []
    for row in ledger()["incident"]:
        home = _home(row, found)
        if home is not None:
            lines += [*_followed(row, home), *_ranges(row, home)]
    return lines


def _home(row: Row, found: Sequence[Found]) -> Found | None:
    """The incident that holds most of a ledger's statements; None where none holds any."""
    held = [(sum(_tells(one, told) for told in row["told"]), -at) for at, one in enumerate(found)]
    most, at = max(held, default=(0, 0))
    return found[-at] if most else None


def _tells(found: Found, told: Row) -> bool:
    return any(_is_told(file, claim, told) for file, claim in found.claims())


def _is_told(file: str, claim: Claim, told: Row) -> bool:
    if not isinstance(claim, Casualty) or file != told["report"]:
        return False
    return (claim.effect, claim.victims.victim_class, claim.count.value, claim.count.bound) == (
        told["effect"], told["class"], told["value"], told["bound"],
    )  # fmt: skip


def _is_laid(file: str, claim: Claim, laid: Row) -> bool:
    if not isinstance(claim, Responsibility) or claim.actor is None or file != laid["report"]:
        return False
    return (claim.stance, claim.actor.text.removeprefix("the ")) == (laid["stance"], laid["actor"])


def _in_place(row: Row, home: Found | None, found: Sequence[Found]) -> Iterator[str]:
    key = row["key"]
    if home is None:
        yield f"{key}: is not found"
        return
    for told in row["told"]:
        if not _tells(home, told):
            elsewhere = [one.incident.key for one in found if _tells(one, told)]
            where = f"in {', '.join(elsewhere)}" if elsewhere else "nowhere"
            yield f"{key}: {_words(told)} in {told['report']} is {where}"
    for laid in row.get("responsibility", ()):
        if not any(_is_laid(file, claim, laid) for file, claim in home.claims()):
            yield f"{key}: {laid['report']} does not say that {laid['actor']} {laid['stance']} it"
    for file, claim in home.claims():
        if isinstance(claim, Casualty) and claim.cause == "other":
            yield f"{key}: {claim.count.text} in {file}, who died of no violence, are in it"
    yield from _slots(row, home)


def _ranges(row: Row, home: Found) -> Iterator[str]:
    key = row["key"]
    for figures in row["figures"]:
        for profile in PROFILES:
            if profile in figures:
                yield from _range(key, figures["of"], profile, figures[profile], home.incident)
    graded = {grade.profile: grade.grade for grade in home.joined.grades}
    if "grade" in row and graded.get("airwars") != row["grade"]:
        yield f"{key}: is graded {graded.get('airwars')}, not {row['grade']}"
    if "entry" in row and (graded.get("ibc") == "entry") != row["entry"]:
        yield f"{key}: is {'an' if graded.get('ibc') == 'entry' else 'no'} entry for Iraq Body Count"


def _words(told: Row) -> str:
    return f"{told['value']} {told['class']} {told['effect']}"


def _slots(row: Row, home: Found) -> Iterator[str]:
    """Reports, days, place and kind."""
    key, incident = row["key"], home.incident
    for missing in sorted(set(row["reports"]) - home.reports):
        yield f"{key}: {missing} does not tell of it"
    for more in sorted(home.reports - {*row["reports"], *row.get("passing", ())}):
        yield f"{key}: {more} tells of it too"
    days = None if incident.when is None else [str(incident.when.start), str(incident.when.end)]
    if days != row["days"]:
        yield f"{key}: is of {days}"
    if incident.kind != ("aggregate" if row["kind"] == "aggregate" else "incident"):
        yield f"{key}: is an {incident.kind}"
    first = {_plain(name) for place in incident.places[:1] for name in (place.name, place.text)}
    if row["kind"] == "incident" and _plain(row["place"]) not in first:
        yield f"{key}: is at {[place.name for place in incident.places[:1]]}"


def _plain(name: str | None) -> str:
    """A name without its accents: the gazetteer has "Diafarabe"."""
    return "".join(char for char in unicodedata.normalize("NFD", name or "") if not unicodedata.combining(char))


def _followed(row: Row, home: Found) -> Iterator[str]:
    """Copies, revisions and contradictions."""
    key, joined = row["key"], home.joined
    statements = {statement.id: statement for statement in joined.statements}
    for told in row["told"]:
        if told["is"] == "copy" and not any(
            len(statement.attested) > 1 and _attests(home, statement.attested, told) for statement in joined.statements
        ):
            yield f"{key}: {_words(told)} in {told['report']} is no copy"
    revised = {
        (history.effect, history.victim_class, statements[one.earlier].count.value, statements[one.later].count.value)
        for history in joined.histories
        for one in history.revisions
    }
    for one in row.get("revisions", ()):
        if (one["effect"], one["class"], one["from"], one["to"]) not in revised:
            yield f"{key}: {one['from']} {one['class']} {one['effect']} is not revised to {one['to']}"
    values = {claim.id: claim.count.value for claim in joined.claims if isinstance(claim, Casualty)}
    against = [
        (one.effect, {values[claim] for side in one.sides for claim in side.claims if claim in values})
        for one in joined.contradictions
    ]
    for one in row.get("contradictions", ()):
        if not any(effect == one["effect"] and set(one["values"]) <= found for effect, found in against):
            yield f"{key}: {' and '.join(map(str, one['values']))} {one['class']} {one['effect']} is no contradiction"


def _attests(home: Found, attested: Sequence[Any], told: Row) -> bool:
    claims = {one.claim for one in attested}
    return any(claim.id in claims and _is_told(file, claim, told) for file, claim in home.claims())


def _range(key: str, of: str, profile: str, wanted: list[int] | int, incident: Incident) -> Iterator[str]:
    effect, victim_class = of.split()
    for one in incident.estimates:
        if (one.profile, one.effect, one.victim_class) == (profile, effect, victim_class):
            given = [one.low, one.best, one.high]
            break
    else:
        given = [None, None, None]
    said = [-1 if value is None else value for value in given]
    asked = [wanted] if isinstance(wanted, int) else wanted
    said = said[1:2] if isinstance(wanted, int) else said[::2] if len(asked) == 2 else said
    if said != asked:
        yield f"{key}: {profile} {of} is {_dashed(said)}, not {_dashed(asked)}"


def _dashed(values: Sequence[int]) -> str:
    return "-".join("none" if value < 0 else str(value) for value in values)


def _beside_the_ledger(found: Sequence[Found], homes: Sequence[Found]) -> Iterator[str]:
    """Incidents that the ledger does not have, where they have figures of violence of their own."""
    for one in found:
        if any(one is home for home in homes):
            continue
        figures = sorted({
            f"{claim.count.value} {claim.victims.victim_class} {claim.effect} in {file}"
            for file, claim in one.claims()
            if isinstance(claim, Casualty) and claim.cause == "violence" and claim.count.value
        })  # fmt: skip
        if figures:
            yield f"{one.incident.key}: is not in the ledger: {', '.join(figures)}"
