"""Claims on one invented report, for the tests of decisions."""

from __future__ import annotations

from typing import Any

from tollbook.model import (
    ActorWords,
    Attack,
    Casualty,
    Claim,
    Count,
    Decision,
    ReaderVersion,
    Report,
    Responsibility,
    Ruling,
    Span,
    Victims,
    digest_of,
)
from tollbook.review import handle_of

TEXT = (
    "Gunmen killed 12 farmers in Oravan on Monday. Of them 3 were children. The Oravan Front denied it. "
    "Nobody has claimed a blast in Tell that injured at least 7 people. A bomb went off there."
)
READER = ReaderVersion(name="hand", version="1")
SHARED: dict[str, Any] = {"confidence": 0.9, "reader": READER}


def report(text: str = TEXT) -> Report:
    """The report of that text."""
    return Report(id="r", text=text, digest=digest_of(text.encode()))


REPORT = report()


def span(words: str, text: str = TEXT) -> dict[str, Any]:
    """Where the words stand first."""
    at = text.index(words)
    return {"text": words, "start": at, "end": at + len(words)}


def sentence(number: int) -> Span:
    """The sentence of that number."""
    parts = [part + "." for part in TEXT.rstrip(".").split(". ")]
    parts = [part.replace("..", ".") for part in parts]
    return Span(**span(parts[number]))


def casualty(id: str, words: str, value: int, at: int, key: str = "oravan", **more: Any) -> Casualty:  # noqa: A002
    """A claim on so many killed, unless told otherwise."""
    fields: dict[str, Any] = {"effect": "killed", "victims": Victims(victim_class="civilian")} | SHARED | more
    bound: Any = "at_least" if words.startswith("at least") else "exact"
    count = Count(**span(words), value=value, bound=bound)
    return Casualty(id=id, evidence=sentence(at), incident=key, count=count, **fields)


def claims() -> tuple[Claim, ...]:
    """What a careful reader reads in the report."""
    return (
        casualty("c1", "12", 12, 0),
        casualty("c2", "3", 3, 1, part_of="c1"),
        Responsibility(
            id="r1",
            evidence=sentence(2),
            incident="oravan",
            actor=ActorWords(**span("The Oravan Front")),
            stance="denied",
            **SHARED,
        ),
        Responsibility(id="r2", evidence=sentence(3), incident="tell", actor=None, stance="unclaimed", **SHARED),
        casualty("c3", "at least 7", 7, 3, "tell", effect="injured"),
        Attack(id="a1", evidence=sentence(4), incident="tell", type="bombing", trigger=Span(**span("bomb")), **SHARED),
    )


def by_id() -> dict[str, Claim]:
    """The same, by id."""
    return {claim.id: claim for claim in claims()}


def handle(id: str) -> Any:  # noqa: A002
    """What a decision holds of one of them."""
    return handle_of(REPORT.digest, by_id()[id])


def decided(number: int, ruling: Ruling, who: str = "a reader") -> Decision:
    """A decision, made at a minute of its number."""
    import datetime as dt

    at = dt.datetime(2026, 2, 3, 10, number % 60, tzinfo=dt.UTC)
    return Decision(number=number, at=at, who=who, why="for the test", ruling=ruling)
