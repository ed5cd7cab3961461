"""A book's SQLite file: opening it or beginning it, bringing it up to date, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tollbook.errors import BookDamaged, BookError, NotABook
from tollbook.storage.chain import REMEDY
from tollbook.storage.migrations import Step, statements, steps

APPLICATION_ID = 0x546F6C6C
"""Written into the file's header ("Toll"), so that a book is told from any other SQLite file."""

PATIENCE = 60.0
"""Seconds that a writer waits for another one; one report's transaction takes milliseconds."""


def open_file(
    path: Path, *, create: bool, migrated: Callable[[sqlite3.Connection, int, int], None]
) -> sqlite3.Connection:
    """Connect to the book at `path`, in its present shape; begin one where none stands and `create` is set.

    `migrated` is called with the version before (0 for a new book) and after, inside the transaction in which the steps
    between them are taken, to log it. A file that is something else is never written to.

    Raises `NotABook` where the file is none, is of a newer version, or is missing and not to be created, and
    `BookDamaged` where SQLite cannot make sense of it.
    """
    where = str(path)
    if path.is_dir():
        raise NotABook(f"{where}: this is a folder. A book is one file.")
    if not create and not path.exists():
        raise NotABook(f"{where}: there is no book here. Name an existing one, or begin it by adding reports to it.")
    with translated(where):
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            _refuse_other_files(db, where, create=create)
            _settings(db)
            _keep_a_write_ahead_log(db)
            _migrate(db, migrated)
        except BaseException:  # whatever stops the opening, the file is let go of
            db.close()
            raise
    return db


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raise SQLite's errors as ours: `BookDamaged`, `NotABook`, or a `BookError` with what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_our_words(where, error) from error
    except UnicodeDecodeError as error:  # from Python's layer, where SQLite quotes a damaged schema in its message
        raise BookDamaged(f"{where}: the file is damaged ({error.reason}). {REMEDY}") from error


def shape_faults(db: sqlite3.Connection) -> list[str]:
    """What of the file's tables, indexes and guards is missing, changed or not ours, by name; empty if all is right."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in steps():
            for statement in statements(step.sql):
                fresh.execute(statement)
        right = _shape(fresh)
    found = _shape(db)
    return sorted({name for _, name, _ in right ^ found})


def _shape(db: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    # ANALYZE leaves sqlite_stat tables behind; they are SQLite's own notes.
    rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'")
    return {(str(kind), str(name), sql) for kind, name, sql in rows}


def _refuse_other_files(db: sqlite3.Connection, where: str, *, create: bool) -> None:
    with db:
        db.execute("BEGIN")  # one look at all three, while another process may be beginning this very book
        application: int = db.execute("PRAGMA application_id").fetchone()[0]
        version = _version(db)
        blank = not application and not version and not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if blank and not create:
        raise NotABook(f"{where}: this file is empty. A book begins when reports are added to it.")
    if not blank and application != APPLICATION_ID:
        raise NotABook(f"{where}: this is an SQLite file of something else. Give the path of a book, or of a new file.")
    if version > len(steps()):
        raise NotABook(
            f"{where}: a newer Tollbook wrote this book (version {version}; this one knows up to {len(steps())}). "
            "Update Tollbook to open it."
        )


def _settings(db: sqlite3.Connection) -> None:
    for setting in (
        "synchronous = FULL",  # a commit returns when it is on the disk: an acknowledged report outlives a power cut
        "fullfsync = ON",  # the same on macOS, whose fsync alone does not reach the disk
        "foreign_keys = ON",
        "recursive_triggers = ON",  # so that REPLACE cannot delete behind the triggers' back
        "cell_size_check = ON",
        "cache_size = -65536",  # KiB; keys go in all over a large index, which 2 MB would read anew each time
    ):
        db.execute(f"PRAGMA {setting}")


def _keep_a_write_ahead_log(db: sqlite3.Connection) -> None:
    """Put the file into WAL mode, which is kept in the file: readers and a writer do not wait for each other.

    Where the file system cannot do it SQLite stays with its rollback journal, which loses nothing either. SQLite does
    not wait by itself while another process makes the same change, so this does.
    """
    deadline = time.monotonic() + PATIENCE
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _migrate(db: sqlite3.Connection, migrated: Callable[[sqlite3.Connection, int, int], None]) -> None:
    newest = len(steps())
    if _version(db) == newest:
        return
    with db:
        db.execute("BEGIN IMMEDIATE")
        version = _version(db)  # another process may just have taken the steps
        for step in steps()[version:]:
            _take(db, step)
        if version < newest:
            migrated(db, version, newest)


def _take(db: sqlite3.Connection, step: Step) -> None:
    for statement in statements(step.sql):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {step.number}")


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def _in_our_words(where: str, error: sqlite3.Error) -> BookError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by Python's own layer
        if "decode" in str(error):
            return BookDamaged(f"{where}: the file holds text that is no text. {REMEDY}")
        return BookError(f"{where}: {str(error).removesuffix('.')}.")
    match code & 0xFF:  # the primary code; the upper bits tell its kinds apart
        case sqlite3.SQLITE_NOTADB:
            return NotABook(
                f"{where}: this is no book, nor any SQLite file. Give the path of a book, or of a new file."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR | sqlite3.SQLITE_MISMATCH:
            # Our statements are right for a book of this shape: where SQLite cannot run one, the shape is not right.
            return BookDamaged(f"{where}: the file is damaged ({error}). {REMEDY}")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BookError(f"{where}: another process kept the book for {PATIENCE:.0f} s. Try again when it is done.")
        case sqlite3.SQLITE_FULL:
            return BookError(f"{where}: the disk is full. What was acknowledged is safe; make room and go on.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return BookError(
                f"{where}: the book cannot be written ({error}). Allow writing to the file and its folder."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return BookError(
                f"{where}: the book cannot be opened ({error}). Check that its folder exists and is yours."
            )
        case sqlite3.SQLITE_IOERR:
            return BookError(f"{where}: the disk failed ({error}). Check the disk, then `tollbook verify`.")
        case _:
            return BookError(f"{where}: the store refused ({error}).")
