"""Profiles: named, versioned sets of estimate rules, kept as data beside this module, one TOML file each."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Literal, TypeAlias, get_args

import msgspec

from tollbook.errors import ResourceError
from tollbook.model import Bound, Effect, VictimClass

Standing: TypeAlias = Literal[
    "neutral",  # counts, and stands on no side: a monitor, a hospital, the United Nations, an agency
    "own_side",  # an official or group about its own people's losses
    "official",  # an official about civilians or people at large, in an incident that is not laid to its own side
    "report",  # the report's own voice
    "witness",  # residents, relatives, activists
    "unregistered",  # a speaker whom the registry of actors does not know
    "interested",  # a party about its enemy's losses, or about those it is said to have harmed
]


class Supported(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which number, if any, a figure of one bound gives to low, best and high."""

    low: Literal["value"] | None = None
    best: Literal["value", "below"] | None = None
    high: Literal["value", "below", "value_high"] | None = None


class Several(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What words such as "several" count as, by whether the place is taken to be an active war zone."""

    active_war_zone: bool
    in_war_zone: int
    elsewhere: int

    @property
    def value(self) -> int:
        """The number that counts as the profile is set."""
        return self.in_war_zone if self.active_war_zone else self.elsewhere


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule set; the comments of `tollbook.toml` say what each rule means."""

    name: str
    version: str
    description: str
    effects: tuple[Effect, ...]
    classes: tuple[VictimClass, ...] | None = None
    method: Literal["best", "one_number", "range"] = "best"
    among_equals: Literal["first", "lowest"]
    interested_raises_high: bool
    remainder: Literal["stated", "always"]
    trust: tuple[tuple[Standing, ...], ...]
    bounds: dict[Bound, Supported]
    words: dict[str, int] = {}
    several: Several | None = None
    grades: Literal["airwars", "ibc"] | None = None
    origins_for_entry: int = 1

    def value_of(self, words: str) -> int | None:
        """What the profile takes words without a number for, None where it gives them none."""
        told = words.casefold()
        for word, value in self.words.items():
            if re.search(rf"\b{re.escape(word)}\b", told):
                return value
        return None if self.several is None else self.several.value

    def rank(self, standing: Standing) -> int:
        """How far down the order of trust a standing comes; 0 is trusted most."""
        for rank, alike in enumerate(self.trust):
            if standing in alike:
                return rank
        return len(self.trust)


@lru_cache(maxsize=32)
def load_profile(name: str) -> Profile:
    """The profile of that name. Raises ResourceError where there is none, or its file is damaged."""
    if name not in profile_names():
        raise ResourceError(f"there is no profile {name!r}; the profiles are {', '.join(profile_names())}")
    return profile_of(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"), name)


@lru_cache(maxsize=1)
def profile_names() -> tuple[str, ...]:
    """The names of the profiles that are shipped."""
    entries = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml")))


def profile_of(text: str, name: str) -> Profile:
    """Read a profile's TOML. Raises ResourceError, naming what is wrong, where it is not one or leaves a bound or a
    standing without a rule.
    """
    try:
        profile = msgspec.convert(tomllib.loads(text), Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ResourceError(f"the profile {name!r} is damaged: {error}; install the package anew") from error
    ruled = {*profile.bounds, *(standing for alike in profile.trust for standing in alike)}
    missing = [word for word in (*get_args(Bound), *get_args(Standing)) if word not in ruled]
    if missing:
        raise ResourceError(f"the profile {name!r} has no rule for {', '.join(missing)}; install the package anew")
    return profile
