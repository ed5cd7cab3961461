"""Build the registry of actors that the package ships: `python registry/build.py --ucdp ucdp-actor-221.csv`.

Input: the tables beside this script, and the UCDP Actor Dataset (CC BY 4.0). Output: one JSON file,
src/tollbook/actors/data/registry.json, the same bytes for the same input. Unknown input fails: a country that no table
names, an id twice, a name without a source, a key that two of our own tables claim, a name said to be UCDP's that is
not.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from tollbook.actors.lexicon import CountryForm, CountryWord, Entry, Lending, Name, Registry, Role, State, Strength
from tollbook.actors.words import Token, fold, key_of, tokenise
from tollbook.model import ActorKind, Armed

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "src" / "tollbook" / "actors" / "data" / "registry.json"

UCDP_COUNTRIES = {
    "DR Congo (Zaire)": "CD", "Congo": "CG", "Hyderabad": "IN", "South Yemen": "YE", "South Vietnam": "VN",
    "Kingdom of eSwatini (Swaziland)": "SZ", "FYR": "MK", "Bosnia-Herzegovina": "BA", "Macedonia": "MK",
    "Czechoslovakia": "CZ",
}  # fmt: skip
"""Where UCDP's name of a location is not one of ours."""

UCDP_NAMES = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullMotherTongue",
              "NewNameFullEng")  # fmt: skip
GOVERNMENT = "4"
"""How UCDP marks governments in the column Org; they are "state:XX" here."""
ACRONYM_LENGTH = 5
"""An acronym of at most this many letters is shared by so many bodies that it needs its country beside it."""
WORD_LENGTH = 4
"""So does a single word of at most this many letters: "Fano" is a town, too."""

FORCES: dict[str, tuple[str, ActorKind, Armed | None]] = {
    "": ("Government of {name}", "government", None),
    "military": ("{adjective} armed forces", "military", "state_force"),
    "police": ("{adjective} police", "police", "state_force"),
    "paramilitary": ("{adjective} paramilitary forces", "military", "state_force"),
}
"""What every state has, by the end of its id; the paramilitary forces only where forces.tsv names one."""

EVERYDAY = frozenset(
    "the of and for in s islamic islam muslim national nationalist liberation people peoples popular revolutionary "
    "revolution resistance republican patriotic democratic united unity free freedom front army armed force forces "
    "movement party command conquest justice security belt red white central general staff government council defense "
    "defence units brigade brigades guard guards network groups group youth front border police commando commandos "
    "counter terrorism department levies task joint jihad new real independence southern northern contras provisionals "
    "communist union service committee committees federal treasury civil rangers operations special action rapid "
    "intervention patrol coast reserve internal public order agency intelligence investigations investigative "
    "directorate emergency response division stability support apparatus authority deterrence shield state services "
    "volunteers homeland fatherland protected areas battalion battalions gulf eastern western north south one safety "
    "investigation criminal salvation martyrs guardians friends black eagles families military district core corps "
    "self mobile squad anti disturbance platform settlers congress maoist maoists rebels insurgents".split()
)
"""A name made of these words alone is shared by so many bodies that it, too, needs its country beside it."""
GANG_WORDS = frozenset("cartel cartels gang clan mafia mara salvatrucha camorra ndrangheta".split())
"""The name of a gang without one of these words is mostly one of everyday life ("Los Lobos"), and needs its country."""


class Alias(NamedTuple):
    """A row of aliases.tsv or forces.tsv: a name of the actor `id`, and where it is taken from."""

    id: str
    written: str
    source: str


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
    spellings = {row["written"]: row["read as"] for row in _rows("spellings.tsv")}
    builder = _Builder(spellings, list(_ucdp_rows(ucdp)))
    builder.add_countries()
    builder.add_roles()
    builder.add_states()
    builder.add_bodies()
    builder.add_groups()
    builder.add_aliases()
    builder.add_ucdp()
    return builder.registry()


