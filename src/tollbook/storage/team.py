"""The team's file beside a book: users, sessions, invitations, API tokens and the audit, in SQLite.

It holds no secret as such: passwords as argon2 hashes that the caller made, everything else by its SHA-256. The audit
is only added to.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from tollbook.errors import BookError, NotABook
from tollbook.model import ApiToken, AuditAction, AuditEntry, Role, User, Verified
from tollbook.storage.chain import utc_moment, utc_text
from tollbook.storage.migrations import statements
from tollbook.storage.sqlite_file import PATIENCE, translated

APPLICATION_ID = 0x546F6C54
"""Written into the file's header ("TolT"), so that it is told from a book."""

VERSION = 1

_SHAPE = """
CREATE TABLE user (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
    sees_victims INTEGER NOT NULL CHECK (sees_victims IN (0, 1)),
    password TEXT,
    added TEXT NOT NULL,
    added_by TEXT NOT NULL,
    seen TEXT
) STRICT;
CREATE TABLE session (
    hash BLOB PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES user (number) ON DELETE CASCADE,
    began TEXT NOT NULL,
    used TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE invitation (
    hash BLOB PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES user (number) ON DELETE CASCADE,
    expires TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE token (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_key TEXT NOT NULL,
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
    sees_victims INTEGER NOT NULL CHECK (sees_victims IN (0, 1)),
    made TEXT NOT NULL,
    expires TEXT NOT NULL,
    used TEXT
) STRICT;
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_who ON audit (who, number);
CREATE INDEX audit_by_action ON audit (action, number);
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit is only added to'); END;
CREATE TABLE verified (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    entries INTEGER NOT NULL,
    seconds REAL NOT NULL,
    fault TEXT
) STRICT;
"""

_USER = "SELECT number, name, role, sees_victims, added, added_by, password IS NULL, seen FROM user"
_KEPT = "SELECT number, name, owner, role, sees_victims, made, expires, used FROM token"


