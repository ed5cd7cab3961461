"""What speaks for two incidents being one, and what against: in sentences, for a person who is to decide."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tollbook.book.waiting import killed_of
from tollbook.model import Attack, Incident, Joined, Where, kilometres

_NEAR, _FAR = 25.0, 100.0
"""Kilometres up to which two places are near, and from which they are far."""


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """Something that speaks `for` two incidents being one (True), against it (False), or neither way (None)."""

    favours: bool | None
    sentence: str


def signs(one: Joined, other: Joined) -> tuple[Sign, ...]:
    """Days, places, the dead, what was done and who printed it, set beside each other."""
    first, second = one.incident, other.incident
    return (*_days(first, second), *_places(first, second), *_dead(first, second), *_deeds(one, other))


def _days(one: Incident, other: Incident) -> Iterator[Sign]:
    if one.when is None or other.when is None:
        yield Sign(favours=None, sentence="The days of one of them are not known.")
        return
    apart = max(one.when.start, other.when.start) - min(one.when.end, other.when.end)
    if apart.days <= 0:
        same = (one.when.start, one.when.end) == (other.when.start, other.when.end)
        yield Sign(favours=True, sentence="They tell of the same day." if same else "Their days overlap.")
    else:
        yield Sign(favours=False, sentence=f"Their days lie {apart.days} {'day' if apart.days == 1 else 'days'} apart.")


def _places(one: Incident, other: Incident) -> Iterator[Sign]:
    mine, theirs = [[where for where in each.places if where.name] for each in (one, other)]
    if not mine or not theirs:
        yield Sign(favours=None, sentence="The place of one of them is not known.")
        return
    shared = [where.name for where in mine if where.place and where.place in {each.place for each in theirs}]
    if shared:
        yield Sign(favours=True, sentence=f"Both name {shared[0]}.")
        return
    apart = min((_apart(here, there) for here in mine for there in theirs), default=None)
    if apart is not None:
        favours = True if apart <= _NEAR else False if apart >= _FAR else None
        yield Sign(favours=favours, sentence=f"Their nearest places lie {apart:,.0f} km apart.")


def _apart(here: Where, there: Where) -> float:
    if here.lat is None or here.lon is None or there.lat is None or there.lon is None:
        return float("inf")
    return kilometres(here.lat, here.lon, there.lat, there.lon)


def _dead(one: Incident, other: Incident) -> Iterator[Sign]:
    mine, theirs = killed_of(one.estimates), killed_of(other.estimates)
    if mine is None or theirs is None:
        yield Sign(favours=None, sentence="How many were killed is known of one of them at most.")
    elif mine == theirs:
        yield Sign(favours=True, sentence=f"Both tell of {mine:,} killed.")
    else:
        favours = None if 2 * min(mine, theirs) >= max(mine, theirs) else False
        yield Sign(favours=favours, sentence=f"They tell of {mine:,} and of {theirs:,} killed.")


def _deeds(one: Joined, other: Joined) -> Iterator[Sign]:
    mine, theirs = [
        {claim.type for claim in each.claims if isinstance(claim, Attack) and claim.type != "other"}
        for each in (one, other)
    ]
    if mine & theirs:
        yield Sign(favours=True, sentence=f"Both are told as {sorted(mine & theirs)[0].replace('_', ' ')}.")
    elif mine and theirs:
        told = " and ".join(sorted(kinds)[0].replace("_", " ") for kinds in (mine, theirs))
        yield Sign(favours=False, sentence=f"They are told as {told}.")
    actors = [
        {str(laid.actor_id or laid.actor) for laid in each.laid if laid.actor and laid.stance != "denied"}
        for each in (one, other)
    ]
    if actors[0] and actors[1] and not actors[0] & actors[1]:
        yield Sign(favours=False, sentence="They are laid to different actors.")