class _Builder:
    """Collects the tables' rows under their keys."""

    def __init__(self, spellings: dict[str, str], ucdp: list[dict[str, str]]) -> None:
        self.spellings = spellings
        self.ucdp = ucdp
        self.ucdp_groups = {row["ActorId"] for row in ucdp if row["Org"] != GOVERNMENT}
        self.actors: dict[str, Entry] = {}
        self.names: defaultdict[str, list[tuple[str, Name]]] = defaultdict(list)
        self.countries: dict[str, CountryWord] = {}
        self.roles: dict[str, Role] = {}
        self.states: dict[str, State] = {}
        self.sources: dict[str, int] = {}
        self.governments: dict[str, str] = {}

    def registry(self) -> Registry:
        """What was collected, with each name bound to the index of its actor."""
        self._check_links()
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
            sources=tuple(self.sources),
            governments=self.governments,
        )

    def add_countries(self) -> None:
        """countries.tsv: what a country, its people, its capital and those who speak for it are called."""
        for row in _rows("countries.tsv"):
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
        """roles.tsv: the role nouns."""
        for row in _rows("roles.tsv"):
            place, strength = msgspec.convert(row["place"], Lending), msgspec.convert(row["strength"], Strength)
            role = Role(_kind(row["kind"]), place, strength, _armed(row["armed"]))
            for written in _list(row["roles"]):
                for words in _spelt(written):
                    key = self._key(words)
                    if self.roles.get(key, role) != role:
                        raise ValueError(f"roles.tsv gives {words!r} two meanings")
                    self.roles[key] = role

    def add_states(self) -> None:
        """Every state's government, armed forces and police, and its paramilitary forces where forces.tsv has some."""
        named = {alias.id for alias in _aliases("forces.tsv")}
        for code, state in self.states.items():
            for end, (pattern, kind, armed) in FORCES.items():
                id_ = f"state:{code}:{end}" if end else f"state:{code}"
                if end != "paramilitary" or id_ in named:
                    name = pattern.format(name=state.name, adjective=state.adjective)
                    self._actor(Entry(id_, name, kind, code, f"state:{code}", (code,), armed))

    def add_bodies(self) -> None:
        """bodies.tsv: coalitions, peacekeepers, the United Nations and its offices, monitors, health services, media,
        parties.
        """
        for row in _rows("bodies.tsv"):
            kind = _kind(row["kind"])
            if kind is None:
                raise ValueError(f"bodies.tsv: {row['id']} has no kind")
            country = row["country"] or None
            countries = (country,) if country else ()
            armed = _armed(row["armed"])
            self._actor(Entry(row["id"], row["name"], kind, country, row["side"] or None, countries, armed))

    def add_groups(self) -> None:
        """groups.tsv: armed groups that UCDP lacks, or that the press calls otherwise than UCDP."""
        rows = {row["id"]: row for row in _rows("groups.tsv")}
        for id_, row in rows.items():
            countries = tuple(_list(row["countries"]))
            country = countries[0] if len(countries) == 1 else None
            parent, splinter = row["parent"] or None, row["splinter_of"] or None
            side = parent if parent is not None and parent.startswith("state:") else None
            self._actor(
                Entry(
                    id_, row["name"], "armed_group", country, _state_of(side) or id_, countries, _armed(row["kind"]),
                    _year(row["since"]), _year(row["until"]), parent, splinter,
                )
            )  # fmt: skip

    def add_aliases(self) -> None:
        """aliases.tsv and forces.tsv: the names of bodies and groups, and of the forces of states."""
        ucdp = {f"ucdp:{row['ActorId']}": {self._key(name) for name in _ucdp_names(row)} for row in self.ucdp}
        for alias in (*_aliases("forces.tsv"), *_aliases("aliases.tsv")):
            entry = self.actors.get(alias.id)
            if entry is None:
                raise ValueError(f"{alias.written!r} is a name of {alias.id}, which no table has")
            if not alias.source:
                raise ValueError(f"{alias.id}: the name {alias.written!r} has no source")
            if alias.source == "ucdp" and self._key(alias.written) not in ucdp.get(alias.id, ()):
                raise ValueError(f"{alias.id}: {alias.written!r} is no name that UCDP gives it")
            for words in _spelt(alias.written):
                self._name(alias.id, words, alias.source, local=_needs_country(words, entry))
        for key, found in self.names.items():
            self._check_told_apart(key, [self.actors[id_] for id_, _ in found])
        named = {id_ for found in self.names.values() for id_, _ in found}
        nameless = [id_ for id_ in self.actors if id_ not in named and not id_.startswith("state:")]
        if nameless:
            raise ValueError(f"no name in aliases.tsv: {nameless}")

    def add_ucdp(self) -> None:
        """UCDP's organised groups under their id and every name it gives, as far as our tables do not own the name. An
        acronym of theirs may also be that of an actor of ours: then the country tells who is meant.
        """
        ours = {key: tuple(found) for key, found in self.names.items()}
        for row in self.ucdp:
            if row["Org"] == GOVERNMENT:
                self._government(row)
                continue
            id_ = f"ucdp:{row['ActorId']}"
            countries = self._locations(row["Location"])
            if id_ not in self.actors:
                country = countries[0] if len(countries) == 1 else None
                self._actor(
                    Entry(
                        id_, row["NameData"].strip(), "armed_group", country, id_, countries, _armed_of(row),
                        parent=self._group(row["ActorIdGroup"]), splinter_of=self._group(row["ActorIdPrev"]),
                    )
                )  # fmt: skip
            for written in _ucdp_names(row):
                key = self._key(written)
                if not key or len(written) <= 2 or key in self.countries or key in self.roles:
                    continue
                if key not in ours or self._leaves_room(ours[key], countries):
                    self._name(id_, written, "ucdp", local=True, whole=row["Org"] != "1")

    def _government(self, row: dict[str, str]) -> None:
        """A government of UCDP's: the state's of today where it is gone."""
        written = row["NameData"].strip().removeprefix("Government of ")
        (code,) = self._locations(written)
        self.governments[f"ucdp:{row['ActorId']}"] = f"state:{code}"

    def _leaves_room(self, found: Iterable[tuple[str, Name]], countries: Iterable[str]) -> bool:
        """Whether a name of our tables may also be that of an actor in other countries: an acronym that needs its
        country.
        """
        elsewhere = frozenset(countries)
        return all(
            name.local and name.surface and elsewhere.isdisjoint(self.actors[id_].countries) for id_, name in found
        )

    def _actor(self, entry: Entry) -> None:
        if entry.id in self.actors:
            raise ValueError(f"{entry.id} stands twice in the tables")
        unknown = [code for code in entry.countries if code not in self.states]
        if unknown:
            raise ValueError(f"{entry.id}: no country {unknown}")
        self.actors[entry.id] = entry

    def _name(self, id_: str, written: str, source: str, *, local: bool = False, whole: bool = False) -> None:
        surface = " ".join(token.surface for token in self._words(written)) if _is_cased(written) else ""
        found = self.names[self._key(written)]
        at_source = self.sources.setdefault(source, len(self.sources))
        name = Name(0, surface, local, whole, written.islower(), written, at_source)
        for at, (other, known) in enumerate(found):
            if other == id_:
                found[at] = (id_, _either(known, name))
                return
        found.append((id_, name))

    def _country(self, written: str, word: CountryWord) -> None:
        key = self._key(written)
        if self.countries.get(key, word).code != word.code:
            raise ValueError(f"countries.tsv gives {written!r} to {word.code} and {self.countries[key].code}")
        self.countries.setdefault(key, word)

    def _locations(self, written: str) -> tuple[str, ...]:
        codes = []
        for place in (part.strip() for part in written.split(",")):
            code = UCDP_COUNTRIES.get(place)
            if code is None:
                word = self.countries.get(self._key(re.sub(r"\(.*\)", "", place)))
                if word is None:
                    raise ValueError(f"the UCDP file names a country that countries.tsv lacks: {place!r}")
                code = word.code
            if code not in codes:
                codes.append(code)
        return tuple(codes)

    def _group(self, cell: str) -> str | None:
        """The group that a cell of UCDP's links to, where it links to one, and to no government."""
        ids = [part.strip() for part in cell.split(",") if part.strip()]
        linked = ids[0] if len(ids) == 1 else None
        return f"ucdp:{linked}" if linked in self.ucdp_groups else None

    def _check_told_apart(self, key: str, entries: Sequence[Entry]) -> None:
        """Fail where a name of our tables belongs to several whom no country tells apart."""
        for one, other in combinations(entries, 2):
            if not one.countries or not other.countries or not {*one.countries}.isdisjoint(other.countries):
                raise ValueError(f"{key!r} is a name of {one.id} and of {other.id}, whom no country tells apart")

    def _check_links(self) -> None:
        """Fail where a parent, or what a group broke away from, is nobody or the group itself."""
        for entry in self.actors.values():
            for id_ in (entry.parent, entry.splinter_of):
                if id_ is not None and (id_ not in self.actors or id_ == entry.id):
                    raise ValueError(f"{entry.id} hangs on {id_}, which is no other actor")

    def _key(self, written: str) -> str:
        return key_of(self._words(written))

    def _words(self, written: str) -> list[Token]:
        return tokenise(written, self.spellings)


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table beside this script, by its columns. Raises ValueError where a row has not as many."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if None in row or None in row.values():
                raise ValueError(f"{name}: the row of {next(iter(row.values()))!r} has not as many columns as the head")
            yield row


