"""What a figure's words support, and how claims are named in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tollbook.incidents.profiles import Profile
from tollbook.model import Casualty, Claim, Count

HEDGE_TOLERANCE = 0.1
"""How far, as a share, a hedged number may lie from the one it stands for: "almost 200" may be said of 180 to 199."""

_SHORT_GAP = 12
"""How many characters between number and victims are quoted with them: "over 112 of the girls"."""

_INCLUDES = re.compile(r"\b(?:includ\w+|among|of (?:them|whom|which|the)|most(?:ly)?)\b", re.I)
"""Words by which one figure of a sentence includes the next."""

_ONE_BREATH = 150
"""How many characters may part two figures that a sentence lists side by side."""

_CLASS_WORDS = {
    "civilian": "civilians", "security_forces": "security forces", "militant": "militants",
    "unknown": "people of unknown status", "all": "people of every class",
}  # fmt: skip

_COUNTED = {
    "civilian": ("civilian", "civilians"),
    "security_forces": ("of the security forces", "of the security forces"),
    "militant": ("militant", "militants"),
    "unknown": ("other", "others"),
}

_NEWER = re.compile(
    r"\b(?:rose|risen|rises?|rising|climb(?:s|ed|ing)?|raised|increas(?:ed|es|ing)|revised|updated|grown|grew|grows"
    r"|jump(?:s|ed)|soar(?:s|ed)|lowered|reduced|now stands?|stood"
    r"|(?:br(?:ings?|inging|ought)|takes?|taking|took|push(?:es|ing|ed)?) (?:\w+ ){0,3}(?:tolls?|total|tally|number))"
    r"\b[^.;\d]{0,40}\b(?:to|at)\s*$",
    re.I,
)
"""What stands before a figure that replaces another."""

_OLDER = re.compile(
    r"\b(?:initial(?:ly)?|preliminary|at first"
    r"|(?:earlier|previous) (?:death |casualty )?(?:tolls?|counts?|figures?|reports?|estimates?|tally|numbers?))"
    r"\b[^.;\d]{0,50}$",
    re.I,
)
"""What stands before a figure that another replaces."""

_FROM = re.compile(r"\bfrom\s*$", re.I)
"""What stands, in a sentence that also gives the newer figure, before the one that it replaces."""

_PARTIAL = re.compile(r"\b(?:(?:more|another)\b(?! than)|of (?:them|those|these|whom|which)\b)", re.I)
"""Words that make a figure one for some of the people, or for people beside those counted."""

_THE_OTHER = re.compile(r"\b(?:the|his|her|their) other\s*$", re.I)
"""What stands before a figure for the rest of those told of ("the other three are in stable condition")."""

_OF_THE = re.compile(r"\s*of the\b", re.I)
"""Directly after the number they make it one for some ("nine of the guests"); "27 members of the police" are all."""

_TOOK_IN = re.compile(r"\b(?:received|receiving|admitted|took in|taken in) (?:\w+ ){0,3}$", re.I)
_BROUGHT_IN = re.compile(
    r"(?: \w+){1,6} (?:(?:was|were|been) )?(?:brought|taken|carried|transferred) (?:in|to|there)\b", re.I
)
"""What stands before and behind the number of the dead that a hospital or a morgue took in."""

_REMAINDER = re.compile(r"\b(?:others?|another|more)\b", re.I)


_AGE = re.compile(r"\b\d{1,2}[- ](?:year|month|week|day)s?[- ]olds?\b|, \d{1,2}$", re.I)
"""An age, whose number counts nobody ("a 26-year-old woman")."""

_APPOSED = frozenset({",", "—", "–", "-", "("})

_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself", "who"})

_PROPER = re.compile(r"^[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)+$")
"""A person's name: two capitalised words or more."""


class Support(NamedTuple):
    """The numbers that one or more figures give to low, best and high; None where they give none."""

    low: int | None
    best: int | None
    high: int | None


class _Cues(NamedTuple):
    """What the words before a figure say of it: that it replaces another, is an earlier one, or is where a change
    starts.
    """

    newer: bool
    older: bool
    start: bool


