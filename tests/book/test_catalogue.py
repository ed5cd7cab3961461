"""The catalogue: who has which part in an incident, what is added up, and how first figures stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.book.telling import TellingRoad, report
from tests.road.wave import CachedRoad, laid_out
from tollbook.book import Book
from tollbook.book.record_of import first_figures
from tollbook.book.subjects import speaker_of, subject_id
from tollbook.errors import InputError, UnknownSubject
from tollbook.model import Actor, Estimate, FirstFigure, FirstStanding, Joined, Speaker, SubjectLine


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book of the demonstration's reports."""
    folder = tmp_path_factory.mktemp("catalogue")
    with Book.open(folder / "wave.book", road=CachedRoad(), who="coder") as book:
        assert not book.add(laid_out(folder)).failed
        yield book


def named(book: Book, kind: Any, name: str) -> SubjectLine:
    """The line of the one subject of that name."""
    (line,) = [line for line in book.subjects(kind, words=name).lines if line.subject.name == name]
    return line


def test_an_actor_has_its_roles_over_all_reports(wave: Book) -> None:
    """The front is blamed for four incidents, claims one and denies one, and an incident counts once for it."""
    line = named(wave, "actor", "Red Dune Front")
    assert {"claims": 1, "blamed": 4, "denies": 1}.items() <= line.roles.items()
    page = wave.subject("actor", "red dune front")
    assert page.total == line.incidents == len({one.summary.incident.id for one in page.shown})
    assert wave.subject("actor", "The Red Dune Front").line == line
    assert {one.summary.incident.id for one in wave.subject("actor", "red dune front", role="denies").shown} < {
        one.summary.incident.id for one in page.shown
    }


def test_what_may_hold_others_is_never_added_to_them(wave: Book) -> None:
    """The sums of a place are those of its single incidents; the umbrella and the totals are told apart."""
    page = wave.subject("place", "gn:2453347")
    (killed,) = [one for one in page.sums if (one.effect, one.victim_class) == ("killed", "all")]
    single = [one for one in page.shown if one.added]
    best = [
        each.low if each.best is None else each.best
        for one in single
        for each in one.summary.incident.estimates
        if (each.effect, each.victim_class) == ("killed", "all")
    ]
    assert page.total == len(page.shown) == page.added + page.wide + page.beside
    assert killed.best == sum(value for value in best if value is not None)
    assert (killed.low or 0) <= (killed.best or 0) <= (killed.high or 0)
    wide = {one.summary.incident.id for one in page.shown if not one.added}
    assert {"23dd9177e532"} < wide
    assert len(wide) == page.wide == 2


class OpenRoad(TellingRoad):
    """Gives no upper figure where three were killed."""

    def join(self, told: Any, profiles: Any = None) -> Joined:
        """The incident, with its upper figures left open."""
        joined = super().join(told, profiles)
        estimates = tuple(
            msgspec.structs.replace(one, high=None) if one.low == 3 else one for one in joined.incident.estimates
        )
        return msgspec.structs.replace(joined, incident=msgspec.structs.replace(joined.incident, estimates=estimates))


def test_a_sum_is_open_where_one_of_its_parts_is(tmp_path: Path) -> None:
    """An upper figure that nobody gives leaves the sum open upwards; it is neither left out nor taken for the best."""
    with Book.open(tmp_path / "book", road=OpenRoad()) as book:
        book.add(report("12 farmers were killed in Oravan on 2026-02-01.", outlet="Harbour Gazette"))
        (line,) = book.subjects("outlet").lines
        assert (line.low, line.best, line.high) == (12, 12, 12)
        book.add(report("3 farmers were killed in Belt on 2026-02-02.", outlet="Harbour Gazette"))
        (line,) = book.subjects("outlet").lines
        assert (line.low, line.best, line.high) == (15, 15, None)
        (killed,) = book.subject("outlet", "Harbour Gazette").sums
        assert (killed.incidents, killed.low, killed.best, killed.high) == (2, 15, 15, None)


