"""Victims whom a report names: their words stand apart from everything else, and are shown to those alone who may see
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model import Casualty, Claim, Report, claim_ref

WITHHELD = "[name withheld]"
"""What stands in a sentence where a victim's name stood."""

_PART = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_JOINT = r"(?:al|el|ul|bin|ibn|abu|de|da|von|van|ould|ag)"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sgt|Cpl|Pvt|Capt|Maj|Col|Lt|Gen|Sheikh|Mullah|Maulana|Haji|Father|Sister|Imam)\.?"
_NAME = re.compile(rf"(?:{_TITLE} )?{_PART}(?:(?: {_JOINT})?[ -]{_PART})+|{_TITLE} {_PART}")
_BEFORE = re.compile(r"(?:\b(?:the|of|from|in|for|at|with)|[’']s) $", re.IGNORECASE)
"""Words before a name that make it one of a group or a place: "members of the Red Dune Front"."""
_AFTER = re.compile(r"\s+(?!and\b|or\b|aged?\b|was\b|is\b|who\b)[a-z]")
"""A common noun after it does so too: "Red Dune Front fighters"."""
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|\baged? (\d{1,3})\b|, (\d{1,3})\b")
_FEW = 3


class NamedVictim(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a claim names among its victims: the name, the age where the words give one, the words themselves, what
    befell them, and the outlet.
    """

    name: str
    age: int | None
    words: str
    effect: str
    victim_class: str
    outlet: str | None
    claim: str


def named_victims(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[NamedVictim, ...]:
    """The victims that claims name; `reports` are those that make them, by digest. Claims go by `claim_ref`.

    Names are known by their capitals: a name in another script, or one word alone, is not found.
    """
    outlets = {claim_ref(digest, ""): report.outlet for digest, report in reports.items()}
    found = []
    for claim in claims:
        if not isinstance(claim, Casualty) or claim.count.value is None or claim.count.value > _FEW:
            continue
        words = _words(claim)
        found += [
            NamedVictim(
                name=name,
                age=_age(words, name),
                words=words,
                effect=claim.effect,
                victim_class=claim.victims.victim_class,
                outlet=outlets.get(claim.id.partition(":")[0] + ":"),
                claim=claim.id,
            )
            for name in _names(words)
        ]
    return tuple(found)


def withheld(record: Any, names: Sequence[str]) -> Any:
    """The same record with those names withheld wherever a sentence holds one."""
    if not names:
        return record
    longest_first = sorted(set(names), key=len, reverse=True)
    said = re.compile("|".join(re.escape(name) for name in longest_first))
    return _without(record, said)


def _without(value: Any, said: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return said.sub(WITHHELD, value)
    if isinstance(value, tuple):
        return tuple(_without(one, said) for one in value)
    if isinstance(value, msgspec.Struct):
        changed = {name: _without(getattr(value, name), said) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)
    return value


def _words(claim: Casualty) -> str:
    """The words of the figure and of the victims, the longer where one holds the other."""
    figure, victims = claim.count.text, claim.victims.text or ""
    if victims in figure:
        return figure
    return victims if figure in victims else f"{figure} {victims}"


def _names(words: str) -> list[str]:
    return [
        one.group()
        for one in _NAME.finditer(words)
        if not _BEFORE.search(words[: one.start()]) and not _AFTER.match(words[one.end() :])
    ]


def _age(words: str, name: str) -> int | None:
    told = _AGE.search(words[words.index(name) + len(name) :]) or _AGE.search(words)
    return None if told is None else int(next(part for part in told.groups() if part))
