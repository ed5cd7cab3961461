"""Reports that nobody wrote, and their claims as a reader would give them: to fill a book of any size.

Everything is made up from lists of syllables and phrases, the same for the same seed: places, groups, outlets, people,
and attacks that one to sixty reports tell of over some days, many of them printing one dispatch. A third of the reports
recalls an earlier attack.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from tollbook.model import (
    Actor,
    ActorWords,
    Attack,
    AttackType,
    Casualty,
    Claim,
    Count,
    ReaderVersion,
    Report,
    Responsibility,
    Span,
    Speaker,
    VictimClass,
    Victims,
    When,
    Where,
    digest_of,
)

READER = ReaderVersion(name="invented", version="1")
FIRST_DAY = dt.date(2010, 1, 1)
ATTACKS_A_DAY = 18

_SYLLABLES = (
    *("ba", "dor", "ka", "len", "mu", "nar", "os", "pel", "qui", "ra", "sha", "tel", "ur", "va", "wen", "yol"),
    *("zar", "bri", "cho", "dri", "fen", "gal", "hos", "im", "jor", "kul", "lam", "mor", "nis", "ond", "pra", "ruk"),
)
_COUNTRIES = [first + second for first in "XQ" for second in "ABCDEFGHIJKLMNOPQRST"]
_BANDS = ("Front", "Brigade", "Movement", "Column", "League", "Guard")
_PAPERS = ("Courier", "Herald", "Post", "Lantern", "Gazette", "Times", "Observer", "Wire")
_OFFICES = ("governor", "police chief", "army spokesman", "doctor", "mayor", "witness", "aid official", "minister")
_TARGETS = ("a market", "a checkpoint", "a bus", "a school", "a mosque", "a clinic", "a convoy", "a police station")
_TYPES: dict[AttackType, str] = {
    "bombing": "bombing",
    "shelling": "shelling",
    "armed_assault": "gun attack",
    "airstrike": "air strike",
    "suicide_attack": "suicide attack",
    "raid": "raid",
}
_VICTIMS: dict[VictimClass, tuple[str, ...]] = {
    "civilian": ("civilians", "villagers", "farmers", "passengers"),
    "security_forces": ("soldiers", "policemen", "guards"),
    "militant": ("militants", "fighters"),
    "unknown": ("people",),
}
_WHO = ("Residents", "Workers", "Drivers", "Teachers", "Doctors", "Women", "Leaders", "Students", "Families")
_DID = ("described", "remembered", "heard", "reported", "watched", "feared", "filmed", "searched for", "saw")
_WHAT = (
    *("smoke over the bridge", "broken windows along the road", "a long silence", "ambulances on the ring road"),
    *("two loud blasts", "damage to the water tower", "closed shops", "helicopters above the valley", "power cuts"),
    *(
        "a collapsed roof",
        "burnt vehicles",
        "a crowd at the hospital gate",
        "checkpoints at night",
        "a second explosion",
    ),
)


@dataclass
class Invented:
    """A report with its claims."""

    report: Report
    raw: bytes
    claims: tuple[Claim, ...]


@dataclass
class _Place:
    name: str
    country: str
    lat: float
    lon: float
    number: int


@dataclass
class _Incident:
    day: dt.date
    place: _Place
    type: AttackType
    target: str
    victims: VictimClass
    killed: int
    injured: int
    actor: Actor
    seeds: list[int] = field(default_factory=list)


class World:
    """All that happens, and all that is reported of it, from `FIRST_DAY` on."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._places = [self._place(number) for number in range(3000)]
        self._actors = [self._actor(number) for number in range(120)]
        self._outlets = sorted({f"{self._name()} {self._chance.choice(_PAPERS)}" for _ in range(400)})
        self._shares = [1 / (rank + 20) for rank in range(len(self._places))]

    def reports(self) -> Iterator[Invented]:
        """The reports, day by day, without an end."""
        waiting: dict[int, list[tuple[_Incident, int, int]]] = defaultdict(list)
        lately: list[_Incident] = []
        day = 0
        while True:
            for incident in (self._incident(day) for _ in range(ATTACKS_A_DAY)):
                lately.append(incident)
                for number in range(self._told_by()):
                    dispatch = self._dispatch(incident)
                    waiting[day + min(number // 6, 3) + self._chance.randrange(2)].append((incident, dispatch, number))
            for incident, dispatch, number in waiting.pop(day, []):
                before = self._chance.choice(lately) if dispatch % 3 == 0 else None
                yield self._report(incident, before, dispatch, number, FIRST_DAY + dt.timedelta(days=day))
            lately = lately[-40 * ATTACKS_A_DAY :]
            day += 1

    def _place(self, number: int) -> _Place:
        country = _COUNTRIES[int(len(_COUNTRIES) * self._chance.random() ** 2)]
        lat, lon = self._chance.uniform(-50, 60), self._chance.uniform(-170, 170)
        return _Place(self._name(), country, round(lat, 3), round(lon, 3), number)

    def _actor(self, number: int) -> Actor:
        name = f"{self._name()} {self._chance.choice(_BANDS)}"
        return Actor(id=f"invented:{number}", name=name, kind="armed_group", side=f"invented:{number}", armed="rebel")

    def _name(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.choice((2, 3, 3, 4)))).capitalize()

    def _incident(self, day: int) -> _Incident:
        (place,) = self._chance.choices(self._places, self._shares)
        return _Incident(
            day=FIRST_DAY + dt.timedelta(days=day),
            place=place,
            type=self._chance.choice(list(_TYPES)),
            target=self._chance.choice(_TARGETS),
            victims=self._chance.choices(list(_VICTIMS), (5, 3, 2, 4))[0],
            killed=1 + int(self._chance.paretovariate(1.1)),
            injured=int(3 * self._chance.paretovariate(1.2)),
            actor=self._actors[int(len(self._actors) * self._chance.random() ** 2)],
        )

    def _told_by(self) -> int:
        """How many reports tell of an attack: most often one, sometimes dozens; about 1.9 on the mean, so that a
        million claims tell of a hundred thousand attacks.
        """
        many = self._chance.random()
        if many < 0.817:
            return 1
        if many < 0.947:
            return self._chance.randint(2, 4)
        return self._chance.randint(5, 12) if many < 0.992 else self._chance.randint(13, 60)

    def _dispatch(self, incident: _Incident) -> int:
        """The seed of a text: one in three is printed by others too."""
        if incident.seeds and self._chance.random() < 0.35:
            return self._chance.choice(incident.seeds)
        incident.seeds.append(self._chance.getrandbits(32))
        return incident.seeds[-1]

    def _report(
        self, incident: _Incident, before: _Incident | None, dispatch: int, number: int, published: dt.date
    ) -> Invented:
        outlet = self._chance.choice(self._outlets)
        title = f"{outlet.split()[0]}: {_TYPES[incident.type]} in {incident.place.name}, {self._name()} reports"
        text = _Text(f"{title}\n\n", random.Random(dispatch))
        claims = tuple(text.tell(incident, number, before))
        raw = text.words.encode()
        digest = digest_of(raw)
        report = Report(id=digest[:12], text=text.words, digest=digest, title=title, outlet=outlet, published=published)
        return Invented(report, raw, claims)


class _Text:
    """A text as it is written, with the spans of what it says."""

    def __init__(self, words: str, chance: random.Random) -> None:
        self.words = words
        self._chance = chance
        self._made = 0

    def tell(self, incident: _Incident, number: int, before: _Incident | None) -> list[Claim]:
        """Write the whole body, and give its claims."""
        claims = [
            *self._killed(incident, number),
            self._injured(incident),
            self._blamed(incident),
            self._struck(incident),
        ]
        for _ in range(self._chance.randint(6, 12)):
            self._filler()
        if before is not None and before.place is not incident.place:
            claims.append(self._recalled(before))
        return claims

    def _killed(self, incident: _Incident, number: int) -> list[Claim]:
        killed = incident.killed + (number // 8 if incident.killed > 5 else 0)
        least = self._chance.random() < 0.3
        said = self._say(
            _KILLED,
            incident,
            count=f"at least {killed}" if least else str(killed),
            victims=self._chance.choice(_VICTIMS[incident.victims]),
            children=str(max(1, killed // 3)),
            young=self._chance.choice(("children", "boys and girls", "minors")),
        )
        whole = Casualty(
            id=self._id("c"),
            effect="killed",
            count=Count(**said.of("count"), value=killed, bound="at_least" if least else "exact"),
            victims=Victims(**said.of("victims"), victim_class=incident.victims),
            **said.shared(),
        )
        part = Casualty(
            id=self._id("c"),
            effect="killed",
            count=Count(**said.of("children"), value=max(1, killed // 3), bound="exact"),
            victims=Victims(**said.of("young"), victim_class="civilian"),
            attributes=("child",),
            part_of=whole.id,
            **said.shared(),
        )
        return [whole, part]

    def _injured(self, incident: _Incident) -> Claim:
        said = self._say(_INJURED, incident, count=str(incident.injured))
        count = Count(**said.of("count"), value=incident.injured, bound="exact")
        return Casualty(id=self._id("c"), effect="injured", count=count, victims=Victims(), **said.shared())

    def _blamed(self, incident: _Incident) -> Claim:
        said = self._say(_BLAMED, incident, actor=incident.actor.name)
        actor = ActorWords(**said.of("actor"), actor=incident.actor)
        return Responsibility(id=self._id("r"), actor=actor, stance="blamed", **said.shared())

    def _struck(self, incident: _Incident) -> Claim:
        said = self._say(_STRUCK, incident, target=incident.target)
        return Attack(
            id=self._id("a"),
            type=incident.type,
            trigger=Span(**said.of("trigger")),
            targets=(Span(**said.of("target")),),
            **said.shared(),
        )

    def _recalled(self, before: _Incident) -> Claim:
        said = self._say(_RECALLED, before, count=str(before.killed), victims=_VICTIMS[before.victims][0])
        return Casualty(
            id=self._id("c"),
            effect="killed",
            count=Count(**said.of("count"), value=before.killed, bound="exact"),
            victims=Victims(**said.of("victims"), victim_class=before.victims),
            **said.shared(),
        )

    def _filler(self) -> None:
        """A sentence that no other text has: what many share word for word would be one dispatch, and two that share
        rare words would be compared.
        """
        name, street, thing = ("".join(self._chance.choices(_SYLLABLES, k=3)) for _ in range(3))
        who, did = self._chance.choice(_WHO), self._chance.choice(_DID)
        seen, heard = self._chance.choice(_WHAT), self._chance.choice(_WHAT)
        self.words += (
            f"{who} from {name.capitalize()} {did} {seen} in {street.capitalize()} Road and {heard} by the {thing}. "
        )

    def _say(self, patterns: Sequence[str], incident: _Incident, **slots: str) -> _Said:
        """Write one of the sentences, with its slots filled."""
        name = f"{self._chance.choice(_OFFICES)} {''.join(self._chance.choices(_SYLLABLES, k=2)).capitalize()}"
        slots |= {
            "place": incident.place.name,
            "day": incident.day.isoformat(),
            "trigger": _TYPES[incident.type],
            "speaker": name,
        }
        start = len(self.words)
        spans: dict[str, dict[str, Any]] = {}
        for literal, slot, _, _ in Formatter().parse(self._chance.choice(patterns)):
            self.words += literal
            if slot:
                spans[slot] = {"text": slots[slot], "start": len(self.words), "end": len(self.words) + len(slots[slot])}
                self.words += slots[slot]
        evidence = Span(text=self.words[start:], start=start, end=len(self.words))
        self.words += " "
        return _Said(incident, spans, evidence)

    def _id(self, letter: str) -> str:
        self._made += 1
        return f"{letter}{self._made}"


@dataclass
class _Said:
    """A sentence on an incident, and the spans of its slots."""

    incident: _Incident
    spans: dict[str, dict[str, Any]]
    evidence: Span

    def of(self, slot: str) -> dict[str, Any]:
        """The span of one slot."""
        return self.spans[slot]

    def shared(self) -> dict[str, Any]:
        """What every claim of the sentence has."""
        place, day = self.incident.place, self.incident.day
        where = when = speaker = None
        if "place" in self.spans:
            where = Where(
                **self.of("place"),
                name=place.name,
                country=place.country,
                lat=place.lat,
                lon=place.lon,
                precision="settlement",
                place=f"invented:{place.number}",
            )
        if "day" in self.spans:
            when = When(start=day, end=day, precision="day", words=Span(**self.of("day")))
        if "speaker" in self.spans:
            speaker = Speaker(**self.of("speaker"), name=self.of("speaker")["text"])
        return {
            "evidence": self.evidence,
            "incident": f"{place.name.lower()}-{day}",
            "where": where,
            "when": when,
            "speaker": speaker,
            "confidence": 0.9,
            "reader": READER,
        }


_KILLED = (
    "{speaker} said {count} {victims} were killed in a {trigger} in {place} on {day}, {children} {young} among them.",
    "A {trigger} in {place} left {count} {victims} dead on {day}, {speaker} told reporters; {children} were {young}.",
    "In {place}, the dead of the {trigger} on {day} are {count} {victims}, of whom {children} {young}, by {speaker}.",
    "The {trigger} that shook {place} on {day} took the lives of {count} {victims} and, {speaker} added, {children} of"
    " those were {young}.",
    "Mourners in {place} buried {count} {victims}, {children} {young} with them, after the {trigger} of {day}, so"
    " {speaker}.",
    "Hospitals near {place} received the bodies of {count} {victims} on {day} after a {trigger}, {speaker} said, and"
    " {children} of {young}.",
)
_INJURED = (
    "Another {count} people were injured in {place}, according to {speaker}.",
    "{speaker} gave the number of wounded as {count} in {place}.",
    "Hospitals in {place} are treating {count} survivors, {speaker} noted.",
    "At the clinic of {place} lay {count} wounded, as {speaker} put it.",
    "Doctors operated on {count} of the hurt through the night in {place}, {speaker} said by telephone.",
)
_BLAMED = (
    "{speaker} blamed the {actor} for it.",
    "It had the marks of the {actor}, {speaker} said.",
    "Suspicion fell on the {actor}, by the account of {speaker}.",
    "Behind it stands the {actor}, {speaker} told a briefing.",
    "For {speaker} there is no doubt that the {actor} did it.",
)
_STRUCK = (
    "The {trigger} hit {target} in {place} on {day}.",
    "On {day} a {trigger} struck {target} at the edge of {place}.",
    "It was {target} in {place} that the {trigger} was aimed at on {day}.",
    "Shortly after dawn on {day}, {target} in {place} became the scene of a {trigger}.",
    "Footage of {day} shows {target} of {place} after the {trigger}.",
)
_RECALLED = (
    "It came after {count} {victims} were killed in {place} on {day}.",
    "On {day}, {count} {victims} had died in {place}.",
    "Memories are fresh of {place}, where {count} {victims} lost their lives on {day}.",
    "The region has not forgotten the {count} {victims} who were killed on {day} in {place}.",
)
