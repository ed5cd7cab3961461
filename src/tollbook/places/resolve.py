"""Which gazetteer place each place name of a report means, decided for all of them together.

Every candidate is scored by what it is (a country, a province, how many people live there), by how well its name
fits, and by the report: the countries that it names, the wider places that the words put it in, and the other places
found. A name keeps one sense throughout a report. A building, a neighbourhood or a village that the gazetteer does not
know is located by the place that the words put it in; what remains is left unknown.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from tollbook.model import Report, Span, kilometres
from tollbook.places.gazetteer import COUNTRY, DISTRICT, NEIGHBOURHOOD, NOWHERE, PROVINCE, REGION, SETTLEMENT, Gazetteer
from tollbook.places.mentions import Mention, lies_in, read_mention, words_of
from tollbook.places.names import TypeWord, plain
from tollbook.places.scan import wide_names
from tollbook.places.senses import Sense, Signs, senses_of, weigh
from tollbook.places.weights import WEIGHTS

_STRANGE = 0.05
_SOUND = 1.0
"""The votes that a country or a province needs, of one plain name or several doubtful ones, to count in full."""
_COMPANY_KM, _MOST_COMPANY = 150.0, 2.5
_MISSPELT_NEEDS = 0.3
_PEOPLE, _OTHER, _OUTLET, _STEEP = 0.6, 0.9, 0.7, 1.0
_FAR_KM = 60.0
_CITY = round(8 * math.log2(50_000))

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


class Candidate(NamedTuple):
    """A place that a name may mean: the weights' sum over the signs that speak for it. It is chosen where no other has
    more, and where it has more than that the place is unknown (`WEIGHTS["unknown"]`).
    """

    place: int
    score: float
    signs: Signs


class Resolver:
    """Resolves the names of one report; `found` holds every mention in text order, `countries` their weights."""

    def __init__(self, report: Report, spans: Iterable[Span], gazetteer: Gazetteer) -> None:
        self.report, self.gazetteer = report, gazetteer
        named = {(span.start, span.end): span for span in spans if plain(span.text)}
        for span in wide_names(report.text, list(named.values()), gazetteer):
            named[span.start, span.end] = span
        self.mentions = [read_mention(report, named[at], gazetteer.__contains__) for at in sorted(named)]
        self._senses: dict[_Name, Sequence[Sense]] = {}
        placed = {_name(mention) for mention in self.mentions if mention.placed}
        for mention in self.mentions:
            if (name := _name(mention)) not in self._senses:
                self._senses[name] = senses_of(mention, gazetteer, placed=name in placed)
        self._own_votes: dict[str, dict[int, float]] = {}
        self._weights = self._weigh_countries()
        most = max(self._weights.values(), default=1.0)
        self.countries = {country: weight / most for country, weight in self._weights.items()}
        self._provinces = self._weigh_provinces()
        self.found = self._locate_unknown(self._decide())
        self._by_span = {(found.mention.span.start, found.mention.span.end): found for found in self.found}

    def at(self, span: Span) -> Found | None:
        """What was found for exactly these words; None where they hold no name in Latin letters."""
        return self._by_span.get((span.start, span.end))

    def candidates(self, mention: Mention) -> list[Candidate]:
        """What a mention's name may mean here, the likeliest first, with the signs for each, without what the report
        rules out.
        """
        name = _name(mention)
        found = [
            Candidate(sense.place, sense.score + weigh(signs), {**sense.signs, **signs})
            for sense, signs in self._weighed(name, self._senses[name], *self._contexts[name])
        ]
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.place))

    def main_country(self) -> int | None:
        """The country that the report speaks of most; None where it names none."""
        return max(self.countries, key=lambda country: (self.countries[country], -country), default=None)

    @cached_property
    def only_country(self) -> str | None:
        """The code of the one country that every place of the report lies in, countries left out and two at least: a
        village that the gazetteer does not know lies there too. None where they lie in several.
        """
        inside = {one.place for one in self.found if one.place is not None and not one.demonym}
        inside = {place for place in inside if self.gazetteer.kind[place] > REGION}
        countries = {self.gazetteer.code(place) for place in inside}
        return countries.pop() if len(countries) == 1 and len(inside) > 1 else None

    # -- the report's countries ---------------------------------------------------------------------------------------

    def _weigh_countries(self) -> dict[int, float]:
        """How strongly the report speaks of each country.

        A country's name and its people's count as such; every other name votes for the countries of its senses.
        """
        weights: dict[int, float] = defaultdict(float)
        title_end = len(self.report.title or "")
        for mention in self.mentions:
            strength = 1.5 if mention.span.start < title_end else 1.0
            own = self._own_votes.setdefault(_bare(_name(mention)), defaultdict(float))
            for country, vote in self._votes(self._senses[_name(mention)]):
                weights[country] += strength * vote
                own[country] += strength * vote
            for key in mention.within:  # "Ukraine's Donetsk region"
                for lead in self.gazetteer.named(key):
                    if self.gazetteer.kind[lead.place] == COUNTRY:
                        weights[lead.place] += strength
        for country in self._of_outlet():
            weights[country] += _OUTLET
        return weights

    def _votes(self, senses: Sequence[Sense]) -> Iterator[tuple[int, float]]:
        """What a name's senses say for each country, at most 1.0 together."""
        if not senses:
            return
        best = senses[0]
        if self.gazetteer.kind[best.place] == COUNTRY:
            yield best.place, _PEOPLE if best.demonym else 1.0
            return
        votes: dict[int, float] = {}
        for sense in senses:
            country = self.gazetteer.country[sense.place]
            votes[country] = max(votes.get(country, 0.0), math.exp(min(12.0, _STEEP * sense.score)))
        whole = sum(votes.values()) + math.exp(_STEEP * WEIGHTS["unknown"])
        yield from ((country, _OTHER * vote / whole) for country, vote in votes.items())

    def _of_outlet(self) -> Iterator[int]:
        """Countries that the outlet's own name holds ("Times of India")."""
        outlet = self.report.outlet or ""
        for start, end in words_of(outlet):
            for lead in self.gazetteer.named(plain(outlet[start:end])):
                if self.gazetteer.kind[lead.place] == COUNTRY:
                    yield lead.place

    def _weigh_provinces(self) -> dict[str, dict[int, float]]:
        """How strongly the other names of the report speak of each province, for every name: the share of the loudest.

        Told apart by countries first, the names of one province back each other: of six Springfields the one that lies
        in Illinois, where Peoria and Decatur do.
        """
        votes: dict[str, dict[int, float]] = defaultdict(dict)
        for name, senses in self._senses.items():
            own = votes[_bare(name)]
            for province, vote in self._province_votes(senses):
                own[province] = max(own.get(province, 0.0), vote)
        together: dict[int, float] = defaultdict(float)
        for own in votes.values():
            for province, vote in own.items():
                together[province] += vote
        loudest = sorted(together.items(), key=lambda pair: -pair[1])
        weights: dict[str, dict[int, float]] = {}
        for bare, own in votes.items():
            others = {province: together[province] - vote for province, vote in own.items()}
            rest = next((weight for province, weight in loudest if province not in own), 0.0)
            most = max(_SOUND, rest, max(others.values(), default=0.0))
            weights[bare] = {province: max(0.0, weight) / most for province, weight in others.items()}
        return weights

    def _province_votes(self, senses: Sequence[Sense]) -> Iterator[tuple[int, float]]:
        """What a name's senses say for each province, at most 1.0 together."""
        loud: dict[int, float] = {}
        rest = math.exp(_STEEP * WEIGHTS["unknown"])
        for sense in senses:
            kind = self.gazetteer.kind[sense.place]
            weight = self.countries.get(self.gazetteer.country[sense.place], 0.0)
            force = math.exp(
                min(20.0, _STEEP * (sense.score + WEIGHTS["in the report's countries"] * math.sqrt(weight)))
            )
            province = self._province_of(sense.place)
            if kind <= REGION or province == NOWHERE:
                rest += force
            else:
                loud[province] = max(loud.get(province, 0.0), force)
        whole = sum(loud.values()) + rest
        yield from ((province, force / whole) for province, force in loud.items())

    # -- the decision -------------------------------------------------------------------------------------------------

    def _decide(self) -> list[Found]:
        self._contexts: dict[_Name, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        first = {name: self._best(name, senses) for name, senses in self._senses.items()}
        holders = self._holders()
        anchors = {place for place in first.values() if place is not None and self.gazetteer.kind[place] != COUNTRY}
        chosen: dict[_Name, tuple[int | None, bool]] = {}
        for name, senses in self._senses.items():
            others = tuple(anchors - {first[name]})
            self._contexts[name] = holders.get(name, ()), others
            place = self._best(name, senses, *self._contexts[name])
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

    def _best(
        self, name: _Name, senses: Sequence[Sense], holders: Sequence[int] = (), others: Sequence[int] = ()
    ) -> int | None:
        """The sense that fits the report best; None where it is likelier that the gazetteer has not the place."""
        best, best_score = None, WEIGHTS["unknown"]
        for sense, signs in self._weighed(name, senses, holders, others):
            score = sense.score + weigh(signs)
            if score > best_score:
                best, best_score = sense.place, score
        return best

    def _weighed(
        self, name: _Name, senses: Sequence[Sense], holders: Sequence[int], others: Sequence[int]
    ) -> Iterator[tuple[Sense, Signs]]:
        """Every sense that the report allows, with what the report says for it, the name's own votes left out."""
        own = self._own_votes.get(_bare(name), {})
        countries = {country: weight - own.get(country, 0.0) for country, weight in self._weights.items()}
        most = max(_SOUND, max(countries.values(), default=0.0))
        provinces = self._provinces.get(_bare(name), {})
        wide = max((provinces.get(self._province_of(sense.place), 0.0) for sense in senses), default=0.0)
        for sense in senses:
            weight = max(0.0, countries.get(self.gazetteer.country[sense.place], 0.0) / most)
            if sense.fit < 1.0 and weight < _MISSPELT_NEEDS:
                continue
            kind = self.gazetteer.kind[sense.place]
            # A country or a region lies in no province, and loses nothing by it.
            province = wide if kind <= REGION else provinces.get(self._province_of(sense.place), 0.0)
            signs = {
                "in the report's countries": math.sqrt(weight),
                "in the report's provinces": math.sqrt(province),
            }
            if weight < _STRANGE and kind != COUNTRY:
                signs["in no country of the report"] = 1.0
            if holders:
                signs[self._holding(sense.place, holders)] = 1.0
            if others and (company := self._company(sense.place, others)):
                signs["near other places of the report"] = company
            yield sense, signs

    def _holding(self, place: int, holders: Sequence[int]) -> str:
        """Which sign it is that the words put a name in other places, and this sense lies in them or does not."""
        held = [holder for holder in holders if holder != place and self._holds(holder, place)]
        if not held:
            return "outside the place of the words"
        kinds = {self.gazetteer.kind[holder] for holder in held}
        wide = "country" if kinds == {COUNTRY} else "province" if PROVINCE in kinds else "place"
        return f"in the {wide} that the words put it in"

    def _province_of(self, place: int) -> int:
        """The province that a place lies in or is; `NOWHERE` for a country and a region."""
        return place if self.gazetteer.kind[place] == PROVINCE else self.gazetteer.province[place]

    def _holds(self, whole: int, place: int) -> bool:
        kind = self.gazetteer.kind[whole]
        if kind <= DISTRICT and kind != REGION:
            return self.gazetteer.inside(place, whole)
        return apart(self.gazetteer, whole, place) < (400 if kind == REGION else _FAR_KM)

    def _company(self, place: int, others: Sequence[int]) -> float:
        """How well a place keeps company with the others: those nearby, or those that it lies in."""
        gazetteer = self.gazetteer
        if gazetteer.kind[place] == COUNTRY:
            return 0.0
        total = 0.0
        for other in others:
            if other == place:
                continue  # found by another spelling of the name: no company
            if gazetteer.inside(place, other):
                total += 1.0
            elif gazetteer.kind[other] > DISTRICT:
                total += math.exp(-apart(gazetteer, place, other) / _COMPANY_KM)
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
        if one.mention.type not in ("neighbourhood", "site") or not self._is_small(one.place):
            return False
        towns = [k.place for k in known if k.place is not None and k.place != one.place and self._is_town(k.place)]
        return bool(towns) and min(apart(self.gazetteer, one.place, town) for town in towns) > _FAR_KM

    def _by_holder(self, one: Found, known: Sequence[Found]) -> Found:
        mention = one.mention
        if not mention.keys and not mention.site:
            return Found(mention, self._pointed_at(mention, known), holder=True)
        for key in mention.within:
            place = self._best(((key,), None), self._senses_of_key(key))
            if place is not None:
                return Found(mention, place, holder=True)
        small = mention.type in ("neighbourhood", "site")
        near = [k for k in known if k.place != one.place and (not small or self._is_town(k.place))]
        for other in near:
            if lies_in(self.report.text, mention.span, other.mention.span):
                return Found(mention, other.place, holder=True)
        beside = [k for k in near if mention.type is not None and self._beside(mention, k)]
        if beside:
            closest = min(beside, key=lambda k: abs(k.mention.span.start - mention.span.start))
            return Found(mention, closest.place, holder=True)
        if small and near:
            return Found(mention, Counter(k.place for k in near).most_common(1)[0][0], holder=True)
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
        fitting = [k for k in known if k.place is not None and self.gazetteer.kind[k.place] in kinds]
        before = [k for k in fitting if k.mention.span.start < mention.span.start]
        return before[-1].place if before else fitting[0].place if fitting else None

    def _beside(self, mention: Mention, other: Found) -> bool:
        """Whether another name stands in the same line and not far off, and is narrower than a country."""
        low, high = sorted((mention.span, other.mention.span), key=lambda span: span.start)
        between = self.report.text[low.end : high.start]
        if other.place is None or self.gazetteer.kind[other.place] == COUNTRY:
            return False
        return len(between) < 120 and "\n" not in between and ". " not in between

    def _senses_of_key(self, key: str) -> Sequence[Sense]:
        return senses_of(Mention(span=Span(text=key, start=0, end=0), keys=(key,)), self.gazetteer, placed=True)

    def _is_small(self, place: int) -> bool:
        return self.gazetteer.kind[place] >= SETTLEMENT and self.gazetteer.size[place] < _CITY

    def _is_town(self, place: int | None) -> bool:
        return place is not None and self.gazetteer.kind[place] >= SETTLEMENT


def apart(gazetteer: Gazetteer, one: int, other: int) -> float:
    """The distance between the centres of two places in kilometres."""
    lat, lon = gazetteer.lat, gazetteer.lon
    return kilometres(lat[one], lon[one], lat[other], lon[other])


def _bare(name: _Name) -> str:
    """What "Alexandria" and "Alexandria city" have in common: they are one name, and must not vouch for each other."""
    return min(name[0], key=lambda key: (len(key), key), default="")


def _name(mention: Mention) -> _Name:
    return mention.keys, mention.type
