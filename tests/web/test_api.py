"""The API: what its description says is what it does, whatever it is asked."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from argon2 import PasswordHasher
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import CheckFunction, GenerationMode, Response
from schemathesis.schemas import BaseSchema as OpenApiSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web.casework import OWNER, Casework
from tests.web.routes import GIVEN
from tollbook.book import Team, passwords
from tollbook.model import Role
from tollbook.web import Sessions, TeamSessions, workbench
from tollbook.web.guard import Site
from tollbook.web.limits import Rate

GOOD = "a sentence of several words"

DESCRIPTION = workbench(Path("none.book"), port=80, sessions=Sessions(OWNER)).openapi()
OPERATIONS = [(path, method) for path, methods in DESCRIPTION["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def served(casebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, Team]]:
    """A workbench with a team that has an admin."""
    path = tmp_path_factory.mktemp("api") / "api.book"
    path.write_bytes(casebook.read_bytes())
    with pytest.MonkeyPatch.context() as patched:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", lambda: hasher)
        patched.setattr("tollbook.web.checking.Checking.begin", lambda *_: None)  # a process for each example
        team = Team(path)
        team.add("Anna", Role.ADMIN, password=GOOD, by="a test")
        rate = Rate(10**9, 1e9)
        site = Site(hosts=frozenset({"testserver"}), scheme="http", cookie="tollbook")
        sessions, road = TeamSessions(team), Casework()
        yield workbench(path, port=80, sessions=sessions, team=team, site=site, rate=rate, road=road), team
        team.close()


@pytest.fixture
def token(served: tuple[FastAPI, Team]) -> str:
    """A token of the admin, new for each test: what is asked at random may revoke one."""
    _, secret = served[1].make_token("api", "Anna", Role.ADMIN, sees_victims=True, days=1)
    return secret


@pytest.fixture(scope="module")
def api(served: tuple[FastAPI, Team]) -> OpenApiSchema:
    """Its description, as schemathesis reads it."""
    app, team = served
    _, secret = team.make_token("description", "Anna", Role.ADMIN, sees_victims=True, days=1)
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers=_headers(secret))


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_asked_is_answered_as_described(
    api: OpenApiSchema, token: str, path: str, method: str, mode: GenerationMode
) -> None:
    """Statuses, records and headers are those described; what does not fit is refused, what fits is taken; and nothing
    is ever a fault of ours.
    """
    operation = api[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=6, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def asked(case: schemathesis.Case[Any]) -> None:
        answer = case.call(headers=_headers(token))
        left_out: list[CheckFunction] = [positive_data_acceptance] if _makes_no_sense(answer) else []
        case.validate_response(answer, excluded_checks=left_out, headers=_headers(token))

    with contextlib.suppress(Unsatisfiable):  # where nothing could be wrong
        asked()


@pytest.mark.parametrize("path", [path for path, method in OPERATIONS if method == "get"])
def test_what_is_there_is_told_as_described(api: OpenApiSchema, token: str, path: str) -> None:
    """Each twin of something that the book has, held to its description."""
    operation = api[path]["GET"]
    named = re.findall(r"{(\w+)}", path)
    asked = [one["name"] for one in DESCRIPTION["paths"][path]["get"].get("parameters", ()) if one.get("required")]
    query = {name: "x1" for name in asked if name not in named}
    case = operation.Case(path_parameters={name: GIVEN.get(name, "x1") for name in named}, query=query)
    answer = case.call_and_validate(headers=_headers(token))
    assert answer.status_code == 200 or not set(named) <= set(GIVEN) or _makes_no_sense(answer)


def _makes_no_sense(answer: Response) -> bool:
    """Whether what was asked is of the right form, and still means nothing in this book: a name that is none, a moment
    before the book was begun. No description can tell that. Where the form is wrong, the answer says so otherwise.
    """
    if answer.status_code not in (400, 422):
        return False
    return not answer.json()["detail"].startswith("This was not understood")


def _headers(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
