"""A team at the workbench: who gets in, how often they may try, and what is noted; asked by plain requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.requests import Request

from tests.web.casework import Answer, Running, running
from tollbook.book import passwords
from tollbook.errors import InputError
from tollbook.model import Role
from tollbook.web.access import as_visitor, victims_shown
from tollbook.web.guard import MOST_BYTES, own_machine, public_site
from tollbook.web.limits import Attempts, Rate
from tollbook.web.serve import Announced, serve

GOOD = "a sentence of several words"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost next to nothing."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    passwords._nobodys.cache_clear()


@pytest.fixture
def team(casebook: Path, tmp_path: Path) -> Iterator[Running]:
    """A workbench that Anna (admin), Omid (coder) and Rosa (reader) sign in to."""
    book = tmp_path / "team.book"
    book.write_bytes(casebook.read_bytes())
    with running(book, team=True) as served:
        for name, role in (("Anna", Role.ADMIN), ("Omid", Role.CODER), ("Rosa", Role.READER)):
            served.team.add(name, role, password=GOOD, by="a test")
        yield served


def sign_in(bench: Running, name: str, password: str = GOOD, onward: str = "/") -> Answer:
    """Sign in as the page does; what is asked afterwards is asked in that session."""
    answer = bench.post("/sign-in", session=False, name=name, password=password, onward=onward)
    if answer.status == 303:
        bench.cookie = answer.headers["set-cookie"].partition(";")[0]
    return answer


def test_a_page_that_needs_a_session_asks_for_it_and_then_leads_on(team: Running) -> None:
    """Whoever opens a link signs in and is where the link leads; a program is told by a problem."""
    asked = team.ask("/reports?q=governor", Accept="text/html")
    assert asked.status == 401
    assert 'value="/reports?q=governor"' in asked.text
    assert asked.headers["www-authenticate"] == "Bearer"
    assert sign_in(team, "Anna", onward="/reports?q=governor").headers["location"] == "/reports?q=governor"
    assert team.ask("/reports?q=governor", Accept="text/html").status == 200
    program = team.ask("/reports.json", session=False)
    assert (program.status, program.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:x", "", "/\t/x"]
)
def test_signing_in_leads_nowhere_else(team: Running, onward: str) -> None:
    assert sign_in(team, "Anna", onward=onward).headers["location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_a_new_one_each_time(team: Running) -> None:
    """HttpOnly, SameSite, another id each time, and the one before opens nothing after signing in over it."""
    first = sign_in(team, "Anna")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(first.headers["set-cookie"].split("; "))
    kept = team.cookie
    again = team.ask(
        "/sign-in", "POST", True, f"name=Anna&password={GOOD.replace(' ', '+')}".encode(), Origin=team.origin,
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert again.status == 303
    assert team.ask("/reports", Cookie=kept).status == 401
    assert team.ask("/reports", Cookie=again.headers["set-cookie"].partition(";")[0]).status == 200


def test_a_wrong_name_and_a_wrong_password_look_alike(team: Running) -> None:
    """The answers differ in nothing but the name that was typed, and one who is not there takes as much work."""
    wrong = sign_in(team, "Anna", "x")
    nobody = sign_in(team, "Inge", "x")
    assert wrong.status == nobody.status == 401
    assert wrong.text.replace("Anna", "?") == nobody.text.replace("Inge", "?")
    assert {*wrong.headers} == {*nobody.headers}


def test_whoever_guesses_waits(team: Running) -> None:
    """After three wrong passwords even the right one must wait, and the answer says how long; others are let in."""
    for _ in range(3):
        assert sign_in(team, "Anna", "wrong").status == 401
    for _ in range(2):
        waiting = sign_in(team, "Anna")
        assert (waiting.status, waiting.headers["retry-after"]) == (429, "1")
    assert "Try again in 1 second" in waiting.text
    assert sign_in(team, "Omid").status == 303


def test_the_wait_grows_and_is_forgotten() -> None:
    """It doubles up to five minutes; an attack from elsewhere costs the one who is attacked half a minute at most."""
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    waits = []
    for _ in range(14):
        now[0] += attempts.wait("Anna", "there")
        attempts.failed("Anna ", "there")
        waits.append(attempts.wait("anna", "there"))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert attempts.wait("anna", "home") == 0
    for number in range(40):
        attempts.failed("anna", f"bot {number}")
    assert attempts.wait("anna", "home") == 30
    assert attempts.wait("Omid", "there") == 0
    for number in range(40):
        attempts.failed(f"name {number}", "there")
    assert attempts.wait("Omid", "there") == 300
    now[0] += 3600
    assert attempts.wait("Omid", "there") == attempts.wait("anna", "there") == 0
    for _ in range(9):
        attempts.failed("anna", "home")
    attempts.succeeded("anna", "home")
    assert attempts.wait("anna", "home") == 0


def test_a_session_outlives_a_restart_and_ends_with_a_role(team: Running) -> None:
    """Sessions stand in the team's file: another server knows them, and whoever changes a role there ends them."""
    sign_in(team, "Omid")
    with running(team.book, team=True) as other:
        secret = team.cookie.partition("=")[2]
        cookie = f"tollbook-{other.port}={secret}"
        assert other.ask("/reports", Cookie=cookie).status == 200
        team.team.change("Omid", Role.READER, by="a test")
        assert other.ask("/reports", Cookie=cookie).status == 401
    assert team.ask("/reports").status == 401


