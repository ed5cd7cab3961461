"""Figures of the shipped model: `python training/evaluate.py --corpora PATH`.

Prints parts of speech, unlabelled and labelled attachment on the test parts of EWT and GUM (gold words), and name F1 on
a thousand sentences of GMB that training does not see (silver labels, so a comparison and not a truth).
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable
from pathlib import Path

import data
import numpy as np

from tollbook.claims.labels import HEADS, RELATIONS_OF_TREE
from tollbook.claims.tagger import Analysis, Tagger


def tree_figures(tagger: Tagger, passages: Iterable[data.Passage]) -> dict[str, float]:
    """Shares of words with the right part of speech, governor, and governor with relation (subtypes left out)."""
    counts = np.zeros(4)
    for passage in passages:
        analysis = tagger.mark(Analysis.of_words(passage.words, passage.sentences))
        assert passage.heads is not None
        assert passage.relations is not None
        for index, tag in enumerate(passage.tags["part_of_speech"]):
            gold = passage.relations[index]
            if tag == data.UNKNOWN or gold == data.UNKNOWN:
                continue
            attached = analysis.governor[index] == passage.heads[index]
            related = analysis.relation[index].split(":")[0] == RELATIONS_OF_TREE[gold].split(":")[0]
            part = analysis.best["part_of_speech"][index] == HEADS["part_of_speech"][tag]
            counts += (1, part, attached, attached and related)
    shares = (100 * counts[1:] / counts[0]).tolist()
    return {name: round(share, 1) for name, share in zip(("UPOS", "UAS", "LAS"), shares, strict=True)}


def name_figures(tagger: Tagger, passages: Iterable[data.Passage]) -> float:
    """F1 of whole names with their kinds."""
    right = found = there = 0
    for passage in passages:
        analysis = tagger.mark(Analysis.of_words(passage.words, passage.sentences))
        predicted = set(analysis.names)
        analysis.best["name"] = [HEADS["name"][tag] if tag >= 0 else "O" for tag in passage.tags["name"]]
        del analysis.names
        gold = set(analysis.names)
        right, found, there = right + len(gold & predicted), found + len(predicted), there + len(gold)
    return round(200 * right / (found + there), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    tagger = Tagger.load()
    for name in ("ewt", "gum"):
        passages = data.treebank(options.corpora / f"treebanks/{name}-test.conllu.gz")
        print(name.upper(), tree_figures(tagger, passages))
    unseen = itertools.islice(data.names_gmb(options.corpora / "ner/gmb_voa_ner.csv.gz", 14000), 650, 700)
    print("names, GMB unseen: F1", name_figures(tagger, unseen))


if __name__ == "__main__":
    main()
