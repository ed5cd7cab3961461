"""The shipped registry: whole, in step with its tables, and asked by id and by name."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tollbook.actors import by_id, find
from tollbook.actors.lexicon import lexicon, load

TABLES = Path(__file__).parents[2] / "registry"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("table", ["named.csv", "groups.csv"])
def test_every_actor_and_alias_of_the_tables_is_in_the_shipped_file(table: str) -> None:
    known = lexicon()
    for row in _rows(table):
        entry = known.by_id[row["id"]]
        assert entry.name == row["name"]
        for alias in row["aliases"].split("|"):
            key = " ".join(token.form for token in known.tokenise(alias))
            ids = {known.registry.actors[name.entry].id for name in known.registry.names[key]}
            assert row["id"] in ids, f"{alias}: run registry/build.py"


def test_every_role_noun_of_the_tables_is_in_the_shipped_file() -> None:
    known = lexicon()
    for row in _rows("roles.csv"):
        for noun in row["roles"].split("|"):
            key = " ".join(token.form for token in known.tokenise(noun))
            assert known.registry.roles[key].strength == row["strength"], f"{noun}: run registry/build.py"


def test_every_country_has_a_government_an_army_and_police() -> None:
    for code in lexicon().registry.states:
        for id_, kind in ((f"state:{code}", "government"), (f"state:{code}:military", "military"),
                          (f"state:{code}:police", "police")):  # fmt: skip
            actor = by_id(id_)
            assert actor is not None
            assert (actor.kind, actor.country, actor.side) == (kind, code, f"state:{code}")


def test_sides_follow_the_kind() -> None:
    for entry in lexicon().registry.actors:
        if entry.kind in ("armed_group", "unknown"):
            assert entry.side == entry.id
        elif entry.kind in ("monitor", "intergovernmental", "media", "health", "witness"):
            assert entry.side is None
        else:
            assert entry.side is not None


@pytest.mark.parametrize(
    ("name", "country", "id_"),
    [
        ("BLA", None, "ucdp:287"),
        ("baloch liberation army", None, "ucdp:287"),
        ("Hamas", None, "ucdp:209"),
        ("Pakistan", None, "state:PK"),
        ("Pakistan's army", None, "state:PK:military"),
        ("police", "PK", "state:PK:police"),
        ("KNU", "MM", "ucdp:180"),
        ("ucdp:287", None, "ucdp:287"),
        ("ERP", "SV", "ucdp:753"),
    ],
)
def test_a_filter_finds_an_actor_by_name(name: str, country: str | None, id_: str) -> None:
    found = find(name, country)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize(
    "name", ["DPR of nowhere", "", "   ", "SLA", "xyzzy", "state:ZZ", "role:nothing", "state:PK:monitor"]
)
def test_a_name_that_is_unknown_or_shared_finds_nobody(name: str) -> None:
    assert find(name) is None
    assert by_id(name) is None


def test_the_registry_is_small_and_loads_at_once() -> None:
    path = Path(__file__).parents[2] / "src/tollbook/actors/data/registry.json"
    assert path.stat().st_size < 1_000_000
    best = min(_seconds_to_load() for _ in range(5))
    assert best < 0.1  # 10 ms on an idle machine


def _seconds_to_load() -> float:
    began = time.process_time()
    load()
    return time.process_time() - began
