"""A question that nobody answers here is refused: a filter that is misspelt must not count the whole book."""

from __future__ import annotations

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request

TWINS = (".json", ".csv")


def known_questions(request: Request) -> None:
    """A dependency of every route: refuses a twin's unknown parameters with 400, by name. Pages pass them over, since
    links bring their own.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or not request.url.path.endswith(TWINS):
        return
    known = _of(route.dependant)
    unknown = sorted({name for name in request.query_params if name not in known})
    if unknown:
        listed = ", ".join(sorted(known)) or "nothing"
        raise HTTPException(
            400, f"This was not understood: nothing here is called {', '.join(unknown)[:200]}. Known is: {listed}."
        )


def _of(dependant: Dependant) -> set[str]:
    """The names of the parameters that a route, and what it depends on, ask of an address."""
    names = {field.alias for field in dependant.query_params}
    return names.union(*(_of(inner) for inner in dependant.dependencies))
