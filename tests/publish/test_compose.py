"""The rows of the ledger: what every face shows."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io

import msgspec
import pytest

from tests.publish.sample import CLAIMED, CLAIMS, INCIDENTS, NORTH, OSTRA, REPORT, TEXT, responsibility, speaker, where
from tollbook.model import Bound, Count, DayPrecision, Incident, Relation, Stance, Step, Summary, When
from tollbook.publish import Range, as_csv, compose, list_row, phrases
from tollbook.publish.cells import INCIDENT_COLUMNS
from tollbook.publish.headings import heading_place
from tollbook.publish.stances import in_words

ROWS = compose(REPORT, CLAIMS, INCIDENTS)
BLAST = ROWS.incidents[0]


def test_unknown_is_a_dash_and_never_a_zero() -> None:
    """An estimate without a value, and a profile without an estimate, show a dash."""
    rows = {(row.effect, row.victims): row.ranges for row in BLAST.estimates}
    assert rows["injured", "all classes"] == (Range(low="–", best="–", high="–"),) * 2
    assert rows["killed", "civilians"] == (Range(low="12", best="12", high="12"), Range(low="–", best="–", high="–"))
    assert not any(value == "0" for row in BLAST.estimates for one in row.ranges for value in dataclasses.astuple(one))


def test_the_house_profile_comes_first_and_can_be_left_out() -> None:
    """Columns are the profiles found, the house's own first, or those asked for in their order."""
    assert ROWS.profiles == ("tollbook", "ucdp")
    only = compose(REPORT, CLAIMS, INCIDENTS, ["ucdp"])
    assert [row.ranges for row in only.incidents[0].estimates] == [(Range(low="–", best="19", high="19"),)]
    assert {rule.profile for rule in only.incidents[0].rules} == {"ucdp"}


def test_aggregates_stand_apart() -> None:
    """A total over years is no incident, and what might happen is neither."""
    assert [one.id for one in ROWS.incidents] == ["0123456789ab-1"]
    assert [one.id for one in ROWS.aggregates] == ["0123456789ab-2"]
    assert [(one.claim, one.reason) for one in ROWS.set_aside] == [("c6", "said of what might happen, not of what did")]


def test_claims_of_an_incident_that_is_not_shown_are_left_out() -> None:
    """Showing one incident of a report does not call the claims on another one homeless."""
    assert [one.claim for one in compose(REPORT, CLAIMS, INCIDENTS[:1]).set_aside] == ["c6"]


def test_figures_stand_under_their_speaker_and_passage() -> None:
    """Who says how many: the report's own voice, then the mayor, in the order of the text."""
    told = [
        (rows.speaker, rows.known_as, [figure.claim for passage in rows.passages for figure in passage.figures])
        for rows in BLAST.speakers
    ]
    assert told == [(None, None, ["c1"]), ("Ada Vell", "Mayor of Ostra, government", ["c2", "c3", "c4"])]
    assert len(BLAST.speakers[1].passages) == 1


def test_a_bound_is_told_in_words_and_the_words_are_quoted() -> None:
    """ "Almost 20" is fewer than 20, and both are shown; a plain number is shown once."""
    figures = {figure.claim: figure for rows in BLAST.speakers for one in rows.passages for figure in one.figures}
    assert (figures["c1"].figure, figures["c1"].said) == ("fewer than 20", "Almost 20")
    assert (figures["c2"].figure, figures["c2"].said) == ("12", None)
    assert (figures["c4"].figure, figures["c4"].said) == ("no number", "dozens")


def test_a_row_names_its_days_only_where_they_differ() -> None:
    """The incident's usual day and place are not repeated at each figure."""
    assert all(not figure.notes for rows in BLAST.speakers for one in rows.passages for figure in one.figures)


def test_every_step_is_told_with_its_claims() -> None:
    """The rule is shown in sentences that name the claims they used."""
    civilians = next(rule for rule in BLAST.rules if rule.subjects == ("killed, civilians",))
    assert [(step.sentence, step.also) for step in civilians.steps] == [("One speaker gives one figure: 12.", ("c2",))]


def test_claims_named_in_a_sentence_are_told_apart_from_its_words() -> None:
    """A face can link "(c2, the mayor)" to the claim, and need not name c2 again."""
    step = Step(sentence="Best 12: “12 villagers” (c2, the mayor) and (c3); c4 is a road.", claims=("c2", "c3", "c4"))
    incident = msgspec.structs.replace(INCIDENTS[0], arithmetic=(step,))
    (note,) = compose(REPORT, CLAIMS, [incident]).incidents[0].arithmetic
    assert note.sentence == step.sentence
    assert [piece.text for piece in note.pieces if piece.claim] == ["c2", "c3"]
    assert note.also == ("c4",)


def test_headings_name_the_finest_places_then_the_wider_one() -> None:
    """Many places are counted, not dropped; no place is said to be unknown, and an unknown one keeps its words."""
    assert BLAST.place == "Ostra, Ostra Province"
    assert heading_place([]) == "place unknown"
    assert (
        heading_place([msgspec.structs.replace(OSTRA, name=name) for name in "ABCDEF"]) == "A, B, C and 3 more places"
    )
    assert heading_place([where("Ostra", TEXT, None, "settlement")]) == "Ostra"


