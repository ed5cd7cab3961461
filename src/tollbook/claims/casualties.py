"""Casualty claims: judge every word that could carry a count, then fill the slots around it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from tollbook.claims import fates
from tollbook.claims.draft import Draft
from tollbook.claims.effects import naming_above, naming_beside
from tollbook.claims.figures import Figure, figure_at
from tollbook.claims.heads import is_numeral, is_quantifier
from tollbook.claims.labels import EFFECTS, SCOPES
from tollbook.claims.lexicon import (
    ANIMALS,
    ATTRIBUTES,
    CLASS_OF,
    EFFECT_OF,
    MISHAP,
    PHRASES_OF,
    PLURAL_PEOPLE,
    THINGS,
    TOTAL,
    VIOLENT,
)
from tollbook.claims.measures import counts_nobody, is_whole_of
from tollbook.claims.phrases import noun_phrase
from tollbook.claims.polarity import polarity_of
from tollbook.claims.spared import is_spared
from tollbook.claims.speakers import says
from tollbook.claims.tagger import Analysis
from tollbook.model import Attribute, Cause, Count, Effect, Scope, VictimClass, Victims

THRESHOLD = 0.45
"""How sure the effect head must be that a word carries a count."""

LEAST = 0.1
"""How sure it must be where the words beside the count name the effect."""

SURE_OF_TOTAL, SURE_OF_BARE_TOTAL = 0.6, 0.8
"""How sure the scope head must be of an aggregate whose sentence names a period or a war, and where it names none."""

_UNCOUNTED = frozenset("VERB ADP PUNCT AUX CCONJ SCONJ PART SYM INTJ".split())


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
    drafts = [_with_fate(analysis, draft, drafts) for draft in drafts]
    drafts = [_with_antecedent(analysis, _with_whole(analysis, draft, drafts), drafts) for draft in drafts]
    return _with_causes(analysis, drafts)


def _with_fate(analysis: Analysis, draft: Draft, drafts: list[Draft]) -> Draft:
    """Of those of whom no word beside their count says it, whether they were killed or hurt."""
    fate = fates.fate_of(analysis, draft, drafts)
    return draft if fate is None else msgspec.structs.replace(draft, effect=fate.effect, weighed=fate.sure)


def _same_words(one: Draft, other: Draft) -> bool:
    return one.effect == other.effect and one.count.start < other.count.end and other.count.start < one.count.end


def _draft_at(analysis: Analysis, word: int, threshold: float) -> Draft | None:
    counted = _counted_word(analysis, word)
    if counted is None or (analysis.lower[word] == "number" and analysis.lower[word - 1 : word] == ["the"]):
        return None
    figure, span = counted
    sure = float(1 - analysis.sure["effect"][word, 0])
    beside = naming_beside(analysis, span)
    if sure < threshold and beside is None:
        return None
    above = naming_above(analysis, word) if beside is None else None
    named = beside or above
    start, end = analysis.words[span[0]][0], analysis.words[span[1] - 1][1]
    count = Count(
        text=analysis.text[start:end], start=start, end=end,
        value=figure.value, bound=figure.bound, value_high=figure.value_high,
    )  # fmt: skip
    victims, phrase = _victims_of(analysis, word, figure, span)
    effect = _likeliest_effect(analysis, word) if named is None else named.effect
    if _counts_things(analysis, span[1]) or (
        effect in {"killed", "injured"} and is_spared(analysis, word, span, named)
    ):
        return None
    return Draft(
        word=word,
        effect=effect,
        beside=beside,
        above=above,
        count=count,
        victims=victims,
        attributes=_attributes_of(analysis, phrase),
        scope=_scope_of(analysis, word),
        cause=_cause_of(analysis, word),
        polarity=polarity_of(analysis, word),
        whole=analysis.link("whole", word)[0],
        confidence=sure,
    )


def _counts_things(analysis: Analysis, last: int) -> bool:
    """Whether the number whose words end at `last` counts things: the last noun of the run behind it is one ("12 mortar
    shells", but "12 hospital workers").
    """
    _, high = analysis.bounds(last - 1)
    parts = analysis.best["part_of_speech"]
    noun = last
    while noun < high and parts[noun] == "ADJ":
        noun += 1
    while noun + 1 < high and parts[noun] == parts[noun + 1] == "NOUN":
        noun += 1
    return noun < high and analysis.lower[noun] in THINGS


def _counted_word(analysis: Analysis, word: int) -> tuple[Figure, tuple[int, int]] | None:
    """The figure at `word` and the words that give it; None where it can be no count."""
    low, high = analysis.bounds(word)
    forms = analysis.forms[low:high]
    figure = figure_at(forms, word - low)
    if figure is not None:
        if counts_nobody(forms, figure.first, figure.last) or _is_only_whole(analysis, low, figure):
            return None
        return figure, (low + figure.first, low + figure.last)
    if analysis.best["part_of_speech"][word] in _UNCOUNTED or not any(c.isalnum() for c in analysis.forms[word]):
        return None
    if analysis.lower[word] in ANIMALS:
        return None
    speaks = analysis.relation[word] == "nsubj" and says(analysis, analysis.governor[word])
    if _is_bare_plural(analysis, word) or speaks:
        return None  # "killed civilians" counts nobody, and who speaks was not killed
    first, last = noun_phrase(analysis, word)
    if analysis.lower[word] == "old":
        first = _age_before(analysis, first)
    inside = [i for i in range(first, last) if is_numeral(analysis.forms[i]) and i != word]
    if any(analysis.governor[i] == word and analysis.relation[i] == "nummod" for i in inside):
        return None  # the number itself is judged
    return Figure(first - low, last - low, 1, "exact"), (first, last)


def _age_before(analysis: Analysis, old: int) -> int:
    """Where the age begins that stands for its person ("the 27-year-old")."""
    low, _ = analysis.bounds(old)
    first = old
    while first > low and (analysis.lower[first - 1] in _AGE_WORDS or is_numeral(analysis.forms[first - 1])):
        first -= 1
    return first


_AGE_WORDS = frozenset("- year years month months a an the".split())


def _is_only_whole(analysis: Analysis, low: int, figure: Figure) -> bool:
    """Whether a number is but that of which another takes a share ("two of the 40 passengers were killed"): its own
    phrase names no effect ("two of the 12 wounded died", "of the four who were kidnapped").
    """
    if figure.value == 0 or not is_whole_of(analysis.forms[low : low + figure.first + 1], figure.first):
        return False
    _, high = analysis.bounds(low)
    for index in range(low + figure.last, min(low + figure.last + _OWN_WORDS, high)):
        if analysis.lower[index] in EFFECT_OF or analysis.lower[index] in {"who", "whom", "that"}:
            return False
        if analysis.best["part_of_speech"][index] in {"VERB", "AUX", "PUNCT"} and analysis.lower[index] != ")":
            return True
    return True


_OWN_WORDS = 9
"""Words behind a number within which its own phrase may name an effect."""


def _is_bare_plural(analysis: Analysis, word: int) -> bool:
    """Whether a word is a plural common noun: "killed civilians" counts nobody."""
    form = analysis.lower[word]
    if analysis.best["part_of_speech"][word] != "NOUN":
        return form in {"they", "them", "we", "us", "those", "these"}
    return form in PLURAL_PEOPLE or (form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 3)


def _scope_of(analysis: Analysis, word: int) -> Scope:
    """An aggregate where the model is sure of it, and surer where the sentence names no period or war. "In all" sums
    up what was just told, and "on Saturday alone" is one day's.
    """
    sentence = analysis.sentences[analysis.sentence[word]].text
    if _SUMS_UP.search(sentence) or _ONE_DAY.search(sentence):
        return "incident"
    needed = SURE_OF_TOTAL if TOTAL.search(sentence) else SURE_OF_BARE_TOTAL
    low, high = analysis.bounds(word)
    effect = analysis.best["effect"][word]
    beside = [
        index for index in range(low, high) if index == word or analysis.best["effect"][index] == effect != "none"
    ]
    # "31 civilians and 17 soldiers" are of one scope: the figures of a sentence vouch for each other
    return "aggregate" if analysis.sure["scope"][beside, SCOPES.index("aggregate")].mean() >= needed else "incident"


_SUMS_UP = re.compile(
    r"^(?!.*\b(?:since|war|years?|months?|weeks?)\b).*\b(?:in all|in (?:the )?(?:two|three) days)\b", re.I | re.S
)
_ONE_DAY = re.compile(r"\b(?:\w+day|on that day) alone\b", re.I)


def _cause_of(analysis: Analysis, word: int) -> Cause:
    """Not violence where the sentence tells of an accident, a disaster or a disease and of no attack; or where the
    model says so, in a report that has a word for one at all.
    """
    told = _tells_of(analysis, word)
    if told == "other" or (told == "violence" and fates.of_shooting(analysis.text)):
        return told
    likely = analysis.best["cause"][word] == "other"
    return "other" if likely and _has_mishap(analysis.text) else "violence"


@lru_cache(maxsize=8)
def _has_mishap(text: str) -> bool:
    return MISHAP.search(text) is not None


def _tells_of(analysis: Analysis, word: int) -> Cause | None:
    """The cause that the words of the sentence of `word` name; None where they name none ("Twenty were injured.")."""
    return _cause_named(analysis.sentences[analysis.sentence[word]].text)


@lru_cache(maxsize=256)
def _cause_named(sentence: str) -> Cause | None:
    if VIOLENT.search(sentence) is not None:
        return "violence"
    if MISHAP.search(sentence) is not None:
        return "other"
    return "violence" if _ACTIVE.search(sentence) is not None else None


_ACTIVE = re.compile(r"\bkill(?:ed|s|ing) (?:at least |more than |some |about )?(?:scores|dozens|[0-9])")
"""Somebody kills, where no mishap does."""


def _with_causes(analysis: Analysis, drafts: list[Draft]) -> list[Draft]:
    """A figure whose sentence names no cause goes on with the mishap that the sentence before it told of. Nobody is
    detained or abducted by mishap.
    """
    settled: list[Draft] = []
    mishap = -2  # the last sentence whose figures are a mishap's
    for draft in sorted(drafts, key=lambda draft: draft.word):
        if draft.effect in {"detained", "abducted"}:
            settled.append(msgspec.structs.replace(draft, cause="violence"))
            continue
        sentence, told = analysis.sentence[draft.word], _tells_of(analysis, draft.word)
        if told == "other" or (told is None and sentence - mishap <= 1):
            mishap = sentence
            draft = msgspec.structs.replace(draft, cause="other")
        settled.append(draft)
    return settled


def _likeliest_effect(analysis: Analysis, word: int) -> Effect:
    """The likeliest of the effects that the sentence names anywhere; of all where it names none."""
    low, high = analysis.bounds(word)
    named = {EFFECT_OF[form] for form in analysis.lower[low:high] if form in EFFECT_OF}
    scores = analysis.sure["effect"][word]
    allowed = [index for index in range(1, len(EFFECTS)) if not named or EFFECTS[index] in named]
    return EFFECTS[max(allowed, key=lambda index: float(scores[index]))]  # type: ignore[return-value]


def _victims_of(
    analysis: Analysis, word: int, figure: Figure, span: tuple[int, int]
) -> tuple[Victims, tuple[int, int] | None]:
    """The victims and the words that name them."""
    target = _victims_head(analysis, word)
    likely: VictimClass = analysis.best["class"][word]  # type: ignore[assignment]
    if target is not None and "among" in analysis.lower[max(0, span[0] - 2) : span[0]] and target != word + 1:
        target = None
    if target is None:
        if is_numeral(analysis.forms[word]) or is_quantifier(analysis.forms[word]) or figure.value != 1:
            if "among" in analysis.lower[max(0, span[0] - 2) : span[0]]:
                return Victims(), None  # "31 civilians are among 200 dead": the 200 are of every class
            return Victims(victim_class=_class_nearby(analysis, span) or likely), None
        target = word
    first, last = noun_phrase(analysis, target)
    if first < span[1] <= target:
        first = span[1]  # the count's own words are not the victims'
    quoted = analysis.span(first, last)
    victim_class = _class_of(analysis, target, (first, last), likely)
    return Victims(text=quoted.text, start=quoted.start, end=quoted.end, victim_class=victim_class), (first, last)


def _victims_head(analysis: Analysis, word: int) -> int | None:
    """The head word of the victims: the noun that the number modifies in the tree, else what the model links to in the
    same sentence, as long as no other number stands between.
    """
    governor = analysis.governor[word]
    if governor > word and analysis.relation[word] in {"nummod", "det", "amod"} and not _is_effect(analysis, governor):
        return governor
    target, _ = analysis.link("victims", word)
    if target is None or analysis.sentence[target] != analysis.sentence[word]:
        return None
    if analysis.best["part_of_speech"][target] in {"VERB", "AUX", "ADP", "PUNCT"}:
        return None
    between = range(min(word, target) + 1, max(word, target))
    parted = any(is_numeral(analysis.forms[index]) and analysis.governor[index] != target for index in between)
    parted = parted or (target < word and "," in analysis.lower[target:word])
    counted = any(is_numeral(analysis.forms[child]) and child != word for child in analysis.children[target])
    return None if parted or counted else target


def _is_effect(analysis: Analysis, word: int) -> bool:
    """Whether a word names an effect and nobody ("nearly 200 killed")."""
    return analysis.lower[word] in {"killed", "dead", "injured", "wounded", "hurt", "missing", "belonged"}


def _class_nearby(analysis: Analysis, span: tuple[int, int]) -> VictimClass | None:
    """The class that a noun of the same clause settles, where a count stands alone: "145 were militants", "Nearly 100
    of the militants", "17 belonged to the security forces", "put the number of militants killed at 145".
    """
    low, high = analysis.bounds(span[0])
    for words in (_clause_behind(analysis, span[1], high), _clause_before(analysis, low, span[0])):
        for settled, phrases in PHRASES_OF.items():
            if any(phrase in " ".join(words) for phrase in phrases):
                return settled
        found = [CLASS_OF[word] for word in words if word in CLASS_OF]
        if found:
            return found[0]
    return None


def _clause_behind(analysis: Analysis, start: int, stop: int) -> list[str]:
    """The words behind a count up to the next number, mark, or word that opens another thought."""
    end = start
    while end < min(stop, start + 8) and not is_numeral(analysis.forms[end]) and analysis.lower[end] not in _BREAKS:
        end += 1
    return analysis.lower[start:end]


_BREAKS = frozenset(", ; : . following after before when while in by during as since and amid from said".split())


def _clause_before(analysis: Analysis, start: int, stop: int) -> list[str]:
    """The words of "the number of ... killed at" before a count; none where it is not so introduced."""
    words = analysis.lower[max(start, stop - 12) : stop]
    opener = max((index for index, word in enumerate(words) if word in {"number", "toll", "count"}), default=None)
    return [] if opener is None else words[opener:][::-1]


def _class_of(analysis: Analysis, head: int, phrase: tuple[int, int], likely: VictimClass) -> VictimClass:
    """The class by the words: the head noun or a set phrase where it settles it, else what the model reads in the
    context.
    """
    words = [*analysis.lower[slice(*phrase)], *_tail(analysis, phrase[1])]
    for settled, phrases in PHRASES_OF.items():
        if any(part in " ".join(words) for part in phrases):
            return settled
    return CLASS_OF.get(analysis.lower[head], likely)


def _tail(analysis: Analysis, last: int) -> list[str]:
    """The "of" phrase behind a noun phrase that the tree may have cut off ("members | of the security forces")."""
    _, high = analysis.bounds(last - 1)
    follows = last < high and analysis.lower[last] == "of"
    return analysis.lower[last : min(last + 5, high)] if follows else []


def _attributes_of(analysis: Analysis, phrase: tuple[int, int] | None) -> tuple[Attribute, ...]:
    if phrase is None:
        return ()
    found = [ATTRIBUTES[word] for word in analysis.lower[slice(*phrase)] if word in ATTRIBUTES]
    return tuple(dict.fromkeys(found))


def _with_antecedent(analysis: Analysis, draft: Draft, drafts: list[Draft]) -> Draft:
    """A count "of those" or "of them" takes over the class of the count before it."""
    if draft.victims.text is not None:
        return draft
    low, high = analysis.bounds(draft.word)
    near = " ".join(analysis.lower[max(low, draft.word - 6) : min(high, draft.word + 4)])
    earlier = [other for other in drafts if other.word < draft.word]
    if not earlier or not ("of those" in near or "of them" in near or "of these" in near):
        return draft
    victims = msgspec.structs.replace(draft.victims, victim_class=earlier[-1].victims.victim_class)
    return msgspec.structs.replace(draft, victims=victims)


_INCLUDING = frozenset("including includes included include".split())


def _with_whole(analysis: Analysis, draft: Draft, drafts: list[Draft]) -> Draft:
    """Settle which other draft's count includes this one: by the link head, or by words of inclusion, and then with the
    effect of the whole ("kidnapped 42 villagers, including three children").
    """
    low, _ = analysis.bounds(draft.word)
    opener = _inclusion_before(analysis, low, draft.word)
    if opener is not None:
        earlier = [other for other in drafts if low <= other.word < opener]
        own = draft.beside  # ends a list: "killed 12, including two women, and injured 40"
        if earlier and (own is None or own.effect == earlier[-1].effect):
            return msgspec.structs.replace(draft, whole=earlier[-1].word, effect=earlier[-1].effect)
    linked = [other for other in drafts if other.word == draft.whole and other.word != draft.word]
    fits = bool(linked) and _may_include(linked[0], draft)
    return draft if fits else msgspec.structs.replace(draft, whole=None)


def _may_include(whole: Draft, part: Draft) -> bool:
    """Whether a count can hold another: of the same effect, no smaller, and of the same class or of all."""
    classes = {whole.victims.victim_class, part.victims.victim_class}
    alike = len(classes) == 1 or whole.victims.victim_class == "unknown"
    smaller = whole.count.value is None or part.count.value is None or part.count.value <= whole.count.value
    return whole.effect == part.effect and alike and smaller


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
