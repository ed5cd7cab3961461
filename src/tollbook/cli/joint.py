"""The ledger of one incident over all its reports, in a terminal: good at 80 columns, and the same in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from tollbook.cli.ledger import below, estimate_lines, place_lines
from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, Quote

if TYPE_CHECKING:
    from tollbook.book import Comparison, FigureCell, JointRows, Note, TellingRow

_AGREES = Style(color="green")
_DISPUTED = Style(color="red")
_GONE = Style(strike=True, dim=True)
_AT_ONCE = 2
"""Profiles whose ranges stand beside each other: each needs some 25 characters."""


def joint_parts(rows: JointRows, steps: str | None) -> Iterator[RenderableType]:
    """The ledger part by part; `steps` is the profile whose steps are printed, the first where it is None."""
    yield Rule(style=QUIET, characters="─")
    yield Text(plain(rows.place), style=STRONG)
    yield Text(" · ".join([rows.days, *rows.attack_types]))
    if rows.summary:
        yield Text(" · ".join(rows.summary), style=STRONG)
    yield Text(f"{rows.id} · {rows.headline}", style=QUIET)
    if rows.umbrella is not None:
        whole = " · ".join([plain(rows.umbrella.place), rows.umbrella.days, *rows.umbrella.summary])
        yield Text(f"part of {rows.umbrella.id} · {whole}", style=QUIET)
    yield Text()
    if rows.estimates:
        yield from _ranges(rows)
    else:
        yield Text("  No estimate: no report gives a figure that counts.", style=QUIET)
    yield from below("Single attacks", _components(rows))
    yield from below("Grades", _grades(rows))
    yield from below("Who says how many", [_tellings(rows)] if rows.tellings else [])
    yield from below("Revisions", _notes(rows.revisions))
    yield from below("Contradictions", _notes(rows.contradictions, _DISPUTED))
    yield from below("Sums that do not close", _notes(rows.open_sums, _DISPUTED))
    yield from below("Sums that close", _notes(rows.closed))
    yield from below("Responsibility", _laid(rows))
    yield from below("What was done", (Padding(Text(plain(one)), (0, 0, 0, 2)) for one in rows.attacks))
    yield from below("Places", place_lines(rows.places))
    yield from below("How each number came about", _rules(rows, steps))
    yield from below("In their words", _quotes(rows))
    yield from below("Reports", _reports(rows))


def comparison_parts(rows: Comparison) -> Iterator[RenderableType]:
    """The profiles side by side."""
    yield Text(plain(rows.place), style=STRONG)
    yield Text(rows.days)
    yield Text(rows.id, style=QUIET)
    for one in rows.compared:
        yield Text()
        yield Text.assemble((one.effect, STRONG), f", {one.victims}")
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
        table.add_column("profile", no_wrap=True)
        for heading in ("low", "best", "high"):
            table.add_column(heading, justify="right", no_wrap=True)
        table.add_column("because", overflow="fold", ratio=1)
        for row in one.rows:
            best = Text(row.best, style=STRONG)
            table.add_row(row.profile, row.low, best, row.high, Text(plain(row.decides), style=QUIET))
        yield Padding(table, (0, 0, 0, 2))
    if rows.grades:
        yield Text()
        yield Text("Grades", style=STRONG)
        for grade in rows.grades:
            yield Padding(
                Text.assemble(f"{grade.profile}: ", (grade.grade, STRONG), f"  {plain(grade.note.sentence)}"),
                (0, 0, 0, 2),
            )
    yield Text()
    for name, description in rows.described:
        yield Text.assemble((name, STRONG), f"  {' '.join(description.split())}", style=QUIET)


def _ranges(rows: JointRows) -> Iterator[RenderableType]:
    """Two profiles beside each other, the next two below."""
    for start in range(0, len(rows.profiles), _AT_ONCE):
        names = rows.profiles[start : start + _AT_ONCE]
        if start:
            yield Text()
        yield from estimate_lines(rows.estimates, names, start)


def _components(rows: JointRows) -> Iterator[RenderableType]:
    """The single attacks of an umbrella, and how their figures stand to its own."""
    if rows.components:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True, style=QUIET)
        table.add_column(overflow="fold", ratio=1)
        table.add_column(overflow="fold")
        table.add_column(overflow="fold")
        for one in rows.components:
            table.add_row(one.id, plain(one.place), one.days, ", ".join(one.summary) or "–")
        yield Padding(table, (0, 0, 0, 2))
    yield from _notes(rows.sums)


def _grades(rows: JointRows) -> Iterator[RenderableType]:
    for one in rows.grades:
        words = Text.assemble((f"{one.profile}: {one.grade}", STRONG), f"  {plain(one.note.sentence)}")
        yield Padding(words, (0, 0, 0, 2))


def _tellings(rows: JointRows) -> Padding:
    """Who says how many: a line for each speaker and origin, a column for each effect."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    table.add_column("when and who", overflow="fold", ratio=5)
    for effect in rows.effects:
        table.add_column(effect, overflow="fold", ratio=3 if len(rows.effects) < 3 else 2)
    for row in rows.tellings:
        table.add_row(_who(row), *(_cell(row.effects.get(effect, ())) for effect in rows.effects))
    return Padding(table, (0, 0, 0, 2))


