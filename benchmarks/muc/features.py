"""What is known of a mention, as numbers for the network: what Tollbook's language model makes of its words.

No word is a feature by itself, so the weights hold no text. What the model thinks while it reads (its last four layers)
is taken at the mention, at its phrase, governor, sentence and message; beside it stand what its heads say of the word
and of its governor, and a few counts.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime

from benchmarks.muc.mentions import Mention, mentions_of
from tollbook.claims.labels import HEADS
from tollbook.claims.tagger import Analysis, Tagger, batches_of
from tollbook.claims.windows import batch_of, windows_of
from tollbook.model import Claim

LAYERS = ("layer.2", "layer.3", "layer.4", "layer.5")
"""The encoder's layers that are listened to, the last one last."""
NAMES = ("", "PER", "ORG", "LOC", "MISC")
Floats = npt.NDArray[np.floating]


class Encoder:
    """The shipped model once more, with what its encoder's layers think of each word as its output."""

    def __init__(self, tagger: Tagger, model: bytes) -> None:
        graph = onnx.load_from_string(model)
        made = [name for node in graph.graph.node if node.op_type == "LayerNormalization" for name in node.output]
        self._layers = [next(name for name in made if f"{layer}/output/" in name) for layer in LAYERS]
        graph.graph.output.extend(onnx.helper.make_empty_tensor_value_info(name) for name in self._layers)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tagger.tokenizer

    def thoughts(self, analysis: Analysis) -> Floats:
        """What each layer makes of the first subword of each word, (layers, words, width)."""
        whole: Floats | None = None
        for batch in batches_of(windows_of(self._tokenizer, analysis.forms, analysis.sentence)):
            layers = self._session.run(self._layers, dict(batch_of(batch)))
            if whole is None:
                whole = np.zeros((len(LAYERS), len(analysis.words), layers[0].shape[-1]), np.float16)
            for row, window in enumerate(batch):
                for number, layer in enumerate(layers):
                    whole[number, window.first_word : window.last_word] = layer[row][window.firsts[1:]]
        assert whole is not None
        return whole.astype(np.float32)


class Scene:
    """A message as it was read: its analysis, claims and mentions, and the numbers that stand for each mention."""

    def __init__(self, analysis: Analysis, claims: Sequence[Claim], encoder: Encoder) -> None:
        self.analysis, self.claims = analysis, claims
        self.mentions = mentions_of(analysis) if analysis.words else []
        self.rows = _rows(analysis, self.mentions, encoder) if self.mentions else np.zeros((0, 0), np.float16)

    def sentence(self, mention: int) -> int:
        """The number of the sentence that a mention stands in."""
        return self.analysis.sentence[self.mentions[mention].word]


def _rows(analysis: Analysis, mentions: Sequence[Mention], encoder: Encoder) -> Floats:
    """The numbers of each mention, (mentions, numbers)."""
    layers = encoder.thoughts(analysis)
    last = layers[-1]
    nothing = np.zeros(last.shape[-1], np.float32)
    told = 1 - analysis.sure["attack"][:, 0]
    """How likely each word tells of an attack: the words that a sentence and a message are weighed by."""
    marked = np.concatenate([analysis.sure[head] for head in HEADS], axis=1)
    edges = analysis.first_of_sentence
    plain, weighed = [], []
    for first, end in itertools.pairwise(edges):
        plain.append(last[first:end].mean(0) if end > first else nothing)
        weighed.append(_weighed(last[first:end], told[first:end] + 1e-3) if end > first else nothing)
    message = [last.mean(0), _weighed(last, told + 1e-4)]
    often = Counter(analysis.lower)
    rows = []
    for mention in mentions:
        word, number = mention.word, analysis.sentence[mention.word]
        above = analysis.governor[word]
        over = analysis.governor[above] if above >= 0 else -1
        rows.append(
            np.concatenate(
                [
                    *layers[::-1, word],
                    last[mention.first : mention.last].mean(0),
                    last[above] if above >= 0 else nothing,
                    last[over] if over >= 0 else nothing,
                    plain[number], weighed[number], *message,
                    2 * marked[word],
                    2 * marked[above] if above >= 0 else np.zeros_like(marked[word]),
                    _counts(analysis, mention, often[analysis.lower[word]]),
                ]
            ).astype(np.float16)
        )  # fmt: skip
    return np.array(rows)


def _weighed(rows: Floats, weights: Floats) -> Floats:
    mean: Floats = (rows * weights[:, None]).sum(0) / weights.sum()
    return mean


def _counts(analysis: Analysis, mention: Mention, often: int) -> Floats:
    number = analysis.sentence[mention.word]
    return np.array(
        [
            *(2.0 * (mention.kind == kind) for kind in NAMES),
            min(often, 8) / 4, number / 10, number == 0, number == 1, len(analysis.sentences) / 20,
            mention.last - mention.first > 3, len(analysis.words) / 500,
        ],
        np.float32,
    )  # fmt: skip
