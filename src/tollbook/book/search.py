"""Full text over claims and reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.book.records import Hit
from tollbook.book.view import View
from tollbook.book.words import excerpt, in_days
from tollbook.model import claim_ref
from tollbook.storage import Store, WordsAsked, phrases

if TYPE_CHECKING:
    from tollbook.book.past import Past


class Search:
    """One search in a book, whose view is up to date; or in the book as it was in the `past`."""

    def __init__(self, store: Store, view: View, past: Past | None) -> None:
        self._store = store
        self._view = view
        self._past = past
        self._at = None if past is None else past.at

    def find(self, asked: WordsAsked, since: dt.date | None, until: dt.date | None, limit: int) -> list[Hit]:
        """The claims that hold what is asked for, and the reports that hold the words, up to so many."""
        hits = self._claims(asked, since, until, limit)
        of_claims = asked.place or asked.actor or asked.speaker or asked.facets
        if len(hits) < limit and not of_claims:
            found = {hit.report.digest for hit in hits}
            hits += list(self._reports(asked, found, limit))
        return hits[:limit]

    def _claims(self, asked: WordsAsked, since: dt.date | None, until: dt.date | None, limit: int) -> list[Hit]:
        """Facets tell months and not days, and words outlive their reading: so many are asked for that enough fit."""
        wanted = limit
        while True:
            found = self._store.view.find_claims(asked, wanted)
            hits = [hit for place in found if (hit := self._hit(asked, *place, since, until)) is not None]
            if len(hits) >= limit or len(found) < wanted:
                return hits[:limit]
            wanted *= 4

    def _hit(
        self, asked: WordsAsked, reading: int, position: int, since: dt.date | None, until: dt.date | None
    ) -> Hit | None:
        found = self._view.claim_at(reading, position, self._at)
        if found is None or not in_days(found.claim.when, since, until):
            return None
        return Hit(
            report=found.kept.report,
            name=found.kept.name,
            excerpt=excerpt(found.claim.evidence.text, phrases(asked.words)),
            claim=claim_ref(found.kept.report.digest, found.claim.id),
            incidents=(self._incident(found.account),),
        )

    def _reports(self, asked: WordsAsked, found: set[str], limit: int) -> Iterator[Hit]:
        for kept, shown in self._store.search(asked.words, limit + len(found), asked.outlet, self._at):
            if kept.report.digest not in found:
                accounts = self._store.view.in_force(kept.report.digest, self._at)
                incidents = dict.fromkeys(self._incident(account.number) for account in accounts)
                yield Hit(report=kept.report, name=kept.name, excerpt=shown, claim=None, incidents=tuple(incidents))

    def _incident(self, account: int) -> str:
        """The id of the incident that an account belongs to."""
        if self._past is not None:
            return self._past.id_of(self._past.group(account))
        return self._view.incident_of(account)
