"""An incident's ledger, toll and history as lines of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tollbook.book import Change, Sheet, TollPoint

STATEMENT_COLUMNS = (
    "incident", "number", "effect", "victim_class", "hedge", "value", "value_high", "bound", "words", "attributes",
    "standing", "remarks", "speaker", "agency", "outlets", "published", "published_at", "origin", "copies", "about",
    "claims",
)  # fmt: skip
TOLL_COLUMNS = ("incident", "profile", "published", "published_at", "effect", "victim_class", "low", "best", "high",
                "reports")  # fmt: skip
HISTORY_COLUMNS = (
    "incident", "profile", "entry", "at", "who", "because", "effect", "victim_class", "low_before", "best_before",
    "high_before", "low_after", "best_after", "high_after",
)  # fmt: skip
VICTIM_COLUMNS = ("incident", "name", "age", "words", "effect", "victim_class", "outlet", "claim")

_Row = Mapping[str, str | int | float | None]


def statement_lines(sheet: Sheet) -> Iterable[_Row]:
    """The ledger, one statement a line."""
    for row in sheet.rows:
        for cell in (cell for cells in row.cells for cell in cells):
            yield {
                "incident": sheet.id,
                "number": cell.number,
                "effect": cell.effect,
                "victim_class": cell.victim_class,
                "hedge": cell.hedge or None,
                "value": cell.value,
                "value_high": cell.value_high,
                "bound": cell.bound,
                "words": cell.words,
                "attributes": "; ".join(cell.attributes) or None,
                "standing": cell.standing,
                "remarks": "; ".join(_remark(one) for one in cell.remarks) or None,
                "speaker": row.speaker,
                "agency": row.agency,
                "outlets": "; ".join(row.outlets),
                "published": None if row.day is None else row.day.isoformat(),
                "published_at": None if row.moment is None else row.moment.isoformat(),
                "origin": row.origin,
                "copies": row.copies,
                "about": row.about or None,
                "claims": "; ".join(cell.claims),
            }


def _remark(one: Any) -> str:
    return one.text if one.to is None else f"{one.text} by {one.to}" if one.kind != "part" else f"part of {one.to}"


def toll_lines(sheet: Sheet, points: Sequence[TollPoint]) -> Iterable[_Row]:
    """The toll, one effect and class at one time a line."""
    for point in points:
        for one in point.estimates:
            yield {
                "incident": sheet.id,
                "profile": sheet.profile,
                "published": None if point.day is None else point.day.isoformat(),
                "published_at": None if point.moment is None else point.moment.isoformat(),
                "effect": one.effect,
                "victim_class": one.victim_class,
                "low": one.low,
                "best": one.best,
                "high": one.high,
                "reports": "; ".join(digest[:12] for digest in point.reports),
            }


def history_lines(incident: str, profile: str, changes: Sequence[Change]) -> Iterable[_Row]:
    """What changed the figures, one figure that changed a line."""
    for one in changes:
        for shift in one.shifts:
            line: dict[str, str | int | float | None] = {
                "incident": incident,
                "profile": profile,
                "entry": one.entry,
                "at": one.at,
                "who": one.who,
                "because": one.because,
                "effect": shift.effect,
                "victim_class": shift.victim_class,
            }
            for name, side in (("before", shift.before), ("after", shift.after)):
                for value in ("low", "best", "high"):
                    line[f"{value}_{name}"] = None if side is None else getattr(side, value)
            yield line
