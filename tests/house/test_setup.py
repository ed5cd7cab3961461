"""A fresh machine gets what the tests passed with, by the README's commands."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SCRIPTS = [".ci/run", ".ci/setup", ".ci/browser", ".ci/workbench", "examples/demo.sh"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.M)


def pins() -> dict[str, str]:
    """What constraints.txt pins."""
    text = (ROOT / "constraints.txt").read_text("utf-8")
    return {canonicalize_name(package): version for package, version in PINNED.findall(text)}


@pytest.mark.parametrize(
    "dependency",
    PROJECT["dependencies"] + [one for extra in ("serve", "dev") for one in PROJECT["optional-dependencies"][extra]],
)
def test_every_dependency_is_pinned_in_its_range(dependency: str) -> None:
    """constraints.txt was made after the last change of pyproject.toml."""
    wanted = Requirement(dependency)
    assert wanted.specifier.contains(pins()[canonicalize_name(wanted.name)])


def test_every_pin_has_its_hash_and_nothing_else() -> None:
    """constraints.txt holds names, versions, markers and hashes: no address, no path, no option of an installer."""
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert re.fullmatch(r"[\w.-]+==[\w.+!-]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_stop_at_the_first_failure(script: str) -> None:
    """Every script can be run, parses, and stops at the first command that fails."""
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert re.search(r"^set -euo pipefail$", path.read_text("utf-8"), re.M)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


@pytest.mark.parametrize("target", ["setup", "demo", "test", "check", "clean", "constraints"])
def test_the_commands_of_the_readme_are_there(target: str) -> None:
    """Make knows each command that the pages name."""
    ran = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_ci_runs_the_readmes_test_command_once() -> None:
    """CI ends with the very command that the README gives a newcomer, and runs the suite once."""
    lines = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines[-1] == "make test"
    assert [line for line in lines if "test" in line or "check" in line] == ["make test"]
    assert "make test" in (ROOT / "README.md").read_text("utf-8")
