"""Which reports descend from one text: Reports in, `Origins` out."""

from __future__ import annotations

from tollbook.reading.origins.credits import chain_of
from tollbook.reading.origins.index import OriginIndex, origins_of

__all__ = ["OriginIndex", "chain_of", "origins_of"]
