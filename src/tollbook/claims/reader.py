"""The reader: a Report in, its claims and marks out."""

from __future__ import annotations

from importlib.metadata import version

from tollbook.claims import attacks, casualties, responsibilities
from tollbook.claims.phrases import name_around, noun_phrase
from tollbook.claims.speakers import credited, speaker_at
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
    """Reads the claims of reports with the language model that the package ships."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self.version = ReaderVersion(name="tollbook", version=f"{version('tollbook')}+model.{tagger.version}")

    @classmethod
    def load(cls) -> Reader:
        """Load the model.

        Raises:
            ResourceError: a file of the model is missing or damaged.
        """
        return cls(Tagger.load())

    def read(self, report: Report) -> Extraction:
        """The claims of a report in text order, without days, places and registered actors, and the marks by which
        later stages find those.
        """
        analysis = self._tagger.analyse(report.text)
        found: list[tuple[int, Claim]] = []
        found.extend(self._casualties(report, analysis))
        found.extend(self._responsibilities(report, analysis))
        found.extend(self._attacks(report, analysis))
        where = {claim.id: place for word, claim in found if (place := _place_of(analysis, word)) is not None}
        claims = tuple(claim for _, claim in sorted(found, key=lambda pair: (pair[0], pair[1].id)))
        places = tuple(
            analysis.span(first, last)
            for first, last, kind in analysis.names
            if kind == "LOC" and not report.silent(analysis.words[first][0])
        )
        return Extraction(claims=claims, marks=Marks(sentences=analysis.sentences, places=places, where=where))

    def _casualties(self, report: Report, analysis: Analysis) -> list[tuple[int, Claim]]:
        drafts = [draft for draft in casualties.drafts_of(analysis) if not report.silent(draft.count.start)]
        ids = {(draft.word, draft.effect): f"c{number}" for number, draft in enumerate(drafts, 1)}
        return [
            (
                draft.word,
                Casualty(
                    id=ids[draft.word, draft.effect],
                    evidence=_evidence(analysis, draft.word),
                    speaker=_speaker_of(analysis, draft.word),
                    polarity=draft.polarity,
                    cause=draft.cause,
                    confidence=round(draft.confidence, 4),
                    reader=self.version,
                    effect=draft.effect,
                    count=draft.count,
                    victims=draft.victims,
                    attributes=draft.attributes,
                    scope=draft.scope,
                    part_of=None if draft.whole is None else ids.get((draft.whole, draft.effect)),
                ),
            )
            for draft in drafts
        ]

    def _responsibilities(self, report: Report, analysis: Analysis) -> list[tuple[int, Claim]]:
        found: list[tuple[int, Claim]] = []
        for draft in responsibilities.drafts_of(analysis):
            if report.silent(analysis.words[draft.word][0]):
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
            claim = Attack(
                id=f"a{len(found) + 1}",
                evidence=_evidence(analysis, draft.word),
                speaker=_speaker_of(analysis, draft.word),
                confidence=round(draft.confidence, 4),
                reader=self.version,
                type=draft.type,
                trigger=analysis.span(*draft.trigger),
                targets=tuple(analysis.span(*words) for words in draft.targets),
                weapons=tuple(analysis.span(*words) for words in draft.weapons),
            )
            found.append((draft.word, claim))
        return found


def _evidence(analysis: Analysis, word: int) -> Span:
    """The sentence that holds the claim."""
    return analysis.sentences[analysis.sentence[word]]


def _speaker_of(analysis: Analysis, word: int) -> Speaker | None:
    head = credited(analysis, word)
    return None if head is None or head == word else speaker_at(analysis, head)


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
