"""The house stands as docs/architecture.md draws it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tollbook"
STAGES = {
    "sources": "1",
    "reading": "2",
    "claims": "3",
    "places": "4a",
    "days": "4b",
    "actors": "4c",
    "incidents": "5",
    "review": "6",
    "publish": "7",
}
"""Each stage's folder, and its place on the road."""


def test_nobody_imports_what_stands_above_it() -> None:
    """The import contracts of pyproject.toml hold, and the list of layers is exhaustive."""
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_says_first_which_it_is(stage: str) -> None:
    """Whoever reads the first lines of the folders from 1 to 7 has read the architecture."""
    docstring = ast.get_docstring(ast.parse((PACKAGE / stage / "__init__.py").read_text("utf-8"))) or ""
    assert docstring.startswith(f"Stage {STAGES[stage]} of 7: ")


def test_every_folder_of_the_package_is_a_stage_or_has_its_place_beside_the_road() -> None:
    """No folder slips in that the architecture does not know."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    described = set(
        re.findall(r"^\| (?:\w+ \| )?`(\w+)`", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.M)
    )
    assert folders <= described
    assert set(STAGES) <= folders


def test_every_top_level_folder_is_described() -> None:
    """A newcomer finds each folder of the repository in docs/architecture.md."""
    made = {"build", "dist"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - made
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [folder for folder in sorted(folders | {".ci"}) if f"`{folder}/`" not in text] == []


def test_every_error_is_drawn_in_the_tree() -> None:
    """The drawing on top of errors.py shows every error class, and no other."""
    module = ast.parse((PACKAGE / "errors.py").read_text("utf-8"))
    classes = {node.name for node in module.body if isinstance(node, ast.ClassDef)}
    drawing = (ast.get_docstring(module) or "").splitlines()[2:]
    drawn = {match.group(1) for line in drawing if (match := re.match(r"[│├└─ ]*([A-Z]\w+)", line))}
    assert drawn == classes


def test_the_package_asks_for_nothing_undone() -> None:
    """No reminder of unfinished work is left in the package."""
    reminder = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    assert [str(path) for path in PACKAGE.rglob("*.py") if reminder.search(path.read_text("utf-8"))] == []
