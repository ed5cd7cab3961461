"""The words for feasts, and for days of the Hijri and the Solar Hijri calendar."""

from __future__ import annotations

import re

from tollbook.days.feasts import FEASTS
from tollbook.days.rule import Build
from tollbook.days.values import Feast, Foreign, Value

FEAST_WORDS = (
    "eid", "ramad", "ramaz", "muharram", "moharram", "safar", "rabi", "jumad", "rajab", "shaaban", "shaban", "sha'ban",
    "sha’ban", "shawwal", "shawal", "dhu", "zul", "zil", "ashura", "ashoura", "arbaeen", "arba'een", "arba’een",
    "mawlid", "milad", "nowruz", "norouz", "nauroz", "newroz", "day of arafa", "farvardin", "ordibehesht",
    "khordad", "tir 1",
    "mordad", "shahrivar", "mehr 1", "aban 1", "azar 1", "dey 1", "bahman", "esfand", "hamal 1", "sawr 1", "jawza",
    "saratan", "asad 1", "sunbula", "mizan", "aqrab", "qaws", "jadi 1", "dalw", "hut 1", "christmas", "new year",
    "boxing day", "valentine", "halloween", "may day", "palm sunday", "good friday", "maundy", "holy saturday",
    "easter",
)  # fmt: skip
FEAST_TRIGGER = r"(?<!\w)(?:" + "|".join(FEAST_WORDS).replace(" ", r"\s+") + ")"

_HIJRI = (
    r"muharram|moharram",
    r"safar",
    r"rabi['’]?(?:\s+|-)?(?:al|ul|i)?-?(?:\s*)(?:awwal|awal|i\b)",
    r"rabi['’]?(?:\s+|-)?(?:al|ul|us|ath|i)?-?(?:\s*)(?:thani|sani|akhir|ii\b)",
    r"jumad[ai](?:\s+|-)?(?:al|ul)?-?\s*(?:awwal|ula|oula|i\b)",
    r"jumad[ai](?:\s+|-)?(?:al|us|ath)?-?\s*(?:thani(?:yah?)?|sani|akhir(?:ah?)?|ii\b)",
    r"rajab",
    r"sha['’]?a?ban",
    r"ramad(?:h)?an|ramazan",
    r"shawwal|shawal",
    r"(?:dhu|zul|zil)(?:\s+|-)?(?:al|ul)?-?\s*q[aeiu]['’]?d(?:ah?|eh)?",
    r"(?:dhu|zul|zil)(?:\s+|-)?(?:al|ul)?-?\s*(?:hijjah?|haj(?:j)?)",
)
_SOLAR = (
    "farvardin|hamal", "ordibehesht|sawr", "khordad|jawza", "tir|saratan", "mordad|asad", "shahrivar|sunbula",
    "mehr|mizan", "aban|aqrab", "azar|qaws", "dey|jadi", "bahman|dalw", "esfand|hut",
)  # fmt: skip
_PLAIN_SOLAR = re.compile("farvardin|ordibehesht|khordad|mordad|shahrivar|bahman|esfand|saratan|sunbula", re.IGNORECASE)
"""Months whose names mean nothing else, and so need no year beside them."""
_HIJRI_MONTHS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _HIJRI)
_SOLAR_MONTHS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _SOLAR)
_ANY_HIJRI = f"(?:{'|'.join(_HIJRI)})"
_ANY_SOLAR = f"(?:{'|'.join(_SOLAR)})"
_DAY = r"(?:30|31|[12][0-9]|0?[1-9])"
_TH = "(?:st|nd|rd|th)?"
_YEAR = r"1[34][0-9][0-9]"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TEN = "|".join(_ORDINALS)


def _hijri(found: re.Match[str]) -> Value | None:
    return _foreign(found, "hijri")


def _solar(found: re.Match[str]) -> Value | None:
    if found["year"] is None and not _PLAIN_SOLAR.fullmatch(found["month"]):
        return None
    return _foreign(found, "solar")


