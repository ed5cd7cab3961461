"""What needs no book: one text read, a claim explained, and what names, days, places and origins mean.

The stages and their model are loaded at their first use, so that importing this costs nothing.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tollbook.book import roads
from tollbook.book.arrivals import Arrival, Failure, Item, arrivals, several, writable
from tollbook.book.questions import as_country
from tollbook.book.records import Day, as_day
from tollbook.errors import InputError
from tollbook.model import DayWords, Origins, PlaceWords, Report

if TYPE_CHECKING:
    from tollbook.actors import LookUp
    from tollbook.publish import Explanation
    from tollbook.road import Reading


def read(
    text: str,
    *,
    published: Day | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    min_confidence: float = 0.0,
    gate: bool = False,
) -> Reading:
    """Read one report's text: its claims, and the incidents that they tell of. Offsets refer to `text` as given.

    `published` is the day on the outlet's calendar, which day words are resolved against. Claims of less than
    `min_confidence` are left out; with the `gate` a text is left to the model only where its words tell of
    violence. Raises `EmptyReport` for a text without words, `InputError` for a day that is none or a confidence
    beyond 0 and 1, `ResourceError` where the installation lacks a part.
    """
    from tollbook.reading import report_of_text

    day = as_day(published, "published")
    road = roads.house_road(**roads.ways_of(min_confidence, gate=gate))
    return road.travel(report_of_text(text, published=day, outlet=outlet, title=title, url=url))


def read_each(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: Day | None = None,
    outlet: str | None = None,
    min_confidence: float = 0.0,
    gate: bool = False,
) -> Iterator[Reading | InputError]:
    """Read every report in files, folders and standard input ("-"), one after the other.

    What cannot be read comes as the error that says why, and the rest is still read. `published` and `outlet`, where
    they are given, win over what a report says of itself; `min_confidence` and `gate` are those of `read`.
    """
    ways = roads.ways_of(min_confidence, gate=gate)
    for arrival in arrivals(paths, as_day(published, "published"), outlet):
        yield arrival.error if isinstance(arrival, Failure) else roads.house_road(**ways).travel(arrival.report)


def explain(
    path: str | os.PathLike[str], claim: str, *, published: Day | None = None, outlet: str | None = None
) -> Explanation:
    """How one claim of the report at `path` ("-" is standard input) was read, slot by slot.

    `claim` is its id in the reading. Raises `InputError` where the path holds not
    exactly one report, or the reading no such claim.
    """
    found = list(islice(arrivals([path], as_day(published, "published"), outlet), 2))
    if len(found) != 1:
        raise InputError(f"{path} holds {'more than one report' if found else 'no report'}. Give a file of one.")
    arrival = found[0]
    if isinstance(arrival, Failure):
        raise arrival.error
    road = roads.house_road()
    reading = road.travel(arrival.report)
    explained = road.explain(reading, claim)
    if explained is None:
        known = ", ".join(sorted((one.id for one in reading.claims), key=lambda name: (name[0], len(name), name)))
        raise InputError(f"{arrival.name}: no claim {claim!r} was read here. There are: {known or 'none at all'}.")
    return explained


def who(name: str, *, country: str | None = None, day: Day | None = None) -> LookUp:
    """Who goes by `name` in the registry of actors, with everybody else whom it may mean, and why this one is meant.

    `country` (ISO 3166 alpha-2, "PK") and `day` settle a name that several share. Raises `InputError` for a country or
    a day that is none, `ResourceError` where the registry is missing or damaged.
    """
    from tollbook.actors import countries, look_up

    code = as_country(country)
    if code is not None and code not in countries():
        raise InputError(f"The registry of actors has no country {code!r}. Write two letters of ISO 3166, such as PK.")
    return look_up(name, code, as_day(day, "day"))


def tell_days(
    words: str, *, published: Day | None = None, country: str | None = None
) -> Iterator[tuple[Report, tuple[DayWords, ...]] | InputError]:
    """The day words of every report that `words` names, and what they mean: a file, "-" for stdin, else a text.

    `country` (ISO 3166, two letters) is the outlet's, by which 3/5 is a day of March or of May. What cannot be read
    comes as the error that says why. Raises `InputError` for a day or a country that is none.
    """
    from tollbook.road import day_words

    code = as_country(country)
    for report in _given(words, as_day(published, "published"), None):
        yield report if isinstance(report, InputError) else (report, day_words(report, code))


def tell_places(
    words: str, *, outlet: str | None = None
) -> Iterator[tuple[Report, tuple[PlaceWords, ...]] | InputError]:
    """The places that every report names which `words` gives, with what else each might be: a file, "-" for stdin, else
    a text. What cannot be read comes as the error that says why. Raises ResourceError where the gazetteer or the model
    is missing or damaged.
    """
    road = roads.house_road()
    for report in _given(words, None, outlet):
        yield report if isinstance(report, InputError) else (report, road.places_in(report))


def tell_origins(items: Item | Iterable[Item], *, outlet: str | None = None) -> Origins:
    """Which of the given reports descend from one text, by which passages, whom they credit, and what they only quote
    alike. Each goes by the name that it came under. Raises the `InputError` of the first that cannot be read.
    """
    from tollbook.reading.origins import origins_of

    return origins_of(_named(arrivals(several(items), None, outlet)))


def _named(found: Iterable[Arrival | Failure]) -> Iterator[Report]:
    """The reports, each with its name for an id; one whose name an earlier one has keeps its own id beside it."""
    seen = set()
    for arrival in found:
        if isinstance(arrival, Failure):
            raise arrival.error
        name = writable(arrival.name)
        name = f"{name} {arrival.report.id}" if name in seen else name
        seen.add(name)
        yield msgspec.structs.replace(arrival.report, id=name)


def _given(words: str, published: dt.date | None, outlet: str | None) -> Iterator[Report | InputError]:
    """The reports that `words` names: a file's, those of stdin for "-", else one whose text they are."""
    from tollbook.reading import report_of_text

    if words != "-" and not _is_file(words):
        yield report_of_text(words, published=published, outlet=outlet)
        return
    for arrival in arrivals([words], published, outlet):
        yield arrival.error if isinstance(arrival, Failure) else arrival.report


def _is_file(words: str) -> bool:
    try:
        return Path(words).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name has
        return False
