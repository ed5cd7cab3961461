"""What is in the annotated reports is counted rightly, and the README says what is counted."""

from __future__ import annotations

from typing import Any

import pytest

from training.describe import ANNOTATIONS, describe, rows_of

CASUALTY: dict[str, Any] = {
    "kind": "casualty",
    "effect": "killed",
    "count": {"bound": "exact"},
    "victims": {"class": "civilian"},
    "scope": "incident",
    "cause": "violence",
    "polarity": "asserted",
    "part_of": None,
    "speaker": {"name": "the mayor"},
    "when": None,
    "where": {"country": "ML"},
}
ATTACK: dict[str, Any] = {
    "kind": "attack",
    "type": "raid",
    "speaker": None,
    "when": None,
    "where": None,
    "targets": [],
    "weapons": [],
}


def report(name: str, published: str | None, *claims: dict[str, Any]) -> dict[str, Any]:
    """A report as it was annotated."""
    return {"report": {"id": name, "published": published}, "claims": list(claims)}


def test_reports_and_claims_are_counted() -> None:
    """By file, part of the pool, kind, and what each claim says; a slot is filled when it holds something."""
    files = {
        "one": [report("gum_1", "2025-06-04", CASUALTY, CASUALTY | {"part_of": "c1", "speaker": None}, ATTACK)],
        "two": [report("gum_2", None), report("ipe_1", "4 June 2025", CASUALTY | {"effect": "injured"})],
    }
    lines = list(describe(files))
    assert lines[0] == "3 reports with 4 claims; 1 of the reports hold none."
    assert "| GUM, its news | 1 | 1 | 2 | CC BY 2.5 (Wikinews) |" in lines
    assert "| together | 1 | 2 | 3 |  |" in lines
    assert "| casualty | 3 | killed 2, injured 1 |" in lines
    assert "| attack | 1 | raid 1 |" in lines
    assert "| speaker | 2 |  | 0 |" in lines
    assert "| part_of | 1 |  |  |" in lines
    assert "| country | ML 3 |" in lines
    assert "| weapons |  |  | 0 |" in lines
    assert lines[-1] == "Days of publication: as 2020-08-31 1, missing 1, written out 1."


def test_countries_that_are_seldom_named_are_counted_together() -> None:
    """Five are named, the sixth and seventh are others."""
    claims = [CASUALTY | {"where": {"country": country}} for country in "AABBCCDDEEFG"]
    assert "| country | A 2, B 2, C 2, D 2, E 2, 2 others 2 |" in list(
        describe({"one": [report("gum_1", None, *claims)]})
    )


def test_a_part_that_nobody_described_is_refused() -> None:
    """Its terms must be known before its reports are counted."""
    with pytest.raises(SystemExit, match="elsewhere_1"):
        list(describe({"one": [report("elsewhere_1", None)]}))


def test_the_readme_says_what_is_there() -> None:
    """Every line that the command prints stands in training/annotations/README.md."""
    lines = describe({path.name: list(rows_of(path)) for path in sorted(ANNOTATIONS.glob("*.jsonl"))})
    readme = (ANNOTATIONS / "README.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line not in readme] == []
