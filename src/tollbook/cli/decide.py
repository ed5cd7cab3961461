"""`tollbook decide`: its commands and their options, and what they print."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.endings import tidy
from tollbook.cli.plain import plain

if TYPE_CHECKING:
    from tollbook.book import Book
    from tollbook.model import KeptDecision

decide = typer.Typer(name="decide", no_args_is_help=True, rich_markup_mode=None)

BookPath = Annotated[Path, typer.Option("--book", metavar="PATH", envvar="TOLLBOOK_BOOK", help="The book: one file.")]
Why = Annotated[str, typer.Option(help="Why: whoever reads the decision later will ask.")]
Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; you, by your user's name, if not given.")]
Seen = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER", help="The last decision that you have seen: refuse where a later one is on the same claims."
    ),
]
One = Annotated[str, typer.Argument(metavar="A", help="An incident, or a report by the beginning of its digest.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another one.")]
Incident = Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id, or its beginning.")]
Claims = Annotated[
    list[str], typer.Argument(metavar="CLAIM", help="Claims as `tollbook show` prints them: 3f2a9c41b0d2:c3.")
]


@decide.callback()
def about() -> None:
    """Put right what was read: each decision is kept with who, when and why, and can be undone."""


@decide.command(
    epilog="""Example:

\b
tollbook decide same 1f0c77a2 93be0d11 --why "Both are the market of Oravan" --book casework.book"""
)
def same(one: One, other: Other, book: BookPath, why: Why = "", who: Who = None, seen: Seen = None) -> None:
    """Two incidents, or reports, are one incident."""
    with _deciding(book) as desk:
        _say(desk.judge(one, other, "same", why, who=who, seen=seen))


@decide.command(
    name="not-same",
    epilog="""Example:

\b
tollbook decide not-same 1f0c77a2 93be0d11 --why "Two bridges, two days" --book casework.book

Of one incident, name two of its accounts by their own ids, or by the digests of their reports.""",
)
def not_same(one: One, other: Other, book: BookPath, why: Why = "", who: Who = None, seen: Seen = None) -> None:
    """Two incidents, or reports, are not one incident: they are never brought together."""
    with _deciding(book) as desk:
        _say(desk.judge(one, other, "not_same", why, who=who, seen=seen))


@decide.command(
    epilog="""Example:

\b
tollbook decide unsure 1f0c77a2 93be0d11 --why "The second names no day" --book casework.book"""
)
def unsure(one: One, other: Other, book: BookPath, why: Why = "", who: Who = None, seen: Seen = None) -> None:
    """Nobody can tell whether two are one: their likeness alone does not bring them together."""
    with _deciding(book) as desk:
        _say(desk.judge(one, other, "unsure", why, who=who, seen=seen))


@decide.command(
    epilog="""Examples:

\b
tollbook decide move 3f2a9c41b0d2:c3 --to 93be0d11 --why "It is Tell's toll" --book casework.book
tollbook decide move 3f2a9c41b0d2:c3 3f2a9c41b0d2:c4 --why "Another attack" --book casework.book"""
)
def move(
    claims: Claims,
    book: BookPath,
    to: Annotated[
        str | None, typer.Option(metavar="INCIDENT", help="Where they belong; an incident of their own if not given.")
    ] = None,
    why: Why = "",
    who: Who = None,
    seen: Seen = None,
) -> None:
    """Claims belong to another incident."""
    with _deciding(book) as desk:
        _say(desk.move(claims, to, why, who=who, seen=seen))


@decide.command(
    epilog="""Example:

\b
tollbook decide split 1f0c77a2 3f2a9c41b0d2:c3 3f2a9c41b0d2:a2 --why "The second blast" --book casework.book"""
)
def split(
    incident: Incident, claims: Claims, book: BookPath, why: Why = "", who: Who = None, seen: Seen = None
) -> None:
    """Claims of an incident are an incident of their own."""
    with _deciding(book) as desk:
        _say(desk.split(incident, claims, why, who=who, seen=seen))


@decide.command(
    epilog="""Example:

\b
tollbook decide accept 3f2a9c41b0d2:c1 3f2a9c41b0d2:c2 --book casework.book"""
)
def accept(claims: Claims, book: BookPath, why: Why = "", who: Who = None, seen: Seen = None) -> None:
    """Claims are read rightly."""
    with _deciding(book) as desk:
        _say(desk.accept(claims, why, who=who, seen=seen))


@decide.command(
    epilog="""Example:

