"""Words of a report, by their place in its text."""

from __future__ import annotations

import msgspec


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
