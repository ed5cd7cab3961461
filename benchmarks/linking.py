"""How well accounts of several reports are brought together, on reports that people filed under incidents.

    python benchmarks/linking.py --reports REPORTS.jsonl[.gz] --incidents INCIDENTS.jsonl[.gz] [--cache FOLDER]

REPORTS has a line for each report: `incident_id`, `text`, and perhaps `published`, `title`, `url`; INCIDENTS one for
each incident: `incident_id`, `num_killed`, `num_injured` (a report filed under an incident that INCIDENTS lacks is
compared all the same). Every report is read by the road, which takes a tenth of a second; `--cache` keeps the readings
in a folder for the next run.

Then everything goes the product's way: accounts, sketches, keys, candidates, signs, probabilities, clusters of the
accounts of all reports. A report's cluster is that of its main account (`across.passages.main_key`: the one of which
most of its casualty claims tell); a report of which the reader read nothing has one account of its whole text.

In five folds by incident, the weights and the threshold learnt from the other four, are printed: B-cubed precision,
recall and F1 (Bagga and Baldwin 1998) over all reports, the same and pairwise F1 over the incidents with several
reports; beside TF-IDF vectors compared within a window of days of publication, whose least cosine and window are
chosen on the same four folds, and beside every report alone. Then the same with the weights that the package ships,
all reports in one book (they were learnt from such reports, so this is no test of them but for reports that they never
saw); how often a probability comes true; how many accounts a new one is compared with; and how often the killed and
the injured of an incident, joined from its reports (`across.join`, profile `tollbook`), are the coded numbers, among
the incidents whose reports give them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec
from rich.progress import track

from tollbook.incidents import across
from tollbook.incidents.across import Sketch, link
from tollbook.incidents.across.candidates import ENOUGH, asked_keys, filed_keys
from tollbook.incidents.across.passages import main_key
from tollbook.model import Account, Casualty, Claim, Report, Told, digest_of
from tollbook.reading import report_of_text
from tollbook.road import Road

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import fit_linking, tfidf
from benchmarks.fit_linking import Example, learn
from benchmarks.grouping import Groups, Pair, b_cubed, mean, pairwise, same_incident, say_reliability

FOLDS, SEED = 5, 1
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
LONGEST = 40_000
"""Characters of a report that are read: what follows in such files is archives of comments."""

EFFECTS = ("killed", "injured")
PROFILE = "tollbook"

Row: TypeAlias = dict[str, Any]


class Read(msgspec.Struct, frozen=True):
    """A report, and what the reader read of it."""

    report: Report
    claims: tuple[Claim, ...]


class Filed(NamedTuple):
    """A report, the incident that it is filed under, its accounts with their claims, and the main one's id."""

    report: Report
    incident: str
    told: tuple[Told, ...]
    sketches: tuple[Sketch, ...]
    main: str


class Book:
    """Accounts and which of them are worth comparing."""

    def __init__(self, filed: Sequence[Filed]) -> None:
        self.filed = tuple(filed)
        self.sketches = {sketch.account: sketch for one in filed for sketch in one.sketches}
        self.incident_of = {one.main: one.incident for one in filed}
        self.compared, self.asked = candidates(self.sketches)

    def clusters(self, odds: Mapping[Pair, float], within: Collection[str], least: float) -> list[tuple[str, ...]]:
        """The incidents of the accounts `within`, a threshold of `least` standing for `LINKED`."""
        links = {pair: chance for pair, chance in odds.items() if chance >= link.UNSURE}
        stretched = {pair: chance * link.LINKED / least for pair, chance in links.items()}
        return across.cluster(within, stretched)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--incidents", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="a folder for what is read; empty it when the reader has changed")
    parser.add_argument("--limit", type=int, help="take the reports of so many incidents only, drawn by chance")
    options = parser.parse_args()
    rows = list(lines_of(options.reports))
    if options.limit:
        names = sorted({row["incident_id"] for row in rows})
        drawn = set(random.Random(SEED).sample(names, min(options.limit, len(names))))
        rows = [row for row in rows if row["incident_id"] in drawn]
    book = Book(filed_reports(rows, options.cache))
    incidents = len({one.incident for one in book.filed})
    print(f"{len(book.filed):,} reports of {incidents:,} incidents, {len(book.sketches):,} accounts")
    say_candidates(book)
    say_folds(book)
    shipped = {pair: link.probability(*(book.sketches[account] for account in pair)) for pair in book.compared}
    groups = book.clusters(shipped, book.sketches, link.LINKED)
    print("\nthe shipped weights, all reports in one book (they have seen such reports)")
    say_agreement("ours", mains(groups, book.incident_of), book.incident_of)
    coded = {row["incident_id"]: row for row in lines_of(options.incidents)}
    say_figures(book, groups, coded)


