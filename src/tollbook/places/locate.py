"""The stage's two entries: places for claims, and places for any words of a report."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.model import Claim, Marks, Report, Responsibility, Span, Where
from tollbook.places.choose import Chooser
from tollbook.places.gazetteer import PRECISION, SETTLEMENT, Gazetteer, shipped
from tollbook.places.resolve import Found, Resolver
from tollbook.places.struck import struck_words, with_struck_places


def locate(report: Report, claims: Sequence[Claim], marks: Marks) -> tuple[Claim, ...]:
    """Fill `where` of every claim: the most specific place that the report gives for the claim's event; and `places`
    of every attack that spread over several.

    Its words stay where the gazetteer does not know them; it is None where the report gives no place. Raises
    ResourceError where the gazetteer is missing or damaged.
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
    return with_struck_places(report, located, struck, lambda span: _where(resolver.at(span), resolver))


def places_of(report: Report, spans: Sequence[Span]) -> tuple[Where | None, ...]:
    """The place that each of `spans` names, resolved together in the report's context; one answer a span.

    None where the words hold no name at all; a name that the gazetteer does not know keeps its words, the rest None.
    """
    resolver = Resolver(report, spans, shipped())
    return tuple(_where(resolver.at(span), resolver) for span in spans)


def all_places(report: Report, spans: Sequence[Span]) -> tuple[Where, ...]:
    """Every place that a report names, resolved together: those of `spans`, and the countries, peoples, regions and
    divisions that need no marking.
    """
    resolver = Resolver(report, spans, shipped())
    found = [_where(one, resolver) for one in resolver.found if one.mention.keys]
    return tuple(place for place in found if place is not None)


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


def _where(found: Found | None, resolver: Resolver) -> Where | None:
    if found is None:
        return None
    span, gazetteer = found.mention.span, resolver.gazetteer
    if found.place is None:
        return Where(text=span.text, start=span.start, end=span.end)
    return _at(span, found.place, found.mention.type == "site", gazetteer)


def _at(span: Span, place: int, site: bool, gazetteer: Gazetteer) -> Where:
    exact = site and gazetteer.kind[place] >= SETTLEMENT
    name = gazetteer.name(place)
    return Where(
        text=span.text,
        start=span.start,
        end=span.end,
        name=f"{span.text}, {name}" if exact and name not in span.text else name,
        country=gazetteer.code(place),
        lat=round(gazetteer.lat[place], 5),
        lon=round(gazetteer.lon[place], 5),
        precision="exact" if exact else PRECISION[gazetteer.kind[place]],
        place=gazetteer.id(place),
    )
