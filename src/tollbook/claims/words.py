"""A text as sentences and words, by their places in it.

Words follow the manner of Universal Dependencies for English: punctuation, hyphens and clitics ("'s", "n't") stand
alone, numbers with their separators stay whole. Sentences end at a full stop, question or exclamation mark that an
abbreviation, an initial or a number does not explain, and at the end of a line unless the text is hard-wrapped.
"""

from __future__ import annotations

import itertools
import re

from tollbook.model import Span

_WORD = re.compile(
    r"""
      \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k)?\b      # 31  1,200  10:45  2nd  1990s  1.5m
    | (?:[A-Za-z]\.){2,}                               # U.S.  p.m.
    | (?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Maj|Sgt|Brig|St|Jr|Sr|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.
    | [^\W\d_](?:[^\W_]|(?<=[Oo])['’](?=[A-Z]))*?(?=n['’]t\b)   # does|n't
    | n['’]t\b
    | ['’](?:s|re|ve|ll|d|m|S)\b
    | [^\W_]+(?:[&][^\W_]+)*
    | \.{2,} | -{2,} | \S
    """,
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt capt maj sgt cpl pvt cmdr adm brig hon rev fr st ste jr sr messrs mt ft
    no nos vs etc inc ltd co corp bros dept univ assn approx est ca al fig vol pp ed eds cf viz supt insp const
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky md mass mich minn miss mo mont neb nev okla ore pa penn
    tenn tex va vt wash wis wyo""".split()
)
_TITLES = frozenset("mr mrs ms dr prof sen rep gov gen col lt capt maj sgt cpl pvt cmdr adm brig hon rev fr st".split())
_END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s)|\n[ \t\r\f\v]*(?=\n)|\n""")
_SAMPLE = 3000
"""Characters by which a text's use of capitals is judged."""
_WRAPPED_FROM, _WRAPPED_TO = 55, 120
"""Line lengths between which a text with many such lines counts as hard-wrapped."""


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as (start, end) offsets into `text`, in order, none empty."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order, without the white space around them; every visible character is in one."""
    wrapped, small = _is_hard_wrapped(text), _is_in_small_letters(text)
    sentences: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() >= start and _ends_here(text, match, wrapped, small):
            _append(sentences, text, start, match.end())
            start = match.end()
    _append(sentences, text, start, len(text))
    return tuple(sentences)


LONGEST_HEADLINE = 200
"""Characters that a first line may take to be a headline."""


def headline_end(text: str) -> int:
    """Where the headline of a text ends: its first line, where that is short and more follows; else 0."""
    end = text.find("\n")
    return end if 0 < end <= LONGEST_HEADLINE and not text[end:].isspace() else 0


def _append(sentences: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        begin = start + len(piece) - len(piece.lstrip())
        sentences.append(Span(text=kept, start=begin, end=begin + len(kept)))


def _is_hard_wrapped(text: str) -> bool:
    """Whether line ends are the typesetter's and not the writer's."""
    lines = text.split("\n")
    full = sum(
        _WRAPPED_FROM <= len(line) <= _WRAPPED_TO and bool(following.strip())
        for line, following in itertools.pairwise(lines)
    )
    return full >= 4 and full >= 0.5 * sum(bool(line.strip()) for line in lines)


def _is_in_small_letters(text: str) -> bool:
    """Whether a text is written without capitals, so that they tell nothing of where a sentence begins."""
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    return letters > 200 and sum(map(str.isupper, text[:_SAMPLE])) < 0.005 * letters


def _ends_here(text: str, match: re.Match[str], wrapped: bool, small: bool) -> bool:
    mark = match.group()
    if mark.startswith("\n"):
        return not wrapped or len(mark) > 1 or text[match.end() : match.end() + 1] == "\n"
    following = re.compile(r"\s*(\S)(\S*)").match(text, match.end())
    if following is None:
        return True
    next_character = following.group(1)
    if "\n\n" in text[match.end() : following.start(1)] or not mark.startswith("."):
        return small or not next_character.islower()
    word_start = max((text.rfind(space, max(0, match.start() - 40), match.start()) for space in " \n\t("), default=-1)
    word = text[word_start + 1 : match.start()].lower().lstrip("\"'“‘[")
    if word in _TITLES and mark == ".":
        return False
    if len(word) == 1 and word.isalpha() and mark == "." and word not in {"i", "a"}:
        return False  # an initial: "J. Smith"
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        # "U.S. forces" goes on; "in the U.S. The army" ends: a common sentence opener tells.
        return next_character.isupper() and (next_character + following.group(2)).rstrip(",").lower() in _OPENERS
    return small or not next_character.islower()


_OPENERS = frozenset(
    """the a an in on at it its he she they we i but and this that these those there after before when while as if
    according however meanwhile earlier later some many two three four five six at his her their our""".split()
)
