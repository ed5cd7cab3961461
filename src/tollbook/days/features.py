"""What is looked at when the day words of a report are weighed against a claim.

Every mention near enough is a candidate, and so is that the text does not tell. Three things are described, each by
named signs: the claim where it stands, the mention where it stands, and how the two stand to each other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TypeAlias

from tollbook.days.mentions import Mention
from tollbook.days.scene import Place, Scene, Topic, carried_between, dated_between

Signs: TypeAlias = list[tuple[str, float]]

_OWN, _BEFORE, _LATER, _WARS, _SPANS = 8, 7, 4, 3, 3
"""How many mentions are candidates: of the claim's own sentence, before it, after it, of wars anywhere, and spans."""


def candidates(scene: Scene, place: Place) -> Iterator[tuple[int | None, Signs, Signs]]:
    """The candidates of a claim by their number among the scene's mentions, None, "the text does not tell", first. Each
    comes with how it stands to the claim, and with how it stands to the claim's sentence: one list for all its claims.
    """
    yield None, _nothing(scene, place), _NO_SIGNS
    own = scene.by_sentence.get(place.sentence, [])
    for index in sorted(own, key=lambda index: _gap(scene.mentions[index], place))[:_OWN]:
        mention = scene.mentions[index]
        # "Said on Sunday that 31 ..." does not date the 31, but "said on Sunday that at dawn 31 ..." does.
        spoken = mention.speech and mention.start <= place.start and not scene.topics[place.sentence].hour
        if not (mention.counted or spoken):
            yield index, _own(scene, place, index), _NO_SIGNS
    low, high = _around(scene, place)
    for side, first, last in (
        ("before", max(0, low - _BEFORE), low),
        ("later", high, min(high + _LATER, scene.written)),
    ):
        for index in range(first, last):
            if not (scene.mentions[index].counted or _ALONE.match(scene.text, scene.mentions[index].end)):
                yield index, _other(scene, place, index, side), _between(scene, place.sentence, index, side)
    for index in scene.special[: _WARS + 1]:
        if not low - _BEFORE <= index < high + _LATER:
            side = "before" if index < low else "later"
            yield index, _other(scene, place, index, side), _between(scene, place.sentence, index, side)
    spans = [("span", 1.0), (f"span {place.scale}", 1.0), (f"span so far {scene.topics[place.sentence].so_far}", 1.0)]
    for index in range(scene.written, min(len(scene.mentions), scene.written + _SPANS)):
        yield index, _NO_SIGNS, spans


_NO_SIGNS: Signs = []
_ALONE = re.compile(r"\s+alone\b", re.IGNORECASE)
"""A figure "on Saturday alone" is set off from those around it: the day is not theirs."""


def _around(scene: Scene, place: Place) -> tuple[int, int]:
    """The first mention of the claim's sentence, and the first after it."""
    return bisect_left(scene.numbers, place.sentence), bisect_right(scene.numbers, place.sentence)


def describe_place(scene: Scene, place: Place) -> Signs:
    """The claim where it stands."""
    topic = scene.topics[place.sentence]
    own = [scene.mentions[index] for index in scene.by_sentence.get(place.sentence, [])]
    signs: Signs = [
        (f"c {place.kind}", 1),
        (f"c {place.family}", 1),
        (f"c {place.scale}", 1),
        (f"c {place.kind} {place.manner}", 1),
        (f"c tense {topic.tense}", 1),
        (f"c own {min(3, len(own))}", 1),
        (f"c days {min(4, len(scene.days))}", 1),
        ("c place", place.sentence / max(1, scene.length)),
        ("c size", math.log10(1 + place.size)),
    ]
    flags = {
        "named": place.named,
        "spoken": place.spoken,
        "title": place.sentence == 0,
        "lead": 0 < place.sentence <= 2,
        "war": topic.war,
        "so far": topic.so_far,
        "back": topic.back,
        "hour": topic.hour,
        "elsewhere": topic.elsewhere,
        "recent": topic.recent,
        "fresh": topic.fresh,
        "spot": place.spot is not None,
        "new spot": place.spot is not None and place.start <= scene.first_at[place.spot],
        "speech only": bool(own) and all(mention.speech for mention in own),
        "no event day": not any(mention.first for mention in scene.mentions),
        "head": not dated_between(scene, -1, place.start),
    }
    signs += [(f"c {name}", 1) for name, holds in flags.items() if holds]
    return signs + _words_around(scene.text, place.start, place.end, "c")


