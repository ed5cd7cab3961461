"""Which days are a claim's: the words that the weighing finds, told once for claims that tell the same thing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from tollbook.days.choice import Shares, all_shares
from tollbook.days.scene import Place, Scene, read_scene
from tollbook.model import Basis, Casualty, Claim, Marks, Report, Responsibility, Span, When


def date_claims(report: Report, claims: Sequence[Claim], marks: Marks) -> tuple[Claim, ...]:
    """The claims with `when` filled: the days on which the event happened, None where the text does not tell them.

    Day words resolve against the report's publication day or the dateline above them; where neither is known only
    those that name their year do. `When.words` quotes the words where they stand in the claim's own sentence or the
    reader linked them to it; it is None where the days follow from another sentence. What the days rest on, with their
    share among all candidates, goes into the claim's `basis`.
    """
    if not claims:
        return ()
    scene = read_scene(report, claims, marks.sentences)
    hints = [marks.when.get(claim.id) for claim in claims]
    found = all_shares(scene, hints)
    for index, other in _followers(claims, scene, hints):
        found[index] = _mixed(found[index], found[other])
    chosen: list[tuple[When | None, float]] = [(None, 0.0)] * len(claims)
    for group in groups_of(claims, scene):
        best = _best([found[index] for index in group])
        for index in group:
            chosen[index] = best
    return tuple(
        _dated(claim, when and _with_words(scene, place, hint, when), share)
        for claim, place, hint, (when, share) in zip(claims, scene.places, hints, chosen, strict=True)
    )


def _dated(claim: Claim, when: When | None, share: float) -> Claim:
    """The claim with its days, and what they rest on."""
    if when is None:
        rule = "no day words fit"
    else:
        rule = "day words of another sentence" if when.words is None else "day words of its sentence"
    basis = Basis(by=rule, words=when.words if when else None, score=round(share, 4))
    return msgspec.structs.replace(claim, when=when, basis=claim.basis | {"when": basis})


def _followers(claims: Sequence[Claim], scene: Scene, hints: Sequence[Span | None]) -> list[tuple[int, int]]:
    """Who did it is mostly told of the casualties that were told last: pairs of a claim of responsibility, with no
    event days of its own sentence, and the casualty claim before it, or the first.
    """
    order = sorted(
        (index for index, claim in enumerate(claims) if isinstance(claim, Casualty)),
        key=lambda index: scene.places[index].start,
    )
    starts = [scene.places[index].start for index in order]
    pairs: list[tuple[int, int]] = []
    for index, claim in enumerate(claims):
        if order and isinstance(claim, Responsibility) and hints[index] is None and not _dated_itself(scene, index):
            at = bisect_right(starts, scene.places[index].start)
            same = [
                other for other in order[at : at + 1] if scene.places[other].sentence == scene.places[index].sentence
            ]
            pairs.append((index, (same or order[max(0, at - 1) :])[0]))
    return pairs


def _mixed(own: Shares, other: Shares) -> Shares:
    return {when: (own.get(when, 0.0) + other.get(when, 0.0)) / 2 for when in own | other}


def _best(found: Sequence[Shares]) -> tuple[When | None, float]:
    """The days with the largest share over a group's claims, and that share; of equals the first found."""
    total: Shares = {}
    for days in found:
        for when, share in days.items():
            total[when] = total.get(when, 0.0) + share
    best = max(total, key=lambda when: total[when])
    return best, total[best] / len(found)


def groups_of(claims: Sequence[Claim], scene: Scene) -> list[list[int]]:
    """Claims by what they tell: a part with its whole, and a figure above two each time it is told again. A part in
    another sentence with event days of its own ("nearly 100 on Saturday alone") stands alone.
    """
    leader = list(range(len(claims)))

    def head(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    by_id = {claim.id: index for index, claim in enumerate(claims)}
    told: dict[tuple[str, int], int] = {}
    for index, claim in enumerate(claims):
        if not isinstance(claim, Casualty):
            continue
        whole = by_id.get(claim.part_of or "")
        if whole is not None and not _has_own_days(scene, index, whole):
            leader[head(index)] = head(whole)
        if claim.count.value is not None and claim.count.value > 2:
            leader[head(index)] = head(told.setdefault((claim.effect, claim.count.value), index))
    for one, other in _in_one_breath(claims, scene):
        leader[head(one)] = head(other)
    groups: dict[int, list[int]] = {}
    for index in range(len(claims)):
        groups.setdefault(head(index), []).append(index)
    return list(groups.values())


def _in_one_breath(claims: Sequence[Claim], scene: Scene) -> Iterator[tuple[int, int]]:
    """Neighbouring figures of one sentence, effect and scope, no day words between: "31 civilians and 17 soldiers"."""
    casualties = [(claim, index) for index, claim in enumerate(claims) if isinstance(claim, Casualty)]
    casualties.sort(key=lambda pair: scene.places[pair[1]].start)
    for (before, one), (behind, other) in pairwise(casualties):
        start, end = scene.places[one], scene.places[other]
        alike = (before.effect, before.scope) == (behind.effect, behind.scope) and start.sentence == end.sentence
        if alike and not any(start.start <= mention.start < end.start for mention in scene.mentions):
            yield one, other


def _has_own_days(scene: Scene, part: int, whole: int) -> bool:
    return scene.places[part].sentence != scene.places[whole].sentence and _dated_itself(scene, part)


def _dated_itself(scene: Scene, index: int) -> bool:
    """Whether day words that date no statement stand in the claim's own sentence."""
    own = scene.by_sentence.get(scene.places[index].sentence, [])
    return any(not scene.mentions[mention].speech for mention in own)


def _with_words(scene: Scene, place: Place, hint: Span | None, when: When) -> When:
    """`when` with the nearest words that say so, of the claim's own sentence or the reader's link."""
    words = [
        (abs(mention.start - place.start), mention.start, mention.end)
        for mention in (scene.mentions[index] for index in scene.by_sentence.get(place.sentence, []))
        if mention.when == when
    ]
    if hint is not None:
        words += [
            (-1, mention.start, mention.end)
            for mention in scene.mentions
            if mention.when == when and mention.start < hint.end and hint.start < mention.end
        ]
    if not words:
        return when
    _, start, end = min(words)
    return msgspec.structs.replace(when, words=Span.of(scene.text, start, end))
