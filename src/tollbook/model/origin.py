"""Origins: which reports, and which parts of them, descend from one text."""

from __future__ import annotations

from typing import Literal

import msgspec

from tollbook.model.span import Span

Descent = Literal[
    "first",  # the member that the others are set beside: the agency's own, else the earliest
    "copy",  # the text of the first, as a whole or nearly
    "trimmed",  # much less of it, with little of the outlet's own
    "part",  # some paragraphs of it in a report that is otherwise the outlet's own
    "version",  # an earlier or a later state of one page
]
CreditRole = Literal[
    "outlet",  # who printed it
    "agency",  # whose dispatch it prints, or says that it draws on
    "official",  # whom that text quotes
]


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain by which a report came about: who, as what, and the words that say so (None where the
    report's own outlet is meant).
    """

    name: str
    role: CreditRole
    words: Span | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it belongs to an origin.

    `report` is its id. What lies in `spans` descends from the origin's text, what lies outside is the report's own;
    `paragraphs` are those that `spans` touch, counted from 0. `share` is the part of the report's words outside
    quotations that lies in `spans`, from 0 to 1. `chain` leads from the outlet to the agency to whom it quotes.
    `of` is, for a version, the report whose page it was before.
    """

    report: str
    outlet: str | None
    how: Descent
    share: float
    spans: tuple[Span, ...]
    paragraphs: tuple[int, ...]
    chain: tuple[Credit, ...]
    of: str | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that descend from one text, the first of them first: it counts once, however many print it.

    `id` is that of the member which comes first and of where in it the shared text begins, so that copies that come
    later leave it as it is.
    """

    id: str
    members: tuple[Member, ...]


class SharedQuotation(msgspec.Struct, frozen=True, kw_only=True):
    """Words of somebody that reports of different origins quote alike: one speaker, and no copying.

    `reports` are their ids, `words` the quotation as each prints it, `speaker` who is named beside it, None where no
    report names one.
    """

    reports: tuple[str, ...]
    words: tuple[Span, ...]
    speaker: str | None = None


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the descent of some reports: the origins that several share, the quotations that reports of
    different origins share, and each report's chain of credits, by its id.
    """

    origins: tuple[Origin, ...]
    quotations: tuple[SharedQuotation, ...]
    chains: dict[str, tuple[Credit, ...]]

    def at(self, report: str, position: int) -> str:
        """The id of the origin of the text at a character of a report: its own id where it shares it with none."""
        for origin in self.origins:
            for member in origin.members:
                if member.report == report and any(span.start <= position < span.end for span in member.spans):
                    return origin.id
        return report
