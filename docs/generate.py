"""Write docs/reference/cli.md out of the command line itself. `--check` writes nothing and fails where it would change.

python docs/generate.py [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import typer
from typer.testing import CliRunner

from tollbook.cli.app import app

PAGE = Path(__file__).parent / "reference" / "cli.md"
HEAD = """# The command line

Written by `python docs/generate.py` out of the commands' own help; do not edit it by hand.
"""
WIDTH = "90"
"""Columns of the help screens on the page."""


def help_screens() -> dict[str, str]:
    """What `--help` prints, by command ("tollbook", "tollbook read"), in the order in which they are listed."""
    every: list[list[str]] = [[], *([name] for name in _commands(app))]
    for group in app.registered_groups:
        if group.typer_instance is not None:
            every.append([str(group.name)])
            every.extend([str(group.name), name] for name in _commands(group.typer_instance))
    return {" ".join(["tollbook", *words]): _help(words) for words in every}


def options(screen: str) -> dict[str, str]:
    """The options that a help screen lists, each with the words that explain it."""
    listed = re.findall(r"^  (?:-\w, )?(--[\w-]+)(.*(?:\n {4,}\S.*)*)", screen, re.M)
    return {option: re.sub(r"^ ?\S*", "", rest).strip() for option, rest in listed}


def reference() -> str:
    """The whole page, in Markdown."""
    sections = [f"## {command}\n\n```\n{screen}\n```\n" for command, screen in help_screens().items()]
    return "\n".join([HEAD, *sections])


def _commands(group: typer.Typer) -> list[str]:
    return [command.name or command.callback.__name__ for command in group.registered_commands if command.callback]


def _help(words: list[str]) -> str:
    ran = CliRunner().invoke(app, [*words, "--help"], prog_name="tollbook", env={"COLUMNS": WIDTH})
    if ran.exit_code:
        raise SystemExit(f"tollbook {' '.join(words)} --help ended with {ran.exit_code}: {ran.output}")
    return "\n".join(line.rstrip() for line in ran.output.strip().splitlines())


def main() -> int:
    """Write the page, or check that it is what would be written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the page would change")
    check = parser.parse_args().check
    page = reference()
    if PAGE.exists() and PAGE.read_text("utf-8") == page:
        return 0
    print(f"{PAGE.name} {'is stale' if check else 'written'}")
    if not check:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, "utf-8")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main())
