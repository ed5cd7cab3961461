"""Learn how places are ranked and chosen, and write the weights that `tollbook.places` ships.

    python benchmarks/fit_places.py ranks --corpora LGL.xml.gz GeoVirus.xml.gz --gold ANNOTATED.jsonl ...
    python benchmarks/fit_places.py choices --gold ANNOTATED.jsonl ...

`ranks` learns which gazetteer place a name means (`places/weights.py`) from corpora of geoparsing and from the places
of annotated claims; `choices` which of a report's places is a claim's (`places/choice_weights.py`), from claims that
the reader reads and annotation confirms: the reports should be ones that the reader was not trained on, since it links
places in those better than in any other. Both print, for five folds by report, how often the likeliest candidate is
right, under the weights of today and under those learnt from the other folds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tollbook.claims import Reader
from tollbook.errors import InputError
from tollbook.model import Extraction, Report, Span, kilometres
from tollbook.places import choice_weights, weights
from tollbook.places.choose import Chooser
from tollbook.places.gazetteer import COUNTRY, DISTRICT, PROVINCE, REGION, SETTLEMENT, shipped
from tollbook.places.resolve import Candidate, Resolver
from tollbook.places.spots import Spot
from tollbook.places.struck import struck_words
from tollbook.publish import as_dict
from tollbook.reading import in_small_letters, read_reports

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.logit import Case, learn, share_right
from benchmarks.places import NEAR_KM, read_corpus
from benchmarks.scoring import compare

PACKAGE = Path(__file__).parent.parent / "src/tollbook/places"
FOLDS = 5
RIDGE = {"ranks": 2.0, "choices": 5.0}
OF_CLAIMS, OTHER_CLAIM = 2.0, 0.5
"""What a place of an annotated claim counts beside one of a corpus; and a claim that is no casualty."""
CENTRE_KM, WIDE_KM = 30.0, 900.0
"""How far two centres of one place may lie apart, of a town and of a country."""
SAME_KM = 15.0
_KINDS = {
    "country": range(COUNTRY, REGION), "province": range(REGION, DISTRICT), "district": range(DISTRICT, SETTLEMENT),
    "settlement": range(SETTLEMENT, 9), "exact": range(SETTLEMENT, 9),
}  # fmt: skip


class Known(NamedTuple):
    """Words of a report whose place is known: where they stand, the coordinates, and the precision if given."""

    start: int
    end: int
    lat: float
    lon: float
    precision: str | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("ranks", "choices"))
    parser.add_argument("--corpora", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    if options.what == "ranks":
        groups = [*ranks_in_corpora(options.corpora), *ranks_in_claims(options.gold)]
        start, target, name = weights.WEIGHTS, PACKAGE / "weights.py", "WEIGHTS"
    else:
        groups = list(choices(options.gold))
        signs = {sign for group in groups for case in group for held in case.signs for sign in held}
        start = {sign: choice_weights.CHOICE.get(sign, 0.0) for sign in sorted(signs)}
        target, name = PACKAGE / "choice_weights.py", "CHOICE"
    origin = start if options.what == "ranks" else dict.fromkeys(start, 0.0)
    report_folds(groups, start, origin, RIDGE[options.what])
    write(target, name, learn([case for group in groups for case in group], origin, RIDGE[options.what]))


def report_folds(
    groups: Sequence[Sequence[Case]], today: Mapping[str, float], origin: Mapping[str, float], ridge: float
) -> None:
    """Print the share of right choices over folds by report."""
    before, after = 0.0, 0.0
    for fold in range(FOLDS):
        rest = [case for number, group in enumerate(groups) if number % FOLDS != fold for case in group]
        here = [case for number, group in enumerate(groups) if number % FOLDS == fold for case in group]
        before += share_right(here, today) / FOLDS
        after += share_right(here, learn(rest, origin, ridge)) / FOLDS
    print(f"right over {FOLDS} folds: {before:.3f} with today's weights, {after:.3f} learnt from the other folds")


def write(target: Path, name: str, learnt: Mapping[str, float]) -> None:
    """Put the weights in the place of those that a module holds, its docstring kept."""
    head = target.read_text("utf-8").partition(f"{name}: ")[0]
    lines = "".join(f'    "{sign}": {weight:.2f},\n' for sign, weight in learnt.items())
    target.write_text(f"{head}{name}: dict[str, float] = {{\n{lines}}}\n", "utf-8")
    print(f"{len(learnt)} weights written to {target.name}")


def ranks_in_corpora(paths: Sequence[Path]) -> Iterator[list[Case]]:
    """The names of each article of geoparsing corpora whose place is known."""
    reader = Reader.load()
    for path in paths:
        for article in read_corpus(path):
            seen = in_small_letters(article.report)
            known = [Known(t.start, t.end, *t.at, None) for t in article.toponyms if t.at is not None]
            yield list(_ranks(seen, reader.place_names(seen), known, 1.0))


def ranks_in_claims(paths: Sequence[Path]) -> Iterator[list[Case]]:
    """The names that annotated claims happened at."""
    reader = Reader.load()
    for gold, report in _annotated(paths):
        places = [claim["where"] for claim in gold["claims"] if (claim.get("where") or {}).get("lat") is not None]
        known = {
            (place["start"], place["end"]): Known(
                place["start"], place["end"], place["lat"], place["lon"], place.get("precision")
            )
            for place in places
            if place.get("start") is not None
        }
        named = reader.place_names(report)
        added = [Span.of(report.text, *at) for at in known if not any(s.start < at[1] and at[0] < s.end for s in named)]
        yield list(_ranks(report, [*named, *added], list(known.values()), OF_CLAIMS))


def _ranks(report: Report, spans: Sequence[Span], known: Sequence[Known], count: float) -> Iterator[Case]:
    resolver = Resolver(report, spans, shipped())
    seen: Counter[tuple[tuple[str, ...], tuple[bool, ...]]] = Counter()
    cases: dict[tuple[tuple[str, ...], tuple[bool, ...]], Case] = {}
    for found in resolver.found:
        span = found.mention.span
        place = next((one for one in known if one.start < span.end and span.start < one.end), None)
        if not found.mention.keys or place is None:
            continue
        candidates = resolver.candidates(found.mention)
        right = _right(candidates, place)
        case = (found.mention.keys, tuple(right))
        seen[case] += 1
        signs = [*(candidate.signs for candidate in candidates), {"unknown": 1.0}]
        cases[case] = Case(signs, [*right, not any(right)], count * seen[case] ** 0.5)
    yield from cases.values()


def _right(candidates: Sequence[Candidate], known: Known) -> list[bool]:
    """Which candidates are the known place: those nearest to it, of the precision that it is known with."""
    gazetteer = shipped()
    far = [kilometres(known.lat, known.lon, gazetteer.lat[c.place], gazetteer.lon[c.place]) for c in candidates]
    nearest = min(far, default=WIDE_KM)
    if nearest <= NEAR_KM:
        right = [distance <= max(CENTRE_KM, 1.5 * nearest) for distance in far]
    else:
        right = [
            distance == nearest < WIDE_KM and gazetteer.kind[candidate.place] <= PROVINCE
            for distance, candidate in zip(far, candidates, strict=True)
        ]
    kinds = _KINDS.get(known.precision or "", range(9))
    fitting = [fits and gazetteer.kind[c.place] in kinds for fits, c in zip(right, candidates, strict=True)]
    return fitting if any(fitting) else right


def choices(paths: Sequence[Path]) -> Iterator[list[Case]]:
    """The claims that the reader reads as annotated, each with the places of its report."""
    reader = Reader.load()
    for gold, report in _annotated(paths):
        read = reader.read(report)
        chooser = _chooser(report, read)
        by_id = {claim.id: claim for claim in read.claims}
        cases = []
        agreement = compare(gold, as_dict(report, read.claims, ()))
        for annotated, claim in (*agreement.casualty.pairs, *agreement.responsibility.pairs, *agreement.attack.pairs):
            candidates = list(chooser.candidates(by_id[claim["id"]]))
            right = [_is_place_of(annotated.get("where"), spot) for spot, _ in candidates]
            if any(right):
                count = 1.0 if annotated["kind"] == "casualty" else OTHER_CLAIM
                cases.append(Case([signs for _, signs in candidates], right, count))
        yield cases


def _chooser(report: Report, read: Extraction) -> Chooser:
    listed = [name for _, names in struck_words(report, read.marks) for name in names]
    spans = [*read.marks.places, *read.marks.where.values(), *listed]
    return Chooser(report, read.claims, read.marks, Resolver(report, spans, shipped()))


def _is_place_of(where: Mapping[str, Any] | None, spot: Spot | None) -> bool:
    """Whether a candidate is the annotated place: by its words, or by the place that it means."""
    if not where or not where.get("text"):
        return spot is None
    if spot is None:
        return False
    span, place, gazetteer = spot.found.mention.span, spot.found.place, shipped()
    if where.get("start") is not None and where["start"] < span.end and span.start < where["end"]:
        return True
    if where.get("lat") is None or place is None or gazetteer.code(place) != where.get("country"):
        return False
    if (where.get("precision") == "country") != (spot.sharpness == 0):
        return False
    near = kilometres(where["lat"], where["lon"], gazetteer.lat[place], gazetteer.lon[place]) <= SAME_KM
    return near or spot.sharpness == 0


def _annotated(paths: Sequence[Path]) -> Iterator[tuple[dict[str, Any], Report]]:
    for path in paths:
        for line in path.read_bytes().splitlines():
            gold = json.loads(line)
            about = {key: gold["report"].get(key) for key in ("id", "title", "outlet", "text")}
            parsed = next(iter(read_reports("gold.jsonl", json.dumps(about).encode())))
            if isinstance(parsed, InputError):
                sys.exit(f"{path}: {about['id']}: {parsed}")
            yield gold, in_small_letters(parsed.report)


if __name__ == "__main__":
    main()
