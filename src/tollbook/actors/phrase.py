"""A noun phrase to an actor: a registered name first, then a country with a role noun, then a role noun alone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import msgspec

from tollbook.actors import identity
from tollbook.actors.context import Context
from tollbook.actors.gathering import Gathering
from tollbook.actors.lexicon import CountryMatch, Letters, Match, Role
from tollbook.actors.segments import split
from tollbook.actors.words import Token
from tollbook.model import Actor, ActorKind

COALITIONS = {
    "SY": "coalition:against-is",
    "IQ": "coalition:against-is",
    "AF": "coalition:isaf",
    "YE": "coalition:yemen",
}
"""The one coalition of states that the press calls "the coalition" in a country's war."""


UNARMED = frozenset({"PS"})
"""Where a report speaks of one of these, "the army" in it is another's: they keep none."""


class Certainty(IntEnum):
    """How much the words themselves tell."""

    RANK = 1  # a rank or a weak noun: the kind, no more
    ROLE = 2  # a role noun
    NAMED = 3  # a registered name, or a role with its country


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Who a phrase says somebody is; `title` where its words may stand as a title beside a person's name."""

    actor: Actor
    certainty: Certainty
    title: bool = False


def resolve(
    words: str, context: Context, *, place: str | None = None, letters: Letters | None = None, sponsor: bool = False
) -> Finding | None:
    """Who `words` are, in the report that `context` stands for; None where they do not tell.

    `place` is the country of the claim's event. `letters` is how the words are written, as the rest of the report
    unless said otherwise. `sponsor`: a bare "Iranian-backed" is Iran.
    """
    letters = letters or context.letters
    tokens = context.lexicon.tokenise(words)
    matches = context.lexicon.matches(tokens, letters)
    if not matches:
        return None
    gathered = Gathering(context)
    for segment in split(words, tokens, matches, letters):
        if not gathered.take(segment):
            break
    found = _judge(gathered, context, place)
    if found is None:
        found = _people(tokens, matches, context)
    if found is None and sponsor and len(matches) == 1 and isinstance(matches[0], CountryMatch):
        return _certain(identity.of_state(context.lexicon, matches[0].word.code, "government"))
    return found


def _judge(gathered: Gathering, context: Context, place: str | None) -> Finding | None:
    """The actor that a phrase's segments add up to."""
    lexicon = context.lexicon
    if gathered.entry is not None:
        return _certain(gathered.entry.actor(), gathered.title)
    role = gathered.role or gathered.fallback
    if role is None:
        state = gathered.country if gathered.state_alone else None
        return None if state is None else _certain(identity.of_state(lexicon, state, "government"))
    kind = _kind(role, gathered)
    if kind is None or kind == "unknown":
        return None
    if role.place == "coalition" and not gathered.elliptical:
        return _coalition(gathered, context, place)
    if gathered.country is not None:
        return _certain(identity.of_state(lexicon, gathered.country, kind, role.armed), gathered.title)
    country = _lent(kind, gathered, context, place) if gathered.lent else None
    return Finding(
        actor=identity.of_role(lexicon, country, kind, role.armed),
        certainty=Certainty.RANK if gathered.role is None or role.place == "none" else Certainty.ROLE,
        title=gathered.title,
    )


def _people(tokens: Sequence[Token], matches: Sequence[Match], context: Context) -> Finding | None:
    """A whole people by name, and nothing else ("the Saudis"), stands for its state; two of them do not."""
    if len(tokens) != 2 or tokens[0].form != "the" or len(matches) != 1:
        return None
    match = matches[0]
    if not isinstance(match, CountryMatch) or not match.plural:
        return None
    return _certain(identity.of_state(context.lexicon, match.word.code, "government"))


def _certain(actor: Actor, title: bool = False) -> Finding:
    return Finding(actor=actor, certainty=Certainty.NAMED, title=title)


def _kind(role: Role, gathered: Gathering) -> ActorKind | None:
    """The role's kind; bare "forces" or a bare "president" are a state's only where a country or a government stands
    beside them.
    """
    if role.strength in ("force", "office") and gathered.country is None and gathered.role is not role:
        return None
    return role.kind


def _lent(kind: ActorKind, gathered: Gathering, context: Context, place: str | None) -> str | None:
    """The country that the report lends to a role noun: that of the claim's event, or the one that the report speaks
    of. An army may fight abroad: for it the two must agree, and no other country be named more often.
    """
    country = place or context.country
    if kind == "military" and country is not None:
        told = {country, context.country, gathered.standing_in or country}
        most = max(context.mentions.values(), default=0)
        leads = len(told) == 1 and context.mentions[country] == most
        return country if leads and country not in UNARMED else None
    return country


def _coalition(gathered: Gathering, context: Context, place: str | None) -> Finding | None:
    """The coalition of states that fights in the one war, or in the country, that the report speaks of."""
    ids = {id_ for code, id_ in COALITIONS.items() if context.mentions[code]}
    told = (gathered.country, context.country, place)
    id_ = next(iter(ids)) if len(ids) == 1 else next((COALITIONS[code] for code in told if code in COALITIONS), None)
    entry = None if id_ is None else context.lexicon.by_id.get(id_)
    return None if entry is None else _certain(entry.actor(), gathered.title)
