"""The commands and their options. What a command needs is imported inside it, so that `--help` stays quick."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import typer

from tollbook.cli.decide import decide
from tollbook.cli.endings import tidy
from tollbook.cli.gazetteer import gazetteer
from tollbook.cli.people import tokens, users

app = typer.Typer(
    name="tollbook",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)


ReadFormat = Literal["table", "json", "jsonl", "html"]
ListFormat = Literal["table", "json", "csv"]
ShowFormat = Literal["table", "json", "html"]
TextFormat = Literal["text", "json"]
OfClass = Literal["civilian", "security_forces", "militant", "unknown"]
Kind = Literal["incident", "aggregate"]
OfEffect = Literal["killed", "injured", "missing", "abducted", "detained", "displaced"]
Graded = Literal["confirmed", "fair", "weak", "contested", "discounted", "entry", "below_threshold"]
ReviewedTo = Literal["untouched", "begun", "decided"]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day. Write it as YYYY-MM-DD, such as 2026-02-01.") from None


def _version(wanted: bool) -> None:
    if wanted:
        from tollbook import __version__

        typer.echo(f"tollbook {__version__}")
        raise typer.Exit


Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Reports: text, HTML or JSON Lines; a folder; - for stdin.")
]
Published = Annotated[
    dt.date | None,
    typer.Option(
        parser=_day,
        metavar="YYYY-MM-DD",
        help="The day of publication, over what a report says of itself; day words are resolved against it.",
    ),
]
Outlet = Annotated[str | None, typer.Option(help="The outlet, over what a report says of itself.")]
MinConfidence = Annotated[
    float,
    typer.Option(min=0, max=1, metavar="SHARE", help="Leave out claims less likely right than this: 0.8 is 4 in 5."),
]
Gate = Annotated[
    bool,
    typer.Option("--gate", help="Leave reports unread whose words tell of no violence: for archives of all news."),
]
BookPath = Annotated[Path, typer.Option("--book", metavar="PATH", envvar="TOLLBOOK_BOOK", help="The book: one file.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here instead of to the screen."),
]
PrintedBy = Annotated[str | None, typer.Option("--outlet", help="Printed by this outlet: a part of its name.")]
AtPlace = Annotated[
    str | None, typer.Option("--place", help="At this place, or in this district or province: a part of its name.")
]
SaidBy = Annotated[str | None, typer.Option("--speaker", help="Credited to this speaker: a part of the name.")]
Since = Annotated[dt.date | None, typer.Option(parser=_day, metavar="YYYY-MM-DD", help="Not over before this day.")]
Until = Annotated[dt.date | None, typer.Option(parser=_day, metavar="YYYY-MM-DD", help="Begun by this day.")]

OfProfile = Annotated[str, typer.Option("--profile", help="Whose figures: a profile's name.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="MOMENT",
        help="As it stood then: a moment such as 2026-02-01T12:00Z, or a day, which is its end in UTC.",
    ),
]


@app.callback()
def tollbook(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Who says how many, of whom, killed or injured, where, when and by whose hand.

    Tollbook reads reports of violence into attributed claims, and reconciles the claims into a ledger.
    """


@app.command(
    epilog="""Examples:

\b
tollbook read article.html
tollbook read article.txt --published 2026-02-01 --outlet "The Example"
tollbook read reports.jsonl --format jsonl -o claims.jsonl
tollbook read reports/ --format html -o pages/
tollbook read archive.jsonl --format jsonl --min-confidence 0.8 -o claims.jsonl
cat article.txt | tollbook read -"""
)
def read(
    files: Files,
    published: Published = None,
    outlet: Outlet = None,
    format: Annotated[  # noqa: A002 - the option's own name
        ReadFormat, typer.Option(help="table is the ledger; html needs a folder where there are several reports.")
    ] = "table",
    output: Output = None,
    min_confidence: MinConfidence = 0.0,
    gate: Gate = False,
) -> None:
    """Read reports and show the ledger of each."""
    with tidy():
        from tollbook.cli.manner import Manner
        from tollbook.cli.reading import show_readings

        show_readings(files, Manner(published, outlet, min_confidence, gate), format, output)


