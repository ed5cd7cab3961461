"""The training corpora as passages: words, their sentences, and what is known of each word.

A label of `UNKNOWN` means that the corpus says nothing of that word, and no loss is taken on it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pack import unpack

from tollbook.claims.heads import count_word, head_word
from tollbook.claims.labels import HEADS, LINKS, RELATIONS_OF_TREE
from tollbook.claims.words import headline_end, sentences_of, words_of

UNKNOWN = -100


@dataclass
class Passage:
    """Words of consecutive sentences. `tags[head][i]` is a label of word i; `heads[i]` its governor (index of a word,
    -1 the root) and `relations[i]`; `links[relation][i]` the word that word i links to (-1: to none).
    """

    words: list[str]
    sentences: list[int]
    tags: dict[str, list[int]] = field(default_factory=dict)
    heads: list[int] | None = None
    relations: list[int] | None = None
    links: dict[str, dict[int, int]] = field(default_factory=dict)


def treebank(path: Path) -> Iterator[Passage]:
    """Documents of a CoNLL-U file."""
    passage, number = _empty_tree(), 0
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and passage.words:
                yield passage
                passage, number = _empty_tree(), 0
            if line[0].isdigit():
                columns = line.rstrip("\n").split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line.strip() and rows:
                _add_tree(passage, rows, number)
                rows, number = [], number + 1
    if passage.words:
        yield passage


def _empty_tree() -> Passage:
    return Passage([], [], {"part_of_speech": []}, [], [])


def _add_tree(passage: Passage, rows: list[list[str]], number: int) -> None:
    base = len(passage.words)
    parts, relations = HEADS["part_of_speech"], RELATIONS_OF_TREE
    assert passage.heads is not None
    assert passage.relations is not None
    for row in rows:
        passage.words.append(row[1])
        passage.sentences.append(number)
        passage.tags["part_of_speech"].append(parts.index(row[3]) if row[3] in parts else UNKNOWN)
        passage.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
        relation = row[7] if row[7] in relations else row[7].split(":")[0]
        passage.relations.append(relations.index(relation) if relation in relations else UNKNOWN)


def with_silence(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages of general corpora, where a sentence without any word of violence is known to hold no claim."""
    for passage in passages:
        loud = {passage.sentences[index] for index, word in enumerate(passage.words) if VIOLENCE.search(word.lower())}
        labels = [UNKNOWN if sentence in loud else 0 for sentence in passage.sentences]
        for head in OFTEN_NOTHING:
            passage.tags[head] = labels
        yield passage


VIOLENCE = re.compile(
    "kill|murder|dead|death|die|dying|wound|injur|hurt|victim|casualt|toll|abduct|kidnap|hostage|captur|seiz|snatch"
    "|detain|arrest|custody|jail|prison|missing|disappear|displac|flee|fled|evacuat|refugee|homeless|attack|assault|bomb"
    "|blast|explo|shell|strike|struck|shoot|shot|gun|fire|stab|behead|execut|massacre|lynch|clash|fight|fought|battle"
    "|raid|ambush|riot|arson|burn|terror|militant|insurgent|rebel|troop|soldier|army|milit|war|sponsor|claim|blame|accus"
    "|deny|denied|suspect|martyr|perish|slain|slay|assassin|poison|drown|crash|torture|beat"
)


GMB = {"geo": "LOC", "per": "PER", "org": "ORG", "gpe": "MISC"}


def names_gmb(path: Path, limit: int) -> Iterator[Passage]:
    """The first `limit` sentences of GMB's VOA news (silver labels), twenty a passage."""
    passage, number = Passage([], [], {"name": []}), 0
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.reader(lines):
            if len(row) < 4 or row[0] == "Sentence #":
                continue
            if row[0]:
                number += 1
                if number > limit:
                    break
                if number % 20 == 0:
                    yield passage
                    passage = Passage([], [], {"name": []})
            mark, _, kind = row[3].strip().partition("-")
            label = f"{mark}-{GMB[kind]}" if kind in GMB else "O"
            passage.words.append(row[1] or "-")
            passage.sentences.append(number)
            passage.tags["name"].append(HEADS["name"].index(label) if kind in GMB or not kind else UNKNOWN)
    if passage.words:
        yield passage