def test_a_place_holds_what_lies_in_it(wave: Book) -> None:
    """An incident of a town stands at the town, and below its district, its province and its country, once each."""
    koro = wave.about("place", "gn:2454674").chain
    assert [where.name for where in koro] == ["Mali", "Mopti", "Koro Cercle", "Koro"]
    (at,) = [one for one in wave.subject("place", "gn:2454674").shown if "at" in one.roles]
    for where in koro[:-1]:
        found = [one for one in wave.subject("place", str(where.place)).shown if one.summary == at.summary]
        assert [one.roles for one in found] == [("below",)]


def test_a_copy_is_known_as_one(wave: Book) -> None:
    """The outlets that cut the agency's dispatch from Koro have copies; the agency has none."""
    assert named(wave, "outlet", "Lagoon Post").copies == 1
    wire = named(wave, "outlet", "Meridian Wire")
    assert (wire.copies, wire.reports) == (0, 7)


def test_an_outlet_s_first_figure_is_held_against_what_all_reports_came_to(wave: Book) -> None:
    """At first the wire counts six of the seventeen of Bankass; what one origin alone tells is not compared."""
    page = wave.subject("outlet", "Meridian Wire")
    figures = {one.incident: one.figure for one in page.figures}
    bankass = figures["26452c82627b"]
    assert (bankass.value, bankass.best, bankass.standing) == (6, 17, "below")
    assert figures["148802dbca62"].standing is None
    (record,) = page.records
    assert record.compared == record.within + record.below + record.above == 3
    assert (record.ratios, record.ratio) == (3, None)


def test_a_speaker_s_figures_are_told_by_whose_losses_they_are(wave: Book) -> None:
    """The army's count of its enemy stands far above what all reports came to, its own losses do not."""
    page = wave.subject("speaker", "armed forces (Mali)")
    by = {record.interest: record for record in page.records}
    assert by[None].figures == sum(by[interest].figures for interest in ("own", "enemy", "third"))
    (claimed,) = [one.figure for one in page.figures if one.incident == "23dd9177e532"]
    assert (claimed.interest, claimed.value, claimed.best, claimed.standing) == ("enemy", 74, 9, "above")
    assert page.line.denied == 1
    assert page.line.lowered == 1


def test_every_line_of_a_list_agrees_with_its_page(wave: Book) -> None:
    """Counted by the list or by the page, a subject has the same incidents, sum and days."""
    for kind in ("actor", "place", "outlet", "speaker"):
        for line in wave.subjects(kind, limit=100).lines:
            page = wave.subject(kind, line.subject.id, limit=100)
            assert page.line == line
            assert page.total == line.incidents == len(page.shown)
            killed = next((one for one in page.sums if (one.effect, one.victim_class) == ("killed", "all")), None)
            told = (killed.incidents, killed.low, killed.best, killed.high) if killed else (0, None, None, None)
            assert told == (line.added, line.low, line.best, line.high)


def test_lists_are_searched_sorted_and_paged(wave: Book) -> None:
    """Words are parts of names, without accents; pages follow on each other; what is not there is said."""
    assert [line.subject.name for line in wave.subjects("place", words="tenenk", sort="settlement").lines] == [
        "Ténenkou"
    ]
    every = [line.subject.id for line in wave.subjects("speaker", order="name", limit=100).lines]
    paged = [wave.subjects("speaker", order="name", limit=10, offset=at).lines for at in (0, 10, 20, 30)]
    assert [line.subject.id for lines in paged for line in lines] == every
    assert wave.subjects("actor", words="nobody at all").total == 0
    assert {line.subject.country for line in wave.subjects("actor", country="ml").lines} == {"ML"}
    with pytest.raises(UnknownSubject, match="no outlet 'The Moon'"):
        wave.subject("outlet", "The Moon")
    with pytest.raises(InputError):
        wave.subject("actor", "red dune front", since="soon")