@app.command(
    epilog="""Examples:

\b
tollbook explain article.html c2
tollbook explain article.txt r1 --published 2026-02-01
cat article.txt | tollbook explain - c1

CLAIM is an id that `tollbook read` prints: c for casualties, r for responsibility, a for attacks."""
)
def explain(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A file that holds one report; - for stdin.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, such as c2.")],
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Show how one claim was read: the words of each slot, how sure it is, and what read it."""
    with tidy():
        from tollbook.cli.explaining import explain_claim

        explain_claim(report, claim, published, outlet)


@app.command(
    epilog="""Examples:

\b
tollbook days "A bomb went off late on Tuesday." --published 2026-02-01
tollbook days "It was hit on 03/05/2017." --published 2026-02-01 --country US
tollbook days article.txt --published 2026-02-01 --format json
cat article.txt | tollbook days - --published 2026-02-01"""
)
def days(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, a file, or - for stdin.")],
    published: Published = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The outlet's country, such as US: whether 3/5 is in March or in May."),
    ] = None,
    format: Annotated[TextFormat, typer.Option(help="How to print them.")] = "text",  # noqa: A002
) -> None:
    """Show each phrase that tells a day: what it means, what it counts from, and what else it might mean.

    Times that name no day, such as "for three months" or "now", are listed with what they are.
    """
    with tidy():
        from tollbook.cli.telling import show_days

        show_days(text, published, country, format)


@app.command(
    epilog="""Examples:

\b
tollbook places "Shells hit Long Beach, California, and a camp near Mosul."
tollbook places article.txt --outlet "Gulf Example" --format json
cat article.txt | tollbook places -"""
)
def places(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, a file, or - for stdin.")],
    outlet: Outlet = None,
    format: Annotated[TextFormat, typer.Option(help="How to print them.")] = "text",  # noqa: A002
) -> None:
    """Show each place that is named: where it is, how sure that is, and what else it might be."""
    with tidy():
        from tollbook.cli.placing import show_places

        show_places(text, outlet, format)


@app.command(
    epilog="""Examples:

\b
tollbook origins reports/
tollbook origins gazette.html post.html herald.html
tollbook origins reports.jsonl --format json

What is no copy is not listed: reports that share a quotation alone are told apart, with its speaker."""
)
def origins(
    files: Files,
    outlet: Outlet = None,
    format: Annotated[TextFormat, typer.Option(help="How to print them.")] = "text",  # noqa: A002
) -> None:
    """Show which reports descend from one text, by which paragraphs, and whom they credit."""
    with tidy():
        from tollbook.cli.descending import show_origins

        show_origins(files, outlet, format)


@app.command(
    epilog="""Examples:

\b
tollbook add *.html --book casework.book
tollbook add reports.jsonl --book casework.book
TOLLBOOK_BOOK=casework.book tollbook add reports/

A report that the book has already changes nothing. Each report is safe on the disk before it is acknowledged."""
)
def add(
    files: Files,
    book: BookPath,
    published: Published = None,
    outlet: Outlet = None,
    min_confidence: MinConfidence = 0.0,
    gate: Gate = False,
) -> None:
    """Add reports to a book, which is begun where none stands."""
    with tidy("every report that was acknowledged is in the book"):
        from tollbook.cli.adding import add_reports
        from tollbook.cli.manner import Manner

        add_reports(files, book, Manner(published, outlet, min_confidence, gate))


@app.command(
    epilog="""Examples:

\b
tollbook incidents --book casework.book
tollbook incidents --book casework.book --since 2026-01-01 --country PK --min-killed 10
tollbook incidents --book casework.book --actor "Red Front" --class civilian
tollbook incidents --book casework.book --place Quetta --speaker police --limit 20
tollbook incidents --book casework.book --effect injured --grade fair --review untouched
tollbook incidents --book casework.book --as-of 2026-02-01T12:00Z
tollbook incidents --book casework.book --format csv > incidents.csv"""
)
def incidents(
    book: BookPath,
    since: Since = None,
    until: Until = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Two letters in ISO 3166, such as PK."),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(help="Claims it, is blamed for it or denies it: a name, a part of one, or an id."),
    ] = None,
    victim_class: Annotated[OfClass | None, typer.Option("--class", help="Has victims of this class.")] = None,
    effect: Annotated[OfEffect | None, typer.Option(help="Has victims of this effect.")] = None,
    grade: Annotated[Graded | None, typer.Option(help="A profile that grades gives it this grade.")] = None,
    review: Annotated[
        ReviewedTo | None,
        typer.Option(help="Nobody has decided anything about it (untouched), somebody has, or all is decided."),
    ] = None,
    min_killed: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="At least so many killed, by the best estimate (of --class if given)."),
    ] = None,
    kind: Annotated[
        Kind, typer.Option(help="aggregate lists totals over campaigns and years, which are never added to incidents.")
    ] = "incident",
    outlet: PrintedBy = None,
    place: AtPlace = None,
    speaker: SaidBy = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Leave out the first so many.")] = 0,
    as_of: AsOf = None,
    format: Annotated[ListFormat, typer.Option(help="How to print them.")] = "table",  # noqa: A002
) -> None:
    """List the incidents of a book, by day."""
    with tidy():
        from tollbook.cli.listing import Question, list_incidents

        asked = Question(
            *(since, until, country, actor, victim_class, effect, grade, review, min_killed, kind, outlet, place),
            *(speaker, limit, offset, as_of),
        )
        list_incidents(book, asked, format)


@app.command(
    epilog="""Examples:

\b
tollbook show INCIDENT --book casework.book
tollbook show INCIDENT --book casework.book --profile acled
tollbook show INCIDENT --book casework.book --as-of 2026-02-01
tollbook show INCIDENT --book casework.book --format html -o incident.html

INCIDENT is an id that `tollbook incidents` lists, or the beginning of one."""
)
def show(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id, or its beginning.")],
    book: BookPath,
    profile: Annotated[
        str | None,
        typer.Option(help="Show the estimates of this profile alone, with the steps of its rule."),
    ] = None,
    as_of: AsOf = None,
    format: Annotated[ShowFormat, typer.Option(help="How to print it.")] = "table",  # noqa: A002
    output: Output = None,
) -> None:
    """Show the ledger of one incident over all its reports: who says how many, and how each estimate came about."""
    with tidy():
        from tollbook.cli.showing import show_incident

        show_incident(book, incident, profile, as_of, format, output)


@app.command(
    epilog="""Examples:

\b
tollbook search "market bombing" --book casework.book
tollbook search '"chief minister" civilians' --book casework.book --since 2026-01-01
tollbook search killed --book casework.book --actor "Red Front" --class civilian
tollbook search hospital --book casework.book --outlet Gazette --format json

WORDS must all be found, in whatever case; those in double quotes stand side by side. A claim is found by the sentence
that holds it and by the names of its place, actor and speaker; the conditions are the claim's. Reports come after
claims, where no condition asks for a claim."""
)
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What to search for.")],
    book: BookPath,
    actor: Annotated[str | None, typer.Option(help="Words of the actor's name, or its id.")] = None,
    place: Annotated[str | None, typer.Option(help="Words of the place's name.")] = None,
    since: Since = None,
    until: Until = None,
    victim_class: Annotated[OfClass | None, typer.Option("--class", help="Of victims of this class.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of the outlet's name.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 50,
    as_of: AsOf = None,
    format: Annotated[TextFormat, typer.Option(help="How to print them.")] = "text",  # noqa: A002
) -> None:
    """Search the claims and reports of a book for words: the best first, with their incidents."""
    with tidy():
        from tollbook.cli.searching import Conditions, search_book

        conditions = Conditions(actor, place, since, until, victim_class, outlet, speaker, limit, as_of)
        search_book(book, words, conditions, format)


@app.command(
    epilog="""Examples:

\b
tollbook candidates --book casework.book
tollbook candidates --book casework.book --limit 10 --format json

What is likelier is one incident already; each of the two is shown by `tollbook show`."""
)
def candidates(
    book: BookPath,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 50,
    as_of: AsOf = None,
    format: Annotated[TextFormat, typer.Option(help="How to print them.")] = "text",  # noqa: A002
) -> None:
    """List the pairs of incidents that may be one, the likeliest first, for a person to decide."""
    with tidy():
        from tollbook.cli.pairing import list_candidates

        list_candidates(book, limit, as_of, format)


@app.command(
    epilog="""Examples:

\b
tollbook compare INCIDENT --book casework.book
tollbook compare INCIDENT --book casework.book --as-of 2026-02-01
tollbook compare INCIDENT --book casework.book -o profiles.txt

INCIDENT is an id that `tollbook incidents` lists, or the beginning of one."""
)
def compare(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id, or its beginning.")],
    book: BookPath,
    as_of: AsOf = None,
    output: Output = None,
) -> None:
    """Show one incident under every profile side by side: its figures, its grade, and the sentence that decides."""
    with tidy():
        from tollbook.cli.showing import compare_profiles

        compare_profiles(book, incident, as_of, output)


@app.command(
    epilog="""Examples:

\b
tollbook actors BLA
tollbook actors BRA --country PG
tollbook actors "Frontier Corps" --format json
tollbook actors "FARC" --day 2024-05-01
tollbook actors "the Pakistani army"

NAME is a name, an acronym, words such as "Taliban fighters", or an id such as ucdp:287."""
)
def actors(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, words that name somebody, or an id.")],
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The country that is spoken of: two letters in ISO 3166, such as PK."),
    ] = None,
    day: Annotated[
        dt.date | None,
        typer.Option(parser=_day, metavar="YYYY-MM-DD", help="The day that is spoken of, for names of several times."),
    ] = None,
    format: Annotated[TextFormat, typer.Option(help="How to print it.")] = "text",  # noqa: A002
) -> None:
    """Show who goes by a name in the registry of actors, and why this one is meant."""
    with tidy():
        from tollbook.cli.naming import show_actors

        show_actors(name, country, day, format)


@app.command(
    epilog="""Example:

\b
tollbook verify --book casework.book"""
)
def verify(book: BookPath) -> None:
    """Check that a book is whole: its store, its quotes and its log."""
    with tidy():
        from tollbook.cli.verifying import verify_book

        verify_book(book)


@app.command(
    epilog="""Example:

\b
tollbook rebuild --book casework.book

Reports, claims and decisions stay as they are. A book does so by itself where the rules have changed."""
)
def rebuild(book: BookPath) -> None:
    """Compute the incidents of a book anew, from its reports, claims and decisions."""
    with tidy():
        from tollbook.cli.rebuilding import rebuild_book

        rebuild_book(book)


@app.command(
    epilog="""Examples:

\b
tollbook decisions --book casework.book
tollbook decisions --book casework.book --format csv > decisions.csv"""
)
def decisions(
    book: BookPath,
    as_of: AsOf = None,
    format: Annotated[ListFormat, typer.Option(help="How to print them.")] = "table",  # noqa: A002
) -> None:
    """List what people decided: when, who, what, why, and whether it holds.

    A decision is adrift where the words that it holds on to are not read as they were: it is kept, and changes nothing.
    """
    with tidy():
        from tollbook.cli.decided import list_decisions

        list_decisions(book, as_of, format)


@app.command(
    epilog="""Examples:

\b
tollbook why INCIDENT --book casework.book
tollbook why INCIDENT --book casework.book --profile ucdp
tollbook why INCIDENT --book casework.book --as-of 2026-02-01

An incident that others were joined with, or that was split from one, is followed back by the words that it rests on."""
)
def why(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id, or its beginning.")],
    book: BookPath,
    profile: OfProfile = "tollbook",
    as_of: AsOf = None,
    format: Annotated[TextFormat, typer.Option(help="How to print it.")] = "text",  # noqa: A002
) -> None:
    """Show what changed an incident's figures: when, because of what, from which range to which."""
    with tidy():
        from tollbook.cli.lookback import show_why

        show_why(book, incident, profile, as_of, format)


@app.command(
    epilog="""Examples:

\b
tollbook diff 2026-02-01T12:00Z 2026-02-03 --book casework.book
tollbook diff 0.1.0 0.2.0 --book casework.book --format json

A and B are moments (a day is its end in UTC), or versions of readers whose readings the book holds: then the incidents
are compared that each of them makes of the reports that both have read."""
)
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A moment, or a reader's version.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    book: BookPath,
    profile: OfProfile = "tollbook",
    format: Annotated[TextFormat, typer.Option(help="How to print it.")] = "text",  # noqa: A002
) -> None:
    """Show what became of the incidents between two moments, or two readers: new, gone, merged, split, changed."""
    with tidy():
        from tollbook.cli.lookback import show_diff

        show_diff(book, before, after, profile, format)


