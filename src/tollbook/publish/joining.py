"""From a joined incident to the rows of its ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from tollbook.model import (
    Attack,
    Attestation,
    Claim,
    Estimate,
    Incident,
    Interest,
    Joined,
    Laid,
    Relation,
    Report,
    Stance,
    Statement,
    UmbrellaSum,
)
from tollbook.publish import phrases
from tollbook.publish.headings import heading_place
from tollbook.publish.joint import (
    Compared,
    ComparedRow,
    Comparison,
    FigureCell,
    GradeRow,
    JointRows,
    LaidRow,
    QuoteRow,
    RelatedRow,
    ReportRow,
    Standing,
    TellingRow,
)
from tollbook.publish.ledger import Note, Piece, Rule
from tollbook.publish.parts import estimate_rows, place_rows, rules_of, summary_words

_EFFECTS = ("killed", "injured", "missing", "abducted", "detained", "displaced")
_LOSSES: dict[Interest, str] = {"own": "counts its own losses", "enemy": "counts its enemy's losses", "third": ""}
_GRADES = {"below_threshold": "below the threshold"}
HOW = {"copy": "copy of", "trimmed": "cut from", "part": "has paragraphs of", "version": "another state of"}
_SHOWN_OUTLETS = 3
_MOST_COLUMNS = 3
_OTHERS = "others"


def compose_joint(
    joined: Joined,
    reports: Mapping[str, Report],
    profiles: Sequence[str] | None = None,
    components: Sequence[Joined] = (),
    sums: Sequence[UmbrellaSum] = (),
    umbrella: Incident | None = None,
) -> JointRows:
    """The ledger of an incident; `reports` are those that tell of it, by digest. `components` are the single attacks of
    an umbrella, `sums` how their figures stand to its own; `umbrella` is the incident that it is a part of itself.

    `profiles` are the profiles to show, in the order of their columns; None shows all that the incident has, the
    house's own first.
    """
    incident = joined.incident
    numbers = numbers_of(joined)
    columns = tuple(profiles) if profiles is not None else profiles_of(incident.estimates)
    revisions = [each for history in joined.histories for each in history.revisions]
    return JointRows(
        id=incident.id,
        kind=incident.kind,
        place=heading_place(incident.places),
        days=phrases.days(incident.when),
        attack_types=tuple(phrases.attack(each) for each in incident.attack_types),
        summary=summary_words(incident.estimates, columns),
        headline=_headline(joined, reports),
        profiles=columns,
        effects=_columns(joined.statements),
        estimates=estimate_rows(incident.estimates, columns),
        grades=_grades(joined, numbers, columns),
        tellings=_tellings(joined, numbers),
        revisions=tuple(_note(one.sentence, (one.earlier, one.later), numbers) for one in revisions),
        contradictions=tuple(
            _note(one.sentence, [claim for side in one.sides for claim in side.claims], numbers)
            for one in joined.contradictions
        ),
        open_sums=tuple(_note(one.sentence, one.claims, numbers) for one in joined.equations if not one.closes),
        closed=tuple(_note(one.sentence, one.claims, numbers) for one in joined.equations if one.closes),
        laid=tuple(_laid(one, numbers) for one in joined.laid),
        attacks=_attacks(joined.claims),
        places=place_rows(incident.places),
        reports=_reports(joined, reports),
        rules=tuple(_numbered_rules(rules_of(incident.estimates, columns), numbers)),
        quotes=_quotes(joined, numbers, reports),
        umbrella=None if umbrella is None else _related(umbrella, columns),
        components=tuple(_related(one.incident, columns) for one in components),
        sums=tuple(
            Note(pieces=(Piece(text=sentence),))
            for one in sums
            if columns and one.profile == columns[0] and one.victim_class == "all"
            for sentence in one.sentences
        ),
    )


def _related(incident: Incident, profiles: tuple[str, ...]) -> RelatedRow:
    return RelatedRow(
        id=incident.id,
        place=heading_place(incident.places),
        days=phrases.days(incident.when),
        summary=summary_words(incident.estimates, profiles),
    )


def compare(joined: Joined, described: Sequence[tuple[str, str]]) -> Comparison:
    """The profiles side by side on each effect and class, with the sentence that decides, and their grades;
    `described` are the profiles' names with what they say of themselves.
    """
    incident = joined.incident
    numbers = numbers_of(joined)
    names = profiles_of(incident.estimates)
    estimates = {(one.effect, one.victim_class, one.profile): one for one in incident.estimates}
    compared = []
    for row in estimate_rows(incident.estimates, names):
        rows = []
        for name, cell in zip(names, row.ranges, strict=True):
            found = next(
                (
                    one
                    for (effect, victim_class, profile), one in estimates.items()
                    if (effect, phrases.victim_class(victim_class), profile) == (row.effect, row.victims, name)
                ),
                None,
            )
            if found is not None:
                decides = decisive(found)
                rows.append(ComparedRow(profile=name, low=cell.low, best=cell.best, high=cell.high, decides=decides))
        compared.append(Compared(effect=row.effect, victims=row.victims, rows=tuple(rows)))
    return Comparison(
        id=incident.id,
        place=heading_place(incident.places),
        days=phrases.days(incident.when),
        compared=tuple(compared),
        grades=_grades(joined, numbers, names),
        described=tuple(described),
    )


def decisive(one: Estimate) -> str:
    """The step that decides an estimate: that of its best, else of its range."""
    for start in ("Best", "Low, best", "Minimum", "No best"):
        found = [step.sentence for step in one.steps if step.sentence.startswith(start)]
        if found and start == "Minimum":
            return " ".join(step.sentence for step in one.steps if step.sentence.startswith(("Minimum", "Maximum")))
        if found:
            return found[-1]
    return one.steps[-1].sentence if one.steps else ""


def numbers_of(joined: Joined) -> dict[str, int]:
    """The number of each claim: that of its statement, or of what it lays to whom; attacks have none."""
    numbers: dict[str, int] = {}
    groups = [[each.claim for each in one.attested] for one in joined.statements]
    groups += [[each.claim for each in one.attested] for one in joined.laid]
    for number, claims in enumerate(groups, 1):
        numbers.update((claim, number) for claim in claims)
    return numbers


def profiles_of(estimates: Iterable[Estimate]) -> tuple[str, ...]:
    """The profiles under which there are estimates, the house's own first."""
    names = list(dict.fromkeys(one.profile for one in estimates))
    return tuple(sorted(names, key=lambda name: name != "tollbook"))


