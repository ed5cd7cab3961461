"""Stage 4c of 7: claims with names of actors and speakers in, the same claims with registered actors out."""

from __future__ import annotations

from tollbook.actors.lookup import Candidate, KnownName, LookUp, by_id, countries, find, look_up
from tollbook.actors.recognise import recognise

__all__ = ["Candidate", "KnownName", "LookUp", "by_id", "countries", "find", "look_up", "recognise"]
