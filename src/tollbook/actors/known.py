"""What the registry knows of one actor."""

from __future__ import annotations

import msgspec

from tollbook.actors import identity
from tollbook.actors.lexicon import lexicon
from tollbook.actors.lookup import KnownName, look_up
from tollbook.model import Actor


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with the names that it goes by, and where each is taken from; the ISO codes of the countries where it is
    active, the first and the last year in which it was (None where that is open or not known), the actors that it is a
    part of and broke away from, and the registered `kin` on its side. `by_role`: the words name no more than a role.
    """

    actor: Actor
    by_role: bool
    names: tuple[KnownName, ...]
    countries: tuple[str, ...]
    since: int | None
    until: int | None
    parent: Actor | None
    splinter_of: Actor | None
    kin: tuple[Actor, ...]


def known(id_: str) -> Known | None:
    """What the registry knows of the actor under an id; None where nobody stands under it. Raises ResourceError where
    the registry is missing or damaged.
    """
    lexicon_ = lexicon()
    actor = identity.from_id(lexicon_, id_)
    if actor is None:
        return None
    entry = lexicon_.by_id.get(actor.id)
    kin = [
        one.actor()
        for one in lexicon_.registry.actors
        if actor.side is not None and one.side == actor.side and one.id != actor.id
    ]
    return Known(
        actor=actor,
        by_role=entry is None,
        names=look_up(actor.id).names,
        countries=() if entry is None else entry.countries,
        since=None if entry is None else entry.since,
        until=None if entry is None else entry.until,
        parent=_of(None if entry is None else entry.parent),
        splinter_of=_of(None if entry is None else entry.splinter_of),
        kin=tuple(kin),
    )


def _of(id_: str | None) -> Actor | None:
    return None if id_ is None else identity.from_id(lexicon(), id_)
