"""The benchmark on MUC-4 reads keys, measures and learns rightly itself; the key and the report here are our own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.muc import network
from benchmarks.muc.claimed import templates_of
from benchmarks.muc.learnt import ROLES, Filler
from benchmarks.muc.measures import Scores, gtt, slot_by_slot
from benchmarks.muc.network import Lesson, Network, regression, share, taught
from benchmarks.muc.teach import lesson_of
from benchmarks.muc.templates import STRING_SLOTS, TYPES, Template, Value, day_of, normal, read_messages, value_of
from benchmarks.muc4 import WEIGHTS, scenes_of, table

TEXT = (
    "TST1-OWN-0001\n\n   LIMA, 3 JAN 90 (OWN) -- [TEXT] THE SHINING PATH [SL] KIDNAPPED MAYOR JUAN PEREZ IN\nAYACUCHO "
    "YESTERDAY, POLICE SAID. A BOMB WOUNDED THREE POLICEMEN WHO WERE LOOKING FOR HIM.\n"
)
KEY = {
    "MESSAGE: TEMPLATE": ["1"], "INCIDENT: DATE": ["02 JAN 90"], "INCIDENT: LOCATION": ["PERU: AYACUCHO (CITY)"],
    "INCIDENT: TYPE": ["KIDNAPPING"], "INCIDENT: INSTRUMENT ID": ["-"], "PERP: INDIVIDUAL ID": ["-"],
    "PERP: ORGANIZATION ID": ['"SHINING PATH" / "SL"', '"NOT IN THE TEXT"'], "PHYS TGT: ID": ["*"],
    "PERP: ORGANIZATION CONFIDENCE": ['REPORTED AS FACT: "SHINING PATH" / "SL"'], "HUM TGT: NAME": ['"JUAN PEREZ"'],
    "HUM TGT: DESCRIPTION": ['"MAYOR": "JUAN PEREZ"', '? "POLICEMEN"'],
    "HUM TGT: NUMBER": ['1: "JUAN PEREZ"', '? 3: "POLICEMEN"'],
    "HUM TGT: EFFECT OF INCIDENT": ["-"],
}  # fmt: skip


def template(kind: str, **strings: list[str]) -> Template:
    """A template whose entities are given as `a|b`: its mentions."""
    made = Template((kind,))
    for slot, entities in strings.items():
        made.strings[slot] = [frozenset(entity.split("|")) for entity in entities]
    return made


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"docid": "O-1", "split": "TST1", "text_raw": TEXT, "templates": [KEY]}) + "\n", "utf-8")
    return path


def test_a_key_is_read_as_its_alternatives_options_and_values(corpus: Path) -> None:
    """Strings that the text does not hold are left out; the description of a named victim is none of its own."""
    (message,) = read_messages(corpus)
    (key,) = message.key
    assert key.types == ("kidnapping",)
    assert key.strings["PerpOrg"] == [frozenset({"shining path", "sl"})]
    assert key.strings["Victim"] == [frozenset({"juan perez"})]
    assert key.descriptions == [frozenset({"policemen"})]
    assert [value.optional for value in key.values["number"]] == [False, True]
    assert message.published == day_of(TEXT) == dt.date(1990, 1, 3)


def test_strings_are_compared_without_articles_punctuation_and_case() -> None:
    assert normal('THE "DAY"\nOF A [LIFE]') == "day of life"


def test_a_value_says_of_whom_it_is() -> None:
    told = value_of('? 10 / PLURAL: "PEASANTS" / "VILLAGERS"')
    assert told == Value(frozenset({"10", "PLURAL"}), frozenset({"peasants", "villagers"}), optional=True)


def test_gtt_counts_an_entity_right_where_its_every_mention_is_in_the_key() -> None:
    key = [template("bombing", Victim=["juan perez|perez", "ana"], Weapon=["bomb"])]
    counts = gtt([template("bombing", Victim=["perez", "ana|maria"], Weapon=["car bomb"])], key)
    assert (counts["type"].right, counts["Victim"].right, counts["Victim"].found, counts["Weapon"].right) == (
        1,
        1,
        1,
        0,
    )
    assert (counts["Victim"].there, counts["Victim"].said) == (2, 2)


def test_gtt_aligns_templates_of_one_type_in_the_best_way_of_all() -> None:
    key = [template("attack", Victim=["ana"]), template("attack", Victim=["juan"], PerpOrg=["eln"])]
    said = [template("attack", Victim=["juan"], PerpOrg=["eln"]), template("bombing", Victim=["ana"])]
    counts = gtt(said, key)
    assert (counts["type"].right, counts["Victim"].right, counts["PerpOrg"].right) == (1, 1, 1)


def test_gtt_counts_templates_of_the_key_that_are_alike_once() -> None:
    assert gtt([], [template("arson"), template("arson"), template("attack")])["type"].there == 2


def test_values_count_a_half_of_the_wrong_entity_and_options_only_where_found() -> None:
    said, key = template("attack"), template("attack")
    key.values["number"] = [Value(frozenset({"3"}), frozenset({"men"})), Value(frozenset({"1"}), optional=True)]
    said.values["number"] = [Value(frozenset({"3"}), frozenset({"women"}))]
    count = slot_by_slot([said], [key])["number"]
    assert (count.there, count.found, count.right, count.said) == (1, 0.5, 0.5, 1)


def test_claims_and_learnt_heads_fill_templates_of_a_report_in_capitals(corpus: Path) -> None:
    """The abduction is a kidnapping by our claims; the learnt heads have a value for each victim."""
    messages = read_messages(corpus)
    (scene,) = scenes_of(messages, "reading")
    claimed = templates_of(scene.analysis, scene.claims)
    assert "kidnapping" in {made.types[0] for made in claimed}
    filled = Filler.load(WEIGHTS).templates(scene)
    assert filled
    for made in filled:
        assert len(made.values["number"]) >= len(made.strings["Victim"])
    scores = Scores()
    scores.add(filled, messages[0].key)
    assert "GTT measure, micro" in table({"learnt": scores})


def test_a_lesson_tells_which_mentions_fill_which_slot(corpus: Path) -> None:
    """Of a template's type, with the words to quote and the value that the key gives."""
    messages = read_messages(corpus)
    (scene,) = scenes_of(messages, "reading")
    lesson = lesson_of([scene], [messages[0].key])
    cells = lesson.yes.reshape(-1, len(ROLES), len(TYPES))
    filled = {
        (ROLES[role], TYPES[kind], "juan perez" in scene.mentions[mention].cuts.values())
        for mention, role, kind in np.argwhere(cells)
    }
    assert ("Victim", "kidnapping", True) in filled
    assert {role for role, _, _ in filled} <= {*STRING_SLOTS, "Described"}
    assert {kind for _, kind, _ in filled} == {"kidnapping"}
    assert (lesson.maybe[lesson.yes.any(1)] == 1).any(1).all()


