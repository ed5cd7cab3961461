"""The benchmark reads annotated time expressions as they stand, and counts them as it says."""

from __future__ import annotations

import datetime as dt
import tarfile
from pathlib import Path

import pytest

from benchmarks.timex import documents, read_document, report

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
    """Three of the five name days and mean no modified ones; all three are found and right, "two years" is not read."""
    (tmp_path / "one.tml").write_bytes(SAMPLE.read_bytes())
    report(tmp_path)
    shown = " ".join(capsys.readouterr().out.split())
    assert "TIMEX3: 1 documents, 4 phrases read" in shown
    assert "days ( 3) relaxed P 1.000 R 1.000 F1 1.000" in shown
    assert "value, of found 1.000, F1 1.000" in shown
    assert "all ( 5) relaxed P 1.000 R 0.800" in shown


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
