"""MUC-4's messages and answer keys, and templates as the measures compare them.

The keys follow the MUC-4 task documentation (NRaD 1992): a fill is `"A" / "B"`, any of which is right; `?` or brackets
mark a fill, and `(OPTIONAL)` a template, that nobody need find; `VALUE: "A" / "B"` gives a value of the string behind
the colon; `-` is no fill and `*` a slot that does not apply.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import string
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STRING_SLOTS = {
    "PerpInd": "PERP: INDIVIDUAL ID",
    "PerpOrg": "PERP: ORGANIZATION ID",
    "Target": "PHYS TGT: ID",
    "Victim": "HUM TGT: NAME",
    "Weapon": "INCIDENT: INSTRUMENT ID",
}
"""The five string slots that the GTT measure counts, and MUC's names for them."""
VALUE_SLOTS = {
    "number": "HUM TGT: NUMBER",
    "effect": "HUM TGT: EFFECT OF INCIDENT",
    "confidence": "PERP: ORGANIZATION CONFIDENCE",
}
"""Slots whose fills are a value of a string: how many victims, what became of them, how sure the organisation is."""
DESCRIPTION = "HUM TGT: DESCRIPTION"
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")

Mentions = frozenset[str]
"""The strings, normalised, any of which names one entity."""


@dataclass(frozen=True)
class Value:
    """A value (any of `values`) of the entity that any of `of` names; nobody need find an optional one."""

    values: frozenset[str]
    of: Mentions = frozenset()
    optional: bool = False


@dataclass
class Template:
    """One incident: its types (any of which is right), entities by string slot, values by value slot, and the
    descriptions of victims without a name, which tell what a value is a value of.
    """

    types: tuple[str, ...]
    strings: dict[str, list[Mentions]] = field(default_factory=lambda: {slot: [] for slot in STRING_SLOTS})
    values: dict[str, list[Value]] = field(default_factory=lambda: {slot: [] for slot in VALUE_SLOTS})
    descriptions: list[Mentions] = field(default_factory=list)
    date: str | None = None
    location: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class Message:
    """One message: its text without the header line, the day of its dateline, and its key."""

    id: str
    split: str
    text: str
    published: dt.date | None
    key: tuple[Template, ...]


def read_messages(path: Path) -> list[Message]:
    """The messages of a corpus: JSON Lines, gzipped or not, with `docid`, `split`, `text_raw` and `templates`."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
    return [message_of(json.loads(line)) for line in text.split("\n") if line.strip()]


def message_of(row: dict[str, Any]) -> Message:
    text = _HEADER.sub("", row["text_raw"])
    whole = " ".join(row["text_raw"].lower().split())
    keys = [template_of(entry, whole) for entry in row["templates"] if entry["INCIDENT: TYPE"][0] != "*"]
    return Message(row["docid"], row["split"], text, day_of(text), tuple(keys))


def template_of(entry: dict[str, list[str]], whole: str) -> Template:
    """A key. As in Du et al.'s preprocessing a mention that the text does not hold is left out, and an entity of such
    mentions alone; optional templates and fills are kept.
    """
    made = Template(
        types=tuple(part.strip().lower() for part in re.sub(r"\s*\(.*$", "", entry["INCIDENT: TYPE"][0]).split("/")),
        date=_open(entry["INCIDENT: DATE"][0]),
        location=_open(entry["INCIDENT: LOCATION"][0]),
        optional="OPTIONAL" in entry["MESSAGE: TEMPLATE"][0],
    )
    for slot, name in STRING_SLOTS.items():
        entities = [_strings(fill) for fill in entry[name] if fill not in {"-", "*"}]
        kept = [[mention for mention in mentions if _plain(mention) in whole] for mentions in entities]
        made.strings[slot] = [frozenset(map(normal, mentions)) for mentions in kept if mentions]
    for fill in entry[DESCRIPTION]:
        if fill not in {"-", "*"} and '":' not in fill:
            made.descriptions.append(frozenset(map(normal, _strings(fill))))
    for slot, name in VALUE_SLOTS.items():
        made.values[slot] = [value_of(fill) for fill in entry[name] if fill not in {"-", "*"}]
    return made


def value_of(fill: str) -> Value:
    """`? 10 / PLURAL: "PEASANTS" / "VILLAGERS"` as a value."""
    value, _, of = fill.partition(":")
    values = frozenset(part.strip(" ?()") for part in value.split("/"))
    return Value(values, frozenset(map(normal, _strings(of))), fill.startswith(("?", "(")))


def normal(words: str) -> str:
    """A string as Du et al. compare it: lower case, without punctuation and articles, white space made one."""
    bare = words.lower().translate(_NO_PUNCTUATION)
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", bare).split())


def day_of(text: str) -> dt.date | None:
    """The day of a dateline ("SAN SALVADOR, 3 JAN 90 -- ")."""
    found = _DATELINE.search(text[:400])
    if found is None:
        return None
    day, month, year = found.groups()
    try:
        return dt.datetime.strptime(f"{day} {month[:3]} 19{year}", "%d %b %Y").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        return None


def _strings(fill: str) -> list[str]:
    found = [re.sub(r"\\(.)", r"\1", words) for words in _QUOTED.findall(fill)]
    return [words for words in found or [fill.strip(" ?()")] if words and words != "-"]


def _plain(mention: str) -> str:
    return " ".join(mention.lower().split())


def _open(fill: str) -> str | None:
    return None if fill in {"-", "*"} else fill


_HEADER = re.compile(r"\A\s*(?:DEV|TST\d)-MUC\d-\d+[^\n]*\n+")
_DATELINE = re.compile(r"\b(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?\s+(?:19)?(\d\d)\b")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
