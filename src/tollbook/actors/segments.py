"""A noun phrase cut into the parts that say who somebody is: "a spokesman | for the Syrian army | in Aleppo"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from tollbook.actors.lexicon import CountryMatch, Letters, Match, RoleMatch
from tollbook.actors.words import Token

Link = Literal["head", "of", "in", "apposition", "and"]

_OF = frozenset("of at for with from by within inside loyal affiliated belonging behind".split())
_IN = frozenset("in on near around across outside to".split())
_AND = frozenset("and or as".split())
_STOP = frozenset(
    "who which that whose whom against where when after before during since until because alongside into known called "
    "dubbed described including plus versus held arrested detained taken said says told added familiar privy briefed "
    "themselves itself himself herself".split()
)
"""What follows one of these tells what somebody did or suffered, not who it is."""
_AGAINST = frozenset("opponent opponents critic critics enemy enemies foe foes adversary adversaries victims".split())
"""Those "of" somebody stand on another side, or on none."""
_DETERMINERS = frozenset("the a an his her its their this these another some one several two three many".split())
_DETACHED = (
    frozenset(
        "backed based led sponsored trained funded financed allied aligned linked affiliated supported held controlled "
        "occupied run born owned inspired besieged speaking majority".split()
    )
    | _AGAINST
)
"""After a name or a country these say that it stands behind the actor and is not the actor: "Russian-backed"."""
_NEGATIONS = frozenset({"anti", "non"})
_PARTICLES = frozenset("al el bin ibn abu de la le von van der di da dos du ul ur an e i y".split())
"""Small words inside a person's name."""


class Segment(NamedTuple):
    """A stretch of words between two joints, and the matches in it.

    `open` says that after the last match stands a word in lower case that the registry does not know, so that the
    match is no head ("police | brutality"); `bare` that nothing but matches, determiners and numbers stands in it.
    """

    link: Link
    matches: tuple[Match, ...]
    bare: bool
    open: bool
    tokens: tuple[Token, ...]


def split(text: str, tokens: Sequence[Token], matches: Sequence[Match], letters: Letters) -> list[Segment]:
    """The segments of a phrase, in order; what follows a relative pronoun is left off."""
    starts = {match.first: match for match in matches}
    cutter = _Cutter(letters)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at and _broken(text, tokens[at - 1], token):
            cutter.cut("apposition")
        match = starts.get(at)
        if match is not None:
            after = match.after
            if _counts(match, tokens, starts):
                cutter.add(match, tokens[at:after])
            at = after
            continue
        at += 1
        if token.form in _STOP and not token.hyphened:  # "so-called" goes on
            break
        if token.form in _AGAINST and at < len(tokens) and tokens[at].form in ("of", "to"):
            break
        if not cutter.joint(token, tokens[at] if at < len(tokens) else None):
            cutter.word(token)
    return cutter.done()


class _Cutter:
    """Holds the segment under construction."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self.link: Link = "head"
        self.matches: list[Match] = []
        self.tokens: list[Token] = []
        self.unknown = False
        self.open = False
        self.finished: list[Segment] = []

    def cut(self, link: Link) -> None:
        """End the segment; the next one hangs on it by `link`. Two joints in a row are one, and an article adds
        nothing to a preposition.
        """
        if self.tokens:
            self._close()
            self.link = link
        elif link in ("of", "in") and self.link != "of":
            self.link = link

    def joint(self, token: Token, following: Token | None) -> bool:
        """Cut at `token` where it is a joint, and say whether it was."""
        form = token.form
        if form in _DETERMINERS:
            self.cut("apposition")
        elif form in _OF or (form.endswith(("ing", "ed")) and following is not None and following.form in _OF | _IN):
            self.cut("of")
        elif form in _IN:
            self.cut("in")
        elif form in _AND and not token.capital:
            self.cut("and")
        else:
            return False
        return True

    def add(self, match: Match, tokens: Sequence[Token]) -> None:
        """Take in words that the registry knows."""
        self.matches.append(match)
        self.tokens.extend(tokens)
        self.open = False

    def word(self, token: Token) -> None:
        """Take in a word that the registry does not know."""
        self.tokens.append(token)
        if not token.form.isdigit():
            self.unknown = True
            if not (token.capital or token.hyphened or token.form in _PARTICLES):
                self.open = bool(self.matches) and self.letters != "lower"

    def done(self) -> list[Segment]:
        """Every segment, the last one included."""
        if self.tokens:
            self._close()
        return self.finished

    def _close(self) -> None:
        self.finished.append(
            Segment(self.link, tuple(self.matches), not self.unknown, self.open, tuple(self.tokens)),
        )
        self.matches, self.tokens, self.unknown, self.open = [], [], False, False


def _broken(text: str, before: Token, after: Token) -> bool:
    """Whether punctuation parts two words (a slash, a hyphen or an apostrophe joins them)."""
    return any(character in ',;:()[]{}"“”–—|\n' for character in text[before.end : after.start])


def _counts(match: Match, tokens: Sequence[Token], starts: Mapping[int, Match]) -> bool:
    """Whether a match names the actor itself: not in "Russian-backed", "anti-government", "Pakistanis"."""
    if isinstance(match, CountryMatch) and match.plural:
        return False
    if match.first and tokens[match.first].hyphened and tokens[match.first - 1].form in _NEGATIONS:
        return False
    after = match.after
    if after >= len(tokens) or after in starts or tokens[after].form not in _DETACHED:
        return True
    backed_by = after + 1 < len(tokens) and tokens[after + 1].form == "by"
    return not tokens[after].hyphened and (backed_by or isinstance(match, RoleMatch))
