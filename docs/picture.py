"""Draw docs/ledger.svg, the README's picture: the ledger of one example as `tollbook read` prints it in a terminal.

python docs/picture.py
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tollbook.book import read_each
from tollbook.cli.ledger import report_parts
from tollbook.errors import InputError

ROOT = Path(__file__).parents[1]
EXAMPLE = "examples/retold-page.html"
PICTURE = ROOT / "docs" / "ledger.svg"
LINES = 48
"""How much of the ledger the picture shows, from the top."""

PAPER = TerminalTheme(
    (253, 252, 249),
    (38, 38, 38),
    [
        (38, 38, 38),
        (163, 44, 44),
        (47, 110, 64),
        (138, 95, 8),
        (38, 84, 140),
        (122, 58, 120),
        (22, 110, 116),
        (90, 90, 90),
    ],
)
"""Dark ink on paper, legible in a page of either colour scheme."""


def main() -> None:
    """Read the example and draw its ledger."""
    reading = next(iter(read_each([ROOT / EXAMPLE])))
    if isinstance(reading, InputError):
        raise reading
    printed = io.StringIO()
    terminal = Console(file=printed, width=80, force_terminal=True, highlight=False, markup=False, emoji=False)
    for part in report_parts(reading.ledger()):
        terminal.print(part)
    shown = Console(file=io.StringIO(), record=True, width=80)
    for line in printed.getvalue().splitlines()[:LINES]:
        shown.print(Text.from_ansi(line))
    svg = shown.export_svg(title=f"tollbook read {EXAMPLE}", theme=PAPER, unique_id="ledger")
    PICTURE.write_text(without_addresses(svg), "utf-8")
    print(f"{PICTURE.relative_to(ROOT)} written")


def without_addresses(svg: str) -> str:
    """The drawing without the fonts that it would fetch from elsewhere: a page shows it in a monospace of its own."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return svg.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")


if __name__ == "__main__":
    main()