def lines_of(path: Path) -> Iterator[Row]:
    """The lines of a file of JSON Lines, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def filed_reports(rows: Sequence[Row], cache: Path | None) -> list[Filed]:
    """The reports of the rows, read and cut into accounts."""
    road = Road((PROFILE,))
    return [
        filed_report(road, read, row["incident_id"])
        for read, row in zip(readings(road, rows, cache), rows, strict=True)
    ]


def filed_report(road: Road, read: Read, incident: str) -> Filed:
    """A report with its accounts; of one that has none, the whole text is the account."""
    report = read.report
    found = road.accounts(report, read.claims)
    if not found:
        whole = Account(
            id=report.digest[:12], report=report.digest, key="", kind="incident", published=report.published,
            when=None, places=(), attack_types=(), claims=(),
        )  # fmt: skip
        return Filed(report, incident, (), (across.sketch_of(report, whole, ()),), whole.id)
    told = tuple(Told(account=one.account, report=report, claims=one.claims) for one in found)
    sketches = tuple(msgspec.msgpack.decode(one.sketch, type=Sketch) for one in found)
    key = main_key([claim for one in found for claim in one.claims])
    return Filed(report, incident, told, sketches, next(one.account.id for one in found if one.account.key == key))


def readings(road: Road, rows: Sequence[Row], cache: Path | None) -> Iterator[Read]:
    """What the reader reads of each row, or has read before."""
    known: dict[str, Read] = {}
    kept = None
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        kept = cache / "readings.jsonl"
        if kept.exists():
            with kept.open("rb") as lines:
                found = (msgspec.json.decode(line, type=Read) for line in lines)
                known = {read.report.digest: read for read in found}
    for row in track(rows, "Reading", transient=True):
        report = report_of(row)
        read = known.get(report.digest)
        if read is None:
            read = Read(report, road.travel(report).claims)
            if kept is not None:
                with kept.open("ab") as out:
                    out.write(msgspec.json.encode(read) + b"\n")
        yield read


def report_of(row: Row) -> Report:
    """The report of a row: its title, where the text does not begin with it, and its text."""
    title = (row.get("title") or "").strip()
    text = row["text"]
    if title and title not in text[: len(title) + 200]:
        text = f"{title}\n\n{text}"
    report = report_of_text(
        text[:LONGEST],
        published=_day(row.get("published") or row.get("date")),
        outlet=row.get("outlet") or row.get("source") or None,
        title=title or None,
        url=row.get("url") or None,
    )
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return msgspec.structs.replace(report, digest=digest_of(raw))


def candidates(sketches: Mapping[str, Sketch]) -> tuple[list[Pair], dict[str, int]]:
    """The pairs of accounts of different reports that are worth comparing, and with how many each is compared."""
    posted: dict[str, list[str]] = defaultdict(list)
    for account, sketch in sketches.items():
        for key in filed_keys(sketch):
            posted[key].append(account)
    pairs: set[Pair] = set()
    asked = {}
    for account, sketch in sketches.items():
        shared = Counter(other for key in asked_keys(sketch) for other in posted.get(key, ()))
        found = [
            other for other, count in shared.items() if count >= ENOUGH and sketches[other].report != sketch.report
        ]
        asked[account] = len(found)
        pairs.update((min(account, other), max(account, other)) for other in found)
    return sorted(pairs), asked


def accounts_by_key(rows: Sequence[Row], cache: Path | None) -> dict[tuple[int, str], Sketch]:
    """The accounts of rows, by the number of the row and the account's key."""
    road = Road((PROFILE,))
    found = {}
    for number, read in enumerate(readings(road, rows, cache)):
        for one in road.accounts(read.report, read.claims):
            found[number, one.account.key] = msgspec.msgpack.decode(one.sketch, type=Sketch)
    return found


def examples(book: Book) -> Iterator[tuple[Pair, Example]]:
    """The compared pairs of main accounts, to learn from: what is one text filed twice is left out."""
    for pair in book.compared:
        if pair[0] in book.incident_of and pair[1] in book.incident_of:
            one, other = (book.sketches[account] for account in pair)
            same = book.incident_of[pair[0]] == book.incident_of[pair[1]]
            if same or link.cosine(one, other) < fit_linking.COPY:
                yield pair, Example(link.signs(one, other), same)


