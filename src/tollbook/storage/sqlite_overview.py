"""Questions about all incidents of a view, as SQL over their narrow rows."""

# ruff: noqa: S608 - the statements are put together from words of ours; what is asked for is bound

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from tollbook.model import PlacePrecision
from tollbook.storage.question import Box, Mark, Question, Stretch, Sum, Totals
from tollbook.storage.sqlite_rows import SqliteRows

WHOLE = 24
"""The map is 2 to the power of this wide and high, in the units of `x` and `y`."""

_TAGGED = "number IN (SELECT incident FROM incident_tag WHERE tag IN (SELECT number FROM tag WHERE %s))"

_SCANNED = "incident NOT INDEXED"
"""All rows, one after the other: where many are counted, that is many times quicker than by an index."""


def _sums(effect: str) -> str:
    """How many have a figure and how many a high one, the sums, and how many have no best figure."""
    parts = ("count({})", "count({}_high)", "sum({}_low)", "sum({})", "sum({}_high)", "sum({}_open)")
    return ", ".join(part.format(effect) for part in parts)


_ALL_SUMS = f"count(*), count(span), count(x), {_sums('killed')}, {_sums('injured')}"
_ALL_LARGEST = ", ".join(f"max({effect}{end})" for effect in ("killed", "injured") for end in ("_low", "", "_high"))

_COARSENESS = ("exact", "settlement", "district", "province", "country")
_RANK = "CASE precision " + " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(_COARSENESS)) + " END"

_ORDERS = {
    "earliest": "first_day, id",
    "latest": "last_day DESC, id DESC",
    "killed": "coalesce(killed, -1) DESC, last_day DESC, id DESC",
}
_BEHIND = {
    "earliest": "(first_day, id) > (?, ?)",
    "latest": "(last_day, id) < (?, ?)",
    "killed": "(coalesce(killed, -1), last_day, id) < (?, ?, ?)",
}


class SqliteOverview(SqliteRows):
    """The part of the view that is asked about many incidents at once."""

    def totals(self, question: Question) -> Totals:
        """How many incidents meet the question, and their killed and injured."""
        conditions, given = conditions_of(question)
        rows = self._all(f"SELECT {_ALL_SUMS} FROM {_SCANNED} WHERE {conditions}", *given)[0]
        incidents, dated, placed, *figures = rows
        holding = 0
        if question.kind == "aggregate":
            largest = self._all(f"SELECT {_ALL_LARGEST} FROM {_SCANNED} WHERE {conditions}", *given)[0]
            return Totals(
                incidents=incidents,
                undated=incidents - dated,
                unplaced=incidents - placed,
                holding=0,
                killed=_largest(figures[:6], largest[:3]),
                injured=_largest(figures[6:], largest[3:]),
            )
        held = self._all(
            f"SELECT {_ALL_SUMS} FROM incident INDEXED BY incident_that_holds WHERE holds = 1 AND {conditions}", *given
        )[0]
        holding, _, _, *doubled = held
        return Totals(
            incidents=incidents,
            undated=incidents - dated,
            unplaced=incidents - placed,
            holding=holding,
            killed=_sum(_less(figures[:6], doubled[:6])),
            injured=_sum(_less(figures[6:], doubled[6:])),
        )

    def stretches(self, question: Question, by: Literal["day", "month"], longest: int) -> list[Stretch]:
        """The days or months (`by`) in which incidents began that meet the question and took so many days at most."""
        conditions, given = conditions_of(question)
        length = 10 if by == "day" else 7
        rows = self._all(
            f"SELECT substr(first_day, 1, {length}) AS day, count(*), {_added('killed', question.kind)}"
            f" FROM {_SCANNED} WHERE {conditions} AND span <= ? GROUP BY day ORDER BY day",
            *given,
            longest,
        )
        return [Stretch(when=day, incidents=incidents, killed=killed) for day, incidents, killed in rows]

    def first_and_last(self, question: Question) -> tuple[str, str] | None:
        """The first and the last day on which incidents began that meet the question; None where none is dated."""
        conditions, given = conditions_of(question)
        first, last = self._all(
            f"SELECT min(first_day), max(first_day) FROM {_SCANNED} WHERE {conditions} AND first_day <> '~'", *given
        )[0]
        return None if first is None else (first, last)

    def countries(self) -> list[str]:
        """The countries, by code in small letters, that some incident is in."""
        rows = self._all(
            "SELECT value FROM tag WHERE kind = 'country'"
            " AND EXISTS (SELECT 1 FROM incident_tag WHERE tag = tag.number) ORDER BY value"
        )
        return [value for (value,) in rows]

    def bounds(self, question: Question) -> Box | None:
        """What holds the centres of all places of the incidents that meet the question; None where none is placed."""
        conditions, given = conditions_of(question)
        west, south, east, north = self._all(
            f"SELECT min(lon), min(lat), max(lon), max(lat) FROM {_SCANNED} WHERE {conditions}",
            *given,
        )[0]
        return None if west is None else Box(west, south, east, north)

    def marks(self, question: Question, fineness: int, areas: Sequence[PlacePrecision], most: int) -> list[Mark]:
        """The incidents that meet the question as marks on a map that is cut into 2^fineness by 2^fineness cells: one
        mark a cell, and one for each place of the precisions `areas`; up to `most`, those of most incidents first.
        """
        conditions, given = conditions_of(question)
        cell = WHOLE - fineness
        own = f"precision IN ({','.join('?' * len(areas))})"
        figures = ("killed", "killed_high", "killed_low", "killed", "killed_high", "killed_open")
        counted = "iif(holds = 1, NULL, {})" if question.kind == "incident" else "{}"
        added = ("count", "count", *(("sum",) * 3 if question.kind == "incident" else ("max",) * 3), "sum")
        sums = ", ".join(f"{how}({counted.format(name)})" for how, name in zip(added, figures, strict=True))
        rows = self._all(
            f"SELECT avg(lat), avg(lon), count(*) AS many, max({_RANK}), max({own}),"
            " CASE WHEN count(place) = count(*) AND min(place) = max(place) THEN min(place) END,"
            " CASE WHEN min(country) = max(country) THEN min(country) END,"
            f" CASE WHEN count(*) = 1 THEN min(id) END, {sums},"
            f" CASE WHEN {own} THEN coalesce(place, lat || ' ' || lon) ELSE (x >> ?) << 24 | (y >> ?) END AS cell"
            f" FROM {_SCANNED} WHERE {conditions} AND x IS NOT NULL GROUP BY cell ORDER BY many DESC, cell LIMIT ?",
            *areas,
            *areas,
            cell,
            cell,
            *given,
            most,
        )
        return [_mark(row[:-1]) for row in rows]