def _foreign(found: re.Match[str], era: str) -> Value | None:
    months = _HIJRI_MONTHS if era == "hijri" else _SOLAR_MONTHS
    month = next(number for number, pattern in enumerate(months, 1) if pattern.fullmatch(found["month"].strip()))
    day, last, year = found["day"], found["last"], found["year"]
    if last and int(last) <= int(day):
        return None
    return Foreign(
        era="hijri" if era == "hijri" else "solar",
        month=month,
        day=int(day) if day else None,
        last_day=int(last) if last else None,
        year=int(year) if year else None,
    )


def _ramadan(found: re.Match[str]) -> Value | None:
    """The month by its name alone, or its nth day; "before Ramadan" names no day of it."""
    nth, year = found["nth"], found["year"]
    if nth is not None:
        day = _ORDINALS.index(nth.lower()) + 1 if nth.lower() in _ORDINALS else int(re.sub(r"\D", "", nth))
        return Foreign(era="hijri", month=9, day=day)
    lead, which = (found["lead"] or "").lower(), (found["which"] or "").lower()
    if year is not None:
        return Feast(name="ramadan", year=int(year), whole=True) if lead or which else None
    if not lead and not which:
        return None
    return Foreign(era="hijri", month=9, last=which == "last")


_FITR, _ADHA = r"fitr", r"adha|azha|zuha|kabir"


def _eid(found: re.Match[str]) -> Value | None:
    """Eid needs its second name, or words that show that it is no surname."""
    full, nth, lead, tail = found["full"], found["nth"], found["lead"], found["tail"]
    if _AHEAD.search(found.string, max(0, found.start() - 20), found.start()):
        return None
    name = "eid" if full is None else "eid al-fitr" if re.search(_FITR, full, re.IGNORECASE) else "eid al-adha"
    if full is None and not (nth or lead or tail):
        return None
    day = _ORDINALS.index(nth.lower()) + 1 if nth else 1
    whole = nth is None and ((lead or "").lower() in ("during", "over") or (tail or "").lower().startswith("holiday"))
    year = found["year"]
    return Feast(
        name=name,
        day=day,
        whole=whole,
        year=int(year) if year else None,
        last=found["which"] is not None and not year,
    )


_AHEAD = re.compile(
    r"\b(?:ahead\s+of|(?:just|shortly|(?<!\w\s)(?:days|weeks|hours))\s+(?:before|after)|upcoming|next|coming"
    r"|approaching|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NAMES = {
    "ashoura": "ashura", "nauroz": "nowruz", "norouz": "nowruz",
    "newroz": "nowruz", "day of arafat": "day of arafah", "coptic christmas": "orthodox christmas",
    "coptic christmas eve": "orthodox christmas eve", "christmas day": "christmas", "new year day": "new year's day",
    "new years day": "new year's day", "new years eve": "new year's eve", "new year eve": "new year's eve",
    "coptic palm sunday": "orthodox palm sunday", "coptic easter": "orthodox easter",
    "valentines day": "valentine's day",
    "orthodox christmas day": "orthodox christmas", "easter day": "easter", "easter sunday": "easter",
    "orthodox easter sunday": "orthodox easter",
}  # fmt: skip


def _feast(found: re.Match[str]) -> Value | None:
    if _AHEAD.search(found.string, max(0, found.start() - 20), found.start()):
        return None
    name = " ".join(found["name"].lower().replace("’", "'").split())
    if name in ("new year", "new year's"):
        return None
    if name in ("mawlid", "milad") or name.startswith(
        ("mawlid ", "milad ", "milad-", "eid milad", "eid-e-milad", "eid-i-milad")
    ):
        name = "mawlid"
    if name.startswith("arba"):
        name = "arbaeen"
    name, year = _NAMES.get(name, name), found["year"]
    if name not in FEASTS:
        return None
    return Feast(
        name=name,
        year=int(year) if year else None,
        last=found["which"] is not None and not year,
    )


