"""Every route of the workbench, as the tests go over them, with the role that each takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from fastapi.dependencies.models import Dependant
from starlette.routing import BaseRoute, Mount, Route

from tests.web.casework import OWNER, far_report
from tollbook.web import Sessions, workbench
from tollbook.web.access import Allowed, Role
from tollbook.web.guard import OPEN, SAFE

GIVEN = {"digest": far_report().digest[:12], "number": "1"}
"""What stands for a part of an address; "x1" for any other."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One method at one address: the pattern, an address of it, and the lowest role that it takes (None: anybody's)."""

    method: str
    pattern: str
    path: str
    role: Role | None

    def __str__(self) -> str:
        return f"{self.method} {self.pattern}"


def every() -> list[Asked]:
    """Every method and address, without those that the package ships."""
    app = workbench(Path("none.book"), port=1, sessions=Sessions(OWNER))
    return sorted({str(one): one for one in _walk(app.routes)}.values(), key=str)


def _walk(routes: list[BaseRoute]) -> Iterator[Asked]:
    for route in routes:
        if isinstance(route, Route):
            for method in route.methods or ():
                path = re.sub(r"{(\w+)(?::\w+)?}", lambda part: GIVEN.get(part[1], "x1"), route.path)
                yield Asked(method=method, pattern=route.path, path=path, role=_role(getattr(route, "dependant", None)))
        elif not isinstance(route, Mount):
            yield from _walk(getattr(getattr(route, "original_router", None), "routes", []))


def _role(dependant: Dependant | None) -> Role | None:
    """The highest role that is asked for on the way."""
    if dependant is None:
        return None
    own = [dependant.call.role] if isinstance(dependant.call, Allowed) else []
    return max((*own, *filter(None, map(_role, dependant.dependencies))), default=None)


ROUTES = every()
INSIDE = [one for one in ROUTES if one.path not in OPEN]
CHANGING = [one for one in ROUTES if one.method not in SAFE]
SHOWING = [one for one in INSIDE if one.method == "GET"]
