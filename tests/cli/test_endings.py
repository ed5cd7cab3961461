"""How the command starts and how it ends, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.roads import line, reports
from tollbook import __version__
from tollbook.book import Book

ROOT = Path(__file__).parents[2]
SLOW = """
import signal, sys
sys.path.insert(0, {root!r})
from tests.cli.roads import SampleRoad
import tollbook.book.roads
tollbook.book.roads.house_road = lambda: SampleRoad(wait={wait})
from tollbook.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell would ignore it
sys.argv = ["tollbook", *{words!r}]
main()
"""


def start(*words: object, wait: float = 0.0) -> subprocess.Popen[bytes]:
    """Start `tollbook` on the sample's road, `wait` seconds for each report."""
    program = SLOW.format(root=str(ROOT), wait=wait, words=[str(word) for word in words])
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_help_loads_nothing_heavy() -> None:
    """`tollbook --help` is quick because it imports no stage, no store, no model and no renderer."""
    program = (
        "import sys; from tollbook.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    assert "Usage:" in done.stdout
    loaded = set(done.stderr.split())
    heavy = {"rich", "jinja2", "numpy", "onnxruntime", "trafilatura", "msgspec", "sqlite3", "tollbook.book"}
    assert loaded & heavy == set()


def test_the_module_runs_like_the_command() -> None:
    """`python -m tollbook --version` prints the version."""
    done = subprocess.run([sys.executable, "-m", "tollbook", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"tollbook {__version__}\n"


def test_an_interruption_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    """Ctrl-C ends with status 130 and one line; the acknowledged report is in the book, and the book is whole."""
    many = reports(tmp_path, *(line(f"Nothing on day {number}.", str(number)) for number in range(40)))
    book = tmp_path / "a.book"
    process = start("add", many, "--book", book, wait=0.4)
    assert process.stdout is not None
    first = process.stdout.readline().split()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().strip() == "stopped: every report that was acknowledged is in the book"
    assert first[0] == b"added"
    with Book.open(book, create=False) as opened:
        assert opened.verify().reports >= 1


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """`tollbook read ... | head -1` prints no complaint."""
    many = reports(tmp_path, *(line(identity=str(number)) for number in range(60)))
    with start("read", many, "--format", "json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"[\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_a_terminal_gets_colours(tmp_path: Path) -> None:
    """On a terminal the ledger is set in colour; that a pipe gets none is tested with `read`."""
    ours, theirs = os.openpty()
    program = SLOW.format(root=str(ROOT), wait=0.0, words=["read", str(reports(tmp_path))])
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    settings.pop("NO_COLOR", None)
    with subprocess.Popen([sys.executable, "-c", program], stdout=theirs, env=settings) as process:
        os.close(theirs)
        written = b"".join(_until_closed(ours))
        assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"\x1b[1;31m" in written


def _until_closed(terminal: int) -> Iterator[bytes]:
    """What is written on a terminal, until the other end is closed."""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux says so with an error
            return
        if not chunk:
            return
        yield chunk
