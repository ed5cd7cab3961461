"""In which order an outlet writes a date in figures, by its country."""

from __future__ import annotations

import re

_MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW", "PR", "GU", "AS", "MP", "VI"})
"""Countries whose outlets write 3/5 for the fifth of March in English: the United States and what follows their use."""
_COUNTRY = re.compile(r"^(?:[a-z]+://)?[^/?#:]{1,250}\.([a-z]{2})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_GENERAL = frozenset({"TV", "IO", "CO", "ME", "FM", "AI", "TO", "CC", "WS", "EU"})
"""Top-level domains that belong to a country by name and to anybody by use."""


def month_first_in(country: str) -> bool:
    """Whether outlets of a country (ISO 3166, two letters) write the month first."""
    return country.upper() in _MONTH_FIRST


def month_first(url: str | None) -> bool | None:
    """The same by the country that ends the address of a report; None where it tells no country."""
    found = _COUNTRY.match(url or "")
    if found is None or found[1].upper() in _GENERAL:
        return None
    return month_first_in(found[1])
