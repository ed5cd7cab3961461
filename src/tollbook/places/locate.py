"""The stage's entries: places for claims, for any words of a report, and for all of its names with why."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from tollbook.model import Claim, Marks, PlaceCandidate, PlacePrecision, PlaceWords, Report, Responsibility, Span, Where
from tollbook.places.choose import Chooser
from tollbook.places.gazetteer import COUNTRY, DISTRICT, NOWHERE, PRECISION, SETTLEMENT, Gazetteer, shipped
from tollbook.places.points import Point, coordinates_in, midway, moved, part_named
from tollbook.places.resolve import Candidate, Found, Resolver
from tollbook.places.struck import struck_words, with_struck_places
from tollbook.places.weights import WEIGHTS

_PROVINCE_KM = 300.0
"""How far from a province's centre the town that it is named after may lie."""


def locate(report: Report, claims: Sequence[Claim], marks: Marks) -> tuple[Claim, ...]:
    """Fill `where` of every claim: the most specific place that the report gives for the claim's event; and `places`
    of every attack that spread over several.

    Its words stay where the gazetteer does not know them, with their country where the whole report is about one; it is
    None where the report gives no place. Raises ResourceError where the gazetteer is missing or damaged.
    """
    if not claims:
        return ()
    gazetteer = shipped()
    struck = struck_words(report, marks)
    listed = [name for _, names in struck for name in names]
    resolver = Resolver(report, [*marks.places, *marks.where.values(), *listed], gazetteer)
    chooser = Chooser(report, claims, marks, resolver)
    chosen = chooser.choose(claims)
    located = [msgspec.structs.replace(c, where=_where(f, resolver)) for c, f in zip(claims, chosen, strict=True)]
    located = [_at_the_event(claim, located) for claim in located]
    located = [_at_coordinates(claim, gazetteer) for claim in located]
    return with_struck_places(report, located, struck, lambda span: _where(resolver.at(span), resolver))


def places_of(report: Report, spans: Sequence[Span]) -> tuple[Where | None, ...]:
    """The place that each of `spans` names, resolved together in the report's context; one answer a span.

    None where the words hold no name at all; a name that the gazetteer does not know keeps its words, the rest None.
    """
    resolver = Resolver(report, spans, shipped())
    return tuple(_by_coordinates(span, resolver.gazetteer) or _where(resolver.at(span), resolver) for span in spans)


def tell_places(report: Report, spans: Sequence[Span]) -> tuple[PlaceWords, ...]:
    """Every place that a report names, resolved together, with its candidates: those of `spans`, and the countries,
    peoples, regions and divisions that need no marking.
    """
    resolver = Resolver(report, spans, shipped())
    return tuple(_told(found, resolver) for found in resolver.found if found.mention.keys)


