"""Review on the server: the queue, its twins, and every decision as a form and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.book.telling import TellingRoad, report
from tests.web.casework import Running, running
from tollbook.book import Asked, Book
from tollbook.model import Made, Report
from tollbook.web.access import Role, Visitor
from tollbook.web.desk import Desk

MARKET = report(
    "At least 12 farmers were killed in Oravan on 2026-02-01. 3 children were killed in Oravan on 2026-02-01.\n\n"
    "7 drivers were injured in Tell on 2026-02-01. A guard died there too, a nurse said.",
    2,
    outlet="The Lantern",
)
AGAIN = report("14 people were killed in Oravan on 2026-02-01.", 3, outlet="Hill Post")
LATER = report("14 people were killed in Oravan on 2026-02-02.", 3, outlet="<b>Post</b>")
BRIDGE = report("500 people were killed in Sarn on 2026-02-01.", 3, outlet="Hill Post")
M = MARKET.digest[:12]


def filled(path: Path) -> Path:
    """A book of these reports."""
    with Book.open(path, road=TellingRoad(), clock=lambda: dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC), who="x") as book:
        assert not book.add([MARKET, AGAIN, LATER, BRIDGE]).failed
    return path


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Running]:
    with running(filled(tmp_path / "review.book")) as served:
        served.app.state.desk = Desk(served.book, TellingRoad())
        served.enter()
        yield served


def queue(bench: Running, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = bench.ask(f"/review.json{query}").data["items"]
    return items


def killed(bench: Running, place: str) -> list[tuple[int | None, int | None]]:
    """What the house's profile says of the dead of each incident at a place."""
    with Book.open(bench.book, road=TellingRoad()) as book:
        return [
            (estimate.low, estimate.best)
            for each in book.incidents(place=place)
            for estimate in each.incident.estimates
            if estimate.effect == "killed"
        ]


def incident_at(bench: Running, of: Report) -> str:
    """The incident that a report tells of first."""
    with Book.open(bench.book, road=TellingRoad()) as book:
        every = [each.incident.id for each in book.incidents()]
        return next(one for one in every if of.digest in book.incident(one).reports)


def test_the_queue_is_doubt_times_people_times_recency(bench: Running) -> None:
    """The greatest comes first; each item names its factors, and their product is its weight."""
    items = queue(bench)
    assert [item["weight"] for item in items] == sorted((item["weight"] for item in items), reverse=True)
    assert items[0]["claims"] == [f"{BRIDGE.digest[:12]}:c1"]
    for item in items:
        assert item["weight"] == pytest.approx(item["doubt"] * item["stake"] * item["recency"])
        assert 0 < item["doubt"] <= 1
        assert 0 < item["recency"] <= 1
    injured = next(item for item in items if item["effect"] == "injured")
    assert (injured["people"], injured["stake"]) == (7, 1.75)
    assert {item["kind"] for item in items} == {"claims", "candidates"}


def test_the_queue_is_narrowed_by_kind_country_days_and_incident(bench: Running) -> None:
    assert {item["kind"] for item in queue(bench, "?kind=candidates")} == {"candidates"}
    assert len(queue(bench, "?country=XA")) == len(queue(bench))
    assert queue(bench, "?country=PK") == []
    assert {name for item in queue(bench, "?since=2026-02-02&kind=claims") for name in item["claims"]} == {
        f"{LATER.digest[:12]}:c1"
    }
    of_bridge = incident_at(bench, BRIDGE)
    assert [item["key"] for item in queue(bench, f"?incident={of_bridge}")] == [f"claims:{BRIDGE.digest[:12]}:c1"]
    assert bench.ask("/review.json?kind=nothing").status == 400
    assert bench.ask("/review.json?country=XYZ").status == 400
    assert bench.ask("/review.json?incident=ffffffff").status == 404