def names_columns(path: Path, tag_column: int, word_column: int, separator: str | None) -> Iterator[Passage]:
    """A file of one word a line with its name tag, sentences parted by blank lines, twenty a passage."""
    passage, number, previous = Passage([], [], {"name": []}), 0, "O"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            columns = line.rstrip("\n").split(separator)
            if not line.strip():
                number, previous = number + 1, "O"
                if number % 20 == 0 and passage.words:
                    yield passage
                    passage = Passage([], [], {"name": []})
                continue
            tag = columns[tag_column]
            tag_out = "B" + tag[1:] if tag.startswith("I-") and previous[1:] != tag[1:] else tag
            previous = tag
            passage.words.append(columns[word_column])
            passage.sentences.append(number)
            passage.tags["name"].append(HEADS["name"].index(tag_out) if tag_out in HEADS["name"] else UNKNOWN)
    if passage.words:
        yield passage


def attributions(path: Path) -> Iterator[Passage]:
    """PolNeAR: from every word of a content of five words and more to the head word of its source."""
    with tarfile.open(path) as archive:
        members = {member.name: member for member in archive.getmembers() if member.isfile()}
        for name in sorted(members):
            if not name.endswith(".ann"):
                continue
            stem = name.rpartition("_")[0].replace("attributions/", "text/")
            if f"{stem}.txt" not in members:
                continue
            text = _member(archive, members[f"{stem}.txt"])
            yield _attributed(text, _member(archive, members[name]))


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    handle = archive.extractfile(member)
    assert handle is not None
    return io.TextIOWrapper(handle, encoding="utf-8").read()


def _attributed(text: str, annotation: str) -> Passage:
    spans: dict[str, tuple[int, int]] = {}
    events: list[dict[str, list[str]]] = []
    for line in annotation.splitlines():
        columns = line.split("\t")
        if not re.fullmatch(r"[TE]\d+", columns[0]) or len(columns) < 2:
            continue  # the second line of a quotation
        if columns[0].startswith("T"):
            offsets = re.findall(r"\d+", columns[1])
            spans[columns[0]] = (int(offsets[0]), int(offsets[-1]))
        else:
            event: dict[str, list[str]] = {}
            for part in columns[1].split():
                role, _, target = part.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).append(target)
            events.append(event)
    passage, offsets_of_words = _passage_of(text)
    link: dict[int, tuple[int, int]] = {}
    for event in events:
        sources = [spans[key] for key in event.get("Source", ()) if key in spans]
        if not sources:
            continue
        inside = [i for i, (a, b) in enumerate(offsets_of_words) if a < sources[0][1] and b > sources[0][0]]
        if not inside:
            continue
        source = head_word([passage.words[i] for i in inside]) + inside[0]
        for content in (spans[key] for key in event.get("Content", ()) if key in spans):
            covered = [i for i, (a, b) in enumerate(offsets_of_words) if a < content[1] and b > content[0]]
            if len(covered) < 5:
                continue
            for i in covered:  # the innermost content decides
                if i not in link or link[i][1] > len(covered):
                    link[i] = (source, len(covered))
    passage.links["speaker"] = {i: link[i][0] if i in link else -1 for i in range(len(passage.words))}
    return passage


def _passage_of(text: str) -> tuple[Passage, list[tuple[int, int]]]:
    words, sentences, offsets = [], [], []
    for number, sentence in enumerate(sentences_of(text)):
        for start, end in words_of(text, sentence.start, sentence.end):
            words.append(text[start:end])
            sentences.append(number)
            offsets.append((start, end))
    return Passage(words, sentences), offsets


def claims(path: Path) -> Iterator[Passage]:
    """Reports annotated with claims after the project's guideline (one JSON object a line)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _claimed(json.loads(line))


def corpus(path: Path) -> Iterator[Passage]:
    """The training half of our own reports."""
    for line in path.read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        if reading["report"]["split"] == "train":
            yield _claimed(reading)


def annotations(folder: Path, pool: Path) -> Iterator[Passage]:
    """The project's own annotated reports, their texts taken from the pool."""
    for path in sorted(folder.glob("*.jsonl")):
        for reading in unpack(path, pool):
            yield _claimed(reading)


def _claimed(reading: dict[str, Any]) -> Passage:
    passage, offsets = _passage_of(reading["report"]["text"])
    size = len(passage.words)
    passage.tags = {head: [0 if head in OFTEN_NOTHING else UNKNOWN] * size for head in CLAIM_HEADS}
    passage.links = {name: {} for name in LINKS}
    labelling = _Labelling(passage, offsets)
    anchors = {
        claim["id"]: inside[0] + count_word([passage.words[i] for i in inside])
        for claim in reading["claims"]
        if claim["kind"] == "casualty" and (inside := labelling.covered(claim["count"]))
    }
    for claim in reading["claims"]:
        if claim["kind"] == "casualty":
            anchor = anchors.get(claim["id"]) if claim["polarity"] != "hypothetical" else None
            if anchor is not None:
                labelling.casualty(claim, anchor, anchors.get(claim["part_of"] or ""))
        elif claim["kind"] == "responsibility":
            anchor = labelling.head_of(claim["actor"])
            if anchor is not None:
                labelling.tag("stance", anchor, claim["stance"])
                labelling.tag("relation", anchor, claim["relation"])
        else:
            anchor = labelling.head_of(claim["trigger"])
            if anchor is not None:
                labelling.attack(claim, anchor)
        if anchor is not None:
            labelling.link("speaker", anchor, labelling.head_of(claim["speaker"]))
            labelling.link("place", anchor, labelling.head_of(claim["where"]))
    labelling.move_attacks_into_the_lead(headline_end(reading["report"]["text"]))
    return passage


