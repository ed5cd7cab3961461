"""What the pages say is so: links lead somewhere, commands exist, words are explained."""

from __future__ import annotations

import ast
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import tollbook
from tollbook import model

ROOT = Path(__file__).parents[2]
MADE = {"build", "dist", "node_modules", "work"}
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in MADE for part in path.relative_to(ROOT).parts)
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(page: Path) -> str:
    """A page by its path in the repository."""
    return str(page.relative_to(ROOT))


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the repository, with its path; what is built, and what is no text, is passed over."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any((part.startswith(".") and part != ".ci") or part in MADE for part in parts[:-1])
        if hidden or not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        raw = path.read_bytes()
        if b"\0" not in raw:
            yield str(path.relative_to(ROOT)), raw.decode("utf-8", "replace")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    """No page of the repository links to a file that is not there."""
    links = [link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8"))]
    inside = [link for link in links if link and not link.startswith(("http://", "https://", "mailto:"))]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_python_in_the_pages_is_python(page: Path) -> None:
    """Every block of Python parses."""
    for language, code in BLOCK.findall(page.read_text("utf-8")):
        if language == "python":
            ast.parse(code)


def test_every_decision_is_in_the_index() -> None:
    """docs/decisions/README.md lists each decision under its title."""
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    for page in folder.glob("[0-9]*.md"):
        title = page.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        assert page.name == "0000-template.md" or f"[{title}]({page.name})" in index


def test_the_numbers_of_decisions_are_given_once() -> None:
    """No two decisions share a number."""
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


def records() -> list[str]:
    """The names of the model's records and of their sets of values."""
    found = []
    for word in model.__all__:
        thing = getattr(model, word)
        is_record = isinstance(thing, type) and issubclass(thing, msgspec.Struct)
        if is_record or typing.get_origin(thing) is typing.Literal:
            found.append(word)
    return found


@pytest.mark.parametrize("record", records())
def test_every_record_is_in_the_glossary(record: str) -> None:
    """Each record and each set of values of the model is explained, under its name in the code."""
    assert f"`{record}`" in (ROOT / "docs" / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize("record", records())
def test_every_value_is_in_the_glossary(record: str) -> None:
    """Each value that a slot of the model may take is named in the glossary."""
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    thing = getattr(model, record)
    values = typing.get_args(thing) if typing.get_origin(thing) is typing.Literal else ()
    assert [value for value in values if not re.search(rf"\b{re.escape(value)}\b", glossary)] == []


def test_the_public_names_are_there() -> None:
    """Everything in `tollbook.__all__` can be had from `tollbook`, and is no module by accident."""
    for word in tollbook.__all__:
        assert not isinstance(getattr(tollbook, word), types.ModuleType)


def test_no_path_of_a_machine_and_no_address_of_a_registry() -> None:
    """What is in the repository is as true on any other machine."""
    slash, dot = "/", r"\."
    forbidden = re.compile(
        "|".join(
            [
                rf"(?<![a-z.\w]){slash}(?:work|root|home{slash}[a-z]+){slash}",
                rf"pypi{dot}org{slash}simple",
                rf"pythonhosted{dot}org",
                r"(?<!\w)--(?:extra-)?index-url",
                rf"npmjs{dot}(?:org|com)",
            ]
        )
    )
    found = {path: match.group() for path, text in texts() if (match := forbidden.search(text))}
    assert found == {}


def test_no_lock_file() -> None:
    """Lock files write down the address of a registry (docs/decisions/0012): none is in the repository's text."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"uv.lock", "pylock.toml"} <= set(ignored)
