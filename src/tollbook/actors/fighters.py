"""Whose fighters the words for victims name."""

from __future__ import annotations

from functools import lru_cache

from tollbook.actors import identity
from tollbook.actors.choice import Told
from tollbook.actors.context import Context
from tollbook.actors.lexicon import lexicon
from tollbook.actors.phrase import resolve
from tollbook.model import Actor, Report


@lru_cache(maxsize=8192)
def fighters(words: str, country: str | None) -> Actor | None:
    """The force or group whose fighters `words` name ("two soldiers", "Taliban fighters"), in the country of the ISO
    code where something happened to them. None where the words name none that bears arms. Raises ResourceError where
    the registry is missing or damaged.
    """
    known = lexicon()
    told = country if country in known.registry.states else None
    asked = Told(country=told, year=None, asked=True)
    context = Context(known, Report(id="", text=words, digest=""), (), asked=asked)
    found = resolve(words, context, place=told, letters="mixed")
    if found is None or found.actor.armed is None:
        return None
    actor = found.actor
    if told is not None and actor.country is None and actor.id.startswith("role:"):
        return identity.of_role(known, told, actor.kind, actor.armed)
    return actor
