"""Speakers: who is credited for a claim, and the fullest name that the report gives them."""

from __future__ import annotations

import re

from tollbook.claims.phrases import kind_of_name, name_around, noun_phrase, subject_of
from tollbook.claims.tagger import Analysis
from tollbook.model import Speaker

_PERSONAL = frozenset("he she him her i his".split())
_IMPERSONAL = frozenset("it they them its their we".split())
_DETERMINERS = frozenset("the a an".split())
_SAYING = frozenset(
    """say says said saying tell tells told add adds added report reports reported announce announces announced
    confirm confirms confirmed claim claims claimed according state states stated note notes noted declare declared
    estimate estimates estimated document documented accuse accused blame blamed deny denied quote quoted cite cited
    put puts reveal revealed allege alleged insist insisted warn warned describe described""".split()
)


def speaker_at(analysis: Analysis, head: int) -> Speaker | None:
    """The speaker whose mention has `head` as its head word; None where the words name nobody ("which")."""
    if analysis.best["part_of_speech"][head] in {"VERB", "ADP", "PUNCT", "SCONJ", "AUX", "CCONJ"}:
        return None
    first, last = noun_phrase(analysis, head)
    span = analysis.span(first, last)
    word = analysis.lower[head]
    if word in _PERSONAL or word in _IMPERSONAL:
        behind = _antecedent(analysis, head, personal=word in _PERSONAL)
        name = fullest_name(analysis, behind) if behind is not None else span.text
    else:
        name = fullest_name(analysis, head)
    return Speaker(text=span.text, start=span.start, end=span.end, name=name)


def said_by(analysis: Analysis, word: int) -> int | None:
    """The head of the speaker whose verb of saying governs `word` in the tree, or that an "according to" in its
    sentence names.
    """
    current, seen = word, {word}
    while analysis.governor[current] >= 0 and analysis.governor[current] not in seen:
        current = analysis.governor[current]
        seen.add(current)
        for child in analysis.children[current]:
            said = analysis.relation[child] in {"parataxis", "advcl"} and analysis.lower[child] in _SAYING
            if said and child != word and (speaker := subject_of(analysis, child)) is not None:
                return speaker
        if analysis.lower[current] in _SAYING and (speaker := subject_of(analysis, current)) is not None:
            return speaker
    return _according_to(analysis, word)


def fullest_name(analysis: Analysis, head: int) -> str:
    """The fullest name that the text gives the one whom the word `head` means: "Mr Bugti" and "the chief minister"
    become "Sarfaraz Bugti" where the text says so, an acronym its long form.
    """
    first, last = noun_phrase(analysis, head)
    kind = kind_of_name(analysis, head)
    if kind == "PER":
        return _full_person(analysis, *name_around(analysis, head))
    text = analysis.span(first, last).text
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
        if (
            initials
            and letters.startswith(initials[:1])
            and initials[0] == letters[0]
            and len(initials) >= len(letters) - 1
        ):
            return " ".join(words[start:])
    return None


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


def _according_to(analysis: Analysis, word: int) -> int | None:
    low, high = analysis.bounds(word)
    for index in range(low, high - 2):
        if analysis.lower[index] == "according" and analysis.lower[index + 1] == "to":
            return (
                analysis.governor[index] if analysis.governor[index] > index else _noun_after(analysis, index + 2, high)
            )
    return None


def _noun_after(analysis: Analysis, start: int, stop: int) -> int | None:
    """The head of the first noun phrase at or after `start`."""
    for word in range(start, stop):
        if analysis.best["part_of_speech"][word] in {"NOUN", "PROPN"}:
            governor = analysis.governor[word]
            inside = start <= governor < stop and analysis.relation[word] in {"compound", "nmod:poss", "amod", "flat"}
            return governor if inside and governor > word else word
    return None
