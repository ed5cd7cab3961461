"""Who may work on the book, which programs, and what was noted of what they saw and did."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query
from fastapi import Path as InPath
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.book import TOKEN_DAYS, Team
from tollbook.errors import InputError, Untenable
from tollbook.model import ApiToken, AuditAction, AuditEntry, User
from tollbook.web.access import Role, Visitor, allowed, team_of, visitor_of
from tollbook.web.answers import as_csv, as_json, told
from tollbook.web.bodies import Filled, back, is_form
from tollbook.web.desk import desk_of
from tollbook.web.pages import address
from tollbook.web.pages import page as page_of
from tollbook.web.sessions import TeamSessions

router = APIRouter(tags=["people"])

PER_PAGE = 100
RoleName = Literal["reader", "coder", "reviewer", "admin"]
ROLES = ("reader", "coder", "reviewer", "admin")
FRESH = {"Cache-Control": "no-store"}
"""What follows from the team's file, and not from the book, is asked for anew each time."""

ACTIONS: dict[str, str] = {
    "signed_in": "signed in", "sign_in_refused": "was refused", "signed_out": "left", "user_added": "added a user",
    "user_changed": "changed a user", "user_removed": "removed a user", "user_invited": "invited a user",
    "password_set": "set a password", "token_made": "made a token", "token_revoked": "revoked a token",
    "victims_seen": "saw victims", "verified": "checked the book",
}  # fmt: skip
"""How a page names what was noted."""

Reader = Annotated[Visitor, Depends(allowed(Role.READER))]
Admin = Annotated[Visitor, Depends(allowed(Role.ADMIN))]
Number = Annotated[int, InPath(ge=1, le=2**62, description="The number that lists give.", examples=[2])]


class UserLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the team. `seen` is when they last asked for something; one who is `invited` has no password yet."""

    number: int
    name: str
    role: RoleName
    sees_victims: bool
    added: dt.datetime
    added_by: str
    invited: bool
    seen: dt.datetime | None


class UserList(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody, by name."""

    users: list[UserLine]


