"""Which pairs of incidents wait for a person to say whether they are one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from tollbook.book.judgements import Judgements
from tollbook.book.records import RoadLike
from tollbook.book.waiting import candidate, published
from tollbook.errors import BookDamaged
from tollbook.storage import REMEDY, Store


class Proposing:
    """Keeps the pairs with the view, as far as nobody has judged them. `at` is a log entry."""

    def __init__(self, store: Store, judgements: Judgements, road: Callable[[], RoadLike]) -> None:
        self._store, self._view = store, store.view
        self._judgements, self._get_road = judgements, road

    def again(self, accounts: Collection[int], at: int) -> None:
        """Keep anew the pairs of the incidents of some accounts: people may have judged them."""
        for incident in sorted(set(self._view.incidents_of(accounts).values())):
            self.propose(incident, at)

    def propose(self, incident: int, at: int) -> None:
        """Keep with which others an incident may be one: of each the accounts that are likeliest so."""
        ids = {kept.number: kept.account.id for kept in self._view.accounts(self._view.members(incident))}
        best: dict[int, tuple[float, int, int]] = {}
        links = [link for link in self._view.links(ids, self._get_road().unsure) if link[1] not in ids]
        homes = self._view.incidents_of({other for _, other, _ in links})
        for one, other, odds in links:
            if other in homes:
                best[homes[other]] = max(best.get(homes[other], (0.0, 0, 0)), (odds, one, other))
        if not best:
            self._view.waiting.put_pairs(incident, [])
            return
        summaries = self._view.fresh_summaries({incident, *best})
        pairs = self._judgements.pairs(set(ids.values()), at)
        found = []
        for home, (odds, *ends) in sorted(best.items()):
            two = self._view.accounts(ends)
            pair = (min(kept.account.id for kept in two), max(kept.account.id for kept in two))
            if incident in summaries and home in summaries and pair not in pairs.apart | pairs.unsure:
                day = max(self._published(kept.account.report) for kept in two)
                found.append(candidate(summaries[incident], summaries[home], home, odds, day))
        self._view.waiting.put_pairs(incident, found)

    def _published(self, digest: str) -> str:
        kept = self._store.report(digest)
        if kept is None:
            raise BookDamaged(f"{self._store.where}: report {digest[:12]} is missing. {REMEDY}")
        return published(kept)
