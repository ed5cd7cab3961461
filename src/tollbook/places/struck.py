"""The towns and districts that an attack struck, where it spread over several and a sentence lists them.

"Violence erupted across 12 locations, including in Quetta and Gwadar" makes no claim of its own, but says where the
attack happened: those places belong to the attack claim that the sentence goes on about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from tollbook.model import Attack, Claim, Marks, Report, Span, Where, kilometres

_VIOLENCE = re.compile(
    r"\b(?:attack(?:s|ed|ing|ers)?|assaults?|violence|clash(?:es|ed)?|fighting|gunfights?|blasts?|bomb(?:s|ed|ings?)"
    r"|explosions?|raid(?:s|ed)?|shell(?:ed|ing)|strikes?|struck|airstrikes?|ambush(?:es|ed)?|storm(?:ed|ing)?|stormed"
    r"|shootings?|gunfire|offensive|target(?:s|ed|ing)|hit|overran|seized|shots)\b",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'-]+(?:\s(?!and\b|or\b)[A-Z][\w’'-]+)?"
_KIND = r"(?:the\s+(?:town|city|port|district|village|province)\s+of\s+)?"
_PLACED = re.compile(rf"\b(?:in|at|across|near|around|outside|including|hit|struck|targeted)\s+{_KIND}({_NAME})")
_AND = rf"(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)(?:in\s+|at\s+)?{_KIND}"
_LIST = re.compile(rf"\b{_NAME}(?:{_AND}{_NAME})+")
_OF_PLACES = re.compile(r"\b(?:places?|locations?|towns?|city|cities|districts?|areas?|villages?|others|heard)\b")
_EACH = re.compile(_NAME)
_LONG_LIST = 3
"""Names in a list from which on it is one of places struck, wherever in its sentence it stands."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TOWNS = {"exact", "settlement", "district"}
_WITHIN_KM = {"district": 150.0, "province": 900.0}
"""How far from the centre of its place an attack's towns may lie."""

Resolve = Callable[[Span], Where | None]


def struck_words(report: Report, marks: Marks) -> list[tuple[Span, list[Span]]]:
    """The sentences that say where violence was, each with its place names; some of them nothing had marked."""
    found = ((sentence, _placed_in(report, sentence, told, marks.places)) for sentence, told in _told(marks))
    return [(sentence, names) for sentence, names in found if names]


def with_struck_places(
    report: Report, claims: Sequence[Claim], words: Sequence[tuple[Span, list[Span]]], resolve: Resolve
) -> tuple[Claim, ...]:
    """Fill `places` of attack claims from the `struck_words`. A sentence's towns go to the attack claim in it, else to
    the last one before it (else the first), and to those at the same place, as long as they lie where it happened.
    """
    attacks = [claim for claim in claims if isinstance(claim, Attack)]
    struck: dict[str, list[Where]] = {attack.id: [] for attack in attacks}
    if not attacks:
        return tuple(claims)
    for sentence, names in words:
        if _tells_of_another_year(report, sentence):
            continue
        attack = _attack_of(sentence, attacks)
        placed = [resolve(span) for span in names]
        towns = [where for where in placed if where is not None and where.precision in _TOWNS]
        inside = [where for where in towns if _lies_in(attack, where, spread=len(towns) > 1)]
        for other in attacks:  # told again, the attack is the same, and struck the same places
            if other is attack or (other.where is not None and _same(other.where, attack.where)):
                struck[other.id].extend(inside)
    return tuple(
        msgspec.structs.replace(claim, places=_distinct(struck[claim.id])) if isinstance(claim, Attack) else claim
        for claim in claims
    )


def _tells_of_another_year(report: Report, sentence: Span) -> bool:
    """Whether a sentence recalls another year ("a similar attack in 2014")."""
    years = {int(year) for year in _YEAR.findall(sentence.text)}
    return bool(years) and (report.published is None or report.published.year not in years)


def _attack_of(sentence: Span, attacks: Sequence[Attack]) -> Attack:
    before = [attack for attack in attacks if attack.trigger.start < sentence.end]
    return before[-1] if before else attacks[0]


def _told(marks: Marks) -> Iterator[tuple[Span, bool]]:
    """The sentences that speak of violence, and those right behind one (False), which may go on with its places."""
    before = False
    for sentence in marks.sentences:
        violent = _VIOLENCE.search(sentence.text) is not None
        if violent or before:
            yield sentence, violent
        before = violent


def _placed_in(report: Report, sentence: Span, violent: bool, places: Sequence[Span]) -> list[Span]:
    """The names of a sentence that say where it was: those behind a word of place in a sentence of violence, and lists
    of three and more that hold a marked place or stand beside a word such as "towns": a list with a town in it is one
    of towns.
    """
    if report.silent(sentence.start):
        return []
    marked = [place for place in places if sentence.start <= place.start < sentence.end]
    found: dict[int, Span] = {}
    if violent:
        for match in _PLACED.finditer(report.text, sentence.start, sentence.end):
            found[match.start(1)] = Span.of(report.text, *match.span(1))
    for match in _LIST.finditer(report.text, sentence.start, sentence.end):
        names = [Span.of(report.text, *name.span()) for name in _EACH.finditer(report.text, *match.span())]
        starts_in_place = violent and any(name.start in found for name in names)
        holds_town = any(name.overlaps(place) for name in names for place in marked)
        is_long = len(names) >= _LONG_LIST and (holds_town or _OF_PLACES.search(sentence.text) is not None)
        if starts_in_place or is_long:
            found.update({name.start: name for name in names})
            if is_long:  # "Quetta, the capital, was one of them; Gwadar, Mastung and Noshki were others"
                opening = _EACH.match(report.text, sentence.start, sentence.end)
                others = [*marked, *([Span.of(report.text, *opening.span())] if opening else [])]
                found.update({name.start: name for name in others})
    return [found[start] for start in sorted(found)]


def _lies_in(attack: Attack, where: Where, *, spread: bool) -> bool:
    """Whether a town lies where the attack happened; an attack that spread over several towns reaches as far as one
    over a province, whichever of them its own place is.
    """
    whole = attack.where
    if whole is None or where.country != whole.country:
        return False
    if whole.precision == "country":
        return True
    reach = _WITHIN_KM["province"] if spread else _WITHIN_KM.get(whole.precision or "", 0.0)
    if whole.lat is None or whole.lon is None or where.lat is None or where.lon is None:
        return False
    return kilometres(whole.lat, whole.lon, where.lat, where.lon) <= reach


def _same(one: Where, other: Where | None) -> bool:
    return other is not None and one.place is not None and one.place == other.place


def _distinct(places: Sequence[Where]) -> tuple[Where, ...]:
    return tuple({where.place: where for where in reversed(places)}.values())[::-1]
