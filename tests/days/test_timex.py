"""The benchmark reads annotated time expressions as they stand, and counts them as it says."""

from __future__ import annotations

import datetime as dt
import tarfile
from pathlib import Path

import pytest

from benchmarks.story import Story
from benchmarks.timex import documents, read_document, report
from tollbook.days.times import find_times

SAMPLE = Path(__file__).parent / "sample.tml"
WIKI = (
    '<DOC><DOCID>1</DOCID><TEXT>\nThe siege began on <TIMEX2 val="1812-05-03" mod="">3 May 1812</TIMEX2> and ended '
    'late in <TIMEX2 val="1812-08" mod="END">August</TIMEX2>.\n</TEXT></DOC>'
)


def test_timex3_is_read_with_its_extents_values_and_day_of_writing() -> None:
    document = read_document(SAMPLE.read_text("utf-8"))
    assert (document.scheme, document.written) == ("TIMEX3", dt.date(2026, 2, 1))
    assert [(document.text[e.start : e.end], e.value) for e in document.expressions] == [
        ("Tuesday", "2026-01-27"),
        ("two years", "P2Y"),
        ("2014", "2014"),
        ("yesterday", "2026-01-31"),
        ("the end of May 2025", "2025-05"),
    ]


def test_timex2_is_read_too() -> None:
    document = read_document(WIKI)
    assert document.written is None
    assert [(document.text[e.start : e.end], e.modified) for e in document.expressions] == [
        ("3 May 1812", False),
        ("August", True),
    ]


def test_the_figures_are_those_of_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three of the five name days and mean no modified ones; all three are found and right. "Two years" is among the
    rest, and the value of "the end of May" is that of May.
    """
    (tmp_path / "one.tml").write_bytes(SAMPLE.read_bytes())
    report(tmp_path)
    shown = " ".join(capsys.readouterr().out.split())
    assert "TIMEX3: 1 documents, 5 phrases read, 4 of them by the rules of days" in shown
    assert "days ( 3) relaxed P 1.000 R 1.000 F1 1.000" in shown
    assert "value, of found 1.000, F1 1.000" in shown
    assert "all ( 5) relaxed P 1.000 R 1.000 F1 1.000 strict F1 0.800 value, of found 1.000, F1 1.000" in shown


def told(text: str) -> list[str]:
    """The values of a history's phrases, in their order."""
    story = Story(None)
    return [story.read(phrase.value)[0] for phrase in find_times(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It began on 3 May 1812. In August the town fell.", ["1812-05-03", "1812-08"]),
        ("It began on 3 December 1812. In January the town fell.", ["1812-12-03", "1813-01"]),
        ("In March 1813 it snowed. The raid of October had failed.", ["1813-03", "1813-10"]),
        ("It began in 1812. That summer the town fell.", ["1812", "1812-SU"]),
        ("It began in 1812. The same year the town fell.", ["1812", "1812"]),
        ("In 480 BC it began. In September the fleet sailed.", ["BC0480", "BC0480-09"]),
        ("In 480 BC it began. The following year it ended.", ["BC0480", "BC0479"]),
        ("In 480 BC it began. In May 1812 it was dug up. In June it closed.", ["BC0480", "1812-05", "1812-06"]),
        ("It began in May 1812. A law of 1614, they say, was old. In June it ended.", ["1812-05", "1614", "1812-06"]),
        ("On 3 May 1812, at 5:30 am, it began.", ["1812-05-03", "1812-05-03T05:30"]),
        ("In early May 1812 it began.", ["1812-05"]),
        ("It began in May 1812. Next year it ended.", ["1812-05", "1813"]),
    ],
)
def test_a_history_s_months_lie_in_the_year_that_was_told_last(text: str, values: list[str]) -> None:
    assert told(text) == values


def test_a_folder_and_a_tar_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "one.tml").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "folder" / "two.key.xml").write_text(WIKI, "utf-8")
    with tarfile.open(tmp_path / "both.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "folder", "folder")
    assert sorted(documents(tmp_path / "folder")) == sorted(documents(tmp_path / "both.tar.gz"))


def test_a_folder_without_any_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no \.key\.xml"):
        report(tmp_path)
