"""Wire services, and where a report credits one."""

from __future__ import annotations

import re

AGENCIES: dict[str, tuple[str, ...]] = {
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "Reuters": ("Reuters", "REUTERS", "Thomson Reuters"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "UPI": ("UPI", "United Press International"),
    "EPA": ("EPA", "EPA-EFE", "European Pressphoto Agency"),
    "EFE": ("EFE", "Agencia EFE"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "ANSA": ("ANSA",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA"),
    "TASS": ("TASS", "ITAR-TASS"),
    "Interfax": ("Interfax", "Interfax-Ukraine"),
    "RIA Novosti": ("RIA Novosti", "RIA"),
    "Sputnik": ("Sputnik",),
    "Ukrinform": ("Ukrinform",),
    "SANA": ("SANA",),
    "IRNA": ("IRNA",),
    "WAFA": ("WAFA",),
    "PTI": ("PTI", "Press Trust of India"),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "ANI": ("ANI", "Asian News International"),
    "APP": ("APP", "Associated Press of Pakistan"),
    "NAN": ("NAN", "News Agency of Nigeria"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "Bernama": ("Bernama",),
    "PA": ("PA", "PA Media", "Press Association"),
}
"""Names under which a report credits a wire service, by the name that the book keeps."""

_BY_NAME = {name: agency for agency, names in AGENCIES.items() for name in names}
_NAMES = "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))
_NAME = re.compile(rf"(?<![\w-])(?:{_NAMES})(?![\w-])")
_IN_PARENTHESES = re.compile(rf"\((?:[Ss]ource: ?|[Vv]ia |[Ww]ith )?({_NAMES})\)")
_CLOSING = re.compile(
    rf"(?:\((?:[Ss]ources?: ?|[Vv]ia |[Ww]ith |[Cc]redit: ?)?({_NAMES})\)"
    rf"|(?:[-–—/] ?|[Ss]ources?: ?|[Cc]redit ?: ?)({_NAMES}))\W*$"
    rf"|Copyright (?:\d{{4}} )?(?:The )?({_NAMES})\b[^\n]{{0,200}}$"
)


def agency_of(name: str) -> str | None:
    """The agency that an author's or publisher's name is, or names ("By staff with AFP"); None where it names none."""
    found = _NAME.search(name)
    return _BY_NAME[found[0]] if found else None


def agency_credited(lead: str, close: str) -> str | None:
    """The agency that a text credits in its dateline (the start of `lead`) or in its last words (the end of `close`).

    An agency that the text quotes ("he told AFP") is none that it credits.
    """
    start = _IN_PARENTHESES.search(lead[:120])
    if start:
        return _BY_NAME[start[1]]
    end = _CLOSING.search(close[-300:].rstrip())
    if end is None:
        return None
    return _BY_NAME[next(name for name in end.groups() if name)]
