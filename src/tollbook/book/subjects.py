"""Who and what has a page, and under which id."""

from __future__ import annotations

import re
from functools import lru_cache

from tollbook.actors import country_names
from tollbook.model import Actor, Speaker, Subject, SubjectKind, Where

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:his|her|he|she|it|they|them|we|us|i|our|their|who)$", re.IGNORECASE)
_BODIES = frozenset({"military", "police", "armed_group"})
"""Kinds that speak with one voice in a country, though the words name no more than the role."""


def actor_of(actor: Actor) -> Subject:
    """A registered actor, or one that is known by a role and a country."""
    return Subject(kind="actor", id=actor.id, name=actor.name, sort=actor.kind, country=actor.country)


def actor_named(words: str) -> Subject | None:
    """An actor that the registry does not know, by the words for it."""
    name = _ARTICLE.sub("", _spaced(words).replace(":", " "))
    if not name or _PRONOUN.match(name):
        return None
    return Subject(kind="actor", id=name.casefold(), name=name)


def place_of(where: Where) -> Subject:
    """A place of the gazetteer."""
    assert where.place is not None
    name = where.name or where.text
    return Subject(kind="place", id=where.place, name=name, sort=where.precision, country=where.country)


def outlet_of(outlet: str | None) -> Subject | None:
    """An outlet, by its name; None where it is not known."""
    name = _spaced(outlet or "")
    return Subject(kind="outlet", id=name.casefold(), name=name) if name else None


def speaker_of(speaker: Speaker | None) -> Subject | None:
    """Who speaks. A registered body is one speaker under whatever name; so are a country's armed forces, its police and
    its armed groups as far as words name no more. Others go by their names, which a country tells apart: two mayors of
    one country who are not named are one here.
    """
    if speaker is None:
        return None
    known, name = speaker.actor, _ARTICLE.sub("", _spaced(speaker.name))
    if not name or _PRONOUN.match(name):
        return None
    if known is None:
        return Subject(kind="speaker", id=name.casefold(), name=name)
    own = not known.id.startswith("role:") or (known.kind in _BODIES and known.country is not None)
    if own:
        name = known.name
    elif known.country is not None:
        name = f"{name} ({_country(known.country)})"
    return Subject(kind="speaker", id=name.casefold(), name=name, sort=known.kind, country=known.country)


def subject_id(kind: SubjectKind, words: str) -> str:
    """The id that is meant by the words of an address: one of the registry's as it is, a name in small letters."""
    if kind == "place" or (kind == "actor" and ":" in words):
        return words
    name = _spaced(words)
    return name.casefold() if kind == "outlet" else _ARTICLE.sub("", name).casefold()


def _spaced(words: str) -> str:
    return " ".join(words.split())


@lru_cache(maxsize=512)
def _country(code: str) -> str:
    return country_names().get(code, code)
