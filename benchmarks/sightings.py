"""A book of any number of incidents, as the overview sees them: rows that nobody reported, put into the view at once.

Places are the gazetteer's, of every precision; days, figures, actors, outlets, grades and states of review are drawn by
chance, the same for the same number. There are no reports behind them: their own pages are empty.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.model import Effect, Estimate, Incident, Summary, VictimClass, When, Where
from tollbook.places.gazetteer import COUNTRY, DISTRICT, PRECISION, PROVINCE, SETTLEMENT, SITE, Gazetteer, shipped
from tollbook.storage import SqliteStore, Stamp, Tag

STAMP = Stamp(at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), who="a benchmark")
FIRST_DAY = dt.date(2015, 1, 1)
COUNTRIES = ("PK", "AF", "ML", "NG", "SY", "IQ", "YE", "SD", "MM", "UA")
ACTORS = tuple(f"{name} Front" for name in ("Red", "Blue", "Grey", "Northern", "Southern", "River", "Hill", "Coast"))
OUTLETS = tuple(f"{name} Courier" for name in ("Delta", "Harbour", "Plateau", "Lantern", "Meridian", "Valley"))
_KINDS = {SITE: 1, SETTLEMENT: 6, DISTRICT: 2, PROVINCE: 1, COUNTRY: 0.2}
_AT_ONCE = 2000


def fill(path: Path, incidents: int, rules: str) -> None:
    """A new book at `path` of so many incidents, up to date by these rules."""
    store = SqliteStore.open(path, create=True, stamp=STAMP)
    store._db.execute("PRAGMA synchronous = OFF")
    view = store.view
    with view.writing():
        view.begin_anew(rules)
    made = summaries(incidents)
    for start in range(0, incidents, _AT_ONCE):
        with view.writing():
            for _ in range(min(_AT_ONCE, incidents - start)):
                summary, tags = next(made)
                view.put_incident(summary.incident.id, ())
                (number,) = view.to_refresh(1)
                view.put_summary(number, summary, tags)
    with view.writing():
        view.reached(store.head().length)
    store.close()


def summaries(number: int, seed: int = 1) -> Iterator[tuple[Summary, set[Tag]]]:
    """So many incidents, with the names by which they are asked for."""
    chance = random.Random(seed)
    places = _places(chance, shipped())
    kinds, weights = zip(*_KINDS.items(), strict=True)
    for each in range(number):
        (kind,) = chance.choices(kinds, weights)
        where = None if chance.random() < 0.03 else chance.choice(places[kind])
        yield _incident(chance, each, number, where)


def _incident(chance: random.Random, each: int, number: int, where: Where | None) -> tuple[Summary, set[Tag]]:
    day = FIRST_DAY + dt.timedelta(days=int(chance.random() * min(4000, 5 + number / 4)))
    end = day + dt.timedelta(days=chance.choice((0, 0, 0, 0, 0, 1, 3, 30)))
    of: VictimClass = chance.choice(("civilian", "civilian", "security_forces", "militant", "unknown"))
    figures = list(_figures(chance, of))
    actor, outlets = chance.choice(ACTORS), sorted(chance.sample(OUTLETS, chance.choice((1, 1, 2, 3))))
    grade: Any = chance.choice(("confirmed", "fair", "weak", "contested"))
    incident = Incident(
        id=f"{each:012x}",
        key=str(each),
        kind="incident" if chance.random() < 0.98 else "aggregate",
        report="0" * 64,
        when=None if chance.random() < 0.02 else When(start=day, end=end, precision="day" if day == end else "range"),
        places=() if where is None else (where,),
        attack_types=(chance.choice(("bombing", "shelling", "armed_assault", "airstrike")),),
        claims=(),
        estimates=tuple(figures),
    )
    summary = Summary(
        incident=incident,
        reports=len(outlets),
        origins=chance.randint(1, len(outlets)),
        outlets=tuple(outlets),
        grades={"airwars": grade},
        review=chance.choice(("untouched", "untouched", "begun", "decided")),
    )
    tags = {Tag("actor", actor.casefold()), Tag("class", of), Tag("grade", grade)}
    tags |= {Tag("outlet", outlet.casefold()) for outlet in outlets} | {Tag("effect", one.effect) for one in figures}
    if where is not None:
        tags |= {Tag("country", str(where.country).casefold()), Tag("place", str(where.name).casefold())}
    return summary, tags


def _figures(chance: random.Random, of: VictimClass) -> Iterator[Estimate]:
    shares: tuple[tuple[Effect, float], ...] = (("killed", 0.9), ("injured", 0.5))
    for effect, share in shares:
        if chance.random() > share:
            continue
        best = int(chance.paretovariate(1.1))
        low, high = best - int(best * 0.3 * chance.random()), best + int(best * 0.5 * chance.random())
        values: dict[str, Any] = {"low": low, "best": best, "high": high}
        if chance.random() < 0.1:
            values |= {"best": None, "high": None}
        for victim_class in ("all", of):
            yield Estimate(
                effect=effect, victim_class=victim_class, profile="tollbook", profile_version="1", steps=(), claims=(),
                **values,
            )  # fmt: skip


def _places(chance: random.Random, gazetteer: Gazetteer) -> dict[int, list[Where]]:
    """Some hundred places of each kind in the countries, as incidents have them."""
    codes = {gazetteer.about.countries.index(code) for code in COUNTRIES}
    found: dict[int, list[int]] = {kind: [] for kind in _KINDS}
    for place in range(gazetteer.about.places):
        if gazetteer.country[place] in codes and gazetteer.kind[place] in found:
            found[gazetteer.kind[place]].append(place)
    return {
        kind: [_where(gazetteer, place) for place in chance.sample(places, min(400, len(places)))]
        for kind, places in found.items()
    }


def _where(gazetteer: Gazetteer, place: int) -> Where:
    name = gazetteer.name(place)
    return Where(
        text=name, start=0, end=len(name), name=name, country=gazetteer.code(place), place=gazetteer.id(place),
        lat=round(float(gazetteer.lat[place]), 5), lon=round(float(gazetteer.lon[place]), 5),
        precision=PRECISION[gazetteer.kind[place]],
    )  # fmt: skip
