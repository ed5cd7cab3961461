"""Stage 4c of 7: claims with names of actors and speakers in, the same claims with registered actors out."""

from __future__ import annotations

from tollbook.actors.lookup import by_id, find
from tollbook.actors.recognise import recognise

__all__ = ["by_id", "find", "recognise"]
