"""The registry asked from outside, for filters such as `--actor BLA`."""

from __future__ import annotations

from tollbook.actors import identity
from tollbook.actors.context import Context
from tollbook.actors.lexicon import NameMatch, lexicon
from tollbook.actors.phrase import resolve
from tollbook.model import Actor, Report


def by_id(id_: str) -> Actor | None:
    """The actor that stands under `id_` ("ucdp:287", "state:PK:military", "role:PK:police"); None where none does.
    Raises ResourceError where the registry is missing or damaged.
    """
    return identity.from_id(lexicon(), id_)


def find(name: str, country: str | None = None) -> Actor | None:
    """The actor that goes by `name`, in the country of the ISO code `country` where it is given.

    A name that several actors share needs the country; without it, or where the registry does not know the name, the
    answer is None. Raises ResourceError where the registry is missing or damaged.
    """
    known = lexicon()
    registered = identity.from_id(known, name)
    if registered is not None:
        return registered
    if ":" in name:  # an id that nobody bears
        return None
    words = known.tokenise(name)
    for match in known.matches(words, "lower"):
        if isinstance(match, NameMatch) and match.after - match.first == len(words):
            fit = [known.registry.actors[one.entry] for one in match.names]
            if country is not None:
                fit = [entry for entry in fit if not entry.countries or country in entry.countries]
            return fit[0].actor() if len(fit) == 1 else None
    found = resolve(name, Context(known, Report(id="", text=name, digest=""), ()), letters="lower")
    if found is None or country not in known.registry.states or found.actor.country is not None:
        return None if found is None else found.actor
    return identity.of_state(known, country, found.actor.kind)