class TeamFile:
    """One team's file, for all threads of a process; other processes may use it at the same time."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db = db
        self._where = where
        self._lock = RLock()

    @classmethod
    def open(cls, path: Path) -> TeamFile:
        """Open the file at `path`, begun where none stands, for its owner's eyes alone (mode 0600).

        Raises `NotABook` where it is something else or of a newer version, `BookError` where it cannot be kept from
        others or cannot be opened.
        """
        where = str(path)
        _keep_from_others(path)
        with translated(where):
            db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            try:
                _prepare(db, where)
            except BaseException:  # whatever stops the opening, the file is let go of
                db.close()
                raise
        return cls(db, where)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, translated(self._where):
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, which may span several calls: all of it, or nothing."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            with translated(self._where), self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield

    def users(self) -> list[User]:
        """Everybody, by name."""
        return [_user(row) for row in self._rows(f"{_USER} ORDER BY key")]

    def user(self, key: str) -> User | None:
        """The user under a key, which names have in common that differ in capitals alone."""
        return next((_user(row) for row in self._rows(f"{_USER} WHERE key = ?", key)), None)

    def numbered(self, number: int) -> User | None:
        """The user of that number."""
        return next((_user(row) for row in self._rows(f"{_USER} WHERE number = ?", number)), None)

    def password(self, number: int) -> str | None:
        """The hash of a user's password, None where they have none."""
        found = self._rows("SELECT password FROM user WHERE number = ?", number)
        return found[0][0] if found else None

    def add_user(
        self, name: str, key: str, role: Role, *, sees_victims: bool, password: str | None, at: dt.datetime, by: str
    ) -> int:
        """Add a user; their number."""
        return self._write(
            "INSERT INTO user (name, key, role, sees_victims, password, added, added_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
            name, key, role, sees_victims, password, utc_text(at), by,
        )  # fmt: skip

    def change_user(self, number: int, role: Role, *, sees_victims: bool) -> None:
        """Give a user another role or sight."""
        self._write("UPDATE user SET role = ?, sees_victims = ? WHERE number = ?", role, sees_victims, number)

    def set_password(self, number: int, password: str | None) -> None:
        """Give a user another password (its hash), or none."""
        self._write("UPDATE user SET password = ? WHERE number = ?", password, number)

    def remove_user(self, number: int) -> None:
        """Take a user out, with their sessions, invitations and tokens."""
        with self.writing():
            self._write("DELETE FROM token WHERE owner_key = (SELECT key FROM user WHERE number = ?)", number)
            self._write("DELETE FROM user WHERE number = ?", number)

    def begin_session(self, hashed: bytes, user: int, at: dt.datetime) -> None:
        """A session of a user begins."""
        moment = utc_text(at)
        self._write("INSERT INTO session (hash, user, began, used) VALUES (?, ?, ?, ?)", hashed, user, moment, moment)

    def session(self, hashed: bytes) -> tuple[User, dt.datetime, dt.datetime] | None:
        """Whose session has that hash, when it began and when it was last used; None where there is none."""
        columns = _USER.removeprefix("SELECT ").replace(" FROM user", "")
        rows = self._rows(
            f"SELECT {columns}, began, used FROM session JOIN user ON user.number = session.user WHERE hash = ?",  # noqa: S608 - columns of ours
            hashed,
        )
        return None if not rows else (_user(rows[0][:-2]), utc_moment(rows[0][-2]), utc_moment(rows[0][-1]))

    def use_session(self, hashed: bytes, user: int, at: dt.datetime) -> None:
        """A session was used."""
        with self.writing():
            self._write("UPDATE session SET used = ? WHERE hash = ?", utc_text(at), hashed)
            self._write("UPDATE user SET seen = ? WHERE number = ?", utc_text(at), user)

    def end_session(self, hashed: bytes) -> None:
        """A session is over."""
        self._write("DELETE FROM session WHERE hash = ?", hashed)

    def end_sessions(self, user: int) -> None:
        """All sessions and invitations of a user are over."""
        with self.writing():
            self._write("DELETE FROM session WHERE user = ?", user)
            self._write("DELETE FROM invitation WHERE user = ?", user)

    def forget_sessions(self, *, began_by: dt.datetime, used_by: dt.datetime) -> None:
        """Sessions are over that began, or were last used, by then."""
        self._write("DELETE FROM session WHERE began <= ? OR used <= ?", utc_text(began_by), utc_text(used_by))

    def invite(self, hashed: bytes, user: int, expires: dt.datetime) -> None:
        """Whoever shows what has that hash may set the user's password."""
        self._write("INSERT INTO invitation (hash, user, expires) VALUES (?, ?, ?)", hashed, user, utc_text(expires))

    def invited(self, hashed: bytes, at: dt.datetime) -> User | None:
        """Whose invitation, that still holds, has that hash."""
        rows = self._rows("SELECT user FROM invitation WHERE hash = ? AND expires > ?", hashed, utc_text(at))
        return self.numbered(rows[0][0]) if rows else None

    def add_token(self, hashed: bytes, token: ApiToken, owner_key: str) -> int:
        """Add a token; its number, which the given one has not yet."""
        return self._write(
            "INSERT INTO token (hash, name, owner, owner_key, role, sees_victims, made, expires) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            hashed, token.name, token.owner, owner_key, token.role, token.sees_victims, utc_text(token.made),
            utc_text(token.expires),
        )  # fmt: skip

    def tokens(self) -> list[ApiToken]:
        """Every token, the newest first."""
        return [_token(row) for row in self._rows(f"{_KEPT} ORDER BY number DESC")]

    def token(self, hashed: bytes) -> ApiToken | None:
        """The token of that hash."""
        return next((_token(row) for row in self._rows(f"{_KEPT} WHERE hash = ?", hashed)), None)

    def use_token(self, number: int, at: dt.datetime) -> None:
        """A token was used."""
        self._write("UPDATE token SET used = ? WHERE number = ?", utc_text(at), number)

    def remove_token(self, number: int) -> None:
        """A token opens nothing any more."""
        self._write("DELETE FROM token WHERE number = ?", number)

    def note(self, at: dt.datetime, who: str, action: AuditAction, about: str) -> None:
        """Add an entry to the audit."""
        self._write("INSERT INTO audit (at, who, action, about) VALUES (?, ?, ?, ?)", utc_text(at), who, action, about)

    def audit(
        self, *, who: str | None = None, action: AuditAction | None = None, limit: int, offset: int = 0
    ) -> tuple[int, list[AuditEntry]]:
        """How many entries there are of one person or action, and up to `limit` of them, the newest first."""
        told = [(column, value) for column, value in (("who", who), ("action", action)) if value is not None]
        where = f" WHERE {' AND '.join(f'{column} = ?' for column, _ in told)}" if told else ""
        given = [value for _, value in told]
        total: int = self._rows(f"SELECT count(*) FROM audit{where}", *given)[0][0]  # noqa: S608 - columns of ours
        rows = self._rows(
            f"SELECT number, at, who, action, about FROM audit{where} ORDER BY number DESC LIMIT ? OFFSET ?",  # noqa: S608
            *given, limit, offset,
        )  # fmt: skip
        return total, [
            AuditEntry(number=number, at=utc_moment(at), who=who_, action=action_, about=about)
            for number, at, who_, action_, about in rows
        ]

    def keep_verified(self, verified: Verified) -> None:
        """Keep how a check of the book ended."""
        self._write(
            "INSERT INTO verified (at, who, entries, seconds, fault) VALUES (?, ?, ?, ?, ?)",
            utc_text(verified.at), verified.who, verified.entries, verified.seconds, verified.fault,
        )  # fmt: skip

    def verified(self) -> Verified | None:
        """How the last check of the book ended; None where none was made from here."""
        rows = self._rows("SELECT at, who, entries, seconds, fault FROM verified ORDER BY number DESC LIMIT 1")
        for at, who, entries, seconds, fault in rows:
            return Verified(at=utc_moment(at), who=who, entries=entries, seconds=seconds, fault=fault)
        return None

    def _rows(self, query: str, *given: object) -> list[Any]:
        with self._lock, translated(self._where):
            return self._db.execute(query, given).fetchall()

    def _write(self, query: str, *given: object) -> int:
        with self.writing():
            return self._db.execute(query, given).lastrowid or 0


