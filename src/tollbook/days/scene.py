"""A report as the weighing of day words sees it: sentences, mentions, claims, and what each sentence is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from tollbook.days.clock import read_clock
from tollbook.days.grammar import find_phrases
from tollbook.days.lexicon import Family
from tollbook.days.mentions import Mention, read_mentions
from tollbook.days.sentences import small_sentences
from tollbook.model import Attack, Casualty, Claim, Effect, Report, Responsibility, Span, When

Scale = Literal["inc", "agg", "war"]
Signature: TypeAlias = tuple[str, ...]

_WAR_TOLL = 10_000
"""A total from which on it is a war's, not a raid's."""


_CARRIED = ("weekday", "date", "near", "told")
_RECENT = 31


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A claim's words `[start, end)`, the number of its sentence, and what tells its event apart.

    `scale` is "inc" for one incident, "agg" for a total, "war" for a war's; `named` says that its count is a person,
    not a figure; `signature` is equal for claims that tell the same thing again ("31 killed").
    """

    start: int
    end: int
    sentence: int
    family: Family
    scale: Scale
    kind: str
    named: bool
    signature: Signature | None


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence is about: its telling words, its paragraph's number, whether it speaks of a war, of a count so
    far, back to an attack that was told, or of a time of day; and the signatures of its claims.
    """

    words: frozenset[str]
    paragraph: int
    war: bool
    so_far: bool
    back: bool
    hour: bool
    signatures: frozenset[Signature]


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A report, read once.

    `mentions` in text order, with the `numbers` of their sentences; `special` are the one that dates the main event
    and those that tell when a war began, with their places in `mentions`. `dated_starts` are the starts of the
    mentions that date no statement, `carried_starts` of those among them that name a day;
    `days` are the recent days of violence that they name.
    """

    text: str
    mentions: Sequence[Mention]
    places: Sequence[Place]
    topics: Sequence[Topic]
    by_sentence: dict[int, list[Mention]]
    numbers: Sequence[int]
    special: Sequence[tuple[int, Mention]]
    dated_starts: Sequence[int]
    carried_starts: Sequence[int]
    days: frozenset[When]


def read_scene(report: Report, claims: Sequence[Claim], sentences: Sequence[Span]) -> Scene:
    """Read the day words of a report and set its claims among them."""
    small = small_sentences(report.text, sentences)
    phrases = find_phrases(report.text)
    mentions = read_mentions(report.text, small, phrases, read_clock(report, phrases))
    starts = [sentence.start for sentence in small]
    places = [_place(claim, starts) for claim in claims]
    dated = [mention for mention in mentions if not mention.speech]
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return Scene(
        text=report.text,
        mentions=mentions,
        places=places,
        topics=_topics(report.text, small, places),
        by_sentence=by_sentence,
        numbers=[mention.sentence for mention in mentions],
        special=sorted(
            (item for item in enumerate(mentions) if item[1].first or item[1].shape == "conflict"),
            key=lambda item: not item[1].first,
        ),
        dated_starts=[mention.start for mention in dated],
        carried_starts=[m.start for m in dated if m.shape in _CARRIED],
        days=frozenset(m.when for m in dated if m.shape in _CARRIED and m.event and m.age <= _RECENT),
    )


def dated_between(scene: Scene, start: int, end: int) -> int:
    """How many mentions that may date an event begin after `start` and before `end`."""
    return max(0, bisect_left(scene.dated_starts, end) - bisect_right(scene.dated_starts, start))


def carried_between(scene: Scene, start: int, end: int) -> int:
    """The same of those that name a day, and so end what an earlier day carries on."""
    return max(0, bisect_left(scene.carried_starts, end) - bisect_right(scene.carried_starts, start))


def anchor(claim: Claim) -> tuple[int, int]:
    """The words on which a claim hangs: its count, its trigger, its actor, else its evidence."""
    match claim:
        case Casualty():
            return claim.count.start, claim.count.end
        case Attack():
            return claim.trigger.start, claim.trigger.end
        case Responsibility(actor=actor) if actor is not None:
            return actor.start, actor.end
    return claim.evidence.start, claim.evidence.end


_FAMILY: dict[Effect, Family] = {
    "killed": "killed",
    "injured": "injured",
    "missing": "taken",
    "abducted": "taken",
    "detained": "taken",
    "displaced": "displaced",
}


def _place(claim: Claim, starts: Sequence[int]) -> Place:
    start, end = anchor(claim)
    family: Family = "attack"
    scale: Scale = "inc"
    named = False
    match claim:
        case Casualty(count=count):
            family = _FAMILY[claim.effect]
            named = count.value in (0, 1, 2) and not count.text.isdecimal()
            if claim.scope == "aggregate":
                scale = "war" if (count.value or 0) >= _WAR_TOLL else "agg"
    return Place(
        start=start,
        end=end,
        sentence=max(0, bisect_right(starts, start) - 1),
        family=family,
        scale=scale,
        kind=type(claim).__name__[0],
        named=named,
        signature=signature(claim),
    )


def signature(claim: Claim) -> Signature | None:
    """What makes two claims tell the same thing; figures of one and two are too common without their victims."""
    match claim:
        case Casualty(count=count):
            if count.value is not None and count.value > 2:
                return claim.effect, str(count.value)
            return claim.effect, (count.text.lower().split() or [""])[-1], claim.victims.text or ""
        case Attack():
            return "attack", claim.trigger.text.lower()
        case Responsibility(actor=actor) if actor is not None:
            return "actor", actor.text.lower()
    return None


_WORD = re.compile(r"[A-Za-z][\w’'-]{3,}")
_COMMON = frozenset(
    "that this with from have been were they their said says told also after before about more than least people "
    "killed wounded injured into over which there other others when while where would could some most many among "
    "group state city province according monday tuesday wednesday thursday friday saturday sunday".split()
)
_STEM = 6
_WAR = re.compile(r"\b(?:war|conflict|uprising|revolution|insurgency|since)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:so far|toll|total|altogether|overall)\b", re.IGNORECASE)
_HOUR = re.compile(
    r"\b(?:at (?:dawn|noon|midday|midnight|night)|in the (?:early |late )?(?:morning|afternoon|evening|hours)|"
    r"(?:morning|afternoon|evening) (?:on|in|at|against)|earlier on)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:the|that|those|these|this) (?:[\w-]{1,30} )?(?:attacks?|blasts?|explosions?|raids?|(?:air ?)?strikes?|"
    r"bombings?|clash(?:es)?|incidents?|assaults?|shootings?|operations?|massacre|dead|wounded|injured|victims|"
    r"fighting|battles?|kidnapping)\b",
    re.IGNORECASE,
)


def _topics(text: str, sentences: Sequence[Span], places: Sequence[Place]) -> list[Topic]:
    signatures: dict[int, set[Signature]] = {}
    for place in places:
        if place.signature is not None:
            signatures.setdefault(place.sentence, set()).add(place.signature)
    topics: list[Topic] = []
    paragraph, end = 0, 0
    for index, sentence in enumerate(sentences):
        paragraph += "\n" in text[end : sentence.start]
        end = sentence.end
        topics.append(
            Topic(
                words=frozenset(word.lower()[:_STEM] for word in _WORD.findall(sentence.text)) - _COMMON,
                paragraph=paragraph,
                war=_WAR.search(sentence.text) is not None,
                so_far=_SO_FAR.search(sentence.text) is not None,
                back=_BACK.search(sentence.text) is not None,
                hour=_HOUR.search(sentence.text) is not None,
                signatures=frozenset(signatures.get(index, ())),
            )
        )
    return topics