def _aliases(name: str) -> Iterator[Alias]:
    return (Alias(row["id"], row["alias"], row["source"]) for row in _rows(name))


def _ucdp_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _spelt(written: str) -> list[str]:
    """A name, and a possessive in it once more without its apostrophe, as some outlets print it."""
    if re.search(r"\w['’]s\b", written):
        return [written, re.sub(r"['’]s\b", "s", written)]
    return [written]


def _kind(written: str) -> ActorKind | None:
    return None if written == "none" else msgspec.convert(written, ActorKind)


def _armed(written: str) -> Armed | None:
    return msgspec.convert(written, Armed) if written else None


def _year(written: str) -> int | None:
    return int(written) if written else None


def _state_of(id_: str | None) -> str | None:
    """The side of a state's force: "state:SY:military" stands on that of "state:SY"."""
    return None if id_ is None else ":".join(id_.split(":")[:2])


def _armed_of(row: dict[str, str]) -> Armed:
    """What UCDP's row tells: parties to a conflict with a state are rebels, informally organised groups that fight one
    another are militias; of the others it does not tell.
    """
    if row["PrimaryParty"] == "1":
        return "rebel"
    return "militia" if row["Org"] == "3" else "unknown"


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
    return msgspec.structs.replace(
        one,
        surface=one.surface if one.surface == other.surface else "",
        local=one.local and other.local,
        whole=one.whole and other.whole,
        lower=one.lower or other.lower,
    )


def _needs_country(written: str, entry: Entry) -> bool:
    """Whether a name counts only in a report that mentions one of the actor's countries."""
    if not entry.countries or entry.kind not in ("military", "police", "armed_group", "unknown"):
        return False
    if entry.armed == "gang" and not GANG_WORDS & {fold(word) for word in re.findall(r"[^\W_]+", written)}:
        return True
    return _is_common(written)


def _is_common(written: str) -> bool:
    """Whether many bodies of the world may share the name: a short acronym or word, or nothing but everyday words."""
    if _is_cased(written):
        return len(written) <= ACRONYM_LENGTH
    words = re.findall(r"[^\W_]+", written)
    return (len(words) == 1 and len(words[0]) <= WORD_LENGTH) or all(fold(word) in EVERYDAY for word in words)


if __name__ == "__main__":
    sys.exit(main())
