"""From the claims of all reports to statements: what one speaker says in the words of one origin, counted once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.incidents.across.heard import Heard, Moment
from tollbook.incidents.figures import is_newer, is_older, is_toll, side_by_side, words_of
from tollbook.incidents.profiles import Standing
from tollbook.incidents.trust import side_of
from tollbook.model import Attestation, Casualty, Statement, StatementRole

_FORCES = frozenset({"military", "armed_group"})


@dataclass(slots=True, frozen=True)
class Stated:
    """A statement with its claims as they were heard, the first publication first.

    `standing` is how its speaker stands to those counted; `newer` and `older` are what its own words say of it: that it
    replaces another figure, that another replaces it.
    """

    statement: Statement
    heard: tuple[Heard, ...]
    standing: Standing
    moment: Moment
    newer: bool
    older: bool

    @property
    def casualty(self) -> Casualty:
        """Its first claim, laid end to end with the others."""
        return _casualty(self.heard[0])

    @property
    def asserted(self) -> bool:
        """Whether it may count: said to be so, and by violence."""
        return self.statement.polarity == "asserted" and self.casualty.cause == "violence"

    @property
    def press(self) -> bool:
        """Whether an outlet or an agency says it in its own voice."""
        return self.statement.speaker is None


def statements_of(heard: Sequence[Heard], standings: Mapping[str, Standing], blamed: Collection[str]) -> list[Stated]:
    """The statements, in the order of their first publication, then of their words' place.

    `standings` tells by claim how each speaker stands to those counted, `blamed` to which sides the violence is laid.
    """
    groups: dict[tuple[tuple[object, ...], StatementRole], list[Heard]] = {}
    laid = [_casualty(one) for one in heard]
    sentences: dict[int, list[Casualty]] = {}
    for claim in laid:
        sentences.setdefault(claim.evidence.start, []).append(claim)
    newer_sentences = {claim.evidence.start for claim in laid if claim.count.value is not None and is_newer(claim)}
    for one, claim in zip(heard, laid, strict=True):
        beside = sentences[claim.evidence.start]
        groups.setdefault((_signature(one, claim), _role(claim, beside)), []).append(one)
    ids = {one.claim.id: members[0].claim.id for members in groups.values() for one in members}
    return [
        Stated(
            statement=_statement(members, role, ids, blamed),
            heard=tuple(members),
            standing=standings[members[0].claim.id],
            moment=members[0].moment,
            newer=any(is_newer(_casualty(one)) for one in members),
            older=any(is_older(_casualty(one), _casualty(one).evidence.start in newer_sentences) for one in members),
        )
        for (_, role), members in groups.items()
    ]


def outlets_of(stated: Stated) -> list[str]:
    """The outlets that print a statement, each once, the first publication first."""
    return list(dict.fromkeys(one.chain[0].name for one in stated.heard))


def named_statement(stated: Stated) -> str:
    """A statement as a sentence names it: '"31 civilians" (Harbour Gazette and 2 more, quoting the minister)'."""
    return f'"{stated.statement.words}" ({stated.statement.said_by})'


def _signature(one: Heard, claim: Casualty) -> tuple[object, ...]:
    """What is equal in claims that are one statement."""
    count = claim.count
    words = " ".join(count.text.casefold().split()) if count.value is None else ""
    return (
        one.origin, one.voice, claim.effect, claim.victims.victim_class, claim.attributes, claim.polarity, claim.cause,
        claim.scope, count.value, count.bound, count.value_high, words,
    )  # fmt: skip


def _role(claim: Casualty, claims: Iterable[Casualty]) -> StatementRole:
    if claim.part_of is not None:
        return "part"
    listed = any(
        side_by_side(claim, other)
        for other in claims
        if other.effect == claim.effect
        and other.victims.victim_class == claim.victims.victim_class
        and other.part_of is None
    )
    return "toll" if is_toll(claim) and not claim.attributes and not listed else "detail"


def _statement(
    members: Sequence[Heard], role: StatementRole, ids: Mapping[str, str], blamed: Collection[str]
) -> Statement:
    first, claim = members[0], _casualty(members[0])
    original = first.claim
    return Statement(
        id=original.id,
        effect=claim.effect,
        victim_class=claim.victims.victim_class,
        count=original.count if isinstance(original, Casualty) else claim.count,
        words=words_of(claim),
        role=role,
        polarity=claim.polarity,
        attributes=claim.attributes,
        speaker=None if original.speaker is None else original.speaker.name,
        voice=first.voice,
        said_by=_said_by(members),
        interest=claim.interest,
        party=_is_party(first, claim, blamed),
        origin=first.origin,
        day=first.moment.day,
        moment=first.moment.at,
        part_of=None if claim.part_of is None else ids.get(claim.part_of),
        attested=tuple(attestation(one) for one in members),
    )


def attestation(one: Heard) -> Attestation:
    """Who printed a claim, when, and the chain by which it came."""
    return Attestation(
        claim=one.claim.id,
        report=one.report.digest,
        outlet=one.report.outlet,
        published=one.report.published,
        published_at=one.report.published_at,
        chain=one.chain,
    )


def _said_by(members: Sequence[Heard]) -> str:
    """Whose word it is, and how many outlets print it."""
    first = members[0]
    outlets = dict.fromkeys(one.chain[0].name for one in members)
    if len(outlets) == 1:
        return first.said_by
    own = first.chain[0].name
    return first.said_by.replace(own, f"{own} and {len(outlets) - 1} more", 1)


def _is_party(one: Heard, claim: Casualty, blamed: Collection[str]) -> bool:
    """Whether the speaker stands on a side of the violence: a force, one to whom it is laid, or one that counts its
    own or its enemy's losses.
    """
    actor = None if one.claim.speaker is None else one.claim.speaker.actor
    if actor is None:
        return False
    return actor.kind in _FORCES or claim.interest in ("own", "enemy") or side_of(actor) in blamed


def _casualty(one: Heard) -> Casualty:
    if not isinstance(one.laid, Casualty):
        raise TypeError(f"{one.claim.id} tells of no casualties")
    return one.laid