def describe_mention(scene: Scene, index: int) -> Signs:
    """The mention where it stands."""
    mention = scene.mentions[index]
    same = scene.same_days.get(mention.when, 1)
    signs: Signs = [
        (f"m {mention.shape}", 1),
        (f"m lead {mention.lead}", 1),
        (f"m age {_age(mention.age)}", 1),
        (f"m long {_length((mention.when.end - mention.when.start).days)}", 1),
        (f"m verb {mention.verb}", 1),
        ("m same", math.log(same)),
        ("m share", same / max(1, scene.written)),
    ]
    flags = {
        "speech": mention.speech,
        "noun": mention.noun,
        "event": mention.event,
        "first": mention.first,
        "opens": mention.opens,
        "bare": not mention.governed and mention.shape == "date",
        "known": mention.when in scene.days,
        "newest": mention.when == scene.newest,
        "oldest": mention.when == scene.oldest,
        "main": mention.when == scene.main,
        "to the day": mention.age == 0 and mention.when.start < mention.when.end,
    }
    signs += [(f"m {name}", 1) for name, holds in flags.items() if holds]
    return signs + (_words_around(scene.text, mention.start, mention.end, "m") if mention.end else [])


_BOUND = re.compile(
    r"[,;:]|\b(?:while|but|after|before|following|when|whereas|meanwhile|who|which|that)\b", re.IGNORECASE
)


def _own(scene: Scene, place: Place, index: int) -> Signs:
    """A mention in the claim's own sentence."""
    mention = scene.mentions[index]
    left = mention.end <= place.start
    gap = scene.text[mention.end : place.start] if left else scene.text[place.end : mention.start]
    bounds = _BOUND.findall(gap[:400])
    side = "left" if left else "right"
    signs: Signs = [
        ("own", 1),
        (f"own {side}", 1),
        (f"own {side} dist", math.log1p(len(gap) / 20)),
        ("own bounds", min(4, len(bounds))),
        (f"own kin {_kin(place, mention)}", 1),
        (f"own {side} {mention.shape}", 1),
        (f"own {place.scale} {_length((mention.when.end - mention.when.start).days)}", 1),
    ]
    signs += [(f"own over {word}", 1) for word in {bound.lower() for bound in bounds} & _TURNS]
    if mention.speech:
        signs.append((f"own {side} speech", 1))
        if scene.topics[place.sentence].hour:
            signs.append(("own speech hour", 1))
    rivals = [
        _gap(scene.mentions[rival], place)
        for rival in scene.by_sentence[mention.sentence][:_OWN]
        if scene.mentions[rival].start != mention.start and not scene.mentions[rival].speech
    ]
    if not rivals:
        signs.append(("own only", 1))
    elif min(rivals) < _gap(mention, place):
        signs.append(("own farther", 1))
    if mention.opens:
        signs.append((f"own opens {side}", 1))
    if "and" in gap.split()[:1] or "," not in gap:
        signs.append((f"own joined {side}", 1))
    return signs


_TURNS = frozenset({"while", "but", "after", "before", "following", "when", "whereas", "meanwhile", ";", "that"})