def say_candidates(book: Book) -> None:
    """Print how many accounts a new one is compared with, and how many pairs of one incident are compared."""
    counts = sorted(book.asked.values())
    filed = [len(filed_keys(sketch)) for sketch in book.sketches.values()]
    sizes = [len(msgspec.msgpack.encode(sketch)) for sketch in book.sketches.values()]
    pairs = set(same_incident(book.incident_of))
    found = len(pairs & set(book.compared)) / max(1, len(pairs))
    print(f"an account is filed under {mean(filed):.0f} keys and kept in {mean(sizes):,.0f} bytes")
    print(
        f"it is compared with {mean(counts):.1f} others on the mean, {counts[int(0.95 * len(counts))]} at the 95th "
        f"percentile, {counts[-1]} at most; {found:.3f} of the pairs of one incident are compared"
    )


def say_folds(book: Book) -> None:
    """Print, in folds by incident, what the weights learnt from the other folds give, beside the baselines."""
    fold = folds_of(book)
    known = list(examples(book))
    reports = [one.report for one in book.filed]
    ours: list[Groups] = []
    theirs: list[Groups] = []
    chances: list[tuple[float, bool]] = []
    for test in range(FOLDS):
        inside = [one for one in book.filed if fold[one.incident] == test]
        outside = [one for one in book.filed if fold[one.incident] != test]
        weights, least = tuned(book, outside, known, fold, test)
        found, odds = linked(book, inside, weights, least)
        ours.append(mains(found, {one.main: one.incident for one in inside}))
        chances += [
            (chance, book.incident_of[pair[0]] == book.incident_of[pair[1]])
            for pair, chance in odds.items() if pair[0] in book.incident_of and pair[1] in book.incident_of
        ]  # fmt: skip
        theirs.append(baseline(book, reports, inside, outside))
        print(f"fold {test + 1}: least mean probability {least}")
    alone = [[(account,) for account in book.incident_of]]
    print(f"\n{FOLDS} folds by incident, everything learnt from the other folds")
    for name, groups in (("ours", ours), ("TF-IDF, window", theirs), ("all apart", alone)):
        say_agreement(name, [group for part in groups for group in part], book.incident_of)
    say_reliability(chances)


def folds_of(book: Book) -> dict[str, int]:
    """The fold of each incident."""
    incidents = sorted({one.incident for one in book.filed})
    random.Random(SEED).shuffle(incidents)
    return {incident: number % FOLDS for number, incident in enumerate(incidents)}


def tuned(
    book: Book, outside: Sequence[Filed], known: Sequence[tuple[Pair, Example]], fold: Mapping[str, int], test: int
) -> tuple[dict[str, float], float]:
    """The weights, and the threshold, that are best on the folds outside."""
    lies = {account: fold[incident] != test for account, incident in book.incident_of.items()}
    weights = learn([example for (one, other), example in known if lies[one] and lies[other]])
    _, odds = linked(book, outside, weights, link.LINKED)
    truth = {one.main: one.incident for one in outside}
    accounts = [sketch.account for one in outside for sketch in one.sketches]
    least = max(THRESHOLDS, key=lambda least: b_cubed(mains(book.clusters(odds, accounts, least), truth), truth).f1)
    return weights, least


def linked(
    book: Book, filed: Sequence[Filed], weights: Mapping[str, float], least: float
) -> tuple[list[tuple[str, ...]], dict[Pair, float]]:
    """The incidents that all accounts of some reports make under some weights, and the probabilities."""
    accounts = {sketch.account for one in filed for sketch in one.sketches}
    before = dict(link.WEIGHTS)
    link.WEIGHTS.clear()
    link.WEIGHTS.update(weights)
    odds = {
        pair: link.probability(book.sketches[pair[0]], book.sketches[pair[1]])
        for pair in book.compared if pair[0] in accounts and pair[1] in accounts
    }  # fmt: skip
    link.WEIGHTS.clear()
    link.WEIGHTS.update(before)
    return book.clusters(odds, accounts, least), odds


