"""MUC-4's templates: terrorist incidents in Latin America, out of texts that are all in capitals.

    python benchmarks/muc4.py --corpus MUC4.jsonl[.gz] [--split TST1] [--limit N]
    python benchmarks/muc4.py --corpus MUC4.jsonl[.gz] --fit

For each split of the corpus: the measure of Du, Rush and Cardie's GTT (NAACL 2021), type and five string slots in
templates, and slot by slot MUC-4's own recall and precision on how many victims there were, what became of them, and
how sure it is which organisation did it (`muc/measures.py` says how each is counted); beside them what others reached
on TST3 and TST4. Two ways lead to templates: `claims`, our claims mapped by rule, with nothing learnt
(`muc/claimed.py`), and `learnt`, template heads learnt on the DEV split over what the shipped language model thinks
(`muc/learnt.py`), as every published system learnt from that split or was written for it. `--fit` learns the heads
anew into `muc/weights.npz`, which a new language model asks for, and prints the cross-validated figures on DEV (ten
minutes and 5 GB of memory).
"""

from __future__ import annotations

import argparse
import importlib.resources
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.muc.claimed import templates_of
from benchmarks.muc.features import Encoder, Scene
from benchmarks.muc.learnt import Filler
from benchmarks.muc.measures import Scores
from benchmarks.muc.teach import teach
from benchmarks.muc.templates import Message, read_messages
from tollbook.claims import Reader
from tollbook.claims.tagger import Analysis, Tagger
from tollbook.reading import report_of_text
from tollbook.road import Road

WEIGHTS = Path(__file__).parent / "muc" / "weights.npz"
Item = TypeVar("Item")
TAUGHT = "DEV"
PUBLISHED = """published, on TST3 and TST4
  GTT measure, micro F1           GE 1992 .543   IterX T5 .530   GTT .502
  all slots, F1 (TST3 / TST4)     GE NLToolset .559 / .572   SRI FASTUS .489 / .477
  number, recall / precision      GE .66 / .56 (TST3)
  confidence, recall / precision  GE .24 / .30 (TST3)
wanted on TST1 and TST2: GTT micro F1 .50, number and effect F1 .60, confidence F1 .40"""


class Listener(Tagger):
    """The model, which keeps the last text that it marked."""

    last: Analysis

    @classmethod
    def listening(cls) -> Listener:
        """Load the model that the package ships."""
        loaded = cls.load()
        assert isinstance(loaded, cls)
        return loaded

    def analyse(self, text: str) -> Analysis:
        """Mark a text, and keep it."""
        self.last = super().analyse(text)
        return self.last


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="MUC-4, JSON Lines, gzipped or not")
    parser.add_argument("--limit", type=int, default=None, help="read only so many messages of each split")
    parser.add_argument("--split", action="append", help="only this split, may be repeated")
    parser.add_argument("--fit", action="store_true", help="learn the template heads on the DEV split first")
    options = parser.parse_args()
    messages = read_messages(options.corpus)
    splits = dict.fromkeys(message.split for message in messages)
    if options.fit:
        print(f"{TAUGHT}, cross-validated\n{table({'learnt': fit(messages)})}\n")
    filler = Filler.load(WEIGHTS)
    print(f"claims: our claims by rule; learnt: template heads learnt on {TAUGHT} over model {filler.version}\n")
    if filler.version != (shipped := Tagger.load().version):
        print(f"warning: the shipped model is {shipped}; learn the heads anew with --fit\n", file=sys.stderr)
    wanted = [split for split in splits if not options.split or split in options.split]
    tested: dict[str, Scores] = {}
    for split in wanted:
        chosen = [message for message in messages if message.split == split][: options.limit]
        ways = {"claims": Scores(), "learnt": Scores()}
        for message, scene in zip(chosen, scenes_of(chosen, f"reading {split}"), strict=True):
            ways["claims"].add(templates_of(scene.analysis, scene.claims), message.key)
            ways["learnt"].add(filler.templates(scene), message.key)
        print(
            f"{split}{' (the heads were learnt on it: no measure of them)' if split == TAUGHT else ''}\n{table(ways)}\n"
        )
        if split != TAUGHT:
            for way, scores in ways.items():
                tested.setdefault(way, Scores())
                tested[way] += scores
    if len(wanted) - (TAUGHT in wanted) > 1:
        print(f"{' + '.join(split for split in wanted if split != TAUGHT)}\n{table(tested)}\n")
    print(PUBLISHED)


def fit(messages: Sequence[Message]) -> Scores:
    """Learn the template heads and write them; the cross-validated figures."""
    taught = [message for message in messages if message.split == TAUGHT]
    scenes = list(scenes_of(taught, f"reading {TAUGHT}"))
    keys, version = [message.key for message in taught], Tagger.load().version
    filler, scores = teach(scenes, keys, version, lambda parts: bar(list(parts), "learning"))
    filler.save(WEIGHTS)
    print(f"{WEIGHTS} written, {WEIGHTS.stat().st_size / 1e6:.1f} MB")
    return scores


def scenes_of(messages: Sequence[Message], doing: str) -> Iterable[Scene]:
    """The messages as Tollbook reads them, a bar on stderr meanwhile."""
    tagger, road = Listener.listening(), Road()
    road.reader = Reader(tagger)
    encoder = Encoder(tagger, (importlib.resources.files("tollbook.claims") / "data" / "model.onnx").read_bytes())
    for message in bar(messages, doing):
        reading = road.travel(report_of_text(message.text, published=message.published))
        yield Scene(tagger.last, reading.claims, encoder)


def bar(items: Sequence[Item], doing: str) -> Iterable[Item]:
    return track(items, doing, console=Console(stderr=True), transient=True)


def table(ways: dict[str, Scores]) -> str:
    """Recall, precision and F1 of each slot, a block for each way."""
    some = next(iter(ways.values()))
    lines = [f"{some.messages} messages, {some.templates} templates"]
    lines.append(f"{'':22}" + "".join(f"{way + ':  recall':>18}{'precision':>11}{'F1':>7}" for way in ways))
    slots = [
        *((slot, slot) for slot in some.slots),
        ("GTT measure, micro", ""),
        *((slot, slot) for slot in some.values),
    ]
    for title, slot in slots:
        line = f"{title:22}"
        for scores in ways.values():
            count = scores.micro if not slot else scores.slots.get(slot) or scores.values[slot]
            line += f"{count.recall:18.3f}{count.precision:11.3f}{count.f1:7.3f}"
        lines.append(line)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
