"""A report as the weighing of day words sees it: sentences, mentions, claims, and what each sentence is about."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from tollbook.days.clock import read_clock
from tollbook.days.grammar import find_phrases
from tollbook.days.lexicon import Family
from tollbook.days.mentions import Mention, Shape, read_mentions
from tollbook.days.order import month_first
from tollbook.days.sentences import small_sentences
from tollbook.model import Attack, Casualty, Claim, Effect, Report, Responsibility, Span, When, Where

Scale = Literal["inc", "agg", "war"]
Signature: TypeAlias = tuple[str, ...]
Spot: TypeAlias = tuple[int, int]
"""A place on the earth in steps of a fifth of a degree: one town and what lies around it."""

_WAR_TOLL = 10_000
"""A total from which on it is a war's, not a raid's."""


_CARRIED = ("weekday", "date", "near", "told")
_RECENT = 31


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A claim's words `[start, end)`, the number of its sentence, and what tells its event apart.

    `scale` is "inc" for one incident, "agg" for a total, "war" for a war's; `manner` is a
    casualty's bound, an attack's type or a responsibility's stance; `named` says that its count is a person, not a
    figure; `spoken` that somebody is credited for it; `size` is its figure, `spot` the place
    of its event; `signature` is equal for claims that tell the same thing again ("31 killed").
    """

    start: int
    end: int
    sentence: int
    family: Family
    scale: Scale
    kind: str
    manner: str
    named: bool
    spoken: bool
    size: int
    spot: Spot | None
    signature: Signature | None


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence is about: its telling words, its names, its paragraph's number, the tense of its deed, whether it
    speaks of a war, of a count so far, back to an attack that was told, of a time of day, of another event
    ("meanwhile"), of a recent one that it does not date, or of a blow that it brings in as new ("an attack"); and the
    signatures, families and spots of its claims.
    """

    words: frozenset[str]
    names: frozenset[str]
    paragraph: int
    tense: str
    war: bool
    so_far: bool
    back: bool
    hour: bool
    elsewhere: bool
    recent: bool
    signatures: frozenset[Signature]
    families: frozenset[Family]
    spots: frozenset[Spot]
    fresh: bool


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A report, read once.

    The first `written` of the `mentions` stand in the text, in its order, with the `numbers` of their sentences; after
    them come the spans, which no words name. `topics` are those of sentences with a claim or a mention, of
    `length` in all. `by_sentence` and `special` (the mention that dates the main event, and
    those that tell when a war began) are places among the mentions. `dated_starts` are the starts of the mentions that
    date no statement, `carried_starts` of those among them that name a day, `carried` their places. `days` are the
    recent days of violence that they name, `newest`, `oldest` and `main` the last, the first and the main one, and
    `same_days` counts the mentions of each; `first_at` tells where the first claim of each spot stands; `known` keeps
    what `features` found out for several claims.
    """

    text: str
    mentions: Sequence[Mention]
    written: int
    places: Sequence[Place]
    topics: dict[int, Topic]
    length: int
    by_sentence: dict[int, list[int]]
    numbers: Sequence[int]
    special: Sequence[int]
    dated_starts: Sequence[int]
    carried_starts: Sequence[int]
    carried: Sequence[int]
    days: frozenset[When]
    newest: When | None
    oldest: When | None
    main: When | None
    same_days: dict[When, int]
    first_at: dict[Spot, int]
    known: dict[tuple[int, int, str], list[tuple[str, float]]] = msgspec.field(default_factory=dict)


def read_scene(report: Report, claims: Sequence[Claim], sentences: Sequence[Span]) -> Scene:
    """Read the day words of a report and set its claims among them."""
    small = small_sentences(report.text, sentences)
    phrases = find_phrases(report.text)
    clock = read_clock(report, phrases)
    mentions = read_mentions(report.text, small, phrases, clock, month_first(report.url))
    starts = [sentence.start for sentence in small]
    places = [_place(claim, starts) for claim in claims]
    by_sentence: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        by_sentence.setdefault(mention.sentence, []).append(index)
    carried = [index for index, m in enumerate(mentions) if not m.speech and m.shape in _CARRIED]
    days = frozenset(m.when for m in (mentions[index] for index in carried) if m.event and m.age <= _RECENT)
    single = sorted((when for when in days if when.start == when.end), key=lambda when: when.start)
    main = next((mention.when for mention in mentions if mention.first), None)
    return Scene(
        text=report.text,
        mentions=[*mentions, *_spans(mentions, days, main, clock.at(len(report.text)))],
        written=len(mentions),
        places=places,
        topics=_topics(report.text, small, places, {0, *by_sentence, *(place.sentence for place in places)}),
        length=len(small),
        by_sentence=by_sentence,
        numbers=[mention.sentence for mention in mentions],
        special=sorted(
            (index for index, mention in enumerate(mentions) if mention.first or mention.shape == "conflict"),
            key=lambda index: not mentions[index].first,
        ),
        dated_starts=[mention.start for mention in mentions if not mention.speech],
        carried_starts=[mentions[index].start for index in carried],
        carried=carried,
        days=days,
        newest=single[-1] if single else None,
        oldest=single[0] if single else None,
        main=main,
        same_days=Counter(mention.when for mention in mentions),
        first_at={p.spot: p.start for p in sorted(places, key=lambda p: -p.start) if p.spot is not None},
    )


