"""Tabs of Chromium for the workbench's tests, and what axe says of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.web.casework import Running

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "workbench" / "node_modules" / "axe-core" / "axe.min.js"

by_axe = pytest.mark.skipif(
    not AXE.exists(),
    reason=f"axe-core is not in {AXE.parent}: `make modules` installs it where there is Node. NOT checked.",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, without which a test fails: a page that was never opened is not known to work."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing: `make browser` installs it (apt-get install chromium).")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def opened(chromium: Browser, bench: Running, **settings: Any) -> Iterator[BrowserContext]:
    """A window with the session, at a desktop's width, that shows at once what would otherwise glide."""
    window = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | settings)
    name, _, value = bench.cookie.partition("=")
    window.add_cookies([{"name": name, "value": value, "url": bench.origin}])
    yield window
    window.close()


@contextmanager
def watched(window: BrowserContext, bench: Running) -> Iterator[Page]:
    """A tab; fails if a page complained, opened a dialog, or asked for anything beyond its own origin."""
    complaints: list[str] = []
    requests: list[str] = []
    tab = window.new_page()

    def hear(message: ConsoleMessage) -> None:
        if "GPU stall due to ReadPixels" not in message.text:  # the software renderer's own remark
            complaints.append(message.text)

    def note(request: Request) -> None:
        requests.append(request.url)

    tab.on("console", hear)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    window.on("request", note)
    yield tab
    window.remove_listener("request", note)
    tab.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith((f"{bench.origin}/", f"blob:{bench.origin}/"))] == []
    assert requests


def violations(page: Page) -> list[Any]:
    """What axe finds wrong, as rule and elements."""
    page.evaluate(AXE.read_text("utf-8"))
    told: list[Any] = page.evaluate(
        """async () => (await axe.run()).violations
             .map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3)])"""
    )
    return told
