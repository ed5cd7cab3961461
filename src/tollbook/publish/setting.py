"""From a joined incident to its sheet: the ledger set out for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tollbook.model import (
    Attack,
    Change,
    Contradiction,
    Equation,
    Estimate,
    Incident,
    Interest,
    Joined,
    Laid,
    Report,
    Statement,
    UmbrellaSum,
    When,
    Where,
)
from tollbook.publish import phrases
from tollbook.publish.headings import heading_place
from tollbook.publish.joining import laid_sentence, numbers_of, profiles_of, standings_of, when_words
from tollbook.publish.joint import Standing
from tollbook.publish.lineage import letters_of, sources_of
from tollbook.publish.parts import sorted_estimates, summary_words
from tollbook.publish.sheet import (
    ContradictionLine,
    DaysLine,
    DeedLine,
    EquationLine,
    FigureLine,
    Finding,
    LaidLine,
    RelatedLine,
    Remark,
    Sheet,
    SheetCell,
    SheetColumn,
    SheetRow,
    SideLine,
    SpotLine,
    Words,
)
from tollbook.publish.victims import named_victims, withheld

HOUSE = "tollbook"
"""The house's own profile: the one of which lists keep the figures."""

_EFFECTS = ("killed", "injured", "missing", "abducted", "detained", "displaced")
_BY_CLASS = ("killed", "injured")
"""The effects whose columns are told apart by class; the rarer ones have one column each."""
_CLASSES = ("civilian", "security_forces", "militant", "unknown")
_CHANGED: dict[Change | None, str] = {
    "revision": "revised",
    "correction": "corrected",
    "update": "updated",
    None: "replaced",
}
_LOSSES: dict[Interest, str] = {"own": "counts its own losses", "enemy": "counts its enemy’s losses", "third": ""}


def set_out(
    joined: Joined,
    reports: Mapping[str, Report],
    names: Mapping[str, str],
    profile: str,
    components: Sequence[Joined] = (),
    sums: Sequence[UmbrellaSum] = (),
    umbrella: Incident | None = None,
) -> Sheet:
    """The sheet of an incident under a profile; `reports` are those that tell of it, by digest, `names` what each came
    under. `components`, `sums` and `umbrella` are those of `compose_joint`.
    """
    incident = joined.incident
    numbers = numbers_of(joined)
    letters = letters_of(joined)
    columns = _columns(joined.statements)
    own = [one for one in sorted_estimates(incident.estimates) if one.profile == profile]
    named = named_victims(joined.claims, reports)
    sheet = Sheet(
        id=incident.id,
        kind=incident.kind,
        place=heading_place(incident.places),
        days=phrases.days(incident.when),
        when=incident.when,
        attack_types=tuple(phrases.attack(each) for each in incident.attack_types),
        profile=profile,
        profile_version=own[0].profile_version if own else None,
        profiles=profiles_of(incident.estimates),
        reports=len(reports),
        origins=len({one.origin for one in joined.statements}),
        outlets=tuple(dict.fromkeys(report.outlet for report in reports.values() if report.outlet)),
        figures=tuple(_figure(one) for one in own),
        columns=columns,
        rows=_rows(joined, numbers, letters, columns),
        revisions=tuple(
            _finding(each.sentence, (each.earlier, each.later), numbers)
            for history in joined.histories
            for each in history.revisions
        ),
        contradictions=tuple(_contradiction(one, numbers, joined.statements) for one in joined.contradictions),
        equations=tuple(_equation(one, numbers) for one in sorted(joined.equations, key=lambda one: one.closes)),
        laid=tuple(_laid(one) for one in joined.laid),
        deeds=tuple(_deeds(joined, reports)),
        places=_spots(joined),
        days_told=_days(joined),
        sources=tuple(sources_of(joined, reports, names, letters)),
        grades=joined.grades,
        umbrella=None if umbrella is None else _related(umbrella, HOUSE),
        components=tuple(_related(one.incident, profile) for one in components),
        sums=tuple(one for one in sums if one.profile == profile),
        victims_named=len({one.claim for one in named}),
    )
    told: Sheet = withheld(sheet, [one.name for one in named])
    return told


def _figure(one: Estimate) -> FigureLine:
    return FigureLine(
        effect=one.effect,
        victim_class=one.victim_class,
        victims=phrases.victim_class(one.victim_class),
        whole=one.victim_class == "all",
        low=one.low,
        best=one.best,
        high=one.high,
        steps=one.steps,
    )


