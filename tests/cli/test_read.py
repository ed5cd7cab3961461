"""`tollbook read`: reports in, ledgers out."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from tests.cli.conftest import Run
from tests.cli.roads import SampleRoad, line, reports
from tests.publish.sample import CLAIMS


def test_the_ledger_fits_a_screen_of_80_columns(run: Run, tmp_path: Path) -> None:
    """No line is longer than 80, none ends in spaces, and there are no colours where nobody sees them."""
    result = run("read", reports(tmp_path))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\x1b" not in result.stdout


def test_the_ledger_says_who_says_what(run: Run, tmp_path: Path) -> None:
    """Figures with their bounds, the speaker, the sum, who claims and who blames, and dashes for the unknown."""
    shown = " ".join(run("read", reports(tmp_path)).stdout.split())
    for words in (
        "Ostra, Ostra Province 6 May 2031 · bombing 19 killed",
        "all classes 19 19 20 – 19 19",
        "12 + 7 = 19 explains “Almost 20”",
        "Ostra Courier in its own voice",
        "c1 fewer than 20 people killed “Almost 20”",
        "Ada Vell Mayor of Ostra, government, in Ostra Courier",
        "c4 no number people injured “dozens”",
        "r1 Responsibility claimed by The Red Front",
        "r2 Norland blamed by the army",
        "bombing “went off” against the market with a car bomb",
        "Ostra settlement XO 10.50° N, 20.25° W",
        "Totals over longer times never added to incidents",
        "c5 more than 3,000 people killed",
        "c6 50, people, killed · said of what might happen, not of what did",
    ):
        assert words in shown


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_no_figure_is_cut_off_at_any_width(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """A narrow screen folds words; the figures stay whole."""
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = run("read", reports(tmp_path)).stdout
    assert "more than 3,000" in shown
    assert "fewer than 20" in shown
    assert "…" not in shown


def test_json_lines_are_one_reading_a_line(run: Run, tmp_path: Path) -> None:
    """Each line holds a report, its claims and its incidents."""
    result = run("read", reports(tmp_path, line(), line("Nothing at all.", "other")), "--format", "jsonl")
    first, second = (json.loads(one) for one in result.stdout.splitlines())
    assert [claim["id"] for claim in first["claims"]] == [claim.id for claim in CLAIMS]
    assert (second["report"]["id"], second["claims"]) == ("other", [])


@pytest.mark.parametrize("lines", [[line()], [line(), line("Nothing at all.", "other")]])
def test_json_is_one_array(run: Run, tmp_path: Path, lines: list[str]) -> None:
    """However many reports there are, the output is one array."""
    read = json.loads(run("read", reports(tmp_path, *lines), "--format", "json").stdout)
    assert len(read) == len(lines)


def test_one_report_makes_a_page(run: Run, tmp_path: Path) -> None:
    """On standard output, or in the file named, and nothing half is left beside it."""
    path = reports(tmp_path)
    assert run("read", path, "--format", "html").stdout.startswith("<!doctype html>")
    page = tmp_path / "new" / "page.html"
    assert run("read", path, "--format", "html", "-o", page).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert [one.name for one in page.parent.iterdir()] == ["page.html"]


def test_several_reports_make_a_folder_of_pages(run: Run, tmp_path: Path) -> None:
    """Each page is named after its report; names that a file system would confuse are told apart."""
    path = reports(tmp_path, line(), line("Nothing at all.", "../Sample"), line("And nothing.", "SAMPLE"))
    assert run("read", path, "--format", "html", "-o", tmp_path / "pages").exit_code == 0
    names = sorted(one.name for one in (tmp_path / "pages").iterdir())
    assert names == ["SAMPLE-3.html", "Sample-2.html", "sample.html"]


def test_several_reports_need_a_folder(run: Run, tmp_path: Path) -> None:
    """One file cannot hold several pages, and the message says what to do."""
    result = run("read", reports(tmp_path, line(), line("Nothing at all.", "other")), "--format", "html")
    assert result.exit_code == 2
    assert "name a folder with --output" in result.stderr


def test_what_cannot_be_read_is_told_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    """A missing file ends with status 2, and the others are there all the same."""
    result = run("read", tmp_path / "missing.txt", reports(tmp_path), "--format", "jsonl")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("error: ")
    assert "missing.txt" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_report_can_come_from_standard_input(run: Run) -> None:
    """ "-" reads what is piped in, and --published and --outlet stand for what it does not tell."""
    words = ("read", "-", "--published", "2031-05-07", "--outlet", "The Pipe", "--format", "jsonl")
    report = json.loads(run(*words, stdin="Nothing happened in Ostra.").stdout)["report"]
    assert (report["published"], report["outlet"]) == ("2031-05-07", "The Pipe")


@pytest.mark.parametrize("day", ["2031-5-7", "yesterday", "07/05/2031", "2031-02-30", ""])
def test_a_day_that_is_none_is_refused_with_the_form_of_one(run: Run, tmp_path: Path, day: str) -> None:
    """--published says how to write a day."""
    result = run("read", reports(tmp_path), "--published", day)
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr


def test_a_report_cannot_write_on_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences, reversed text and new lines in a title come out as harmless marks."""
    fields = json.loads(line())
    fields["title"] = "A\x1b[2J\u202eB\nC [bold]D[/bold] :smile:"
    shown = run("read", reports(tmp_path, json.dumps(fields) + "\n")).stdout
    assert shown.splitlines()[0] == "A\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}B C [bold]D[/bold] :smile:"


def test_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """A folder in the way ends with status 2 and says which path."""
    (tmp_path / "taken").write_text("", "utf-8")
    result = run("read", reports(tmp_path), "--format", "json", "-o", tmp_path / "taken" / "out.json")
    assert result.exit_code == 2
    assert "taken" in result.stderr


def test_a_confidence_beyond_its_range_is_refused(run: Run, tmp_path: Path) -> None:
    """A share lies between 0 and 1."""
    assert run("read", reports(tmp_path), "--min-confidence", "80").exit_code == 2


@pytest.mark.parametrize("words", [("--min-confidence", "0.8"), ("--gate",)])
def test_the_road_hears_how_it_is_to_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """`read` and `add` hand the options on, and nothing where none is given."""
    heard: list[dict[str, object]] = []

    def road(**ways: object) -> SampleRoad:
        heard.append(ways)
        return SampleRoad()

    monkeypatch.setattr("tollbook.book.roads.house_road", road)
    run("read", reports(tmp_path))
    assert heard.pop() == {}
    asked = {"--min-confidence": {"min_confidence": 0.8}, "--gate": {"gate": True}}[words[0]]
    run("read", reports(tmp_path), *words)
    assert heard.pop() == asked
    run("add", reports(tmp_path), "--book", tmp_path / "a.book", *words)
    assert heard.pop() == asked


def test_the_doubtful_is_marked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim or slot more likely wrong than right says so in its row, and no other does."""
    sure = {"value": 0.9, "class": 0.41, "when": 0.2}
    doubtful = tuple(
        msgspec.structs.replace(claim, confidence=0.3 if claim.id == "c2" else 0.9, confidences=sure)
        for claim in CLAIMS
    )
    monkeypatch.setattr("tests.cli.roads.CLAIMS", doubtful)
    shown = " ".join(run("read", reports(tmp_path)).stdout.split())
    assert shown.count("doubtful (0.30)") == 1
    assert "class doubtful (0.41)" in shown
    assert "when doubtful" not in shown
