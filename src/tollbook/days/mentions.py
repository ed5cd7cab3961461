"""The day words of a report, each with its days and with what its own sentence says about its part there.

A day word may tell when something happened, or when somebody spoke ("said on Sunday"), when a court sat, how long a
war has lasted. What it is near to decides; these are the observations by which `choice` weighs it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from tollbook.days.clock import Clock
from tollbook.days.lexicon import Family, family_of, tells_violence
from tollbook.days.resolve import resolve
from tollbook.days.values import (
    Ambiguous,
    Between,
    Calendar,
    Decade,
    Feast,
    Foreign,
    Lasting,
    Offset,
    Overnight,
    Phrase,
    Season,
    Shift,
    Since,
    Unit,
    Value,
    Weekday,
)
from tollbook.model import Span, When

Shape = Literal[
    "weekday",  # Tuesday, Friday night, overnight
    "date",  # 3 May, 28.05.2017
    "near",  # today, two days ago
    "told",  # that day, a day earlier: hangs on the day told before
    "main told",  # the same, hung on the main event's day
    "behind",  # a day after the raid
    "week",  # last week, the weekend
    "stretch",  # the past two days
    "since",
    "month",
    "year",
    "began",  # the day that "since" begins with
    "told year",  # 3 May, in the year that was told before
    "span",  # from the first to the last day of violence that the report names
    "so far",  # from a day of violence to the day on which the text speaks
    "conflict",  # from the start of a war that the text dates to the day on which it speaks
    "caption",  # a full date that nothing leads
]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Day words `text[start:end]` in sentence number `sentence`, and their days.

    `shape` is how they are told. `speech` says that they date a statement; `verb` is the family of the verb that they
    seem to belong to; `noun` says that they stand before a violent noun ("Tuesday's attack"); `governed` that a
    preposition leads them, and `lead` which; `opens` that they open their sentence; `event` that their sentence
    tells of violence; `age` counts the days from their end to the
    day on which the text speaks; `first` marks the first mention in the text that dates violence. `counted` says that
    they date a count ("had died by Sunday", "the toll rose on Sunday"): never the event.
    """

    start: int
    end: int
    sentence: int
    when: When
    shape: Shape
    speech: bool
    verb: Family | None
    noun: bool
    governed: bool
    event: bool
    age: int
    lead: str = "none"
    opens: bool = False
    first: bool = False
    counted: bool = False


def read_mentions(
    text: str,
    sentences: Sequence[Span],
    phrases: Sequence[Phrase],
    clock: Clock,
    month_first: bool | None = None,
) -> list[Mention]:
    """The mentions of a report in text order; those that resolve to no day are left out."""
    starts = [sentence.start for sentence in sentences]
    mentions: list[Mention] = []
    spoken = _speech_days(text, sentences, starts, phrases, clock)
    event: When | None = None
    main: When | None = None
    for phrase in phrases:
        if phrase.start in clock.stated:
            continue
        index = max(0, bisect_right(starts, phrase.start) - 1)
        reference = clock.at(phrase.start)
        if isinstance(phrase.value, Lasting | Overnight):
            reference = spoken.get(index, reference)
        hooks = [event, main] if main and main != event and main.start == main.end and _hangs(phrase.value) else [event]
        told: list[Mention] = []
        for shape, value, hook in _ways(phrase.value, hooks, event):
            when = resolve(value, reference, hook, month_first=month_first)
            if when is None or any(other.when == when for other in told):
                continue
            mention = _mention(text, sentences[index], index, phrase, when, reference)
            if shape is not None:
                mention = msgspec.structs.replace(mention, shape=shape)
            if main is None and _tells_main_event(mention):
                main = when
                mention = msgspec.structs.replace(mention, first=True)
            told.append(mention)
        wars = [war for mention in told[:1] if (war := _war(text, sentences[index], mention, reference)) is not None]
        mentions += told + wars
        if told and hooks == [event] and not wars and not told[0].speech and told[0].shape != "behind":
            event = told[0].when
    loose = {p.start for p in phrases if isinstance(p.value, Lasting) and p.value.loose}
    return [_settled(mention, mentions) if mention.start in loose else mention for mention in mentions]


def _ways(value: Value, hooks: Sequence[When | None], event: When | None) -> Iterator[_Way]:
    """How the words may be meant, each as a shape of its own (None: its usual one), a value and what it hangs on.

    "since the raid on Friday" may date the raid. A day without its year may lie in the year that was told before.
    """
    for hook in hooks:
        yield ("main told" if hook is not event else None), value, hook
    if isinstance(value, Since) and value.first is not None and not isinstance(value.first, Lasting):
        yield "began", value.first, event
    if (
        event is not None
        and isinstance(value, Calendar)
        and value.year is None
        and value.back is None
        and value.month is not None
        and event.start.year == event.end.year
    ):
        yield "told year", msgspec.structs.replace(value, year=event.start.year), event


