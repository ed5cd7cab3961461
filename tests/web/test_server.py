"""The workbench's server: who gets in, from where, and what it answers; asked by plain requests, without a browser."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Mount, Route

from tests.publish.sample import REPORT as SAMPLE
from tests.web.casework import FAR_CLAIMS, FAR_TEXT, OWNER, Answer, Casework, Running, far_report, running
from tests.web.payloads import PAYLOADS
from tollbook.book import Book
from tollbook.errors import InputError, NotABook, ResourceError
from tollbook.model import Report, digest_of
from tollbook.web import Sessions, serve, workbench
from tollbook.web.app import VIEWS
from tollbook.web.guard import OPEN, POLICY, SAFE

FAR = far_report().digest[:12]


def routes() -> Iterator[tuple[str, str]]:
    """Every method and address of the workbench, with the far report for a digest."""
    app = workbench(Path("none.book"), port=1, sessions=Sessions(OWNER))
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        if isinstance(route, Route):
            for method in sorted(route.methods or ()):
                yield method, route.path.replace("{digest}", FAR)
        elif isinstance(route, Mount):
            yield "GET", f"{route.path}/LICENSES.txt"
        else:
            waiting.extend(getattr(getattr(route, "original_router", None), "routes", ()))


ROUTES = sorted(set(routes()))
GUARDED = [(method, path) for method, path in ROUTES if path not in OPEN and not path.startswith("/static/")]
CHANGING = [(method, path) for method, path in ROUTES if method not in SAFE]


def problem_of(answer: Answer) -> dict[str, object]:
    """What an application/problem+json says."""
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = answer.data
    assert told["status"] == answer.status
    return told


def test_the_routes_are_those_that_the_tests_know() -> None:
    """The tests below go over every route: these are found."""
    assert {"/reports", f"/reports/{FAR}", f"/reports/{FAR}/raw", "/reports.csv", "/leave"} <= {p for _, p in ROUTES}
    assert {("POST", "/leave"), ("POST", "/sign-in")} <= set(CHANGING)


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_without_a_session_nothing_is_shown(bench: Running, method: str, path: str) -> None:
    """No page, no data and no map without a session, and a made-up cookie is none."""
    for cookie in (None, f"tollbook-{bench.port}=made-up", f"tollbook-{bench.port}=", "tollbook-1=x"):
        answer = bench.ask(path, method, session=False, Cookie=cookie, Origin=bench.origin)
        assert answer.status == 401
        assert "killed" not in answer.text


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_foreign_host_is_refused(bench: Running, method: str, path: str) -> None:
    """A name that leads here by DNS rebinding gets nothing, whatever else it brings."""
    for host in ("evil.example", f"evil.example:{bench.port}", "127.0.0.1", f"127.0.0.1:{bench.port + 1}", "", None):
        answer = bench.ask(path, method, Host=host, Origin=bench.origin)
        assert answer.status in (400, 421)  # 400 is the server's own, for no Host at all
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("method", "path"), CHANGING)
def test_what_changes_something_comes_from_our_own_pages(bench: Running, method: str, path: str) -> None:
    """A request of another server's page is refused, and so is one that does not say where it is from."""
    foreign: tuple[dict[str, Any], ...] = (
        {"Origin": "https://evil.example"},
        {"Origin": f"https://{bench.host}"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{bench.port + 1}"},
        {"Origin": bench.origin, "Sec_Fetch_Site": "cross-site"},
        {"Origin": bench.origin, "Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "cross-site"},
        {},
    )
    for headers in foreign:
        assert bench.ask(path, method, **headers).status == 403
    assert bench.ask("/reports").status == 200  # and the session is still there


def test_the_token_is_used_once(casebook: Path) -> None:
    """The printed address gives a session to the first who opens it, and to nobody after."""
    with running(casebook) as bench:
        for wrong in ("", "x", bench.sessions.token[:-1], bench.sessions.token + "x", "%ED%A0%80"):
            assert bench.ask(f"/enter?token={wrong}").status == 401
        entered = bench.ask(f"/enter?token={bench.sessions.token}")
        assert (entered.status, entered.headers["location"]) == (303, "/")
        cookie, *attributes = entered.headers["set-cookie"].split("; ")
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(attributes)
        assert bench.sessions.token not in cookie
        again = bench.ask(f"/enter?token={bench.sessions.token}")
        assert again.status == 401
        assert "set-cookie" not in again.headers
        assert bench.ask(f"/enter?token={bench.sessions.token}", Cookie=cookie).status == 303  # whoever is in stays in
        assert bench.ask("/reports", Cookie=cookie).status == 200


def test_leaving_ends_the_session(casebook: Path) -> None:
    """After leaving the cookie opens nothing, even where it was kept."""
    with running(casebook) as bench:
        bench.enter()
        assert bench.ask("/reports").status == 200
        assert bench.ask("/leave", "POST", Origin=bench.origin, Content_Length="0").status == 200
        assert bench.ask("/reports").status == 401


@pytest.mark.parametrize(
    ("path", "status"),
    [("/reports", 200), ("/reports.json", 200), ("/static/workbench.js", 200), ("/basemap/lines.pmtiles", 200),
     ("/nothing", 404), ("/static/nothing", 404), ("/reports?page=x", 400), ("/enter?token=x", 303)],
)  # fmt: skip
def test_every_answer_is_under_a_strict_policy(bench: Running, path: str, status: int) -> None:
    """Errors, files and refusals carry the same headers as pages; nothing inline, nothing unsafe, no other origin."""
    for host in (bench.host, "evil.example"):
        answer = bench.ask(path, Host=host)
        assert answer.status == (status if host == bench.host else 421)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "cache-control" in answer.headers
    assert "unsafe" not in POLICY
    assert not re.search(r"https?:|\*", POLICY)


def test_the_package_has_no_inline_script_or_style() -> None:
    """Templates hold no script, no style and no handler: the policy would not run them."""
    for template in (Path(__file__).parents[2] / "src/tollbook/web/templates").iterdir():
        text = template.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|\|\s*safe\b|autoescape", text), template


def test_files_are_asked_for_once_and_then_confirmed(bench: Running) -> None:
    """A browser that has a file of ours is told that it did not change; the map is read in ranges."""
    first = bench.ask("/static/workbench.js")
    assert bench.ask("/static/workbench.js", If_None_Match=first.headers["etag"]).status == 304
    part = bench.ask("/basemap/areas.pmtiles", Range="bytes=0-6")
    assert (part.status, part.body) == (206, b"PMTiles")
    assert bench.ask("/basemap/../sessions.py").status == 404


def test_the_log_has_no_words(casebook: Path) -> None:
    """The log of requests holds patterns of routes and numbers: no token, no search words, no digest, no text."""
    with running(casebook) as bench:
        bench.ask("/enter?token=secretword")
        bench.enter()
        bench.ask("/reports?q=secretword")
        bench.ask(f"/reports/{FAR}")
        bench.ask("/secretword/nothing")
    log = bench.log.getvalue()
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"method", "route", "status", "ms", "timestamp", "event"} == set(lines[0])
    noted = [(line["route"], line["status"]) for line in lines]
    assert noted == [("/enter", 401), ("/reports", 200), ("/reports/{digest}", 200), ("-", 404)]
    assert not any(secret in log for secret in ("secretword", bench.sessions.token, FAR))


def test_a_fault_of_ours_tells_nothing_of_the_book(bench: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw becomes a plain answer, and its class and place go to the log, not its words."""

    def fail(*_: object) -> None:
        raise ValueError("secretword")

    monkeypatch.setattr("tollbook.web.report._slots_set", fail)
    answer = bench.ask(f"/reports/{FAR}.csv")
    assert answer.status == 500
    assert answer.headers["content-security-policy"] == POLICY
    assert "secretword" not in answer.text + bench.log.getvalue()
    assert problem_of(answer)["title"] == "Internal Server Error"
    failed = next(line for line in map(json.loads, bench.log.getvalue().splitlines()) if line["event"] == "failed")
    assert failed["error"] == "ValueError"


def test_problems_are_told_as_they_were_asked(bench: Running) -> None:
    """A browser gets a page that says what is wrong, a program gets application/problem+json."""
    page = bench.ask("/reports/0123456789ab", Accept="text/html,*/*")
    assert page.status == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "No report has a digest that begins with" in page.text
    assert str(bench.book.parent) not in page.text
    assert problem_of(bench.ask("/reports/0123456789ab.json", Accept="text/html"))["title"] == "Not Found"
    assert problem_of(bench.ask("/reports.json?since=yesterday"))["detail"] == (
        "Since is 'yesterday', which is no day. Write it like 2026-02-01."
    )
    assert problem_of(bench.ask("/reports/xyz.json"))["status"] == 400
    assert bench.ask("/reports.json?page=0").status == 400
    assert bench.ask("/reports.json", "DELETE", Origin=bench.origin).status == 405


def test_the_twins_of_a_report_say_what_the_book_says(bench: Running) -> None:
    """JSON holds the very records; CSV one line a claim, the words exact and what is unknown empty."""
    told = bench.ask(f"/reports/{FAR}.json").data
    assert told["report"]["text"] == FAR_TEXT
    assert [claim["id"] for claim in told["claims"]] == [claim.id for claim in FAR_CLAIMS]
    assert told["reader"] == {"name": "by hand", "version": "1"}
    answer = bench.ask(f"/reports/{FAR}.csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="claims-{FAR}.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [row["claim"] for row in rows] == [claim.id for claim in FAR_CLAIMS]
    for row in rows:
        assert FAR_TEXT[int(row["evidence_start"]) : int(row["evidence_end"])] == row["evidence"]
    assert (rows[1]["value"], rows[2]["value"], rows[2]["polarity"]) == ("5", "", "denied")
    assert rows[0]["place_id"] == "gn:7052950"
    assert bench.ask(f"/reports/{far_report().digest}.json").data == told


def test_what_people_decided_is_shown_and_what_they_rejected_counts_for_nothing(tmp_path: Path) -> None:
    """A rejected claim is struck and leaves the counts and the table; a value that a person set names what was read."""
    path = tmp_path / "decided.book"
    sample = SAMPLE.digest[:12]
    with Book.open(path, road=Casework()) as book:
        book.add(SAMPLE)
        book.reject(f"{sample}:c2", why="A drill")
        book.amend(f"{sample}:c3", "count", "at least 8", why="The next paragraph")
        book.accept(f"{sample}:a1")
    with running(path) as bench:
        bench.enter()
        told = bench.ask(f"/reports/{sample}.json").data
        rows = list(csv.DictReader(io.StringIO(bench.ask(f"/reports/{sample}.csv").text, newline="")))
        page = bench.ask(f"/reports/{sample}").text
        listed = bench.ask("/reports.json").data["reports"][0]
    assert [claim["id"] for claim, _ in told["rejected"]] == ["c2"]
    assert "c2" not in {claim["id"] for claim in told["claims"]}
    assert told["corrections"][0]["claim"] == "c3"
    assert {row["claim"]: (row["value"], row["set_by_people"]) for row in rows}["c3"] == ("8", "count")
    assert "c2" not in {row["claim"] for row in rows}
    assert listed["claims"]["killed"] == 4
    assert re.search(r'id="c2" class="claim kind-killed rejected"[^>]* data-kind="rejected"', page)
    for words in ("rejected by a person", "count set by a person; read as", "accepted by a person", "at least 8"):
        assert words in page


def test_the_list_is_found_by_words_and_days_page_by_page(bench: Running) -> None:
    """Every report is on exactly one page; words and days narrow the list; the CSV holds the same lines."""
    seen: list[str] = []
    path: str | None = "/reports.json"
    while path is not None:
        answer = bench.ask(path)
        seen += [line["report"] for line in answer.data["reports"]]
        path = answer.data["next"]
        assert (f'<{path}>; rel="next"' == answer.headers.get("link")) == (path is not None)
    assert len(seen) == len(set(seen)) == answer.data["total"] == len(PAYLOADS) + 2
    found = bench.ask("/reports.json?q=governor").data["reports"]
    assert [line["report"] for line in found] == [FAR]
    assert found[0]["claims"] == {"killed": 2, "injured": 1, "attack": 1, "responsibility": 1}
    assert "[governor]" in found[0]["excerpt"]
    days = bench.ask("/reports.json?since=2031-05-07&until=2031-05-07").data
    assert {line["published"] for line in days["reports"]} == {"2031-05-07"}
    assert days["total"] == 2
    rows = list(csv.DictReader(io.StringIO(bench.ask("/reports.csv?q=governor").text, newline="")))
    assert [(row["report"], row["claims"]) for row in rows] == [(FAR, "5")]
    assert bench.ask("/reports.json?page=99").data["reports"] == []
    assert seen[:2] == [FAR, SAMPLE.digest[:12]]  # published last; of one day the one that came last first
    assert answer.data["reports"][-1]["published"] is None


def test_a_list_that_is_cut_says_so(bench: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more hold the words than are looked at, the page and its twin tell it."""
    assert bench.ask("/reports.json?q=governor").data["cut"] is False
    monkeypatch.setattr("tollbook.web.reports.FINDS", 2)
    told = bench.ask("/reports.json?q=nothing").data
    assert (told["cut"], told["total"]) == (True, 2)
    assert "Very many hold these words" in bench.ask("/reports?q=nothing").text


def test_no_cell_of_a_table_is_a_formula(bench: Running) -> None:
    """A headline that a spreadsheet would run is marked as text."""
    cells = []
    for number in range(1, 5):
        cells += [
            cell
            for row in csv.reader(io.StringIO(bench.ask(f"/reports.csv?page={number}").text, newline=""))
            for cell in row
        ]
    assert any(cell.startswith("'=") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_original_is_only_ever_a_download(bench: Running) -> None:
    """The bytes come back as they came in, and no browser opens them as a page of ours."""
    answer = bench.ask(f"/reports/{FAR}/raw")
    assert answer.body == FAR_TEXT.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', answer.headers["content-disposition"])


def test_a_report_that_is_added_is_there_at_once(tmp_path: Path) -> None:
    """The list keeps up with a book that is added to while it is served."""
    path = tmp_path / "growing.book"
    first, second = (
        Report(id=text, text=text, digest=digest_of(text.encode())) for text in ("The first one.", "The second one.")
    )
    with Book.open(path, road=Casework()) as book:
        book.add(first)
        with running(path) as bench:
            bench.enter()
            assert bench.ask("/reports.json").data["total"] == 1
            book.add(second)
            assert bench.ask("/reports.json").data["total"] == 2


def test_the_description_names_every_twin_and_every_record_in_it(bench: Running) -> None:
    """OpenAPI lists the twins, and each reference in it leads to a record."""
    told = bench.ask("/openapi.json").data
    paths = {getattr(route, "path", "") for view in VIEWS for route in view.router.routes}
    paths = {path.replace(":path}", "}") for path in paths}
    twins = {path for path in paths if path.endswith((".json", ".csv"))}
    assert {"/reports.json", "/reports/{digest}.csv", "/incidents/{id}.json"} <= twins <= set(told["paths"])
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert {"ReportList", "ReportAnswer", "Problem", "Casualty"} <= named <= set(told["components"]["schemas"])


def test_websockets_are_refused(bench: Running) -> None:
    """There is none, with or without a session."""
    answer = bench.ask(
        "/reports", Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Version="13", Sec_WebSocket_Key="eA==",
        Origin=bench.origin,
    )  # fmt: skip
    assert answer.status != 101


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_this_machine_alone_and_ends_well(casebook: Path, tmp_path: Path, ending: int) -> None:
    """`tollbook serve` prints its address, listens on 127.0.0.1 and nowhere else, and stops when it is told to."""
    log = tmp_path / "requests.jsonl"
    words = ["serve", "--book", str(casebook), "--port", "0", "--no-browser", "--log", str(log)]
    process = subprocess.Popen([sys.executable, "-m", "tollbook", *words], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=[\w-]{43})$", process.stdout.readline().strip())
        assert found is not None
        port = int(found[1])
        assert b"HTTP/1.1 303" in answered(port, found[2])
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=5)
        process.send_signal(ending)
        assert process.wait(20) == 0
        assert json.loads(log.read_text("utf-8").splitlines()[0])["route"] == "/enter"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def answered(port: int, path: str) -> bytes:
    """The beginning of what the server at `port` answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        return connection.recv(4096)


def test_what_cannot_be_served_says_why(casebook: Path, tmp_path: Path, bench: Running) -> None:
    """No book, or a port that is taken, is told before anything listens."""
    with pytest.raises(NotABook):
        serve(tmp_path / "none.book", port=0, browser=False)
    with pytest.raises(InputError, match=f"Port {bench.port} cannot be listened at"):
        serve(casebook, port=bench.port, browser=False)


def test_a_browser_is_led_in_without_the_address_on_its_command_line(
    casebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other users of the machine can read command lines: the token is in a file that only this user can open."""
    opened: list[str] = []

    def open_it(address: str) -> bool:
        file = Path(address.removeprefix("file://"))
        assert "token" not in address
        assert file.stat().st_mode & 0o077 == 0
        assert "/enter?token=" in file.read_text("utf-8")
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", open_it)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    serve(casebook, port=0, browser=True, announce=lambda _: None)
    assert len(opened) == 1
    assert not Path(opened[0].removeprefix("file://")).exists()


def test_an_installation_without_the_server_says_how_to_get_it(casebook: Path) -> None:
    """Whoever has no FastAPI is told what to install."""
    hide = "import sys; sys.modules['fastapi'] = None; from tollbook.cli import main; sys.argv[0] = 'tollbook'; main()"
    ran = subprocess.run(
        [sys.executable, "-c", hide, "serve", "--book", str(casebook), "--no-browser"],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "pip install 'tollbook[serve]'" in ran.stderr


def test_a_damaged_list_of_outlines_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A part of the installation that is missing is named with the remedy."""
    from tollbook.web import outlines

    monkeypatch.setattr(outlines, "_LIST", tmp_path / "outlines.json")
    outlines._frames.cache_clear()
    with pytest.raises(ResourceError, match="Install again"):
        outlines._frames()
    outlines._frames.cache_clear()