def baseline(book: Book, reports: Sequence[Report], inside: Sequence[Filed], outside: Sequence[Filed]) -> Groups:
    """The groups of main accounts that the tuned baseline makes of the reports inside."""
    number_of = {one.main: number for number, one in enumerate(book.filed)}
    learnt = [number_of[one.main] for one in outside]
    weighed = tfidf.vectors(reports, learnt)
    truth = {one.main: one.incident for one in outside}

    def named(groups: tfidf.Clusters) -> Groups:
        return [[book.filed[number].main for number in group] for group in groups]

    pairs = tfidf.linked(reports, weighed, learnt)
    setting = tfidf.choose(learnt, pairs, lambda groups: b_cubed(named(groups), truth).f1)
    numbers = [number_of[one.main] for one in inside]
    return named(tfidf.clusters_of(numbers, tfidf.linked(reports, weighed, numbers), setting))


def mains(groups: Groups, incident_of: Mapping[str, str]) -> Groups:
    """The main accounts in each group: the clusters of reports."""
    kept = ([account for account in group if account in incident_of] for group in groups)
    return [group for group in kept if group]


def say_agreement(name: str, groups: Groups, incident_of: Mapping[str, str]) -> None:
    """Print how clusters of reports agree with the incidents that they are filed under."""
    sizes = Counter(incident_of.values())
    several = {account for account, incident in incident_of.items() if sizes[incident] > 1}
    print(f"{name:16} B3 all        {b_cubed(groups, incident_of)}")
    print(f"{'':16} B3 several    {b_cubed(groups, incident_of, several)}")
    print(f"{'':16} pairs several {pairwise(groups, incident_of, several)}")


def say_figures(book: Book, groups: Groups, coded: Mapping[str, Row]) -> None:
    """Print how often the figures of a joined incident are those that were coded. An incident is the group that most
    of its reports are in, of two with as many the one of the report published first.
    """
    road = Road((PROFILE,))
    group_of = {account: number for number, group in enumerate(groups) for account in group}
    told = {one.account.id: one for filed in book.filed for one in filed.told}
    filed_under: dict[str, list[Filed]] = defaultdict(list)
    for one in book.filed:
        filed_under[one.incident].append(one)
    kinds = ("", ", read", ", some", ", coded")
    right: dict[str, list[bool]] = {f"{effect}{more}": [] for more in kinds for effect in EFFECTS}
    for incident, filed in track(sorted(filed_under.items()), "Joining", transient=True):
        if incident not in coded:
            continue
        ordered = sorted(filed, key=lambda one: (one.report.published or dt.date.max, one.report.digest))
        numbers = Counter(group_of[one.main] for one in ordered)
        chosen = groups[max(numbers, key=lambda number: numbers[number])]
        best = _best(road, [told[account] for account in chosen if account in told])
        given = [effect for effect in EFFECTS if any(_gives(one, effect) for one in filed)]
        for effect in EFFECTS:
            number, figure = coded[incident][f"num_{effect}"], best.get(effect)
            hit = figure == number
            if figure is not None or (number and effect in given):
                right[effect].append(hit)
            if effect in given:
                right[f"{effect}, read"].append(hit)
            if number and effect in given:
                right[f"{effect}, some"].append(hit)
            if number:
                right[f"{effect}, coded"].append(hit)
    print(
        "\nfigures of an incident that are the coded ones, where its reports give them: a number other than 0 was coded"
    )
    print(
        "and one is read, or 0 was coded and the joined incident has a figure, which is then false; stricter: of those"
    )
    print(
        'with a figure read in a report ("read"); of those with another number than 0 coded, where one is read ("some")'
    )
    print('and whether one is read or not ("coded")')
    for name, hits in right.items():
        print(f"{name:16} {mean(hits):.3f} of {len(hits):,} incidents")


def _best(road: Road, told: Sequence[Told]) -> dict[str, int | None]:
    if not told:
        return {}
    estimates = road.join(told).incident.estimates
    return {one.effect: one.best for one in estimates if one.victim_class == "all" and one.profile == PROFILE}


def _gives(filed: Filed, effect: str) -> bool:
    """Whether the main account of a report has a figure of an effect that counts."""
    claims = next((one.claims for one in filed.told if one.account.id == filed.main), ())
    return any(
        isinstance(claim, Casualty) and claim.effect == effect and claim.polarity == "asserted"
        and claim.cause == "violence" and claim.count.value is not None
        for claim in claims
    )  # fmt: skip


def _day(told: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((told or "")[:10])
    except ValueError:
        return None


if __name__ == "__main__":
    main()
