"""The workbench in a real browser: what it shows and asks for, by mouse, by key, on any screen."""

from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.casework import FAR_CLAIMS, FAR_TEXT, RING, Running, far_report
from tests.web.payloads import PAYLOADS
from tests.web.tabs import by_axe, opened, violations
from tollbook.book import Book, showable
from tollbook.model import Claim
from tollbook.publish.marking import kind_of, words_of

ROOT = Path(__file__).parents[2]
FAR = f"/reports/{far_report().digest[:12]}"
READ = [claim.id for claim in sorted(FAR_CLAIMS, key=words_of)]
"""The claims in the order in which they are read."""

HIGHLIGHTED = "name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())"


def highlighted(page: Page, name: str) -> list[str]:
    """The words that are highlighted under a name."""
    found: list[str] = page.evaluate(HIGHLIGHTED, name)
    return found


def claim(identity: str) -> Claim:
    """A claim of the far report."""
    return next(one for one in FAR_CLAIMS if one.id == identity)


def quoted(identity: str) -> str:
    """The words that carry a claim, as a page shows them."""
    start, end = words_of(claim(identity))
    return FAR_TEXT[start:end]


def test_evidence_is_highlighted_by_kind_exactly(page: Page, bench: Running) -> None:
    """Under each kind lie the words of its claims and no others, past emoji and Windows' line ends."""
    page.goto(bench.origin + FAR)
    for kind in {kind_of(one) for one in FAR_CLAIMS}:
        of_kind = [quoted(identity) for identity in READ if kind_of(claim(identity)) == kind]
        assert sorted(highlighted(page, kind)) == sorted(of_kind)


def test_the_text_is_whole_and_its_parts_are_told_apart(page: Page, bench: Running) -> None:
    """Every paragraph is there as published; captions and the standfirst are named, and what was not read."""
    page.goto(bench.origin + FAR)
    shown = page.locator("[data-start]").evaluate_all("all => all.map(one => one.textContent)")
    assert shown == FAR_TEXT.replace("\r", " ").split("\n\n")
    for kind, label in (
        ("caption", "Caption"),
        ("standfirst", "Standfirst"),
        ("appeal", "not read"),
        ("byline", "not read"),
    ):
        expect(page.locator(f".block-{kind} .block-label")).to_contain_text(label)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("a[href^=javascript]")).to_have_count(0)


@pytest.mark.parametrize("identity", READ)
def test_words_lead_to_their_claim_and_a_claim_to_its_words(page: Page, bench: Running, identity: str) -> None:
    """A click on the words opens the claim beside them; a click on the claim marks its words and evidence."""
    page.goto(bench.origin + FAR)
    name = kind_of(claim(identity))
    box = page.evaluate(
        """([name, words]) => {
          const range = [...CSS.highlights.get(name)].find(range => range.toString() === words);
          range.startContainer.parentElement.scrollIntoView({ block: 'center' });
          const { left, top, height } = range.getClientRects()[0];
          return [left + 4, top + height / 2];
        }""",
        [name, quoted(identity)],
    )
    page.mouse.click(*box)
    expect(page.locator(f"#{identity}.chosen details[open]")).to_be_visible()
    assert page.url.endswith(f"{FAR}#{identity}")
    page.keyboard.press("x")
    expect(page.locator(".chosen")).to_have_count(0)
    assert "#" not in page.url
    page.locator(f"#{identity} summary").click()
    expect(page.locator(f"#{identity}.chosen details[open]")).to_be_visible()
    assert highlighted(page, "chosen-words") == [quoted(identity)]
    evidence = claim(identity).evidence.text.replace("\r", " ")
    assert "".join(highlighted(page, "chosen")) == evidence
    page.locator(f"#{identity} summary").click()
    expect(page.locator(".chosen")).to_have_count(0)


def test_j_and_k_walk_through_the_claims(page: Page, bench: Running) -> None:
    """Each key goes one claim on or back, however quickly, brings claim and words into view, and the focus with it."""
    page.goto(bench.origin + FAR)
    for identity in READ:
        page.keyboard.press("j")
        expect(page.locator(f"#{identity}.chosen summary")).to_be_focused()
        expect(page.locator(f"#{identity} summary")).to_be_in_viewport()
    page.keyboard.press("j")  # there is no next one
    expect(page.locator(f"#{READ[-1]}.chosen")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("k")
    expect(page.locator(f"#{READ[-3]}.chosen")).to_be_visible()


def test_an_address_leads_to_a_claim(page: Page, bench: Running) -> None:
    """Whoever opens a link to a claim sees it chosen."""
    page.goto(f"{bench.origin}{FAR}#c3")
    expect(page.locator("#c3.chosen")).to_be_in_viewport()
    assert highlighted(page, "chosen-words") == ["dozens"]
    expect(page.locator("#c3")).to_contain_text("denied")


def test_notes_stand_beside_their_words_and_not_over_each_other(page: Page, bench: Running) -> None:
    """On a wide screen the chosen claim has the height of its words, and no claim covers another."""
    page.goto(bench.origin + FAR)
    for chosen in ("", "c2", "r1"):
        if chosen:
            page.locator(f"#{chosen} summary").click()
        boxes = page.locator("[data-claim]").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom, box.left])"
        )
        assert all(above[1] <= below[0] + 1 for above, below in pairwise(boxes))
        text = page.locator(".text").first.bounding_box()
        assert text is not None
        assert all(left >= text["x"] + text["width"] for _, _, left in boxes)


