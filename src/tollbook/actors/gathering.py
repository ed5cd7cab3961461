"""What the segments of one noun phrase tell, gathered from its head onwards."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.actors.context import Context
from tollbook.actors.lexicon import CountryMatch, Entry, NameMatch, Role, RoleMatch
from tollbook.actors.segments import Segment
from tollbook.model import ActorKind

FORMER = frozenset("former ex retired discharged dismissed sacked suspended fake ousted deposed onetime".split())
"""Who was something speaks for it no longer."""

BELONGING: dict[ActorKind | None, frozenset[ActorKind]] = {
    "armed_group": frozenset({"armed_group"}),
    "witness": frozenset({"media", "monitor"}),
}
"""To what kinds of named actor a weak noun may belong by a preposition: "gunmen from ...", "a witness for ..."."""

_BANDS = frozenset(
    "liberation revolutionary revolution islamic resistance insurgent popular patriotic martyrs mujahideen jihad "
    "peoples people rebel secret anticommunist salvation god lords".split()
)
_BAND_HEADS = frozenset("army armies front brigade brigades movement command battalion battalions forces corps".split())
_BAND = Role("armed_group", "lent", "body", "unknown")


class Gathering:
    """What a phrase has told so far.

    `entry` is a registered actor that it names; `role` the role noun that decides, `fallback` a weak one that stands
    where none does; `country` the country it names, `state_alone` where it names nothing else, `standing_in` one in
    which an army merely stands. `lent` says whether the report may lend its country, `title` whether the words may
    stand beside a person's name, `elliptical` whether a first adjective waited for its noun ("Afghan and coalition
    forces").
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.entry: Entry | None = None
        self.role: Role | None = None
        self.fallback: Role | None = None
        self.country: str | None = None
        self.state_alone = False
        self.standing_in: str | None = None
        self.lent = False
        self.title = False
        self.elliptical = False
        self._adjective = False

    def take(self, segment: Segment) -> bool:
        """Learn from the next segment; say whether a further one may add to it."""
        if segment.link == "and" and not self._adjective and not self._untold():
            return False
        if segment.link == "head" and (segment.open or any(token.form in FORMER for token in segment.tokens)):
            return False
        if segment.link == "of" and self.role is not None and self.role.place == "coalition":
            self.role = None  # "a coalition of rebel groups" is none of states
        first = self._untold()
        if not segment.open or segment.link in ("of", "in"):
            self._take_country(segment)
        if segment.open:
            return True
        roles = [match.role for match in segment.matches if isinstance(match, RoleMatch)]
        self._take_name(segment, roles, first)
        if self.entry is not None:
            return False
        if roles and self.role is None and self._may_be_told_more(first):
            self._take_roles(segment, roles, first)
        self.elliptical = self.elliptical or (self._adjective and segment.link == "and")
        self._adjective = first and not roles and _ends_in_adjective(segment)
        if segment.link == "head" and segment.bare and not roles and self.country is not None:
            self.state_alone = True
        return not self.state_alone or self._adjective

    def _untold(self) -> bool:
        return self.role is None and self.fallback is None and self.country is None

    def _may_be_told_more(self, first: bool) -> bool:
        """Whether role nouns further on may say what the head left open: not for "gunmen | at a hospital"."""
        return first or self.fallback is None or self.fallback.kind in (None, "government")

    def _take_country(self, segment: Segment) -> None:
        """The first country that the phrase names, unless it is only where an army stands."""
        if self.country is not None:
            return
        for match in segment.matches:
            if isinstance(match, CountryMatch) and self.context.counts(match.word):
                if self._owns_no_office(match, segment):
                    return
                if segment.link == "in" and self._may_be_abroad():
                    self.standing_in = match.word.code
                else:
                    self.country = match.word.code
                return

    def _owns_no_office(self, match: CountryMatch, segment: Segment) -> bool:
        """Whether a country only places the body that has an office: "the Iranian Chess Federation president"."""
        if self.fallback is not None and self.fallback.strength == "office":
            return not segment.bare
        offices = [m for m in segment.matches if isinstance(m, RoleMatch) and m.role.strength == "office"]
        return bool(offices) and match.after < offices[-1].first and segment.matches[-2].after < offices[-1].first

    def _may_be_abroad(self) -> bool:
        """Whether those spoken of may stand in a country that is not theirs: "troops in Iraq"."""
        role = self.role or self.fallback
        return role is not None and role.kind == "military" and role.strength in ("body", "force")

    def _take_name(self, segment: Segment, roles: Sequence[Role], first: bool) -> None:
        """The registered actor that a segment names, where the role nouns leave it the word."""
        if segment.link == "in" and self.role is not None:
            return
        heads = [role for role in (self.role, *reversed(roles)) if role is not None and role.strength == "head"]
        owner = None if first or self.fallback is None else BELONGING.get(self.fallback.kind)
        alone = len(segment.matches) == 1 and segment.bare
        for match in segment.matches:
            if not isinstance(match, NameMatch):
                continue
            entry = self.context.choose([name for name in match.names if alone or not name.whole])
            if entry is None or (heads and heads[0].kind != entry.kind) or (owner and entry.kind not in owner):
                continue
            self.entry = entry
            self.title = self.title or any(role.strength in ("person", "weak", "office") for role in roles)
            return

    def _take_roles(self, segment: Segment, roles: Sequence[Role], first: bool) -> None:
        """The role noun that decides in a segment: its head, or what stands before a head that leaves it open."""
        head = roles[-1]
        self.title = self.title or (first and head.strength in ("person", "weak", "head", "office"))
        officer = any(role.place == "none" and role.kind == "military" for role in roles)  # may speak from abroad
        self.lent = self.lent or (not officer and any(role.place == "lent" for role in roles))
        coalition = next((role for role in roles if role.place == "coalition"), None)
        firm = [role for role in roles if role.strength not in ("weak", "force", "office")]
        if _is_band(segment):
            self.role = _BAND
        elif coalition is not None:
            self.role = coalition
        elif firm:
            turned = head.strength == "force" and firm[-1].kind == "government"  # "government special units"
            self.role = head if turned else firm[-1]
        elif self.fallback is None or self.fallback.kind is None:
            self.fallback = next((role for role in reversed(roles) if role.kind is not None), self.fallback or head)


def _ends_in_adjective(segment: Segment) -> bool:
    """Whether a segment ends in a country's adjective whose noun comes later: "Afghan | and coalition forces"."""
    if len(segment.matches) != 1 or segment.open:
        return False
    match = segment.matches[0]
    return isinstance(match, CountryMatch) and match.word.form == "adjective"


def _is_band(segment: Segment) -> bool:
    """Whether the words are the name of an armed band that the registry lacks ("Popular Resistance Brigades")."""
    named = [token for token in segment.tokens if token.capital]
    return len(named) > 1 and named[-1].form in _BAND_HEADS and any(token.form in _BANDS for token in named[:-1])
