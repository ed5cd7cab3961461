"""Templates by learning: heads over what Tollbook's language model thinks, learnt from a split's key (`teach.py`).

MUC's notion of a slot is wider than that of our claims, and its rules of what is worth a template are its own, so the
benchmark learns both, as every published system does. The language model itself is as it is shipped: what is learnt is

1. a network that tells of each mention which slots it fills in a template of which type, which words of it to quote,
   and a victim's effect or an organisation's confidence;
2. a regression for each type: whether the message tells of such an incident, from the surest mentions of each slot;
3. a regression for each slot: whether an entity (mentions of one name) belongs into the template of a type;
4. how sure 2 and 3 must be.

A template is made for each type that a message tells of. All of 2 to 4 is learnt on mentions that the network was not
taught with.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.muc.claimed import date_of, place_of
from benchmarks.muc.features import Floats, Scene
from benchmarks.muc.mentions import CUTS
from benchmarks.muc.network import Network, choice, odds, share
from benchmarks.muc.templates import STRING_SLOTS, TYPES, Mentions, Template, Value
from tollbook.claims.figures import figure_at

DESCRIBED = "Described"
"""Victims without a name: no slot of the GTT measure, but their number and effect count."""
ROLES = (*STRING_SLOTS, DESCRIBED)
NONE = "none"
VALUES = {
    "effect": ("DEATH", "INJURY", "NO INJURY", "NO DEATH", "NO INJURY OR DEATH", NONE),
    "confidence": (
        "REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES",
        "POSSIBLE", NONE,
    ),
}  # fmt: skip
CELLS = len(ROLES) * len(TYPES)
LEAST = 0.03
"""Mentions less likely to fill a slot are not looked at again."""
_PLURALS = ("men", "people", "children", "personnel", "staff", "police")


@dataclass
class Entity:
    """Mentions of one name that may fill a slot, the likeliest first, the words to quote, and its features by type."""

    role: str
    mentions: list[int]
    text: str
    features: dict[str, Floats] = field(default_factory=dict)


class Judged:
    """A message with what the network says of its mentions."""

    def __init__(self, scene: Scene, scores: Floats) -> None:
        self.scene = scene
        self.cells = scores[:, :CELLS].reshape(-1, len(ROLES), len(TYPES)).astype(np.float64)
        self.shares = share(self.cells)
        self.cuts = share(scores[:, CELLS : CELLS + len(CUTS)])
        edge = CELLS + len(CUTS)
        self.values: dict[str, Floats] = {}
        for slot, labels in VALUES.items():
            self.values[slot] = choice(scores[:, edge : edge + len(labels)])
            edge += len(labels)
        self.types: Floats = np.zeros(len(TYPES))

    @cached_property
    def most(self) -> Floats:
        """The surest mention of each role and type."""
        most: Floats = self.shares.max(0) if len(self.shares) else np.zeros((len(ROLES), len(TYPES)))
        return most

    @cached_property
    def signs(self) -> Floats:
        """What the mentions tell of a message's types."""
        return np.concatenate(
            [2 * self.most.ravel(), np.log1p(self.shares.sum(0)).ravel(), np.log(1e-3 + self.most.max(0)), [1.0]]
        )

    @cached_property
    def entities(self) -> list[Entity]:
        """The mentions that may fill a slot, those of one name together."""
        found: list[Entity] = []
        for number, role in enumerate(ROLES):
            sure = self.shares[:, number].max(-1) if len(self.shares) else np.zeros(0)
            groups: list[list[int]] = []
            for mention in np.argsort(-sure, kind="stable").tolist():
                if sure[mention] <= LEAST:
                    break
                if self.scene.mentions[mention].cuts:
                    group = next((g for g in groups if any(self._same(role, mention, other) for other in g)), None)
                    groups.append([mention]) if group is None else group.append(mention)
            found += [Entity(role, group, self._text(role, group)) for group in groups]
        return found

    def judge(self) -> None:
        """Set the features of the entities, by what is known of the message's types."""
        near = np.zeros((len(self.scene.analysis.sentences), len(ROLES), len(TYPES)))
        for mention, shares in enumerate(self.shares):
            sentence = self.scene.sentence(mention)
            near[sentence] = np.maximum(near[sentence], shares)
        for entity in self.entities:
            role = ROLES.index(entity.role)
            cells = self.cells[entity.mentions, role]
            top, total = cells.max(0), np.log(np.exp(cells).sum(0))
            sentences = sorted({self.scene.sentence(mention) for mention in entity.mentions})
            beside = np.delete(near[sentences], role, axis=1).max((0, 1))
            cut = odds(self.cuts[entity.mentions[0]].max())
            for kind, name in enumerate(TYPES):
                if top[kind] < -4:
                    continue
                told, by = odds(self.types[kind]), odds(beside[kind])
                entity.features[name] = np.array(
                    [
                        *odds(self.most[:, kind]), by, by * top[kind] / 4, told * top[kind] / 4,
                        (total[kind] - top[kind]) * told, top[kind], total[kind], np.log(len(entity.mentions)), told,
                        odds(self.types.max()), odds(self.shares[entity.mentions, role].max()), sentences[0] < 2,
                        sentences[0] / 10, " " not in entity.text, cut,
                        max(top[kind] - np.delete(top, kind).max(), -3), 1,
                    ],
                    np.float64,
                )  # fmt: skip

    def _same(self, role: str, one: int, other: int) -> bool:
        """Whether two mentions share a last word, or for a victim's name the words of a longer one."""
        mine, theirs = self._quoted(one).split(), self._quoted(other).split()
        if role == "Victim":
            return set(mine) <= set(theirs) or set(theirs) <= set(mine)
        return mine[-1] == theirs[-1]

    def _quoted(self, mention: int) -> str:
        cuts = self.scene.mentions[mention].cuts
        return cuts[max(cuts, key=lambda cut: self.cuts[mention, CUTS.index(cut)])]

    def _text(self, role: str, group: Sequence[int]) -> str:
        """The words that most sure mentions are surely quoted by."""
        sure: Counter[str] = Counter()
        for mention in group:
            weight = float(self.shares[mention, ROLES.index(role)].max())
            for cut, words in self.scene.mentions[mention].cuts.items():
                sure[words] += weight * float(self.cuts[mention, CUTS.index(cut)])  # type: ignore[assignment]
        return max(sure, key=lambda words: sure[words])

    def value(self, slot: str, entity: Entity) -> str:
        """The likeliest value of an entity."""
        return VALUES[slot][int(self.values[slot][entity.mentions].mean(0).argmax())]

    def number(self, entity: Entity) -> str:
        """How many victims an entity is, as MUC writes it: a figure where any sure mention has one."""
        sure = self.shares[entity.mentions, ROLES.index(entity.role)].max(-1)
        told = [
            number_of(self.scene, mention)
            for mention, one in zip(entity.mentions, sure, strict=True)
            if one >= sure[0] / 2
        ]
        return next((number for number in told if number.isdigit() and number != "1"), told[0])


