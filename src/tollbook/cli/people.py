"""`tollbook users` and `tollbook tokens`: who may work on a book, and which programs."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tollbook.cli.endings import tidy
from tollbook.cli.plain import plain

if TYPE_CHECKING:
    from tollbook.book import Team
    from tollbook.model import Role

users = typer.Typer(name="users", no_args_is_help=True, rich_markup_mode=None)
tokens = typer.Typer(name="tokens", no_args_is_help=True, rich_markup_mode=None)

RoleName = Literal["reader", "coder", "reviewer", "admin"]
BookPath = Annotated[Path, typer.Option("--book", metavar="PATH", envvar="TOLLBOOK_BOOK", help="The book: one file.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
OfRole = Annotated[RoleName, typer.Option("--role", help="What they may do; each may do what those before it may.")]
Victims = Annotated[
    bool | None,
    typer.Option(
        "--victims/--no-victims",
        help="Show them the names, ages, religion and ethnicity of victims; readers see none unless told so.",
    ),
]
Form = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print them.")]


@users.callback()
def about_users() -> None:
    """Say who may work on a book. A book with users asks for name and password; they stand in a file beside it."""


@tokens.callback()
def about_tokens() -> None:
    """Make and revoke tokens, by which programs ask the workbench. Only their hashes are kept."""


@users.command(
    epilog="""Examples:

\b
tollbook users add Anna --role admin --book casework.book
tollbook users add "Omid R." --role coder --book casework.book < password.txt

The password is asked for, or read from standard input: a command line can be seen by others on the machine."""
)
def add(name: Name, role: OfRole, book: BookPath, victims: Victims = None) -> None:
    """Add a user; the first one is an admin."""
    with _team(book) as (team, me):
        user = team.add(name, _role(role), password=_password(), sees_victims=victims, by=me)
        typer.echo(f"{plain(user.name)} may work on this book as {user.role.name.lower()}.")


@users.command(
    name="list",
    epilog="""Examples:

\b
tollbook users list --book casework.book
tollbook users list --book casework.book --format json""",
)
def list_users(book: BookPath, format: Form = "table") -> None:  # noqa: A002
    """List who may work on a book."""
    with _team(book) as (team, _):
        _print(
            format,
            ("name", "role", "sees victims", "last seen"),
            [
                (one.name, one.role.name.lower(), "yes" if one.sees_victims else "no",
                 "invited" if one.invited else "never" if one.seen is None else f"{one.seen:%Y-%m-%d %H:%M}")
                for one in team.users()
            ],
        )  # fmt: skip


@users.command(
    epilog="""Example:

\b
tollbook users role Anna --role reviewer --book casework.book

Their sessions end: what they may do changes at once."""
)
def role(name: Name, role: OfRole, book: BookPath, victims: Victims = None) -> None:
    """Give a user another role."""
    with _team(book) as (team, me):
        user = team.change(name, _role(role), sees_victims=victims, by=me)
        typer.echo(f"{plain(user.name)} is {user.role.name.lower()} now.")


@users.command(
    epilog="""Examples:

\b
tollbook users password Anna --book casework.book
tollbook users password Anna --book casework.book < password.txt"""
)
def password(name: Name, book: BookPath) -> None:
    """Give a user another password; their sessions end."""
    with _team(book) as (team, me):
        team.user(name)
        team.set_password(name, _password(), by=me)
        typer.echo("The password is set, and their sessions are over.")


@users.command(
    epilog="""Example:

\b
tollbook users remove Anna --book casework.book

What they decided stays in the book, under their name."""
)
def remove(name: Name, book: BookPath) -> None:
    """Take a user out, with their sessions and tokens."""
    with _team(book) as (team, me):
        team.remove(name, by=me)
        typer.echo(f"{plain(name)} may not work on this book any more.")


@tokens.command(
    name="add",
    epilog="""Example:

\b
tollbook tokens add nightly --role reader --days 90 --book casework.book

The token is printed once. Send it as a header: Authorization: Bearer tollbook_..."""
)  # fmt: skip
def add_token(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the token is for.")],
    role: OfRole,
    book: BookPath,
    days: Annotated[int, typer.Option(min=1, max=366, help="For how many days it holds.")] = 90,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="USER", help="Whose it is: you, or a user of the book's.")
    ] = None,
    victims: Annotated[bool, typer.Option("--victims", help="Let it see the sensitive fields of victims.")] = False,
) -> None:
    """Make a token for a program, which may do what its role may and never more than its owner."""
    with _team(book) as (team, me):
        whose = team.user(owner or me).name if team.users() else me
        token, secret = team.make_token(name, whose, _role(role), sees_victims=victims, days=days)
        typer.echo(secret)
        typer.echo(f"Token {token.number} holds until {token.expires:%Y-%m-%d}. It is not shown again.", err=True)


@tokens.command(
    name="list",
    epilog="""Example:

\b
tollbook tokens list --book casework.book""",
)
def list_tokens(book: BookPath, format: Form = "table") -> None:  # noqa: A002
    """List the tokens of a book."""
    with _team(book) as (team, _):
        _print(
            format,
            ("number", "name", "owner", "role", "expires", "last used"),
            [
                (str(one.number), one.name, one.owner, one.role.name.lower(), f"{one.expires:%Y-%m-%d}",
                 "never" if one.used is None else f"{one.used:%Y-%m-%d %H:%M}")
                for one in team.tokens()
            ],
        )  # fmt: skip


@tokens.command(
    epilog="""Example:

\b
tollbook tokens revoke 3 --book casework.book"""
)
def revoke(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The token's number, as `tokens list` prints it.")],
    book: BookPath,
) -> None:
    """Let a token open nothing any more."""
    with _team(book) as (team, me):
        team.revoke(number, by=me)
        typer.echo(f"Token {number} opens nothing any more.")


@contextmanager
def _team(path: Path) -> Iterator[tuple[Team, str]]:
    """The team of the book at `path`, which must stand there, and who asks."""
    with tidy():
        from tollbook.book import Book, Team, user_name

        Book.open(path, create=False).close()
        with contextlib.closing(Team(path)) as team:
            yield team, user_name()


def _role(name: str) -> Role:
    from tollbook.model import Role

    return Role[name.upper()]


def _password() -> str:
    """The password: asked for twice on a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def _print(form: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    import msgspec
    from rich.table import Table
    from rich.text import Text

    from tollbook.cli.screen import QUIET, put, put_bytes

    if form == "json":
        named = [{column.replace(" ", "_"): cell for column, cell in zip(columns, row, strict=True)} for row in rows]
        put_bytes([msgspec.json.format(msgspec.json.encode(named), indent=2), b"\n"])
        return
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    put([table])