_Way: TypeAlias = tuple["Shape | None", Value, When | None]


def _settled(loose: Mention, mentions: Sequence[Mention]) -> Mention:
    """A stretch that need not end on the day of the statement, on the days of as many that the report names ("two days
    of violence" beside "on Friday and Saturday"), else up to the day beside it ("a six-day raid ended on Friday").
    """
    length = loose.when.end - loose.when.start
    for other in mentions:
        if other.shape in ("weekday", "date") and other.when.end - other.when.start == length:
            return msgspec.structs.replace(loose, when=other.when)
    beside = [
        other.when.end
        for other in mentions
        if other.sentence == loose.sentence and not other.speech and other.shape in ("weekday", "date", "near")
    ]
    if len(set(beside)) == 1 and beside[0].toordinal() > length.days:
        when = When(start=beside[0] - length, end=beside[0], precision="range" if length else "day")
        return msgspec.structs.replace(loose, when=when)
    return loose


def _hangs(value: Value) -> bool:
    return isinstance(value, Shift) and value.of == "event"


def _speech_days(
    text: str, sentences: Sequence[Span], starts: Sequence[int], phrases: Sequence[Phrase], clock: Clock
) -> dict[int, dt.date]:
    """By sentence, the day of the statement that it dates: "the past 24 hours" of a statement end on its day."""
    days: dict[int, dt.date] = {}
    for phrase in phrases:
        if isinstance(phrase.value, Weekday | Calendar | Shift) and phrase.start not in clock.stated:
            index = max(0, bisect_right(starts, phrase.start) - 1)
            before, after = _around(text, sentences[index], phrase)
            if _dates_speech(before, after):
                when = resolve(phrase.value, clock.at(phrase.start), None)
                if when is not None and when.precision == "day":
                    days[index] = when.end
    return days


def _around(text: str, sentence: Span, phrase: Phrase) -> tuple[str, str]:
    before = text[max(sentence.start, phrase.start - 100) : phrase.start]
    return before, text[phrase.end : max(phrase.end, min(sentence.end, phrase.end + 100))]


def _mention(text: str, sentence: Span, index: int, phrase: Phrase, when: When, reference: dt.date | None) -> Mention:
    before, after = _around(text, sentence, phrase)
    return Mention(
        start=phrase.start,
        end=phrase.end,
        sentence=index,
        when=when,
        shape=_shape_here(phrase.value, before),
        speech=_dates_speech(before, after) and not _owns_violence(text, phrase, after),
        verb=_verb(before, after),
        noun=_NOUN.match(after) is not None,
        governed=_GOVERNED.search(before) is not None,
        event=tells_violence(text[sentence.start : sentence.end]),
        age=(reference - when.end).days if reference is not None else 0,
        lead=_lead(before),
        opens=phrase.start - sentence.start <= _OPENS,
        counted=_dates_count(before) and _NOUN.match(after) is None,
    )


def _owns_violence(text: str, phrase: Phrase, after: str) -> bool:
    """ "Said Wednesday night's raid was ..." dates the raid."""
    return text[phrase.start : phrase.end].endswith(("'s", "’s")) and _NOUN.match(after) is not None


def _shape_here(value: Value, before: str) -> Shape:
    """A full date that no preposition leads is a caption's or a file's, not the sentence's."""
    if isinstance(value, Calendar) and value.day and value.year and not _GOVERNED.search(before):
        return "caption"
    return _shape(value)


def _shape(value: Value) -> Shape:
    match value:
        case Between(first=first):
            return _shape(first)
        case Calendar(day=None, month=None) | Decade():
            return "year"
        case Calendar(day=None):
            return "month"
        case Shift():
            return _shape_of_shift(value)
        case Foreign(day=None) | Season():
            return "month"
        case Weekday() | Overnight():
            return "weekday"
        case Calendar() | Ambiguous() | Feast() | Foreign() | Offset():
            return "date"
        case Since():
            return "since"
        case Lasting():
            return "stretch"


def _shape_of_shift(value: Shift) -> Shape:
    if value.behind:
        return "behind"
    if value.of == "event":
        return "told"
    shapes: dict[Unit, Shape] = {"day": "near", "week": "week", "weekend": "week", "month": "month", "year": "year"}
    return shapes[value.unit]


def _tells_main_event(mention: Mention) -> bool:
    return (
        mention.event and not mention.speech and mention.shape in ("weekday", "date", "near") and 0 <= mention.age <= 31
    )


