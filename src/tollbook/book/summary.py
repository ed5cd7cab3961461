"""What lists show of an incident, and the names by which it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tollbook.model import Casualty, Claim, Joined, Report, Responsibility, ReviewState, Summary, Where
from tollbook.storage import Tag

HOUSE_PROFILE = "tollbook"
"""The profile whose estimates lists show, and whose figures `min_killed` asks about."""

LISTED = (HOUSE_PROFILE, "airwars", "ibc")
"""The profiles that a summary needs: the house's, and those that grade."""

_DESCENDED = frozenset({"copy", "trimmed", "version"})
"""How a report descends as a whole, so that it is no origin of its own."""


def summary_of(joined: Joined, reports: Sequence[Report], review: ReviewState | None = None) -> Summary:
    """The summary of an incident that these reports tell of; `review` is how far people have come with it."""
    estimates = (estimate for estimate in joined.incident.estimates if estimate.profile == HOUSE_PROFILE)
    slim = msgspec.structs.replace(
        joined.incident,
        claims=(),
        estimates=tuple(msgspec.structs.replace(estimate, steps=(), claims=()) for estimate in estimates),
        arithmetic=(),
        disagreements=(),
    )
    descended = {
        member.report for origin in joined.origins.origins for member in origin.members if member.how in _DESCENDED
    }
    return Summary(
        incident=slim,
        reports=len(reports),
        origins=len({report.digest for report in reports} - descended),
        outlets=tuple(sorted({report.outlet for report in reports if report.outlet})),
        grades={grade.profile: grade.grade for grade in joined.grades},
        review=review,
    )


def by_day(summary: Summary) -> tuple[str, str]:
    """Sorts incidents as lists do: by their first day, those of unknown days last, and by their ids."""
    when = summary.incident.when
    return ("~" if when is None else when.start.isoformat(), summary.incident.id)


def tags_of(joined: Joined, reports: Iterable[Report]) -> set[Tag]:
    """The names by which an incident is asked for."""
    tags = {Tag("outlet", report.outlet.casefold()) for report in reports if report.outlet}
    tags |= {Tag("grade", grade.grade) for grade in joined.grades}
    for where in joined.incident.places:
        tags |= set(_of_place(where))
    for claim in joined.claims:
        tags |= set(_of_claim(claim))
    return tags


def _of_place(where: Where) -> Iterator[Tag]:
    if where.country:
        yield Tag("country", where.country.casefold())
    yield Tag("place", where.text.casefold())
    if where.name:
        yield Tag("place", where.name.casefold())
    if where.place:
        from tollbook.places import divisions_of  # a stage, which opening a book does not load

        for name in divisions_of(where.place):
            yield Tag("place", name.casefold())


def _of_claim(claim: Claim) -> Iterator[Tag]:
    if claim.speaker is not None:
        yield Tag("speaker", claim.speaker.name.casefold())
        if claim.speaker.actor is not None:
            yield Tag("speaker", claim.speaker.actor.name.casefold())
    if isinstance(claim, Responsibility) and claim.actor is not None:
        yield Tag("actor", claim.actor.text.casefold())
        if claim.actor.actor is not None:
            yield Tag("actor", claim.actor.actor.name.casefold())
            yield Tag("actor_id", claim.actor.actor.id.casefold())
    if isinstance(claim, Casualty) and _has_victims(claim):
        yield Tag("class", claim.victims.victim_class)
        yield Tag("effect", claim.effect)


def _has_victims(claim: Casualty) -> bool:
    # "No civilian was hurt" gives no civilian victims.
    return claim.polarity == "asserted" and claim.cause == "violence" and claim.count.value != 0
