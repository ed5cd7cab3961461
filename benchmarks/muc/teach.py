"""How the template heads are learnt from messages and their keys (`muc4.py --fit`); `learnt.py` says what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from benchmarks.muc.features import Floats, Scene
from benchmarks.muc.learnt import CELLS, DESCRIBED, NONE, ROLES, VALUES, Filler, Judged
from benchmarks.muc.measures import Scores
from benchmarks.muc.mentions import CUTS
from benchmarks.muc.network import Lesson, Network, regression, share, taught
from benchmarks.muc.templates import TYPES, Mentions, Template

PARTS = 3
"""Parts of the messages, each of them judged by a network taught with the others."""
RIDGE = {"type": 5.0, "entity": 3.0}
START = {"type": 0.25, **dict.fromkeys(ROLES, 0.25)}
TRIED = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
Key = Sequence[Template]


def teach(
    scenes: Sequence[Scene], keys: Sequence[Key], version: str, watch: Callable[[Iterable[int]], Iterable[int]]
) -> tuple[Filler, Scores]:
    """What is learnt from the messages and their keys, and how the same does on messages that it was not learnt from
    (cross-validated; how sure it must be apart, which is sought on these).
    """
    rows = np.concatenate([scene.rows for scene in scenes if scene.mentions])
    message = np.repeat(np.arange(len(scenes)), [len(scene.mentions) for scene in scenes])
    lesson, sizes = lesson_of(scenes, keys), [len(labels) for labels in VALUES.values()]
    networks: list[Network] = []
    scores = np.zeros((len(rows), CELLS + len(CUTS) + sum(sizes)), np.float32)
    for part in watch(range(PARTS + 1)):
        held = message % PARTS == part
        networks.append(taught(rows, np.flatnonzero(~held), lesson, sizes))
        scores[held] = networks[-1](rows[held])
    judged = [Judged(scene, scores[message == number]) for number, scene in enumerate(scenes)]
    weights, held_out = _regressions(judged, keys)
    filler = Filler(networks[-1], weights, START, version)
    return filler, _sought(filler, judged, keys, held_out)


def lesson_of(scenes: Sequence[Scene], keys: Sequence[Key]) -> Lesson:
    """What the keys say of each mention: it fills a slot where any of its cuts is one of the slot's strings."""
    size = sum(len(scene.mentions) for scene in scenes)
    yes = np.zeros((size, len(ROLES), len(TYPES)), np.float32)
    cuts = np.full((size, len(CUTS)), -1, np.int8)
    values = {slot: np.full(size, -1, np.int8) for slot in VALUES}
    at = 0
    for scene, key in zip(scenes, keys, strict=True):
        for mention in scene.mentions:
            strings = frozenset(mention.cuts.values())
            for template in key:
                for number, role in enumerate(ROLES):
                    if any(strings & entity for entity in strings_of(template, role)):
                        yes[at, number, TYPES.index(template.types[0])] = 1
            if yes[at].any():
                good = [entity for template in key for role in ROLES for entity in strings_of(template, role)]
                for cut, words in mention.cuts.items():
                    cuts[at, CUTS.index(cut)] = any(words in entity for entity in good)
            for slot, roles in (("effect", ("Victim", DESCRIBED)), ("confidence", ("PerpOrg",))):
                if any(yes[at, ROLES.index(role)].any() for role in roles):
                    values[slot][at] = _told(key, slot, strings)
            at += 1
    cells: Floats = yes.reshape(size, CELLS)
    return Lesson(cells, cuts, list(values.values()))


def strings_of(template: Template, role: str) -> list[Mentions]:
    """The entities of a template in one slot."""
    return template.descriptions if role == DESCRIBED else template.strings[role]


def _told(key: Key, slot: str, strings: frozenset[str]) -> int:
    """The value that the key gives the entity, the most common over its templates."""
    told = Counter(min(value.values) for template in key for value in template.values[slot] if value.of & strings)
    best = told.most_common(1)[0][0] if told else NONE
    return VALUES[slot].index(best if best in VALUES[slot] else NONE)


def _regressions(judged: Sequence[Judged], keys: Sequence[Key]) -> tuple[dict[str, Floats], list[dict[str, Floats]]]:
    """The regressions of types and slots, learnt from all messages, and those of slots for each part without it."""
    part = np.arange(len(judged)) % PARTS
    weights: dict[str, Floats] = {}
    signs = np.array([one.signs for one in judged])
    for number, kind in enumerate(TYPES):
        right = np.array([any(kind in template.types for template in key) for key in keys], np.float64)
        weights[kind] = regression(signs, right, RIDGE["type"])
        for held in range(PARTS):
            without = regression(signs[part != held], right[part != held], RIDGE["type"])
            for index in range(held, len(judged), PARTS):
                judged[index].types[number] = share(signs[index] @ without)
    rows: dict[str, list[Floats]] = {role: [] for role in ROLES}
    rights: dict[str, list[float]] = {role: [] for role in ROLES}
    parts: dict[str, list[int]] = {role: [] for role in ROLES}
    for index, (one, key) in enumerate(zip(judged, keys, strict=True)):
        one.judge()
        for entity in one.entities:
            for kind, known in entity.features.items():
                rows[entity.role].append(known)
                rights[entity.role].append(
                    float(any(entity.text in e for t in key if kind in t.types for e in strings_of(t, entity.role)))
                )
                parts[entity.role].append(index % PARTS)
    held_out: list[dict[str, Floats]] = [{} for _ in range(PARTS)]
    for role in ROLES:
        table, right, own = np.array(rows[role]), np.array(rights[role]), np.array(parts[role])
        weights[role] = regression(table, right, RIDGE["entity"])
        for held in range(PARTS):
            held_out[held][role] = regression(table[own != held], right[own != held], RIDGE["entity"])
    return weights, held_out


def _sought(
    filler: Filler, judged: Sequence[Judged], keys: Sequence[Key], held_out: Sequence[dict[str, Floats]]
) -> Scores:
    """Set how sure the models must be, one after the other, to what gives the best micro F1 with a fourth of each value
    slot's.
    """

    def scored(sure: dict[str, float]) -> Scores:
        filler.sure, total = sure, Scores()
        for index, (one, key) in enumerate(zip(judged, keys, strict=True)):
            total.add(filler.assembled(one, held_out[index % PARTS]), key)
        return total

    def worth(found: Scores) -> float:
        return found.micro.f1 + sum(count.f1 for count in found.values.values()) / 4

    sure, best = dict(filler.sure), worth(scored(filler.sure))
    for name in sure:
        for value in TRIED:
            found = worth(scored({**sure, name: value}))
            if found > best:
                sure, best = {**sure, name: value}, found
    return scored(sure)
