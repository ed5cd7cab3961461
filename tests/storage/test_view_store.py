"""What holds for the view of every engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tollbook.errors import InputError
from tollbook.model import Account, Estimate, Incident, Summary, When
from tollbook.storage import ClaimWords, NewAccount, Question, Stamp, Store, Tag, ViewState, WordsAsked

OpenStore = Callable[[], Store]


def account(name: str = "a1", report: str = "r1") -> Account:
    """An account of a report."""
    return Account(
        id=name,
        report=report,
        key=f"key-{name}",
        kind="incident",
        published=dt.date(2026, 2, 2),
        when=None,
        places=(),
        attack_types=(),
        claims=("c1",),
    )


def new(name: str = "a1", report: str = "r1", **fields: Any) -> NewAccount:
    """An account as it is put in."""
    given: dict[str, Any] = {
        "reading": 2,
        "since": 2,
        "sketch": name.encode(),
        "claims": None,
        "mark": "m",
        "filed": (),
    }
    return NewAccount(account=account(name, report), **given | fields)


def summary(name: str, day: int | None = 1, killed: int | None = None, kind: Any = "incident") -> Summary:
    """What lists show of an incident of a day of February."""
    when = None if day is None else dt.date(2026, 2, day)
    numbers: dict[str, Any] = {"low": killed, "best": None, "high": None}
    return Summary(
        incident=Incident(
            id=name,
            key="",
            kind=kind,
            report="r1",
            when=None if when is None else When(start=when, end=when, precision="day"),
            places=(),
            attack_types=(),
            claims=(),
            estimates=(
                Estimate(
                    effect="killed",
                    victim_class="all",
                    profile="tollbook",
                    profile_version="1",
                    steps=(),
                    claims=(),
                    **numbers,
                ),
            ),
        ),
        reports=1,
        origins=1,
        outlets=(),
    )


def put(store: Store, name: str, *tags: Tag, **fields: Any) -> int:
    """Put an incident of one account in, with its summary; its number."""
    with store.view.writing():
        number = store.view.keep(new(name))
        store.view.put_incident(name, [number])
        (incident,) = store.view.to_refresh(9)
        store.view.put_summary(incident, summary(name, **fields), set(tags))
    return incident


def test_a_view_begins_with_nothing_and_notes_how_far_it_has_come(open_store: OpenStore) -> None:
    first = open_store()
    assert first.view.state() == ViewState(rules="", seq=0)
    with first.view.writing():
        first.view.begin_anew("rules 1")
        first.view.reached(7)
    first.close()
    second = open_store()
    assert second.view.state() == ViewState(rules="rules 1", seq=7)
    second.close()


def test_what_is_interrupted_is_undone(store: Store) -> None:
    def interrupted() -> None:
        with store.view.writing():
            store.view.keep(new())
            store.view.reached(3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.view.state().seq == 0
    assert store.view.in_force("r1") == []


def test_an_account_is_in_force_until_another_takes_its_place(store: Store) -> None:
    with store.view.writing():
        first = store.view.keep(new("a1", since=2))
        store.view.supersede(first, 5)
        second = store.view.keep(new("a1", since=5, reading=5))
    assert [kept.number for kept in store.view.in_force("r1")] == [second]
    assert [[kept.number for kept in store.view.in_force("r1", at)] for at in (1, 2, 4, 5)] == [
        [],
        [first],
        [first],
        [second],
    ]
    assert [(kept.since, kept.until, kept.reading) for kept in store.view.accounts([first, second])] == [
        (2, 5, 2),
        (5, None, 5),
    ]
    assert store.view.numbers_of(["a1"]) == {second}
    assert store.view.numbers_of(["a1"], 3) == {first}
    assert store.view.ids_in_force([first, second], 3) == {first: "a1"}
    assert store.view.reports_of(["a1", "nobody"], 3) == {"r1"}
    assert not store.view.reports_of(["a1"], 1)
    assert store.view.numbers_named("a", 3) == {first}
    assert store.view.changed_since(4) == ({second}, {first})
    assert [kept.number for kept in store.view.every_account()] == [second]


def test_accounts_are_found_by_as_many_keys_as_are_enough(store: Store) -> None:
    with store.view.writing():
        one = store.view.keep(new("a1", filed=("x", "y")))
        other = store.view.keep(new("a2", filed=("y", "z")))
        gone = store.view.keep(new("a3", filed=("x", "y", "z")))
        store.view.supersede(gone, 3)
    assert store.view.sketches(("x", "y"), 1) == [(one, b"a1"), (other, b"a2")]
    assert store.view.sketches(("x", "y"), 2) == [(one, b"a1")]
    assert store.view.sketches((), 1) == []
    assert store.view.sketches([f"k{number}" for number in range(40_000)] + ["z"], 1) == [(other, b"a2")]


def test_links_are_kept_in_both_directions(store: Store) -> None:
    with store.view.writing():
        store.view.link(3, {1: 0.75, 2: 0.25})
    assert sorted(store.view.links([3])) == [(3, 1, 0.75), (3, 2, 0.25)]
    assert list(store.view.links([1])) == [(1, 3, 0.75)]
    assert list(store.view.links([1, 2, 3], 0.5)) == [(1, 3, 0.75), (3, 1, 0.75)]
    assert list(store.view.links(range(10, 5_000))) == []


def test_an_incident_has_members_until_it_is_taken_apart(store: Store) -> None:
    with store.view.writing():
        numbers = [store.view.keep(new(name)) for name in ("a1", "a2", "a3")]
        store.view.put_incident("a1", numbers[:2])
        store.view.put_incident("a3", numbers[2:])
    one, other = store.view.to_refresh(9)
    assert store.view.to_refresh(1) == [one]
    assert store.view.incidents_of(numbers) == {numbers[0]: one, numbers[1]: one, numbers[2]: other}
    assert store.view.members(one) == tuple(numbers[:2])
    assert store.view.ids_of([other, one]) == ["a1", "a3"]
    assert store.view.named("a2") == {one: "a1"}
    assert store.view.named("a") == {one: "a1", other: "a3"}
    assert store.view.near("a2zz") == ["a2"]
    with store.view.writing():
        store.view.drop_incident(one)
    assert store.view.incidents_of(numbers) == {numbers[2]: other}
    assert store.view.count() == 1


def test_a_summary_is_fresh_and_whole_once_it_is_put_in(store: Store) -> None:
    number = put(store, "a1", Tag("country", "pk"), killed=3)
    assert store.view.to_refresh(9) == []
    assert store.view.summaries_of([number]) == store.view.summaries(Question()) == [summary("a1", killed=3)]
    with store.view.writing():
        store.view.put_words([words(2, 0)])
    store.view.check()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question(), ["a1", "a2", "a3"]),
        (Question(kind="aggregate"), ["a4"]),
        (Question(since="2026-02-05"), ["a2"]),
        (Question(until="2026-02-05"), ["a1", "a2"]),
        (Question(since="2026-02-06"), []),
        (Question(min_killed=4), ["a2"]),
        (Question(min_killed=0), ["a1", "a2"]),
        (Question(country="pk"), ["a1"]),
        (Question(country="p"), []),
        (Question(actor="front"), ["a1"]),
        (Question(actor="ucdp:5"), ["a2"]),
        (Question(actor="ucdp"), []),
        (Question(place="orav", speaker="mayor"), ["a2"]),
        (Question(outlet="%"), []),
        (Question(limit=1), ["a1"]),
        (Question(limit=2, offset=1), ["a2", "a3"]),
    ],
)
def test_summaries_are_found_by_every_condition(store: Store, question: Question, found: list[str]) -> None:
    put(store, "a3", day=None)
    put(store, "a2", Tag("actor_id", "ucdp:5"), Tag("place", "oravan"), Tag("speaker", "the mayor"), day=5, killed=4)
    put(store, "a1", Tag("country", "pk"), Tag("actor", "red front"), Tag("place", "oravan"), day=1, killed=3)
    put(store, "a4", kind="aggregate")
    assert [each.incident.id for each in store.view.summaries(question)] == found


def words(reading: int, position: int, **fields: str) -> ClaimWords:
    """The words of a claim."""
    given = {"words": "Three farmers were killed", "place": "", "actor": "", "speaker": "", "outlet": "", "facets": ""}
    return ClaimWords(reading=reading, position=position, **given | fields)


def test_claims_are_found_by_their_words_until_they_are_dropped(store: Store) -> None:
    claims = [
        words(2, 0, place="Zarāvan", facets="m202602"),
        words(2, 1, actor="Red Front", outlet="The Lantern", facets="m202603"),
        words(3, 0, words="Nobody was hurt", speaker="a mayor"),
    ]
    with store.view.writing():
        store.view.put_words(claims)

    def found(said: str, **conditions: Any) -> list[tuple[int, int]]:
        return sorted(store.view.find_claims(WordsAsked(words=said, **conditions), 9))

    assert found("killed") == [(2, 0), (2, 1)]
    assert found("zaravan killed") == [(2, 0)], "words may stand in the sentence or in a name"
    assert found('"were killed"', actor="front") == [(2, 1)]
    assert found("killed", facets=(("m202602", "m202604"),)) == [(2, 0)]
    assert found("killed", outlet="lantern") == [(2, 1)]
    assert found("lantern") == found("m202602") == [], "what is no word of the claim is found by its condition alone"
    assert found("hurt", speaker="mayor") == [(3, 0)]
    assert len(store.view.find_claims(WordsAsked(words="killed"), 1)) == 1
    with pytest.raises(InputError):
        found("!")
    with store.view.writing():
        store.view.drop_words(claims[:1])
    assert found("killed") == [(2, 1)]
    with store.view.writing():
        store.view.begin_anew("")
    assert found("killed") == []


def test_unsure_pairs_are_of_different_incidents(store: Store) -> None:
    with store.view.writing():
        numbers = [store.view.keep(new(name)) for name in ("a1", "a2", "a3")]
        store.view.put_incident("a1", numbers[:2])
        store.view.put_incident("a3", numbers[2:])
        store.view.link(numbers[1], {numbers[0]: 0.9})
        store.view.link(numbers[2], {numbers[0]: 0.25, numbers[1]: 0.05})
    assert list(store.view.unsure(0.1)) == [(numbers[0], numbers[2], 0.25)]


def test_a_report_is_known_by_its_readings(store: Store, make_report: Any, make_claim: Any, reader: Any) -> None:
    report = make_report()
    stamp = Stamp(at=dt.datetime(2026, 2, 2, tzinfo=dt.UTC), who="a recorder")
    store.add(report, report.text.encode(), "a.txt", reader, [make_claim(report)], stamp)
    assert (store.reading_at(report.digest, 1), store.reading_at(report.digest, 2)) == (None, 2)
    assert store.claims_of(2) == (make_claim(report),)
    assert store.claims_of(1) == ()
    kept = store.reading_of(2)
    assert kept is not None
    assert kept.report == report
    assert store.reading_of(1) is None
    assert [entry.seq for entry in store.log(after=1)] == [2]
