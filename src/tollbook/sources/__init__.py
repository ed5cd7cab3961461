"""Stage 1 of 7: where reports come from. A path in, raw bytes with their name out."""

from __future__ import annotations

from tollbook.sources.files import EXTENSIONS, LIMIT, Document, documents

__all__ = ["EXTENSIONS", "LIMIT", "Document", "documents"]
