"""How the reader grows with annotated reports.

    python training/curve.py --corpora PATH --gold GOLD.jsonl --test DEV.jsonl

Starts each time from the network that `train.py` left after its general phase (training/work/general-3.pt), trains the
claims' heads for two passes over a share of the annotated reports, drawn once and growing, and reads the reports of
`--test` with it. The two passes are fewer than the shipped model had, so the figures lie below its own: what the curve
shows is how they rise. Stopped and run again, it goes on.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from export import write
from network import Network
from tokenizers import Tokenizer
from train import (
    BESIDE_CLAIMS,
    CLAIMS_RATES,
    HERE,
    SEED,
    Sample,
    annotated,
    claims_epochs,
    encoder_folder,
    general_samples,
    load_tokenizer,
    run_phase,
    samples_of,
    train_only,
)

sys.path.insert(0, str(HERE.parent))

from benchmarks.ablation import TITLES, figures
from benchmarks.claims import read_gold
from tollbook.claims import reader
from tollbook.claims.tagger import Tagger

SHARES = (0.1, 0.25, 0.5, 1.0)
PASSES = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--test", type=Path, required=True, help="annotated reports that are not trained on")
    parser.add_argument("--start", type=Path, default=HERE / "work/general-3.pt")
    options = parser.parse_args()
    torch.set_num_threads(1)
    passages = annotated(options.gold, options.corpora)
    random.Random(SEED).shuffle(passages)
    tokenizer = load_tokenizer()
    general = general_samples(tokenizer, options.corpora)
    print(f"{'reports':>9}" + "".join(f"{title:>9}" for title in TITLES), flush=True)
    for share in SHARES:
        count = round(share * len(passages))
        model = HERE / f"work/curve/{count}/model.onnx"
        if not model.exists():
            beside = {kind: share * part for kind, part in BESIDE_CLAIMS.items()}
            epochs = claims_epochs([samples_of(tokenizer, passages[:count])], general, beside)
            learn(epochs, options.start, model)
        print(
            f"{count:9}" + "".join(f"{figure:9.3f}" for figure in measured(model, tokenizer, options.test)), flush=True
        )


def learn(epochs: Iterator[list[list[Sample]]], start: Path, model: Path) -> None:
    """Train the network of `start` for some epochs and write it as `model`."""
    torch.manual_seed(SEED)
    network = Network(encoder_folder())
    network.load_state_dict(torch.load(start, weights_only=True)["network"])
    model.parent.mkdir(parents=True, exist_ok=True)
    train_only(network, "")
    run_phase("claims", network, epochs, PASSES, CLAIMS_RATES, model.parent)
    write(network.state_dict(), model)


def measured(model: Path, tokenizer: Tokenizer, test: Path) -> list[float]:
    """The figures of the house's road with another model, in the order of `TITLES`."""
    import onnxruntime

    session = onnxruntime.InferenceSession(model.read_bytes(), providers=["CPUExecutionProvider"])
    tagger = Tagger(session, tokenizer, {"version": model.parent.name})
    reader._tagger.cache_clear()
    shipped, Tagger.load = Tagger.load, classmethod(lambda _: tagger)  # type: ignore[method-assign, assignment]
    try:
        return figures([(read.expected, read.reading) for read in read_gold(test)])
    finally:
        Tagger.load = shipped  # type: ignore[method-assign]
        reader._tagger.cache_clear()


if __name__ == "__main__":
    main()