@pytest.mark.parametrize(
    ("stance", "relation", "words", "said_by", "sentence"),
    [
        ("claimed", "perpetrator", "The Red Front", "The Red Front", "Responsibility claimed by The Red Front"),
        (
            "claimed",
            "perpetrator",
            "The Red Front",
            "the army",
            "Responsibility claimed by The Red Front, according to the army",
        ),
        ("claimed", "sponsor", "the North", None, "Sponsorship claimed by the North"),
        ("blamed", "perpetrator", "the North", "the army", "the North blamed by the army"),
        ("blamed", "sponsor", "the North", "the army", "the North blamed as sponsor by the army"),
        ("blamed", "perpetrator", "the North", None, "the North blamed; the report does not say by whom"),
        ("denied", "perpetrator", "the North", "the North", "Responsibility denied by the North"),
        ("denied", "sponsor", "the North", "the army", "Sponsorship of the North denied by the army"),
        ("unclaimed", "perpetrator", None, None, "No one has claimed responsibility"),
        ("unclaimed", "perpetrator", None, "the army", "No one has claimed responsibility, according to the army"),
        ("reported", "perpetrator", "the North", None, "The Courier says in its own voice that the North did it"),
    ],
)
def test_responsibility_is_told_with_who_says_so(
    stance: Stance, relation: Relation, words: str | None, said_by: str | None, sentence: str
) -> None:
    """Who claims, who blames whom and who denies is one sentence that a reader cannot take wrongly."""
    whom = None if said_by is None else speaker(said_by, CLAIMED, said_by)
    claim = msgspec.structs.replace(responsibility("r", words, stance, whom), relation=relation)
    assert in_words(claim, "The Courier") == sentence


def test_the_registry_knows_an_actor_under_other_words() -> None:
    """Speaker and actor are one where the registry says so, whatever words stand there."""
    norland = speaker("the army", CLAIMED, "Norland's envoy", NORTH)
    claim = responsibility("r", "the North", "denied", norland, actor=NORTH)
    assert in_words(claim, None) == "Responsibility denied by Norland"


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2031-05-06", "2031-05-06", "day", "6 May 2031"),
        ("2031-05-06", "2031-05-07", "range", "6–7 May 2031"),
        ("2031-04-30", "2031-05-01", "range", "30 April – 1 May 2031"),
        ("2030-12-31", "2031-01-01", "range", "31 December 2030 – 1 January 2031"),
        ("2031-05-01", "2031-05-31", "month", "May 2031"),
        ("2031-01-01", "2031-12-31", "year", "2031"),
        ("2030-01-01", "2031-12-31", "year", "1 January 2030 – 31 December 2031"),
    ],
)
def test_days_are_told_no_more_precisely_than_they_are_known(
    start: str, end: str, precision: DayPrecision, words: str
) -> None:
    """A month is a month, and not its first day."""
    when = When(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), precision=precision)
    assert phrases.days(when) == words


@pytest.mark.parametrize(
    ("value", "bound", "high", "words"),
    [
        (31, "exact", None, "31"),
        (31, "at_least", None, "at least 31"),
        (3000, "more_than", None, "more than 3,000"),
        (40, "at_most", None, "at most 40"),
        (200, "fewer_than", None, "fewer than 200"),
        (30, "about", None, "about 30"),
        (30, "range", 40, "30 to 40"),
        (None, "vague", None, "no number"),
        (0, "exact", None, "0"),
    ],
)
def test_a_figure_is_told_with_its_bound(value: int | None, bound: Bound, high: int | None, words: str) -> None:
    """Every bound has its words, and a nought that was said is a nought."""
    count = Count(text="", start=0, end=0, value=value, bound=bound, value_high=high)
    assert phrases.figure(count) == words


def summary(incident: Incident, **fields: object) -> Summary:
    """The incident as lists show it, with the house profile's estimates."""
    shown = tuple(estimate for estimate in incident.estimates if estimate.profile == "tollbook")
    given = {"reports": 3, "origins": 2, "outlets": ("Ostra Courier",)} | fields
    return Summary(incident=msgspec.structs.replace(incident, estimates=shown), **given)  # type: ignore[arg-type]


def test_a_table_of_incidents_has_every_column_and_leaves_the_unknown_empty() -> None:
    """One line for each incident, its columns stable; an empty cell is unknown."""
    read = list(csv.DictReader(io.StringIO(as_csv(list_row(summary(incident)) for incident in INCIDENTS))))
    assert len(read) == 2
    assert tuple(read[0]) == INCIDENT_COLUMNS
    assert [read[0][f"killed_{value}"] for value in ("low", "best", "high")] == ["19", "19", "20"]
    assert [read[0][f"injured_{value}"] for value in ("low", "best", "high")] == ["", "", ""]
    assert (read[0]["killed_civilian_best"], read[0]["latitude"], read[0]["first_day"]) == ("12", "10.5", "2031-05-06")
    assert (read[0]["reports"], read[0]["origins"], read[0]["outlets"]) == ("3", "2", "Ostra Courier")
    assert (read[1]["kind"], read[1]["killed_low"], read[1]["killed_best"]) == ("aggregate", "3000", "")


@pytest.mark.parametrize("outlet", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_an_outlet_cannot_be_a_formula(outlet: str) -> None:
    """A spreadsheet that opens the table runs nothing; a number stays a number, also a negative one."""
    line = next(csv.DictReader(io.StringIO(as_csv([list_row(summary(INCIDENTS[0], outlets=(outlet,)))]))))
    assert line["outlets"] == f"'{outlet}"
    assert line["longitude"] == "-20.25"


def test_a_reading_without_claims_has_an_empty_ledger() -> None:
    """No incident, no profile, nothing set aside, and the report is still named."""
    rows = compose(REPORT, (), ())
    assert (rows.profiles, rows.incidents, rows.aggregates, rows.set_aside) == ((), (), (), ())
    assert (rows.outlet, rows.published) == (REPORT.outlet, "7 May 2031")
