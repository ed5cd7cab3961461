"""The words that stand over an incident."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Where
from tollbook.publish import phrases

_HEADING_PLACES = 4


def heading_place(places: Sequence[Where]) -> str:
    """The places in one line: those of the finest precision, then the wider one that holds them; "place unknown"
    where there is none. `places` run from the most to the least specific.
    """
    if not places:
        return "place unknown"
    finest = list(dict.fromkeys(phrases.place(where) for where in places if where.precision == places[0].precision))
    if len(finest) > _HEADING_PLACES:
        finest = [*finest[: _HEADING_PLACES - 1], f"{len(finest) - _HEADING_PLACES + 1} more places"]
    wider = phrases.place(places[-1])
    heading = phrases.listing(finest)
    known_wider = places[-1].precision is not None and places[-1].precision != places[0].precision
    return f"{heading}, {wider}" if known_wider and wider not in finest else heading
