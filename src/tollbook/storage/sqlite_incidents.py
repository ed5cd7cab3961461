"""The incidents of a view in a book's SQLite file: a narrow row each, and beside it what lists show of it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from tollbook.model import Estimate, ReviewState, Summary, Where
from tollbook.storage.question import Question
from tollbook.storage.records import written
from tollbook.storage.sqlite_file import translated
from tollbook.storage.sqlite_overview import WHOLE, SqliteOverview, conditions_of, ordered
from tollbook.storage.view import Tag

_SUMMARY = msgspec.json.Decoder(Summary)

_COLUMNS = (
    *("kind", "first_day", "last_day", "span", "killed", "killed_low", "killed_high", "killed_open"),
    *("killed_civilian", "killed_security_forces", "killed_militant", "killed_unknown"),
    *("injured", "injured_low", "injured_high", "injured_open"),
    *("lat", "lon", "x", "y", "precision", "place", "country", "wide"),
)
_PUT = f"UPDATE incident SET fresh = 1, {', '.join(f'{name} = ?' for name in _COLUMNS)}, holds = ? WHERE number = ?"  # noqa: S608
_INCIDENT = f"""
    SELECT id, review, {", ".join(_COLUMNS)}, record
    FROM incident JOIN incident_record ON incident_record.incident = incident.number WHERE number = ?
"""  # noqa: S608 - the names are ours
_MEMBERS = """
    SELECT account.number, account.id, account.report, account.reading, account.since, account.mark, account.record,
        hex(account.sketch)
    FROM membership JOIN account ON account.number = membership.account
    WHERE membership.incident = ? ORDER BY account.number
"""
_TAGS = """
    SELECT tag.kind, tag.value FROM incident_tag JOIN tag ON tag.number = incident_tag.tag
    WHERE incident_tag.incident = ? ORDER BY tag.kind, tag.value
"""
_SHOWN = """
    SELECT number, record, review FROM incident JOIN incident_record ON incident_record.incident = number
    WHERE number IN (%s) ORDER BY number
"""
_FRESH = """
    SELECT number, record, review FROM incident JOIN incident_record ON incident_record.incident = number
    WHERE fresh = 1 AND number IN (%s)
"""
# A wide incident is of less days than this: the view takes no other for wide.
_UNSETTLED = """
    UPDATE incident SET holds = NULL
    FROM (SELECT first_day AS first, last_day AS last FROM incident WHERE number = ? AND first_day <> '~')
    WHERE wide = 1 AND kind = 'incident' AND holds IS NOT NULL
        AND first_day BETWEEN date(first, '-60 days') AND first AND last_day >= last
