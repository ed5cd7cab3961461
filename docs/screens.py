"""Take pictures of the workbench: each view, light and dark, on a desktop and on a phone, into build/screens.

    python docs/screens.py [--out FOLDER] [VIEW ...]

`make screenshots` calls it. The book is made of examples/wave. Four of the pictures stand in README and docs: they are
written to docs/pictures too, as WebP. Needs Chromium, and what `make setup` installs.
"""

from __future__ import annotations

import argparse
import base64
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
LARGEST = 200_000
"""Bytes of a picture that stands in the docs, at most."""

Scheme = Literal["light", "dark"]


class Screen(NamedTuple):
    """How wide and high a screen is."""

    width: int
    height: int


SCREENS = {"desktop": Screen(1280, 800), "phone": Screen(390, 844)}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

LED_TO: dict[str, tuple[str, str]] = {
    "report": ("/reports", "[data-rows] a"),
    "incident": ("/actors/Red%20Dune%20Front?role=blamed&order=killed", "#incidents tbody th a"),
    "actor": ("/actors", "[data-rows] tbody tr:nth-child(2) th a"),
    "place": ("/places", "[data-rows] tbody tr:nth-child(2) th a"),
    "outlet": ("/outlets", "[data-rows] tbody th a"),
    "speaker": ("/speakers", "[data-rows] tbody th a"),
}
"""Views to which another one leads: where to begin, and the link to follow from there."""

IN_DOCS: dict[str, Scheme] = {"overview": "light", "incident": "light", "review": "dark", "place": "dark"}
"""The pictures that stand in README and docs, as a desktop shows them, and in which colours."""


def main() -> None:
    """Make the book, serve it, and take what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens")
    parser.add_argument("view", nargs="*", help="the views to take; all of them unless named")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        book = Path(folder) / "wave.book"
        fill(book)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        with served(book) as address:
            take(browser, address, asked.out, asked.view)
        browser.close()


def fill(book: Path) -> None:
    """Put the reports of examples/wave into a book."""
    wave = ROOT / "examples" / "wave"
    texts = book.with_name("texts.jsonl")
    lines = _run([str(ROOT / "examples" / "as_jsonl.py"), str(wave)])
    texts.write_text(lines, "utf-8")
    pages = sorted(map(str, wave.glob("*.html")))
    _run(["-m", "tollbook", "add", *pages, str(texts), "--book", str(book)])


@contextmanager
def served(book: Path) -> Iterator[str]:
    """The address of a workbench over the book, until the end of the block."""
    command = [sys.executable, "-m", "tollbook", "serve", "--book", str(book), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as serving:  # noqa: S603
        assert serving.stdout is not None
        try:
            told = re.search(r"http://\S+", serving.stdout.readline())
            assert told is not None, "the workbench did not say where it is"
            yield told[0]
        finally:
            serving.terminate()


def take(browser: Browser, address: str, out: Path, only: list[str]) -> None:
    """Take each view on each screen in each colour scheme."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    origin = re.match(r"http://[^/]+", address)
    assert origin is not None
    views = addresses(page, origin[0])
    for name in only or views:
        for device, screen in SCREENS.items():
            for scheme in SCHEMES:
                page.set_viewport_size({"width": screen.width, "height": screen.height})
                page.emulate_media(color_scheme=scheme)
                page.goto(views[name])
                settle(page)
                page.screenshot(path=out / f"{name}-{device}-{scheme}.png", full_page=True)
                if device == "desktop" and IN_DOCS.get(name) == scheme:
                    write_picture(context.new_page(), page.screenshot(), PICTURES / f"{name}.webp")
        print(f"{name}: {views[name].removeprefix(origin[0])}", flush=True)
    print(f"{out} written")
    context.close()


def addresses(page: Page, origin: str) -> dict[str, str]:
    """The address of each view by a short name: those of the navigation, and those that others lead to."""
    links = page.locator("nav.views a").evaluate_all("all => all.map(one => [one.textContent.trim(), one.pathname])")
    found = {name.casefold(): origin + path for name, path in links}
    for name, (start, link) in LED_TO.items():
        page.goto(origin + start)
        leads = page.locator(link).first.get_attribute("href")
        assert leads is not None, f"{start} leads to no {name}"
        found[name] = origin + leads
    return found


def settle(page: Page) -> None:
    """Wait until maps and curves are drawn, and stand at the top of the page."""
    page.wait_for_load_state("networkidle")
    maps = page.locator("[data-map]:visible, .map:visible")
    if maps.count():
        maps.first.scroll_into_view_if_needed()
        try:
            page.wait_for_selector("[data-drawn]", timeout=10_000)
        except TooLong:
            print(f"the map of {page.url} was not drawn in time", file=sys.stderr)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(200)


def write_picture(canvas: Page, png: bytes, path: Path) -> None:
    """Write a picture as WebP: in the best quality in which it is no larger than `LARGEST`."""
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    for quality in (0.92, 0.85, 0.75, 0.6):
        written = canvas.evaluate(_TO_WEBP, [source, quality])
        picture = base64.b64decode(written.partition(",")[2])
        if len(picture) <= LARGEST:
            path.write_bytes(picture)
            print(f"{path.relative_to(ROOT)} written: {len(picture) / 1000:.0f} kB")
            canvas.close()
            return
    raise SystemExit(f"{path.name} is larger than {LARGEST} bytes in every quality")


_TO_WEBP = """async ([source, quality]) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", quality);
}"""


def _run(command: list[str]) -> str:
    """What our own Python prints, given this."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *command], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    main()
