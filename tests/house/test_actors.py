"""The benchmark of actors measures what it says it measures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.actors import main

TEXT = "The BLA killed nine soldiers in Pakistan, Pakistan's army said. Nobody Known did it."


def test_it_tells_how_many_words_the_registry_resolves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.jsonl"
    row = {"report": {"id": "r", "text": TEXT, "published": "2025-05-01"}, "claims": [claimed("The BLA"), counted()]}
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"claims": [claimed("Nobody Known")]}) + "\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["actors.py", "--corpus", str(path), "--list", "unresolved"])
    main()
    shown = capsys.readouterr().out
    assert "actor    0.500  (1 of 2 resolved)" in shown
    assert "speaker  1.000  (1 of 1 resolved)" in shown
    assert "interest own 1" in shown
    assert "1\tactor\tNobody Known\t–" in shown


def span(words: str) -> dict[str, object]:
    """The words with their offsets."""
    return {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def claimed(words: str) -> dict[str, object]:
    """An annotated claim that `words` did it."""
    return {"id": "r1", "kind": "responsibility", "evidence": span(TEXT), "actor": span(words), "stance": "reported"}


def counted() -> dict[str, object]:
    """An annotated claim of the nine soldiers, by their army."""
    return {
        "id": "c1", "kind": "casualty", "evidence": span(TEXT), "effect": "killed",
        "count": span("nine") | {"value": 9, "bound": "exact"},
        "victims": span("soldiers") | {"class": "security_forces"},
        "speaker": span("Pakistan's army") | {"name": "Pakistan's army"},
    }  # fmt: skip
