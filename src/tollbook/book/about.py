"""What is known of an actor or a place beside its incidents."""

from __future__ import annotations

import msgspec

from tollbook.actors import Known
from tollbook.model import Where


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a subject beside its incidents: of an actor what the registry knows, of a place what it lies in,
    from its country down to itself.
    """

    known: Known | None = None
    chain: tuple[Where, ...] = ()
