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
      [A-Za-z]+(?=[\s,;)])                              # most words, found without a look at the rest
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k)?\b      # 31  1,200  10:45  2nd  1990s  1.5m
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
_FEW_CAPITALS = 0.005
"""The share of its letters under which capitals tell nothing."""
_WRAPPED_FROM, _WRAPPED_TO = 55, 120
"""Line lengths between which a text with many such lines counts as hard-wrapped."""


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as (start, end) offsets into `text`, in order, none empty."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order, without the white space around them; every visible character is in one."""
    wrapped, small = _is_hard_wrapped(text), _is_in_small_letters(text)
    ends = {match.end() for match in _END.finditer(text) if _ends_here(text, match, wrapped, small)}
    sentences: list[Span] = []
    opening = () if wrapped else _edges_of_opening(text)
    for start, end in itertools.pairwise(sorted({0, *ends, *opening, len(text)})):
        _append(sentences, text, start, end)
    return tuple(sentences)


LONGEST_HEADLINE = 200
"""Characters that a first line may take to be a headline."""


LONGEST_DATELINE = 120
"""Characters that may stand between a headline and the body's own printing of it."""
_DATELINE = re.compile(
    r"""\s*(?:[A-Z]{2,5}\s)?(?:(?:[Ll]ast\s)?(?:[Pp]ublished|[Pp]osted|[Uu]pdated)(?:\s(?:on|at))?:?\s+|[Dd]ate\sof\spublication:?\s+)?
    (?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?
    (?:\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4} | [A-Z][a-z]{2,8}\s\d{1,2},?\s\d{4} | \d{1,2}([.-])\d{1,2}\1\d{4})
    (?:\s+(?:at\s)?\d{1,2}:?\d{2})?
    (?=\s+["“]?[A-Z])""",
    re.VERBOSE,
)


def headline_end(text: str) -> int:
    """Where the headline of a text ends: its first line, where that is short and more follows, with the body's own
    printing of it where the body opens with one; else 0.
    """
    end = text.find("\n")
    if not 0 < end <= LONGEST_HEADLINE or text[end:].isspace():
        return 0
    again = _printed_again(text, end)
    return again[1] if again else end


def _edges_of_opening(text: str) -> tuple[int, ...]:
    """Where sentences end in an opening that was flattened into one line: behind a date, around a second headline."""
    end = text.find("\n")
    if not 0 < end <= LONGEST_HEADLINE:
        return ()
    edges = _printed_again(text, end) or ()
    date = _DATELINE.match(text, edges[1] if edges else end)
    return (*edges, date.end()) if date else edges


def _printed_again(text: str, end: int) -> tuple[int, int] | None:
    """Where the headline `text[:end]` stands once more at the opening of the body, its full stop with it."""
    headline = text[:end].strip().rstrip(".!").split(" | ")[0].rstrip()
    if len(headline.split()) < 4:
        return None
    first = text.find(headline, end, end + LONGEST_DATELINE + len(headline))
    if first < 0:
        return None
    stop = re.compile(r"\s?[.!]?(?=\s|$)").match(text, first + len(headline))
    return None if stop is None else (first, stop.end())


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
    sample = text[:_SAMPLE]
    enough = int(_FEW_CAPITALS * len(sample)) + 1
    capitals = sum(1 for _ in itertools.islice(filter(str.isupper, sample), enough))
    if capitals == enough:
        return False
    letters = sum(map(str.isalpha, sample))
    return letters > 200 and capitals < _FEW_CAPITALS * letters


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
