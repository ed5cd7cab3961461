"""How a command was told to read reports."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Manner(NamedTuple):
    """What the options of a command say: over what a report says of itself, and how it is to be read."""

    published: dt.date | None
    outlet: str | None
    min_confidence: float = 0.0
    gate: bool = False
