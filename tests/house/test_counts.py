"""The benchmark of counts compares what it says it compares, and never takes missing for zero."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from benchmarks.counts import Pair, compare, counts_of, main, rows_of
from tollbook.reading import report_of_text
from tollbook.road import Road

TEXT = "Twelve soldiers were killed and 30 people were injured in the bombing of a barracks on Tuesday, police said."


@cache
def road() -> Road:
    return Road()


def corpus(folder: Path, content: str | bytes) -> Path:
    path = folder / "counts.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_ours_is_the_best_estimate_of_every_class() -> None:
    assert counts_of(TEXT, road()) == {"killed": 12, "injured": 30}


def test_the_main_incident_is_the_one_most_told_of() -> None:
    """An attack that is recalled first, and in passing, is not compared."""
    recalled = f"On 3 May 2011, 80 people were killed by rebels in Hyderabad.\n\nIn Quetta on Monday, {TEXT}"
    assert len(road().travel(report_of_text(recalled)).incidents) > 1
    assert counts_of(recalled, road()) == {"killed": 12, "injured": 30}


def test_an_empty_cell_is_left_out_and_not_known_is_a_miss(tmp_path: Path) -> None:
    rows = rows_of(corpus(tmp_path, f'text,killed,injured\n"{TEXT}",12,\n"Nothing happened in the town.",0,3.0\n'))
    pairs = compare(rows, road())
    assert [(pair.coded, pair.ours, pair.exact) for pair in pairs["killed"]] == [(12, 12, True), (0, None, False)]
    assert [(pair.coded, pair.ours, pair.near) for pair in pairs["injured"]] == [(3, None, False)]


@pytest.mark.parametrize(
    ("coded", "ours", "near"), [(100, 91, True), (100, 89, False), (5, 5, True), (5, 6, False), (0, 0, True)]
)
def test_near_is_within_a_tenth_of_what_was_coded(coded: int, ours: int, near: bool) -> None:
    assert Pair(2, coded, ours).near is near


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("body,killed\nx,1\n", "needs the columns text and killed or injured, has body, killed"),
        ("text,place\nx,y\n", "needs the columns"),
        ("", "has none"),
        ("text,killed\nx,many\n", "line 2: killed is 'many' and no number of people"),
        ("text,killed\nx,-1\n", "no number of people"),
        ("text,killed\nx,nan\n", "no number of people"),
        ("text,killed\nx,\n", "no row has a number"),
        ("killed,text\n1\n", "line 2: has fewer cells"),
        (b"text,killed\n\xff\xfe,1\n", "is not UTF-8"),
        ('text,killed\n"x,1\n', "is no CSV"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        rows_of(corpus(tmp_path, content))
    assert says in str(stopped.value)
    assert "counts.csv" in str(stopped.value)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be read"):
        rows_of(tmp_path / "none.csv")


def test_what_is_printed_stands_beside_the_published_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = corpus(tmp_path, f'text,killed\n"{TEXT}",12\n"{TEXT}",13\n')
    monkeypatch.setattr(sys, "argv", ["counts.py", "--corpus", str(path), "--show", "1"])
    main()
    said = capsys.readouterr().out
    assert "killed" in said
    assert "exact 0.500 [0.000, 1.000]   within 10% 1.000 [1.000, 1.000]" in said
    assert "line 3: coded 13, ours 12" in said
    assert ".813 / .501 / .443" in said
