"""Reports for the workbench's tests, the claims in them made by hand, and a server over a book of them.

Everything in them is invented. Some of it is hostile: it must be shown as text, wherever it stands.
"""

from __future__ import annotations

import datetime as dt
import http.client
import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn

from tests.cli.roads import SampleRoad
from tests.publish.sample import READER
from tests.publish.sample import REPORT as SAMPLE
from tests.web.payloads import PAYLOADS
from tollbook.book import Book, Team
from tollbook.model import (
    Attack,
    Block,
    Casualty,
    Claim,
    Count,
    Report,
    Responsibility,
    Span,
    Speaker,
    Victims,
    When,
    Where,
    digest_of,
)
from tollbook.road import Reading
from tollbook.web import Sessions, TeamSessions, workbench
from tollbook.web.access import Role, Visitor
from tollbook.web.journal import Journal
from tollbook.web.limits import Rate

OWNER = Visitor(name="owner", role=Role.ADMIN, sees_victims=True)
HEADLINE = "Shells fall on Mir Ali 🚨 and on a road"
STANDFIRST = "Officials speak of «at least» five dead 🕊️🕊️."
CAPTION = "A burnt bus near Mir Ali; four bodies were carried past it."
BODY = (
    "At least 5 villagers were killed \N{GRINNING FACE} and dozens hurt when shells fell on Mir Ali on Tuesday, "
    "the governor said.\r\nNobody in the district of Ayub has said who fired them."
)
APPEAL = "Give 31 coins, and read about the next 12 dead first."
BYLINE = "By a reporter in the capital"
FAR_TEXT = "\n\n".join([HEADLINE, STANDFIRST, BYLINE, CAPTION, BODY, APPEAL])
DAY = When(start=dt.date(2031, 5, 6), end=dt.date(2031, 5, 6), precision="day")


def span(words: str, after: str = HEADLINE) -> Span:
    """The first place of `words` in the far report from where `after` begins."""
    start = FAR_TEXT.index(words, FAR_TEXT.index(after))
    return Span.of(FAR_TEXT, start, start + len(words))


def place(words: str, after: str, **known: Any) -> Where:
    """A place of the far report."""
    at = span(words, after)
    return Where(text=words, start=at.start, end=at.end, **known)


MIR_ALI = place(
    "Mir Ali", BODY, name="Mir Ali", country="XO", lat=32.97, lon=70.27, precision="settlement", place="g:9"
)
DISTRICT = place("the district", BODY, name="Ab Band", country="AF", lat=32.98, lon=68.08, precision="district",
                 place="gn:7052950")  # fmt: skip
RING = place("Ayub", BODY, name="Ayub", country="XO", lat=31.0, lon=69.0, precision="district", place="g:10")


def casualty(id_: str, number: str, value: int | None, victims: str, after: str, **more: Any) -> Casualty:
    """A casualty claim of the far report."""
    count, named = span(number, after), span(victims, after)
    known: dict[str, Any] = {"effect": "killed", "where": MIR_ALI, "when": DAY}
    return Casualty(
        id=id_, evidence=span(after, after), confidence=0.8, reader=READER,
        count=Count(text=number, start=count.start, end=count.end, value=value,
                    bound="vague" if value is None else "exact"),
        victims=Victims(text=victims, start=named.start, end=named.end, victim_class="civilian"),
        **known | more,
    )  # fmt: skip


GOVERNOR = span("the governor", BODY)
SAID = Speaker(text=GOVERNOR.text, start=GOVERNOR.start, end=GOVERNOR.end, name="the governor")
FIRST_SENTENCE = BODY.partition("\r\n")[0]
FAR_CLAIMS: tuple[Claim, ...] = (
    casualty("c1", "four", 4, "bodies", CAPTION, where=DISTRICT),
    casualty("c2", "At least 5", 5, "villagers", FIRST_SENTENCE, speaker=SAID),
    casualty("c3", "dozens", None, "dozens", FIRST_SENTENCE, effect="injured", speaker=SAID, polarity="denied"),
    Attack(id="a1", evidence=span(FIRST_SENTENCE, BODY), confidence=0.7, reader=READER, type="shelling", where=RING,
           trigger=span("shells fell", BODY), targets=(), weapons=(span("shells", BODY),), when=DAY),
    Responsibility(id="r1", evidence=span("Nobody in the district of Ayub has said who fired them.", BODY),
                   confidence=0.6, reader=READER, actor=None, stance="unclaimed"),
)  # fmt: skip