class NewUser(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to add. They set their password themselves, at the address that the answer tells."""

    name: str
    role: RoleName
    sees_victims: bool | None = None


class UserChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user may do from now on; sensitive fields are shown from the role of coder on unless told otherwise."""

    role: RoleName
    sees_victims: bool | None = None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """Where a user sets a password, once, within three days: hand it on by a way that nobody else reads."""

    user: UserLine
    address: str


class TokenLine(msgspec.Struct, frozen=True, kw_only=True):
    """A token, without what it is shown by."""

    number: int
    name: str
    owner: str
    role: RoleName
    sees_victims: bool
    made: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None


class TokenList(msgspec.Struct, frozen=True, kw_only=True):
    """The tokens of whoever asks, or everybody's where an admin does; the newest first."""

    tokens: list[TokenLine]


class NewToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to make, with a role that is not above one's own."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"\S")]
    role: RoleName = "reader"
    days: Annotated[int, msgspec.Meta(ge=1, le=TOKEN_DAYS)] = 90
    sees_victims: bool = False


class MadeToken(msgspec.Struct, frozen=True, kw_only=True):
    """A new token, with the `secret` that is sent as `Authorization: Bearer`, and is told this once."""

    token: TokenLine
    secret: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """That it was done."""

    done: bool = True


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's own password, and another one."""

    current: str
    new: str


class AuditList(msgspec.Struct, frozen=True, kw_only=True):
    """What was noted, the last first: `total` entries of that person and action, on pages."""

    total: int
    page: int
    pages: int
    next: str | None
    entries: list[AuditEntry]


@router.get("/book/users", include_in_schema=False)
def show_users(request: Request, _: Admin) -> Response:
    """The page of users."""
    return _users_page(request)


@router.get("/book/users.json", responses=told(UserList, "The users."), response_class=Response)
def users_as_data(request: Request, _: Admin) -> Response:
    """Who may work on the book. Takes the role of admin."""
    return as_json(UserList(users=_users(request)), FRESH)


@router.get("/book/users.csv", responses=told(None, "The users, one a line."), response_class=Response)
def users_as_lines(request: Request, _: Admin) -> Response:
    """The same as a table."""
    return as_csv(UserLine.__struct_fields__, map(msgspec.to_builtins, _users(request)), "users", FRESH)


@router.post(
    "/book/users", responses=told(Invitation, "They were added.", 201), openapi_extra=Filled(NewUser).described,
    response_class=Response,
)  # fmt: skip
def add_user(request: Request, visitor: Admin, given: Annotated[NewUser, Depends(Filled(NewUser))]) -> Response:
    """Add somebody, who is invited to set a password. Takes the role of admin."""
    team = _signing_in(request)
    user = team.add(given.name, _role(given.role), sees_victims=given.sees_victims, by=visitor.signed)
    return _invited(request, user, visitor)


@router.post(
    "/book/users/{number}", responses=told(UserLine, "They were changed."), openapi_extra=Filled(UserChange).described,
    response_class=Response,
)  # fmt: skip
def change_user(
    request: Request, visitor: Admin, number: Number, given: Annotated[UserChange, Depends(Filled(UserChange))]
) -> Response:
    """Give somebody another role or sight; their sessions end. Takes the role of admin."""
    user = team_of(request).change(number, _role(given.role), sees_victims=given.sees_victims, by=visitor.signed)
    return back("/book/users") if is_form(request) else as_json(_user_line(user))


@router.post(
    "/book/users/{number}/invite", responses=told(Invitation, "They were invited.", 201), response_class=Response
)
def invite_user(request: Request, visitor: Admin, number: Number) -> Response:
    """Let somebody set another password; the old one opens nothing any more. Takes the role of admin."""
    return _invited(request, team_of(request).user(number), visitor)


@router.post("/book/users/{number}/remove", responses=told(Done, "They were removed."), response_class=Response)
def remove_user(request: Request, visitor: Admin, number: Number) -> Response:
    """Take somebody out, with their sessions and tokens; what they decided stays. Takes the role of admin."""
    team_of(request).remove(number, by=visitor.signed)
    return back("/book/users") if is_form(request) else as_json(Done())


@router.get("/book/tokens", include_in_schema=False)
def show_tokens(request: Request) -> Response:
    """The page of tokens."""
    return _tokens_page(request)


@router.get("/book/tokens.json", responses=told(TokenList, "The tokens."), response_class=Response)
def tokens_as_data(request: Request) -> Response:
    """One's own tokens; everybody's for an admin."""
    return as_json(TokenList(tokens=_tokens(request)), FRESH)


@router.get("/book/tokens.csv", responses=told(None, "The tokens, one a line."), response_class=Response)
def tokens_as_lines(request: Request) -> Response:
    """The same as a table."""
    return as_csv(TokenLine.__struct_fields__, map(msgspec.to_builtins, _tokens(request)), "tokens", FRESH)


@router.post(
    "/book/tokens", responses=told(MadeToken, "The token.", 201), openapi_extra=Filled(NewToken).described,
    response_class=Response,
)  # fmt: skip
def make_token(request: Request, visitor: Reader, given: Annotated[NewToken, Depends(Filled(NewToken))]) -> Response:
    """Make a token, which is told once. No token makes another one."""
    role = _role(given.role)
    if visitor.token is not None:
        raise HTTPException(403, "A token makes no other one. Make it on the page, or with `tollbook tokens add`.")
    if role > visitor.role or given.sees_victims > visitor.sees_victims:
        raise HTTPException(403, "A token may not do or see more than you: give it a lower role, or no sight.")
    kept, secret = team_of(request).make_token(
        given.name, visitor.name, role, sees_victims=given.sees_victims, days=given.days
    )
    if is_form(request):
        return _tokens_page(request, secret, 201)
    return as_json(MadeToken(token=_token_line(kept), secret=secret), FRESH, 201)


@router.post("/book/tokens/{number}/revoke", responses=told(Done, "It was revoked."), response_class=Response)
def revoke_token(request: Request, visitor: Reader, number: Number) -> Response:
    """Let a token of one's own open nothing any more; an admin may revoke anybody's."""
    owner = None if visitor.role is Role.ADMIN else visitor.name
    team_of(request).revoke(number, by=visitor.signed, owner=owner)
    return back("/book/tokens") if is_form(request) else as_json(Done())


Who = Annotated[str, Query(max_length=200, description="Of one person.", examples=["anna"])]
Action = Annotated[AuditAction | Literal[""], Query(description="Of one kind.")]
Page = Annotated[int, Query(ge=1, le=1_000_000, description="Which page.")]


@router.get("/book/audit", include_in_schema=False)
def show_audit(request: Request, _: Admin, who: Who = "", action: Action = "", page: Page = 1) -> Response:
    """The page of the audit."""
    found = _audit(request, "/book/audit", who, action, page)
    return page_of(
        "book_audit.html.jinja",
        book=_book(request),
        tab="/book/audit",
        found=found,
        actions=ACTIONS,
        who=who,
        action=action,
    )


@router.get("/book/audit.json", responses=told(AuditList, "The audit."), response_class=Response)
def audit_as_data(request: Request, _: Admin, who: Who = "", action: Action = "", page: Page = 1) -> Response:
    """Who saw which victims' names, signed in, or changed who may do what. Takes the role of admin."""
    return as_json(_audit(request, "/book/audit.json", who, action, page), FRESH)


@router.get("/book/audit.csv", responses=told(None, "The audit, one a line."), response_class=Response)
def audit_as_lines(request: Request, _: Admin, who: Who = "", action: Action = "", page: Page = 1) -> Response:
    """The same as a table."""
    found = _audit(request, "/book/audit.csv", who, action, page)
    return as_csv(AuditEntry.__struct_fields__, map(msgspec.to_builtins, found.entries), "audit", FRESH)


@router.get("/account", include_in_schema=False)
def show_account(request: Request) -> Response:
    """The page of one's own account."""
    return _account(request)


@router.post("/account/password", include_in_schema=False)
def change_password(
    request: Request, visitor: Reader, given: Annotated[PasswordChange, Depends(Filled(PasswordChange))]
) -> Response:
    """Another password for oneself; all sessions end, this one too."""
    team, attempts = _signing_in(request), request.app.state.attempts
    if visitor.token is not None:
        raise HTTPException(403, "A token changes no password. Do it on the page.")
    if attempts.wait(visitor.name, "account"):
        return _account(request, "There were too many wrong attempts. Try again later.", 429)
    attempts.failed(visitor.name, "account")
    if not team.knows_password(visitor.name, given.current):
        return _account(request, "That is not your present password.", 400)
    attempts.succeeded(visitor.name, "account")
    try:
        team.set_password(visitor.name, given.new, by=visitor.name)
    except InputError as error:
        return _account(request, str(error), 400)
    return RedirectResponse("/sign-in", 303)


def _account(request: Request, wrong: str | None = None, code: int = 200) -> Response:
    return page_of(
        "account.html.jinja",
        code=code,
        book=_book(request),
        wrong=wrong,
        team=_is_team(request),
        me=visitor_of(request),
    )


def _users_page(request: Request, invitation: Invitation | None = None, code: int = 200) -> Response:
    return page_of(
        "book_users.html.jinja", code=code, book=_book(request), tab="/book/users", users=_users(request),
        team=_is_team(request), roles=ROLES, invitation=invitation, name=desk_of(request).path.name,
    )  # fmt: skip


def _tokens_page(request: Request, secret: str | None = None, code: int = 200) -> Response:
    visitor = visitor_of(request)
    roles = [name for name in ROLES if _role(name) <= visitor.role]
    return page_of(
        "book_tokens.html.jinja", code=code, book=_book(request), tab="/book/tokens", tokens=_tokens(request),
        roles=roles, secret=secret, most=TOKEN_DAYS, sees_victims=visitor.sees_victims,
    )  # fmt: skip


def _invited(request: Request, user: User, visitor: Visitor) -> Response:
    secret = team_of(request).invite(user.number, by=visitor.signed)
    site = request.app.state.site
    at = f"{site.scheme}://{request.headers['host']}{address('/invited', token=secret)}"
    invitation = Invitation(user=_user_line(team_of(request).user(user.number)), address=at)
    return _users_page(request, invitation, 201) if is_form(request) else as_json(invitation, FRESH, 201)


def _users(request: Request) -> list[UserLine]:
    return [_user_line(user) for user in team_of(request).users()]


def _user_line(user: User) -> UserLine:
    return UserLine(**msgspec.structs.asdict(user) | {"role": user.role.name.lower()})


def _tokens(request: Request) -> list[TokenLine]:
    visitor = visitor_of(request)
    owner = None if visitor.role is Role.ADMIN else visitor.name
    return [_token_line(token) for token in team_of(request).tokens(owner)]


def _token_line(token: ApiToken) -> TokenLine:
    return TokenLine(**msgspec.structs.asdict(token) | {"role": token.role.name.lower()})


def _audit(request: Request, path: str, who: str, action: AuditAction | Literal[""], page: int) -> AuditList:
    total, entries = team_of(request).audit(
        who=who or None, action=action or None, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
    )
    pages = max(1, -(-total // PER_PAGE))
    onward = address(path, who=who, action=action, page=page + 1) if page < pages else None
    return AuditList(total=total, page=page, pages=pages, next=onward, entries=entries)


def _signing_in(request: Request) -> Team:
    """The team, where this workbench has people sign in."""
    if not _is_team(request):
        raise Untenable("This workbench is for one person alone. `tollbook users add` begins a team.")
    return team_of(request)


def _is_team(request: Request) -> bool:
    return isinstance(request.app.state.sessions, TeamSessions)


def _role(name: str) -> Role:
    return Role[name.upper()]


def _book(request: Request) -> str:
    name: str = desk_of(request).path.name
    return name