def _spans(
    mentions: Sequence[Mention], days: frozenset[When], main: When | None, reference: dt.date | None
) -> Iterator[Mention]:
    """Stretches that no words name and that figures cover all the same: all the days of violence of the report, the
    days from the main one to the day on which it speaks, and from where a total begins to the last day told.
    """
    found: list[tuple[Shape, dt.date, dt.date]] = []
    recent = [mention.when for mention in mentions if mention.when in days]
    if recent:
        found.append(("span", min(when.start for when in recent), max(when.end for when in recent)))
    if main is not None and reference is not None:
        found.append(("so far", main.start, reference))
    totals = [mention.when.start for mention in mentions if mention.shape in ("since", "conflict")]
    if totals and recent:
        found.append(("span", min(totals), max(when.end for when in recent)))
    if recent and reference is not None:
        found.append(("so far", min(when.start for when in recent), reference))
    for shape, start, end in dict.fromkeys(found):
        if start < end:
            yield Mention(
                start=0,
                end=0,
                sentence=0,
                when=When(start=start, end=end, precision="range"),
                shape=shape,
                speech=False,
                verb=None,
                noun=False,
                governed=False,
                event=True,
                age=(reference - end).days if reference is not None else 0,
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
    named, size, manner = False, 0, "none"
    match claim:
        case Attack():
            manner = claim.type
        case Responsibility():
            manner = claim.stance
        case Casualty(count=count):
            family = _FAMILY[claim.effect]
            size, manner = count.value or 0, count.bound
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
        manner=manner,
        named=named,
        spoken=claim.speaker is not None,
        size=size,
        spot=_spot(claim.where),
        signature=signature(claim),
    )


def _spot(where: Where | None) -> Spot | None:
    """A province's or a country's centre is no spot: what happened elsewhere in it has the same."""
    if where is None or where.lat is None or where.lon is None or where.precision in ("province", "country"):
        return None
    return round(where.lat * 5), round(where.lon * 5)


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


_ELSEWHERE = re.compile(
    r"^\W*(?:meanwhile|elsewhere|separately|in (?:another|a separate)|also|in addition|earlier|previously|in other|"
    r"in the meantime|similarly|likewise|moreover)\b|\b(?:another|separate|earlier|previous) "
    r"(?:attack|blast|raid|incident|strike|air ?strike|operation|bombing|shooting)",
    re.IGNORECASE,
)
_FRESH = re.compile(
    r"\b(?:an?|another|two|three|several|separate) (?:[\w-]{1,30} ){0,2}(?:attacks?|blasts?|explosions?|raids?|"
    r"(?:air ?)?strikes?|bombings?|clash(?:es)?|assaults?|shootings?|operations?|massacre|battles?|bombs?|ambush|"
    r"mine)\b",
    re.IGNORECASE,
)
_RECENTLY = re.compile(
    r"\b(?:recent(?:ly)?|lately|previously|in (?:the )?(?:past|last) (?:few|several)|(?:several|few|some) "
    r"(?:days|weeks|months|years) (?:ago|earlier|before)|once|repeatedly|often|each (?:day|year|month))\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:have|has)\s+(?:\w+ly\s+|also\s+|now\s+)?(?:been\s+)?(?:\w+ed|killed|died|lost|left|taken|held|shot)\b"
)
_PLUPERFECT = re.compile(r"\bhad\s+(?:\w+ly\s+|also\s+)?(?:been\s+)?(?:\w+ed|died|lost|left|taken|held|shot)\b")
_PAST = re.compile(r"\b(?:was|were|killed|wounded|injured|died|left|hit|struck|claimed|arrested|detained|abducted)\b")
_NAME = re.compile(r"(?<![.!?\n] )(?<!^)\b[A-Z][a-z’'-]{2,}")
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December The".split()
)


def _tense(sentence: str) -> str:
    """How the sentence tells its deed; "have been killed" counts so far, "were killed" tells of a day."""
    if _PLUPERFECT.search(sentence):
        return "pluperfect"
    if _PERFECT.search(sentence):
        return "perfect"
    return "past" if _PAST.search(sentence) else "none"


def _topics(text: str, sentences: Sequence[Span], places: Sequence[Place], wanted: Collection[int]) -> dict[int, Topic]:
    """The topics of the wanted sentences, by number."""
    signatures: dict[int, set[Signature]] = {}
    families: dict[int, set[Family]] = {}
    spots: dict[int, set[Spot]] = {}
    for place in places:
        families.setdefault(place.sentence, set()).add(place.family)
        if place.spot is not None:
            spots.setdefault(place.sentence, set()).add(place.spot)
        if place.signature is not None:
            signatures.setdefault(place.sentence, set()).add(place.signature)
    topics: dict[int, Topic] = {}
    paragraph, end = 0, 0
    for index, sentence in enumerate(sentences):
        paragraph += "\n" in text[end : sentence.start]
        end = sentence.end
        if index in wanted:
            topics[index] = Topic(
                words=frozenset(word.lower()[:_STEM] for word in _WORD.findall(sentence.text)) - _COMMON,
                names=frozenset(_NAME.findall(sentence.text)) - _NO_NAMES,
                paragraph=paragraph,
                tense=_tense(sentence.text),
                war=_WAR.search(sentence.text) is not None,
                so_far=_SO_FAR.search(sentence.text) is not None,
                back=_BACK.search(sentence.text) is not None,
                hour=_HOUR.search(sentence.text) is not None,
                elsewhere=_ELSEWHERE.search(sentence.text) is not None,
                recent=_RECENTLY.search(sentence.text) is not None,
                signatures=frozenset(signatures.get(index, ())),
                families=frozenset(families.get(index, ())),
                spots=frozenset(spots.get(index, ())),
                fresh=_FRESH.search(sentence.text) is not None,
            )
    return topics
