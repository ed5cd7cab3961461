"""A team: the people who work on a book, how each gets in, and what is noted of what they saw and did.

All of it stands in a file of its own beside the book (`casework.book.team`): a book can be handed on without it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import msgspec

from tollbook.book import passwords
from tollbook.errors import InputError, NotInTeam, Untenable
from tollbook.model import ApiToken, AuditAction, AuditEntry, Role, User, Verified
from tollbook.storage import TeamFile

IDLE = dt.timedelta(hours=8)
ABSOLUTE = dt.timedelta(days=3)
"""A session is over when nothing was asked in it for so long, and in any case after that time."""

INVITED_FOR = dt.timedelta(days=3)
TOKEN_DAYS = 366
"""The longest that a token holds."""

TOKEN_MARK = "tollbook_"  # noqa: S105 - what every token begins with, so that a leaked one is known for what it is
_MINUTE = dt.timedelta(minutes=1)


class Team:
    """The team of one book. Without users a book is one person's own, and the file is only begun to keep tokens and
    the audit. `by` is who does what is asked.
    """

    def __init__(self, book: Path, clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> None:
        self.path = book.with_name(f"{book.name}.team")
        self._clock = clock
        self._opened: TeamFile | None = None
        self._lock = Lock()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def users(self) -> list[User]:
        """Everybody, by name."""
        file = self._reading()
        return [] if file is None else file.users()

    def user(self, name: str | int) -> User:
        """Somebody, by name or number; raises `NotInTeam`."""
        file = self._reading()
        found = None
        if file is not None:
            found = file.numbered(name) if isinstance(name, int) else file.user(_key(name))
        if found is None:
            raise NotInTeam(f"There is no user {name!r} here. `tollbook users list` names them all.")
        return found

    def add(
        self, name: str, role: Role, *, password: str | None = None, sees_victims: bool | None = None, by: str
    ) -> User:
        """Add a user, who sees sensitive fields from the role of coder on unless told otherwise.

        Raises `Untenable` for a name that is taken, `InputError` for one that is none or a password that is too easy.
        """
        name = _name(name)
        kept = None if password is None else passwords.hashed(password, name)
        file = self._file()
        with file.writing():
            if file.user(_key(name)) is not None:
                raise Untenable(f"There is a user {name!r} already. Choose another name.")
            if role is not Role.ADMIN and not file.users():
                raise Untenable("The first user of a team is its admin, who adds the others: give the role admin.")
            sight = _sight(role) if sees_victims is None else sees_victims
            number = file.add_user(name, _key(name), role, sees_victims=sight, password=kept, at=self._clock(), by=by)
            self._note(by, "user_added", f"{name}: {_told(role, sight)}")
        return self.user(number)

    def change(self, who: str | int, role: Role, *, sees_victims: bool | None = None, by: str) -> User:
        """Give a user another role, or sight; their sessions end. Raises `Untenable` for the only admin."""
        file = self._file()
        with file.writing():
            user = self.user(who)
            if role is not Role.ADMIN:
                self._keep_an_admin(user)
            sight = _sight(role) if sees_victims is None else sees_victims
            file.change_user(user.number, role, sees_victims=sight)
            file.end_sessions(user.number)
            self._note(by, "user_changed", f"{user.name}: {_told(role, sight)}")
        return self.user(user.number)

    def set_password(self, who: str | int, password: str, *, by: str) -> None:
        """Give a user another password; their sessions and invitations end."""
        user = self.user(who)
        kept = passwords.hashed(password, user.name)
        file = self._file()
        with file.writing():
            file.set_password(user.number, kept)
            file.end_sessions(user.number)
            self._note(by, "password_set", user.name)

    def remove(self, who: str | int, *, by: str) -> None:
        """Take a user out, with their sessions and tokens; what they decided stays. Raises `Untenable` for the only
        admin, unless nobody else is left.
        """
        file = self._file()
        with file.writing():
            user = self.user(who)
            if len(file.users()) > 1:
                self._keep_an_admin(user)
            file.remove_user(user.number)
            self._note(by, "user_removed", user.name)

    def invite(self, who: str | int, *, by: str) -> str:
        """What lets a user set their password, once and for some days; their old password and sessions end."""
        user, secret = self.user(who), secrets.token_urlsafe(32)
        file = self._file()
        with file.writing():
            file.set_password(user.number, None)
            file.end_sessions(user.number)
            file.invite(_digest(secret), user.number, self._clock() + INVITED_FOR)
            self._note(by, "user_invited", user.name)
        return secret

    def invited(self, secret: str) -> User | None:
        """Whose invitation this is, None where it holds no longer."""
        file = self._reading()
        return None if file is None else file.invited(_digest(secret), self._clock())

    def accept(self, secret: str, password: str) -> User:
        """Set the password that an invitation lets set; raises `NotInTeam` where it holds no longer."""
        user = self.invited(secret)
        if user is None:
            raise NotInTeam("This invitation was used already, or is over. Ask for another one.")
        self.set_password(user.number, password, by=user.name)
        return user

    def sign_in(self, name: str, password: str) -> str | None:
        """Begin a session: its id. None for a wrong name or password, after the same time for either."""
        file = self._reading()
        user = None if file is None else file.user(_key(name))
        kept = None if file is None or user is None else file.password(user.number)
        right = passwords.fits(password, kept)
        if file is None or user is None or kept is None or not right:
            if file is not None:
                self._note("unknown" if user is None else user.name, "sign_in_refused", "")
            return None
        if passwords.outdated(kept):
            file.set_password(user.number, passwords.again(password))
        session, now = secrets.token_urlsafe(32), self._clock()
        with file.writing():
            file.forget_sessions(began_by=now - ABSOLUTE, used_by=now - IDLE)
            file.begin_session(_digest(session), user.number, now)
            file.use_session(_digest(session), user.number, now)
            self._note(user.name, "signed_in", "")
        return session

    def knows_password(self, name: str, password: str) -> bool:
        """Whether this is a user's present password."""
        return passwords.fits(password, self._file().password(self.user(name).number))

    def session(self, session: str) -> User | None:
        """Whose session has this id; None where none has, or it is over."""
        file = self._reading()
        found = None if file is None or not session else file.session(_digest(session))
        if file is None or found is None:
            return None
        user, began, used = found
        now = self._clock()
        if now - began >= ABSOLUTE or now - used >= IDLE:
            file.end_session(_digest(session))
            return None
        if now - used >= _MINUTE:
            file.use_session(_digest(session), user.number, now)
        return user

    def sign_out(self, session: str) -> None:
        """A session ends."""
        user, file = self.session(session), self._reading()
        if user is not None and file is not None:
            with file.writing():
                file.end_session(_digest(session))
                self._note(user.name, "signed_out", "")

    def make_token(self, name: str, owner: str, role: Role, *, sees_victims: bool, days: int) -> tuple[ApiToken, str]:
        """A token for a program of `owner`: what is kept of it, and the token itself, which is told this once.

        Whoever asks has seen to it that the role and the sight are none that the owner lacks; where they lack them
        later, so does the token. Raises `InputError` for a name that is none, or a time too long.
        """
        if not 1 <= days <= TOKEN_DAYS:
            raise InputError(f"A token holds for 1 to {TOKEN_DAYS} days.")
        secret, now = TOKEN_MARK + secrets.token_urlsafe(32), self._clock()
        token = ApiToken(
            number=0, name=_name(name), owner=owner, role=role, sees_victims=sees_victims, made=now,
            expires=now + dt.timedelta(days=days),
        )  # fmt: skip
        file = self._file()
        with file.writing():
            number = file.add_token(_digest(secret), token, _key(owner))
            self._note(owner, "token_made", f"{token.name}: {_told(role, sees_victims)}, {days} days")
        return msgspec.structs.replace(token, number=number), secret

    def tokens(self, owner: str | None = None) -> list[ApiToken]:
        """Every token, or those of one owner, the newest first."""
        file = self._reading()
        found = [] if file is None else file.tokens()
        return [token for token in found if owner is None or _key(token.owner) == _key(owner)]

    def token(self, secret: str) -> ApiToken | None:
        """The token as it holds now, with no more than its owner may; None where it opens nothing."""
        file = self._reading()
        found = None if file is None or not secret.startswith(TOKEN_MARK) else file.token(_digest(secret))
        now = self._clock()
        if file is None or found is None or found.expires <= now:
            return None
        owner = file.user(_key(found.owner))
        if owner is None and file.users():
            return None  # made while the book was one person's own; a team's tokens are its users'
        if found.used is None or now - found.used >= _MINUTE:
            file.use_token(found.number, now)
        if owner is None:
            return found
        return msgspec.structs.replace(
            found, role=min(found.role, owner.role), sees_victims=found.sees_victims and owner.sees_victims
        )

    def revoke(self, number: int, *, by: str, owner: str | None = None) -> None:
        """A token opens nothing any more. Raises `NotInTeam` where there is none of that number (of that owner)."""
        found = next((token for token in self.tokens(owner) if token.number == number), None)
        if found is None:
            raise NotInTeam(f"There is no token {number} here. `tollbook tokens list` names them all.")
        file = self._file()
        with file.writing():
            file.remove_token(number)
            self._note(by, "token_revoked", f"{found.name} of {found.owner}")

    def note(self, who: str, action: AuditAction, about: str) -> None:
        """Note what somebody saw or did. It is on the disk when this returns."""
        self._file()
        self._note(who, action, about)

    def audit(
        self, *, who: str | None = None, action: AuditAction | None = None, limit: int, offset: int = 0
    ) -> tuple[int, list[AuditEntry]]:
        """How many entries the audit has of one person or action, and up to `limit` of them, the newest first."""
        file = self._reading()
        return (0, []) if file is None else file.audit(who=who, action=action, limit=limit, offset=offset)

    def keep_verified(self, verified: Verified) -> None:
        """Keep how a check of the book ended."""
        file = self._file()
        with file.writing():
            file.keep_verified(verified)
            self._note(verified.who, "verified", verified.fault or f"whole up to log entry {verified.entries}")

    def verified(self) -> Verified | None:
        """How the last check of the book ended, None where none was made here."""
        file = self._reading()
        return None if file is None else file.verified()

    def _note(self, who: str, action: AuditAction, about: str) -> None:
        self._file().note(self._clock(), who, action, about)

    def _keep_an_admin(self, user: User) -> None:
        if user.role is Role.ADMIN and sum(one.role is Role.ADMIN for one in self.users()) == 1:
            raise Untenable(f"{user.name} is the only admin. Make somebody else one first.")

    def _reading(self) -> TeamFile | None:
        """The file, None where nothing was ever kept."""
        if self._opened is None and not self.path.exists():
            return None
        return self._file()

    def _file(self) -> TeamFile:
        with self._lock:
            if self._opened is None:
                self._opened = TeamFile.open(self.path)
            return self._opened


def _name(name: str) -> str:
    """The name, if it is one that cannot be taken for another or for markup; else `InputError`."""
    found = unicodedata.normalize("NFC", " ".join(name.split()))
    good = all(unicodedata.category(letter)[0] in "LMN" or letter in " ._-'@" for letter in found)
    if not good or not 1 <= len(found) <= 64 or unicodedata.category(found[0])[0] not in "LN":
        raise InputError(
            f"{name[:80]!r} is no name here: up to 64 letters, digits, spaces and . _ - ' @, beginning with a letter."
        )
    return found


def _key(name: str) -> str:
    """What names have in common that nobody would tell apart."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _sight(role: Role) -> bool:
    return role >= Role.CODER


def _told(role: Role, sees_victims: bool) -> str:
    return f"{role.name.lower()}, {'sees' if sees_victims else 'does not see'} victims' names"
