"""The chain of credits: the outlet, the agency whose dispatch it prints or draws on, and the officials quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model import Credit, Report, Span
from tollbook.reading.agencies import AGENCIES, agency_of
from tollbook.reading.origins.quotations import SAYING

OFFICIALS = 3
"""Officials that a chain names, the first that are credited: it says where a dispatch comes from, not all voices."""

_LEAD, _CLOSE = 200, 300
"""Characters at the start and at the end of a text in which it credits agencies by name alone."""
_NAMES = "|".join(sorted((re.escape(name) for names in AGENCIES.values() for name in names), key=len, reverse=True))
_NAME = re.compile(rf"(?<![\w-])(?:{_NAMES})(?![\w-])")
_AGENCY = rf"(?:{_NAMES}|[Aa]gencies|[Ww]ire (?:services|reports)|[Nn]ews agencies)(?![\w-])"
_LIST = rf"(?:(?:(?:the )?(?:{_NAMES})(?:, | and |, and |/)?)+)(?![\w-])"
_DATELINE = re.compile(rf"\((?:[Vv]ia |[Ss]ource: ?)?{_LIST}\)|^[^.\n]{{0,60}}?(?:—|–|--?)\s?{_AGENCY}\b(?=[\s:.,-])")
_CLOSING = re.compile(
    rf"\((?:[Ss]ources?: ?|[Vv]ia |[Ww]ith |[Cc]redit: ?)?{_LIST}\)"
    rf"|(?:[-–—/]\s?|[Ss]ources?: ?|[Cc]redit ?: ?)(?:[Bb]y )?{_AGENCY}(?=\W*$)"
    rf"|Copyright (?:\d{{4}} )?(?:The )?{_AGENCY}"
)
_INPUTS = re.compile(
    rf"(?i:with (?:additional )?(?:inputs?|reporting|reports?|material|files)(?: from| by)?|(?:compiled|adapted) from"
    rf"|additional reporting(?: by| from)|source:|inputs? from) (?:the )?(?:{_LIST}|{_AGENCY})"
    rf"|(?i:with agency inputs|with (?:agencies|agency reports))"
    rf"|(?:[Tt]he )?{_LIST} (?:also )?contributed to this (?:report|story|article)"
)
_DRAWN_ON = re.compile(
    rf"(?:quoted|cited|reported|carried|published) by (?:[\w'’-]+ ){{0,4}}?(?:{_NAMES})(?![\w-])"
    rf"|(?:[Aa]ccording to|[Cc]iting|[Qq]uoting) (?:[\w'’-]+ ){{0,4}}?(?:{_NAMES})(?![\w-])"
    rf"|(?:told|telling) (?:the )?(?:{_NAMES})(?![\w-])"
    rf"|(?<![\w-])(?:{_NAMES})(?: news agency)? (?:{SAYING}|quoted|cited)\b"
)
_OFFICE = (
    "ministry|ministries|minister|police|army|military|navy|air force|officials?|spokes(?:man|woman|person)|governor"
    "|mayor|commander|command|commissioner|superintendent|president|presidency|government|council|committee|coalition"
    "|sheriff|prosecutors?|department|office|general|observatory|hospital|doctors?|medics|rescuers|authorities|agency"
    "|mission|nato"
)
_TITLE = rf"(?:[\w'’-]+ ){{0,4}}(?i:{_OFFICE})(?: (?:of|for) (?:the )?[\w'’-]+)?(?: [A-Z][\w'’-]+){{0,3}}"
_SAYS = re.compile(rf"\b(?:{SAYING})\b")
_SUBJECT = re.compile(rf"(?:^|[^\w ] ?)(?P<words>{_TITLE}),? (?:(?:also|later|had|has|have|earlier) )?$")
_SUBJECT_REACH = 90
"""Characters before a verb of saying in which its subject stands."""
_SOURCED = re.compile(rf"\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|[Qq]uoted|[Cc]ited) (?P<words>{_TITLE})\b")
_LEADING = re.compile(
    r"^(?:(?:the|a|an|that|as|and|but|by|on|in|of|which|when|while|where|said|his|her|its|their) )+", re.I
)


def chain_of(report: Report) -> tuple[Credit, ...]:
    """The chain by which a report says it came about: its outlet, the agencies credited, the officials quoted.

    An agency is credited in a dateline, a byline, a closing line ("-- Agencies", "with inputs from PTI"), or where the
    text draws on it ("quoted by state news agency SANA", "told AFP"), and is then not the outlet itself.
    """
    links = [Credit(name=report.outlet, role="outlet")] if report.outlet else []
    own = agency_of(report.outlet) if report.outlet else None
    links += [credit for credit in _distinct(_agencies(report)) if credit.name != own]
    return (*links, *list(_distinct(_officials(report)))[:OFFICIALS])


def prints(report: Report) -> frozenset[str]:
    """The agencies whose dispatch a report says that it prints or works in: those that it only quotes left out."""
    own = {agency_of(report.outlet) if report.outlet else None} - {None}
    return frozenset(name for name in {*own, *(credit.name for credit in _printed(report))} if name)


def _agencies(report: Report) -> Iterator[Credit]:
    yield from _printed(report)
    for found in _DRAWN_ON.finditer(report.text):
        name = agency_of(found[0])
        if name:
            yield Credit(name=name, role="agency", words=Span.of(report.text, found.start(), found.end()))


def _printed(report: Report) -> Iterator[Credit]:
    text = report.text
    body = _body_start(report)
    found = [*_DATELINE.finditer(text[body : body + _LEAD])]
    yield from (one for match in found for one in _named(text, match, body))
    if report.byline and (name := agency_of(report.byline)):
        yield Credit(name=name, role="agency")
    close = max(body, len(text.rstrip()) - _CLOSE)
    for pattern in (_CLOSING, _INPUTS):
        for match in pattern.finditer(text[close:].rstrip()):
            yield from _named(text, match, close)
    if report.agency:
        yield Credit(name=report.agency, role="agency")


def _named(text: str, match: re.Match[str], offset: int) -> Iterator[Credit]:
    """The agencies that a credit names, or "agencies" where it leaves them unnamed."""
    words = Span.of(text, offset + match.start(), offset + match.end())
    agencies = [name for name in map(agency_of, _NAME.findall(match[0])) if name]
    for name in agencies or ["agencies"]:
        yield Credit(name=name, role="agency", words=words)


def _officials(report: Report) -> Iterator[Credit]:
    found = [(one.start("words"), one["words"]) for one in _SOURCED.finditer(report.text)]
    for says in _SAYS.finditer(report.text):
        start = max(0, says.start() - _SUBJECT_REACH)
        subject = _SUBJECT.search(report.text[start : says.start()])
        if subject:
            found.append((start + subject.start("words"), subject["words"]))
    for start, words in sorted(found):
        lead = _LEADING.match(words)
        begins = start + (lead.end() if lead else 0)
        span = Span.of(report.text, begins, start + len(words))
        if not report.silent(begins):
            yield Credit(name=" ".join(span.text.split()), role="official", words=span)


def _distinct(found: Iterator[Credit]) -> Iterator[Credit]:
    seen = set()
    for credit in found:
        name = credit.name.casefold()
        if name not in seen:
            seen.add(name)
            yield credit


def _body_start(report: Report) -> int:
    return max((block.end for block in report.blocks if block.kind == "title" and block.start == 0), default=0)