def support(count: Count, profile: Profile) -> Support:
    """What the words of a figure support under a profile."""
    if count.value is None:
        return Support(None, None, None)
    rule = profile.bounds[count.bound]
    numbers = {
        "value": count.value,
        "below": max(count.value - 1, 0),
        "value_high": count.value if count.value_high is None else max(count.value, count.value_high),
        None: None,
    }
    return Support(numbers[rule.low], numbers[rule.best], numbers[rule.high])


def extent(count: Count) -> tuple[float, float]:
    """The smallest and the largest number of which the words may truly be said.

    Hedges are read kindly, so that only true contradictions show: "almost 200" and "about 200" may be a tenth off,
    "more than 60" may be said of 60.
    """
    value = count.value
    if value is None:
        return (0, float("inf"))
    if count.bound in ("at_least", "more_than"):
        return (value, float("inf"))
    if count.bound == "at_most":
        return (0, value)
    if count.bound == "fewer_than":
        return (value * (1 - HEDGE_TOLERANCE), value)
    if count.bound == "about":
        return (value * (1 - HEDGE_TOLERANCE), value * (1 + HEDGE_TOLERANCE))
    if count.bound == "range":
        return (value, max(value, count.value_high or value))
    return (value, value)


def explains(total: Count, found: int) -> bool:
    """Whether a sum of parts is what a stated total speaks of: equal to it, or within its hedge."""
    if total.value is None:
        return False
    low, high = extent(total)
    if total.bound in ("at_least", "more_than"):
        high = total.value * (1 + HEDGE_TOLERANCE)
    if total.bound == "at_most":
        low = total.value * (1 - HEDGE_TOLERANCE)
    if total.bound in ("fewer_than", "more_than") and found == total.value:
        return False
    return low <= found <= high


def is_newer(claim: Casualty) -> bool:
    """Whether the words say that this figure replaces another ("rose to 60")."""
    return _cues(_before(claim)).newer


def is_older(claim: Casualty, beside_newer: bool) -> bool:
    """Whether the words say that this figure is an earlier one ("initially put at 58"; "up from 58" where its
    sentence also gives a newer figure).
    """
    cues = _cues(_before(claim))
    return cues.older or (beside_newer and cues.start)


def is_remainder(claim: Casualty) -> bool:
    """Whether the words speak of people beside those named before ("two others", "another six")."""
    return _REMAINDER.search(f"{claim.count.text} {claim.victims.text or ''}") is not None


def is_named_again(a: Casualty, b: Casualty) -> bool:
    """Whether a sentence names one person twice: "the guard, Ila Ment", "a guard was taken to Taru, where he died"."""
    if a.evidence.start != b.evidence.start or a.id == b.id or not a.victims.text or not b.victims.text:
        return False
    first, second = sorted((a, b), key=lambda claim: claim.count.start)
    return _names_again(first.victims.text or "", _between_people(first, second), second.victims.text or "")


def side_by_side(a: Casualty, b: Casualty) -> bool:
    """Whether a sentence lists two figures for different people: "two officers and a recruit"."""
    if a.evidence.start != b.evidence.start or a.id == b.id or origin_of(a) != origin_of(b):
        return False
    if not a.victims.text or not b.victims.text or a.victims.text.casefold() == b.victims.text.casefold():
        return False
    first, second = sorted((a, b), key=lambda claim: claim.count.start)
    between = _between(first, second)
    if _names_again(first.victims.text or "", _between_people(first, second), second.victims.text or ""):
        return False
    return len(between) <= _ONE_BREATH and not _INCLUDES.search(between)


def _between(first: Casualty, second: Casualty) -> str:
    """The words of a sentence between two of its figures."""
    offset = first.evidence.start
    return first.evidence.text[max(0, first.count.end - offset) : max(0, second.count.start - offset)]


def _between_people(first: Casualty, second: Casualty) -> str:
    """The words of a sentence between those who are counted by two of its figures."""
    end, offset = max(first.count.end, first.victims.end or 0), first.evidence.start
    return first.evidence.text[max(0, end - offset) : max(0, second.count.start - offset)]


def _names_again(first: str, between: str, second: str) -> bool:
    """Whether the second phrase names the first's person once more: a pronoun ("the victim was taken to Taru, where he
    died"), or an apposition of a name and a description ("the one-year-old girl, Ila Ment").
    """
    if second.casefold() in _PRONOUNS:
        return True
    is_name = bool(_PROPER.match(first)), bool(_PROPER.match(second))
    defined = first.casefold().startswith(("the ", "his ", "her ", "their ")) or "'" in first or "’" in first
    return between.strip() in _APPOSED and (is_name[0] != is_name[1] or defined)


