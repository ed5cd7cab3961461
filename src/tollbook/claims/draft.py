"""A casualty as it is read, before it is a claim."""

from __future__ import annotations

import msgspec

from tollbook.claims.effects import Named
from tollbook.model import Attribute, Cause, Count, Effect, Polarity, Scope, Victims


class Draft(msgspec.Struct, frozen=True):
    """A casualty as read around `word`, the word that carries its count. `beside` and `above` are the words beside the
    count and above it in the tree that name an effect, where they do; `weighed` is how sure the effect is where it was
    told by what the whole text tells (`fates`).
    """

    word: int
    effect: Effect
    beside: Named | None
    above: Named | None
    count: Count
    victims: Victims
    attributes: tuple[Attribute, ...]
    scope: Scope
    cause: Cause
    polarity: Polarity
    whole: int | None
    confidence: float
    weighed: float | None = None