LEAD = 4
"""Sentences behind the headline in which an attack that it announces is told in full."""
TOLD_AS = {
    "armed_assault": "attack assault shoot shot gun fire storm ambush kill massacre stab raid",
    "bombing": "bomb blast explo detonat attack",
    "suicide_attack": "suicide blew bomb attack blast",
    "shelling": "shell rocket mortar artillery missile fire bombard pound",
    "airstrike": "airstrike strike raid bomb air drone warplane",
    "assassination": "kill assassinat shot gun murder",
    "abduction": "kidnap abduct seiz snatch hostage took captur",
    "clash": "clash fight battle fought firefight",
    "execution": "execut behead kill",
    "raid": "raid operation storm search",
    "riot": "riot violence mob clash attack",
    "arson": "burn fire torch set arson",
    "other": "attack kill violence crackdown",
}
"""Beginnings of the words by which each type of attack is told again."""


CLAIM_HEADS = ("effect", "class", "scope", "cause", "stance", "relation", "attack", "role")
OFTEN_NOTHING = frozenset(("effect", "stance", "attack", "role"))
"""Heads whose first label says that nothing is there; the others are known at a claim's word only."""


@dataclass
class _Labelling:
    """Writes a report's claims into the labels of its passage."""

    passage: Passage
    offsets: list[tuple[int, int]]

    def covered(self, span: dict[str, Any] | None) -> list[int]:
        if not span or span.get("start") is None:
            return []
        return [i for i, (start, end) in enumerate(self.offsets) if start < span["end"] and end > span["start"]]

    def head_of(self, span: dict[str, Any] | None) -> int | None:
        inside = self.covered(span)
        return inside[0] + head_word([self.passage.words[i] for i in inside]) if inside else None

    def tag(self, head: str, word: int, label: str) -> None:
        self.passage.tags[head][word] = HEADS[head].index(label)

    def link(self, name: str, word: int, target: int | None) -> None:
        self.passage.links[name][word] = -1 if target is None else target

    def casualty(self, claim: dict[str, Any], anchor: int, whole: int | None) -> None:
        self.tag("effect", anchor, claim["effect"])
        self.tag("class", anchor, claim["victims"].get("class", "unknown"))
        self.tag("scope", anchor, claim["scope"])
        self.tag("cause", anchor, claim["cause"])
        self.link("victims", anchor, self.head_of(claim["victims"]))
        self.link("whole", anchor, whole)

    def move_attacks_into_the_lead(self, headline: int) -> None:
        """Attacks that the annotators anchored in the headline are anchored where the lead tells them in full; where no
        word there tells the type, the lead is left unlabelled. What a headline's words are is not learnt: guideline
        and annotators differ on it, and the reader prefers the body.
        """
        tags, lower = self.passage.tags["attack"], [word.lower() for word in self.passage.words]
        body = next((i for i, (start, _) in enumerate(self.offsets) if start >= headline), len(tags))
        first = self.passage.sentences[body] if body < len(tags) else 0
        lead = [i for i in range(body, len(tags)) if self.passage.sentences[i] < first + LEAD]
        for word in range(body):
            if tags[word] > 0:
                stems = tuple(TOLD_AS[HEADS["attack"][tags[word]]].split())
                same = [i for i in lead if lower[i].startswith((lower[word][:5], *stems))]
                if same and not any(tags[i] == tags[word] for i in lead):
                    told = same[0]
                    while told + 1 in same:  # "suicide bombing"
                        told += 1
                    tags[told] = tags[word]
                elif not same:
                    for i in lead:
                        tags[i] = tags[i] if tags[i] > 0 else UNKNOWN
            tags[word] = UNKNOWN

    def attack(self, claim: dict[str, Any], anchor: int) -> None:
        self.tag("attack", anchor, claim["type"])
        for role, spans in (("target", claim["targets"]), ("weapon", claim["weapons"])):
            for span in spans:
                for position, word in enumerate(self.covered(span)):
                    self.tag("role", word, f"{'I' if position else 'B'}-{role}")
