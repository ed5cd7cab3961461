"""The registry asked from outside: who goes by a name, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.actors import identity
from tollbook.actors.choice import Told, Weighed, choose, weigh
from tollbook.actors.context import Context
from tollbook.actors.lexicon import CountryMatch, Entry, Lexicon, Match, NameMatch, lexicon
from tollbook.actors.phrase import resolve
from tollbook.actors.words import Token
from tollbook.model import Actor, Report

NEAR = 75
"""Names at least so alike, of 100, are offered where nobody goes by the one that was asked for."""
MOST_NEAR = 5


class KnownName(msgspec.Struct, frozen=True, kw_only=True):
    """A name of an actor as it is `written`, and the `source` that it is taken from."""

    written: str
    source: str


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that goes by the words asked for, by which `name`, and why it is passed over (None where it is not).

    `countries` are ISO codes; `since` and `until` years of activity, None where open or not known; `parent` and
    `splinter_of` ids.
    """

    actor: Actor
    name: KnownName
    countries: tuple[str, ...]
    since: int | None
    until: int | None
    parent: str | None
    splinter_of: str | None
    passed_over: str | None


class LookUp(msgspec.Struct, frozen=True, kw_only=True):
    """What the registry answers: the `actor` (None where it knows nobody, or cannot tell), `why`, and whom it weighed.

    `names` are all the names of the actor; `near` are names that look like the one asked for, where nobody bears it.
    """

    asked: str
    country: str | None
    day: dt.date | None
    actor: Actor | None
    why: str
    candidates: tuple[Candidate, ...] = ()
    names: tuple[KnownName, ...] = ()
    near: tuple[str, ...] = ()


def by_id(id_: str) -> Actor | None:
    """The actor that stands under `id_` ("ucdp:287", "state:PK:military", "role:PK:police"); None where none does.
    Raises ResourceError where the registry is missing or damaged.
    """
    return identity.from_id(lexicon(), id_)


def find(name: str, country: str | None = None) -> Actor | None:
    """The actor that goes by `name`, in the country of the ISO code `country` where it is given.

    A name that several actors share needs the country; without it, or where the registry does not know the name, the
    answer is None. Raises ResourceError where the registry is missing or damaged.
    """
    return look_up(name, country).actor


def countries() -> tuple[str, ...]:
    """The ISO codes of all countries that the registry keeps, in order."""
    return tuple(sorted(lexicon().registry.states))


def country_names() -> dict[str, str]:
    """The English name of each country that the registry keeps, by its ISO code."""
    return {code: state.name for code, state in lexicon().registry.states.items()}


def look_up(name: str, country: str | None = None, day: dt.date | None = None) -> LookUp:
    """Who goes by `name`, in `country` and on `day` where they are given, with whom else it may mean and why.

    Raises ResourceError where the registry is missing or damaged.
    """
    known = lexicon()
    registered = identity.from_id(known, name)
    if registered is not None:
        return _answer(known, name, country, day, registered, "it is the id of this actor")
    if ":" in name:
        return _answer(known, name, country, day, None, "nobody stands under this id")
    tokens = known.tokenise(name)
    matches = known.matches(tokens, "lower")
    told = Told(country=country, year=None if day is None else day.year, asked=True)
    for match in matches:
        if isinstance(match, NameMatch) and match.after - match.first == len(tokens):
            weighed = weigh(match.names, known.registry.actors, told)
            entry = choose(match.names, known.registry.actors, told)
            why = _why_name(weighed, entry, told)
            return _answer(known, name, country, day, None if entry is None else entry.actor(), why, weighed)
    return _by_words(known, name, tokens, matches, told, day)


