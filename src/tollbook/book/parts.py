"""What the catalogue takes in of an incident: who and what has a part in it, and which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tollbook.actors import by_id, fighters
from tollbook.book.record_of import first_figures
from tollbook.book.subjects import actor_named, actor_of, outlet_of, place_of, speaker_of
from tollbook.incidents.across import gist_of, may_hold
from tollbook.model import (
    Casualty,
    Claim,
    Joined,
    Laid,
    Part,
    PartRole,
    Parts,
    Printing,
    Report,
    Responsibility,
    Subject,
)
from tollbook.places import chain_of

_STANCES: dict[str, PartRole] = {"claimed": "claims", "reported": "reported", "blamed": "blamed", "denied": "denies"}
_PARTIES = frozenset({"government", "military", "police", "armed_group"})
_DESCENDED = frozenset({"copy", "trimmed", "version"})


def parts_of(joined: Joined, reports: Sequence[Report]) -> Parts:
    """What an incident, as these reports tell it, gives to the catalogue."""
    incident = joined.incident
    subjects: dict[tuple[str, str], Subject] = {}
    roles: dict[tuple[str, str], set[PartRole]] = defaultdict(set)
    for subject, role in (*_actors(joined), *_places(joined), *_outlets(reports)):
        key = (subject.kind, subject.id)
        subjects.setdefault(key, subject)
        roles[key].add(role)
    parts = [Part(subject=subjects[key], roles=tuple(sorted(found))) for key, found in roles.items()]
    return Parts(
        counts=incident.kind == "incident" and not may_hold(gist_of(incident)),
        parts=(*parts, *_speakers(joined)),
        printings=tuple(_printings(joined, reports)),
        first_figures=tuple(first_figures(joined, reports)),
    )


def _actors(joined: Joined) -> Iterator[tuple[Subject, PartRole]]:
    """Who did it, is said to have, or denies it; whose fighters are victims; and who of these speaks."""
    named = set()
    for one in joined.laid:
        subject = _accused(one)
        if subject is not None:
            named.add(subject.id)
            sponsor = one.relation == "sponsor" and one.stance != "denied"
            yield subject, "behind" if sponsor else _STANCES[one.stance]
    for claim in joined.claims:
        victims = _victims(claim)
        if victims is not None:
            yield victims, "victims"
        speaks = _speaking(claim, named)
        if speaks is not None:
            yield speaks, "speaks"


def _accused(one: Laid) -> Subject | None:
    if one.actor is None or one.stance not in _STANCES:
        return None
    known = None if one.actor_id is None else by_id(one.actor_id)
    return actor_named(one.actor) if known is None else actor_of(known)


def _victims(claim: Claim) -> Subject | None:
    """The force whose fighters a claim counts among the victims."""
    if not isinstance(claim, Casualty) or claim.victims.victim_class not in ("security_forces", "militant"):
        return None
    if claim.polarity != "asserted" or claim.cause != "violence" or claim.count.value == 0 or not claim.victims.text:
        return None
    found = fighters(claim.victims.text, None if claim.where is None else claim.where.country)
    return None if found is None else actor_of(found)


def _speaking(claim: Claim, named: set[str]) -> Subject | None:
    """The actor that is credited for a claim, where it is one that may be a party."""
    if claim.speaker is None:
        return None
    known = claim.speaker.actor
    if known is None:
        subject = actor_named(claim.speaker.name)
        return subject if subject is not None and subject.id in named else None
    return actor_of(known) if known.kind in _PARTIES or known.armed is not None else None


def _places(joined: Joined) -> Iterator[tuple[Subject, PartRole]]:
    """Where it happened, and what that lies in; its other places are touched."""
    main: set[str] = set()
    for number, where in enumerate(joined.incident.places):
        if where.place is None:
            continue
        chain = chain_of(where.place) or (where,)
        for holding in chain:
            subject = place_of(holding)
            here: PartRole = "at" if holding is chain[-1] else "below"
            if number == 0:
                main.add(subject.id)
                yield subject, here
            elif subject.id not in main:
                yield subject, "touches"


def _outlets(reports: Sequence[Report]) -> Iterator[tuple[Subject, PartRole]]:
    for report in reports:
        subject = outlet_of(report.outlet)
        if subject is not None:
            yield subject, "printed"


def _printings(joined: Joined, reports: Sequence[Report]) -> Iterator[Printing]:
    """Each report under its outlet, with the origin that it descends from as a whole and the agency that it credits."""
    descent = {}
    for origin in joined.origins.origins:
        first = origin.members[0].outlet
        for member in origin.members:
            if member.how in _DESCENDED:
                copied = member.how != "version" and named_alike(first, member.outlet) is False
                descent[member.report] = (origin.id, copied)
            elif member.how == "first":
                descent[member.report] = (origin.id, False)
    for report in reports:
        subject = outlet_of(report.outlet)
        if subject is None:
            continue
        origin_id, copied = descent.get(report.digest, (report.digest, False))
        chain = joined.origins.chains.get(report.digest, ())
        credited = next((credit.name for credit in chain if credit.role == "agency"), None)
        agency = report.agency or credited
        yield Printing(outlet=subject, report=report.digest, origin=origin_id, copied=copied, agency=agency)


def named_alike(one: str | None, other: str | None) -> bool:
    """Whether two outlets are one by their names."""
    first, second = outlet_of(one), outlet_of(other)
    return first is not None and second is not None and first.id == second.id


def _speakers(joined: Joined) -> Iterator[Part]:
    """Who is credited for claims: how many figures each gives, and how often each denied, raised or lowered one."""
    subjects: dict[str, Subject] = {}
    said: dict[str, Counter[str]] = {}
    spoken = {claim.id: speaker_of(claim.speaker) for claim in joined.claims}
    for claim in joined.claims:
        subject = spoken[claim.id]
        if subject is not None:
            subjects.setdefault(subject.id, subject)
            said.setdefault(subject.id, Counter())["denied"] += _denies(claim)
    stated = {one.id: spoken.get(one.id) for one in joined.statements}
    for one in joined.statements:
        subject = stated[one.id]
        if subject is not None:
            said[subject.id]["said"] += one.polarity == "asserted"
    for history in joined.histories:
        for revision in history.revisions:
            earlier, later = stated.get(revision.earlier), stated.get(revision.later)
            if earlier is not None and later is not None and earlier.id == later.id and revision.step:
                said[later.id]["raised" if revision.step > 0 else "lowered"] += 1
    for id_, counted in said.items():
        yield Part(
            subject=subjects[id_], roles=("says",), said=counted["said"], denied=counted["denied"],
            raised=counted["raised"], lowered=counted["lowered"],
        )  # fmt: skip


def _denies(claim: Claim) -> bool:
    return claim.polarity == "denied" or (isinstance(claim, Responsibility) and claim.stance == "denied")
