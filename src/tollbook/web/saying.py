"""How pages speak of actors, places, outlets and speakers."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tollbook.model import ENOUGH, PartRole, SubjectKind


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """The words for one kind of subject: where it stands, what one and several are called, what the list is, how it may
    be sorted, and which incidents its sums add up.
    """

    kind: SubjectKind
    path: str
    one: str
    many: str
    lead: str
    orders: Mapping[str, str]
    added: str


ROLES: dict[PartRole, str] = {
    "claims": "says it did it",
    "reported": "did it, reports say",
    "blamed": "is blamed",
    "behind": "is said to be behind it",
    "denies": "denies it",
    "victims": "has victims",
    "speaks": "speaks",
    "at": "here",
    "below": "in it",
    "touches": "also here",
    "printed": "printed it",
    "says": "speaks",
}
"""Each role in words, as they stand beside an incident."""

SORTS = {
    "government": "government",
    "military": "military",
    "police": "police",
    "armed_group": "armed group",
    "health": "health",
    "monitor": "monitor",
    "intergovernmental": "intergovernmental",
    "media": "media",
    "witness": "witness",
    "unknown": "kind unknown",
    "exact": "spot",
    "settlement": "settlement",
    "district": "district",
    "province": "province",
    "country": "country",
}
"""What a subject is, in words."""

CLASSES = {
    "civilian": "civilians",
    "security_forces": "security forces",
    "militant": "militants",
    "unknown": "status unknown",
    "all": "everybody",
}
INTERESTS = {"own": "its own losses", "enemy": "its enemy's losses", "third": "third parties' losses"}

WORDS = {"roles": ROLES, "sorts": SORTS, "classes": CLASSES, "interests": INTERESTS, "enough": ENOUGH}
"""What a template needs to put them into words."""

_SAYINGS = {
    one.kind: one
    for one in (
        Saying(
            kind="actor",
            path="/actors",
            one="actor",
            many="actors",
            lead="Who did it, is blamed for it, denies it, or counts its dead among the victims.",
            orders={"incidents": "Most incidents", "killed": "Most killed", "last": "Latest", "name": "Name"},
            added="in which it says that it did it, is blamed, or did it as reports say",
        ),
        Saying(
            kind="place",
            path="/places",
            one="place",
            many="places",
            lead="Where it happened, and what that lies in.",
            orders={"incidents": "Most incidents", "killed": "Most killed", "last": "Latest", "name": "Name"},
            added="that happened here or at a place that lies in it",
        ),
        Saying(
            kind="outlet",
            path="/outlets",
            one="outlet",
            many="outlets",
            lead="Who printed it, and how the first figures of each stood once all reports were in.",
            orders={
                "incidents": "Most incidents",
                "reports": "Most reports",
                "last": "Latest",
                "ratio": "Highest first figures",
                "name": "Name",
            },
            added="that it printed a report of",
        ),
        Saying(
            kind="speaker",
            path="/speakers",
            one="speaker",
            many="speakers",
            lead="Who is credited for figures, of whose losses, and how they stood once all reports were in.",
            orders={
                "incidents": "Most incidents",
                "said": "Most figures",
                "last": "Latest",
                "ratio": "Highest first figures",
                "name": "Name",
            },
            added="that it is credited for a claim of",
        ),
    )
}


def saying(kind: SubjectKind) -> Saying:
    """The words for a kind."""
    return _SAYINGS[kind]