def _keep_from_others(path: Path) -> None:
    """Make the file with mode 0600 where it is missing, before a word is in it; narrow the mode where it is wider."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise BookError(
            f"{path}: the team's file cannot be kept for you alone ({error.strerror}). "
            "Own the file and its folder, or run `chmod 600` on it."
        ) from error


def _prepare(db: sqlite3.Connection, where: str) -> None:
    for setting in (
        "synchronous = FULL",
        "fullfsync = ON",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "secure_delete = ON",
    ):
        db.execute(f"PRAGMA {setting}")
    with db:
        db.execute("BEGIN IMMEDIATE")
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if not application and not version and not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in statements(_SHAPE):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
        elif application != APPLICATION_ID:
            raise NotABook(f"{where}: this is no team's file. Move it away; the workbench begins one of that name.")
        elif version > VERSION:
            raise NotABook(f"{where}: a newer Tollbook wrote this team's file. Update Tollbook to open it.")
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode = WAL")


def _user(row: Sequence[Any]) -> User:
    number, name, role, sees_victims, added, added_by, invited, seen = row
    return User(
        number=number, name=name, role=Role(role), sees_victims=bool(sees_victims), added=utc_moment(added),
        added_by=added_by, invited=bool(invited), seen=None if seen is None else utc_moment(seen),
    )  # fmt: skip


def _token(row: Sequence[Any]) -> ApiToken:
    number, name, owner, role, sees_victims, made, expires, used = row
    return ApiToken(
        number=number, name=name, owner=owner, role=Role(role), sees_victims=bool(sees_victims),
        made=utc_moment(made), expires=utc_moment(expires), used=None if used is None else utc_moment(used),
    )  # fmt: skip