def test_the_queue_goes_on_after_a_key_and_has_a_table_for_a_twin(bench: Running) -> None:
    keys = [item["key"] for item in queue(bench)]
    assert [item["key"] for item in queue(bench, f"?after={quote(keys[2])}")] == keys[3:]
    assert bench.ask("/review.json?after=claims:none").status == 400
    table = bench.ask("/review.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.count("\n") == len(keys) + 1


@pytest.mark.parametrize("as_form", [True, False])
def test_each_judgement_of_a_claim_takes_it_out_of_the_queue_and_undo_puts_it_back(
    bench: Running, as_form: bool
) -> None:
    """As a form, which leads on, and as JSON, which tells the decision."""
    keys = [item["key"] for item in queue(bench)]
    judgements: list[tuple[str, dict[str, Any]]] = [
        ("accept", {}),
        ("reject", {}),
        ("amend", {"slot": "count", "value": "at least 13"}),
        ("move", {}),
    ]
    for what, more in judgements:
        path = f"/reports/{M}/claims/c1/{what}"
        if as_form:
            answer = bench.post(path, onward="/review?kind=claims", **more)
            assert (answer.status, answer.headers["location"]) == (303, "/review?kind=claims")
        else:
            answer = bench.tell(path, more)
            assert answer.status == 201, answer.text
            assert answer.data["who"] == "owner"
        assert f"claims:{M}:c1" not in [item["key"] for item in queue(bench)], what
        with Book.open(bench.book, road=TellingRoad()) as book:
            last = book.last_decision("owner")
        assert last is not None
        assert bench.tell(f"/decisions/{last.decision.number}/undo", {}).status == 201
        assert [item["key"] for item in queue(bench)] == keys, what


def test_a_form_leads_nowhere_but_to_us(bench: Running) -> None:
    for onward in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        answer = bench.post(f"/reports/{M}/claims/c1/accept", onward=onward)
        assert answer.headers["location"] == f"/reports/{M}#c1"


def test_all_claims_of_a_report_are_accepted_in_one_decision(bench: Running) -> None:
    answer = bench.tell(f"/reports/{M}/accept", {})
    assert answer.status == 201
    assert not [item for item in queue(bench, "?kind=claims") if item["claims"][0].startswith(M)]


def test_pairs_are_judged_the_same_not_the_same_or_unsure(bench: Running) -> None:
    (pair,) = queue(bench, "?kind=candidates")
    one, other = pair["key"].split(":")[1:]
    for word in ("not-same", "unsure", "same"):
        made = bench.tell(f"/incidents/{one}/{word}", {"other": other})
        assert made.status == 201, made.text
        assert queue(bench, "?kind=candidates") == []
        assert len(killed(bench, "oravan")) == (1 if word == "same" else 2)
        assert bench.tell(f"/decisions/{made.data['decision']}/undo", {}).status == 201
        assert [item["key"] for item in queue(bench, "?kind=candidates")] == [pair["key"]]


def test_claims_are_split_off_and_notes_written(bench: Running) -> None:
    incident = incident_at(bench, AGAIN)
    assert len(killed(bench, "oravan")) == 2
    made = bench.post(f"/incidents/{incident}/split", claims=f"{M}:c1 {M}:c2")
    assert made.status == 303
    assert len(killed(bench, "oravan")) == 3
    note = bench.tell(f"/incidents/{incident}/notes", {"text": "<script>alert(1)</script> awaited"})
    assert note.status == 201
    assert note.data["why"] == "<script>alert(1)</script> awaited"
    assert bench.tell(f"/incidents/{incident}/notes", {"text": ""}).status == 422
    assert bench.tell(f"/incidents/{incident}/split", {"claims": [f"{BRIDGE.digest[:12]}:c1"]}).status == 422


def test_a_missed_claim_is_made_by_its_words_counts_and_outlives_the_reader(bench: Running) -> None:
    """It has its words and its sentence, is part of the figures, and stays when the report is read again."""
    start = MARKET.text.index("A guard")
    given = {"start": start, "end": start + 7, "effect": "killed", "count": "1", "beside": "c3", "where": "unknown"}
    made = bench.tell(f"/reports/{M}/claims", given)
    assert made.status == 201, made.text
    assert killed(bench, "tell") == [(1, 1)]
    told = bench.ask(f"/reports/{M}.json").data
    (claim,) = [one for one in told["claims"] if one["id"].startswith("p")]
    assert claim["evidence"]["text"] == "A guard died there too, a nurse said."
    assert claim["count"]["text"] == "A guard"
    assert "made by a person" in bench.ask(f"/reports/{M}").text
    assert bench.tell(f"/reports/{M}/claims", given).status == 422  # it is read there already
    with Book.open(bench.book, road=TellingRoad("2", bare=True)) as book:
        assert book.read_again().added
        assert book.verify().decisions == 1
        assert [one.id for one in book.left(M).claims if one.id.startswith("p")] == [claim["id"]]
        assert book.search("guard")[0].claim == f"{M}:{claim['id']}"
        assert isinstance(book.decisions()[0].decision.ruling, Made)
        assert book.decisions()[0].state == "in_force"
        assert book.why(book.incidents(place="Tell")[0].incident.id)
    assert bench.tell(f"/reports/{M}/claims/{claim['id']}/amend", {"slot": "count", "value": "2"}).status == 201
    assert killed(bench, "tell") == [(2, 2)]
    assert bench.tell(f"/decisions/{made.data['decision']}/undo", {}).status == 201
    assert killed(bench, "tell") == []


def test_a_made_claim_is_refused_where_it_says_nothing(bench: Running) -> None:
    for given in (
        {"start": 0, "end": 0, "effect": "killed", "count": "1"},
        {"start": 5, "end": 10_000_000, "effect": "killed", "count": "1"},
        {"start": 0, "end": 11, "effect": "killed"},
        {"start": 0, "end": 11, "kind": "attack"},
        {"start": 0, "end": 11, "kind": "responsibility", "stance": "unclaimed"},
        {"start": 0, "end": 11, "effect": "killed", "count": "1", "beside": "c99"},
    ):
        assert bench.tell(f"/reports/{M}/claims", given).status == 422, given


def test_nobody_overwrites_a_decision_that_they_have_not_seen(bench: Running) -> None:
    """The second is told what the first decided, on a page and as a problem, and nothing of theirs is kept."""
    with Book.open(bench.book, road=TellingRoad()) as book:
        seen = book.seen()
    assert bench.tell(f"/reports/{M}/claims/c1/accept", {"seen": seen}).status == 201
    late = bench.tell(f"/reports/{M}/claims/c1/reject", {"seen": seen})
    assert (late.status, late.headers["content-type"]) == (409, "application/problem+json")
    assert late.data["decided"]["who"] == "owner"
    assert late.data["decided"]["what"].startswith("accept")
    page = bench.ask(
        f"/reports/{M}/claims/c1/reject", "POST", body=f"seen={seen}".encode(), Origin=bench.origin, Accept="text/html",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert page.status == 409
    assert "Somebody was quicker" in page.text
    with Book.open(bench.book, road=TellingRoad()) as book:
        assert len(book.decisions()) == 1
    assert bench.tell(f"/reports/{M}/claims/c1/reject", {"seen": seen + 1}).status == 201


def test_roles_and_other_peoples_decisions(bench: Running) -> None:
    """A reader decides nothing, a coder judges claims and undoes what is their own, a reviewer undoes anybody's."""
    made = bench.tell(f"/reports/{M}/claims/c1/accept", {}).data["decision"]
    pair = {"other": "0000"}
    incident = incident_at(bench, AGAIN)

    def become(role: Role) -> None:
        bench.sessions._owner = Visitor(name=role.name.lower(), role=role, sees_victims=False)
        bench.sessions._open = dict.fromkeys(bench.sessions._open, bench.sessions._owner)

    become(Role.READER)
    assert bench.tell(f"/reports/{M}/claims/c2/accept", {}).status == 403
    assert bench.tell(f"/incidents/{incident}/notes", {"text": "x"}).status == 403
    assert bench.ask("/review").status == 200
    assert "judge-yes" not in bench.ask("/review").text
    become(Role.CODER)
    own = bench.tell(f"/reports/{M}/claims/c2/accept", {})
    assert own.data["who"] == "coder"
    assert bench.tell(f"/incidents/{incident}/same", pair).status == 403
    assert bench.tell(f"/decisions/{made}/undo", {}).status == 403
    assert bench.tell(f"/decisions/{own.data['decision']}/undo", {}).status == 201
    become(Role.REVIEWER)
    assert bench.tell(f"/decisions/{made}/undo", {}).status == 201
    assert bench.tell("/decisions/1/undo", {}).status == 404


def test_hostile_words_are_shown_as_text(bench: Running) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    bench.tell(f"/reports/{LATER.digest[:12]}/claims/c1/reject", {"why": hostile})
    at = quote(f"claims:{LATER.digest[:12]}:c1")
    shown = bench.ask(f"/review?at={at}").text
    assert "&lt;b&gt;Post&lt;/b&gt;" in shown
    assert "<b>Post</b>" not in shown
    assert hostile not in shown + bench.ask(f"/incidents/{incident_at(bench, AGAIN)}").text


def test_the_page_stands_where_the_address_says(bench: Running) -> None:
    keys = [item["key"] for item in queue(bench, "?kind=claims")]
    page = bench.ask(f"/review?kind=claims&at={quote(keys[1])}").text
    assert f"2 of {len(keys)}" in page
    assert "at=" + quote(keys[2], safe="") in page.replace("&amp;", "&")
    assert "waits no longer" in bench.ask("/review?at=claims:gone").text
    assert "Nothing waits" in bench.ask("/review?kind=equations").text


def test_what_the_book_answers_is_what_the_page_asks(bench: Running) -> None:
    with Book.open(bench.book, road=TellingRoad()) as book:
        turn = book.turn(Asked(kind="claims"))
        assert turn.item is not None
        assert (turn.before, turn.left, turn.previous) == (0, 6, None)
        assert turn.next == book.queue(Asked(kind="claims"))[1].key
        there = book.turn(Asked(kind="claims"), at=turn.next)
        assert (there.before, there.previous) == (1, turn.item.key)


def test_every_route_that_decides_is_described_with_an_example(bench: Running) -> None:
    paths = bench.ask("/openapi.json").data["paths"]
    deciding = [one for one in paths if "post" in paths[one] and "decisions" in paths[one]["post"].get("tags", [])]
    assert len(deciding) == 14
    for one in deciding:
        told = paths[one]["post"]
        assert "example" in told["requestBody"]["content"]["application/json"], one
        assert {"201", "403", "409"} <= told["responses"].keys()
