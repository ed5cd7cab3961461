"""How quick the workbench is over a book, however large.

    python benchmarks/workbench.py --book PATH [--visits 8] [--clients 50] [--pause 1.0] [--seconds 20]

Serves the book as `tollbook serve` does, in a process of its own, and prints beside its aim: the first paint of each
view in Chromium; how long a filter, a brush and the next item take until their answer stands on the page; and how long
the twins take under so many clients at once, each of which waits for its answer and then pauses, as people do. Nothing
in the book is changed. `benchmarks/book.py --book PATH` fills a book of a million claims.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import random
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tollbook.book import Book

CHROMIUM = "/usr/bin/chromium"

PAINT, INTERACTION, ANSWER = 1000.0, 150.0, 100.0
"""What must not take longer, in milliseconds: a first paint; an interaction and an answer, of 95 in 100."""

_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"

_UNTIL_SHOWN = """
async ([act, sign]) => {
  const shown = () => sign === "turn" ? document.querySelector("[data-review]")?.dataset.seen
    : document.body.dataset.shown;
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const before = shown();
  const began = performance.now();
  const field = (name) => document.querySelector(`[data-filter] [name="${name}"]`);
  for (const [name, value] of Object.entries(act)) field(name).value = value;
  field(Object.keys(act)[0]).dispatchEvent(new Event("change", { bubbles: true }));
  while (shown() === before) {
    if (performance.now() - began > 20000) return null;
    await frame();
  }
  await frame();
  return performance.now() - began;
}
"""
"""Change fields of the filter, and wait until the page shows the answer, and has drawn it."""


class Server(NamedTuple):
    """A workbench that listens, and a session in it."""

    origin: str
    cookie: tuple[str, str]

    @property
    def header(self) -> dict[str, str]:
        """What a request carries."""
        return {"Cookie": "=".join(self.cookie)}


class Case(NamedTuple):
    """What of the book is looked at."""

    incidents: tuple[str, ...]
    largest: tuple[str, ...]
    reports: tuple[str, ...]
    countries: tuple[str, ...]
    days: tuple[str, ...]
    words: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--book", type=Path, required=True)
    parser.add_argument("--visits", type=int, default=8, help="how often each view is opened")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between an answer and the next question")
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    case = _case(options.book)
    with _serving(options.book) as server:
        views = [view for view in _views(case) if _answers(server, view[1](0))]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            paints(chromium, server, views, options.visits)
            interactions(chromium, server, case, options.visits)
            chromium.close()
        twins = [twin for twin in _twins(case) if _answers(server, twin[1](0))]
        asyncio.run(answers(server, twins, options.clients, options.pause, options.seconds))


Address = Callable[[int], str]


def paints(chromium: Browser, server: Server, views: Sequence[tuple[str, Address]], visits: int) -> None:
    """Open each view so often, each time another one of its kind, in a new tab."""
    print(f"\nFirst paint, milliseconds (aim: under {PAINT:.0f})")
    for name, at in views:
        found = []
        for visit in range(visits + 1):
            with _tab(chromium, server) as tab:
                tab.goto(server.origin + at(visit), wait_until="load")
                painted = _painted(tab)
                if visit:  # the first one finds nothing in memory
                    found.append(painted)
        _print(name, found, PAINT)


def interactions(chromium: Browser, server: Server, case: Case, visits: int) -> None:
    """Filter, brush and go to the next item, and wait for what the page then shows."""
    print(f"\nInteractions, milliseconds (aim: under {INTERACTION:.0f} at 95 %)")
    if _has(server, "/", "data-filter"):
        with _tab(chromium, server) as tab:
            tab.goto(server.origin + "/", wait_until="networkidle")
            countries = [{"country": code} for code in _in_turn(case.countries, visits)]
            _print("overview: filter by country", [_shown(tab, act, "shown") for act in countries], INTERACTION)
            brushes = [{"country": "", "since": day, "until": _month_after(day)} for day in _in_turn(case.days, visits)]
            _print("overview: brush a month", [_shown(tab, act, "shown") for act in brushes], INTERACTION)
    if _has(server, "/review", "data-review"):
        with _tab(chromium, server) as tab:
            tab.goto(server.origin + "/review", wait_until="networkidle")
            _print("review: next item", [_next_item(tab) for _ in range(visits)], INTERACTION)
    with _tab(chromium, server) as tab:
        tab.goto(server.origin + "/reports", wait_until="networkidle")
        _print("reports: next page", [_followed(tab, server, number) for number in range(2, visits + 2)], INTERACTION)


async def answers(
    server: Server, twins: Sequence[tuple[str, Address]], clients: int, pause: float, seconds: float
) -> None:
    """Ask for the twins from many clients at once, and count what is no answer."""
    print(f"\nAnswers to {clients} clients at once, milliseconds (aim: under {ANSWER:.0f} at 95 %)")
    took: dict[str, list[float]] = defaultdict(list)
    faults: list[str] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_client(server, twins, number, pause, until, took, faults) for number in range(clients)))
    for name, found in took.items():
        _print(f"  {name}", found, None)
    every = [each for found in took.values() for each in found]
    _print(f"all, {len(every) / seconds:.0f} a second", every, ANSWER)
    print(f"  {'errors':44} {len(faults):8}{'' if not faults else '      MISSED: ' + faults[0]}")


async def _client(
    server: Server,
    twins: Sequence[tuple[str, Address]],
    number: int,
    pause: float,
    until: float,
    took: dict[str, list[float]],
    faults: list[str],
) -> None:
    chance = random.Random(number)
    parts = urlsplit(server.origin)
    await asyncio.sleep(chance.random() * pause)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    while time.perf_counter() < until:
        name, at = chance.choice(twins)
        path = at(chance.randrange(1 << 20))
        head = "".join(f"{key}: {value}\r\n" for key, value in server.header.items())
        began = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{head}\r\n".encode())
        status = await _answer(reader)
        took[name].append(time.perf_counter() - began)
        if status != 200:
            faults.append(f"{status} for {path}")
        await asyncio.sleep(pause * (0.5 + chance.random()))
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = re.search(r"^content-length: (\d+)", head, re.I | re.M)
    if length is not None:
        await reader.readexactly(int(length[1]))
    else:  # in chunks
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split(" ", 2)[1])


def _case(path: Path) -> Case:
    """What is looked at: incidents and reports by chance, the largest incidents, countries, days and words."""
    chance = random.Random(3)
    with Book.open(path, create=False) as book:
        listed = book.incidents()
        some = chance.sample(listed, min(400, len(listed)))
        days = [str(one.incident.when.start) for one in some if one.incident.when is not None]
        first = next(iter(book.reports_by_day(limit=1))).report
        reports = [kept.report.digest[:12] for kept in book.reports_by_day(limit=400, offset=len(listed) // 2)]
    places = [place for one in some for place in one.incident.places[:1]]
    return Case(
        incidents=tuple(one.incident.id for one in some),
        largest=tuple(one.incident.id for one in sorted(listed, key=lambda one: -one.reports)[:20]),
        reports=tuple(reports or [first.digest[:12]]),
        countries=tuple(dict.fromkeys(place.country for place in places if place.country)),
        days=tuple(days),
        words=tuple(dict.fromkeys(quote(place.name or place.text) for place in places)),
    )


def _views(case: Case) -> list[tuple[str, Address]]:
    """The views, each with the address of its nth visit; a server that lacks one is not asked for it."""
    return [
        ("overview", lambda _: "/"),
        ("overview, a country", lambda n: f"/?country={_nth(case.countries, n)}"),
        ("incident", lambda n: f"/incidents/{_nth(case.incidents, n)}"),
        ("incident, the 20 largest", lambda n: f"/incidents/{_nth(case.largest, n)}"),
        ("incident, what changed it", lambda n: f"/incidents/{_nth(case.incidents, n)}/history"),
        ("review", lambda _: "/review"),
        ("reports", lambda _: "/reports"),
        ("reports, page 1,000", lambda n: f"/reports?page={1000 + n}"),
        ("reports, a place", lambda n: f"/reports?q={_nth(case.words, n)}"),
        ("report", lambda n: f"/reports/{_nth(case.reports, n)}"),
        ("compare", lambda n: f"/compare?incident={_nth(case.incidents, n)}"),
        ("actors", lambda _: "/actors"),
        ("places", lambda _: "/places"),
        ("outlets", lambda _: "/outlets"),
        ("speakers", lambda _: "/speakers"),
        ("book", lambda _: "/book"),
    ]


def _twins(case: Case) -> list[tuple[str, Address]]:
    """What programs ask for."""
    return [
        ("/incidents.json, a country", lambda n: f"/incidents.json?country={_nth(case.countries, n)}"),
        ("/incidents.json, from a day", lambda n: f"/incidents.json?since={_nth(case.days, n)}"),
        ("/incidents/ID.json", lambda n: f"/incidents/{_nth(case.incidents, n)}.json"),
        ("/incidents/ID/toll.json", lambda n: f"/incidents/{_nth(case.incidents, n)}/toll.json"),
        ("/reports.json", lambda n: f"/reports.json?page={1 + n % 100}"),
        ("/reports.json, a place", lambda n: f"/reports.json?q={_nth(case.words, n)}"),
        ("/reports/DIGEST.json", lambda n: f"/reports/{_nth(case.reports, n)}.json"),
    ]


@contextmanager
def _serving(path: Path) -> Iterator[Server]:
    """`tollbook serve`, and a session that its token begins."""
    run = [sys.executable, "-c", "import tollbook.cli; tollbook.cli.main()"]
    process = subprocess.Popen(
        [*run, "serve", "--book", str(path), "--port", "0", "--no-browser"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stdout)))
        parts = urlsplit(found[0])
        asked = http.client.HTTPConnection(parts.netloc)
        asked.request("GET", f"{parts.path}?{parts.query}")
        cookie = str(asked.getresponse().headers["Set-Cookie"]).split(";", 1)[0]
        name, _, value = cookie.partition("=")
        yield Server(f"{parts.scheme}://{parts.netloc}", (name, value))
    finally:
        process.terminate()
        process.wait()


def _has(server: Server, path: str, mark: str) -> bool:
    """Whether there is such a view, and it has what is needed for moving it."""
    asked = http.client.HTTPConnection(urlsplit(server.origin).netloc)
    asked.request("GET", path, headers=server.header)
    answer = asked.getresponse()
    body = answer.read().decode()
    return answer.status == 200 and mark in body


def _answers(server: Server, path: str) -> bool:
    """Whether there is such a view; says so where there is none."""
    there = _has(server, path, "")
    if not there:
        print(f"  {path}: not here")
    return there


@contextmanager
def _tab(chromium: Browser, server: Server) -> Iterator[Page]:
    window = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    name, value = server.cookie
    window.add_cookies([{"name": name, "value": value, "url": server.origin}])
    yield window.new_page()
    window.close()


def _painted(tab: Page) -> float | None:
    for _ in range(200):
        found: float | None = tab.evaluate(_PAINTED)
        if found is not None:
            return found / 1000
        tab.wait_for_timeout(20)
    return None


def _shown(tab: Page, act: dict[str, str], sign: str) -> float | None:
    took: float | None = tab.evaluate(_UNTIL_SHOWN, [act, sign])
    return None if took is None else took / 1000


def _next_item(tab: Page) -> float | None:
    """From the key that leads to the next item until that is painted."""
    before = tab.url
    began = time.perf_counter()
    tab.keyboard.press("j")
    tab.wait_for_url(lambda url: url != before, wait_until="commit")
    _painted(tab)
    return time.perf_counter() - began


def _followed(tab: Page, server: Server, number: int) -> float | None:
    tab.goto(f"{server.origin}/reports?page={number}", wait_until="load")
    return _painted(tab)


def _in_turn(values: Sequence[str], count: int) -> list[str]:
    return [_nth(values, number) for number in range(count)]


def _nth(values: Sequence[str], number: int) -> str:
    return values[number % len(values)]


def _month_after(day: str) -> str:
    year, month, rest = day.split("-")
    after = int(year) * 12 + int(month)
    return f"{after // 12:04}-{after % 12 + 1:02}-{min(int(rest), 28):02}"


def _print(name: str, seconds: Sequence[float | None], aim: float | None) -> None:
    known = sorted(1000 * each for each in seconds if each is not None)
    if len(known) < len(seconds) or not known:
        print(f"  {name:44} no answer {len(seconds) - len(known)} times of {len(seconds)}      MISSED", flush=True)
        return
    median, most = statistics.median(known), known[round(0.95 * (len(known) - 1))]
    bound = "" if aim is None else f"      aim {aim:.0f}{'' if most < aim else ', MISSED'}"
    print(f"  {name:44} {median:8.0f}   95 %: {most:8.0f}{bound}", flush=True)


if __name__ == "__main__":
    main()