_WHICH = r"(?:(?P<which>last)\s+)?"
_OUR_YEAR = r"(?:,?\s+(?:of\s+|in\s+)?(?P<year>(?:19|20)[0-9][0-9]))?"
FEAST_RULES: tuple[tuple[str, Build[Value]], ...] = (
    # 15 Ramadan 1445, 27th of Rajab
    (
        rf"(?P<day>{_DAY}){_TH}(?:\s?[-–]\s?(?P<last>{_DAY}))?\s+(?:of\s+)?(?P<month>{_ANY_HIJRI})"
        rf"(?:,?\s+(?P<year>{_YEAR})(?:\s*(?:a\.?h\.?|hijri))?)?",
        _hijri,
    ),
    # Ramadan 15, 1445
    (rf"(?P<month>{_ANY_HIJRI})\s+(?P<day>{_DAY})(?P<last>)?,\s+(?P<year>{_YEAR})(?:\s*(?:a\.?h\.?|hijri))?", _hijri),
    # Ramadan 1445
    (rf"(?P<month>{_ANY_HIJRI})(?P<day>)?(?P<last>)?\s+(?P<year>{_YEAR})(?:\s*(?:a\.?h\.?|hijri))?", _hijri),
    # 30 Farvardin 1403, 15 Asad 1403
    (
        rf"(?P<day>{_DAY}){_TH}(?:\s?[-–]\s?(?P<last>{_DAY}))?\s+(?:of\s+)?(?P<month>{_ANY_SOLAR})"
        rf"(?:,?\s+(?P<year>{_YEAR})(?:\s*(?:s\.?h\.?|hijri\s+shamsi|shamsi))?)?",
        _solar,
    ),
    (rf"(?P<month>{_ANY_SOLAR})(?P<day>)?(?P<last>)?\s+(?P<year>{_YEAR})(?:\s*(?:s\.?h\.?|shamsi))?", _solar),
    # during Ramadan, last Ramadan, the fifth day of Ramadan
    (
        rf"(?:(?P<lead>in|during|throughout|over)\s+(?:the\s+)?)?(?P<core>(?:the\s+)?(?:"
        rf"(?P<nth>{_TEN}|[0-9]{{1,2}}(?:st|nd|rd|th))"
        rf"\s+day\s+of\s+(?:the\s+)?)?(?:(?:holy|fasting|Muslim|Islamic|holy\s+Muslim)\s+){{0,2}}(?:month\s+of\s+)?"
        rf"(?:(?P<which>last|this)\s+)?(?:ramadh?an|ramazan)(?:\s+(?:of\s+|in\s+)?(?P<year>20[0-9][0-9]))?)",
        _ramadan,
    ),
    # the first day of Eid al-Fitr, over Eid, the Eid holiday
    (
        rf"(?:(?P<lead>on|during|over)\s+(?:the\s+)?)?(?P<core>(?:the\s+)?(?:(?P<nth>{_TEN})\s+day\s+of\s+(?:the\s+)?)?"
        rf"(?:(?:Muslim|Islamic)\s+)?{_WHICH}(?:(?:eid|id)(?P<full>(?:\s+|-)?(?:al|ul|el)?[\s-]*(?:{_FITR}|{_ADHA}))?)"
        rf"(?P<tail>\s+(?:day|holidays?|prayers?|feast|festival|celebrations?))?{_OUR_YEAR})",
        _eid,
    ),
    # Christmas Eve, Easter Sunday 2019, Ashura
    (
        rf"{_WHICH}(?P<name>(?:(?:orthodox|coptic)\s+)?(?:christmas(?:\s+(?:eve|day))?|palm\s+sunday|good\s+friday"
        r"|easter(?:\s+(?:sunday|monday|weekend|day))?)|boxing\s+day|may\s+day|new\s+year['’]?s?\s+(?:eve|day)"
        r"|valentine['’]?s\s+day|halloween|maundy\s+thursday|holy\s+saturday|asho?ura|arba['’]?een|nowruz|norouz|nauroz"
        r"|newroz|(?:eid[\s-](?:e-|i-)?)?milad(?:[\s-](?:un|ul)[\s-]nabi)?|mawlid(?:\s+al-nabi)?|day\s+of\s+arafa[ht])"
        rf"{_OUR_YEAR}",
        _feast,
    ),
)