def _by_words(
    known: Lexicon, name: str, tokens: Sequence[Token], matches: Sequence[Match], told: Told, day: dt.date | None
) -> LookUp:
    """The answer for words that are no name as a whole: "Taliban fighters", "Pakistan's army", "gunmen"."""
    context = Context(known, Report(id="", text=name, digest=""), (), asked=told)
    found = resolve(name, context, letters="lower")
    weighed = [
        one
        for match in matches
        if isinstance(match, NameMatch)
        for one in weigh(match.names, known.registry.actors, context.told)
    ]
    if found is None:
        why = "no word of it names an actor, or several share it" if matches else "the registry knows none of its words"
        return _answer(known, name, told.country, day, None, why, weighed)
    actor, why = found.actor, f"by its words: {_told_by(known, name, tokens, matches)}"
    if told.country in known.registry.states and actor.country is None and actor.id.startswith("role:"):
        actor = identity.of_state(known, told.country or "", actor.kind, actor.armed)
        why = f"{why}; in {told.country} as asked"
    return _answer(known, name, told.country, day, actor, why, weighed)


def _answer(
    known: Lexicon,
    asked: str,
    country: str | None,
    day: dt.date | None,
    actor: Actor | None,
    why: str,
    weighed: Sequence[Weighed] = (),
) -> LookUp:
    entry = None if actor is None else known.by_id.get(actor.id)
    candidates = [_candidate(known, one) for one in weighed]
    candidates.sort(key=lambda one: (actor is None or one.actor.id != actor.id, one.passed_over is not None))
    return LookUp(
        asked=asked,
        country=country,
        day=day,
        actor=actor,
        why=why,
        candidates=tuple(candidates),
        names=() if entry is None else _names(known, entry),
        near=() if actor is not None or candidates else _near(known, asked),
    )


def _candidate(known: Lexicon, one: Weighed) -> Candidate:
    entry = one.entry
    return Candidate(
        actor=entry.actor(),
        name=KnownName(written=one.name.written, source=known.registry.sources[one.name.source]),
        countries=entry.countries,
        since=entry.since,
        until=entry.until,
        parent=entry.parent,
        splinter_of=entry.splinter_of,
        passed_over=one.why_not or None,
    )


def _why_name(weighed: Sequence[Weighed], entry: Entry | None, told: Told) -> str:
    """Why a name means this actor, or none."""
    if entry is None:
        left = [one for one in weighed if not one.why_not]
        if not left:
            return f"nobody of that name is known to be active in {told.country}"
        return f"{len(left)} actors share the name; a country or a day may tell which is meant"
    asleep = told.year is not None and not entry.active(told.year)
    though = f", though not known to be active in {told.year}" if asleep else ""
    if len(weighed) == 1:
        return f"it is the only actor of that name{though}"
    return f"of those who share the name, it alone fits what is asked for{though}"


def _told_by(known: Lexicon, name: str, tokens: Sequence[Token], matches: Sequence[Match]) -> str:
    """What each word that the registry knows is in it, in order."""
    told = []
    for match in matches:
        words = name[tokens[match.first].start : tokens[match.after - 1].end]
        if isinstance(match, NameMatch):
            what = "a registered name"
        elif isinstance(match, CountryMatch):
            what = f"a word for {known.registry.states[match.word.code].name}"
        else:
            kind = match.role.kind
            what = "a role noun" if kind is None else f"a role noun ({kind.replace('_', ' ')})"
        told.append(f"“{words}” is {what}")
    return ", ".join(told)


def _names(known: Lexicon, entry: Entry) -> tuple[KnownName, ...]:
    """All names of an actor, each as its tables write it."""
    at = known.registry.actors.index(entry)
    return tuple(
        KnownName(written=name.written, source=known.registry.sources[name.source])
        for names in known.registry.names.values()
        for name in names
        if name.entry == at
    )


def _near(known: Lexicon, asked: str) -> tuple[str, ...]:
    """Registered names that look like the one asked for."""
    from rapidfuzz import process  # four megabytes that no report needs

    key = " ".join(token.form for token in known.tokenise(asked))
    found = process.extract(key, known.registry.names.keys(), limit=MOST_NEAR, score_cutoff=NEAR) if key else []
    return tuple(known.registry.names[near][0].written for near, _, _ in found)