def far_report() -> Report:
    """A report with blocks of several kinds, characters beyond the first plane, and a line end of Windows."""

    def block(kind: Any, words: str) -> Block:
        start = FAR_TEXT.index(words)
        return Block(kind=kind, start=start, end=start + len(words))

    return Report(
        id="far", text=FAR_TEXT, digest=digest_of(FAR_TEXT.encode()), title=HEADLINE, outlet="The Far Post",
        published=dt.date(2031, 5, 7), url="javascript:alert(1)",
        blocks=(block("title", HEADLINE), block("standfirst", STANDFIRST), block("byline", BYLINE),
                block("caption", CAPTION), block("appeal", APPEAL)),
    )  # fmt: skip


def hostile_reports() -> Iterator[Report]:
    """One report a payload: it is the title, the outlet, the byline, the text, and the name of the file."""
    for number, payload in enumerate(PAYLOADS):
        text = f"{payload}\n\nReport {number} tells of nothing. {payload}"
        yield Report(
            id=payload, text=text, digest=digest_of(text.encode("utf-8", "surrogatepass")), title=payload,
            outlet=payload, agency=payload, byline=payload, url=payload,
            published=dt.date(2031, 1, 1) + dt.timedelta(days=number % 90) if number % 7 else None,
        )  # fmt: skip


class Casework(SampleRoad):
    """A road that knows the far report and the sample by their texts, and reads nothing in any other. It brings no
    claims together: no view of the tests shows incidents.
    """

    def travel(self, report: Report) -> Reading:
        """The claims made by hand."""
        if report.text == FAR_TEXT:
            return Reading(report=report, claims=FAR_CLAIMS, incidents=())
        return super().travel(report)

    def accounts(self, report: Report, claims: tuple[Claim, ...]) -> list[Any]:
        """None."""
        return []


def fill(path: Path) -> None:
    """Put all of them into a book at `path`."""
    with Book.open(path, road=Casework(), who="a test") as book:
        added = book.add([*hostile_reports(), SAMPLE, far_report()])
        assert not added.failed, added.failed


class Running:
    """A workbench that runs in a thread of this process."""

    def __init__(self, book: Path, team: bool = False, rate: Rate | None = None) -> None:
        self.book = book
        self.team = Team(book)
        self.sessions = Sessions(OWNER)
        self.log = io.StringIO()
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.port: int = self.listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.origin = f"http://{self.host}"
        self.app = workbench(
            book,
            port=self.port,
            sessions=TeamSessions(self.team) if team else self.sessions,
            team=self.team,
            rate=rate,
            journal=Journal(self.log),
            road=Casework(),
        )
        self.cookie = ""

    def enter(self) -> None:
        """Use the token up for a session, which `ask` sends from then on."""
        session = self.sessions.enter(self.sessions.token)
        assert session is not None
        self.cookie = f"tollbook-{self.port}={session}"

    def ask(
        self, path: str, method: str = "GET", session: bool = True, body: bytes | None = None, **headers: str | None
    ) -> Answer:
        """Send one request exactly as told; a header's "_" is a "-", and None leaves it out."""
        given: dict[str, str | None] = {"Host": self.host, "Cookie": self.cookie if session else None}
        given["Content-Length"] = None if body is None else str(len(body))
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def post(self, path: str, session: bool = True, **form: str) -> Answer:
        """Send a form as a page of ours does."""
        body = urlencode(form).encode()
        return self.ask(
            path, "POST", session, body, Origin=self.origin, Content_Type="application/x-www-form-urlencoded"
        )

    def tell(self, path: str, told: object, session: bool = True, **headers: str | None) -> Answer:
        """Send JSON as a page of ours does."""
        given: dict[str, str | None] = {"Origin": self.origin, "Content_Type": "application/json"}
        return self.ask(path, "POST", session, json.dumps(told).encode(), **given | headers)


class Answer:
    """What came back: the status, the headers (by their names in small letters) and the bytes."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    @property
    def text(self) -> str:
        """The bytes as text."""
        return self.body.decode()

    @property
    def data(self) -> Any:
        """The bytes as JSON."""
        return json.loads(self.body)


@contextmanager
def running(book: Path, team: bool = False, rate: Rate | None = None) -> Iterator[Running]:
    """A workbench over the book, whose reports travel the road of the tests, until the end of the block; with `team`
    one that people sign in to.
    """
    yield from served(Running(book, team, rate))


def served(bench: Running) -> Iterator[Running]:
    """Serve it until the end of the block."""
    server = uvicorn.Server(uvicorn.Config(bench.app, log_config=None, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bench.listener]})
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        yield bench
    finally:
        server.should_exit = True
        thread.join(20)
        bench.listener.close()
        bench.team.close()
