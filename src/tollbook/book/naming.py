"""How a person names what a decision is about, and what a slot is to be."""

from __future__ import annotations

import re
from typing import Any, cast, get_args

import msgspec

from tollbook.errors import InputError
from tollbook.model import Actor, AmendedSlot, Claim, PlacePrecision, Report, Span, Where
from tollbook.review import plain_value, value_from

_CLAIM = re.compile(r"(?P<report>[0-9a-fA-F]{4,64}):(?P<claim>\S+)")
_POINT = re.compile(r"(-?\d+(?:\.\d+)?) *[, ] *(-?\d+(?:\.\d+)?)")
_CLEAR = 3
"""How many times likelier than any other the place must be that a name alone is taken for."""
ALIASES = {"class": "victim_class", "place": "where", "day": "when", "days": "when"}
"""Other names that a person gives to slots."""
_NOBODY = frozenset({"", "none", "-", "the report", "the report itself"})


class PlaceChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A place that somebody may pick: `value` is what `Book.amend` takes for it, `inside` the province it lies in."""

    value: str
    name: str
    inside: str | None
    country: str
    precision: PlacePrecision
    lat: float
    lon: float


def parted(name: str) -> tuple[str, str]:
    """The beginning of a report's digest and the claim's id in it, of a name like "3f2a9c41b0d2:c3"."""
    found = _CLAIM.fullmatch(name.strip())
    if found is None:
        raise InputError(f"{name!r} names no claim. Write it as `tollbook show` prints it, such as 3f2a9c41b0d2:c3.")
    return found["report"].lower(), found["claim"]


def value_for(slot: str, value: Any, claim: Claim) -> Any:
    """What a decision writes down for `value`, given in a person's words or as plain data, in a slot of `claim`.

    Places are looked up in the gazetteer, actors and speakers in the registry. Raises `InputError` where the words
    give no value, or more than one.
    """
    if slot == "where" and isinstance(value, str):
        return plain_value("where", _place(value.strip()))
    if slot == "speaker" and isinstance(value, str):
        nobody = value.strip().casefold() in _NOBODY
        return plain_value("speaker", None if nobody else _somebody(value.strip(), claim))
    if slot == "actor" and isinstance(value, str):
        return plain_value("actor", _somebody(value.strip(), claim))
    if isinstance(value, str) and slot in get_args(AmendedSlot):
        return value_from(cast("AmendedSlot", slot), value)
    return plain_value(slot, value)


def places_called(name: str) -> tuple[PlaceChoice, ...]:
    """The places that a name may mean, the likeliest first; nothing for a name that the gazetteer does not know."""
    from tollbook.places import tell_places

    words = " ".join(name.split())
    if not words:
        return ()
    said = Span.of(words, 0, len(words.partition(",")[0].rstrip()))
    told = next((one for one in tell_places(_only(words), [said]) if not one.where.start), None)
    return tuple(
        PlaceChoice(
            value=one.place, name=one.name, inside=one.inside, country=one.country, precision=one.precision,
            lat=one.lat, lon=one.lon,
        )
        for one in (() if told is None else told.candidates)
    )  # fmt: skip


def places_near(lat: float, lon: float) -> tuple[PlaceChoice, ...]:
    """What a point may stand for: itself, the settlement nearest to it, and what that lies in."""
    from tollbook.places import areas_at, place_at

    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError("Latitudes go from -90 to 90 and longitudes from -180 to 180.")
    point = place_at(lat, lon)
    found = [] if point is None else [_choice(point, f"{lat:.5f}, {lon:.5f}")]
    return tuple(found + [_choice(area, area.place or "") for area in areas_at(lat, lon)])


def _choice(where: Where, value: str) -> PlaceChoice:
    return PlaceChoice(
        value=value, name=where.name or "", inside=None, country=where.country or "", lat=where.lat or 0.0,
        lon=where.lon or 0.0, precision=where.precision or "exact",
    )  # fmt: skip


def _somebody(name: str, claim: Claim) -> dict[str, Any]:
    from tollbook.actors import look_up

    country = None if claim.where is None else claim.where.country
    found = look_up(name, country)
    if found.actor is None and country is not None:
        found = look_up(name)  # it may be known from elsewhere; where several are, none is taken
    if found.actor is None and ":" in name:
        raise InputError(f"Nobody stands in the registry under {name!r}. `tollbook actors` shows who goes by a name.")
    shared = {one.actor.id: one.actor for one in found.candidates}
    if found.actor is None and len(shared) > 1:
        listed = ", ".join(f"{actor.id} ({actor.name})" for actor in list(shared.values())[:5])
        raise InputError(f"Several actors go by {name!r}: {listed}. Give the id of the one that is meant.")
    actor: Actor | None = found.actor
    return {"name": name if actor is None or ":" not in name else actor.name, "actor": msgspec.to_builtins(actor)}


def _place(words: str) -> dict[str, Any] | None:
    from tollbook.places import place_at, place_by_id, tell_places

    if words.casefold() in ("unknown", "none", "-"):
        return None
    point = _POINT.fullmatch(words)
    if point is not None:
        found = place_at(float(point[1]), float(point[2]))
        if found is None:
            raise InputError(f"No settlement lies within 100 km of {words}. Name the country or province instead.")
        return _as_set(found)
    if ":" in words:
        found = place_by_id(words)
        if found is None:
            raise InputError(
                f"The gazetteer has no place {words!r}. `tollbook places` shows the ids of a name's places."
            )
        return _as_set(found)
    name = words.partition(",")[0].rstrip()
    told = next((one for one in tell_places(_only(words), [Span.of(words, 0, len(name))]) if not one.where.start), None)
    candidates = () if told is None else told.candidates
    if told is not None and told.where.name is not None and _is_clear([one.share for one in candidates]):
        return _as_set(told.where)
    listed = "; ".join(f"{one.place} ({one.name}, {one.inside or one.country})" for one in candidates)
    remedy = f"Give the id of the one that is meant: {listed}." if listed else "Give its coordinates: 29.80,66.85."
    raise InputError(f"The gazetteer cannot tell which place {words!r} is. {remedy}")


def _only(words: str) -> Report:
    return Report(id="", text=words, digest="")


def _is_clear(shares: list[float]) -> bool:
    """Whether the likeliest of several places stands out."""
    best = sorted(shares, reverse=True)[:2]
    return len(best) < 2 or best[0] >= _CLEAR * best[1]


def _as_set(where: Where) -> dict[str, Any]:
    return {name: getattr(where, name) for name in ("name", "country", "lat", "lon", "precision", "place")}
