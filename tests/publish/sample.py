"""A reading made by hand, for the faces: what it tells is invented, and some of it is hostile."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from tollbook.model import (
    Actor,
    ActorWords,
    Attack,
    Block,
    Bound,
    Casualty,
    Claim,
    Count,
    Disagreement,
    Effect,
    Estimate,
    Incident,
    ReaderVersion,
    Report,
    Responsibility,
    Scope,
    Span,
    Speaker,
    Stance,
    Step,
    VictimClass,
    Victims,
    When,
    Where,
    digest_of,
)

TITLE = "Blast tears through Ostra market"
TOTAL = "Almost 20 people were killed when a car bomb went off at the market of Ostra on Tuesday."
SPLIT = (
    "The mayor, Ada Vell, said 12 villagers and 7 soldiers had died, and dozens were hurt <script>alert(1)</script>."
)
CLAIMED = "The Red Front said it had carried out the attack, while the army blamed the North for it."
YEAR = "More than 3,000 people have died in the province this year & last."
MAYBE = "The mayor warned that 50 people could die."
APPEAL = "Give 31 coins and help us report the next attack."
TEXT = "\n\n".join([TITLE, TOTAL, SPLIT, CLAIMED, YEAR, MAYBE, APPEAL])

DAY = When(start=dt.date(2031, 5, 6), end=dt.date(2031, 5, 6), precision="day")
YEARS = When(start=dt.date(2030, 1, 1), end=dt.date(2031, 5, 7), precision="range")
READER = ReaderVersion(name="by hand", version="1")
OFFICIAL = Actor(id="state:XO:government", name="Mayor of Ostra", kind="government", country="XO")
NORTH = Actor(id="state:XN", name="Norland", kind="government", country="XN")


def span(words: str, within: str = TEXT) -> Span:
    """The first place of `words` from where `within` begins."""
    start = TEXT.index(words, TEXT.index(within))
    return Span.of(TEXT, start, start + len(words))


def where(words: str, within: str, name: str | None, precision: Literal["settlement", "province"]) -> Where:
    """A place of the sample, known to its gazetteer unless `name` is None."""
    at = span(words, within)
    if name is None:
        return Where(text=words, start=at.start, end=at.end)
    return Where(
        text=words, start=at.start, end=at.end, name=name, country="XO", lat=10.5, lon=-20.25, precision=precision,
        place="g:1",
    )  # fmt: skip


OSTRA = where("Ostra", TOTAL, "Ostra", "settlement")
PROVINCE = where("the province", YEAR, "Ostra Province", "province")


def speaker(words: str, within: str, name: str, actor: Actor | None = None) -> Speaker:
    """A speaker of the sample."""
    at = span(words, within)
    return Speaker(text=words, start=at.start, end=at.end, name=name, actor=actor)


def casualty(
    id_: str,
    sentence: str,
    number: str,
    value: int | None,
    bound: Bound,
    victims: str,
    victim_class: VictimClass = "unknown",
    *,
    effect: Effect = "killed",
    said_by: Speaker | None = None,
    when: When | None = DAY,
    place: Where | None = OSTRA,
    incident: str | None = "ostra",
    scope: Scope = "incident",
    part_of: str | None = None,
    polarity: Literal["asserted", "denied", "hypothetical"] = "asserted",
) -> Casualty:
    """A casualty claim of the sample, its words found in its sentence."""
    count, named = span(number, sentence), span(victims, sentence)
    return Casualty(
        id=id_,
        evidence=span(sentence),
        speaker=said_by,
        when=when,
        where=place,
        incident=incident,
        polarity=polarity,
        confidence=0.9,
        reader=READER,
        effect=effect,
        count=Count(text=number, start=count.start, end=count.end, value=value, bound=bound),
        victims=Victims(text=victims, start=named.start, end=named.end, victim_class=victim_class),
        scope=scope,
        part_of=part_of,
    )


def responsibility(
    id_: str, words: str | None, stance: Stance, said_by: Speaker | None, **known: Actor
) -> Responsibility:
    """A responsibility claim of the sample; `actor` may be given as the registry's."""
    at = None if words is None else span(words, CLAIMED)
    return Responsibility(
        id=id_,
        evidence=span(CLAIMED),
        speaker=said_by,
        when=DAY,
        where=OSTRA,
        incident="ostra",
        confidence=0.9,
        reader=READER,
        actor=None if at is None else ActorWords(text=at.text, start=at.start, end=at.end, actor=known.get("actor")),
        stance=stance,
    )


