"""What comes out of paths: documents in order, and errors that stop nothing."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tollbook.errors import InputError, UnreadableReport
from tollbook.sources import Document, documents, files


def names(found: Iterator[Document | InputError]) -> list[str]:
    return [Path(one.name).name if isinstance(one, Document) else type(one).__name__ for one in found]


def test_a_file_is_one_document_with_its_bytes_untouched(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbfFour killed.\r\n")
    assert list(documents([str(path)])) == [Document(str(path), b"\xef\xbb\xbfFour killed.\r\n")]


def test_a_folder_is_walked_in_order_and_hidden_or_foreign_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/z.html", "b/a.htm", "c.txt", ".hidden.txt", "notes.md", "picture.png", ".git/x.txt"):
        (tmp_path / name).write_text("words")
    assert names(documents([str(tmp_path)])) == ["c.txt", "a.htm", "z.html"]


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    (failure,) = documents([str(tmp_path)])
    assert isinstance(failure, UnreadableReport)
    assert str(tmp_path) in str(failure)
    assert ".html" in str(failure)


def test_what_is_missing_is_named_with_a_remedy_and_the_others_still_come(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Four killed.")
    missing, document = documents([str(tmp_path / "absent.txt"), str(good)])
    assert isinstance(missing, UnreadableReport)
    assert "absent.txt: there is no such file. Check" in str(missing)
    assert isinstance(document, Document)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("words")
    path.chmod(0)
    (failure,) = documents([str(path)])
    assert isinstance(failure, UnreadableReport)
    assert "chmod" in str(failure)


def test_a_name_that_is_no_path_is_an_error_and_no_crash() -> None:
    (failure,) = documents(["re\x00port.txt"])
    assert isinstance(failure, UnreadableReport)


def test_a_file_beyond_the_limit_is_refused_and_one_at_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 10)
    (tmp_path / "b.txt").write_bytes(b"x" * 11)
    (tmp_path / "c.txt").write_bytes(b"x")
    assert names(documents([str(tmp_path)])) == ["a.txt", "UnreadableReport", "c.txt"]


def test_json_lines_come_one_document_a_line_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(b'{"text": "one"}\n\n{"text": "two"}\r\n{"text": "three"}')
    found = list(documents([str(path)]))
    assert [one.name for one in found if isinstance(one, Document)] == [f"{path}:1", f"{path}:3", f"{path}:4"]
    assert isinstance(found[1], Document)
    assert found[1].raw == b'{"text": "two"}\r\n'


def test_json_lines_larger_than_the_limit_are_streamed_and_a_line_beyond_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT", 10)
    path = tmp_path / "many.jsonl"
    path.write_bytes(b'{"a": 1}\n' * 20 + b"x" * 35 + b"\n" + b'{"a": 2}\n')
    found = list(documents([str(path)]))
    assert len(found) == 22
    assert isinstance(found[20], UnreadableReport)
    assert f"{path}:21" in str(found[20])
    assert found[21] == Document(f"{path}:22", b'{"a": 2}\n')


def test_json_lines_are_not_read_ahead(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(b'{"a": 1}\nnot read yet\n')
    found = documents([str(path)])
    assert next(found) == Document(f"{path}:1", b'{"a": 1}\n')


def test_an_empty_file_is_a_document_so_that_it_is_called_empty(tmp_path: Path) -> None:
    for name in ("empty.jsonl", "empty.txt"):
        (tmp_path / name).write_bytes(b"")
        assert list(documents([str(tmp_path / name)])) == [Document(str(tmp_path / name), b"")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b"Four killed.\nFive hurt.", [("standard input", b"Four killed.\nFive hurt.")]),
        (
            b'{"text": "a"}\n{"text": "b"}',
            [("standard input:1", b'{"text": "a"}\n'), ("standard input:2", b'{"text": "b"}')],
        ),
        (b'{"not json\nFour killed.', [("standard input", b'{"not json\nFour killed.')]),
        (b"", [("standard input", b"")]),
    ],
)  # fmt: skip
def test_a_dash_is_standard_input_and_its_json_lines_are_streamed(
    given: bytes, expected: list[tuple[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given)))
    assert [(one.name, one.raw) for one in documents(["-"]) if isinstance(one, Document)] == expected
