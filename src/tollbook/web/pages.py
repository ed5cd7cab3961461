"""Templates to pages. What is put into one is text, and is escaped, whatever it looks like."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from tollbook.book import showable
from tollbook.web.access import WHO

VIEWS = (("Reports", "/reports"),)
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


def _web_address(url: object) -> bool:
    """Whether this may be made a link: an address on the web, and not a script in disguise."""
    return isinstance(url, str) and url.lower().startswith(("https://", "http://"))
