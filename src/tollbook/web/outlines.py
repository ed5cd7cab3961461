"""Which places the basemap has an outline of (`basemap/build.py` writes the list beside it)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from tollbook.errors import ResourceError
from tollbook.model import Where

_LIST = Path(__file__).with_name("basemap") / "outlines.json"


class Outline(msgspec.Struct, frozen=True, array_like=True):
    """An outline on the map: its name there, and its frame (west, south, east, north; degrees)."""

    name: str
    frame: tuple[float, float, float, float]


def outline_of(where: Where) -> Outline | None:
    """The outline of a district, province or country; None for what is smaller, and where the map has none."""
    if where.precision in (None, "exact", "settlement"):
        return None
    frame = _frames().get(where.place or "")
    if where.precision == "country" and frame is None:
        return _named(where.country or "")
    return None if frame is None else Outline(where.place or "", frame)


def _named(code: str) -> Outline | None:
    frame = _frames().get(code)
    return None if frame is None else Outline(code, frame)


@cache
def _frames() -> dict[str, tuple[float, float, float, float]]:
    try:
        return msgspec.json.decode(_LIST.read_bytes(), type=dict[str, tuple[float, float, float, float]])
    except (OSError, msgspec.DecodeError) as error:
        raise ResourceError(f"{_LIST}: the list of outlines is missing or damaged ({error}). Install again.") from error