def test_a_network_learns_what_is_to_be_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """One label is the sign of the first number, one choice that of the second."""
    monkeypatch.setattr(network, "EPOCHS", 600)
    rows = np.random.default_rng(5).normal(size=(2000, 4)).astype(np.float32)
    first, second = (rows[:, 0] > 0).astype(np.float32), (rows[:, 1] > 0).astype(np.int8)
    lesson = Lesson(first[:, None], np.full((2000, 1), -1, np.int8), [second])
    scores = taught(rows, np.arange(2000), lesson, [2])(rows)
    assert np.mean((scores[:, 0] > 0) == first) > 0.9
    assert np.mean(scores[:, 2:].argmax(1) == second) > 0.9


def test_a_regression_gives_the_share_of_what_it_cannot_tell_apart() -> None:
    weights = regression(np.ones((100, 1)), np.array([1.0] * 30 + [0.0] * 70), 1.0)
    assert share(weights) == pytest.approx([0.3], abs=1e-3)


def test_what_was_learnt_comes_back_from_its_file(tmp_path: Path) -> None:
    """The network within the rounding of 8 bits, all else as it was."""
    chance = np.random.default_rng(3)
    own = Network([chance.normal(size=size).astype(np.float32) for size in ((9, 5), (5,), (5, 7), (7,))])
    told: dict[str, network.Floats] = {role: np.ones(3) for role in ROLES}
    Filler(own, told, {"type": 0.3}, "abc").save(tmp_path / "w.npz")
    back = Filler.load(tmp_path / "w.npz")
    rows = chance.normal(size=(4, 9)).astype(np.float32)
    assert np.allclose(back.network(rows), own(rows), atol=0.5)
    assert (back.sure, back.version, set(back.weights)) == ({"type": 0.3}, "abc", set(ROLES))
