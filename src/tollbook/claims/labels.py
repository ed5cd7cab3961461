"""What the model's heads tell apart, in the order of their outputs. Training and reading share these lists."""

from __future__ import annotations

NAMES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
PARTS_OF_SPEECH = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
"""Universal Dependencies."""
RELATIONS_OF_TREE = tuple(
    """root acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound
    compound:prt conj cop csubj csubj:pass csubj:outer dep det det:predet discourse dislocated expl fixed flat goeswith
    iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:pass nsubj:outer nummod obj obl obl:agent
    obl:unmarked orphan parataxis punct reparandum vocative xcomp""".split()
)
"""Universal Dependencies for English."""
EFFECTS = ("none", "killed", "injured", "missing", "abducted", "detained", "displaced")
CLASSES = ("unknown", "civilian", "security_forces", "militant")
SCOPES = ("incident", "aggregate")
CAUSES = ("violence", "other")
STANCES = ("none", "claimed", "blamed", "denied", "reported")
RELATIONS = ("perpetrator", "sponsor")
ATTACKS = (
    "none", "armed_assault", "bombing", "suicide_attack", "shelling", "airstrike", "assassination", "abduction",
    "clash", "execution", "raid", "riot", "arson", "other",
)  # fmt: skip
ROLES = ("O", "B-target", "I-target", "B-weapon", "I-weapon")

HEADS: dict[str, tuple[str, ...]] = {
    "name": NAMES,
    "part_of_speech": PARTS_OF_SPEECH,
    "effect": EFFECTS,
    "class": CLASSES,
    "scope": SCOPES,
    "cause": CAUSES,
    "stance": STANCES,
    "relation": RELATIONS,
    "attack": ATTACKS,
    "role": ROLES,
}
"""One softmax a word for each head. Effect, class, scope and cause speak of the word that carries a count, stance and
relation of the head word of an actor, attack of the head word of a trigger.
"""
LINKS = ("victims", "speaker", "place", "whole")
"""From the word that carries a claim to the head word of its victims, its speaker and its place, and to the word that
carries the count that includes it; slot 0 stands for none.
"""
