"""What holds for every engine."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.errors import BookError, InputError
from tollbook.model import Block, Casualty, Claim, ReaderVersion, Report, Span, Where
from tollbook.storage import Stamp, Store, verify
from tollbook.storage.records import read_claim, written

MakeReport = Callable[..., Report]
MakeClaim = Callable[..., Claim]
OpenStore = Callable[[], Store]

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=3, max_size=80).filter(str.split)
same_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


def test_an_added_report_comes_back_whole(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report(
        title="Farmers killed",
        outlet="The Lantern",
        agency="Example Wire",
        byline="A. Nobody",
        published=dt.date(2026, 2, 1),
        published_at=dt.datetime(2026, 2, 1, 23, 5, tzinfo=dt.timezone(dt.timedelta(hours=5))),
        url="https://lantern.example/1",
        blocks=(Block(kind="body", start=0, end=41),),
    )
    claim = make_claim(report)
    assert store.add(report, report.text.encode(), "a.txt", reader, [claim], stamp)
    (kept,) = store.reports()
    assert kept == store.report(report.digest)
    assert (kept.report, kept.name, kept.recorded) == (report, "a.txt", stamp.at)
    assert store.raw(report.digest) == report.text.encode()
    assert [(found.report, found.claim) for found in store.claims()] == [(report.digest, claim)]
    assert store.reader_of(report.digest) == reader


def test_the_same_bytes_again_change_nothing(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report()
    assert store.add(report, report.text.encode(), "a.txt", reader, [make_claim(report)], stamp)
    before = (list(store.log()), store.counts(), list(store.reports()))
    assert not store.add(report, report.text.encode(), "b.txt", reader, [], stamp)
    assert (list(store.log()), store.counts(), list(store.reports())) == before


def test_reports_are_listed_by_the_day_of_their_publication(
    store: Store, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    days = [dt.date(2026, 2, 2), None, dt.date(2026, 2, 1), dt.date(2026, 2, 2)]
    reports = [make_report(f"{number} farmers died.", published=day) for number, day in enumerate(days)]
    for report in reports:
        store.add(report, report.text.encode(), report.id, reader, [], stamp)

    def listed(*window: dt.date | None, limit: int = 9, offset: int = 0) -> list[int]:
        since, until = window or (None, None)
        return [reports.index(kept.report) for kept in store.reports_by_day(since, until, limit, offset)]

    assert listed() == [3, 0, 2, 1]
    assert listed(limit=2, offset=1) == [0, 2]
    assert listed(None, days[2]) == [2]
    assert listed(days[0], days[0]) == [3, 0]
    assert store.published_days() == {None: 1, days[2]: 1, days[0]: 2}


def test_what_is_not_known_is_none(store: Store) -> None:
    unknown = "0" * 64
    assert not store.holds(unknown)
    assert store.report(unknown) is None
    assert store.raw(unknown) is None
    assert store.reader_of(unknown) is None
    assert list(store.claims(unknown)) == []


def test_a_store_remembers_after_it_was_closed(
    open_store: OpenStore, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report()
    first = open_store()
    first.add(report, report.text.encode(), "a.txt", reader, [make_claim(report)], stamp)
    told = list(first.log())
    first.close()
    second = open_store()
    assert second.holds(report.digest)
    assert list(second.log()) == told, "opening a book again is nothing that was done to it"
    second.close()


def test_the_log_tells_who_did_what_and_when_in_utc(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion
) -> None:
    report = make_report()
    noon_in_karachi = dt.datetime(2026, 2, 3, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    store.add(
        report, report.text.encode(), "a.txt", reader, [make_claim(report)], Stamp(at=noon_in_karachi, who="someone")
    )
    begun, added = store.log()
    assert (begun.seq, begun.action, begun.who) == (1, "create", "a recorder")
    assert (added.seq, added.action, added.who, added.at) == (2, "add", "someone", "2026-02-03T07:00:00.000000Z")
    assert added.previous == begun.hash
    assert store.head().hash == added.hash
    assert added.details["report"] == report.digest
    assert (added.details["name"], added.details["claims"], added.details["reader"]) == ("a.txt", 1, "counter")


def test_a_moment_without_its_offset_is_refused_and_nothing_is_added(
    store: Store, make_report: MakeReport, reader: ReaderVersion
) -> None:
    report = make_report()
    naive = Stamp(at=dt.datetime(2026, 2, 3, 12, 0), who="someone")  # noqa: DTZ001
    with pytest.raises(ValueError, match="offset"):
        store.add(report, report.text.encode(), "a.txt", reader, [], naive)
    assert not store.holds(report.digest)


def test_bytes_of_another_report_are_refused(
    store: Store, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report()
    with pytest.raises(BookError, match="not the bytes"):
        store.add(report, b"other bytes", "a.txt", reader, [], stamp)
    assert not store.holds(report.digest)


def test_a_claim_that_misquotes_its_report_is_kept_out_with_the_report(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    report, other = make_report(), make_report("Some 9 soldiers were killed near Telu.")
    with pytest.raises(BookError, match="claim c1 quotes"):
        store.add(report, report.text.encode(), "a.txt", reader, [make_claim(other)], stamp)
    assert not store.holds(report.digest)
    assert len(list(store.log())) == 1


def test_half_a_character_is_an_input_error(
    store: Store, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    whole = make_report()
    broken = Report(id="x", text="three \ud800 killed", digest=whole.digest)
    with pytest.raises(InputError, match="half a character"):
        store.add(broken, whole.text.encode(), "a.txt", reader, [], stamp)
    assert not store.holds(whole.digest)


def test_a_report_without_claims_still_has_its_reader(
    store: Store, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report("The market was quiet.")
    assert store.add(report, report.text.encode(), "a.txt", reader, [], stamp)
    assert store.reader_of(report.digest) == reader
    assert verify(store).readings == 1


def test_another_readers_claims_stand_beside_the_first_and_are_shown(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report()
    store.add(report, report.text.encode(), "a.txt", reader, [make_claim(report)], stamp)
    better = ReaderVersion(name="counter", version="2")
    claims = [make_claim(report, id="c1", reader=better), make_claim(report, id="c2", effect="injured", reader=better)]
    assert store.add_reading(report.digest, better, claims, stamp)
    assert not store.add_reading(report.digest, better, [], stamp), "that version has read it before"
    assert [kept.claim for kept in store.claims()] == claims
    assert store.reader_of(report.digest) == better
    assert store.counts().claims == 3, "the first reader's claim is still there"
    assert [entry.action for entry in store.log()] == ["create", "add", "read"]
    assert verify(store).claims == 3


def test_a_reading_needs_its_report(store: Store, reader: ReaderVersion, stamp: Stamp) -> None:
    with pytest.raises(BookError, match="no report"):
        store.add_reading("0" * 64, reader, [], stamp)


def test_claims_are_found_by_report_and_effect_in_their_order(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    first, second = make_report("Six dead."), make_report("Four dead.")
    for report in (first, second):
        claims = [make_claim(report, id="c1"), make_claim(report, id="c2", effect="injured")]
        store.add(report, report.text.encode(), "a.txt", reader, claims, stamp)
    found = [(kept.report, kept.claim.id) for kept in store.claims()]
    assert found == [(first.digest, "c1"), (first.digest, "c2"), (second.digest, "c1"), (second.digest, "c2")]
    assert [kept.report for kept in store.claims(effect="injured")] == [first.digest, second.digest]
    assert [kept.claim.id for kept in store.claims(second.digest, "injured")] == ["c2"]


def test_digests_are_found_by_their_beginning(
    store: Store, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    reports = [make_report(f"{number} dead.") for number in range(20)]
    for report in reports:
        store.add(report, report.text.encode(), "a.txt", reader, [], stamp)
    assert list(store.digests()) == [report.digest for report in reports]
    assert list(store.digests(reports[7].digest[:20])) == [reports[7].digest]
    assert list(store.digests("%")) == list(store.digests("*")) == [], "no character stands for others"


def test_words_are_found_in_title_and_text_whatever_their_case_and_accents(
    store: Store, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    first = make_report("Two shepherds were killed near Zarāvan on Monday.", title="Deaths in the hills")
    second = make_report("Monday was calm in the capital.")
    for name, report in (("a.txt", first), ("b.txt", second)):
        store.add(report, report.text.encode(), name, reader, [], stamp)
    assert [kept.name for kept, _ in store.search("zaravan KILLED")] == ["a.txt"]
    assert [kept.name for kept, _ in store.search("hills")] == ["a.txt"]
    assert {kept.name for kept, _ in store.search("monday")} == {"a.txt", "b.txt"}
    assert [kept.name for kept, _ in store.search('"monday was calm"')] == ["b.txt"]
    assert list(store.search('"calm was monday"')) == []
    assert "[killed]" in store.search("killed")[0][1]


@pytest.mark.parametrize("words", ["", "  ", "!!", '""', "word " * 65])
def test_a_search_for_nothing_or_for_too_much_is_an_input_error(store: Store, words: str) -> None:
    with pytest.raises(InputError):
        list(store.search(words))


@same_store
@given(words=st.text(max_size=60))
def test_any_words_can_be_searched_for(store: Store, words: str) -> None:
    """What a search engine's own language means by its signs never reaches it."""
    with suppress(InputError):
        assert list(store.search(words)) == []


