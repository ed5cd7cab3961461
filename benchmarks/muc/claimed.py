"""Our claims as MUC-4's templates, by rule: one for each incident that has an attack or a casualty of violence.

Nothing but claims is used here, so a slot that our claims do not know (perpetrators without a side, victims without a
count, things that were hit beside the target) stays empty more often than MUC's key has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.muc.templates import Mentions, Template, Value, normal
from tollbook.claims.tagger import Analysis
from tollbook.model import Attack, Casualty, Claim, Responsibility, When, Where

TYPE_OF = {
    "bombing": "bombing",
    "suicide_attack": "bombing",
    "abduction": "kidnapping",
    "arson": "arson",
}
"""Our types of attack that MUC has a type for; every other is an attack to MUC. Robbery and forced work stoppage are no
attacks to us.
"""
EFFECT_OF = {"killed": "DEATH", "injured": "INJURY"}
CONFIDENCE_OF = {
    "claimed": "CLAIMED OR ADMITTED",
    "blamed": "SUSPECTED OR ACCUSED",
    "reported": "REPORTED AS FACT",
}
"""Our stances; a denial is MUC's POSSIBLE only where somebody accuses too, and then the accusation stands."""
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def templates_of(analysis: Analysis, claims: Sequence[Claim]) -> list[Template]:
    """The templates of one message."""
    by_incident: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.incident is not None and claim.cause == "violence" and claim.polarity == "asserted":
            by_incident[claim.incident].append(claim)
    made = [_template(analysis, group) for group in by_incident.values() if _happened(group)]
    return [template for template in made if template is not None]


def _happened(claims: Iterable[Claim]) -> bool:
    return any(
        isinstance(claim, Attack) or (isinstance(claim, Casualty) and claim.scope == "incident") for claim in claims
    )


def _template(analysis: Analysis, claims: Sequence[Claim]) -> Template | None:
    types = Counter(TYPE_OF.get(claim.type, "attack") for claim in claims if isinstance(claim, Attack))
    if any(isinstance(claim, Casualty) and claim.effect == "abducted" for claim in claims):
        types["kidnapping"] += 2
    if not types:
        types["attack"] += 1
    made = Template(types=(max(types, key=lambda kind: (types[kind], kind != "attack")),))
    made.date, made.location = date_of(claims), place_of(claims)
    for claim in claims:
        if isinstance(claim, Casualty):
            _victims(analysis, claim, made)
        elif isinstance(claim, Attack):
            for slot, spans in (("Target", claim.targets), ("Weapon", claim.weapons)):
                for span in spans:
                    _put(made.strings[slot], span.text)
        elif claim.actor is not None and claim.stance in CONFIDENCE_OF and claim.relation == "perpetrator":
            _perpetrator(analysis, claim, made)
    return made


def _victims(analysis: Analysis, claim: Casualty, made: Template) -> None:
    names = [
        analysis.text[analysis.words[first][0] : analysis.words[last - 1][1]]
        for first, last, kind in analysis.names
        if kind == "PER" and _overlaps(analysis, first, last, claim)
    ]
    for name in names:
        _put(made.strings["Victim"], name)
    said = names or [claim.victims.text or claim.count.text]
    of: Mentions = frozenset(map(normal, said))
    number = 1 if names else claim.count.value
    made.values["number"].append(Value(frozenset({"PLURAL" if number is None else str(number)}), of))
    if claim.effect in EFFECT_OF and number != 0:
        made.values["effect"].append(Value(frozenset({EFFECT_OF[claim.effect]}), of))


def _perpetrator(analysis: Analysis, claim: Responsibility, made: Template) -> None:
    assert claim.actor is not None
    kinds = [
        kind for first, last, kind in analysis.names if _in(analysis, first, last, claim.actor.start, claim.actor.end)
    ]
    organised = "ORG" in kinds or (
        claim.actor.actor is not None and claim.actor.actor.kind in {"armed_group", "military"}
    )
    _put(made.strings["PerpOrg" if organised else "PerpInd"], claim.actor.text)
    if organised:
        made.values["confidence"].append(
            Value(frozenset({CONFIDENCE_OF[claim.stance]}), frozenset({normal(claim.actor.text)}))
        )


def _overlaps(analysis: Analysis, first: int, last: int, claim: Casualty) -> bool:
    victims = (claim.victims.start, claim.victims.end)
    return any(
        start is not None and end is not None and _in(analysis, first, last, start, end)
        for start, end in ((claim.count.start, claim.count.end), victims)
    )


def _in(analysis: Analysis, first: int, last: int, start: int, end: int) -> bool:
    return analysis.words[first][0] < end and start < analysis.words[last - 1][1]


def _put(entities: list[Mentions], words: str) -> None:
    text = normal(words)
    if text and frozenset({text}) not in entities:
        entities.append(frozenset({text}))


def date_of(claims: Sequence[Claim]) -> str | None:
    """The days that most claims tell, as MUC writes them ("03 JAN 90", "01 MAR 89 - 31 MAR 89")."""
    told = Counter(claim.when for claim in claims if claim.when is not None)
    return _written(max(told, key=lambda when: told[when])) if told else None


def _written(when: When) -> str:
    days = [f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}" for day in (when.start, when.end)]
    return days[0] if days[0] == days[1] else " - ".join(days)


def place_of(claims: Sequence[Claim]) -> str | None:
    """The place that most claims tell."""
    told = Counter(_name(claim.where) for claim in claims if claim.where is not None)
    return max(told, key=lambda name: told[name]) if told else None


def _name(where: Where) -> str:
    return where.name or where.text
