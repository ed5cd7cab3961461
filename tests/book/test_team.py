"""A team: its users, sessions, invitations, tokens and audit, in a file that others cannot read."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tollbook.book import Team, passwords
from tollbook.book.team import ABSOLUTE, IDLE, INVITED_FOR
from tollbook.errors import BookError, InputError, NotABook, NotInTeam, Untenable
from tollbook.model import Role

GOOD = "a sentence of several words"
OTHER = "another sentence, nothing alike"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost next to nothing."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    passwords._nobodys.cache_clear()


@pytest.fixture
def team(tmp_path: Path, clock: Clock) -> Iterator[Team]:
    """A team with an admin."""
    found = Team(tmp_path / "casework.book", clock)
    found.add("Anna", Role.ADMIN, password=GOOD, by="owner")
    yield found
    found.close()


def entered(team: Team, name: str = "Anna", password: str = GOOD) -> str:
    """The session of somebody who signed in."""
    session = team.sign_in(name, password)
    assert session is not None
    return session


def test_asking_makes_no_file(tmp_path: Path) -> None:
    """A book that is one person's own has no team's file until something is kept in it."""
    team = Team(tmp_path / "casework.book")
    assert (team.users(), team.tokens(), team.audit(limit=5), team.verified()) == ([], [], (0, []), None)
    assert team.sign_in("Anna", GOOD) is None
    assert team.session("x") is None
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_can_read_the_file(team: Team) -> None:
    """The file and what SQLite keeps beside it have mode 0600, and are narrowed where they had a wider one."""
    team.path.chmod(0o644)
    team.close()
    assert len(team.users()) == 1
    for path in team.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_no_secret_stands_in_the_file(team: Team) -> None:
    """Neither a password nor the id of a session, an invitation or a token."""
    secrets = [
        GOOD,
        entered(team),
        team.make_token("nightly", "Anna", Role.READER, sees_victims=False, days=1)[1],
        team.invite(team.add("Omid", Role.CODER, by="Anna").name, by="Anna"),
    ]
    team.close()
    held = b"".join(path.read_bytes() for path in team.path.parent.iterdir())
    assert [secret for secret in secrets if secret.encode() in held] == []
    assert b"$argon2id$" in held


def test_whoever_knows_the_password_gets_in_and_nobody_else(team: Team) -> None:
    """A wrong password, a wrong name and a user without password begin no session; capitals of a name do not matter."""
    team.add("Omid", Role.CODER, by="Anna")
    for name, password in (("Anna", GOOD + " "), ("Anna", ""), ("Nobody", GOOD), ("Omid", ""), ("Omid", GOOD)):
        assert team.sign_in(name, password) is None
    user = team.session(entered(team, "aNNA"))
    assert user is not None
    assert (user.name, user.role, user.sees_victims) == ("Anna", Role.ADMIN, True)
    assert [entry.action for entry in team.audit(who="unknown", limit=9)[1]] == ["sign_in_refused"]


def test_a_session_ends_when_idle_and_in_any_case(team: Team, clock: Clock) -> None:
    """Each use keeps it open for a while, and none beyond its end."""
    idle, used = entered(team), entered(team)
    began = clock.now
    while clock.now + IDLE / 2 - began < ABSOLUTE:
        clock.now += IDLE / 2
        assert team.session(used) is not None
    assert team.session(idle) is None
    clock.now += IDLE / 2
    assert team.session(used) is None
    assert team.session("") is None


def test_a_session_ends_with_what_it_rests_on(team: Team) -> None:
    """Leaving, another password, another role, an invitation and removal end it at once."""
    team.add("Omid", Role.CODER, password=GOOD, by="Anna")
    for end in (
        lambda _: team.set_password("Omid", GOOD, by="Anna"),
        lambda _: team.change("Omid", Role.REVIEWER, by="Anna"),
        team.sign_out,
        lambda _: team.invite("Omid", by="Anna"),
    ):
        session, admins = entered(team, "Omid"), entered(team)
        assert team.session(session) is not None
        end(session)
        assert team.session(session) is None
        assert team.session(admins) is not None
    team.set_password("Omid", OTHER, by="Anna")
    session = entered(team, "Omid", OTHER)
    team.remove("Omid", by="Anna")
    assert team.session(session) is None
    assert team.sign_in("Omid", OTHER) is None


def test_an_invitation_sets_a_password_once(team: Team, clock: Clock) -> None:
    """Whoever was invited chooses the password; the invitation is used up by it, by another one, and by time."""
    team.add("Omid", Role.CODER, by="Anna")
    assert team.user("Omid").invited
    first, second = team.invite("Omid", by="Anna"), team.invite("Omid", by="Anna")
    assert team.invited(first) is None
    with pytest.raises(InputError, match="12 to 256 characters"):
        team.accept(second, "short")
    assert team.accept(second, OTHER).name == "Omid"
    assert not team.user("Omid").invited
    entered(team, "Omid", OTHER)
    with pytest.raises(NotInTeam, match="used already"):
        team.accept(second, GOOD)
    late = team.invite("Omid", by="Anna")
    clock.now += INVITED_FOR
    assert team.invited(late) is None


@pytest.mark.parametrize("password", ["", "x" * 11, "aaaaaaaaaaaaaaaa", "anna anna 12", "x y" * 100])
def test_a_password_that_is_easily_guessed_is_refused(team: Team, password: str) -> None:
    """Too short, too long, too even, or hardly more than the name."""
    with pytest.raises(InputError, match="password"):
        team.set_password("Anna", password, by="Anna")
    entered(team)


def test_a_password_is_the_same_from_every_keyboard(team: Team) -> None:
    """An accent may be a character of its own."""
    team.set_password("Anna", "le caf\u00e9 du march\u00e9", by="Anna")
    entered(team, "Anna", "le cafe\u0301 du marche\u0301")


@pytest.mark.parametrize(
    "name", ["", " ", "a/b", "<b>", "An\u202ena", "a\x00b", "(Anna)", "x" * 65, "=1+1", "-x", "a\u200bb", "\U0001f6a8"]
)
def test_a_name_that_could_be_taken_for_something_else_is_refused(team: Team, name: str) -> None:
    """No markup, no formula, nothing invisible, nothing that a signature is put together with."""
    with pytest.raises(InputError, match="is no name here"):
        team.add(name, Role.CODER, by="Anna")
    with pytest.raises(InputError, match="is no name here"):
        team.make_token(name, "Anna", Role.READER, sees_victims=False, days=1)


@pytest.mark.parametrize("name", ["anna", "ANNA", " Anna ", "\uff21nna"])
def test_a_name_that_nobody_could_tell_apart_is_taken(team: Team, name: str) -> None:
    with pytest.raises(Untenable, match="already"):
        team.add(name, Role.CODER, by="Anna")


def test_names_of_every_script_are_names(team: Team) -> None:
    for name in ("Ωμέγα", "عمید", "José O'Neill-Smith", "Ö 2"):
        assert team.add(name, Role.READER, by="Anna").name == name


def test_there_is_always_an_admin(team: Team) -> None:
    """The first user is one, and the last one stays one; where nobody else is left, even that one may go."""
    team.add("Omid", Role.CODER, password=GOOD, by="Anna")
    with pytest.raises(Untenable, match="the only admin"):
        team.change("Anna", Role.REVIEWER, by="Anna")
    with pytest.raises(Untenable, match="the only admin"):
        team.remove("Anna", by="Anna")
    team.remove("Omid", by="Anna")
    team.remove("Anna", by="Anna")
    assert team.users() == []
    with pytest.raises(Untenable, match="give the role admin"):
        team.add("Omid", Role.CODER, password=GOOD, by="Anna")


def test_readers_see_no_sensitive_fields_unless_told_so(team: Team) -> None:
    """By role, unless an admin says otherwise; another role begins from its own default."""
    reader = team.add("Reader", Role.READER, by="Anna")
    coder = team.add("Coder", Role.CODER, by="Anna")
    assert (reader.sees_victims, coder.sees_victims) == (False, True)
    assert team.change("Reader", Role.READER, sees_victims=True, by="Anna").sees_victims
    assert not team.change("Coder", Role.READER, by="Anna").sees_victims


def test_a_token_may_never_do_more_than_its_owner(team: Team, clock: Clock) -> None:
    """Its role and sight end where its owner's do, and it ends with its owner, its time, or when it is revoked."""
    team.add("Omid", Role.REVIEWER, password=GOOD, by="Anna")
    kept, secret = team.make_token("nightly", "Omid", Role.REVIEWER, sees_victims=True, days=10)
    assert secret.startswith("tollbook_")
    found = team.token(secret)
    assert found is not None
    assert (found.role, found.sees_victims) == (Role.REVIEWER, True)
    team.change("Omid", Role.READER, by="Anna")
    found = team.token(secret)
    assert found is not None
    assert (found.role, found.sees_victims, found.used) == (Role.READER, False, clock.now)
    with pytest.raises(NotInTeam):
        team.revoke(kept.number, by="Anna", owner="Anna")
    team.revoke(kept.number, by="Omid", owner="Omid")
    assert team.token(secret) is None
    _, late = team.make_token("late", "Omid", Role.READER, sees_victims=False, days=1)
    clock.now += dt.timedelta(days=1)
    assert team.token(late) is None
    _, left = team.make_token("left", "Omid", Role.READER, sees_victims=False, days=1)
    team.remove("Omid", by="Anna")
    assert team.token(left) is None
    assert team.token("tollbook_") is None
    for days in (0, 367):
        with pytest.raises(InputError, match="1 to 366 days"):
            team.make_token("long", "Anna", Role.READER, sees_victims=False, days=days)