@same_store
@given(text=texts, title=st.none() | texts, name=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_comes_back_as_it_was(
    store: Store,
    make_report: MakeReport,
    make_claim: MakeClaim,
    reader: ReaderVersion,
    stamp: Stamp,
    text: str,
    title: str | None,
    name: str,
) -> None:
    report = make_report(text, title=title)
    claims = [make_claim(report)] if text == text.lstrip() else []  # the claim quotes a first word at 0
    if store.add(report, text.encode(), name, reader, claims, stamp):
        kept = store.report(report.digest)
        assert kept is not None
        assert (kept.report, kept.name) == (report, name)
        assert [found.claim for found in store.claims(report.digest)] == claims
    verify(store)


def test_a_whole_store_says_what_was_checked(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    for number in range(1, 4):
        report = make_report(f"{number} people were killed in Oravan.")
        store.add(report, report.text.encode(), f"{number}.txt", reader, [make_claim(report)], stamp)
    whole = verify(store)
    assert (whole.reports, whole.readings, whole.claims, whole.entries) == (3, 3, 3, 4)
    assert whole.quotes == 3 * 3, "evidence, speaker and count of each claim"
    assert whole.head == list(store.log())[-1].hash


def test_a_snapshot_sees_one_state_whoever_writes(
    open_store: OpenStore, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    watching, writing = open_store(), open_store()
    report = make_report()
    with watching.snapshot():
        before = watching.counts()
        assert writing.add(report, report.text.encode(), "a.txt", reader, [], stamp)
        assert watching.counts() == before
    assert watching.counts().reports == 1
    watching.close()
    writing.close()


def test_writers_at_once_lose_and_double_nothing(
    open_store: OpenStore, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    """Four writers begin the store and add the same reports at the same time: each report goes in once."""
    reports = [make_report(f"{number} people were killed in Oravan.") for number in range(1, 16)]
    start = threading.Barrier(4)
    added: list[str] = []
    wrong: list[BookError] = []

    def write() -> None:
        start.wait()
        try:
            store = open_store()
            added.extend(
                report.digest
                for report in reports
                if store.add(report, report.text.encode(), "a.txt", reader, [make_claim(report)], stamp)
            )
            store.close()
        except BookError as error:
            wrong.append(error)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert wrong == []
    assert sorted(added) == sorted(report.digest for report in reports)
    store = open_store()
    assert verify(store).reports == len(reports)
    store.close()


def test_a_place_with_all_its_fields_comes_back(
    store: Store, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp
) -> None:
    report = make_report("Three died in Oravan")
    made = make_claim(report)
    assert isinstance(made, Casualty)
    where = Where(
        text="Oravan", start=14, end=20, name="Oravan", country="PK", lat=30.1841384, lon=-0.1, precision="settlement"
    )
    claim = Casualty(**{field: getattr(made, field) for field in made.__struct_fields__} | {"where": where})
    assert claim.evidence == Span.of(report.text, 0, 20)
    store.add(report, report.text.encode(), "a.txt", reader, [claim], stamp)
    assert [kept.claim for kept in store.claims()] == [claim]


def test_a_claim_of_a_book_from_before_bases_is_read(make_report: MakeReport, make_claim: MakeClaim) -> None:
    """Its record has neither confidences nor a basis; both are empty, and all else is as it was."""
    claim = make_claim(make_report())
    record = json.loads(written(claim))
    older = {name: slot for name, slot in record.items() if name not in {"confidences", "basis"}}
    assert older != record
    assert read_claim(json.dumps(older)) == claim
