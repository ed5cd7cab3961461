"""Reports of one incident in the making, for the tests of what they say together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tests.incidents.stories import Story
from tollbook.incidents.across import join
from tollbook.model import (
    Account,
    Bound,
    Casualty,
    Credit,
    Effect,
    Estimate,
    Joined,
    Member,
    Origin,
    Origins,
    Report,
    Span,
    Told,
    VictimClass,
    account_id,
    digest_of,
)

ALL = ("tollbook", "ucdp", "acled", "airwars", "ibc")
NOTHING_SHARED = Origins(origins=(), quotations=(), chains={})


def told(story: Story, outlet: str, published: str, *, agency: str | None = None, kind: str = "incident") -> Told:
    """The story as `outlet` published it: on a day ("2031-03-04"), or at a moment ("2031-03-04T09:00+00:00")."""
    moment = dt.datetime.fromisoformat(published) if "T" in published else None
    day = moment.date() if moment else dt.date.fromisoformat(published)
    digest = digest_of(f"{outlet} {published}\n{story.text}".encode())
    report = Report(
        id=f"{outlet} {published}", text=story.text, digest=digest, outlet=outlet, agency=agency, published=day,
        published_at=moment,
    )  # fmt: skip
    account = Account(
        id=account_id(digest, "it"), report=digest, key="it", kind="aggregate" if kind == "aggregate" else "incident",
        published=day, when=story.when, places=(story.where,) if story.where else (), attack_types=(),
        claims=tuple(claim.id for claim in story.claims),
    )  # fmt: skip
    return Told(account=account, report=report, claims=tuple(story.claims))


def dispatch(*copies: Told, agency: str | None = None) -> Origins:
    """Origins in which the given reports are copies of the first, from end to end."""
    members = []
    for order, one in enumerate(copies):
        outlet = Credit(name=one.report.outlet or "", role="outlet")
        chain = (outlet, Credit(name=agency, role="agency")) if agency else (outlet,)
        members.append(
            Member(
                report=one.report.digest, outlet=one.report.outlet, how="first" if order == 0 else "copy", share=1.0,
                spans=(Span.of(one.report.text, 0, len(one.report.text)),), paragraphs=(0,), chain=chain,
            )
        )  # fmt: skip
    chains = {member.report: member.chain for member in members}
    return Origins(
        origins=(Origin(id=f"{copies[0].report.digest}:0", members=tuple(members)),), quotations=(), chains=chains
    )


def toll(
    words: str,
    count: str,
    value: int | None,
    *,
    victims: str | None = "people",
    victim_class: VictimClass = "unknown",
    bound: Bound = "exact",
    effect: Effect = "killed",
    by: tuple[str, str] | None = None,
    side: str | None = None,
) -> Story:
    """A report of one sentence and one figure; `by` is its speaker and the kind of actor that it is."""
    story = Story()
    story.sentence(words, by=by[0] if by else None, kind=by[1] if by else None, side=side)  # type: ignore[arg-type]
    return story.casualty("c1", count, victims, victim_class, value=value, bound=bound, effect=effect)


def joined(*accounts: Told, origins: Origins = NOTHING_SHARED, profiles: Sequence[str] = ALL) -> Joined:
    """What the accounts say together."""
    return join(accounts, origins, profiles)


def estimate(found: Joined, victim_class: str = "all", effect: str = "killed", profile: str = "tollbook") -> Estimate:
    """One estimate."""
    (one,) = [
        each
        for each in found.incident.estimates
        if (each.effect, each.victim_class, each.profile) == (effect, victim_class, profile)
    ]
    return one


def values(
    found: Joined, victim_class: str = "all", effect: str = "killed", profile: str = "tollbook"
) -> list[int | None]:
    """Low, best and high of one estimate."""
    one = estimate(found, victim_class, effect, profile)
    return [one.low, one.best, one.high]


def sentences(one: Estimate) -> str:
    """The steps of an estimate."""
    return " ".join(step.sentence for step in one.steps)


def revisions(found: Joined) -> list[tuple[str, int | None]]:
    """Every revision: its kind, and by how many."""
    return [(each.kind, each.step) for history in found.histories for each in history.revisions]


def figures(found: Joined) -> set[int | None]:
    """The numbers of all casualty claims."""
    return {claim.count.value for claim in found.claims if isinstance(claim, Casualty)}
