"""Which gazetteer place each place name of a report means, decided for all of them together.

Every candidate is scored by what it is (a country, a province, how many people live there), by how well its name
fits, and by the report: the countries that it names, the wider places that the words put it in, and the other places
found. A name keeps one sense throughout a report. A building, a neighbourhood or a village that the gazetteer does not
know is located by the place that the words put it in; what remains is left unknown.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from tollbook.model import Report, Span
from tollbook.places.gazetteer import COUNTRY, DISTRICT, NEIGHBOURHOOD, PROVINCE, REGION, SETTLEMENT, Gazetteer
from tollbook.places.mentions import Mention, lies_in, read_mention, words_of
from tollbook.places.names import TypeWord, plain
from tollbook.places.senses import BAR, Sense, senses_of

_COUNTRY_PULL, _STRANGER = 4.0, 1.5
_HELD = 4.5
_COMPANY, _COMPANY_KM, _MOST_COMPANY = 0.8, 150.0, 2.0
_MISSPELT_NEEDS = 0.3
_OUTLET = 0.7
_FAR_KM = 60.0

_AT = re.compile(r"\b(?:in|at|near|on|outside|around|inside|of|from|to)\s+(?:the\s+)?$", re.IGNORECASE)
_POINTS_AT = {
    "settlement": (SETTLEMENT,), "neighbourhood": (SETTLEMENT, NEIGHBOURHOOD), "district": (DISTRICT, SETTLEMENT),
    "province": (PROVINCE, REGION),
}  # fmt: skip

_Name: TypeAlias = tuple[tuple[str, ...], TypeWord | None]


class Found(NamedTuple):
    """A name resolved. `place` is None where it is unknown; `holder` says that `place` is not the place itself, but
    the one that the words put it in; `demonym` that the words only name a people.
    """

    mention: Mention
    place: int | None
    demonym: bool = False
    holder: bool = False


class Resolver:
    """Resolves the names of one report; `found` holds every mention in text order, `countries` their weights."""

    def __init__(self, report: Report, spans: Iterable[Span], gazetteer: Gazetteer) -> None:
        self.report, self.gazetteer = report, gazetteer
        named = {(span.start, span.end): span for span in spans if plain(span.text)}
        for span in self._wide_names():
            if not any(span.start < end and start < span.end for start, end in named):
                named[span.start, span.end] = span
        self.mentions = [read_mention(report, named[at]) for at in sorted(named)]
        self._senses: dict[_Name, list[Sense]] = {}
        for mention in self.mentions:
            if _name(mention) not in self._senses:
                self._senses[_name(mention)] = senses_of(mention, gazetteer)
        self.countries = self._weigh_countries()
        self.found = self._locate_unknown(self._decide())
        self._by_span = {(found.mention.span.start, found.mention.span.end): found for found in self.found}

    def at(self, span: Span) -> Found | None:
        """What was found for exactly these words; None where they hold no name in Latin letters."""
        return self._by_span.get((span.start, span.end))

    def main_country(self) -> int | None:
        """The country that the report speaks of most; None where it names none."""
        return max(self.countries, key=lambda country: (self.countries[country], -country), default=None)

    # -- the report's countries ---------------------------------------------------------------------------------------

    def _wide_names(self) -> Iterator[Span]:
        """Names of countries, regions and peoples that stand in the text, whoever marked places in it."""
        text = self.report.text
        words = list(words_of(text))
        capitals = sum(text[start].isupper() for start, _ in words) > len(words) / 25
        keys = [_plain_word(text[start:end]) for start, end in words]
        at = 0
        while at < len(words):
            taken = 1
            if text[words[at][0]].isupper() or not capitals:
                for length in (4, 3, 2, 1):
                    key = " ".join(keys[at : at + length])
                    end = words[min(at + length, len(words)) - 1][1]
                    if self._is_wide(key) and "\n" not in text[words[at][0] : end]:
                        yield Span.of(text, words[at][0], end)
                        taken = length
                        break
            at += taken

    def _is_wide(self, key: str) -> bool:
        return len(key) > 3 and any(self.gazetteer.is_wide(form) for form in _with_plural(key))

    def _weigh_countries(self) -> dict[int, float]:
        """How strongly the report speaks of each country: 1.0 the strongest.

        A country's name and its people's count as such; every other name votes for the countries of its senses.
        """
        weights: dict[int, float] = defaultdict(float)
        title_end = len(self.report.title or "")
        for mention in self.mentions:
            senses = self._senses[_name(mention)]
            if not senses:
                continue
            strength = 1.5 if mention.span.start < title_end else 1.0
            if self.gazetteer.kind[senses[0].place] == COUNTRY:
                weights[senses[0].place] += strength * (0.6 if senses[0].demonym else 1.0)
                continue
            votes: dict[int, float] = {}
            for sense in senses:
                country = int(self.gazetteer.country[sense.place])
                votes[country] = max(votes.get(country, 0.0), math.exp(min(12.0, 1.3 * sense.score)))
            whole = sum(votes.values()) + math.exp(1.3 * BAR)
            for country, vote in votes.items():
                weights[country] += 0.9 * strength * vote / whole
        for country in self._of_outlet():
            weights[country] += _OUTLET
        most = max(weights.values(), default=1.0)
        return {country: weight / most for country, weight in weights.items()}

    def _of_outlet(self) -> Iterator[int]:
        """Countries that the outlet's own name holds ("Times of India")."""
        outlet = self.report.outlet or ""
        for start, end in words_of(outlet):
            for lead in self.gazetteer.named(plain(outlet[start:end])):
                if self.gazetteer.kind[lead.place] == COUNTRY:
                    yield lead.place

    # -- the decision -------------------------------------------------------------------------------------------------

    def _decide(self) -> list[Found]:
        first = {name: self._best(senses, ()) for name, senses in self._senses.items()}
        holders = self._holders()
        anchors = {place for place in first.values() if place is not None and self.gazetteer.kind[place] != COUNTRY}
        chosen: dict[_Name, tuple[int | None, bool]] = {}
        for name, senses in self._senses.items():
            place = self._best(senses, holders.get(name, ()), tuple(anchors - {first[name]}))
            chosen[name] = (place, any(sense.place == place and sense.demonym for sense in senses))
        return [Found(mention, *chosen[_name(mention)]) for mention in self.mentions]

    def _holders(self) -> dict[_Name, tuple[int, ...]]:
        """The wider places that the words themselves put each name in: "Paris, Texas", "Rankus in Damascus"."""
        holders: dict[_Name, set[int]] = defaultdict(set)
        for inner, outer in zip(self.mentions, self.mentions[1:], strict=False):
            if lies_in(self.report.text, inner.span, outer.span):
                holders[_name(inner)].update(sense.place for sense in self._senses[_name(outer)][:8])
        for mention in self.mentions:
            for key in mention.within:
                holders[_name(mention)].update(lead.place for lead in self.gazetteer.named(key))
        return {name: tuple(places) for name, places in holders.items()}

    def _best(self, senses: Sequence[Sense], holders: Sequence[int], others: Sequence[int] = ()) -> int | None:
        best, best_score = None, BAR
        for sense in senses:
            weight = self.countries.get(int(self.gazetteer.country[sense.place]), 0.0)
            if sense.fit < 1.0 and weight < _MISSPELT_NEEDS:
                continue
            score = sense.score + _COUNTRY_PULL * math.sqrt(weight) - (_STRANGER if weight < 0.05 else 0.0)
            if any(holder != sense.place and self._holds(holder, sense.place) for holder in holders):
                score += _HELD
            if others:
                score += self._company(sense.place, others)
            if score > best_score:
                best, best_score = sense.place, score
        return best

    def _holds(self, whole: int, place: int) -> bool:
        kind = self.gazetteer.kind[whole]
        if kind <= DISTRICT and kind != REGION:
            return self.gazetteer.inside(place, whole)
        return kilometres(self.gazetteer, whole, place) < (400 if kind == REGION else _FAR_KM)

    def _company(self, place: int, others: Sequence[int]) -> float:
        """How well a place keeps company with the others: those nearby, or those that it lies in."""
        gazetteer = self.gazetteer
        if gazetteer.kind[place] == COUNTRY:
            return 0.0
        total = 0.0
        for other in others:
            if other != place and gazetteer.inside(place, other):
                total += _COMPANY
            elif gazetteer.kind[other] > DISTRICT:
                total += _COMPANY * math.exp(-kilometres(gazetteer, place, other) / _COMPANY_KM)
        return min(_MOST_COMPANY, total)

    # -- what the gazetteer does not know -----------------------------------------------------------------------------

    def _locate_unknown(self, found: list[Found]) -> list[Found]:
        """Locate buildings, neighbourhoods and unknown names by the place that the words put them in."""
        known = [one for one in found if one.place is not None and not one.demonym]
        return [self._by_holder(one, known) if self._needs_holder(one, known) else one for one in found]

    def _needs_holder(self, one: Found, known: Sequence[Found]) -> bool:
        """Whether a name is unknown, or is one of a small place that lies far from everything else named."""
        if one.place is None:
            return True
        if one.mention.type not in ("neighbourhood", "site"):
            return False
        towns = [k.place for k in known if k.place is not None and k.place != one.place and self._is_town(k.place)]
        return bool(towns) and min(kilometres(self.gazetteer, one.place, town) for town in towns) > _FAR_KM

    def _by_holder(self, one: Found, known: Sequence[Found]) -> Found:
        mention = one.mention
        if not mention.keys and not mention.site:
            return Found(mention, self._pointed_at(mention, known), holder=True)
        for key in mention.within:
            place = self._best([Sense(s.place, s.score, s.fit, False) for s in self._senses_of_key(key)], ())
            if place is not None:
                return Found(mention, place, holder=True)
        small = mention.type in ("neighbourhood", "site")
        near = [k for k in known if k.place != one.place and (not small or self._is_town(k.place))]
        for other in near:
            if lies_in(self.report.text, mention.span, other.mention.span):
                return Found(mention, other.place, holder=True)
        placed = mention.type is not None or _AT.search(
            self.report.text, max(0, mention.span.start - 30), mention.span.start
        )
        beside = [k for k in near if placed and self._beside(mention, k)]
        if beside:
            closest = min(beside, key=lambda k: abs(k.mention.span.start - mention.span.start))
            return Found(mention, closest.place, holder=True)
        if small and near:
            named = Counter(k.place for k in near)
            return Found(mention, max(named, key=lambda place: (named[place], -(place or 0))), holder=True)
        return Found(mention, None)

    def _pointed_at(self, mention: Mention, known: Sequence[Found]) -> int | None:
        """The place that words without a name point back at: "the country", "the capital", "the town"."""
        words = plain(mention.span.text).split()
        country = self.main_country()
        if {"country", "countrys", "nation", "nationwide", "kingdom", "republic"} & set(words):
            return country
        if {"capital", "capitals"} & set(words) and mention.type is None:
            return None if country is None else self.gazetteer.capital(country)
        kinds = _POINTS_AT.get(mention.type or "country", ())
        fitting = [k for k in known if k.place is not None and int(self.gazetteer.kind[k.place]) in kinds]
        before = [k for k in fitting if k.mention.span.start < mention.span.start]
        return before[-1].place if before else fitting[0].place if fitting else None

    def _beside(self, mention: Mention, other: Found) -> bool:
        """Whether another name stands in the same line and not far off, and is narrower than a country."""
        low, high = sorted((mention.span, other.mention.span), key=lambda span: span.start)
        between = self.report.text[low.end : high.start]
        if other.place is None or self.gazetteer.kind[other.place] == COUNTRY:
            return False
        return len(between) < 120 and "\n" not in between and ". " not in between

    def _senses_of_key(self, key: str) -> list[Sense]:
        return senses_of(Mention(span=Span(text=key, start=0, end=0), keys=(key,)), self.gazetteer)

    def _is_town(self, place: int | None) -> bool:
        return place is not None and bool(self.gazetteer.kind[place] >= SETTLEMENT)


def kilometres(gazetteer: Gazetteer, one: int, other: int) -> float:
    """Great-circle distance between the centres of two places (haversine)."""
    la1, lo1 = math.radians(gazetteer.lat[one]), math.radians(gazetteer.lon[one])
    la2, lo2 = math.radians(gazetteer.lat[other]), math.radians(gazetteer.lon[other])
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _name(mention: Mention) -> _Name:
    return mention.keys, mention.type


@lru_cache(maxsize=8192)
def _plain_word(word: str) -> str:
    return plain(word)


def _with_plural(key: str) -> Iterator[str]:
    """A key, and the same without a last "s": "Syrians", or "Syrias" where a text lost its apostrophes."""
    yield key
    if len(key) > 4 and key.endswith("s"):
        yield key[:-1]