def test_the_list_leads_to_a_report_by_keys_alone(page: Page, bench: Running) -> None:
    """Search, the first of what was found, open it, its first claim: without a mouse."""
    page.goto(bench.origin + "/")
    page.get_by_role("link", name="Reports").click()
    expect(page).to_have_url(f"{bench.origin}/reports")
    page.keyboard.press("/")
    page.keyboard.type("governor j")  # letters that are typed are not keys
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator(".report-line")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(bench.origin + FAR)
    expect(page.locator("[data-help]")).to_be_visible()  # the keys are there
    page.keyboard.press("j")
    expect(page.locator(f"#{READ[0]}.chosen")).to_be_visible()


def test_the_help_lists_the_keys_and_turns_them_off(page: Page, bench: Running) -> None:
    """The help says what each key does; with single keys off only the buttons do anything, until they are on again."""
    page.goto(bench.origin + FAR)
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys")
    for sentence in ("Next claim", "Claim before", "Change the colours"):
        expect(help_).to_contain_text(sentence)
    help_.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator(".chosen")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    expect(page.locator(".chosen")).to_have_count(1)


def test_the_colours_follow_the_reader(page: Page, bench: Running) -> None:
    """As the system has it; else as chosen, also on the next page; an address may say otherwise."""
    root = page.locator("html")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.goto(bench.origin + FAR)
        expect(root).to_have_attribute("data-theme", scheme)
    page.keyboard.press("t")
    expect(root).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Colours: light").click()
    expect(root).to_have_attribute("data-theme", "dark")
    page.goto(bench.origin + "/reports")
    expect(root).to_have_attribute("data-theme", "dark")
    page.goto(bench.origin + "/reports?theme=light")
    expect(root).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Colours: light").click()
    page.get_by_role("button", name="Colours: dark").click()
    expect(page.get_by_role("button", name="Colours: system")).to_be_visible()


COLOURS = """async encoded => {
  const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const counts = {};
  for (let at = 0; at < data.length; at += 4) {
    const colour = [data[at], data[at + 1], data[at + 2]].map(part => part >> 4).join();
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts;
}"""


def test_the_map_draws_each_place_as_precisely_as_it_is_known(page: Page, bench: Running) -> None:
    """Land, a district's area and a point are drawn out of the package's own files; the ring stands for no outline."""
    asked: list[str] = []
    page.on("response", lambda response: asked.append(f"{response.status} {response.url.removeprefix(bench.origin)}"))
    page.goto(f"{bench.origin}{FAR}?theme=light")
    page.locator("[data-map]").scroll_into_view_if_needed()
    page.locator("[data-map][data-drawn]").wait_for(timeout=30_000)
    assert {f"206 /basemap/{name}.pmtiles" for name in ("countries", "areas", "lines", "towns")} <= set(asked)
    expect(page.locator(".map-fault")).to_have_count(0)
    rows = page.locator("#spots tbody tr")
    expect(rows).to_have_count(3)
    outlined = rows.filter(has_text="Ab Band")
    expect(outlined).to_have_attribute("data-outline", "gn:7052950")
    expect(rows.filter(has_text=RING.text)).to_have_attribute("data-outline", "")
    picture = page.locator(".map canvas").screenshot()
    counts: dict[str, int] = page.evaluate(COLOURS, base64.b64encode(picture).decode())
    assert counts.get("15,15,15", 0) > 10_000  # land
    red = [
        colour
        for colour, count in counts.items()
        if int(colour.split(",")[0]) > int(colour.split(",")[1]) + 2 and count
    ]
    assert sum(counts[colour] for colour in red) > 300  # the district's fill, the ring and the point
    page.get_by_role("button", name="Zoom in").click()
    page.locator("#spots a", has_text="c2").click()
    expect(page.locator("#c2.chosen")).to_be_in_viewport()


def test_a_map_that_cannot_be_loaded_says_so(page: Page, bench: Running) -> None:
    """Where a file of the map is damaged the page tells it, and the table still says where."""
    page.route("**/basemap/areas.pmtiles", lambda route: route.fulfill(status=206, body=b"no tiles" * 4096))
    page.goto(bench.origin + FAR)
    page.locator("[data-map]").scroll_into_view_if_needed()
    expect(page.locator(".map-fault")).to_have_text("A part of the map could not be loaded.", timeout=30_000)
    expect(page.locator("#spots tbody tr")).to_have_count(3)


