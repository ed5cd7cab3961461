"""Casualty claims: judge every word that could carry a count, then fill the slots around it."""

from __future__ import annotations

import msgspec

from tollbook.claims.effects import effect_beside, effect_named
from tollbook.claims.figures import Figure, figure_at
from tollbook.claims.heads import is_numeral, is_quantifier
from tollbook.claims.labels import EFFECTS
from tollbook.claims.lexicon import ATTRIBUTES, CLASS_OF, PHRASES_OF, PLURAL_PEOPLE
from tollbook.claims.phrases import clauses_above, noun_phrase
from tollbook.claims.tagger import Analysis
from tollbook.model import Attribute, Cause, Count, Effect, Polarity, Scope, VictimClass, Victims

THRESHOLD = 0.4
"""How sure the effect head must be that a word carries a count."""

LEAST = 0.06
"""How sure it must be where the words beside the count name the effect."""

_UNCOUNTED = frozenset("VERB ADP PUNCT AUX CCONJ SCONJ PART SYM INTJ".split())
_HYPOTHETICAL = frozenset("could would might may threaten threatens threatened if".split())
_DENYING = frozenset("deny denies denied denying refute refutes refuted".split())
_UNIT_BEHIND = frozenset(
    """percent % year years month months day days week weeks hour hours minute minutes km kilometre kilometres
    kilometers miles mile metres meters dollars euros pounds per cent am pm st nd rd th""".split()
)


class Draft(msgspec.Struct, frozen=True):
    """A casualty as read around `word`, the word that carries its count."""

    word: int
    effect: Effect
    count: Count
    victims: Victims
    attributes: tuple[Attribute, ...]
    scope: Scope
    cause: Cause
    polarity: Polarity
    whole: int | None
    confidence: float


def drafts_of(analysis: Analysis, threshold: float = THRESHOLD) -> list[Draft]:
    """The casualties of a text, in order; of two that share count words and effect, the surer."""
    drafts: list[Draft] = []
    none = analysis.sure["effect"][:, 0]
    for word in range(len(analysis.words)):
        if none[word] > 1 - LEAST:
            continue
        draft = _draft_at(analysis, word, threshold)
        if draft is None:
            continue
        clash = next((other for other in drafts if _same_words(other, draft)), None)
        if clash is None:
            drafts.append(draft)
        elif clash.confidence < draft.confidence:
            drafts[drafts.index(clash)] = draft
    return [_with_whole(analysis, draft, drafts) for draft in drafts]


def _same_words(one: Draft, other: Draft) -> bool:
    return one.effect == other.effect and one.count.start < other.count.end and other.count.start < one.count.end


def _draft_at(analysis: Analysis, word: int, threshold: float) -> Draft | None:
    counted = _counted_word(analysis, word)
    if counted is None:
        return None
    figure, span = counted
    sure = float(1 - analysis.sure["effect"][word, 0])
    if sure < threshold and effect_beside(analysis, span) is None:
        return None
    start, end = analysis.words[span[0]][0], analysis.words[span[1] - 1][1]
    count = Count(
        text=analysis.text[start:end], start=start, end=end,
        value=figure.value, bound=figure.bound, value_high=figure.value_high,
    )  # fmt: skip
    victims, phrase = _victims_of(analysis, word, figure, span)
    return Draft(
        word=word,
        effect=effect_named(analysis, word, span) or _likeliest_effect(analysis, word),
        count=count,
        victims=victims,
        attributes=_attributes_of(analysis, phrase),
        scope=analysis.best["scope"][word],  # type: ignore[arg-type]
        cause=analysis.best["cause"][word],  # type: ignore[arg-type]
        polarity=_polarity_of(analysis, word),
        whole=analysis.link("whole", word)[0],
        confidence=sure,
    )


def _counted_word(analysis: Analysis, word: int) -> tuple[Figure, tuple[int, int]] | None:
    """The figure at `word` and the words that give it; None where it can be no count."""
    low, high = analysis.bounds(word)
    forms = analysis.forms[low:high]
    figure = figure_at(forms, word - low)
    if figure is not None:
        behind = analysis.lower[low + figure.last : high][:2]
        if (behind[:1] == ["-"] and behind[1:2] in (["year"], ["month"], ["day"])) or set(behind[:1]) & _UNIT_BEHIND:
            return None
        return figure, (low + figure.first, low + figure.last)
    if analysis.best["part_of_speech"][word] in _UNCOUNTED or not any(c.isalnum() for c in analysis.forms[word]):
        return None
    if _is_bare_plural(analysis, word):
        return None
    first, last = noun_phrase(analysis, word)
    inside = [i for i in range(first, last) if is_numeral(analysis.forms[i]) and i != word]
    if any(analysis.governor[i] == word and analysis.relation[i] == "nummod" for i in inside):
        return None  # the number itself is judged
    return Figure(first - low, last - low, 1, "exact"), (first, last)