def test_a_lone_owners_token_opens_nothing_of_a_team(tmp_path: Path) -> None:
    """Made while the book was one person's own, it holds until there are users, of whom its owner is none."""
    team = Team(tmp_path / "casework.book")
    _, secret = team.make_token("mine", "owner", Role.ADMIN, sees_victims=True, days=1)
    assert team.token(secret) is not None
    team.add("Anna", Role.ADMIN, password=GOOD, by="owner")
    assert team.token(secret) is None
    team.close()


def test_the_audit_is_only_added_to(team: Team) -> None:
    """It names who, what and whom, page by page, and the file itself refuses to change it."""
    team.note("Anna", "victims_seen", "incident 1f0c77a2")
    team.note("Omid", "victims_seen", "incident 93be0d11")
    total, newest = team.audit(limit=2)
    assert (total, [(entry.who, entry.about) for entry in newest]) == (
        3, [("Omid", "incident 93be0d11"), ("Anna", "incident 1f0c77a2")],
    )  # fmt: skip
    assert [entry.action for entry in team.audit(limit=2, offset=2)[1]] == ["user_added"]
    assert team.audit(who="Anna", action="victims_seen", limit=9)[0] == 1
    db = sqlite3.connect(team.path)
    for change in ("UPDATE audit SET who = 'x'", "DELETE FROM audit", "REPLACE INTO audit VALUES (1, '', '', '', '')"):
        with pytest.raises(sqlite3.DatabaseError, match="only added to"):
            db.execute("PRAGMA recursive_triggers = ON").connection.execute(change)
    db.close()


