"""How alike two annotations of the same reports are is counted rightly, and the README says what is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.agreement import ANNOTATIONS, annotated_twice, figures, table
from benchmarks.scoring import Json, compare

PLACE = {"start": 60, "end": 65, "name": "Niono", "country": "ML", "lat": 14.25, "lon": -5.99}


def casualty(start: int, **slots: Any) -> Json:
    """A claim that twelve soldiers were killed, at two characters of some text, or what `slots` say instead."""
    return {
        "kind": "casualty",
        "effect": "killed",
        "count": {"start": start, "end": start + 2, "value": 12, "bound": "exact"},
        "victims": {"class": "security_forces"},
        "scope": "incident",
        "speaker": None,
        "when": {"start": "2025-06-03", "end": "2025-06-03"},
        "where": PLACE,
        "incident": "niono",
    } | slots


def report(*claims: Json, name: str = "r1", text: str = "a hash") -> Json:
    """A report as it was annotated."""
    return {"report": {"id": name, "published": "2025-06-04", "sha256": text}, "claims": list(claims)}


def write(path: Path, *rows: Json) -> Path:
    """A file of annotated reports."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def test_the_same_twice_agrees_in_everything() -> None:
    """An annotation is wholly like itself."""
    once = report(casualty(0), casualty(10, incident="another"))
    assert {figure.value for figure in figures([compare(once, once)]).values()} == {1}


@pytest.mark.parametrize(
    ("slots", "differing"),
    [
        ({"count": {"start": 0, "end": 2, "value": 13, "bound": "exact"}}, {"value", "casualty figure"}),
        ({"victims": {"class": "civilian"}}, {"class"}),
        ({"scope": "aggregate"}, {"scope"}),
        ({"speaker": {"start": 80, "end": 90, "name": "the mayor"}}, {"speaker"}),
        ({"when": None}, {"when"}),
        ({"where": PLACE | {"lat": 34.0}}, {"where"}),
        ({"incident": "another"}, {"incident"}),
    ],
)
def test_a_slot_that_differs_once_in_two_is_half_alike(slots: Json, differing: set[str]) -> None:
    """What one annotator wrote otherwise in one of two claims costs that slot, and no other."""
    first, again = report(casualty(0), casualty(10)), report(casualty(0, **slots), casualty(10))
    found = {name: figure.value for name, figure in figures([compare(first, again)]).items() if figure.value < 1}
    assert found.keys() - {"casualty claim"} == differing
    assert found.pop("incident", 2 / 3) == pytest.approx(2 / 3)
    assert set(found.values()) <= {0.5}


def test_a_claim_that_one_alone_found_costs_its_kind() -> None:
    """Two claims against one of them: precision one half, recall one, F1 two thirds."""
    attack = {"kind": "attack", "type": "raid", "trigger": {"start": 30, "end": 36}, "cause": "violence"}
    found = figures([compare(report(attack, casualty(0)), report(attack, casualty(0), casualty(10)))])
    assert found["casualty mention"].value == pytest.approx(2 / 3)
    assert found["casualty mention"].over == "F1, 1 and 2 claims"
    assert found["attack"].value == 1


def test_incidents_of_different_reports_are_kept_apart() -> None:
    """That two reports use the same key says nothing."""
    first = [report(casualty(0)), report(casualty(0), name="r2")]
    again = [report(casualty(0)), report(casualty(0, incident="r2's own"), name="r2")]
    found = figures([compare(one, other) for one, other in zip(first, again, strict=True)])
    assert found["incident"].value == 1


def test_reports_are_found_by_their_id(tmp_path: Path) -> None:
    """In whichever file the first annotation is; a range on one side alone is compared too."""
    files = [
        write(tmp_path / "one.jsonl", report(casualty(0))),
        write(tmp_path / "two.jsonl", report(casualty(0), name="r2")),
    ]
    count = {"start": 0, "end": 2, "value": 12, "bound": "range", "value_high": 14}
    twice = list(annotated_twice(files, write(tmp_path / "again", report(casualty(0, count=count), name="r2"))))
    assert [two.first["report"]["id"] for two in twice] == ["r2"]
    lines = list(table([two._replace(first=two.again, again=two.first) for two in twice]))
    assert lines[0] == "1 reports annotated twice, with 1 claims and with 1"
    assert "| value | 0.000 | 1 pairs |" in lines


@pytest.mark.parametrize(("name", "text"), [("r2", "a hash"), ("r1", "another hash")])
def test_annotations_of_other_texts_are_refused(tmp_path: Path, name: str, text: str) -> None:
    """Nothing is compared with nothing, and offsets only where they refer to the same text."""
    first = write(tmp_path / "one.jsonl", report(casualty(0)))
    with pytest.raises(SystemExit, match=name):
        list(annotated_twice([first], write(tmp_path / "again", report(name=name, text=text))))


def test_the_readme_says_how_alike_they_are() -> None:
    """The table of training/annotations/README.md is the one that the command prints."""
    again = ANNOTATIONS / "again" / "again.jsonl"
    lines = table(list(annotated_twice(sorted(ANNOTATIONS.glob("*.jsonl")), again)))
    readme = (ANNOTATIONS / "README.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line not in readme] == []
