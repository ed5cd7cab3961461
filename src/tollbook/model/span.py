"""Words of a report, by their place in its text."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import msgspec

_Record = TypeVar("_Record")


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report: `report.text[start:end] == text`, in Unicode code points, `end` exclusive."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Quote `text[start:end]`."""
        return cls(text=text[start:end], start=start, end=end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


def quoting(record: _Record, text: str) -> _Record:
    """The record, with everything in it that has offsets quoting `text` at them: for what was read in a text that
    differs from `text` in its capitals alone.
    """
    changed: Any = record
    if isinstance(record, tuple | list):
        changed = type(record)(quoting(item, text) for item in record)
    elif isinstance(record, dict):
        changed = {key: quoting(item, text) for key, item in record.items()}
    elif isinstance(record, msgspec.Struct):
        slots = {name: quoting(getattr(record, name), text) for name in record.__struct_fields__}
        if slots.get("text") is not None and isinstance(slots.get("start"), int) and isinstance(slots.get("end"), int):
            slots["text"] = text[slots["start"] : slots["end"]]
        changed = msgspec.structs.replace(record, **slots)
    return cast("_Record", changed)