def test_leaving_ends_the_session_and_says_how_to_come_back(team: Running) -> None:
    sign_in(team, "Anna")
    assert "Sign in again" in team.post("/leave").text
    assert team.ask("/reports").status == 401


def test_an_invitation_lets_its_user_choose_a_password(team: Running) -> None:
    """The link opens a page without a session; a password that is too easy is told there; the link works once."""
    team.team.add("Inge", Role.CODER, by="a test")
    token = team.team.invite("Inge", by="a test")
    assert "Inge" in team.ask(f"/invited?token={token}", session=False).text
    short = team.post("/invited", session=False, token=token, password="short")
    assert (short.status, "12 to 256 characters" in short.text) == (400, True)
    assert team.post("/invited", session=False, token=token, password=GOOD).headers["location"] == "/sign-in"
    assert sign_in(team, "Inge").status == 303
    assert team.ask(f"/invited?token={token}", session=False).status == 404
    assert team.post("/invited", session=False, token=token, password=GOOD).status == 404


def test_a_program_comes_by_its_token_alone(team: Running) -> None:
    """It needs no Origin, and says so with a foreign one all the same; a wrong token is not mended by a cookie."""
    kept, secret = team.team.make_token("nightly", "Omid", Role.CODER, sees_victims=False, days=1)
    sign_in(team, "Anna")
    assert team.ask("/reports.json", session=False, Authorization=f"Bearer {secret}").status == 200
    for wrong in (secret[:-1], "", "x", f"{secret} x"):
        assert team.ask("/reports.json", Authorization=f"Bearer {wrong}").status == 401
    posted: dict[str, Any] = {"Authorization": f"Bearer {secret}", "Content_Length": "0"}
    assert team.ask("/leave", "POST", session=False, **posted).status == 200
    assert team.ask("/leave", "POST", session=False, Origin="https://evil.example", **posted).status == 403
    assert team.ask("/leave", "POST", Content_Length="0").status == 403  # a cookie must say where it is from
    team.team.revoke(kept.number, by="Omid")
    assert team.ask("/reports.json", session=False, Authorization=f"Bearer {secret}").status == 401


def test_one_who_asks_for_too_much_waits(team: Running) -> None:
    """Each session and token has a measure of its own; files of the package cost nothing."""
    with running(team.book, team=True, rate=Rate(3, 0.5)) as slow:
        _, secret = team.team.make_token("nightly", "Omid", Role.CODER, sees_victims=False, days=1)
        sign_in(slow, "Anna")
        for _ in range(5):
            assert slow.ask("/static/icon.svg").status == 200
        assert [slow.ask("/reports.json").status for _ in range(4)] == [200, 200, 200, 429]
        told = slow.ask("/reports.json")
        assert told.headers["content-type"] == "application/problem+json"
        assert 1 <= int(told.headers["retry-after"]) <= 2
        assert slow.ask("/reports.json", session=False, Authorization=f"Bearer {secret}").status == 200