\b
tollbook decide reject 3f2a9c41b0d2:c1 --why "A drill, not an attack" --book casework.book"""
)
def reject(claims: Claims, book: BookPath, why: Why = "", who: Who = None, seen: Seen = None) -> None:
    """Claims are not made by their report: they count for nothing, and stay visible."""
    with _deciding(book) as desk:
        _say(desk.reject(claims, why, who=who, seen=seen))


@decide.command(
    epilog="""Examples:

\b
tollbook decide amend 3f2a9c41b0d2:c1 count "at least 12" --why "Paragraph 3" --book casework.book
tollbook decide amend 3f2a9c41b0d2:c1 class civilian --why "They were shoppers" --book casework.book
tollbook decide amend 3f2a9c41b0d2:c1 when 2026-01-30..2026-01-31 --why "Overnight" --book casework.book
tollbook decide amend 3f2a9c41b0d2:c1 where "Mastung, Pakistan" --why "The other one" --book casework.book
tollbook decide amend 3f2a9c41b0d2:c1 speaker none --why "The report's own count" --book casework.book
tollbook decide amend 3f2a9c41b0d2:r1 actor "Frontier Corps" --why "By its badge" --book casework.book

SLOT is count, effect, class, scope, polarity, cause, speaker, when, where, actor, stance or type. Places are a name, an
id of the gazetteer (gn:1170706) or 29.80,66.85; actors and speakers a name or an id of the registry; "unknown" empties
when and where."""
)
def amend(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="As `tollbook show` prints it: 3f2a9c41b0d2:c3.")],
    slot: Annotated[str, typer.Argument(metavar="SLOT", help="What of the claim is to be set.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is.")],
    book: BookPath,
    why: Why = "",
    who: Who = None,
    seen: Seen = None,
) -> None:
    """Set the place, the days, the class, the figure or another slot of a claim; what was read stays beside it."""
    with _deciding(book) as desk:
        _say(desk.amend(claim, slot, value, why, who=who, seen=seen))


@decide.command(
    epilog="""Examples:

\b
tollbook decide make 3f2a9c41b0d2 "two guards" --set count=2 --beside c1 --book casework.book
tollbook decide make 3f2a9c41b0d2 "the Oravan Front" --kind responsibility --stance blamed --book casework.book

WORDS are those that the claim rests on, exactly as the report has them: the figure, the actor's name, or what was done.
The slots that --set sets are those of `tollbook decide amend`; a casualty needs its count, an attack its type."""
)
def make(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's digest, or its beginning.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The report's words, where they stand first.")],
    book: BookPath,
    kind: Annotated[str, typer.Option(help="casualty, responsibility or attack.")] = "casualty",
    effect: Annotated[str, typer.Option(help="What befell them, of a casualty.")] = "killed",
    stance: Annotated[str, typer.Option(help="How it is laid to them, of a responsibility.")] = "reported",
    slots: Annotated[
        list[str] | None, typer.Option("--set", metavar="SLOT=VALUE", help="What stands in a slot.")
    ] = None,
    beside: Annotated[
        str | None, typer.Option(metavar="ID", help="A claim of the report on the same incident; none if not given.")
    ] = None,
    why: Why = "",
    who: Who = None,
    seen: Seen = None,
) -> None:
    """Make a claim that the reader missed: it counts, is shown as made by a person, and outlives later readings."""
    with _deciding(book) as desk:
        given = {"kind": kind, "effect": effect, "stance": stance, "beside": beside}
        _say(desk.make_of_words(report, words, **given, slots=slots or (), why=why, who=who, seen=seen))


@decide.command(
    epilog="""Example:

\b
tollbook decide note 1f0c77a2 "The mayor's list of names is awaited" --book casework.book"""
)
def note(
    incident: Incident,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    book: BookPath,
    who: Who = None,
) -> None:
    """Write a note on an incident; it changes nothing."""
    with _deciding(book) as desk:
        _say(desk.note(incident, text, who=who))


@decide.command(
    epilog="""Example:

\b
tollbook decide undo 17 --why "The report was corrected" --book casework.book

What undoes a decision is a decision too, and can be undone in its turn: then the first one holds again."""
)
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `tollbook decisions` lists it.")],
    book: BookPath,
    why: Why = "",
    who: Who = None,
    seen: Seen = None,
) -> None:
    """A decision holds no longer."""
    with _deciding(book) as desk:
        _say(desk.undo(number, why, who=who, seen=seen))


@contextmanager
def _deciding(path: Path) -> Iterator[Book]:
    with tidy():
        from tollbook.cli.opening import opened

        with opened(path) as book:
            yield book


def _say(made: KeptDecision) -> None:
    typer.echo(plain(f"decision {made.decision.number}: {made.what}"))