def test_a_file_of_something_else_is_not_written_to(tmp_path: Path) -> None:
    """Another SQLite file, a newer one, one that is none, or a folder at that name is told."""
    book = tmp_path / "casework.book"
    path = tmp_path / "casework.book.team"
    path.write_text("x" * 2000)
    with pytest.raises(NotABook, match="no book, nor any SQLite file"):
        Team(book).users()
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE other (x)")
    with pytest.raises(NotABook, match="no team's file"):
        Team(book).users()
    db.execute("DROP TABLE other")
    db.close()
    path.unlink()
    Team(book).note("Anna", "verified", "")
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(NotABook, match="newer Tollbook"):
        Team(book).users()
    path.unlink()
    path.mkdir()
    with pytest.raises(BookError, match="cannot be kept for you alone"):
        Team(book).users()


def test_passwords_are_hashed_as_argon2_advises(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the library's own parameters, and anew at the next sign-in where they were cheaper before."""
    team = Team(tmp_path / "casework.book")
    team.add("Anna", Role.ADMIN, password=GOOD, by="owner")
    monkeypatch.undo()
    entered(team)
    team.close()
    db = sqlite3.connect(team.path)
    (kept,) = db.execute("SELECT password FROM user").fetchone()
    db.close()
    assert "m=65536,t=3,p=4" in kept
    assert passwords.fits(GOOD, kept)
