"""The gazetteer, for a face: built from its sources, and widened by a user with dumps of GeoNames."""

from __future__ import annotations

from pathlib import Path

from tollbook.places import making
from tollbook.places.gazetteer import Gazetteer, user_folder
from tollbook.places.making import Addition, Sources

__all__ = ["Addition", "Sources", "add_places", "added_places", "build_gazetteer", "remove_places"]


def build_gazetteer(sources: Sources, out: Path) -> dict[str, int]:
    """Build the store into the folder `out`. Returns the size of each of its files in bytes, by name.

    Raises InputError where a source cannot be read, and ResourceError where a package that reads one is not installed.
    """
    return making.build(sources, out)


def add_places(dump: Path, folder: Path | None = None) -> Addition:
    """Add the places of a GeoNames dump to the gazetteer of this user; a dump of the same name is replaced.

    They are kept in `folder`, else in the user's data folder. Raises InputError where the file is no such dump.
    """
    return making.add(dump, folder or user_folder(), Gazetteer.open())


def added_places(folder: Path | None = None) -> list[Addition]:
    """What this user has added, by name."""
    return making.additions(folder or user_folder())


def remove_places(name: str, folder: Path | None = None) -> None:
    """Undo an addition. Raises InputError where there is none of that name."""
    making.remove(name, folder or user_folder())
