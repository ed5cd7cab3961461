"""Hostile words, wherever they may stand: every page and every twin shows them as the text that they are."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.publish.sample import REPORT as SAMPLE
from tests.web.casework import Casework, Running, running
from tests.web.payloads import PAYLOADS
from tests.web.routes import SHOWING
from tollbook.book import Book, passwords, showable
from tollbook.model import ApiToken, Role
from tollbook.storage import TeamFile

GOOD = "a sentence of several words"
TWINS = [one.path for one in SHOWING if one.path.endswith((".json", ".csv"))]
PAGES = [one.path for one in SHOWING if not one.path.endswith((".json", ".csv", "/raw"))]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(casebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workbench in which every word that somebody may write is hostile: besides titles, outlets, agencies, bylines,
    texts, addresses and names of files also who decided what and why, users, tokens, and the audit.
    """
    path = tmp_path_factory.mktemp("hostile") / "hostile.book"
    path.write_bytes(casebook.read_bytes())
    with Book.open(path, road=Casework()) as book:
        for payload in PAYLOADS[::3]:
            book.accept(f"{SAMPLE.digest[:12]}:c1", why=f"why {payload}", who=payload)
    with pytest.MonkeyPatch.context() as patched, running(path, team=True) as served:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", lambda: hasher)
        served.team.add("Anna", Role.ADMIN, password=GOOD, by="a test")
        _fill(served.team.path)
        served.cookie = f"tollbook-{served.port}={served.team.sign_in('Anna', GOOD)}"
        yield served


def _fill(path: Path) -> None:
    """Users, tokens and audit entries that no face would let be made."""
    file = TeamFile.open(path)
    at = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)
    with file.writing():
        for number, payload in enumerate(PAYLOADS):
            name = payload.encode("utf-8", "replace").decode()
            file.add_user(name, str(number), Role.READER, sees_victims=False, password=None, at=at, by=name)
            token = ApiToken(number=0, name=name, owner=name, role=Role.READER, sees_victims=False, made=at, expires=at)
            file.add_token(str(number).encode(), token, str(number))
            file.note(at, name, "victims_seen", f"incident {name}")
    file.close()


def pages_of(bench: Running, path: str) -> Iterator[str]:
    """The text of a page and of all that come after it by the link to the next one."""
    onward: str | None = path
    while onward is not None:
        text = bench.ask(onward, Accept="text/html").text
        yield text
        found = re.search(r'rel="next" href="([^"]*)"', text)
        onward = None if found is None else found[1].replace("&amp;", "&")


class Seen(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_element_that_somebody_wrote(hostile: Running, path: str) -> None:
    """No element, no handler and no address but those of our templates, however many pages there are."""
    for text in pages_of(hostile, path):
        seen = Seen()
        seen.feed(text)
        foreign = {"iframe", "object", "embed", "base", "style", "math", "video", "marquee", "plaintext", "template"}
        assert seen.tags & foreign == set()
        assert not {name for name in seen.attributes if name.startswith("on") or name in ("style", "srcdoc")}
        assert not {to for to in seen.links if re.match(r"\s*(javascript|data|vbscript|file):|//", to, re.I)}
        assert text.count("<script") == text.count('<script type="module" src="/static/')


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/book/sources", PAYLOADS), ("/book/decisions", PAYLOADS[::3]), ("/book/users", PAYLOADS),
     ("/book/tokens", PAYLOADS), ("/book/audit", PAYLOADS), ("/reports", PAYLOADS)],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_pages_show_them_as_they_were_written(hostile: Running, path: str, shown: tuple[str, ...]) -> None:
    """Every one of them is there to be read, letter for letter but for blanks."""
    words = ""
    for text in pages_of(hostile, path):
        seen = Seen()
        seen.feed(text)
        words += " ".join("".join(seen.words).split())
    missing = [payload for payload in shown if " ".join(showable(payload).split()) not in words]
    assert missing == []


@pytest.mark.parametrize("path", [path for path in TWINS if path.endswith(".csv")])
def test_no_cell_is_a_formula(hostile: Running, path: str) -> None:
    """A spreadsheet takes every cell for text."""
    answer = hostile.ask(path)
    if answer.status != 200:
        return
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert [
        cell for row in rows for cell in row if cell.startswith(FORMULAS) and not re.fullmatch(r"-?[\d.]+", cell)
    ] == []


def test_json_holds_them_letter_for_letter(hostile: Running) -> None:
    """Nothing is lost or added on the way to a program."""
    written = {payload.encode("utf-8", "replace").decode() for payload in PAYLOADS}
    users = hostile.ask("/book/users.json").data["users"]
    assert written <= {user["name"] for user in users}
    found, path = set(), "/book/sources.json"
    while path:
        told = hostile.ask(path).data
        found |= {(one["name"], one["title"], one["outlet"]) for one in told["sources"]}
        path = told["next"]
    assert {(payload, payload, payload) for payload in PAYLOADS} <= found
    decided = hostile.ask("/book/decisions.json").data["decisions"]
    assert {(one["who"], one["why"]) for one in decided} <= {(one, f"why {one}".strip()) for one in PAYLOADS}
    assert hostile.ask("/book/decisions.json?who=%3Cplaintext%3E").data["total"] == (
        PAYLOADS.index("<plaintext>") % 3 == 0
    )
