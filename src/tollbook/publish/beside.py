"""Things side by side: the profiles on one incident, and the texts of two reports, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec
from rapidfuzz.distance import Indel

from tollbook.model import SILENT, BlockKind, Effect, Grade, Joined, Report, Statement
from tollbook.publish import phrases
from tollbook.publish.joining import decisive, profiles_of
from tollbook.publish.marking import paragraph_blocks
from tollbook.publish.parts import sorted_estimates
from tollbook.publish.sheet import Classes

ALIKE = 0.4
"""The share of the words of two paragraphs that are common to both, from which they are set side by side."""
_TOKEN = re.compile(r"\w+|[^\w\s]+|\s+")
_WORD = re.compile(r"\w+")


class ProfileFigure(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile makes of one effect and class, the sentence that decides it, and the claims that this rests on.

    None is unknown; `decides` is None where the profile has no figure here at all.
    """

    profile: str
    low: int | None
    best: int | None
    high: int | None
    decides: str | None
    claims: tuple[str, ...]


class BesideLine(msgspec.Struct, frozen=True, kw_only=True):
    """The profiles on one effect and class; `differ` says that those with a figure do not all give the same."""

    effect: Effect
    victims: str
    victim_class: Classes
    whole: bool
    differ: bool
    figures: tuple[ProfileFigure, ...]


class ProfilesBeside(msgspec.Struct, frozen=True, kw_only=True):
    """One incident under every profile; `described` says by name what each is."""

    id: str
    profiles: tuple[str, ...]
    described: dict[str, str]
    lines: tuple[BesideLine, ...]
    grades: tuple[Grade, ...]