MAYOR = speaker("The mayor, Ada Vell", SPLIT, "Ada Vell", OFFICIAL)
FRONT = speaker("The Red Front", CLAIMED, "Red Front")
ARMY = speaker("the army", CLAIMED, "the army")

CLAIMS: tuple[Claim, ...] = (
    casualty("c1", TOTAL, "Almost 20", 20, "fewer_than", "people"),
    Attack(
        id="a1", evidence=span(TOTAL), when=DAY, where=OSTRA, incident="ostra", confidence=0.9, reader=READER,
        type="bombing", trigger=span("went off", TOTAL), targets=(span("the market", TOTAL),),
        weapons=(span("a car bomb", TOTAL),),
    ),
    casualty("c2", SPLIT, "12", 12, "exact", "villagers", "civilian", said_by=MAYOR),
    casualty("c3", SPLIT, "7", 7, "exact", "soldiers", "security_forces", said_by=MAYOR),
    casualty("c4", SPLIT, "dozens", None, "vague", "dozens", effect="injured", said_by=MAYOR),
    responsibility("r1", "The Red Front", "claimed", FRONT),
    responsibility("r2", "the North", "blamed", ARMY, actor=NORTH),
    casualty("c5", YEAR, "More than 3,000", 3000, "more_than", "people", when=YEARS, place=PROVINCE,
             incident="years", scope="aggregate"),
    casualty("c6", MAYBE, "50", 50, "exact", "people", said_by=MAYOR, polarity="hypothetical", incident=None),
)  # fmt: skip


def estimate(
    effect: Effect,
    victim_class: VictimClass | Literal["all"],
    values: tuple[int | None, int | None, int | None],
    steps: tuple[Step, ...],
    profile: str = "tollbook",
) -> Estimate:
    """An estimate of the sample."""
    low, best, high = values
    claims = tuple(claim for step in steps for claim in step.claims)
    return Estimate(
        effect=effect, victim_class=victim_class, low=low, best=best, high=high, profile=profile,
        profile_version="1", steps=steps, claims=claims,
    )  # fmt: skip


CIVILIANS = Step(sentence="One speaker gives one figure: 12.", claims=("c2",))
SOLDIERS = Step(sentence="One speaker gives one figure: 7.", claims=("c3",))
SUM = Step(sentence="12 + 7 = 19 explains “Almost 20”", claims=("c2", "c3", "c1"))
VAGUE = Step(sentence="“dozens” names no number.", claims=("c4",))

INCIDENTS = (
    Incident(
        id="0123456789ab-1",
        key="ostra",
        kind="incident",
        report="sample",
        when=DAY,
        places=(OSTRA, PROVINCE),
        attack_types=("bombing",),
        claims=("c1", "a1", "c2", "c3", "c4", "r1", "r2"),
        estimates=(
            estimate("killed", "civilian", (12, 12, 12), (CIVILIANS,)),
            estimate("killed", "security_forces", (7, 7, 7), (SOLDIERS,)),
            estimate("killed", "all", (19, 19, 20), (SUM,)),
            estimate("injured", "all", (None, None, None), (VAGUE,)),
            estimate("killed", "all", (None, 19, 19), (SUM,), profile="ucdp"),
        ),
        arithmetic=(SUM,),
        disagreements=(Disagreement(sentence="“Almost 20” and 19 may both hold", claims=("c1",)),),
    ),
    Incident(
        id="0123456789ab-2",
        key="years",
        kind="aggregate",
        report="sample",
        when=YEARS,
        places=(PROVINCE,),
        attack_types=(),
        claims=("c5",),
        estimates=(estimate("killed", "all", (3000, None, None), (Step(sentence="A lower bound.", claims=("c5",)),)),),
    ),
)

REPORT = Report(
    id="sample",
    text=TEXT,
    digest=digest_of(TEXT.encode()),
    title=TITLE,
    outlet="Ostra <i>Courier</i>",
    published=dt.date(2031, 5, 7),
    url="https://courier.example/blast",
    blocks=(
        Block(kind="title", start=0, end=len(TITLE)),
        Block(kind="appeal", start=TEXT.index(APPEAL), end=len(TEXT)),
    ),
)
