"""The ledger in a terminal: good at 80 columns, and the same in a pipe without the colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, Quote

if TYPE_CHECKING:
    from tollbook.book import EstimateRow, FigureRow, IncidentRows, Note, PlaceRow, ReportRows, SpeakerRows

_HEADING = Style(bold=True, underline=True)
_RESPONSIBILITY = Style(color="blue", bold=True)
_ATTACK = Style(color="yellow", bold=True)
_EFFECTS = {"killed": Style(color="red", bold=True)}
_OTHER_EFFECT = Style(color="magenta", bold=True)


def report_parts(rows: ReportRows) -> Iterator[RenderableType]:
    """The ledger of one report, part by part."""
    yield from masthead(rows)
    if not rows.incidents and not rows.aggregates:
        yield Text("\nNo claims of casualties, responsibility or attacks were read in this report.")
    for incident in rows.incidents:
        yield from incident_parts(incident, rows)
    if rows.aggregates:
        yield _part("Totals over longer times", "never added to incidents")
        for incident in rows.aggregates:
            yield from incident_parts(incident, rows)
    if rows.set_aside:
        yield _part("Set aside", "in no incident")
        for claim in rows.set_aside:
            yield _claim(claim.claim, Text.assemble(plain(claim.what), (f" · {claim.reason}", QUIET)))
            yield Quote(claim.quote, 7)


def masthead(rows: ReportRows) -> Iterator[RenderableType]:
    """The title of a report, and where it comes from."""
    origin = [plain(rows.outlet) if rows.outlet else "outlet unknown"]
    if rows.agency:
        origin.append(f"from {plain(rows.agency)}")
    origin.append(f"published {rows.published}" if rows.published else "day of publication unknown")
    yield Text(plain(rows.title) if rows.title else "Report without a title", style=STRONG)
    yield Text(" · ".join(origin), style=QUIET)


def incident_parts(incident: IncidentRows, rows: ReportRows) -> Iterator[RenderableType]:
    """One incident of a report: its estimates, and everything that they rest on."""
    yield Text()
    yield Rule(style=QUIET, characters="─")
    yield Text(plain(incident.place), style=STRONG)
    yield Text(" · ".join([incident.days, *incident.attack_types]))
    if incident.summary:
        yield Text(" · ".join(incident.summary), style=STRONG)
    yield Text(incident.id, style=QUIET)
    yield Text()
    if incident.estimates:
        yield from estimate_lines(incident.estimates, rows.profiles)
    else:
        yield Text("  No estimate: the report gives no figure here.", style=QUIET)
    if incident.arithmetic:
        yield Text()
        yield from _notes(incident.arithmetic)
    yield from below("Figures that disagree", _notes(incident.disagreements))
    yield from below("Who says how many", _speakers(incident.speakers, rows.outlet))
    yield from below("Responsibility", _responsibilities(incident))
    yield from below("What was done", _attacks(incident))
    yield from below("Places", place_lines(incident.places))
    yield from below("How each number came about", _rules(incident, rows.profiles))


def below(heading: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """The parts under their heading; nothing at all where there are none."""
    for order, part in enumerate(parts):
        if order == 0:
            yield Text()
            yield Padding(Text(heading, style=_HEADING), (0, 0, 0, 2))
        yield part


def estimate_lines(rows: tuple[EstimateRow, ...], profiles: tuple[str, ...], first: int = 0) -> Iterator[Text]:
    """Low, best and high, three columns for each profile, set by hand so that no figure is ever cut or broken; `first`
    is the place of the first of these profiles among the rows' own.
    """
    rows = tuple(replace(row, ranges=row.ranges[first : first + len(profiles)]) for row in rows)
    names = max(len(row.victims) for row in rows) + 4
    cell = 2 + max(4, *(len(value) for row in rows for one in row.ranges for value in (one.low, one.best, one.high)))
    gap = "   "
    yield Text(" " * names + "".join(gap + f"{profile:^{3 * cell + 2}}" for profile in profiles), style=QUIET)
    heads = "".join(f"{head:>{cell}}" for head in ("low", "best", "high"))
    yield Text(" " * names + "".join(gap + heads for _ in profiles), style=QUIET)
    effect = None
    for row in rows:
        if row.effect != effect:
            effect = row.effect
            yield Text(f"  {effect}", style=_EFFECTS.get(effect, _OTHER_EFFECT))
        line = Text(f"{f'    {row.victims}':<{names}}", style=STRONG if row.whole else "")
        for one in row.ranges:
            line.append(gap + f"{one.low:>{cell}}")
            line.append(f"{one.best:>{cell}}", style=STRONG)
            line.append(f"{one.high:>{cell}}")
        yield line


def _speakers(speakers: Iterable[SpeakerRows], outlet: str | None) -> Iterator[RenderableType]:
    for order, rows in enumerate(speakers):
        if order:
            yield Text()
        if rows.speaker is None:
            name, about = outlet or "The report", "in its own voice"
        else:
            known_as = f"{rows.known_as}, " if rows.known_as else ""
            name, about = rows.speaker, f"{known_as}in {outlet or 'the report'}"
        yield Padding(Text.assemble((plain(name), STRONG), (f"  {plain(about)}", QUIET)), (0, 0, 0, 2))
        for passage in rows.passages:
            yield Quote(passage.quote, 4)
            yield _figures(passage.figures)


def _figures(figures: Iterable[FigureRow]) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=3)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for figure in figures:
        said = f" “{plain(figure.said)}”" if figure.said else ""
        notes = f" · {plain(', '.join(figure.notes))}" if figure.notes else ""
        table.add_row(
            Text(plain(figure.claim), style=QUIET),
            Text(figure.figure, style=_EFFECTS.get(figure.effect, _OTHER_EFFECT)),
            Text.assemble(f"{figure.victims} {figure.effect}", (said + notes, QUIET)),
        )
    return Padding(table, (0, 0, 0, 4))


def _responsibilities(incident: IncidentRows) -> Iterator[RenderableType]:
    for claim in incident.responsibilities:
        yield _claim(claim.claim, Text.assemble((plain(claim.sentence), _RESPONSIBILITY), _noted(claim.notes)))
        yield Quote(claim.quote, 7)


def _noted(notes: tuple[str, ...]) -> tuple[str, Style]:
    return f" · {plain(', '.join(notes))}" if notes else "", QUIET


def _attacks(incident: IncidentRows) -> Iterator[RenderableType]:
    for attack in incident.attacks:
        against = f" against {plain(', '.join(attack.targets))}" if attack.targets else ""
        weapons = f" with {plain(', '.join(attack.weapons))}" if attack.weapons else ""
        said = f" “{plain(attack.said)}”"
        yield _claim(
            attack.claim, Text.assemble((attack.type, _ATTACK), (said, QUIET), against, weapons, _noted(attack.notes))
        )
        yield Quote(attack.quote, 7)


def place_lines(places: Iterable[PlaceRow]) -> Iterator[RenderableType]:
    """The places in a table."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    for _ in range(3):
        table.add_column(no_wrap=True, style=QUIET)
    for place in places:
        said = f" “{plain(place.said)}”" if place.said else ""
        name = Text.assemble(plain(place.name), (said, QUIET))
        table.add_row(name, place.precision, place.country or "–", place.coordinates)
    if table.row_count:
        yield Padding(table, (0, 0, 0, 2))


def _rules(incident: IncidentRows, profiles: tuple[str, ...]) -> Iterator[RenderableType]:
    """The steps of the first profile; another's are printed where it is asked for alone."""
    first = [rule for rule in incident.rules if rule.profile == profiles[0]]
    for order, rule in enumerate(first):
        if order == 0:
            yield Text(f"  profile {rule.profile}, version {rule.version}", style=QUIET)
        yield Padding(Text("; ".join(rule.subjects), style=STRONG), (0, 0, 0, 2))
        yield from _notes(rule.steps, indent=4)


def _notes(notes: Iterable[Note], indent: int = 2) -> Iterator[RenderableType]:
    for note in notes:
        claims = f"  {' '.join(map(plain, note.also))}" if note.also else ""
        yield Padding(Text.assemble(plain(note.sentence), (claims, QUIET)), (0, 0, 0, indent))


def _part(words: str, explanation: str) -> Text:
    return Text.assemble("\n", (words, STRONG), (f"  {explanation}", QUIET))


def _claim(claim: str, words: Text) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=3)
    table.add_column(overflow="fold")
    table.add_row(Text(plain(claim), style=QUIET), words)
    return Padding(table, (0, 0, 0, 2))
