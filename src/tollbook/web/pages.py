"""Templates to pages. What is put into one is text, and is escaped, whatever it looks like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from tollbook.book import showable
from tollbook.web.access import WHO

VIEWS = (
    ("Overview", "/"),
    ("Review", "/review"),
    ("Reports", "/reports"),
    ("Actors", "/actors"),
    ("Places", "/places"),
    ("Outlets", "/outlets"),
    ("Speakers", "/speakers"),
    ("Compare", "/compare"),
    ("Book", "/book"),
)
"""The navigation: what stands in it, and where that leads."""


def page(template: str, *, code: int = 200, **given: Any) -> HTMLResponse:
    """The page that `template` makes of what is given."""
    return HTMLResponse(_environment().get_template(template).render({"visitor": WHO.get()} | given), code)


def address(path: str, **query: object) -> str:
    """An address with a query; what is None or empty is left out."""
    written = urlencode({name: value for name, value in query.items() if value not in (None, "")})
    return f"{path}?{written}" if written else path


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tollbook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals["views"] = VIEWS
    environment.globals["address"] = address
    environment.filters["day"] = _day
    environment.filters["moment"] = _moment
    environment.filters["words"] = _words
    environment.filters["cited"] = _cited
    environment.tests["web_address"] = _web_address
    return environment


def _finalize(value: object) -> object:
    r"""Text that a page can carry, code point for code point, so that offsets into it stay true.

    A browser makes one line end of "\r\n" while it reads a page; a space before the "\n" stays a code point.
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return showable(value).replace("\r", " ")
    return value


def _day(value: dt.date | None) -> str:
    return "day unknown" if value is None else f"{value.day} {value:%B} {value.year}"


def _moment(value: dt.datetime | None) -> str:
    return "never" if value is None else f"{value.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _words(claim: str) -> str:
    """Where the words of a claim stand, by its name among those of all reports ("3f2a9c41b0d2:c3")."""
    report, _, name = claim.partition(":")
    return f"/reports/{quote(report)}#{quote(name)}"


def _cited(claims: Iterable[str], numbers: Mapping[str, int]) -> list[tuple[int, str]]:
    """The numbers of the figures that claims make, each with the first of its claims, in their order."""
    found: dict[int, str] = {}
    for claim in claims:
        if claim in numbers:
            found.setdefault(numbers[claim], claim)
    return sorted(found.items())


def _web_address(url: object) -> bool:
    """Whether this may be made a link: an address on the web, and not a script in disguise."""
    return isinstance(url, str) and url.lower().startswith(("https://", "http://"))
