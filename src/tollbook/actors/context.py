"""What a whole report tells about the words in it: the country it speaks of, and the actors it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from tollbook.actors.choice import Told, choose
from tollbook.actors.lexicon import CountryMatch, CountryWord, Entry, Letters, Lexicon, Match, Name, NameMatch
from tollbook.actors.words import Token
from tollbook.model import SILENT, Claim, Report

LEAST_WEIGHT = 2
"""A country that a report names once in passing is not yet what it speaks of."""
LEAD = 1.5
"""The country that a report speaks of outweighs any other so many times."""
PLACE_WEIGHT = 4
"""A country in which something happens ("in Syria") counts so many times one that acts ("Russian jets")."""
OPENING = 300
"""In its first characters (headline, dateline, lead) a report says twice as much about what it speaks of."""
CAPITALS = 0.006
"""A text with fewer capitals to a character than this writes none."""

_PLACING = frozenset("in of near across from".split())


class Context:
    """One report's own evidence, computed when it is first asked for."""

    def __init__(self, lexicon: Lexicon, report: Report, claims: Sequence[Claim], *, asked: Told | None = None) -> None:
        """`asked`: what somebody tells who asks about words that come from no report."""
        self.lexicon = lexicon
        self.report = report
        self._claims = claims
        self._asked = asked

    @cached_property
    def letters(self) -> Letters:
        """Whether the report writes capitals and small letters, or only the ones."""
        text = self.report.text
        enough = CAPITALS * len(text)
        if sum(1 for _ in islice(filter(str.isupper, text), int(enough) + 1)) < enough:
            return "lower"
        return "upper" if text.isupper() else "mixed"

    @cached_property
    def tokens(self) -> list[Token]:
        """The words of the report outside its silent blocks."""
        silent = [(block.start, block.end) for block in self.report.blocks if block.kind in SILENT]
        tokens = self.lexicon.tokenise(self.report.text)
        if not silent:
            return tokens
        return [token for token in tokens if not any(start <= token.start < end for start, end in silent)]

    @cached_property
    def matches(self) -> list[Match]:
        """What the registry knows among the report's words."""
        return self.lexicon.matches(self.tokens, self.letters)

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each country is named, by ISO code: in the text, and by the places of the claims."""
        counted = Counter(word.word.code for word in self._country_words if not word.word.needs_company)
        counted.update(self._claimed)
        shy = Counter(word.word.code for word in self._country_words if word.word.needs_company)
        counted.update({code: times for code, times in shy.items() if counted[code]})
        return counted

    @cached_property
    def country(self) -> str | None:
        """The one country that the report speaks of; None where none leads clearly."""
        weights = Counter({code: PLACE_WEIGHT * times for code, times in self._claimed.items()})
        for match in self._country_words:
            if self.counts(match.word):
                weights[match.word.code] += self._weight(match)
        ranked = weights.most_common(2)
        if not ranked or ranked[0][1] < LEAST_WEIGHT:
            return None
        if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
            return None
        return ranked[0][0]

    @cached_property
    def named(self) -> list[tuple[int, Entry]]:
        """The registered actors that the report names, each with its place, in order."""
        found = []
        for match in self.matches:
            if isinstance(match, NameMatch):
                entry = self.choose(match.names)
                if entry is not None:
                    found.append((self.tokens[match.first].start, entry))
        return found

    def place(self, claim: Claim) -> str | None:
        """The country of a claim's event; None where it is unknown, or one that the registry does not keep."""
        country = None if claim.where is None else claim.where.country
        return country if country in self.lexicon.registry.states else None

    def counts(self, word: CountryWord) -> bool:
        """Whether a country word counts: one that needs company ("Jordan") only where the report gives it some."""
        return not word.needs_company or self.mentions[word.code] > 0

    def choose(self, names: Sequence[Name]) -> Entry | None:
        """The one actor among those that share a name, by what the report tells; None where that does not tell."""
        return choose(names, self.lexicon.registry.actors, self.told)

    @cached_property
    def told(self) -> Told:
        """What the report tells beside a name: the countries that it mentions, the one it speaks of, and its year."""
        if self._asked is not None:
            country = self._asked.country
            return Told({*self.mentions, country or ""}, country or self.country, self._asked.year)
        published = self.report.published
        return Told(self.mentions.keys(), self.country, None if published is None else published.year)

    @cached_property
    def _country_words(self) -> list[CountryMatch]:
        return [match for match in self.matches if isinstance(match, CountryMatch)]

    @cached_property
    def _claimed(self) -> Counter[str]:
        """The countries of the claims' places; words that place several claims count once."""
        places = {(claim.where.start, self.place(claim)) for claim in self._claims if claim.where is not None}
        return Counter(country for _, country in places if country is not None)

    def _weight(self, match: CountryMatch) -> int:
        """How much a mention says about the country that the report speaks of."""
        before = self.tokens[match.first - 1].form if match.first else ""
        placed = before in _PLACING and match.word.form in ("name", "capital")
        weight = PLACE_WEIGHT if placed else 1
        return 2 * weight if self.tokens[match.first].start < OPENING else weight
