"""The registry as it is shipped: actors, the names they go by, country words and role nouns, in one table of keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from tollbook.actors.words import Token, tokenise
from tollbook.errors import ResourceError
from tollbook.model import Actor, ActorKind, Armed

CountryForm = Literal["name", "adjective", "capital", "leader"]
Lending = Literal["lent", "stated", "none", "coalition"]
Strength = Literal["head", "body", "person", "weak", "force", "office"]
Letters = Literal["mixed", "lower", "upper"]
"""Whether a text writes capitals and small letters, or only the ones."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A registered actor; `countries` are the ISO codes where it is active, `since` and `until` the first and the last
    year in which it was, None where that is open or not known. `parent` is the id of the actor that it is a part or an
    affiliate of, `splinter_of` that of the one it broke away from.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    side: str | None
    countries: tuple[str, ...] = ()
    armed: Armed | None = None
    since: int | None = None
    until: int | None = None
    parent: str | None = None
    splinter_of: str | None = None

    def actor(self) -> Actor:
        """The model's record of it."""
        return Actor(id=self.id, name=self.name, kind=self.kind, country=self.country, side=self.side, armed=self.armed)

    def active(self, year: int) -> bool:
        """Whether it may have acted in a year: for all that the registry knows."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Name(msgspec.Struct, frozen=True, array_like=True):
    """One name of the actor at index `entry`.

    `surface` is not empty where only this very writing counts ("IS", "LeT"); `local` names count only in a report
    that speaks of one of the actor's countries; `whole` ones only where no other word stands beside them; all but
    `lower` ones need a capital. It is `written` so in our tables or UCDP's, and `source` is the index of where it is
    taken from.
    """

    entry: int
    surface: str = ""
    local: bool = False
    whole: bool = False
    lower: bool = False
    written: str = ""
    source: int = 0


class CountryWord(msgspec.Struct, frozen=True, array_like=True):
    """A word for a country. `needs_company`: it counts only beside another word for the same country ("Jordan")."""

    code: str
    form: CountryForm
    needs_company: bool = False


class Role(msgspec.Struct, frozen=True, array_like=True):
    """A role noun.

    `kind` is what its bearer is, None where the noun leaves it open ("spokesman"). `place`: whether the report's own
    country may be lent to it. `strength`: "head" decides whatever stands beside it ("residents"), "body" and "person"
    unless a named group stands there ("Taliban police"), "weak" only where nothing else tells ("ISIS fighters"), and
    "force" turns a country or a government into its military ("Syrian forces"), and "office" is a state's only right
    beside its country ("the Syrian president"; a bank has one, too). `armed`: what its bearer is among those that bear
    arms, None for all others.
    """

    kind: ActorKind | None
    place: Lending
    strength: Strength
    armed: Armed | None = None


class State(msgspec.Struct, frozen=True, array_like=True):
    """A country's English name and adjective."""

    name: str
    adjective: str


class Registry(msgspec.Struct, frozen=True):
    """Everything in the shipped file. Keys are folded words joined by spaces (see `words.key_of`); `sources` are where
    names are taken from, `governments` our ids of UCDP's governments by theirs.
    """

    actors: tuple[Entry, ...]
    names: dict[str, tuple[Name, ...]]
    countries: dict[str, CountryWord]
    roles: dict[str, Role]
    states: dict[str, State]
    spellings: dict[str, str]
    sources: tuple[str, ...]
    governments: dict[str, str]


class NameMatch(NamedTuple):
    """Words `tokens[first:after]` that are a name of registered actors."""

    first: int
    after: int
    names: tuple[Name, ...]


class CountryMatch(NamedTuple):
    """Words that stand for a country; `plural` where they are its people ("Pakistanis")."""

    first: int
    after: int
    word: CountryWord
    plural: bool


class RoleMatch(NamedTuple):
    """Words that are a role noun."""

    first: int
    after: int
    role: Role


Match: TypeAlias = NameMatch | CountryMatch | RoleMatch