def test_the_timeline_is_brushed_and_the_address_keeps_the_days(page: Page, bench: Running) -> None:
    """Dragging over days narrows the list to them, and the link that results shows the same."""
    page.goto(bench.origin + "/reports")
    over = page.locator(".timeline .u-over")
    expect(over).to_be_visible()
    box = over.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**/reports?**since=2031-0*")
    since, until = (page.locator(f"[name={name}]").input_value() for name in ("since", "until"))
    assert "2031-01-01" < since < until < "2031-05-07"
    told = page.request.get(page.url.replace("/reports?", "/reports.json?")).json()
    assert 0 < told["total"] < 60
    assert all(since <= line["published"] <= until for line in told["reports"])
    expect(page.locator(".remark")).to_contain_text("of an unknown day")
    expect(page.locator(".u-select")).to_be_visible()


def test_hostile_text_is_shown_as_text(page: Page, bench: Running) -> None:
    """Whatever stands in a title, an outlet or a text is words on the page: more than a hundred attempts."""
    assert len(PAYLOADS) >= 100
    wanted = {payload: " ".join(showable(payload).split()) for payload in PAYLOADS}
    with Book.open(bench.book, create=False) as book:
        digests = {kept.report.title: kept.report.digest[:12] for kept in book.reports()}
    titles: list[str] = []
    for number in range(1, 5):
        page.goto(f"{bench.origin}/reports?page={number}")
        titles += page.locator(".report-line h2").evaluate_all("all => all.map(one => one.textContent)")
        expect(
            page.locator("main").locator("script, style, iframe, img, object, meta, base, link, body")
        ).to_have_count(0)
    assert {" ".join(title.split()) for title in titles} >= set(wanted.values())
    for number, payload in enumerate(PAYLOADS):
        address = f"{bench.origin}/reports/{digests[payload]}"
        if number % 10 == 0:  # every tenth is really opened, the others are only parsed, which is quicker
            page.goto(address, wait_until="domcontentloaded")
        told = page.evaluate(LAID_OUT, address)
        assert wanted[payload] in " ".join(told["outlet"].split())
        assert " ".join(told["text"].split()).startswith(wanted[payload])
        assert (told["strange"], told["links"]) == ([], [])


LAID_OUT = """async address => {
  const laid = location.href === address ? document
    : new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  const all = selector => [...laid.querySelectorAll(selector)];
  return {
    outlet: laid.querySelector('.kicker').textContent,
    text: all('[data-start]').map(one => one.textContent).join(' '),
    strange: all('main :is(script, style, iframe, img, object, meta, base, link, form, svg, input), [onerror]')
      .map(one => one.outerHTML),
    links: all('main a').map(one => one.getAttribute('href')).filter(href => !/^\\/reports\\//.test(href)),
  };
}"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("path", ["/reports", FAR, "/nothing"])
def test_no_page_scrolls_sideways(page: Page, bench: Running, path: str, width: int) -> None:
    """Everything fits at any width, from a small phone up."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(bench.origin + path) if path != "/nothing" else missing(page, bench)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def missing(page: Page, bench: Running) -> None:
    """Open an address that leads nowhere, without the browser's own complaint about it."""
    page.route("**/nothing", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(bench.origin + "/nothing")


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("path", ["/reports", FAR, "/nothing"])
def test_axe_finds_no_violation(
    page: Page, bench: Running, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 A and AA and axe's best practices, with a claim open and with the help open, in light and dark."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{bench.origin}{path}") if path != "/nothing" else missing(page, bench)
    assert violations(page) == []
    if path == FAR:
        page.locator("#c2 summary").click()
        expect(page.locator("#c2.chosen")).to_be_visible()
        assert violations(page) == []
    page.get_by_role("button", name="Keys").click()
    assert violations(page) == []


def test_without_scripts_everything_is_there(chromium: Browser, bench: Running) -> None:
    """Text, claims, places and links are the server's: a page is whole where no script runs."""
    with opened(chromium, bench, java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(bench.origin + FAR)
        for identity in READ:
            expect(page.locator(f"#{identity} summary")).to_be_visible()
        expect(page.locator("#spots tbody tr")).to_have_count(3)
        page.locator("#c2 summary").click()
        expect(page.locator("#c2 .slots")).to_contain_text("the governor")


def test_print_shows_text_and_claims_side_by_side_on_white(page: Page, bench: Running) -> None:
    """The printed page has no buttons and no map, and each claim stands beside its paragraph."""
    page.goto(f"{bench.origin}{FAR}?theme=dark")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    for identity in READ:
        card = page.locator(f"#{identity}")
        row = page.locator(".row", has=card)
        inner, outer = card.bounding_box(), row.bounding_box()
        assert inner is not None
        assert outer is not None
        assert inner["y"] >= outer["y"] - 1
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1


def test_leaving_from_the_page(chromium: Browser, casebook: Path) -> None:
    """The printed address opens the workbench in a browser, and the button closes it for good."""
    from tests.web.casework import running

    with running(casebook) as own:
        window = chromium.new_context()
        page = window.new_page()
        page.goto(f"{own.origin}/enter?token={own.sessions.token}")
        expect(page).to_have_url(f"{own.origin}/")
        page.get_by_role("button", name="Leave").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You have left")
        assert page.request.get(f"{own.origin}/reports").status == 401
        window.close()