def _at_the_event(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """A responsibility claim's place is that of the deed, not of who speaks: where its sentence gives no more than a
    country, or denies ("India denied it, saying that Islamabad ..."), it takes over the place of the casualty or attack
    told last before it.
    """
    if not isinstance(claim, Responsibility):
        return claim
    if claim.stance != "denied" and claim.where is not None and claim.where.precision != "country":
        return claim
    told = [other for other in claims if not isinstance(other, Responsibility) and other.where is not None]
    before = [other for other in told if other.evidence.start <= claim.evidence.start]
    nearest = before[-1:] or told[:1]
    return msgspec.structs.replace(claim, where=nearest[0].where) if nearest else claim


def _at_coordinates(claim: Claim, gazetteer: Gazetteer) -> Claim:
    """A claim whose sentence prints coordinates happened there, unless they lie in another country than its place."""
    printed = next(coordinates_in(claim.evidence.text), None)
    if printed is None or printed.point.precision != "exact":
        return claim
    at = claim.evidence.start + printed.start
    words = Span(
        text=claim.evidence.text[printed.start : printed.end], start=at, end=claim.evidence.start + printed.end
    )
    where, named = _by_coordinates(words, gazetteer), claim.where
    if where is None or (named is not None and named.country not in (None, where.country)):
        return claim
    return msgspec.structs.replace(claim, where=where)


def _by_coordinates(span: Span, gazetteer: Gazetteer) -> Where | None:
    """The point that words print as coordinates, named after the settlement nearest to it; None where they print none,
    or none near any settlement.
    """
    printed = next(coordinates_in(span.text), None)
    if printed is None or printed.start or printed.end < len(span.text.rstrip()):
        return None
    nearest = gazetteer.nearest(printed.point.lat, printed.point.lon)
    return None if nearest is None else _at_point(span, nearest, printed.point, "near", gazetteer)


def _told(found: Found, resolver: Resolver) -> PlaceWords:
    span, gazetteer = found.mention.span, resolver.gazetteer
    printed = _by_coordinates(span, gazetteer)
    where = printed or _where(found, resolver) or Where(text=span.text, start=span.start, end=span.end)
    candidates = resolver.candidates(found.mention)
    scores = [WEIGHTS["unknown"], *(candidate.score for candidate in candidates)]
    whole = sum(math.exp(score - max(scores)) for score in scores)
    shares = [math.exp(candidate.score - max(scores)) / whole for candidate in candidates]
    return PlaceWords(
        where=where,
        why=_why(found, printed is not None, bool(candidates)),
        candidates=tuple(_shown(c, share, gazetteer) for c, share in zip(candidates[:_SHOWN], shares, strict=False)),
    )


_SHOWN = 5


def _why(found: Found, printed: bool, known: bool) -> str:
    """By what a place was found, or why it was not."""
    if printed:
        return "the words print its coordinates"
    if found.place is None:
        return "none of the places of that name fits the report" if known else "the gazetteer has no such name"
    if found.holder:
        return "it is not in the gazetteer: the place that the words put it in"
    return "the name of a people: their country" if found.demonym else "most speaks for it"


def _shown(candidate: Candidate, share: float, gazetteer: Gazetteer) -> PlaceCandidate:
    place = candidate.place
    province = gazetteer.province[place]
    inside = None if province in (NOWHERE, place) else gazetteer.name(province)
    points = {name: round(WEIGHTS[name] * value, 2) for name, value in candidate.signs.items()}
    return PlaceCandidate(
        place=gazetteer.id(place),
        name=gazetteer.name(place),
        country=gazetteer.code(place),
        inside=inside,
        precision=PRECISION[gazetteer.kind[place]],
        lat=round(gazetteer.lat[place], 5),
        lon=round(gazetteer.lon[place], 5),
        share=round(share, 4),
        signs=tuple(sorted(((n, v) for n, v in points.items() if v), key=lambda sign: -abs(sign[1]))),
    )


def _where(found: Found | None, resolver: Resolver) -> Where | None:
    if found is None:
        return None
    mention, gazetteer = found.mention, resolver.gazetteer
    span, place = mention.span, found.place
    if place is None:
        return Where(text=span.text, start=span.start, end=span.end, country=resolver.only_country)
    part = _part_of_country(found, place, resolver)
    return part or _beside(found, place, gazetteer) or _at(span, place, mention.type == "site", gazetteer)


def _part_of_country(found: Found, place: int, resolver: Resolver) -> Where | None:
    """The middle of what lies in a direction in a country ("northeastern Nigeria"); None where no words say so."""
    gazetteer, span = resolver.gazetteer, found.mention.span
    if gazetteer.kind[place] != COUNTRY or found.demonym or found.holder:
        return None
    name = next((at for at in (span.text.rfind(" ") + 1, 0) if span.text[at:][:1].isupper()), 0)
    named = part_named(resolver.report.text[max(0, span.start - 24) : span.start + name])
    middle = None if named is None else gazetteer.part(place, named[1])
    if named is None or middle is None:
        return None
    return _where_at(span, place, f"{named[0]} {gazetteer.name(place)}", middle, "province", gazetteer)


def _beside(found: Found, place: int, gazetteer: Gazetteer) -> Where | None:
    """The point that words reckon from a place ("20 km north of", "the road between ... and ..."); None where they
    reckon none, or the place only holds the one that they name. They reckon from towns: from the one that a province is
    named after, too.
    """
    mention = found.mention
    if found.holder or gazetteer.kind[place] == COUNTRY or (mention.offset is None and not mention.far_end):
        return None
    if gazetteer.kind[place] < DISTRICT:
        towns = (gazetteer.namesake_near(key, place, _PROVINCE_KM) for key in mention.keys)
        place = next((town for town in towns if town is not None), place)
    if gazetteer.kind[place] < DISTRICT:
        return None
    lat, lon = gazetteer.lat[place], gazetteer.lon[place]
    if mention.offset is not None:
        return _at_point(mention.span, place, moved(lat, lon, mention.offset), mention.offset.words, gazetteer)
    far = gazetteer.namesake_near(mention.far_end, place)
    if far is None:
        return None
    middle = midway(lat, lon, gazetteer.lat[far], gazetteer.lon[far])
    return _at_point(mention.span, place, middle, f"between {gazetteer.name(far)} and", gazetteer)


def _at_point(span: Span, place: int, point: Point, words: str, gazetteer: Gazetteer) -> Where:
    """A point that is reckoned from a place, as precise as its words, and no preciser than the place."""
    precision = point.precision
    if gazetteer.kind[place] == DISTRICT and precision in ("exact", "settlement"):
        precision = "district"
    name = f"{words} {gazetteer.name(place)}"
    return _where_at(span, place, name, (point.lat, point.lon), precision, gazetteer)


def _at(span: Span, place: int, site: bool, gazetteer: Gazetteer) -> Where:
    exact = site and gazetteer.kind[place] >= SETTLEMENT
    name = gazetteer.name(place)
    shown = f"{span.text}, {name}" if exact and name not in span.text else name
    precision = "exact" if exact else PRECISION[gazetteer.kind[place]]
    return _where_at(span, place, shown, (gazetteer.lat[place], gazetteer.lon[place]), precision, gazetteer)


def _where_at(
    span: Span, place: int, name: str, at: tuple[float, float], precision: PlacePrecision, gazetteer: Gazetteer
) -> Where:
    return Where(
        text=span.text,
        start=span.start,
        end=span.end,
        name=name,
        country=gazetteer.code(place),
        lat=round(at[0], 5),
        lon=round(at[1], 5),
        precision=precision,
        place=gazetteer.id(place),
    )
