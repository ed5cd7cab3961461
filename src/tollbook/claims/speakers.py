"""Speakers: who is credited for a claim, and the fullest name that the report gives them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from tollbook.claims.phrases import kind_of_name, name_around, noun_phrase, subject_of
from tollbook.claims.tagger import Analysis
from tollbook.model import Speaker

_PERSONAL = frozenset("he she him her i his".split())
_IMPERSONAL = frozenset("it they them its their we".split())
_BODIES = frozenset(
    "group monitor monitors organisation organization agency network watchdog body channel outlet movement".split()
)
"""Nouns by which any body that was named before is taken up again ("the group", "the Britain-based monitor")."""
_BODIES_BY_NAME = frozenset("ministry coalition office department force observatory militia army".split())
"""Nouns that take up a body only where they are part of its name ("the ministry", after the Ministry of Health): "the
army" behind what hospital staff said means no hospital.
"""
_ALWAYS_SAYING = frozenset("said says told".split())
"""What is a verb of saying even where a text without commas misled the tagger."""
_DETERMINERS = frozenset("the a an".split())
_SAYING = frozenset(
    """say says said saying tell tells told add adds added report reports reported announce announces announced confirm
    confirms confirmed claim claims claimed according state states stated note notes noted declare declared
    estimate estimates estimated document documented accuse accused blame blamed deny denied quote quoted cite
    cited put puts counts counted spoke speaks listed lists gave gives reveal revealed allege alleges alleged
    insist insisted warn warned describe described maintain maintains maintained record records recorded register
    registers registered tally tallied verify verified speak specified disclosed acknowledged admitted testified
    conceded stressed establish established""".split()
)


def speaker_at(analysis: Analysis, head: int) -> Speaker | None:
    """The speaker whose mention has `head` as its head word; None where the words name nobody ("which")."""
    if analysis.best["part_of_speech"][head] in {"VERB", "ADP", "PUNCT", "SCONJ", "AUX", "CCONJ"}:
        return None
    head = _person_with_title(analysis, head)
    first, last = noun_phrase(analysis, head)
    if kind_of_name(analysis, head) == "ORG":  # a body's name is all of it, whatever a broken tree hangs on
        first, last = name_around(analysis, head)
    span = analysis.span(first, last)
    word = analysis.lower[head]
    behind = None
    if word in _PERSONAL or word in _IMPERSONAL:
        behind = _antecedent(analysis, head, personal=word in _PERSONAL)
    elif _takes_up(analysis, head, first, last):
        behind = _body_named_before(analysis, head)
    name = fullest_name(analysis, head if behind is None else behind)
    return Speaker(text=span.text, start=span.start, end=span.end, name=name)


class Credit(NamedTuple):
    """The head of the speaker whom the text credits, None where it credits nobody, by which rule of English (or by the
    "model"), and how sure the model is of its own link.
    """

    head: int | None
    by: str
    score: float


def credited(analysis: Analysis, word: int) -> int | None:
    """The head of the speaker whom the text credits with what `word` stands in."""
    return credit(analysis, word).head


def credit(analysis: Analysis, word: int) -> Credit:
    """Whom the text credits with what `word` stands in: the speaker of the quotation around it, else of the verb of
    saying above it in the tree, else whom the model links it to in its own sentence. Trees break, and the order of
    words misleads: over them goes what the model is sure of.
    """
    linked, score = _linked(analysis, word)
    quoting = _quoted_by(analysis, word)
    if quoting is not None:
        return Credit(quoting, "quotation", score)
    for rule, find, trust in _RULES:
        saying = find(analysis, word)
        if saying is not None and analysis.lower[saying] in _RELATIVE:
            saying = _before_verb(analysis, saying, analysis.bounds(saying)[0] - 1)
        if saying is None or saying in {word, analysis.governor[word]} or not _can_speak(analysis, saying):
            continue
        surer = score >= SURE and (trust == "less" or (trust == "unless another" and linked is not None))
        return Credit(linked, "model", score) if surer else Credit(saying, rule, score)
    if linked is not None:
        return Credit(linked, "model", score)
    earlier = _told_before(analysis, word)
    return Credit(None, "model", score) if earlier is None else credit(analysis, earlier)


def _linked(analysis: Analysis, word: int) -> tuple[int | None, float]:
    """Whom the model links a word to in its own sentence, and how sure it is."""
    head, score = analysis.link("speaker", word)
    fits = head is not None and analysis.sentence[head] == analysis.sentence[word] and _can_speak(analysis, head)
    return head if fits else None, score


SURE = 0.7
"""How sure the model must be of its own link to go over a rule that it is trusted more than."""


def said_by(analysis: Analysis, word: int) -> int | None:
    """The head of the speaker whose verb of saying governs `word` in the tree, or whom an "according to" of its
    sentence names.
    """
    current, seen = word, {word}
    while analysis.governor[current] >= 0 and analysis.governor[current] not in seen:
        current = analysis.governor[current]
        seen.add(current)
        for child in analysis.children[current]:
            said = analysis.relation[child] in {"parataxis", "advcl"} and analysis.lower[child] in _SAYING
            if said and child != word and (speaker := _sayer(analysis, child)) is not None:
                return speaker
        if analysis.lower[current] in _SAYING and (speaker := _sayer(analysis, current)) is not None:
            return speaker
    return _according_to(analysis, word)


def is_source(analysis: Analysis, word: int) -> bool:
    """Whether a word is the one whom its sentence gives as its source ("by the count of the army")."""
    return _according_to(analysis, word) == word


def says(analysis: Analysis, verb: int) -> bool:
    """Whether a word is a verb of saying."""
    if verb < 0:
        return False
    form = analysis.lower[verb]
    pointed_out = form == "pointed" and analysis.lower[verb + 1 : verb + 2] == ["out"]
    if not (form in _SAYING or form == "charged" or pointed_out):
        return False
    return form in _ALWAYS_SAYING or analysis.best["part_of_speech"][verb] == "VERB"


def fullest_name(analysis: Analysis, head: int) -> str:
    """The fullest name that the text gives the one whom the word `head` means: "Mr Bugti" and "the chief minister"
    become "Sarfaraz Bugti" where the text says so, an acronym its long form.
    """
    kind = kind_of_name(analysis, head)
    if kind == "PER":
        return _full_person(analysis, *name_around(analysis, head))
    text = analysis.span(*(name_around if kind == "ORG" else noun_phrase)(analysis, head)).text
    long_form = _expanded(analysis.text, analysis.forms[head])
    if long_form is not None:
        return long_form
    person = _holder_of_title(analysis, head)
    return person if person is not None else _plain(text)


def _plain(text: str) -> str:
    """A phrase without its article."""
    opening, _, rest = text.partition(" ")
    return rest if rest and opening.lower() in _DETERMINERS else text


def _full_person(analysis: Analysis, first: int, last: int) -> str:
    """The longest personal name of the text that ends in the same surname."""
    surname = analysis.lower[last - 1]
    best = (first, last)
    for start, end, kind in analysis.names:
        if (
            kind == "PER"
            and analysis.lower[end - 1] == surname
            and end - start > best[1] - best[0]
            and end - start <= 5
        ):
            best = (start, end)
    return analysis.span(*best).text


def _expanded(text: str, word: str) -> str | None:
    """The long form of an acronym that the text introduces in brackets: "Baloch Liberation Army (BLA)"."""
    if not (2 <= len(word) <= 8 and word.isupper()):
        return None
    match = re.search(r"((?:[^\W\d_][\w'’-]*\s+){1,7})\(\s*" + re.escape(word) + r"\s*\)", text)
    if match is None:
        return None
    words = match.group(1).split()
    letters = word.lower()
    for start in range(len(words)):
        initials = "".join(part[0].lower() for part in words[start:] if part[0].isupper())
        if initials and initials[0] == letters[0] and len(initials) >= len(letters) - 1:
            return " ".join(words[start:])
    return None


def _person_with_title(analysis: Analysis, head: int) -> int:
    """The last word of the person's name that stands beside a title without a comma ("the director of the Example
    Watch Dara Example told", "said Dara Example head of"); `head` itself where none does.
    """
    if kind_of_name(analysis, head) is not None:
        return head
    for first, last, kind in analysis.names:
        if kind != "PER" or last - first < 2:
            continue
        if last == head:
            return last - 1
        if head < first <= head + 12 and last < len(analysis.words) and says(analysis, last):
            between = analysis.best["part_of_speech"][head + 1 : first]
            return head if {"VERB", "PUNCT", "AUX", "CCONJ"} & set(between) else last - 1
    return head


def _holder_of_title(analysis: Analysis, head: int) -> str | None:
    """The person whom the text names with the same title ("chief minister Sarfaraz Bugti")."""
    title = analysis.lower[head]
    modifiers = {
        analysis.lower[child] for child in analysis.children[head] if analysis.relation[child] in {"amod", "compound"}
    }
    for start, end, kind in analysis.names:
        if kind != "PER" or start == 0:
            continue
        before = analysis.lower[max(0, start - 3) : start]
        if before[-1] == title and title not in _DETERMINERS and modifiers <= set(before):
            return _full_person(analysis, start, end)
        behind = analysis.lower[end : end + 8]
        if behind[:1] == [","] and title in behind and modifiers <= set(behind) and analysis.lower[end + 1] in {
            "the", "a", title, *modifiers,
        }:  # fmt: skip
            return _full_person(analysis, start, end)
    return None


def _takes_up(analysis: Analysis, head: int, first: int, last: int) -> bool:
    """Whether a phrase is a definite noun for a body named before, with no name of its own."""
    definite = analysis.lower[first] in {"the", "this", "that"}
    named = any(analysis.best["name"][index] != "O" for index in range(first, last))
    narrowed = last < len(analysis.lower) and analysis.lower[last] in {"in", "of", "for", "at", "which", "that"}
    return (
        definite
        and analysis.lower[head] in _BODIES | _BODIES_BY_NAME
        and not named
        and not narrowed
        and last - first <= 3
    )


def _quoted_by(analysis: Analysis, word: int) -> int | None:
    """The speaker of the quotation that `word` stands in: the subject of the verb of saying right behind its closing
    mark, or right before its opening one.
    """
    position = analysis.words[word][0]
    bounds = next(((a, b) for a, b in analysis.quotations if a < position < b), None)
    if bounds is None:
        return None
    first, last = (bisect.bisect_left(analysis.words, (edge, 0)) for edge in bounds)
    after = range(last + 1, min(last + 26, len(analysis.words)))
    before = range(first - 1, max(-1, first - 14), -1)
    for near, edge in ((after, last), (before, first - 1)):
        for index in near:
            if 0 <= edge < len(analysis.words) and analysis.sentence[index] != analysis.sentence[min(edge, index)]:
                break
            if analysis.lower[index] in _SAYING:
                subject = _sayer(analysis, index)
                if subject is None and near is after:  # "...," Dara Example, head of the Example Watch, told
                    subject = _noun_after(analysis, last + 1, index)[0]
                if subject is not None and not first < subject < last:
                    return subject
    return None


def _antecedent(analysis: Analysis, pronoun: int, *, personal: bool) -> int | None:
    """Whom a pronoun means: the subject of the nearest verb of saying before it, of a fitting kind, else the nearest
    fitting name.
    """
    for word in range(pronoun - 1, max(-1, pronoun - 120), -1):
        subject = subject_of(analysis, word) if analysis.lower[word] in _SAYING else None
        if subject is None or subject >= pronoun or analysis.best["part_of_speech"][subject] == "PRON":
            continue
        kind = kind_of_name(analysis, subject)
        if kind is None or (kind == "PER") == personal:
            return subject
    for _, last, kind in reversed(analysis.names):
        if last <= pronoun and (kind == "PER" if personal else kind == "ORG"):
            return last - 1
    return None


def _body_named_before(analysis: Analysis, noun: int) -> int | None:
    """The body that a definite noun takes up: the one that spoke last before it, else the one named last."""
    needed = {analysis.lower[noun]} if analysis.lower[noun] in _BODIES_BY_NAME else set()
    for word in range(noun - 1, max(-1, noun - 120), -1):
        subject = subject_of(analysis, word) if analysis.lower[word] in _SAYING else None
        if subject is not None and subject < noun and kind_of_name(analysis, subject) == "ORG":
            first, last = name_around(analysis, subject)
            if needed <= set(analysis.lower[first:last]):
                return subject
    for first, last, kind in reversed(analysis.names):
        if last <= noun and kind == "ORG" and needed <= set(analysis.lower[first:last]):
            return last - 1
    return None


def _turn(analysis: Analysis, word: int) -> int | None:
    """The speaker in whose turn `word` stands, where the report is set as turns ("SURGEON: ..."); not those who present
    it.
    """
    turns = [(start, end) for start, end in analysis.turns if start <= analysis.words[word][0]]
    if not turns:
        return None
    start, end = turns[-1]
    label = analysis.text[start:end]
    said_there = [i for i, (a, b) in enumerate(analysis.words) if start <= a and b <= end]
    nouns = [i for i in said_there if analysis.forms[i].isalpha()]
    own_voice = not nouns or any(part in _PRESENTING for part in label.lower().split())
    return None if own_voice or word in said_there else nouns[-1]


_PRESENTING = frozenset(
    "presenter newsreader reporter host anchor correspondent narrator headline headlines update correction".split()
)


def _said_that(analysis: Analysis, word: int) -> int | None:
    """Who "said that ..." before a word, with no "while" or "but" between: plainer than any tree."""
    low, _ = analysis.bounds(word)
    for index in range(word - 1, low, -1):
        if analysis.lower[index] in {"while", "but", "whereas", ";", "”", '"'}:
            return None
        if analysis.lower[index] == "that" and analysis.lower[index - 1] in _ALWAYS_SAYING | {"reported", "announced"}:
            return _sayer(analysis, index - 1) or _before_verb(analysis, index - 1, low - 1)
        if says(analysis, index):
            near = word - index <= _RIGHT_BEHIND and "VERB" not in analysis.best["part_of_speech"][index + 1 : word]
            if not near or analysis.lower[index] not in _ALWAYS_SAYING:
                return None
            return _sayer(analysis, index) or _before_verb(analysis, index, low - 1)
    return None


_RIGHT_BEHIND = 6
"""Words within which a count belongs to the "said" before it ("..., a witness said four of them were students")."""


def _told_before(analysis: Analysis, word: int) -> int | None:
    """The casualty of the sentence before that a sentence goes on about ("Among those killed were ..."): the word that
    counts it.
    """
    low, _ = analysis.bounds(word)
    if low == 0 or analysis.lower[low] != "among" or analysis.lower[low + 1] not in {"those", "them", "the", "these"}:
        return None
    first, last = analysis.bounds(low - 1)
    counted = [index for index in range(first, last) if analysis.best["effect"][index] != "none"]
    return counted[-1] if counted else None


def _can_speak(analysis: Analysis, head: int) -> bool:
    """Whether a word can name a speaker: no dateline, no day, no event, no figure."""
    return analysis.lower[head] not in _SPEECHLESS and not _is_dateline(analysis, head)


_RELATIVE = frozenset("who which".split())
_SPEECHLESS = frozenset(
    """yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon
    evening night week month year toll number situation violence fighting attack attacks airstrike airstrikes strike
    strikes raid raids bombing bombings blast blasts explosion explosions shelling death deaths clashes incident
    incidents tags""".split()
)


def _is_dateline(analysis: Analysis, word: int) -> bool:
    """Whether a word is the place of a dateline ("BUNIA, Feb 12 (Example Wire) - ..."), which says nothing."""
    low, high = analysis.bounds(word)
    opens = word - low <= 2 and analysis.forms[word].isupper() and len(analysis.forms[word]) > 3
    return opens and word + 1 < high and analysis.lower[word + 1] in {",", "(", "-", "–", "—", "/"}


def _sayer(analysis: Analysis, verb: int) -> int | None:
    """The subject of a verb of saying, unless it is what is said ("no casualties were reported"); behind a comma and
    before a noun the verb is turned round ("..., said Dara Example").
    """
    low, high = analysis.bounds(verb)
    turned = low < verb < high - 1 and analysis.lower[verb - 1] in {",", "”", '"'}
    if (
        turned
        and analysis.lower[verb] not in {"told", "tells", "telling"}
        and analysis.best["part_of_speech"][verb + 1] in {"PROPN", "NOUN", "DET", "ADJ"}
    ):
        return _behind_verb(analysis, verb, high)
    if analysis.lower[verb] == "claimed" and {"life", "lives"} & set(analysis.lower[verb + 1 : min(high, verb + 6)]):
        return None  # what claims lives says nothing
    if analysis.lower[verb] in {"quoted", "quotes", "quoting"} and "as" in analysis.lower[verb + 1 : high]:
        return _noun_after(analysis, verb + 1, high)[0]  # "quoted activists as saying"
    subject = subject_of(analysis, verb)
    if subject is not None and analysis.relation[subject] == "nsubj:pass":
        return None
    if subject is None:
        return None
    if analysis.lower[subject] == "who":
        return analysis.governor[verb] if analysis.relation[verb] == "acl:relcl" else None
    return _issuer(analysis, subject, subject + 1)


def _said_in_order(analysis: Analysis, word: int) -> int | None:
    """The speaker by the order of words, where the tree does not tell: "..., the minister, Dara Example, told
    reporters", "..., said the minister", "the minister said that ...".
    """
    low, high = analysis.bounds(word)
    for verb in range(word + 1, high):
        if says(analysis, verb) and {",", "”", '"'} & set(analysis.lower[word:verb]):
            return _before_verb(analysis, verb, word) or _behind_verb(analysis, verb, high)
    for verb in range(word - 1, low, -1):
        if says(analysis, verb):
            return _before_verb(analysis, verb, low - 1)
    return None


def _said_last(analysis: Analysis, word: int) -> int | None:
    """Who says it in the last words of a sentence: "..., the army charged.", "... the agency reported citing ..."."""
    _, high = analysis.bounds(word)
    for verb in range(word + 1, high):
        if says(analysis, verb) and analysis.lower[verb + 1 : min(high, verb + 2)] in _CLOSING:
            return _before_verb(analysis, verb, word)
    return None


_CLOSING: tuple[list[str], ...] = ([], ["."], ["citing"], ["quoting"], ["adding"])
"""What follows a verb of saying that closes its sentence, in a text without commas too."""


def _headline_source(analysis: Analysis, word: int) -> int | None:
    """Whom a headline names at its end as its source ("Air raid kills 29: monitor")."""
    low, high = analysis.bounds(word)
    last = high - 1
    while last > low and analysis.best["part_of_speech"][last] == "PUNCT":
        last -= 1
    if analysis.sentence[word] > 1 or last <= word or analysis.lower[last] not in _HEADLINE_SOURCES:
        return None
    line_ends = analysis.text[analysis.words[high - 1][1] :][:1] == "\n"
    led = analysis.best["part_of_speech"][last - 1] in {"ADP", "DET", "CCONJ", "ADJ", "PART"}
    return last if line_ends and not led else None


_HEADLINE_SOURCES = frozenset(
    """monitor watchdog activists activist police army officials official ministry minister ngo un report reports
    source sources governor mayor spokesman observatory military msf""".split()
)


def _before_verb(analysis: Analysis, verb: int, limit: int) -> int | None:
    """The last noun before a verb of saying, commas, brackets and adverbs skipped."""
    index = verb - 1
    if analysis.lower[index] == ")":  # "the Example Front (EF) said"
        index = max((i for i in range(limit + 1, index) if analysis.lower[i] == "("), default=index) - 1
    while index > limit and analysis.best["part_of_speech"][index] in {"ADV", "AUX", "PUNCT"}:
        if analysis.lower[index] in {"”", '"'}:
            return None
        index -= 1
    is_noun = index > limit and analysis.best["part_of_speech"][index] in {"NOUN", "PROPN", "PRON"}
    return index if is_noun and analysis.lower[index] not in {"that", "which", "what"} else None


def _behind_verb(analysis: Analysis, verb: int, high: int) -> int | None:
    """The head of the noun phrase right behind a verb of saying ("said Dara Example")."""
    return _noun_after(analysis, verb + 1, min(high, verb + 8))[0]


def _opening_with(analysis: Analysis, word: int) -> int | None:
    """The head of whom a sentence names that opens with "According to"."""
    low, _ = analysis.bounds(word)
    return _according_to(analysis, word) if analysis.lower[low] == "according" else None


def _according_to(analysis: Analysis, word: int) -> int | None:
    """The head of whom an "according to" or a "by the count of" in the sentence of `word` names."""
    low, high = analysis.bounds(word)
    for index in range(low, high - 2):
        according = analysis.lower[index] == "according" and analysis.lower[index + 1] == "to"
        by_count = analysis.lower[index] == "by" and bool(_RECKONING & set(analysis.lower[index + 1 : index + 6]))
        if according or by_count:
            head, end = _noun_after(analysis, index + (2 if according else 1), high)
            return None if head is None else _issuer(analysis, head, end)
    return None


def _issuer(analysis: Analysis, head: int, end: int) -> int:
    """Who stands behind a record ("figures from the ministry", "a report issued by the network"), else the word
    itself; `end` is one past the last word of its noun phrase.
    """
    if analysis.lower[head] not in _RECORDS:
        return head
    _, high = analysis.bounds(head)
    behind = next((i for i in range(end, min(end + 3, high)) if analysis.lower[i] in _ISSUED_BY), None)
    issuer = None if behind is None else _noun_after(analysis, behind + 1, high)[0]
    return head if issuer is None else issuer


_ISSUED_BY = frozenset("from by of in at".split())
_RECKONING = frozenset("count tally estimate estimates reckoning account accounts figures".split())
"""What one goes by: "by the count of the army" credits the army."""
_RECORDS = frozenset(
    """figures figure estimates estimate toll statistics data report reports statement count counts tally tallies
    numbers information list records reckoning account accounts""".split()
)
"""What is credited for those who issued it: "according to figures from the ministry" credits the ministry."""


def _noun_after(analysis: Analysis, start: int, stop: int) -> tuple[int | None, int]:
    """The head of the noun phrase that begins at `start`, and one past its last word."""
    head, index = None, start
    while index < stop:
        part = analysis.best["part_of_speech"][index]
        if head is not None and (part in {"NUM", "DET"} or analysis.lower[index] in _ROUND):
            break  # "according to the Example Hospital | four people died", in a text without commas
        if part in {"NOUN", "PROPN", "PRON"}:
            head = index
            if index + 1 < stop and _begins_anew(analysis, index + 1):
                return head, index + 1
        elif part not in {"DET", "ADJ", "NUM"} and analysis.lower[index] not in {"'s", "’s", "-", "'", "’"}:
            break
        index += 1
    return head, index


_ROUND = frozenset("tens dozens scores hundreds thousands".split())


def _begins_anew(analysis: Analysis, word: int) -> bool:
    """Whether a name begins right behind another body's ("according to the Example Watch | DAESH has lost ..."), in a
    text without commas.
    """
    label = analysis.best["name"][word]
    return label in {"B-ORG", "B-LOC", "B-MISC"} and (
        kind_of_name(analysis, word - 1) == "ORG" or analysis.forms[word - 1].islower()
    )


_RULES: tuple[tuple[str, Callable[[Analysis, int], int | None], Literal["wholly", "unless another", "less"]], ...] = (
    ("turn of a transcript", _turn, "wholly"),
    ("according to", _opening_with, "wholly"),
    ("said that", _said_that, "wholly"),
    ("verb of saying above", said_by, "unless another"),
    ("verb of saying at the end", _said_last, "unless another"),
    ("verb of saying beside", _said_in_order, "less"),
    ("source of a headline", _headline_source, "wholly"),
)
"""By which rule a speaker is found, in this order, and how far the rule is trusted against the model's own link:
wholly, unless the model is sure of another speaker, or less than a sure model.
"""
