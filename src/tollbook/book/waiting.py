"""What waits for a person's judgement, and in which order: doubt x deaths x recency.

The product is the number of dead about whom the book may be wrong, halved for each `HALF_LIFE` days that have passed
since it was published. docs/workbench.md tells the formula. Its logarithm is the day's number plus what does not
change, so that the order need not be computed anew as time passes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tollbook.model import (
    Account,
    Casualty,
    Claim,
    Contradiction,
    Effect,
    Equation,
    Estimate,
    Joined,
    Left,
    ReviewKind,
    Statement,
    Summary,
    When,
    Where,
    claim_ref,
)
from tollbook.storage import KeptAccount, KeptReport, NewWaiting

HALF_LIFE = 90
"""Days after which something weighs half."""
BESIDE_KILLED = 0.25
"""What one person weighs who was not killed."""
LEAST_DOUBT = 0.01
"""What is doubted of a claim of which the reader is quite sure."""
WORDS_FOR_NUMBERS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000}
"""How many people words weigh that name no number: the least that they can mean."""
HOUSE = "tollbook"


def claims_waiting(
    kept: KeptReport, left: Left, accounts: Sequence[KeptAccount]
) -> tuple[list[NewWaiting], dict[str, set[str]]]:
    """The claims of a report, open where nobody has judged them, and what people judged of the others, by name."""
    digest = kept.report.digest
    judged = _judged(left)
    account_of = {claim: one for one in accounts for claim in one.account.claims}
    dead = {one.number: _killed(left.claims, one.account) for one in accounts}
    day = published(kept)
    items = []
    for claim in (*left.claims, *(claim for claim, _ in left.rejected)):
        account = account_of.get(claim.id)
        item = _claim(digest, claim, day, account, dead.get(account.number) if account else None)
        items.append(msgspec.structs.replace(item, open=claim.id not in judged))
    return items, {claim_ref(digest, name): what for name, what in judged.items()}


def incident_waiting(joined: Joined, reports: Iterable[KeptReport]) -> list[NewWaiting]:
    """What waits of one incident: equations, contradictions, and where and when it was."""
    incident = joined.incident
    if not joined.claims:
        return []
    about = _About(joined, max(published(kept) for kept in reports))
    found = [about.equation(one) for one in joined.equations if not one.closes]
    found += [about.contradiction(one) for one in joined.contradictions]
    told = tuple(claim.id for claim in joined.claims if claim.polarity == "asserted")
    if incident.kind == "incident" and told:
        if not any(where.name for where in incident.places):
            found.append(about.item("unplaced", "", 1.0, told, "No report tells where this was."))
        if incident.when is None:
            found.append(about.item("undated", "", 1.0, told, "No report tells when this was."))
    return list({item.key: item for item in found}.values())


def candidate(one: Summary, other: Summary, number: int, probability: float, day: str) -> NewWaiting:
    """Two incidents that may be one: it is most doubtful where that is as likely as not, and of those that are counted
    twice if they are one there are as many as the smaller one has. `number` is the other's in the view.
    """
    first, second = sorted((one, other), key=lambda each: each.incident.id)
    doubt = max(LEAST_DOUBT, 1 - abs(2 * probability - 1))
    people = [killed_of(each.incident.estimates) for each in (one, other)]
    known = [value for value in people if value is not None]
    whens = [each.incident.when for each in (one, other) if each.incident.when is not None]
    return _item(
        kind="candidates",
        key=f"candidates:{first.incident.id}:{second.incident.id}",
        doubt=doubt,
        people=min(known) if len(known) == 2 else None,
        effect="killed",
        day=day,
        days=_span(whens),
        country=_country((*first.incident.places, *second.incident.places)),
        claims=(),
        other=number,
    )


def killed_of(estimates: Sequence[Estimate]) -> int | None:
    """How many were killed by the house's profile: its best figure, the low one where there is none."""
    for estimate in estimates:
        if (estimate.profile, estimate.effect, estimate.victim_class) == (HOUSE, "killed", "all"):
            return estimate.low if estimate.best is None else estimate.best
    return None


def doubt_of(claim: Claim) -> float:
    """How far the reader doubts a claim: that it is there at all, or its most doubtful slot."""
    return min(1.0, max(LEAST_DOUBT, 1 - claim.confidence * min(claim.confidences.values(), default=1.0)))


def published(kept: KeptReport) -> str:
    """The day on which a report was published; where that is not known, on which the book took it in."""
    return (kept.report.published or kept.recorded.date()).isoformat()


def _claim(digest: str, claim: Claim, day: str, account: KeptAccount | None, dead: int | None) -> NewWaiting:
    people, effect = dead, "killed"
    if isinstance(claim, Casualty):
        people, effect = _people(claim), claim.effect
    name = claim_ref(digest, claim.id)
    return _item(
        kind="claims",
        key=f"claims:{name}",
        doubt=doubt_of(claim),
        people=people,
        effect=effect,
        day=day,
        days=_span([claim.when] if claim.when else []),
        country=claim.where.country if claim.where else None,
        claims=(name,),
        account=None if account is None else account.number,
    )


