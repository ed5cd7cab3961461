"""What the README promises a newcomer happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import tollbook

ROOT = Path(__file__).parents[2]


def test_the_demo_reads_keeps_shows_and_verifies(tmp_path: Path) -> None:
    """`make demo` shows a ledger, makes a book of every example, shows incidents, and asks the workbench for a page."""
    out = tmp_path / "demo"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        [ROOT / "examples" / "demo.sh", out],
        env=os.environ | {"PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Baloch Liberation Army" in ran.stdout
    assert re.search(r"The workbench answers at http://127\.0\.0\.1:\d+/\S*: .+ · Tollbook\n", ran.stdout)
    assert "tollbook serve --book" in ran.stdout
    assert "<html" in (out / "ledger.html").read_text("utf-8")
    reports = [path for path in (ROOT / "examples").rglob("*.*") if path.suffix in {".txt", ".html"}]
    with tollbook.Book.open(out / "demo.book", create=False) as book:
        assert len(list(book.reports())) == len(reports)
        assert book.incidents(country="PK")
        assert book.incidents(country="ML")
