"""What the slots of a claim rest on: the words that made each, the rule of English or the head of the model that read
them, and the head's raw score.
"""

from __future__ import annotations

from tollbook.claims import attacks, responsibilities
from tollbook.claims.draft import Draft
from tollbook.claims.figures import figure_at
from tollbook.claims.labels import ATTACKS, CLASSES, EFFECTS, RELATIONS, SCOPES, STANCES
from tollbook.claims.lexicon import CLASS_OF, PHRASES_OF, TOTAL
from tollbook.claims.speakers import Credit
from tollbook.claims.tagger import Analysis
from tollbook.model import Basis, Span

MODEL = "model"
"""What stands in `by` where no rule of English read a slot, but the model alone."""


TEXT = "what the report tells of a death"
"""What stands there where the whole report told whether who was shot was killed or injured."""


def of_casualty(analysis: Analysis, draft: Draft, credit: Credit) -> dict[str, Basis]:
    """What a casualty claim and its effect, value, class, scope and speaker rest on."""
    word, count = draft.word, draft.count
    quoted = Span(text=count.text, start=count.start, end=count.end)
    beside, named = draft.beside, draft.beside or draft.above
    if named is not None and named.effect != draft.effect:
        named = None
    low, high = analysis.bounds(word)
    numeral = figure_at(analysis.forms[low:high], word - low) is not None
    period = TOTAL.search(analysis.sentences[analysis.sentence[word]].text) if draft.scope == "aggregate" else None
    return {
        "claim": Basis(by=MODEL if beside is None else beside.rule, words=quoted, score=_round(draft.confidence)),
        "effect": Basis(
            by=named.rule if named is not None else MODEL if draft.weighed is None else TEXT,
            words=None if named is None else analysis.span(named.word, named.word + 1),
            score=_score(analysis, "effect", word, EFFECTS.index(draft.effect))
            if draft.weighed is None
            else _round(draft.weighed),
        ),
        "value": Basis(by="number" if numeral else "noun of one", words=quoted),
        "class": _of_class(analysis, draft),
        "scope": Basis(
            by=MODEL,
            words=None if period is None else _moved(period.span(), analysis, word),
            score=_score(analysis, "scope", word, SCOPES.index(draft.scope)),
        ),
        "speaker": _of_speaker(analysis, credit),
    }


def of_responsibility(analysis: Analysis, draft: responsibilities.Draft) -> dict[str, Basis]:
    """What a responsibility claim and its stance, relation and speaker rest on."""
    by = MODEL if draft.cue is None else "set phrase"
    cue = draft.word if draft.cue is None else draft.cue
    words = analysis.span(cue, cue + 1)
    stance = STANCES.index(draft.stance) if draft.stance in STANCES else 0
    named = words if draft.actor is None else analysis.span(*draft.actor)
    head = None if draft.speaker is None else analysis.span(draft.speaker, draft.speaker + 1)
    return {
        "claim": Basis(by=by, words=named, score=_round(1 - float(analysis.sure["stance"][draft.word, 0]))),
        "stance": Basis(by=by, words=words, score=_score(analysis, "stance", draft.word, stance)),
        "relation": Basis(
            by=by, words=words, score=_score(analysis, "relation", draft.word, RELATIONS.index(draft.relation))
        ),
        "speaker": Basis(by=by, words=head, score=_round(analysis.link("speaker", draft.word)[1])),
    }


def of_attack(analysis: Analysis, draft: attacks.Draft, credit: Credit) -> dict[str, Basis]:
    """What an attack claim and its type and speaker rest on."""
    trigger = analysis.span(*draft.trigger)
    return {
        "claim": Basis(by=MODEL, words=trigger, score=_round(draft.confidence)),
        "type": Basis(by=MODEL, words=trigger, score=_score(analysis, "attack", draft.word, ATTACKS.index(draft.type))),
        "speaker": _of_speaker(analysis, credit),
    }


def _of_speaker(analysis: Analysis, credit: Credit) -> Basis:
    """What a credit rests on; words None where the text credits nobody."""
    words = None if credit.head is None else analysis.span(credit.head, credit.head + 1)
    return Basis(by=credit.by, words=words, score=_round(credit.score))


def _of_class(analysis: Analysis, draft: Draft) -> Basis:
    """The words that settle the class stand among the victims', or beside the count; else the model judged."""
    victims, settled = draft.victims, draft.victims.victim_class
    score = _score(analysis, "class", draft.word, CLASSES.index(settled))
    quoted = None
    if victims.text is not None and victims.start is not None and victims.end is not None:
        quoted = Span(text=victims.text, start=victims.start, end=victims.end)
        words = victims.text.lower()
        if any(phrase in words for phrase in PHRASES_OF.get(settled, ())):
            return Basis(by="set phrase", words=quoted, score=score)
        if any(CLASS_OF.get(word) == settled for word in words.split()):
            return Basis(by="noun of that class", words=quoted, score=score)
    likely = analysis.best["class"][draft.word]
    return Basis(by=MODEL if likely == settled else "noun in the clause", words=quoted, score=score)


def _moved(place: tuple[int, int], analysis: Analysis, word: int) -> Span:
    """A stretch of the sentence of `word`, as a span of the text."""
    start = analysis.sentences[analysis.sentence[word]].start
    return Span.of(analysis.text, start + place[0], start + place[1])


def _score(analysis: Analysis, head: str, word: int, label: int) -> float:
    return _round(float(analysis.sure[head][word, label]))


def _round(score: float) -> float:
    return round(score, 4)