class TextPiece(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a paragraph; `shared` where the paragraph beside it has them too, in their order."""

    text: str
    shared: bool


class ParagraphBeside(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: its number in its report, from 1, what it is, whether it was read for claims, and its words.

    `elsewhere` is the number of the other report's paragraph that has most of these words where it stands apart.
    """

    number: int
    kind: BlockKind
    read: bool
    pieces: tuple[TextPiece, ...]
    elsewhere: int | None = None


class ParagraphPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two paragraphs that have much in common, or one that stands alone; `likeness` is the share of common words."""

    one: ParagraphBeside | None
    other: ParagraphBeside | None
    likeness: float


class SaidBeside(msgspec.Struct, frozen=True, kw_only=True):
    """What two reports say of one effect and class: figures in words, whom they quote, and the claims."""

    effect: Effect
    victims: str
    one: tuple[str, ...]
    one_claims: tuple[str, ...]
    other: tuple[str, ...]
    other_claims: tuple[str, ...]
    differ: bool


class TextsBeside(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports of one incident. `origin` says in words how they descend from one text, None where they do not as far
    as is known; `shared` is the share of all their words that both have in paragraphs side by side.
    """

    one: str
    other: str
    origin: str | None
    shared: float
    said: tuple[SaidBeside, ...]
    pairs: tuple[ParagraphPair, ...]


def profiles_beside(joined: Joined, described: Mapping[str, str]) -> ProfilesBeside:
    """The profiles side by side on each effect and class; `described` are what they say of themselves."""
    estimates = sorted_estimates(joined.incident.estimates)
    names = profiles_of(estimates)
    found = {(one.effect, one.victim_class, one.profile): one for one in estimates}
    lines = []
    for effect, of_class in dict.fromkeys((one.effect, one.victim_class) for one in estimates):
        made = {name: found[effect, of_class, name] for name in names if (effect, of_class, name) in found}
        lines.append(
            BesideLine(
                effect=effect,
                victims=phrases.victim_class(of_class),
                victim_class=of_class,
                whole=of_class == "all",
                differ=len({(one.low, one.best, one.high) for one in made.values()}) > 1,
                figures=tuple(
                    ProfileFigure(
                        profile=name,
                        low=made[name].low if name in made else None,
                        best=made[name].best if name in made else None,
                        high=made[name].high if name in made else None,
                        decides=decisive(made[name]) if name in made else None,
                        claims=made[name].claims if name in made else (),
                    )
                    for name in names
                ),
            )
        )
    return ProfilesBeside(
        id=joined.incident.id, profiles=names, described=dict(described), lines=tuple(lines), grades=joined.grades
    )


def texts_beside(joined: Joined, one: Report, other: Report) -> TextsBeside:
    """The texts of two reports of an incident, and what each of them says."""
    pairs = tuple(paragraph_pairs(one, other))
    lengths = [len(piece.text) for pair in pairs for side in (pair.one, pair.other) if side for piece in side.pieces]
    shared = [
        len(piece.text)
        for pair in pairs
        for side in (pair.one, pair.other)
        if side
        for piece in side.pieces
        if piece.shared
    ]
    return TextsBeside(
        one=one.digest,
        other=other.digest,
        origin=_origin(joined, one, other),
        shared=sum(shared) / max(1, sum(lengths)),
        said=tuple(_said(joined.statements, one.digest, other.digest)),
        pairs=pairs,
    )


def paragraph_pairs(one: Report, other: Report) -> list[ParagraphPair]:
    """The paragraphs of two reports in the order of both, those side by side that have most words in common."""
    ours, theirs = _paragraphs(one), _paragraphs(other)
    likeness = [[_likeness(mine, yours) for _, _, yours in theirs] for _, _, mine in ours]
    pairs = []
    for left, right in _aligned(likeness, len(theirs)):
        if left is not None and right is not None:
            mine, yours = _differing(ours[left][1], theirs[right][1])
            alike = likeness[left][right]
            pairs.append(_pair(_side(left, ours, mine), _side(right, theirs, yours), alike))
        elif left is not None:
            pairs.append(_pair(_alone(left, ours, likeness[left]), None, 0.0))
        elif right is not None:
            pairs.append(_pair(None, _alone(right, theirs, [row[right] for row in likeness]), 0.0))
    return pairs


_Paragraph = tuple[BlockKind, str, frozenset[str]]


def _paragraphs(report: Report) -> list[_Paragraph]:
    texts = [(block.kind, report.text[block.start : block.end]) for block in paragraph_blocks(report)]
    return [(kind, text, frozenset(word.casefold() for word in _WORD.findall(text))) for kind, text in texts]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of both that are common to both (Dice)."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _aligned(likeness: Sequence[Sequence[float]], width: int) -> list[tuple[int | None, int | None]]:
    """Which paragraphs stand side by side, in the order of both texts, so that most is alike in all."""
    height = len(likeness)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for left in range(height - 1, -1, -1):
        for right in range(width - 1, -1, -1):
            alike = likeness[left][right]
            together = best[left + 1][right + 1] + alike if alike >= ALIKE else 0.0
            best[left][right] = max(together, best[left + 1][right], best[left][right + 1])
    pairs: list[tuple[int | None, int | None]] = []
    left = right = 0
    while left < height or right < width:
        alike = likeness[left][right] if left < height and right < width else 0.0
        if alike >= ALIKE and best[left][right] == best[left + 1][right + 1] + alike:
            pairs.append((left, right))
            left, right = left + 1, right + 1
        elif right >= width or (left < height and best[left + 1][right] >= best[left][right + 1]):
            pairs.append((left, None))
            left += 1
        else:
            pairs.append((None, right))
            right += 1
    return pairs


def _differing(one: str, other: str) -> tuple[list[TextPiece], list[TextPiece]]:
    """The words of two paragraphs, with what both have in their order told apart from what one has alone."""
    ours, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    mine, yours = [False] * len(ours), [False] * len(theirs)
    for code in Indel.opcodes([word.casefold() for word in ours], [word.casefold() for word in theirs]):
        if code.tag == "equal":
            mine[code.src_start : code.src_end] = [True] * (code.src_end - code.src_start)
            yours[code.dest_start : code.dest_end] = [True] * (code.dest_end - code.dest_start)
    return _pieces(ours, mine), _pieces(theirs, yours)


def _pieces(tokens: Sequence[str], shared: list[bool]) -> list[TextPiece]:
    """Runs of words; a space or a point between two words of one side's own belongs to them."""
    words = [at for at, token in enumerate(tokens) if _WORD.match(token)]
    for before, after in pairwise(words):
        if not shared[before] and not shared[after]:
            shared[before : after + 1] = [False] * (after + 1 - before)
    pieces: list[TextPiece] = []
    for token, is_shared in zip(tokens, shared, strict=True):
        if pieces and pieces[-1].shared == is_shared:
            pieces[-1] = TextPiece(text=pieces[-1].text + token, shared=is_shared)
        else:
            pieces.append(TextPiece(text=token, shared=is_shared))
    return pieces


def _pair(one: ParagraphBeside | None, other: ParagraphBeside | None, likeness: float) -> ParagraphPair:
    return ParagraphPair(one=one, other=other, likeness=round(likeness, 3))


def _side(at: int, paragraphs: Sequence[_Paragraph], pieces: Sequence[TextPiece]) -> ParagraphBeside:
    kind = paragraphs[at][0]
    return ParagraphBeside(number=at + 1, kind=kind, read=kind not in SILENT, pieces=tuple(pieces))


def _alone(at: int, paragraphs: Sequence[_Paragraph], likeness: Sequence[float]) -> ParagraphBeside:
    side = _side(at, paragraphs, [TextPiece(text=paragraphs[at][1], shared=False)])
    most = max(likeness, default=0.0)
    return msgspec.structs.replace(side, elsewhere=likeness.index(most) + 1) if most >= ALIKE else side


def _origin(joined: Joined, one: Report, other: Report) -> str | None:
    for origin in joined.origins.origins:
        members = {member.report: member for member in origin.members}
        if one.digest in members and other.digest in members:
            first = members[origin.members[0].report]
            told = [
                f"{members[report.digest].share:.0%} of the words of {report.outlet or 'an outlet without a name'}"
                for report in (one, other)
                if report.digest != first.report
            ]
            whose = first.outlet or "an outlet without a name"
            return f"{phrases.listing(told)} descend from one text, first that of {whose}. What both print counts once."
    return None


def _said(statements: Sequence[Statement], one: str, other: str) -> list[SaidBeside]:
    """What each says of each effect and class, where either says something."""
    keys = dict.fromkeys((each.effect, each.victim_class) for each in statements)
    said = []
    for effect, of_class in keys:
        mine, yours = (_figures(statements, digest, effect, of_class) for digest in (one, other))
        if mine or yours:
            said.append(
                SaidBeside(
                    effect=effect,
                    victims=phrases.victim_class(of_class),
                    one=tuple(mine),
                    one_claims=tuple(mine.values()),
                    other=tuple(yours),
                    other_claims=tuple(yours.values()),
                    differ=set(mine) != set(yours),
                )
            )
    return said


def _figures(statements: Sequence[Statement], digest: str, effect: str, of_class: str) -> dict[str, str]:
    """The figures that a report gives, in words with whom it quotes, each with its claim."""
    found: dict[str, str] = {}
    for one in statements:
        if (one.effect, one.victim_class) == (effect, of_class):
            for each in one.attested:
                if each.report == digest:
                    figure = f"“{one.words}”" if one.count.value is None else phrases.figure(one.count)
                    found.setdefault(f"{figure} ({one.speaker})" if one.speaker else figure, each.claim)
    return found