class _About:
    """What the items of one incident have in common."""

    def __init__(self, joined: Joined, day: str) -> None:
        self._incident, self._day = joined.incident, day
        self._statements: dict[str, Statement] = {one.id: one for one in joined.statements}

    def equation(self, one: Equation) -> NewWaiting:
        """Parts that do not make their whole: as many are in doubt as are missing or too many."""
        whole = max(one.whole_low, one.sum_low, abs(one.gap))
        sign = f"{one.kind} {one.effect} {one.whole} {' '.join(sorted(one.terms))}"
        doubt = min(1.0, abs(one.gap) / max(1, whole))
        return self.item("equations", sign, doubt, one.claims, one.sentence, whole, one.effect)

    def contradiction(self, one: Contradiction) -> NewWaiting:
        """Words that cannot all hold: as many are in doubt as lie between them; of who did it, half of all."""
        claims = tuple(dict.fromkeys(claim for side in one.sides for claim in side.claims))
        figures = [
            value
            for statement in self._statements.values()
            if any(claim in claims for claim in (a.claim for a in statement.attested))
            and (value := statement.count.value) is not None
        ]
        sign = f"{one.effect} {one.victim_class} {' '.join(sorted(claims))}"
        if one.effect is None or len(figures) < 2 or not max(figures):
            return self.item("contradictions", sign, 0.5, claims, one.sentence)
        doubt = (max(figures) - min(figures)) / max(figures)
        return self.item("contradictions", sign, doubt, claims, one.sentence, max(figures), one.effect)

    def item(
        self, kind: ReviewKind, sign: str, doubt: float, claims: tuple[str, ...], sentence: str,
        people: int | None = None, effect: Effect | None = None,
    ) -> NewWaiting:  # fmt: skip
        """An item on the whole incident, unless told otherwise; `sign` tells it from others of its kind."""
        incident = self._incident
        told = f":{hashlib.sha256(sign.encode()).hexdigest()[:8]}" if sign else ""
        return _item(
            kind=kind,
            key=f"{kind}:{incident.id}{told}",
            doubt=max(LEAST_DOUBT, doubt),
            people=killed_of(incident.estimates) if people is None else people,
            effect=effect or "killed",
            day=self._day,
            days=_span([incident.when] if incident.when else []),
            country=_country(incident.places),
            claims=claims,
            sentence=sentence,
        )


def _item(
    *, kind: ReviewKind, key: str, doubt: float, people: int | None, effect: str, day: str,
    days: tuple[str, str] | None, country: str | None, claims: tuple[str, ...], sentence: str | None = None,
    account: int | None = None, other: int | None = None,
) -> NewWaiting:  # fmt: skip
    stake = max(1.0, float(people or 0) * (1.0 if effect == "killed" else BESIDE_KILLED))
    return NewWaiting(
        kind=kind, key=key, weight=math.log2(doubt * stake) + dt.date.fromisoformat(day).toordinal() / HALF_LIFE,
        doubt=doubt, people=people, stake=stake, effect=effect, day=day, first_day=days[0] if days else None,
        last_day=days[1] if days else None, country=country, claims=claims, sentence=sentence, account=account,
        other=other,
    )  # fmt: skip


def _judged(left: Left) -> dict[str, set[str]]:
    """What people judged of which claim."""
    judged: dict[str, set[str]] = {}
    told: list[tuple[str, Mapping[str, int]]] = [("accepted", left.accepted), ("moved", left.moved)]
    told.append(("rejected", {claim.id: number for claim, number in left.rejected}))
    told.append(("made", {claim.id: number for claim, number in left.made}))
    for what, claims in told:
        for claim in claims:
            judged.setdefault(claim, set()).add(what)
    for one in left.corrections:
        judged.setdefault(one.claim, set()).add(one.slot)
    return judged


def _people(claim: Casualty) -> int | None:
    count = claim.count
    if count.value is None:
        words = count.text.casefold()
        return max((number for word, number in WORDS_FOR_NUMBERS.items() if word in words), default=None)
    return count.value if count.value_high is None else count.value_high


def _killed(claims: Iterable[Claim], account: Account) -> int | None:
    """The most that one report tells of an incident's dead."""
    found = [people for claim in _casualties(claims, account) if (people := _people(claim)) is not None]
    return max(found, default=None)


def _casualties(claims: Iterable[Claim], account: Account) -> Iterator[Casualty]:
    own = set(account.claims)
    for claim in claims:
        if isinstance(claim, Casualty) and claim.id in own and claim.effect == "killed":
            yield claim


def _span(whens: Sequence[When]) -> tuple[str, str] | None:
    if not whens:
        return None
    return min(when.start for when in whens).isoformat(), max(when.end for when in whens).isoformat()


def _country(places: Iterable[Where]) -> str | None:
    return next((where.country for where in places if where.country), None)
