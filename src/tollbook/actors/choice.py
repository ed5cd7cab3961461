"""Which of the actors that share a name is meant, and why: by country, then by the years in which they were active."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from tollbook.actors.lexicon import Entry, Name


class Told(NamedTuple):
    """What is told beside a name: the countries that are `mentioned`, the `country` that is spoken of, and the `year`.

    `asked`: somebody asks for the name itself. Then it needs no company, and `country` must fit where it is given.
    """

    mentioned: Collection[str] = ()
    country: str | None = None
    year: int | None = None
    asked: bool = False


class Weighed(NamedTuple):
    """An actor that goes by the name; `why_not` says why it is passed over, and is empty where it may be meant."""

    name: Name
    entry: Entry
    why_not: str = ""


def choose(names: Sequence[Name], actors: Sequence[Entry], told: Told) -> Entry | None:
    """The one actor that is meant; None where what is told leaves several, or none."""
    if len(names) == 1:
        entry = actors[names[0].entry]
        return None if _barred(names[0], entry, told) else entry
    left = [one for one in weigh(names, actors, told) if not one.why_not]
    return left[0].entry if len(left) == 1 else None


def weigh(names: Sequence[Name], actors: Sequence[Entry], told: Told) -> list[Weighed]:
    """Every actor that goes by the name, each with the reason for which it is passed over.

    A name that needs its country is out where none of the actor's countries is mentioned. While several are left, those
    give way for whom no country that is mentioned speaks, then not the one that is spoken of, then not the year.
    """
    weighed = [Weighed(name, actors[name.entry], _barred(name, actors[name.entry], told)) for name in names]
    if not told.asked:
        weighed = _narrowed(weighed, lambda one: _at_home(one, told), "none of its countries is mentioned")
        if told.country is not None:
            why_not = f"the report speaks of {told.country}"
            weighed = _narrowed(weighed, lambda one: told.country in one.countries, why_not, must=True)
    if told.year is not None:
        year = told.year
        weighed = _narrowed(weighed, lambda one: one.active(year), f"not known to be active in {year}")
    return weighed


def _barred(name: Name, entry: Entry, told: Told) -> str:
    """Why an actor cannot be meant at all, whoever else goes by the name."""
    if told.asked:
        elsewhere = told.country is not None and entry.countries and told.country not in entry.countries
        return f"not active in {told.country}" if elsewhere else ""
    if name.local and not _at_home(entry, told):
        return "so common a name needs one of its countries to be mentioned"
    return ""


def _at_home(entry: Entry, told: Told) -> bool:
    return any(country in told.mentioned for country in entry.countries)


def _narrowed(
    weighed: list[Weighed], keep: Callable[[Entry], bool], why_not: str, *, must: bool = False
) -> list[Weighed]:
    """While several are left: only those to `keep`, the others passed over; where it keeps none, all stay, unless one
    `must` be kept.
    """
    left = [one for one in weighed if not one.why_not]
    if len(left) < 2:
        return weighed
    kept = {one.entry.id for one in left if keep(one.entry)}
    if not kept and not must:
        return weighed
    return [one if one.why_not or one.entry.id in kept else one._replace(why_not=why_not) for one in weighed]
