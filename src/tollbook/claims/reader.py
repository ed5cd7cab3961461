"""The reader: a Report in, its claims and marks out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from importlib.metadata import version

from tollbook.claims import attacks, basis, casualties, responsibilities
from tollbook.claims.calibration import at_least, weighed
from tollbook.claims.gate import may_tell
from tollbook.claims.paths import paths_of
from tollbook.claims.phrases import name_around, noun_phrase
from tollbook.claims.speakers import Credit, credit, speaker_at
from tollbook.claims.tagger import Analysis, Tagger
from tollbook.model import (
    ActorWords,
    Attack,
    Casualty,
    Claim,
    Extraction,
    Marks,
    ReaderVersion,
    Report,
    Responsibility,
    Span,
    Speaker,
)


class Reader:
    """Reads the claims of reports with the language model that the package ships.

    With a `gate`, a report whose words tell of no violence is not read (`gate`); claims of less than
    `min_confidence` are left out. The version says so where either differs from the house's way.
    """

    def __init__(self, tagger: Tagger, *, gate: bool = False, min_confidence: float = 0.0) -> None:
        self._tagger, self._gate, self._min_confidence = tagger, gate, min_confidence
        ways = (".gate" if gate else "") + (f".min{min_confidence:g}" if min_confidence else "")
        self.version = ReaderVersion(name="tollbook", version=f"{version('tollbook')}+model.{tagger.version}{ways}")

    @classmethod
    def load(cls, *, gate: bool = False, min_confidence: float = 0.0) -> Reader:
        """Load the model, once for all readers.

        Raises:
            ResourceError: a file of the model is missing or damaged.
        """
        return cls(_tagger(), gate=gate, min_confidence=min_confidence)

    def read(self, report: Report) -> Extraction:
        """The claims of a report in text order, without days, places and registered actors, and the marks by which
        later stages find those.
        """
        if self._gate and not may_tell(report.text):
            return Extraction(claims=(), marks=Marks(sentences=()))
        analysis = self._tagger.analyse(report.text)
        found: list[tuple[int, Claim]] = []
        found.extend(self._casualties(report, analysis))
        found.extend(self._responsibilities(report, analysis, _who_suffered(claim for _, claim in found)))
        found.extend(self._attacks(report, analysis))
        where = {claim.id: place for word, claim in found if (place := _place_of(analysis, word)) is not None}
        claims = weighed(claim for _, claim in sorted(found, key=lambda pair: (pair[0], pair[1].id)))
        claims = at_least(claims, self._min_confidence)
        places = _place_names(report, analysis)
        return Extraction(claims=claims, marks=Marks(sentences=analysis.sentences, places=places, where=where))

    def place_names(self, report: Report) -> tuple[Span, ...]:
        """The words of a report that name places, claims or no claims."""
        return _place_names(report, self._tagger.analyse(report.text))

    def paths(self, report: Report, claim: Claim) -> dict[str, str]:
        """How the words of each slot of a claim that was read in a report hang together with the claim's own in the
        tree, by slot: "12 <nummod soldiers <nsubj:pass killed".
        """
        return paths_of(self._tagger.analyse(report.text), claim)

    def _casualties(self, report: Report, analysis: Analysis) -> list[tuple[int, Claim]]:
        drafts = [draft for draft in casualties.drafts_of(analysis) if not report.silent(draft.count.start)]
        ids = {(draft.word, draft.effect): f"c{number}" for number, draft in enumerate(drafts, 1)}
        found: list[tuple[int, Claim]] = []
        for draft in drafts:
            credited = _credit(analysis, draft.word)
            claim = Casualty(
                id=ids[draft.word, draft.effect],
                evidence=_evidence(analysis, draft.word),
                speaker=_speaker_of(analysis, credited),
                polarity=draft.polarity,
                cause=draft.cause,
                confidence=round(draft.confidence, 4),
                basis=basis.of_casualty(analysis, draft, credited),
                reader=self.version,
                effect=draft.effect,
                count=draft.count,
                victims=draft.victims,
                attributes=draft.attributes,
                scope=draft.scope,
                part_of=None if draft.whole is None else ids.get((draft.whole, draft.effect)),
            )
            found.append((draft.word, claim))
        return found

    def _responsibilities(
        self, report: Report, analysis: Analysis, suffered: Collection[int]
    ) -> list[tuple[int, Claim]]:
        """The responsibility claims, but of those who only `suffered`, told by where their words end."""
        found: list[tuple[int, Claim]] = []
        for draft in responsibilities.drafts_of(analysis):
            if report.silent(analysis.words[draft.word][0]) or analysis.words[draft.word][1] in suffered:
                continue
            actor = None
            if draft.actor is not None:
                words = analysis.span(*draft.actor)
                actor = ActorWords(text=words.text, start=words.start, end=words.end)
            claim = Responsibility(
                id=f"r{len(found) + 1}",
                evidence=_evidence(analysis, draft.word),
                speaker=None if draft.speaker is None else speaker_at(analysis, draft.speaker),
                confidence=round(draft.confidence, 4),
                basis=basis.of_responsibility(analysis, draft),
                reader=self.version,
                actor=actor,
                stance=draft.stance,
                relation=draft.relation,
            )
            found.append((draft.word, claim))
        return found

    def _attacks(self, report: Report, analysis: Analysis) -> list[tuple[int, Claim]]:
        found: list[tuple[int, Claim]] = []
        for draft in attacks.drafts_of(analysis):
            if report.silent(analysis.words[draft.word][0]):
                continue
            credited = _credit(analysis, draft.word)
            claim = Attack(
                id=f"a{len(found) + 1}",
                evidence=_evidence(analysis, draft.word),
                speaker=_speaker_of(analysis, credited),
                confidence=round(draft.confidence, 4),
                basis=basis.of_attack(analysis, draft, credited),
                reader=self.version,
                type=draft.type,
                trigger=analysis.span(*draft.trigger),
                targets=tuple(analysis.span(*words) for words in draft.targets),
                weapons=tuple(analysis.span(*words) for words in draft.weapons),
            )
            found.append((draft.word, claim))
        return found


def _who_suffered(claims: Iterable[Claim]) -> frozenset[int]:
    """Where the words for the killed and injured end: they have not done it as well."""
    harmed = [claim for claim in claims if isinstance(claim, Casualty) and claim.effect in ("killed", "injured")]
    ends = {claim.count.end for claim in harmed} | {claim.victims.end for claim in harmed if claim.victims.end}
    return frozenset(ends)


@cache
def _tagger() -> Tagger:
    return Tagger.load()


def _evidence(analysis: Analysis, word: int) -> Span:
    """The sentence that holds the claim."""
    return analysis.sentences[analysis.sentence[word]]


def _credit(analysis: Analysis, word: int) -> Credit:
    """Whom the text credits with a claim; nobody is credited with being counted."""
    found = credit(analysis, word)
    return found._replace(head=None) if found.head == word else found


def _speaker_of(analysis: Analysis, found: Credit) -> Speaker | None:
    return None if found.head is None else speaker_at(analysis, found.head)


def _place_names(report: Report, analysis: Analysis) -> tuple[Span, ...]:
    return tuple(
        analysis.span(first, last)
        for first, last, kind in analysis.names
        if kind == "LOC" and not report.silent(analysis.words[first][0])
    )


def _place_of(analysis: Analysis, word: int) -> Span | None:
    """The words of the place that the model links the word to: its name, or its noun phrase where that is written as
    one ("Khaled Mosque"); None for a place without a name ("a southern province").
    """
    head, _ = analysis.link("place", word)
    if head is None:
        return None
    first, last = name_around(analysis, head)
    if analysis.best["name"][head] == "O":
        first, last = noun_phrase(analysis, head)
    named = any(
        analysis.forms[index][:1].isupper() for index in range(first, last) if index != analysis.bounds(head)[0]
    )
    return analysis.span(first, last) if named else None
