"""Stage 2 of 7: raw bytes in, Reports out."""

from __future__ import annotations

from tollbook.reading.capitals import in_small_letters
from tollbook.reading.reports import ParsedReport, read_reports, report_of_text
from tollbook.reading.silence import VERSION as SILENCE_VERSION

__all__ = ["SILENCE_VERSION", "ParsedReport", "in_small_letters", "read_reports", "report_of_text"]