def test_the_measure_fills_again() -> None:
    now = [0.0]
    rate = Rate(2, 4.0, lambda: now[0])
    assert [rate.wait("a") for _ in range(3)] == [0, 0, 0.25]
    assert rate.wait("b") == 0
    now[0] += 0.25
    assert rate.wait("a") == 0
    now[0] += 1000
    assert [rate.wait("a") for _ in range(3)] == [0, 0, 0.25]


def test_a_body_that_is_too_long_is_refused(team: Running) -> None:
    """By what it says of itself, and by what comes where it says nothing or the wrong thing."""
    long = b"name=" + b"x" * MOST_BYTES
    kind = "application/x-www-form-urlencoded"
    told = team.ask("/sign-in", "POST", False, long, Origin=team.origin, Content_Type=kind)
    assert (told.status, told.headers["content-type"]) == (413, "application/problem+json")
    for length in ("-1", "1e3", "9" * 30):
        assert team.ask("/sign-in", "POST", False, Origin=team.origin, Content_Length=length).status in (400, 413)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(long), long)
    said = {"Origin": team.origin, "Content_Type": kind, "Transfer_Encoding": "chunked", "Content_Length": None}
    connection = team.ask("/sign-in", "POST", False, **said | {"Connection": "close"}, body=chunks)
    assert connection.status == 413


def test_a_view_of_victims_is_noted_before_it_is_shown(team: Running) -> None:
    """Who may not see them sees none, and nothing is noted; who may is noted, and the answer is kept by no browser."""
    scope: dict[str, Any] = {"type": "http", "app": team.app, "state": {}, "headers": []}
    for name, shown in (("Rosa", False), ("Omid", True)):
        scope["state"] = {"visitor": as_visitor(team.team.user(name))}
        assert victims_shown(Request(scope), "incident 1f0c77a2") is shown
        assert scope["state"].get("sensitive", False) is shown
    seen = team.team.audit(action="victims_seen", limit=9)[1]
    assert [(entry.who, entry.about) for entry in seen] == [("Omid", "incident 1f0c77a2")]


def test_an_address_for_others_is_one_name_alone() -> None:
    """Its host is the only one that the workbench goes by, and over TLS its cookie travels by nothing else."""
    site = public_site("https://Casework.example.org/")
    assert (set(site.hosts), site.secure, site.cookie) == ({"casework.example.org"}, True, "__Host-tollbook")
    assert not public_site("http://10.0.0.5:8765").secure
    assert "127.0.0.1" in own_machine(80).hosts
    for wrong in ("casework.example.org", "ftp://x", "https://", "https://x/tollbook", "https://x?y"):
        with pytest.raises(InputError, match="no address to open"):
            public_site(wrong)


def test_nothing_is_served_beyond_this_machine_without_users(casebook: Path, tmp_path: Path) -> None:
    """A book that asks for no password is its owner's alone, whatever is asked; with users, a name is needed."""
    for asked in ({"team": True}, {"host": "0.0.0.0"}, {"url": "https://casework.example.org"}):
        with pytest.raises(InputError, match="tollbook users add"):
            serve(casebook, port=0, browser=False, **asked)
    with pytest.raises(InputError, match="no address of a machine"):
        serve(casebook, port=0, browser=False, host="casework.example.org")


def test_a_team_is_served_with_a_sign_in_and_a_warning(team: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """No token is printed; without TLS it says what that means; beyond this machine a name is asked for."""
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    told: list[Announced] = []
    serve(team.book, port=0, browser=False, announce=told.append)
    serve(team.book, port=0, browser=False, announce=told.append, url="http://casework.example.org")
    serve(team.book, port=0, browser=False, announce=told.append, url="https://casework.example.org")
    serve(team.book, port=0, browser=False, announce=told.append, host="0.0.0.0", url="https://casework.example.org")
    assert all(one.team and "token" not in one.address for one in told)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/sign-in", told[0].address)
    assert told[2].address == "https://casework.example.org/sign-in"
    assert [one.warning is not None for one in told] == [False, True, False, True]
    with pytest.raises(InputError, match="--url"):
        serve(team.book, port=0, browser=False, host="0.0.0.0")


def test_alone_nobody_signs_in(bench: Running) -> None:
    """One's own machine has no door for passwords."""
    assert bench.ask("/sign-in", session=False).status == 404
    assert bench.post("/sign-in", session=False, name="owner", password=GOOD).status == 404
    assert bench.ask("/invited?token=x", session=False).status == 404
