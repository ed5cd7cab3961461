"""What all reports of one incident say together: statements, how they followed on each other, what does not agree."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from tollbook.model.claim import Attribute, Count, Effect, Interest, Polarity, Relation, Stance, VictimClass
from tollbook.model.origin import Credit

StatementRole = Literal[
    "toll",  # it counts all of its class, as far as its words tell
    "part",  # it counts some of those whom another figure counts
    "detail",  # it singles somebody out, or counts some of a class (its children) or people beside those counted
]
Change = Literal[
    "revision",  # the same speaker, or the same page or dispatch, gives another figure later
    "correction",  # the same, and the words say that the earlier figure was wrong
    "update",  # another, no party to the violence, gives a newer toll
]
GradeName = Literal[
    "confirmed", "fair", "weak", "contested", "discounted",  # Airwars
    "entry", "below_threshold",  # Iraq Body Count: enough independent origins for an entry, or not
]  # fmt: skip


class Attestation(msgspec.Struct, frozen=True, kw_only=True):
    """One report's claim of a statement: the claim's name (`claim_ref`), the report's digest, its outlet, when it was
    published, and the chain from the outlet to the agency to the speaker.
    """

    claim: str
    report: str
    outlet: str | None
    published: dt.date | None
    published_at: dt.datetime | None
    chain: tuple[Credit, ...]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker says of one effect and class, in the words of one origin: it counts once, however many outlets
    print it.

    `id` is the name of its first claim. `speaker` is None where a report speaks in its own voice; `voice` is equal for
    statements of one speaker, or of one outlet or agency in its own voice, and `said_by` names it in words. `interest`
    says whose losses a speaker counts, `party` whether it stands on a side of the violence. `day` is that of the
    first publication and `moment` its moment, None where it is not known. `part_of` is the statement whose figure
    includes this one.
    """

    id: str
    effect: Effect
    victim_class: VictimClass
    count: Count
    words: str
    role: StatementRole
    polarity: Polarity
    attributes: tuple[Attribute, ...]
    speaker: str | None
    voice: str
    said_by: str
    interest: Interest | None
    party: bool
    origin: str
    day: dt.date | None
    moment: dt.datetime | None
    part_of: str | None
    attested: tuple[Attestation, ...]


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A later figure that takes the place of an earlier one: both are statements, by id. `step` is by how many people
    the number rose (or fell, below 0), None where one of them names none.
    """

    kind: Change
    earlier: str
    later: str
    step: int | None
    sentence: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The statements on one effect and class in the order of time, and those of them that hold still: not replaced by a
    later one, not denied by their own words, and not a part of another. `revisions` are in the order of time too.
    """

    effect: Effect
    victim_class: VictimClass
    statements: tuple[str, ...]
    current: tuple[str, ...]
    revisions: tuple[Revision, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a contradiction: who, whose losses it counts, whether it is a party to the violence, its figures in
    their words, and its claims.
    """

    said_by: str
    interest: Interest | None
    party: bool
    figures: tuple[str, ...]
    claims: tuple[str, ...]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Words of different speakers that cannot all hold, at one time: on a figure of one effect and class, or, where
    `effect` is None, on who did it. `victim_class` is None where totals and classes are set against each other.
    """

    effect: Effect | None
    victim_class: VictimClass | None
    sides: tuple[Side, ...]
    sentence: str


class Equation(msgspec.Struct, frozen=True, kw_only=True):
    """Parts set against their whole: `terms` and `whole` name statements (or incidents, for an umbrella).

    The least and the most that each side admits are numbers of people, None where it is open. `gap` is 0 where the two
    can be equal, else by how much the whole is more than its parts at the least (below 0: the parts are more).
    """

    kind: Literal["classes", "parts", "umbrella"]
    effect: Effect
    terms: tuple[str, ...]
    whole: str
    sum_low: int
    sum_high: int | None
    whole_low: int
    whole_high: int | None
    gap: int
    sentence: str
    claims: tuple[str, ...]

    @property
    def closes(self) -> bool:
        """Whether some numbers that all the words admit make both sides equal."""
        return self.gap == 0


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """How well an incident is attested under a profile that grades, and the sentence that decides it."""

    profile: str
    profile_version: str
    grade: GradeName
    sentence: str
    claims: tuple[str, ...]


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """One edge of the graph of responsibility: who (None: reports in their own voice) claims, blames, denies or reports
    that which actor did it or is behind it, with the outlets and the claims. `actor` is None where the words are that
    nobody claims it, `actor_id` its id in the registry. `origins` says how many origins there are.
    """

    said_by: str
    stance: Stance
    actor: str | None
    actor_id: str | None
    relation: Relation
    origins: int
    attested: tuple[Attestation, ...]


class UmbrellaSum(msgspec.Struct, frozen=True, kw_only=True):
    """An umbrella's own figures for one effect, under one profile, set against those of its components.

    `own_` are the umbrella's low, best and high, `sum_` those of the components added up (None where a component that
    tells of the effect gives none), `unplaced` how many of the umbrella's best lie in no component that is known (below
    0: the components make more). `total` is what counts for the whole: never the two together.
    """

    effect: Effect
    victim_class: VictimClass | Literal["all"]
    profile: str
    own_low: int | None
    own_best: int | None
    own_high: int | None
    sum_low: int | None
    sum_best: int | None
    sum_high: int | None
    unplaced: int | None
    total_low: int | None
    total_best: int | None
    total_high: int | None
    sentences: tuple[str, ...]