def _is_bare_plural(analysis: Analysis, word: int) -> bool:
    """Whether a word is a plural common noun: "killed civilians" counts nobody."""
    form = analysis.lower[word]
    if analysis.best["part_of_speech"][word] != "NOUN":
        return form in {"they", "them", "we", "us", "those", "these"}
    return form in PLURAL_PEOPLE or (form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 3)


def _likeliest_effect(analysis: Analysis, word: int) -> Effect:
    return EFFECTS[int(analysis.sure["effect"][word, 1:].argmax()) + 1]  # type: ignore[return-value]


def _victims_of(
    analysis: Analysis, word: int, figure: Figure, span: tuple[int, int]
) -> tuple[Victims, tuple[int, int] | None]:
    """The victims and the words that name them."""
    target = _victims_head(analysis, word)
    likely: VictimClass = analysis.best["class"][word]  # type: ignore[assignment]
    if target is None:
        if not (is_numeral(analysis.forms[word]) or is_quantifier(analysis.forms[word])) and figure.value == 1:
            target = word
        else:
            return Victims(victim_class=likely), None
    first, last = noun_phrase(analysis, target)
    if first <= word < target and span[1] <= target:
        first = span[1]  # the count's own words are not the victims'
    elif first < span[1] <= target and span[0] <= first:
        first = span[1]
    quoted = analysis.span(first, last)
    victim_class = _class_of(analysis, target, (first, last), likely)
    return Victims(text=quoted.text, start=quoted.start, end=quoted.end, victim_class=victim_class), (first, last)


def _victims_head(analysis: Analysis, word: int) -> int | None:
    """The head word of the victims: the noun that the number modifies in the tree, else what the model links to."""
    governor = analysis.governor[word]
    if governor >= 0 and analysis.relation[word] in {"nummod", "det", "amod"}:
        return governor
    target, _ = analysis.link("victims", word)
    return target if target is not None and analysis.sentence[target] == analysis.sentence[word] else None


def _class_of(analysis: Analysis, head: int, phrase: tuple[int, int], likely: VictimClass) -> VictimClass:
    """The class by the words: the head noun or a set phrase where it settles it, else what the model reads in the
    context.
    """
    words = analysis.lower[slice(*phrase)]
    for settled, phrases in PHRASES_OF.items():
        if any(part in " ".join(words) for part in phrases):
            return settled
    return CLASS_OF.get(analysis.lower[head], likely)


def _attributes_of(analysis: Analysis, phrase: tuple[int, int] | None) -> tuple[Attribute, ...]:
    if phrase is None:
        return ()
    found = [ATTRIBUTES[word] for word in analysis.lower[slice(*phrase)] if word in ATTRIBUTES]
    return tuple(dict.fromkeys(found))


def _polarity_of(analysis: Analysis, word: int) -> Polarity:
    """Denied under a verb of denying, hypothetical under a modal or an "if"."""
    path = clauses_above(analysis, word)
    for above in path:
        if analysis.lower[above] in _DENYING:
            return "denied"
    for above in path[:2]:
        words = {analysis.lower[child] for child in analysis.children[above] if child < above}
        if words & _HYPOTHETICAL and analysis.best["part_of_speech"][above] in {"VERB", "AUX"}:
            perfect = any(analysis.lower[child] == "have" for child in analysis.children[above])
            return "asserted" if perfect and "may" in words else "hypothetical"
    return "asserted"


_INCLUDING = frozenset("including includes included include".split())


def _with_whole(analysis: Analysis, draft: Draft, drafts: list[Draft]) -> Draft:
    """Settle which other draft's count includes this one: by the link head, or by words of inclusion, and then with the
    effect of the whole ("kidnapped 42 villagers, including three children").
    """
    low, _ = analysis.bounds(draft.word)
    opener = _inclusion_before(analysis, low, draft.word)
    if opener is not None:
        earlier = [other for other in drafts if low <= other.word < opener]
        if earlier:
            return msgspec.structs.replace(draft, whole=earlier[-1].word, effect=earlier[-1].effect)
    words = {other.word for other in drafts if other.word != draft.word and other.effect == draft.effect}
    return draft if draft.whole in words else msgspec.structs.replace(draft, whole=None)


def _inclusion_before(analysis: Analysis, low: int, word: int) -> int | None:
    """Where "including", "among them" or "of whom" opens the list that `word` stands in, within one sentence."""
    for index in range(word - 1, max(low, word - 15) - 1, -1):
        if analysis.lower[index] in _INCLUDING or analysis.lower[index : index + 2] in (
            ["among", "them"],
            ["of", "whom"],
        ):
            return index
        if analysis.lower[index] in {";", "while", "but"}:
            return None
    return None
