"""Questions to the catalogue in a book's SQLite file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from typing import Any, cast

import msgspec

from tollbook.model import (
    FigureSum,
    FirstFigure,
    Interest,
    PartIn,
    PartRole,
    Subject,
    SubjectFigure,
    SubjectKind,
    SubjectLine,
    SubjectList,
    SubjectPage,
    Summary,
    TrackRecord,
)
from tollbook.model.catalogue import ENOUGH
from tollbook.storage import sqlite_catalogue
from tollbook.storage.catalogue import PageAsked, SubjectsAsked
from tollbook.storage.sqlite_catalogue import ADDED, mask, roles_in
from tollbook.storage.sqlite_file import translated
from tollbook.storage.words import folded

_SUMMARY = msgspec.json.Decoder(Summary)
_ROLES = msgspec.json.Decoder(dict[str, int])

_RECORD = "figures, compared, within, below, above, ratios, ratio, on_first_day"
_LINE = (
    "kind, id, name, sort, country, incidents, roles, first_day, last_day, added, low, best, high, reports, copies,"
    f" origins, said, denied, raised, lowered, {_RECORD}"
)
_SORTS = {
    "name": "folded, id",
    "incidents": "incidents DESC, reports DESC, folded, id",
    "reports": "reports DESC, incidents DESC, folded, id",
    "killed": "best IS NULL, best DESC, incidents DESC, folded, id",
    "last": "last_day IS NULL, last_day DESC, incidents DESC, folded, id",
    "said": "said DESC, incidents DESC, folded, id",
    "ratio": "ratio IS NULL, ratio DESC, compared DESC, folded, id",
}
"""How lists may be sorted."""
_ORDERS = {
    "day": "part.first_day, part.incident",
    "newest": "part.first_day = '~', part.first_day DESC, part.incident",
    "killed": "part.killed IS NULL, part.killed DESC, part.first_day, part.incident",
}
"""How the incidents of a page may be sorted; days that are unknown come last."""
_FIGURES_SHOWN = 50


class SqliteCatalogue:
    """The catalogue in the file that `db` is open on."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db, self._where = db, where

    def count(self) -> None:
        """Bring what lists show up to date."""
        with translated(self._where):
            if sqlite_catalogue.is_counted(self._db):
                return
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                sqlite_catalogue.count(self._db)

    def subjects(self, asked: SubjectsAsked) -> SubjectList:
        """The subjects that meet the question."""
        conditions = ["kind = ?", "(incidents > 0 OR reports > 0)"]
        given: list[object] = [asked.kind]
        for word in folded(asked.words).split():
            conditions.append("(instr(folded, ?) > 0 OR instr(id, ?) > 0)")
            given += [word, word]
        for column, value in (("country", asked.country), ("sort", asked.sort)):
            if value:
                conditions.append(f"{column} = ?")
                given.append(value)
        where = " AND ".join(conditions)
        total = self._all(f"SELECT count(*) FROM subject WHERE {where}", *given)[0][0]  # noqa: S608 - the names are ours
        rows = self._all(
            f"SELECT {_LINE} FROM subject WHERE {where} ORDER BY {_SORTS[asked.order]} LIMIT ? OFFSET ?",  # noqa: S608 - the names are ours
            *given, asked.limit, asked.offset,
        )  # fmt: skip
        return SubjectList(total=total, lines=tuple(_line(row) for row in rows))

    def choices(self, kind: SubjectKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The sorts and the countries of a kind's subjects."""
        found = []
        for column in ("sort", "country"):
            rows = self._all(
                f"SELECT DISTINCT {column} FROM subject WHERE kind = ? AND incidents > 0 AND {column} IS NOT NULL"  # noqa: S608 - the names are ours
                f" ORDER BY {column}", kind,
            )  # fmt: skip
            found.append(tuple(value for (value,) in rows))
        return found[0], found[1]

    def page(self, asked: PageAsked) -> SubjectPage | None:
        """The page of a subject; None where the book has none of that id."""
        rows = self._all(f"SELECT number, {_LINE} FROM subject WHERE kind = ? AND id = ?", asked.kind, asked.id)  # noqa: S608 - the names are ours
        if not rows or not (rows[0][6] or rows[0][14]):
            return None
        number, line = rows[0][0], _line(rows[0][1:])
        meeting, given = _meeting(number, asked)
        adding = f"part.counts AND part.roles & {mask(ADDED[asked.kind])}"
        counted = self._all(
            f"SELECT count(*), coalesce(sum({adding} <> 0), 0),"
            f" coalesce(sum(NOT part.counts AND part.roles & {mask(ADDED[asked.kind])}), 0),"
            f" coalesce(sum(NOT part.roles & {mask(ADDED[asked.kind])}), 0),"
            f" coalesce(sum({adding} AND part.killed IS NULL), 0) {meeting}", *given,
        )[0]  # fmt: skip
        days = self._all(
            f"SELECT part.first_day, count(*) {meeting} GROUP BY part.first_day ORDER BY part.first_day",
            *given,
        )
        return SubjectPage(
            line=line,
            total=counted[0],
            shown=self._shown(meeting, given, asked),
            days={dt.date.fromisoformat(day): count for day, count in days if day != "~"},
            undated=next((count for day, count in days if day == "~"), 0),
            sums=self._sums(meeting, given, adding),
            added=counted[1],
            wide=counted[2],
            beside=counted[3],
            unknown=counted[4],
            agencies=self._agencies(number) if asked.kind == "outlet" else (),
            records=self._records(number, line) if asked.kind in ("outlet", "speaker") else (),
            figures=self._figures(number, line.subject) if asked.kind in ("outlet", "speaker") else (),
        )

    def _shown(self, meeting: str, given: Sequence[object], asked: PageAsked) -> tuple[PartIn, ...]:
        added = f"part.counts AND part.roles & {mask(ADDED[asked.kind])}"
        page = f"SELECT part.incident, part.roles, part.first_day, part.killed, {added} AS added {meeting}"
        order = f"ORDER BY {_ORDERS[asked.order]}"
        rows = self._all(
            "SELECT incident_record.record, part.roles, part.added"  # noqa: S608 - the names are ours
            f" FROM ({page} {order} LIMIT ? OFFSET ?) AS part"
            " JOIN incident ON incident.number = part.incident"
            f" JOIN incident_record ON incident_record.incident = part.incident {order}",
            *given,
            asked.limit,
            asked.offset,
        )
        return tuple(
            PartIn(summary=_SUMMARY.decode(record), roles=roles_in(roles), added=bool(added))
            for record, roles, added in rows
        )

    def _sums(self, meeting: str, given: Sequence[object], adding: str) -> tuple[FigureSum, ...]:
        rows = self._all(
            "SELECT figure.effect, figure.victim_class, count(*), sum(figure.low),"  # noqa: S608 - the names are ours
            " sum(coalesce(figure.best, figure.low)),"
            " CASE WHEN count(*) = count(figure.high) THEN sum(figure.high) END"
            f" FROM figure JOIN (SELECT part.incident {meeting} AND {adding}) AS met ON met.incident = figure.incident"
            " GROUP BY figure.effect, figure.victim_class", *given,
        )  # fmt: skip
        return tuple(
            FigureSum(effect=effect, victim_class=of, incidents=count, low=low, best=best, high=high)
            for effect, of, count, low, best, high in rows
        )

    def _agencies(self, outlet: int) -> tuple[tuple[str, int], ...]:
        return tuple(
            self._all(
                "SELECT agency, count(DISTINCT report) FROM printing WHERE subject = ? AND agency IS NOT NULL"
                " GROUP BY agency ORDER BY 2 DESC, 1", outlet,
            )
        )  # fmt: skip

    def _records(self, number: int, line: SubjectLine) -> tuple[TrackRecord, ...]:
        """All first figures together, and, for a speaker, by whose losses they count."""
        if line.subject.kind == "outlet":
            return (line.record,)
        rows = self._all(_BY_INTEREST, number)
        medians = dict(self._all(_MEDIANS, number))
        return (
            line.record,
            *(
                TrackRecord(
                    interest=interest, figures=figures, compared=compared, within=within, below=below, above=above,
                    ratios=ratios, ratio=medians.get(interest) if ratios >= ENOUGH else None,
                    on_first_day=on_first_day,
                )
                for interest, figures, compared, within, below, above, ratios, on_first_day in rows
                if interest is not None
            ),
        )  # fmt: skip

    def _figures(self, number: int, subject: Subject) -> tuple[SubjectFigure, ...]:
        rows = self._all(_FIRST, number, _FIGURES_SHOWN)
        return tuple(SubjectFigure(incident=row[0], figure=_first(subject, row[1:])) for row in rows)

    def _all(self, query: str, *given: object) -> list[Any]:
        with translated(self._where):
            return self._db.execute(query, given).fetchall()


_BY_INTEREST = """
    SELECT interest, count(*), count(standing), count(*) FILTER (WHERE standing = 'within'),
        count(*) FILTER (WHERE standing = 'below'), count(*) FILTER (WHERE standing = 'above'), count(ratio),
        count(*) FILTER (WHERE standing IS NOT NULL AND lag = 0)
    FROM first_figure WHERE subject = ? GROUP BY interest
    ORDER BY CASE interest WHEN 'own' THEN 0 WHEN 'enemy' THEN 1 ELSE 2 END
"""
_MEDIANS = """
    SELECT interest, avg(ratio) FROM (
        SELECT interest, ratio, row_number() OVER (PARTITION BY interest ORDER BY ratio) AS place,
            count(*) OVER (PARTITION BY interest) AS ratios
        FROM first_figure WHERE subject = ? AND ratio IS NOT NULL
    ) WHERE place IN ((ratios + 1) / 2, (ratios + 2) / 2) GROUP BY interest
"""
_FIRST = """
    SELECT incident.id, classes, interest, claim, words, bound, value, day, lag, origins, low, best, high, standing,
        ratio
    FROM first_figure JOIN incident ON incident.number = first_figure.incident
    WHERE first_figure.subject = ?
    ORDER BY standing IS NULL, day IS NULL, day DESC, incident.id LIMIT ?
"""


def _meeting(subject: int, asked: PageAsked) -> tuple[str, list[object]]:
    """From where the incidents come that meet the question, as the end of a query."""
    met = "FROM part WHERE part.subject = ?"
    given: list[object] = [subject]
    if asked.role is not None:
        met += " AND part.roles & ?"
        given.append(mask([asked.role]))
    for condition, day in (("part.last_day >= ?", asked.since), ("part.first_day <= ?", asked.until)):
        if day is not None:
            met += f" AND {condition}"
            given.append(day.isoformat())
    return met, given


def _line(row: Sequence[Any]) -> SubjectLine:
    kind, id_, name, sort, country, incidents, roles, first_day, last_day, added, low, best, high = row[:13]
    reports, copies, origins, said, denied, raised, lowered = row[13:20]
    return SubjectLine(
        subject=Subject(kind=kind, id=id_, name=name, sort=sort, country=country),
        incidents=incidents,
        roles={cast("PartRole", role): count for role, count in _ROLES.decode(roles).items() if count},
        first_day=_day(first_day),
        last_day=_day(last_day),
        added=added, low=low, best=best, high=high,
        reports=reports, copies=copies, origins=origins,
        said=said, denied=denied, raised=raised, lowered=lowered,
        record=_record(None, row[20:]),
    )  # fmt: skip


def _record(interest: Interest | None, row: Sequence[Any]) -> TrackRecord:
    figures, compared, within, below, above, ratios, ratio, on_first_day = row
    return TrackRecord(
        interest=interest, figures=figures, compared=compared, within=within, below=below, above=above, ratios=ratios,
        ratio=ratio, on_first_day=on_first_day,
    )  # fmt: skip


def _first(subject: Subject, row: Sequence[Any]) -> FirstFigure:
    classes, interest, claim, words, bound, value, day, lag, origins, low, best, high, standing, ratio = row
    return FirstFigure(
        subject=subject, classes=tuple(classes.split("+")) if classes else (), interest=interest, claim=claim,
        words=words, bound=bound, value=value, day=_day(day), lag=lag, origins=origins, low=low, best=best, high=high,
        standing=standing, ratio=ratio,
    )  # fmt: skip


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