def is_toll(claim: Casualty) -> bool:
    """Whether a figure counts all that were harmed, as far as its words tell: it is neither a noun phrase ("a
    policeman") or a bare "one" that singles people out, nor for some of them ("nine of the guests", "the other three")
    or more of them ("three more"), nor for the dead that one place took in ("the hospital received 38 bodies").
    """
    words, number = words_of(claim), _tidy(claim.count.text)
    partial = _is_partial(words, number) or _THE_OTHER.search(_before(claim)) is not None
    return not (_singles_out(claim) or _at_one_place(claim) or partial)


@lru_cache(maxsize=1024)
def _is_partial(words: str, number: str) -> bool:
    after = words.removeprefix(number)
    return _PARTIAL.search(words) is not None or _OF_THE.match(after) is not None


def _at_one_place(claim: Casualty) -> bool:
    """Whether the dead are those that one place took in ("the hospital received 38 bodies"): not all need be there."""
    if claim.effect != "killed":
        return False
    text, offset = claim.evidence.text, claim.evidence.start
    before, behind = text[: max(0, claim.count.start - offset)], text[max(0, claim.count.end - offset) :]
    return _TOOK_IN.search(before) is not None or _BROUGHT_IN.match(behind) is not None


def _singles_out(claim: Casualty) -> bool:
    start, end = claim.victims.start, claim.victims.end
    if start is None and claim.count.value == 1:
        return True  # "one critical"
    return (
        start is not None and end is not None and start < claim.count.end and claim.count.start < end
        and not re.search(r"\d", _AGE.sub("", claim.count.text)) and (claim.count.value or 0) <= 2
    )  # fmt: skip


def people(number: int, victim_class: str) -> str:
    """So many of a class, in words: "1 civilian", "17 of the security forces"."""
    one, many = _COUNTED[victim_class]
    return f"{number:,} {one if number == 1 else many}"


def victims_word(victim_class: str) -> str:
    """A victim class in words."""
    return _CLASS_WORDS[victim_class]


def said_by(claim: Claim) -> str:
    """Whose word a claim is."""
    return "the report itself" if claim.speaker is None else claim.speaker.name


def origin_of(claim: Claim) -> str:
    """What tells one speaker of a report from another; empty for the report's own voice."""
    if claim.speaker is None:
        return ""
    return claim.speaker.actor.id if claim.speaker.actor is not None else claim.speaker.name.casefold()


def words_of(claim: Casualty) -> str:
    """The claim's own words for how many of whom."""
    count, victims = claim.count, claim.victims
    if victims.text is None or victims.start is None or victims.end is None:
        return _tidy(count.text)
    if victims.start < count.end and count.start < victims.end:
        return _tidy(max(victims.text, count.text, key=len))
    if count.end <= victims.start <= count.end + _SHORT_GAP:
        offset = claim.evidence.start
        quoted = claim.evidence.text[max(0, count.start - offset) : max(0, victims.end - offset)]
        if quoted.startswith(count.text) and quoted.endswith(victims.text):
            return _tidy(quoted)
    return _tidy(f"{count.text} {victims.text}")


def named(claim: Casualty) -> str:
    """A claim as a sentence names it: its words, its id and its speaker."""
    return f'"{words_of(claim)}" ({claim.id}, {said_by(claim)})'


def listed(items: Sequence[str]) -> str:
    """Items joined as English does: "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def named_all(claims: Iterable[Casualty]) -> str:
    """Several claims as a sentence names them."""
    return listed([named(claim) for claim in claims])


@lru_cache(maxsize=1024)
def _cues(before: str) -> _Cues:
    return _Cues(
        newer=_NEWER.search(before) is not None,
        older=_OLDER.search(before) is not None,
        start=_FROM.search(before) is not None,
    )


def _before(claim: Casualty) -> str:
    return claim.evidence.text[: max(0, claim.count.start - claim.evidence.start)][-120:]


def _tidy(words: str) -> str:
    return " ".join(words.split())
