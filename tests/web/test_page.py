"""The page of `tollbook read --format html`, opened from a file in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, ViewportSize, expect

from tests.publish.sample import CLAIMS, INCIDENTS, REPORT, TEXT
from tests.web.tabs import launched
from tollbook.publish import as_page
from tollbook.publish.marking import words_of

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE_WIDTH = 390


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    """A tab of Chromium, without which these tests fail: a page that was never opened is not known to work."""
    with launched() as chromium:
        yield chromium.new_page()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the sample's page lies, as an address."""
    path = tmp_path_factory.mktemp("page") / "ledger.html"
    path.write_text(as_page(REPORT, CLAIMS, INCIDENTS), "utf-8")
    return path.as_uri()


@pytest.fixture
def page(tab: Page, address: str) -> Iterator[Page]:
    """The page, opened at a desktop's width; the test fails if it complained or asked for anything from elsewhere."""
    complaints: list[str] = []
    requests: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def note(request: Request) -> None:
        requests.append(request.url)

    tab.on("console", hear)
    tab.on("request", note)
    tab.set_viewport_size(DESKTOP)
    tab.emulate_media(media="screen", color_scheme="light")
    tab.goto("about:blank")
    tab.goto(address)
    yield tab
    tab.remove_listener("console", hear)
    tab.remove_listener("request", note)
    assert complaints == []
    assert {url.partition("#")[0] for url in requests} <= {address, "about:blank"}


def test_the_page_opens_from_a_file(page: Page) -> None:
    """Report and ledger stand side by side, and nothing is loaded from anywhere."""
    expect(page.get_by_role("heading", level=1)).to_have_text(REPORT.title or "")
    report, ledger = page.locator("#report").bounding_box(), page.locator("#ledger").bounding_box()
    assert report is not None
    assert ledger is not None
    assert report["x"] + report["width"] <= ledger["x"] + 1


def test_hostile_markup_is_shown_and_not_run(page: Page) -> None:
    """A script in a report's text is words."""
    expect(page.locator("#report")).to_contain_text("<script>alert(1)</script>")
    expect(page.locator("script")).to_have_count(0)


def test_marked_words_are_the_claims_own(page: Page) -> None:
    """What is highlighted for each claim equals the words that the claim quotes."""
    for number, claim in enumerate(CLAIMS, 1):
        start, end = words_of(claim)
        shown = page.locator(f"#w{number}").evaluate("element => element.textContent")
        assert shown == TEXT[start:end]


@pytest.mark.parametrize("claim", ["c1", "c4", "c5", "c6"])
def test_a_figure_leads_to_its_words_and_back(page: Page, claim: str) -> None:
    """Clicking a figure in the ledger brings its words into view, and clicking the words brings the row."""
    number = [one.id for one in CLAIMS].index(claim) + 1
    page.locator(f"#c{number} a.tb-figure").click()
    assert page.url.endswith(f"#w{number}")
    expect(page.locator(f"#w{number}")).to_be_in_viewport()
    page.locator(f"#w{number}").click()
    assert page.url.endswith(f"#c{number}")
    expect(page.locator(f"#c{number}")).to_be_in_viewport()


def test_every_figure_can_be_reached_by_keyboard(page: Page) -> None:
    """Tabbing through the page meets each claim's words and each claim's row."""
    page.evaluate(
        "window.met = []; document.addEventListener('focusin', event => met.push(event.target.getAttribute('href')))"
    )
    for _ in range(page.locator("a, [tabindex]").count()):
        page.keyboard.press("Tab")
    numbers = range(1, len(CLAIMS) + 1)
    expected = {f"#w{number}" for number in numbers} | {f"#c{number}" for number in numbers}
    assert expected <= set(page.evaluate("window.met"))


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_off_at_any_width(page: Page, width: int) -> None:
    """The page never scrolls sideways, and no figure of the estimates is outside the screen of a phone."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#ledger").evaluate("element => element.scrollWidth <= element.clientWidth")
    if width >= PHONE_WIDTH:
        fits = "elements => elements.every(element => element.scrollWidth <= element.clientWidth)"
        assert page.locator(".tb-scroll").evaluate_all(fits)


# The contrast of each text with what is painted behind it, by the formula of WCAG 2.2 (relative luminance).
CONTRAST = """() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [parse(getComputedStyle(element).color), behind(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className} ${element.textContent.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read_in_light_and_dark(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Every text has the contrast of WCAG AA, 4.5 to 1, with and without a target."""
    page.emulate_media(color_scheme=scheme)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert dark == (scheme == "dark")
    for anchor in ("", "w3", "c6"):
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        assert page.evaluate(CONTRAST) == []


def test_kinds_of_evidence_are_told_apart_without_colour(page: Page) -> None:
    """Casualties, responsibility and attacks are underlined differently, and each mark names its claim."""
    styles = set()
    for kind in ("killed", "responsibility", "attack"):
        mark = page.locator(f"#report .tb-text .tb-words.tb-{kind}").first
        styles.add(mark.evaluate("element => getComputedStyle(element).textDecorationStyle"))
        named = mark.evaluate("element => getComputedStyle(element, '::after').content")
        assert re.search(r"[a-z]\d", named)
    assert len(styles) == 3


def test_the_printed_page_shows_everything(page: Page) -> None:
    """In print, report and ledger follow one another in full instead of in two scrolling columns."""
    page.emulate_media(media="print")
    for part in ("#report", "#ledger"):
        assert page.locator(part).evaluate("element => element.scrollHeight <= element.clientHeight")
