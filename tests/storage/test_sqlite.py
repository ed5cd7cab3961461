"""What holds for the SQLite file: what it refuses, what damage it names, and what of a kill it survives."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tollbook.errors import BookDamaged, BookError, NotABook
from tollbook.model import Claim, ReaderVersion, Report
from tollbook.storage import SqliteStore, Stamp, sqlite_file, verify
from tollbook.storage.base import Head
from tollbook.storage.chain import BEGINNING, next_entry
from tollbook.storage.migrations import Step, statements, steps
from tollbook.storage.records import reading_seal, written

MakeReport = Callable[..., Report]
MakeClaim = Callable[..., Claim]


@pytest.fixture
def book(tmp_path: Path, make_report: MakeReport, make_claim: MakeClaim, reader: ReaderVersion, stamp: Stamp) -> Path:
    """A book of five reports, closed."""
    path = tmp_path / "five.book"
    store = SqliteStore.open(path, create=True, stamp=stamp)
    for number in range(1, 6):
        report = make_report(f"{number} people were killed in Oravan.", title=f"Report {number}")
        store.add(report, report.text.encode(), f"{number}.txt", reader, [make_claim(report)], stamp)
    store.close()
    return path


@pytest.fixture
def tampering(book: Path) -> Iterator[sqlite3.Connection]:
    """The book's file in the hands of somebody who has taken the guards off."""
    with closing(sqlite3.connect(book, isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        yield db


def opened(path: Path, stamp: Stamp) -> SqliteStore:
    return SqliteStore.open(path, create=False, stamp=stamp)


def put_guards_back(db: sqlite3.Connection) -> None:
    for step in steps():
        for statement in statements(step.sql):
            if "CREATE TRIGGER" in statement:
                db.execute(statement)


def test_a_book_is_one_file_once_it_is_closed(book: Path) -> None:
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_a_book_survives_a_power_cut_because_it_is_written_through(book: Path, stamp: Stamp) -> None:
    with closing(sqlite3.connect(book)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"Toll"),)
    store = opened(book, stamp)
    assert store._db.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"
    assert store._db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    store.close()


def test_every_table_is_strict(book: Path) -> None:
    with closing(sqlite3.connect(book)) as db:
        tables = db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        assert {name: strict for name, strict in tables if not name.startswith("sqlite_")} == dict.fromkeys(
            [
                *("log", "head", "report", "reading", "claim", "decision_report"),
                *("view", "account", "account_key", "link", "incident", "incident_record", "membership", "tag"),
                *("incident_tag", "waiting", "waiting_claim", "judged"),
                *("subject", "part", "figure", "printing", "first_figure", "printed", "catalogue"),
            ],
            1,
        )


def test_a_missing_book_is_begun_only_when_asked(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "none.book"
    with pytest.raises(NotABook, match="there is no book here"):
        SqliteStore.open(path, create=False, stamp=stamp)
    assert not path.exists()
    SqliteStore.open(path, create=True, stamp=stamp).close()
    opened(path, stamp).close()


def test_an_empty_file_becomes_a_book_only_when_asked(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "empty.book"
    path.touch()
    with pytest.raises(NotABook, match="empty"):
        SqliteStore.open(path, create=False, stamp=stamp)
    SqliteStore.open(path, create=True, stamp=stamp).close()
    opened(path, stamp).close()


@pytest.mark.parametrize("content", [b"Three people were killed.\n" * 60, b"\x00" * 5000, b"no"])
def test_a_file_of_something_else_is_not_a_book_and_stays_as_it_is(
    tmp_path: Path, stamp: Stamp, content: bytes
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(NotABook, match=r"notes\.txt: this is no book"):
        SqliteStore.open(path, create=True, stamp=stamp)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_an_sqlite_file_of_something_else_is_not_a_book_and_stays_as_it_is(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE report (digest TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotABook, match="something else"):
        SqliteStore.open(path, create=True, stamp=stamp)
    assert path.read_bytes() == before


def test_a_folder_is_not_a_book(tmp_path: Path, stamp: Stamp) -> None:
    with pytest.raises(NotABook, match="folder"):
        SqliteStore.open(tmp_path, create=True, stamp=stamp)


def test_a_book_in_a_missing_folder_cannot_be_opened(tmp_path: Path, stamp: Stamp) -> None:
    with pytest.raises(BookError, match="Check that its folder exists"):
        SqliteStore.open(tmp_path / "none" / "a.book", create=True, stamp=stamp)


def test_a_book_of_a_newer_version_names_the_remedy(book: Path, stamp: Stamp) -> None:
    with closing(sqlite3.connect(book)) as db:
        db.execute(f"PRAGMA user_version = {len(steps()) + 1}")
    with pytest.raises(NotABook, match="Update Tollbook"):
        opened(book, stamp)


def test_an_older_book_is_brought_up_to_date_and_the_log_says_so(
    book: Path, stamp: Stamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (*steps(), Step(number=len(steps()) + 1, sql="CREATE TABLE decision (seq INTEGER) STRICT;"))
    monkeypatch.setattr(sqlite_file, "steps", lambda: later)
    store = opened(book, stamp)
    *_, last = store.log()
    assert (last.action, last.details) == ("migrate", {"schema": len(later)})
    assert verify(store).reports == 5
    store.close()


def test_a_step_that_fails_leaves_the_book_as_it_was(book: Path, stamp: Stamp, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = "CREATE TABLE decision (seq INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);"
    with monkeypatch.context() as patch:
        later = (*steps(), Step(number=len(steps()) + 1, sql=broken))
        patch.setattr(sqlite_file, "steps", lambda: later)
        with pytest.raises(BookDamaged):
            opened(book, stamp)
    store = opened(book, stamp)
    assert verify(store).entries == 6
    store.close()


def test_the_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in steps()] == list(range(1, len(steps()) + 1))
    assert all(statements(step.sql) for step in steps())


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE report SET name = 'other.txt'",
        "DELETE FROM report",
        "UPDATE reading SET version = '9'",
        "DELETE FROM reading",
        "UPDATE claim SET record = '{}'",
        "DELETE FROM claim",
        "UPDATE log SET who = 'nobody'",
        "DELETE FROM log WHERE seq = 6",
        "UPDATE head SET length = 3",
        "DELETE FROM head",
        "INSERT OR REPLACE INTO head VALUES (1, 0, '')",
        "INSERT OR REPLACE INTO report (entry, digest, name, record, raw)"
        " SELECT entry, digest, '', '{}', raw FROM report",
        "INSERT OR REPLACE INTO reading SELECT entry, report, reader, version, 0 FROM reading",
        "INSERT OR REPLACE INTO claim (reading, position, record) SELECT reading, position, '{}' FROM claim",
        "INSERT INTO claim (reading, position, record) SELECT entry, 1, '{}' FROM reading",
        "INSERT OR REPLACE INTO log SELECT seq, at, 'nobody', action, payload, previous, hash FROM log",
        "INSERT INTO log SELECT 9, at, who, action, payload, hash, hash || '' FROM log WHERE seq = 6",
    ],
)
def test_nothing_in_a_book_is_edited_or_deleted_even_from_outside(book: Path, stamp: Stamp, edit: str) -> None:
    with closing(sqlite3.connect(book)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(edit)
    store = opened(book, stamp)
    assert verify(store).reports == 5
    store.close()


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        ("UPDATE report SET raw = x'00' WHERE entry = 3", r"raw bytes of report \w{12} \(2\.txt\)"),
        ("UPDATE report SET name = 'other.txt' WHERE entry = 3", r"\(other\.txt\) is not what log entry 3 added"),
        ("UPDATE report SET record = replace(record, 'Oravan', 'Navaro') WHERE entry = 4", "not what log entry 4"),
        ("UPDATE claim SET record = replace(record, '0.75', '0.99') WHERE reading = 4", "not those that log entry 4"),
        ("DELETE FROM claim WHERE reading = 5", "not those that log entry 5"),
        ("DELETE FROM claim WHERE reading = 5; DELETE FROM reading WHERE entry = 5", "the readings do not agree"),
        ("UPDATE reading SET version = '9' WHERE entry = 5", "not those that log entry 5"),
        ("DELETE FROM report WHERE entry = 6", "refers to a report that is missing"),
        (
            "DELETE FROM claim WHERE reading = 6; DELETE FROM reading WHERE entry = 6;"
            "DELETE FROM report WHERE entry = 6",
            "log entry 6 .* and the reports do not agree",
        ),
        ("UPDATE log SET who = 'nobody' WHERE seq = 2", "log entry 2 was changed"),
        ("UPDATE log SET payload = '{}' WHERE seq = 2", "log entry 2 was changed"),
        ("UPDATE head SET length = 5", "the log ends at entry 6, and had 5"),
        ("UPDATE head SET hash = 'x'", r"last log entry \(6\) is not the one"),
        ("DELETE FROM head", "head of its log"),
        ("DELETE FROM log WHERE seq = 6", "refers to a log that is missing"),
        ("INSERT INTO report_words (report_words) VALUES ('delete-all')", "word index"),
    ],
)
def test_damage_is_named_with_its_place_and_a_remedy(
    book: Path, tampering: sqlite3.Connection, stamp: Stamp, edit: str, named: str
) -> None:
    tampering.executescript(edit)
    put_guards_back(tampering)
    store = opened(book, stamp)
    with pytest.raises(BookDamaged, match=named) as raised:
        verify(store)
    store.close()
    assert "tollbook verify" in str(raised.value), "the remedy"


def test_a_cut_log_is_seen_even_where_its_reports_are_cut_with_it(
    book: Path, tampering: sqlite3.Connection, stamp: Stamp
) -> None:
    """The last report is taken out with all its traces but the head of the log."""
    tampering.executescript(
        "INSERT INTO report_words (report_words, rowid, title, text)"
        " SELECT 'delete', entry, title, text FROM report WHERE entry = 6;"
        "DELETE FROM claim WHERE reading = 6; DELETE FROM reading WHERE entry = 6;"
        "DELETE FROM report WHERE entry = 6; DELETE FROM log WHERE seq = 6"
    )
    put_guards_back(tampering)
    store = opened(book, stamp)
    with pytest.raises(BookDamaged, match="the log ends at entry 5, and had 6 entries"):
        verify(store)
    store.close()


def test_guards_that_were_taken_off_are_missed(book: Path, tampering: sqlite3.Connection, stamp: Stamp) -> None:
    store = opened(book, stamp)
    with pytest.raises(BookDamaged, match=r"tables or guards were changed .*report_is_not_edited"):
        verify(store)
    store.close()


def test_a_forged_claim_whose_log_was_forged_with_it_still_has_to_quote(
    book: Path, tampering: sqlite3.Connection, stamp: Stamp, make_report: MakeReport, make_claim: MakeClaim
) -> None:
    """Somebody who rewrites claims, seals and chain alike cannot make a report say what it does not."""
    tampering.execute("UPDATE claim SET record = replace(record, 'Oravan', 'Navaro')")
    tampering.close()
    store = opened(book, stamp)

    head = BEGINNING
    for entry in list(store.log()):
        row = store.reading_row(entry.seq)
        seal = entry.details | ({} if row is None else reading_seal(row.report, row.reader, row.claims))
        forged = next_entry(head, stamp, entry.action, written(seal))
        store._db.execute(
            "UPDATE log SET at = ?, who = ?, payload = ?, previous = ?, hash = ? WHERE seq = ?",
            (forged.at, forged.who, forged.payload, forged.previous, forged.hash, forged.seq),
        )
        head = Head(length=forged.seq, hash=forged.hash)
    store._db.execute("UPDATE head SET hash = ?", (head.hash,))
    put_guards_back(store._db)
    with pytest.raises(BookDamaged, match=r"claim c1 quotes .* where the report has other words"):
        verify(store)
    store.close()


def test_any_flipped_byte_is_seen_or_changes_nothing(book: Path, tmp_path: Path, stamp: Stamp) -> None:
    """Damage to the file itself: `verify` names it, or nothing that the book holds is different."""

    def content(store: SqliteStore) -> object:
        held = [(kept, store.raw(kept.report.digest)) for kept in store.reports()]
        return held, list(store.claims()), list(store.log()), [kept.name for kept, _ in store.search("Oravan")]

    store = opened(book, stamp)
    right = content(store)
    store.close()
    whole, chance, seen = book.read_bytes(), random.Random(20260202), 0
    for number in range(150):
        damaged = bytearray(whole)
        for _ in range(1 + number % 3):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path = tmp_path / "flipped.book"
        path.write_bytes(damaged)
        try:
            store = opened(path, stamp)
            try:
                verify(store)
                assert content(store) == right
            finally:
                store.close()
        except BookError:
            seen += 1
        for left in tmp_path.glob("flipped.book*"):
            left.unlink()
    assert seen > 20


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_a_file_that_was_cut_off_is_damaged(book: Path, tmp_path: Path, stamp: Stamp, share: float) -> None:
    whole = book.read_bytes()
    cut = tmp_path / "cut.book"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BookDamaged, match=r"cut\.book: the file is damaged"):
        verify(opened(cut, stamp))


def test_a_copy_taken_of_the_closed_file_is_the_book(book: Path, tmp_path: Path, stamp: Stamp) -> None:
    shutil.copy(book, tmp_path / "copy.book")
    store = opened(tmp_path / "copy.book", stamp)
    assert verify(store).reports == 5
    store.close()


def test_a_writer_that_waits_too_long_says_why(
    book: Path, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    store, report = opened(book, stamp), make_report("Seven people were killed in Oravan.")
    store._db.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookError, match="another process"):
            store.add(report, report.text.encode(), "7.txt", reader, [], stamp)
        other.execute("ROLLBACK")
    assert store.add(report, report.text.encode(), "7.txt", reader, [], stamp)
    store.close()


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    book: Path, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp
) -> None:
    store, report = opened(book, stamp), make_report("Seven people were killed in Oravan. " * 9000)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(BookError, match="disk is full"):
        store.add(report, report.text.encode(), "7.txt", reader, [], stamp)
    assert verify(store).reports == 5
    store.close()


def test_a_closed_store_says_so(book: Path, stamp: Stamp) -> None:
    store = opened(book, stamp)
    store.close()
    with pytest.raises(BookError, match="closed"):
        store.holds("0" * 64)


def test_an_interrupted_addition_leaves_nothing(
    book: Path, make_report: MakeReport, reader: ReaderVersion, stamp: Stamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, report = opened(book, stamp), make_report("Seven people were killed in Oravan.")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "_insert_reading", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.add(report, report.text.encode(), "7.txt", reader, [], stamp)
    assert not store.holds(report.digest)
    assert verify(store).entries == 6
    assert store.add(report, report.text.encode(), "7.txt", reader, [], stamp)
    store.close()
