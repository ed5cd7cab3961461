"""Build the registry of actors that the package ships: `python registry/build.py --ucdp ucdp-actor-221.csv`.

Input: the tables beside this script, and the UCDP Actor Dataset (CC BY 4.0). Output: one JSON file,
src/tollbook/actors/data/registry.json, the same bytes for the same input. Unknown input fails: a country that no table
names, an id twice, a key that two of our own tables claim.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tollbook.actors.lexicon import CountryForm, CountryWord, Entry, Lending, Name, Registry, Role, State, Strength
from tollbook.actors.words import Token, fold, key_of, tokenise
from tollbook.model import ActorKind

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "src" / "tollbook" / "actors" / "data" / "registry.json"

UCDP_COUNTRIES = {
    "DR Congo (Zaire)": "CD", "Congo": "CG", "Hyderabad": "IN", "South Yemen": "YE", "South Vietnam": "VN",
    "Kingdom of eSwatini (Swaziland)": "SZ", "FYR": "MK", "Bosnia-Herzegovina": "BA", "Macedonia": "MK",
}  # fmt: skip
"""Where UCDP's name of a location is not one of ours."""

UCDP_NAMES = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullMotherTongue",
              "NewNameFullEng")  # fmt: skip
ACRONYM_LENGTH = 5
"""An acronym of at most this many letters is shared by so many bodies that it needs its country beside it."""

EVERYDAY = frozenset(
    "the of and for in s islamic islam muslim national nationalist liberation people peoples popular revolutionary "
    "revolution resistance republican patriotic democratic united unity free freedom front army armed force forces "
    "movement party command conquest justice security belt red white central general staff government council defense "
    "defence units brigade brigades guard guards network groups group youth front border police commando commandos "
    "counter terrorism department levies task joint jihad new real independence southern northern contras provisionals "
    "communist union service committee committees federal treasury civil".split()
)
"""A name made of these words alone is shared by so many bodies that it, too, needs its country beside it."""


