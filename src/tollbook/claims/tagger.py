"""The language model over a text: names, parts of speech, a tree, and the heads that mark claims.

One int8 ONNX file and its tokenizer stand in `data/` beside this module; `training/` makes them.
"""

from __future__ import annotations

import importlib.resources
import itertools
import json
import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tollbook.claims.labels import HEADS, LINKS, RELATIONS_OF_TREE
from tollbook.claims.trees import tree_of
from tollbook.claims.windows import Window, batch_of, windows_of
from tollbook.claims.words import sentences_of, words_of
from tollbook.errors import ResourceError
from tollbook.model import Span

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

_QUOTATION = re.compile(r'“[^“”]{1,2000}”|"[^"\n]{1,2000}"')
_TURN = re.compile(r"^(?P<label>[A-Z][A-Z'’. -]{2,40}[A-Z.])(?:, translated| \([a-z ]{3,20}\))?:(?=\s)", re.MULTILINE)
TURNS = 3
"""Labels from which on a text is a transcript."""
_EDGES = list(itertools.accumulate((len(labels) for labels in HEADS.values()), initial=0))
"""Where the labels of each head begin in the model's output, and one past the last."""
_SIZES = np.diff(_EDGES)
Floats = npt.NDArray[np.float32]
WORDS_KEPT = 100_000
"""Words whose subwords are kept between reports."""
SUBWORDS_A_BATCH = 1024
"""Windows run together up to this many subwords, padding counted: more gains nothing on one core."""