"""

UNKNOWN_FIRST, UNKNOWN_LAST = "~", ""
"""What stands for unknown days: after every first day, and before every last one."""

_POLE = 85.0511
"""The latitude at which the map ends."""


class SqliteIncidents(SqliteOverview):
    """The part of the view that holds the incidents."""

    def put_incident(self, id: str, members: Sequence[int]) -> None:  # noqa: A002
        """Bring accounts together as one incident, to be refreshed."""
        with translated(self._where):
            number = self._db.execute(
                "INSERT INTO incident (id, fresh, kind, first_day, last_day) VALUES (?, 0, '', ?, ?)",
                (id, UNKNOWN_FIRST, UNKNOWN_LAST),
            ).lastrowid
            self._db.executemany(
                "INSERT INTO membership (account, incident) VALUES (?, ?)", [(member, number) for member in members]
            )

    def drop_incident(self, incident: int) -> None:
        """Take an incident apart."""
        self._unsettle(incident)
        self._do("DELETE FROM membership WHERE incident = ?", incident)
        self._do("DELETE FROM incident WHERE number = ?", incident)
        self._do("DELETE FROM incident_record WHERE incident = ?", incident)
        self._untag(incident)

    def to_refresh(self, limit: int) -> list[int]:
        """Incidents whose accounts have changed since their summary was computed."""
        rows = self._all("SELECT number FROM incident WHERE fresh = 0 ORDER BY number LIMIT ?", limit)
        return [number for (number,) in rows]

    def put_summary(self, incident: int, summary: Summary, tags: Collection[Tag], *, wide: bool = False) -> None:
        """Keep an incident's row and its tags."""
        self._unsettle(incident)
        self._do(_PUT, *_values(summary, wide=wide), None if wide else 0, incident)
        self._do("UPDATE incident SET review = ? WHERE number = ?", summary.review, incident)
        self._do(
            "INSERT INTO incident_record (incident, record) VALUES (?, ?)"
            " ON CONFLICT (incident) DO UPDATE SET record = excluded.record",
            incident,
            written(summary),
        )
        self._untag(incident)
        with translated(self._where):
            self._db.executemany(
                "INSERT OR IGNORE INTO tag (kind, value) VALUES (?, ?)", [(tag.kind, tag.value) for tag in sorted(tags)]
            )
            self._db.executemany(
                "INSERT INTO incident_tag (tag, incident) SELECT number, ? FROM tag WHERE kind = ? AND value = ?",
                [(incident, tag.kind, tag.value) for tag in sorted(tags)],
            )
        self._reseal(incident)
        self._unsettle(incident)

    def put_review(self, incident: int, review: ReviewState) -> None:
        """Keep how far people have come with an incident whose summary stands."""
        if self._all("SELECT 1 FROM incident WHERE number = ? AND fresh = 1 AND review IS NOT ?", incident, review):
            self._do("UPDATE incident SET review = ? WHERE number = ?", review, incident)
            self._reseal(incident)

    def unsettled(self, limit: int) -> list[int]:
        """Up to so many wide incidents of which it is not known whether they hold others."""
        rows = self._all("SELECT number FROM incident WHERE wide = 1 AND holds IS NULL LIMIT ?", limit)
        return [number for (number,) in rows]

    def settle(self, incident: int, *, holds: bool) -> None:
        """Keep whether an incident holds others. That is not sealed: it changes with the others."""
        self._do("UPDATE incident SET holds = ? WHERE number = ?", int(holds), incident)

    def summaries(self, question: Question) -> list[Summary]:
        """The incidents that meet the question, in its order."""
        conditions, given = conditions_of(question)
        behind, key, order = ordered(question)
        limit = -1 if question.limit is None else question.limit
        query = f"SELECT number FROM incident WHERE {conditions}{behind} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
        numbers = [number for (number,) in self._all(query, *given, *key, limit, question.offset)]
        found = {number: self._summary(*rest) for number, *rest in self._each(_SHOWN, numbers)}
        return [found[number] for number in numbers if number in found]

    def summaries_of(self, incidents: Collection[int]) -> list[Summary]:
        """The summaries of incidents, by their numbers."""
        return [self._summary(*rest) for _, *rest in self._each(_SHOWN, sorted(incidents))]

    def fresh_summaries(self, incidents: Collection[int]) -> dict[int, Summary]:
        """The summaries of those incidents that are up to date."""
        return {number: self._summary(*rest) for number, *rest in self._each(_FRESH, sorted(incidents))}

    def count(self) -> int:
        """How many incidents there are, aggregates too."""
        number: int = self._all("SELECT count(*) FROM incident")[0][0]
        return number

    def _unsettle(self, incident: int) -> None:
        """Forget of every wide incident whether it holds others, where this one may be one of them."""
        self._do(_UNSETTLED, incident)

    def _reseal(self, incident: int) -> None:
        self._do("UPDATE incident_record SET seal = ? WHERE incident = ?", self._seal(incident), incident)

    def _seal(self, incident: int) -> str:
        """The SHA-256 of an incident's row, of its accounts and of its tags."""
        row = self._all(_INCIDENT, incident)
        accounts = self._all(_MEMBERS, incident)
        tags = self._all(_TAGS, incident)
        return hashlib.sha256(msgspec.json.encode([row, accounts, tags])).hexdigest()

    def _untag(self, incident: int) -> None:
        self._do("DELETE FROM incident_tag WHERE incident = ?", incident)

    def _summary(self, record: str, review: ReviewState | None) -> Summary:
        try:
            return msgspec.structs.replace(_SUMMARY.decode(record), review=review)
        except (msgspec.DecodeError, TypeError) as error:
            raise self._damaged(f"an incident's summary cannot be read ({error})") from error


def _values(summary: Summary, *, wide: bool) -> tuple[Any, ...]:
    """The values of `_COLUMNS`."""
    shown = summary.incident
    when = shown.when
    classes = ("civilian", "security_forces", "militant", "unknown")
    killed, injured = (_found(shown.estimates, effect, "all") for effect in ("killed", "injured"))
    return (
        shown.kind,
        UNKNOWN_FIRST if when is None else when.start.isoformat(),
        UNKNOWN_LAST if when is None else when.end.isoformat(),
        None if when is None else (when.end - when.start).days + 1,
        *_figures(killed),
        *(_figures(_found(shown.estimates, "killed", name))[0] for name in classes),
        *_figures(injured),
        *_spot(next((where for where in shown.places if where.lat is not None), None)),
        int(wide),
    )


def _found(estimates: Sequence[Estimate], effect: str, victim_class: str) -> Estimate | None:
    asked = (effect, victim_class)
    return next((one for one in estimates if (one.effect, one.victim_class) == asked), None)


def _figures(estimate: Estimate | None) -> tuple[int | None, int | None, int | None, int]:
    """The best estimate (the low one where there is no best), low, high, and whether there is no best."""
    if estimate is None:
        return None, None, None, 0
    shown = estimate.low if estimate.best is None else estimate.best
    if shown is None:  # a high figure alone is no count of people
        return None, None, None, 0
    return shown, estimate.low, estimate.high, int(estimate.best is None)


def _spot(where: Where | None) -> tuple[float | int | str | None, ...]:
    if where is None or where.lat is None or where.lon is None:
        return (None,) * 7
    return where.lat, where.lon, *_on_map(where.lat, where.lon), where.precision, where.place, where.country


def _on_map(lat: float, lon: float) -> tuple[int, int]:
    """Where a point lies on the map (Web Mercator)."""
    sine = math.sin(math.radians(max(-_POLE, min(_POLE, lat))))
    across, down = lon / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    most = (1 << WHOLE) - 1
    return tuple(max(0, min(most, int(part * (1 << WHOLE)))) for part in (across, down))  # type: ignore[return-value]
