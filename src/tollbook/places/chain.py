"""What a place of the gazetteer lies in."""

from __future__ import annotations

from functools import lru_cache

from tollbook.model import Where
from tollbook.places.gazetteer import NOWHERE, shipped
from tollbook.places.named import index_of, where_of


@lru_cache(maxsize=65536)
def chain_of(id_: str) -> tuple[Where, ...]:
    """The country, the province and the district that the place of the gazetteer's id lies in, as far as they are
    known, and the place itself last; nothing for an id that the gazetteer does not have.
    """
    place = index_of(id_)
    if place is None:
        return ()
    gazetteer = shipped()
    divisions = [gazetteer.country[place], gazetteer.province[place], gazetteer.district[place]]
    holding = dict.fromkeys(one for one in divisions if one not in (NOWHERE, place))
    return tuple(where_of(gazetteer, one) for one in (*holding, place))
