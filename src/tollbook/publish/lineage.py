"""Where the reports of an incident come from: those of one origin stand together, under a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tollbook.model import Joined, Report
from tollbook.publish.joining import HOW, when_words
from tollbook.publish.sheet import SourceLine


def letters_of(joined: Joined) -> dict[str, str]:
    """A letter for each origin that several of the reports share, in the order of their first mention."""
    here = {account.report for account in joined.accounts}
    shared = [one.id for one in joined.origins.origins if len(here & {member.report for member in one.members}) > 1]
    return {origin: _letter(number) for number, origin in enumerate(shared)}


def sources_of(
    joined: Joined, reports: Mapping[str, Report], names: Mapping[str, str], letters: Mapping[str, str]
) -> Iterator[SourceLine]:
    """The reports, those of one origin together where its first stands."""
    member = {
        each.report: (origin, each)
        for origin in joined.origins.origins
        if origin.id in letters
        for each in origin.members
    }
    claims = Counter(claim.id.partition(":")[0] for claim in joined.claims)
    digests = list(dict.fromkeys(account.report for account in joined.accounts))
    place = {digest: rank for rank, digest in enumerate(digests)}
    first = {
        origin: min(place[digest] for digest in digests if digest in member and member[digest][0].id == origin)
        for origin in letters
    }
    for digest in sorted(
        digests, key=lambda one: (first[member[one][0].id] if one in member else place[one], place[one])
    ):
        report = reports.get(digest)
        if report is None:
            continue
        origin, each = member.get(digest, (None, None))
        yield SourceLine(
            report=digest,
            outlet=report.outlet,
            agency=report.agency,
            published=report.published,
            published_at=report.published_at,
            when=when_words(report.published, report.published_at),
            title=report.title,
            url=report.url,
            name=names.get(digest, ""),
            origin=None if origin is None else letters[origin.id],
            how=None if origin is None or each is None else _how(each.how, origin.members[0].report, reports),
            share=None if each is None else each.share,
            claims=claims[digest[:12]],
        )


def _how(how: str, first: str, reports: Mapping[str, Report]) -> str:
    if how == "first":
        return "first"
    known = reports.get(first)
    whose = None if known is None else known.outlet or known.agency
    return f"{HOW.get(how, 'shares')} {whose or 'another report'}"


def _letter(number: int) -> str:
    tens, ones = divmod(number, 26)
    return (chr(64 + tens) if tens else "") + chr(65 + ones)