def main() -> int:
    """Read the tables, check them, write the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ucdp", type=Path, required=True, help="the UCDP Actor Dataset 22.1 as CSV")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    registry = build(arguments.ucdp)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(msgspec.json.encode(registry) + b"\n")
    size = arguments.output.stat().st_size
    print(
        f"{arguments.output}: {len(registry.actors)} actors, {len(registry.names)} names, "
        f"{len(registry.states)} countries, {len(registry.roles)} role nouns, {size / 1000:.0f} kB"
    )
    return 0


def build(ucdp: Path) -> Registry:
    """The registry of our tables and of the UCDP file at `ucdp`. Raises ValueError where they contradict each other."""
    spellings = {row["written"]: row["read as"] for row in _rows(HERE / "spellings.csv")}
    builder = _Builder(spellings)
    builder.add_countries()
    builder.add_roles()
    builder.add_named()
    builder.add_groups()
    builder.add_ucdp(ucdp)
    return builder.registry()


class _Builder:
    """Collects the tables' rows under their keys."""

    def __init__(self, spellings: dict[str, str]) -> None:
        self.spellings = spellings
        self.actors: dict[str, Entry] = {}
        self.names: defaultdict[str, list[tuple[str, Name]]] = defaultdict(list)
        self.countries: dict[str, CountryWord] = {}
        self.roles: dict[str, Role] = {}
        self.states: dict[str, State] = {}

    def registry(self) -> Registry:
        """What was collected, with each name bound to the index of its actor."""
        index = {id_: at for at, id_ in enumerate(self.actors)}
        names = {
            key: tuple(msgspec.structs.replace(name, entry=index[id_]) for id_, name in found)
            for key, found in sorted(self.names.items())
        }
        return Registry(
            actors=tuple(self.actors.values()),
            names=names,
            countries=dict(sorted(self.countries.items())),
            roles=dict(sorted(self.roles.items())),
            states=self.states,
            spellings=self.spellings,
        )

    def add_countries(self) -> None:
        """countries.csv: what a country, its people, its capital and those who speak for it are called."""
        for row in _rows(HERE / "countries.csv"):
            code = row["code"]
            adjectives = _list(row["adjectives"])
            self.states[code] = State(row["name"], adjectives[0] if adjectives else row["name"])
            forms: tuple[tuple[CountryForm, list[str]], ...] = (
                ("name", [row["name"], *_list(row["names"])]),
                ("adjective", adjectives),
                ("capital", _list(row["capitals"])),
                ("leader", _list(row["speaks_for"])),
            )
            shy = set(_list(row["needs_company"]))
            for form, written in forms:
                for words in written:
                    self._country(words, CountryWord(code, form, words in shy))

    def add_roles(self) -> None:
        """roles.csv: the role nouns."""
        for row in _rows(HERE / "roles.csv"):
            place, strength = msgspec.convert(row["place"], Lending), msgspec.convert(row["strength"], Strength)
            role = Role(_kind(row["kind"]), place, strength)
            for words in _spelt(row["roles"]):
                key = self._key(words)
                if self.roles.get(key, role) != role:
                    raise ValueError(f"roles.csv gives {words!r} two meanings")
                self.roles[key] = role

    def add_named(self) -> None:
        """named.csv: states' forces by name, coalitions, bodies, monitors, health services, media, parties."""
        for row in _rows(HERE / "named.csv"):
            kind = _kind(row["kind"])
            if kind is None:
                raise ValueError(f"named.csv: {row['id']} has no kind")
            country = row["country"] or None
            countries = (country,) if country else ()
            self._actor(Entry(row["id"], row["name"], kind, country, row["side"] or None, countries))
            local = kind in ("military", "police", "unknown")
            for written in [*_spelt(row["aliases"]), row["name"]]:
                self._name(row["id"], written, local=local and bool(countries) and _is_common(written))

    def add_groups(self) -> None:
        """groups.csv: armed groups that UCDP lacks, or that the press calls otherwise than UCDP."""
        for row in _rows(HERE / "groups.csv"):
            countries = tuple(_list(row["countries"]))
            country = countries[0] if len(countries) == 1 else None
            self._actor(Entry(row["id"], row["name"], "armed_group", country, row["id"], countries))
            for written in [*_spelt(row["aliases"]), row["name"]]:
                self._name(row["id"], written, local=bool(countries) and _is_common(written))

    def add_ucdp(self, path: Path) -> None:
        """UCDP's organised groups under their id and every name it gives, as far as our tables do not own the name."""
        ours = set(self.names)
        for row in _rows(path):
            if row["Org"] == "4":  # governments are "state:XX" here
                continue
            id_ = f"ucdp:{row['ActorId']}"
            countries = self._locations(row["Location"])
            if id_ not in self.actors:
                country = countries[0] if len(countries) == 1 else None
                self._actor(Entry(id_, row["NameData"].strip(), "armed_group", country, id_, countries))
            for written in _ucdp_names(row):
                key = self._key(written)
                if key and len(written) > 2 and key not in ours | self.countries.keys() | self.roles.keys():
                    self._name(id_, written, local=True, whole=row["Org"] != "1")

    def _actor(self, entry: Entry) -> None:
        if entry.id in self.actors:
            raise ValueError(f"{entry.id} stands twice in the tables")
        unknown = [code for code in entry.countries if code not in self.states]
        if unknown:
            raise ValueError(f"{entry.id}: no country {unknown}")
        self.actors[entry.id] = entry

    def _name(self, id_: str, written: str, *, local: bool = False, whole: bool = False) -> None:
        surface = " ".join(token.surface for token in self._words(written)) if _is_cased(written) else ""
        found = self.names[self._key(written)]
        name = Name(0, surface, local, whole, written.islower())
        for at, (other, known) in enumerate(found):
            if other == id_:
                found[at] = (id_, _either(known, name))
                return
        found.append((id_, name))

    def _country(self, written: str, word: CountryWord) -> None:
        key = self._key(written)
        if self.countries.get(key, word).code != word.code:
            raise ValueError(f"countries.csv gives {written!r} to {word.code} and {self.countries[key].code}")
        self.countries.setdefault(key, word)

    def _locations(self, written: str) -> tuple[str, ...]:
        codes = []
        for place in (part.strip() for part in written.split(",")):
            code = UCDP_COUNTRIES.get(place)
            if code is None:
                word = self.countries.get(self._key(re.sub(r"\(.*\)", "", place)))
                if word is None:
                    raise ValueError(f"the UCDP file names a country that countries.csv lacks: {place!r}")
                code = word.code
            if code not in codes:
                codes.append(code)
        return tuple(codes)

    def _key(self, written: str) -> str:
        return key_of(self._words(written))

    def _words(self, written: str) -> list[Token]:
        return tokenise(written, self.spellings)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _spelt(cell: str) -> list[str]:
    """The list in a cell, and each possessive in it once more without its apostrophe, as some outlets print it."""
    written = _list(cell)
    return written + [re.sub(r"['’]s\b", "s", words) for words in written if re.search(r"\w['’]s\b", words)]


def _kind(written: str) -> ActorKind | None:
    return None if written == "none" else msgspec.convert(written, ActorKind)


def _ucdp_names(row: dict[str, str]) -> Iterator[str]:
    for column in UCDP_NAMES:
        cell = row[column].strip()
        parts = cell.split(",") if column.startswith("New") else [cell]
        yield from (part.strip() for part in parts if part.strip() and part.strip() != "n/a")


def _is_cased(written: str) -> bool:
    """Whether the name's letters must be written just so: an acronym ("IS", "M23"), or one like "LeT"."""
    if written.isupper():
        return True
    return written.isalnum() and len(written) <= 4 and not written[1:].islower()


def _either(one: Name, other: Name) -> Name:
    """One name that is met by whatever meets either."""
    return Name(
        entry=one.entry,
        surface=one.surface if one.surface == other.surface else "",
        local=one.local and other.local,
        whole=one.whole and other.whole,
        lower=one.lower or other.lower,
    )


def _is_common(written: str) -> bool:
    """Whether many bodies of the world may share the name: a short acronym, or nothing but everyday words."""
    if _is_cased(written):
        return len(written) <= ACRONYM_LENGTH
    return all(fold(word) in EVERYDAY for word in re.findall(r"[^\W_]+", written))


if __name__ == "__main__":
    sys.exit(main())