def _columns(statements: Sequence[Statement]) -> tuple[SheetColumn, ...]:
    found = {(one.effect, one.victim_class if one.effect in _BY_CLASS else None) for one in statements}
    order = sorted(found, key=lambda one: (_EFFECTS.index(one[0]), _CLASSES.index(one[1] or "unknown")))
    return tuple(
        SheetColumn(
            effect=effect,
            victim_class=of_class,
            heading="of any class" if of_class is None else phrases.victim_class(of_class),
        )
        for effect, of_class in order
    )


def _rows(
    joined: Joined, numbers: Mapping[str, int], letters: Mapping[str, str], columns: Sequence[SheetColumn]
) -> tuple[SheetRow, ...]:
    """One row for what a voice says in one origin at one time, in the order of time."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for one in joined.statements:
        groups.setdefault((one.voice, one.origin, one.day, one.moment, len(one.attested)), []).append(one)
    remarks = _remarks(joined, numbers)
    sentences = {claim.id: claim.evidence.text for claim in joined.claims}
    return tuple(_row(members, numbers, letters, columns, remarks, sentences) for members in groups.values())


def _row(
    members: Sequence[Statement],
    numbers: Mapping[str, int],
    letters: Mapping[str, str],
    columns: Sequence[SheetColumn],
    remarks: Mapping[str, tuple[Standing, tuple[Remark, ...]]],
    sentences: Mapping[str, str],
) -> SheetRow:
    first = members[0]
    interests = dict.fromkeys(_LOSSES[one.interest] for one in members if one.interest is not None)
    about = ["a party"] if first.party else []
    words = {sentences[one.attested[0].claim]: one.attested[0].claim for one in reversed(members)}
    return SheetRow(
        day=first.day,
        moment=first.moment,
        when=when_words(first.day, first.moment),
        speaker=first.speaker,
        agency=next((credit.name for credit in first.attested[0].chain if credit.role == "agency"), None),
        outlets=tuple(dict.fromkeys(credit.name for each in first.attested for credit in each.chain[:1])),
        about=", ".join([*about, *(word for word in interests if word)]),
        party=first.party,
        origin=letters.get(first.origin),
        copies=len({each.report for each in first.attested}),
        cells=tuple(
            tuple(_cell(one, numbers[one.id], *remarks[one.id]) for one in members if _in_column(one, column))
            for column in columns
        ),
        words=tuple(Words(claim=claim, text=text) for text, claim in reversed(words.items())),
    )


def _in_column(one: Statement, column: SheetColumn) -> bool:
    return one.effect == column.effect and column.victim_class in (None, one.victim_class)


def _cell(one: Statement, number: int, standing: Standing, remarks: tuple[Remark, ...]) -> SheetCell:
    return SheetCell(
        number=number,
        effect=one.effect,
        victim_class=one.victim_class,
        hedge=phrases.hedge(one.count),
        value=one.count.value,
        value_high=one.count.value_high,
        bound=one.count.bound,
        words=one.words,
        attributes=tuple(each.replace("_", " ") for each in one.attributes),
        standing=standing,
        remarks=remarks,
        claims=tuple(each.claim for each in one.attested),
    )


def _remarks(joined: Joined, numbers: Mapping[str, int]) -> dict[str, tuple[Standing, tuple[Remark, ...]]]:
    """What has become of each statement, and what sets it apart."""
    later = {each.earlier: each for history in joined.histories for each in history.revisions}
    against = {claim for one in joined.contradictions if one.effect for side in one.sides for claim in side.claims}
    open_sums = {name: one.gap for one in joined.equations if not one.closes for name in (*one.terms, one.whole)}
    standings = standings_of(joined)
    found: dict[str, tuple[Standing, tuple[Remark, ...]]] = {}
    for one in joined.statements:
        standing, change = standings[one.id], later.get(one.id)
        told: list[Remark] = []
        if one.polarity == "denied":
            told.append(Remark(kind="denied", text="denied"))
        elif one.polarity == "hypothetical":
            told.append(Remark(kind="hypothetical", text="said to be possible"))
        elif standing == "replaced":
            to = None if change is None else numbers.get(change.later)
            told.append(Remark(kind="replaced", text=_CHANGED[None if change is None else change.kind], to=to))
        elif standing == "part":
            told.append(Remark(kind="part", text="part", to=numbers.get(one.part_of or "")))
        if one.id in against:
            told.append(Remark(kind="contradicted", text="contradicted"))
        if one.id in open_sums:
            gap = open_sums[one.id]
            told.append(Remark(kind="open_sum", text=f"sum open by {abs(gap):,}", gap=gap))
        found[one.id] = standing, tuple(told)
    return found


def _finding(sentence: str, claims: Iterable[str], numbers: Mapping[str, int]) -> Finding:
    told = tuple(claims)
    return Finding(sentence=sentence, numbers=_named(told, numbers), claims=told)


def _named(claims: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[claim] for claim in claims if claim in numbers}))


def _contradiction(
    one: Contradiction, numbers: Mapping[str, int], statements: Sequence[Statement]
) -> ContradictionLine:
    sides = tuple(
        SideLine(
            said_by=side.said_by,
            party=side.party,
            figures=tuple({figure.casefold(): figure for figure in side.figures}.values()),
            numbers=_named(side.claims, numbers),
            claims=side.claims,
        )
        for side in one.sides
    )
    apart = None if one.effect is None else _apart([side.claims for side in one.sides], statements)
    return ContradictionLine(
        effect=one.effect, victim_class=one.victim_class, apart=apart, sentence=one.sentence, sides=sides
    )


def _apart(sides: Sequence[Sequence[str]], statements: Sequence[Statement]) -> int | None:
    """The least distance between the numbers that two sides name."""
    values = {one.id: one.count.value for one in statements if one.count.value is not None}
    named = [[values[claim] for claim in side if claim in values] for side in sides]
    gaps = [
        abs(ours - theirs)
        for rank, one in enumerate(named)
        for other in named[rank + 1 :]
        for ours in one
        for theirs in other
    ]
    return min(gaps, default=None)


def _equation(one: Equation, numbers: Mapping[str, int]) -> EquationLine:
    claims = one.claims
    return EquationLine(
        kind=one.kind,
        effect=one.effect,
        gap=one.gap,
        sentence=one.sentence,
        numbers=_named((*one.terms, one.whole, *claims), numbers),
        claims=claims,
    )


def _laid(one: Laid) -> LaidLine:
    return LaidLine(
        said_by=one.said_by,
        stance=one.stance,
        actor=one.actor,
        actor_id=one.actor_id,
        relation=one.relation,
        itself=one.said_by == one.actor,
        sentence=laid_sentence(one),
        origins=one.origins,
        outlets=tuple(dict.fromkeys(each.outlet or "outlet unknown" for each in one.attested)),
        claims=tuple(each.claim for each in one.attested),
    )


def _deeds(joined: Joined, reports: Mapping[str, Report]) -> Iterable[DeedLine]:
    outlets = {digest[:12]: report.outlet for digest, report in reports.items()}
    for claim in joined.claims:
        if isinstance(claim, Attack) and claim.polarity != "hypothetical":
            yield DeedLine(
                type=claim.type,
                kind=phrases.attack(claim.type),
                trigger=claim.trigger.text,
                targets=tuple(span.text for span in claim.targets),
                weapons=tuple(span.text for span in claim.weapons),
                denied=claim.polarity == "denied",
                outlet=outlets.get(claim.id.partition(":")[0]),
                claim=claim.id,
            )


def _spots(joined: Joined) -> tuple[SpotLine, ...]:
    """The incident's places with the claims that tell them."""
    told: dict[tuple[object, ...], list[str]] = {}
    for claim in joined.claims:
        struck = claim.places if isinstance(claim, Attack) else ()
        for identity in {_identity(where) for where in (claim.where, *struck) if where is not None}:
            told.setdefault(identity, []).append(claim.id)
    lines = []
    for where in joined.incident.places:
        claims = told.get(_identity(where), [])
        lines.append(
            SpotLine(
                where=where,
                name=phrases.place(where),
                precision=phrases.precision(where),
                reports=len({claim.partition(":")[0] for claim in claims}),
                claims=tuple(claims),
            )
        )
    return tuple(lines)


def _identity(where: Where) -> tuple[object, ...]:
    return (where.place or where.name or where.text.casefold(), where.country, where.lat, where.lon)


def _days(joined: Joined) -> tuple[DaysLine, ...]:
    reports: dict[str, set[str]] = {}
    first: dict[str, When | None] = {}
    for account in joined.accounts:
        words = phrases.days(account.when)
        first.setdefault(words, account.when)
        reports.setdefault(words, set()).add(account.report)
    order = sorted(reports, key=lambda words: (first[words] is None, -len(reports[words])))
    return tuple(DaysLine(when=first[words], days=words, reports=len(reports[words])) for words in order)


def _related(incident: Incident, profile: str) -> RelatedLine:
    killed = next(
        (
            one
            for one in incident.estimates
            if (one.effect, one.victim_class) == ("killed", "all") and one.profile == profile
        ),
        None,
    )
    return RelatedLine(
        id=incident.id,
        place=heading_place(incident.places),
        days=phrases.days(incident.when),
        low=None if killed is None else killed.low,
        best=None if killed is None else killed.best,
        high=None if killed is None else killed.high,
        summary=summary_words(incident.estimates, (profile,)),
    )