def test_what_changes_is_counted_anew(tmp_path: Path) -> None:
    """A report more, or a reading that finds less, changes the lines; what nobody tells any longer has no page."""
    path = tmp_path / "book"
    road = TellingRoad()
    with Book.open(path, road=road) as book:
        book.add(report("12 farmers were killed in Oravan on 2026-02-01.", outlet="Harbour Gazette"))
        assert [(line.incidents, line.best) for line in book.subjects("outlet").lines] == [(1, 12)]
        book.add(report("5 farmers were killed in Belt on 2026-02-02.", outlet="Harbour Gazette"))
        assert [(line.incidents, line.reports) for line in book.subjects("outlet").lines] == [(2, 2)]
        assert book.rebuild() == 2
        assert [(line.incidents, line.reports) for line in book.subjects("outlet").lines] == [(2, 2)]
        before = [msgspec.json.encode(book.subject("outlet", "harbour gazette"))]
    with Book.open(path, road=TellingRoad("2", passes_over="farmers")) as book:
        book.read_again()
        (line,) = book.subjects("outlet").lines
        assert (line.incidents, line.reports, line.best) == (0, 2, None)
        assert [msgspec.json.encode(book.subject("outlet", "harbour gazette"))] != before


def test_who_speaks_is_told_apart_by_body_role_and_country() -> None:
    """A registered body is one speaker under any name; a governor of Mali is not one of Niger; a pronoun is nobody."""

    def spoken(name: str, actor: Actor | None = None) -> str | None:
        found = speaker_of(Speaker(text=name, start=0, end=len(name), name=name, actor=actor))
        return None if found is None else found.id

    taliban = Actor(id="ucdp:303", name="Taliban", kind="armed_group", country="AF")
    assert spoken("the Taliban spokesman", taliban) == spoken("Taliban", taliban) == "taliban"
    governor = Actor(id="role:ML:government", name="officials (Mali)", kind="government", country="ML")
    other = msgspec.structs.replace(governor, id="role:NE:government", country="NE")
    assert (spoken("the governor", governor), spoken("governor", other)) == ("governor (mali)", "governor (niger)")
    army = Actor(id="role:ML:military", name="armed forces (Mali)", kind="military", country="ML")
    assert spoken("an army spokesman", army) == spoken("the General Staff", army) == "armed forces (mali)"
    assert spoken("we") is None
    assert subject_id("speaker", "The  Governor (Mali)") == "governor (mali)"
    assert subject_id("actor", "ucdp:303") == "ucdp:303"


@pytest.mark.parametrize(
    ("low", "best", "high", "standing"),
    [(5, 7, 9, "within"), (7, 8, 9, "below"), (1, 2, 5, "above"), (None, 6, None, "within"), (6, 6, 6, "within")],
)
def test_an_end_that_is_not_known_bounds_nothing(
    wave: Book, low: int | None, best: int | None, high: int | None, standing: FirstStanding
) -> None:
    """Six stand within five to nine, below seven to nine, above one to five, and within what is open."""
    found = _bankass(wave, low, best, high)
    assert (found.value, found.standing, found.ratio) == (6, standing, 6 / best if best else None)


def _bankass(book: Book, low: int | None, best: int | None, high: int | None) -> FirstFigure:
    """The wire's first figure for Bankass, were these the figures of all reports."""
    ledger = book.incident("26452c82627b")
    whole = Estimate(
        effect="killed", victim_class="all", low=low, best=best, high=high, profile="tollbook", profile_version="1",
        steps=(), claims=(),
    )  # fmt: skip
    incident = msgspec.structs.replace(ledger.incident, estimates=(whole,))
    joined = msgspec.structs.replace(ledger.joined, incident=incident)
    found = first_figures(joined, list(ledger.reports.values()))
    return next(one for one in found if one.subject.id == "meridian wire")


def test_verify_finds_a_book_with_a_catalogue_whole(wave: Book) -> None:
    """Reports, claims, log and incidents are whole, and the file has the tables that it should."""
    assert wave.verify().reports == 40
