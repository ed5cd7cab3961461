"""Write the outputs in docs/how-to/follow-a-wave.md anew, by running its commands. `--check` writes nothing.

python docs/follow.py [--check]

A block of the page that is marked `console` holds commands, each after "$ ", and below each what it prints. They are
run in their order in an empty folder that has the examples in it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "how-to" / "follow-a-wave.md"
WIDTH = "110"
"""Columns of what the commands print."""

_BLOCK = re.compile(r"(^```console\n)(.*?)(^```)", re.M | re.S)


def followed(page: str) -> str:
    """The page with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        return _BLOCK.sub(lambda block: block[1] + _run_all(block[2], folder) + block[3], page)


def _run_all(block: str, folder: str) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_output(command, folder)}" for command in commands)


def _output(command: str, folder: str) -> str:
    """What a command prints, without blanks at the ends of lines."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = os.environ | {"PATH": path, "PYTHONUTF8": "1", "COLUMNS": WIDTH}
    ran = subprocess.run(  # noqa: S603 - the page's own commands
        ["bash", "-o", "pipefail", "-c", command],  # noqa: S607
        cwd=folder, env=settings, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if ran.returncode:
        raise SystemExit(f"$ {command}\nended with {ran.returncode}: {ran.stdout}{ran.stderr}")
    lines = "\n".join(line.rstrip() for line in ran.stdout.splitlines()).strip("\n")
    return f"{lines}\n" if lines else ""


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description="Run the commands of the how-to page on the wave.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the page would change")
    before = PAGE.read_text("utf-8")
    after = followed(before)
    if parser.parse_args().check:
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
