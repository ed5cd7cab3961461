"""What holds for every route, whoever adds one: it is found here by walking the application."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from tests.web.casework import Answer, Running, running
from tests.web.routes import CHANGING, INSIDE, ROUTES, SHOWING, Asked
from tollbook.book import passwords
from tollbook.web.access import Role
from tollbook.web.guard import MOST_BYTES, OPEN, POLICY

GOOD = "a sentence of several words"
FOREIGN: tuple[dict[str, str], ...] = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "none"},
    {},
)
ANYBODY = {"/leave"}
"""What changes something without a role: leaving is everybody's."""


@pytest.fixture(scope="module")
def cookies() -> dict[Role, str]:
    """The cookie of somebody of each role, filled by `team`."""
    return {}


@pytest.fixture(scope="module")
def team(casebook: Path, tmp_path_factory: pytest.TempPathFactory, cookies: dict[Role, str]) -> Iterator[Running]:
    """A workbench with somebody of each role, who is in."""
    book = tmp_path_factory.mktemp("routes") / "team.book"
    book.write_bytes(casebook.read_bytes())
    with pytest.MonkeyPatch.context() as patched, running(book, team=True) as served:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", lambda: hasher)
        for role in sorted(Role, reverse=True):
            served.team.add(role.name, role, password=GOOD, by="a test")
            cookies[role] = f"tollbook-{served.port}={served.team.sign_in(role.name, GOOD)}"
        yield served


def ask(team: Running, asked: Asked, cookie: str | None, body: bytes = b"{}", **headers: str | None) -> Answer:
    """Ask as a page of ours does, in somebody's session."""
    given: dict[str, Any] = {"Origin": team.origin, "Content_Type": "application/json", "Cookie": cookie}
    return team.ask(asked.path, asked.method, body=None if asked.method == "GET" else body, **given | headers)


def test_the_routes_are_found() -> None:
    """What is gone over below is what there is, and what changes something says what role it takes."""
    assert len(ROUTES) > 40
    assert {"/reports", "/book/users/{number}", "/book/verify"} <= {one.pattern for one in ROUTES}
    roles = {one.pattern: one.role for one in CHANGING}
    assert (roles["/book/users"], roles["/book/tokens"]) == (Role.ADMIN, Role.READER)
    assert [one.pattern for one in CHANGING if one.role is None and one.path not in OPEN | ANYBODY] == []
    assert [one.pattern for one in ROUTES if one.method not in ("GET", "HEAD", "POST")] == []


@pytest.mark.parametrize("asked", CHANGING, ids=str)
def test_what_changes_something_comes_from_our_own_pages(team: Running, cookies: dict[Role, str], asked: Asked) -> None:
    """A foreign Origin is refused, and so is a cookie without any, whoever's it is."""
    for foreign in FOREIGN:
        headers: dict[str, Any] = {"Origin": None, **foreign}
        assert ask(team, asked, cookies[Role.ADMIN], **headers).status == 403


@pytest.mark.parametrize("asked", INSIDE, ids=str)
def test_nobody_is_answered_without_a_session(team: Running, asked: Asked) -> None:
    """Neither without a cookie, nor with a made-up one, nor with a made-up token; the answer shows nothing."""
    for cookie, token in ((None, None), (f"tollbook-{team.port}=made-up", None), (None, "Bearer tollbook_made-up")):
        answer = ask(team, asked, cookie, Authorization=token)
        assert answer.status == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "killed" not in answer.text


@pytest.mark.parametrize("asked", [one for one in INSIDE if one.role], ids=str)
def test_a_lower_role_is_refused(team: Running, cookies: dict[Role, str], asked: Asked) -> None:
    """By session and by token alike."""
    assert asked.role is not None
    for role in (role for role in Role if role < asked.role):
        refused = ask(team, asked, cookies[role])
        assert (refused.status, asked.role.name.lower() in refused.text) == (403, True)
        _, secret = team.team.make_token("low", role.name, Role.ADMIN, sees_victims=True, days=1)
        assert ask(team, asked, None, Authorization=f"Bearer {secret}").status == 403


@pytest.mark.parametrize("asked", CHANGING, ids=str)
def test_a_body_that_is_too_long_is_refused(team: Running, cookies: dict[Role, str], asked: Asked) -> None:
    """Before anything is made of it."""
    answer = ask(team, asked, cookies[Role.ADMIN], Content_Length=str(MOST_BYTES + 1))
    assert (answer.status, answer.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("asked", [one for one in SHOWING if one.path != "/leave"], ids=str)
def test_every_page_is_under_a_strict_policy(team: Running, cookies: dict[Role, str], asked: Asked) -> None:
    """Found or not, shown or refused: the policy has nothing unsafe, and the page nothing that it would not run."""
    for role in (Role.ADMIN, Role.READER):
        answer = ask(team, asked, cookies[role], Accept="text/html")
        assert answer.status < 500
        assert answer.headers["content-security-policy"] == POLICY
        assert "unsafe" not in answer.headers["content-security-policy"]
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert not re.search(r"<style|<[a-z][^<>]*\sstyle=|<script(?![^>]*\ssrc=)", answer.text)
            assert not re.search(r"<[a-z][^<>\"']*\son\w+=", answer.text)


@pytest.mark.parametrize("asked", SHOWING, ids=str)
def test_what_shows_something_changes_nothing(team: Running, cookies: dict[Role, str], asked: Asked) -> None:
    """The log of the book is as long as before."""
    before = _head(team)
    ask(team, asked, cookies[Role.ADMIN])
    assert _head(team) == before


@pytest.mark.parametrize("asked", [one for one in SHOWING if one.path.endswith((".json", ".csv"))], ids=str)
def test_what_did_not_change_is_not_sent_again(team: Running, cookies: dict[Role, str], asked: Asked) -> None:
    """A twin that follows from the book has a tag, by which it is known again by the same person alone; any other is
    kept by no browser.
    """
    first = ask(team, asked, cookies[Role.ADMIN])
    if first.status != 200:
        assert "etag" not in first.headers
        return
    if first.headers["cache-control"] == "no-store":
        assert "etag" not in first.headers
        return
    assert first.headers["cache-control"] == "private, no-cache"
    again = ask(team, asked, cookies[Role.ADMIN], If_None_Match=f'"other", {first.headers["etag"]}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert ask(team, asked, cookies[Role.READER], If_None_Match=first.headers["etag"]).status != 304


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.json",
        "/book/users/1.json",
        "/reports/zzz",
        "/book/decisions.json?kind=x",
        "/reports.json?sinec=2031-01-01",
    ],
)
def test_what_is_not_there_is_told_as_a_problem(team: Running, cookies: dict[Role, str], path: str) -> None:
    """For a program, whatever was wrong."""
    answer = team.ask(path, Cookie=cookies[Role.ADMIN])
    assert answer.status in (400, 404, 405)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.data) == {"type", "title", "status", "detail"}
    wrong = team.ask(path.partition("?")[0], "PUT", Cookie=cookies[Role.ADMIN], Origin=team.origin)
    assert (wrong.status in (404, 405), wrong.headers["content-type"]) == (True, "application/problem+json")


def _head(team: Running) -> str:
    head: str = team.app.state.desk.head()
    return head