def _who(row: TellingRow) -> Text:
    way = " ← ".join(plain(each) for each in reversed(row.chain))
    words = Text.assemble((plain(row.who), STRONG), (f"\n{row.when}", QUIET))
    if len(row.chain) > 1:
        words.append(f"\n{way}", style=QUIET)
    for more in (row.copies, row.about):
        if more:
            words.append(f"\n{plain(more)}", style=QUIET)
    return words


def _cell(figures: Iterable[FigureCell]) -> Text:
    lines = []
    for one in figures:
        style = _GONE if one.standing in ("replaced", "denied") else QUIET if one.standing in ("aside", "part") else ""
        line = Text.assemble((plain(one.text), style), (f" [{one.number}]", QUIET))
        if one.marks:
            line.append(f" {', '.join(one.marks)}", style=_DISPUTED if "contradicted" in one.marks else QUIET)
        lines.append(line)
    return Text("\n").join(lines) if lines else Text("–", style=QUIET)


def _notes(notes: Iterable[Note], style: Style | None = None) -> Iterator[RenderableType]:
    for note in notes:
        yield Padding(Text.assemble(("· ", style or QUIET), plain(note.sentence), _numbers(note.also)), (0, 0, 0, 2))


def _numbers(numbers: Iterable[str]) -> tuple[str, Style]:
    found = list(numbers)
    return (f"  [{', '.join(found)}]" if found else "", QUIET)


def _laid(rows: JointRows) -> Iterator[RenderableType]:
    for one in rows.laid:
        numbers = _numbers(str(number) for number in one.numbers)
        yield Padding(Text.assemble(plain(one.sentence), (f"  {plain(one.outlets)}", QUIET), numbers), (0, 0, 0, 2))


def _rules(rows: JointRows, steps: str | None) -> Iterator[RenderableType]:
    """The steps of one profile; another's are printed where it is asked for."""
    name = steps or (rows.profiles[0] if rows.profiles else "")
    for order, rule in enumerate(rule for rule in rows.rules if rule.profile == name):
        if order == 0:
            yield Text(f"  profile {rule.profile}, version {rule.version}", style=QUIET)
        yield Padding(Text("; ".join(rule.subjects), style=STRONG), (0, 0, 0, 2))
        for step in rule.steps:
            yield Padding(Text.assemble(plain(step.sentence), _numbers(step.also)), (0, 0, 0, 4))


def _quotes(rows: JointRows) -> Iterator[RenderableType]:
    for one in rows.quotes:
        words = Text.assemble((f"[{one.number}] ", QUIET), plain(one.outlet), (f"  {one.claim}", QUIET))
        yield Padding(words, (0, 0, 0, 2))
        yield Quote(one.quote, 4)


def _reports(rows: JointRows) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=5)
    for one in rows.reports:
        origin = f"\n{plain(one.origin)}" if one.origin else ""
        table.add_row(
            Text.assemble(plain(one.outlet), (f"\n{one.published}", QUIET)),
            Text.assemble(plain(one.title), (origin, QUIET)),
        )
    yield Padding(table, (0, 0, 0, 2))
