"""Making the gazetteer: its store built from the sources, and additions by GeoNames' dumps of single countries."""

from tollbook.places.making.additions import Addition, add, additions, remove
from tollbook.places.making.build import Sources, build

__all__ = ["Addition", "Sources", "add", "additions", "build", "remove"]
