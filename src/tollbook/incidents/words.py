"""Number words: what a profile takes "dozens" for, where it gives them a value at all."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.incidents.figures import named
from tollbook.incidents.profiles import Profile
from tollbook.model import Casualty, Step


def with_values(claims: Sequence[Casualty], profile: Profile) -> tuple[list[Casualty], dict[str, Step]]:
    """The claims, those without a number given the one that the profile takes their words for, and by claim the step
    that says so. A profile without such words changes nothing.
    """
    valued, steps = [], {}
    for claim in claims:
        value = profile.value_of(claim.count.text) if claim.count.value is None else None
        if value is None:
            valued.append(claim)
            continue
        count = msgspec.structs.replace(claim.count, value=value, bound="about")
        valued.append(msgspec.structs.replace(claim, count=count))
        steps[claim.id] = Step(sentence=f"{named(claim)}: {_rule(claim, profile)}.", claims=(claim.id,))
    return valued, steps


def _rule(claim: Casualty, profile: Profile) -> str:
    value = profile.value_of(claim.count.text)
    told = claim.count.text.casefold()
    if any(word in told for word in profile.words) or profile.several is None:
        return f"the profile {profile.name} counts these words as {value:,}"
    place = "an active war zone" if profile.several.active_war_zone else "outside active war zones"
    return f"several, but not how many: the profile {profile.name} counts {value:,} ({place}, as it is set)"
