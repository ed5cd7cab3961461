"""A text's furniture: appeals, links, navigation, credits and captions, found by the rules of `silence.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tollbook.model import Block, BlockKind
from tollbook.reading import silence
from tollbook.reading.layout import Stretch, lines, paragraphs

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_APPEAL_SENTENCE_LIMIT = 600
_TAIL = 0.4
"""Where the tail of a text may begin, as a share of its length: a list of links or a footer stands behind it."""
_FOOTER_LIMIT = 500
_LIST_LIMIT = 2500
_SMALL = frozenset(
    "a an and as at but by de del for from in into la nor of on or over per than the to up via vs with after off"
    .split()
)  # fmt: skip
_OPENERS = frozenset(
    "a an the at some about nearly almost over more no one two three four five six seven eight nine ten eleven twelve"
    " dozens scores hundreds thousands several many in on".split()
)


def furniture(text: str) -> list[Block]:
    """What of `text` is furniture, those findings first that win where two meet; they may overlap."""
    found: list[Block] = []
    every = list(paragraphs(text))
    whole = text.lower()
    rules = [rule._replace(cue=rule.cue.within(whole)) for rule in silence.RULES]
    appeal, links, notices = (cue.within(whole) for cue in (silence.APPEAL, silence.LINKS, silence.COPYRIGHT))
    for paragraph in every:
        lower = text[paragraph.start : paragraph.end].lower()
        found.extend(_by_rules(text, paragraph, lower, rules))
        found.extend(_captions(text, paragraph))
        if paragraph.end > _TAIL * len(text):
            found.extend(_lists_of_links(text, paragraph) if links.hinted(lower) else ())
            found.extend(_footer(text, paragraph) if notices.hinted(lower) else ())
        if appeal.hinted(lower):
            found.extend(_appeals(text, paragraph))
    found.extend(_headlines_below_a_heading(text, [line for paragraph in every for line in lines(text, paragraph)]))
    return found


def _by_rules(text: str, paragraph: Stretch, lower: str, rules: Sequence[silence.Rule]) -> Iterator[Block]:
    """What the rules find in a paragraph, which is `lower` in small letters."""
    rules = [rule for rule in rules if rule.cue.hinted(lower)]
    if not rules:
        return
    passage = text[paragraph.start : paragraph.end]
    every = list(lines(text, paragraph))
    for rule in rules:
        if rule.reach == "words":
            for match in rule.cue.pattern.finditer(passage):
                yield Block(kind=rule.kind, start=paragraph.start + match.start(), end=paragraph.start + match.end())
            continue
        whole = rule.reach == "line"
        limit = silence.LINE_LIMIT if whole else silence.OPENING_LIMIT
        fits = rule.cue.pattern.fullmatch if whole else rule.cue.pattern.match
        for line in every:
            if line.end - line.start <= limit and fits(text, line.start, line.end):
                yield Block(kind=rule.kind, start=line.start, end=line.end)


def _captions(text: str, paragraph: Stretch) -> Iterator[Block]:
    for line in lines(text, paragraph):
        if line.end - line.start > silence.CAPTION_LIMIT:
            continue
        words = text[line.start : line.end]
        button = silence.GALLERY.search(words)
        if button:
            yield Block(kind="caption", start=line.start + button.end(), end=line.end)
            continue
        credit = silence.CREDIT.search(words, max(0, len(words) - silence.CREDIT_LIMIT))
        if credit is None:
            continue
        if words[: credit.start()].rstrip().endswith((".", "!", "?", '."', ".”")) and _names_only_an_agency(credit[0]):
            yield Block(kind="byline", start=line.start + credit.start(), end=line.end)
        else:
            yield Block(kind="caption", start=line.start, end=line.end)


def _names_only_an_agency(credit: str) -> bool:
    """Whether a credit could be that of a whole report, as in "... the army said. (Reuters)"."""
    return credit.startswith("(") and " " not in credit.strip(" .()")


def _lists_of_links(text: str, paragraph: Stretch) -> Iterator[Block]:
    """Lists of links that were run into a paragraph when a page was flattened to text, with the footer behind them."""
    for heading in silence.LINKS.pattern.finditer(text, paragraph.start, paragraph.end):
        if heading.start() < _TAIL * len(text) or not _after_an_end(text, heading.start(), paragraph.start):
            continue
        rest = text[heading.end() : paragraph.end]
        if len(rest) <= _LIST_LIMIT and silence.FOOTER.search(rest):
            yield Block(kind="related", start=heading.start(), end=paragraph.end)
            return
        stop = _end_of_headlines(text, heading.end(), paragraph.end)
        if stop is not None:
            yield Block(kind="related", start=heading.start(), end=stop)


def _footer(text: str, paragraph: Stretch) -> Iterator[Block]:
    for notice in silence.COPYRIGHT.pattern.finditer(text, paragraph.start, paragraph.end):
        rest = text[notice.start() : paragraph.end]
        if len(rest) <= _FOOTER_LIMIT and notice.start() > _TAIL * len(text) and not silence.VIOLENCE.search(rest):
            yield Block(kind="navigation", start=notice.start(), end=paragraph.end)
            return


def _after_an_end(text: str, position: int, floor: int) -> bool:
    """Whether what stands before `position` is the end of a sentence, of a credit or of nothing at all."""
    before = text[max(floor, position - 40) : position].rstrip()
    return not before or before[-1] in ".!?…\"”')]" or before.endswith("agencies")


def _end_of_headlines(text: str, start: int, end: int) -> int | None:
    """Where a run of Title Case Words ends, or None where it holds fewer than four of them.

    A run that is broken by a word in small letters gives back the start of the sentence that it ran into.
    """
    words: list[re.Match[str]] = []
    for word in re.compile(r"\S+").finditer(text, start, end):
        core = word[0].strip("\"'“”‘’(),:;-–—|")
        if core and not core[0].isupper() and not core[0].isdigit() and core not in _SMALL:
            break
        words.append(word)
        if word[0].endswith("."):
            return None  # a sentence, and no headline
    else:
        return end if len(words) >= 4 else None
    tail = words[-4:]
    opener = next((word for word in tail if word[0].lower() in _OPENERS or word[0][0].isdigit()), None)
    kept = words[: words.index(opener)] if opener else words[:-1]
    return kept[-1].end() if len(kept) >= 4 else None


def _appeals(text: str, paragraph: Stretch) -> Iterator[Block]:
    """The sentences that appeal, and what stands between them and beside them as part of the appeal."""
    if not silence.APPEAL.pattern.search(text, paragraph.start, paragraph.end):
        return
    sentences = list(_sentences(text, paragraph))
    reach = [_reach_of_appeal(text, sentence) for sentence in sentences]
    asking = [number for number, end in enumerate(reach) if end is not None]
    for number in asking:
        yield Block(kind="appeal", start=sentences[number].start, end=reach[number] or sentences[number].end)
        yield from _buttons_beside(text, sentences, number)
    for first, second in pairwise(asking):
        if reach[first] == sentences[first].end and _bridges(text, sentences[first + 1 : second]):
            yield Block(kind="appeal", start=sentences[first].start, end=sentences[second].start)


def _sentences(text: str, paragraph: Stretch) -> Iterator[Stretch]:
    start = paragraph.start
    for end in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        yield Stretch(start, end.end())
        start = end.end()
    yield Stretch(start, paragraph.end)


def _reach_of_appeal(text: str, sentence: Stretch) -> int | None:
    """Up to where a sentence appeals: to its end, or to the last words that do if it goes on to speak of violence."""
    appeal = silence.APPEAL.pattern.search(text, sentence.start, sentence.end)
    if appeal is None:
        return None
    violence = silence.VIOLENCE.search(text, sentence.start, sentence.end)
    if violence is None and sentence.end - sentence.start <= _APPEAL_SENTENCE_LIMIT:
        return sentence.end
    limit = violence.start() if violence else appeal.end()
    if appeal.end() > limit:
        return None
    buttons = silence.CALL.finditer(text, appeal.end(), limit)
    return max([appeal.end(), *(button.end() for button in buttons)])


def _buttons_beside(text: str, sentences: list[Stretch], number: int) -> Iterator[Block]:
    for neighbour in (number - 1, number + 1):
        if 0 <= neighbour < len(sentences):
            start, end = sentences[neighbour]
            while button := silence.CALL.match(text, start, end):
                yield Block(kind="appeal", start=start, end=button.end())
                start = button.end()


def _bridges(text: str, between: list[Stretch]) -> bool:
    """Whether the sentences between two that appeal belong to the appeal: they speak of no violence, and each of the
    reader or the newsroom.
    """
    if not between:
        return True
    start, end = between[0].start, between[-1].end
    if end - start > silence.BRIDGE or silence.VIOLENCE.search(text, start, end):
        return False
    near = sum(1 for sentence in between if silence.NEAR_APPEAL.search(text, sentence.start, sentence.end))
    return near * 2 >= len(between)


def _headlines_below_a_heading(text: str, every: list[Stretch]) -> Iterator[Block]:
    """The headline below a lone "Related" or "Read next"; every one, where only headlines follow to the end."""
    headings = [rule.cue.pattern for rule in silence.RULES if rule.kind == "related" and rule.reach == "line"]
    told = False  # whether a sentence of the report stood before
    last = len(every)
    while last and _is_headline(text, every[last - 1]):
        last -= 1
    for number, line in enumerate(every[:-1]):
        short = line.end - line.start <= 60
        if told and short and any(heading.fullmatch(text, line.start, line.end) for heading in headings):
            below = every[number + 1 :] if number + 1 >= last else every[number + 1 : number + 2]
            yield from (Block(kind=_RELATED, start=s, end=e) for s, e in below if _is_headline(text, Stretch(s, e)))
        told = told or text[line.end - 1] in '.”"'


_RELATED: BlockKind = "related"


def _is_headline(text: str, line: Stretch) -> bool:
    length = line.end - line.start
    return 15 <= length <= 160 and text[line.end - 1] not in '.,;:"”…' and text[line.start].isupper()