@app.command(
    epilog="""Examples:

\b
tollbook reread --book casework.book --dry-run
tollbook reread --book casework.book

What earlier readers read stays in the book, and decisions hold on to the words that they were made on."""
)
def reread(
    book: BookPath,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and keep nothing.")] = False,
    min_confidence: MinConfidence = 0.0,
    gate: Gate = False,
    format: Annotated[TextFormat, typer.Option(help="How to print what would change.")] = "text",  # noqa: A002
) -> None:
    """Read every report of a book anew that this version of the reader has not read."""
    with tidy("every report that was read anew is in the book; run it again for the others"):
        from tollbook.cli.rereading import preview_reread, reread_reports

        if dry_run:
            preview_reread(book, min_confidence, gate, format)
        else:
            reread_reports(book, min_confidence, gate)


app.add_typer(decide, name="decide")
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(users, name="users")
app.add_typer(tokens, name="tokens")


@app.command(
    epilog="""Examples:

\b
tollbook serve --book casework.book
tollbook serve --book casework.book --port 0 --no-browser
tollbook serve --book casework.book --log requests.jsonl

The printed address works once: whoever opens it first has the session. Nothing outside this machine is listened to,
and no page asks for anything from elsewhere."""
)
def serve(
    book: BookPath,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Listen at this port of 127.0.0.1; 0 is a free one.")
    ] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the workbench in a browser, or only print its address.")] = True,
    team: Annotated[bool, typer.Option("--team", help="Only where the book has users, who sign in.")] = False,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Listen at this address of this machine; others only for a team.")
    ] = "127.0.0.1",
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The address that a team's browsers open, such as that of a proxy with TLS."),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Note each request in this file, as JSON lines without its words; - is stderr."
        ),
    ] = None,
) -> None:
    """Open the workbench: the book as pages, for you alone on this machine, or for a team.

    A book that has users (`tollbook users add`) asks for name and password. Nothing listens beyond this machine unless
    `--host` says so. Traffic beyond it needs TLS: put a reverse proxy before it and name its address with `--url`.
    """
    with tidy():
        from tollbook.cli.serving import serve_book

        serve_book(book, port, host, url, team=team, browser=browser, log=log)


def main() -> None:
    """Run the command line; ends the process with the command's exit status."""
    app()
