"""Reports cut into windows of whole sentences, in the form that the encoder takes.

A window holds consecutive sentences up to `WIDTH` subwords, so that every sentence is read beside its neighbours at
no further cost. Training packs its corpora with the same functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from tollbook.errors import ResourceError

WIDTH = 160
"""Subwords in a window, unless one sentence alone is longer."""
LONGEST = 400
"""Subwords of a sentence after which it is cut (the encoder takes 512 positions)."""

Array = npt.NDArray[np.int64]


class Window(msgspec.Struct, frozen=True):
    """A run of words `[first_word, last_word)` of a text's word list, as the encoder takes it.

    `ids` and `case` have one entry a subword with [CLS] in front and [SEP] behind; `firsts[i]` is the position of
    the first subword of the i-th word, after slot 0 for [CLS], which stands for "none" and for the root of a tree;
    `sentence[i]` is the number of its sentence (slot 0: -1).
    """

    first_word: int
    last_word: int
    ids: list[int]
    case: list[int]
    firsts: list[int]
    sentence: list[int]


@lru_cache(maxsize=50_000)
def case_of(word: str) -> int:
    """How a word is written, which the uncased vocabulary forgets: 0 lower, 1 Capital, 2 ALL CAPITALS, 3 mixed,
    4 with a digit, 5 no letter or digit.
    """
    if any(character.isdigit() for character in word):
        return 4
    if not any(character.isalpha() for character in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def subwords_of(
    tokenizer: Tokenizer, words: Sequence[str], known: dict[str, list[int]] | None = None
) -> list[list[int]]:
    """The subword ids of each word; at least one each. A word's subwords depend on nothing but the word: those in
    `known` are taken from there, the others added to it.
    """
    known = {} if known is None else known
    fresh = [word for word in dict.fromkeys(words) if word not in known]
    if fresh:
        encoding = tokenizer.encode(fresh, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in fresh]
        for identifier, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                pieces[word].append(identifier)
        unknown = mark_of(tokenizer, "[UNK]")
        known.update((word, piece[:12] or [unknown]) for word, piece in zip(fresh, pieces, strict=True))
    return [known[word] for word in words]


def mark_of(tokenizer: Tokenizer, mark: str) -> int:
    """The id of a special subword."""
    identifier = tokenizer.token_to_id(mark)
    if identifier is None:
        raise ResourceError(f"the tokenizer knows no {mark}: reinstall tollbook")
    return identifier


def windows_of(
    tokenizer: Tokenizer,
    words: Sequence[str],
    sentence_of_word: Sequence[int],
    width: int = WIDTH,
    known: dict[str, list[int]] | None = None,
) -> list[Window]:
    """Pack words, given with the number of the sentence that each stands in, into windows that cover each once."""
    pieces = subwords_of(tokenizer, words, known)
    start_mark, end_mark = mark_of(tokenizer, "[CLS]"), mark_of(tokenizer, "[SEP]")
    windows = []
    for first, last in _packed(pieces, sentence_of_word, width):
        ids, case, firsts = [start_mark], [5], [0]
        for word, piece in zip(words[first:last], pieces[first:last], strict=True):
            firsts.append(len(ids))
            ids += piece
            case += [case_of(word)] * len(piece)
        sentence = [-1, *sentence_of_word[first:last]]
        windows.append(Window(first, last, [*ids, end_mark], [*case, 5], firsts, sentence))
    return windows


def batch_of(windows: Sequence[Window]) -> dict[str, Array]:
    """Windows as the model's input, padded: `ids`, `case`, `mask` (batch, subwords), `firsts`, `sentence`
    (batch, words; padded words point at slot 0 and belong to sentence -2).
    """
    rows, subwords = len(windows), max(len(window.ids) for window in windows)
    slots = max(len(window.firsts) for window in windows)
    batch = {
        "ids": np.zeros((rows, subwords), np.int64),
        "case": np.full((rows, subwords), 5, np.int64),
        "mask": np.zeros((rows, subwords), np.int64),
        "firsts": np.zeros((rows, slots), np.int64),
        "sentence": np.full((rows, slots), -2, np.int64),
    }
    for row, window in enumerate(windows):
        batch["ids"][row, : len(window.ids)] = window.ids
        batch["case"][row, : len(window.case)] = window.case
        batch["mask"][row, : len(window.ids)] = 1
        batch["firsts"][row, : len(window.firsts)] = window.firsts
        batch["sentence"][row, : len(window.sentence)] = window.sentence
    return batch


def _packed(pieces: Sequence[list[int]], sentence_of_word: Sequence[int], width: int) -> list[tuple[int, int]]:
    """Ranges of words: whole sentences up to `width` subwords, a sentence beyond `LONGEST` cut."""
    ranges: list[tuple[int, int]] = []
    start, used = 0, 0
    for first, last in _sentences(pieces, sentence_of_word):
        size = sum(len(piece) for piece in pieces[first:last])
        if used and used + size > width:
            ranges.append((start, first))
            start, used = first, 0
        used += size
    if used:
        ranges.append((start, len(pieces)))
    return ranges


def _sentences(pieces: Sequence[list[int]], sentence_of_word: Sequence[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    start, used = 0, 0
    for index, piece in enumerate(pieces):
        new = index > start and sentence_of_word[index] != sentence_of_word[index - 1]
        if new or used + len(piece) > LONGEST:
            ranges.append((start, index))
            start, used = index, 0
        used += len(piece)
    if start < len(pieces):
        ranges.append((start, len(pieces)))
    return ranges
