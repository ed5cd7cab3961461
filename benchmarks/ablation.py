"""What each part of the reader gives: annotated reports, read with one part after the other taken away.

    python benchmarks/ablation.py --corpus GOLD.jsonl

A family of rules is taken away by emptying it, a head of the model by letting it say "nothing here". Each line prints
what is left of F1 of casualty mentions, claims, responsibility and attacks, of the accuracy of class, speaker and scope
over the claims that pair, and of incident B3; the first line is the reader as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import scoring
from benchmarks.claims import read_gold
from benchmarks.scoring import Json
from tollbook.claims import casualties, responsibilities, speakers, words
from tollbook.claims.tagger import Analysis, Tagger

Replacement = tuple[str, object]
"""What stands at a dotted name, and what stands there instead."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="GOLD.jsonl")
    options = parser.parse_args()
    print(f"{'without':42}" + "".join(f"{title:>9}" for title in TITLES))
    for name, take_away in {"nothing": nothing, **FAMILIES, **HEADS}.items():
        with take_away():
            pairs = [(read.expected, read.reading) for read in read_gold(options.corpus)]
        print(f"{name:42}" + "".join(f"{figure:9.3f}" for figure in figures(pairs)), flush=True)


# The figures

TITLES = ("mention", "claim", "resp.", "attack", "class", "speaker", "scope", "B3")


def figures(pairs: Sequence[tuple[Json, Json]]) -> list[float]:
    """The figures of annotated reports and their readings, in the order of `TITLES`."""
    agreements = [scoring.compare(expected, reading) for expected, reading in pairs]
    total = sum(agreements, scoring.Agreement())
    casualty = total.casualty
    slots = (scoring.same_class, scoring.same_speaker, scoring.same_scope)
    return [
        casualty.f1(),
        casualty.f1(scoring.same_figure, scoring.same_class, scoring.same_speaker),
        total.responsibility.f1(),
        total.attack.f1(),
        *(casualty.right(test) / max(1, len(casualty.pairs)) for test in slots),
        scoring.b_cubed(scoring.incidents_of(agreements)),
    ]


# What is taken away


@contextmanager
def nothing() -> Iterator[None]:
    yield


def rules(*replaced: Replacement) -> Callable[[], ExitStack]:
    """Rules of the package, replaced while they are away."""

    def take_away() -> ExitStack:
        stack = ExitStack()
        for name, value in replaced:
            stack.enter_context(patch(name, value))
        return stack

    return take_away


def head(name: str) -> Callable[[], ExitStack]:
    """A head of the model, which says of every word that nothing is there (its first label)."""
    mark = Tagger.mark

    def silenced(tagger: Tagger, analysis: Analysis) -> Analysis:
        marked = mark(tagger, analysis)
        marked.sure[name][:] = np.eye(marked.sure[name].shape[1], dtype=np.float32)[0]
        return marked

    return rules(("tollbook.claims.tagger.Tagger.mark", silenced))


def link(name: str) -> Callable[[], ExitStack]:
    """A relation of the link head, which links nothing."""
    find = Analysis.link

    def unlinked(analysis: Analysis, relation: str, word: int) -> tuple[int | None, float]:
        return (None, 1.0) if relation == name else find(analysis, relation, word)

    return rules(("tollbook.claims.tagger.Analysis.link", unlinked))


def _none(*_: object) -> None:
    return None


def _empty(*_: object) -> tuple[()]:
    return ()


FAMILIES: dict[str, Callable[[], ExitStack]] = {
    "rules of saying (speakers)": rules(
        (f"{speakers.__name__}._RULES", ()), (f"{speakers.__name__}._quoted_by", _none)
    ),
    "set phrases of responsibility": rules((f"{responsibilities.__name__}.allegations_in", _empty)),
    "words that name an effect": rules(
        (f"{casualties.__name__}.naming_above", _none), (f"{casualties.__name__}.naming_beside", _none)
    ),
    "nouns that settle a class": rules(
        (f"{casualties.__name__}.CLASS_OF", {}), (f"{casualties.__name__}.PHRASES_OF", {})
    ),
    "words of a total": rules(
        (f"{casualties.__name__}.SURE_OF_TOTAL", 0.5), (f"{casualties.__name__}.SURE_OF_BARE_TOTAL", 0.5)
    ),
    "headlines printed again, dates before": rules((f"{words.__name__}._edges_of_opening", _empty)),
}
HEADS: dict[str, Callable[[], ExitStack]] = {
    "head of effects": head("effect"),
    "head of stances": head("stance"),
    "head of attacks": head("attack"),
    "head of classes": head("class"),
    "head of scopes": head("scope"),
    "link to the speaker": link("speaker"),
    "link to the victims": link("victims"),
    "link to the whole": link("whole"),
    "link to the place": link("place"),
}

if __name__ == "__main__":
    main()
