"""The shipped registry: whole, in step with its tables, and asked by id and by name."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tollbook.actors import by_id, find
from tollbook.actors.lexicon import lexicon, load

UCDP_ACTORS = 1_725
TABLES = Path(__file__).parents[2] / "registry"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _known(name: str) -> dict[str, str]:
    """The actors of the shipped file that go by a name, each with the source of the name."""
    registry = lexicon().registry
    key = " ".join(token.form for token in lexicon().tokenise(name))
    return {registry.actors[one.entry].id: registry.sources[one.source] for one in registry.names.get(key, ())}


@pytest.mark.parametrize("table", ["bodies.tsv", "groups.tsv"])
def test_every_actor_of_the_tables_is_in_the_shipped_file(table: str) -> None:
    for row in _rows(table):
        entry = lexicon().by_id[row["id"]]
        assert entry.name == row["name"], "run registry/build.py"
        assert (entry.armed or "") == row.get("armed", row["kind"]), f"{entry.id}: run registry/build.py"


def test_every_link_and_time_of_the_groups_is_in_the_shipped_file() -> None:
    for row in _rows("groups.tsv"):
        entry = lexicon().by_id[row["id"]]
        told = (entry.parent or "", entry.splinter_of or "", str(entry.since or ""), str(entry.until or ""))
        assert told == (row["parent"], row["splinter_of"], row["since"], row["until"]), "run registry/build.py"
        assert row["since"] <= (row["until"] or "9999")


@pytest.mark.parametrize("table", ["aliases.tsv", "forces.tsv"])
def test_every_name_of_the_tables_is_in_the_shipped_file_with_a_source(table: str) -> None:
    sources = {row["source"] for row in _rows("sources.tsv")}
    for row in _rows(table):
        known = _known(row["alias"])
        assert row["id"] in known, f"{row['alias']}: run registry/build.py"
        assert known[row["id"]].partition(":")[0] in sources
        assert row["source"].partition(":")[0] in sources


def test_three_hundred_groups_and_more_are_in_the_tables_beside_ucdp_s_names() -> None:
    """Groups that UCDP lacks, or that have names here which it does not give."""
    groups = {row["id"] for row in _rows("groups.tsv")}
    ours = {row["id"] for row in _rows("aliases.tsv") if row["source"] != "ucdp"} & groups
    assert len(ours) > 500
    assert len([id_ for id_ in groups if id_.startswith("group:")]) > 250


def test_every_role_noun_of_the_tables_is_in_the_shipped_file() -> None:
    known = lexicon()
    for row in _rows("roles.tsv"):
        for noun in row["roles"].split("|"):
            role = known.registry.roles[" ".join(token.form for token in known.tokenise(noun))]
            assert (role.strength, role.armed or "") == (row["strength"], row["armed"]), (
                f"{noun}: run registry/build.py"
            )


def test_all_actors_of_ucdp_are_in_the_shipped_file() -> None:
    """Its groups under their ids, and its governments, each of which is a state's."""
    registry = lexicon().registry
    groups = [entry.id for entry in registry.actors if entry.id.startswith("ucdp:")]
    assert len(groups) + len(registry.governments) == UCDP_ACTORS
    assert all(lexicon().by_id[id_].kind == "government" for id_ in registry.governments.values())
    usa = by_id("ucdp:3")
    assert usa is not None
    assert usa.id == "state:US"


def test_nothing_of_ours_is_in_the_shipped_file_that_the_tables_lack() -> None:
    registry = lexicon().registry
    names = {
        (row["id"], row["alias"].replace("’", "'")) for table in ("aliases.tsv", "forces.tsv") for row in _rows(table)
    }
    plain = {(id_, name.replace("'s", "s")) for id_, name in names}
    for found in registry.names.values():
        for name in found:
            told = (registry.actors[name.entry].id, name.written.replace("’", "'"))
            assert registry.sources[name.source] == "ucdp" or told in names | plain, f"{told}: run registry/build.py"
    assert {row["code"]: row["name"] for row in _rows("countries.tsv")} == {
        code: state.name for code, state in registry.states.items()
    }
    assert {row["written"]: row["read as"] for row in _rows("spellings.tsv")} == registry.spellings


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
            of_a_state = entry.parent is not None and entry.parent.startswith("state:")
            assert entry.side == (":".join((entry.parent or "").split(":")[:2]) if of_a_state else entry.id)
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
