"""Stage 3 of 7: a Report in, Claims out."""

from __future__ import annotations

from tollbook.claims.calibration import settled
from tollbook.claims.reader import Reader

__all__ = ["Reader", "settled"]
