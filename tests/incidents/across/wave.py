"""The demo book's hand-made ledger as accounts: what a reader without fault would have read in examples/wave."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from tests.incidents.across.tellings import told
from tests.incidents.stories import Story
from tollbook.incidents.across import join
from tollbook.model import ActorKind, Casualty, Interest, Joined, Member, Origin, Origins, Span, Told

WAVE = Path(__file__).parents[3] / "examples" / "wave"
LEDGER: dict[str, dict[str, Any]] = {
    one["key"]: one for one in tomllib.loads((WAVE / "ledger.toml").read_text("utf-8"))["incident"]
}
REPORTS: dict[str, dict[str, Any]] = {
    one["file"]: one for one in tomllib.loads((WAVE / "reports.toml").read_text("utf-8"))["report"]
}
ALL = ("tollbook", "ucdp", "acled", "airwars", "ibc")

_KINDS: dict[str, ActorKind] = {
    "governor": "government", "ministry": "government", "prefect": "government", "mayor": "government",
    "official": "government", "hospital": "health", "doctor": "health", "nurse": "health", "health centre": "health",
    "desk": "monitor", "human rights officers": "intergovernmental", "army": "military", "military": "military",
    "general staff": "military",
    "front": "armed_group", "fighters": "armed_group", "police": "police", "residents": "witness",
    "neighbour": "witness", "trader": "witness", "union": "monitor",
}  # fmt: skip
_STATE = {"government", "military", "police"}
_CLASSES = {
    "civilian": "villagers", "security_forces": "soldiers", "militant": "fighters", "unknown": "people",
}  # fmt: skip
_BOUNDS = {"exact": "{}", "at_least": "at least {}", "more_than": "more than {}", "about": "some {}"}


def tellings(key: str) -> tuple[list[Told], Origins]:
    """The accounts of one incident of the ledger, and the origins of their reports."""
    incident = LEDGER[key]
    stories: dict[str, Story] = {file: Story() for file in incident["reports"]}
    shared: dict[str, list[Span]] = {}
    for number, statement in enumerate(incident["told"]):
        original = [one for one in incident["told"][:number] if _same(one, statement) and one["is"] == "part"]
        if statement["is"] == "copy" and original:
            continue
        story = stories[statement["report"]]
        start = len(story.text)
        _state(story, f"c{number}", statement)
        if statement["is"] == "copy":
            shared.setdefault(statement["report"], []).append(Span.of(story.text, start, len(story.text)))
    for number, laid in enumerate(incident.get("responsibility", ())):
        story = stories[laid["report"]]
        by = laid["by"]
        story.sentence(f"{by} spoke of {laid['actor']}.", by=by, kind=_kind(by), side=_side(by))
        actor = laid["actor"]
        story.deed(f"r{number}", actor, laid["stance"], kind=_kind(actor), side=_side(actor))
    accounts = {file: _account(file, story) for file, story in stories.items() if story.claims}
    return list(accounts.values()), _origins(accounts, shared)


def joined(key: str) -> Joined:
    """The incident of the ledger as its accounts tell it together."""
    accounts, origins = tellings(key)
    return join(accounts, origins, ALL)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[slot] == other[slot] for slot in ("by", "effect", "class", "value"))


def _account(file: str, story: Story) -> Told:
    about = REPORTS[file]
    published: dt.datetime = about["published"]
    return told(story, about["outlet"], published.isoformat())


def _state(story: Story, name: str, statement: dict[str, Any]) -> None:
    """One statement as a sentence of its report."""
    by, value = statement["by"], statement["value"]
    victims = _CLASSES[statement["class"]]
    number = _BOUNDS[statement["bound"]].format(value)
    words, before = victims, ""
    if statement["is"] == "part":
        words = f"of the {victims}"
    elif statement["is"] == "recalls" and by:
        before = "It was initially put at "
    elif statement["is"] == "corrects":
        before = "Correction: "
    kind = _kind(by)
    story.sentence(
        f"{before}{number} {words} {statement['effect']}, said {by or 'nobody'}.",
        by=by or None,
        kind=kind,
        side=_side(by),
    )
    denied = statement["is"] == "denies" and value > 0
    story.casualty(
        name, number, words, statement["class"], value=value, bound=statement["bound"], effect=statement["effect"],
        polarity="denied" if denied else "asserted",
    )  # fmt: skip
    story.claims[-1] = msgspec.structs.replace(story.claims[-1], interest=_interest(kind, statement["class"]))


def _interest(kind: ActorKind | None, victim_class: str) -> Interest | None:
    own = "security_forces" if kind in _STATE else "militant" if kind == "armed_group" else None
    if kind is None:
        return None
    if own is None or victim_class not in ("security_forces", "militant"):
        return "third"
    return "own" if victim_class == own else "enemy"


def _kind(words: str) -> ActorKind | None:
    return next((kind for word, kind in _KINDS.items() if word in words.casefold()), None)


def _side(words: str) -> str | None:
    """The id of the body that speaks: a state's by its kind, others' by their names."""
    kind = _kind(words)
    return f"role:QQ:{kind}" if kind in {"government", "military", "police", "health", "witness"} else None


def _origins(accounts: dict[str, Told], shared: dict[str, list[Span]]) -> Origins:
    """One origin for each set of reports whose statements are copies; the first is who states them first."""
    if not shared:
        return Origins(origins=(), quotations=(), chains={})
    copies = sorted(shared, key=lambda file: REPORTS[file]["published"])
    firsts = [file for file in accounts if file not in shared and _told_alike(accounts[file], accounts[copies[0]])]
    first = min(firsts, key=lambda file: REPORTS[file]["published"])
    members = [_member(accounts[first], [Span.of(accounts[first].report.text, 0, len(accounts[first].report.text))])]
    members += [_member(accounts[file], shared[file]) for file in copies]
    origin = Origin(id=f"{accounts[first].report.digest}:0", members=tuple(members))
    return Origins(origins=(origin,), quotations=(), chains={})


def _told_alike(one: Told, other: Told) -> bool:
    def figures(each: Told) -> set[tuple[Any, ...]]:
        return {(claim.effect, claim.count.value) for claim in each.claims if isinstance(claim, Casualty)}

    return bool(figures(one) & figures(other))


def _member(one: Told, spans: list[Span]) -> Member:
    return Member(
        report=one.report.digest, outlet=one.report.outlet, how="part", share=0.5, spans=tuple(spans), paragraphs=(0,),
        chain=(),
    )  # fmt: skip