class Filler:
    """What was learnt: the network, the regressions, and how sure they must be."""

    def __init__(self, network: Network, weights: dict[str, Floats], sure: dict[str, float], version: str) -> None:
        self.network, self.weights, self.sure, self.version = network, weights, dict(sure), version

    def save(self, path: Path) -> None:
        """Write it: the network in 8 bits with a scale for each column, the rest as it is."""
        first, add_first, second, add_second = self.network.weights
        told = {"sure": self.sure, "version": self.version}
        kept: dict[str, npt.NDArray[Any]] = {"told": np.frombuffer(json.dumps(told).encode(), np.uint8)}
        for name, matrix in (("first", first), ("second", second)):
            scale = abs(matrix).max(0) / 127
            kept[name], kept[f"{name}_scale"] = np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)
        kept |= {"add_first": add_first, "add_second": add_second}
        kept |= {f"of {name}": row.astype(np.float32) for name, row in self.weights.items()}
        np.savez_compressed(path, **kept)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Filler:
        """What `save` wrote."""
        with np.load(path) as kept:
            told = json.loads(kept["told"].tobytes())
            first, second = (kept[name] * kept[f"{name}_scale"] for name in ("first", "second"))
            weights = {name[3:]: kept[name] for name in kept.files if name.startswith("of ")}
            network = Network([first, kept["add_first"], second, kept["add_second"]])
        return cls(network, weights, told["sure"], told["version"])

    def templates(self, scene: Scene) -> list[Template]:
        """The templates of one message."""
        if not scene.mentions:
            return []
        judged = Judged(scene, self.network(scene.rows))
        judged.types = np.array([float(share(judged.signs @ self.weights[kind])) for kind in TYPES])
        judged.judge()
        return self.assembled(judged, {role: self.weights[role] for role in ROLES})

    def assembled(self, judged: Judged, weights: dict[str, Floats]) -> list[Template]:
        """Templates of the types that are told of, filled with the entities that belong into them."""
        made: list[Template] = []
        for number, kind in enumerate(TYPES):
            if judged.types[number] < self.sure["type"]:
                continue
            claims = judged.scene.claims
            template = Template((kind,), date=date_of(claims), location=place_of(claims))
            for entity in judged.entities:
                known = entity.features.get(kind)
                if known is not None and share(known @ weights[entity.role]) >= self.sure[entity.role]:
                    _put(judged, entity, template)
            made.append(template)
        return made


def _put(judged: Judged, entity: Entity, template: Template) -> None:
    of: Mentions = frozenset({entity.text})
    if entity.role in STRING_SLOTS and of not in template.strings[entity.role]:
        template.strings[entity.role].append(of)
    if entity.role in {"Victim", DESCRIBED}:
        number = "1" if entity.role == "Victim" else judged.number(entity)
        template.values["number"].append(Value(frozenset({number}), of))
    slot = {"Victim": "effect", DESCRIBED: "effect", "PerpOrg": "confidence"}.get(entity.role)
    if slot is not None and (value := judged.value(slot, entity)) != NONE:
        template.values[slot].append(Value(frozenset({value}), of))


def number_of(scene: Scene, mention: int) -> str:
    """How many a victim's description names, as MUC writes it."""
    analysis, found = scene.analysis, scene.mentions[mention]
    word = found.word
    low, high = analysis.bounds(word)
    for index in range(max(low, found.first - 2), min(high, word + 1)):
        figure = figure_at(analysis.forms[low:high], index - low)
        if figure is not None and (analysis.governor[index] == word or index == word or word - index <= 2):
            return "PLURAL" if figure.value is None else str(figure.value)
    last = analysis.lower[word]
    return "PLURAL" if last.endswith(_PLURALS) or (last.endswith("s") and not last.endswith("ss")) else "1"
