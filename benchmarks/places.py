"""How well places are found and located, on the corpora of geoparsing.

    python benchmarks/places.py --corpus LGL.xml[.gz] [--show N]

Reads the form of LGL (`<article>` with `<toponym>`: start, end, phrase, and in its `gaztag` lat and lon) and that of
GeoVirus (`<location>`: name, start, end, lat, lon); TR-News and GeoWebNews have the form of LGL. Offsets that are one
too high, or off by a few, are set right by the words that they quote. Toponyms without coordinates are left out, as in
every published evaluation, and what we find on their words counts for nothing.

A gold toponym is found where a place name that we read overlaps it; each is paired once. A place that we name but do
not locate counts as found and as a miss of every distance.
  accuracy       share of the found ones within 161 km (100 miles)
  error          great-circle distance in kilometres over the found ones that we locate
  AUC            area under the curve of the log errors, 0 the best (Jurgens et al. 2015; Gritta et al. 2018)
  end to end     share of ALL gold toponyms that are found and lie within 161 km
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import math
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tollbook.errors import InputError
from tollbook.model import Report, Where, kilometres
from tollbook.reading import report_of_text
from tollbook.road import Road

NEAR_KM = 161.0
FARTHEST_KM = 20_039.0
"""Half the way around the earth: the greatest error that there can be."""
SLIP = 40
"""Characters by which an offset of a corpus may be off."""
PEERS = """published, end to end within 161 km (Gritta, Pilehvar and Collier 2018, 2020):
  LGL         CLAVIN .32   CamCoder .40   Edinburgh .33
  GeoVirus    best .62
  TR-News     CLAVIN .42   CamCoder .53   Edinburgh .47
  GeoWebNews  CLAVIN .38   CamCoder .48   Edinburgh .51
Mordecai 3, given the gold mentions of its test splits, within 161 km: TR-News .873, LGL .827, GeoWebNews .941"""


class Toponym(NamedTuple):
    """A place name of a corpus, with its coordinates; None where the corpus gives none."""

    start: int
    end: int
    at: tuple[float, float] | None


class Article(NamedTuple):
    """A text of a corpus with its toponyms."""

    report: Report
    toponyms: tuple[Toponym, ...]


class Tally(NamedTuple):
    """What was found in one article: errors in kilometres of the found toponyms (inf where not located), how many gold
    ones there are, and how many names we read where gold has one or none.
    """

    errors: tuple[float, ...]
    gold: int
    read: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the N commonest misses")
    options = parser.parse_args()
    road = Road()
    tallies, misses = [], Counter[str]()
    articles = list(read_corpus(options.corpus))
    for number, article in enumerate(articles, 1):
        print(f"\r{number}/{len(articles)}", end="", file=sys.stderr)
        tallies.append(compare(article, [told.where for told in road.places_in(article.report)], misses))
    print(file=sys.stderr)
    print(table(tallies))
    print(PEERS)
    for miss, count in misses.most_common(options.show):
        print(f"{count:5} {miss}")


def read_corpus(path: Path) -> Iterator[Article]:
    """The articles of a corpus file. Raises InputError where it is no XML or holds no articles."""
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except (OSError, etree.XMLSyntaxError) as error:
        raise InputError(f"{path}: no corpus in XML ({error}).") from error
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        report = report_of_text(text, outlet=article.findtext("domain"))
        yield Article(report, tuple(_toponyms(article, report.text)))


def compare(article: Article, places: Sequence[Where], misses: Counter[str]) -> Tally:
    """Pair the toponyms of an article with the places that we read in it."""
    free = {(place.start, place.end): place for place in places if place.start is not None}
    errors = []
    gold = [toponym for toponym in article.toponyms if toponym.at is not None]
    for toponym in gold:
        span = next((s for s in free if s[0] < toponym.end and toponym.start < s[1]), None)
        words = article.report.text[toponym.start : toponym.end]
        if span is None:
            misses[f"not found: {words}"] += 1
            continue
        place = free.pop(span)
        errors.append(_error(toponym, place))
        if errors[-1] > NEAR_KM:
            how = "not located" if errors[-1] == math.inf else "elsewhere"
            misses[f"{how}: {words} -> {place.name}, {place.country}"] += 1
    unknown = [t for t in article.toponyms if t.at is None]
    spurious = [s for s in free if not any(s[0] < t.end and t.start < s[1] for t in unknown)]
    return Tally(tuple(errors), len(gold), len(errors) + len(spurious))


def table(tallies: Sequence[Tally]) -> str:
    """The figures of a corpus, a line each."""
    errors = [error for tally in tallies for error in tally.errors]
    gold, read = sum(tally.gold for tally in tallies), sum(tally.read for tally in tallies)
    precision, recall = len(errors) / max(1, read), len(errors) / max(1, gold)
    near = sum(error <= NEAR_KM for error in errors)
    located = sorted(error for error in errors if error < math.inf)
    logs = [math.log1p(error) for error in located]
    area = sum(a + b for a, b in itertools.pairwise(logs)) / 2 / max(1, len(logs) - 1) / math.log(FARTHEST_KM)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    mean, median = statistics.fmean(located or [0.0]), statistics.median(located or [0.0])
    rows = [
        ("articles", f"{len(tallies)}"),
        ("toponyms", f"{gold}"),
        ("mention", f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"),
        ("accuracy", f"{near / max(1, len(errors)):.3f} of {len(errors)} found within 161 km"),
        ("error", f"mean {mean:.0f} km, median {median:.0f} km; {len(errors) - len(located)} not located"),
        ("AUC", f"{area:.3f}"),
        ("end to end", f"{near / max(1, gold):.3f} of all toponyms within 161 km"),
    ]
    return "\n".join(f"{name:12}{figure}" for name, figure in rows)


def _toponyms(article: etree._Element, text: str) -> Iterator[Toponym]:
    for element in [*article.iter("toponym"), *article.iter("location")]:
        words = element.findtext("phrase") or element.findtext("name") or ""
        start = _found_at(text, words, int(element.findtext("start") or 0))
        lat, lon = element.find(".//lat"), element.find(".//lon")
        known = lat is not None and lon is not None and lat.text and lon.text
        if start is not None:
            at = (float(lat.text or 0), float(lon.text or 0)) if known and lat is not None and lon is not None else None
            yield Toponym(start, start + len(words), at)


def _found_at(text: str, words: str, start: int) -> int | None:
    """Where the words stand nearest to an offset; None where they are not there."""
    if not words:
        return None
    low = max(0, start - SLIP)
    places = []
    while (low := text.find(words, low, start + SLIP + len(words))) >= 0:
        places.append(low)
        low += 1
    return min(places, key=lambda at: abs(at - start), default=None)


def _error(toponym: Toponym, place: Where) -> float:
    if toponym.at is None or place.lat is None or place.lon is None:
        return math.inf
    return kilometres(*toponym.at, place.lat, place.lon)


if __name__ == "__main__":
    main()