_NOUN = re.compile(
    r"(?:\s+(?!and\b|in\b|on\b|the\b|a\b|by\b)[\w-]+){0,2}?\s+(?:attack|bomb|blast|explo|raid|strike|airstrike|shell|"
    r"massacre|shoot|clash|assault|killing|murder|assassinat|violence|incident|abduct|kidnap|ambush|operation|rampage)",
    re.IGNORECASE,
)
_GOVERNED = re.compile(r"\b(?:on|in|of|from|between|at|by|late|early|during|over|since|the|for)\s*$", re.IGNORECASE)
_OPENS = 12
_LEADS = re.compile(
    r"\b(on|in|of|from|between|at|by|late|early|during|over|since|the|for|until|after|before)\s*$", re.IGNORECASE
)


def _lead(before: str) -> str:
    """The word that leads the day words."""
    found = _LEADS.search(before)
    return found[1].lower() if found else "none"


_SPEECH = (
    "(?:said|says|saying|told|tells|telling|stated|states|announced|announcing|reported|reports|confirmed|claimed|"
    "added|warned|declared|statement|tweeted|wrote|quoted|interview|conference|briefing|spoke|speaking|acknowledged|"
    "admitted|condemned|denied|disclosed|revealed|video|footage|letter|letters|report|noted|vowed|urged|called)"
)
_AFTER_SPEECH = re.compile(
    rf"\b{_SPEECH}\b((?:\s+[^\s.;]+){{0,6}}?)\s*(?:\b(?:late|early|earlier|in|on|also)\s+){{0,2}}$", re.IGNORECASE
)
_BEFORE_SPEECH = re.compile(rf"[,\s]*((?:[^\s.;]+\s+){{0,8}}?){_SPEECH}\b", re.IGNORECASE)
_AS_OF = re.compile(r"\b(?:as of|by)\s+(?:late\s+|early\s+)?$", re.IGNORECASE)
_TOLL_MOVED = re.compile(
    r"\b(?:tolls?|number|count|total|deaths)\b[^.;]{0,120}\b(?:climb(?:s|ed)?|rises?|rose|risen|reach(?:es|ed)?|stands|stood|"
    r"jumped|increased|grown|grew|passed|revised)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""A toll that "climbed to 200 on Sunday" was counted on Sunday; when they died, it does not say."""
_OPENING = re.compile(
    r"\W{0,9}(?:\b(?:early|late|earlier|later|on|also|in|but|and|meanwhile|however|the)\b\W{0,9}){0,4}", re.IGNORECASE
)


def _dates_speech(before: str, after: str) -> bool:
    """Whether the words date a statement: "said in a statement on Friday", "on Friday the ministry said"."""
    led = _AFTER_SPEECH.search(before)
    if _dates_count(before):
        return True
    if led is not None and not tells_violence(led[1]) and " that " not in f"{led[1]} ":
        return True
    followed = _BEFORE_SPEECH.match(after)
    if followed is None or tells_violence(followed[1]):
        return False
    return len(followed[1].split()) <= 1 or _OPENING.fullmatch(before) is not None


def _dates_count(before: str) -> bool:
    return _AS_OF.search(before) is not None or _TOLL_MOVED.search(before) is not None


_WORD = re.compile(r"[\w’'-]+")


def _verb(before: str, after: str) -> Family | None:
    """The family of the nearest telling verb, leftwards and else rightwards."""
    for word in reversed(_WORD.findall(before)):
        family = family_of(word)
        if family is not None:
            return family
    for word in _WORD.findall(after):
        family = family_of(word)
        if family is not None:
            return family
    return None


_WAR = re.compile(
    r"\b(?:wars?|conflicts?|uprising|revolution|revolt|rebellion|protests|insurgency|genocide|crackdown|coup|invasion|"
    r"offensive|campaign|battle|siege|violence|riots|attack)\b",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:began|begun|start(?:ed|ing)?|erupt(?:ed|ing)|br(?:oke|eaking) out|since|beginning|outbreak|launched|coup|"
    r"invasion|invaded)\b",
    re.IGNORECASE,
)


def _war(text: str, sentence: Span, mention: Mention, reference: dt.date | None) -> Mention | None:
    """Where the words tell when a war began, the stretch from then to the day on which the text speaks: what "the
    war has killed 200,000" covers.
    """
    if reference is None or mention.shape not in ("since", "month", "year", "date"):
        return None
    around = text[max(sentence.start, mention.start - 120) : min(sentence.end, mention.end + 60)]
    if not (_WAR.search(around) and _BEGAN.search(around)):
        return None
    when = When(start=mention.when.start, end=reference, precision="range")
    return msgspec.structs.replace(mention, when=when, shape="conflict", first=False)
