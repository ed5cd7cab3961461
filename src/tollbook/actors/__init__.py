"""Stage 4c of 7: claims with names of actors and speakers in, the same claims with registered actors out."""

from __future__ import annotations

from tollbook.actors.fighters import fighters
from tollbook.actors.known import Known, known
from tollbook.actors.lookup import Candidate, KnownName, LookUp, by_id, countries, country_names, find, look_up
from tollbook.actors.recognise import recognise

__all__ = [
    "Candidate",
    "Known",
    "KnownName",
    "LookUp",
    "by_id",
    "countries",
    "country_names",
    "fighters",
    "find",
    "known",
    "look_up",
    "recognise",
]