def _other(scene: Scene, place: Place, index: int, side: str) -> Signs:
    """A mention in an earlier ("before") or a later sentence."""
    mention = scene.mentions[index]
    here, there = scene.topics[place.sentence], scene.topics[mention.sentence]
    signs: Signs = [
        (f"{side} kin {_kin(place, mention)}", 1),
        (f"{side} spot {_spots(place, there)}", 1),
        (f"{side} {place.scale} {_length((mention.when.end - mention.when.start).days)}", 1),
    ]
    if side == "before":
        between = carried_between(scene, mention.start, place.start)
        signs.append(("before between", math.log1p(between)) if between else ("before latest", 1))
    else:
        if not dated_between(scene, -1, place.start):
            signs.append(("later head", 1))
        if not dated_between(scene, place.start, mention.start):
            signs.append(("later next", 1))
    if place.signature is not None and place.signature in there.signatures:
        signs.append(("signature", 1))
    if place.family in there.families:
        signs.append((f"{side} family", 1))
    if here.back:
        signs.append((f"{side} back", 1))
    if here.elsewhere or here.recent:
        signs.append((f"{side} elsewhere", 1))
    if place.scale != "inc" and mention.shape in ("since", "stretch", "conflict"):
        signs.append((f"{side} total", 1))
    return signs


def _between(scene: Scene, sentence: int, index: int, side: str) -> Signs:
    """How a sentence stands to a mention elsewhere: looked at once for all the claims of the sentence."""
    key = (sentence, index, side)
    known = scene.known.get(key)
    if known is None:
        mention = scene.mentions[index]
        here, there = scene.topics[sentence], scene.topics[mention.sentence]
        paragraphs = abs(here.paragraph - there.paragraph)
        known = [
            (side, 1.0),
            (f"{side} dist", math.log1p(abs(sentence - mention.sentence))),
            (f"{side} paragraphs", math.log1p(paragraphs)),
            (f"{side} shared", math.log1p(len(here.words & there.words))),
            (f"{side} new names", math.log1p(len(here.names - there.names))),
            (f"{side} common names", math.log1p(len(here.names & there.names))),
            (f"{side} {mention.shape}", 1.0),
        ]
        if not paragraphs:
            known.append((f"{side} paragraph", 1.0))
        scene.known[key] = known
    return known


def _nothing(scene: Scene, place: Place) -> Signs:
    """What speaks for "the text does not tell" beside what holds for the claim."""
    latest = bisect_left(scene.carried_starts, place.start) - 1
    signs: Signs = [("null", 1), (f"null {place.scale}", 1)]
    if latest < 0:
        signs.append(("null none before", 1))
        return signs
    mention = scene.mentions[scene.carried[latest]]
    here, there = scene.topics[place.sentence], scene.topics[mention.sentence]
    signs += [
        ("null dist", math.log1p(place.sentence - mention.sentence)),
        ("null paragraphs", math.log1p(here.paragraph - there.paragraph)),
        ("null new names", math.log1p(len(here.names - there.names))),
        (f"null spot {_spots(place, there)}", 1),
        ("null shared", math.log1p(len(here.words & there.words))),
    ]
    return signs


def _spots(place: Place, there: Topic) -> str:
    """How the place of the claim goes with the places of the claims beside a mention."""
    if place.spot is None or not there.spots:
        return "unknown"
    return "same" if place.spot in there.spots else "other"


_WORD = re.compile(r"[a-z]+|[;:\n]", re.IGNORECASE)


def _words_around(text: str, start: int, end: int, whose: str) -> Signs:
    """The three words before and behind, without their order."""
    before = _WORD.findall(text, max(0, start - 50), start)[-3:]
    after = _WORD.findall(text, end, end + 50)[:3]
    return [(f"{whose} < {word.lower()}", 1.0) for word in before] + [
        (f"{whose} > {word.lower()}", 1.0) for word in after
    ]


def _kin(place: Place, mention: Mention) -> str:
    """How the verb by the mention goes with the claim."""
    if mention.verb is None:
        return "none"
    if mention.verb == place.family:
        return "same"
    return mention.verb if mention.verb in ("court", "freed", "speech", "attack") else "other"


def _age(days: int) -> str:
    if days <= 1:
        return "1" if days == 1 else "0"
    return "week" if days <= 7 else "month" if days <= 31 else "year" if days <= 366 else "old"


def _length(days: int) -> str:
    if days <= 1:
        return "1" if days == 0 else "2"
    return "week" if days <= 7 else "month" if days <= 31 else "year" if days <= 366 else "old"


def _gap(mention: Mention, place: Place) -> int:
    return place.start - mention.end if mention.end <= place.start else mention.start - place.end