def conditions_of(question: Question) -> tuple[str, list[object]]:
    """What a row of `incident` must meet, and the values that stand for the question marks in it."""
    conditions: list[str] = ["kind = ?"]
    given: list[object] = [question.kind]
    killed = "killed" if question.victim_class is None else f"killed_{question.victim_class}"
    for condition, value in (
        ("last_day >= ?", question.since),
        ("first_day <= ?", question.until),
        (f"{killed} >= ?", question.min_killed),
        ("review = ?", question.review),
    ):
        if value is not None:
            conditions.append(condition)
            given.append(value)
    for kind, value, part in (
        ("country", question.country, False),
        ("class", question.victim_class, False),
        ("effect", question.effect, False),
        ("grade", question.grade, False),
        ("actor", question.actor, True),
        ("speaker", question.speaker, True),
        ("outlet", question.outlet, True),
        ("place", question.place, True),
    ):
        if value is None:
            continue
        named = f"kind = '{kind}' AND " + ("instr(value, ?) > 0" if part else "value = ?")
        given.append(value)
        if kind == "actor":
            named += " OR kind = 'actor_id' AND value = ?"
            given.append(value)
        conditions.append(_TAGGED % named)
    if question.box is not None:
        west, south, east, north = question.box.west, question.box.south, question.box.east, question.box.north
        conditions.append("lat BETWEEN ? AND ?")
        conditions.append("lon BETWEEN ? AND ?" if west <= east else "(lon >= ? OR lon <= ?)")
        given += [south, north, west, east]
    return " AND ".join(conditions), given


def ordered(question: Question) -> tuple[str, list[object], str]:
    """Where the list of a question goes on, with its values, and how it is ordered."""
    after, order = question.after, _ORDERS[question.order]
    if after is None:
        return "", [], order
    key: list[object] = [after.day, after.id]
    if question.order == "killed":
        key.insert(0, -1 if after.killed is None else after.killed)
    return f" AND {_BEHIND[question.order]}", key, order


def _added(effect: str, kind: str) -> str:
    """The people of several incidents. Totals over campaigns and years overlap: of those the largest is told."""
    return f"max({effect})" if kind == "aggregate" else f"sum(iif(holds = 1, NULL, {effect}))"


def _less(whole: Sequence[Any], part: Sequence[Any]) -> list[Any]:
    return [None if all_ is None else all_ - (some or 0) for all_, some in zip(whole, part, strict=True)]


def _sum(row: Sequence[Any]) -> Sum:
    told, with_high, low, best, high, open_ = row
    if not told:
        return Sum(told=0, low=None, best=None, high=None, open=0)
    return Sum(told=told, low=low, best=best, high=high if with_high == told else None, open=open_)


def _largest(row: Sequence[Any], largest: Sequence[Any]) -> Sum:
    told, with_high, _, _, _, open_ = row
    low, best, high = largest
    return Sum(told=told, low=low, best=best, high=high if with_high == told else None, open=open_ or 0)


def _mark(row: Any) -> Mark:
    lat, lon, incidents, rank, own, place, country, id_, *figures = row
    return Mark(
        lat=lat,
        lon=lon,
        incidents=incidents,
        precision=_COARSENESS[rank],  # type: ignore[arg-type]
        own=bool(own),
        place=place,
        country=country,
        id=id_,
        killed=_sum(figures),
    )