class Analysis:
    """A text as the model sees it.

    `words` are (start, end) offsets, `lower` their lower-case texts, `sentence[i]` the number of the sentence that
    word i stands in; `governor[i]` its head in the tree (-1: the root of its sentence) and `relation[i]` how it hangs
    there; `best[head][i]` the likeliest label of a head and `sure[head]` (words, labels) all probabilities.
    """

    def __init__(self, text: str, sentences: Sequence[Span], words: list[tuple[int, int]], sentence: list[int]) -> None:
        self.text = text
        self.sentences = tuple(sentences)
        self.words = words
        self.sentence = sentence
        self.forms = [text[start:end] for start, end in self.words]
        self.lower = [form.lower() for form in self.forms]
        size = len(self.words)
        self.governor: list[int] = [-1] * size
        self.relation: list[str] = ["dep"] * size
        self._sure = np.zeros((size, _EDGES[-1]), np.float32)
        self.sure: dict[str, Floats] = {
            head: self._sure[:, first:last] for head, first, last in zip(HEADS, _EDGES[:-1], _EDGES[1:], strict=True)
        }
        self._links: list[tuple[int, Floats]] = []
        self._window_of: list[int] = [-1] * size

    @classmethod
    def of_text(cls, text: str) -> Analysis:
        """Split a text into sentences and words, unmarked."""
        sentences = sentences_of(text)
        words: list[tuple[int, int]] = []
        numbers: list[int] = []
        for number, sentence in enumerate(sentences):
            found = words_of(text, sentence.start, sentence.end)
            words.extend(found)
            numbers.extend([number] * len(found))
        return cls(text, sentences, words, numbers)

    @classmethod
    def of_words(cls, forms: Sequence[str], sentence: Sequence[int]) -> Analysis:
        """Take words that were split before (a treebank's), joined by spaces, unmarked."""
        ends = list(itertools.accumulate(len(form) + 1 for form in forms))
        words = [(end - 1 - len(form), end - 1) for form, end in zip(forms, ends, strict=True)]
        text = " ".join(forms)
        sentences = []
        for _, members in itertools.groupby(range(len(words)), key=lambda index: sentence[index]):
            inside = list(members)
            sentences.append(Span.of(text, words[inside[0]][0], words[inside[-1]][1]))
        numbers = [number for number, _ in itertools.groupby(sentence)]
        order = {number: index for index, number in enumerate(numbers)}
        return cls(text, sentences, words, [order[number] for number in sentence])

    @cached_property
    def best(self) -> dict[str, list[str]]:
        """The likeliest label of each word, by head."""
        return {
            head: [HEADS[head][index] for index in scores.argmax(-1).tolist()] if len(scores) else []
            for head, scores in self.sure.items()
        }

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each word, in order."""
        children: list[list[int]] = [[] for _ in self.words]
        for word, governor in enumerate(self.governor):
            if governor >= 0:
                children[governor].append(word)
        return children

    @cached_property
    def first_of_sentence(self) -> list[int]:
        """The first word of each sentence, and one past the last word at the end."""
        firsts = [0] * (len(self.sentences) + 1)
        firsts[-1] = len(self.words)
        for word in range(len(self.words) - 1, -1, -1):
            firsts[self.sentence[word]] = word
        return firsts

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Where quotations of four words and more begin and end, as offsets of their marks. One may run over several
        sentences. Fewer words in quotation marks are somebody's expression, not somebody's speech.
        """
        return [match.span() for match in _QUOTATION.finditer(self.text) if len(match.group().split()) > 3]

    @cached_property
    def turns(self) -> list[tuple[int, int]]:
        """Where the labels of a transcript's turns begin and end ("SURGEON:" at the start of a line); empty unless the
        text is set so.
        """
        labels = [match.span("label") for match in _TURN.finditer(self.text)]
        return labels if len(labels) >= TURNS else []

    @cached_property
    def names(self) -> list[tuple[int, int, str]]:
        """Names as (first word, one past the last, "PER" | "LOC" | "ORG" | "MISC")."""
        return self.runs("name")

    def runs(self, head: str) -> list[tuple[int, int, str]]:
        """The stretches that a head marks with B- and I- labels, as (first word, one past the last, what it is)."""
        runs: list[tuple[int, int, str]] = []
        for index, label in enumerate(self.best[head]):
            mark, _, kind = label.partition("-")
            if mark == "I" and runs and runs[-1][1] == index and runs[-1][2] == kind:
                runs[-1] = (runs[-1][0], index + 1, kind)
            elif kind:
                runs.append((index, index + 1, kind))
        return runs

    def link(self, name: str, word: int) -> tuple[int | None, float]:
        """The word that `word` links to by the relation `name` (None: to none), and how sure that is."""
        first, scores = self._links[self._window_of[word]]
        row = scores[LINKS.index(name), word - first + 1]
        target = int(row.argmax())
        weights = np.exp(row - row[target])
        return (None if target == 0 else first + target - 1), float(1 / np.add.reduce(weights))

    def span(self, first: int, last: int) -> Span:
        """The words `[first, last)` as a span of the text."""
        return Span.of(self.text, self.words[first][0], self.words[last - 1][1])

    def bounds(self, word: int) -> tuple[int, int]:
        """First word and one past the last of the sentence that `word` stands in."""
        number = self.sentence[word]
        return self.first_of_sentence[number], self.first_of_sentence[number + 1]

    def fill(self, window: Window, tags: Floats, arcs: Floats, relations: Floats, links: Floats) -> None:
        """Take over what the model says of one window (slot 0 is none or the root)."""
        first, size = window.first_word, window.last_word - window.first_word
        scores = tags[1 : size + 1]
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        sums = np.maximum(np.add.reduceat(weights, _EDGES[:-1], axis=1), np.finfo(np.float32).tiny)
        self._sure[first : first + size] = weights / np.repeat(sums, _SIZES, axis=1)
        kinds = relations[1 : size + 1].argmax(-1).tolist()
        self.relation[first : first + size] = [RELATIONS_OF_TREE[kind] for kind in kinds]
        self._window_of[first : first + size] = [len(self._links)] * size
        self._links.append((first, links[:, : size + 1, : size + 1]))
        for begin, end in _runs(window.sentence[1:]):
            words = slice(begin + 1, end + 1)
            arc_scores = np.concatenate([arcs[words, :1], arcs[words, words]], axis=1)
            for offset, governor in enumerate(tree_of(arc_scores)):
                self.governor[first + begin + offset] = -1 if governor < 0 else first + begin + governor


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Where equal neighbours begin and end."""
    edges = [index for index in range(len(numbers)) if index == 0 or numbers[index] != numbers[index - 1]]
    return list(itertools.pairwise([*edges, len(numbers)]))


class Tagger:
    """The model, loaded once."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, card: dict[str, str]) -> None:
        self._session, self.tokenizer = session, tokenizer
        self.version = card["version"]
        self._known: dict[str, list[int]] = {}

    @classmethod
    def load(cls) -> Tagger:
        """Load the model that the package ships, for one thread.

        Raises:
            ResourceError: a file of the model is missing or damaged.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        folder = importlib.resources.files("tollbook.claims") / "data"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
            session = onnxruntime.InferenceSession(
                (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf) as error:
            message = f"the language model in {folder} cannot be loaded ({error}): reinstall tollbook"
            raise ResourceError(message) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, card)

    def analyse(self, text: str) -> Analysis:
        """Split `text` into sentences and words, and mark them."""
        return self.mark(Analysis.of_text(text))

    def mark(self, analysis: Analysis) -> Analysis:
        """Run the model over an unmarked analysis, which is changed and returned."""
        if not analysis.words:
            return analysis
        if len(self._known) > WORDS_KEPT:
            self._known.clear()
        windows = windows_of(self.tokenizer, analysis.forms, analysis.sentence, known=self._known)
        for batch in batches_of(windows):
            tags, arcs, relations, links = self._session.run(None, dict(batch_of(batch)))
            for row, window in enumerate(batch):
                analysis.fill(window, tags[row], arcs[row], relations[row], links[row])
        return analysis


def batches_of(windows: Sequence[Window]) -> list[list[Window]]:
    """Windows of like length together."""
    batches: list[list[Window]] = []
    for window in sorted(windows, key=lambda window: -len(window.ids)):
        if batches and len(batches[-1][0].ids) * (len(batches[-1]) + 1) <= SUBWORDS_A_BATCH:
            batches[-1].append(window)
        else:
            batches.append([window])
    return batches
