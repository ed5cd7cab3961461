"""Signing in, and the pages of the book itself, in a real browser: by mouse and by key, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.publish.sample import REPORT as SAMPLE
from tests.web.casework import Casework, Running, running
from tests.web.payloads import PAYLOADS
from tests.web.tabs import by_axe, opened, violations
from tollbook.book import Book, passwords
from tollbook.model import Role

GOOD = "a sentence of several words"
PATHS = ("/book", "/book/decisions", "/book/sources", "/book/users", "/book/tokens", "/book/audit", "/api", "/account")


@pytest.fixture(scope="module")
def team(casebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workbench with an admin and a coder, on which something was decided."""
    path = tmp_path_factory.mktemp("pages") / "team.book"
    path.write_bytes(casebook.read_bytes())
    with Book.open(path, road=Casework(), who="Omid") as book:
        made = book.reject(f"{SAMPLE.digest[:12]}:c2", why="A drill")
        book.undo(made.decision.number, why="No drill after all", who="Anna")
        book.accept(f"{SAMPLE.digest[:12]}:c1", why=PAYLOADS[0], who=PAYLOADS[1])
    with pytest.MonkeyPatch.context() as patched, running(path, team=True) as served:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", lambda: hasher)
        served.team.add("Anna", Role.ADMIN, password=GOOD, by="a test")
        served.team.add("Omid", Role.CODER, password=GOOD, by="Anna")
        served.cookie = f"tollbook-{served.port}={served.team.sign_in('Anna', GOOD)}"
        yield served


@pytest.fixture(scope="module")
def window(chromium: Browser, team: Running) -> Iterator[BrowserContext]:
    """A window in which the admin is in."""
    with opened(chromium, team) as one:
        yield one


@pytest.fixture
def page(window: BrowserContext, team: Running) -> Iterator[Page]:
    """A tab of it; the test fails if a page complained, opened a dialog, or asked for anything beyond its origin."""
    tab = window.new_page()
    complaints = watched(tab, team)
    yield tab
    tab.close()
    assert complaints == []


def watched(tab: Page, team: Running) -> list[str]:
    """What goes wrong in a tab from now on."""
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    tab.on("request", lambda asked: None if asked.url.startswith(team.origin) else complaints.append(asked.url))
    return complaints


def test_somebody_is_invited_signs_in_and_leaves(page: Page, chromium: Browser, team: Running) -> None:
    """An admin hands on an address; its user sets a password there, signs in, is where the link led, and leaves."""
    page.goto(f"{team.origin}/book/users")
    page.get_by_label("Name", exact=True).fill("Inge")
    page.locator(".adding select").select_option("reader")
    page.get_by_role("button", name="Invite", exact=True).click()
    address = page.locator(".secret").inner_text()
    assert address.startswith(f"{team.origin}/invited?token=")
    guest = chromium.new_context(reduced_motion="reduce")
    tab = guest.new_page()
    tab.goto(address)
    tab.get_by_label("Password").fill(GOOD)
    tab.get_by_role("button", name="Set it").click()
    tab.goto(f"{team.origin}/book?from=a-link")
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    tab.get_by_label("Name").fill("Inge")
    tab.get_by_label("Password").fill("not this one")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("alert")).to_contain_text("do not go together")
    expect(tab.get_by_label("Name")).to_have_value("Inge")
    tab.get_by_label("Password").fill(GOOD)
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{team.origin}/book?from=a-link")
    expect(tab.get_by_role("link", name="Inge")).to_be_visible()
    expect(tab.locator(".tabs")).not_to_contain_text("Users")  # a reader's book has none
    expect(tab.get_by_role("button", name="Check the whole book")).to_have_count(0)
    tab.get_by_role("button", name="Leave").click()
    tab.get_by_role("link", name="Sign in again").click()
    expect(tab.get_by_role("button", name="Sign in")).to_be_visible()
    guest.close()


def test_a_role_is_changed_and_somebody_is_removed(page: Page, team: Running) -> None:
    """By the page alone, each by the button beside the name; the audit tells of it."""
    team.team.add("Passing By", Role.READER, password=GOOD, by="Anna")
    page.goto(f"{team.origin}/book/users")
    row = page.locator("tr", has_text="Passing By")
    row.get_by_label("Role of Passing By").select_option("reviewer")
    row.get_by_label("What Passing By sees of victims").select_option("true")
    row.get_by_role("button", name="Change").click()
    user = team.team.user("Passing By")
    assert (user.role, user.sees_victims) == (Role.REVIEWER, True)
    page.get_by_label("Remove Passing By", exact=True).click()
    page.get_by_role("button", name="Remove for good: Passing By").click()
    expect(page.locator("tr", has_text="Passing By")).to_have_count(0)
    page.goto(f"{team.origin}/book/audit?who=Anna")
    expect(page.locator("tbody tr", has_text="Passing By")).to_have_count(3)


def test_a_token_is_shown_once_and_revoked(page: Page, team: Running) -> None:
    """What the page shows opens the book to a program, until it is revoked there."""
    page.goto(f"{team.origin}/book/tokens")
    page.get_by_label("What it is for").fill("nightly export")
    page.get_by_role("button", name="Make it").click()
    secret = page.locator(".secret").inner_text()
    header: dict[str, Any] = {"Authorization": f"Bearer {secret}"}
    assert team.ask("/reports.json", session=False, **header).status == 200
    page.goto(f"{team.origin}/book/tokens")
    assert secret not in page.content()
    page.get_by_role("button", name="Revoke nightly export").click()
    expect(page.locator("tbody tr", has_text="nightly export")).to_have_count(0)
    assert team.ask("/reports.json", session=False, **header).status == 401


def test_the_book_is_checked_on_request(page: Page, team: Running) -> None:
    """The page says that it was not checked, that it is being checked, and how that ended."""
    page.goto(f"{team.origin}/book")
    expect(page.get_by_role("heading", name="Not checked yet")).to_be_visible()
    page.get_by_role("button", name="Check the whole book").click()
    team.app.state.checking.wait()
    page.reload()
    expect(page.get_by_role("heading", name="The book is whole")).to_be_visible()
    expect(page.locator(".health")).to_contain_text("by Anna")


def test_the_log_of_decisions_is_narrowed_by_its_address(page: Page, team: Running) -> None:
    """By person, kind and state; what undid a decision is one click away."""
    page.goto(f"{team.origin}/book/decisions")
    expect(page.locator(".decision")).to_have_count(3)
    page.get_by_label("Now").select_option("undone")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"state=undone"))
    expect(page.locator(".decision")).to_have_count(1)
    page.locator(".decision-now a").click()
    expect(page.locator(".decision:target")).to_contain_text("No drill after all")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(page: Page, team: Running, width: int) -> None:
    """Everything fits at any width, from a small phone up."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in PATHS:
        page.goto(team.origin + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_no_violation(chromium: Browser, team: Running, width: int, scheme: str) -> None:
    """WCAG 2.2 A and AA and axe's best practices, on every page of the book, signing in and being invited."""
    guest = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    tab = guest.new_page()
    token = team.team.invite(team.team.add(f"Guest {width}", Role.READER, by="Anna").name, by="Anna")
    found = {}
    for path in ("/sign-in", f"/invited?token={token}"):
        tab.goto(team.origin + path)
        found[path] = violations(tab)
    name, _, value = team.cookie.partition("=")
    guest.add_cookies([{"name": name, "value": value, "url": team.origin}])
    for path in PATHS:
        tab.goto(team.origin + path)
        tab.locator("details").evaluate_all("all => all.slice(0, 2).forEach(one => { one.open = true })")
        found[path] = violations(tab)
    guest.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