def _headline(joined: Joined, reports: Mapping[str, Report]) -> str:
    origins = {one.origin for one in joined.statements}
    outlets = {report.outlet for report in reports.values() if report.outlet}
    told = _counted(len(reports), "report")
    if origins:
        told += f" of {_counted(len(origins), 'origin')}"
    return f"{told}, {_counted(len(outlets), 'outlet')}" if outlets else told


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _grades(joined: Joined, numbers: Mapping[str, int], profiles: Sequence[str]) -> tuple[GradeRow, ...]:
    return tuple(
        GradeRow(
            profile=one.profile,
            grade=_GRADES.get(one.grade, one.grade),
            note=_note(one.sentence, one.claims, numbers),
        )
        for one in joined.grades
        if one.profile in profiles
    )


def _tellings(joined: Joined, numbers: Mapping[str, int]) -> tuple[TellingRow, ...]:
    """One row for what a voice says in one origin at one time, in the order of time."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for one in joined.statements:
        groups.setdefault((one.voice, one.origin, one.day, one.moment, len(one.attested)), []).append(one)
    marks = _marks(joined, numbers)
    columns = _columns(joined.statements)
    return tuple(_telling(members, numbers, marks, columns) for members in groups.values())


def _columns(statements: Sequence[Statement]) -> tuple[str, ...]:
    """The columns of the tellings: an effect each, the rarer ones together where there are many."""
    found = tuple(effect for effect in _EFFECTS if any(one.effect == effect for one in statements))
    return found if len(found) <= _MOST_COLUMNS else (*found[: _MOST_COLUMNS - 1], _OTHERS)


def _telling(
    members: Sequence[Statement],
    numbers: Mapping[str, int],
    marks: Mapping[str, tuple[Standing, tuple[str, ...]]],
    columns: Sequence[str],
) -> TellingRow:
    first = members[0]
    outlets = list(dict.fromkeys(credit.name for each in first.attested for credit in each.chain[:1]))
    shown = outlets if len(outlets) <= _SHOWN_OUTLETS else outlets[: _SHOWN_OUTLETS - 1]
    more = f" and {len(outlets) - len(shown)} more" if len(shown) < len(outlets) else ""
    agency = next((credit.name for credit in first.attested[0].chain if credit.role == "agency"), None)
    effects: dict[str, list[FigureCell]] = {}
    for one in members:
        standing, told = marks[one.id]
        column = one.effect if one.effect in columns else _OTHERS
        text = _figure(one) if column == one.effect else f"{_figure(one)} {one.effect}"
        effects.setdefault(column, []).append(
            FigureCell(number=numbers[one.id], text=text, standing=standing, marks=told)
        )
    party = "a party" if first.party else ""
    interests = dict.fromkeys(_LOSSES[one.interest] for one in members if one.interest is not None)
    return TellingRow(
        when=when_words(first.day, first.moment),
        who=first.speaker or agency or outlets[0],
        chain=tuple(word for word in (first.speaker, agency, f"{', '.join(shown)}{more}") if word),
        copies=f"{len(outlets)} outlets, one dispatch" if len(outlets) > 1 else "",
        about=", ".join(word for word in (party, *interests) if word),
        effects={effect: tuple(cells) for effect, cells in effects.items()},
    )


def _figure(one: Statement) -> str:
    """The figure in words, of whom: "at least 31 civilians"; the words themselves where they name no number."""
    if one.count.value is None:
        return f"“{one.words}”"
    victims = phrases.victims(one.victim_class)
    attributes = f" ({', '.join(each.replace('_', ' ') for each in one.attributes)})" if one.attributes else ""
    return f"{phrases.figure(one.count)} {victims}{attributes}"


def _marks(joined: Joined, numbers: Mapping[str, int]) -> dict[str, tuple[Standing, tuple[str, ...]]]:
    """What has become of each statement, in a word and in marks."""
    standings = standings_of(joined)
    later = {each.earlier: each for history in joined.histories for each in history.revisions}
    figures = [one for one in joined.contradictions if one.effect is not None]
    disputed = {claim for one in figures for side in one.sides for claim in side.claims}
    found: dict[str, tuple[Standing, tuple[str, ...]]] = {}
    for one in joined.statements:
        told: list[str] = []
        standing = standings[one.id]
        if standing == "denied":
            told.append(one.polarity)
        elif standing == "part":
            told.append(f"part of {numbers[one.part_of]}" if one.part_of and one.part_of in numbers else "part")
        elif standing == "replaced":
            told.append(f"{later[one.id].kind}: {numbers[later[one.id].later]}" if one.id in later else "replaced")
        if one.id in disputed:
            told.append("contradicted")
        found[one.id] = standing, tuple(told)
    return found


def standings_of(joined: Joined) -> dict[str, Standing]:
    """What has become of each statement, by its id."""
    current = {statement for history in joined.histories for statement in history.current}
    later = {each.earlier for history in joined.histories for each in history.revisions}
    found: dict[str, Standing] = {}
    for one in joined.statements:
        standing: Standing = "holds" if one.id in current else "aside"
        if one.polarity != "asserted":
            standing = "denied"
        elif one.id in later:
            standing = "replaced"
        elif one.part_of is not None:
            standing = "part"
        elif one.role == "toll" and one.id not in current:
            standing = "replaced"
        found[one.id] = standing
    return found


def when_words(day: dt.date | None, moment: dt.datetime | None) -> str:
    """When something was published, as precisely as it is known."""
    if day is None:
        return "day unknown"
    words = phrases.day(day)
    return f"{words}, {moment:%H:%M}" if moment is not None else words


_STANCES: dict[Stance, str] = {
    "claimed": "{actor} claims {what}",
    "blamed": "{who} blames {actor}{how}",
    "denied": "{who} denies {what} of {actor}",
    "unclaimed": "nobody has claimed it, according to {who}",
    "reported": "{who} reports that {actor} {did}",
}
_WHAT: dict[Relation, str] = {"perpetrator": "responsibility", "sponsor": "sponsorship"}


def _laid(one: Laid, numbers: Mapping[str, int]) -> LaidRow:
    outlets = list(dict.fromkeys(each.outlet or "outlet unknown" for each in one.attested))
    told = ", ".join(outlets)
    if len(outlets) > one.origins:
        told += f"; {_counted(one.origins, 'origin')}"
    found = tuple(dict.fromkeys(numbers[each.claim] for each in one.attested))
    return LaidRow(sentence=laid_sentence(one), outlets=told, numbers=found)


def laid_sentence(one: Laid) -> str:
    """Who claims, blames or denies, as a sentence without its full stop."""
    sentence = _STANCES[one.stance].format(
        actor=one.actor,
        who=one.said_by,
        what=_WHAT[one.relation],
        how=" as sponsor" if one.relation == "sponsor" else "",
        did="is behind it" if one.relation == "sponsor" else "did it",
    )
    if one.stance == "denied" and one.said_by == one.actor:
        sentence = f"{one.actor} denies {_WHAT[one.relation]}"
    return sentence[:1].upper() + sentence[1:]


def _attacks(claims: Iterable[Claim]) -> tuple[str, ...]:
    """What was done, each kind with the words that tell it."""
    said: dict[str, list[str]] = {}
    for claim in claims:
        if isinstance(claim, Attack) and claim.polarity != "hypothetical":
            said.setdefault(phrases.attack(claim.type), []).append(claim.trigger.text)
    return tuple(f"{kind} (“{'”, “'.join(dict.fromkeys(words))}”)" for kind, words in said.items())


def _reports(joined: Joined, reports: Mapping[str, Report]) -> tuple[ReportRow, ...]:
    descends = {}
    for origin in joined.origins.origins:
        first = reports.get(origin.members[0].report)
        name = "another report" if first is None else first.agency or first.outlet or "another report"
        for member in origin.members[1:]:
            descends[member.report] = f"{HOW.get(member.how, 'shares')} {name}"
    digests = dict.fromkeys(account.report for account in joined.accounts)
    return tuple(
        ReportRow(
            outlet=report.outlet or "outlet unknown",
            published=when_words(report.published, report.published_at),
            title=report.title or "without a title",
            origin=descends.get(digest, ""),
            url=report.url,
        )
        for digest in digests
        if (report := reports.get(digest)) is not None
    )


def _numbered_rules(rules: Iterable[Rule], numbers: Mapping[str, int]) -> Iterable[Rule]:
    for rule in rules:
        steps = tuple(_note(step.sentence, step.also, numbers) for step in rule.steps)
        yield Rule(profile=rule.profile, version=rule.version, subjects=rule.subjects, steps=steps)


def _note(sentence: str, claims: Iterable[str], numbers: Mapping[str, int]) -> Note:
    """The sentence, with the numbers of the figures that it rests on."""
    found = sorted({numbers[claim] for claim in claims if claim in numbers})
    return Note(pieces=(Piece(text=sentence),), also=tuple(str(number) for number in found))


def _quotes(joined: Joined, numbers: Mapping[str, int], reports: Mapping[str, Report]) -> tuple[QuoteRow, ...]:
    """The words of each numbered figure or deed, as its first outlet prints them."""
    claims = {claim.id: claim for claim in joined.claims}
    firsts: list[Attestation] = [one.attested[0] for one in joined.statements]
    firsts += [one.attested[0] for one in joined.laid]
    return tuple(
        QuoteRow(
            number=numbers[each.claim],
            quote=claims[each.claim].evidence.text,
            outlet=(reports[each.report].outlet if each.report in reports else each.outlet) or "outlet unknown",
            claim=each.claim,
        )
        for each in firsts
    )