class Lexicon:
    """The registry, ready to be looked up."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._tokenised = lru_cache(maxsize=2048)(self._tokenise)
        self.by_id = {entry.id: entry for entry in registry.actors}
        self.longest: dict[str, int] = {}
        """How many words the longest name takes that begins with a word."""
        self._pairs: set[str] = set()
        """The first two words of every name that has so many."""
        for table in (registry.names, registry.countries, registry.roles):
            for key in table:
                first, _, rest = key.partition(" ")
                length = key.count(" ") + 1
                if length > self.longest.get(first, 0):
                    self.longest[first] = length
                if rest:
                    self._pairs.add(f"{first} {rest.partition(' ')[0]}")

    def line(self, actor: Actor) -> frozenset[str]:
        """The ids of an actor, of its side, and of all whose part or affiliate it is."""
        found = {actor.id, actor.side or actor.id}
        entry = self.by_id.get(actor.id)
        while entry is not None and entry.parent is not None and entry.parent not in found:
            found.add(entry.parent)
            entry = self.by_id.get(entry.parent)
        return frozenset(found)

    def tokenise(self, text: str) -> list[Token]:
        """The words of `text`, spelt as the registry spells them. A report says the same names many times over, so
        the latest are kept.
        """
        return list(self._tokenised(text))

    def _tokenise(self, text: str) -> tuple[Token, ...]:
        return tuple(tokenise(text, self.registry.spellings))

    def matches(self, tokens: Sequence[Token], letters: Letters = "mixed") -> list[Match]:
        """What the registry knows among `tokens`: the longest match at each word, left to right, none overlapping.

        In a text that writes only small letters or only capitals, these tell nothing.
        """
        found: list[Match] = []
        at, count = 0, len(tokens)
        while at < count:
            form = tokens[at].form
            match = self._at(tokens, at, letters) if form in self.longest else None
            if match is None and form.endswith("s"):
                match = self._with_s(tokens, at, letters)
            if match is None:
                at += 1
            else:
                found.append(match)
                at = match.after
        return found

    def _at(self, tokens: Sequence[Token], at: int, letters: Letters) -> Match | None:
        """The longest match at a word with which a name begins."""
        form = tokens[at].form
        if at + 1 < len(tokens) and self._begins(f"{form} {tokens[at + 1].form}"):
            forms = [token.form for token in tokens[at : at + self.longest[form]]]
            for length in range(len(forms), 1, -1):
                key = " ".join(forms[:length])
                match = self._match(key, tokens, at, at + length, letters)
                if match is None and key.endswith("s") and key[:-1] in self.registry.names:  # a lost apostrophe
                    match = self._match(key[:-1], tokens, at, at + length, letters)
                if match is not None:
                    return match
        return self._match(form, tokens, at, at + 1, letters)

    def _begins(self, pair: str) -> bool:
        """Whether a name may begin with two words, the second of which may have lost an apostrophe before its "s"."""
        return pair in self._pairs or (pair.endswith("s") and pair[:-1] in self._pairs)

    def _with_s(self, tokens: Sequence[Token], at: int, letters: Letters) -> Match | None:
        """A country word in the plural ("Russians"), or a possessive that lost its apostrophe ("Syrias", "SANAs")."""
        token = tokens[at]
        if not token.capital and letters != "lower":
            return None
        if letters == "mixed" and len(token.surface) > 3 and token.surface[:-1].isupper():
            names = self.registry.names.get(token.form[:-1], ())
            kept = tuple(name for name in names if token.surface[:-1] == name.surface)
            if kept:
                return NameMatch(at, at + 1, kept)
        if len(token.form) < 5:
            return None
        word = self.registry.countries.get(token.form[:-1])
        if word is None:
            return None
        return CountryMatch(at, at + 1, word, plural=word.form == "adjective")

    def _match(self, key: str, tokens: Sequence[Token], at: int, after: int, letters: Letters) -> Match | None:
        names = self.registry.names.get(key)
        if names is not None:
            kept = tuple(name for name in names if _written(name, tokens[at:after], letters))
            if kept:
                return NameMatch(at, after, kept)
        country = self.registry.countries.get(key)
        written = letters == "lower" or tokens[at].capital
        if country is not None and written and not _is_pronoun_us(tokens[at:after], letters):
            return CountryMatch(at, after, country, plural=False)
        role = self.registry.roles.get(key)
        return None if role is None else RoleMatch(at, after, role)


@cache
def lexicon() -> Lexicon:
    """The shipped registry, loaded once. Raises ResourceError where the file is missing or damaged."""
    return Lexicon(load())


def load() -> Registry:
    """Read the shipped registry anew. Raises ResourceError where the file is missing or damaged."""
    path = resources.files("tollbook.actors") / "data" / "registry.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Registry)
    except OSError as problem:
        raise ResourceError(f"The registry of actors is missing ({path}). Install Tollbook anew.") from problem
    except msgspec.MsgspecError as problem:
        raise ResourceError(f"The registry of actors ({path}) is damaged. Install Tollbook anew.") from problem


_ENGLISH = frozenset(
    "is us who it let aid ap au eu un fan fact car can men all her the art its not may rt am an".split()
)
"""Acronyms that are English words, or too short to be told from one, where a text writes but one kind of letters."""


def _written(name: Name, tokens: Sequence[Token], letters: Letters) -> bool:
    """Whether the words are written as this name must be: an acronym exactly, any other with a capital somewhere."""
    if not name.surface:
        return name.lower or letters == "lower" or any(token.capital for token in tokens)
    surface = " ".join(token.surface for token in tokens)
    if letters == "mixed":
        return surface == name.surface
    return surface.lower() == name.surface.lower() and surface.lower() not in _ENGLISH


def _is_pronoun_us(tokens: Sequence[Token], letters: Letters) -> bool:
    """Whether the word is "us", the pronoun, and not "US": that is told by its capitals or its dots."""
    if len(tokens) > 1 or tokens[0].form != "us":
        return False
    dotted = tokens[0].end - tokens[0].start > len(tokens[0].surface)
    return not (tokens[0].surface.isupper() if letters == "mixed" else dotted)
