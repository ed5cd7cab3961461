"""Where an incident stands among the others of a book: the umbrella that it lies in, and what lies in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from tollbook.incidents.across import gist_of, umbrellas
from tollbook.model import Incident, Summary
from tollbook.storage import Question

KINDS: tuple[Literal["incident", "aggregate"], ...] = ("incident", "aggregate")


class Standing(NamedTuple):
    """The umbrella of an incident, None where it lies in none, and the ids of its own components."""

    umbrella: Incident | None
    components: tuple[str, ...]


def standing_of(incident: Incident, summaries: Callable[[Question], Sequence[Summary]]) -> Standing:
    """An incident's umbrella and components, among those of its countries that share some day with it."""
    beside = _beside(incident, summaries)
    links = umbrellas([gist_of(one) for one in beside.values()])
    holding = next((beside[link.umbrella] for link in links if link.incident == incident.id), None)
    held = tuple(link.incident for link in links if link.umbrella == incident.id)
    return Standing(holding, held)


def _beside(incident: Incident, summaries: Callable[[Question], Sequence[Summary]]) -> dict[str, Incident]:
    """The incidents, by id, of the same countries with a day in common; the incident itself among them."""
    found = {incident.id: incident}
    if incident.when is None:
        return found
    since, until = incident.when.start.isoformat(), incident.when.end.isoformat()
    for country in sorted({place.country.casefold() for place in incident.places if place.country}):
        for kind in KINDS:
            for one in summaries(Question(kind=kind, since=since, until=until, country=country)):
                found.setdefault(one.incident.id, one.incident)
    return found
